"""Parties: what they are made of, and what they cannot be without."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from sepadd.findings import InvalidValue
from sepadd.values import (
    AddressForm,
    Bic,
    Creditor,
    CreditorAccount,
    CreditorIdentifier,
    Debtor,
    DebtorKind,
    Iban,
    OrganisationId,
    OtherId,
    Party,
    PersonId,
    PostalAddress,
)

IBAN = Iban("NL91ABNA0417164300")
OTHER_IBAN = Iban("NL20INGB0001234567")
IDENTIFIER = CreditorIdentifier("NL42ZZZ123456780001")
OTHER_IDENTIFIER = CreditorIdentifier("NL42ABC123456780001")
ADDRESS = PostalAddress(country="CH", town="Bern", street="Bundesplatz", building="3")
DEBTOR = Debtor(id="1001", name="Jansen", iban=IBAN)
ACCOUNT = CreditorAccount(iban=IBAN, label="collections")
CREDITOR = Creditor(name="Vereniging", identifier=IDENTIFIER, accounts=(ACCOUNT,))
NUMBER = OtherId(id="12345678")


# -- addresses ----------------------------------------------------------------------------------


def test_a_town_and_no_lines_make_an_address_structured() -> None:
    assert ADDRESS.form is AddressForm.STRUCTURED


def test_a_town_and_lines_make_an_address_hybrid() -> None:
    assert replace(ADDRESS, street=None, lines=("Bundesplatz 3",)).form is AddressForm.HYBRID


def test_lines_without_a_town_make_an_address_unstructured() -> None:
    address = PostalAddress(country="CH", lines=("Bundesplatz 3", "3005 Bern"))
    assert address.form is AddressForm.UNSTRUCTURED


def test_an_address_needs_a_town_or_lines() -> None:
    with pytest.raises(InvalidValue, match="an address in CH needs a town, or lines"):
        replace(ADDRESS, town=None)


def test_trap_24c_a_third_line_is_refused() -> None:
    assert replace(ADDRESS, lines=("a", "b")).lines == ("a", "b")
    with pytest.raises(InvalidValue, match="at most 2"):
        replace(ADDRESS, lines=("a", "b", "c"))


@pytest.mark.parametrize("lines", [("",), ("a", " "), (None,), "ab"])
def test_lines_are_a_tuple_of_text_that_says_something(lines: Any) -> None:
    with pytest.raises(InvalidValue, match="line"):
        replace(ADDRESS, lines=lines)


@pytest.mark.parametrize("country", ["ch", "CHE", "C", "", "C1", "ÇH", None])
def test_the_country_is_two_capital_letters(country: Any) -> None:
    with pytest.raises(InvalidValue, match="country"):
        replace(ADDRESS, country=country)


@pytest.mark.parametrize(
    "field",
    ["town", "postcode", "street", "building", "building_name", "floor", "post_box", "room",
     "town_location", "district", "subdivision", "department", "sub_department"],
)  # fmt: skip
@pytest.mark.parametrize("value", ["", "  "])
def test_a_part_of_an_address_is_absent_or_says_something(field: str, value: Any) -> None:
    parts: dict[str, Any] = {field: value}
    with pytest.raises(InvalidValue, match=f"{field} {value!r} of an address"):
        replace(ADDRESS, **parts)


# -- identifications ----------------------------------------------------------------------------


@pytest.mark.parametrize("field", ["id", "scheme_name", "issuer"])
def test_an_identification_has_at_most_35_characters(field: str) -> None:
    just: dict[str, Any] = {field: "x" * 35}
    assert replace(NUMBER, **just) != NUMBER
    long: dict[str, Any] = {field: "x" * 36}
    with pytest.raises(InvalidValue, match="at most 35"):
        replace(NUMBER, **long)


def test_a_scheme_code_has_at_most_four_characters() -> None:
    assert replace(NUMBER, scheme_code="CUST").scheme_code == "CUST"
    with pytest.raises(InvalidValue, match="at most 4"):
        replace(NUMBER, scheme_code="CUSTO")


@pytest.mark.parametrize("field", ["id", "scheme_code", "scheme_name", "issuer"])
def test_no_part_of_an_identification_is_blank(field: str) -> None:
    blank: dict[str, Any] = {field: " "}
    with pytest.raises(InvalidValue, match=field):
        replace(NUMBER, **blank)


def test_a_scheme_is_coded_or_named_and_not_both() -> None:
    with pytest.raises(InvalidValue, match="give one of them"):
        OtherId(id="1", scheme_code="CUST", scheme_name="our customers")


LEI = "5493001KJTIIGC8Y1R12"


@pytest.mark.parametrize("parts", [{"bic": Bic("ABNANL2A")}, {"lei": LEI}, {"other": NUMBER}])
def test_an_organisation_is_identified_in_one_way(parts: dict[str, Any]) -> None:
    assert OrganisationId(**parts) == OrganisationId(**parts)


@pytest.mark.parametrize("parts", [{}, {"lei": LEI, "other": NUMBER}])
def test_an_organisation_is_not_identified_in_none_or_two_ways(parts: dict[str, Any]) -> None:
    with pytest.raises(InvalidValue, match="exactly one of bic, lei and other"):
        OrganisationId(**parts)


@pytest.mark.parametrize("lei", ["", LEI[:-1], LEI + "1", LEI.lower(), LEI[:-1] + "A", 7])
def test_a_lei_has_18_characters_and_2_digits(lei: Any) -> None:
    with pytest.raises(InvalidValue, match="lei"):
        OrganisationId(lei=lei)


BIRTH = PersonId(born_on=date(1980, 2, 29), birth_town="Delft", birth_country="NL")


def test_a_person_is_identified_by_birth_or_by_a_number() -> None:
    assert replace(BIRTH, birth_province="ZH").birth_province == "ZH"
    assert PersonId(other=NUMBER).other == NUMBER


@pytest.mark.parametrize("field", ["born_on", "birth_town", "birth_country"])
def test_a_birth_needs_its_day_town_and_country(field: str) -> None:
    without: dict[str, Any] = {field: None}
    with pytest.raises(InvalidValue, match="together"):
        replace(BIRTH, **without)


@pytest.mark.parametrize("parts", [{"birth_province": "ZH"}, {}, {"birth_town": "Delft"}])
def test_a_person_is_not_identified_by_less(parts: dict[str, Any]) -> None:
    with pytest.raises(InvalidValue, match="together"):
        PersonId(**parts)


@pytest.mark.parametrize(
    ("field", "value"),
    [("born_on", datetime(1980, 2, 29, tzinfo=UTC)), ("born_on", "1980-02-29"), ("birth_town", ""),
     ("birth_town", "x" * 36), ("birth_country", "nl"), ("birth_province", " ")],
)  # fmt: skip
def test_the_parts_of_a_birth_are_checked(field: str, value: Any) -> None:
    wrong: dict[str, Any] = {field: value}
    with pytest.raises(InvalidValue):
        replace(BIRTH, **wrong)


def test_a_person_is_not_identified_in_both_ways() -> None:
    with pytest.raises(InvalidValue, match="not both"):
        replace(BIRTH, other=NUMBER)


def test_a_party_has_a_name_or_an_identification() -> None:
    assert Party(name="Holding").identification is None
    assert Party(identification=OrganisationId(other=NUMBER)).name is None
    with pytest.raises(InvalidValue, match="a name, an identification, or both"):
        Party()
    with pytest.raises(InvalidValue, match="blank"):
        Party(name=" ")


# -- the debtor ---------------------------------------------------------------------------------


def test_feature_2_19_the_file_names_the_account_holder() -> None:
    assert DEBTOR.name_in_file == "Jansen"
    assert replace(DEBTOR, account_holder="Jansen-de Vries").name_in_file == "Jansen-de Vries"


def test_a_debtor_s_name_may_be_as_long_as_it_is() -> None:
    assert len(replace(DEBTOR, name="x" * 200).name) == 200


@pytest.mark.parametrize(
    ("field", "value"),
    [("id", ""), ("name", " "), ("account_holder", "")],
)  # fmt: skip
def test_a_debtor_that_cannot_be_is_refused(field: str, value: Any) -> None:
    wrong: dict[str, Any] = {field: value}
    with pytest.raises(InvalidValue, match=f"{field} {value!r} of"):
        replace(DEBTOR, **wrong)


def test_a_debtor_can_be_a_key() -> None:
    debtor = replace(
        DEBTOR, kind=DebtorKind.COMPANY, address=ADDRESS, identification=PersonId(other=NUMBER)
    )
    assert {debtor: 1}[replace(debtor)] == 1


# -- the creditor -------------------------------------------------------------------------------


def test_feature_0_3_an_account_for_other_uses_does_not_collect() -> None:
    wages = replace(ACCOUNT, iban=OTHER_IBAN, collects=False)
    assert replace(CREDITOR, accounts=(ACCOUNT, wages)).collecting_accounts == (ACCOUNT,)


def test_feature_0_4_the_account_s_own_identifier_comes_first() -> None:
    own = replace(ACCOUNT, iban=OTHER_IBAN, identifier=OTHER_IDENTIFIER)
    creditor = replace(CREDITOR, accounts=(ACCOUNT, own))
    assert creditor.identifier_for(ACCOUNT) == IDENTIFIER
    assert creditor.identifier_for(own) == OTHER_IDENTIFIER


def test_feature_0_2_one_of_several_accounts_is_chosen_by_its_iban() -> None:
    other = replace(ACCOUNT, iban=OTHER_IBAN)
    creditor = replace(CREDITOR, accounts=(ACCOUNT, other))
    assert creditor.account() == ACCOUNT
    assert creditor.account(OTHER_IBAN) == other


def test_without_a_name_the_first_account_that_collects_is_chosen() -> None:
    wages = replace(ACCOUNT, iban=OTHER_IBAN, collects=False)
    assert replace(CREDITOR, accounts=(wages, ACCOUNT)).account() == ACCOUNT


def test_an_unknown_account_is_refused_with_those_there_are() -> None:
    with pytest.raises(InvalidValue, match=f"not have {OTHER_IBAN} .*there are: {IBAN}$"):
        CREDITOR.account(OTHER_IBAN)


def test_an_account_that_does_not_collect_is_not_chosen() -> None:
    wages = replace(ACCOUNT, iban=OTHER_IBAN, collects=False)
    with pytest.raises(InvalidValue, match=f"there are: {IBAN}$"):
        replace(CREDITOR, accounts=(ACCOUNT, wages)).account(OTHER_IBAN)
    with pytest.raises(InvalidValue, match="there are: none"):
        replace(CREDITOR, accounts=(wages,)).account()


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", None), ("name", " "), ("identifier", None), ("accounts", [None]),
     ("accounts", str(IBAN)), ("trade_name", "")],
)  # fmt: skip
def test_a_creditor_that_cannot_be_is_refused(field: str, value: Any) -> None:
    wrong: dict[str, Any] = {field: value}
    with pytest.raises(InvalidValue, match=field.removesuffix("s")):
        replace(CREDITOR, **wrong)


def test_an_account_of_a_creditor_may_be_given_by_its_iban() -> None:
    assert replace(CREDITOR, accounts=[OTHER_IBAN, ACCOUNT]).accounts == (  # type: ignore[arg-type]
        CreditorAccount(iban=OTHER_IBAN),
        ACCOUNT,
    )
    assert CREDITOR.account(str(IBAN)) == ACCOUNT
