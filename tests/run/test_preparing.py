"""A proposal becomes a run, and another one in its place: the rules are put again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta, timezone
from typing import Any

import pytest

from helpers.books import decided, decided_anew
from helpers.proposed_runs import DAY, LATER, ONE_OFF, SECOND, proposed
from sepadd.banks import EPC, GERMANY
from sepadd.books import Books, propose
from sepadd.collection import CollectionStatus
from sepadd.findings import Findings, IllegalStep, InvalidValue, RulesViolated
from sepadd.proposal import Draft, Proposal
from sepadd.run import CollectionRun, RunStage, RunStep, Step, submit, withdraw
from sepadd.testing import AT, CREDIT_NOTE, CREDITOR, INVOICE, MANDATE, TERMS, a_proposal, a_run
from sepadd.values import EndToEndId, Euro, RunId

THEIRS = replace(INVOICE, number="R-3", debtor_id="30003")


def refused(proposal: Proposal, **changes: Any) -> Findings:
    """What ``prepare`` says where it refuses a proposal."""
    asked = {"terms": TERMS, "at": AT, **changes}
    terms = asked.pop("terms")
    with pytest.raises(RulesViolated) as raised:
        decided(proposal, terms, **asked)
    return raised.value.findings


# -- prepare ---------------------------------------------------------------------------------------


def test_feature_0_14_a_proposal_becomes_a_run() -> None:
    run = decided(a_proposal(), TERMS, at=AT, by="ada")
    assert (run.collections, run.creditor, run.form) == (
        a_proposal().collections,
        CREDITOR,
        TERMS.profile.form,
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
    assert len(decided(proposed(replace(INVOICE, debtor_id="?"), THEIRS), TERMS, at=AT).collections)


def test_feature_0_1_a_creditor_that_is_not_ready_prepares_nothing() -> None:
    proposal = replace(a_proposal(), creditor=replace(CREDITOR, accounts=()))
    assert [finding.rule for finding in refused(proposal)] == ["CRE-02"]


def test_of_a_creditor_that_is_not_ready_and_has_nothing_to_collect_both_are_told() -> None:
    proposal = replace(proposed(), creditor=replace(CREDITOR, accounts=()))
    assert [finding.rule for finding in refused(proposal)] == ["CRE-02", "FIL-01"]


def test_what_was_in_time_when_proposed_may_be_late_when_prepared() -> None:
    last, late = AT + 7 * DAY, AT + 8 * DAY
    assert decided(a_proposal(), EPC.terms(at=last), at=last).version == 1
    found = refused(a_proposal(), terms=EPC.terms(at=late), at=late)
    assert [finding.rule for finding in found] == ["COL-03"]


def test_all_that_is_wrong_is_told_at_once() -> None:
    late = AT + 8 * DAY
    found = refused(a_proposal(), terms=EPC.terms(at=late), at=late, runs=[a_run()])
    assert [finding.rule for finding in found] == ["COL-03", "RUN-01", "PRO-07", "PRO-07"]


def test_terms_of_another_bank_are_put_as_well() -> None:
    far = propose(
        Books(creditor=CREDITOR, open_items=(INVOICE,), mandates=(MANDATE,), runs=()),
        TERMS,
        Draft(id=RunId("X"), due_on=date(2026, 12, 9)),
    )
    assert decided(far, TERMS, at=AT).version == 1
    german = GERMANY.terms(on=TERMS.on)
    assert [finding.rule for finding in refused(far, terms=german)] == ["COL-08"]


def test_an_item_that_another_run_took_meanwhile_is_refused() -> None:
    found = refused(proposed(INVOICE, id="2027-01"), runs=[a_run()])
    assert [str(finding) for finding in found] == [
        "[PRO-07] invoice 2026-1001: run 2026-12 holds it already (nobody is debited twice)"
    ]


def test_an_item_that_no_other_run_holds_is_not() -> None:
    assert decided(proposed(THEIRS, id="2027-01"), TERMS, at=AT, runs=[a_run()]).version == 1


def test_an_item_of_a_withdrawn_run_is_free() -> None:
    gone = withdraw(a_run(), at=AT)
    assert decided(proposed(INVOICE, id="2027-01"), TERMS, at=AT, runs=[gone]).version == 1


@pytest.mark.parametrize("other", [a_run(), withdraw(a_run(), at=AT)], ids=["live", "withdrawn"])
def test_an_id_that_another_run_has_or_had_is_refused(other: CollectionRun) -> None:
    found = refused(proposed(THEIRS), runs=[other])
    assert [finding.rule for finding in found] == ["RUN-01"]


def test_trap_11_a_one_off_mandate_that_another_run_used_meanwhile_is_refused() -> None:
    first = proposed(INVOICE, id="A", mandates=[ONE_OFF])
    second = proposed(SECOND, id="B", mandates=[ONE_OFF])
    run = decided(first, TERMS, at=AT)
    assert [finding.rule for finding in refused(second, runs=[run])] == ["COL-04"]


def test_an_item_in_two_collections_of_one_proposal_is_refused() -> None:
    once = a_proposal()
    again = replace(once.collections[0], end_to_end_id=EndToEndId("2026-12-2"))
    twice = replace(once, collections=(*once.collections, again))
    assert "PRO-09" in [finding.rule for finding in refused(twice)]


def test_an_instant_without_time_zone_is_refused() -> None:
    with pytest.raises(InvalidValue, match="at 2026-11-23 09:00:00: the time zone is missing"):
        decided(a_proposal(), TERMS, at=AT.replace(tzinfo=None))


@pytest.mark.parametrize("step", [submit, withdraw])
def test_no_step_is_taken_at_an_instant_without_time_zone(step: Any) -> None:
    with pytest.raises(InvalidValue, match="the time zone is missing"):
        step(a_run(), at=AT.replace(tzinfo=None))


def test_any_time_zone_will_do() -> None:
    west = AT.astimezone(timezone(timedelta(hours=-5)))
    assert decided(a_proposal(), TERMS, at=west).prepared_at == AT


def test_warnings_do_not_keep_a_run_from_being_prepared() -> None:
    same = replace(SECOND, amount=INVOICE.amount)
    twice = proposed(INVOICE, same, condense=False)
    assert [finding.rule for finding in twice.findings] == ["FIL-05"]
    assert len(decided(twice, TERMS, at=AT).collections) == 2


def test_a_warning_that_the_bank_refuses_does() -> None:
    same = replace(SECOND, amount=INVOICE.amount)
    strict = replace(EPC, refused=frozenset({"FIL-05"})).terms(on=TERMS.on)
    twice = proposed(INVOICE, same, condense=False)
    assert [finding.rule for finding in refused(twice, terms=strict)] == ["FIL-05"]


# -- revise ----------------------------------------------------------------------------------------


def test_feature_4_31_an_edit_makes_a_new_version_with_new_ids() -> None:
    revised = decided_anew(a_run(), proposed(THEIRS), TERMS, at=LATER, by="bob")
    assert (revised.version, revised.stage, revised.prepared_at) == (2, RunStage.PREPARED, LATER)
    assert [str(file.id) for file in a_run().files()] == ["2026-12"]
    assert [str(file.id) for file in revised.files()] == ["2026-12.v2"]


def test_the_history_keeps_every_step() -> None:
    run = decided_anew(a_run(), a_proposal(), TERMS, at=LATER)
    run = submit(decided_anew(run, a_proposal(), TERMS, at=LATER), at=LATER)
    assert [done.step for done in run.history] == ["prepared", "revised", "revised", "submitted"]
    assert (run.version, run.prepared_at) == (3, LATER)


def test_feature_4_27_what_was_edited_out_is_free_again() -> None:
    revised = decided_anew(a_run(), proposed(THEIRS), TERMS, at=LATER)
    assert list(revised.held()) == [THEIRS.key]


def test_a_revised_run_is_not_in_its_own_way() -> None:
    run = a_run()
    assert decided_anew(run, a_proposal(), TERMS, at=LATER, runs=[run]).version == 2


def test_an_item_of_another_run_is_refused_in_a_revision_too() -> None:
    other = decided(proposed(THEIRS, id="2027-01"), TERMS, at=AT)
    with pytest.raises(RulesViolated, match=r"\[PRO-07\] invoice R-3: run 2027-01 holds it"):
        decided_anew(a_run(), proposed(THEIRS), TERMS, at=LATER, runs=[other])


def test_a_revision_to_nothing_is_refused() -> None:
    with pytest.raises(RulesViolated, match=r"\[FIL-01\]"):
        decided_anew(a_run(), proposed(), TERMS, at=LATER)


def test_the_proposal_for_another_run_is_no_revision() -> None:
    with pytest.raises(IllegalStep, match="with the proposal for run 2027-01"):
        decided_anew(a_run(), proposed(THEIRS, id="2027-01"), TERMS, at=LATER)


@pytest.mark.parametrize("step", [submit, withdraw])
def test_after_its_last_step_there_are_no_edits(step: Any) -> None:
    done = step(a_run(), at=LATER)
    with pytest.raises(IllegalStep, match=f"run 2026-12 is {done.stage}: it cannot be revised"):
        decided_anew(done, a_proposal(), TERMS, at=LATER)


def test_a_creditor_that_was_put_right_is_put_right_in_the_revision() -> None:
    renamed = replace(a_proposal(), creditor=replace(CREDITOR, name="Zwembad De Lelie"))
    assert decided_anew(a_run(), renamed, TERMS, at=LATER).creditor.name == "Zwembad De Lelie"
