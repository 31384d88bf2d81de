"""What runs that are under way mean for new ones: what they hold, and what they present.

A mandate in the user's books may not know yet what a run has presented under it. Whoever is told
the live runs works that out, so that nobody has to remember to note it first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from typing import NamedTuple, Protocol

from sepadd.collection import Collection
from sepadd.mandate import Mandate, Presentation
from sepadd.open_item import ItemKey
from sepadd.values import EndToEndId, Euro, RunId

MandateKey = tuple[str, str]
"""The creditor's identity and the mandate's reference, in capitals: see :attr:`Mandate.key`."""


class LiveRun(Protocol):
    """A run that was prepared, as far as a new one has to know of it."""

    @property
    def id(self) -> RunId:
        """Its id."""
        ...

    @property
    def collections(self) -> tuple[Collection, ...]:
        """Its collections, with what became of them."""
        ...

    def held(self) -> Iterable[ItemKey]:
        """The open items that it holds: no other run may collect them."""
        ...

    def rests(self) -> Iterable[tuple[ItemKey, Euro]]:
        """What is left of items of which it has collected a part: no more is to be collected."""
        ...

    def presentations(self) -> Iterable[tuple[MandateKey, Presentation]]:
        """What it presents, by the key that the mandate had then."""
        ...


Presented = Mapping[MandateKey, Sequence[Presentation]]
"""What runs present, by the key of the mandate."""


def presented_by(runs: Iterable[LiveRun]) -> Presented:
    """What all the runs present."""
    found: defaultdict[MandateKey, list[Presentation]] = defaultdict(list)
    for run in runs:
        for key, presentation in run.presentations():
            found[key].append(presentation)
    return dict(found)


def informed(mandate: Mandate, presented: Presented) -> Mandate:
    """The mandate with what was presented under it, also under a reference that it had before."""
    if not presented:
        return mandate
    told = [p for key in mandate.keys for p in presented.get(key, ())]
    return mandate.with_presentations(told) if told else mandate


class Attempts(NamedTuple):
    """The collections of one open item that failed, in the order of their attempts.

    ``made`` counts its attempts, also those in runs that are no longer kept, as far as the later
    ones tell of them.
    """

    failed: tuple[Collection, ...]
    made: int

    @property
    def last(self) -> Collection:
        """The latest attempt."""
        return self.failed[-1]

    @property
    def next(self) -> int:
        """Which attempt the next collection of the item is, from 1."""
        return self.made + 1


def attempts_in(runs: Iterable[LiveRun]) -> Mapping[ItemKey, Attempts]:
    """For each open item, the collections in which it failed before."""
    failed: defaultdict[ItemKey, list[Collection]] = defaultdict(list)
    known: set[EndToEndId] = set()
    for run in runs:
        for collection in run.collections:
            if collection.failed:
                known.add(collection.end_to_end_id)
                for key in collection.item_keys:
                    failed[key].append(collection)
    return {key: _attempts(each, known) for key, each in failed.items()}


def _attempts(failed: Sequence[Collection], known: Container[EndToEndId]) -> Attempts:
    """What is known of one item's attempts.

    A collection has the number of the attempt of that item in it which had most. Where all that it
    presents again is known, the item's own can be counted; else the number has to be believed.
    """
    own = frozenset(each.end_to_end_id for each in failed)
    in_order = tuple(
        sorted(
            failed,
            key=lambda each: (
                len(own.intersection(each.retries)),
                each.due_on,
                each.attempt,
                each.end_to_end_id.value,
            ),
        )
    )
    made = 0
    for each in in_order:
        made += 1
        if not each.retries or any(name not in known for name in each.retries):
            made = max(made, each.attempt)
    return Attempts(in_order, made)
