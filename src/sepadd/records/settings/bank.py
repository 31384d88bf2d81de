"""One's own bank as a file of settings: what differs from a profile that comes with sepadd."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any, Final, TypeVar

from sepadd.banks import EPC, BankProfile, Quirk, profile_named
from sepadd.findings import InvalidValue
from sepadd.mandate import Dormancy, DormancyBase, Scheme
from sepadd.records.settings.creditor import toml_record
from sepadd.records.stored import (
    COUNT,
    DAY,
    FLAG,
    FORM,
    SCHEME,
    SEQUENCE_TYPE,
    TEXT,
    Listed,
    RecordShape,
    Shape,
    any_text,
    in_any_order,
    listed,
    may,
    member,
    must,
    told_at_once,
)
from sepadd.records.written import time_of_day
from sepadd.rulebook import (
    COLLECTION_RULES,
    CREDITOR_RULES,
    FILE_RULES,
    MANDATE_RULES,
    LeadTimes,
    MessageVersion,
)
from sepadd.values import TARGET, BusinessCalendar, national

T = TypeVar("T")

_RULES: Final[frozenset[str]] = frozenset(
    rule.id
    for rules in (CREDITOR_RULES, MANDATE_RULES, COLLECTION_RULES, FILE_RULES)
    for rule in rules
)


def profile_from_toml(source: str | bytes, *, name: str = "bank.toml") -> BankProfile:
    r"""The bank of a file of settings: a profile it is based on, and what differs.

    ``based_on`` names a shipped profile, ``epc`` if absent; ``name`` is the bank's own. All else
    is called as in :class:`BankProfile`, and optional: a part such as ``[form.limits]`` or
    ``[cut_off]`` changes only what it names. Days, times and amounts are text or TOML's own
    (``2026-11-14``, ``15:00``, ``"10000.00"``); ``calendar`` is a country whose holidays are
    heeded besides TARGET (``NL``, ``DE-BY``). ``[[quirks]]`` are added to those of the base whose
    settings were kept.
    ``name`` of the function is what findings call the file.

    Raises :class:`UnreadableRecords` with all that is wrong, each with its place, also of what is
    unknown.

    >>> bank = profile_from_toml('name = "our-bank"\nbased_on = "nl"\ncut_off.CORE = 15:00:00\n')
    >>> bank.name, bank.cut_off[Scheme.CORE].isoformat("minutes")
    ('our-bank', '15:00')
    """
    given = {key: _plain(value) for key, value in toml_record(source, name).items()}
    return told_at_once(_settings(_base_of(given)).read, given, name)


def _plain(value: object) -> object:
    """A value with TOML's own days and times as text, at any depth."""
    match value:
        case date() | datetime() | time():
            return value.isoformat()
        case dict():
            return {key: _plain(inner) for key, inner in value.items()}
        case list():
            return [_plain(inner) for inner in value]
        case _:
            return value


# -- words --------------------------------------------------------------------------------------


def _said(text: str) -> str:
    if not text.strip():
        raise InvalidValue("it says nothing: give a text, or leave it out")
    return text


def _rule(text: str) -> str:
    if text not in _RULES:
        raise InvalidValue(
            f"{text!r} is no rule of a creditor, a mandate, a collection or a file: "
            "give an id such as COL-02"
        )
    return text


def _calendar(text: str) -> BusinessCalendar:
    if text == TARGET.name:
        return TARGET
    country, _, part = text.partition("-")
    return TARGET & national(country, part or None)


# -- what may be said ---------------------------------------------------------------------------

_SAID: Final = any_text(_said)
_TIME: Final = any_text(time_of_day)
_RULE: Final = any_text(_rule)
_BASE: Final = any_text(profile_named)
_LEAD_TIMES: Final = RecordShape(
    LeadTimes,
    must("core_first", COUNT),
    must("core_following", COUNT),
    must("b2b", COUNT),
    may("cor1", COUNT),
)
_DORMANCY: Final = RecordShape(Dormancy, must("months", COUNT), must("base", member(DormancyBase)))
_QUIRK: Final = RecordShape(
    Quirk,
    must("what", _SAID),
    must("source", _SAID),
    may("doubt", TEXT, absent=""),
    may("settings", listed(_SAID), absent=()),
)
_AS_IN_THE_BASE: Final = RecordShape(
    BankProfile,
    may("form", FORM),
    may("versions", in_any_order(member(MessageVersion))),
    may("calendar", any_text(_calendar)),
    may("zone", TEXT),
    may("most_days_ahead", COUNT),
    may("schemes", in_any_order(SCHEME)),
    may("sequence_types", in_any_order(SEQUENCE_TYPE)),
    may("first_use", SEQUENCE_TYPE),
    may("dormancy", _DORMANCY),
    may("one_off_b2b", FLAG),
    may("creditor_bic", FLAG),
    may("bic_outside_eea", FLAG),
    may("single_booking", FLAG),
    may("sender_numbered_by_bank", FLAG),
    may("offset_asked", FLAG),
    may("unstructured_until", DAY),
)
"""What is as it is in the base, in the whole and in its parts, where it is not said."""


def _settings(base: BankProfile) -> RecordShape[BankProfile]:
    """All that a file of settings may say, of a bank that is like another."""
    return RecordShape(
        BankProfile,
        may("based_on", _BASE, absent=base),
        must("name", _SAID),
        may("title", _SAID),
        may("source", _SAID, absent=f"your own settings, based on {base.name}"),
        *_AS_IN_THE_BASE.based_on(base).lines,
        may("cut_off", _by_scheme(_TIME, base.cut_off), absent=base.cut_off),
        may("lead_times", _LEAD_TIMES, absent=base.lead_times),
        may(
            "extra_lead_days",
            _by_scheme(COUNT, base.extra_lead_days),
            absent=base.extra_lead_days,
        ),
        may("refused", Listed(_RULE, base.refused.union), absent=base.refused),
        may("waived", Listed(_RULE, base.waived.union), absent=base.waived),
        may("quirks", listed(_QUIRK), absent=()),
        make=_profile,
    )


def _base_of(given: Mapping[str, object]) -> BankProfile:
    """The profile that is named as base; where it is wrong, which is told, the scheme's own."""
    named = given.get("based_on")
    try:
        return profile_named(named) if isinstance(named, str) else EPC
    except InvalidValue:
        return EPC


def _profile(
    based_on: BankProfile,
    name: str,
    title: str | None,
    **others: Any,  # noqa: ANN401 - as they were read
) -> BankProfile:
    profile = BankProfile(name=name, title=title or name, b2b_reach=based_on.b2b_reach, **others)
    return profile.with_quirks_of(based_on)


def _by_scheme(each: Shape[T], base: Mapping[Scheme, T]) -> RecordShape[dict[Scheme, T]]:
    """A value for some of the schemes; for the others it is as in the base."""

    def make(**said: T | None) -> dict[Scheme, T]:
        return {
            **base,
            **{Scheme(name): value for name, value in said.items() if value is not None},
        }

    return RecordShape(
        dict[Scheme, T], *(may(each_of.value, each) for each_of in Scheme), make=make
    )
