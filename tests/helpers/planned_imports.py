"""A table of mandates as an update: what is planned for each row, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from sepadd.mandate import Mandate, Presentation, SequenceType, revoke
from sepadd.records import plan_import
from sepadd.records.imports.import_plan import ImportPlan, PlannedRow
from sepadd.testing import B2B_MANDATE, MANDATE, TODAY
from sepadd.values import Iban, MandateReference, OrganisationId, OtherId

IDENTIFIER = MANDATE.creditor_identifier
NEW_IBAN = Iban("NL98INGB0202345688")
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


def effects(planned: PlannedRow) -> list[str]:
    return [str(effect) for effect in planned.effects]


def changed(planned: PlannedRow) -> list[str]:
    return [str(change) for change in planned.changes]
