"""When the open items of a collection are closed: the user chooses."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from helpers.journal_entries import (
    AT_FILE,
    AT_SETTLEMENT,
    BOOKED_ON,
    BOTH,
    HUNDRED,
    LATER_ON,
    NINE_HUNDRED,
    ONE,
    RETURNED,
    SENT_ON,
    SETTLED,
    SUBMITTED,
    TWO,
    YEAR_END,
    a_run_of,
    after,
    euros,
    ids,
    lines,
    sums,
    told,
)
from sepadd.collection import Reject, Settlement
from sepadd.findings import IllegalStep
from sepadd.journal import ReceivableCloses, entries, journalise
from sepadd.journal.entry import Event, added_up
from sepadd.run import RunStep, Step
from sepadd.testing import AT, COLLECTION, a_run
from sepadd.values import EndToEndId

AT_JOURNALISING = ReceivableCloses.AT_JOURNALISING


# -- when the receivable closes --------------------------------------------------------------------


def test_feature_1_7_at_file_each_item_is_closed_against_in_transit() -> None:
    taken, other = entries(a_run_of(*BOTH), AT_FILE)
    assert (taken.id, taken.on, other.id) == ("2026-12-1/taken", SENT_ON, "2026-12-2/taken")
    assert lines(taken) == [
        ("in transit", "100.00", "0.00", ""),
        ("receivable", "0.00", "100.00", "R-1"),
    ]


@pytest.mark.parametrize("policy", ReceivableCloses)
def test_nothing_is_entered_for_a_run_that_was_not_sent(policy: ReceivableCloses) -> None:
    assert entries(replace(a_run(), collections=BOTH), policy) == ()


def test_a_run_that_was_turned_down_and_withdrawn_keeps_its_entries() -> None:
    run = a_run_of(HUNDRED.knowing([told(Reject, None)]))
    withdrawn = RunStep(step=Step.WITHDRAWN, at=AT)
    made = entries(replace(run, history=(*run.history, withdrawn)), AT_FILE)
    assert made == entries(run, AT_FILE)
    assert len(made) == 2


def test_a_run_that_was_closed_keeps_its_entries() -> None:
    run = a_run_of(*BOTH)
    closed = replace(run, history=(*run.history, RunStep(step=Step.CLOSED, at=AT)))
    assert entries(closed, AT_FILE) == entries(run, AT_FILE)


def test_the_day_of_submission_is_that_of_its_own_time_zone() -> None:
    run = a_run_of(HUNDRED)
    late = replace(SUBMITTED, at=datetime(2026, 11, 30, 23, 30, tzinfo=UTC))
    (taken,) = entries(replace(run, history=(*run.history[:-1], late)), AT_FILE)
    assert taken.on == date(2026, 11, 30)


def test_feature_4_42_journalising_100_and_900_debits_1_000_in_transit() -> None:
    run = a_run_of(*BOTH)
    journalised = journalise(run, (ONE, TWO), on=LATER_ON)
    (entry,) = added_up(entries(run, AT_JOURNALISING, journalised=journalised))
    assert entry.on == LATER_ON
    assert lines(entry) == [
        ("in transit", "1000.00", "0.00", ""),
        ("receivable", "0.00", "100.00", "R-1"),
        ("receivable", "0.00", "900.00", "R-2"),
    ]


def test_feature_4_40_the_user_chooses_what_is_journalised() -> None:
    run = a_run_of(*BOTH)
    first = journalise(run, (TWO,), on=BOOKED_ON)
    then = journalise(run, (ONE, TWO), on=LATER_ON, journalised=first)
    assert ids(entries(run, AT_JOURNALISING, journalised=first)) == ["2026-12-2/taken"]
    assert dict(then) == {TWO: BOOKED_ON, ONE: LATER_ON}


def test_feature_4_41_only_what_is_finished_is_journalised() -> None:
    run = a_run_of(HUNDRED.knowing([told(Reject, None)]), NINE_HUNDRED)
    with pytest.raises(IllegalStep) as raised:
        journalise(run, (ONE, TWO, EndToEndId("X")), on=LATER_ON)
    assert str(raised.value) == (
        "collection 2026-12-1 of debtor 10042 is rejected: leave it out, its items are open; "
        "run 2026-12 has no collection X"
    )


def test_nothing_of_a_run_that_was_not_sent_is_journalised() -> None:
    with pytest.raises(IllegalStep, match="run 2026-12 is prepared: nothing of it can be"):
        journalise(replace(a_run(), collections=BOTH), (ONE,), on=LATER_ON)


def test_feature_4_38_nothing_is_entered_for_what_was_refused() -> None:
    run = a_run_of(HUNDRED.knowing([told(Reject, None)]), NINE_HUNDRED)
    journalised = journalise(run, (TWO,), on=LATER_ON)
    assert ids(entries(run, AT_JOURNALISING, journalised=journalised)) == ["2026-12-2/taken"]


def test_what_was_journalised_and_fails_later_is_open_again() -> None:
    journalised = journalise(a_run_of(HUNDRED), (ONE,), on=LATER_ON)
    run = a_run_of(HUNDRED.knowing([SETTLED, RETURNED]))
    assert dict(journalise(run, (ONE,), on=YEAR_END, journalised=journalised)) == {ONE: LATER_ON}
    made = entries(run, AT_JOURNALISING, journalised=journalised)
    assert sums(made) == {}
    assert made[1].event is Event.OPEN_AGAIN
    assert made[1].on == LATER_ON


def test_feature_4_52_at_settlement_items_stay_open_until_the_bank_has_credited_them() -> None:
    assert after(policy=AT_SETTLEMENT) == ()
    assert after(told(Settlement, None), policy=AT_SETTLEMENT) == ()
    made = after(SETTLED, policy=AT_SETTLEMENT)
    assert ids(made) == ["2026-12-1/taken", "2026-12-1/settled"]
    assert made[0].on == BOOKED_ON
    assert sums(made) == {"receivable": "-100.00", "bank": "100.00"}


def test_feature_2_l15_discount_is_debited_beside_in_transit() -> None:
    discounted = replace(HUNDRED, amount=euros(98), discount=euros(2))
    (taken,) = entries(a_run_of(discounted), AT_FILE)
    assert lines(taken) == [
        ("in transit", "98.00", "0.00", ""),
        ("discount", "2.00", "0.00", ""),
        ("receivable", "0.00", "100.00", "R-1"),
    ]


def test_a_credit_note_that_is_netted_debits_the_receivable() -> None:
    (taken,) = entries(a_run_of(COLLECTION), AT_FILE)
    assert lines(taken) == [
        ("in transit", "30.00", "0.00", ""),
        ("receivable", "0.00", "40.00", "2026-1001"),
        ("receivable", "10.00", "0.00", "C-2026-12"),
    ]


def test_a_collection_without_items_is_of_its_debtor_as_a_whole() -> None:
    (taken,) = entries(a_run_of(replace(HUNDRED, items=())), AT_FILE)
    assert [(line.debtor_id, line.item) for line in taken.lines] == [("", None), ("10042", None)]
