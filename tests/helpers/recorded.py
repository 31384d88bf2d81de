"""The one place in which tests of the bank's answers record them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from helpers.books import RecordedRun, RecordedRuns, record_run, record_runs
from sepadd.recording import Fact
from sepadd.run import CollectionRun


def recorded(run: CollectionRun, facts: Iterable[Fact]) -> RecordedRun:
    """One run, once facts are recorded."""
    return record_run(run, facts)


def all_recorded(runs: Sequence[CollectionRun], facts: Iterable[Fact]) -> RecordedRuns:
    """Runs, once facts are recorded."""
    return record_runs(runs, facts)
