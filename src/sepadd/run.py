"""A collection run: a proposal that was decided on, sent, and answered by the bank.

A run keeps everything as it stood: the creditor, each mandate, each open item, and the form of the
bank's file. What it is follows from the steps in its history and from the bank's facts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from sepadd.bank_file import BankFile, bank_files
from sepadd.collection import Collection, CollectionStatus
from sepadd.findings import Finding, Findings, IllegalStep, InvalidValue
from sepadd.identifiers import RunId
from sepadd.live_run import LiveRun, MandateKey, informed, presented_by
from sepadd.mandate import Mandate, Presentation
from sepadd.money import Euro
from sepadd.open_item import ItemKey
from sepadd.party import Creditor
from sepadd.proposal import GIVEN_TWICE, HELD, Proposal
from sepadd.rulebook.collection_rules import COLLECTION_RULES
from sepadd.rulebook.creditor_rules import readiness
from sepadd.rulebook.file_form import FileForm
from sepadd.rulebook.file_rules import FILE_RULES, not_empty
from sepadd.rulebook.mandate_rules import MANDATE_RULES
from sepadd.rulebook.rule import Sentence, put
from sepadd.rulebook.terms import Terms

ID_USED: Final = Sentence(
    "RUN-01", "A run's id is used once.", "its file and its collections are named after it"
)

RUN_SENTENCES: Final = (ID_USED,)
"""Why a run cannot be prepared, apart from the rules and what holds of a proposal."""


class Step(StrEnum):
    """What was done with a run."""

    PREPARED = "prepared"
    REVISED = "revised"
    """Edited before it was submitted: a new version, whose file replaces the one before."""
    SUBMITTED = "submitted"
    WITHDRAWN = "withdrawn"


class RunStage(StrEnum):
    """Where a run stands by our own steps."""

    PREPARED = "prepared"
    SUBMITTED = "submitted"
    WITHDRAWN = "withdrawn"


_STAGE_AFTER: Final = {
    Step.PREPARED: RunStage.PREPARED,
    Step.REVISED: RunStage.PREPARED,
    Step.SUBMITTED: RunStage.SUBMITTED,
    Step.WITHDRAWN: RunStage.WITHDRAWN,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RunStep:
    """One step in a run's history: what, when, by whom, and what was noted with it.

    ``at`` is an instant with its time zone; ``by`` the user's own name for who did it.
    """

    step: Step
    at: datetime
    by: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        """Refuse an instant that says nothing without knowing where one is."""
        if self.at.tzinfo is None:
            message = (
                f"{self.step} at {self.at}: the time zone is missing; "
                "datetime.now(tz=ZoneInfo('Europe/Amsterdam')) has one"
            )
            raise InvalidValue(message)


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectionRun:
    """What goes, or went, to the bank on one decision.

    ``version`` counts from 1, and goes up with every edit. ``history`` holds every step, the first
    being the preparation.
    """

    id: RunId
    creditor: Creditor
    form: FileForm
    collections: tuple[Collection, ...]
    history: tuple[RunStep, ...]

    @property
    def label(self) -> str:
        """How a finding names it."""
        return f"run {self.id}"

    @property
    def version(self) -> int:
        """Which edit it is, from 1; only the files of the latest one may go to the bank."""
        return 1 + sum(done.step is Step.REVISED for done in self.history)

    @property
    def stage(self) -> RunStage:
        """Prepared, submitted or withdrawn."""
        return _STAGE_AFTER[self.history[-1].step]

    @property
    def prepared_at(self) -> datetime:
        """When this version was made."""
        made = (done.at for done in self.history if done.step in {Step.PREPARED, Step.REVISED})
        return list(made)[-1]

    @property
    def total(self) -> Euro:
        """The sum of its collections."""
        return Euro.total(collection.amount for collection in self.collections)

    @property
    def tally(self) -> Counter[CollectionStatus]:
        """How many of its collections stand where."""
        return Counter(collection.status for collection in self.collections)

    def held(self) -> Iterator[ItemKey]:
        """The open items that no other run may collect.

        All that it collects, or has collected; those of collections that failed are free again, and
        so are all of a run that was withdrawn.
        """
        if self.stage is RunStage.WITHDRAWN:
            return
        for collection in self.collections:
            if not collection.failed:
                yield from collection.item_keys

    def presentations(self) -> Iterator[tuple[MandateKey, Presentation]]:
        """What it presents to the bank, by the key of the mandate; a withdrawn run nothing."""
        if self.stage is RunStage.WITHDRAWN:
            return
        for collection in self.collections:
            yield collection.mandate.key, collection.presentation

    def files(self) -> tuple[BankFile, ...]:
        """The files for the bank: one for each scheme, split where the bank's limits ask for it.

        The same run always gives the same files, with the same ids: its own, then ``.v2`` for the
        second version, ``.F2`` for the second of several files, ``.B2`` for a file's second batch.
        No run is called like that, since a run's id has no dot.
        """
        version = "" if self.version == 1 else f".v{self.version}"
        return bank_files(
            self.collections,
            id=f"{self.id}{version}",
            creditor=self.creditor,
            form=self.form,
            created_at=self.prepared_at,
        )


def prepare(
    proposal: Proposal,
    terms: Terms,
    *,
    at: datetime,
    by: str = "",
    runs: Iterable[LiveRun] = (),
) -> CollectionRun:
    """Decide on a proposal, under the terms of the day it goes out.

    The rules are put again: a proposal that was good on Monday may be late on Friday, and another
    of the live ``runs`` may have taken an item or used a mandate meanwhile. Raises
    :class:`RulesViolated` with every finding when one of them is an error, also when there is
    nothing to collect.
    """
    run = CollectionRun(
        id=proposal.id,
        creditor=proposal.creditor,
        form=terms.form,
        collections=proposal.collections,
        history=(RunStep(step=Step.PREPARED, at=at, by=by),),
    )
    _check(run, proposal, terms, tuple(runs)).raise_if_errors()
    return run


def revise(
    run: CollectionRun,
    proposal: Proposal,
    terms: Terms,
    *,
    at: datetime,
    by: str = "",
    runs: Iterable[LiveRun] = (),
) -> CollectionRun:
    """Put another proposal in the place of what was prepared: a new version, with new file ids.

    A file of the version before is stale and must not go to the bank. ``runs`` are the other live
    ones. Raises :class:`IllegalStep` once the run was submitted or withdrawn, and
    :class:`RulesViolated` as :func:`prepare` does.
    """
    if proposal.id != run.id:
        raise IllegalStep(f"{run.label} cannot be revised with the proposal for run {proposal.id}")
    revised = replace(
        _after(run, RunStep(step=Step.REVISED, at=at, by=by)),
        creditor=proposal.creditor,
        form=terms.form,
        collections=proposal.collections,
    )
    others = tuple(other for other in runs if other.id != run.id)
    _check(revised, proposal, terms, others).raise_if_errors()
    return revised


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
        for key in other.held():
            if key in wanted:
                yield HELD.finding(wanted[key].label, f"run {other.id} holds it already")


def submit(run: CollectionRun, *, at: datetime, by: str = "", note: str = "") -> CollectionRun:
    """The files were handed to the bank. ``note`` may say through which channel, and its reference.

    Raises :class:`IllegalStep` unless the run is prepared.
    """
    return _after(run, RunStep(step=Step.SUBMITTED, at=at, by=by, note=note))


def withdraw(run: CollectionRun, *, at: datetime, by: str = "", note: str = "") -> CollectionRun:
    """The files will not be handed to the bank; the run's open items are free again.

    Raises :class:`IllegalStep` unless the run is prepared: what was submitted needs the bank's
    evidence to be undone.
    """
    return _after(run, RunStep(step=Step.WITHDRAWN, at=at, by=by, note=note))


def _after(run: CollectionRun, step: RunStep) -> CollectionRun:
    if run.stage is not RunStage.PREPARED:
        raise IllegalStep(f"{run.label} is {run.stage}: it cannot be {step.step}")
    last = run.history[-1]
    if step.at < last.at:
        message = f"{run.label} was {last.step} at {last.at}: it cannot be {step.step} at {step.at}"
        raise IllegalStep(message)
    return replace(run, history=(*run.history, step))


def presented(mandates: Iterable[Mandate], run: CollectionRun) -> Iterator[Mandate]:
    """The mandates as they are after a run, in their order: with what it presented under them.

    For the user's own books once the run was submitted. Doing it twice adds nothing, and doing it
    again after the bank has answered takes its answers in. Raises :class:`IllegalStep` unless the
    run was submitted: until then nothing was presented.
    """
    if run.stage is not RunStage.SUBMITTED:
        raise IllegalStep(f"{run.label} is {run.stage}: it has presented nothing")
    told = presented_by((run,))
    return (informed(mandate, told) for mandate in mandates)
