"""Which mandate a row means: by what the user matches, and never by a guess."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from helpers.planned_imports import (
    IDENTIFIER,
    NEW_IBAN,
    REVOKED,
    SECOND,
    VOS,
    after,
    effects,
    plan,
    row,
)
from helpers.read_tables import places, refused
from sepadd.findings import InvalidValue
from sepadd.mandate import amend, revoke
from sepadd.records import apply_import
from sepadd.records.imports import Match
from sepadd.testing import DEBTOR, MANDATE, TODAY
from sepadd.values import CreditorIdentifier, MandateReference


@pytest.mark.parametrize(
    "table",
    [
        "reference,name\nm-2,Vos\n",
        "Klantnummer,Naam\n20007,Vos\n",
        "KvK,name\n12345678,Vos\n",
        "organisation_number,name\n1234 5678,Vos\n",
        "IBAN,name\nde89 3704 0044 0532 0130 00,Vos\n",
    ],
)
def test_feature_2_l4_a_row_is_matched_by_reference_debtor_organisation_or_account(
    table: str,
) -> None:
    planned = row(table, MANDATE, VOS)
    assert (planned.position, planned.before) == (1, VOS)
    assert planned.after.debtor.name == "Vos"


def test_feature_2_l4_an_account_of_several_is_refused_and_the_debtors_are_named() -> None:
    partner = replace(SECOND, debtor=replace(DEBTOR, id="10043", name="Bram Jansen"))
    table = f"iban,name\n{DEBTOR.iban},A. Jansen\n"
    (found,) = refused(lambda: plan(table, MANDATE, partner))
    assert (found.rule, found.line, found.path) == ("IMP-01", 2, "iban")
    assert "mandate M-1 (debtor 10042), mandate M-3 (debtor 10043)" in found.detail


def test_among_several_the_one_that_is_not_over_is_meant() -> None:
    assert row("debtor_id,name\n10042,Ada\n", REVOKED, SECOND).position == 1


def test_a_debtor_whose_mandates_are_all_over_is_refused_if_there_are_several() -> None:
    over = revoke(SECOND, date(2026, 6, 1))
    assert places(lambda: plan("debtor_id,name\n10042,Ada\n", REVOKED, over)) == [
        ("IMP-01", 2, "debtor_id")
    ]


def test_of_very_many_candidates_ten_are_named() -> None:
    many = [replace(MANDATE, reference=MandateReference(f"M-{n}")) for n in range(25)]
    (found,) = refused(lambda: plan("debtor_id,name\n10042,Ada\n", *many))
    assert "and 15 more" in found.detail


def test_the_first_column_that_is_filled_in_decides() -> None:
    table = f"reference,debtor_id,name,iban\nM-3,10042,Ada Jansen,{DEBTOR.iban}\n"
    assert effects(row(table, MANDATE)) == ["new"]


def test_the_order_is_the_users() -> None:
    table = "reference,debtor_id\nPOOL-1,10042\n"
    planned = row(table, MANDATE, match=(Match.DEBTOR,))
    assert effects(planned) == ["amended"]
    assert str(planned.after.pending_amendment.reference) == "M-1"  # type: ignore[union-attr]


def test_a_match_by_nothing_is_refused() -> None:
    with pytest.raises(InvalidValue, match="at least one column"):
        plan("name\nAda\n", MANDATE, match=())


def test_the_only_column_that_is_matched_by_has_to_be_there() -> None:
    found = places(lambda: plan("name\nAda\n", MANDATE, match=(Match.ORGANISATION,)))
    assert found == [("CSV-01", 1, "organisation_number")]


def test_a_mandate_of_another_creditor_is_not_meant() -> None:
    other = replace(MANDATE, creditor_identifier=CreditorIdentifier.from_kvk("87654321"))
    table = f"reference,debtor_id,name,iban\nM-1,10042,Ada,{NEW_IBAN}\n"
    planned = plan(table, other)
    assert [each.position for each in planned.rows] == [None]
    assert apply_import(planned)[0] is other


def test_another_business_code_is_the_same_creditor() -> None:
    code = CreditorIdentifier.build(IDENTIFIER.country, IDENTIFIER.national, "ABC")
    coded = replace(MANDATE, creditor_identifier=code)
    assert after("reference,name\nM-1,Ada\n", coded).creditor_identifier == code


def test_two_rows_for_one_mandate_are_refused_with_both_lines() -> None:
    (found,) = refused(lambda: plan("reference,debtor_id,name\nM-1,,Ada\n,10042,Eva\n", MANDATE))
    assert (found.rule, found.line) == ("CSV-04", 3)
    assert "line 2 and again on line 3" in found.detail


def test_two_mandates_of_one_reference_are_refused() -> None:
    (found,) = refused(lambda: plan("reference,name\nM-1,Ada\n", MANDATE, MANDATE))
    assert (found.rule, found.path) == ("IMP-01", "reference")
    assert "a reference of its own" in found.detail


def test_a_reference_that_was_amended_away_is_refused_and_the_new_one_is_named() -> None:
    renamed = amend(MANDATE, on=TODAY, reference=MandateReference("POOL-1"))
    (found,) = refused(lambda: plan("reference,revoked_on\nM-1,2026-12-01\n", renamed))
    assert (found.rule, found.line, found.path) == ("IMP-01", 2, "reference")
    assert "it is now mandate POOL-1" in found.detail
