"""What a command may be asked with, and what is said of it when it is mistyped."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, time, tzinfo
from typing import Final, TypeVar
from zoneinfo import ZoneInfo

import click

from sepadd.findings import InvalidValue
from sepadd.profile import PROFILES

T = TypeVar("T")

WHICH_BANK: Final = f"The bank: {', '.join(profile.name for profile in PROFILES)}."
"""What is said of an option that names a profile."""

_TIME: Final = re.compile(r"[0-9]{2}:[0-9]{2}(:[0-9]{2})?", re.ASCII)


def reading(
    read: Callable[[str], T],
) -> Callable[[click.Context, click.Parameter, str | None], T | None]:
    """For an option: the value of what was typed; where there is none, a wrong call says why."""

    def read_option(ctx: click.Context, option: click.Parameter, typed: str | None) -> T | None:
        if typed is None:
            return None
        try:
            return read(typed)
        except InvalidValue as wrong:
            raise click.BadParameter(str(wrong), ctx=ctx, param=option) from None

    return read_option


def time_of_day(typed: str) -> time:
    """Hours and minutes, and seconds if need be. Raises :class:`InvalidValue`.

    >>> time_of_day("12:30")
    datetime.time(12, 30)
    """
    try:
        if _TIME.fullmatch(typed):
            return time.fromisoformat(typed)
    except ValueError:
        pass  # a twenty-fifth hour
    raise InvalidValue(f"{typed!r} is no time of day: write hours:minutes, such as 09:00")


def time_zone(typed: str) -> tzinfo:
    """A time zone by its name. Raises :class:`InvalidValue` for one that this machine lacks."""
    if typed == "UTC":
        return UTC
    try:
        return ZoneInfo(typed)
    except (KeyError, ValueError, OSError):
        raise InvalidValue(
            f"{typed!r} is no time zone that this machine knows; one is Europe/Amsterdam"
        ) from None
