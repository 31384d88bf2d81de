"""The banks and countries that come along, and those that users describe in a file of their own."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from lxml import etree

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
    ITALY,
    LEGACY,
    NETHERLANDS,
    PROFILES,
    RABOBANK,
    REGIOBANK,
    SPAIN,
    BankProfile,
    Quirk,
)
from sepadd.cli.commands import sepadd
from sepadd.cli.profiles import profile_record
from sepadd.findings import Finding, InvalidValue, UnreadableRecords
from sepadd.mandate import DormancyBase, Presentation, Scheme, SequenceType
from sepadd.messages import pain008
from sepadd.proposal import propose
from sepadd.records import profile_from_toml
from sepadd.rulebook import (
    COLLECTION_RULES,
    MANDATE_RULES,
    BicMode,
    FileForm,
    FileLimits,
    InitiatingPartyForm,
    LeadTimes,
    MessageVersion,
    Terms,
    put,
    readiness,
)
from sepadd.run import CollectionRun, prepare
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
    TARGET,
    AddressForm,
    Bic,
    Conversion,
    Creditor,
    EndToEndId,
    Euro,
    PostalAddress,
    RunId,
    TextMode,
    national,
)

V02, V08 = MessageVersion.PAIN_008_001_02, MessageVersion.PAIN_008_001_08
ADDRESS = PostalAddress(
    country="DE", town="Köln", postcode="50667", street="Domstraße", building="1"
)
LINES = PostalAddress(country="DE", lines=("Domstraße 1", "50667 Köln"))
EVERY_ADDRESS = FileForm(addresses=frozenset(AddressForm))
each_profile = pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.name)


def a_run_for(
    bank: BankProfile, creditor: Creditor = CREDITOR, at: datetime = AT, **debtor: Any
) -> CollectionRun:
    """The good example, as that bank would get it."""
    terms = bank.terms(on=TODAY)
    mandate = replace(MANDATE, debtor=replace(DEBTOR, **debtor))
    items = (INVOICE, CREDIT_NOTE)
    proposal = propose(items, (mandate,), creditor, terms, id=RunId("2026-12"), due_on=DUE_ON)
    return prepare(proposal, terms, at=at)


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


def test_the_countries_and_banks_that_come_along() -> None:
    assert [profile.name for profile in PROFILES] == [
        *("epc", "nl", "abn-amro", "rabobank", "ing", "regiobank", "bng", "van-lanschot"),
        *("be", "de", "de-02", "at", "at-02", "fr", "es", "it", "legacy-2014"),
    ]


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
    assert RABOBANK.received_on(TODAY, at, scheme) == received_on


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
        (INVOICE,), (used,), CREDITOR, only_first, id=RunId("2026-12"), due_on=DUE_ON
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
        b.name: rules_about(b.terms(TODAY), address=hybrid) for b in (FRANCE, RABOBANK, BELGIUM)
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
    assert least.terms(on=TODAY).most_days_ahead == 1


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


# -- a bank of one's own ------------------------------------------------------------------------

WHOLE = """
based_on = "nl"
name = "our-bank"
title = "Our bank"
source = "contract of 1 March 2026"
versions = ["pain.008.001.02"]
calendar = "NL"
most_days_ahead = 30
schemes = ["CORE", "COR1"]
sequence_types = ["FRST", "RCUR", "OOFF"]
first_use = "FRST"
one_off_b2b = false
creditor_bic = true
bic_outside_eea = true
single_booking = false
sender_numbered_by_bank = true
offset_asked = true
unstructured_until = 2026-11-14
refused = ["COL-02"]
waived = ["MND-04", "CRE-06"]

[cut_off]
CORE = 15:00:00
COR1 = "11:30"

[lead_times]
core_first = 3
core_following = 2
b2b = 1
cor1 = 1

[extra_lead_days]
CORE = 1

[dormancy]
months = 24
base = "latest not returned"

[form]
message = "pain.008.001.02"
addresses = ["structured", "unstructured"]
fold_addresses = true
creditor_address = false
bic = "always"
initiating_party = "identifier"
batch_booking = true
account_change = "original IBAN"
offset = false

[form.text]
name = "ours"
conversion = "german"
extra = "äöü"
cut = true

[form.limits]
collections_per_batch = 10
batches_per_file = 1
collections_per_file = 9
amount_per_collection = "1000.00"
amount_per_batch = "2000.00"
amount_per_file = "3000.00"

[[quirks]]
what = "The bank is closed on Fridays."
source = "contract"
doubt = "Really?"
settings = ["calendar"]
"""


def wrong_in(source: str | bytes) -> list[Finding]:
    with pytest.raises(UnreadableRecords) as told:
        profile_from_toml(source)
    return list(told.value.findings)


def test_a_file_can_say_all_that_a_profile_can() -> None:
    expected = BankProfile(
        name="our-bank",
        title="Our bank",
        source="contract of 1 March 2026",
        form=FileForm(
            message=V02,
            text=TextMode(name="ours", conversion=Conversion.GERMAN, extra="äöü", cut=True),
            addresses=frozenset({AddressForm.STRUCTURED, AddressForm.UNSTRUCTURED}),
            fold_addresses=True,
            creditor_address=False,
            bic=BicMode.ALWAYS,
            initiating_party=InitiatingPartyForm.IDENTIFIER,
            batch_booking=True,
            account_change=profile_from_toml(WHOLE).form.account_change,
            offset=False,
            limits=FileLimits(
                collections_per_batch=10,
                batches_per_file=1,
                collections_per_file=9,
                amount_per_collection=Euro("1000"),
                amount_per_batch=Euro("2000"),
                amount_per_file=Euro("3000"),
            ),
        ),
        versions=frozenset({V02}),
        calendar=TARGET & national("NL"),
        cut_off={Scheme.CORE: time(15, 0), Scheme.COR1: time(11, 30)},
        lead_times=LeadTimes(core_first=3, core_following=2, b2b=1, cor1=1),
        extra_lead_days={Scheme.CORE: 1},
        most_days_ahead=30,
        schemes=frozenset({Scheme.CORE, Scheme.COR1}),
        sequence_types=frozenset(SequenceType) - {SequenceType.FINAL},
        first_use=SequenceType.FIRST,
        dormancy=replace(EPC.dormancy, months=24, base=DormancyBase.LATEST_NOT_RETURNED),
        one_off_b2b=False,
        creditor_bic=True,
        bic_outside_eea=True,
        single_booking=False,
        sender_numbered_by_bank=True,
        offset_asked=True,
        unstructured_until=date(2026, 11, 14),
        refused=frozenset({"COL-02"}),
        waived=frozenset({"MND-04", "CRE-06"}),
    )
    read = profile_from_toml(WHOLE)
    assert str(read.form.account_change) == "original IBAN"
    assert replace(read, quirks=()) == expected
    assert read.quirks[0] == Quirk(
        what="The bank is closed on Fridays.",
        source="contract",
        doubt="Really?",
        settings=("calendar",),
    )


def test_a_file_has_a_field_for_every_setting_but_a_function() -> None:
    given = tomllib.loads(WHOLE)
    assert {field.name for field in fields(BankProfile)} - set(given) == {"b2b_reach"}
    assert {field.name for field in fields(FileForm)} == set(given["form"])
    assert {field.name for field in fields(FileLimits)} == set(given["form"]["limits"])


def test_what_a_file_does_not_say_is_as_in_its_base() -> None:
    ours = profile_from_toml(
        'name = "ours"\nbased_on = "de"\n[form.limits]\nbatches_per_file = 5\n'
    )
    assert ours.form.limits == replace(GERMANY.form.limits, batches_per_file=5)
    same = replace(ours, form=GERMANY.form, name="de", title=GERMANY.title, source=GERMANY.source)
    assert replace(same, quirks=GERMANY.quirks) == GERMANY
    assert ours.source == "your own settings, based on de"


def test_without_a_base_it_is_the_scheme() -> None:
    ours = profile_from_toml(b'name = "ours"')
    assert replace(ours, title=EPC.title, source=EPC.source, name="epc") == EPC


def test_a_time_is_added_to_those_of_the_base_and_a_particular_that_ended_is_not_told() -> None:
    ours = profile_from_toml('name = "ours"\nbased_on = "abn-amro"\ncut_off.CORE = "08:30"')
    assert ours.cut_off == {Scheme.CORE: time(8, 30), Scheme.B2B: time(12, 30)}
    assert not any("cut_off" in quirk.settings for quirk in ours.quirks)
    assert any("form.addresses" in quirk.settings for quirk in ours.quirks)


def test_all_that_is_wrong_in_a_file_is_told_at_once_and_where() -> None:
    found = wrong_in(
        """
        based_on = "nordbank"
        colour = "red"
        title = " "
        most_days_ahead = "many"
        calendar = "XX"
        refused = ["COL-99", 7]
        unstructured_until = 2026-11-14T00:00:00
        cut_off.CORE = "25:00"
        cut_off.CORR = "09:00"
        form.message = "pain.001"
        form.limits.batches_per_file = 0
        form.limits.amount_per_file = 12.5
        lead_times.core_first = 1
        quirks = [{what = "Closed."}]
        """
    )
    assert {(finding.rule, finding.path) for finding in found} == {
        ("REC-02", "name"),
        ("REC-03", "based_on"),
        ("REC-03", "title"),
        ("REC-02", "most_days_ahead"),
        ("REC-03", "calendar"),
        ("REC-03", "refused[0]"),
        ("REC-02", "refused[1]"),
        ("REC-03", "unstructured_until"),
        ("REC-03", "cut_off.CORE"),
        ("REC-02", "cut_off"),
        ("REC-03", "form.message"),
        ("REC-02", "form.limits.amount_per_file"),
        ("REC-02", "lead_times.core_following"),
        ("REC-02", "lead_times.b2b"),
        ("REC-02", "quirks[0].source"),
        ("REC-02", None),
    }
    assert "'COL-99' is no rule" in str(found)
    assert "field 'colour' is unknown" in str(found)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('name = "x"\nbased_on = "de"\nform.message = "pain.008.001.02"', "does not take"),
        ('name = "x"\nmost_days_ahead = 0', "0 days ahead"),
        ('name = "x"\nunstructured_until = 2026-11-14', "form.addresses lacks"),
        ("name = ", "it is not TOML"),
        (b"name = '\xff'", "it is not TOML"),
    ],
)
def test_what_does_not_fit_together_is_told_too(text: str | bytes, why: str) -> None:
    (finding,) = wrong_in(text)
    assert why in finding.detail


# -- the command --------------------------------------------------------------------------------


def call(*arguments: str) -> Result:
    result = CliRunner().invoke(sepadd, arguments, prog_name="sepadd")
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def said(result: Result) -> str:
    return " ".join(result.output.split())


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "bank.toml"
    path.write_text(WHOLE, "utf-8")
    return path


def test_the_profiles_are_listed() -> None:
    told = said(call("profiles"))
    assert all(f"{profile.name} {profile.title.split()[0]}" in told for profile in PROFILES)
    data = json.loads(call("profiles", "--format", "json").stdout)
    assert [each["name"] for each in data["profiles"]] == [profile.name for profile in PROFILES]


def test_a_profile_is_shown_with_what_departs_and_with_its_doubts() -> None:
    told = said(call("profiles", "rabobank"))
    assert "cut_off.CORE 07:00" in told
    assert "form.addresses structured hybrid, structured" in told
    assert "an interpretation." in told


def test_a_profile_that_departs_in_nothing_says_so() -> None:
    assert "Every setting is as in the profile epc." in said(call("profiles", "it"))
    assert replace(ITALY, name="", title="", source="", quirks=()) == replace(
        EPC, name="", title="", source="", quirks=()
    )


@each_profile
def test_machines_are_told_every_setting(profile: BankProfile) -> None:
    data = json.loads(call("profiles", profile.name, "--format", "json").stdout)
    assert data == profile_record(profile)
    told = {"name", "title", "source", "quirks"}
    assert set(data["settings"]) == {field.name for field in fields(profile)} - told
    assert [quirk["what"] for quirk in data["quirks"]] == [quirk.what for quirk in profile.quirks]


def test_a_directory_of_banks_is_told_as_given() -> None:
    record: Any = profile_record(replace(EPC, b2b_reach=lambda _: True))
    assert record["settings"]["b2b_reach"] == "given"


def test_a_bank_of_ones_own_is_shown(own: Path) -> None:
    told = said(call("profiles", str(own)))
    assert "name our-bank" in told
    assert "form.limits.amount_per_file 3000.00" in told
    assert "calendar TARGET & NL TARGET" in told
    assert "unstructured_until 2026-11-14 none" in told


def test_the_days_of_a_bank_of_ones_own_are_told(own: Path) -> None:
    data = json.loads(
        call("lead-time", "--due", "2026-12-01", "--profile", str(own), "--format", "json").stdout
    )
    assert (data["profile"], data["cut_off"], data["lead_days"]) == ("our-bank", "15:00", 3)


CREDITOR_TOML = 'name = "Bad"\nidentifier = "NL42ZZZ123456780001"\niban = "NL02ABNA0123456789"\n'
MANDATES = "reference,debtor_id,name,iban,signed_on\nM-1,7,Ada,NL35ABNA0101234562,2026-01-15\n"
ITEMS = "number,kind,debtor_id,amount,due_on\n1,invoice,7,40.00,2026-11-30\n"


def collect(folder: Path, *more: str) -> Result:
    texts = {"creditor.toml": CREDITOR_TOML, "mandates.csv": MANDATES, "items.csv": ITEMS}
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")
    told = [f"--{name.partition('.')[0]}={folder / name}" for name in texts]
    days = ("--due", "2026-12-01", "--on", "2026-11-23", "--out", str(folder / "runs"))
    return call("collect", *told, *days, *more)


def test_what_is_collected_has_the_form_of_a_bank_of_ones_own(tmp_path: Path) -> None:
    bank = tmp_path / "bank.toml"
    bank.write_text('name = "ours"\nform.initiating_party = "identifier"\n', "utf-8")
    assert collect(tmp_path, "--profile", str(bank)).exit_code == 0
    (xml,) = (tmp_path / "runs").glob("*.xml")
    root = etree.fromstring(xml.read_bytes())
    assert [etree.QName(each).localname for each in root.iterfind(".//{*}InitgPty/*")] == ["Id"]


def test_a_wrong_file_of_a_bank_is_a_wrong_call_that_tells_all(tmp_path: Path) -> None:
    bank = tmp_path / "bank.toml"
    bank.write_text("colour = 1\nform.offset = 2\n", "utf-8")
    result = collect(tmp_path, "--profile", str(bank))
    assert result.exit_code == 2
    assert all(each in said(result) for each in ("name: it is missing", "form.offset", "'colour'"))
    assert not (tmp_path / "runs").exists()


def test_a_file_of_a_bank_that_is_not_there_is_a_wrong_call(tmp_path: Path) -> None:
    result = call("profiles", str(tmp_path / "none.toml"))
    assert result.exit_code == 2
    assert "No such file" in said(result)


def test_a_message_that_the_bank_does_not_take_is_refused(tmp_path: Path) -> None:
    result = collect(tmp_path, "--profile", "de", "--message", "pain.008.001.02")
    assert result.exit_code == 2
    assert "profile de: it does not take pain.008.001.02" in said(result)
    assert collect(tmp_path, "--profile", "nl", "--message", "pain.008.001.02").exit_code == 0


def test_legacy_banks_are_shown_their_own_lead_times() -> None:
    assert LEGACY.lead_times is not None
    assert "lead_times.core_first 5" in said(call("profiles", "legacy-2014"))
