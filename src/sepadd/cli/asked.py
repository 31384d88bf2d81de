"""What a command may be asked with, and what is said of it when it is mistyped."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, tzinfo
from pathlib import Path
from typing import Final, TypeVar
from zoneinfo import ZoneInfo

import click

from sepadd.banks import EPC, PROFILES, BankProfile, profile_named
from sepadd.findings import InvalidValue, UnreadableRecords
from sepadd.records import DecimalMark, day, time_of_day
from sepadd.records.settings import profile_from_toml

T = TypeVar("T")
C = TypeVar("C", bound=Callable[..., object])


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


# -- what several commands are asked with --------------------------------------------------------

FILE: Final = click.Path(exists=True, dir_okay=False, path_type=Path)
"""A file that is there."""

NEW_FILE: Final = click.Path(dir_okay=False, path_type=Path)
"""A file that is written."""

FOLDER: Final = click.Path(file_okay=False, path_type=Path)
"""A folder that is written to; it is made if need be."""


def profile_option(command: C) -> C:
    """``--profile``: the bank's."""
    names = ", ".join(profile.name for profile in PROFILES)
    return click.option(
        "--profile",
        default=EPC.name,
        show_default=True,
        metavar="NAME|FILE",
        callback=reading(bank),
        help=f"The bank: {names}; or the TOML file of your own.",
    )(command)


def on_option(about: str, *, required: bool = False) -> Callable[[C], C]:
    """``--on``: the day of handing over, and what is ``about`` it here."""
    said = f"The day of handing over{about}"
    return click.option("--on", required=required, metavar="DATE", callback=reading(day), help=said)


def at_option(command: C) -> C:
    """``--at``: the time of handing over."""
    return click.option(
        "--at",
        metavar="TIME",
        callback=reading(time_of_day),
        help="The time of handing over, as the bank's clock has it; else before the cut-off.",
    )(command)


def schema_option(command: C) -> C:
    """``--schema``: further ones."""
    help_ = "A further XSD, the bank's own perhaps."
    return click.option("--schema", multiple=True, type=FILE, help=help_)(command)


def decimal_option(where: str) -> Callable[[C], C]:
    """``--decimal``: how the amounts of tables are written, and of which tables."""
    return click.option(
        "--decimal",
        type=click.Choice([str(mark) for mark in DecimalMark]),
        default=str(DecimalMark.POINT),
        show_default=True,
        help=f"What stands between euros and cents{where}",
    )
