"""What a creditor still lacks before anything can be collected."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sepadd.banks import AUSTRIA, GERMANY_02
from sepadd.catalogue.examples.edges import (
    CREDITOR_CARD,
    HYBRID,
    OLD_MESSAGE,
    UNSTRUCTURED,
    UNUSUAL_BIC,
    WANTS_BICS,
)
from sepadd.findings import Severity
from sepadd.rulebook import AnyCreditor, CreditorCard, Terms, readiness
from sepadd.testing import ACCOUNT, CREDITOR, TERMS, TODAY
from sepadd.values import Bic, CreditorIdentifier, Iban, OrganisationId, OtherId, Party

CARD = CREDITOR_CARD
IBAN = ACCOUNT.iban
OTHER_IBAN = Iban("NL20INGB0001234567")
BELGIAN_IBAN = Iban("BE68539007547034")
FAROESE_IBAN = Iban("FO6264600001631634")
AUSTRIAN = AUSTRIA.terms(on=TODAY)


def rules(creditor: AnyCreditor, terms: Terms = TERMS) -> list[str]:
    return [finding.rule for finding in readiness(creditor, terms)]


def detail(creditor: AnyCreditor, terms: Terms = TERMS) -> str:
    [finding] = readiness(creditor, terms)
    return finding.detail


def test_a_complete_creditor_is_ready() -> None:
    assert readiness(CREDITOR, TERMS) == ()


def test_feature_0_1_an_empty_creditor_hears_of_everything_that_is_missing() -> None:
    assert rules(CreditorCard()) == ["CRE-01", "CRE-02", "CRE-03"]


@pytest.mark.parametrize("name", ["", "  "])
def test_a_creditor_without_a_name_is_not_ready(name: str) -> None:
    assert rules(replace(CARD, name=name)) == ["CRE-01"]


def test_feature_1_10_a_creditor_without_an_account_that_collects_is_not_ready() -> None:
    assert rules(replace(CREDITOR, accounts=())) == ["CRE-02"]
    assert rules(replace(CREDITOR, accounts=(replace(ACCOUNT, collects=False),))) == ["CRE-02"]


def test_feature_0_4_each_collecting_account_needs_an_identifier() -> None:
    accounts = (
        ACCOUNT,
        replace(ACCOUNT, iban=OTHER_IBAN),
        replace(ACCOUNT, iban=BELGIAN_IBAN, collects=False),
    )
    creditor = replace(CARD, identifier=None, accounts=accounts)
    assert rules(creditor) == ["CRE-03"]
    assert detail(creditor) == (
        f"the creditor identifier is missing for account {IBAN}, {OTHER_IBAN}: "
        "the national bank or the own bank gives it"
    )


def test_feature_0_4_each_account_may_have_an_identifier_of_its_own() -> None:
    own = replace(ACCOUNT, identifier=CREDITOR.identifier)
    assert rules(replace(CARD, identifier=None, accounts=(own,))) == []
    other = replace(ACCOUNT, iban=OTHER_IBAN)
    creditor = replace(CARD, identifier=None, accounts=(own, other))
    assert f"for account {OTHER_IBAN}:" in detail(creditor)


def test_an_account_outside_sepa_cannot_collect() -> None:
    outside = replace(ACCOUNT, iban=FAROESE_IBAN)
    assert rules(replace(CREDITOR, accounts=(outside,))) == ["CRE-04"]
    assert rules(replace(CREDITOR, accounts=(ACCOUNT, replace(outside, collects=False)))) == []


def test_an_account_given_twice_is_reported_once() -> None:
    twice = (ACCOUNT, replace(ACCOUNT, collects=False), ACCOUNT)
    assert rules(replace(CREDITOR, accounts=twice)) == ["CRE-05"]
    assert detail(replace(CREDITOR, accounts=twice)).count(str(IBAN)) == 1


def test_an_identifier_of_unusual_length_is_a_warning_given_once() -> None:
    doubtful = CreditorIdentifier.build("NL", "12345678000")
    account = replace(ACCOUNT, identifier=doubtful)
    findings = readiness(replace(CREDITOR, identifier=doubtful, accounts=(account,)), TERMS)
    assert [(f.rule, f.severity) for f in findings] == [("CRE-06", Severity.WARNING)]
    assert findings.errors == ()
    assert findings[0].detail.count(str(doubtful)) == 1


def test_only_collecting_accounts_need_a_bic_where_the_bank_asks_for_it() -> None:
    known = replace(ACCOUNT, bic=Bic("ABNANL2A"))
    other = replace(ACCOUNT, iban=OTHER_IBAN)
    assert detail(replace(CREDITOR, accounts=(known, other)), WANTS_BICS) == (
        f"account {OTHER_IBAN} has no BIC, and the bank asks for it: give it"
    )
    wages = replace(other, collects=False)
    assert rules(replace(CREDITOR, accounts=(known, wages)), WANTS_BICS) == []


def test_a_bic_that_the_old_message_cannot_hold_is_told_with_its_account() -> None:
    unusual = replace(ACCOUNT, bic=UNUSUAL_BIC)
    assert detail(replace(CREDITOR, accounts=(unusual,)), OLD_MESSAGE) == (
        f"BIC 1BNANL2A of the account {IBAN} cannot stand in pain.008.001.02: "
        "leave it away, or use pain.008.001.08"
    )
    assert rules(replace(CREDITOR, accounts=(unusual,))) == []


def test_an_address_that_is_not_written_may_be_as_it_is() -> None:
    creditor = replace(CREDITOR, address=replace(UNSTRUCTURED, lines=("Zürich " * 20,)))
    assert rules(creditor) == ["CRE-08", "CRE-10"]
    assert rules(creditor, AUSTRIAN) == []


def test_an_address_that_is_folded_may_have_any_form() -> None:
    folding = GERMANY_02.terms(on=TODAY)
    assert rules(replace(CREDITOR, address=UNSTRUCTURED), folding) == []
    assert rules(replace(CREDITOR, address=HYBRID), folding) == []


def test_each_text_of_the_creditor_is_told_by_itself() -> None:
    creditor = replace(
        CREDITOR,
        name="Café",
        initiating_party=Party(name="Büro"),
        ultimate_creditor=Party(name="Châlet"),
    )
    assert [finding.detail for finding in readiness(creditor, TERMS)] == [
        "name 'Café' becomes 'Cafe' (EPC characters)",
        "name of the initiating party 'Büro' becomes 'Buro' (EPC characters)",
        "name of the ultimate creditor 'Châlet' becomes 'Chalet' (EPC characters)",
    ]


def test_a_party_that_is_only_identified_has_no_texts() -> None:
    number = Party(identification=OrganisationId(other=OtherId(id="12345678")))
    assert rules(replace(CREDITOR, initiating_party=number, ultimate_creditor=number)) == []
