"""The editions of the rulebook: on both sides of each day on which one came into force."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from sepadd.findings import InvalidValue
from sepadd.mandate import Scheme, SequenceType
from sepadd.rulebook import (
    LEGACY_LEAD_TIMES,
    LeadTimes,
    MessageVersion,
    SameMandateNewAccount,
    edition_on,
    last_refund_on,
    last_return_on,
    last_unauthorised_refund_on,
    latest_pre_notification_on,
)
from sepadd.rulebook.edition import EDITIONS, Edition

DAY = timedelta(days=1)
FIRST, RECURRENT = SequenceType.FIRST, SequenceType.RECURRENT
FINAL, ONE_OFF = SequenceType.FINAL, SequenceType.ONE_OFF


def test_the_editions_stand_in_their_order_and_have_names_of_their_own() -> None:
    assert all(one.in_force_from < other.in_force_from for one, other in pairwise(EDITIONS))
    assert len({edition.name for edition in EDITIONS}) == len(EDITIONS)
    assert all(edition.source for edition in EDITIONS)


@pytest.mark.parametrize(("before", "edition"), list(pairwise(EDITIONS)))
def test_an_edition_holds_from_its_day_on(before: Edition, edition: Edition) -> None:
    assert edition_on(edition.in_force_from) is edition
    assert edition_on(edition.in_force_from - DAY) is before


def test_there_is_no_edition_before_the_launch() -> None:
    assert edition_on(date(2009, 11, 2)) is EDITIONS[0]
    with pytest.raises(InvalidValue, match=r"2009-11-01 is before .* began on 2009-11-02"):
        edition_on(date(2009, 11, 1))


def test_the_last_edition_holds_until_there_is_another() -> None:
    assert edition_on(date(2999, 1, 1)) is EDITIONS[-1]


# -- lead times ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "scheme", "kind", "days"),
    [
        (date(2016, 11, 19), Scheme.CORE, FIRST, 5),
        (date(2016, 11, 19), Scheme.CORE, ONE_OFF, 5),
        (date(2016, 11, 19), Scheme.CORE, RECURRENT, 2),
        (date(2016, 11, 19), Scheme.CORE, FINAL, 2),
        (date(2016, 11, 19), Scheme.COR1, FIRST, 1),
        (date(2016, 11, 19), Scheme.B2B, FIRST, 1),
        (date(2016, 11, 20), Scheme.CORE, FIRST, 1),
        (date(2016, 11, 20), Scheme.CORE, ONE_OFF, 1),
        (date(2016, 11, 20), Scheme.CORE, RECURRENT, 1),
        (date(2016, 11, 20), Scheme.CORE, FINAL, 1),
        (date(2016, 11, 20), Scheme.B2B, ONE_OFF, 1),
        (date(2009, 11, 2), Scheme.B2B, RECURRENT, 1),
    ],
)
def test_how_many_days_before_it_is_due_a_collection_is_with_the_debtors_bank(
    day: date, scheme: Scheme, kind: SequenceType, days: int
) -> None:
    assert edition_on(day).lead_times.days(scheme, kind) == days


@pytest.mark.parametrize("day", [date(2012, 11, 16), date(2016, 11, 20), date(2026, 11, 23)])
def test_cor1_is_not_offered_before_2012_nor_since_2016(day: date) -> None:
    assert Scheme.COR1 not in edition_on(day).schemes
    with pytest.raises(InvalidValue, match="COR1 is not offered here: use CORE"):
        edition_on(day).lead_times.days(Scheme.COR1, RECURRENT)


@pytest.mark.parametrize("day", [date(2012, 11, 17), date(2016, 11, 19)])
def test_cor1_is_offered_from_2012_to_2016(day: date) -> None:
    assert edition_on(day).schemes == {Scheme.CORE, Scheme.COR1, Scheme.B2B}


def test_the_lead_times_of_old_are_those_of_the_launch() -> None:
    assert LeadTimes(core_first=5, core_following=2, b2b=1) == LEGACY_LEAD_TIMES
    assert EDITIONS[0].lead_times == LEGACY_LEAD_TIMES


# -- what else changed --------------------------------------------------------------------------


def test_trap_9_a_first_collection_need_not_say_so_since_20_november_2016() -> None:
    assert edition_on(date(2016, 11, 19)).first_is_mandatory
    assert not edition_on(date(2016, 11, 20)).first_is_mandatory


def test_smnda_moved_from_the_debtors_bank_to_the_account() -> None:
    before, after = edition_on(date(2016, 11, 19)), edition_on(date(2016, 11, 20))
    assert before.same_mandate_new_account is SameMandateNewAccount.NEW_AGENT
    assert after.same_mandate_new_account is SameMandateNewAccount.NEW_ACCOUNT


def test_the_message_changed_on_17_march_2024() -> None:
    assert edition_on(date(2024, 3, 16)).message is MessageVersion.PAIN_008_001_02
    assert edition_on(date(2024, 3, 17)).message is MessageVersion.PAIN_008_001_08


def test_trap_24c_hybrid_addresses_came_on_5_october_2025() -> None:
    assert not edition_on(date(2025, 10, 4)).hybrid_addresses
    assert edition_on(date(2025, 10, 5)).hybrid_addresses


def test_a_creditor_may_reverse_for_five_days_where_it_was_two() -> None:
    assert edition_on(date(2016, 11, 19)).reversal_days == 2
    assert edition_on(date(2026, 11, 23)).reversal_days == 5


# -- how long money may go back -----------------------------------------------------------------


def test_trap_6_a_core_collection_can_be_returned_for_five_target_days() -> None:
    assert last_return_on(date(2026, 12, 23)) == date(2026, 12, 31)


def test_trap_6b_a_b2b_collection_can_be_returned_for_three_target_days() -> None:
    assert last_return_on(date(2026, 12, 23), Scheme.B2B) == date(2026, 12, 29)


def test_trap_6b_it_was_two_target_days_until_november_2017() -> None:
    assert last_return_on(date(2017, 11, 17), Scheme.B2B) == date(2017, 11, 21)
    assert last_return_on(date(2017, 11, 20), Scheme.B2B) == date(2017, 11, 23)


def test_a_collection_of_that_weekend_settled_under_the_new_rule() -> None:
    assert last_return_on(date(2017, 11, 18), Scheme.B2B) == date(2017, 11, 23)


def test_the_days_of_return_count_from_settlement() -> None:
    assert last_return_on(date(2026, 12, 25)) == last_return_on(date(2026, 12, 28))


def test_cor1_was_returned_like_core() -> None:
    due_on = date(2014, 7, 1)
    assert last_return_on(due_on, Scheme.COR1) == last_return_on(due_on, Scheme.CORE)


def test_trap_7_a_refund_can_be_asked_until_the_56th_day() -> None:
    assert last_refund_on(date(2026, 10, 1)) == date(2026, 11, 26)


def test_trap_7b_13_months_are_cut_to_the_end_of_the_month() -> None:
    assert last_unauthorised_refund_on(date(2026, 1, 31)) == date(2027, 2, 28)
    assert last_unauthorised_refund_on(date(2026, 1, 28)) == date(2027, 2, 28)


# -- telling the debtor -------------------------------------------------------------------------


def test_trap_5_the_debtor_is_told_fourteen_calendar_days_before() -> None:
    assert latest_pre_notification_on(date(2026, 12, 23)) == date(2026, 12, 9)


def test_trap_5_a_shorter_time_can_be_agreed() -> None:
    assert latest_pre_notification_on(date(2026, 12, 23), days=2) == date(2026, 12, 21)
    assert latest_pre_notification_on(date(2026, 12, 23), days=0) == date(2026, 12, 23)


def test_nobody_is_told_after_the_due_date() -> None:
    with pytest.raises(InvalidValue, match="pre-notification of -1 days: give 0 or more"):
        latest_pre_notification_on(date(2026, 12, 23), days=-1)
