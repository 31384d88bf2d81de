"""The banks and countries that come along, and those that users describe in a file of their own."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from helpers.books import decided
from helpers.corpus import corpus
from helpers.pain008_files import iso_xsd, our_xsd, refusal
from sepadd.banks import (
    ABN_AMRO,
    AUSTRIA,
    AUSTRIA_02,
    BELGIUM,
    BNG,
    EPC,
    FRANCE,
    GERMANY,
    GERMANY_02,
    NETHERLANDS,
    PROFILES,
    RABOBANK,
    REGIOBANK,
    SPAIN,
    BankProfile,
    Quirk,
)
from sepadd.books import Books, propose
from sepadd.findings import InvalidValue
from sepadd.mandate import Presentation, Scheme, SequenceType
from sepadd.messages import pain008
from sepadd.proposal import Draft
from sepadd.rulebook import (
    COLLECTION_RULES,
    MANDATE_RULES,
    BicMode,
    FileForm,
    FileLimits,
    LeadTimes,
    MessageVersion,
    Terms,
    put,
    readiness,
)
from sepadd.run import CollectionRun
from sepadd.testing import (
    ACCOUNT,
    AT,
    COLLECTION,
    CREDIT_NOTE,
    CREDITOR,
    DEBTOR,
    DUE_ON,
    INVOICE,
    MANDATE,
    TODAY,
)
from sepadd.values import (
    AddressForm,
    Bic,
    Creditor,
    EndToEndId,
    PostalAddress,
    RunId,
)

V02, V08 = MessageVersion.PAIN_008_001_02, MessageVersion.PAIN_008_001_08

ADDRESS = PostalAddress(
    country="DE", town="Köln", postcode="50667", street="Domstraße", building="1"
)
LINES = PostalAddress(country="DE", lines=("Domstraße 1", "50667 Köln"))
BANKS = Path(__file__).parents[2] / "src" / "sepadd" / "banks"
EVERY_ADDRESS = FileForm(addresses=frozenset(AddressForm))
each_profile = pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.name)


def a_run_for(
    bank: BankProfile, creditor: Creditor = CREDITOR, at: datetime = AT, **debtor: Any
) -> CollectionRun:
    """The good example, as that bank would get it."""
    terms = bank.terms(on=TODAY)
    mandate = replace(MANDATE, debtor=replace(DEBTOR, **debtor))
    items = (INVOICE, CREDIT_NOTE)
    proposal = propose(
        Books(creditor=creditor, open_items=items, mandates=(mandate,), runs=()),
        terms,
        Draft(id=RunId("2026-12"), due_on=DUE_ON),
    )
    return decided(proposal, terms, at=at)


def xml_for(bank: BankProfile, creditor: Creditor = CREDITOR, at: datetime = AT) -> str:
    return pain008.render(a_run_for(bank, creditor, at)).decode()


def rules_about(terms: Terms, **debtor: Any) -> set[str]:
    mandate = replace(MANDATE, debtor=replace(DEBTOR, **debtor))
    collection = replace(COLLECTION, mandate=mandate)
    about_mandate = put(MANDATE_RULES, (mandate,), terms)
    about_collection = put(COLLECTION_RULES, (collection,), terms)
    return {finding.rule for finding in (*about_mandate.errors, *about_collection.errors)}


# -- every particular has a source --------------------------------------------------------------


def leaves(thing: object, path: str = "") -> Iterator[tuple[str, object]]:
    """Each setting by its path; the parts of a part by theirs."""
    for field in fields(thing):  # type: ignore[arg-type]  # a profile, or a part of one
        value, name = getattr(thing, field.name), f"{path}{field.name}"
        if not field.init:
            continue
        if is_dataclass(value) and field.name in {"form", "limits", "text"}:
            yield from leaves(value, f"{name}.")
        else:
            yield name, value


def departures(profile: BankProfile) -> set[str]:
    """The settings in which it is not as the scheme."""
    scheme = dict(leaves(EPC))
    told = {"name", "title", "source", "quirks"}
    return {path for path, value in leaves(profile) if value != scheme[path]} - told


def holds(quirk: Quirk, path: str) -> bool:
    return any(path == each or path.startswith(f"{each}.") for each in quirk.settings)


@each_profile
def test_whatever_departs_from_the_scheme_is_told_with_its_source(profile: BankProfile) -> None:
    untold = {
        path
        for path in departures(profile)
        if not any(holds(quirk, path) for quirk in profile.quirks)
    }
    assert untold == set()


@each_profile
def test_each_particular_has_a_source_and_settings_that_there_are(profile: BankProfile) -> None:
    assert profile.quirks
    for quirk in profile.quirks:
        assert quirk.what.endswith(".")
        assert quirk.source
        for path in quirk.settings:
            profile.setting(path)


@each_profile
def test_what_is_general_knowledge_says_that_it_is_doubtful(profile: BankProfile) -> None:
    known = [quirk for quirk in profile.quirks if quirk.source.startswith("general knowledge")]
    assert [quirk.what for quirk in known if not quirk.doubt] == []


ONE_VERSION = {"de": V08, "de-02": V02, "at": V08, "at-02": V02, "bng": V08}


@each_profile
def test_a_bank_takes_the_versions_that_its_documents_name_and_no_other(
    profile: BankProfile,
) -> None:
    only = ONE_VERSION.get(profile.name)
    assert profile.versions == ({V02, V08} if only is None else {only})


@pytest.mark.parametrize("module", sorted(BANKS.glob("*.py")), ids=lambda path: path.stem)
def test_a_profile_names_its_versions_itself_and_inherits_none(module: Path) -> None:
    calls = [each for each in ast.walk(ast.parse(module.read_text())) if isinstance(each, ast.Call)]
    named = [{word.arg for word in call.keywords} for call in calls]
    assert [
        names for names in named if {"name", "title"} <= names and "versions" not in names
    ] == []


def test_a_profile_without_versions_cannot_be_made() -> None:
    with pytest.raises(TypeError, match="versions"):
        BankProfile(name="x", title="X", source="contract")  # type: ignore[call-arg]


def test_what_a_bank_keeps_of_its_country_is_told_of_it_and_what_it_changes_is_not() -> None:
    (told,) = (quirk for quirk in NETHERLANDS.quirks if "form.addresses" in quirk.settings)
    assert told in ABN_AMRO.quirks
    hybrid = replace(ABN_AMRO, form=EVERY_ADDRESS, quirks=()).with_quirks_of(ABN_AMRO)
    assert told not in hybrid.quirks


def test_the_conflicting_ends_of_unstructured_addresses_are_told_and_none_is_set() -> None:
    (told,) = (quirk for quirk in EPC.quirks if "unstructured_until" in quirk.settings)
    for day in ("23 November 2025", "22 November 2026", "15 November 2026", "9 September 2026"):
        assert day in told.doubt
    assert {profile.unstructured_until for profile in PROFILES} == {None}


# -- the settings, from both sides --------------------------------------------------------------


def test_a_bank_is_written_to_in_the_messages_that_it_takes() -> None:
    assert NETHERLANDS.writing(V02).form.message is V02
    with pytest.raises(InvalidValue, match=r"profile de: it does not take pain.008.001.02, but"):
        GERMANY.writing(V02)
    with pytest.raises(InvalidValue, match=r"profile bng: it does not take pain.008.001.02"):
        BNG.writing(V02)


@pytest.mark.parametrize(
    ("at", "scheme", "received_on"),
    [
        (time(7, 0), Scheme.CORE, TODAY),
        (time(7, 1), Scheme.CORE, date(2026, 11, 24)),
        (time(11, 0), Scheme.B2B, TODAY),
        (time(11, 1), Scheme.B2B, date(2026, 11, 24)),
    ],
)
def test_rabobank_has_an_hour_for_each_scheme(at: time, scheme: Scheme, received_on: date) -> None:
    assert RABOBANK.terms_by_clock(TODAY, at).received_on[scheme] == received_on


def test_a_batch_of_regiobank_has_a_hundred_thousand_and_a_german_one_a_few_less() -> None:
    assert REGIOBANK.form.limits.collections_per_batch == 100_000
    assert GERMANY.form.limits.collections_per_batch == 99_999


def test_a_bank_can_want_one_batch_in_a_file() -> None:
    several = FileForm(limits=FileLimits(batches_per_file=2))
    single = FileForm(limits=FileLimits(batches_per_file=1))
    later = replace(
        COLLECTION, end_to_end_id=EndToEndId("2026-12-2"), due_on=date(2026, 12, 2), items=()
    )
    run = replace(a_run_for(EPC), collections=(COLLECTION, later))
    files = [replace(run, form=form).files() for form in (several, single)]
    assert [len(each) for each in files] == [1, 2]


def test_spanish_banks_are_told_the_identifier_of_who_hands_over_and_others_the_name() -> None:
    identifier = "<Id><OrgId><Othr><Id>NL42ZZZ123456780001</Id>"
    assert f"<Nm>Zwembad De Waterlelie</Nm>{identifier}" in xml_for(SPAIN)
    assert identifier not in xml_for(EPC)


def test_the_time_of_creation_has_its_offset_unless_a_bank_wants_none() -> None:
    at = datetime(2026, 11, 23, 9, 0, tzinfo=timezone(timedelta(hours=1)))
    local = replace(EPC, form=FileForm(offset=False))
    assert "<CreDtTm>2026-11-23T09:00:00+01:00</CreDtTm>" in xml_for(AUSTRIA, at=at)
    assert "<CreDtTm>2026-11-23T09:00:00</CreDtTm>" in xml_for(local, at=at)


def test_without_an_offset_an_austrian_bank_refuses_the_file() -> None:
    local = replace(AUSTRIA, form=replace(AUSTRIA.form, offset=False))
    xsd = corpus("xsd", "national", "at", "pain.008.001.08.at.004.xsd")
    assert refusal(xsd, pain008.render(a_run_for(AUSTRIA))) == ""
    assert "CreDtTm" in refusal(xsd, pain008.render(a_run_for(local)))


def test_a_bank_can_want_every_bic_or_none() -> None:
    always = replace(EPC, form=FileForm(bic=BicMode.ALWAYS)).terms(on=TODAY)
    assert rules_about(always) == {"MND-12"}
    assert rules_about(always, bic=Bic("ABNANL2A")) == set()
    known = replace(CREDITOR, accounts=(replace(ACCOUNT, bic=Bic("ABNANL2A")),))
    never = replace(EPC, form=FileForm(bic=BicMode.NEVER))
    assert "<BICFI>ABNANL2A</BICFI>" in xml_for(EPC, known)
    assert "BICFI" not in xml_for(never, known)


@pytest.mark.parametrize(
    ("bank", "said"),
    [(GERMANY, ["CRE-12"]), (EPC, []), (replace(GERMANY, single_booking=True), [])],
)
def test_in_germany_a_credit_of_each_collection_has_to_be_agreed(
    bank: BankProfile, said: list[str]
) -> None:
    singly = replace(CREDITOR, accounts=(replace(ACCOUNT, batch_booking=False),))
    found = readiness(singly, bank.terms(on=TODAY))
    assert [finding.rule for finding in found] == said
    assert not found.errors


def test_a_bank_can_want_it_said_that_a_batch_is_booked_as_one() -> None:
    wanted = replace(EPC, form=FileForm(batch_booking=True))
    assert "<BtchBookg>true</BtchBookg>" in xml_for(wanted)
    assert "BtchBookg" not in xml_for(EPC)


def test_a_first_collection_says_so_where_the_bank_wants_it() -> None:
    assert "<SeqTp>FRST</SeqTp>" in xml_for(replace(EPC, first_use=SequenceType.FIRST))
    assert "<SeqTp>RCUR</SeqTp>" in xml_for(EPC)


def test_of_the_types_that_are_allowed_the_one_is_chosen_that_the_bank_takes() -> None:
    only_first = replace(EPC, sequence_types=frozenset({SequenceType.FIRST}))
    assert "<SeqTp>FRST</SeqTp>" in xml_for(only_first)


def test_where_the_bank_takes_no_type_that_is_allowed_the_collection_is_refused() -> None:
    only_first = replace(EPC, sequence_types=frozenset({SequenceType.FIRST})).terms(on=TODAY)
    used = replace(
        MANDATE,
        presentations=(
            Presentation(due_on=date(2026, 6, 1), sequence_type=SequenceType.RECURRENT),
        ),
    )
    proposal = propose(
        Books(creditor=CREDITOR, open_items=(INVOICE,), mandates=(used,), runs=()),
        only_first,
        Draft(id=RunId("2026-12"), due_on=DUE_ON),
    )
    (line,) = proposal.lines
    assert [finding.rule for finding in line.reasons.errors] == ["COL-12"]
    assert "it is RCUR, and the bank takes only FRST" in str(line.reasons)


@pytest.mark.parametrize(
    ("until", "rules"),
    [
        (None, set()),
        (date(2026, 12, 1), set()),
        (date(2026, 11, 30), {"COL-11"}),
        (date(2026, 11, 23), {"COL-11"}),
        (date(2026, 11, 22), {"MND-09"}),
    ],
)
def test_trap_24b_unstructured_addresses_settle_until_the_day_that_a_bank_gives(
    until: date | None, rules: set[str]
) -> None:
    bank = replace(EPC, form=EVERY_ADDRESS, unstructured_until=until)
    assert rules_about(bank.terms(on=TODAY), address=LINES) == rules
    assert rules_about(bank.terms(on=TODAY), address=ADDRESS) == set()


def test_where_everything_is_folded_into_lines_no_address_is_left_after_their_end() -> None:
    ended = replace(GERMANY_02, unstructured_until=date(2026, 11, 22)).terms(on=TODAY)
    mandate = replace(MANDATE, debtor=replace(DEBTOR, address=ADDRESS))
    (finding,) = put(MANDATE_RULES, (mandate,), ended).errors
    assert (finding.rule, finding.detail[-13:]) == ("MND-09", "leave it away")


def test_trap_24_french_and_dutch_banks_take_no_hybrid_address_and_belgian_ones_do() -> None:
    hybrid = replace(ADDRESS, town="Koeln", street=None, building=None, lines=("Domstrasse 1",))
    told = {
        b.name: rules_about(b.terms(on=TODAY), address=hybrid) for b in (FRANCE, RABOBANK, BELGIUM)
    }
    assert told == {"fr": {"MND-09"}, "rabobank": {"MND-09"}, "be": set()}


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"most_days_ahead": 0}, "0 days ahead at most"),
        ({"schemes": frozenset()}, "it takes no scheme"),
        ({"sequence_types": frozenset()}, "it takes no sequence type"),
        ({"first_use": SequenceType.FINAL}, "a first collection cannot say FNAL"),
        ({"versions": frozenset()}, "but no message at all"),
        ({"dormancy": replace(EPC.dormancy, months=0)}, "mandates that live 0 months"),
        ({"lead_times": LeadTimes(core_first=1, core_following=1, b2b=-1)}, "below none"),
        ({"unstructured_until": TODAY}, "which form.addresses lacks"),
    ],
)
def test_terms_that_nobody_could_keep_to_are_refused(wrong: dict[str, Any], why: str) -> None:
    with pytest.raises(InvalidValue, match=why):
        replace(EPC, **wrong)


def test_the_nearest_terms_that_can_be_kept_are_taken() -> None:
    least = replace(
        EPC,
        most_days_ahead=1,
        dormancy=replace(EPC.dormancy, months=1),
        lead_times=LeadTimes(core_first=0, core_following=0, b2b=0),
        form=EVERY_ADDRESS,
        unstructured_until=TODAY,
    )
    assert least.terms(on=TODAY).profile.most_days_ahead == 1


# -- what is written is valid at home -----------------------------------------------------------


@each_profile
def test_what_each_profile_writes_is_valid_under_ours_and_the_general_schema(
    profile: BankProfile,
) -> None:
    xml = pain008.render(a_run_for(profile, replace(CREDITOR, address=ADDRESS), address=ADDRESS))
    version = profile.form.message[-2:]
    assert [refusal(xsd(version), xml) for xsd in (our_xsd, iso_xsd)] == ["", ""]


@pytest.mark.parametrize(
    ("profile", "schema"),
    [
        (GERMANY, "pain.008.001.08_GBIC_5.xsd"),
        (GERMANY_02, "pain.008.001.02_GBIC_3.xsd"),
        (AUSTRIA, "at/pain.008.001.08.at.004.xsd"),
        (AUSTRIA_02, "at/pain.008.001.02.at.004.xsd"),
    ],
    ids=lambda value: value.name if isinstance(value, BankProfile) else None,
)
def test_what_a_country_is_written_is_valid_there(profile: BankProfile, schema: str) -> None:
    xml = pain008.render(a_run_for(profile, replace(CREDITOR, address=ADDRESS), address=ADDRESS))
    assert refusal(corpus("xsd", "national", schema), xml) == ""


def test_what_is_written_for_the_scheme_need_not_be_valid_in_a_country() -> None:
    xml = pain008.render(a_run_for(EPC, replace(CREDITOR, address=ADDRESS)))
    assert refusal(corpus("xsd", "national", "at", "pain.008.001.08.at.004.xsd"), xml)
