"""Taking in what the bank has said, in any order and as often as it says it.

What was known changes nothing, and what fits nowhere is a finding that stops nothing else. A run
that was closed still takes a refund thirteen months later.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import NamedTuple

from sepadd.collection import (
    BY_HAND,
    NOT_TAKEN,
    BankFact,
    BatchBooking,
    Charge,
    Collection,
    Level,
    Reported,
    RTransaction,
    Settlement,
)
from sepadd.findings import Finding, Findings, Sentence
from sepadd.frozen import dataclass
from sepadd.recording.batch_settlement import each_once, settle
from sepadd.recording.entries import Entries, Part
from sepadd.recording.known_runs import (
    NOT_RECORDED,
    OTHER_AMOUNT,
    UNKNOWN,
    UNREADABLE_PART,
    CollectionGroup,
    CollectionPlace,
    KnownRuns,
    Unmatched,
    by_run,
)
from sepadd.recording.matching import BEFORE_MONEY, BatchMatching, CollectionMatching, is_exact
from sepadd.recording.queries import (
    TWICE_BACK,
    TWICE_IN,
    asked,
    doubts,
    twice_in,
)
from sepadd.recording.silence import silent_in
from sepadd.recording.told_facts import came_to, costs_of, fact_of
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
        return self.after.is_credited and not self.before.is_credited

    @property
    def undone(self) -> bool:
        """Whether its money had come in, and went back, or turns out not to have come in."""
        return self.before.is_credited and not self.after.is_credited


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
    told.finish()
    before = ours.runs
    after = tuple(
        told.recorded(number, run) if number in told.touched else run
        for number, run in enumerate(before)
    )
    effects = {n: tuple(_effects(before[n], after[n])) for n in sorted(told.touched)}
    told.findings.extend(told.silences(after))
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
    """What was told, laid to the collections and batches that it speaks of.

    First what has a name of its own; then, with that known, what has to be known by its mandate, by
    what was rejected before, or by its sum.
    """

    def __init__(self, ours: KnownRuns) -> None:
        self._ours = ours
        self._collections = CollectionMatching(ours, self._now)
        self._batches = BatchMatching(ours)
        self._of_collections: defaultdict[int, dict[int, list[BankFact]]] = defaultdict(dict)
        self._bookings: defaultdict[int, list[BatchBooking]] = defaultdict(list)
        self._so_far: dict[int, list[Collection]] = {}
        self._later: dict[Reported, None] = {}
        self._told_at: dict[tuple[object, ...], dict[str, str]] = {}
        self._entries = Entries()
        self._heard_until: dict[str, date] = {}
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
            case Reported():
                self._hear(fact)

    def finish(self) -> None:
        """Lay what can be laid only now that all is told, in an order that is always the same."""
        for told in sorted(self._later, key=_in_turn):
            if told.level is Level.COLLECTION:
                self._take_one(told)
            else:
                self._take_together(told)
        self.findings.extend(self._entries.findings())

    def silences(self, runs: Sequence[CollectionRun]) -> Iterator[Finding]:
        """What the bank is silent about, and was not yet when it was last heard."""
        if not self._heard_until:
            return
        for run in runs:
            if any(not each.status.is_answered for each in run.collections):
                before = _heard_before(self._ours.runs)
                break
        else:
            return
        for run in runs:
            yield from silent_in(run, self._heard_until, before)

    def _hear(self, told: Reported) -> None:
        if told.fault:
            self.findings.append(UNREADABLE_PART.finding(told.label, told.fault))
        if told.booked_on is not None and told.account:
            heard = self._heard_until.get(told.account, told.booked_on)
            self._heard_until[told.account] = max(heard, told.booked_on)
        if told.fact is None:
            self._inform(told)
        elif _has_to_wait(told):
            self._later[told] = None
        elif told.level is Level.COLLECTION:
            self._take_one(told)
        else:
            self._take_together(told)

    def _inform(self, told: Reported) -> None:
        """Note what is no fact, if money moved or a reason was given, and it may be ours."""
        code = "" if told.reason is None else told.reason.code
        moved = told.booked_on is not None
        if not moved and (told.status or not code):
            return
        ours = self._ours.knows(told)
        if told.by_name and not ours:
            self._entries.note(Part(told, 0, ours=False))
            return
        why = told.status or "a reason without a status"
        given = (code, "" if told.amount is None else f"an amount of {told.amount}")
        detail = ", ".join(filter(None, (why, *given)))
        self._note(told, Unmatched(NOT_RECORDED, f"it was not recorded: {detail}"))

    def _take_by_name(self, fact: BankFact) -> None:
        found = self._ours.named(fact.end_to_end_id.value)
        if isinstance(found, Unmatched):
            kind = type(fact).__name__.lower()
            subject = f"{kind} of collection {fact.end_to_end_id} on {fact.on}"
            self.findings.append(found.sentence.finding(subject, found.detail))
        elif isinstance(fact, Settlement) and fact.said == BY_HAND and fact.booked_on is None:
            # Who says that the money came in has seen it on the account.
            self._lay(found, replace(fact, booked_on=fact.on))
        else:
            self._lay(found, fact)

    def _take_one(self, told: Reported) -> None:
        found = self._collections.by(told)
        if isinstance(found, Unmatched):
            self._miss(told, found)
            return
        collection = self._ours.at(found)
        if told.by_name and not _is_sure(told, collection):
            why = f"{told.money} under a code that is none of direct debits, and {collection.label}"
            self._note(told, Unmatched(NOT_RECORDED, f"{why} is {collection.amount}"))
        elif self._is_told_before(told, [found]):
            why = f"{collection.label} is told twice in one message"
            self._note(told, Unmatched(_twice(told), why))
        else:
            self._lay_reported(told, found, collection)

    def _lay_reported(self, told: Reported, found: CollectionPlace, collection: Collection) -> None:
        fact = fact_of(told, collection)
        self._lay(found, fact)
        if fact not in collection.facts:
            self.findings.extend(asked(told, fact, collection))
        if told.whole is not None:
            self._note_part(told, found, fact, came_to(fact, collection.amount))

    def _note_part(
        self, told: Reported, found: CollectionPlace, fact: BankFact, cents: int
    ) -> None:
        """Note a part of an entry, which takes on its charges if it is what went back."""

        def add_costs(costs: Euro) -> None:
            self._replace(found, fact, replace(fact, charges=fact.charges + costs))

        takes_costs = isinstance(fact, RTransaction) and fact.booked_on is not None
        self._entries.note(
            Part(told, cents, ours=True, add_costs=add_costs if takes_costs else None)
        )

    def _is_told_before(self, told: Reported, subjects: Sequence[CollectionPlace]) -> bool:
        """Whether one message told of such a movement at another place: then there are two.

        Two references of the bank's tell two entries apart, and where they have the same, they are
        one. Without them they are two as well, but facts would not show it.
        """
        if told.booked_on is None or not told.said.message:
            return False
        said, way = told.said, Charge if told.fact is Charge else told.came_in
        message = (way, told.again, said.message, said.message_id, told.booked_on)
        at = [self._told_at.setdefault((subject, *message), {}) for subject in subjects]
        if any(_is_another(told, *seen) for places in at for seen in places.items()):
            return True
        for places in at:
            places[told.place] = told.entry
        return False

    def _take_together(self, told: Reported) -> None:
        found = self._batches.by(told)
        if isinstance(found, Unmatched):
            self._take_sum(told, found)
            return
        credited = told.fact is Settlement and not told.again
        if credited and told.moved is not None and told.booked_on is not None:
            booking = BatchBooking(
                of=found.id,
                amount=told.moved,
                charges=told.charges,
                booked_on=told.booked_on,
                entry=told.entry,
                said=told.said,
            )
            if self._is_clear(told, found.places, found.id):
                self._take_booking(told, booking, found.places)
            return
        places = self._meant(told, found)
        if places and self._is_clear(told, places, found.id):
            self._lay_together(told, places)

    def _is_clear(self, told: Reported, places: Sequence[CollectionPlace], name: str) -> bool:
        """Whether it is told of a batch for the first time in its message; notes it if not."""
        if not self._is_told_before(told, places):
            return True
        why = f"of {name}, or of some of it, such a movement is told twice in one message"
        self._note(told, Unmatched(_twice(told), why))
        return False

    def _lay_together(self, told: Reported, places: Sequence[CollectionPlace]) -> None:
        """Lay what was told of several collections to each; what it cost goes with the first."""
        charges, compensation = costs_of(told, self._ours.total(places))
        cents = 0
        for number, place in enumerate(places):
            fact = fact_of(told, self._ours.at(place), with_costs=False)
            if number == 0:
                fact = replace(fact, charges=charges, compensation=compensation)
            self._lay(place, fact)
            cents += came_to(fact, self._ours.at(place).amount)
        self._entries.note(Part(told, cents, ours=True))

    def _meant(self, told: Reported, found: CollectionGroup) -> Sequence[CollectionPlace]:
        """The collections of a batch that are meant: all, or if the sum says so, the rejected."""
        total = self._ours.total(found.places)
        beside = told.charges + told.compensation
        for amount in (told.amount, told.moved):
            taken = None if amount is None else amount + beside if told.came_in else amount - beside
            if amount is not None and total not in {amount, taken}:
                rejected = self._rejected(told, found.places)
                if rejected:
                    return rejected
                detail = f"{amount} for {found.id}, whose collections come to {total}: which of "
                self._note(told, Unmatched(OTHER_AMOUNT, f"{detail}them are meant is not said"))
                return ()
        return found.places

    def _rejected(
        self, told: Reported, places: Sequence[CollectionPlace]
    ) -> Sequence[CollectionPlace]:
        """The collections that were rejected and not debited yet, if they come to what moved.

        A bank that credits batches gross debits afterwards, in one sum, what it had rejected.
        """
        if told.booked_on is None or told.came_in:
            return ()
        rejected = [
            place
            for place in places
            if self._now(place).status in NOT_TAKEN
            and told.account in {"", self._ours.at(place).account.iban.value}
            and not any(
                isinstance(fact, RTransaction) and fact.booked_on and not _is_of(told, fact)
                for fact in self._now(place).facts
            )
        ]
        return rejected if rejected and self._ours.total(rejected) in told.sums else ()

    def _take_sum(self, told: Reported, why: Unmatched) -> None:
        """Lay a sum that names nothing, or note it: it may be known by its parts."""
        if not told.names_something and told.money is not None:
            if told.entry and self._is_come_to(told):
                self._entries.note(Part(told, 0, ours=False))
                return  # another message told it, line by line
            for places in () if told.came_in else self._turned_down:
                rejected = self._rejected(told, places)
                if rejected:
                    if self._is_clear(told, rejected, "what was rejected"):
                        self._lay_together(told, rejected)
                    return
        self._miss(told, why)

    @cached_property
    def _turned_down(self) -> Sequence[Sequence[CollectionPlace]]:
        """Run by run, what was not taken by when all that has a name was told."""
        return [
            [
                CollectionPlace(number, place)
                for place, collection in enumerate(self._learned(number))
                if collection.status in NOT_TAKEN
            ]
            for number in self._ours.sent
        ]

    def _is_come_to(self, told: Reported) -> bool:
        """Whether what is in the books under the bank's reference of an entry comes to it."""
        cents = sum(
            came_to(fact, collection.amount)
            for number in self._ours.sent
            for collection in self._learned(number)
            for fact in {type(f): f for f in collection.facts if _is_of(told, f)}.values()
        )
        return (
            told.money is not None
            and abs(cents) == told.money.cents
            and (told.came_in is (cents > 0))
        )

    def _take_booking(
        self, told: Reported, booking: BatchBooking, places: Sequence[CollectionPlace]
    ) -> None:
        """Note a sum at its run; one for the file of a set is divided among the set's runs."""
        self._entries.note(Part(told, booking.amount.cents, ours=True))
        if not self._ours.is_shared(booking.of):
            self._bookings[places[0].run].append(booking)
            return
        taken = [place for place in places if self._now(place).status not in NOT_TAKEN]
        for some in (places, taken):
            total = self._ours.total(some)
            if some and total in {booking.gross, booking.amount}:
                self._divide(booking, some, total)
                return
        total = self._ours.total(places)
        detail = f"{told.moved} for {booking.of}, whose collections come to {total} in the runs "
        why = Unmatched(OTHER_AMOUNT, f"{detail}given: give all runs of the set")
        self.findings.append(
            why.sentence.finding(told.label, f"{why.detail}{told.not_in_the_books}")
        )

    def _divide(
        self, booking: BatchBooking, places: Sequence[CollectionPlace], total: Euro
    ) -> None:
        """Note at each run what of a sum is its own; what the bank kept of it, at the first."""
        kept = booking.charges if total == booking.gross else ZERO
        for first, (run, its_own) in enumerate(sorted(by_run(places).items())):
            part = self._ours.total(its_own)
            own, charges = (ZERO, ZERO) if first else (kept, booking.charges)
            self._bookings[run].append(replace(booking, amount=part - own, charges=charges))

    def _miss(self, told: Reported, why: Unmatched) -> None:
        """Note what cannot be laid; what is ours only by its name, if that is one of ours."""
        unknown = why.sentence is UNKNOWN and not self._ours.knows(told)
        if told.by_name and unknown:
            self._entries.note(Part(told, 0, ours=False))
        else:
            self._note(told, why)

    def _note(self, told: Reported, why: Unmatched) -> None:
        detail = f"{why.detail}{told.not_in_the_books}"
        self.findings.append(why.sentence.finding(told.label, detail))
        cents = 0 if told.money is None else told.money.cents
        ours = not told.by_name or self._ours.knows(told)
        self._entries.note(Part(told, cents if told.came_in else -cents, ours=ours))

    def _lay(self, place: CollectionPlace, fact: BankFact) -> None:
        self._of_collections[place.run].setdefault(place.collection, []).append(fact)
        if place.run in self._so_far:
            so_far = self._so_far[place.run]
            so_far[place.collection] = so_far[place.collection].knowing([fact])

    def _replace(self, place: CollectionPlace, fact: BankFact, other: BankFact) -> None:
        facts = self._of_collections[place.run][place.collection]
        facts[:] = [other if each == fact else each for each in facts]

    def _now(self, place: CollectionPlace) -> Collection:
        """The collection of a place, knowing what was laid to it and to its batch so far."""
        return self._learned(place.run)[place.collection]

    def _learned(self, number: int) -> list[Collection]:
        if number not in self._so_far:
            learned = self._knowing(number)
            bookings = self._booked(number)
            if bookings:
                settle(learned, [(each, self._in_batch(number, each)) for each in bookings])
            self._so_far[number] = learned
        return self._so_far[number]

    def _knowing(self, number: int) -> list[Collection]:
        collections = list(self._ours.runs[number].collections)
        for place, facts in self._of_collections.get(number, {}).items():
            collections[place] = collections[place].knowing(facts)
        return collections

    def _booked(self, number: int) -> tuple[BatchBooking, ...]:
        return each_once((*self._ours.runs[number].bookings, *self._bookings.get(number, ())))

    def recorded(self, number: int, run: CollectionRun) -> CollectionRun:
        """The run of a place, knowing all that was told of it."""
        collections = self._knowing(number)
        learned = any(now is not was for was, now in _pairs(run, collections))
        bookings = self._booked(number)
        if bookings and (learned or bookings != run.bookings):
            in_batches = [(booking, self._in_batch(number, booking)) for booking in bookings]
            self.findings.extend(settle(collections, in_batches))
        changed = [(was, now) for was, now in _pairs(run, collections) if now is not was]
        for was, now in changed:
            self.findings.extend(doubts(was, now))
        self.findings.extend(twice_in(changed))
        return _known(run, collections, bookings)

    def _in_batch(self, number: int, booking: BatchBooking) -> Sequence[int]:
        """The places in a run of the collections for which a sum was booked."""
        return [place.collection for place in self._ours.block(number, booking.of)]


def _has_to_wait(told: Reported) -> bool:
    """Whether it is known by what it names only once the rest is told."""
    if told.level is Level.COLLECTION:
        named = told.end_to_end_id or told.instruction_id
        return not named and told.fact not in BEFORE_MONEY
    credited = told.fact is Settlement and not told.again
    return told.money is not None and (not credited or not told.names_something)


def _in_turn(told: Reported) -> tuple[object, ...]:
    """A batch by its name, then a collection by its mandate, then what names nothing."""
    names = told.names_something
    rank = 0 if names and told.level is not Level.COLLECTION else 1 if names else 2
    return (rank, told.on, told.said.order, told.entry, told.place, str(told))


def _is_another(told: Reported, place: str, entry: str) -> bool:
    """Whether what a message tells at a place is another thing, and no fact would show it."""
    if place == told.place:
        return False
    same_statement = place.partition("/")[0] == told.place.partition("/")[0]
    unclear = same_statement and not (entry and told.entry)
    return unclear or _entry_of(place) == _entry_of(told.place)


def _twice(told: Reported) -> Sentence:
    """What there should be once: the money coming in, or going back; charges there may be again."""
    if told.fact is Charge:
        return NOT_RECORDED
    return TWICE_IN if told.came_in else TWICE_BACK


def _entry_of(place: str) -> str:
    return place.partition("/NtryDtls")[0]


def _is_sure(told: Reported, collection: Collection) -> bool:
    """Whether a name of ours is enough, whatever the bank's code says."""
    named = told.end_to_end_id == collection.end_to_end_id.value
    return told.fact is Charge or (named and is_exact(told, collection))


def _is_of(told: Reported, fact: BankFact) -> bool:
    """Whether a fact is told by that very entry."""
    if fact.booked_on != told.booked_on:
        return False
    return fact.entry == told.entry if told.entry else fact.said == told.said


def _heard_before(runs: Sequence[CollectionRun]) -> date:
    """The last day on which something was booked, as far as it was known before."""
    days = (
        fact.booked_on
        for run in runs
        for each in run.collections
        for fact in each.facts
        if fact.booked_on is not None
    )
    return max(days, default=date.min)


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
