"""The good example of each thing is good: who changes one thing in it has changed that alone."""

from __future__ import annotations

import pytest

from sepadd.banks import PROFILES, BankProfile
from sepadd.checking import check
from sepadd.mandate import MandateStatus
from sepadd.messages import pain008
from sepadd.rulebook import COLLECTION_RULES, FILE_RULES, MANDATE_RULES, put, readiness
from sepadd.samples import (
    B2B_MANDATE,
    COLLECTION,
    CREDIT_NOTE,
    CREDITOR,
    DUE_ON,
    INVOICE,
    MANDATE,
    TERMS,
    TODAY,
    a_proposal,
    a_run,
)
from sepadd.values import TARGET


def test_no_rule_stands_against_any_of_them() -> None:
    assert readiness(CREDITOR, TERMS) == ()
    assert put(MANDATE_RULES, (MANDATE, B2B_MANDATE), TERMS) == ()
    assert put(COLLECTION_RULES, (COLLECTION,), TERMS) == ()
    assert put(FILE_RULES, a_run().files(), TERMS) == ()


@pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.name)
def test_no_bank_that_comes_along_refuses_its_file(profile: BankProfile) -> None:
    run = pain008.render(a_run())
    found = check(run, profile, TODAY)
    assert {each.rule for each in found.errors} <= {"CHK-06"}


def test_the_collection_is_what_becomes_of_the_items_and_what_they_come_to() -> None:
    (collection,) = a_proposal().collections
    assert collection == COLLECTION
    assert COLLECTION.amount == INVOICE.balance + CREDIT_NOTE.balance


def test_its_days_are_business_days_and_its_mandates_alive_on_them() -> None:
    for day in (TODAY, DUE_ON):
        assert TARGET.is_business_day(day)
        assert {each.status(day) for each in (MANDATE, B2B_MANDATE)} == {MandateStatus.ACTIVE}
