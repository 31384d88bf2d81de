"""TARGET and national calendars, at the dates where one goes wrong."""

from __future__ import annotations

import copy
import pickle
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import NoReturn
from zoneinfo import ZoneInfoNotFoundError

import holidays
import pytest

from sepadd.findings import InvalidValue
from sepadd.values import (
    TARGET,
    TARGET_START,
    BusinessCalendar,
    add_months,
    clock_of,
    month_end,
    national,
)

EASTER_1999 = date(1999, 4, 4)


def days_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(days=n) for n in range((date(year, 12, 31) - first).days + 1)]


# TARGET, year by year


@pytest.mark.parametrize("year", range(1999, 2101))
def test_target_is_what_an_independent_calendar_says(year: int) -> None:
    other = holidays.financial_holidays("XECB", years=year, expand=False)
    expected = tuple(day for day in days_of(year) if day.weekday() < 5 and day not in other)
    assert TARGET.business_days(year) == expected


@pytest.mark.parametrize("year", range(1999, 2101))
def test_target_names_the_closing_days_that_an_independent_calendar_has(year: int) -> None:
    other = holidays.financial_holidays("XECB", years=year, expand=False)
    assert list(TARGET.closing_days(year)) == sorted(other)


def test_trap_1c_the_day_before_a_monday_after_christmas_is_christmas_eve() -> None:
    assert TARGET.before(date(2026, 12, 28), 1) == date(2026, 12, 24)


def test_trap_1_the_old_five_days_before_18_november_2016() -> None:
    assert TARGET.before(date(2016, 11, 18), 5) == date(2016, 11, 11)
    assert TARGET.before(date(2016, 11, 18), 2) == date(2016, 11, 16)


def test_trap_1b_the_day_before_a_monday_is_a_friday() -> None:
    assert TARGET.before(date(2016, 11, 21), 1) == date(2016, 11, 18)
    assert TARGET.before(date(2016, 11, 21), 5) == date(2016, 11, 14)


def test_trap_2_corpus_christi_is_a_target_day() -> None:
    assert TARGET.on_or_after(date(2026, 6, 4)) == date(2026, 6, 4)
    assert TARGET.before(date(2026, 6, 4), 1) == date(2026, 6, 3)


@pytest.mark.parametrize("day", [date(2026, 12, 24), date(2026, 12, 31)])
def test_trap_2b_24_and_31_december_are_open(day: date) -> None:
    assert TARGET.is_business_day(day)


@pytest.mark.parametrize("year", [1999, 2000, 2001])
def test_trap_2c_31_december_was_closed_in_the_first_three_years(year: int) -> None:
    assert not TARGET.is_business_day(date(year, 12, 31))


def test_trap_2c_31_december_2000_was_only_a_sunday() -> None:
    assert date(2000, 12, 31) not in TARGET.closing_days(2000)


def test_31_december_is_open_since_2002() -> None:
    assert TARGET.is_business_day(date(2002, 12, 31))


def test_in_1999_target_was_open_at_easter_and_on_labour_day() -> None:
    assert TARGET.is_business_day(EASTER_1999 - timedelta(days=2))
    assert TARGET.is_business_day(EASTER_1999 + timedelta(days=1))
    assert list(TARGET.closing_days(1999)) == [
        date(1999, 1, 1),
        date(1999, 12, 25),
        date(1999, 12, 31),
    ]


def test_trap_3_good_friday_rolls_forward_to_tuesday() -> None:
    assert TARGET.on_or_after(date(2026, 4, 3)) == date(2026, 4, 7)


@pytest.mark.parametrize(
    ("due", "settled"),
    [
        (date(2026, 5, 1), date(2026, 5, 4)),
        (date(2027, 1, 1), date(2027, 1, 4)),
        (date(2026, 12, 25), date(2026, 12, 28)),
    ],
)
def test_trap_3b_a_closing_day_rolls_forward(due: date, settled: date) -> None:
    assert TARGET.on_or_after(due) == settled


def test_no_day_is_closed_instead_of_one_on_a_weekend() -> None:
    assert TARGET.is_business_day(date(2027, 5, 3))  # 1 May 2027 is a Saturday


# Counting


def test_a_closing_day_is_rolled_forward_before_counting_back() -> None:
    assert TARGET.before(date(2026, 4, 3), 1) == TARGET.before(date(2026, 4, 7), 1)


def test_the_first_day_after_a_closing_day_is_the_day_it_rolls_to() -> None:
    assert TARGET.after(date(2026, 4, 3), 1) == date(2026, 4, 7)
    assert TARGET.after(date(2026, 4, 2), 1) == date(2026, 4, 7)


@pytest.mark.parametrize("day", [date(2026, 4, 2), date(2026, 4, 3)])
def test_no_days_before_or_after_is_the_day_rolled_forward(day: date) -> None:
    assert TARGET.before(day, 0) == TARGET.after(day, 0) == TARGET.on_or_after(day)


def test_on_or_before_goes_back_over_easter() -> None:
    assert TARGET.on_or_before(date(2026, 4, 6)) == date(2026, 4, 2)
    assert TARGET.on_or_before(date(2026, 4, 7)) == date(2026, 4, 7)


def test_between_counts_the_end_and_not_the_start() -> None:
    assert TARGET.between(date(2026, 12, 23), date(2026, 12, 31)) == 5
    assert TARGET.between(date(2026, 12, 31), date(2026, 12, 23)) == -5
    assert TARGET.between(date(2026, 12, 24), date(2026, 12, 24)) == 0


@pytest.mark.parametrize("count", [-1, -(10**30)])
def test_a_count_below_nothing_is_refused(count: int) -> None:
    with pytest.raises(InvalidValue, match="give 0 or more"):
        TARGET.before(date(2026, 12, 24), count)
    with pytest.raises(InvalidValue, match="give 0 or more"):
        TARGET.after(date(2026, 12, 24), count)


def test_an_instant_counts_as_its_day() -> None:
    noon = datetime(2026, 4, 3, 12, tzinfo=UTC)
    assert TARGET.on_or_after(noon) == date(2026, 4, 7)


# The ends of the calendar


def test_target_began_on_4_january_1999() -> None:
    assert TARGET.on_or_after(date(1999, 1, 1)) == TARGET_START


@pytest.mark.parametrize("day", [date(1998, 12, 31), date.min])
def test_a_day_before_target_is_refused(day: date) -> None:
    with pytest.raises(InvalidValue, match="TARGET began on 1999-01-04"):
        TARGET.is_business_day(day)


@pytest.mark.parametrize("count", [1, 2600, 10**30])
def test_an_answer_before_target_is_refused(count: int) -> None:
    with pytest.raises(InvalidValue, match="TARGET began on 1999-01-04"):
        TARGET.before(TARGET_START, count)


def test_going_back_to_before_target_is_refused() -> None:
    with pytest.raises(InvalidValue, match="TARGET began on 1999-01-04"):
        TARGET.on_or_before(date(1999, 1, 3))


@pytest.mark.parametrize("count", [1, 2600, 10**30])
def test_an_answer_after_the_last_date_is_refused(count: int) -> None:
    with pytest.raises(InvalidValue, match="1999 to 9999"):
        TARGET.after(date.max, count)


@pytest.mark.parametrize("day", [date(1998, 6, 1), date(1990, 6, 1)])
def test_counting_from_before_target_is_refused(day: date) -> None:
    with pytest.raises(InvalidValue, match="TARGET began"):
        TARGET.between(day, date(2026, 1, 5))


def test_the_last_date_is_a_friday_and_open() -> None:
    assert TARGET.on_or_after(date.max) == date.max


@pytest.mark.parametrize("year", [1998, 10000])
def test_a_year_outside_the_calendar_is_refused(year: int) -> None:
    with pytest.raises(InvalidValue, match=f"the year {year}"):
        TARGET.business_days(year)
    with pytest.raises(InvalidValue, match=f"the year {year}"):
        TARGET.closing_days(year)


# Far away


def test_christmas_eve_of_2999_is_open_and_its_next_day_is_not() -> None:
    assert TARGET.is_business_day(date(2999, 12, 24))
    assert TARGET.after(date(2999, 12, 24), 1) == date(2999, 12, 27)


def test_a_million_days_back_and_forth() -> None:
    far = TARGET.after(date(2026, 12, 24), 1_000_000)
    assert far.year == 5932
    assert TARGET.before(far, 1_000_000) == date(2026, 12, 24)
    assert TARGET.between(date(2026, 12, 24), far) == 1_000_000


def test_all_days_there_are_add_up() -> None:
    years = (1999, 2000, 5000, 9999)
    for first, last in pairwise(years):
        counted = sum(len(TARGET.business_days(year)) for year in range(first + 1, last + 1))
        assert TARGET.between(date(first, 12, 31), date(last, 12, 31)) == counted


def test_a_question_within_neighbouring_years_works_out_no_other_years() -> None:
    asked: list[int] = []

    def closing(year: int) -> dict[date, str]:
        asked.append(year)
        return {}

    calendar = BusinessCalendar(name="counted", closing=closing)
    calendar.before(date(2027, 1, 4), 5)
    calendar.between(date(2026, 6, 1), date(2027, 6, 1))
    assert sorted(asked) == [2026, 2027]


# National calendars, and two at once


def test_a_national_calendar_closes_where_target_is_open() -> None:
    assert national("AT").on_or_after(date(2026, 6, 4)) == date(2026, 6, 5)


def test_a_part_of_a_country_has_days_of_its_own() -> None:
    corpus_christi = date(2026, 6, 4)
    assert national("DE").is_business_day(corpus_christi)
    assert not national("DE", "BY").is_business_day(corpus_christi)


def test_bank_holidays_are_closed_too() -> None:
    assert not national("BE").is_business_day(date(2026, 5, 15))  # the Friday after Ascension


def test_a_country_and_its_part_can_be_spelled_in_several_ways() -> None:
    assert national("de", "Bayern") == national("DE", "BY")
    assert national("DE", "BY").name == "DE-BY"


def test_national_names_do_not_follow_the_language_of_the_machine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LANGUAGE", "de")
    assert national("DE").closing_days(2031)[date(2031, 5, 1)] == "Labor Day"


def test_a_country_without_calendar_is_refused_with_its_neighbours() -> None:
    with pytest.raises(InvalidValue, match=r"country 'DX' .* near are DE, DJ, DK"):
        national("DX")


def test_a_part_without_calendar_is_refused_with_those_there_are() -> None:
    with pytest.raises(InvalidValue, match=r"subdivision 'BZ' of country 'DE' .* BB, BE, BW, BY"):
        national("DE", "BZ")


def test_a_country_without_parts_says_so() -> None:
    with pytest.raises(InvalidValue, match=r"subdivision 'X' of country 'MT' .* not known"):
        national("MT", "X")


def test_a_national_calendar_says_which_years_it_knows() -> None:
    last = national("DE").years[-1]
    with pytest.raises(InvalidValue, match=f"to {last}"):
        national("DE").on_or_after(date(last + 1, 1, 1))


def test_two_calendars_together_are_open_where_both_are() -> None:
    both = TARGET & national("AT")
    assert both.name == "TARGET & AT"
    assert not both.is_business_day(date(2026, 6, 4))  # closed in Austria only
    assert not both.is_business_day(date(2026, 4, 3))  # closed in TARGET only
    assert both.is_business_day(date(2026, 4, 2))


def test_two_calendars_together_know_the_years_that_both_know() -> None:
    both = TARGET & national("DE")
    assert both.years == range(1999, national("DE").years.stop)


def test_two_calendars_together_name_the_days_of_both() -> None:
    closed = (TARGET & national("AT")).closing_days(2026)
    assert closed[date(2026, 4, 3)] == "Good Friday"
    assert closed[date(2026, 6, 4)] == "Corpus Christi"


# What a calendar is as a value


def test_calendars_of_the_same_content_are_equal() -> None:
    assert len({TARGET & national("DE"), TARGET & national("de"), TARGET}) == 2
    assert national("DE") != TARGET


@pytest.mark.parametrize("calendar", [TARGET, TARGET & national("DE", "BY")])
def test_a_calendar_can_be_stored_and_copied(calendar: BusinessCalendar) -> None:
    calendar.on_or_after(date(2026, 4, 3))
    for again in (pickle.loads(pickle.dumps(calendar)), copy.deepcopy(calendar)):  # noqa: S301  # our own
        assert again == calendar
        assert again.on_or_after(date(2026, 4, 3)) == date(2026, 4, 7)


def test_a_calendar_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        TARGET.name = "other"  # type: ignore[misc]
    with pytest.raises(TypeError):
        TARGET.closing_days(2026)[date(2026, 7, 1)] = "Party"  # type: ignore[index]


def test_a_calendar_shows_its_name() -> None:
    assert repr(TARGET & national("DE")) == "<BusinessCalendar TARGET & DE>"


def test_a_calendar_of_ones_own() -> None:
    house = BusinessCalendar(name="house", closing=lambda year: {date(year, 7, 1): "Party"})
    assert (TARGET & house).before(date(2026, 7, 2), 1) == date(2026, 6, 30)


def test_the_slow_packages_are_imported_only_where_used() -> None:
    code = (
        "import sys, sepadd.values.calendars as c, datetime as d; "
        "c.TARGET.after(d.date(2026, 1, 2), 9); "
        "print([m for m in ('holidays', 'dateutil.relativedelta') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": ":".join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"


# Months


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 13, date(2027, 2, 28)),
        (date(2024, 2, 29), 36, date(2027, 2, 28)),
        (date(2023, 11, 22), 36, date(2026, 11, 22)),
        (date(2027, 2, 28), 12, date(2028, 2, 28)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
    ],
)
def test_trap_7b_and_8b_months_are_cut_to_the_end_of_the_month(
    day: date,
    months: int,
    later: date,
) -> None:
    assert add_months(day, months) == later


@pytest.mark.parametrize("months", [12 * 8000, -12 * 3000, 10**30])
def test_months_that_lead_out_of_the_calendar_are_refused(months: int) -> None:
    with pytest.raises(InvalidValue, match="2026-01-31 and"):
        add_months(date(2026, 1, 31), months)


def test_the_end_of_a_month_is_its_own_end() -> None:
    assert month_end(date(2027, 2, 28)) == date(2027, 2, 28)


def test_a_clock_is_that_of_its_zone_also_where_the_system_knows_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whoever has no zones of the system reads the days by those that come along."""
    instants = [datetime(2026, month, 1, 12, tzinfo=UTC) for month in range(1, 13)]
    ours = [at.astimezone(clock_of("Europe/Brussels")).isoformat() for at in instants]
    monkeypatch.setattr("zoneinfo.ZoneInfo", nothing_there)
    without = clock_of.__wrapped__("Europe/Brussels")
    assert [at.astimezone(without).isoformat() for at in instants] == ours
    with pytest.raises(InvalidValue, match="time zone 'Europe/Atlantis': there is none"):
        clock_of.__wrapped__("Europe/Atlantis")


def nothing_there(zone: str) -> NoReturn:
    raise ZoneInfoNotFoundError(zone)
