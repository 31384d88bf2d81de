"""pain.002, CustomerPaymentStatusReport: what becomes of a file of ours, before settlement.

A report may speak of the whole file, of its batches and of single collections, each with a status
of its own or with none. What it does not speak of is not accepted: no report is no acceptance.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple

from lxml.etree import _Element as Element

from sepadd.collection import (
    Acceptance,
    BankFact,
    Cancellation,
    Level,
    Reason,
    Reject,
    Reported,
    RTransaction,
    Settlement,
)
from sepadd.findings import UnreadableMessage
from sepadd.messages.answers.repeated_of_ours import (
    Sayings,
    Why,
    count,
    original,
    speaks_of_collections,
    why,
)
from sepadd.messages.parsing import (
    Incoming,
    brussels_day,
    day_within,
    documents,
    instant_in,
    local,
    parts,
    reference,
    text,
    unreadable,
)

OF_INTEREST: Final = ("GrpHdr", "OrgnlGrpInfAndSts", "OrgnlPmtInfAndSts", "TxInfAndSts")
"""What a reader of this message needs of it; see :func:`sepadd.messages.parsing.documents`."""

FACTS: Final[dict[str, type[BankFact]]] = {
    **dict.fromkeys(("ACTC", "ACCP", "ACSP", "ACWC", "ACFC", "ACWP"), Acceptance),
    **dict.fromkeys(("ACSC", "ACCC"), Settlement),
    "RJCT": Reject,
    "CANC": Cancellation,
}
"""What a status means for what it speaks of; every other status informs only.

Source: ISO 20022 external code sets, payment group and transaction status; EPC130-08, AT-R001.
"""

_REJECTED: Final = "RJCT"
_IN_PART: Final = frozenset({"", "PART", _REJECTED})
_NO_REJECTION: Final = frozenset({"", "CH19", "DT06", "NARR", "RR08"})
"""Reasons that tell of a change or of nothing; every other one is a reason to reject."""


def iter_answers(source: bytes | Path) -> Iterator[Reported]:
    """What a bank's status reports say, in their order; a file, or a zip of files.

    A rejected file or batch is told at its level, and what is said of its collections beside it. A
    report about what is known to be no direct debit only informs, whatever its statuses. A
    collection with a reason and no status is rejected if what it stands in is accepted in part.
    A day that cannot be read hides nothing else: what could not be read is told.

    Raises :class:`UnreadableMessage` where it is another message, is cut off, does not say when it
    was made, or repeats an amount that cannot be read. Source: ISO 20022,
    pain.002.001.02 to .15, and the German pain.002.003.03.
    """
    for incoming in documents(source, {"pain.002": OF_INTEREST}):
        incoming.expect("pain.002")
        yield from reported(incoming)


def reported(incoming: Incoming) -> Iterator[Reported]:
    """What one status report says: :func:`iter_answers` of what is opened already."""
    report: _Report | None = None
    for element in incoming.parts():
        name = local(element)
        if name == "GrpHdr":
            report = _Report(element)
        elif report is None:
            raise unreadable(element, "a GrpHdr stands before it")
        elif name == "TxInfAndSts":
            yield report.collection(element)
        elif name == "OrgnlGrpInfAndSts":
            yield from report.file(element)
        else:
            yield from report.batch(element)
    if report is None:
        raise UnreadableMessage(f"line {incoming.line}: a pain.002 without a GrpHdr")
    yield from report.sayings.unread("GrpHdr", report.last_on, report.original_on)


class _Report:
    """One report: what its head, and the block that is read, say for all that stands in them."""

    def __init__(self, head: Element) -> None:
        self.sayings = Sayings("pain.002", head, called="report")
        self.last_on: date | None = None
        self.original_on: date | None = None
        self.message_id = ""
        self.ours = True
        self.status = ""
        self.block = _Block()
        self.around: Element | None = None
        self.blocks = 0
        self.collections = 0

    def on(self, *days: date | None) -> date:
        """The day of what is said: that of the report, or if it is not readable, one of these."""
        self.last_on = self.sayings.on(*days, self.original_on)
        return self.last_on

    def file(self, element: Element) -> Iterator[Reported]:
        """What is said of the whole file; nothing, where it has no status."""
        found = parts(element)
        made = found.get("OrgnlCreDtTm")
        self.original_on = None if made is None else day_within(made)
        self.message_id = reference(text(found.get("OrgnlMsgId")))
        self.ours = speaks_of_collections(text(found.get("OrgnlMsgNmId")))
        self.status = text(found.get("GrpSts"))
        if self.status:
            given = why(element, "StsRsnInf")
            yield Reported(
                fact=self.fact(self.status),
                level=Level.FILE,
                on=self.on(),
                said=self.sayings.by(given.by),
                place="OrgnlGrpInfAndSts",
                status=self.status,
                message_id=self.message_id,
                collections=count(text(found.get("OrgnlNbOfTxs"))),
                reason=self.reason(self.status, given),
            )

    def batch(self, element: Element) -> Iterator[Reported]:
        """What is said of a whole batch, once its collections have gone by."""
        block = self.enter(element)
        self.around = None
        if block.status:
            given = why(element, "StsRsnInf")
            yield Reported(
                fact=self.fact(block.status),
                level=Level.BATCH,
                on=self.on(),
                said=self.sayings.by(given.by),
                place=block.place,
                status=block.status,
                message_id=self.message_id,
                batch_id=block.batch_id,
                collections=block.collections,
                reason=self.reason(block.status, given),
            )

    def enter(self, around: Element | None) -> _Block:
        """The block that an element is, or stands in; it is read once."""
        if around is not None and around is not self.around:
            self.around, self.collections = around, 0
            self.block = _Block()
            if local(around) == "OrgnlPmtInfAndSts":
                self.blocks += 1
                self.block = _block(around, self.blocks)
        return self.block

    def collection(self, element: Element) -> Reported:
        """What is said of one collection; one without a status is rejected with what it is in."""
        block = self.enter(element.getparent())
        self.collections += 1
        found = parts(element)
        status = text(found.get("TxSts")) or self.rejected_with(block)
        given = why(element, "StsRsnInf")
        fact = self.fact(status)
        if not status and self.is_rejected_in_part(block, given):
            fact = Reject
        repeated = original(found.get("OrgnlTxRef"))
        accepted_on, fault = _accepted_on(found.get("AccptncDtTm"))
        on = accepted_on if fact is Acceptance else None
        return Reported(
            fact=fact,
            level=Level.COLLECTION,
            on=on or self.on(repeated.due_on, accepted_on),
            said=self.sayings.by(given.by),
            place=f"{block.within}TxInfAndSts[{self.collections}]",
            status=status,
            message_id=self.message_id,
            batch_id=block.batch_id or reference(text(found.get("OrgnlPmtInfId"))),
            end_to_end_id=reference(text(found.get("OrgnlEndToEndId"))),
            instruction_id=reference(text(found.get("OrgnlInstrId"))),
            mandate=repeated.mandate,
            amount=repeated.amount,
            due_on=repeated.due_on,
            reason=self.reason(status, given),
            fault=fault or repeated.fault,
        )

    def is_rejected_in_part(self, block: _Block, given: Why) -> bool:
        """Whether a reason without a status is one of a rejection: of a file accepted in part."""
        code = given.of_a_failure.code
        around = block.status or self.status
        return self.ours and around in _IN_PART and code not in _NO_REJECTION

    def rejected_with(self, block: _Block) -> str:
        return _REJECTED if _REJECTED in (block.status, self.status) else ""

    def fact(self, status: str) -> type[BankFact] | None:
        return FACTS.get(status) if self.ours else None

    def reason(self, status: str, given: Why) -> Reason | None:
        fact = FACTS.get(status)
        failed = fact is not None and issubclass(fact, RTransaction)
        return given.of_a_failure if failed else given.reason


def _accepted_on(accepted: Element | None) -> tuple[date | None, str]:
    """The day on which it was accepted, and what of that could not be read."""
    if accepted is None or not text(accepted):
        return None, ""
    try:
        return brussels_day(instant_in(accepted)), ""
    except UnreadableMessage as wrong:
        return day_within(accepted), str(wrong)


class _Block(NamedTuple):
    """What a batch says of itself, or nothing for what stands in none."""

    status: str = ""
    batch_id: str = ""
    collections: int | None = None
    place: str = ""

    @property
    def within(self) -> str:
        return f"{self.place}/" if self.place else ""


def _block(element: Element, number: int) -> _Block:
    found = parts(element)
    return _Block(
        status=text(found.get("PmtInfSts")),
        batch_id=reference(text(found.get("OrgnlPmtInfId"))),
        collections=count(text(found.get("OrgnlNbOfTxs"))),
        place=f"OrgnlPmtInfAndSts[{number}]",
    )
