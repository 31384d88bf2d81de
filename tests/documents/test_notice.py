"""Whether each collection was announced to its debtor, and in time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from helpers.told_debtors import IN_TIME, NOTICE, SCHEDULE, YEAR
from sepadd.banks import EPC
from sepadd.collection import Collection
from sepadd.documents import Announced, Notice, pre_notification, unannounced
from sepadd.findings import InvalidValue, RulesViolated, Severity
from sepadd.mandate import Amendment
from sepadd.testing import (
    B2B_MANDATE,
    COLLECTION,
    CREDITOR,
    DUE_ON,
    MANDATE,
    TERMS,
    TODAY,
    a_proposal,
    a_run,
)
from sepadd.values import EndToEndId, Euro, MandateReference

A_DAY_LATE = date(2026, 11, 18)
SECOND = replace(COLLECTION, end_to_end_id=EndToEndId("2026-12-2"))


def rules(*collections: Collection, notices: tuple[Notice, ...] = (NOTICE,)) -> list[str]:
    return [finding.rule for finding in unannounced(collections, notices, TERMS)]


# -- what is told ----------------------------------------------------------------------------------


def test_a_notice_of_nothing_is_refused() -> None:
    with pytest.raises(InvalidValue, match="notice of 2026-11-17: nothing is announced"):
        replace(NOTICE, announced=())


@pytest.mark.parametrize("cents", [0, -1])
def test_what_cannot_be_taken_cannot_be_announced(cents: int) -> None:
    with pytest.raises(InvalidValue, match=r"needs more than 0\.00"):
        Announced(amount=Euro(cents=cents), due_on=DUE_ON)


def test_one_cent_can_be_announced() -> None:
    assert str(Announced(amount=Euro(cents=1), due_on=DUE_ON).amount) == "0.01"


# -- whether it was told ---------------------------------------------------------------------------


def test_what_was_told_on_the_latest_day_is_in_time() -> None:
    assert unannounced((COLLECTION,), (NOTICE,), TERMS) == ()


def test_what_was_told_a_day_later_is_late() -> None:
    (finding,) = unannounced((COLLECTION,), (replace(NOTICE, told_on=A_DAY_LATE),), TERMS)
    assert (finding.rule, finding.severity) == ("NOT-02", Severity.ERROR)
    assert finding.detail == (
        "the debtor was told on 2026-11-18 (invoice 2026-1001), and should have been by "
        "2026-11-17 (14 calendar days before)"
    )


def test_a_day_later_is_in_time_where_that_was_agreed() -> None:
    late = replace(NOTICE, told_on=A_DAY_LATE)
    assert unannounced((COLLECTION,), (late,), TERMS, agreed_days=13) == ()


def test_what_was_never_told_is_found_with_the_day_to_tell_it_by() -> None:
    (finding,) = unannounced((COLLECTION,), (), TERMS)
    assert (finding.rule, finding.severity) == ("NOT-01", Severity.ERROR)
    assert finding.subject == "collection 2026-12-1 of debtor 10042"
    assert (
        finding.detail == "the debtor was not told of 30.00 due 2026-12-01; tell it by 2026-11-17"
    )


def told_under(waived: frozenset[str]) -> set[str]:
    """Give what is said of one collection told late, and of one that was not told."""
    terms = replace(EPC, waived=waived).terms(on=TODAY)
    notices = (replace(NOTICE, told_on=A_DAY_LATE),)
    return {f.rule for f in unannounced((COLLECTION, SECOND), notices, terms)}


def test_what_was_not_announced_can_be_refused_before_anything_goes_out() -> None:
    unannounced(a_run(), (NOTICE,), TERMS).raise_if_errors()
    with pytest.raises(RulesViolated, match="NOT-01"):
        unannounced(a_run(), (), TERMS).raise_if_errors()
    with pytest.raises(RulesViolated, match="NOT-02"):
        unannounced(a_run(), (replace(NOTICE, told_on=A_DAY_LATE),), TERMS).raise_if_errors()


@pytest.mark.parametrize("waived", [{"NOT-01"}, {"NOT-02"}, {"NOT-01", "NOT-02"}])
def test_a_profile_that_waives_it_is_not_told(waived: frozenset[str]) -> None:
    assert told_under(frozenset(waived)) == {"NOT-01", "NOT-02"} - waived


def test_a_late_notice_is_used_up_also_where_being_late_is_waived() -> None:
    late = (replace(NOTICE, told_on=A_DAY_LATE),)
    terms = replace(EPC, waived=frozenset({"NOT-02"})).terms(on=TODAY)
    found = unannounced((COLLECTION, SECOND), late, terms)
    assert [(f.rule, f.subject) for f in found] == [("NOT-01", SECOND.label)]


def test_when_the_amount_changes_it_is_told_again() -> None:
    (finding,) = unannounced((replace(COLLECTION, amount=Euro(cents=30_01)),), (NOTICE,), TERMS)
    assert finding.rule == "NOT-01"
    assert "not told of 30.01 due 2026-12-01, but of 30.00; tell it" in finding.detail


@pytest.mark.parametrize("days", [-1, 1])
def test_when_the_day_changes_it_is_told_again(days: int) -> None:
    assert rules(replace(COLLECTION, due_on=DUE_ON + timedelta(days=days))) == ["NOT-01"]


def test_a_collection_presented_again_on_a_later_day_is_told_again() -> None:
    again = replace(SECOND, due_on=date(2026, 12, 15))
    assert rules(COLLECTION, again) == ["NOT-01"]


def test_what_was_told_of_another_mandate_does_not_count() -> None:
    assert rules(replace(COLLECTION, mandate=B2B_MANDATE)) == ["NOT-01"]


def test_the_reference_may_have_been_told_in_another_case() -> None:
    lower = replace(NOTICE, mandate_reference=MandateReference("m-1"))
    assert rules(COLLECTION, notices=(lower,)) == []


def test_what_was_told_under_the_reference_before_an_amendment_counts() -> None:
    amended = replace(
        MANDATE,
        reference=MandateReference("M-100"),
        amendments=(Amendment(on=IN_TIME, reference=MANDATE.reference),),
    )
    assert rules(replace(COLLECTION, mandate=amended)) == []


def test_two_equal_collections_are_told_of_twice() -> None:
    assert rules(COLLECTION, SECOND) == ["NOT-01"]
    assert rules(COLLECTION, SECOND, notices=(NOTICE, NOTICE)) == []


def test_a_schedule_can_tell_of_two_equal_ones_at_once() -> None:
    two = replace(NOTICE, announced=NOTICE.announced * 2)
    assert rules(COLLECTION, SECOND, notices=(two,)) == []


def test_told_twice_the_first_time_counts() -> None:
    late = replace(NOTICE, told_on=A_DAY_LATE)
    assert rules(COLLECTION, notices=(late, NOTICE)) == []
    assert rules(COLLECTION, notices=(NOTICE, late)) == []


def test_a_schedule_announces_each_of_its_collections() -> None:
    collections = [
        replace(COLLECTION, end_to_end_id=EndToEndId(f"Y-{n}"), amount=a.amount, due_on=a.due_on)
        for n, a in enumerate(YEAR)
    ]
    assert unannounced(collections, (SCHEDULE.told(date(2026, 12, 18)),), TERMS) == ()


def test_the_collections_of_a_proposal_and_of_a_run_can_be_asked_about() -> None:
    assert [f.rule for f in unannounced(a_proposal(), (), TERMS)] == ["NOT-01"]
    assert unannounced(a_run(), (NOTICE,), TERMS) == ()


def collections_of_one_day(count: int) -> list[Collection]:
    return [
        replace(
            COLLECTION,
            end_to_end_id=EndToEndId(f"N-{n}"),
            amount=Euro(cents=n + 1),
            mandate=replace(MANDATE, reference=MandateReference(f"M-{n}")),
        )
        for n in range(count)
    ]


def test_of_many_collections_each_finds_its_own_notice() -> None:
    collections = collections_of_one_day(1_000)
    notices = [pre_notification(each, CREDITOR).told(IN_TIME) for each in reversed(collections)]
    assert unannounced(collections, notices, TERMS) == ()
