"""How the fake bank reads: a pain.008 into what was presented, or the reason why it cannot.

It reads on its own, so that the library's writer is not tested against itself. All that it takes
from there is where the schemas lie. No entity is expanded, nothing is fetched.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Final

from sepadd.testing.fake_bank.elements import NAMESPACE
from sepadd.testing.fake_bank.facts import (
    PresentedBatch,
    PresentedCollection,
    PresentedFile,
    Verdict,
)

if TYPE_CHECKING:
    from lxml import etree

TAKEN: Final = ("pain.008.001.02", "pain.008.001.08")
"""The messages that the bank takes collections in."""


class Unreadable(Exception):
    """What came in cannot be read; the verdict says why."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.verdict: Verdict = Verdict("FF01", text[:105])


class Node:
    """An element, asked for what is in it by plain names."""

    def __init__(self, element: etree._Element) -> None:
        """Look at that element."""
        self._element = element
        self._space = f"{{{_qname(element)[0]}}}"

    @property
    def name(self) -> str:
        """Its own name, without the namespace."""
        return _qname(self._element)[1]

    @property
    def message(self) -> str:
        """The message whose namespace it has: ``pain.008.001.08``."""
        return self._space[1:-1].removeprefix(NAMESPACE)

    def all(self, path: str) -> list[Node]:
        """Every element at that path."""
        steps = "/".join(f"{self._space}{step}" for step in path.split("/"))
        return [Node(found) for found in self._element.findall(steps)]

    def one(self, path: str) -> Node | None:
        """The first element at that path, if there is one."""
        return next(iter(self.all(path)), None)

    def get(self, path: str) -> str | None:
        """The text at that path, without blanks around it; nothing where there is none."""
        found = self.one(path)
        return None if found is None else (found._element.text or "").strip() or None  # noqa: SLF001 - its own kind

    def text(self, path: str) -> str:
        """The text at that path; empty where there is none."""
        return self.get(path) or ""

    def says(self, path: str) -> bool:
        """Whether the indicator at that path is set."""
        return self.get(path) in {"true", "1"}


def _qname(element: etree._Element) -> tuple[str, str]:
    space, _, name = str(element.tag).rpartition("}")
    return space.removeprefix("{"), name


def parsed(message: bytes) -> Node:
    """The message's root element; raises :class:`Unreadable`."""
    from lxml import etree  # noqa: PLC0415  # slow to import, and the examples do without

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(message, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(f"not well-formed: {error}") from None
    if root.getroottree().docinfo.doctype:
        raise Unreadable("declares a document type")
    return Node(root)


def read(message: bytes) -> PresentedFile:
    """The file that was presented; raises :class:`Unreadable` where it breaks the schema."""
    root = parsed(message)
    if root.message not in TAKEN:
        raise Unreadable(f"namespace {root.message!r}: the bank takes {' and '.join(TAKEN)}")
    _check_schema(root)
    header = root.one("CstmrDrctDbtInitn/GrpHdr")
    if header is None:  # pragma: no cover - the schema has it
        raise Unreadable("no group header")
    return PresentedFile(
        id=header.text("MsgId"),
        message=root.message,
        count=int(header.text("NbOfTxs")),
        cents=cents(header.get("CtrlSum")),
        batches=tuple(_batch(node) for node in root.all("CstmrDrctDbtInitn/PmtInf")),
    )


def original_id(message: bytes) -> str:
    """The id of a file that cannot be taken, so that the answer can name it."""
    try:
        found = parsed(message).get("CstmrDrctDbtInitn/GrpHdr/MsgId")
    except Unreadable:
        return "NOTPROVIDED"
    return (found or "NOTPROVIDED")[:35]


def _check_schema(root: Node) -> None:
    from lxml import etree  # noqa: PLC0415  # slow to import, and the examples do without

    from sepadd.messages.parsing import schema_path  # noqa: PLC0415  # it imports lxml

    schema = etree.XMLSchema(etree.parse(schema_path(root.message)))
    if not schema.validate(root._element):  # noqa: SLF001 - its own kind
        first = next(iter(schema.error_log))
        raise Unreadable(f"line {first.line}: {first.message.replace(f'{{{NAMESPACE}', '{')}")


def cents(written: str | None) -> int | None:
    """An amount with at most two decimals, in cents; nothing where nothing is written.

    >>> cents("12.5"), cents("100")
    (1250, 10000)
    """
    if written is None:
        return None
    whole, _, rest = written.removeprefix("+").partition(".")
    return int((whole or "0") + rest.rstrip("0").ljust(2, "0"))


def _batch(node: Node) -> PresentedBatch:
    count, told = node.get("NbOfTxs"), node.get("BtchBookg")
    return PresentedBatch(
        id=node.text("PmtInfId"),
        count=None if count is None else int(count),
        cents=cents(node.get("CtrlSum")),
        booked_as_one=None if told is None else node.says("BtchBookg"),
        due_on=date.fromisoformat(node.text("ReqdColltnDt")[:10]),
        creditor_name=node.text("Cdtr/Nm"),
        creditor_iban=node.text("CdtrAcct/Id/IBAN"),
        collections=tuple(_collection(node, each) for each in node.all("DrctDbtTxInf")),
    )


_CREDITOR_ID = "CdtrSchmeId/Id/PrvtId/Othr/Id"
_AMENDED = "DrctDbtTx/MndtRltdInf/AmdmntInfDtls"


def _collection(batch: Node, node: Node) -> PresentedCollection:
    return PresentedCollection(
        end_to_end_id=node.text("PmtId/EndToEndId"),
        instruction_id=node.get("PmtId/InstrId"),
        cents=cents(node.text("InstdAmt")) or 0,
        scheme=_either(batch, node, "PmtTpInf/LclInstrm/Cd"),
        sequence_type=_either(batch, node, "PmtTpInf/SeqTp"),
        creditor_id=node.get(f"DrctDbtTx/{_CREDITOR_ID}") or batch.text(_CREDITOR_ID),
        mandate_id=node.text("DrctDbtTx/MndtRltdInf/MndtId"),
        signed_on=node.text("DrctDbtTx/MndtRltdInf/DtOfSgntr"),
        original_mandate_id=node.get(f"{_AMENDED}/OrgnlMndtId"),
        original_creditor_id=node.get(f"{_AMENDED}/Orgnl{_CREDITOR_ID}"),
        other_account="SMNDA" in _said_of_account(node),
        debtor_name=node.text("Dbtr/Nm"),
        debtor_iban=node.text("DbtrAcct/Id/IBAN"),
        debtor_bic=node.get("DbtrAgt/FinInstnId/BICFI") or node.get("DbtrAgt/FinInstnId/BIC"),
        remittance=node.get("RmtInf/Ustrd") or node.get("RmtInf/Strd/CdtrRefInf/Ref"),
    )


def _either(batch: Node, node: Node, path: str) -> str:
    """What stands at the collection, or else at its batch."""
    return node.get(path) or batch.text(path)


def _said_of_account(node: Node) -> Iterator[str]:
    yield node.text(f"{_AMENDED}/OrgnlDbtrAcct/Id/Othr/Id")
    yield node.text(f"{_AMENDED}/OrgnlDbtrAgt/FinInstnId/Othr/Id")
