"""What the creditor asks of the fake bank later: to cancel before settlement, to reverse after.

A camt.055 is answered with a camt.029, a pain.007 with a pain.002.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from sepadd.testing.fake_bank.dialects import Dialect
from sepadd.testing.fake_bank.elements import bank, document, element, leaf, nested
from sepadd.testing.fake_bank.facts import HeldCollection, Verdict
from sepadd.testing.fake_bank.inbox import Node, Unreadable, cents, parsed

CANCELS: Final = ("camt.055.001.01", "camt.055.001.08")
"""The messages that ask for a cancellation."""

REVERSES: Final = ("pain.007.001.02", "pain.007.001.09")
"""The messages that ask for a reversal."""


class Named(NamedTuple):
    """What a request is about: one collection, a whole batch, or the whole file."""

    batch_id: str | None
    end_to_end_id: str | None
    cents: int | None
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A request as it came in."""

    id: str
    message: str
    original_id: str
    original_message: str
    named: tuple[Named, ...]


class RequestedCollection(NamedTuple):
    """One collection that a request is about, with the bank's own record of it, if it has one."""

    named: Named
    held: HeldCollection | None
    refused: Verdict | None = None


# -- reading -------------------------------------------------------------------------------------


def read_cancellation(message: bytes) -> Request:
    """The camt.055 that came in; raises :class:`Unreadable`."""
    root = _root(message, CANCELS)
    request = _only(root, "CstmrPmtCxlReq")
    underlying = _only(request, "Undrlyg")
    group = underlying.one("OrgnlGrpInfAndCxl")
    told = _original(underlying)
    if group is not None and (group.says("GrpCxl") or not underlying.one("OrgnlPmtInfAndCxl")):
        named = [Named(None, None, None, _code(group, "CxlRsnInf"))]
    else:
        batches = underlying.all("OrgnlPmtInfAndCxl")
        named = [each for batch in batches for each in _in_batch(batch, "Cxl")]
    return Request(
        id=request.text("Assgnmt/Id"),
        message=root.message,
        original_id=told[0],
        original_message=told[1],
        named=tuple(named),
    )


def read_reversal(message: bytes) -> Request:
    """The pain.007 that came in; raises :class:`Unreadable`."""
    root = _root(message, REVERSES)
    request = _only(root, "CstmrPmtRvsl")
    whole = request.says("GrpHdr/GrpRvsl")
    batches = request.all("OrgnlPmtInfAndRvsl")
    if whole or not batches:
        named = [Named(None, None, None, _code(_only(request, "OrgnlGrpInf"), "RvslRsnInf"))]
    else:
        named = [each for batch in batches for each in _in_batch(batch, "Rvsl")]
    return Request(
        id=request.text("GrpHdr/MsgId"),
        message=root.message,
        original_id=request.text("OrgnlGrpInf/OrgnlMsgId"),
        original_message=request.text("OrgnlGrpInf/OrgnlMsgNmId"),
        named=tuple(named),
    )


def _root(message: bytes, taken: Sequence[str]) -> Node:
    root = parsed(message)
    if root.message not in taken:
        raise Unreadable(f"namespace {root.message!r}: the bank takes {' and '.join(taken)}")
    return root


def _only(node: Node, path: str) -> Node:
    found = node.one(path)
    if found is None:
        raise Unreadable(f"no {path} in {node.name}")
    return found


def _original(underlying: Node) -> tuple[str, str]:
    """The id and the name of the file that a cancellation speaks of, where it says them."""
    for place in ("OrgnlGrpInfAndCxl", "OrgnlPmtInfAndCxl/OrgnlGrpInf"):
        found = underlying.one(place)
        if found is not None:
            return found.text("OrgnlMsgId"), found.text("OrgnlMsgNmId")
    return "", ""


def _in_batch(batch: Node, kind: str) -> Iterator[Named]:
    name, rows = batch.text("OrgnlPmtInfId"), batch.all("TxInf")
    code = _code(batch, f"{kind}RsnInf")
    if batch.says(f"PmtInf{kind}") or not rows:
        yield Named(name, None, None, code)
        return
    for row in rows:
        asked = row.get("RvsdInstdAmt") or row.get("OrgnlInstdAmt")
        reason = _code(row, f"{kind}RsnInf") or code
        yield Named(name, row.text("OrgnlEndToEndId"), cents(asked), reason)


def _code(node: Node, where: str) -> str:
    return node.get(f"{where}/Rsn/Cd") or node.text(f"{where}/Rsn/Prtry")


# -- what it is about ----------------------------------------------------------------------------


def asked_for(request: Request, held: Iterable[HeldCollection]) -> tuple[RequestedCollection, ...]:
    """Each collection that a request names, itself or by its batch or file."""
    known = [each for each in held if request.original_id in {"", each.file.id}]
    return tuple(asked for named in request.named for asked in _found(named, known))


def _found(named: Named, known: Iterable[HeldCollection]) -> list[RequestedCollection]:
    matching = [
        RequestedCollection(named, each)
        for each in known
        if named.batch_id in {None, each.batch.id}
        and named.end_to_end_id in {None, each.collection.end_to_end_id}
    ]
    return matching or [RequestedCollection(named, None)]


# -- answering a cancellation --------------------------------------------------------------------

_OLD_REASONS: Final = ("LEGL", "AGNT", "CUST")
"""The only reasons that camt.029.001.03 has a code for."""


def resolution(
    request: Request,
    asked: Sequence[RequestedCollection],
    dialect: Dialect,
    *,
    id: str,
    created_at: str,
) -> bytes:
    """The answer as a camt.029: what was cancelled, and why the rest was not."""
    refused = sum(1 for each in asked if each.refused)
    whole = "ACCR" if not refused else "RJCR" if refused == len(asked) else "PACR"
    confirmed = {"ACCR": "CNCL", "RJCR": "RJCR", "PACR": "PECR"}[whole]
    batches = dict.fromkeys(_batch_of(each) for each in asked)
    details = element(
        "CxlDtls",
        element(
            "OrgnlGrpInfAndSts",
            leaf("OrgnlMsgId", request.original_id or "NOTPROVIDED"),
            leaf("OrgnlMsgNmId", request.original_message or "pain.008"),
            leaf("GrpCxlSts", whole),
        ),
        *(_batch(batch, asked, dialect) for batch in batches),
    )
    content = element(
        "RsltnOfInvstgtn",
        element(
            "Assgnmt",
            leaf("Id", id),
            element("Assgnr", element("Agt", bank(dialect, dialect.bic))),
            element("Assgne", nested("Pty/Nm", _creditor(asked))),
            leaf("CreDtTm", created_at),
        ),
        nested("Sts/Conf", confirmed),
        details,
    )
    return document(dialect.version("camt.029"), content)


def _creditor(asked: Iterable[RequestedCollection]) -> str:
    return next((each.held.batch.creditor_name for each in asked if each.held), "NOTPROVIDED")


def _batch_of(asked: RequestedCollection) -> str:
    return asked.held.batch.id if asked.held else asked.named.batch_id or "NOTPROVIDED"


def _batch(id: str, asked: Iterable[RequestedCollection], dialect: Dialect) -> str:
    rows = (_row(each, dialect) for each in asked if _batch_of(each) == id)
    return element("OrgnlPmtInfAndSts", leaf("OrgnlPmtInfId", id), *rows)


def _row(asked: RequestedCollection, dialect: Dialect) -> str:
    collection = asked.held.collection if asked.held else None
    named = collection.end_to_end_id if collection else asked.named.end_to_end_id
    return element(
        "TxInfAndSts",
        leaf("OrgnlEndToEndId", named),
        leaf("TxCxlSts", "RJCR" if asked.refused else "ACCR"),
        _reason(asked.refused, dialect),
    )


def _reason(refused: Verdict | None, dialect: Dialect) -> str:
    if refused is None:
        return ""
    coded = dialect.modern or refused.code in _OLD_REASONS
    return element(
        "CxlStsRsnInf",
        nested("Rsn/Cd" if coded else "Rsn/Prtry", refused.code),
        leaf("AddtlInf", refused.text[:105]),
    )
