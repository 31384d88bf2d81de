"""One's own bank as a file of settings: what differs from a profile that comes with sepadd."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from functools import partial
from typing import Any, Final, TypeVar

from sepadd.banks import EPC, BankProfile, Quirk, profile_named
from sepadd.findings import Finding, InvalidValue
from sepadd.mandate import Dormancy, DormancyBase, Scheme, SequenceType
from sepadd.records.noting import raise_if_any
from sepadd.records.settings.creditor import toml_record
from sepadd.records.stored import Fields, member
from sepadd.records.written import day, euros, time_of_day
from sepadd.rulebook import (
    COLLECTION_RULES,
    CREDITOR_RULES,
    FILE_RULES,
    MANDATE_RULES,
    AccountChangeForm,
    BicMode,
    FileForm,
    FileLimits,
    InitiatingPartyForm,
    LeadTimes,
    MessageVersion,
)
from sepadd.values import TARGET, AddressForm, BusinessCalendar, Conversion, TextMode, national

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
    findings: list[Finding] = []
    given = {key: _plain(value) for key, value in toml_record(source, name).items()}
    profile = _profile_of(Fields(given, name, findings))
    raise_if_any(findings)
    return profile


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


def _profile_of(fields: Fields) -> BankProfile:
    named = fields.may("based_on", profile_named, EPC)
    base = EPC if fields.wrong else named
    name = fields.must("name", _said)
    profile = fields.made(
        BankProfile,
        name=name,
        title=fields.may("title", _said, name),
        source=fields.may("source", _said, f"your own settings, based on {base.name}"),
        form=_part(fields, "form", _form_of, base.form),
        versions=_members(fields, "versions", MessageVersion, base.versions),
        calendar=fields.may("calendar", _calendar, base.calendar),
        zone=fields.may("zone", str, base.zone),
        cut_off={**base.cut_off, **_part(fields, "cut_off", _times_of, {})},
        lead_times=_part_if_any(fields, "lead_times", _lead_times_of, base.lead_times),
        extra_lead_days={
            **base.extra_lead_days,
            **_part(fields, "extra_lead_days", _days_of, {}),
        },
        most_days_ahead=_count(fields, "most_days_ahead", base.most_days_ahead),
        schemes=_members(fields, "schemes", Scheme, base.schemes),
        sequence_types=_members(fields, "sequence_types", SequenceType, base.sequence_types),
        first_use=fields.may("first_use", member(SequenceType), base.first_use),
        dormancy=_part(fields, "dormancy", _dormancy_of, base.dormancy),
        one_off_b2b=_flag(fields, "one_off_b2b", base.one_off_b2b),
        b2b_reach=base.b2b_reach,
        creditor_bic=_flag(fields, "creditor_bic", base.creditor_bic),
        bic_outside_eea=_flag(fields, "bic_outside_eea", base.bic_outside_eea),
        single_booking=_flag(fields, "single_booking", base.single_booking),
        sender_numbered_by_bank=_flag(
            fields, "sender_numbered_by_bank", base.sender_numbered_by_bank
        ),
        offset_asked=_flag(fields, "offset_asked", base.offset_asked),
        unstructured_until=fields.may("unstructured_until", day, base.unstructured_until),
        refused=_rules(fields, "refused", base.refused),
        waived=_rules(fields, "waived", base.waived),
        quirks=fields.parts("quirks", _quirk_of),
    )
    return profile if fields.wrong else profile.with_quirks_of(base)


def _form_of(fields: Fields, base: FileForm) -> FileForm:
    return fields.made(
        FileForm,
        message=fields.may("message", member(MessageVersion), base.message),
        text=_part(fields, "text", _text_of, base.text),
        addresses=_members(fields, "addresses", AddressForm, base.addresses),
        fold_addresses=_flag(fields, "fold_addresses", base.fold_addresses),
        creditor_address=_flag(fields, "creditor_address", base.creditor_address),
        bic=fields.may("bic", member(BicMode), base.bic),
        initiating_party=fields.may(
            "initiating_party", member(InitiatingPartyForm), base.initiating_party
        ),
        batch_booking=_flag(fields, "batch_booking", base.batch_booking),
        account_change=fields.may("account_change", member(AccountChangeForm), base.account_change),
        offset=_flag(fields, "offset", base.offset),
        limits=_part(fields, "limits", _limits_of, base.limits),
    )


def _text_of(fields: Fields, base: TextMode) -> TextMode:
    return fields.made(
        TextMode,
        name=fields.may("name", _said, base.name),
        conversion=fields.may("conversion", member(Conversion), base.conversion),
        extra=fields.may("extra", str, base.extra),
        cut=_flag(fields, "cut", base.cut),
    )


def _limits_of(fields: Fields, base: FileLimits) -> FileLimits:
    return fields.made(
        FileLimits,
        collections_per_batch=_count(fields, "collections_per_batch", base.collections_per_batch),
        batches_per_file=_count(fields, "batches_per_file", base.batches_per_file),
        collections_per_file=_count(fields, "collections_per_file", base.collections_per_file),
        amount_per_collection=fields.may(
            "amount_per_collection", euros, base.amount_per_collection
        ),
        amount_per_batch=fields.may("amount_per_batch", euros, base.amount_per_batch),
        amount_per_file=fields.may("amount_per_file", euros, base.amount_per_file),
    )


def _lead_times_of(fields: Fields) -> LeadTimes:
    return fields.made(
        LeadTimes,
        core_first=fields.count("core_first"),
        core_following=fields.count("core_following"),
        b2b=fields.count("b2b"),
        cor1=fields.count_if_any("cor1"),
    )


def _dormancy_of(fields: Fields, base: Dormancy) -> Dormancy:
    return fields.made(
        Dormancy,
        months=_count(fields, "months", base.months),
        base=fields.may("base", member(DormancyBase), base.base),
    )


def _quirk_of(fields: Fields) -> Quirk:
    return fields.made(
        Quirk,
        what=fields.must("what", _said),
        source=fields.must("source", _said),
        doubt=fields.may("doubt", str, ""),
        settings=fields.texts("settings", _said),
    )


def _times_of(fields: Fields, _: object) -> dict[Scheme, time]:
    times = {scheme: fields.may(scheme.value, time_of_day, None) for scheme in Scheme}
    return _of_schemes(fields, times)


def _days_of(fields: Fields, _: object) -> dict[Scheme, int]:
    return _of_schemes(fields, {scheme: fields.count_if_any(scheme.value) for scheme in Scheme})


def _of_schemes(fields: Fields, given: dict[Scheme, T | None]) -> dict[Scheme, T]:
    said = {scheme: value for scheme, value in given.items() if value is not None}
    return fields.made(dict[Scheme, T], said)


# -- what is not said is as in the base ---------------------------------------------------------


def _part(fields: Fields, key: str, read: Callable[[Fields, T], T], base: T) -> T:
    return _part_if_any(fields, key, partial(_with_base, read, base), base)


def _with_base(read: Callable[[Fields, T], T], base: T, fields: Fields) -> T:
    return read(fields, base)


def _part_if_any(fields: Fields, key: str, read: Callable[[Fields], T], base: T) -> T:
    made = fields.part_if_any(key, read)
    return base if made is None else made


def _flag(fields: Fields, key: str, base: T) -> bool | T:
    said = fields.flag_if_any(key)
    return base if said is None else said


def _count(fields: Fields, key: str, base: T) -> int | T:
    number = fields.count_if_any(key)
    return base if number is None else number


def _members(fields: Fields, key: str, kind: type[Any], base: frozenset[T]) -> frozenset[T]:
    said = fields.texts_if_any(key, member(kind))
    return base if said is None else frozenset(said)


def _rules(fields: Fields, key: str, base: frozenset[str]) -> frozenset[str]:
    return base | frozenset(fields.texts(key, _rule))


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
