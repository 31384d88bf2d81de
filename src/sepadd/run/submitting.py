"""Handing a run over to the bank, or not; and what is noted of it on the way."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Final

from sepadd.collection import NOT_TAKEN
from sepadd.findings import IllegalStep, InvalidValue
from sepadd.run.run import CollectionRun, RunStage, RunStanding, RunStep, Step
from sepadd.run.run_policy import EVERYTHING_ALLOWED, RunPolicy

_NOTHING_MORE: Final = frozenset({RunStanding.REJECTED, RunStanding.SETTLED})


def submit(
    run: CollectionRun,
    *,
    at: datetime,
    by: str = "",
    note: str = "",
    policy: RunPolicy = EVERYTHING_ALLOWED,
) -> CollectionRun:
    """The files were handed to the bank. ``note`` may say through which channel, and its reference.

    Raises :class:`IllegalStep` unless the run is prepared, where it is in a set, and where the
    ``policy`` asks for another pair of eyes.
    """
    submitted = after(run, RunStep(step=Step.SUBMITTED, at=at, by=by, note=note))
    policy.must_see_with_four_eyes(run, by)
    return submitted


def withdraw(
    run: CollectionRun,
    *,
    at: datetime,
    by: str = "",
    note: str = "",
    policy: RunPolicy = EVERYTHING_ALLOWED,
) -> CollectionRun:
    """The files will not be handed to the bank; the run's open items are free again.

    A submitted run can be withdrawn once every collection of it was turned down: no money moves.
    Raises :class:`IllegalStep` else, since what was submitted needs the bank's evidence to be
    undone; once it was closed; where it is in a set and not submitted; and where the ``policy``
    forbids it.
    """
    step = RunStep(step=Step.WITHDRAWN, at=at, by=by, note=note)
    if run.stage is RunStage.SUBMITTED:
        _must_be_turned_down(run)
        policy.must_allow_withdrawal(run, by)
        return with_step(run, step)
    withdrawn = after(run, step)
    policy.must_allow_withdrawal(run, by)
    return withdrawn


def _must_be_turned_down(run: CollectionRun) -> None:
    if run.standing is RunStanding.CLOSED:
        raise IllegalStep(f"{run.label} is closed: it cannot be withdrawn")
    taken = [c for c in run.collections if c.status not in NOT_TAKEN]
    if taken or not run.collections:
        which = f"{taken[0].label} is {taken[0].status}" if taken else "it holds no collection"
        raise IllegalStep(
            f"{run.label} is submitted: it cannot be withdrawn before the bank has turned down "
            f"every collection, and {which}"
        )


def note(run: CollectionRun, *, at: datetime, by: str = "", note: str) -> CollectionRun:
    """Note what is known of a run beside its steps: that it waits for a signature at the bank.

    It changes nothing of where the run stands. Raises :class:`IllegalStep` for an instant before
    the last step, and :class:`InvalidValue` for a note that says nothing.
    """
    if not note.strip():
        raise InvalidValue(f"the note on {run.label} says nothing: {note!r}; write what is known")
    return with_step(run, RunStep(step=Step.NOTED, at=at, by=by, note=note))


def close(run: CollectionRun, *, at: datetime, by: str = "", note: str = "") -> CollectionRun:
    """Nothing more is expected of a run: all of it was settled or turned down.

    What comes after all, a refund in the thirteenth month, is still taken in. Raises
    :class:`IllegalStep` while the bank has not answered for every collection.
    """
    if run.standing not in _NOTHING_MORE:
        message = f"{run.label} is {run.standing}: it cannot be closed"
        waiting = next((c for c in run.collections if not c.status.is_answered), None)
        more = f" while the bank has not answered for {waiting.label}" if waiting else ""
        raise IllegalStep(message + more)
    return with_step(run, RunStep(step=Step.CLOSED, at=at, by=by, note=note))


def after(run: CollectionRun, step: RunStep) -> CollectionRun:
    """A prepared run with one more step of its own.

    Raises :class:`IllegalStep` for any other run, and for one in a set: the set takes the steps.
    """
    must_be_prepared(run, step.step)
    if run.in_set is not None:
        raise IllegalStep(
            f"{run.label} is in set {run.in_set.id}: it cannot be {step.step} alone; "
            "submit the set, or take it apart"
        )
    return with_step(run, step)


def must_be_prepared(run: CollectionRun, step: Step) -> None:
    """Raise :class:`IllegalStep` for a run that was submitted or withdrawn."""
    if run.stage is not RunStage.PREPARED:
        raise IllegalStep(f"{run.label} is {run.stage}: it cannot be {step}")


def with_step(run: CollectionRun, step: RunStep) -> CollectionRun:
    """A run with one more step in its history.

    Raises :class:`IllegalStep` for an instant before the last one.
    """
    last = run.history[-1]
    if step.at < last.at:
        message = f"{run.label} was {last.step} at {last.at}: it cannot be {step.step} at {step.at}"
        raise IllegalStep(message)
    return replace(run, history=(*run.history, step))
