"""The banks there are, and what each of them asks; also a bank of one's own."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from helpers.command_line import Desk, call, machine, said
from sepadd.banks import EPC, ITALY, LEGACY, PROFILES, BankProfile
from sepadd.cli.profiles import profile_record

OWN = """
based_on = "nl"
name = "our-bank"
unstructured_until = 2026-11-14
calendar = "NL"
cut_off.CORE = 15:00:00
lead_times = { core_first = 3, core_following = 2, b2b = 1 }
form.addresses = ["structured", "unstructured"]
form.limits.amount_per_collection = "1000.00"
form.limits.amount_per_batch = "2000.00"
form.limits.amount_per_file = "3000.00"
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "bank.toml"
    path.write_text(OWN, "utf-8")
    return path


def test_the_profiles_are_listed() -> None:
    told = said(call("profiles"))
    assert all(f"{profile.name} {profile.title.split()[0]}" in told for profile in PROFILES)
    data = machine(call("profiles", "--format", "json"))
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


@pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.name)
def test_machines_are_told_every_setting(profile: BankProfile) -> None:
    data = machine(call("profiles", profile.name, "--format", "json"))
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
    data = machine(
        call("lead-time", "--due", "2026-12-01", "--profile", str(own), "--format", "json")
    )
    assert (data["profile"], data["cut_off"], data["lead_days"]) == ("our-bank", "15:00", 2)


def test_what_is_collected_has_the_form_of_a_bank_of_ones_own(desk: Desk) -> None:
    bank = desk.file("bank.toml", 'name = "ours"\nform.initiating_party = "identifier"\n')
    assert desk.collect("--profile", str(bank)).exit_code == 0
    written = [etree.parse(xml) for xml in desk.out.glob("*.xml")]
    parts = [each for file in written for each in file.iterfind(".//{*}InitgPty/*")]
    assert {etree.QName(each).localname for each in parts} == {"Id"}


def test_a_wrong_file_of_a_bank_is_a_wrong_call_that_tells_all(desk: Desk) -> None:
    bank = desk.file("bank.toml", "colour = 1\nform.offset = 2\n")
    result = desk.collect("--profile", str(bank))
    assert result.exit_code == 2
    assert all(each in said(result) for each in ("name: it is missing", "form.offset", "'colour'"))
    assert not desk.out.exists()


def test_a_file_of_a_bank_that_is_not_there_is_a_wrong_call(tmp_path: Path) -> None:
    result = call("profiles", str(tmp_path / "none.toml"))
    assert result.exit_code == 2
    assert "No such file" in said(result)


def test_a_message_that_the_bank_does_not_take_is_refused(desk: Desk) -> None:
    result = desk.collect("--profile", "de", "--message", "pain.008.001.02")
    assert result.exit_code == 2
    assert "profile de: it does not take pain.008.001.02" in said(result)
    assert desk.collect("--profile", "nl", "--message", "pain.008.001.02").exit_code == 0


def test_legacy_banks_are_shown_their_own_lead_times() -> None:
    assert LEGACY.lead_times is not None
    assert "lead_times.core_first 5" in said(call("profiles", "legacy-2014"))
