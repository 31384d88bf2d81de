"""pacs.004, PaymentReturn: what another bank sends back, as some banks pass it on to the creditor.

It goes from bank to bank, and tells of no booking: the statement of the account does. What it adds
is early word of it, and the amounts told apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

from lxml.etree import _Element as Element

from sepadd.collection import Level, Reported, Return
from sepadd.findings import UnreadableMessage
from sepadd.messages.answers.camt_amounts import TransactionAmounts, costs
from sepadd.messages.answers.repeated_of_ours import (
    Sayings,
    given_amount,
    given_day,
    original,
    speaks_of_collections,
    why,
)
from sepadd.messages.parsing import (
    Incoming,
    amount_in,
    child,
    children,
    documents,
    local,
    parts,
    reference,
    text,
    text_at,
    unreadable,
)
from sepadd.values import ZERO, Euro

OF_INTEREST: Final = ("GrpHdr", "TxInf")
"""What a reader of this message needs of it; see :func:`sepadd.messages.parsing.documents`."""

_INTER_BANK: Final = "pacs.003"
_NO_DIRECT_DEBIT: Final = "no direct debit"


def iter_answers(source: bytes | Path) -> Iterator[Reported]:
    """What other banks send back of our collections, in their order; a file, or a zip of files.

    Every transaction is a return: whether it is the debtor's refund is decided when it is recorded.
    It has no booking day. ``amount`` is what the banks had settled, ``moved`` what comes back; the
    difference is the compensation of a refund where one is told, and charges for the rest. What
    comes back of anything but a direct debit, or in another currency than the euro, only informs.

    Raises :class:`~sepadd.UnreadableMessage` where it is another message, is cut off, does
    not say when it was made, or has an amount or a day that cannot be read. Source: ISO 20022,
    pacs.004.001.02 and later; EPC016-06, DS-05.
    """
    for incoming in documents(source, {"pacs.004": OF_INTEREST}):
        incoming.expect("pacs.004")
        yield from reported(incoming)


def reported(incoming: Incoming) -> Iterator[Reported]:
    """What one message says: :func:`iter_answers` of what is opened already."""
    returns: _Returns | None = None
    for element in incoming.parts():
        if local(element) == "GrpHdr":
            returns = _Returns(element)
        elif returns is None:
            raise unreadable(element, "a GrpHdr stands before it")
        else:
            yield returns.transaction(element)
    if returns is None:
        raise UnreadableMessage(f"line {incoming.line}: a pacs.004 without a GrpHdr")
    yield from returns.sayings.unread("GrpHdr", returns.settled_on)


class _Returns:
    """One message: what its head says for all that comes back in it."""

    def __init__(self, head: Element) -> None:
        self.sayings = Sayings("pacs.004", head, called="message")
        self.settled_on = given_day(child(head, "IntrBkSttlmDt"))
        self.transactions = 0

    def transaction(self, element: Element) -> Reported:
        """One transaction that comes back."""
        self.transactions += 1
        found = parts(element)
        file = found.get("OrgnlGrpInf", child(element.getparent(), "OrgnlGrpInf"))
        given = why(element, "RtrRsnInf")
        repeated = original(found.get("OrgnlTxRef"))
        status = _hindrance(text_at(file, "OrgnlMsgNmId"), found.get("RtrdIntrBkSttlmAmt"))
        settled = given_amount(found.get("OrgnlIntrBkSttlmAmt"))
        told = TransactionAmounts(
            instructed=repeated.amount if settled is None else settled,
            compensation=given_amount(found.get("CompstnAmt")) or ZERO,
        )
        moved = given_amount(found.get("RtrdIntrBkSttlmAmt"))
        came_to = costs(told, moved, _charges(element), credited=False)
        return Reported(
            fact=None if status else Return,
            level=Level.COLLECTION,
            on=self.day_of(found.get("IntrBkSttlmDt")),
            said=self.sayings.by(given.by),
            place=f"TxInf[{self.transactions}]",
            status=status,
            message_id=reference(text_at(file, "OrgnlMsgId")),
            end_to_end_id=reference(text(found.get("OrgnlEndToEndId"))),
            instruction_id=reference(text(found.get("OrgnlInstrId"))),
            mandate=repeated.mandate,
            amount=came_to.amount,
            moved=came_to.moved,
            charges=came_to.charges,
            compensation=came_to.compensation,
            due_on=repeated.due_on,
            reason=given.of_a_failure,
            fault=repeated.fault,
        )

    def day_of(self, settled: Element | None) -> date:
        """The day on which the banks settle it, or else the day of the message."""
        return given_day(settled) or self.settled_on or self.sayings.on()


def _hindrance(message_name: str, returned: Element | None) -> str:
    """Why it is no fact: it is none of our collections, or not in euros."""
    if not (speaks_of_collections(message_name) or _INTER_BANK in message_name.lower()):
        return _NO_DIRECT_DEBIT
    foreign = returned is not None and text(returned) and amount_in(returned) is None
    return returned.get("Ccy", "") if returned is not None and foreign else ""


def _charges(element: Element) -> Euro:
    told = (given_amount(child(info, "Amt")) for info in children(element, "ChrgsInf"))
    return Euro.total(charge for charge in told if charge is not None)
