"""What is asked of the collections of one file together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import Final, Protocol

from sepadd.collection import Collection
from sepadd.findings import Severity
from sepadd.mandate import SequenceType
from sepadd.rulebook.rule import Rule, rule
from sepadd.rulebook.terms import Terms

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


@rule("FIL-01", "There is something to collect.", source="EPC130-08: at least one collection")
def not_empty(file: CollectionFile, _: Terms) -> str | None:
    """An empty file is refused by every bank."""
    if file.collections:
        return None
    return "there is nothing to collect: each open item says why it is left out"


@rule("FIL-02", "A file holds one scheme.", source="EPC130-08: CORE and B2B are not mixed (CH22)")
def one_scheme(file: CollectionFile, _: Terms) -> str | None:
    """CORE and B2B go to the bank in files of their own."""
    schemes = sorted({collection.mandate.scheme for collection in file.collections})
    return f"{' and '.join(schemes)} in one file; make one file of each" if schemes[1:] else None


@rule("FIL-03", "An EndToEndId names one collection.", source="EPC130-08, AT-T015; policy")
def names_once(file: CollectionFile, _: Terms) -> str | None:
    """Else a return could not be matched."""
    names = Counter(collection.end_to_end_id for collection in file.collections)
    twice = [name for name, times in names.items() if times > 1]
    if not twice:
        return None
    return f"EndToEndId {_names(twice)} stands more than once: each collection needs its own"


@rule(
    "FIL-04",
    "A one-off, first or final collection is its mandate's only one of that kind.",
    source="EPC016-06, AT-M006; AG02",
)
def single_uses_once(file: CollectionFile, _: Terms) -> str | None:
    """The bank sees the same mandate used twice, and refuses the second (AG02)."""
    singles = (c for c in file.collections if c.sequence_type is not SequenceType.RECURRENT)
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
)
def no_likely_duplicates(file: CollectionFile, _: Terms) -> str | None:
    """Allowed where it is meant, and refused as a duplicate by some banks."""
    debits = {(c.mandate.reference.key, c.amount.cents, c.due_on) for c in file.collections}
    if len(debits) == len(file.collections):
        return None  # the everyday case, at once
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
