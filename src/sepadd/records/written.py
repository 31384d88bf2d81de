"""Days, instants and amounts, as they are written in tables and records."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from enum import StrEnum
from typing import Final

from sepadd.findings import InvalidValue
from sepadd.values import Euro

_DAY: Final = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_CLOCK: Final = r"[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?"
_OFFSET: Final = rf"(Z|[+-]{_CLOCK})"
ISO_DAY: Final = re.compile(_DAY)
ISO_INSTANT: Final = re.compile(f"{_DAY}T{_CLOCK}{_OFFSET}")
ISO_MOMENT: Final = re.compile(f"{_DAY}T{_CLOCK}{_OFFSET}?")
EXACT_EUROS: Final = re.compile(r"-?[0-9]{1,40}\.[0-9]{2}")
_OTHER_DAYS: Final = (
    (re.compile(r"[0-9]{1,2}[-./ ][0-9]{1,2}[-./ ][0-9]{4}"), "has the year at its end"),
    (re.compile(r"[0-9]{1,2}[-./ ][0-9]{1,2}[-./ ][0-9]{2}"), "has no year of four digits"),
    (re.compile(r"[0-9]{4}[./ ][0-9]{1,2}[./ ][0-9]{1,2}"), "has no dashes"),
    (re.compile(r"[0-9]{8}"), "has no dashes"),
    (re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}"), "lacks a zero"),
    (re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ].*", re.DOTALL), "has a time"),
    (re.compile(r"[0-9]{5}([.,][0-9]+)?"), "is a spreadsheet's own count of days"),
)
_TIME_OF_DAY: Final = re.compile(r"[0-9]{2}:[0-9]{2}(:[0-9]{2})?", re.ASCII)
_WITH_COMMA = re.compile(r"[+-]?[0-9]{1,15}(,[0-9]{1,2})?")
_WITH_POINT = re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]{1,2})?")
_THOUSANDS = re.compile(r"[+-]?[0-9]{1,3}(\.[0-9]{3})+(,[0-9]{1,2})?")


def day(text: str) -> date:
    """A calendar day, written ``2026-12-31`` and in no other way.

    >>> day("31-12-2026")
    Traceback (most recent call last):
    sepadd.findings.InvalidValue: day '31-12-2026' has the year at its end: write it as ...
    """
    if ISO_DAY.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise InvalidValue(
                f"day {text!r}: there is no such day in the calendar; write one that there is"
            ) from None
    why = next((why for form, why in _OTHER_DAYS if form.fullmatch(text)), "is not one")
    raise InvalidValue(f"day {text!r} {why}: write it as 2026-12-31, year, month and day")


def instant(text: str) -> datetime:
    """A moment with its offset from UTC, written ``2026-12-31T23:59:00+01:00``."""
    if not ISO_INSTANT.fullmatch(text):
        raise InvalidValue(
            f"instant {text!r}: write it as 2026-12-31T23:59:00+01:00, with its offset"
        )
    return _moment_there_is(text)


def moment(text: str) -> datetime:
    """A moment as a bank's message gave it: like :func:`instant`, or without an offset."""
    return _moment_there_is(text) if ISO_MOMENT.fullmatch(text) else instant(text)


def _moment_there_is(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise InvalidValue(
            f"instant {text!r}: there is no such moment; write one that there is"
        ) from None


def time_of_day(text: str) -> time:
    """Hours and minutes, and seconds if need be. Raises :class:`InvalidValue`.

    >>> time_of_day("12:30")
    datetime.time(12, 30)
    """
    try:
        if _TIME_OF_DAY.fullmatch(text):
            return time.fromisoformat(text)
    except ValueError:
        pass  # a twenty-fifth hour
    raise InvalidValue(f"{text!r} is no time of day: write hours:minutes, such as 09:00")


def euros(text: str) -> Euro:
    """An amount as a record holds it, of any size: ``12.50``, always two decimals."""
    if not EXACT_EUROS.fullmatch(text):
        raise InvalidValue(f"amount {text!r}: write euros with a point and two decimals, 12.50")
    return Euro(cents=int(text.replace(".", "")))


class DecimalMark(StrEnum):
    """What stands between euros and cents in a table. It is declared, and never guessed."""

    POINT = "point"
    """``1250.50``."""
    COMMA = "comma"
    """``1250,50``, as most of the continent writes it."""


def amounts(decimal: DecimalMark) -> Callable[[str], Euro]:
    """How the amounts of a table are read; thousands marks and currency signs are refused.

    >>> str(amounts(DecimalMark.COMMA)("1250,5"))
    '1250.50'
    """
    return _comma if decimal is DecimalMark.COMMA else _point


def _point(text: str) -> Euro:
    if "," in text and _WITH_COMMA.fullmatch(text):
        raise InvalidValue(
            f"amount {text!r} has a decimal comma, and the table is declared to have points: "
            f"write {text.replace(',', '.')}, or declare DecimalMark.COMMA"
        )
    return Euro(text)


def _comma(text: str) -> Euro:
    if _WITH_COMMA.fullmatch(text):
        return Euro(text.replace(",", "."))
    if _WITH_POINT.fullmatch(text):
        raise InvalidValue(
            f"amount {text!r} has a decimal point, and the table is declared to have commas: "
            f"write {text.replace('.', ',')}, or declare DecimalMark.POINT"
        )
    if _THOUSANDS.fullmatch(text):
        raise InvalidValue(
            f"amount {text!r}: thousands marks are refused; write {text.replace('.', '')}"
        )
    raise InvalidValue(
        f"amount {text!r}: write euros with a comma and at most two decimals, and nothing else, "
        "such as 1250,50"
    )


def in_table(amount: Euro, decimal: DecimalMark) -> str:
    """An amount as a table shows it.

    >>> in_table(Euro(cents=1250), DecimalMark.COMMA)
    '12,50'
    """
    return str(amount).replace(".", "," if decimal is DecimalMark.COMMA else ".")


def written_cells(cells: Iterable[object], decimal: DecimalMark) -> tuple[object, ...]:
    """The cells of a row as a table shows them: amounts with that mark, others as they are.

    >>> written_cells(("2026-1", Euro(cents=1250), None), DecimalMark.COMMA)
    ('2026-1', '12,50', None)
    """
    return tuple(in_table(cell, decimal) if isinstance(cell, Euro) else cell for cell in cells)
