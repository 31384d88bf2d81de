"""A run: a proposal that was decided on, and the steps that follow."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from helpers.books import decided, presented
from helpers.proposed_runs import LATER, ONE_OFF, OTHER_MANDATE, SECOND, proposed
from sepadd.banks import EPC
from sepadd.books import Books, propose
from sepadd.collection import (
    BankFact,
    Cancellation,
    Refund,
    Reject,
    Return,
    Reversal,
    Settlement,
    reason,
)
from sepadd.findings import IllegalStep
from sepadd.mandate import PresentationOutcome, SequenceType
from sepadd.proposal import Draft
from sepadd.run import CollectionRun, RunStage, RunStep, Step, submit, withdraw
from sepadd.testing import (
    AT,
    CREDIT_NOTE,
    CREDITOR,
    DUE_ON,
    INVOICE,
    MANDATE,
    TERMS,
    a_run,
)
from sepadd.values import EndToEndId, RunId


def answered(run: CollectionRun, fact: type[BankFact]) -> CollectionRun:
    """Return the run after the bank said the same of each of its collections."""
    return replace(
        run, collections=tuple(c.after(said(fact, c.end_to_end_id)) for c in run.collections)
    )


def said(fact: type[BankFact], name: EndToEndId) -> BankFact:
    if fact is Settlement:
        return Settlement(end_to_end_id=name, on=DUE_ON)
    return fact(end_to_end_id=name, on=DUE_ON, reason=reason("AM04"))  # type: ignore[call-arg]


# -- submit and withdraw --------------------------------------------------------------------------


def test_feature_1_6_a_submission_is_recorded_with_its_channel_time_and_actor() -> None:
    run = submit(a_run(), at=LATER, by="ada", note="EBICS, order A1B2")
    assert run.stage is RunStage.SUBMITTED
    assert run.history[-1] == RunStep(
        step=Step.SUBMITTED, at=LATER, by="ada", note="EBICS, order A1B2"
    )


def test_feature_4_36_what_was_submitted_is_held_and_presented() -> None:
    run = submit(a_run(), at=LATER)
    assert list(run.held()) == list(a_run().held())
    assert list(run.presentations()) == list(a_run().presentations())


def test_feature_4_28_what_was_withdrawn_holds_and_presents_nothing() -> None:
    run = withdraw(a_run(), at=LATER)
    assert (run.stage, list(run.held()), list(run.presentations())) == (RunStage.WITHDRAWN, [], [])


@pytest.mark.parametrize("first", [submit, withdraw])
@pytest.mark.parametrize("second", [submit, withdraw])
def test_feature_4_34_what_was_submitted_or_withdrawn_takes_no_further_step(
    first: Any, second: Any
) -> None:
    done = first(a_run(), at=LATER)
    with pytest.raises(IllegalStep, match=f"run 2026-12 is {done.stage}: it cannot be "):
        second(done, at=LATER)


@pytest.mark.parametrize("step", [submit, withdraw])
def test_a_step_does_not_change_the_run_it_is_taken_from(step: Any) -> None:
    run = a_run()
    step(run, at=LATER)
    assert run == a_run()


# -- what the bank said ---------------------------------------------------------------------------


@pytest.mark.parametrize("fact", [Reject, Cancellation, Return, Refund, Reversal])
def test_feature_4_37_the_items_of_a_failed_collection_are_free_again(fact: type[BankFact]) -> None:
    run = answered(submit(a_run(), at=AT), fact)
    assert list(run.held()) == []
    assert decided(proposed(INVOICE, id="2027-01"), TERMS, at=AT, runs=[run]).version == 1


def test_feature_4_36_the_items_of_a_settled_collection_are_not() -> None:
    run = answered(submit(a_run(), at=AT), Settlement)
    assert list(run.held()) == [INVOICE.key, CREDIT_NOTE.key]


@pytest.mark.parametrize(
    ("fact", "outcome", "next_type"),
    [
        (Reject, PresentationOutcome.REJECTED, "FRST"),
        (Cancellation, PresentationOutcome.REJECTED, "FRST"),
        (Return, PresentationOutcome.RETURNED, "RCUR"),
        (Refund, PresentationOutcome.RETURNED, "RCUR"),
        (Settlement, PresentationOutcome.PRESENTED, "RCUR"),
    ],
)
def test_trap_10_a_rejected_first_collection_is_no_use_and_a_returned_one_is(
    fact: type[BankFact], outcome: PresentationOutcome, next_type: str
) -> None:
    run = answered(submit(a_run(), at=AT), fact)
    assert [told.outcome for _, told in run.presentations()] == [outcome]
    first = replace(EPC, first_use=SequenceType.FIRST).terms(on=TERMS.on)
    again = propose(
        Books(creditor=CREDITOR, open_items=(SECOND,), mandates=(MANDATE,), runs=[run]),
        first,
        Draft(id=RunId("B"), due_on=DUE_ON),
    )
    assert [c.sequence_type for c in again.collections] == [next_type]


@pytest.mark.parametrize(("fact", "usable"), [(Reject, True), (Return, False)])
def test_a_one_off_mandate_is_usable_again_only_when_rejected(
    fact: type[BankFact],
    usable: bool,  # noqa: FBT001 - it stands in the table
) -> None:
    proposal = proposed(INVOICE, id="A", mandates=[ONE_OFF])
    run = answered(submit(decided(proposal, TERMS, at=AT), at=AT), fact)
    again = proposed(INVOICE, id="B", mandates=[ONE_OFF], runs=[run])
    assert again.lines[0].ok is usable


# -- the user's own mandates ----------------------------------------------------------------------


def test_mandates_remember_what_was_presented_under_them() -> None:
    run = submit(a_run(), at=AT)
    first, other = presented((MANDATE, OTHER_MANDATE), run)
    assert [p.end_to_end_id for p in first.presentations] == [EndToEndId("2026-12-1")]
    assert other is OTHER_MANDATE


def test_remembering_twice_adds_nothing() -> None:
    run = submit(a_run(), at=AT)
    once = tuple(presented((MANDATE,), run))
    assert tuple(presented(once, run)) == once


def test_remembering_again_after_the_bank_has_answered_takes_the_answer_in() -> None:
    run = submit(a_run(), at=AT)
    (once,) = presented((MANDATE,), run)
    (again,) = presented((once,), answered(run, Reject))
    assert [p.outcome for p in again.presentations] == [PresentationOutcome.REJECTED]
    assert (once.used, again.used) == (True, False)


@pytest.mark.parametrize("run", [a_run(), withdraw(a_run(), at=AT)])
def test_what_was_not_submitted_has_presented_nothing(run: CollectionRun) -> None:
    assert presented((MANDATE,), run) == (MANDATE,)


def test_a_step_does_not_come_before_the_one_it_follows() -> None:
    with pytest.raises(IllegalStep, match="was prepared at 2026-11-23 09:00:00"):
        submit(a_run(), at=AT - timedelta(seconds=1))
