"""camt.052, camt.053 and camt.054: what moved on the creditor's account, and for which collections.

A credit settles collections, one by one or as a batch; a debit takes one back. The day's statement
(camt.053) is the booking; the report during the day (camt.052) and the notice of single movements
(camt.054) tell the same earlier or in more detail, under the same reference of the bank. Whether
what came back is a return or the debtor's refund is not decided here, but when it is recorded.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Final

from lxml.etree import _Element as Element

from sepadd.collection import FactSource, Reported
from sepadd.findings import UnreadableMessage
from sepadd.messages.answers.camt_booking import Statement
from sepadd.messages.answers.camt_entry import reported_in
from sepadd.messages.parsing import Incoming, child, day_in, documents, instant_in, local, text_at
from sepadd.progress import Progress

KINDS: Final = ("camt.052", "camt.053", "camt.054")
"""The kinds of statements: during the day, of the day, and of single movements."""

OF_INTEREST: Final = ("Ntry",)
"""What a reader of these messages needs of them; see
:func:`sepadd.messages.parsing.documents`."""


def iter_answers(source: bytes | Path, *, progress: Progress | None = None) -> Iterator[Reported]:
    """What statements of the creditor's account say of collections, in their order.

    ``source`` is a file or a zip of files, as content or as a path. What is no direct debit is
    passed over, and so is what others collected from this account: a debit without a reason, and
    without the mark of a reversal, under a code of collecting. Who stands in which role is never
    looked at, since banks differ in it.

    ``amount`` is the collection's own (``InstdAmt``) where it is told. ``moved`` is what was
    booked, ``charges`` and ``compensation`` what of it was no part of the amount: the difference of
    the two, or where ``amount`` is not told the charges that are. Only a booked movement is a fact
    and has a booking day; a pending one, one in another currency, and a return that the bank takes
    back, have none, and ``status`` says why. ``progress`` is told how many bytes were read,
    unpacked, of how many.

    Raises :class:`~sepadd.UnreadableMessage` where it is another message, is cut off, or
    an amount or a day of a direct debit cannot be read. Source: ISO 20022, camt.05x.001.01 to .14.
    """
    for incoming in documents(source, dict.fromkeys(KINDS, OF_INTEREST), progress=progress):
        incoming.expect(*KINDS)
        yield from reported(incoming)


def reported(incoming: Incoming) -> Iterator[Reported]:
    """What one statement says: :func:`iter_answers` of what is opened already."""
    around: Element | None = None
    statement: Statement | None = None
    statements = entries = 0
    within = ""
    for entry in incoming.parts():
        above = entry.getparent()
        if above is None:  # pragma: no cover - an Ntry never holds the whole of a message
            continue
        if statement is None or above is not around:
            around, statement = above, _statement(incoming.kind, above)
            statements, entries = statements + 1, 0
            within = f"{local(above)}[{statements}]/Ntry"
        entries += 1
        yield from reported_in(entry, statement, f"{within}[{entries}]")


def _statement(kind: str, part: Element) -> Statement:
    """Read for which account a part of a message is, and who made it when."""
    head = child(part.getparent(), "GrpHdr")
    made = child(head, "CreDtTm")
    return Statement(
        iban=text_at(part, "Acct", "Id", "IBAN"),
        said=FactSource(kind, text_at(head, "MsgId"), _instant(made)),
        made_on=_day(made),
    )


def _instant(made: Element | None) -> datetime | None:
    """When a message was made; nothing where it cannot be read: its entries have their own days."""
    try:
        return None if made is None else instant_in(made)
    except UnreadableMessage:
        return None


def _day(made: Element | None) -> date | None:
    try:
        return None if made is None else day_in(made)
    except UnreadableMessage:
        return None
