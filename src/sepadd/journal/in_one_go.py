"""A run in one go, for those who look at nothing in between: prepared, handed over and posted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from sepadd.journal.chart import Chart
from sepadd.journal.entry import Entry
from sepadd.journal.periods import ALWAYS, Periods, WhenClosed
from sepadd.journal.policy import ReceivableCloses
from sepadd.journal.posting import post
from sepadd.proposal import LiveRun, Proposal
from sepadd.rulebook import Terms
from sepadd.run import CollectionRun, prepare, submit


class Processed(NamedTuple):
    """A submitted run, whose ``files()`` are to be handed over, and what is to be posted."""

    run: CollectionRun
    entries: tuple[Entry, ...]


def process(
    proposal: Proposal,
    terms: Terms,
    chart: Chart,
    closes: ReceivableCloses,
    *,
    at: datetime,
    by: str = "",
    note: str = "",
    runs: Iterable[LiveRun] = (),
    periods: Periods = ALWAYS,
    when_closed: WhenClosed = WhenClosed.REFUSE,
) -> Processed:
    """Prepare, submit and post at once: all of it, or nothing.

    Raises as :func:`~sepadd.run.prepare` does, and as :func:`~sepadd.journal.post` where a
    ledger account is missing. Two people cannot see to it in one go: where they have to, take the
    steps one by one.
    """
    run = submit(prepare(proposal, terms, at=at, by=by, runs=runs), at=at, by=by, note=note)
    entries = post(run, chart, closes, periods=periods, when_closed=when_closed)
    return Processed(run, entries)
