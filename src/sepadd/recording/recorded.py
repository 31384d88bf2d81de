"""Taking in what the bank has said, in any order and as often as it says it.

What was known changes nothing, and what fits nowhere is a finding that stops nothing else. A run
that was closed still takes a refund thirteen months later.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from sepadd.collection import (
    NO_REASON,
    BankFact,
    BatchBooking,
    Collection,
    Level,
    Refund,
    Reported,
    Return,
    RTransaction,
    Settlement,
)
from sepadd.findings import Finding, Findings, IllegalStep
from sepadd.frozen import dataclass
from sepadd.recording.batch_settlement import each_once, settle
from sepadd.recording.known_runs import (
    OTHER_AMOUNT,
    CollectionGroup,
    CollectionPlace,
    KnownRuns,
    Unmatched,
)
from sepadd.recording.matching import BatchMatching, CollectionMatching
from sepadd.recording.queries import doubts
from sepadd.rulebook import is_refund_of
from sepadd.run import CollectionRun
from sepadd.values import ZERO, Euro

Fact = BankFact | Reported
"""What is told of a collection by name, or what a message reports with the references it has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What a telling has changed of one collection of a run."""

    before: Collection
    after: Collection

    @property
    def failed(self) -> bool:
        """Whether its open items are open again, and were not before."""
        return self.after.failed and not self.before.failed

    @property
    def explained(self) -> bool:
        """Whether it had failed before, and another reason is known for it now."""
        was, now = self.before.failure, self.after.failure
        return was is not None and now is not None and now.reason.code not in {"", was.reason.code}

    @property
    def settled(self) -> bool:
        """Whether its money has come in, and had not before."""
        return self.after.is_settled and not self.before.is_settled

    @property
    def undone(self) -> bool:
        """Whether its money had come in, and went back, or turns out not to have come in."""
        return self.before.is_settled and not self.after.is_settled


class TakenIn(NamedTuple):
    """Runs that know what was told, in their order; what that has changed, and what fits nowhere.

    A run of which nothing was told, or nothing new, is the same object as before. ``effects`` stand
    by the place of the run.
    """

    runs: tuple[CollectionRun, ...]
    effects: Mapping[int, tuple[Effect, ...]]
    findings: Findings


def take_in(runs: Iterable[CollectionRun], facts: Iterable[Fact]) -> TakenIn:
    """Take in what the bank has said, each thing at the run that it speaks of.

    The order of the facts is no matter, nor that several messages tell the same. What is merely
    informative changes nothing.
    """
    ours = KnownRuns(tuple(runs))
    told = _Told(ours)
    for fact in facts:
        told.take(fact)
    before = ours.runs
    after = tuple(
        told.recorded(number, run) if number in told.touched else run
        for number, run in enumerate(before)
    )
    effects = {n: tuple(_effects(before[n], after[n])) for n in sorted(told.touched)}
    return TakenIn(after, effects, Findings(dict.fromkeys(told.findings)))


def _effects(before: CollectionRun, after: CollectionRun) -> Iterator[Effect]:
    if before is not after:
        for was, now in zip(before.collections, after.collections, strict=True):
            if was is not now and _differ(was, now):
                yield Effect(before=was, after=now)


def _differ(was: Collection, now: Collection) -> bool:
    """Whether something follows from what was learned: for the items, the mandate or the books."""
    return (
        was.status is not now.status
        or was.movements != now.movements
        or Effect(before=was, after=now).explained
    )


class _Told:
    """What was told, laid to the collections and batches that it speaks of."""

    def __init__(self, ours: KnownRuns) -> None:
        self._ours = ours
        self._collections = CollectionMatching(ours)
        self._batches = BatchMatching(ours)
        self._of_collections: defaultdict[int, dict[int, list[BankFact]]] = defaultdict(dict)
        self._bookings: defaultdict[int, list[BatchBooking]] = defaultdict(list)
        self.findings: list[Finding] = []

    @property
    def touched(self) -> frozenset[int]:
        """The places of the runs of which something was told."""
        return frozenset((*self._of_collections, *self._bookings))

    def take(self, fact: Fact) -> None:
        """Lay one thing to what it speaks of, or note why that cannot be done."""
        match fact:
            case BankFact():
                self._take_by_name(fact)
            case Reported(fact=None):
                pass
            case Reported(level=Level.COLLECTION):
                self._take_one(fact)
            case Reported():
                self._take_together(fact)

    def _take_by_name(self, fact: BankFact) -> None:
        found = self._ours.named(fact.end_to_end_id.value)
        if isinstance(found, Unmatched):
            kind = type(fact).__name__.lower()
            subject = f"{kind} of collection {fact.end_to_end_id} on {fact.on}"
            self.findings.append(found.sentence.finding(subject, found.detail))
        else:
            self._lay(found, fact)

    def _take_one(self, told: Reported) -> None:
        found = self._collections.by(told)
        if isinstance(found, Unmatched):
            self._note(told, found)
            return
        collection = self._ours.at(found)
        fact = _fact_of(told, collection, _charges(told, collection.amount), told.compensation)
        self._lay(found, fact)

    def _take_together(self, told: Reported) -> None:
        found = self._batches.by(told)
        if isinstance(found, Unmatched):
            self._note(told, found)
            return
        if told.fact is Settlement and told.moved is not None and told.booked_on is not None:
            booking = BatchBooking(
                of=found.id,
                amount=told.moved,
                charges=told.charges,
                booked_on=told.booked_on,
                entry=told.entry,
                said=told.said,
            )
            self._take_booking(told, booking, found.places)
            return
        if not self._is_all(told, found):
            return
        for number, place in enumerate(found.places):
            costs = (ZERO, ZERO) if number else (told.charges, told.compensation)
            self._lay(place, _fact_of(told, self._ours.at(place), *costs))

    def _is_all(self, told: Reported, found: CollectionGroup) -> bool:
        """Whether what it comes to leaves no doubt that all collections of a batch are meant."""
        total = self._ours.total(found.places)
        beside = told.charges + told.compensation
        for amount in (told.amount, told.moved):
            if amount is not None and total not in {amount, amount - beside}:
                detail = f"{amount} for {found.id}, whose collections come to {total}: which of "
                self._note(told, Unmatched(OTHER_AMOUNT, f"{detail}them are meant is not said"))
                return False
        return True

    def _take_booking(
        self, told: Reported, booking: BatchBooking, places: Sequence[CollectionPlace]
    ) -> None:
        """Note a sum at its run; one for the file of a set is divided among the set's runs."""
        if not self._ours.is_shared(booking.of):
            self._bookings[places[0].run].append(booking)
            return
        total = self._ours.total(places)
        if total not in {booking.gross, booking.amount}:
            detail = (
                f"{told.moved} for {booking.of}, whose collections come to {total} in the runs "
            )
            why = Unmatched(OTHER_AMOUNT, f"{detail}given: give all runs of the set")
            self._note(told, why)
            return
        kept = booking.charges if total == booking.gross else ZERO
        for first, run in enumerate(sorted({place.run for place in places})):
            part = self._ours.total(self._ours.block(run, booking.of))
            own, charges = (ZERO, ZERO) if first else (kept, booking.charges)
            self._bookings[run].append(replace(booking, amount=part - own, charges=charges))

    def _note(self, told: Reported, why: Unmatched) -> None:
        self.findings.append(why.sentence.finding(told.label, why.detail))

    def _lay(self, place: CollectionPlace, fact: BankFact) -> None:
        self._of_collections[place.run].setdefault(place.collection, []).append(fact)

    def recorded(self, number: int, run: CollectionRun) -> CollectionRun:
        """The run of a place, knowing all that was told of it."""
        collections = list(run.collections)
        for place, facts in self._of_collections.get(number, {}).items():
            collections[place] = collections[place].knowing(facts)
        learned = any(now is not was for was, now in _pairs(run, collections))
        bookings = each_once((*run.bookings, *self._bookings.get(number, ())))
        if bookings and (learned or bookings != run.bookings):
            in_batches = [(booking, self._in_batch(number, booking)) for booking in bookings]
            self.findings.extend(settle(collections, in_batches))
        for was, now in _pairs(run, collections):
            if now is not was:
                self.findings.extend(doubts(was, now))
        return _known(run, collections, bookings)

    def _in_batch(self, number: int, booking: BatchBooking) -> Sequence[int]:
        """The places in a run of the collections for which a sum was booked."""
        return [place.collection for place in self._ours.block(number, booking.of)]


def _known(
    run: CollectionRun, collections: Sequence[Collection], bookings: tuple[BatchBooking, ...]
) -> CollectionRun:
    """The run with what is known of it; the same one where that is what was known before."""
    after = tuple(
        was if now is was or now.facts == was.facts else now
        for was, now in _pairs(run, collections)
    )
    changed = any(now is not was for was, now in _pairs(run, after))
    if not changed and bookings == run.bookings:
        return run
    return replace(run, collections=after, bookings=bookings)


def _pairs(
    run: CollectionRun, after: Iterable[Collection]
) -> Iterable[tuple[Collection, Collection]]:
    """Each collection of a run as it was, and as it is now."""
    return zip(run.collections, after, strict=True)


def _fact_of(told: Reported, collection: Collection, charges: Euro, compensation: Euro) -> BankFact:
    """What a message reports, as a fact of one collection."""
    kind = _kind(told, collection)
    more = {"reason": told.reason or NO_REASON} if issubclass(kind, RTransaction) else {}
    return kind(
        end_to_end_id=collection.end_to_end_id,
        on=told.on,
        said=told.said,
        booked_on=told.booked_on,
        entry=told.entry,
        charges=charges,
        compensation=compensation,
        **more,
    )


def _kind(told: Reported, collection: Collection) -> type[BankFact]:
    """Statements do not tell a refund from a return: the reason and the day do.

    The day is counted from the due date, so that nothing depends on what else was told.
    """
    if told.fact is None:
        raise IllegalStep(f"{told.label}: nothing happened that could be recorded")
    if told.fact is not Return:
        return told.fact
    code = told.reason.code if told.reason else ""
    refund = is_refund_of(code, collection.due_on, collection.mandate.scheme, told.on)
    return Refund if refund else Return


def _charges(told: Reported, amount: Euro) -> Euro:
    """What was charged: as told, or what moved beyond the collection's amount."""
    if told.moved is None or told.fact is Settlement:
        return told.charges
    return max(told.charges, told.moved - amount - told.compensation)
