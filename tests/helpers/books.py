"""What happens to runs and mandates alone, for tests that are not about the rest of the books."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from sepadd.books import Books, ReceivableCloses, prepare, revise
from sepadd.collection import CONSEQUENCES, Consequences
from sepadd.findings import Findings
from sepadd.mandate import DORMANCY, Dormancy, Mandate
from sepadd.open_item import OpenItem
from sepadd.proposal import LiveRun, Proposal
from sepadd.recording import Effect, Fact, FollowUp, record
from sepadd.recording.follow_up import follow_ups as follow_ups_of
from sepadd.recording.follow_up import mandates_after as mandates_after_failures
from sepadd.recording.items_after import items_after
from sepadd.rulebook import Terms
from sepadd.run import EVERYTHING_ALLOWED, CollectionRun, RunPolicy
from sepadd.testing import CREDITOR
from sepadd.values import Creditor


def beside(of: CollectionRun | Proposal, runs: Iterable[LiveRun]) -> Books:
    """Give books of a creditor with nothing in them but runs."""
    own = tuple(runs)
    kept = [run for run in own if isinstance(run, CollectionRun)]
    others = [run for run in own if not isinstance(run, CollectionRun)]
    return Books(creditor=of.creditor, open_items=(), mandates=(), runs=kept, others=others)


def empty(creditor: Creditor) -> Books:
    """Give books in which nothing is entered yet."""
    return Books(creditor=creditor, open_items=(), mandates=(), runs=())


def decided(
    proposal: Proposal, terms: Terms, *, at: datetime, by: str = "", runs: Iterable[LiveRun] = ()
) -> CollectionRun:
    """Prepare a proposal beside other runs, or beside none."""
    return prepare(proposal, beside(proposal, runs), terms, at=at, by=by)


def decided_anew(
    run: CollectionRun,
    proposal: Proposal,
    terms: Terms,
    *,
    at: datetime,
    by: str = "",
    runs: Iterable[LiveRun] = (),
    policy: RunPolicy = EVERYTHING_ALLOWED,
) -> CollectionRun:
    """Revise a run beside others, or beside none."""
    return revise(run, proposal, beside(proposal, runs), terms, at=at, by=by, policy=policy)


class RecordedRun(NamedTuple):
    """A run that knows what was told of it."""

    run: CollectionRun
    effects: tuple[Effect, ...]
    findings: Findings


class RecordedRuns(NamedTuple):
    """Runs that know what was told of them."""

    runs: tuple[CollectionRun, ...]
    effects: tuple[Effect, ...]
    findings: Findings


def record_run(run: CollectionRun, facts: Iterable[Fact]) -> RecordedRun:
    """Take in what is told of one run."""
    (after,), effects, findings = record_runs((run,), facts)
    return RecordedRun(after, effects, findings)


def record_runs(runs: Iterable[CollectionRun], facts: Iterable[Fact]) -> RecordedRuns:
    """Take in what is told of runs, in books with nothing else in them."""
    books = Books(creditor=CREDITOR, open_items=(), mandates=(), runs=runs)
    recorded = record(books, facts, closes=ReceivableCloses.AT_FILE)
    return RecordedRuns(recorded.books.runs, recorded.effects, recorded.findings)


def follow_ups(
    effects: Iterable[Effect], consequences: Consequences = CONSEQUENCES
) -> tuple[FollowUp, ...]:
    """Give what is to be done about what has failed."""
    return follow_ups_of(effects, consequences)


def mandates_after(
    mandates: Iterable[Mandate],
    runs: Iterable[CollectionRun],
    effects: Iterable[Effect],
    *,
    consequences: Consequences = CONSEQUENCES,
    dormancy: Dormancy = DORMANCY,
) -> tuple[Mandate, ...]:
    """Give the mandates after what runs have taken in."""
    failures = follow_ups_of(effects, consequences)
    return mandates_after_failures(mandates, runs, failures, dormancy=dormancy)


def still_open(items: Iterable[OpenItem], effects: Iterable[Effect]) -> tuple[OpenItem, ...]:
    """Give what is open in books that close an item at the file."""
    return items_after(tuple(items), effects, ReceivableCloses.AT_FILE).items


def presented(mandates: Iterable[Mandate], run: CollectionRun) -> tuple[Mandate, ...]:
    """Give the mandates once a run is kept beside them."""
    books = Books(creditor=run.creditor, open_items=(), mandates=mandates, runs=())
    return books.keep(run).mandates
