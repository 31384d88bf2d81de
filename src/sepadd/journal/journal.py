"""The journal of a run: what to enter in the ledger for what was sent, and what the bank did.

Entries are never kept here. They follow from the run, from what the bank has told of its
collections and from the policy; each has an id for ever, so that what was posted is not posted
again. Everything goes through *in transit*, which is empty when nothing is under way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Final

from sepadd.books import ReceivableCloses
from sepadd.collection import (
    BankFact,
    Cancellation,
    Charge,
    Collection,
    Movement,
    Reject,
    Settlement,
)
from sepadd.findings import InvalidValue
from sepadd.journal.entry import Entry, Event, Line
from sepadd.journal.ledger import Role
from sepadd.journal.policy import (
    NOTHING_JOURNALISED,
    Journalised,
    taken_on,
)
from sepadd.open_item import OpenItem
from sepadd.run import CollectionRun
from sepadd.values import ZERO, Euro

_MONEY: Final[Mapping[type[BankFact], str]] = MappingProxyType(
    {Settlement: "settled", Reject: "rejected", Cancellation: "cancelled"}
)
"""How the movement of a fact is called; a bank may tell a return first and later a refund of it."""
_GIVEN_BACK: Final = "given back"


# -- what follows from a run --------------------------------------------------------------------


def entries(
    run: CollectionRun,
    closes: ReceivableCloses,
    *,
    journalised: Journalised = NOTHING_JOURNALISED,
) -> tuple[Entry, ...]:
    """Every entry that a run has given rise to, collection by collection; none if it was not sent.

    The more the bank tells, the more there are, and the order in which it is told makes no
    difference. A later message may move the day of an entry, tell of more charges, or show that
    what looked like two movements was one: for what was posted by then there is
    :func:`sepadd.journal.corrections`. ``journalised`` is what
    :func:`sepadd.journal.journalise` gave. Raises :class:`InvalidValue` where the items of
    a collection do not come to it.

    >>> from sepadd import submit
    >>> from sepadd.testing import AT, a_run
    >>> for entry in entries(submit(a_run(), at=AT), ReceivableCloses.AT_FILE):
    ...     print(entry.on, entry.id)
    ...     for line in entry.lines:
    ...         print(line.role, line.debit, line.credit)
    2026-11-23 2026-12-1/taken
    in transit 30.00 0.00
    receivable 0.00 40.00
    receivable 10.00 0.00
    """
    if not run.sent:
        return ()
    return tuple(
        entry
        for collection in run.collections
        for entry in _of_collection(collection, taken_on(run, collection, closes, journalised))
    )


def _of_collection(collection: Collection, on: date | None) -> Iterator[Entry]:
    if on is not None:
        taken = _taken(collection, on)
        yield taken
        if collection.failed:
            yield _open_again(collection, taken)
    yield from _money(collection)


def _taken(collection: Collection, on: date) -> Entry:
    wrong = does_not_come_to(collection)
    if wrong is not None:
        raise InvalidValue(f"{collection.label}: {wrong}")
    return Entry(
        id=f"{collection.end_to_end_id}/taken",
        event=Event.TAKEN,
        on=on,
        description=f"{collection.label}: taken",
        lines=tuple(_items_closed(collection)),
        collection=collection.end_to_end_id,
    )


def _items_closed(collection: Collection) -> Iterator[Line]:
    debtor_id = collection.mandate.debtor.id
    yield Line(Role.IN_TRANSIT, iban=collection.account.iban).of(collection.amount)
    if collection.discount != ZERO:
        yield Line(Role.DISCOUNT, debtor_id=debtor_id).of(collection.discount)
    for item in collection.items:
        yield receivable(item).of(-item.balance)
    if not collection.items:
        yield Line(Role.RECEIVABLE, credit=collection.amount, debtor_id=debtor_id)


def receivable(item: OpenItem) -> Line:
    """The place in the ledger of an open item, without an amount."""
    return Line(Role.RECEIVABLE, debtor_id=item.debtor_id, item=item.key)


def _open_again(collection: Collection, taken: Entry) -> Entry:
    failure = collection.failure
    on = taken.on if failure is None else max(taken.on, failure.booked_on or failure.on)
    return replace(
        taken,
        id=f"{collection.end_to_end_id}/open again",
        event=Event.OPEN_AGAIN,
        on=on,
        description=f"{collection.label}: open again since {_why(collection)}",
        lines=tuple(line.reversed for line in taken.lines),
    )


def _why(collection: Collection) -> str:
    failure = collection.failure
    code = failure.reason.code if failure else ""
    return f"{collection.status} ({code})" if code else str(collection.status)


def does_not_come_to(collection: Collection) -> str | None:
    """Why the items of a collection do not make up its amount and discount; nothing if they do."""
    if not collection.items:
        return None
    balance = Euro.total(item.balance for item in collection.items)
    if balance == collection.amount + collection.discount:
        return None
    return (
        f"its items come to {balance}, and its amount {collection.amount} with the discount of "
        f"{collection.discount} to {collection.amount + collection.discount}; give each item the "
        "amount that is collected of it"
    )


# -- what moved at the bank ---------------------------------------------------------------------


def _money(collection: Collection) -> Iterator[Entry]:
    """What moved on the own account, each movement by its id, and what it cost."""
    made: Counter[str] = Counter()
    for movement in collection.movements:
        if movement.kind is Charge:
            yield from _costs(collection, movement, "own")
            continue
        name = _MONEY.get(movement.kind, _GIVEN_BACK)
        made[name] += 1
        if made[name] > 1:
            name = f"{name} {made[name]}"
        yield _moved(collection, movement, name)
        yield from _costs(collection, movement, name)


def _moved(collection: Collection, movement: Movement, name: str) -> Entry:
    iban = collection.account.iban
    return Entry(
        id=f"{collection.end_to_end_id}/{name}",
        event=Event.SETTLED if movement.amount > ZERO else Event.OFF_AGAIN,
        on=movement.booked_on,
        description=f"{collection.label}: {name}",
        lines=(
            Line(Role.BANK, iban=iban).of(movement.amount),
            Line(Role.IN_TRANSIT, iban=iban).of(-movement.amount),
        ),
        collection=collection.end_to_end_id,
    )


def _costs(collection: Collection, movement: Movement, name: str) -> Iterator[Entry]:
    for event, what, amount in (
        (Event.CHARGED, "charges", movement.charges),
        (Event.COMPENSATED, "compensation", movement.compensation),
    ):
        if amount != ZERO:
            yield Entry(
                id=f"{collection.end_to_end_id}/{name} {what}",
                event=event,
                on=movement.booked_on,
                description=f"{collection.label}: {name} {what}",
                lines=(
                    Line(Role.RETURN_CHARGES, amount, debtor_id=collection.mandate.debtor.id),
                    Line(Role.BANK, credit=amount, iban=collection.account.iban),
                ),
                collection=collection.end_to_end_id,
            )
