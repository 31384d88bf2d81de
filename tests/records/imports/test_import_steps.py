"""What a row does to a mandate: each step of its life that the row tells."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import partial

import pytest

from helpers.planned_imports import (
    REVOKED,
    SECOND,
    UNSIGNED,
    USED,
    VOS,
    after,
    changed,
    effects,
    plan,
    row,
)
from helpers.read_tables import places, refused
from sepadd.mandate import (
    Dormancy,
    Mandate,
    MandateStatus,
    Presentation,
    SequenceType,
    Suspension,
    replace_mandate,
)
from sepadd.records import apply_import
from sepadd.records.imports.import_plan import ImportPlan
from sepadd.testing import DEBTOR, MANDATE, TODAY
from sepadd.values import MandateReference

# -- what a row does -------------------------------------------------------------------------------


def test_a_row_signs_confirms_suspends_and_revokes() -> None:
    table = (
        "reference,signed_on,confirmed_on,suspended_on,suspended_until,suspension_reason,"
        "revoked_on\nM-2,2026-11-01,2026-11-05,2026-11-10,2026-11-30,strike,2027-01-01\n"
    )
    planned = row(table, replace(VOS, signed_on=None))
    assert effects(planned) == ["changed", "signed", "suspended", "revoked"]
    assert planned.after == replace(
        VOS,
        signed_on=date(2026, 11, 1),
        confirmed_on=date(2026, 11, 5),
        suspension=Suspension(since=date(2026, 11, 10), until=date(2026, 11, 30), reason="strike"),
        revoked_on=date(2027, 1, 1),
    )


def test_a_suspension_is_prolonged_by_its_last_day_alone() -> None:
    hold = Suspension(since=date(2026, 11, 1), until=date(2026, 11, 30), reason="strike")
    held = after("reference,suspended_until\nM-1,2026-12-31\n", replace(MANDATE, suspension=hold))
    assert held.suspension == replace(hold, until=date(2026, 12, 31))


def test_feature_2_l4_an_import_can_withdraw_a_mandate() -> None:
    planned = row("Mandaat;Ingetrokken op\nM-1;2026-12-01\n", USED)
    assert effects(planned) == ["revoked"]
    assert planned.after == replace(USED, revoked_on=date(2026, 12, 1))


def test_feature_2_l4_a_withdrawn_mandate_is_overwritten_to_active_where_that_is_wanted() -> None:
    table = "reference,signed_on\nM-1,2026-11-20\n"
    planned = row(table, REVOKED, signing_again=True)
    assert effects(planned) == ["signed again"]
    assert planned.after.status(TODAY) is MandateStatus.ACTIVE
    assert places(lambda: plan(table, REVOKED)) == [("IMP-03", 2, "signed_on")]


# USED was collected under for 2026-03-02: with 8 months of dormancy it lives until 2026-11-02.
SHORT = Dormancy(months=8)
LAST_ALIVE = date(2026, 11, 2)
FIRST_LAPSED = date(2026, 11, 3)


def test_by_policy_a_mandate_that_lapsed_earlier_is_signed_again() -> None:
    table = "reference,signed_on\nM-1,2026-11-03\n"
    planned = row(table, USED, today=FIRST_LAPSED, signing_again=True, dormancy=SHORT)
    assert effects(planned) == ["signed again"]


@pytest.mark.parametrize(("today", "dormancy"), [(LAST_ALIVE, SHORT), (FIRST_LAPSED, Dormancy())])
def test_a_mandate_that_lives_by_policy_is_not_signed_again(
    today: date, dormancy: Dormancy
) -> None:
    table = f"reference,signed_on\nM-1,{today}\n"
    taken = partial(plan, table, USED, today=today, signing_again=True, dormancy=dormancy)
    (found,) = refused(taken)
    assert (found.rule, found.path) == ("IMP-03", "signed_on")
    assert "needs no new signature" in found.detail


@pytest.mark.parametrize(
    "table",
    [
        "reference,iban\nM-1,NL98INGB0202345688\n",
        "reference,suspended_on\nM-1,{day}\n",
    ],
    ids=["amended", "suspended"],
)
def test_what_a_mandate_that_lapsed_by_policy_cannot_do_is_refused(table: str) -> None:
    def taken(on: date) -> ImportPlan:
        return plan(table.format(day=on), USED, on=on, today=TODAY, dormancy=SHORT)

    assert len(taken(LAST_ALIVE).changing) == 1
    (found,) = refused(lambda: taken(FIRST_LAPSED))
    assert found.rule == "IMP-03"


def test_of_two_mandates_the_one_that_has_not_lapsed_by_policy_is_meant() -> None:
    table = "debtor_id,name\n10042,Ada de Vries\n"
    newer = replace(SECOND, signed_on=date(2026, 9, 1))
    (planned,) = plan(table, USED, newer, today=FIRST_LAPSED, dormancy=SHORT).rows
    assert planned.before == newer
    (found,) = refused(lambda: plan(table, USED, newer, today=LAST_ALIVE, dormancy=SHORT))
    assert found.rule == "IMP-01"


def test_a_row_that_signs_again_and_still_says_revoked_is_refused() -> None:
    table = "reference,signed_on,revoked_on\nM-1,2026-11-20,2026-06-01\n"
    found = places(lambda: plan(table, REVOKED, signing_again=True))
    assert found == [("IMP-03", 2, "revoked_on")]


def test_a_later_collection_is_added_and_an_earlier_one_is_known() -> None:
    table = "reference,last_due_on\nM-1,{}\n"
    assert after(table.format("2026-03-01"), USED) is USED
    assert after(table.format("2026-03-03"), USED).last_due_on == date(2026, 3, 3)


def test_an_agreed_end_of_a_mandate_that_has_ended_is_told_all_the_same() -> None:
    last = Presentation(due_on=date(2026, 3, 2), sequence_type=SequenceType.FINAL)
    planned = row(
        "reference,valid_until\nM-1,2027-01-01\n", replace(MANDATE, presentations=(last,))
    )
    assert changed(planned) == ["valid_until 2027-01-01"]


def test_a_mandate_is_linked_to_the_one_in_its_place() -> None:
    table = (
        "reference,debtor_id,name,iban,scheme,replaced_on,replaced_by,replaces\n"
        "M-2,,,,,2026-11-20,M-9,\n"
        f"M-9,20007,Bakkerij Vos BV,{VOS.debtor.iban},CORE,,,M-2\n"
    )
    planned = plan(table, VOS)
    old, new = apply_import(planned)
    assert (old.replaced_by, new.replaces) == (new.reference, old.reference)
    assert effects(planned.rows[0]) == ["replaced"]


# -- what is refused -------------------------------------------------------------------------------


@pytest.mark.parametrize(("signed_on", "refusals"), [("2026-11-23", 0), ("2026-11-24", 1)])
@pytest.mark.parametrize("mandates", [(), (UNSIGNED,)])
def test_a_signature_in_the_future_is_refused(
    mandates: Iterable[Mandate], signed_on: str, refusals: int
) -> None:
    table = f"reference,debtor_id,name,iban,signed_on\nM-1,10042,Ada,{DEBTOR.iban},{signed_on}\n"
    if refusals:
        assert [path for _, _, path in places(lambda: plan(table, *mandates))] == ["signed_on"]
    else:
        assert after(table, *mandates).signed_on == TODAY


def test_a_replacement_happens_once() -> None:
    old = replace_mandate(MANDATE, on=TODAY, reference=MandateReference("M-9")).old
    table = "reference,replaced_on,replaced_by\nM-1,2026-11-23,M-8\n"
    assert places(lambda: plan(table, old)) == [("IMP-03", 2, "replaced_by")]
