"""The banks that sepadd knows: what each asks beyond the scheme, who says so, what is doubtful."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, time
from enum import Enum
from types import NoneType
from typing import Any, Final

import click

from sepadd.banks import EPC, PROFILES, BankProfile, Quirk
from sepadd.cli.answer import Answer, Json, Part, Question
from sepadd.cli.asked import bank, reading
from sepadd.cli.tables import facts, printable, table
from sepadd.values import BusinessCalendar, Euro

_ABOUT = frozenset({"name", "title", "source", "quirks"})


@click.command("profiles", cls=Question)
@click.argument("profile", metavar="[NAME|FILE]", required=False, callback=reading(bank))
def profiles(*, profile: BankProfile | None) -> Answer:
    """The banks there are; with a name, or the TOML file of your own, what one of them asks."""
    return _list() if profile is None else _one(profile)


def _list() -> Answer:
    made = table("name", "bank", "message", "doubts", right=frozenset({"doubts"}))
    for each in PROFILES:
        doubts = sum(bool(quirk.doubt) for quirk in each.quirks)
        made.add_row(each.name, each.title, str(each.form.message), str(doubts))
    return Answer({"profiles": [profile_record(each) for each in PROFILES]}, (made,))


def _one(profile: BankProfile) -> Answer:
    return Answer(profile_record(profile), tuple(_about(profile)))


def _about(profile: BankProfile) -> Iterable[Part]:
    named = (("name", profile.name), ("bank", profile.title), ("source", profile.source))
    yield facts(named)
    yield _departures(profile)
    yield _particulars(profile.quirks)


def _departures(profile: BankProfile) -> Part:
    """Where a bank is not as the scheme."""
    scheme = dict(_settings(EPC))
    found = [(path, said) for path, said in _settings(profile) if said != scheme.get(path)]
    if not found:
        return "Every setting is as in the profile epc."
    made = table("setting", "here", "in epc")
    for path, said in found:
        made.add_row(path, printable(said), printable(scheme.get(path, "")))
    return made


def _particulars(quirks: Iterable[Quirk]) -> Part:
    made = table("what is particular", "source", "doubt")
    for quirk in quirks:
        made.add_row(printable(quirk.what), printable(quirk.source), printable(quirk.doubt))
    return made


def profile_record(profile: BankProfile) -> dict[str, Json]:
    """A profile for machines: every setting, and what is told of it."""
    return {
        **{name: _json(getattr(profile, name)) for name in ("name", "title", "source")},
        "settings": {name: _json(value) for name, value in _fields(profile) if name not in _ABOUT},
        "quirks": [_json(quirk) for quirk in profile.quirks],
    }


def _fields(thing: object) -> Iterable[tuple[str, object]]:
    if not is_dataclass(thing):  # pragma: no cover - a profile is one, and its parts are
        return ()
    return ((each.name, getattr(thing, each.name)) for each in fields(thing) if each.init)


def _json(value: object) -> Json:
    """A setting for machines: amounts, days and times are text, calendars go by their name."""
    for kind, told in _TOLD:
        if isinstance(value, kind):
            return told(value)
    if is_dataclass(value):
        return {name: _json(inner) for name, inner in _fields(value)}
    return "given"  # a directory of banks, which is a function


_TOLD: Final[tuple[tuple[type, Callable[[Any], Json]], ...]] = (
    (NoneType, lambda _: None),
    (Enum, lambda each: str(each.value)),
    (int, lambda number: number),
    (Mapping, lambda each: {str(key): _json(inner) for key, inner in each.items()}),
    (frozenset, lambda each: sorted(map(str, each))),
    (tuple, lambda each: list(map(_json, each))),
    (time, lambda at: at.isoformat("minutes")),
    (BusinessCalendar, lambda each: each.name),
    (str, str),
    (Euro, str),
    (date, str),
)
"""How values of a kind are told; all others field by field."""


def _settings(profile: BankProfile) -> Iterable[tuple[str, str]]:
    """Each setting of a bank by its path, in words."""
    for name, value in _fields(profile):
        if name not in _ABOUT:
            yield from _in_words(name, _json(value))


def _in_words(path: str, value: Json) -> Iterable[tuple[str, str]]:
    match value:
        case Mapping() if value:
            for name, inner in value.items():
                yield from _in_words(f"{path}.{name}", inner)
        case bool():
            yield path, "yes" if value else "no"
        case None | [] | {}:
            yield path, "none"
        case list():
            yield path, ", ".join(map(str, value))
        case _:
            yield path, str(value) or "none"
