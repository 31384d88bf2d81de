"""The one place in which tests of the bank's answers record them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sepadd.recording import Fact, RecordedAll, record, record_all
from sepadd.recording.recorded import Recorded
from sepadd.run import CollectionRun


def recorded(run: CollectionRun, facts: Iterable[Fact]) -> Recorded:
    """One run, once facts are recorded."""
    return record(run, facts)


def all_recorded(runs: Sequence[CollectionRun], facts: Iterable[Fact]) -> RecordedAll:
    """Runs, once facts are recorded."""
    return record_all(runs, facts)
