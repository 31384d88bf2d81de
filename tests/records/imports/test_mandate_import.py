"""A table of mandates as an update: what it would change is told, and then done or refused."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest

from sepadd.findings import Findings, InvalidValue, UnreadableRecords
from sepadd.mandate import (
    Amendment,
    Dormancy,
    Mandate,
    MandateStatus,
    Presentation,
    PresentationOutcome,
    SequenceType,
    Suspension,
    amend,
    replace_mandate,
    revoke,
)
from sepadd.records import apply_import, plan_import, read_mandates, write_mandates
from sepadd.records.imports import Match
from sepadd.records.imports.import_plan import ImportPlan, PlannedRow, RowEffect
from sepadd.testing import B2B_MANDATE, DEBTOR, MANDATE, TODAY
from sepadd.values import (
    Bic,
    CreditorIdentifier,
    Iban,
    MandateReference,
    OrganisationId,
    OtherId,
    PostalAddress,
)

IDENTIFIER = MANDATE.creditor_identifier
NEW_IBAN = Iban("NL98INGB0202345688")
THIRD_IBAN = Iban("NL02ABNA0123456789")
UNSIGNED = replace(MANDATE, signed_on=None)
REVOKED = revoke(MANDATE, date(2026, 6, 1))
USED = replace(
    MANDATE,
    presentations=(Presentation(due_on=date(2026, 3, 2), sequence_type=SequenceType.FIRST),),
)
SECOND = replace(MANDATE, reference=MandateReference("M-3"))
VOS = replace(
    B2B_MANDATE,
    debtor=replace(
        B2B_MANDATE.debtor,
        identification=OrganisationId(other=OtherId(id="1234.5678", scheme_code="COID")),
    ),
)


def plan(table: str, *mandates: Mandate, **otherwise: Any) -> ImportPlan:
    given: dict[str, Any] = {
        "creditor_identifier": IDENTIFIER,
        "on": TODAY,
        "today": TODAY,
    } | otherwise
    return plan_import(table, mandates, **given)


def row(table: str, *mandates: Mandate, **otherwise: Any) -> PlannedRow:
    (planned,) = plan(table, *mandates, **otherwise).rows
    return planned


def after(table: str, *mandates: Mandate, **otherwise: Any) -> Mandate:
    return row(table, *mandates, **otherwise).after


def refused(read: Callable[[], object]) -> Findings:
    with pytest.raises(UnreadableRecords) as told:
        read()
    return told.value.findings


def places(read: Callable[[], object]) -> list[tuple[str, int | None, str | None]]:
    return [(each.rule, each.line, each.path) for each in refused(read)]


def effects(planned: PlannedRow) -> list[str]:
    return [str(effect) for effect in planned.effects]


def changed(planned: PlannedRow) -> list[str]:
    return [str(change) for change in planned.changes]


# -- what a table says and does not say ---------------------------------------------------------

LIVED = replace(
    MANDATE,
    suspension=Suspension(since=date(2026, 6, 1), until=date(2027, 1, 31), reason="moving house"),
    confirmed_on=date(2026, 1, 20),
    replaced_on=date(2026, 12, 31),
    replaced_by=MandateReference("M-9"),
    replaces=MandateReference("M-0"),
    migrated=True,
    debtor=replace(DEBTOR, identification=OrganisationId(other=OtherId(id="12345678"))),
    amendments=(
        Amendment(
            on=date(2026, 5, 1),
            reference=MandateReference("M/1"),
            creditor_identifier=CreditorIdentifier.from_kvk("87654321"),
            creditor_name="Zwembad",
            iban=NEW_IBAN,
            bic=Bic("INGBNL2A"),
        ),
    ),
)


def test_a_table_keeps_every_step_in_a_mandates_life() -> None:
    again = read_mandates(write_mandates([LIVED]), creditor_identifier=IDENTIFIER)
    assert again == (LIVED,)


@pytest.mark.parametrize(
    "ended",
    [
        replace(LIVED, replaced_on=None, replaced_by=None),
        replace_mandate(MANDATE, on=TODAY, reference=MandateReference("M-9")).old,
        REVOKED,
        replace(MANDATE, valid_until=date(2026, 6, 1)),
        UNSIGNED,
    ],
)
def test_a_table_revives_no_mandate(ended: Mandate) -> None:
    (again,) = read_mandates(write_mandates([ended]), creditor_identifier=IDENTIFIER)
    status = again.status(TODAY)
    assert status is ended.status(TODAY)
    assert status is not MandateStatus.ACTIVE


def test_of_the_amendments_a_table_keeps_what_the_bank_has_still_to_be_told() -> None:
    told = Presentation(
        due_on=date(2026, 3, 2), sequence_type=SequenceType.RECURRENT, amendments_told=1
    )
    once = amend(MANDATE, on=date(2026, 2, 1), iban=NEW_IBAN)
    twice = amend(
        replace(once, presentations=(told,)), on=TODAY, reference=MandateReference("POOL-1")
    )
    (again,) = read_mandates(write_mandates([twice]), creditor_identifier=IDENTIFIER)
    assert again.amendments == (Amendment(on=TODAY, reference=MandateReference("M-1")),)


def test_an_amendment_that_was_turned_down_is_still_in_the_table() -> None:
    rejected = Presentation(
        due_on=date(2026, 3, 2),
        sequence_type=SequenceType.RECURRENT,
        outcome=PresentationOutcome.REJECTED,
        amendments_told=1,
    )
    moved = replace(amend(MANDATE, on=TODAY, iban=NEW_IBAN), presentations=(rejected,))
    (again,) = read_mandates(write_mandates([moved]), creditor_identifier=IDENTIFIER)
    assert again.pending_amendment == moved.pending_amendment


@pytest.mark.parametrize(
    ("column", "cell", "lacks"),
    [
        ("previous_iban", str(NEW_IBAN), "amended_on"),
        ("suspended_until", "2026-12-31", "suspended_on"),
        ("suspension_reason", "moving house", "suspended_on"),
        ("replaced_by", "M-9", None),
        ("amended_on", "2026-12-31", None),
    ],
)
def test_half_a_step_is_refused(column: str, cell: str, lacks: str | None) -> None:
    table = f"reference,debtor_id,name,iban,{column}\nM-1,10042,Ada,{DEBTOR.iban},{cell}\n"
    found = places(lambda: read_mandates(table, creditor_identifier=IDENTIFIER))
    assert found == [("CSV-03", 2, lacks)]


# -- which mandate is meant ---------------------------------------------------------------------


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


# -- what a row does ----------------------------------------------------------------------------


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


def test_an_empty_cell_takes_nothing_away() -> None:
    table = "reference,name,signed_on,revoked_on,suspended_on,previous_iban\nM-1,,,,,\n"
    planned = row(table, revoke(LIVED, date(2026, 12, 1)))
    assert effects(planned) == ["unchanged"]
    assert planned.after is planned.before


def test_another_account_of_a_signed_mandate_is_an_amendment_and_keeps_its_history() -> None:
    moved = after(f"reference,iban\nM-1,{NEW_IBAN}\n", USED)
    assert moved.debtor.iban == NEW_IBAN
    assert moved.amendments == (Amendment(on=TODAY, iban=DEBTOR.iban),)
    assert moved.presentations == USED.presentations


def test_an_amendment_is_of_the_day_that_the_row_says() -> None:
    moved = after(f"reference,iban,amended_on\nM-1,{NEW_IBAN},2026-11-02\n", MANDATE)
    assert moved.amendments[0].on == date(2026, 11, 2)


def test_another_account_of_an_unsigned_mandate_is_a_correction() -> None:
    planned = row(f"reference,iban,signed_on\nM-1,{NEW_IBAN},2026-11-20\n", UNSIGNED)
    assert effects(planned) == ["changed", "signed"]
    assert planned.after.amendments == ()


def test_the_same_account_written_otherwise_is_no_change() -> None:
    assert effects(row("reference,iban\nM-1,nl91 abna 0417 1643 00\n", MANDATE)) == ["unchanged"]


@pytest.mark.parametrize(
    ("iban", "written", "bic"),
    [
        (NEW_IBAN, "INGBNL2A", "INGBNL2A"),
        (NEW_IBAN, "ABNANL2A", None),
        (NEW_IBAN, "", None),
        (THIRD_IBAN, "ABNANL2A", "ABNANL2A"),
    ],
)
def test_a_bic_that_was_left_standing_goes_with_the_account_only_within_a_bank(
    iban: Iban, written: str, bic: str | None
) -> None:
    ada = replace(MANDATE, debtor=replace(DEBTOR, bic=Bic("ABNANL2A")))
    moved = after(f"reference,iban,bic\nM-1,{iban},{written}\n", ada)
    assert moved.debtor.bic == (None if bic is None else Bic(bic))
    assert moved.amendments[0].bic == Bic("ABNANL2A")


def test_another_bic_alone_is_put_in_its_place_however_the_account_is_written() -> None:
    planned = row(f"reference,iban,bic\nM-1,{DEBTOR.iban.formatted},ABNANL2A\n", MANDATE)
    assert changed(planned) == ["bic ABNANL2A"]


def test_a_confirmation_at_the_old_bank_is_not_taken_along_and_one_at_the_new_bank_is() -> None:
    confirmed = replace(VOS, confirmed_on=date(2026, 2, 10))
    stale = f"reference,iban,confirmed_on\nM-2,{NEW_IBAN},2026-02-10\n"
    assert after(stale, confirmed).confirmed_on is None
    assert after(stale.replace("02-10", "11-23"), confirmed).confirmed_on == TODAY


def test_a_reference_is_amended_by_saying_what_it_was() -> None:
    table = "reference,previous_reference\nPOOL-1,M-1\n"
    renamed = after(table, MANDATE)
    assert renamed.reference == MandateReference("POOL-1")
    assert renamed.amendments == (Amendment(on=TODAY, reference=MandateReference("M-1")),)


def test_an_account_is_amended_by_saying_what_it_was() -> None:
    table = f"iban,previous_iban\n{NEW_IBAN},{DEBTOR.iban}\n"
    assert effects(row(table, MANDATE)) == ["amended"]


def test_the_creditors_old_name_is_an_amendment_once() -> None:
    table = "reference,previous_creditor_name\nM-1,Zwembad\n"
    renamed = after(table, MANDATE)
    assert renamed.amendments == (Amendment(on=TODAY, creditor_name="Zwembad"),)
    assert after(table, renamed) is renamed


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("previous_iban", str(THIRD_IBAN)),
        ("previous_reference", "M-0"),
        ("previous_identifier", str(CreditorIdentifier.from_kvk("87654321"))),
        ("previous_bic", "INGBNL2A"),
    ],
)
def test_an_original_that_a_mandate_never_had_is_refused(column: str, cell: str) -> None:
    table = f"reference,{column}\nM-1,{cell}\n"
    assert places(lambda: plan(table, MANDATE)) == [("IMP-03", 2, column)]


def test_an_original_that_the_bank_was_told_meanwhile_is_known() -> None:
    moved = amend(MANDATE, on=date(2026, 11, 2), iban=NEW_IBAN)
    table = write_mandates([moved])
    told = Presentation(due_on=TODAY, sequence_type=SequenceType.RECURRENT, amendments_told=1)
    collected = replace(moved, presentations=(told,))
    assert apply_import(plan(table, collected)) == (collected,)


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


def test_an_address_is_taken_whole() -> None:
    old = PostalAddress(country="NL", town="Utrecht", street="Badstraat", building="1", floor="2")
    ada = replace(MANDATE, debtor=replace(DEBTOR, address=old))
    table = "reference,street,building,town,country\nM-1,{},{},Utrecht,NL\n"
    assert after(table.format("Badstraat", ""), ada).debtor.address == old
    assert after(table.format("Markt", ""), ada).debtor.address == PostalAddress(
        country="NL", town="Utrecht", street="Markt"
    )


def test_an_organisations_number_keeps_what_kind_of_number_it_is() -> None:
    vos = after("reference,kvk\nM-2,87654321\n", VOS)
    assert vos.debtor.identification == OrganisationId(
        other=OtherId(id="87654321", scheme_code="COID")
    )


def test_an_organisation_that_is_identified_otherwise_keeps_that() -> None:
    lei = OrganisationId(lei="7245006MWQ4LDA3BKP00")
    vos = replace(VOS, debtor=replace(VOS.debtor, identification=lei))
    found = places(lambda: plan("reference,kvk\nM-2,87654321\n", vos))
    assert found == [("IMP-03", 2, "kvk")]


# -- what is refused ----------------------------------------------------------------------------


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


def test_a_mandate_that_is_over_is_not_amended() -> None:
    found = places(lambda: plan(f"reference,iban\nM-1,{NEW_IBAN}\n", REVOKED))
    assert found == [("IMP-03", 2, "iban")]


def test_a_reference_that_another_mandate_has_or_gets_is_refused() -> None:
    table = "reference,previous_reference\nM-2,M-1\n"
    by_debtor = "debtor_id,reference\n10042,M-2\n"
    assert places(lambda: plan(table, MANDATE, VOS)) == [("IMP-03", 2, "previous_reference")]
    assert places(lambda: plan(by_debtor, MANDATE, VOS, match=(Match.DEBTOR,))) == [
        ("IMP-01", 2, "reference")
    ]
    both = f"reference,previous_reference,debtor_id,name,iban\nX,M-1,,,\nx,,1,Ada,{NEW_IBAN}\n"
    assert places(lambda: plan(both, MANDATE)) == [("CSV-04", 3, "reference")]


def test_a_replacement_happens_once() -> None:
    old = replace_mandate(MANDATE, on=TODAY, reference=MandateReference("M-9")).old
    table = "reference,replaced_on,replaced_by\nM-1,2026-11-23,M-8\n"
    assert places(lambda: plan(table, old)) == [("IMP-03", 2, "replaced_by")]


def test_of_many_rows_each_finds_its_own_mandate() -> None:
    many = [
        replace(MANDATE, reference=MandateReference(f"M-{n}"), debtor=replace(DEBTOR, id=f"{n}"))
        for n in range(500)
    ]
    rows = "".join(f"{n},{TODAY + timedelta(days=n % 7)}\n" for n in range(500))
    assert plan(f"debtor_id,revoked_on\n{rows}", *many).counts == {RowEffect.REVOKED: 500}
