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
    mandates: dict[tuple[str, str], Mandate] = {}
    groups: defaultdict[tuple[str, str], list[OpenItem]] = defaultdict(list)
    for item, mandate in owed:
        key = mandate.key
        mandates.setdefault(key, mandate)
        groups[key].append(item)
    claims: list[Claim] = []
    waiting: list[Waiting] = []
    for key, items in groups.items():
        balance = items[0].balance if len(items) == 1 else Euro.total(i.balance for i in items)
        if balance > ZERO:
            claims.append(Claim(mandates[key], balance, tuple(items)))
        else:
            waiting.append(Waiting(mandates[key], balance, tuple(items)))
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
