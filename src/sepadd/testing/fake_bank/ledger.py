"""What the fake bank books on a day: credits, and what is debited to the creditor again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from sepadd.testing.fake_bank.dialects import Dialect
from sepadd.testing.fake_bank.facts import (
    AccountDay,
    AccountEntry,
    EntryKind,
    HeldCollection,
    PresentedBatch,
    Setback,
)


class Ledger:
    """All that was booked, day by day."""

    def __init__(self) -> None:
        """Begin with nothing booked."""
        self._days: dict[date, tuple[AccountEntry, ...]] = {}

    def book(self, day: date, bookings: tuple[AccountEntry, ...]) -> None:
        """Write the entries of a day down."""
        self._days[day] = bookings

    def balance(self, iban: str | None = None, *, before: date = date.max) -> int:
        """What an account, or all together, held when that day began, in cents."""
        return sum(
            booking.cents
            for day, bookings in self._days.items()
            for booking in bookings
            if day < before and iban in {None, booking.iban}
        )

    def accounts(
        self, day: date, owners: Mapping[str, str], expected: tuple[AccountEntry, ...] | None = None
    ) -> list[AccountDay]:
        """Every account on that day, with what is booked on it, or else expected."""
        bookings = self._days.get(day, ()) if expected is None else expected
        return [
            AccountDay(
                iban=iban,
                owner=owner,
                before=self.balance(iban, before=day),
                bookings=tuple(booking for booking in bookings if booking.iban == iban),
            )
            for iban, owner in owners.items()
        ]


def as_one(batch: PresentedBatch, dialect: Dialect) -> bool:
    """Whether a batch is credited in one sum: as it says itself, or else as agreed."""
    return dialect.batch_booking if batch.booked_as_one is None else batch.booked_as_one


def bookings_on(
    day: date, held: Sequence[HeldCollection], dialect: Dialect, *, known_on: date
) -> tuple[AccountEntry, ...]:
    """The entries of a day, in the order of the files, as far as the bank knows on another day."""
    standing = [each for each in held if not each.cancelled]
    due = [each for each in standing if each.settles_on == day]
    return (
        *_credits(due, dialect, known_on),
        *(_gross_rejects(due, known_on) if dialect.gross_booking else ()),
        *_setbacks(standing, day, dialect),
    )


def _credits(
    due: Iterable[HeldCollection], dialect: Dialect, known_on: date
) -> Iterator[AccountEntry]:
    parts: defaultdict[str, list[HeldCollection]] = defaultdict(list)
    for each in due:
        if dialect.gross_booking or not each.rejected_by(known_on):
            parts[each.reference].append(each)
    for reference, together in parts.items():
        yield AccountEntry(
            reference=reference,
            on=together[0].settles_on,
            kind=EntryKind.CREDIT,
            cents=sum(each.collection.cents for each in together),
            parts=tuple(together),
            as_batch=as_one(together[0].batch, dialect),
        )


def _gross_rejects(due: Iterable[HeldCollection], known_on: date) -> Iterator[AccountEntry]:
    for each in due:
        if each.rejection is not None and each.rejected_by(known_on):
            yield AccountEntry(
                reference=each.rejection.reference,
                on=each.settles_on,
                kind=EntryKind.REJECT,
                cents=-each.collection.cents,
                parts=(each,),
            )


def _setbacks(
    held: Iterable[HeldCollection], day: date, dialect: Dialect
) -> Iterator[AccountEntry]:
    pairs = [
        (each, each.setback)
        for each in held
        if each.setback is not None and each.setback.on == day and each.rejection is None
    ]
    together: defaultdict[tuple[str, ...], list[tuple[HeldCollection, Setback]]]
    together = defaultdict(list)
    for each, setback in pairs:
        joined = dialect.returns_together and setback.kind is not EntryKind.REVERSAL
        name = (each.batch.creditor_iban,) if joined else (setback.reference, "alone")
        together[name].append((each, setback))
    for group in together.values():
        yield _debit(group, dialect)
    if not dialect.charges_in_entry:
        yield from _charges(pairs)


def _debit(group: Sequence[tuple[HeldCollection, Setback]], dialect: Dialect) -> AccountEntry:
    setback = group[0][1]
    charged = sum(each.all_charges for _, each in group) if dialect.charges_in_entry else 0
    return AccountEntry(
        reference=setback.reference,
        on=setback.on,
        kind=setback.kind,
        cents=-charged - sum(each.collection.cents for each, _ in group),
        parts=tuple(each for each, _ in group),
    )


def _charges(pairs: Iterable[tuple[HeldCollection, Setback]]) -> Iterator[AccountEntry]:
    for each, setback in pairs:
        if setback.all_charges:
            yield AccountEntry(
                reference=f"{setback.reference}C",
                on=setback.on,
                kind=EntryKind.CHARGES,
                cents=-setback.all_charges,
                parts=(each,),
            )
