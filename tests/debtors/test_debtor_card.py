"""A debtor's card: all that it still needs is told at once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from helpers.debtors_in_books import CARD, FIRST, ON, SECOND, SR, rules
from sepadd.debtors import (
    DebtorAccount,
    DebtorAccounts,
    DebtorCard,
    missing_for_collection,
    missing_for_mandate,
)
from sepadd.findings import InvalidValue
from sepadd.mandate import Scheme, revoke
from sepadd.proposal import CollectionPreference
from sepadd.testing import B2B_MANDATE, COMPANY, DEBTOR, DUE_ON, MANDATE, TODAY
from sepadd.values import Bic, DebtorKind, Iban, PostalAddress

# -- accounts --------------------------------------------------------------------------------------


def test_feature_2_21_the_preferred_account_is_collected_from() -> None:
    card = replace(CARD, accounts=DebtorAccounts((FIRST, SECOND), SECOND.iban))
    assert (card.debtor.iban, card.debtor.bic) == (SECOND.iban, Bic("INGBNL2A"))


def test_feature_2_19_the_holder_of_the_account_may_be_another() -> None:
    home = PostalAddress(country="NL", town="Utrecht")
    holders = PostalAddress(country="NL", town="Zeist")
    own = replace(CARD, address=home)
    assert (own.debtor.name_in_file, own.debtor.address) == ("Ada Jansen", home)
    account = replace(SECOND, holder_address=holders)
    card = replace(own, accounts=DebtorAccounts.only(account))
    assert (card.debtor.name_in_file, card.debtor.address) == ("J. Jansen", holders)


# -- what is missing -------------------------------------------------------------------------------


def test_feature_0_6_and_4_23_without_an_account_no_mandate_is_made_out() -> None:
    assert missing_for_mandate(CARD) == ()
    assert rules(missing_for_mandate(replace(CARD, accounts=None))) == ["ENR-03"]


def test_feature_0_7_the_reason_why_collection_cannot_be_chosen_yet() -> None:
    (finding,) = missing_for_mandate(replace(CARD, accounts=None))
    assert finding.detail.startswith("an IBAN is missing: without one, collection cannot be chosen")


def test_feature_0_8_everything_that_is_missing_is_told_at_once() -> None:
    found = missing_for_collection(DebtorCard(id="10042"), (), due_on=DUE_ON)
    assert rules(found) == ["ENR-01", "ENR-02", "ENR-03", "ENR-06"]


def test_a_debtor_with_everything_is_ready() -> None:
    assert missing_for_collection(ON, (MANDATE,), due_on=DUE_ON) == ()


def test_a_debtor_needs_a_name_that_is_not_blank() -> None:
    assert rules(missing_for_mandate(replace(CARD, name=" "))) == ["ENR-02"]


def test_feature_2_18_the_account_is_in_sepa() -> None:
    outside = DebtorAccounts.only(DebtorAccount(iban=Iban("TR330006100519786457841326")))
    (finding,) = missing_for_mandate(replace(CARD, accounts=outside))
    assert (finding.rule, "is in TR" in finding.detail) == ("ENR-04", True)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [(DebtorKind.COMPANY, []), (None, ["ENR-05"]), (DebtorKind.CONSUMER, ["ENR-05"])],
)
def test_feature_4_5_b2b_is_for_companies(kind: DebtorKind | None, expected: list[str]) -> None:
    b2b = replace(CARD, kind=kind, preference=CollectionPreference(scheme=Scheme.B2B))
    assert rules(missing_for_mandate(b2b)) == expected
    core = replace(b2b, preference=CollectionPreference())
    assert missing_for_mandate(core) == ()


def test_feature_2_15_a_mandate_can_be_there_while_collecting_is_off() -> None:
    found = missing_for_collection(CARD, (MANDATE,), due_on=DUE_ON)
    assert (rules(found), found.errors) == (["ENR-01"], ())


def test_feature_2_44_without_a_date_of_signature_it_is_told_why() -> None:
    unsigned = replace(MANDATE, signed_on=None)
    (finding,) = missing_for_collection(ON, (unsigned,), due_on=DUE_ON)
    assert "has no date of signature" in finding.detail


def test_feature_2_l3d_a_debtor_who_is_on_with_a_revoked_mandate_is_told() -> None:
    (finding,) = missing_for_collection(ON, (revoke(MANDATE, TODAY),), due_on=DUE_ON)
    assert (finding.rule, "was revoked on 2026-11-23" in finding.detail) == ("ENR-06", True)


def test_one_mandate_that_can_be_used_is_enough() -> None:
    two = (revoke(MANDATE, TODAY), replace(MANDATE, reference=SR))
    assert missing_for_collection(ON, two, due_on=DUE_ON) == ()


def test_a_mandate_of_another_scheme_is_none() -> None:
    b2b = replace(B2B_MANDATE, debtor=DEBTOR)
    (finding,) = missing_for_collection(ON, (b2b,), due_on=DUE_ON)
    assert finding.detail == "a CORE mandate is missing: mandate M-2 is B2B"


def test_nor_is_another_debtors() -> None:
    other = replace(MANDATE, debtor=COMPANY)
    assert rules(missing_for_collection(ON, (other,), due_on=DUE_ON)) == ["ENR-06"]


def test_a_card_has_a_number() -> None:
    with pytest.raises(InvalidValue, match="debtor number ' '"):
        DebtorCard(id=" ")
