"""A run: a proposal that was decided on, and the steps that follow."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

from sepadd.banks import EPC, GERMANY
from sepadd.collection import (
    BankFact,
    Cancellation,
    CollectionStatus,
    Refund,
    Reject,
    Return,
    Reversal,
    Settlement,
    reason,
)
from sepadd.findings import Findings, IllegalStep, InvalidValue, RulesViolated
from sepadd.mandate import Mandate, PresentationOutcome, SequenceType
from sepadd.open_item import OpenItem
from sepadd.proposal import Proposal, propose
from sepadd.run import CollectionRun, RunStage, RunStep, Step, prepare, revise, submit, withdraw
from sepadd.run.submitting import presented
from sepadd.testing import (
    AT,
    CREDIT_NOTE,
    CREDITOR,
    DEBTOR,
    DUE_ON,
    INVOICE,
    MANDATE,
    TERMS,
    a_proposal,
    a_run,
)
from sepadd.values import EndToEndId, Euro, MandateReference, RunId

LATER = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
SECOND = replace(INVOICE, number="R-2", amount=Euro(cents=5_00))
OTHER_DEBTOR = replace(DEBTOR, id="30003")
OTHER_MANDATE = replace(MANDATE, reference=MandateReference("M-3"), debtor=OTHER_DEBTOR)
THEIRS = replace(INVOICE, number="R-3", debtor_id="30003")
ONE_OFF = replace(MANDATE, one_off=True)


def proposed(
    *items: OpenItem,
    id: str = "2026-12",
    mandates: Iterable[Mandate] = (MANDATE, OTHER_MANDATE),
    **asked: Any,
) -> Proposal:
    return propose(items, mandates, CREDITOR, TERMS, id=RunId(id), due_on=DUE_ON, **asked)


def refused(proposal: Proposal, **changes: Any) -> Findings:
    """What ``prepare`` says where it refuses a proposal."""
    asked = {"terms": TERMS, "at": AT, **changes}
    terms = asked.pop("terms")
    with pytest.raises(RulesViolated) as raised:
        prepare(proposal, terms, **asked)
    return raised.value.findings


def answered(run: CollectionRun, fact: type[BankFact]) -> CollectionRun:
    """Return the run after the bank said the same of each of its collections."""
    return replace(
        run, collections=tuple(c.after(said(fact, c.end_to_end_id)) for c in run.collections)
    )


def said(fact: type[BankFact], name: EndToEndId) -> BankFact:
    if fact is Settlement:
        return Settlement(end_to_end_id=name, on=DUE_ON)
    return fact(end_to_end_id=name, on=DUE_ON, reason=reason("AM04"))  # type: ignore[call-arg]


# -- prepare --------------------------------------------------------------------------------------


def test_feature_0_14_a_proposal_becomes_a_run() -> None:
    run = prepare(a_proposal(), TERMS, at=AT, by="ada")
    assert (run.collections, run.creditor, run.form) == (
        a_proposal().collections,
        CREDITOR,
        TERMS.form,
    )
    assert run.history == (RunStep(step=Step.PREPARED, at=AT, by="ada"),)
    assert (run.stage, run.version, run.label) == (RunStage.PREPARED, 1, "run 2026-12")


def test_feature_4_35_it_holds_what_it_collects_and_what_it_sets_off() -> None:
    assert list(a_run().held()) == [INVOICE.key, CREDIT_NOTE.key]


def test_it_says_what_it_comes_to_and_how_its_collections_stand() -> None:
    assert (a_run().total, dict(a_run().tally)) == (
        Euro(cents=30_00),
        {CollectionStatus.PENDING: 1},
    )


def test_feature_3_22_with_no_good_line_there_is_nothing_to_collect() -> None:
    (finding,) = refused(proposed(replace(INVOICE, debtor_id="?")))
    assert (finding.rule, finding.subject) == ("FIL-01", "run 2026-12")
    assert "nothing to collect" in finding.detail


def test_feature_3_22_with_one_good_line_there_is() -> None:
    assert len(prepare(proposed(replace(INVOICE, debtor_id="?"), THEIRS), TERMS, at=AT).collections)


def test_feature_0_1_a_creditor_that_is_not_ready_prepares_nothing() -> None:
    proposal = replace(a_proposal(), creditor=replace(CREDITOR, accounts=()))
    assert [finding.rule for finding in refused(proposal)] == ["CRE-02"]


def test_of_a_creditor_that_is_not_ready_and_has_nothing_to_collect_both_are_told() -> None:
    proposal = replace(proposed(), creditor=replace(CREDITOR, accounts=()))
    assert [finding.rule for finding in refused(proposal)] == ["CRE-02", "FIL-01"]


def test_what_was_in_time_when_proposed_may_be_late_when_prepared() -> None:
    last, late = EPC.terms(on=date(2026, 11, 30)), EPC.terms(on=date(2026, 12, 1))
    assert prepare(a_proposal(), last, at=AT).version == 1
    assert [finding.rule for finding in refused(a_proposal(), terms=late)] == ["COL-03"]


def test_all_that_is_wrong_is_told_at_once() -> None:
    late = EPC.terms(on=date(2026, 12, 1))
    found = refused(a_proposal(), terms=late, runs=[a_run()])
    assert [finding.rule for finding in found] == ["COL-03", "RUN-01", "PRO-07", "PRO-07"]


def test_terms_of_another_bank_are_put_as_well() -> None:
    far = propose((INVOICE,), (MANDATE,), CREDITOR, TERMS, id=RunId("X"), due_on=date(2026, 12, 9))
    assert prepare(far, TERMS, at=AT).version == 1
    german = GERMANY.terms(on=TERMS.on)
    assert [finding.rule for finding in refused(far, terms=german)] == ["COL-08"]


def test_an_item_that_another_run_took_meanwhile_is_refused() -> None:
    found = refused(proposed(INVOICE, id="2027-01"), runs=[a_run()])
    assert [str(finding) for finding in found] == [
        "[PRO-07] invoice 2026-1001: run 2026-12 holds it already (nobody is debited twice)"
    ]


def test_an_item_that_no_other_run_holds_is_not() -> None:
    assert prepare(proposed(THEIRS, id="2027-01"), TERMS, at=AT, runs=[a_run()]).version == 1


def test_an_item_of_a_withdrawn_run_is_free() -> None:
    gone = withdraw(a_run(), at=AT)
    assert prepare(proposed(INVOICE, id="2027-01"), TERMS, at=AT, runs=[gone]).version == 1


@pytest.mark.parametrize("other", [a_run(), withdraw(a_run(), at=AT)], ids=["live", "withdrawn"])
def test_an_id_that_another_run_has_or_had_is_refused(other: CollectionRun) -> None:
    found = refused(proposed(THEIRS), runs=[other])
    assert [finding.rule for finding in found] == ["RUN-01"]


def test_trap_11_a_one_off_mandate_that_another_run_used_meanwhile_is_refused() -> None:
    first = proposed(INVOICE, id="A", mandates=[ONE_OFF])
    second = proposed(SECOND, id="B", mandates=[ONE_OFF])
    run = prepare(first, TERMS, at=AT)
    assert [finding.rule for finding in refused(second, runs=[run])] == ["COL-04"]


def test_an_item_in_two_collections_of_one_proposal_is_refused() -> None:
    once = a_proposal()
    again = replace(once.collections[0], end_to_end_id=EndToEndId("2026-12-2"))
    twice = replace(once, collections=(*once.collections, again))
    assert "PRO-09" in [finding.rule for finding in refused(twice)]


def test_an_instant_without_time_zone_is_refused() -> None:
    with pytest.raises(
        InvalidValue, match="prepared at 2026-11-23 09:00:00: the time zone is missing"
    ):
        prepare(a_proposal(), TERMS, at=AT.replace(tzinfo=None))


@pytest.mark.parametrize("step", [submit, withdraw])
def test_no_step_is_taken_at_an_instant_without_time_zone(step: Any) -> None:
    with pytest.raises(InvalidValue, match="the time zone is missing"):
        step(a_run(), at=AT.replace(tzinfo=None))


def test_any_time_zone_will_do() -> None:
    west = AT.astimezone(timezone(timedelta(hours=-5)))
    assert prepare(a_proposal(), TERMS, at=west).prepared_at == AT


def test_warnings_do_not_keep_a_run_from_being_prepared() -> None:
    same = replace(SECOND, amount=INVOICE.amount)
    twice = proposed(INVOICE, same, condense=False)
    assert [finding.rule for finding in twice.findings] == ["FIL-05"]
    assert len(prepare(twice, TERMS, at=AT).collections) == 2


def test_a_warning_that_the_bank_refuses_does() -> None:
    same = replace(SECOND, amount=INVOICE.amount)
    strict = replace(EPC, refused=frozenset({"FIL-05"})).terms(on=TERMS.on)
    twice = proposed(INVOICE, same, condense=False)
    assert [finding.rule for finding in refused(twice, terms=strict)] == ["FIL-05"]


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


# -- revise ---------------------------------------------------------------------------------------


def test_feature_4_31_an_edit_makes_a_new_version_with_new_ids() -> None:
    revised = revise(a_run(), proposed(THEIRS), TERMS, at=LATER, by="bob")
    assert (revised.version, revised.stage, revised.prepared_at) == (2, RunStage.PREPARED, LATER)
    assert [str(file.id) for file in a_run().files()] == ["2026-12"]
    assert [str(file.id) for file in revised.files()] == ["2026-12.v2"]


def test_the_history_keeps_every_step() -> None:
    run = revise(a_run(), a_proposal(), TERMS, at=LATER)
    run = submit(revise(run, a_proposal(), TERMS, at=LATER), at=LATER)
    assert [done.step for done in run.history] == ["prepared", "revised", "revised", "submitted"]
    assert (run.version, run.prepared_at) == (3, LATER)


def test_feature_4_27_what_was_edited_out_is_free_again() -> None:
    revised = revise(a_run(), proposed(THEIRS), TERMS, at=LATER)
    assert list(revised.held()) == [THEIRS.key]


def test_a_revised_run_is_not_in_its_own_way() -> None:
    run = a_run()
    assert revise(run, a_proposal(), TERMS, at=LATER, runs=[run]).version == 2


def test_an_item_of_another_run_is_refused_in_a_revision_too() -> None:
    other = prepare(proposed(THEIRS, id="2027-01"), TERMS, at=AT)
    with pytest.raises(RulesViolated, match=r"\[PRO-07\] invoice R-3: run 2027-01 holds it"):
        revise(a_run(), proposed(THEIRS), TERMS, at=LATER, runs=[other])


def test_a_revision_to_nothing_is_refused() -> None:
    with pytest.raises(RulesViolated, match=r"\[FIL-01\]"):
        revise(a_run(), proposed(), TERMS, at=LATER)


def test_the_proposal_for_another_run_is_no_revision() -> None:
    with pytest.raises(IllegalStep, match="with the proposal for run 2027-01"):
        revise(a_run(), proposed(THEIRS, id="2027-01"), TERMS, at=LATER)


@pytest.mark.parametrize("step", [submit, withdraw])
def test_after_its_last_step_there_are_no_edits(step: Any) -> None:
    done = step(a_run(), at=LATER)
    with pytest.raises(IllegalStep, match=f"run 2026-12 is {done.stage}: it cannot be revised"):
        revise(done, a_proposal(), TERMS, at=LATER)


def test_a_creditor_that_was_put_right_is_put_right_in_the_revision() -> None:
    renamed = replace(a_proposal(), creditor=replace(CREDITOR, name="Zwembad De Lelie"))
    assert revise(a_run(), renamed, TERMS, at=LATER).creditor.name == "Zwembad De Lelie"


# -- what the bank said ---------------------------------------------------------------------------


@pytest.mark.parametrize("fact", [Reject, Cancellation, Return, Refund, Reversal])
def test_feature_4_37_the_items_of_a_failed_collection_are_free_again(fact: type[BankFact]) -> None:
    run = answered(submit(a_run(), at=AT), fact)
    assert list(run.held()) == []
    assert prepare(proposed(INVOICE, id="2027-01"), TERMS, at=AT, runs=[run]).version == 1


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
        (SECOND,), (MANDATE,), CREDITOR, first, id=RunId("B"), due_on=DUE_ON, runs=[run]
    )
    assert [c.sequence_type for c in again.collections] == [next_type]


@pytest.mark.parametrize(("fact", "usable"), [(Reject, True), (Return, False)])
def test_a_one_off_mandate_is_usable_again_only_when_rejected(
    fact: type[BankFact],
    usable: bool,  # noqa: FBT001 - it stands in the table
) -> None:
    proposal = proposed(INVOICE, id="A", mandates=[ONE_OFF])
    run = answered(submit(prepare(proposal, TERMS, at=AT), at=AT), fact)
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
    with pytest.raises(IllegalStep, match="it has presented nothing"):
        presented((MANDATE,), run)


def test_a_step_does_not_come_before_the_one_it_follows() -> None:
    with pytest.raises(IllegalStep, match="was prepared at 2026-11-23 09:00:00"):
        submit(a_run(), at=AT - timedelta(seconds=1))
