"""The periods in which the ledger may be booked in: what is dated in a closed one is refused."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from sepadd.findings import InvalidValue, Sentence
from sepadd.values import reads

OPEN_PERIOD: Final = Sentence(
    "JNL-04",
    "An entry is dated in an open period of the ledger.",
    "the user's ledger",
    why=(
        "A period that is closed has been accounted for, and an entry in it would change its "
        "figures afterwards."
    ),
    hint="Open the period, or date the entry on the first open day after it.",
)


class WhenClosed(StrEnum):
    """What is done with an entry that is dated in a closed period."""

    REFUSE = "refuse"
    """Nothing is posted, and the entry is named."""
    FIRST_OPEN_DAY = "first open day"
    """It is dated on the first open day after its own."""


@reads
@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of calendar days, both ends included. Raises :class:`InvalidValue` if empty."""

    first: date
    last: date

    def __post_init__(self) -> None:
        """Refuse a period that ends before it begins."""
        if self.last < self.first:
            raise InvalidValue(f"period {self}: it ends before it begins; give the first day first")

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def __str__(self) -> str:
        return f"{self.first} to {self.last}"


@reads
@dataclass(frozen=True, slots=True, init=False)
class Periods:
    """The open periods of a ledger, in any order.

    >>> december = Periods((Period(date(2026, 12, 1), date(2026, 12, 31)),))
    >>> december.first_open_day(date(2026, 11, 23))
    datetime.date(2026, 12, 1)
    """

    opened: tuple[Period, ...]

    def __init__(
        self,
        opened: Iterable[Period],
    ) -> None: ...

    def first_open_day(self, day: date) -> date | None:
        """The day itself if it is open, else the first open day after it; nothing if none is."""
        return min((max(day, each.first) for each in self.opened if each.last >= day), default=None)

    def is_open(self, day: date) -> bool:
        """Whether a day may be booked on."""
        return any(day in each for each in self.opened)

    def __str__(self) -> str:
        ordered: Iterable[Period] = sorted(self.opened, key=lambda each: (each.first, each.last))
        return ", ".join(map(str, ordered)) or "nothing"


ALWAYS: Final = Periods((Period(date.min, date.max),))
"""Every day is open."""
