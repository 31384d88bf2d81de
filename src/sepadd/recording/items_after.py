"""What is open in the books once the bank has answered: what came in is closed, what failed is not.

When the books close an item decides what an item that is missing from them means. Closed at the
file, it is opened again when the collection fails. Closed at settlement, it was paid in another way
in the meantime, and opening it would have it paid twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final, NamedTuple

from sepadd.books import ReceivableCloses
from sepadd.collection import Collection
from sepadd.findings import Finding, Sentence, Severity
from sepadd.open_item import ItemKey, OpenItem
from sepadd.recording.recorded import Effect
from sepadd.values import ZERO, Euro

PAID_OTHERWISE: Final = Sentence(
    "BKS-01",
    "An item whose collection is refused is still open in the books that close it at settlement.",
    "nobody pays twice",
    Severity.WARNING,
    why=(
        "Books that close an item when the bank credits it have it open until then. One that is "
        "gone was paid in another way, or was never entered; opened again, it would be collected "
        "from a debtor who has paid."
    ),
    hint="Look in the books for what became of the item, and enter it if it is still owed.",
)


class ItemsAfter(NamedTuple):
    """The open items of the books after the bank's answers; what is to be looked at."""

    items: tuple[OpenItem, ...]
    findings: tuple[Finding, ...]


def items_after(
    items: tuple[OpenItem, ...], effects: Iterable[Effect], closes: ReceivableCloses
) -> ItemsAfter:
    """The open items of the books, once effects are booked where they settle and open again.

    What went back is looked at before what came in, since it may have been collected again. What is
    opened stands after the others.
    """
    told = tuple(effects)
    if not told:
        return ItemsAfter(items, ())
    books = _OpenItems(items, closes)
    for effect in told:
        if effect.undone and closes is not ReceivableCloses.AT_JOURNALISING:
            books.undo(effect.after)
        elif effect.failed or effect.undone:
            books.refuse(effect.after)
    for effect in told:
        if effect.settled and closes is not ReceivableCloses.AT_JOURNALISING:
            books.settle(effect.after)
    return ItemsAfter(books.after(), tuple(books.findings))


class _OpenItems:
    """The open items, as one effect after the other is booked."""

    def __init__(self, items: tuple[OpenItem, ...], closes: ReceivableCloses) -> None:
        self._before = items
        self._left = {item.key: item for item in items}
        self._touched: dict[ItemKey, None] = {}
        self._closes = closes
        self.findings: list[Finding] = []

    def settle(self, collection: Collection) -> None:
        """Take what came in off what is open; an item of which a part came in keeps the rest."""
        for settled in collection.items:
            item = self._left.get(settled.key)
            if item is None:
                continue
            if item.amount <= settled.amount:
                self._close(item.key)
            else:
                self._open(replace(item, amount=item.amount - settled.amount))

    def undo(self, collection: Collection) -> None:
        """Put back what had come in, and was closed then: all that was collected."""
        for back in collection.items:
            item = self._left.get(back.key)
            here = back if item is None else replace(item, amount=item.amount + back.amount)
            self._open(here)

    def refuse(self, collection: Collection) -> None:
        """Put back what never came in, if the books had closed it before; else it stands there."""
        were_open = _open_before(collection)
        for refused in collection.items:
            item = self._left.get(refused.key)
            if item is None and self._closes is ReceivableCloses.AT_SETTLEMENT:
                detail = (
                    f"{collection.label} is {collection.status}, and the item is not open any "
                    "more: it stays closed"
                )
                self.findings.append(PAID_OTHERWISE.finding(refused.label, detail))
            elif item is None:
                self._open(refused)
            elif self._closes is not ReceivableCloses.AT_SETTLEMENT:
                whole = item.amount + refused.amount
                if whole <= were_open.get(refused.key, ZERO):
                    self._open(replace(item, amount=whole))

    def _open(self, item: OpenItem) -> None:
        self._left[item.key] = item
        self._touched[item.key] = None

    def _close(self, key: ItemKey) -> None:
        del self._left[key]
        self._touched[key] = None

    def after(self) -> tuple[OpenItem, ...]:
        """The items in their order; those of which nothing was told are what they were."""
        if not self._touched:
            return self._before
        known = dict.fromkeys(item.key for item in self._before)
        stay = (
            self._left.get(item.key) if item.key in self._touched else item for item in self._before
        )
        opened = (self._left.get(key) for key in self._touched if key not in known)
        return tuple(item for item in (*stay, *opened) if item is not None)


def _open_before(collection: Collection) -> Mapping[ItemKey, Euro]:
    """What was open of each item when a part of it was collected."""
    return dict(zip(collection.item_keys, collection.open_before, strict=False))
