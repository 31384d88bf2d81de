"""The form on which a debtor gives leave to collect, as data: what is known is filled in."""

from __future__ import annotations

from dataclasses import replace

import pytest

from helpers.mandate_forms import AT_POOL, SWISS, UNSIGNED, blank_form, form_of, of_debtor
from sepadd.documents import blank_mandate_form
from sepadd.documents.mandate_form_fields import FormField, MandateForm
from sepadd.findings import InvalidValue
from sepadd.mandate import Scheme
from sepadd.testing import CREDITOR, DEBTOR, MANDATE
from sepadd.values import (
    Bic,
    CreditorAccount,
    CreditorIdentifier,
    Language,
    OrganisationId,
    OtherId,
    Party,
    PersonId,
    PostalAddress,
)


def values(form: MandateForm) -> dict[str, str | None]:
    return {field.name: field.value for field in form.fields}


def field(form: MandateForm, name: str) -> FormField:
    return next(each for each in form.fields if each.name == name)


# -- as data ---------------------------------------------------------------------------------------


def test_feature_2_42_a_form_has_every_field_of_a_core_mandate() -> None:
    assert values(form_of()) == {
        "reference": "M-1",
        "creditor_name": "Zwembad De Waterlelie",
        "creditor_identifier": "NL42ZZZ123456780001",
        "creditor_address": "Zwemkade 12",
        "creditor_town": "3811 AB Amersfoort",
        "creditor_country": "NL",
        "debtor_name": "Ada Jansen",
        "debtor_address": "Oudegracht",
        "debtor_town": "3511 LX Utrecht",
        "debtor_country": "NL",
        "debtor_iban": "NL91 ABNA 0417 1643 00",
        "place": None,
        "signed_on": None,
        "signature": None,
        "debtor_number": "10042",
    }


def test_feature_2_l8_a_b2b_form_has_the_same_fields() -> None:
    b2b = form_of(replace(UNSIGNED, scheme=Scheme.B2B))
    assert values(b2b) == values(form_of())
    assert b2b.scheme is Scheme.B2B


@pytest.mark.parametrize(
    ("one_off", "ticked"), [(True, ["one_off"]), (False, ["recurrent"]), (None, [])]
)
def test_the_kind_of_payment_is_ticked_where_it_is_known(
    *, one_off: bool | None, ticked: list[str]
) -> None:
    form = blank_mandate_form(AT_POOL, language=Language.EN, one_off=one_off)
    assert [box.name for box in form.payment if box.ticked] == ticked


def test_a_mandates_own_kind_of_payment_is_ticked() -> None:
    once = form_of(replace(UNSIGNED, one_off=True))
    assert [box.name for box in once.payment if box.ticked] == ["one_off"]
    assert [box.name for box in form_of().payment if box.ticked] == ["recurrent"]


def test_the_reference_may_be_left_for_later() -> None:
    reference = field(form_of(with_reference=False), "reference")
    assert (reference.value, reference.required) == (None, False)


def test_the_day_of_a_signed_mandate_is_filled_in() -> None:
    form = form_of(MANDATE, language=Language.FR)
    assert (form.value("signed_on"), form.value("signature")) == ("15 janvier 2026", None)


def test_a_blank_form_knows_the_creditor_only() -> None:
    known = {name for name, value in values(blank_form()).items() if value is not None}
    assert known == {
        *("creditor_name", "creditor_identifier"),
        *("creditor_address", "creditor_town", "creditor_country"),
    }


def test_without_the_creditors_name_there_is_no_form() -> None:
    with pytest.raises(InvalidValue, match="creditor has no name"):
        form_of(creditor=replace(AT_POOL, name="\a"))  # nothing of it can be printed


def test_a_mandate_of_another_creditor_has_no_form() -> None:
    stranger = replace(AT_POOL, identifier=CreditorIdentifier("DE98ZZZ09999999999"))
    with pytest.raises(InvalidValue, match="mandate M-1 was given to"):
        form_of(creditor=stranger)


def test_a_field_that_the_form_does_not_have_is_named() -> None:
    with pytest.raises(InvalidValue, match=r"there is no field 'iban'; there are .*debtor_iban"):
        form_of().value("iban")


# -- addresses, accounts and who else --------------------------------------------------------------


def test_within_the_eea_the_debtors_address_may_stay_open() -> None:
    form = of_debtor(DEBTOR)
    assert [form.value(f"debtor_{name}") for name in ("address", "town", "country")] == [None] * 3
    assert not field(form, "debtor_town").required


def test_for_an_account_outside_the_eea_address_and_bic_are_required() -> None:
    form = of_debtor(replace(DEBTOR, iban=SWISS))
    assert field(form, "debtor_town").required
    assert field(form, "debtor_bic").required


def test_for_a_creditor_outside_the_eea_the_debtors_address_is_required() -> None:
    outside = replace(AT_POOL, accounts=(CreditorAccount(iban=SWISS),))
    assert field(form_of(creditor=outside), "debtor_town").required
    assert field(blank_form(outside), "debtor_town").required


def test_a_known_bic_stands_on_the_form_outside_the_eea_only() -> None:
    bic = Bic("UBSWCHZH80A")
    assert of_debtor(replace(DEBTOR, iban=SWISS, bic=bic)).value("debtor_bic") == "UBSWCHZH80A"
    assert "debtor_bic" not in values(of_debtor(replace(DEBTOR, bic=Bic("ABNANL2A"))))


def test_the_creditors_address_is_required_and_open_while_nobody_gave_it() -> None:
    address = field(form_of(creditor=CREDITOR), "creditor_address")
    assert (address.value, address.required) == (None, True)


def test_an_address_of_free_lines_has_no_open_town() -> None:
    lines = PostalAddress(country="NL", lines=("Oudegracht 1", "3511 LX Utrecht"))
    form = of_debtor(replace(DEBTOR, address=lines))
    assert form.value("debtor_address") == "Oudegracht 1, 3511 LX Utrecht"
    assert "debtor_town" not in values(form)


def test_every_part_of_an_address_is_on_the_form() -> None:
    parts = {
        name: name.upper()
        for name in (
            *("town", "postcode", "street", "building", "building_name", "floor", "post_box"),
            *("room", "town_location", "district", "subdivision", "department", "sub_department"),
        )
    }
    whole = PostalAddress(country="NL", lines=("LINE",), **parts)
    form = of_debtor(replace(DEBTOR, address=whole))
    shown = f"{form.value('debtor_address')}, {form.value('debtor_town')}"
    assert [part for part in (*parts.values(), "LINE") if part not in shown] == []


def test_an_account_in_another_name_shows_its_holder() -> None:
    assert of_debtor(replace(DEBTOR, account_holder="B. Vos")).value("account_holder") == "B. Vos"
    assert "account_holder" not in values(of_debtor(replace(DEBTOR, account_holder=DEBTOR.name)))


def test_the_name_that_debtors_know_the_creditor_by_is_on_it() -> None:
    form = form_of(creditor=replace(AT_POOL, trade_name="De Lelie"))
    assert form.value("creditor_trade_name") == "De Lelie"


def test_what_is_optional_stands_there_where_there_is_something_to_say() -> None:
    mandate = replace(UNSIGNED, ultimate_debtor=Party(name="Piet Jansen"))
    creditor = replace(AT_POOL, ultimate_creditor=Party(name="Gemeente"))
    form = form_of(mandate, creditor, contract="Z-2026")
    assert {each.name: each.value for each in form.besides.fields} == {
        "debtor_number": "10042",
        "ultimate_debtor": "Piet Jansen",
        "ultimate_creditor": "Gemeente",
        "contract": "Z-2026",
    }


@pytest.mark.parametrize(
    ("identification", "shown"),
    [
        (OrganisationId(bic=Bic("ABNANL2A")), "ABNANL2A"),
        (OrganisationId(lei="529900T8BM49AURSDO55"), "529900T8BM49AURSDO55"),
        (OrganisationId(other=OtherId(id="KVK-1")), "KVK-1"),
        (PersonId(other=OtherId(id="P-1")), "P-1"),
    ],
)
def test_a_party_without_name_is_shown_by_its_number(
    identification: OrganisationId | PersonId, shown: str
) -> None:
    mandate = replace(UNSIGNED, ultimate_debtor=Party(identification=identification))
    assert form_of(mandate).value("ultimate_debtor") == shown
