"""Handing a run over to the bank, giving it up, noting, closing: each step from each place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Final

import pytest

from helpers.books import decided, decided_anew, mandates_after, presented, record_run, record_runs
from helpers.run_with_answers import Told, fact, told
from sepadd.books import Books, propose
from sepadd.collection import (
    Acceptance,
    Cancellation,
    CollectionStatus,
    Refund,
    Reject,
    Return,
    Reversal,
    Settlement,
    reason,
)
from sepadd.findings import IllegalStep, InvalidValue
from sepadd.mandate import MandateStatus
from sepadd.proposal import Draft, informed, presented_by
from sepadd.run import CollectionRun, RunStage, Step, close, join, note, submit, withdraw
from sepadd.run.run import RunStanding
from sepadd.testing import AT, CREDITOR, DUE_ON, INVOICE, MANDATE, TERMS, a_proposal, a_run
from sepadd.values import EndToEndId, RunId

LATER: Final = AT + timedelta(hours=1)
ONE_OFF: Final = replace(MANDATE, one_off=True)


# -- where a run stands ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "standing"),
    [
        ((None, None), "submitted"),
        ((None, Acceptance), "acknowledged"),
        ((Acceptance, Acceptance), "acknowledged"),
        ((None, Reject), "partly accepted"),
        ((Acceptance, Cancellation), "partly accepted"),
        ((Reject, Cancellation), "rejected"),
        ((Settlement, None), "settling"),
        ((Settlement, Acceptance), "settling"),
        ((Return, None), "settling"),
        ((Settlement, Acceptance, Reject), "settling"),
        ((Settlement, Settlement), "settled"),
        ((Settlement, Reject), "settled"),
        ((Refund, Reversal, Return), "settled"),
        ((Return, Reject), "settled"),
    ],
)
def test_feature_c_3_a_submitted_run_stands_where_its_collections_do(
    facts: tuple[Told, ...], standing: str
) -> None:
    assert told(*facts).standing == standing


@pytest.mark.parametrize("kind", [*(s for s in CollectionStatus)])
def test_one_collection_gives_a_run_of_every_status_a_standing(kind: CollectionStatus) -> None:
    kinds: dict[CollectionStatus, Told] = {
        CollectionStatus.PENDING: None,
        CollectionStatus.ACCEPTED: Acceptance,
        CollectionStatus.SETTLED: Settlement,
        CollectionStatus.REJECTED: Reject,
        CollectionStatus.CANCELLED: Cancellation,
        CollectionStatus.RETURNED: Return,
        CollectionStatus.REFUNDED: Refund,
        CollectionStatus.REVERSED: Reversal,
    }
    run = told(kinds[kind])
    assert run.collections[0].status is kind
    expected = {
        CollectionStatus.PENDING: RunStanding.SUBMITTED,
        CollectionStatus.ACCEPTED: RunStanding.ACKNOWLEDGED,
        CollectionStatus.REJECTED: RunStanding.REJECTED,
        CollectionStatus.CANCELLED: RunStanding.REJECTED,
    }
    assert run.standing is expected.get(kind, RunStanding.SETTLED)


@pytest.mark.parametrize("run", [a_run(), withdraw(a_run(), at=AT)])
def test_before_and_without_submission_it_stands_where_its_steps_do(run: CollectionRun) -> None:
    assert run.standing.value == run.stage.value


def test_silence_of_the_bank_is_no_acceptance() -> None:
    assert told(None).standing is RunStanding.SUBMITTED


def test_an_acceptance_told_after_a_rejection_does_not_raise_the_run() -> None:
    run = told(Reject)
    late = Acceptance(end_to_end_id=EndToEndId("2026-12-1"), on=DUE_ON)
    assert record_run(run, [late]).run.standing is RunStanding.REJECTED


# -- every step from every place ------------------------------------------------------------------

STEPS: Final[dict[str, Callable[[CollectionRun], object]]] = {
    "submit": lambda run: submit(run, at=LATER),
    "withdraw": lambda run: withdraw(run, at=LATER),
    "revise": lambda run: decided_anew(run, a_proposal(), TERMS, at=LATER),
    "close": lambda run: close(run, at=LATER),
    "note": lambda run: note(run, at=LATER, note="seen"),
    "join": lambda run: join([run], TERMS, id=RunId("SET"), at=LATER),
}
PLACES: Final[dict[str, tuple[CollectionRun, set[str]]]] = {
    "prepared": (a_run(), {"submit", "withdraw", "revise", "note", "join"}),
    "in a set": (join([a_run()], TERMS, id=RunId("SET"), at=AT).runs[0], {"note"}),
    "submitted": (told(None), {"note"}),
    "acknowledged": (told(Acceptance), {"note"}),
    "partly accepted": (told(None, Reject), {"note"}),
    "rejected": (told(Reject), {"note", "withdraw", "close"}),
    "rejected and recalled": (told(Reject, Cancellation), {"note", "withdraw", "close"}),
    "settling": (told(None, Settlement), {"note"}),
    "settled": (told(Settlement), {"note", "close"}),
    "settled, but for one turned down": (told(Settlement, Reject), {"note", "close"}),
    "given back": (told(Refund), {"note", "close"}),
    "closed": (close(told(Settlement), at=AT), {"note"}),
    "closed, all turned down": (close(told(Reject), at=AT), {"note"}),
    "withdrawn": (withdraw(a_run(), at=AT), {"note"}),
    "withdrawn after it was turned down": (withdraw(told(Reject), at=AT), {"note"}),
}


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("place", PLACES)
def test_feature_4_33_feature_4_34_each_step_from_each_place(place: str, step: str) -> None:
    run, allowed = PLACES[place]
    try:
        STEPS[step](run)
    except IllegalStep:
        assert step not in allowed
    else:
        assert step in allowed


@pytest.mark.parametrize("step", STEPS)
def test_no_step_is_taken_before_the_last_one(step: str) -> None:
    run = told(Reject) if step in {"close", "withdraw"} else a_run()
    with pytest.raises(IllegalStep, match="it cannot be"):
        STEPS[step](note(run, at=LATER + timedelta(seconds=1), note="later"))


@pytest.mark.parametrize("step", STEPS)
def test_every_step_may_be_taken_at_the_instant_of_the_last_one(step: str) -> None:
    run = told(Reject) if step in {"close", "withdraw"} else a_run()
    STEPS[step](note(run, at=LATER, note="at once"))


def test_every_step_is_in_the_history_with_when_by_whom_and_why() -> None:
    run = note(a_run(), at=LATER, by="ada", note="the amounts were seen")
    run = submit(run, at=LATER, by="bram", note="EBICS, order A1B2")
    assert [(done.step, done.by, done.note) for done in run.history] == [
        (Step.PREPARED, "", ""),
        (Step.NOTED, "ada", "the amounts were seen"),
        (Step.SUBMITTED, "bram", "EBICS, order A1B2"),
    ]


# -- notes ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", PLACES)
def test_a_note_changes_nothing_of_where_a_run_stands(place: str) -> None:
    run, _ = PLACES[place]
    noted = note(run, at=LATER, note="seen")
    assert (noted.standing, noted.stage, noted.version) == (run.standing, run.stage, run.version)
    assert (noted.last_step, noted.prepared_at) == (run.last_step, run.prepared_at)
    assert noted.files() == run.files()
    assert list(noted.held()) == list(run.held())


@pytest.mark.parametrize("nothing", ["", " ", "\n"])
def test_a_note_says_something(nothing: str) -> None:
    with pytest.raises(InvalidValue, match="the note on run 2026-12 says nothing"):
        note(a_run(), at=LATER, note=nothing)


@pytest.mark.parametrize("says", ["waits for a signature", "refused by the bank's portal"])
def test_feature_2_l22_what_the_banks_portal_says_is_noted(says: str) -> None:
    run = note(submit(a_run(), at=AT, note="EBICS, order A1B2"), at=LATER, by="ada", note=says)
    assert (run.standing, run.history[-1].note) == (RunStanding.SUBMITTED, says)


# -- giving up ------------------------------------------------------------------------------------


def test_a_submitted_run_that_nobody_turned_down_is_not_withdrawn() -> None:
    with pytest.raises(IllegalStep, match="before the bank has turned down every collection, and"):
        withdraw(told(Reject, None), at=LATER)


def test_feature_4_34_once_all_items_are_open_again_a_submitted_run_may_go() -> None:
    run = withdraw(told(Reject, Cancellation), at=LATER, by="ada", note="never executed")
    assert (run.stage, run.sent, list(run.held())) == (RunStage.WITHDRAWN, True, [])


def test_feature_4_37_what_the_bank_refused_is_marked_by_hand() -> None:
    run = told(None, None)
    first, second = run.collections
    run, effects, findings = record_run(run, [fact(Reject, first)])
    assert [c.failed for c in run.collections] == [True, False]
    assert (len(effects), tuple(findings)) == (1, ())
    assert run.standing is RunStanding.PARTLY_ACCEPTED
    assert second.item_keys == tuple(run.held())


def test_feature_4_39_what_was_reopened_is_collected_in_another_run() -> None:
    run = told(Reject)
    again = propose(
        Books(creditor=CREDITOR, open_items=(INVOICE,), mandates=(MANDATE,), runs=[run]),
        TERMS,
        Draft(id=RunId("B"), due_on=DUE_ON),
    )
    assert [line.ok for line in again.lines] == [True]
    assert again.collections[0].retries == (EndToEndId("2026-12-1"),)


def test_a_run_without_collections_gives_no_evidence_that_it_was_turned_down() -> None:
    with pytest.raises(IllegalStep, match="it holds no collection"):
        withdraw(replace(told(None), collections=()), at=LATER)


def test_feature_2_l19_what_was_sent_is_not_sent_again_when_it_was_withdrawn() -> None:
    gone = withdraw(told(Reject), at=LATER)
    with pytest.raises(IllegalStep, match="is withdrawn: it cannot be submitted"):
        submit(gone, at=LATER)


def test_mandates_learn_from_a_run_that_was_sent_and_withdrawn_that_it_was_turned_down() -> None:
    proposal = propose(
        Books(creditor=CREDITOR, open_items=(INVOICE,), mandates=(ONE_OFF,), runs=()),
        TERMS,
        Draft(id=RunId("A"), due_on=DUE_ON),
    )
    run = submit(decided(proposal, TERMS, at=AT), at=AT)
    (used,) = presented((ONE_OFF,), run)
    assert used.status(DUE_ON) is MandateStatus.EXHAUSTED
    gone = withdraw(record_run(run, [fact(Reject, run.collections[0])]).run, at=LATER)
    given_back = (
        presented((used,), gone)[0],
        informed(used, presented_by([gone])),
        *mandates_after((used,), (gone,), ()),
    )
    assert [mandate.status(DUE_ON) for mandate in given_back] == [MandateStatus.ACTIVE] * 3


def test_what_the_bank_still_says_of_a_run_that_was_sent_and_withdrawn_is_taken_in() -> None:
    gone = withdraw(told(Reject), at=LATER)
    gross = Settlement(end_to_end_id=EndToEndId("2026-12-1"), on=DUE_ON, booked_on=DUE_ON)
    for recorded in (record_run(gone, [gross]).run, record_runs([gone], [gross]).runs[0]):
        assert recorded.stage is RunStage.WITHDRAWN
        assert len(recorded.collections[0].movements) == 1


def test_the_bank_has_nothing_to_say_of_a_run_that_was_withdrawn_before() -> None:
    run = withdraw(a_run(), at=LATER)
    said = Reject(end_to_end_id=EndToEndId("2026-12-1"), on=DUE_ON, reason=reason("AM04"))
    recorded = record_run(run, [said])
    assert recorded.run is run
    assert [each.rule for each in recorded.findings] == ["BNK-06"]


# -- closing --------------------------------------------------------------------------------------


def test_feature_2_l18_what_is_settled_is_closed_by_hand() -> None:
    run = close(told(Settlement), at=LATER, by="ada")
    assert (run.standing, run.history[-1].by) == (RunStanding.CLOSED, "ada")


def test_what_is_not_answered_is_not_closed_and_it_is_said_what() -> None:
    message = "run 2026-12 is settling: it cannot be closed while .* collection 2026-12-2"
    with pytest.raises(IllegalStep, match=message):
        close(told(Settlement, None), at=LATER)


def test_a_closed_run_takes_a_late_refund_in_and_stays_closed() -> None:
    run = close(told(Settlement), at=LATER)
    late = record_run(run, [fact(Refund, run.collections[0])])
    assert (late.run.standing, list(late.run.held())) == (RunStanding.CLOSED, [])
    assert [effect.failed for effect in late.effects] == [True]


def test_it_is_closed_once() -> None:
    with pytest.raises(IllegalStep, match=r"is closed: it cannot be closed$"):
        close(close(told(Settlement), at=LATER), at=LATER)


# -- a run, however it came about -----------------------------------------------------------------


@pytest.mark.parametrize("first", [step for step in Step if step is not Step.PREPARED])
def test_a_history_begins_with_the_preparation(first: Step) -> None:
    begun = a_run().history[0]
    with pytest.raises(InvalidValue, match="it begins with its preparation"):
        replace(a_run(), history=(replace(begun, step=first), begun))


def test_a_run_without_history_is_none() -> None:
    with pytest.raises(InvalidValue, match="begins with nothing"):
        replace(a_run(), history=())
