"""Messages as they go to the bank and come from it: pain.008, pain.002 and camt, as bytes.

What a bank sends is written by the fake bank, in any of its dialects, and not by what reads it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from hypothesis import strategies as st

from sepadd.mandate import Scheme
from sepadd.messages import pain008
from sepadd.run import CollectionRun
from sepadd.testing.fake_bank import DIALECTS, Dialect, FakeBank
from sepadd.testing.strategies.collectable import OpenBooks
from sepadd.testing.strategies.decided import submitted_runs
from sepadd.values import TARGET


@st.composite
def pain008_files(draw: st.DrawFn, *, of: st.SearchStrategy[OpenBooks] | None = None) -> bytes:
    """A file of collections as it goes to the bank; of any books, or of those that one gives."""
    return draw(st.sampled_from(written(draw(submitted_runs(of=of)))))


def written(run: CollectionRun) -> tuple[bytes, ...]:
    """The files of a run."""
    return tuple(pain008.render(file) for file in run.files())


class _Taken(NamedTuple):
    """A bank that has taken a run in, what it answered, and the days on which something moves."""

    bank: FakeBank
    answers: list[bytes]
    days: list[date]


@st.composite
def _taken(draw: st.DrawFn, dialects: Sequence[Dialect]) -> _Taken:
    """A run of which the first collection was taken on, and any other perhaps turned down."""
    run = draw(submitted_runs())
    bank = FakeBank(today=run.prepared_at.date(), dialect=draw(st.sampled_from(dialects)))
    comes_back = False
    for place, each in enumerate(run.collections):
        if each.mandate.scheme is Scheme.B2B:
            bank.register_b2b(each.mandate.reference)
        what = draw(st.sampled_from(["settled", "rejected", "returned"]))
        if place and what == "rejected":
            bank.will_reject(each.end_to_end_id, "AC04")
        if what == "returned":
            bank.will_return(each.end_to_end_id, "AM04", after_days=1)
            comes_back = True
    due_on = TARGET.on_or_after(run.collections[0].due_on)
    days = [due_on, TARGET.after(due_on, 1)] if comes_back else [due_on]
    return _Taken(bank, [bank.take(file) for file in written(run)], days)


def pain002_messages(dialects: Sequence[Dialect] = DIALECTS) -> st.SearchStrategy[bytes]:
    """A status report: the answer to a file, of which something may have been turned down."""
    return _taken(dialects).flatmap(lambda taken: st.sampled_from(taken.answers))


@st.composite
def camt053_messages(draw: st.DrawFn, dialects: Sequence[Dialect] = DIALECTS) -> bytes:
    """The statement of a day: of that on which the money came, or of the next, with returns."""
    bank, _, days = draw(_taken(dialects))
    day = draw(st.sampled_from(days))
    bank.move_to(day)
    return bank.statement(day)


@st.composite
def camt054_messages(draw: st.DrawFn, dialects: Sequence[Dialect] = DIALECTS) -> bytes:
    """The notification of a day: of that on which the money came, or of the next, with returns."""
    bank, _, days = draw(_taken(dialects))
    day = draw(st.sampled_from(days))
    bank.move_to(day)
    return bank.notification(day)


@st.composite
def camt052_messages(draw: st.DrawFn, dialects: Sequence[Dialect] = DIALECTS) -> bytes:
    """The report of a day that is under way: what is expected of it, or what is booked already."""
    bank, _, (settles_on, *_) = draw(_taken(dialects))
    if draw(st.booleans()):
        bank.move_to(settles_on)
    return bank.intraday(settles_on)
