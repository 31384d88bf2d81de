"""Where and when money moved: the account of a statement, and the booking of one movement on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final, NamedTuple

from lxml.etree import _Element as Element

from sepadd.collection import FactSource
from sepadd.findings import UnreadableMessage
from sepadd.messages.answers.camt_code import Codes
from sepadd.messages.parsing import amount_in, day_or_instant, day_within, text, unreadable
from sepadd.values import Euro

_BOOKED: Final = "BOOK"
_NOT_TOLD: Final = "status not told"
_NO_DAY: Final = "booking day not readable"
_NO_REFERENCE: Final = "NONREF"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """The account that a part of a message is about, and who tells of it.

    ``iban`` is empty where the account has none; ``made_on`` is the day of the message, absent
    where it tells none, and ``codes`` what its bank transaction codes say.
    """

    iban: str
    said: FactSource
    made_on: date | None
    codes: Codes = field(default_factory=Codes)
    _said_by: dict[str, FactSource] = field(default_factory=dict)
    _days: dict[str, date] = field(default_factory=dict)

    def said_by(self, originator: str) -> FactSource:
        """What that bank or person says, as one object however often it speaks."""
        if not originator:
            return self.said
        if originator not in self._said_by:
            self._said_by[originator] = replace(self.said, by=originator)
        return self._said_by[originator]

    def day_in(self, written: Element) -> date:
        """The day in an element; the movements of a statement have few between them."""
        # The usual <Dt>2026-12-01</Dt> is looked up; anything longer goes the long way.
        told = written[0].text if len(written) == 1 else None
        if told is None or len(told) != len("2026-12-01"):
            return day_or_instant(written)
        on = self._days.get(told)
        if on is None:
            on = self._days[told] = day_or_instant(written)
        return on


class Booking(NamedTuple):
    """When a movement was booked and what it came to.

    ``on`` is the day that it tells, ``booked_on`` the same where it is booked; ``reference`` is
    the bank's own of it. ``moved`` is absent where it is not told in euros: then ``foreign`` says
    what moved. ``hindrance`` says why it is no fact: its status where that is not booked, or its
    currency. It stands on a ``statement``. ``fault`` is what could not be read of its day.
    """

    on: date
    booked_on: date | None
    reference: str
    moved: Euro | None
    hindrance: str
    statement: Statement
    foreign: str = ""
    fault: str = ""


def booking(entry: Element, found: Mapping[str, Element], statement: Statement) -> Booking:
    """Read when a movement (``Ntry``, and its parts) was booked, and what it came to.

    The booking day counts; a bank that leaves it out is taken at its day of value, and a movement
    without either has the day of the message and no booking day. A day that cannot be read hides
    nothing else: the movement is taken at its day of value, and is no fact without one.

    Raises :class:`~sepadd.UnreadableMessage` where no day is told, or the amount cannot be read.
    Source: ISO 20022, camt.053.001.02 and .08, ReportEntry.
    """
    status = _status(found.get("Sts"))
    booked = status == _BOOKED
    told_on, fault = _day_of(found, statement)
    on = told_on or statement.made_on
    if on is None:
        raise unreadable(entry, "it needs a booking day, or its message the day it was made")
    total = found.get("Amt")
    moved = None if total is None else amount_in(total)
    currency = "" if total is None or moved is not None else total.get("Ccy", "")
    hindrance = currency if booked else status
    return Booking(
        on=on,
        booked_on=told_on if booked else None,
        reference=_reference(found),
        moved=moved,
        hindrance=_NO_DAY if fault and booked and told_on is None else hindrance,
        statement=statement,
        foreign=f"{text(total)} {currency}" if currency else "",
        fault=fault,
    )


def _day_of(found: Mapping[str, Element], statement: Statement) -> tuple[date | None, str]:
    """The day on which it was booked, or else of its value; and what of it could not be read."""
    fault = ""
    for name in ("BookgDt", "ValDt"):
        if name not in found:
            continue
        try:
            return statement.day_in(found[name]), fault
        except UnreadableMessage as wrong:
            fault = fault or str(wrong)
            within = next(iter(found[name]), None)
            if within is not None and (told := day_within(within)) is not None:
                return told, fault
    return None, fault


def _status(told: Element | None) -> str:
    """``<Sts>BOOK</Sts>`` of old, ``<Sts><Cd>BOOK</Cd></Sts>`` of today."""
    if told is None:
        return _NOT_TOLD
    return text(told[0] if len(told) else told) or _NOT_TOLD


def _reference(found: Mapping[str, Element]) -> str:
    banks = text(found.get("AcctSvcrRef"))
    return text(found.get("NtryRef")) if banks in {"", _NO_REFERENCE} else banks
