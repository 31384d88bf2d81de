"""How long a question to the TARGET calendar takes."""

from __future__ import annotations

from datetime import date, timedelta
from timeit import repeat
from typing import Final, NamedTuple

from sepadd import TARGET

QUESTIONS: Final = (
    "is_business_day(day)",
    "on_or_after(day)",
    "on_or_before(day)",
    "after(day, 5)",
    "after(day, 1500)",
    "before(day, 5)",
    "before(day, 1500)",
    "between(day, weeks_later)",
    "between(day, years_later)",
    "between(day, decades_later)",
)
"""What is asked: 1 500 business days are about six years, and ``years_later`` is seven."""


class Days(NamedTuple):
    """A day, and days after it."""

    day: date
    weeks_later: date
    years_later: date
    decades_later: date


def _days(number: int) -> Days:
    day = date(2020, 1, 1) + timedelta(days=number)
    return Days(day, *(day + timedelta(days=later) for later in (40, 7 * 365, 30 * 365)))


DAYS: Final = tuple(map(_days, range(3653)))
"""Ten years of days, asked one after the other."""


def questions(rounds: int = 25) -> dict[str, float]:
    """The seconds of one question of each kind: the least of the rounds, over all days."""
    names = {"TARGET": TARGET, "days": DAYS}
    each = f"for {', '.join(Days._fields)} in days"
    return {question: _least(f"{each}: TARGET.{question}", names, rounds) for question in QUESTIONS}


def _least(statement: str, names: dict[str, object], rounds: int) -> float:
    # timeit switches the garbage collector off; users have it on.
    setup = "import gc; gc.enable()"
    taken = repeat(statement, setup, repeat=rounds, number=1, globals=names)
    return min(taken) / len(DAYS)
