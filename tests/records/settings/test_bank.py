"""A bank of one's own in a file: what it says, and what it leaves to its base."""

from __future__ import annotations

import tomllib
from dataclasses import fields, replace
from datetime import date, time

import pytest

from sepadd.banks import EPC, GERMANY, BankProfile, Quirk
from sepadd.findings import Finding, UnreadableRecords
from sepadd.mandate import DormancyBase, Scheme, SequenceType
from sepadd.records import profile_from_toml
from sepadd.rulebook import (
    BicMode,
    FileForm,
    FileLimits,
    InitiatingPartyForm,
    LeadTimes,
    MessageVersion,
)
from sepadd.values import TARGET, AddressForm, Conversion, Euro, TextMode, national

V02, V08 = MessageVersion.PAIN_008_001_02, MessageVersion.PAIN_008_001_08

WHOLE = """
based_on = "nl"
name = "our-bank"
title = "Our bank"
source = "contract of 1 March 2026"
versions = ["pain.008.001.02"]
calendar = "NL"
zone = "Europe/Lisbon"
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
        zone="Europe/Lisbon",
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
