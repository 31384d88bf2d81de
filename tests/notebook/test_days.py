"""A year or a month of business days, as it hangs on the wall."""

from __future__ import annotations

import re

import pytest

from sepadd.findings import InvalidValue
from sepadd.notebook import month_of, year_of
from sepadd.values import TARGET


def test_a_year_has_every_day_once() -> None:
    html = year_of(year=2028).html
    assert len(re.findall(r"<td [^>]*>\d+</td>", html)) == 366


def test_a_year_has_the_business_days_of_the_calendar() -> None:
    html = year_of(year=2026).html
    assert html.count("font-weight:bold") == len(TARGET.business_days(2026))
    assert f"business days: <bdi>{len(TARGET.business_days(2026))}</bdi>" in html


def test_a_month_names_its_closing_days() -> None:
    html = month_of(year=2026, month=4).html
    assert "2026-04-03 Good Friday" in html
    assert "New Year" not in html
    assert html.count("line-through") == 2


@pytest.mark.parametrize("month", [0, 13])
def test_there_is_no_such_month(month: int) -> None:
    with pytest.raises(InvalidValue, match=f"month {month}"):
        month_of(year=2026, month=month)


@pytest.mark.parametrize(("year", "known"), [(1998, False), (1999, True), (9999, True)])
def test_a_year_outside_the_calendar_is_refused(year: int, known: bool) -> None:  # noqa: FBT001  # an edge
    if known:
        assert str(year) in year_of(year=year).html
        return
    with pytest.raises(InvalidValue, match=str(year)):
        year_of(year=year)
