"""Setting credit notes off against invoices, so that one amount is collected.

A direct debit can only take. Where the credit notes outweigh the invoices nothing is collected,
and all the items wait.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from sepadd.mandate import Mandate
from sepadd.money import ZERO, Euro
from sepadd.open_item import CreditNote, Invoice, OpenItem

Owed = tuple[OpenItem, Mandate]
"""An open item, and the mandate under which it is to be collected."""


class Claim(NamedTuple):
    """What is to be collected under one mandate in one collection, and the items it settles."""

    mandate: Mandate
    amount: Euro
    items: tuple[OpenItem, ...]


class Waiting(NamedTuple):
    """Items under one mandate that cannot be collected, and what they come to."""

    mandate: Mandate
    balance: Euro
    items: tuple[OpenItem, ...]


class Netting(NamedTuple):
    """Every item is either in one claim or waiting: none is lost."""

    claims: tuple[Claim, ...]
    waiting: tuple[Waiting, ...]


def net(owed: Iterable[Owed]) -> Netting:
    """One claim for each mandate, over all its items; in the order of each mandate's first item."""
    groups: defaultdict[tuple[str, str], list[Owed]] = defaultdict(list)
    for each in owed:
        groups[each[1].key].append(each)
    claims: list[Claim] = []
    waiting: list[Waiting] = []
    for group in groups.values():
        first, mandate = group[0]
        items = (first,) if len(group) == 1 else tuple([item for item, _ in group])
        balance = first.balance if len(group) == 1 else Euro.total(i.balance for i in items)
        if balance > ZERO:
            claims.append(Claim(mandate, balance, items))
        else:
            waiting.append(Waiting(mandate, balance, items))
    return Netting(tuple(claims), tuple(waiting))


def one_by_one(owed: Iterable[Owed]) -> Netting:
    """One claim for each invoice; a credit note cannot be collected and waits to be refunded."""
    claims: list[Claim] = []
    waiting: list[Waiting] = []
    for item, mandate in owed:
        match item:
            case Invoice():
                claims.append(Claim(mandate, item.amount, (item,)))
            case CreditNote():
                waiting.append(Waiting(mandate, item.balance, (item,)))
    return Netting(tuple(claims), tuple(waiting))
