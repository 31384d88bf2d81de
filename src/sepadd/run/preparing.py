"""Deciding on a proposal: the rules are put again, and the run is prepared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from sepadd.collection import Collection
from sepadd.findings import Finding, Findings, IllegalStep, Sentence
from sepadd.open_item import ItemKey
from sepadd.proposal import GIVEN_TWICE, HELD, REST, LiveRun, Proposal, informed, presented_by
from sepadd.rulebook import (
    COLLECTION_RULES,
    FILE_RULES,
    MANDATE_RULES,
    Terms,
    not_empty,
    put,
    readiness,
)
from sepadd.run.run import CollectionRun, RunStep, Step
from sepadd.run.run_policy import RunPolicy
from sepadd.run.submitting import after

ID_USED: Final = Sentence(
    "RUN-01",
    "A run's id is used once.",
    "its file and its collections are named after it",
    why=(
        "The bank's answers find a run and its collections by names that begin with its id: of two "
        "runs of one id they could mean either."
    ),
    hint="Choose another id.",
)

RUN_SENTENCES: Final = (ID_USED,)
"""Why a run cannot be prepared, apart from the rules and what holds of a proposal."""


def decide(
    proposal: Proposal, terms: Terms, *, at: datetime, by: str, runs: Iterable[LiveRun]
) -> CollectionRun:
    """Decide on a proposal beside the ``runs`` there are: see :func:`sepadd.prepare`."""
    must_be_of_the_day(terms, at, proposal.label)
    run = CollectionRun(
        id=proposal.id,
        creditor=proposal.creditor,
        form=terms.profile.form,
        collections=proposal.collections,
        edits=proposal.edits,
        history=(RunStep(step=Step.PREPARED, at=at, by=by),),
    )
    _check(run, proposal, terms, tuple(runs)).raise_if_errors()
    return run


def decide_anew(
    run: CollectionRun,
    proposal: Proposal,
    terms: Terms,
    *,
    at: datetime,
    by: str,
    runs: Iterable[LiveRun],
    policy: RunPolicy,
) -> CollectionRun:
    """Put another proposal in the place of what was prepared: see :func:`sepadd.revise`."""
    if proposal.id != run.id:
        raise IllegalStep(f"{run.label} cannot be revised with the proposal for run {proposal.id}")
    revised = replace(
        after(run, RunStep(step=Step.REVISED, at=at, by=by)),
        creditor=proposal.creditor,
        form=terms.profile.form,
        collections=proposal.collections,
        edits=proposal.edits,
    )
    must_be_of_the_day(terms, at, run.label)
    policy.must_allow(run, proposal)
    others = tuple(other for other in runs if other.id != run.id)
    _check(revised, proposal, terms, others).raise_if_errors()
    return revised


def must_be_of_the_day(terms: Terms, at: datetime, label: str) -> None:
    """Refuse terms of another day than the bank has at an instant: a due date may have passed."""
    bank = terms.profile
    here = bank.local(at)
    if here.date() != terms.on:
        raise IllegalStep(
            f"{label} at {at}: that is {here.date()} in {bank.zone}, and the terms are those of "
            f"{terms.on}; give the terms of profile {bank.name} of that instant: terms(at=...)"
        )


def _check(
    run: CollectionRun, proposal: Proposal, terms: Terms, runs: Sequence[LiveRun]
) -> Findings:
    """Everything that is wrong with a run on the day of the terms."""
    about_creditor = readiness(run.creditor, terms)
    if not run.collections:
        nothing = not_empty.sentence.finding(run.label, "nothing to collect: no line is OK")
        return Findings((*about_creditor, nothing))
    if about_creditor.errors:
        return about_creditor
    # The same questions under the same terms have the same answers: those of the proposal.
    known = proposal.was_judged_under(terms) and not runs
    return Findings(
        (
            *about_creditor,
            *(() if known else _about_collections(run, terms, runs)),
            *_conflicts(run, runs),
        )
    )


def _about_collections(
    run: CollectionRun, terms: Terms, runs: Sequence[LiveRun]
) -> Iterator[Finding]:
    """What is wrong with each collection and its mandate, as things stand now, and with all."""
    yield from put(MANDATE_RULES, (collection.mandate for collection in run.collections), terms)
    yield from put(COLLECTION_RULES, _as_of_now(run.collections, runs), terms)
    yield from put(FILE_RULES, run.files(), terms)
    yield from _given_twice(run.collections)


def _as_of_now(collections: Iterable[Collection], runs: Iterable[LiveRun]) -> Iterator[Collection]:
    """The collections under mandates that know what other live runs present meanwhile."""
    presented = presented_by(runs)
    for collection in collections:
        mandate = informed(collection.mandate, presented)
        same = mandate is collection.mandate
        yield collection if same else replace(collection, mandate=mandate)


def _given_twice(collections: Iterable[Collection]) -> Iterator[Finding]:
    """What two collections would settle, in a proposal that was changed by hand."""
    settled: set[ItemKey] = set()
    for collection in collections:
        for item in collection.items:
            if item.key in settled:
                detail = f"{collection.label} settles it again"
                yield GIVEN_TWICE.finding(item.label, detail)
            settled.add(item.key)


def _conflicts(run: CollectionRun, runs: Sequence[LiveRun]) -> Iterator[Finding]:
    """What other live runs hold, or are called."""
    if not runs:
        return
    wanted = {item.key: item for collection in run.collections for item in collection.items}
    for other in runs:
        if other.id == run.id:
            yield ID_USED.finding(run.label, f"another run is called {other.id}; choose a new id")
        if isinstance(other, CollectionRun) and str(run.id) in other.set_ids:
            yield ID_USED.finding(run.label, f"a set is called {run.id}; choose a new id")
        for key, rest in other.rests():
            if key in wanted and wanted[key].amount > rest:
                detail = f"run {other.id} has collected a part of it, and {rest} is left"
                yield REST.finding(wanted[key].label, detail)
        for key in other.held():
            if key in wanted:
                yield HELD.finding(wanted[key].label, f"run {other.id} holds it already")
