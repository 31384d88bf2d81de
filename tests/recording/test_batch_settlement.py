"""Which collections a sum settles that was booked for a whole batch."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.books import record_run, record_runs
from helpers.recorded_runs import BATCH, GROSS, NET, REJECT, THREE, alike
from helpers.told import (
    CAMT_053,
    CAMT_054,
    D2,
    D,
    at_the_bank,
    booked,
    collection,
    credited,
    details,
    eur,
    fact,
    rejected,
    returned,
    rules,
    sent,
    statuses,
    three,
)
from sepadd.collection import BatchBooking, Cancellation, Level, Settlement
from sepadd.recording.batch_settlement import each_once
from sepadd.run import close
from sepadd.run.run import RunStanding
from sepadd.testing import AT


def test_a_batch_may_be_booked_net_of_what_was_rejected() -> None:
    run = alike(THREE, [REJECT, NET])
    assert statuses(run) == ["rejected", "settled", "settled"]
    assert at_the_bank(run) == ["0.00", "50.00", "20.00"]


def test_until_the_reject_is_heard_of_it_is_not_explained() -> None:
    booked_net = record_run(THREE, [NET])
    assert statuses(booked_net.run) == ["pending"] * 3
    assert details(booked_net) == [
        (
            "BNK-07 batch 2026-12.B1: 70.00 was booked on 2026-12-01; its collections come to "
            "100.00, of which 0.00 were turned down, so -30.00 is not explained: nothing of it is "
            "settled yet; not in the books: 70.00 credited on 2026-12-01"
        )
    ]
    assert record_run(booked_net.run, [NET]).run is booked_net.run
    heard = record_run(booked_net.run, [REJECT])
    assert statuses(heard.run) == ["rejected", "settled", "settled"]
    assert heard.findings == ()
    assert [each.settled for each in heard.effects] == [False, True, True]


def test_the_difference_is_what_is_missing_beside_what_was_turned_down() -> None:
    recorded = record_run(THREE, [REJECT, credited("69.00", batch_id=BATCH)])
    assert "100.00, of which 30.00 were turned down, so -1.00 is not explained" in str(
        recorded.findings[0]
    )


@pytest.mark.parametrize(("moved", "kept"), [("99.00", "1.00"), ("100.00", "0.00")])
def test_charges_may_be_kept_of_it_or_be_no_part_of_it(moved: str, kept: str) -> None:
    run = alike(THREE, [credited(moved, charges="1.00", batch_id=BATCH)])
    assert statuses(run) == ["settled"] * 3
    assert [each.movements[0].charges for each in run.collections] == [
        *(eur(kept), eur("0"), eur("0"))
    ]


@pytest.mark.parametrize(
    "more",
    [
        {"batch_id": BATCH},
        {"level": Level.FILE, "message_id": "2026-12"},
        {"message_id": "2026-12"},
        {},
    ],
)
def test_a_batch_is_known_by_its_id_its_file_or_its_sum_and_day(more: dict[str, Any]) -> None:
    run = record_run(THREE, [credited("100.00", **more)]).run
    assert statuses(run) == ["settled"] * 3
    assert run.bookings[0].of == BATCH


def test_told_by_all_of_them_it_is_booked_once() -> None:
    facts = [
        credited("100.00", batch_id=BATCH, said=CAMT_054),
        credited("100.00", message_id="2026-12", said=CAMT_053),
        credited("100.00", entry="E-1"),
    ]
    run = alike(THREE, facts)
    assert [each.entry for each in run.bookings] == ["E-1"]
    assert at_the_bank(run) == ["30.00", "50.00", "20.00"]


def test_of_two_tellings_the_charges_are_kept_whoever_tells_them() -> None:
    facts = [
        credited("99.00", batch_id=BATCH, said=CAMT_053),
        credited("99.00", batch_id=BATCH, said=CAMT_054, charges="1.00"),
    ]
    run = alike(THREE, facts)
    assert statuses(run) == ["settled"] * 3
    assert [each.charges for each in run.bookings] == [eur("1.00")]


def test_a_file_of_two_batches_may_be_booked_as_one_and_the_batches_besides() -> None:
    two = sent(collection(1), collection(2, "50.00", due_on=D2))
    facts = [
        credited("80.00", message_id="2026-12"),
        credited("30.00", batch_id="2026-12.B1"),
        credited("50.00", batch_id="2026-12.B2"),
    ]
    run = alike(two, facts)
    assert len(run.bookings) == 3
    assert at_the_bank(run) == ["30.00", "50.00"]


def test_a_collection_credited_by_itself_and_in_a_batch_is_credited_once() -> None:
    single = booked(Settlement, D, "30.00", end_to_end_id="2026-12-1")
    assert at_the_bank(alike(THREE, [GROSS, single])) == ["30.00", "50.00", "20.00"]


# Two of 30.00 were turned down, and one of them is in the sum: which one?
TWINS = sent(collection(1), collection(2), collection(3, "40.00"))


def test_what_was_turned_down_and_debited_was_in_the_sum() -> None:
    facts = [
        *(rejected(1), rejected(2)),
        credited("70.00", batch_id=BATCH),
        returned(2, "30.00"),
    ]
    run = alike(TWINS, facts)
    assert [len(each.movements) for each in run.collections] == [0, 2, 1]
    assert at_the_bank(run) == ["0.00", "0.00", "40.00"]


def test_what_was_turned_down_after_the_booking_was_in_the_sum() -> None:
    facts = [rejected(1), rejected(2, on=D2), credited("70.00", batch_id=BATCH)]
    run = alike(TWINS, facts)
    assert at_the_bank(run) == ["0.00", "30.00", "40.00"]
    assert statuses(run) == ["rejected", "returned", "settled"]


def test_a_sum_in_which_nothing_is_left_is_not_explained() -> None:
    facts = [*(rejected(n) for n in (1, 2, 3)), credited("0.00", batch_id=BATCH)]
    assert rules(record_run(THREE, facts)) == ["BNK-07"]


def test_what_the_bank_told_of_one_is_not_touched_by_what_it_told_of_all() -> None:
    direct = booked(Settlement, D2, "30.00", end_to_end_id="2026-12-1")
    run = alike(THREE, [direct, NET, rejected(3)])  # 70.00 is not 80.00
    assert statuses(run) == ["settled", "pending", "rejected"]


def test_a_booking_that_is_no_longer_explained_settles_nothing() -> None:
    explained = record_run(THREE, [REJECT, NET])
    shaken = record_run(explained.run, [fact(Cancellation, 2, on=D)])
    assert statuses(shaken.run) == ["rejected", "cancelled", "pending"]
    assert rules(shaken) == ["BNK-07"]
    assert [(each.undone, each.failed) for each in shaken.effects] == [(True, True), (True, False)]


def test_feature_1_22_a_payout_is_matched_to_its_run_by_its_sum_and_day() -> None:
    november = three("2026-11", due_on=date(2026, 11, 2))
    recorded = record_runs([november, THREE], [credited("100.00")])
    assert recorded.runs[0] is november
    assert recorded.runs[1].standing is RunStanding.SETTLED


def test_feature_2_l18_a_run_is_finished_by_its_batch_on_a_statement_line() -> None:
    run = record_run(THREE, [GROSS]).run
    assert run.standing is RunStanding.SETTLED
    assert close(run, at=AT).standing is RunStanding.CLOSED


def test_feature_2_l18_or_by_hand() -> None:
    run = record_run(THREE, [fact(Settlement, number) for number in (1, 2, 3)]).run
    assert close(run, at=AT).standing is RunStanding.CLOSED


BOOKED = BatchBooking(of=BATCH, amount=eur("100.00"), booked_on=D, entry="E-1", said=CAMT_054)


@given(
    st.permutations(
        [
            BOOKED,
            replace(BOOKED, said=CAMT_053, charges=eur("1.00")),
            replace(BOOKED, entry=""),
            replace(BOOKED, entry="E-2"),
            replace(BOOKED, amount=eur("70.00"), entry=""),
        ]
    )
)
def test_bookings_stand_once_in_one_order_with_the_charges_that_any_message_tells(
    told: list[BatchBooking],
) -> None:
    once = each_once(told)
    assert once == each_once((*once, *told, *once))
    assert {(each.entry, str(each.amount), str(each.charges)) for each in once} == {
        ("E-1", "100.00", "1.00"),
        ("E-2", "100.00", "0.00"),
        ("", "70.00", "0.00"),
    }
