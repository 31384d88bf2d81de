"""What is to come in, as it will stand on the statement, and what may still go back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from helpers.books import decided, record_run, record_runs
from sepadd.books import Books, propose
from sepadd.collection import (
    Acceptance,
    BankFact,
    BatchBooking,
    Collection,
    FactSource,
    Level,
    Refund,
    Reject,
    Reported,
    Return,
    RTransaction,
    Settlement,
    reason,
)
from sepadd.open_item import OpenItem
from sepadd.proposal import Draft
from sepadd.recording.known_runs import KnownRuns
from sepadd.recording.matching import BatchMatching
from sepadd.reports import (
    ExpectedReceipt,
    Total,
    expected_batch_totals,
    expected_receipts,
    unsafe_money,
)
from sepadd.reports.receipts import ExpectedBatch, MoneyUntil, UnsafeMoney
from sepadd.reports.sums import NOTHING
from sepadd.rulebook import deadlines
from sepadd.run import CollectionRun, submit, withdraw
from sepadd.testing import (
    ACCOUNT,
    AT,
    B2B_MANDATE,
    COLLECTION,
    CREDITOR,
    DUE_ON,
    INVOICE,
    MANDATE,
    TERMS,
    a_run,
)
from sepadd.values import (
    TARGET,
    ZERO,
    BusinessCalendar,
    CreditorAccount,
    EndToEndId,
    Euro,
    Iban,
    RunId,
)

DAY = timedelta(days=1)
OTHER = CreditorAccount(iban=Iban("NL98INGB0202345688"))
COMPANY_INVOICE = replace(INVOICE, number="B-1", debtor_id="20007", amount=Euro(cents=100_00))
SUBMITTED = submit(a_run(), at=AT)


def euros(amount: str) -> Euro:
    return Euro(amount)


def a_run_of(*items: OpenItem, **asked: Any) -> CollectionRun:
    proposal = propose(
        Books(creditor=CREDITOR, open_items=items, mandates=(MANDATE, B2B_MANDATE), runs=()),
        TERMS,
        Draft(id=RunId("R"), due_on=DUE_ON, **asked),
    )
    return submit(decided(proposal, TERMS, at=AT), at=AT)


def a_run_with(*collections: Collection) -> CollectionRun:
    return replace(SUBMITTED, collections=collections)


def named(name: str, **changes: Any) -> Collection:
    return replace(COLLECTION, end_to_end_id=EndToEndId(name), **changes)


def told(run: CollectionRun, kind: type[BankFact], *, nth: int = 0) -> CollectionRun:
    name = run.collections[nth].end_to_end_id
    if issubclass(kind, RTransaction):
        return record_run(run, [kind(end_to_end_id=name, on=DUE_ON, reason=reason("AM04"))]).run
    return record_run(run, [kind(end_to_end_id=name, on=DUE_ON)]).run


# -- expected receipts --------------------------------------------------------------------------


def test_feature_1_3_what_is_to_come_in_by_day_and_account() -> None:
    later = DUE_ON + 7 * DAY
    run = a_run_with(
        named("1"),
        named("2", due_on=later),
        named("3", account=OTHER),
        named("4", amount=euros("5.00")),
    )
    assert expected_receipts([run]) == (
        ExpectedReceipt(DUE_ON, ACCOUNT.iban, Total(2, euros("35.00"))),
        ExpectedReceipt(DUE_ON, OTHER.iban, Total(1, euros("30.00"))),
        ExpectedReceipt(later, ACCOUNT.iban, Total(1, euros("30.00"))),
    )


def test_feature_1_3_the_runs_in_flight_are_added_up() -> None:
    second = replace(SUBMITTED, id=RunId("2"), collections=(named("2"),))
    assert [each.total for each in expected_receipts([SUBMITTED, second])] == [
        Total(2, euros("60.00"))
    ]


def test_feature_0_5_the_proceeds_are_expected_on_the_account_that_was_chosen() -> None:
    creditor = replace(CREDITOR, accounts=(ACCOUNT, OTHER))
    proposal = propose(
        Books(creditor=creditor, open_items=(INVOICE,), mandates=(MANDATE,), runs=()),
        TERMS,
        Draft(id=RunId("R"), due_on=DUE_ON, account=OTHER.iban),
    )
    run = submit(decided(proposal, TERMS, at=AT), at=AT)
    assert [each.account for each in expected_receipts([run])] == [OTHER.iban]


@pytest.mark.parametrize(
    ("due_on", "settles_on"),
    [
        (date(2026, 12, 24), date(2026, 12, 24)),
        (date(2026, 12, 25), date(2026, 12, 28)),
        (date(2026, 12, 26), date(2026, 12, 28)),
        (date(2026, 12, 28), date(2026, 12, 28)),
    ],
)
def test_it_settles_on_the_due_date_or_the_next_business_day(
    due_on: date, settles_on: date
) -> None:
    (receipt,) = expected_receipts([a_run_with(named("1", due_on=due_on))])
    assert receipt.on == settles_on


def test_what_falls_on_one_business_day_is_one_receipt() -> None:
    run = a_run_with(named("1", due_on=date(2026, 12, 25)), named("2", due_on=date(2026, 12, 28)))
    assert [each.total.count for each in expected_receipts([run])] == [2]


def test_the_calendar_may_be_the_banks_own() -> None:
    house = BusinessCalendar(name="house", closing=lambda year: {date(year, 12, 1): "Party"})
    (receipt,) = expected_receipts([SUBMITTED], TARGET & house)
    assert receipt.on == DUE_ON + DAY


def test_what_the_bank_does_not_have_is_not_expected() -> None:
    assert expected_receipts([a_run(), withdraw(a_run(), at=AT)]) == ()
    assert len(expected_receipts([SUBMITTED])) == 1


@pytest.mark.parametrize("kind", [Settlement, Reject, Return])
def test_what_the_bank_has_answered_is_not_expected(kind: type[BankFact]) -> None:
    assert len(expected_receipts([told(SUBMITTED, Acceptance)])) == 1
    assert expected_receipts([told(SUBMITTED, kind)]) == ()


# -- what stands on the statement ---------------------------------------------------------------


def test_feature_4_46_each_batch_has_one_gross_total_to_be_found_by() -> None:
    run = a_run_of(INVOICE, COMPANY_INVOICE)
    found = expected_batch_totals([run])
    assert [(str(each.file), str(each.batch), each.gross) for each in found] == [
        ("R.F1", "R.F1.B1", Total(1, euros("100.00"))),
        ("R.F2", "R.F2.B1", Total(1, euros("40.00"))),
    ]
    assert {(each.run, each.account, each.on) for each in found} == {(run.id, ACCOUNT.iban, DUE_ON)}


def test_feature_4_21_all_receipts_of_a_batch_are_one_sum_if_that_was_asked_for() -> None:
    for wanted in (True, False, None):
        account = replace(ACCOUNT, batch_booking=wanted)
        (batch,) = expected_batch_totals([a_run_with(named("1", account=account))])
        assert batch.one_sum is wanted


def test_feature_4_21_the_form_says_it_where_the_account_does_not() -> None:
    form = replace(SUBMITTED.form, batch_booking=True)
    (batch,) = expected_batch_totals([replace(SUBMITTED, form=form)])
    assert batch.one_sum is True


def test_feature_4_46_what_was_turned_down_stands_in_the_gross_total_and_not_in_the_net() -> None:
    run = told(a_run_with(named("1"), named("2")), Reject)
    (batch,) = expected_batch_totals([run])
    assert (batch.gross, batch.turned_down, batch.net) == (
        Total(2, euros("60.00")),
        Total(1, euros("30.00")),
        Total(1, euros("30.00")),
    )


def test_feature_4_46_a_return_that_came_first_leaves_the_total_as_it_is() -> None:
    run = told(a_run_with(named("1"), named("2")), Return)
    (batch,) = expected_batch_totals([run])
    assert (batch.gross, batch.turned_down) == (Total(2, euros("60.00")), NOTHING)


def payout(batch: ExpectedBatch, amount: Euro, batch_id: str = "") -> Reported:
    """Return an entry of a statement: one sum, on the day of the batch."""
    return Reported(
        fact=Settlement,
        level=Level.BATCH,
        on=batch.on,
        booked_on=batch.on,
        moved=amount,
        batch_id=batch_id,
        said=FactSource(message="camt.053"),
        place="entry 1",
    )


@pytest.mark.parametrize("sum_of", ["gross", "net"])
def test_feature_1_22_a_payout_of_that_total_settles_the_batch_by_itself(sum_of: str) -> None:
    run = told(a_run_with(named("1"), named("2")), Reject)
    (batch,) = expected_batch_totals([run])
    total: Total = getattr(batch, sum_of)
    recorded = record_runs([run], [payout(batch, total.amount, batch_id=str(batch.batch))])
    assert recorded.findings == ()
    assert expected_batch_totals(recorded.runs) == ()
    assert expected_receipts(recorded.runs) == ()


def test_feature_1_22_a_payout_without_reference_is_known_by_its_day_and_sum() -> None:
    (batch,) = expected_batch_totals([SUBMITTED])
    found = BatchMatching(KnownRuns([SUBMITTED])).by(payout(batch, batch.gross.amount))
    assert getattr(found, "id", None) == str(batch.batch)


@pytest.mark.parametrize("of", ["2026-12", "2026-12.B1"])
def test_a_batch_that_was_booked_is_not_expected_by_either_name(of: str) -> None:
    booking = BatchBooking(of=of, amount=euros("1.00"), booked_on=DUE_ON)
    assert [str(each.batch) for each in expected_batch_totals([SUBMITTED])] == ["2026-12.B1"]
    assert expected_batch_totals([replace(SUBMITTED, bookings=(booking,))]) == ()


def test_of_two_batches_the_one_that_is_not_booked_is_expected() -> None:
    booking = BatchBooking(of="R.F1.B1", amount=euros("100.00"), booked_on=DUE_ON)
    run = replace(a_run_of(INVOICE, COMPANY_INVOICE), bookings=(booking,))
    assert [str(each.batch) for each in expected_batch_totals([run])] == ["R.F2.B1"]


def test_a_batch_whose_collections_were_all_answered_is_not_expected() -> None:
    run = a_run_of(INVOICE, COMPANY_INVOICE)
    once = told(run, Settlement)
    assert len(expected_batch_totals([once])) == 1
    assert expected_batch_totals([told(once, Settlement, nth=1)]) == ()
    assert expected_batch_totals([a_run()]) == ()


def test_the_earliest_day_comes_first() -> None:
    run = a_run_with(named("1", due_on=DUE_ON + DAY), named("2"))
    second = replace(SUBMITTED, id=RunId("0"), collections=(named("3", due_on=DUE_ON + DAY),))
    found = expected_batch_totals([second, run])
    assert [(each.on, str(each.batch)) for each in found] == [
        (DUE_ON, "2026-12.B1"),
        (DUE_ON + DAY, "0.B1"),
        (DUE_ON + DAY, "2026-12.B2"),
    ]


# -- what may still go back ---------------------------------------------------------------------

SETTLED = told(SUBMITTED, Settlement)
DAYS = deadlines(SETTLED.collections[0])
ONE = Total(1, euros("30.00"))


def test_money_may_go_back_for_no_reason_up_to_a_day() -> None:
    until = DAYS.unsafe_for_no_reason_until
    assert unsafe_money([SETTLED], until) == UnsafeMoney((MoneyUntil(until, ONE),), ())


def test_after_that_day_it_may_as_unauthorised_up_to_another() -> None:
    until = DAYS.unsafe_until
    for day in (DAYS.unsafe_for_no_reason_until + DAY, until):
        assert unsafe_money([SETTLED], day) == UnsafeMoney((), (MoneyUntil(until, ONE),))


def test_after_both_the_money_is_safe() -> None:
    assert unsafe_money([SETTLED], DAYS.unsafe_until).total == ONE
    assert unsafe_money([SETTLED], DAYS.unsafe_until + DAY).total == Total(0, ZERO)


def test_b2b_money_is_safe_once_it_cannot_be_returned() -> None:
    run = told(a_run_of(COMPANY_INVOICE), Settlement)
    until = deadlines(run.collections[0]).last_return_on
    assert unsafe_money([run], until).for_no_reason == (
        MoneyUntil(until, Total(1, euros("100.00"))),
    )
    assert unsafe_money([run], until + DAY) == UnsafeMoney((), ())


@pytest.mark.parametrize("kind", [Acceptance, Reject, Return, Refund])
def test_what_did_not_come_in_or_went_back_is_no_unsafe_money(kind: type[BankFact]) -> None:
    assert unsafe_money([told(SUBMITTED, kind)], DUE_ON).total == NOTHING


def test_the_total_adds_up_what_may_go_for_either() -> None:
    old = told(a_run_with(named("9", due_on=date(2026, 6, 1))), Settlement)
    earlier = Settlement(end_to_end_id=EndToEndId("9"), on=date(2026, 6, 1))
    old = replace(old, collections=(named("9", due_on=date(2026, 6, 1), facts=(earlier,)),))
    found = unsafe_money([SETTLED, old], DUE_ON)
    assert (len(found.for_no_reason), len(found.unauthorised)) == (1, 1)
    assert found.total == Total(2, euros("60.00"))
