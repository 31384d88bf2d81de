"""Setting credit notes off against invoices, so that one amount is collected.

A direct debit can only take. Where the credit notes outweigh the invoices nothing is collected,
and all the items wait.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from itertools import compress
from typing import NamedTuple, Protocol

from sepadd.findings import InvalidValue
from sepadd.mandate import Mandate
from sepadd.open_item import ItemKind, OpenItem
from sepadd.values import ZERO, Euro

Owed = tuple[OpenItem, Mandate]
"""An open item, and the mandate under which it is to be collected."""


class CreditNotes(StrEnum):
    """What is done where the credit notes under a mandate outweigh the invoices."""

    ALL_WAIT = "all wait"
    """Nothing is collected, and all items stay open: the next invoices may outweigh them."""
    USED_UP = "used up"
    """Credit notes are set off in their order as long as something is left to collect; the others
    are carried over, each in whole."""


class Discounted(Protocol):
    """What the debtor need not pay of a collection."""

    def of(self, items: Sequence[OpenItem]) -> Euro:
        """The discount on items that are collected together, 0.00 or more."""
        ...


class Claim(NamedTuple):
    """What is to be collected under one mandate in one collection, and the items it settles.

    The items come to the amount and the discount together.
    """

    mandate: Mandate
    amount: Euro
    items: tuple[OpenItem, ...]
    discount: Euro = ZERO


class Waiting(NamedTuple):
    """Items under one mandate that cannot be collected, and what they come to.

    ``discount`` is what the debtor need not pay of them: nothing is left beside it.
    """

    mandate: Mandate
    balance: Euro
    items: tuple[OpenItem, ...]
    discount: Euro = ZERO


class Netting(NamedTuple):
    """Every item is either in one claim or waiting: none is lost."""

    claims: tuple[Claim, ...]
    waiting: tuple[Waiting, ...]


def net(
    owed: Iterable[Owed],
    *,
    credit_notes: CreditNotes = CreditNotes.ALL_WAIT,
    discount: Discounted | None = None,
) -> Netting:
    """One claim for each mandate, over all its items; in the order of each mandate's first item."""
    groups: dict[tuple[str, str], list[Owed]] = {}
    for each in owed:
        groups.setdefault(each[1].key, []).append(each)
    outcome: list[Claim | Waiting] = []
    for group in groups.values():
        first, mandate = group[0]
        if len(group) == 1:
            outcome.append(_claimed(mandate, (first,), first.balance, discount))
        else:
            outcome += _settled(mandate, [item for item, _ in group], credit_notes, discount)
    return _apart(outcome)


def one_by_one(owed: Iterable[Owed], *, discount: Discounted | None = None) -> Netting:
    """One claim for each invoice; a credit note cannot be collected and waits to be refunded."""
    return _apart(
        _claimed(mandate, (item,), item.balance, discount)
        if item.kind is ItemKind.INVOICE
        else Waiting(mandate, item.balance, (item,))
        for item, mandate in owed
    )


def _settled(
    mandate: Mandate,
    items: Sequence[OpenItem],
    credit_notes: CreditNotes,
    discount: Discounted | None,
) -> Iterable[Claim | Waiting]:
    """What becomes of all items under one mandate."""
    all_together = _claimed(mandate, tuple(items), _balance(items), discount)
    if isinstance(all_together, Claim) or credit_notes is CreditNotes.ALL_WAIT:
        return (all_together,)
    used, carried_over = _used_up(items, discount)
    if not carried_over or not used:
        return (all_together,)
    claim = _claimed(mandate, used, _balance(used), discount)
    if isinstance(claim, Waiting):  # the discount leaves nothing of the invoices alone
        return (all_together,)
    return (claim, *(Waiting(mandate, item.balance, (item,)) for item in carried_over))


def _claimed(
    mandate: Mandate, items: tuple[OpenItem, ...], balance: Euro, discount: Discounted | None
) -> Claim | Waiting:
    """What is collected of items together, if anything is left of what they come to."""
    if discount is None:
        if balance.cents > 0:
            return Claim(mandate, balance, items)
        return Waiting(mandate, balance, items)
    off = ZERO if balance <= ZERO else discount.of(items)
    if off < ZERO:
        raise InvalidValue(f"discount {off} on {_labels(items)}: needs to be 0.00 or more")
    if balance > off:
        return Claim(mandate, balance - off, items, off)
    return Waiting(mandate, balance, items, off)


def _balance(items: Iterable[OpenItem]) -> Euro:
    return Euro.total(item.balance for item in items)


def _labels(items: Iterable[OpenItem]) -> str:
    return ", ".join(item.label for item in items)


def _apart(outcome: Iterable[Claim | Waiting]) -> Netting:
    claims: list[Claim] = []
    waiting: list[Waiting] = []
    for each in outcome:
        if isinstance(each, Claim):
            claims.append(each)
        else:
            waiting.append(each)
    return Netting(tuple(claims), tuple(waiting))


def _used_up(
    items: Sequence[OpenItem], discount: Discounted | None
) -> tuple[tuple[OpenItem, ...], tuple[OpenItem, ...]]:
    """The invoices with the credit notes that they outweigh, and the credit notes that are left.

    Credit notes are taken in their order; one that would leave nothing to collect is passed over.
    """
    used = [item.kind is ItemKind.INVOICE for item in items]
    left = Euro.total(item.amount for item in items if item.kind is ItemKind.INVOICE)
    for place, item in enumerate(items):
        if item.kind is ItemKind.CREDIT_NOTE and item.amount < left:
            used[place] = True
            if discount is None or discount.of(_chosen(items, used)) < left - item.amount:
                left -= item.amount
            else:
                used[place] = False
    return _chosen(items, used), _chosen(items, [not each for each in used])


def _chosen(items: Iterable[OpenItem], chosen: Iterable[bool]) -> tuple[OpenItem, ...]:
    return tuple(compress(items, chosen))
