"""What is asked of the collections of one file together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import Final, Protocol

from sepadd.collection import Collection
from sepadd.findings import Severity
from sepadd.mandate import SequenceType
from sepadd.rulebook.bank_profile import Terms
from sepadd.rulebook.rules import Rule, rule

_NAMED_AT_MOST = 5


class CollectionFile(Protocol):
    """Collections that go to the bank together."""

    @property
    def label(self) -> str:
        """How a finding names them."""
        ...

    @property
    def collections(self) -> Sequence[Collection]:
        """The collections, in the order of the file."""
        ...


def _names(names: Iterable[object]) -> str:
    every = [str(name) for name in names]
    more = len(every) - _NAMED_AT_MOST
    return ", ".join(every[:_NAMED_AT_MOST]) + (f" and {more} more" if more > 0 else "")


def _alike(
    collections: Iterable[tuple[Hashable, Hashable, Collection]],
) -> Iterator[list[Collection]]:
    """Those that share what stands before them, where it is more than one."""
    groups: defaultdict[tuple[Hashable, Hashable], list[Collection]] = defaultdict(list)
    for what, whose, collection in collections:
        groups[what, whose].append(collection)
    return (same for same in groups.values() if len(same) > 1)


@rule(
    "FIL-01",
    "There is something to collect.",
    source="EPC130-08: at least one collection",
    why="Every bank refuses a file that is empty.",
    hint="Look at the reasons for which the items were left out, and put them right.",
)
def not_empty(file: CollectionFile, _: Terms) -> str | None:
    """An empty file is refused by every bank."""
    if file.collections:
        return None
    return "there is nothing to collect: each open item says why it is left out"


@rule(
    "FIL-02",
    "A file holds one scheme.",
    source="EPC130-08: CORE and B2B are not mixed (CH22)",
    why="Banks refuse a message in which CORE and B2B are mixed (CH22).",
    hint="Make one file of each scheme.",
)
def one_scheme(file: CollectionFile, _: Terms) -> str | None:
    """CORE and B2B go to the bank in files of their own."""
    schemes = sorted({collection.mandate.scheme for collection in file.collections})
    return f"{' and '.join(schemes)} in one file; make one file of each" if schemes[1:] else None


@rule(
    "FIL-03",
    "An EndToEndId names one collection.",
    source="EPC130-08, AT-T015; policy",
    why=(
        "The bank's answers name a collection by its EndToEndId: of two that share one, a return "
        "could be of either."
    ),
    hint="Give each collection an EndToEndId of its own.",
)
def names_once(file: CollectionFile, _: Terms) -> str | None:
    """Else a return could not be matched."""
    names = [collection.end_to_end_id.value for collection in file.collections]
    if len(set(names)) == len(names):
        return None
    twice = [name for name, times in Counter(names).items() if times > 1]
    return f"EndToEndId {_names(twice)} stands more than once: each collection needs its own"


@rule(
    "FIL-04",
    "A one-off, first or final collection is its mandate's only one of that kind.",
    source="EPC016-06, AT-M006; AG02",
    why=(
        "The bank sees the same mandate used twice for what happens once, and turns the second one "
        "down (AG02)."
    ),
    hint=(
        "Collect the items in one sum, or call the other collections recurrent where the mandate "
        "is."
    ),
)
def single_uses_once(file: CollectionFile, _: Terms) -> str | None:
    """The bank sees the same mandate used twice, and refuses the second (AG02)."""
    usual = SequenceType.RECURRENT
    singles = (c for c in file.collections if c.sequence_type is not usual)
    twice = [
        f"{len(same)} collections {same[0].sequence_type} under {same[0].mandate.label}"
        for same in _alike((c.sequence_type, c.mandate.key, c) for c in singles)
    ]
    return f"{_names(twice)}, where there can be one: the bank refuses more" if twice else None


@rule(
    "FIL-05",
    "No mandate is debited the same amount twice on one day.",
    source="AM05: banks take it for a duplicate",
    severity=Severity.WARNING,
    why=(
        "Two equal debits look like one that was sent twice, and some banks turn the second one "
        "down (AM05)."
    ),
    hint="Check that each is meant, and collect them in one sum if they are.",
)
def no_likely_duplicates(file: CollectionFile, _: Terms) -> str | None:
    """Allowed where it is meant, and refused as a duplicate by some banks."""
    mandates = {c.mandate.reference.key for c in file.collections}
    if len(mandates) == len(file.collections):
        return None  # the everyday case, at once: each mandate is debited once
    twice = [
        f"{same[0].amount} under {same[0].mandate.label} on {same[0].due_on}"
        for same in _alike(((c.amount.cents, c.due_on), c.mandate.key, c) for c in file.collections)
    ]
    return f"{_names(twice)} more than once; is each meant?" if twice else None


FILE_RULES: Final[tuple[Rule[CollectionFile], ...]] = (
    not_empty,
    one_scheme,
    names_once,
    single_uses_once,
    no_likely_duplicates,
)
"""All that is asked of the collections of a file together."""
