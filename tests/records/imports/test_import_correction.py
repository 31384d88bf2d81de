"""What a row corrects, and what it amends: an account, an address, a number."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from helpers.planned_imports import (
    NEW_IBAN,
    REVOKED,
    UNSIGNED,
    USED,
    VOS,
    after,
    changed,
    effects,
    plan,
    row,
)
from helpers.read_tables import places
from sepadd.mandate import Amendment, Presentation, SequenceType, amend
from sepadd.records import apply_import, write_mandates
from sepadd.testing import DEBTOR, MANDATE, TODAY
from sepadd.values import (
    Bic,
    CreditorIdentifier,
    Iban,
    MandateReference,
    OrganisationId,
    OtherId,
    PostalAddress,
)

THIRD_IBAN = Iban("NL02ABNA0123456789")


# -- what a row does -------------------------------------------------------------------------------


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


# -- what is refused -------------------------------------------------------------------------------


def test_a_mandate_that_is_over_is_not_amended() -> None:
    found = places(lambda: plan(f"reference,iban\nM-1,{NEW_IBAN}\n", REVOKED))
    assert found == [("IMP-03", 2, "iban")]
