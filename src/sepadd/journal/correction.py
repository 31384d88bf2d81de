"""What the bank tells otherwise after it was posted: the difference is entered beside it.

A statement may tell of higher charges than the advice before it, or a reject that is heard of late
may show that a batch's sum was made of other collections.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from sepadd.books import ReceivableCloses
from sepadd.findings import IllegalStep
from sepadd.journal.entry import Entry, EntryId, Line
from sepadd.journal.journal import entries
from sepadd.journal.policy import NOTHING_JOURNALISED, Journalised
from sepadd.run import CollectionRun
from sepadd.values import Euro


def corrections(
    run: CollectionRun,
    closes: ReceivableCloses,
    *,
    posted: Iterable[Entry],
    on: date,
    journalised: Journalised = NOTHING_JOURNALISED,
) -> tuple[Entry, ...]:
    """What brings the posted entries of a run to the amounts that are known now.

    ``posted`` are the entries themselves, corrections from before among them; those that are about
    other things are left alone. Each correction holds only the difference, is dated ``on``, and is
    posted with :func:`sepadd.journal.post_entries`. Nothing where all is as it was; days are not
    corrected. Raises :class:`IllegalStep` for a correction without the entry that it corrects.
    """
    now = {entry.id: entry for entry in entries(run, closes, journalised=journalised)}
    own = {str(collection.end_to_end_id) for collection in run.collections}
    made = (_correction(of, now, on) for of in _by_what_they_are_of(posted, own))
    return tuple(entry for entry in made if entry is not None)


def _by_what_they_are_of(posted: Iterable[Entry], own: set[str]) -> Iterator[list[Entry]]:
    """Each posted entry of the run with its corrections; the entry first."""
    groups: defaultdict[EntryId, list[Entry]] = defaultdict(list)
    for entry in sorted(posted, key=lambda each: each.corrects is not None):
        named = (entry.parts or (entry.corrects or entry.id,))[0]
        if entry.reverses is None and named.rpartition("/")[0] in own:
            groups[entry.corrects or entry.id].append(entry)
    yield from groups.values()


def _correction(of: list[Entry], now: Mapping[EntryId, Entry], on: date) -> Entry | None:
    first = of[0]
    if first.corrects is not None:
        raise IllegalStep(f"{first.label} corrects {first.corrects}: give that as posted too")
    told = [now[part] for part in first.parts or (first.id,) if part in now]
    lines = tuple(_difference(told, of))
    if not lines:
        return None
    return Entry(
        id=f"{first.id} corrected {len(of)}",
        event=first.event,
        on=on,
        description=f"{first.description} corrected",
        lines=lines,
        collection=first.collection,
        corrects=first.id,
    )


def _difference(told: Iterable[Entry], posted: Iterable[Entry]) -> Iterator[Line]:
    """What was told less what was posted, place by place."""
    cents: Counter[Line] = Counter()
    for sign, some in ((1, told), (-1, posted)):
        for entry in some:
            for line in entry.lines:
                cents[line.place._replace(account="")] += sign * line.balance.cents
    return (place.of(Euro(cents=count)) for place, count in cents.items() if count)
