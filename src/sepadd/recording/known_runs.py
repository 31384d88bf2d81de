"""The runs that a bank may speak of, and all that their collections and batches are known by.

A bank repeats what it likes of our references. What is not found may belong to what it cannot have:
to a run that was never handed over, or to a file that was replaced.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection as Holding
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final, NamedTuple

from sepadd.collection import Collection, Reported
from sepadd.findings import Sentence, Severity
from sepadd.run import CollectionRun
from sepadd.values import Euro

_MATCHING: Final = "EPC130-08, references that a bank gives back; nothing is guessed"

UNKNOWN: Final = Sentence(
    "BNK-01",
    "What a bank's message refers to is known.",
    _MATCHING,
    Severity.WARNING,
    why=(
        "Nothing is guessed: what cannot be found stays out of the books until somebody has looked "
        "at it."
    ),
    hint="Look for the run that the bank means, and record the message with it.",
)
AMBIGUOUS: Final = Sentence(
    "BNK-02",
    "It is clear which collection a bank's message speaks of.",
    _MATCHING,
    Severity.WARNING,
    why="Where two collections would fit, a guess may enter the failure of one debtor at another.",
    hint="Ask the bank which collection is meant, and record it by hand.",
)
OTHER_AMOUNT: Final = Sentence(
    "BNK-03",
    "The amount in a bank's message is that of the collection.",
    _MATCHING,
    Severity.WARNING,
    why=(
        "Another amount may mean that the reference is another collection's; recorded all the "
        "same, the wrong invoice would be closed or opened."
    ),
    hint="Compare the message with the run, and ask the bank which of the two it means.",
)
OTHER_MANDATE: Final = Sentence(
    "BNK-04",
    "The mandate in a bank's message is that of the collection.",
    _MATCHING,
    Severity.WARNING,
    why=(
        "A bank repeats the mandate with the collection; where they do not belong together, one of "
        "the two references is wrong."
    ),
    hint="Ask the bank which collection it means, and record it by hand.",
)
STALE: Final = Sentence(
    "BNK-05",
    "The bank has the latest version of a run's file.",
    "a file that was replaced must not be handed over",
    Severity.WARNING,
    why=(
        "The bank would debit what was changed or taken out since, and answer by names that the "
        "books no longer have."
    ),
    hint="Find out which file the bank has, and have it cancel the one that was replaced.",
)
NOT_SENT: Final = Sentence(
    "BNK-06",
    "The bank speaks of what was handed over to it.",
    "a run is submitted before it is answered",
    Severity.WARNING,
    why=(
        "A run that is not submitted can still be changed or withdrawn; an answer to it means that "
        "its file has gone out unnoticed, or that another file is meant."
    ),
    hint="Submit the run, if its file was handed over, and record the answer again.",
)

NOT_RECORDED: Final = Sentence(
    "BNK-11",
    "What the bank tells of a collection can be recorded.",
    "camt.05x and pain.002, movements and statuses that are no fact of a direct debit",
    Severity.WARNING,
    why=(
        "Money moved or a reason was given under our reference, but in another currency, under the "
        "code of something else or without a status; or charges were told twice in one message."
    ),
    hint="Look at it at the bank, and record by hand what it means.",
)
REST_OF_ENTRY: Final = Sentence(
    "BNK-12",
    "An entry of a statement comes to the sum of its parts.",
    "camt.05x, entries with several details",
    Severity.WARNING,
    why=(
        "Banks add charges to an entry, or leave details out. What no part explains is in the "
        "account, but not in the books."
    ),
    hint="Ask the bank how the entry is made up, and book the rest by hand.",
)
UNREADABLE_PART: Final = Sentence(
    "BNK-15",
    "Every date in a bank's message can be read.",
    "ISO 20022, ISODate and ISODateTime",
    Severity.WARNING,
    why="One unreadable date does not hide the rest, so the rest was read and another day taken.",
    hint="Check the days of what was recorded, and tell the bank.",
)

MATCHING_SENTENCES: Final = (
    UNKNOWN,
    AMBIGUOUS,
    OTHER_AMOUNT,
    OTHER_MANDATE,
    STALE,
    NOT_SENT,
    NOT_RECORDED,
    REST_OF_ENTRY,
    UNREADABLE_PART,
)
"""Why what a bank says cannot be laid to a collection of ours."""

_FILE_OR_BATCH: Final = re.compile(r"(?:\.v(\d+))?(?:\.F\d+)?(?:\.B\d+)?")


class CollectionPlace(NamedTuple):
    """A collection: the place of its run among the runs, and its own place in the run."""

    run: int
    collection: int


class Unmatched(NamedTuple):
    """Why no collection is found: the sentence that is broken, and how."""

    sentence: Sentence
    detail: str


class CollectionGroup(NamedTuple):
    """The collections of one batch or file, under the id that it is known by.

    A file of one batch is known by that of its batch, whichever of the two the bank names.
    """

    id: str
    places: tuple[CollectionPlace, ...]


class KnownRuns:
    """The runs that the bank may speak of, and their collections by all that they are known by.

    What is looked up is indexed when it is first asked for: most messages name every collection by
    its own reference.
    """

    def __init__(self, runs: Sequence[CollectionRun]) -> None:
        """Index the collections of submitted runs by reference."""
        self.runs = runs
        self._sent = [number for number, run in enumerate(runs) if run.sent]
        self.replaced: frozenset[int] = frozenset(
            number for number in self._sent if runs[number].version > 1
        )
        self._by_id: dict[str, list[CollectionPlace]] = {}
        for number in self._sent:
            for place, collection in enumerate(runs[number].collections):
                name = collection.end_to_end_id.value
                self._by_id.setdefault(name, []).append(CollectionPlace(number, place))

    def at(self, place: CollectionPlace) -> Collection:
        """The collection in a place."""
        return self.runs[place.run].collections[place.collection]

    def named(
        self, end_to_end_id: str, *, among: Holding[CollectionPlace] | None = None
    ) -> CollectionPlace | Unmatched:
        """The collection with a reference of its own; of several the one that is ``among`` some."""
        places: Sequence[CollectionPlace] = self._by_id.get(end_to_end_id, ())
        if len(places) > 1 and among is not None:
            places = [place for place in places if place in among] or places
        if len(places) == 1:
            return places[0]
        if places:
            runs = " and ".join(self.runs[place.run].label for place in places)
            return Unmatched(AMBIGUOUS, f"collection {end_to_end_id} is in {runs}")
        return self.not_there(end_to_end_id, f"no collection is called {end_to_end_id}")

    def not_there(self, name: str, why: str) -> Unmatched:
        """Nothing has a name; perhaps it belongs to what was never handed over, or replaced."""
        for number, run in enumerate(self.runs):
            if run.in_set is None and name.partition(".")[0] in run.set_ids:
                return Unmatched(STALE, f"{name} is of a set that was taken apart")
            if not _belongs_to(name, run):
                continue
            if not run.sent:
                return Unmatched(NOT_SENT, f"{run.label} is {run.stage}: the bank cannot have it")
            if number in self.replaced:
                return Unmatched(STALE, f"{why} in version {run.version} of {run.label}")
        return Unmatched(UNKNOWN, why)

    def is_in_several(self, end_to_end_id: str) -> bool:
        """Whether several of the runs have a collection with this reference."""
        return len(self._by_id.get(end_to_end_id, ())) > 1

    def places(self) -> Iterator[CollectionPlace]:
        """The places of all collections of the submitted runs."""
        for same in self._by_id.values():
            yield from same

    @property
    def sent(self) -> Sequence[int]:
        """The places of the submitted runs."""
        return self._sent

    def of_mandate(self, reference: str) -> Sequence[CollectionPlace]:
        """The collections under a mandate, by any reference that it has or had."""
        return self._by_mandate.get(plain_reference(reference), ())

    def knows(self, told: Reported) -> bool:
        """Whether a message names something of ours: a collection, a mandate, a batch or a file."""
        names = (told.end_to_end_id, told.instruction_id)
        blocks = (told.batch_id, told.message_id)
        return (
            any(name in self._by_id for name in names if name)
            or any(name in self.blocks for name in blocks if name)
            or bool(told.mandate and self.of_mandate(told.mandate))
        )

    @cached_property
    def _by_mandate(self) -> Mapping[str, Sequence[CollectionPlace]]:
        found: defaultdict[str, list[CollectionPlace]] = defaultdict(list)
        for place in self.places():
            for reference in mandate_references(self.at(place)):
                found[reference].append(place)
        return found

    # -- batches and files ----------------------------------------------------------------------

    def block(self, run: int, id: str) -> Sequence[CollectionPlace]:
        """The collections of a batch or file of a run, by its id; none where it has none such."""
        if id not in self._by_run:
            group = self.blocks.get(id)
            self._by_run[id] = by_run(() if group is None else group.places)
        return self._by_run[id].get(run, ())

    @cached_property
    def _by_run(self) -> dict[str, Mapping[int, Sequence[CollectionPlace]]]:
        return {}

    def total(self, places: Iterable[CollectionPlace]) -> Euro:
        """What collections come to."""
        return Euro.total(self.at(place).amount for place in places)

    @cached_property
    def batches(self) -> Mapping[str, CollectionGroup]:
        """Every batch of the submitted runs, by its id."""
        found: dict[str, CollectionGroup] = {}
        for number in self._sent:
            run = self.runs[number]
            places = {
                c.end_to_end_id: CollectionPlace(number, at) for at, c in enumerate(run.collections)
            }
            for batch in (batch for file in run.files() for batch in file.batches):
                of_batch = tuple(places[c.end_to_end_id] for c in batch.collections)
                found[str(batch.id)] = CollectionGroup(str(batch.id), of_batch)
        return found

    @cached_property
    def blocks(self) -> Mapping[str, CollectionGroup]:
        """Every file and batch of the submitted runs, by its id; a set's file has several runs'."""
        batches: defaultdict[str, list[str]] = defaultdict(list)
        for run in (self.runs[number] for number in self._sent):
            for name, of_file in _files_of(run):
                batches[name] += of_file
        found = dict(self.batches)
        for name, of_file in batches.items():
            every = tuple(place for each in of_file for place in self.batches[each].places)
            alone = len(of_file) == 1 and not self.is_shared(name)
            found[name] = self.batches[of_file[0]] if alone else CollectionGroup(name, every)
        return found

    def is_shared(self, id: str) -> bool:
        """Whether a file is one of a set: then it holds several runs, perhaps others than these."""
        return id in self._shared

    @cached_property
    def _shared(self) -> frozenset[str]:
        sets = (self.runs[number].in_set for number in self._sent)
        return frozenset(str(file.id) for each in sets if each is not None for file in each.files)


def by_run(
    places: Iterable[CollectionPlace],
) -> Mapping[int, Sequence[CollectionPlace]]:
    """Some collections by the places of their runs."""
    found: defaultdict[int, list[CollectionPlace]] = defaultdict(list)
    for place in places:
        found[place.run].append(place)
    return found


def mandate_references(collection: Collection) -> frozenset[str]:
    """What its mandate is called, and was called before it was amended."""
    return frozenset(plain_reference(reference) for _, reference in collection.mandate.keys)


def plain_reference(reference: str) -> str:
    """As it is compared: some banks give it back in capitals, or without its blanks."""
    return "".join(reference.split()).casefold()


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


def _belongs_to(name: str, run: CollectionRun) -> bool:
    """Whether a file, a batch or a collection is named after a run."""
    id = str(run.id)  # noqa: A001 - the scheme's own word
    if not name.startswith(id):
        return False
    rest = name[len(id) :]
    return (rest[:1] == "-" and rest[1:].isdigit()) or _FILE_OR_BATCH.fullmatch(rest) is not None


def is_of_another_version(name: str, run: CollectionRun) -> bool:
    """Whether it is the file, or a batch, of a version of a run that is not the latest."""
    id = str(run.id)  # noqa: A001 - the scheme's own word
    form = _FILE_OR_BATCH.fullmatch(name[len(id) :]) if name.startswith(id) else None
    return form is not None and int(form[1] or 1) != run.version
