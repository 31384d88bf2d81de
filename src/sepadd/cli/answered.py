"""The demo goes on: what the bank of the swimming pool answers, and what becomes of the books."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, NamedTuple

from sepadd.books import Books, ReceivableCloses
from sepadd.cli.answer import Part
from sepadd.cli.examples import example
from sepadd.cli.read import reported_in
from sepadd.cli.record import GivenTables, NewBooks
from sepadd.cli.recorded import about_changes, about_run, booked, journal_of
from sepadd.cli.run_folder import Published
from sepadd.cli.tables import table
from sepadd.recording import Recorded, take_in
from sepadd.run import CollectionRun, submit

SUBMITTED_AT: Final = datetime(2026, 11, 23, 9, tzinfo=UTC)
"""When the files were handed to the bank."""

CLOSES: Final = ReceivableCloses.AT_FILE
"""When the journal of the demo closes an open item: so one sees what is in transit."""

ANSWERS: Final = (
    ("2026-11-23", "status reports", ("1-status-b2b.pain.002.xml", "2-status-core.pain.002.xml")),
    ("2026-12-01", "credited", ("3-credited.camt.054.xml", "4-credited.camt.053.xml")),
    ("2026-12-03", "returned", ("5-returned.camt.054.xml", "6-returned.camt.053.xml")),
)
"""What the bank sends, day by day. The notification and the statement of a day tell the same."""

_ROLES: Final = ("receivable", "in transit", "bank", "return charges")


class AnsweredDay(NamedTuple):
    """The run after the answers of a day, and what the day was about."""

    on: str
    what: str
    run: CollectionRun


class Answered(NamedTuple):
    """The run day by day, from its submission on, and the books at the end."""

    days: tuple[AnsweredDay, ...]
    books: NewBooks

    @property
    def run(self) -> CollectionRun:
        """The run as it is at the end."""
        return self.days[-1].run


def answered(run: CollectionRun, books: Books) -> Answered:
    """Hand the run in, and take in what the bank says of it, day by day and then once as a whole.

    Raises :class:`~sepadd.cli.answer.Refusal` where an example is not there.
    """
    sent = submit(run, at=SUBMITTED_AT)
    days = tuple(_day_by_day(sent))
    given = GivenTables((sent,), books.mandates, books.open_items)
    made = given.after(reported_in(_paths()), CLOSES)
    return Answered(days, made)


def _paths() -> list[Path]:
    return [example(f"answers/{name}") for _, _, names in ANSWERS for name in names]


def _day_by_day(run: CollectionRun) -> Iterator[AnsweredDay]:
    yield AnsweredDay(str(SUBMITTED_AT.date()), "submitted", run)
    for on, what, names in ANSWERS:
        paths = [example(f"answers/{name}") for name in names]
        (run,) = take_in((run,), reported_in(paths)).runs
        yield AnsweredDay(on, what, run)


def about_answers(told: Answered) -> Iterator[Part]:
    """What the bank has answered, for people."""
    yield f"6. The files are handed over, and the bank answers: {_paths()[0].parent}"
    yield from about_changes(told.books.recorded)
    yield f"   {about_run(told.run)}"
    yield "   What is told twice, by a notification and a statement, counts once."
    yield ""


def about_books(told: Answered, published: Published) -> Iterator[Part]:
    """What is in transit from day to day, and where the new books stand."""
    yield "7. Back to the books: what was sent is in transit until the bank has paid it or not"
    made = table("day", "what", *_ROLES, right=frozenset(_ROLES))
    for day in told.days:
        sums = booked(journal_of((day.run,), CLOSES))
        made.add_row(day.on, day.what, *(str(sums[role]) for role in _ROLES))
    yield made
    yield from _about_items(told.books)
    yield "Written besides:"
    yield from (f"  {path}" for path in published.tables)


def _about_items(books: NewBooks) -> Iterable[str]:
    open_now = () if books.items is None else books.items
    again = _opened_again(books.recorded)
    yield f"   {len(open_now)} items are open, {len(again)} of them again: {', '.join(again)}."
    yield ""


def _opened_again(recorded: Recorded) -> Sequence[str]:
    return [item.label for each in recorded.effects if each.failed for item in each.after.items]
