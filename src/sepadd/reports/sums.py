"""How much is collected, and how much is not: by debtor, reason, scheme, due date and account.

Whatever a proposal lists is counted: as a part of what is collected, or as left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple, TypeVar

from sepadd.collection import Collection, CollectionStatus
from sepadd.mandate import Scheme
from sepadd.open_item import ItemKind
from sepadd.proposal import Proposal, ProposalLine
from sepadd.run import CollectionRun
from sepadd.values import ZERO, Euro, Iban

_Key = TypeVar("_Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Total:
    """How many, and what they come to."""

    count: int
    amount: Euro

    @classmethod
    def of(cls, amounts: Iterable[Euro]) -> Total:
        """The total of so many amounts.

        >>> Total.of([Euro(cents=40_00), Euro(cents=-10_00)])
        Total(count=2, amount=Euro('30.00'))
        """
        cents = [amount.cents for amount in amounts]
        return cls(len(cents), Euro(cents=sum(cents)))


NOTHING: Final = Total(0, ZERO)
"""None, and no money."""


class Totals(NamedTuple):
    """What is collected, and what of the same kind is not.

    ``collected`` counts collections. ``discount`` is what the debtors need not pay of the items in
    them, ``kept_back`` what is open of these items beyond the amount that is to be collected, below
    zero where more was asked for. ``left_out`` counts the items that are not collected, with what
    is open of them; credit notes count below zero. The amounts together are :attr:`open`.
    """

    collected: Total = NOTHING
    discount: Euro = ZERO
    kept_back: Euro = ZERO
    left_out: Total = NOTHING

    @property
    def open(self) -> Euro:
        """All that is open of the items, collected or not; credit notes taken off."""
        return self.collected.amount + self.discount + self.kept_back + self.left_out.amount


def open_balance(line: ProposalLine) -> Euro:
    """What is open of an item in the books, before anything is collected; below zero is owed.

    It differs from the amount of the line where another amount was asked for by hand.
    """
    if line.open is None:
        return line.item.balance
    return -line.open if line.item.kind is ItemKind.CREDIT_NOTE else line.open


def totals(of: Proposal | CollectionRun) -> Totals:
    """What a proposal or a run comes to as a whole. In a run nothing is left out.

    >>> from sepadd.testing import a_proposal
    >>> totals(a_proposal()).collected
    Total(count=1, amount=Euro('30.00'))
    """
    return _grouped(of, lambda _: None, lambda _: None, lambda _: None).get(None, Totals())


def by_debtor(of: Proposal | CollectionRun) -> Mapping[str, Totals]:
    """The totals of each debtor, by the user's own number, in the order of the lines.

    What is collected stands at the debtor who pays it, the mandate's; what is left out at the one
    who owes it, the item's.
    """
    return _grouped(
        of,
        lambda collection: collection.mandate.debtor.id,
        lambda line: line.item.debtor_id,
        lambda line: line.mandate.debtor.id if line.mandate else line.item.debtor_id,
    )


def by_scheme(of: Proposal | CollectionRun) -> Mapping[Scheme | None, Totals]:
    """The totals of each scheme; under ``None`` the items for which no mandate was found."""
    found = _grouped(of, lambda collection: collection.mandate.scheme, _scheme_of, _scheme_of)
    places = (*Scheme, None)
    return {scheme: found[scheme] for scheme in places if scheme in found}


def by_date(of: Proposal | CollectionRun) -> Mapping[date | None, Totals]:
    """The totals of each day, the earliest first.

    A collection counts on its due date. What is left out is not collected on any day: it counts on
    the due date of its own, until which it could have been paid, or under ``None``, at the end,
    where it has none.
    """
    found = _grouped(
        of,
        lambda collection: collection.due_on,
        lambda line: line.item.due_on,
        lambda _: of.due_on if isinstance(of, Proposal) else None,
    )
    return _in_order(found)


def by_account(of: Proposal | CollectionRun) -> Mapping[Iban, Total]:
    """What is collected on each of the creditor's accounts, in the order of the collections."""
    found: defaultdict[Iban, list[Euro]] = defaultdict(list)
    for collection in of.collections:
        found[collection.account.iban].append(collection.amount)
    return {iban: Total.of(amounts) for iban, amounts in found.items()}


def by_reason(proposal: Proposal) -> Mapping[str, Total]:
    """For each rule, by its id, the items that are not collected because of it.

    The amounts are what is open of them. An item with several reasons counts for each of them, so
    the totals do not add up to what is left out. The reason with most items comes first, of equals
    the one whose id does.
    """
    found: defaultdict[str, list[Euro]] = defaultdict(list)
    for line in proposal.left_out:
        for rule in dict.fromkeys(reason.rule for reason in line.reasons.errors):
            found[rule].append(open_balance(line))
    by_count = sorted(found.items(), key=lambda each: (-len(each[1]), each[0]))
    return {rule: Total.of(amounts) for rule, amounts in by_count}


def by_failure(run: CollectionRun) -> Mapping[str, Total]:
    """For each reason code that the bank gave, the collections of a run that failed for it.

    Under an empty text where it gave none. The codes stand in their order.
    """
    found: defaultdict[str, list[Euro]] = defaultdict(list)
    for collection in run.collections:
        if (failure := collection.failure) is not None:
            found[failure.reason.code].append(collection.amount)
    return {code: Total.of(found[code]) for code in sorted(found)}


def by_status(run: CollectionRun) -> Mapping[CollectionStatus, Total]:
    """Where the collections of a run stand with the bank; only those that there are."""
    found: defaultdict[CollectionStatus, list[Euro]] = defaultdict(list)
    for collection in run.collections:
        found[collection.status].append(collection.amount)
    return {status: Total.of(found[status]) for status in CollectionStatus if status in found}


def to_refund(proposal: Proposal) -> Total:
    """The credit notes that have to be paid out by a credit transfer: how many, and how much.

    The amount is above zero: it is to be paid.
    """
    return Total.of(-open_balance(line) for line in proposal.lines if line.to_refund)


def _scheme_of(line: ProposalLine) -> Scheme | None:
    return line.mandate.scheme if line.mandate else None


class _Sums:
    """Totals that are being added up, in cents."""

    __slots__ = ("collected", "collections", "discount", "kept_back", "left", "left_out")

    def __init__(self) -> None:
        self.collections = self.collected = self.discount = self.kept_back = 0
        self.left = self.left_out = 0

    def take(self, collection: Collection) -> None:
        self.collections += 1
        self.collected += collection.amount.cents
        self.discount += collection.discount.cents

    def leave_out(self, line: ProposalLine) -> None:
        self.left += 1
        self.left_out += open_balance(line).cents

    @property
    def totals(self) -> Totals:
        return Totals(
            Total(self.collections, Euro(cents=self.collected)),
            Euro(cents=self.discount),
            Euro(cents=self.kept_back),
            Total(self.left, Euro(cents=self.left_out)),
        )


def _grouped(
    of: Proposal | CollectionRun,
    of_collection: Callable[[Collection], _Key],
    of_left_out: Callable[[ProposalLine], _Key],
    of_taken: Callable[[ProposalLine], _Key],
) -> dict[_Key, Totals]:
    """Every collection and every line added up under its key, in the order of the lines."""
    sums: defaultdict[_Key, _Sums] = defaultdict(_Sums)
    for line in of.lines if isinstance(of, Proposal) else ():
        if line.ok:
            kept_back = open_balance(line).cents - line.amount.cents
            sums[of_taken(line)].kept_back += kept_back
        else:
            sums[of_left_out(line)].leave_out(line)
    for collection in of.collections:
        sums[of_collection(collection)].take(collection)
    return {key: each.totals for key, each in sums.items()}


def _in_order(found: Mapping[date | None, Totals]) -> Mapping[date | None, Totals]:
    return dict(sorted(found.items(), key=lambda each: (each[0] is None, each[0] or date.max)))
