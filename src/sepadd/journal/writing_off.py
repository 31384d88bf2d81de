"""What nobody will pay any more is written off; once that is undone, it can be collected again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from sepadd.findings import InvalidValue
from sepadd.journal.entry import Entry, Event, Line
from sepadd.journal.journal import receivable
from sepadd.journal.ledger import Role
from sepadd.open_item import CreditNote, ItemKey, OpenItem
from sepadd.values import ZERO, EndToEndId, Euro


def write_off(
    item: OpenItem, amount: Euro, *, on: date, collection: EndToEndId | None = None
) -> Entry:
    """Close an open item, or a part of it, that nobody will pay; a credit note the other way.

    ``amount`` is above zero, and at most what is open of the item, else :class:`InvalidValue`.
    ``collection`` is the last one that failed for it, if there was one. An item is written off once
    a day: the id holds the day. :func:`sepadd.journal.undone` takes it back.

    >>> from sepadd.testing import INVOICE
    >>> entry = write_off(INVOICE, INVOICE.amount, on=date(2026, 12, 31))
    >>> entry.id, [(line.role.value, str(line.balance)) for line in entry.lines]
    ('invoice 2026-1001/written off 2026-12-31', [('write-off', '40.00'), ('receivable', '-40.00')])
    """
    if not ZERO < amount <= item.amount:
        message = (
            f"{amount} of {item.label} cannot be written off: "
            f"needs to be above 0.00 and at most {item.amount}, which is open"
        )
        raise InvalidValue(message)
    closes = amount if isinstance(item, CreditNote) else -amount
    return Entry(
        id=f"{item.key}/written off {on}",
        event=Event.WRITTEN_OFF,
        on=on,
        description=f"{item.label} of debtor {item.debtor_id}: written off",
        lines=(
            Line(Role.WRITE_OFF, debtor_id=item.debtor_id, item=item.key).of(-closes),
            receivable(item).of(closes),
        ),
        collection=collection,
    )


def written_off(entries: Iterable[Entry]) -> Mapping[ItemKey, Euro]:
    """What is written off of each open item, as a positive amount; what was undone is not."""
    cents: Counter[ItemKey] = Counter()
    for entry in dict.fromkeys(entries):
        for line in entry.lines:
            if line.role is Role.WRITE_OFF and line.item is not None:
                sign = -1 if entry.reverses else 1
                cents[line.item] += sign * line.amount.cents
    return MappingProxyType({item: Euro(cents=count) for item, count in cents.items() if count})


def collectable(item: OpenItem, entries: Iterable[Entry]) -> OpenItem | None:
    """What can be collected of an item by the write-offs that were posted; nothing if none is left.

    ``item`` is as it was before any of them. Undoing a write-off makes it collectable again.
    """
    left = item.amount - written_off(entries).get(item.key, ZERO)
    return replace(item, amount=left) if left > ZERO else None
