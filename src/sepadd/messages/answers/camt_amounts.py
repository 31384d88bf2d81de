"""What a movement comes to: the collection's own amount, what moved, and what it cost beside.

A bank that sends a collection back often takes its charges in the same movement, and at a refund
the interest that the debtor's bank asks for. So what moved is more than what was collected, and for
a collection credited less charges it is less.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from lxml.etree import _Element as Element

from sepadd.messages.answers.repeated_of_ours import given_amount
from sepadd.messages.parsing import local, named_parts, parts, text, text_at
from sepadd.values import ZERO, Euro

_FALSE: Final = frozenset({"false", "0"})
_COMPENSATION: Final = "COMP"


class Costs(NamedTuple):
    """The collection's ``amount`` and what ``moved``, and of the latter what is no part of it.

    ``amount`` and ``moved`` are absent where the bank does not tell them.
    """

    amount: Euro | None
    moved: Euro | None
    charges: Euro = ZERO
    compensation: Euro = ZERO


class TransactionAmounts(NamedTuple):
    """The amounts that stand beside one transaction, as far as they are told, in euros.

    ``own`` is what the transaction moved, ``instructed`` the amount collected.
    """

    own: Euro | None = None
    instructed: Euro | None = None
    compensation: Euro = ZERO


def amounts_of(transaction: Mapping[str, Element], *, whole: bool) -> TransactionAmounts:
    """The amounts of a transaction, by its parts: its own, what was collected, and compensation.

    Of one that is the ``whole`` of its movement its own amount is left out: the movement tells it.
    Newer versions tell a transaction's own amount beside the details of it, older ones in them. An
    amount of the bank's own kind whose name begins with ``COMP`` is taken to be the interest of a
    refund. Source: ISO 20022, camt.053.001.02 and .08, EntryTransaction.
    """
    own = None if whole else given_amount(transaction.get("Amt"))
    around = transaction.get("AmtDtls")
    if around is None:
        return TransactionAmounts(own)
    instructed, compensation = None, ZERO
    for name, details in named_parts(around):
        if name == "InstdAmt":
            instructed = _within(details)
        elif name == "TxAmt" and own is None and not whole:
            own = _within(details)
        elif name == "PrtryAmt" and _is_compensation(details):
            compensation += _within(details) or ZERO
    return TransactionAmounts(own, instructed, compensation)


def _within(details: Element) -> Euro | None:
    """The amount in an element that tells the exchange rate beside it, or a name before it."""
    for name, part in named_parts(details):
        if name == "Amt":
            return given_amount(part)
    return None


def _is_compensation(special: Element) -> bool:
    return text_at(special, "Tp").upper().startswith(_COMPENSATION)


def charges_in(records: Iterable[Element]) -> Euro:
    """The sum of the charges (``Chrgs``) that are part of the movement beside which they stand.

    Charges marked as not included are booked by themselves and do not count; what is given back
    counts against the others. Where only a total is told it is taken as it stands. Older versions
    have a ``Chrgs`` for each charge, newer ones a record for each in one.
    """
    singles, totals = [], []
    for record in records:
        found = parts(record)
        inner = [parts(each) for each in record if local(each) == "Rcrd"] or [found]
        singles += [one for one in inner if "Amt" in one]
        totals += [found["TtlChrgsAndTaxAmt"]] if "TtlChrgsAndTaxAmt" in found else []
    if singles:
        return max(ZERO, Euro.total(map(_single, singles)))
    return Euro.total(given_amount(total) or ZERO for total in totals)


def _single(charge: Mapping[str, Element]) -> Euro:
    given = given_amount(charge["Amt"])
    if given is None or text(charge.get("ChrgInclInd")) in _FALSE:
        return ZERO
    return -given if text(charge.get("CdtDbtInd")) == "CRDT" else given


def costs(told: TransactionAmounts, moved: Euro | None, charges: Euro, *, credited: bool) -> Costs:
    """Tell the collection's amount apart from what the movement cost beside it.

    Where both are known, the difference is the cost, whatever charges are told: what moved is
    what the bank took. It is the told ``compensation`` first, and charges for the rest. Where the
    collection's amount is not told, the charges are those told; where nothing says what moved,
    it is that amount with them.

    >>> fifty, charged = Euro("50.00"), Euro("3.00")
    >>> told = TransactionAmounts(instructed=fifty)
    >>> str(costs(told, fifty + charged, ZERO, credited=False).charges)
    '3.00'
    """
    amount = told.instructed
    if amount is None:
        return Costs(None, moved, charges, told.compensation)
    if moved is None:
        beside = charges + told.compensation
        moved = amount - beside if credited else amount + beside
    more, less = (amount, moved) if credited else (moved, amount)
    if more.cents <= less.cents:
        return Costs(amount, moved)
    beside = more - less
    compensation = min(told.compensation, beside)
    return Costs(amount, moved, beside - compensation, compensation)
