"""The days on which euro is settled between banks, and how one counts in them.

Euro between banks is settled in TARGET (since 2023: T2), which has a calendar of its own: a day on
which all banks of a country are closed may be a TARGET day, and lead times count TARGET days. A
bank that also heeds the holidays of its country has both calendars: ``TARGET & national("DE")``.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from datetime import MAXYEAR, MINYEAR, date, datetime, timedelta, tzinfo
from functools import cache, partial
from itertools import accumulate
from types import MappingProxyType
from typing import Final, NamedTuple

from dateutil.easter import easter

from sepadd.findings import InvalidValue
from sepadd.frozen import dataclass

TARGET_START: Final = date(1999, 1, 4)
"""The first day on which TARGET settled a payment. Source: ECB."""

_DAY = timedelta(days=1)
_SATURDAY = 5
_DECEMBER = 12
_WEEK = 7
_WEEKS_IN_A_YEAR = 52
_MOST_IN_A_YEAR = 262
_NEAR = 2  # years are gone through one by one; beyond, the sums of all years are made
_SIX_CLOSING_DAYS_SINCE = 2000
_LONG_TERM_CALENDAR_SINCE = 2002


def must_be_day(day: object, what: str, whose: str) -> None:
    """Refuse what is no calendar day, such as a moment or a text.

    ``what`` is the day's name and ``whose`` the thing it belongs to, for the message of the
    :class:`InvalidValue` that is raised.
    """
    if not isinstance(day, date) or isinstance(day, datetime):
        raise InvalidValue(f"{what} {day!r} of {whose}: needs a date without time")


class _Year(NamedTuple):
    """The business days of one year, and how many of them come before each of its days."""

    first: int  # ordinal of 1 January
    days: tuple[date, ...]
    ranks: array[int]  # one for each day of the year, and one for the day after


class _Memory:
    """What a calendar has worked out already; it answers the same without."""

    __slots__ = ("sums", "years")

    def __init__(self) -> None:
        self.years: dict[int, _Year] = {}
        self.sums: tuple[int, ...] = ()  # business days before each year, and before the end of all


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class BusinessCalendar:
    """Which days are business days, and how one counts in them. It never changes.

    ``closing`` gives the closing days of a year with their names; Saturdays and Sundays are closed
    besides. ``years`` are those for which the calendar can answer; a day outside them, or an answer
    that would be one, raises :class:`InvalidValue` naming ``source``. Two calendars of the same
    content are equal.

    A question takes about the same time however many years lie between it and its answer.

    >>> TARGET.before(date(2026, 12, 28), 1)  # over Christmas and a weekend
    datetime.date(2026, 12, 24)
    >>> house = BusinessCalendar(name="house", closing=lambda year: {date(year, 7, 1): "Party"})
    >>> (TARGET & house).on_or_after(date(2026, 7, 1))
    datetime.date(2026, 7, 2)
    """

    name: str
    """What one calls it: ``"TARGET"``, ``"DE-BY"``, ``"TARGET & DE"``."""
    closing: Callable[[int], Mapping[date, str]]
    """The closing days of a year, and of no other, with their names."""
    years: range = range(MINYEAR, MAXYEAR + 1)
    """The years for which it can answer."""
    source: str = ""
    """Where the closing days are stated."""
    _memory: _Memory = field(default_factory=_Memory, init=False, compare=False)

    def is_business_day(self, day: date) -> bool:
        """Whether banks settle on this day.

        >>> TARGET.is_business_day(date(2026, 12, 24)), TARGET.is_business_day(date(2026, 4, 3))
        (True, False)
        """
        year = self._year(day.year)
        nth = day.toordinal() - year.first
        return year.ranks[nth] < year.ranks[nth + 1]

    def on_or_after(self, day: date) -> date:
        """The day itself, or the next business day: a due date rolls forward, never back.

        >>> TARGET.on_or_after(date(2026, 4, 3))  # Good Friday
        datetime.date(2026, 4, 7)

        Source: DFÜ-Abkommen, Anlage 3 (a due date that is no TARGET day).
        """
        return self._at(day.year, self._until(day))

    def on_or_before(self, day: date) -> date:
        """The day itself, or the last business day before it.

        >>> TARGET.on_or_before(date(2026, 4, 6))  # Easter Monday
        datetime.date(2026, 4, 2)
        """
        return self._at(day.year, self._through(day) - 1)

    def after(self, day: date, count: int) -> date:
        """The ``count``-th business day strictly after the day; for 0 as :meth:`on_or_after`.

        Raises :class:`InvalidValue` for a count below 0.

        >>> TARGET.after(date(2026, 12, 23), 5)  # the last day of a Core return
        datetime.date(2026, 12, 31)
        """
        if count < 1:
            return self.before(day, count)
        return self._at(day.year, self._through(day) + count - 1)

    def before(self, day: date, count: int) -> date:
        """The day called D minus ``count``; for 0 as :meth:`on_or_after`.

        It is the ``count``-th business day strictly before the day, after the day has rolled
        forward if it is none. Raises :class:`InvalidValue` for a count below 0.

        >>> TARGET.before(date(2016, 11, 18), 5)
        datetime.date(2016, 11, 11)
        >>> TARGET.before(date(2026, 12, 26), 1)  # a Saturday: settled on Monday the 28th
        datetime.date(2026, 12, 24)

        Source: EPC016-06, time cycle.
        """
        if count < 0:
            raise InvalidValue(
                f"{count} business days of the calendar {self.name}: give 0 or more, "
                "and choose before or after for the direction",
            )
        return self._at(day.year, self._until(day) - count)

    def between(self, start: date, end: date) -> int:
        """How many business days come after ``start``, up to and with ``end``.

        Below 0 if ``end`` is the earlier: as many as there are the other way round.

        >>> TARGET.between(date(2026, 12, 24), date(2026, 12, 28))
        1
        """
        if end.toordinal() < start.toordinal():
            return -self.between(end, start)
        whole_years = self._in_years(start.year, end.year)
        return whole_years + self._through(end) - self._through(start)

    def business_days(self, year: int) -> tuple[date, ...]:
        """All business days of a year, in order."""
        return self._year(year).days

    def closing_days(self, year: int) -> Mapping[date, str]:
        """The closing days of a year with their names, in order. Weekends have none.

        >>> for day, name in TARGET.closing_days(2027).items():
        ...     print(f"{day:%d.%m.} {name}")
        01.01. New Year's Day
        26.03. Good Friday
        29.03. Easter Monday
        01.05. Labour Day
        25.12. Christmas Day
        26.12. 26 December
        """
        self._require(year)
        return MappingProxyType(dict(sorted(self.closing(year).items())))

    def __and__(self, other: BusinessCalendar) -> BusinessCalendar:
        """Of two calendars the one in which a day counts only if it counts in both."""
        return BusinessCalendar(
            name=f"{self.name} & {other.name}",
            closing=_Either(first=self.closing, second=other.closing),
            years=range(
                max(self.years.start, other.years.start),
                min(self.years.stop, other.years.stop),
            ),
            source="; ".join(filter(None, (self.source, other.source))),
        )

    def __repr__(self) -> str:
        return f"<BusinessCalendar {self.name}>"

    def __reduce__(self) -> tuple[Callable[[], BusinessCalendar], tuple[()]]:
        """A copy remembers nothing; it works it out again."""
        again = partial(
            BusinessCalendar,
            name=self.name,
            closing=self.closing,
            years=self.years,
            source=self.source,
        )
        return again, ()

    def _until(self, day: date) -> int:
        """Business days of its year before the day."""
        year = self._year(day.year)
        return year.ranks[day.toordinal() - year.first]

    def _through(self, day: date) -> int:
        """Business days of its year up to and with the day."""
        year = self._year(day.year)
        return year.ranks[day.toordinal() - year.first + 1]

    def _at(self, year: int, position: int) -> date:
        """The business day at a position, counted from the first of that year, across years."""
        while abs(position) < _NEAR * _MOST_IN_A_YEAR:
            days = self._year(year).days
            if position < 0:
                year -= 1
                position += len(self._year(year).days)
            elif position >= len(days):
                position -= len(days)
                year += 1
            else:
                return days[position]
        return self._far_at(year, position)

    def _far_at(self, year: int, position: int) -> date:
        sums = self._sums()
        self._require(year)
        total = sums[year - self.years.start] + position
        if total < 0:
            self._require(self.years.start - 1)
        nth = bisect_right(sums, total) - 1
        found = self._year(self.years.start + nth)
        return found.days[total - sums[nth]]

    def _in_years(self, first: int, end: int) -> int:
        """Business days from the start of one year to the start of another, not before it."""
        if first == end:
            return 0
        if end - first < _NEAR:
            return sum(len(self._year(year).days) for year in range(first, end))
        self._require(first)
        self._require(end)
        sums = self._sums()
        return sums[end - self.years.start] - sums[first - self.years.start]

    def _sums(self) -> tuple[int, ...]:
        if not self._memory.sums:
            self._memory.sums = tuple(accumulate(map(self._count, self.years), initial=0))
        return self._memory.sums

    def _count(self, year: int) -> int:
        first = date(year, 1, 1)
        weekday = first.weekday()
        odd_days = _length(first) - _WEEKS_IN_A_YEAR * _WEEK
        weekdays = sum((weekday + odd) % _WEEK < _SATURDAY for odd in range(odd_days))
        closed = [day for day in self.closing(year) if day.weekday() < _SATURDAY]
        return _WEEKS_IN_A_YEAR * _SATURDAY + weekdays - len(closed)

    def _year(self, year: int) -> _Year:
        known = self._memory.years.get(year)
        if known is None:
            self._require(year)
            known = self._memory.years[year] = _year_without(self.closing(year), year)
        return known

    def _require(self, year: int) -> None:
        if year not in self.years:
            source = f" ({self.source})" if self.source else ""
            raise InvalidValue(
                f"the year {year} is not in the calendar {self.name}: "
                f"it knows {self.years.start} to {self.years.stop - 1}{source}",
            )


@dataclass(frozen=True, slots=True)
class _Either:
    """Closed where one of two calendars is."""

    first: Callable[[int], Mapping[date, str]]
    second: Callable[[int], Mapping[date, str]]

    def __call__(self, year: int) -> Mapping[date, str]:
        return {**self.second(year), **self.first(year)}


def _length(first: date) -> int:
    return date(first.year, 12, 31).toordinal() - first.toordinal() + 1


def _year_without(closed: Mapping[date, str], year: int) -> _Year:
    first = date(year, 1, 1)
    length = _length(first)
    days = tuple(
        day
        for day in map(date.fromordinal, range(first.toordinal(), first.toordinal() + length))
        if day.weekday() < _SATURDAY and day not in closed
    )
    opens = bytearray(length)
    for day in days:
        opens[day.toordinal() - first.toordinal()] = 1
    return _Year(first.toordinal(), days, array("H", accumulate(opens, initial=0)))


def _target_closing_days(year: int) -> Mapping[date, str]:
    """The days other than weekends on which TARGET does not settle.

    No day is closed instead of one that falls on a weekend. Source: ECB: 1999 and 2000 by decision
    for the year, 31 December 2001 for the cash changeover, since 2002 the long-term calendar.
    """
    closed = {date(year, 1, 1): "New Year's Day", date(year, 12, 25): "Christmas Day"}
    if year >= _SIX_CLOSING_DAYS_SINCE:
        sunday = easter(year)
        closed[sunday - 2 * _DAY] = "Good Friday"
        closed[sunday + _DAY] = "Easter Monday"
        closed[date(year, 5, 1)] = "Labour Day"
        closed[date(year, 12, 26)] = "26 December"
    if year < _LONG_TERM_CALENDAR_SINCE and year != _SIX_CLOSING_DAYS_SINCE:
        closed[date(year, 12, 31)] = "31 December"
    return closed


TARGET: Final = BusinessCalendar(
    name="TARGET",
    closing=_target_closing_days,
    years=range(TARGET_START.year, MAXYEAR + 1),
    source=f"ECB; TARGET began on {TARGET_START}",
)
"""The days on which euro is settled between banks, from the first on.

Closed on New Year's Day, Good Friday, Easter Monday, 1 May, 25 and 26 December; in 1999 only on
1 January, 25 and 31 December; in 2001 on 31 December as well. The days of January 1999 before the
first settlement are a holiday and a weekend: closed days like others. 24 and 31 December are open.
A day before 1999 raises :class:`InvalidValue`. Source: ECB, TARGET closing days.
"""


@dataclass(frozen=True, slots=True)
class _National:
    """The days on which the banks of a country, or of a part of it, are closed."""

    country: str
    subdivision: str | None

    def __call__(self, year: int) -> Mapping[date, str]:
        return _national_closing_days(self.country, self.subdivision, year)


@cache
def _national_closing_days(country: str, subdivision: str | None, year: int) -> Mapping[date, str]:
    import holidays  # noqa: PLC0415  # slow to import, and most users never ask

    entity = holidays.country_holidays(country)
    table = holidays.country_holidays(
        country,
        subdiv=subdivision,
        years=year,
        expand=False,
        # The names would otherwise be in the language of the machine.
        language="en_US" if "en_US" in entity.supported_languages else entity.default_language,
        categories=[kind for kind in ("public", "bank") if kind in entity.supported_categories],
    )
    return {day: name for day, name in table.items() if day.year == year}


def national(country: str, subdivision: str | None = None) -> BusinessCalendar:
    """The days on which banks of a country, or of a part of it, are open.

    ``country`` is an ISO 3166 code of two letters, ``subdivision`` a part as the package
    ``holidays`` names it (``"BY"`` or ``"Bayern"``). Public and bank holidays are closed. A lead
    time counts TARGET days: this calendar is for a bank that heeds its own holidays *besides*.
    Raises :class:`InvalidValue` for a country or part it does not know.

    >>> (TARGET & national("AT")).on_or_after(date(2026, 6, 4))  # Corpus Christi
    datetime.date(2026, 6, 5)

    Source: PyPI package ``holidays``.
    """
    return _national(country, subdivision)


@cache
def _national(country: str, subdivision: str | None) -> BusinessCalendar:
    import holidays  # noqa: PLC0415  # slow to import, and most users never ask

    countries = holidays.list_supported_countries(include_aliases=False)
    code = country.upper()
    if code not in countries:
        raise InvalidValue(
            f"country {country!r} has no calendar: give an ISO 3166 code of two letters; near are "
            f"{_list(other for other in countries if other[:1] == code[:1])}",
        )
    entity = holidays.country_holidays(code)
    part = entity.subdivisions_aliases.get(subdivision or "", subdivision)
    if part is not None and part not in countries[code]:
        raise InvalidValue(
            f"subdivision {subdivision!r} of country {country!r} has no calendar: "
            f"give none, for the whole country; its parts are {_list(countries[code])}",
        )
    return BusinessCalendar(
        name=code if part is None else f"{code}-{part}",
        closing=_National(country=code, subdivision=part),
        years=range(entity.start_year, entity.end_year + 1),
        source="PyPI package holidays",
    )


def _list(known: Iterable[str]) -> str:
    return ", ".join(sorted(known)) or "not known"


def add_months(day: date, months: int) -> date:
    """The same day of the month so many months later, or the last of that month if it has none.

    Raises :class:`InvalidValue` where the answer would lie outside the years 1 to 9999.

    >>> add_months(date(2026, 1, 31), 13)
    datetime.date(2027, 2, 28)

    Source: EPC016-06, which has terms of 13 and of 36 months and leaves their ends to the reader.
    """
    from dateutil.relativedelta import relativedelta  # noqa: PLC0415  # slow to import

    try:
        return day + relativedelta(months=months)
    except (ValueError, OverflowError):
        raise InvalidValue(
            f"{day} and {months} months: give a number that stays within the years 1 to 9999",
        ) from None


def _brought_along(zone: str) -> tzinfo | None:
    """A time zone where the system has none of its own, as on Windows."""
    from dateutil.zoneinfo import get_zonefile_instance  # noqa: PLC0415 - slow to import

    return get_zonefile_instance().get(zone)


@cache
def clock_of(zone: str) -> tzinfo:
    """The clock of a time zone, by its name in the IANA database.

    Raises :class:`InvalidValue` where there is no such zone.

    >>> datetime(2026, 7, 1, 12, tzinfo=clock_of("Europe/Amsterdam")).isoformat()
    '2026-07-01T12:00:00+02:00'
    """
    from zoneinfo import ZoneInfo  # noqa: PLC0415 - not needed before an instant is looked at

    try:
        return ZoneInfo(zone)
    except (LookupError, ValueError, OSError):
        clock = _brought_along(zone)
    if clock is None:
        raise InvalidValue(f"time zone {zone!r}: there is none; give one such as Europe/Amsterdam")
    return clock


def month_end(day: date) -> date:
    """The last day of the month that a day is in.

    >>> month_end(date(2028, 2, 10))
    datetime.date(2028, 2, 29)
    """
    if day.month == _DECEMBER:
        return day.replace(day=31)
    return day.replace(month=day.month + 1, day=1) - _DAY
