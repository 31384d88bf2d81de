"""What is to be asked about a collection: a copy of its file, or money back twice or late."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest

from helpers.books import record_run
from helpers.recorded_runs import BATCH, GROSS, THREE
from helpers.told import (
    at_the_bank,
    credited,
    details,
    fact,
    rejected,
    returned,
    rules,
    statuses,
    told,
)
from sepadd.collection import Acceptance, Level, Reject, Reported, Settlement

# -- return or refund ------------------------------------------------------------------------------


def test_a_refund_after_the_last_day_is_told() -> None:
    recorded = record_run(THREE, [returned(1, "30.00", "MD06", on=date(2027, 3, 1))])
    assert statuses(recorded.run)[0] == "refunded"
    assert rules(recorded) == ["DLN-02"]


def test_a_refund_after_a_return_is_told_and_changes_nothing() -> None:
    run = record_run(THREE, [GROSS, returned(1, "30.00")]).run
    again = record_run(run, [returned(1, "30.00", "MD06", on=date(2026, 12, 20))])
    assert statuses(again.run)[0] == "returned"
    assert at_the_bank(again.run)[0] == "-30.00"
    assert details(again) == [
        (
            "BNK-08 collection 2026-12-1 of debtor 10042: a return on 2026-12-03 and a refund on "
            "2026-12-20: ask the bank for one of them"
        )
    ]
    third = record_run(again.run, [fact(Acceptance)])
    assert third.findings == ()


# -- a copy of a file ------------------------------------------------------------------------------

A_COPY = told(Reject, Level.FILE, message_id="2026-12", reason="DU01")
TAKEN_ON = told(Acceptance, Level.FILE, message_id="2026-12")
STANDS = "a copy of its file was rejected on 2026-12-01; the first one stands"
FREE_MEANWHILE = f"{STANDS}. Its items were free meanwhile: see that nothing else collects them"


def test_a_copy_that_is_rejected_after_the_first_was_taken_on_is_told_and_frees_nothing() -> None:
    recorded = record_run(record_run(THREE, [TAKEN_ON]).run, [A_COPY])
    assert statuses(recorded.run) == ["accepted"] * 3
    assert rules(recorded) == ["BNK-09"] * 3
    assert [finding.detail for finding in recorded.findings] == [STANDS] * 3
    assert recorded.effects == ()


def test_where_nothing_was_taken_on_the_reject_of_a_copy_is_a_reject() -> None:
    recorded = record_run(THREE, [A_COPY])
    assert statuses(recorded.run) == ["rejected"] * 3
    assert recorded.findings == ()


@pytest.mark.parametrize(
    ("first", "status"),
    [
        (TAKEN_ON, "accepted"),
        (told(Settlement, Level.FILE, message_id="2026-12"), "settled"),
        (credited("100.00", batch_id=BATCH), "settled"),
        (credited("100.00", level=Level.FILE), "settled"),
    ],
)
def test_the_reject_of_a_copy_that_is_heard_of_first_is_told_once_the_first_is_heard_of(
    first: Reported, status: str
) -> None:
    rejected_first = record_run(THREE, [A_COPY]).run
    assert list(rejected_first.held()) == []
    recorded = record_run(rejected_first, [first])
    assert statuses(recorded.run) == [status] * 3
    assert rules(recorded) == ["BNK-09"] * 3
    assert [finding.detail for finding in recorded.findings] == [FREE_MEANWHILE] * 3
    assert len(list(recorded.run.held())) == 3


def test_told_in_one_go_no_item_was_free() -> None:
    for facts in permutations([TAKEN_ON, A_COPY]):
        recorded = record_run(THREE, facts)
        assert [finding.detail for finding in recorded.findings] == [STANDS] * 3


def test_a_copy_that_was_set_aside_is_not_told_of_again() -> None:
    run = record_run(THREE, [A_COPY, TAKEN_ON]).run
    assert record_run(run, [A_COPY, TAKEN_ON]).findings == ()
    assert record_run(run, [credited("100.00", batch_id=BATCH)]).findings == ()


def test_of_a_batch_only_those_that_had_their_copy_rejected_are_told() -> None:
    run = record_run(THREE, [rejected(2, "DU02")]).run
    assert rules(record_run(run, [TAKEN_ON])) == ["BNK-09"]
