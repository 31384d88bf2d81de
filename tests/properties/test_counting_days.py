"""Whatever day one asks for, a calendar answers as a finger on a wall calendar would."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from sepadd.values import TARGET, BusinessCalendar, add_months

DAY = timedelta(days=1)


def _easter(year: int) -> date:
    """The anonymous Gregorian rule, of Nature 1876: not the one the library uses."""
    a, (b, c) = year % 19, divmod(year, 100)
    (d, e), g = divmod(b, 4), (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    n = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * n) // 451
    month, day = divmod(h + n - 7 * m + 114, 31)
    return date(year, month, day + 1)


def _open_since_2002(day: date) -> bool:
    fixed = {(1, 1), (5, 1), (12, 25), (12, 26)}
    movable = {_easter(day.year) - 2 * DAY, _easter(day.year) + DAY}
    return day.weekday() < 5 and (day.month, day.day) not in fixed and day not in movable


def _half_open(year: int) -> dict[date, str]:
    """A house that closes for the first half of every odd year."""
    first = date(year, 1, 1)
    return {first + n * DAY: "closed" for n in range(181)} if year % 2 else {}


HALF_OPEN = BusinessCalendar(name="half", closing=_half_open, years=range(1990, 2101))
CALENDARS = st.sampled_from([TARGET, HALF_OPEN, TARGET & HALF_OPEN])
DAYS = st.dates(date(2005, 1, 1), date(2080, 12, 31))
FAR_DAYS = st.dates(date(2002, 1, 1), date(9998, 12, 31))
COUNTS = st.integers(0, 30)


@given(FAR_DAYS)
def test_target_is_the_rule_since_2002(day: date) -> None:
    assert TARGET.is_business_day(day) == _open_since_2002(day)


@given(CALENDARS, DAYS)
def test_rolling_is_stepping(calendar: BusinessCalendar, day: date) -> None:
    forward = back = day
    while not calendar.is_business_day(forward):
        forward += DAY
    while not calendar.is_business_day(back):
        back -= DAY
    assert calendar.on_or_after(day) == forward
    assert calendar.on_or_before(day) == back


@given(CALENDARS, DAYS, COUNTS)
def test_after_is_stepping(calendar: BusinessCalendar, day: date, count: int) -> None:
    stepped = day if count else calendar.on_or_after(day)
    for _ in range(count):
        stepped = calendar.on_or_after(stepped + DAY)
    assert calendar.after(day, count) == stepped


@given(CALENDARS, DAYS, COUNTS)
def test_before_is_rolling_forward_and_stepping_back(
    calendar: BusinessCalendar,
    day: date,
    count: int,
) -> None:
    stepped = calendar.on_or_after(day)
    for _ in range(count):
        stepped = calendar.on_or_before(stepped - DAY)
    assert calendar.before(day, count) == stepped


@given(FAR_DAYS, st.integers(0, 1_000_000))
def test_before_undoes_after(day: date, count: int) -> None:
    start = TARGET.on_or_after(day)
    count = min(count, TARGET.between(start, date.max))
    end = TARGET.after(start, count)
    assert TARGET.is_business_day(end)
    assert TARGET.before(end, count) == start
    assert TARGET.between(start, end) == count


@given(CALENDARS, DAYS, DAYS)
def test_counting_goes_the_same_way_as_stepping(
    calendar: BusinessCalendar,
    one: date,
    other: date,
) -> None:
    first, last = sorted((one, other))
    count = calendar.between(first, last)
    assert calendar.between(last, first) == -count
    if count:
        assert calendar.after(first, count) == calendar.on_or_before(last)


@given(CALENDARS, DAYS, st.integers(0, 120))
def test_between_is_counting(calendar: BusinessCalendar, start: date, length: int) -> None:
    days = [start + n * DAY for n in range(1, length + 1)]
    counted = sum(map(calendar.is_business_day, days))
    assert calendar.between(start, start + length * DAY) == counted


@given(CALENDARS, DAYS, DAYS, DAYS)
def test_spans_add_up(calendar: BusinessCalendar, a: date, b: date, c: date) -> None:
    assert calendar.between(a, b) + calendar.between(b, c) == calendar.between(a, c)


@given(DAYS)
def test_two_calendars_together_are_open_where_both_are(day: date) -> None:
    both = TARGET.is_business_day(day) and HALF_OPEN.is_business_day(day)
    assert (TARGET & HALF_OPEN).is_business_day(day) == both


@given(DAYS, st.integers(-400, 400))
def test_months_later_is_the_same_day_or_the_last_of_the_month(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or (later.day < day.day and (later + DAY).day == 1)
