"""Which of our collections a bank's message speaks of.

Banks repeat what they like of our references, and sometimes nothing but the mandate. Nothing is
guessed: what could mean two collections is told, with both of them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection as Holding
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Final, NamedTuple

from sepadd.calendars import TARGET
from sepadd.collection import Collection
from sepadd.findings import Severity
from sepadd.money import Euro
from sepadd.reported import Level, Reported
from sepadd.rtransaction import Acceptance, Cancellation, Reject, Settlement
from sepadd.rulebook.rule import Sentence
from sepadd.run import CollectionRun

_MATCHING: Final = "EPC130-08, references that a bank gives back; nothing is guessed"

UNKNOWN: Final = Sentence(
    "BNK-01",
    "What a bank's message refers to is known.",
    _MATCHING,
    Severity.WARNING,
)
AMBIGUOUS: Final = Sentence(
    "BNK-02",
    "It is clear which collection a bank's message speaks of.",
    _MATCHING,
    Severity.WARNING,
)
OTHER_AMOUNT: Final = Sentence(
    "BNK-03",
    "The amount in a bank's message is that of the collection.",
    _MATCHING,
    Severity.WARNING,
)
OTHER_MANDATE: Final = Sentence(
    "BNK-04",
    "The mandate in a bank's message is that of the collection.",
    _MATCHING,
    Severity.WARNING,
)
STALE: Final = Sentence(
    "BNK-05",
    "The bank has the latest version of a run's file.",
    "a file that was replaced must not be handed over",
    Severity.WARNING,
)
NOT_SENT: Final = Sentence(
    "BNK-06",
    "The bank speaks of what was handed over to it.",
    "a run is submitted before it is answered",
    Severity.WARNING,
)

MATCHING_SENTENCES: Final = (UNKNOWN, AMBIGUOUS, OTHER_AMOUNT, OTHER_MANDATE, STALE, NOT_SENT)
"""Why what a bank says cannot be laid to a collection of ours."""


_BEFORE_MONEY: Final = frozenset({Acceptance, Reject, Cancellation})
_MOST_NAMED: Final = 3
_FILE_OR_BATCH: Final = re.compile(r"(?:\.v(\d+))?(?:\.F\d+)?(?:\.B\d+)?")


class Place(NamedTuple):
    """A collection: the place of its run among the runs, and its own place in the run."""

    run: int
    collection: int


class Unmatched(NamedTuple):
    """Why no collection is found: the sentence that is broken, and how."""

    sentence: Sentence
    detail: str


class Together(NamedTuple):
    """The collections of one batch or file, under the id that it is known by.

    A file of one batch is known by that of its batch, whichever of the two the bank names.
    """

    id: str
    places: tuple[Place, ...]


class Ours:
    """The runs that the bank may speak of, and their collections by all that they are known by.

    What is looked up is indexed when it is first asked for: most messages name every collection by
    its own reference.
    """

    def __init__(self, runs: Sequence[CollectionRun]) -> None:
        """Index the collections of submitted runs by reference."""
        self.runs = runs
        self._sent = [number for number, run in enumerate(runs) if run.sent]
        self._replaced = frozenset(number for number in self._sent if runs[number].version > 1)
        self._by_id: dict[str, list[Place]] = {}
        for number in self._sent:
            for place, collection in enumerate(runs[number].collections):
                name = collection.end_to_end_id.value
                self._by_id.setdefault(name, []).append(Place(number, place))

    def at(self, place: Place) -> Collection:
        """The collection in a place."""
        return self.runs[place.run].collections[place.collection]

    def named(
        self, end_to_end_id: str, *, among: Holding[Place] | None = None
    ) -> Place | Unmatched:
        """The collection with a reference of its own; of several the one that is ``among`` some."""
        places: Sequence[Place] = self._by_id.get(end_to_end_id, ())
        if len(places) > 1 and among is not None:
            places = [place for place in places if place in among] or places
        if len(places) == 1:
            return places[0]
        if places:
            runs = " and ".join(self.runs[place.run].label for place in places)
            return Unmatched(AMBIGUOUS, f"collection {end_to_end_id} is in {runs}")
        return self._not_there(end_to_end_id, f"no collection is called {end_to_end_id}")

    def _not_there(self, name: str, why: str) -> Unmatched:
        """Nothing has a name; perhaps it belongs to what was never handed over, or replaced."""
        for number, run in enumerate(self.runs):
            if run.in_set is None and name.partition(".")[0] in run.set_ids:
                return Unmatched(STALE, f"{name} is of a set that was taken apart")
            if not _belongs_to(name, run):
                continue
            if not run.sent:
                return Unmatched(NOT_SENT, f"{run.label} is {run.stage}: the bank cannot have it")
            if number in self._replaced:
                return Unmatched(STALE, f"{why} in version {run.version} of {run.label}")
        return Unmatched(UNKNOWN, why)

    # -- one collection -------------------------------------------------------------------------

    def meant(self, told: Reported) -> Place | Unmatched:
        """The one collection that a message speaks of, if it is clear which.

        By its own references; else by its mandate, or by the batch or file that it stands in. What
        is told of it besides has to fit.
        """
        found = self._found(told)
        return found if isinstance(found, Unmatched) else self._wrong(told, found) or found

    def _wrong(self, told: Reported, found: Place) -> Unmatched | None:
        """What contradicts that it is that collection."""
        collection = self.at(found)
        if found.run in self._replaced:
            run = self.runs[found.run]
            for name in (told.batch_id, told.message_id):
                if _is_of_another_version(name, run):
                    detail = f"{name} was replaced: {run.label} is in version {run.version}"
                    return Unmatched(STALE, detail)
        if told.mandate and not _is_mandate(told.mandate, collection):
            detail = f"mandate {told.mandate}, and {collection.label} is under "
            return Unmatched(OTHER_MANDATE, detail + str(collection.mandate.reference))
        if told.amount is not None and told.amount != collection.amount:
            detail = f"an amount of {told.amount}, and {collection.label} is {collection.amount}"
            return Unmatched(OTHER_AMOUNT, detail)
        if not _can_move(told, collection.amount):
            detail = f"{told.moved} has moved, and {collection.label} is {collection.amount}"
            return Unmatched(OTHER_AMOUNT, detail)
        return None

    def _found(self, told: Reported) -> Place | Unmatched:
        names = [name for name in (told.end_to_end_id, told.instruction_id) if name]
        why: Unmatched | None = None
        for name in names:
            several = len(self._by_id.get(name, ())) > 1
            found = self.named(name, among=self._block_told(told) if several else None)
            if isinstance(found, Place):
                return found
            why = why or found
        if told.mandate and (block := self._block_told(told)) is not None:
            return self._under_mandate(told, block)
        if why is not None:
            return why  # it may be of a run that is not here, and not of another collection
        if told.mandate:
            return self._under_mandate(told, None)
        return self._by_amount(told)

    def _block_told(self, told: Reported) -> frozenset[Place] | None:
        """The places of the batch or else the file that it names, if it is one of ours."""
        for name in (told.batch_id, told.message_id):
            if name and name in self._blocks:
                if name not in self._members:
                    self._members[name] = frozenset(self._blocks[name].places)
                return self._members[name]
        return None

    def _under_mandate(self, told: Reported, block: frozenset[Place] | None) -> Place | Unmatched:
        """The latest collection of a mandate with the amount told, due by the day told.

        Before money moves the latest due may not be the one, and there has to be but one.
        """
        fitting = [
            place
            for place in self._by_mandate.get(_plain(told.mandate), ())
            if (block is None or place in block) and _may_be(told, self.at(place))
        ]
        if told.amount is None and told.moved is not None:
            fitting = [p for p in fitting if _moves_all(told, self.at(p).amount)] or fitting
        if not fitting:
            amount = "" if told.amount is None else f" of {told.amount}"
            detail = f"no collection{amount} under mandate {told.mandate} was due by {told.on}"
            return Unmatched(UNKNOWN, detail)
        latest = max(self.at(place).due_on for place in fitting)
        alike = len({self.at(place).amount for place in fitting}) == 1
        if alike and told.fact not in _BEFORE_MONEY:
            fitting = [place for place in fitting if self.at(place).due_on == latest]
        return self._only(fitting, f"under mandate {told.mandate}")

    def _only(self, fitting: Sequence[Place], where: str) -> Place | Unmatched:
        if len(fitting) == 1:
            return fitting[0]
        names = [str(self.at(place).end_to_end_id) for place in fitting]
        more = [f"{len(names) - _MOST_NAMED} more"] if len(names) > _MOST_NAMED else []
        named = " or ".join((*names[-_MOST_NAMED:], *more))
        return Unmatched(AMBIGUOUS, f"{where} it may be collection {named}")

    def _by_amount(self, told: Reported) -> Place | Unmatched:
        """The one collection of a batch or file that has the amount told."""
        amount = told.moved if told.amount is None else told.amount
        named = next((n for n in (told.batch_id, told.message_id) if n in self._blocks), None)
        if named is None or amount is None:
            return Unmatched(UNKNOWN, "it names neither a collection nor a mandate")
        fitting = self._amounts_in(named).get(amount.cents)
        if not fitting:
            return Unmatched(UNKNOWN, f"no collection of {amount} is in {named}")
        return self._only(fitting, f"in {named}")

    def _amounts_in(self, name: str) -> Mapping[int, Sequence[Place]]:
        if name not in self._by_amounts:
            found: defaultdict[int, list[Place]] = defaultdict(list)
            for place in self._blocks[name].places:
                found[self.at(place).amount.cents].append(place)
            self._by_amounts[name] = found
        return self._by_amounts[name]

    @cached_property
    def _members(self) -> dict[str, frozenset[Place]]:
        return {}

    @cached_property
    def _by_amounts(self) -> dict[str, Mapping[int, Sequence[Place]]]:
        return {}

    @cached_property
    def _by_mandate(self) -> Mapping[str, Sequence[Place]]:
        found: defaultdict[str, list[Place]] = defaultdict(list)
        for places in self._by_id.values():
            for place in places:
                for reference in _references(self.at(place)):
                    found[reference].append(place)
        return found

    # -- all of a batch or a file ---------------------------------------------------------------

    def together(self, told: Reported) -> Together | Unmatched:
        """The batch or file that a message speaks of as a whole.

        A credit may also be known by its sum and its day alone; where it names a file of several
        batches, the one batch which has that sum is meant, if it is not the whole file.
        """
        batch_id = "" if told.level is Level.FILE else told.batch_id
        if batch_id in self._blocks:
            return self._blocks[batch_id]
        file = self._blocks.get(told.message_id)
        credited = told.fact is Settlement and told.moved is not None and told.booked_on is not None
        if file is not None and (credited or not batch_id):
            return self._of_file(told, file, credited=credited)
        named = batch_id or told.message_id
        if named:
            return self._not_there(named, f"no batch or file of ours is called {named}")
        if credited:
            return self._by_sum(told, None)
        return Unmatched(UNKNOWN, "it names neither a file nor a batch")

    def _of_file(self, told: Reported, file: Together, *, credited: bool) -> Together | Unmatched:
        whole = told.level is Level.FILE or file.id != told.message_id
        if whole or (credited and self.total(file.places) in _sums(told)):
            return file
        if not credited:
            detail = f"it speaks of a batch, and {file.id} has several: which of them is not said"
            return Unmatched(AMBIGUOUS, detail)
        found = self._by_sum(told, frozenset(file.places))
        return file if isinstance(found, Unmatched) and found.sentence is UNKNOWN else found

    def _by_sum(self, told: Reported, file: frozenset[Place] | None) -> Together | Unmatched:
        """The one batch that comes to an amount and was due on the day of its booking."""
        sums = dict.fromkeys(_sums(told))
        fitting = [
            block
            for amount in sums
            for block in self._by_sums.get((amount.cents, told.booked_on), ())
            if self._fits(told, block) and (file is None or block.places[0] in file)
        ]
        if len(fitting) == 1:
            return fitting[0]
        amount = " or ".join(map(str, sums))
        if fitting:
            names = " or ".join(block.id for block in fitting)
            return Unmatched(AMBIGUOUS, f"{amount} may be batch {names}")
        return Unmatched(UNKNOWN, f"no batch of ours due on {told.booked_on} comes to {amount}")

    def _fits(self, told: Reported, block: Together) -> bool:
        iban = self.at(block.places[0]).account.iban.value
        return told.account in {"", iban} and told.collections in {None, len(block.places)}

    def block(self, run: int, id: str) -> Sequence[Place]:
        """The collections of a batch or file of a run, by its id; none where it has none such."""
        found = self._blocks.get(id)
        return [] if found is None else [place for place in found.places if place.run == run]

    def total(self, places: Iterable[Place]) -> Euro:
        """What collections come to."""
        return Euro.total(self.at(place).amount for place in places)

    @cached_property
    def _batches(self) -> Mapping[str, Together]:
        """Every batch of the submitted runs, by its id."""
        found: dict[str, Together] = {}
        for number in self._sent:
            run = self.runs[number]
            places = {c.end_to_end_id: Place(number, at) for at, c in enumerate(run.collections)}
            for batch in (batch for file in run.files() for batch in file.batches):
                of_batch = tuple(places[c.end_to_end_id] for c in batch.collections)
                found[str(batch.id)] = Together(str(batch.id), of_batch)
        return found

    @cached_property
    def _blocks(self) -> Mapping[str, Together]:
        """Every file and batch of the submitted runs, by its id; a set's file has several runs'."""
        batches: defaultdict[str, list[str]] = defaultdict(list)
        for run in (self.runs[number] for number in self._sent):
            for name, of_file in _files_of(run):
                batches[name] += of_file
        found = dict(self._batches)
        for name, of_file in batches.items():
            every = tuple(place for each in of_file for place in self._batches[each].places)
            alone = len(of_file) == 1 and not self.is_shared(name)
            found[name] = self._batches[of_file[0]] if alone else Together(name, every)
        return found

    def is_shared(self, id: str) -> bool:
        """Whether a file is one of a set: then it holds several runs, perhaps others than these."""
        return id in self._shared

    @cached_property
    def _shared(self) -> frozenset[str]:
        sets = (self.runs[number].in_set for number in self._sent)
        return frozenset(str(file.id) for each in sets if each is not None for file in each.files)

    @cached_property
    def _by_sums(self) -> Mapping[tuple[int, date | None], Sequence[Together]]:
        """Every batch by what it comes to, and the day on which that is credited."""
        found: defaultdict[tuple[int, date | None], list[Together]] = defaultdict(list)
        for batch in self._batches.values():
            credited_on = TARGET.on_or_after(self.at(batch.places[0]).due_on)
            found[self.total(batch.places).cents, credited_on].append(batch)
        return found


def _files_of(run: CollectionRun) -> Iterator[tuple[str, Sequence[str]]]:
    """The files in which a run went to the bank, each with those of its batches that are the run's.

    A run in a set has none of its own.
    """
    if run.in_set is None:
        for file in run.files():
            yield str(file.id), [str(batch.id) for batch in file.batches]
        return
    for shared in run.in_set.files:
        yield str(shared.id), list(map(str, shared.batches))


def _may_be(told: Reported, collection: Collection) -> bool:
    """Whether a collection of the right mandate can be meant, by its day and its amount."""
    in_time = told.fact in _BEFORE_MONEY or collection.due_on <= told.on
    due = told.due_on in {None, collection.due_on}
    amount = told.amount in {None, collection.amount}
    return in_time and due and amount and _can_move(told, collection.amount)


def _sums(told: Reported) -> tuple[Euro, ...]:
    """What collections may come to for a sum to have moved: with charges kept of it, or without."""
    if told.moved is None:
        return ()
    beside = told.charges + told.compensation
    taken = told.moved + beside if told.fact is Settlement else told.moved - beside
    return (taken, told.moved)


def _moves_all(told: Reported, amount: Euro) -> bool:
    return amount in _sums(told)


def _can_move(told: Reported, amount: Euro) -> bool:
    """Whether so much can have moved: of what goes back, charges may be taken without a word."""
    if told.moved is None or _moves_all(told, amount):
        return True
    return told.fact is not Settlement and told.moved > amount


def _belongs_to(name: str, run: CollectionRun) -> bool:
    """Whether a file, a batch or a collection is named after a run."""
    id = str(run.id)  # noqa: A001 - the scheme's own word
    if not name.startswith(id):
        return False
    rest = name[len(id) :]
    return (rest[:1] == "-" and rest[1:].isdigit()) or _FILE_OR_BATCH.fullmatch(rest) is not None


def _is_of_another_version(name: str, run: CollectionRun) -> bool:
    """Whether it is the file, or a batch, of a version of a run that is not the latest."""
    id = str(run.id)  # noqa: A001 - the scheme's own word
    form = _FILE_OR_BATCH.fullmatch(name[len(id) :]) if name.startswith(id) else None
    return form is not None and int(form[1] or 1) != run.version


def _is_mandate(reference: str, collection: Collection) -> bool:
    mandate = collection.mandate
    return reference == mandate.reference.value or _plain(reference) in _references(collection)


def _references(collection: Collection) -> frozenset[str]:
    """What its mandate is called, and was called before it was amended."""
    return frozenset(_plain(reference) for _, reference in collection.mandate.keys)


def _plain(reference: str) -> str:
    """As it is compared: some banks give it back in capitals, or without its blanks."""
    return "".join(reference.split()).casefold()
