"""What a command may be asked with, and what is said of it when it is mistyped."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, tzinfo
from pathlib import Path
from typing import Final, TypeVar
from zoneinfo import ZoneInfo

import click

from sepadd.banks import PROFILES, BankProfile, profile_named
from sepadd.findings import InvalidValue, UnreadableRecords
from sepadd.records.settings import profile_from_toml

T = TypeVar("T")

WHICH_BANK: Final = (
    f"The bank: {', '.join(profile.name for profile in PROFILES)}; or the TOML file of your own."
)
"""What is said of an option that names a profile."""


def reading(
    read: Callable[[str], T],
) -> Callable[[click.Context, click.Parameter, str | None], T | None]:
    """For an option: the value of what was typed; where there is none, a wrong call says why."""

    def read_option(ctx: click.Context, option: click.Parameter, typed: str | None) -> T | None:
        if typed is None:
            return None
        try:
            return read(typed)
        except (InvalidValue, UnreadableRecords) as wrong:
            raise click.BadParameter(str(wrong), ctx=ctx, param=option) from None

    return read_option


def bank(typed: str) -> BankProfile:
    """The shipped profile of that name, or the one of a TOML file.

    Raises :class:`InvalidValue`, and :class:`UnreadableRecords` with all that is wrong in a file.
    """
    path = Path(typed)
    if path.suffix != ".toml":
        return profile_named(typed)
    try:
        return profile_from_toml(path.read_bytes(), name=path.name)
    except OSError as failed:
        raise InvalidValue(f"{typed}: {failed.strerror or failed}") from None


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
