"""An entry is dated in an open period, from its first day to its last."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.journal_entries import (
    HUNDRED,
    SENT_ON,
    SETTLED,
    YEAR_END,
    a_run_of,
    ids,
    refused,
)
from helpers.ledger import LEDGER
from sepadd.findings import InvalidValue, RulesViolated
from sepadd.journal import Period, Periods, WhenClosed, post
from sepadd.testing import DUE_ON


def test_feature_3_2_a_day_in_a_closed_period_is_refused() -> None:
    december = Periods((Period(date(2026, 12, 1), YEAR_END),))
    run = a_run_of(HUNDRED.knowing([SETTLED]))
    assert refused(run, periods=december) == ["JNL-04 entry 2026-12-1/taken"]
    with pytest.raises(RulesViolated) as raised:
        post(run, replace(LEDGER, periods=december), posted=())
    assert raised.value.findings[0].detail == (
        "it is dated 2026-11-23, and open is 2026-12-01 to 2026-12-31; open that period, "
        "or date it later"
    )


def test_feature_3_2_a_period_is_open_from_its_first_day_to_its_last() -> None:
    run = a_run_of(HUNDRED)
    for first in (SENT_ON, date(2026, 11, 1)):
        ledger = replace(LEDGER, periods=Periods((Period(first, SENT_ON),)))
        assert post(run, ledger, posted=())
    before = Periods((Period(date(2026, 11, 1), date(2026, 11, 22)),))
    assert refused(run, periods=before) == ["JNL-04 entry 2026-12-1/taken"]


def test_what_was_posted_needs_no_open_period_any_more() -> None:
    december = Periods((Period(date(2026, 12, 1), YEAR_END),))
    run = a_run_of(HUNDRED.knowing([SETTLED]))
    made = post(run, replace(LEDGER, periods=december), posted={"2026-12-1/taken"})
    assert ids(made) == ["2026-12-1/settled"]


def test_feature_3_2_an_entry_may_be_moved_to_the_first_open_day() -> None:
    periods = Periods((Period(date(2027, 1, 1), date(2027, 1, 31)), Period(DUE_ON, YEAR_END)))
    ledger = replace(LEDGER, periods=periods, when_closed=WhenClosed.FIRST_OPEN_DAY)
    (taken,) = post(a_run_of(HUNDRED), ledger, posted=())
    assert taken.on == DUE_ON
    assert taken.description.endswith("taken (of 2026-11-23)")


def test_an_entry_cannot_be_moved_where_no_later_day_is_open() -> None:
    over = Periods((Period(date(2026, 1, 1), date(2026, 10, 31)),))
    found = refused(a_run_of(HUNDRED), periods=over, when_closed=WhenClosed.FIRST_OPEN_DAY)
    assert found == ["JNL-04 entry 2026-12-1/taken"]


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(InvalidValue, match="2026-12-02 to 2026-12-01: it ends before it begins"):
        Period(date(2026, 12, 2), date(2026, 12, 1))


@given(
    periods=st.lists(st.tuples(st.dates(), st.dates()).map(sorted), max_size=4),
    day=st.dates(),
)
def test_the_first_open_day_is_open_and_none_before_it_is(
    periods: list[list[date]], day: date
) -> None:
    opened = Periods(tuple(Period(first, last) for first, last in periods))
    found = opened.first_open_day(day)
    later = {each for first, last in periods for each in (first, last, day) if each >= day}
    assert found == min(filter(opened.is_open, later), default=None)
