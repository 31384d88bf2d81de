"""A year or a month of business days, as it hangs on the wall: the closed days are faint."""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from sepadd.findings import InvalidValue
from sepadd.notebook.fragment import Shown, fragment
from sepadd.printing import plain, printed_facts
from sepadd.values import TARGET, BusinessCalendar

_MONTHS: Final = tuple(range(1, 13))
_WEEKDAYS: Final = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_NAMES: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

_BESIDE: Final = "display:flex;flex-wrap:wrap;gap:.6em 2em;align-items:flex-start"
_MONTH: Final = "border-collapse:collapse;table-layout:auto;width:auto;margin:0"
_DAY: Final = "padding:.1em .35em;text-align:right"
_OPEN: Final = f"{_DAY};font-weight:bold"
_WEEKEND: Final = f"{_DAY};opacity:.55"
_CLOSED: Final = f"{_DAY};opacity:.8;text-decoration:line-through"


def year_of(calendar: BusinessCalendar = TARGET, *, year: int) -> Shown:
    """The business days of a year, month by month; below them the closing days by name.

    Raises :class:`InvalidValue` for a year that is not in the calendar.

    >>> year_of(year=2027).html.count("<table")
    12
    """
    return _shown(calendar, year, _MONTHS)


def month_of(calendar: BusinessCalendar = TARGET, *, year: int, month: int) -> Shown:
    """The business days of one month, January being 1. Raises :class:`InvalidValue`."""
    if month not in _MONTHS:
        raise InvalidValue(f"month {month!r}: give a number from 1, January, to 12, December")
    return _shown(calendar, year, (month,))


def _shown(calendar: BusinessCalendar, year: int, months: tuple[int, ...]) -> Shown:
    closing = calendar.closing_days(year)
    named = {day: name for day, name in closing.items() if day.month in months}
    business = frozenset(day for day in calendar.business_days(year) if day.month in months)
    title = f"{calendar.name}, {year if len(months) > 1 else _name(year, months[0])}"
    facts = printed_facts(("business days", len(business)))
    tables = "\n".join(_month(year, month, business, named) for month in months)
    return Shown(
        fragment(title, facts, more=f'<div style="{_BESIDE}">\n{tables}\n</div>\n{_list(named)}')
    )


def _name(year: int, month: int) -> str:
    return f"{_NAMES[month - 1]} {year}"


def _month(year: int, month: int, business: frozenset[date], named: Mapping[date, str]) -> str:
    heads = "".join(f'<th scope="col" style="{_DAY}">{day}</th>' for day in _WEEKDAYS)
    weeks = "\n".join(
        f"<tr>{''.join(_day(day, business, named) for day in week)}</tr>"
        for week in _weeks(year, month)
    )
    return (
        f'<table style="{_MONTH}"><caption style="text-align:left;color:inherit">'
        f"{_name(year, month)}</caption>\n"
        f"<thead><tr>{heads}</tr></thead>\n<tbody>\n{weeks}\n</tbody></table>"
    )


def _weeks(year: int, month: int) -> Iterable[list[date | None]]:
    """The weeks of a month from Monday on; the days of its neighbours are left out."""
    for week in Calendar().monthdayscalendar(year, month):
        yield [date(year, month, day) if day else None for day in week]


def _day(day: date | None, business: frozenset[date], named: Mapping[date, str]) -> str:
    if day is None:
        return "<td></td>"
    if day in business:
        return f'<td style="{_OPEN}">{day.day}</td>'
    if day in named:
        return f'<td style="{_CLOSED}" title="{plain(named[day])}">{day.day}</td>'
    return f'<td style="{_WEEKEND}">{day.day}</td>'


def _list(named: Mapping[date, str]) -> str:
    said = " · ".join(f"{day} {plain(name)}" for day, name in named.items())
    return f"<div>Closed besides weekends: {said}</div>\n" if said else ""
