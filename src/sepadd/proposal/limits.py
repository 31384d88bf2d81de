"""How much may be collected at once: limits that the user sets, for safety's sake.

They are the user's own, beside those of the bank. What goes beyond them is left out, and told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from sepadd.collection import Collection
from sepadd.findings import Finding, InvalidValue, Sentence
from sepadd.frozen import dataclass
from sepadd.mandate import Mandate
from sepadd.proposal.live_run import LiveRun, MandateKey
from sepadd.values import ZERO, Amount, Euro, add_months, reads

_OWN: Final = "the user's own limit"

PER_COLLECTION: Final = Sentence(
    "LIM-01",
    "A collection is within the limit for one.",
    _OWN,
    why="A limit of your own stops an amount that cannot be meant before anybody is debited.",
    hint="Check the amount, and raise the limit if it is meant.",
)
PER_MANDATE: Final = Sentence(
    "LIM-02",
    "What is collected under a mandate in a period is within the limit for it.",
    _OWN,
    why=(
        "Collections that are small enough one by one may still come to too much for one debtor in "
        "a month."
    ),
    hint="Leave the item for a later period, or raise the limit for a mandate.",
)
PER_RUN: Final = Sentence(
    "LIM-03",
    "A run is within the limit for one.",
    _OWN,
    why="A limit for the run stops a wrong selection as a whole, whatever the single amounts.",
    hint="Make several runs, or raise the limit for one.",
)

LIMIT_SENTENCES: Final = (PER_COLLECTION, PER_MANDATE, PER_RUN)
"""Why a collection goes beyond what the user allows."""


@reads
@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class CollectingLimits:
    """The most that may be collected, inclusive; no limit where there is none.

    ``per_mandate`` holds for any ``months`` calendar months that end on a due date, that day
    included: what live runs collect in that time counts, earlier or later, unless it failed.
    ``per_run`` is filled in the order of the items; what would go beyond it is left out, and what
    comes after may still fit.

    Raises :class:`InvalidValue` for a limit that is not above 0.00, and for less than a month.
    """

    per_collection: Euro | None
    per_mandate: Euro | None
    months: int
    per_run: Euro | None

    def __init__(
        self,
        *,
        per_collection: Amount | None = None,
        per_mandate: Amount | None = None,
        months: int = 1,
        per_run: Amount | None = None,
    ) -> None: ...

    def __post_init__(self) -> None:
        """Refuse a limit that nothing can keep to."""
        for what in ("per_collection", "per_mandate", "per_run"):
            most: Euro | None = getattr(self, what)
            if most is not None and most <= ZERO:
                raise InvalidValue(f"limit {what} {most}: needs to be above 0.00, or absent")
        if self.months < 1:
            raise InvalidValue(f"limit per mandate for {self.months} months: give 1 or more")


NO_LIMITS: Final = CollectingLimits()
"""Whatever the bank takes."""


class Room:
    """What is left of the limits, as one collection after the other is taken."""

    def __init__(self, limits: CollectingLimits, runs: Iterable[LiveRun], due_on: date) -> None:
        """Count what live runs collect under each mandate, if there is a limit for that."""
        self._limits = limits
        self._due_on = due_on
        self._in_all = ZERO
        self._under: defaultdict[MandateKey, list[tuple[date, Euro]]] = defaultdict(list)
        if limits.per_mandate is not None:
            for collection in _under_way(runs):
                self._note(collection)

    def why_not(self, collection: Collection) -> Iterator[Finding]:
        """Every limit that a collection goes beyond."""
        limits, amount = self._limits, collection.amount
        if limits.per_collection is not None and amount > limits.per_collection:
            detail = f"{amount}, and at most {limits.per_collection} is collected at once"
            yield PER_COLLECTION.finding(collection.label, detail)
        if limits.per_mandate is not None:
            already, until = self._already(collection.mandate)
            if already + amount > limits.per_mandate:
                months = "a month" if limits.months == 1 else f"{limits.months} months"
                detail = (
                    f"{amount} beside {already} in {months} up to {until}, and at most "
                    f"{limits.per_mandate} is collected under {collection.mandate.label}"
                )
                yield PER_MANDATE.finding(collection.label, detail)
        if limits.per_run is not None and self._in_all + amount > limits.per_run:
            detail = f"{amount} after {self._in_all}, and a run is at most {limits.per_run}"
            yield PER_RUN.finding(collection.label, detail)

    def _already(self, mandate: Mandate) -> tuple[Euro, date]:
        """The most that is collected in a period with the due date in it, and its last day.

        A mandate that was amended is still the same, under all references that it has had.
        """
        dated = [each for key in mandate.keys for each in self._under.get(key, ())]
        later = [on for on, _ in dated if on > self._due_on and self._begin(on) < self._due_on]
        ends = sorted({self._due_on, *later})
        sums = {
            end: Euro.total(amount for on, amount in dated if self._begin(end) < on <= end)
            for end in ends
        }
        until = max(ends, key=lambda end: sums[end])
        return sums[until], until

    def _begin(self, end: date) -> date:
        """The day before the first of a period."""
        return add_months(end, -self._limits.months)

    def take(self, collection: Collection) -> None:
        """Count a collection that is taken."""
        self._in_all += collection.amount
        if self._limits.per_mandate is not None:
            self._note(collection)

    def _note(self, collection: Collection) -> None:
        self._under[collection.mandate.key].append((collection.due_on, collection.amount))


def _under_way(runs: Iterable[LiveRun]) -> Iterator[Collection]:
    """The collections of live runs that have not failed; a withdrawn run presents none."""
    for run in runs:
        presents = frozenset(each.end_to_end_id for _, each in run.presentations())
        for collection in run.collections:
            if not collection.failed and collection.end_to_end_id in presents:
                yield collection
