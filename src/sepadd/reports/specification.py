"""Which invoices and credit notes make up the one amount that a debtor sees on the statement.

The bank carries 140 characters of it at the most. The specification has all of it: every number,
day and amount, and what the remittance had no room for.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from sepadd.collection import Collection
from sepadd.mandate import Scheme
from sepadd.open_item import ItemKey, ItemKind, OpenItem
from sepadd.proposal import Proposal
from sepadd.run import CollectionRun
from sepadd.values import Debtor, EndToEndId, Euro, Iban, MandateReference

_MORE: Final = re.compile(r"(?:^| )\+([1-9][0-9]{0,5})")


class SpecifiedItem(NamedTuple):
    """An invoice or credit note, and its part in a collection.

    ``amount`` is what it adds to the collection, or takes off it: then below zero. ``debtor_id`` is
    whom it was made out to, which may be another than who pays. ``named`` tells whether the debtor
    reads its number, or a reference that stands for it, on the statement.
    """

    key: ItemKey
    debtor_id: str
    issued_on: date | None
    due_on: date | None
    description: str
    amount: Euro
    named: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Specification:
    """What one collection is made of: its items come to ``amount`` and ``discount`` together.

    ``remittance`` is what the debtor reads on the statement, before it is written in the bank's
    characters. ``attempt`` counts from 1.
    """

    end_to_end_id: EndToEndId
    debtor: Debtor
    mandate: MandateReference
    scheme: Scheme
    account: Iban
    due_on: date
    items: tuple[SpecifiedItem, ...]
    discount: Euro
    amount: Euro
    remittance: str
    attempt: int = 1

    @property
    def invoiced(self) -> Euro:
        """What its invoices come to."""
        return Euro.total(i.amount for i in self.items if i.key.kind is ItemKind.INVOICE)

    @property
    def credited(self) -> Euro:
        """What its credit notes take off: above zero, or 0.00."""
        return -Euro.total(i.amount for i in self.items if i.key.kind is ItemKind.CREDIT_NOTE)

    @property
    def not_named(self) -> tuple[SpecifiedItem, ...]:
        """The items of which the debtor does not read the number on the statement."""
        return tuple(item for item in self.items if not item.named)


@dataclass(frozen=True, slots=True, kw_only=True)
class DebtorSpecification:
    """What is collected from one debtor: a specification of each amount, of one run."""

    debtor_id: str
    collections: tuple[Specification, ...]

    @property
    def name(self) -> str:
        """The debtor's name, as the mandate of the first collection has it."""
        return self.collections[0].debtor.name

    @property
    def amount(self) -> Euro:
        """What is collected from the debtor in all."""
        return Euro.total(each.amount for each in self.collections)


def specify(collection: Collection) -> Specification:
    """What a collection is made of.

    >>> from sepadd.testing import COLLECTION
    >>> [(str(item.key), str(item.amount)) for item in specify(COLLECTION).items]
    [('invoice 2026-1001', '40.00'), ('credit note C-2026-12', '-10.00')]
    """
    items, mandate = collection.items, collection.mandate
    named = _named(items, collection.remittance if isinstance(collection.remittance, str) else None)
    return Specification(
        end_to_end_id=collection.end_to_end_id,
        debtor=mandate.debtor,
        mandate=mandate.reference,
        scheme=mandate.scheme,
        account=mandate.debtor.iban,
        due_on=collection.due_on,
        items=tuple(map(_specified, items, named)),
        discount=collection.discount,
        amount=collection.amount,
        remittance=str(collection.remittance),
        attempt=collection.attempt,
    )


def specifications(of: Proposal | CollectionRun) -> tuple[DebtorSpecification, ...]:
    """What is collected from each debtor who pays, in the order of the collections."""
    found: defaultdict[str, list[Specification]] = defaultdict(list)
    for collection in of.collections:
        found[collection.mandate.debtor.id].append(specify(collection))
    return tuple(
        DebtorSpecification(debtor_id=debtor_id, collections=tuple(each))
        for debtor_id, each in found.items()
    )


def _specified(item: OpenItem, named: bool) -> SpecifiedItem:  # noqa: FBT001 - what it ends with
    return SpecifiedItem(
        item.key,
        item.debtor_id,
        item.issued_on,
        item.due_on,
        item.description,
        item.balance,
        named,
    )


def _named(items: Sequence[OpenItem], said: str | None) -> Sequence[bool]:
    """Of each item, whether a remittance names it; one structured reference stands for all.

    A text that has no room for all ends with ``+3``: the last three are not named.
    """
    if said is None or said.endswith(" ".join(item.number for item in items)):
        return [True] * len(items)
    more = _MORE.fullmatch(said[said.rfind(" ") if " " in said else 0 :])
    left = int(more[1]) if more else 0
    if 0 < left <= len(items):
        return [place < len(items) - left for place in range(len(items))]
    return [item.number in said for item in items]
