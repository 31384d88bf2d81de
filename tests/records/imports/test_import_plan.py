"""A dry run tells of each row what it would do, and what stands against it is told at once."""

from __future__ import annotations

import pytest

from helpers.planned_imports import NEW_IBAN, SECOND, VOS, plan
from helpers.read_tables import places, refused
from sepadd.records import apply_import
from sepadd.records.imports import Match
from sepadd.records.imports.import_plan import RowEffect
from sepadd.testing import DEBTOR, MANDATE

# -- what a row does -------------------------------------------------------------------------------


def test_feature_1_13_a_dry_run_tells_of_each_row_what_it_would_do() -> None:
    table = (
        "reference,debtor_id,name,iban,signed_on,revoked_on\n"
        f"M-1,10042,Ada Jansen,{DEBTOR.iban},2026-01-15,\n"
        f"M-2,20007,Bakkerij Vos BV,{NEW_IBAN},,\n"
        f"M-3,10042,Ada Jansen-Vos,{DEBTOR.iban},,2026-12-01\n"
        f"M-4,10043,Bram de Vries,{NEW_IBAN},2026-11-20,\n"
    )
    planned = plan(table, MANDATE, VOS, SECOND)
    assert "\n".join(map(str, planned.rows)) == (
        "line 2, mandate M-1: unchanged\n"
        "line 3, mandate M-2: amended (iban DE89370400440532013000 -> NL98INGB0202345688, "
        "confirmed_on 2026-02-01 -> empty, amended_on 2026-11-23, "
        "previous_iban DE89370400440532013000)\n"
        "line 4, mandate M-3: changed and revoked (name Ada Jansen -> Ada Jansen-Vos, "
        "revoked_on 2026-12-01)\n"
        "line 5, mandate M-4: new, of debtor 10043 on account NL98INGB0202345688"
    )
    once = (
        RowEffect.UNCHANGED,
        RowEffect.AMENDED,
        RowEffect.CHANGED,
        RowEffect.REVOKED,
        RowEffect.NEW,
    )
    assert planned.counts == dict.fromkeys(once, 1)
    assert [each.line for each in planned.changing] == [3, 4, 5]


def test_feature_1_13_a_plan_gives_all_mandates_in_their_order_and_the_new_ones_last() -> None:
    table = f"reference,debtor_id,name,iban\nM-4,10043,Bram,{NEW_IBAN}\nM-2,,Vos,\n"
    mandates = apply_import(plan(table, MANDATE, VOS, SECOND))
    assert [str(each.reference) for each in mandates] == ["M-1", "M-2", "M-3", "M-4"]
    assert mandates[0] is MANDATE
    assert mandates[1].debtor.name == "Vos"


# -- what is refused -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("column", "cell"),
    [("scheme", "B2B"), ("type", "one-off"), ("debtor_id", "10043")],
)
def test_another_scheme_kind_or_debtor_needs_a_new_mandate(column: str, cell: str) -> None:
    (found,) = refused(lambda: plan(f"reference,{column}\nM-1,{cell}\n", MANDATE))
    assert (found.rule, found.line, found.path) == ("IMP-02", 2, column)
    assert "a new mandate is needed" in found.detail


def test_all_that_is_wrong_is_told_at_once_by_line_and_column_and_nothing_is_done() -> None:
    table = (
        "Mandaat;Klant;Naam;IBAN;Soort;Getekend op;Ingetrokken op\n"
        f"M-1;10043;Ada;{NEW_IBAN};eenmalig;2026-11-24;15-01-2026\n"
        "M-7;10044;;NL91ABNA0417164301;;2026-11-24;\n"
        ";10099;;;;;2026-12-01\n"
    )
    assert places(lambda: plan(table, MANDATE, VOS)) == [
        ("IMP-02", 2, "Soort"),
        ("IMP-02", 2, "Klant"),
        ("IMP-03", 2, "Getekend op"),
        ("CSV-03", 2, "Ingetrokken op"),
        ("CSV-03", 3, "Naam"),
        ("CSV-03", 3, "IBAN"),
        ("CSV-03", 4, "Mandaat"),
        ("CSV-03", 4, "Naam"),
        ("CSV-03", 4, "IBAN"),
    ]


def test_who_is_not_found_is_told_to_be_new() -> None:
    found = refused(lambda: plan("debtor_id,revoked_on\n10099,2026-12-01\n", MANDATE))
    assert {each.path for each in found} == {"reference", "name", "iban"}
    assert "no mandate has debtor_id '10099'; a new one needs it" in found[0].detail


def test_a_reference_that_another_mandate_has_or_gets_is_refused() -> None:
    table = "reference,previous_reference\nM-2,M-1\n"
    by_debtor = "debtor_id,reference\n10042,M-2\n"
    assert places(lambda: plan(table, MANDATE, VOS)) == [("IMP-03", 2, "previous_reference")]
    assert places(lambda: plan(by_debtor, MANDATE, VOS, match=(Match.DEBTOR,))) == [
        ("IMP-01", 2, "reference")
    ]
    both = f"reference,previous_reference,debtor_id,name,iban\nX,M-1,,,\nx,,1,Ada,{NEW_IBAN}\n"
    assert places(lambda: plan(both, MANDATE)) == [("CSV-04", 3, "reference")]
