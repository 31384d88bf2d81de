"""Until when money may go back, both sides of each last day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from sepadd.collection import (
    Collection,
    Refund,
    Reject,
    Return,
    Reversal,
    RTransaction,
    Settlement,
    reason,
)
from sepadd.findings import Severity
from sepadd.mandate import Scheme
from sepadd.rulebook import deadlines, is_refund, late
from sepadd.testing import B2B_MANDATE, COLLECTION
from sepadd.values import TARGET, BusinessCalendar

DAY = timedelta(days=1)
CORE = replace(COLLECTION, due_on=date(2026, 12, 23))
B2B = replace(CORE, mandate=B2B_MANDATE)
COR1 = replace(CORE, mandate=replace(CORE.mandate, scheme=Scheme.COR1), due_on=date(2014, 7, 1))


def came(kind: type[RTransaction], on: date, code: str = "MS03") -> RTransaction:
    return kind(end_to_end_id=COLLECTION.end_to_end_id, on=on, reason=reason(code))


def told(fact: RTransaction, collection: Collection = CORE) -> str | None:
    finding = late(fact, collection)
    return None if finding is None else finding.rule


# -- the last days ------------------------------------------------------------------------------


def test_the_last_days_of_a_core_collection() -> None:
    days = deadlines(CORE)
    assert days.debited_on == date(2026, 12, 23)
    assert days.last_return_on == days.last_reversal_on == date(2026, 12, 31)
    assert days.last_refund_on == date(2027, 2, 17)
    assert days.last_unauthorised_refund_on == date(2028, 1, 23)


def test_the_last_days_of_a_b2b_collection() -> None:
    days = deadlines(B2B)
    assert days.last_return_on == date(2026, 12, 29)
    assert days.last_reversal_on == date(2026, 12, 31)
    assert days.last_refund_on is None
    assert days.last_unauthorised_refund_on is None


def test_the_money_of_core_is_safe_from_a_whim_two_target_days_after_the_eight_weeks() -> None:
    assert deadlines(CORE).unsafe_for_no_reason_until == date(2027, 2, 19)


def test_over_a_weekend_the_claim_takes_longer() -> None:
    on_a_friday = replace(CORE, due_on=date(2026, 12, 18))
    assert deadlines(on_a_friday).last_refund_on == date(2027, 2, 12)
    assert deadlines(on_a_friday).unsafe_for_no_reason_until == date(2027, 2, 16)


def test_the_money_of_core_is_safe_altogether_after_thirteen_months_and_an_inquiry() -> None:
    thirteen_months, inquiry = date(2028, 1, 23), timedelta(days=30)
    assert deadlines(CORE).unsafe_until == TARGET.after(thirteen_months + inquiry, 4)
    assert deadlines(CORE).unsafe_until == date(2028, 2, 28)


def test_the_money_of_b2b_is_safe_after_the_returns() -> None:
    days = deadlines(B2B)
    assert days.unsafe_for_no_reason_until == days.unsafe_until == days.last_return_on


def test_a_collection_under_cor1_is_one_of_core() -> None:
    as_core = replace(COR1, mandate=COLLECTION.mandate)
    assert deadlines(COR1) == deadlines(as_core)


def test_a_due_date_that_is_no_target_day_is_debited_on_the_next() -> None:
    christmas = deadlines(replace(CORE, due_on=date(2026, 12, 25)))
    assert christmas.debited_on == date(2026, 12, 28)
    assert christmas == deadlines(replace(CORE, due_on=date(2026, 12, 28)))


def test_a_later_settlement_that_the_bank_told_is_the_day_of_debit() -> None:
    settled = Settlement(end_to_end_id=CORE.end_to_end_id, on=date(2026, 12, 24))
    days = deadlines(CORE.after(settled))
    assert days.debited_on == date(2026, 12, 24)
    assert days.last_refund_on == date(2027, 2, 18)
    assert days.last_reversal_on == date(2026, 12, 31)


def test_a_settlement_that_is_told_for_an_earlier_day_changes_nothing() -> None:
    settled = Settlement(end_to_end_id=CORE.end_to_end_id, on=date(2026, 12, 22))
    assert deadlines(CORE.after(settled)) == deadlines(CORE)


def test_of_several_tellings_of_a_settlement_the_first_day_counts() -> None:
    name = CORE.end_to_end_id
    settled = [Settlement(end_to_end_id=name, on=date(2026, 12, day)) for day in (28, 24)]
    assert deadlines(CORE.knowing(settled)).debited_on == date(2026, 12, 24)


def test_trap_6b_the_edition_of_the_day_decides() -> None:
    before = deadlines(replace(B2B, due_on=date(2017, 11, 17)))
    since = deadlines(replace(B2B, due_on=date(2017, 11, 20)))
    assert (before.last_return_on, since.last_return_on) == (date(2017, 11, 21), date(2017, 11, 23))


def test_a_reversal_had_two_days_in_the_older_editions() -> None:
    assert deadlines(replace(CORE, due_on=date(2016, 11, 17))).last_reversal_on == date(
        2016, 11, 21
    )
    assert deadlines(replace(CORE, due_on=date(2016, 11, 21))).last_reversal_on == date(
        2016, 11, 28
    )


def test_the_days_are_counted_in_the_calendar_that_is_given() -> None:
    party = BusinessCalendar(name="party", closing=lambda year: {date(year, 12, 30): "Party"})
    assert deadlines(CORE, TARGET & party).last_return_on == date(2027, 1, 4)


# -- return or refund ---------------------------------------------------------------------------


def test_in_core_it_is_a_return_up_to_the_last_day_of_returns_and_a_refund_after() -> None:
    last = deadlines(CORE).last_return_on
    assert not is_refund("MD01", CORE, last)
    assert is_refund("MD01", CORE, last + DAY)


@pytest.mark.parametrize("code", ["MS02", "MS03", "AM04", "AC04", "X999", ""])
def test_no_other_code_is_a_refund_by_its_day(code: str) -> None:
    assert not is_refund(code, CORE, deadlines(CORE).last_return_on + DAY)


@pytest.mark.parametrize("collection", [CORE, B2B])
def test_what_the_debtor_claimed_is_a_refund_on_any_day(collection: Collection) -> None:
    assert is_refund("MD06", collection, collection.due_on)
    assert is_refund("MD06", collection, date(2027, 2, 1))


@pytest.mark.parametrize("code", ["MD01", "MS03", "X999"])
def test_in_b2b_it_stays_a_return_however_late(code: str) -> None:
    assert not is_refund(code, B2B, deadlines(B2B).last_return_on + DAY)
    assert not is_refund(code, B2B, date(2027, 12, 1))


# -- too late -----------------------------------------------------------------------------------


@pytest.mark.parametrize("collection", [CORE, B2B])
def test_a_return_is_late_on_the_day_after_its_last(collection: Collection) -> None:
    last = deadlines(collection).last_return_on
    assert told(came(Return, last), collection) is None
    assert told(came(Return, last + DAY), collection) == "DLN-01"


def test_a_refund_is_late_when_no_claim_of_the_eight_weeks_can_be_on_its_way() -> None:
    last = deadlines(CORE).unsafe_for_no_reason_until
    assert told(came(Refund, last, "MD06")) is None
    assert told(came(Refund, last + DAY, "MD06")) == "DLN-02"


def test_a_refund_without_a_code_is_one_without_a_reason() -> None:
    last = deadlines(CORE).unsafe_for_no_reason_until
    assert told(came(Refund, last, "")) is None
    assert told(came(Refund, last + DAY, "")) == "DLN-02"


def test_a_refund_for_want_of_a_mandate_is_late_after_thirteen_months_and_an_inquiry() -> None:
    last = deadlines(CORE).unsafe_until
    assert told(came(Refund, last, "MD01")) is None
    assert told(came(Refund, last + DAY, "MD01")) == "DLN-03"


@pytest.mark.parametrize("code", ["MD06", "MD01", ""])
def test_a_refund_of_b2b_is_told_on_whatever_day(code: str) -> None:
    assert told(came(Refund, B2B.due_on, code), B2B) == "DLN-04"


def test_a_reversal_is_late_on_the_day_after_its_last() -> None:
    last = deadlines(CORE).last_reversal_on
    assert told(came(Reversal, last)) is None
    assert told(came(Reversal, last + DAY)) == "DLN-05"


def test_a_refund_that_was_booked_as_a_return_is_judged_as_a_refund() -> None:
    days = deadlines(CORE)
    assert told(came(Return, days.last_return_on + DAY, "MD06")) is None
    assert told(came(Return, days.unsafe_for_no_reason_until + DAY, "MD06")) == "DLN-02"
    assert told(came(Return, days.last_return_on + DAY, "MD01")) is None
    assert told(came(Return, days.unsafe_until + DAY, "MD01")) == "DLN-03"


def test_a_claim_on_b2b_that_was_booked_as_a_return_is_told() -> None:
    assert told(came(Return, B2B.due_on, "MD06"), B2B) == "DLN-04"
    assert told(came(Return, deadlines(B2B).last_return_on + DAY, "MD01"), B2B) == "DLN-01"


def test_before_settlement_nothing_is_late() -> None:
    assert told(came(Reject, date(2027, 12, 1))) is None
    settled = Settlement(end_to_end_id=CORE.end_to_end_id, on=date(2027, 12, 1))
    assert late(settled, CORE) is None


def test_it_is_told_as_a_warning_with_the_last_day() -> None:
    finding = late(came(Return, date(2027, 1, 4)), B2B)
    assert finding is not None
    assert finding.severity is Severity.WARNING
    assert str(finding) == (
        "[DLN-01] collection 2026-12-1 of debtor 20007: returned on 2027-01-04, but the debtor's "
        "bank could return it until 2026-12-29: ask the bank (EPC016-06 and EPC222-07, time "
        "cycles; Betaalvereniging on B2B since 19 November 2017)"
    )
