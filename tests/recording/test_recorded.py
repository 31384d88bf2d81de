"""Facts as they come in: in any order, told by several messages, late, or fitting nowhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import combinations
from typing import Any

import pytest

from helpers.books import record_run, record_runs
from helpers.recorded_runs import BATCH, GROSS, NET, REJECT, THREE, alike
from helpers.told import (
    CAMT_053,
    CAMT_054,
    D2,
    LAST_RETURN,
    PACS_004,
    PAIN_002,
    D,
    at_the_bank,
    b2b,
    booked,
    collection,
    credited,
    details,
    eur,
    fact,
    prepared,
    rejected,
    returned,
    rules,
    sent,
    statuses,
    three,
    told,
)
from sepadd.collection import (
    Acceptance,
    BankFact,
    BatchBooking,
    Cancellation,
    CollectionStatus,
    FactSource,
    Level,
    Movement,
    Refund,
    Reject,
    Reported,
    Return,
    Reversal,
    Settlement,
    reason,
)
from sepadd.run import CollectionRun, close, join, submit, submit_set, withdraw
from sepadd.run.run import RunStanding
from sepadd.testing import AT, CREDIT_NOTE, INVOICE, TERMS, a_run
from sepadd.values import Iban, RunId

# -- what may be told ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        (Acceptance, "accepted"),
        (Settlement, "settled"),
        (Reject, "rejected"),
        (Cancellation, "cancelled"),
        (Return, "returned"),
        (Refund, "refunded"),
        (Reversal, "reversed"),
    ],
)
def test_each_fact_is_taken_in_by_hand_and_as_reported(kind: type[BankFact], status: str) -> None:
    by_hand = record_run(THREE, [fact(kind, 2)])
    code = None if kind in {Acceptance, Settlement} else "AM04"
    reported = record_run(THREE, [told(kind, end_to_end_id="2026-12-2", reason=code)])
    for recorded in (by_hand, reported):
        assert statuses(recorded.run) == ["pending", status, "pending"]
        assert [each.after.status for each in recorded.effects] == [status]
        assert recorded.findings == ()


def test_what_merely_informs_changes_nothing() -> None:
    informs = told(None, Level.FILE, status="PART", message_id="2026-12")
    nonsense = told(None, end_to_end_id="unknown", status="PDNG")
    assert record_run(THREE, [informs, nonsense]) == (THREE, (), ())
    assert record_run(THREE, [informs]).run is THREE


def test_without_facts_nothing_changes() -> None:
    assert record_run(THREE, []).run is THREE


def test_a_reason_that_was_not_given_is_kept_as_such() -> None:
    run = record_run(THREE, [told(Reject, end_to_end_id="2026-12-1")]).run
    failure = run.collections[0].failure
    assert failure is not None
    assert failure.reason == reason("")


def test_a_run_that_was_never_sent_cannot_be_answered() -> None:
    for run in (a_run(), withdraw(a_run(), at=AT)):
        recorded = record_run(run, [rejected(1)])
        assert recorded.run is run
        (finding,) = recorded.findings
        assert finding.rule == "BNK-06"
        assert f"run 2026-12 is {run.stage}: the bank cannot have it" in finding.detail


def test_among_many_runs_it_is_a_finding() -> None:
    recorded = record_runs([a_run(), three("2026-11")], [rejected(1)])
    assert [each.rule for each in recorded.findings] == ["BNK-06"]


def test_a_run_that_was_withdrawn_after_it_was_turned_down_is_still_answered() -> None:
    run = withdraw(record_run(THREE, [rejected(n) for n in (1, 2, 3)]).run, at=AT)
    gross = record_run(run, [credited("100.00", batch_id=BATCH), returned(1, "30.00", on=D)])
    assert gross.findings == ()
    assert statuses(gross.run) == ["rejected"] * 3
    assert at_the_bank(gross.run) == ["0.00", "50.00", "20.00"]


# -- the same, told again --------------------------------------------------------------------------

BY_THREE = (
    told(Return, on=D2, said=PACS_004, end_to_end_id="2026-12-1", amount="30.00", reason="AM04"),
    returned(1, "33.00", said=CAMT_054, entry="E-1"),
    returned(1, "33.00", said=CAMT_053, entry="E-1", amount="30.00", charges="3.00"),
)


def test_a_return_that_three_messages_tell_is_one() -> None:
    run = alike(THREE, BY_THREE)
    (movement,) = run.collections[0].movements
    assert movement == Movement(Return, D2, eur("-30.00"), eur("3.00"), eur("0"))
    assert len(run.collections[0].facts) == 3


def test_its_effect_comes_with_the_first_and_its_money_with_the_booking() -> None:
    run = THREE
    effects = []
    for each in BY_THREE:
        run, new, findings = record_run(run, [each])
        effects.append([(one.failed, len(one.after.movements)) for one in new])
        assert findings == ()
    assert effects == [[(True, 0)], [(False, 1)], []]


def test_a_message_that_is_read_twice_has_no_effect_and_gives_the_same_run() -> None:
    facts = (rejected(1), *BY_THREE, credited("100.00", batch_id=BATCH), fact(Settlement, 3))
    run = record_run(THREE, facts).run
    again = record_run(run, facts)
    assert again.run is run
    assert again.effects == ()
    assert again.findings == ()


def test_a_message_that_tells_it_twice_tells_it_once() -> None:
    assert record_run(THREE, [rejected(1)] * 3).run == record_run(THREE, [rejected(1)]).run


def test_the_same_instant_written_in_two_ways_is_in_one_place() -> None:
    at = datetime(2026, 12, 1, 10, 0, tzinfo=timezone(timedelta(hours=1)))
    early, same, between = (
        rejected(1, said=FactSource("pain.002", "A", each))
        for each in (at, at.astimezone(UTC), datetime(2026, 12, 1, 9, 30, tzinfo=UTC))
    )
    assert early.said == same.said
    alike(THREE, [early, same, between])


def test_what_was_told_before_the_reason_is_told_by_the_reason() -> None:
    without, with_reason = rejected(1, "", said=CAMT_054), rejected(1, "MD07")
    failure = alike(THREE, [without, with_reason]).collections[0].failure
    assert failure is not None
    assert failure.reason.code == "MD07"


# -- rejected, booked gross and debited ------------------------------------------------------------

DEBIT = returned(1, "30.00", "MS03", on=D, entry="E-2")


def test_feature_4_46_a_batch_booked_gross_and_its_returns_debited_one_by_one() -> None:
    run = alike(THREE, [GROSS, returned(1, "30.00"), returned(3, "20.00", "MD01")])
    assert statuses(run) == ["returned", "settled", "returned"]
    assert at_the_bank(run) == ["0.00", "50.00", "0.00"]
    assert run.bookings == (
        BatchBooking(of=BATCH, amount=eur("100.00"), booked_on=D, entry="E-1", said=CAMT_053),
    )


def test_a_rejected_collection_that_is_credited_and_debited_stays_rejected() -> None:
    run = alike(THREE, [REJECT, GROSS, DEBIT])
    assert statuses(run) == ["rejected", "settled", "settled"]
    assert at_the_bank(run) == ["0.00", "50.00", "20.00"]
    kinds = [[each.kind for each in one.movements] for one in run.collections]
    assert kinds == [[Settlement, Return], [Settlement], [Settlement]]


def test_until_it_is_debited_the_bank_has_credited_too_much() -> None:
    run = record_run(THREE, [REJECT, GROSS]).run
    assert statuses(run)[0] == "rejected"
    assert at_the_bank(run)[0] == "30.00"


def test_with_the_reject_unheard_of_it_is_a_return() -> None:
    assert statuses(record_run(THREE, [GROSS, DEBIT]).run)[0] == "returned"


@pytest.mark.parametrize("kind", [Reject, Cancellation, Refund, Reversal])
def test_a_debit_that_another_message_tells_by_another_name_is_one(kind: type[BankFact]) -> None:
    other = booked(kind, D, "30.00", end_to_end_id="2026-12-1", reason="MS03", said=CAMT_054)
    run = alike(THREE, [GROSS, DEBIT, other])
    assert at_the_bank(run)[0] == "0.00"


@pytest.mark.parametrize(
    ("one", "other", "moves"),
    [
        ({"reason": "AM04"}, {"reason": "MD06"}, 2),
        ({"reason": ""}, {"reason": "MD06", "said": CAMT_054}, 1),
        ({"reason": "AM04"}, {"reason": "", "said": CAMT_054}, 1),
        ({"reason": "MD06"}, {"reason": "MD06", "said": CAMT_054}, 1),
        ({"reason": "MD06"}, {"reason": "MD06"}, 2),
        ({"reason": "AM04", "entry": "E-7"}, {"reason": "MD06", "entry": "E-7"}, 1),
        ({"reason": "AM04", "entry": "E-7"}, {"reason": "MD06", "entry": "E-8"}, 2),
        ({"reason": "AM04"}, {"reason": "MD06", "on": D2}, 1),
    ],
)
def test_two_names_are_two_movements_if_nothing_says_that_they_are_one(
    one: dict[str, Any], other: dict[str, Any], moves: int
) -> None:
    facts = [
        booked(Return, moved="30.00", end_to_end_id="2026-12-1", **{"on": D2, **one}),
        booked(Refund, moved="30.00", end_to_end_id="2026-12-1", **{"on": LAST_RETURN, **other}),
    ]
    run = alike(THREE, facts)
    assert len(run.collections[0].movements) == moves
    assert rules(record_run(THREE, facts)) == ["BNK-08"] * (moves - 1)


def test_what_is_one_keeps_the_charges_that_either_tells() -> None:
    facts = [
        booked(Return, D2, "33.00", end_to_end_id="2026-12-1", reason=""),
        booked(Refund, D2, "30.00", end_to_end_id="2026-12-1", reason="MD06"),
    ]
    (movement,) = alike(THREE, facts).collections[0].movements
    assert movement == Movement(Refund, D2, eur("-30.00"), eur("3.00"), eur("0"))


def test_an_acceptance_moves_nothing() -> None:
    assert record_run(THREE, [fact(Acceptance, booked_on=D)]).run.collections[0].movements == ()


# -- all of a batch or file ------------------------------------------------------------------------


def test_trap_30_a_batch_that_is_rejected_is_all_of_it() -> None:
    two = sent(collection(1), collection(2, due_on=D2), collection(3, due_on=D2))
    run = record_run(two, [told(Reject, Level.BATCH, batch_id="2026-12.B2", reason="AM04")]).run
    assert statuses(run) == ["pending", "rejected", "rejected"]


def test_a_file_that_is_rejected_is_all_of_it() -> None:
    run = record_run(THREE, [told(Reject, Level.FILE, message_id="2026-12", reason="FF01")]).run
    assert statuses(run) == ["rejected"] * 3
    assert run.standing is RunStanding.REJECTED


def test_a_file_that_is_accepted_is_all_of_it_but_what_was_rejected() -> None:
    run = alike(THREE, [told(Acceptance, Level.FILE, message_id="2026-12"), rejected(1)])
    assert statuses(run) == ["rejected", "accepted", "accepted"]


def test_a_settlement_of_a_file_without_a_sum_tells_of_no_movement() -> None:
    run = record_run(THREE, [told(Settlement, Level.FILE, message_id="2026-12")]).run
    assert statuses(run) == ["settled"] * 3
    assert at_the_bank(run) == ["0.00"] * 3
    assert run.bookings == ()


@pytest.mark.parametrize(
    ("moved", "charges", "compensation"),
    [("103.50", "3.00", "0.50"), ("100.00", "0.00", "0.00")],
)
def test_a_batch_that_goes_back_as_one_sum_has_its_costs_once(
    moved: str, charges: str, compensation: str
) -> None:
    back = booked(
        *(Return, D2, moved),
        level=Level.BATCH,
        batch_id=BATCH,
        charges="3.00",
        compensation="0.50",
        reason="AM04",
    )
    run = record_run(THREE, [back]).run
    assert statuses(run) == ["returned"] * 3
    moves = [each.movements[0] for each in run.collections]
    assert [str(each.amount) for each in moves] == ["-30.00", "-50.00", "-20.00"]
    assert [str(each.charges) for each in moves] == [charges, "0.00", "0.00"]
    assert [str(each.compensation) for each in moves] == [compensation, "0.00", "0.00"]


@pytest.mark.parametrize(
    ("more", "untold"),
    [
        ({"moved": "70.00"}, "; not in the books: 70.00 debited on 2026-12-03"),
        ({"amount": "70.00"}, ""),
        (
            {"amount": "70.00", "moved": "100.00"},
            "; not in the books: 100.00 debited on 2026-12-03",
        ),
    ],
)
def test_a_part_of_a_batch_that_goes_back_is_not_guessed(more: dict[str, Any], untold: str) -> None:
    part = told(Return, Level.BATCH, batch_id=BATCH, reason="AM04", booked_on=D2, **more)
    recorded = record_run(THREE, [part])
    assert recorded.run is THREE
    assert details(recorded) == [
        (
            f"BNK-03 pain.002 ST-1, TxInfAndSts[1]: batch {BATCH}: 70.00 for {BATCH}, whose "
            f"collections come to 100.00: which of them are meant is not said{untold}"
        )
    ]


# -- what costs beside -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "charges", "compensation"),
    [
        ({"moved": "30.00"}, "0.00", "0.00"),
        ({"moved": "33.00"}, "3.00", "0.00"),
        ({"moved": "33.00", "charges": "3.00"}, "3.00", "0.00"),
        ({"moved": "33.00", "charges": "2.00"}, "3.00", "0.00"),
        ({"moved": "30.00", "charges": "3.00"}, "0.00", "0.00"),
        ({"moved": "30.70", "compensation": "0.70"}, "0.00", "0.70"),
        ({"moved": "33.70", "compensation": "0.70"}, "3.00", "0.70"),
        ({"moved": "30.00", "compensation": "0.70"}, "0.00", "0.00"),
    ],
)
def test_trap_26_what_moved_beyond_the_amount_is_charges(
    more: dict[str, Any], charges: str, compensation: str
) -> None:
    run = record_run(THREE, [returned(1, **more)]).run
    (movement,) = run.collections[0].movements
    assert str(movement.amount) == "-30.00"
    assert (str(movement.charges), str(movement.compensation)) == (charges, compensation)


def test_trap_26_a_return_that_names_the_mandate_alone() -> None:
    german = booked(
        *(Return, D2, "53.00"), mandate="M-2", amount="50.00", charges="3.00", reason="MS03"
    )
    recorded = record_run(THREE, [german])
    assert statuses(recorded.run) == ["pending", "returned", "pending"]
    assert str(recorded.run.collections[1].movements[0].charges) == "3.00"


def test_trap_28_several_returns_of_one_movement_are_several() -> None:
    run = alike(THREE, [returned(1, "30.00", entry="E-9"), returned(2, "50.00", entry="E-9")])
    assert statuses(run) == ["returned", "returned", "pending"]


# -- what fits nowhere -----------------------------------------------------------------------------


def test_what_fits_nowhere_stops_nothing() -> None:
    recorded = record_run(
        THREE,
        [
            rejected(9),
            rejected(1, amount="31.00"),
            rejected(1, mandate="M-2"),
            told(Reject, Level.FILE, message_id="X"),
            fact(Reject, 8),
            rejected(2),
        ],
    )
    assert statuses(recorded.run) == ["pending", "rejected", "pending"]
    assert details(recorded) == [
        (
            "BNK-01 pain.002 ST-1, TxInfAndSts[1]: collection 2026-12-9: "
            "no collection is called 2026-12-9"
        ),
        (
            "BNK-03 pain.002 ST-1, TxInfAndSts[1]: collection 2026-12-1: an amount of 31.00, and "
            "collection 2026-12-1 of debtor 10042 is 30.00"
        ),
        (
            "BNK-04 pain.002 ST-1, TxInfAndSts[1]: collection 2026-12-1: mandate M-2, and "
            "collection 2026-12-1 of debtor 10042 is under M-1"
        ),
        "BNK-01 pain.002 ST-1, TxInfAndSts[1]: file X: no batch or file of ours is called X",
        "BNK-01 reject of collection 2026-12-8 on 2026-12-01: no collection is called 2026-12-8",
    ]


def test_a_finding_is_told_once() -> None:
    assert len(record_run(THREE, [rejected(9), rejected(9)]).findings) == 1


@pytest.mark.parametrize(
    ("more", "name"),
    [
        ({"end_to_end_id": "X"}, "collection X"),
        ({"instruction_id": "X"}, "instruction X"),
        ({"mandate": "X"}, "mandate X"),
        ({"batch_id": "X", "level": Level.BATCH}, "batch X"),
        ({"message_id": "X", "level": Level.FILE}, "file X"),
        ({}, "no reference"),
    ],
)
def test_a_finding_names_the_narrowest_reference(more: dict[str, Any], name: str) -> None:
    (finding,) = record_run(THREE, [told(Reject, **more)]).findings
    assert finding.subject == f"pain.002 ST-1, TxInfAndSts[1]: {name}"


# -- return or refund ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "on", "status"),
    [
        ("MD06", D2, "refunded"),
        ("MD01", LAST_RETURN, "returned"),
        ("MD01", LAST_RETURN + timedelta(days=1), "refunded"),
        ("AM04", LAST_RETURN, "returned"),
        ("", LAST_RETURN, "returned"),
    ],
)
def test_code_and_day_tell_a_refund_from_a_return(code: str, on: date, status: str) -> None:
    recorded = record_run(THREE, [returned(1, "30.00", code, on=on)])
    assert statuses(recorded.run)[0] == status
    assert recorded.findings == ()


@pytest.mark.parametrize("code", ["AM04", "AC04", "AC01", "MD07", "SL01", "MS02", "MS03", ""])
def test_without_a_refunds_code_it_is_a_late_return(code: str) -> None:
    recorded = record_run(THREE, [returned(1, "30.00", code, on=LAST_RETURN + timedelta(days=1))])
    assert statuses(recorded.run)[0] == "returned"
    assert rules(recorded) == ["DLN-01"]
    asks = "ask the bank whether it is a refund" in recorded.findings[0].detail
    assert asks is (code in {"MS02", "MS03", ""})


def test_that_does_not_depend_on_when_the_settlement_is_heard_of() -> None:
    late = booked(Settlement, D2, "30.00", end_to_end_id="2026-12-1")
    run = alike(THREE, [late, returned(1, "30.00", "MD01", on=LAST_RETURN + timedelta(days=1))])
    assert statuses(run)[0] == "refunded"


def test_a_person_says_what_it_is() -> None:
    run = record_run(THREE, [fact(Return, on=date(2027, 6, 1), code="MD01")]).run
    assert statuses(run)[0] == "returned"


def test_a_refund_of_a_b2b_collection_is_told() -> None:
    company = sent(b2b(1))
    recorded = record_run(company, [returned(1, "40.00", "MD06")])
    assert statuses(recorded.run) == ["refunded"]
    assert rules(recorded) == ["DLN-04"]
    assert record_run(recorded.run, [returned(1, "40.00", "MD06")]).findings == ()


def test_a_b2b_collection_that_comes_back_late_was_returned_late() -> None:
    recorded = record_run(sent(b2b(1)), [returned(1, "40.00", "AC04", on=date(2026, 12, 20))])
    assert statuses(recorded.run) == ["returned"]
    assert rules(recorded) == ["DLN-01"]


# -- late ------------------------------------------------------------------------------------------


def test_feature_4_50_a_closed_run_takes_a_refund_in_the_thirteenth_month() -> None:
    closed = close(record_run(THREE, [GROSS]).run, at=AT)
    recorded = record_run(closed, [returned(2, "50.00", "MD01", on=date(2027, 12, 20))])
    assert statuses(recorded.run) == ["settled", "refunded", "settled"]
    assert recorded.run.standing is RunStanding.CLOSED
    assert [each.failed for each in recorded.effects] == [True]
    assert recorded.findings == ()


def test_an_acceptance_that_comes_last_changes_nothing() -> None:
    run = alike(THREE, [fact(Settlement), fact(Acceptance)])
    assert statuses(run)[0] == "settled"


@pytest.mark.parametrize(("kind", "status"), [(Reject, "rejected"), (Cancellation, "cancelled")])
def test_what_was_turned_down_stays_so_whatever_is_told_later(
    kind: type[BankFact], status: str
) -> None:
    later: tuple[type[BankFact], ...] = (Acceptance, Settlement, Return, Refund, Reversal)
    for other in later:
        assert statuses(alike(THREE, [fact(kind), fact(other)]))[0] == status


# -- by hand ---------------------------------------------------------------------------------------


def test_feature_4_37_what_the_bank_refused_can_be_marked_by_hand() -> None:
    recorded = record_run(THREE, [fact(Reject, 2, code="")])
    assert statuses(recorded.run) == ["pending", "rejected", "pending"]
    assert recorded.run.id == THREE.id
    freed = {THREE.collections[1].items[0].key}
    assert set(THREE.held()) - set(recorded.run.held()) == freed


def test_feature_4_38_nothing_has_moved_for_what_was_refused() -> None:
    run = record_run(THREE, [fact(Reject, 2, code="")]).run
    assert run.collections[1].movements == ()


def test_feature_1_21_a_whole_run_can_be_undone_and_its_items_are_free() -> None:
    undone = record_run(THREE, [fact(Cancellation, n, code="CUST") for n in (1, 2, 3)]).run
    assert list(undone.held()) == []
    assert statuses(undone) == ["cancelled"] * 3
    settled = record_run(THREE, [GROSS]).run
    reversed_run = record_run(settled, [fact(Reversal, n, code="MD05") for n in (1, 2, 3)]).run
    assert list(reversed_run.held()) == []


def test_feature_2_l19_one_collection_or_a_whole_order_is_taken_back_on_its_day() -> None:
    settled = record_run(THREE, [GROSS]).run
    one = record_run(settled, [fact(Return, 2, on=D2, booked_on=D2)])
    assert [str(each.after.end_to_end_id) for each in one.effects] == ["2026-12-2"]
    whole = record_run(one.run, [fact(Return, n, on=D2, booked_on=D2) for n in (1, 2, 3)])
    assert statuses(whole.run) == ["returned"] * 3
    assert [each.movements[1].booked_on for each in whole.run.collections] == [D2] * 3
    assert len(whole.effects) == 2


def test_what_is_told_by_hand_and_by_the_bank_is_one() -> None:
    run = alike(THREE, [fact(Reject, 2, code=""), rejected(2, "AC04")])
    assert len(run.collections[1].facts) == 2
    failure = run.collections[1].failure
    assert failure is not None
    assert failure.reason.code == "AC04"


# -- many runs -------------------------------------------------------------------------------------


def test_each_thing_goes_to_the_run_that_it_speaks_of() -> None:
    october, november = three("2026-10"), three("2026-11")
    recorded = record_runs(
        (october, november, THREE),
        [
            told(Reject, Level.FILE, message_id="2026-10", reason="FF01"),
            credited("100.00", batch_id=BATCH),
        ],
    )
    assert [run.standing for run in recorded.runs] == [
        *(RunStanding.REJECTED, RunStanding.SUBMITTED, RunStanding.SETTLED)
    ]
    assert recorded.runs[1] is november
    assert len(recorded.effects) == 6


def test_effects_stand_in_the_order_of_runs_and_collections() -> None:
    october = three("2026-10")
    facts = [rejected(2), rejected(1), rejected(3, run="2026-10")]
    names = [str(each.after.end_to_end_id) for each in record_runs((october, THREE), facts).effects]
    assert names == ["2026-10-3", "2026-12-1", "2026-12-2"]


# -- sets ------------------------------------------------------------------------------------------


def a_set(**more: Any) -> tuple[CollectionRun, ...]:
    runs = (
        prepared(collection(1), collection(2, "50.00")),
        prepared(collection(1, "20.00", run="2026-13", **more), id="2026-13"),
    )
    return submit_set(join(runs, TERMS, id=RunId("SET"), at=AT), at=AT).runs


@pytest.mark.parametrize(
    ("moved", "charges"), [("100.00", "0"), ("99.00", "1.00"), ("100.00", "1.00")]
)
def test_a_sum_for_the_file_of_a_set_is_divided_among_its_runs(moved: str, charges: str) -> None:
    credit = credited(moved, charges=charges, level=Level.FILE, message_id="SET")
    recorded = record_runs(a_set(), [credit])
    assert [statuses(run) for run in recorded.runs] == [["settled"] * 2, ["settled"]]
    bookings = [booking for run in recorded.runs for booking in run.bookings]
    assert sum(each.amount.cents for each in bookings) == eur(moved).cents
    assert sum(each.charges.cents for each in bookings) == eur(charges).cents
    assert recorded.findings == ()
    again = record_runs(recorded.runs, [credit])
    assert all(one is other for one, other in zip(again.runs, recorded.runs, strict=True))


def test_a_sum_that_is_not_that_of_all_the_runs_given_is_told() -> None:
    first, _ = a_set()
    recorded = record_run(first, [credited("100.00", level=Level.FILE, message_id="SET")])
    assert recorded.run is first
    assert details(recorded) == [
        (
            "BNK-03 camt.053 STM-1, TxInfAndSts[1]: file SET: 100.00 for SET, whose collections "
            "come to 80.00 in the runs given: give all runs of the set; not in the books: 100.00 "
            "credited on 2026-12-01"
        )
    ]


def test_a_reject_of_the_file_of_a_set_reaches_all_its_runs() -> None:
    recorded = record_runs(a_set(), [told(Reject, Level.FILE, message_id="SET", reason="FF01")])
    assert [run.standing for run in recorded.runs] == [RunStanding.REJECTED] * 2


def test_a_batch_in_a_set_is_of_its_own_run() -> None:
    recorded = record_runs(a_set(), [credited("20.00", batch_id="2026-13.B1")])
    assert [statuses(run) for run in recorded.runs] == [["pending"] * 2, ["settled"]]


# -- what was written by hand into a record --------------------------------------------------------


def test_a_settlement_that_names_a_batch_needs_the_booking_of_it() -> None:
    stray = fact(Settlement, of_batch=BATCH)
    assert statuses(alike(THREE, [stray, NET])) == ["pending"] * 3
    run = record_run(THREE, [GROSS]).run
    assert record_run(run, [stray]).run is run


def test_items_and_amounts_stay_as_they_were() -> None:
    run = submit(a_run(), at=AT)
    after = record_run(run, [credited("30.00")]).run
    assert after.collections[0].items == (INVOICE, CREDIT_NOTE)
    assert after.collections[0].status is CollectionStatus.SETTLED
    assert replace(after, collections=run.collections, bookings=()) == run


def test_a_credit_on_another_account_is_not_taken_for_ours_by_its_sum() -> None:
    other = Iban("NL91ABNA0417164300")
    assert rules(record_run(THREE, [credited("100.00", account=other.value)])) == ["BNK-01"]


def test_what_only_informs_cannot_be_made_a_fact() -> None:
    nothing: Reported = told(None, Level.FILE, status="RCVD", message_id="2026-12", said=PAIN_002)
    assert record_run(THREE, [nothing]).findings == ()


# -- one order -------------------------------------------------------------------------------------

SAME = datetime(2026, 12, 1, 11, 0, tzinfo=timezone(timedelta(hours=1)))
TELLINGS = [
    FactSource(),
    FactSource(by="Ada"),
    FactSource("camt.053", "A", SAME),
    FactSource("camt.053", "A", SAME.astimezone(UTC)),
    FactSource("camt.053", "A", SAME.replace(tzinfo=None)),
    FactSource("camt.053", "B", SAME),
    FactSource("camt.053", "A", SAME + timedelta(minutes=30)),
]


def nearly_alike(kind: type[BankFact]) -> list[BankFact]:
    """Give facts of one kind, each of which differs from the first in one thing."""
    good = kind is Settlement
    changes: list[dict[str, Any]] = [
        *({"said": said} for said in TELLINGS),
        *({"on": D2}, {"booked_on": D}, {"booked_on": D2}, {"entry": "E-1"}),
        *({"charges": eur("1.00")}, {"compensation": eur("1.00")}),
        *([{"of_batch": "A"}, {"of_batch": "B"}] if good else [{"code": "AM04"}]),
    ]
    return [fact(kind, **({"code": ""} | change if not good else change)) for change in changes]


@pytest.mark.parametrize("kind", [Settlement, Return])
def test_facts_that_differ_in_one_thing_have_one_order(kind: type[BankFact]) -> None:
    for pair in combinations(nearly_alike(kind), 2):
        alike(THREE, pair)


@pytest.mark.parametrize("first", [{}, {"charges": eur("1.00")}, {"entry": "E-1"}])
def test_bookings_that_differ_in_one_thing_have_one_order(first: dict[str, Any]) -> None:
    changes: list[dict[str, Any]] = [
        *({"said": said} for said in TELLINGS),
        *({"charges": "1.00"}, {"moved": "99.00", "charges": "1.00"}),
        *(
            {"entry": "E-1"},
            {"entry": "E-2"},
            {"on": D2},
            {"batch_id": "", "message_id": "2026-12"},
        ),
    ]
    made = [credited(**{"moved": "100.00", "batch_id": BATCH, **first, **more}) for more in changes]
    for some in combinations(made, 3):
        alike(THREE, some)
