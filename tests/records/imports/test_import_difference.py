"""What a table says and does not say: an empty cell takes nothing away."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from helpers.planned_imports import IDENTIFIER, NEW_IBAN, REVOKED, UNSIGNED, effects, row
from helpers.read_tables import places
from sepadd.mandate import (
    Amendment,
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
from sepadd.records import read_mandates, write_mandates
from sepadd.testing import DEBTOR, MANDATE, TODAY
from sepadd.values import Bic, CreditorIdentifier, MandateReference, OrganisationId, OtherId

# -- what a table says and does not say ------------------------------------------------------------

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


# -- what a row does -------------------------------------------------------------------------------


def test_an_empty_cell_takes_nothing_away() -> None:
    table = "reference,name,signed_on,revoked_on,suspended_on,previous_iban\nM-1,,,,,\n"
    planned = row(table, revoke(LIVED, date(2026, 12, 1)))
    assert effects(planned) == ["unchanged"]
    assert planned.after is planned.before
