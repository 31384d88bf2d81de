"""A set: several runs, perhaps of several creditors, that go to one bank in one file.

An office that keeps the books of many collects for all of them at once. The runs stay what they
are, each with its own collections and history; but until the set is submitted, none goes alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from sepadd.display import ShownInNotebooks
from sepadd.findings import Finding, Findings, IllegalStep
from sepadd.frozen import dataclass
from sepadd.open_item import ItemKey
from sepadd.proposal import HELD
from sepadd.rulebook import FILE_RULES, Terms, put
from sepadd.run.bank_file import BankFile, shared_files
from sepadd.run.preparing import ID_USED
from sepadd.run.run import CollectionRun, RunStep, SetFile, SetPlace, Step
from sepadd.run.run_policy import EVERYTHING_ALLOWED, RunPolicy
from sepadd.run.submitting import must_be_prepared, with_step
from sepadd.values import Creditor, CreditorAccount, Euro, RunId


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSet(ShownInNotebooks):
    """Runs that go to the bank together, in their order; the creditor of the first hands them over.

    Nothing is kept of a set but its runs: each knows its place, and :meth:`of` finds them again.
    Raises :class:`IllegalStep` unless they are all the runs of the set, in their order.
    """

    id: RunId
    runs: tuple[CollectionRun, ...]

    def __post_init__(self) -> None:
        """Refuse runs that are not in the set, or not all of it."""
        there = tuple(run.id for run in self.runs)
        for run in self.runs:
            if run.in_set is None or run.in_set.id != self.id:
                raise IllegalStep(f"{run.label} is not in {self.label}")
            if run.in_set.runs != there:
                wanted, given = ", ".join(map(str, run.in_set.runs)), ", ".join(map(str, there))
                raise IllegalStep(f"{self.label} is made of runs {wanted}, not of {given}")
        if not self.runs:
            raise IllegalStep(f"{self.label} has no run")

    @classmethod
    def of(cls, id: RunId, runs: Iterable[CollectionRun]) -> RunSet:
        """The set that is called so, found among all runs that were kept.

        Raises :class:`IllegalStep` where there is none, or one of its runs is missing.
        """
        found = {run.id: run for run in runs if run.in_set is not None and run.in_set.id == id}
        order = next((run.in_set.runs for run in found.values() if run.in_set is not None), ())
        return cls(id=id, runs=tuple(found[name] for name in order if name in found))

    @property
    def label(self) -> str:
        """How a finding names it."""
        return f"set {self.id}"

    @property
    def sent(self) -> bool:
        """Whether the bank has had it."""
        return all(run.sent for run in self.runs)

    @property
    def total(self) -> Euro:
        """The sum of its runs."""
        return Euro.total(run.total for run in self.runs)

    def files(self) -> tuple[BankFile, ...]:
        """The files for the bank: one for each scheme, split where the bank's limits ask for it.

        They are called after the set as those of a run after the run. Each batch keeps the id that
        it has in its run, so that what the bank says of it is known to be about that run.
        """
        joined = (done.at for done in self.runs[0].history if done.step is Step.JOINED)
        return _files(self.runs, self.id, list(joined)[-1])


def join(
    runs: Iterable[CollectionRun],
    terms: Terms,
    *,
    id: RunId,
    at: datetime,
    by: str = "",
    others: Iterable[CollectionRun] = (),
) -> RunSet:
    """Put prepared runs in a set, in their order.

    All have to be for one bank, in one form of file. ``others`` are the other runs there are: no
    run and no set may have been called like this set. Raises :class:`IllegalStep` where the runs
    cannot go together, and :class:`RulesViolated` where together they break a rule for files, or
    settle an item twice.
    """
    together = tuple(runs)
    _must_go_together(together, id)
    files = _files(together, id, at)
    Findings(
        (*_ids_used(id, together, others), *_held_twice(together), *put(FILE_RULES, files, terms))
    ).raise_if_errors()
    order = tuple(run.id for run in together)
    step = RunStep(step=Step.JOINED, at=at, by=by, note=str(id))
    joined = (
        replace(
            with_step(run, step),
            in_set=SetPlace(id=id, runs=order, files=tuple(_places(run, files))),
        )
        for run in together
    )
    return RunSet(id=id, runs=tuple(joined))


def _must_go_together(runs: Sequence[CollectionRun], id: RunId) -> None:
    if not runs:
        raise IllegalStep(f"set {id} would have no run: give at least one")
    first = runs[0]
    for run in runs:
        must_be_prepared(run, Step.JOINED)
        if run.in_set is not None:
            raise IllegalStep(f"{run.label} is in set {run.in_set.id} already: take that apart")
        if run.form != first.form:
            raise IllegalStep(
                f"{run.label} was prepared for another form of file than {first.label}: "
                "prepare both for one bank"
            )
    _must_be_at_one_bank([(run, account) for run in runs for account in _accounts(run)])


def _accounts(run: CollectionRun) -> Iterable[CreditorAccount]:
    return dict.fromkeys(collection.account for collection in run.collections)


def _must_be_at_one_bank(accounts: Sequence[tuple[CollectionRun, CreditorAccount]]) -> None:
    (first_run, first), *others = accounts
    for run, account in others:
        if not _one_bank(first, account):
            raise IllegalStep(
                f"account {account.iban} of {run.label} is at another bank than {first.iban} of "
                f"{first_run.label}: a file goes to one bank"
            )


def _one_bank(one: CreditorAccount, other: CreditorAccount) -> bool:
    """By the bank codes in the IBANs; or by the BICs, since a bank may have many such codes."""
    if one.bic is not None and other.bic is not None:
        return one.bic.value[:6] == other.bic.value[:6]
    return one.iban == other.iban or one.iban.same_bank_as(other.iban)


def _ids_used(
    id: RunId, runs: Sequence[CollectionRun], others: Iterable[CollectionRun]
) -> Iterator[Finding]:
    known = (*runs, *others)
    if any(run.id == id for run in known):
        yield ID_USED.finding(f"set {id}", f"a run is called {id}; choose a new id")
    if any(str(id) in run.set_ids for run in known):
        yield ID_USED.finding(f"set {id}", f"another set is called {id}; choose a new id")
    for name, times in Counter(run.id for run in runs).items():
        if times > 1:
            yield ID_USED.finding(f"run {name}", f"{times} runs of set {id} are called so")


def _held_twice(runs: Iterable[CollectionRun]) -> Iterator[Finding]:
    """What two runs of one creditor settle; the numbers of two creditors are not compared."""
    by_creditor: defaultdict[Creditor, dict[ItemKey, CollectionRun]] = defaultdict(dict)
    for run in runs:
        holders = by_creditor[run.creditor]
        for collection in run.collections:
            for item in collection.items:
                holder = holders.setdefault(item.key, run)
                if holder is not run:
                    yield HELD.finding(item.label, f"{holder.label} and {run.label} both hold it")


def _places(run: CollectionRun, files: Iterable[BankFile]) -> Iterator[SetFile]:
    own = {batch.id for file in run.files() for batch in file.batches}
    for file in files:
        if batches := tuple(batch.id for batch in file.batches if batch.id in own):
            yield SetFile(file.id, batches)


def _files(runs: Sequence[CollectionRun], id: RunId, created_at: datetime) -> tuple[BankFile, ...]:
    return shared_files(
        [batch for run in runs for file in run.files() for batch in file.batches],
        id=str(id),
        creditor=runs[0].creditor,
        form=runs[0].form,
        created_at=created_at,
    )


def take_apart(run_set: RunSet, *, at: datetime, by: str = "") -> tuple[CollectionRun, ...]:
    """The runs of a set that will not be submitted: each can be changed or go alone again.

    The set's files are stale and must not go to the bank. Raises :class:`IllegalStep` once it was
    submitted.
    """
    for run in run_set.runs:
        must_be_prepared(run, Step.LEFT)
    step = RunStep(step=Step.LEFT, at=at, by=by, note=str(run_set.id))
    return tuple(replace(with_step(run, step), in_set=None) for run in run_set.runs)


def submit_set(
    run_set: RunSet,
    *,
    at: datetime,
    by: str = "",
    note: str = "",
    policy: RunPolicy = EVERYTHING_ALLOWED,
) -> RunSet:
    """The files of a set were handed to the bank: all its runs are submitted, or none.

    Raises as :func:`~sepadd.run.submit` does for any of them.
    """
    for run in run_set.runs:
        must_be_prepared(run, Step.SUBMITTED)
        policy.must_see_with_four_eyes(run, by)
    step = RunStep(step=Step.SUBMITTED, at=at, by=by, note=note)
    return replace(run_set, runs=tuple(with_step(run, step) for run in run_set.runs))
