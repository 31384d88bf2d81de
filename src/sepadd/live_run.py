"""What runs that are under way mean for new ones: what they hold, and what they present.

A mandate in the user's books may not know yet what a run has presented under it. Whoever is told
the live runs works that out, so that nobody has to remember to note it first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from sepadd.identifiers import RunId
from sepadd.mandate import Mandate, Presentation
from sepadd.open_item import ItemKey

MandateKey = tuple[str, str]
"""The creditor's identity and the mandate's reference, in capitals: see :attr:`Mandate.key`."""


class LiveRun(Protocol):
    """A run that was prepared, as far as a new one has to know of it."""

    @property
    def id(self) -> RunId:
        """Its id."""
        ...

    def held(self) -> Iterable[ItemKey]:
        """The open items that it holds: no other run may collect them."""
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
