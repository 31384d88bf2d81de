"""Which collections a sum settles that the bank has booked for a whole batch.

The sum alone says it: all of the batch, or those that were not turned down. Where it is neither,
that is told, and nothing is settled by it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date
from typing import Final

from sepadd.collection import (
    GIVEN_BACK,
    BankFact,
    BatchBooking,
    Cancellation,
    Collection,
    Reject,
    RTransaction,
    Settlement,
    counted,
    in_order,
)
from sepadd.findings import Finding, Sentence, Severity
from sepadd.values import ZERO, Euro

UNEXPLAINED: Final = Sentence(
    "BNK-07",
    "A sum booked for a batch is that of its collections, or of those not turned down.",
    "batch booking: gross, or net of what was rejected",
    Severity.WARNING,
    why=(
        "A bank books a batch gross, or net of what it turned down. Any other sum hides something "
        "that is not known yet, so nothing is settled by it."
    ),
    hint="Wait for the bank's further messages, or ask it how the sum is made up.",
)


def settle(
    collections: list[Collection], bookings: Iterable[tuple[BatchBooking, Sequence[int]]]
) -> list[Finding]:
    """Let all bookings of a run settle its collections anew; what cannot be explained is told.

    With each booking come the places of its batch's collections. What earlier bookings, or fewer of
    them, had settled and these do not, is settled no more.
    """
    found: list[Finding] = []
    derived: defaultdict[int, list[BankFact]] = defaultdict(list)
    unexplained: list[tuple[BatchBooking, Sequence[int]]] = []
    for booking, places in bookings:
        settled = _settled_by(booking, places, collections)
        if settled is None:
            unexplained.append((booking, places))
        else:
            _derive(derived, booking, settled, collections)
    for parts, places in _by_batch(unexplained):
        whole = _in_parts(parts)
        settled = None if whole is None else _settled_by(whole, places, collections)
        if whole is None or settled is None:
            found += [_unexplained(booking, places, collections) for booking in parts]
        else:
            _derive(derived, whole, settled, collections)
    for place, collection in enumerate(collections):
        told = derived.get(place, [])
        if collection.facts or told:
            collections[place] = _settled_as(collection, told)
    return found


def _derive(
    derived: dict[int, list[BankFact]],
    booking: BatchBooking,
    settled: Sequence[int],
    collections: Sequence[Collection],
) -> None:
    """Note that a sum settles some collections; what the bank kept of it goes with the first."""
    total = Euro.total(collections[place].amount for place in settled)
    kept = total - booking.amount if total > booking.amount else ZERO
    for first, place in enumerate(settled):
        charges = kept if first == 0 else ZERO
        derived[place].append(_settlement(booking, collections[place], charges))


def _by_batch(
    bookings: Iterable[tuple[BatchBooking, Sequence[int]]],
) -> Iterator[tuple[list[BatchBooking], Sequence[int]]]:
    """The bookings of each batch together, with the places of its collections."""
    found: dict[str, tuple[list[BatchBooking], Sequence[int]]] = {}
    for booking, places in bookings:
        found.setdefault(booking.of, ([], places))[0].append(booking)
    return iter(found.values())


def _in_parts(bookings: Sequence[BatchBooking]) -> BatchBooking | None:
    """The sum of a batch that was credited in parts, on the day of the last; nothing of one alone.

    A part that messages of several kinds tell counts once.
    """
    kinds = {booking.said.message for booking in bookings}
    by_kind = {
        kind: [booking for booking in bookings if booking.said.message == kind] for kind in kinds
    }
    parts = max(by_kind.values(), key=lambda told: (len(told), told[0].said.message))
    if len(parts) < 2:  # noqa: PLR2004 - a part has another beside it
        return None
    last = max(parts, key=lambda booking: (booking.booked_on, booking.key))
    return replace(
        last,
        amount=Euro.total(booking.amount for booking in parts),
        charges=Euro.total(booking.charges for booking in parts),
    )


def _settled_as(collection: Collection, told: list[BankFact]) -> Collection:
    """The collection with these settlements by bookings of batches, and no others."""
    known = [fact for fact in collection.facts if _is_of_batch(fact)]
    if known == told or frozenset(known) == frozenset(told):
        return collection
    direct = (fact for fact in collection.facts if not _is_of_batch(fact))
    return replace(collection, facts=in_order((*direct, *told)))


def each_once(bookings: Iterable[BatchBooking]) -> tuple[BatchBooking, ...]:
    """Bookings in an order that does not depend on when they were told.

    One told by several messages stands once, as it was told first, with the charges that any of
    them tells. A booking without the bank's reference is the same as one of that batch, day and
    amount with it.
    """
    by_key: dict[object, BatchBooking] = {}
    for booking in sorted(bookings, key=lambda each: (each.key, each.said.order)):
        first = by_key.setdefault(booking.key, booking)
        if booking.charges > first.charges:
            by_key[booking.key] = replace(first, charges=booking.charges)
    with_entry = {booking.key[:3] for booking in by_key.values() if booking.entry}
    return tuple(
        booking for booking in by_key.values() if booking.entry or booking.key[:3] not in with_entry
    )


def _settled_by(
    booking: BatchBooking, places: Sequence[int], collections: Sequence[Collection]
) -> Sequence[int] | None:
    """The collections that make up a sum: all of a batch, or those that were not turned down.

    A bank that books gross credits what it has rejected too, and debits that afterwards. So what
    was turned down may still be in the sum, above all if it was debited, or turned down later.
    """
    down = {place for place in places if _turned_down(collections[place])}
    for left_out in _left_out(booking, places, down, collections):
        some = [place for place in places if place not in left_out]
        total = Euro.total(collections[place].amount for place in some)
        if some and total in {booking.gross, booking.amount}:
            return some
    return None


def _left_out(
    booking: BatchBooking,
    places: Sequence[int],
    down: AbstractSet[int],
    collections: Sequence[Collection],
) -> Iterator[AbstractSet[int]]:
    """Which of the collections that were turned down a sum may leave out, the likeliest first."""
    yield frozenset()
    if down:
        yield down
        yield {place for place in down if not _debited(collections[place])}
        yield {place for place in down if _turned_down(collections[place], by=booking.booked_on)}
    unheard = {
        place
        for place in places
        if collections[place].status in GIVEN_BACK and not _debited(collections[place])
    }
    if unheard:  # a reject that was told late: the sum may leave it out all the same
        yield down | unheard


def _turned_down(collection: Collection, by: date = date.max) -> bool:
    return any(
        isinstance(fact, Reject | Cancellation) and fact.on <= by
        for fact in counted(collection.facts)
    )


def _debited(collection: Collection) -> bool:
    return any(
        isinstance(fact, RTransaction) and fact.booked_on is not None for fact in collection.facts
    )


def _unexplained(
    booking: BatchBooking, places: Iterable[int], collections: Sequence[Collection]
) -> Finding:
    every = [collections[place] for place in places]
    total = Euro.total(collection.amount for collection in every)
    down = Euro.total(collection.amount for collection in every if _turned_down(collection))
    reference = f" ({booking.entry})" if booking.entry else ""
    detail = (
        f"{booking.gross} was booked on {booking.booked_on}{reference}; its collections come to "
        f"{total}, of which {down} were turned down, so {booking.gross - (total - down)} is not "
        f"explained: nothing of it is settled yet; not in the books: {booking.amount} credited on "
        f"{booking.booked_on}"
    )
    return UNEXPLAINED.finding(f"batch {booking.of}", detail)


def _settlement(booking: BatchBooking, collection: Collection, charges: Euro) -> Settlement:
    return Settlement(
        end_to_end_id=collection.end_to_end_id,
        on=booking.booked_on,
        said=booking.said,
        booked_on=booking.booked_on,
        entry=booking.entry,
        charges=charges,
        of_batch=booking.of,
    )


def _is_of_batch(fact: BankFact) -> bool:
    return isinstance(fact, Settlement) and bool(fact.of_batch)
