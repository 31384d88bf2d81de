"""When the open items of a collection are closed in the ledger: accounting packages differ in it.

Whenever that is, it goes through *in transit*; and what failed is open again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from sepadd.books import ReceivableCloses
from sepadd.collection import Collection, Movement, Settlement
from sepadd.findings import IllegalStep
from sepadd.run import CollectionRun, Step
from sepadd.values import EndToEndId

Journalised = Mapping[EndToEndId, date]
"""The collections whose items the user closed, each with the booking day. Kept by the user."""

NOTHING_JOURNALISED: Final[Journalised] = MappingProxyType({})
"""Of no collection was it said."""


def journalise(
    run: CollectionRun,
    which: Iterable[EndToEndId],
    *,
    on: date,
    journalised: Journalised = NOTHING_JOURNALISED,
) -> Journalised:
    """Close the items of some of a run's collections, on a booking day.

    For :attr:`ReceivableCloses.AT_JOURNALISING`. Gives what is journalised then, ``journalised``
    from before included: the day of what was journalised already does not change. Only what is
    finished can be: raises :class:`IllegalStep`, naming all that cannot, if the run was not
    submitted, a collection is not in it, or has failed.
    """
    if not run.sent:
        raise IllegalStep(f"{run.label} is {run.stage}: nothing of it can be journalised")
    there = {collection.end_to_end_id: collection for collection in run.collections}
    new = [name for name in dict.fromkeys(which) if name not in journalised]
    wrong = [why for name in new if (why := _why_unfinished(run, name, there.get(name)))]
    if wrong:
        raise IllegalStep("; ".join(wrong))
    return MappingProxyType({**journalised, **dict.fromkeys(new, on)})


def _why_unfinished(
    run: CollectionRun, name: EndToEndId, collection: Collection | None
) -> str | None:
    if collection is None:
        return f"{run.label} has no collection {name}"
    if collection.failed:
        return f"{collection.label} is {collection.status}: leave it out, its items are open"
    return None


def submitted_on(run: CollectionRun) -> date | None:
    """The day on which a run was submitted, in the time zone of that step; nothing if it was not.

    A run that was submitted, turned down as a whole and withdrawn has been submitted too.
    """
    days = (done.at.date() for done in run.history if done.step is Step.SUBMITTED)
    return next(days, None)


def taken_on(
    run: CollectionRun,
    collection: Collection,
    policy: ReceivableCloses,
    journalised: Journalised = NOTHING_JOURNALISED,
) -> date | None:
    """The booking day on which the items of a collection are closed; nothing while they are not."""
    if policy is ReceivableCloses.AT_FILE:
        return submitted_on(run)
    if policy is ReceivableCloses.AT_JOURNALISING:
        return journalised.get(collection.end_to_end_id)
    return _settled_on(collection.movements)


def _settled_on(movements: Iterable[Movement]) -> date | None:
    return next((each.booked_on for each in movements if each.kind is Settlement), None)
