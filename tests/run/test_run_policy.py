"""What may be done with a run between its preparation and the bank, where packages differ."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Final

import pytest

from helpers.books import decided, decided_anew
from helpers.run_with_answers import told
from sepadd.books import Books, propose
from sepadd.collection import Reject
from sepadd.findings import IllegalStep
from sepadd.open_item import DirectDebitDiscount, OpenItem
from sepadd.proposal import Draft, Excluded, Proposal
from sepadd.run import CollectionRun, RunStage, join, submit, submit_set, withdraw
from sepadd.run.run_policy import EVERYTHING_ALLOWED, RunPolicy
from sepadd.testing import AT, CREDITOR, DUE_ON, INVOICE, MANDATE, TERMS
from sepadd.values import Euro, RunId

LATER: Final = AT + timedelta(hours=1)
SECOND: Final = replace(INVOICE, number="R-2", amount=Euro(cents=5_00))
DRAFT: Final = Draft(id=RunId("2026-12"), due_on=DUE_ON)
FOUR_EYES: Final = RunPolicy(four_eyes=True)
NOTHING: Final = RunPolicy(add_items=False, remove_items=False, change_amounts=False)


def proposed(*items: OpenItem, draft: Draft = DRAFT) -> Proposal:
    return propose(
        Books(creditor=CREDITOR, open_items=items, mandates=(MANDATE,), runs=()), TERMS, draft
    )


def prepared(*items: OpenItem, by: str = "", draft: Draft = DRAFT) -> CollectionRun:
    return decided(proposed(*items, draft=draft), TERMS, at=AT, by=by)


def revised(run: CollectionRun, proposal: Proposal, policy: RunPolicy) -> CollectionRun:
    return decided_anew(run, proposal, TERMS, at=LATER, policy=policy)


# -- adding, removing, changing -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "field", "told_of"),
    [
        ((INVOICE,), (INVOICE, SECOND), "add_items", "invoice R-2 would be added"),
        ((INVOICE, SECOND), (INVOICE,), "remove_items", "invoice R-2 would be taken out"),
        (
            (INVOICE, SECOND),
            (INVOICE, replace(SECOND, amount=Euro(cents=4_00))),
            "change_amounts",
            "the amount of invoice R-2 would change",
        ),
    ],
)
def test_feature_a_5_each_change_can_be_forbidden_alone(
    before: tuple[OpenItem, ...], after: tuple[OpenItem, ...], field: str, told_of: str
) -> None:
    run, proposal = prepared(*before), proposed(*after)
    others = {"add_items", "remove_items", "change_amounts"} - {field}
    without = dict.fromkeys(others, False)
    assert revised(run, proposal, EVERYTHING_ALLOWED).version == 2
    assert revised(run, proposal, RunPolicy(**without)).version == 2
    with pytest.raises(IllegalStep, match=f"run 2026-12 cannot be revised so: {told_of}"):
        revised(run, proposal, RunPolicy(**{field: False}))


def test_where_nothing_may_change_the_same_is_still_a_revision() -> None:
    assert revised(prepared(INVOICE), proposed(INVOICE), NOTHING).version == 2


def test_all_that_is_not_allowed_is_told_at_once() -> None:
    run = prepared(INVOICE, SECOND)
    third = replace(INVOICE, number="R-3")
    proposal = proposed(third, replace(SECOND, amount=Euro(cents=1_00)))
    with pytest.raises(IllegalStep, match=r"R-3 would be added.*1001 would be.* of invoice R-2 wo"):
        revised(run, proposal, NOTHING)


def test_another_discount_is_another_amount() -> None:
    discounted = replace(DRAFT, discount=DirectDebitDiscount(off=Decimal(2)))
    run, proposal = prepared(INVOICE), proposed(INVOICE, draft=discounted)
    assert proposal.total != run.total
    assert revised(run, proposal, RunPolicy(add_items=False, remove_items=False)).version == 2
    with pytest.raises(IllegalStep, match="the amount of invoice 2026-1001 would change"):
        revised(run, proposal, RunPolicy(change_amounts=False))


def test_what_falls_out_with_a_removal_is_no_change_of_amount() -> None:
    policy = RunPolicy(change_amounts=False)
    assert revised(prepared(INVOICE, SECOND), proposed(INVOICE), policy).total == INVOICE.amount


def test_that_a_run_was_submitted_is_told_before_what_a_policy_forbids() -> None:
    run = submit(prepared(INVOICE), at=AT)
    with pytest.raises(IllegalStep, match="is submitted: it cannot be revised"):
        revised(run, proposed(INVOICE, SECOND), NOTHING)


def test_a_revision_keeps_the_edits_of_its_proposal() -> None:
    edited = DRAFT.exclude(SECOND.key, at=AT, by="ada", why="paid in cash")
    run = prepared(INVOICE, SECOND, draft=edited)
    (kept,) = revised(run, proposed(INVOICE, SECOND, draft=edited), EVERYTHING_ALLOWED).edits
    assert isinstance(kept, Excluded)
    assert (kept.by, kept.why) == ("ada", "paid in cash")


# -- withdrawing ----------------------------------------------------------------------------------


def test_feature_4_28_whether_a_whole_run_may_go_is_a_policy() -> None:
    run = prepared(INVOICE)
    assert withdraw(run, at=LATER).stage is RunStage.WITHDRAWN
    with pytest.raises(IllegalStep, match="run 2026-12 may not be withdrawn"):
        withdraw(run, at=LATER, policy=RunPolicy(withdraw=False))


def test_and_so_it_is_of_one_that_was_turned_down() -> None:
    with pytest.raises(IllegalStep, match="may not be withdrawn"):
        withdraw(told(Reject), at=LATER, policy=RunPolicy(withdraw=False))


# -- four eyes ------------------------------------------------------------------------------------


def test_feature_c_3_somebody_else_submits_it() -> None:
    run = prepared(INVOICE, by="ada")
    assert submit(run, at=LATER, by="bram", policy=FOUR_EYES).stage is RunStage.SUBMITTED
    with pytest.raises(IllegalStep, match="was prepared by ada: it has to be submitted by some"):
        submit(run, at=LATER, by="ada", policy=FOUR_EYES)


def test_without_the_policy_one_person_does_it_all() -> None:
    assert submit(prepared(INVOICE, by="ada"), at=LATER, by="ada").stage is RunStage.SUBMITTED


@pytest.mark.parametrize("same", ["ADA", " ada ", "Ada", "\N{FULLWIDTH LATIN SMALL LETTER A}da"])
def test_one_person_has_two_eyes_however_the_name_is_written(same: str) -> None:
    with pytest.raises(IllegalStep, match="by somebody else"):
        submit(prepared(INVOICE, by="ada"), at=LATER, by=same, policy=FOUR_EYES)


@pytest.mark.parametrize(("first", "second"), [("", "bram"), ("ada", ""), ("ada", " "), ("", "")])
def test_who_is_not_named_is_nobody(first: str, second: str) -> None:
    with pytest.raises(IllegalStep, match="needs two people"):
        submit(prepared(INVOICE, by=first), at=LATER, by=second, policy=FOUR_EYES)


def test_who_revised_it_last_does_not_submit_it_and_who_prepared_it_may() -> None:
    run = decided_anew(prepared(INVOICE, by="ada"), proposed(INVOICE), TERMS, at=LATER, by="bram")
    assert submit(run, at=LATER, by="ada", policy=FOUR_EYES).sent
    with pytest.raises(IllegalStep, match="was revised by bram"):
        submit(run, at=LATER, by="bram", policy=FOUR_EYES)


def test_four_eyes_see_that_nothing_was_executed() -> None:
    run = told(Reject)
    run = replace(run, history=(run.history[0], replace(run.history[1], by="bram")))
    assert withdraw(run, at=LATER, by="ada", policy=FOUR_EYES).stage is RunStage.WITHDRAWN
    for by, why in (("bram", "was submitted by bram"), ("", "needs two people")):
        with pytest.raises(IllegalStep, match=why):
            withdraw(run, at=LATER, by=by, policy=FOUR_EYES)


def test_what_was_never_sent_one_person_may_withdraw() -> None:
    run = prepared(INVOICE, by="ada")
    assert withdraw(run, at=LATER, by="ada", policy=FOUR_EYES).stage is RunStage.WITHDRAWN


def test_four_eyes_see_every_run_of_a_set() -> None:
    run_set = join([prepared(INVOICE, by="ada")], TERMS, id=RunId("SET"), at=AT, by="bram")
    assert submit_set(run_set, at=LATER, by="bram", policy=FOUR_EYES).sent
    with pytest.raises(IllegalStep, match="was prepared by ada"):
        submit_set(run_set, at=LATER, by="ada", policy=FOUR_EYES)
