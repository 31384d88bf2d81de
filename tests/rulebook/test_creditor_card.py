"""A creditor that is half filled in, and the whole one that it becomes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sepadd.findings import RulesViolated
from sepadd.rulebook import CreditorCard, readiness
from sepadd.testing import ACCOUNT, CREDITOR, TERMS
from sepadd.values import Creditor, CreditorIdentifier, Iban

CARD = CreditorCard(
    name=CREDITOR.name, identifier=str(CREDITOR.identifier), accounts=[str(ACCOUNT.iban)]
)
OTHER = replace(ACCOUNT, iban=Iban("NL20INGB0001234567"))
OWN = replace(ACCOUNT, identifier=CreditorIdentifier("DE98ZZZ09999999999"))


def test_a_whole_card_misses_nothing_and_is_the_creditor() -> None:
    assert CARD.missing == ()
    assert CARD.creditor == CREDITOR


@pytest.mark.parametrize(
    ("card", "missing"),
    [
        (CreditorCard(), ["CRE-01", "CRE-02", "CRE-03"]),
        (replace(CARD, name=" "), ["CRE-01"]),
        (replace(CARD, accounts=()), ["CRE-02"]),
        (replace(CARD, accounts=(replace(ACCOUNT, collects=False),)), ["CRE-02"]),
        (replace(CARD, identifier=None), ["CRE-03"]),
        (replace(CARD, identifier=None, accounts=(OWN, OTHER)), ["CRE-03"]),
    ],
)
def test_all_that_is_missing_is_told_at_once(card: CreditorCard, missing: list[str]) -> None:
    assert [finding.rule for finding in card.missing] == missing
    with pytest.raises(RulesViolated) as refused:
        _ = card.creditor
    assert refused.value.findings == card.missing == readiness(card, TERMS)


def test_where_each_account_has_an_identifier_the_first_is_the_creditors() -> None:
    second = replace(OTHER, identifier=CREDITOR.identifier)
    creditor = replace(CARD, identifier=None, accounts=(OWN, second)).creditor
    assert creditor.identifier == OWN.identifier
    assert [creditor.identifier_for(each) for each in creditor.accounts] == [
        OWN.identifier,
        CREDITOR.identifier,
    ]


def test_a_card_has_the_fields_of_a_creditor() -> None:
    assert CreditorCard.__match_args__ == Creditor.__match_args__
    assert CreditorCard.__slots__ == Creditor.__slots__
