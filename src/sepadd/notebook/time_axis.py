"""When what happens to the money of a run: from the last day for the file to the last refund."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, time
from typing import Final, NamedTuple

from sepadd.collection import Collection
from sepadd.mandate import Scheme, SequenceType
from sepadd.notebook.drawing import FONT, Svg, dot, drawing, line, width_of, words
from sepadd.printing import counted_total
from sepadd.reports import Total
from sepadd.rulebook import Deadlines, Terms, deadlines
from sepadd.run import CollectionRun, Step

MOST_TRACKS: Final = 6
"""How many due dates and schemes of a run are drawn; the others are counted."""

_ROW: Final = 26
_LINE_AT: Final = 8
_DAYS_AT: Final = 24
_WORDS_AT: Final = 190


class Milestone(NamedTuple):
    """One day in the life of a run's money, and what is on it. ``safe`` are those of rest."""

    on: date
    what: str
    safe: bool = False


class Track(NamedTuple):
    """Collections of a run that go the same way: one scheme, one due date, one last day to send."""

    scheme: Scheme
    due_on: date
    latest_receipt_on: date
    deadlines: Deadlines
    total: Total

    @property
    def label(self) -> str:
        """What it is, and what it comes to."""
        come_to = counted_total(self.total, "collection")
        return f"{self.scheme}, due on {self.due_on}: {come_to}"


_Kind = tuple[date, Scheme, date, Deadlines]


def tracks(run: CollectionRun, terms: Terms) -> tuple[Track, ...]:
    """The ways that the collections of a run go, the earliest due date first."""
    found: defaultdict[_Kind, list[Collection]] = defaultdict(list)
    latest: dict[tuple[date, Scheme, SequenceType], date] = {}
    for each in run.collections:
        scheme = each.mandate.scheme
        key = (each.due_on, scheme, each.sequence_type)
        if key not in latest:
            latest[key] = terms.latest_receipt_on(*key)
        ends = deadlines(each, terms.profile.calendar)
        found[each.due_on, scheme, latest[key], ends].append(each)
    in_order = sorted(found, key=lambda kind: (kind[0], kind[1], kind[2], kind[3].debited_on))
    return tuple(
        Track(scheme, due_on, by, ends, Total.of(c.amount for c in found[due_on, scheme, by, ends]))
        for due_on, scheme, by, ends in in_order
    )


def milestones(
    track: Track, run: CollectionRun, cut_off: Mapping[Scheme, time] | None = None
) -> tuple[Milestone, ...]:
    """The days of a track in their order; those of one day in the order in which they matter."""
    found = [*_until_due(track, run, cut_off or {}), *_until_safe(track.deadlines)]
    return tuple(sorted(found, key=lambda each: each.on))


def _until_due(
    track: Track, run: CollectionRun, cut_off: Mapping[Scheme, time]
) -> Iterator[Milestone]:
    by = cut_off.get(track.scheme)
    until = f", until {by:%H:%M}" if by else ""
    for done in run.history:
        if done.step is Step.SUBMITTED:
            yield Milestone(done.at.date(), "submitted")
    yield Milestone(track.latest_receipt_on, f"last day for the file{until}")
    if track.deadlines.debited_on != track.due_on:
        yield Milestone(track.due_on, "due date")
        yield Milestone(track.deadlines.debited_on, "debited")
    else:
        yield Milestone(track.due_on, "due date: debited")


def _until_safe(days: Deadlines) -> Iterator[Milestone]:
    yield Milestone(days.last_return_on, "last return by the debtor's bank")
    yield Milestone(days.last_reversal_on, "last reversal by the creditor")
    if days.last_refund_on is None or days.last_unauthorised_refund_on is None:
        yield Milestone(days.unsafe_until, "safe after this day: B2B knows no refund", safe=True)
        return
    yield Milestone(days.last_refund_on, "last refund without a reason: eight weeks")
    yield Milestone(
        days.unsafe_for_no_reason_until,
        "safe after this day, unless no mandate covered it",
        safe=True,
    )
    yield Milestone(
        days.last_unauthorised_refund_on, "last refund for want of a mandate: thirteen months"
    )
    yield Milestone(
        days.unsafe_until, "safe after this day: the last claim was looked into", safe=True
    )


def timeline(
    run: CollectionRun, terms: Terms, *, cut_off: Mapping[Scheme, time] | None = None
) -> Svg:
    """The days of a run as a drawing, from top to bottom, with how long it is between them.

    ``terms`` say by when the bank needs the file; ``cut_off`` are the times of day of its profile,
    for those who want to see them. The steps between two days are not drawn to scale. A filled mark
    is a day on which something may still happen, a ring one after which the money is safe.

    >>> from sepadd.testing import TERMS, a_run
    >>> "last refund without a reason: eight weeks" in str(timeline(a_run(), TERMS))
    True
    """
    all_tracks = tracks(run, terms)
    parts: list[str] = []
    told: list[str] = []
    width, y = width_of(f"Run {run.id}"), 0
    for track in all_tracks[:MOST_TRACKS]:
        days = milestones(track, run, cut_off)
        parts += _drawn(track, days, y)
        told += [f"{track.label}.", *(f"{each.on} {each.what}." for each in days)]
        widest = max(width_of(each.what) for each in days)
        width = max(width, width_of(track.label), _WORDS_AT + widest)
        y += (len(days) + 2) * _ROW
    if (more := len(all_tracks) - MOST_TRACKS) > 0:
        parts.append(words(f"and {more} more", 0, y + FONT))
        y += _ROW
    return drawing(f"The days of run {run.id}", " ".join(told), width + 8, y, parts)


def _drawn(track: Track, days: tuple[Milestone, ...], top: int) -> Iterator[str]:
    yield words(track.label, 0, top + FONT + 2, bold=True)
    first = top + _ROW * 1.5
    yield line(_LINE_AT, first, _LINE_AT, first + (len(days) - 1) * _ROW, faint=True)
    before: date | None = None
    for number, each in enumerate(days):
        y = first + number * _ROW
        yield dot(_LINE_AT, y, hollow=each.safe)
        yield words(f"{each.on:%Y-%m-%d}", _DAYS_AT, y + FONT / 3)
        if before is not None and each.on != before:
            gap = f"+{(each.on - before).days} d"
            yield words(gap, _WORDS_AT - 16, y + FONT / 3, anchor="end", faint=True)
        yield words(each.what, _WORDS_AT, y + FONT / 3)
        before = each.on
