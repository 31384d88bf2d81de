"""Days, instants and amounts, as they are written in tables and records: in one way each."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sepadd.findings import InvalidValue
from sepadd.records import DecimalMark
from sepadd.records.written import amounts, day, euros, in_table, instant, moment, time_of_day
from sepadd.values import Euro

MARKS = {DecimalMark.POINT: ".", DecimalMark.COMMA: ","}


@given(on=st.dates())
def test_a_day_is_read_as_it_is_written(on: date) -> None:
    assert day(str(on)) == on


@pytest.mark.parametrize(
    "written",
    [
        *("2026-02-29", "0000-01-01", "2026-13-01", "2026-12-31T00:00:00", " 2026-12-31"),
        *("2026-12-31\n", "\u0662026-12-31", "+2026-12-31", "20261231", "2026-W01-1", "today", ""),
    ],
)
def test_no_other_day_is_read(written: str) -> None:
    with pytest.raises(InvalidValue, match="write"):
        day(written)


@given(
    at=st.datetimes(),
    away=st.integers(-24 * 60 + 1, 24 * 60 - 1),
)
def test_an_instant_keeps_its_offset_and_a_moment_may_have_none(at: datetime, away: int) -> None:
    there = at.replace(tzinfo=timezone(timedelta(minutes=away)))
    assert instant(there.isoformat()).isoformat() == there.isoformat()
    assert moment(there.isoformat()).isoformat() == there.isoformat()
    assert moment(at.isoformat()) == at
    with pytest.raises(InvalidValue, match="with its offset"):
        instant(at.isoformat())


def test_the_letter_for_no_offset_is_understood() -> None:
    assert instant("2026-12-31T23:59Z") == datetime(2026, 12, 31, 23, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    "written", ["2026-12-31T25:00+01:00", "2026-02-30T10:00Z", "2026-12-31T10:00+24:00"]
)
def test_a_moment_that_there_is_not_is_refused(written: str) -> None:
    for read in (instant, moment):
        with pytest.raises(InvalidValue, match="no such moment"):
            read(written)


@pytest.mark.parametrize("written", ["2026-12-31 10:00Z", "2026-12-31", "now", "", "10:00Z"])
def test_an_instant_in_another_form_is_refused(written: str) -> None:
    for read in (instant, moment):
        with pytest.raises(InvalidValue, match="with its offset"):
            read(written)


@pytest.mark.parametrize(
    ("written", "at"),
    [("00:00", time(0)), ("23:59:59", time(23, 59, 59)), ("09:00", time(9))],
)
def test_a_time_of_day_has_two_digits_each(written: str, at: time) -> None:
    assert time_of_day(written) == at


@pytest.mark.parametrize(
    "written", ["24:00", "9:00", "09", "09:60", "09:00:00.5", "\u0660\u0669:00"]
)
def test_no_other_time_of_day_is_read(written: str) -> None:
    with pytest.raises(InvalidValue, match=r"such as 09:00"):
        time_of_day(written)


@given(cents=st.integers(-(10**20), 10**20))
def test_an_amount_of_a_record_is_exact_at_any_size(cents: int) -> None:
    sign = "-" if cents < 0 else ""
    whole, rest = divmod(abs(cents), 100)
    assert euros(f"{sign}{whole}.{rest:02d}") == Euro(cents=cents)


@pytest.mark.parametrize(
    "written", ["12,50", "12.5", "12", "1 2.50", "1e2.00", "+1.00", "\u0661.00"]
)
def test_an_amount_of_a_record_has_two_decimals_and_no_other_form(written: str) -> None:
    with pytest.raises(InvalidValue, match="two decimals"):
        euros(written)


@given(cents=st.integers(-(10**14), 10**14), mark=st.sampled_from(DecimalMark))
def test_an_amount_is_read_from_a_table_as_it_is_shown_there(cents: int, mark: DecimalMark) -> None:
    shown = in_table(Euro(cents=cents), mark)
    assert amounts(mark)(shown) == Euro(cents=cents)
    assert shown.count(MARKS[mark]) == 1


@given(cents=st.integers(-(10**14), 10**14))
def test_an_amount_with_the_other_mark_is_refused_and_told_as_it_would_be_right(cents: int) -> None:
    for mark, other in permutations(DecimalMark):
        with pytest.raises(InvalidValue) as told:
            amounts(mark)(in_table(Euro(cents=cents), other))
        assert f"write {in_table(Euro(cents=cents), mark)}" in str(told.value)


@pytest.mark.parametrize("written", ["1.250,50", "1,250.50", "1.250.500", "\u20ac 12,50", "12,505"])
@pytest.mark.parametrize("mark", DecimalMark)
def test_what_could_mean_two_amounts_is_never_guessed(written: str, mark: DecimalMark) -> None:
    with pytest.raises(InvalidValue):
        amounts(mark)(written)
