"""What of a mandate may change, and what is remembered of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from helpers.mandates_lived import (
    DAY,
    LAPSED,
    NEW,
    NEW_IBAN,
    REPLACED,
    REVOKED,
    SIGNED_ON,
    UNSIGNED,
    USED_ONE_OFF,
)
from sepadd.findings import IllegalStep, InvalidValue
from sepadd.mandate import (
    Amendment,
    Mandate,
    MandateStatus,
    amend,
    amend_for_creditor,
    confirm,
    release,
    suspend,
)
from sepadd.testing import B2B_MANDATE, DEBTOR, MANDATE, TODAY
from sepadd.values import Bic, CreditorIdentifier, Iban, MandateReference

NEW_IDENTIFIER = CreditorIdentifier.from_kvk("87654321")


# -- amending --------------------------------------------------------------------------------------


def test_an_amendment_remembers_what_was_before() -> None:
    amended = amend(
        replace(MANDATE, debtor=replace(DEBTOR, bic=Bic("ABNANL2A"))),
        on=TODAY,
        reference=NEW,
        creditor_identifier=NEW_IDENTIFIER,
        creditor_name_was="Zwembad",
        iban=NEW_IBAN,
        bic=Bic("INGBNL2A"),
    )
    assert amended.amendments == (
        Amendment(
            on=TODAY,
            reference=MANDATE.reference,
            creditor_identifier=MANDATE.creditor_identifier,
            creditor_name="Zwembad",
            iban=DEBTOR.iban,
            bic=Bic("ABNANL2A"),
        ),
    )
    assert (amended.reference, amended.creditor_identifier) == (NEW, NEW_IDENTIFIER)
    assert amended.debtor == replace(DEBTOR, iban=NEW_IBAN, bic=Bic("INGBNL2A"))


def test_feature_2_l11_a_new_account_is_told_with_the_old_one_in_the_next_collection() -> None:
    pending = amend(MANDATE, on=TODAY, iban=NEW_IBAN).pending_amendment
    assert pending is not None
    assert pending.iban == DEBTOR.iban


def test_a_new_account_drops_the_old_bic() -> None:
    mandate = replace(MANDATE, debtor=replace(DEBTOR, bic=Bic("ABNANL2A")))
    assert amend(mandate, on=TODAY, iban=NEW_IBAN).debtor.bic is None
    assert amend(mandate, on=TODAY, reference=NEW).debtor.bic == Bic("ABNANL2A")


def test_a_value_that_is_no_change_is_left_away() -> None:
    amended = amend(
        MANDATE,
        on=TODAY,
        reference=MandateReference("m-1"),
        creditor_identifier=MANDATE.creditor_identifier,
        iban=NEW_IBAN,
    )
    assert amended.amendments == (Amendment(on=TODAY, iban=DEBTOR.iban),)


def test_an_amendment_of_nothing_is_refused() -> None:
    with pytest.raises(InvalidValue, match="nothing changes"):
        amend(MANDATE, on=TODAY)
    with pytest.raises(InvalidValue, match="nothing changes"):
        amend(MANDATE, on=TODAY, reference=MandateReference("m-1"), iban=DEBTOR.iban)


def test_a_bic_alone_is_no_amendment() -> None:
    with pytest.raises(InvalidValue, match="BIC INGBNL2A comes without a new IBAN"):
        amend(MANDATE, on=TODAY, reference=NEW, bic=Bic("INGBNL2A"))


def test_the_bic_that_is_known_already_does_no_harm() -> None:
    mandate = replace(MANDATE, debtor=replace(DEBTOR, bic=Bic("ABNANL2A")))
    amended = amend(mandate, on=TODAY, reference=NEW, iban=DEBTOR.iban, bic=Bic("ABNANL2A"))
    assert amended.debtor == mandate.debtor


def test_an_unsigned_mandate_is_corrected_and_nothing_is_remembered() -> None:
    corrected = amend(UNSIGNED, on=TODAY, reference=NEW, iban=NEW_IBAN)
    assert (corrected.reference, corrected.debtor.iban) == (NEW, NEW_IBAN)
    assert corrected.amendments == ()


def test_of_an_unsigned_mandate_the_old_name_is_no_change() -> None:
    with pytest.raises(InvalidValue, match="nothing changes"):
        amend(UNSIGNED, on=TODAY, creditor_name_was="Zwembad")


def test_another_business_code_changes_the_identifier_and_is_told_to_no_bank() -> None:
    rent = CreditorIdentifier("NL42ABC123456780001")
    amended = amend(MANDATE, on=TODAY, creditor_identifier=rent)
    assert (amended.creditor_identifier, amended.amendments) == (rent, ())


@pytest.mark.parametrize("mandate", [REVOKED, REPLACED, LAPSED, USED_ONE_OFF])
def test_what_has_ended_is_not_amended(mandate: Mandate) -> None:
    with pytest.raises(IllegalStep, match="cannot be amended"):
        amend(mandate, on=TODAY, iban=NEW_IBAN)


def test_what_is_on_hold_can_be_amended() -> None:
    held = suspend(MANDATE, TODAY, reason="account closed")
    assert release(amend(held, on=TODAY, iban=NEW_IBAN)).status(TODAY) is MandateStatus.ACTIVE


def test_an_amendment_is_not_before_the_signature() -> None:
    assert amend(MANDATE, on=SIGNED_ON, iban=NEW_IBAN).amendments[0].on == SIGNED_ON
    with pytest.raises(InvalidValue, match="amended on 2026-01-14, before its signature"):
        amend(MANDATE, on=SIGNED_ON - DAY, iban=NEW_IBAN)


def test_a_new_account_of_a_b2b_mandate_is_confirmed_anew() -> None:
    confirmed = confirm(B2B_MANDATE, TODAY)
    assert amend(confirmed, on=TODAY, iban=NEW_IBAN).confirmed_on is None
    assert amend(confirmed, on=TODAY, reference=NEW).confirmed_on == TODAY


# -- amending for the creditor ---------------------------------------------------------------------


def test_feature_2_l2_a_new_identifier_carries_through_to_all_mandates() -> None:
    amended = amend_for_creditor(
        (MANDATE, B2B_MANDATE),
        on=TODAY,
        identifier_was=MANDATE.creditor_identifier,
        identifier=NEW_IDENTIFIER,
    )
    assert [mandate.creditor_identifier for mandate in amended] == [NEW_IDENTIFIER] * 2
    originals = [mandate.amendments[0].creditor_identifier for mandate in amended]
    assert originals == [MANDATE.creditor_identifier] * 2


def test_a_new_name_and_a_new_identifier_are_one_amendment() -> None:
    (amended,) = amend_for_creditor(
        (MANDATE,),
        on=TODAY,
        identifier_was=MANDATE.creditor_identifier,
        identifier=NEW_IDENTIFIER,
        name_was="Zwembad",
    )
    expected = Amendment(
        on=TODAY, creditor_identifier=MANDATE.creditor_identifier, creditor_name="Zwembad"
    )
    assert amended.amendments == (expected,)


def test_what_is_anothers_or_has_ended_stands_as_it_was_and_in_its_place() -> None:
    foreign = replace(MANDATE, creditor_identifier=CreditorIdentifier("DE98ZZZ09999999999"))
    given = (foreign, REVOKED, MANDATE, REPLACED, LAPSED, USED_ONE_OFF)
    amended = amend_for_creditor(
        given, on=TODAY, identifier_was=MANDATE.creditor_identifier, identifier=NEW_IDENTIFIER
    )
    assert [new is old for new, old in zip(amended, given, strict=True)] == [
        *(True, True, False, True, True, True)
    ]


def test_mandates_under_another_business_code_keep_it() -> None:
    rent = CreditorIdentifier("NL42ABC123456780001")
    (amended,) = amend_for_creditor(
        (replace(MANDATE, creditor_identifier=rent),),
        on=TODAY,
        identifier_was=MANDATE.creditor_identifier,
        identifier=NEW_IDENTIFIER,
    )
    assert amended.creditor_identifier.identity == NEW_IDENTIFIER.identity
    assert amended.creditor_identifier.business_code == "ABC"
    assert amended.amendments[0].creditor_identifier == rent


def test_unsigned_mandates_are_corrected() -> None:
    (corrected,) = amend_for_creditor(
        (UNSIGNED,),
        on=TODAY,
        identifier_was=MANDATE.creditor_identifier,
        identifier=NEW_IDENTIFIER,
        name_was="Zwembad",
    )
    assert corrected == replace(UNSIGNED, creditor_identifier=NEW_IDENTIFIER)


def test_a_new_name_alone_leaves_unsigned_mandates_as_they_were() -> None:
    given = (UNSIGNED, MANDATE)
    amended = amend_for_creditor(
        given, on=TODAY, identifier_was=MANDATE.creditor_identifier, name_was="Zwembad"
    )
    assert [len(mandate.amendments) for mandate in amended] == [0, 1]


def test_what_was_signed_later_is_amended_on_the_day_of_signature() -> None:
    (amended,) = amend_for_creditor(
        (MANDATE,),
        on=date(2026, 1, 1),
        identifier_was=MANDATE.creditor_identifier,
        identifier=NEW_IDENTIFIER,
    )
    assert amended.amendments[0].on == SIGNED_ON


@pytest.mark.parametrize("identifier", [None, MANDATE.creditor_identifier])
def test_a_creditor_that_does_not_change_is_refused(identifier: CreditorIdentifier | None) -> None:
    with pytest.raises(InvalidValue, match="nothing changes"):
        amend_for_creditor(
            (MANDATE,),
            on=TODAY,
            identifier_was=MANDATE.creditor_identifier,
            identifier=identifier,
        )


@pytest.mark.parametrize(
    "values",
    [
        {"iban": Iban("NL98INGB0202345688"), "bic": Bic("INGBNL2A")},
        {"reference": MandateReference("POOL-10042")},
        {"creditor_identifier": CreditorIdentifier.from_kvk("87654321")},
    ],
)
def test_a_text_is_as_good_as_its_value(values: dict[str, Any]) -> None:
    texts: dict[str, Any] = {name: str(value) for name, value in values.items()}
    on = date(2026, 11, 2)
    assert amend(MANDATE, on=on, **texts) == amend(MANDATE, on=on, **values)


@pytest.mark.parametrize(
    "same",
    [
        {"iban": str(MANDATE.debtor.iban)},
        {"reference": str(MANDATE.reference)},
        {"creditor_identifier": str(MANDATE.creditor_identifier)},
    ],
)
def test_the_text_of_what_it_is_already_is_no_change(same: dict[str, Any]) -> None:
    with pytest.raises(InvalidValue, match="nothing changes"):
        amend(MANDATE, on=date(2026, 11, 2), **same)
