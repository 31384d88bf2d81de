"""Countries: who is in SEPA, who is not, and whose debtors need an address."""

from __future__ import annotations

from random import Random

import pytest
from schwifty import IBAN

from sepadd.values import needs_debtor_address
from sepadd.values.countries import (
    COUNTRIES,
    SEPA_IBAN_PREFIXES,
    Country,
    country_of,
    in_eea,
    in_sepa,
)

EEA = {
    "AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IS", "IE",
    "IT", "LV", "LI", "LT", "LU", "MT", "NL", "NO", "PL", "PT", "RO", "SK", "SI", "ES", "SE",
}  # fmt: skip
OUTSIDE_THE_EEA = {"AL", "AD", "CH", "GB", "GI", "MC", "MD", "ME", "MK", "RS", "SM", "VA"}


def test_these_prefixes_and_no_others_begin_an_iban_in_sepa() -> None:
    assert SEPA_IBAN_PREFIXES == EEA | OUTSIDE_THE_EEA


def test_each_code_stands_once() -> None:
    assert len({country.code for country in COUNTRIES}) == len(COUNTRIES)


@pytest.mark.parametrize("code", sorted(EEA))
def test_a_country_of_the_eea_needs_no_address(code: str) -> None:
    assert in_sepa(code)
    assert in_eea(code)
    assert not needs_debtor_address(code)


@pytest.mark.parametrize("code", sorted(OUTSIDE_THE_EEA))
def test_trap_24_a_debtor_outside_the_eea_needs_an_address(code: str) -> None:
    assert in_sepa(code)
    assert not in_eea(code)
    assert needs_debtor_address(code)


@pytest.mark.parametrize("code", ["FO", "GL", "XK", "PF", "NC", "WF", "TF", "BA", "UA"])
def test_trap_25_look_alikes_are_not_in_sepa(code: str) -> None:
    assert not in_sepa(code)
    assert not needs_debtor_address(code)


@pytest.mark.parametrize("code", ["AL", "ME", "MK", "MD", "RS", "GI", "VA", "SM"])
def test_trap_25_late_and_small_members_are_in_sepa(code: str) -> None:
    assert in_sepa(code)


@pytest.mark.parametrize(
    ("code", "prefix", "eea"),
    [("AX", "FI", True), ("GF", "FR", True), ("PM", "FR", False), ("JE", "GB", False)],
)
def test_a_territory_uses_its_parent_s_iban(code: str, prefix: str, eea: bool) -> None:  # noqa: FBT001 - a column of the table
    territory = country_of(code)
    assert territory is not None
    assert territory.iban_prefix == prefix
    assert not territory.has_own_prefix
    assert in_sepa(code)
    assert in_eea(code) is eea


@pytest.mark.parametrize("code", ["", "ZZ", "US", "NLD"])
def test_what_is_not_in_the_table_is_outside(code: str) -> None:
    assert country_of(code) is None
    assert not in_sepa(code)
    assert not in_eea(code)
    assert not needs_debtor_address(code)


def test_case_does_not_matter() -> None:
    assert in_sepa("nl")


@pytest.mark.parametrize("country", COUNTRIES, ids=lambda country: country.code)
def test_iban_lengths_are_those_of_the_registry(country: Country) -> None:
    drawn = IBAN.random(country_code=country.iban_prefix, random=Random(1))  # noqa: S311 - any will do
    assert len(drawn) == country.iban_length
