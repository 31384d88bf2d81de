"""A table of mandates as an update: what it would change is told, and then done or refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from helpers.planned_imports import plan
from sepadd.records.imports.import_plan import RowEffect
from sepadd.testing import DEBTOR, MANDATE, TODAY
from sepadd.values import (
    MandateReference,
)


def test_of_many_rows_each_finds_its_own_mandate() -> None:
    many = [
        replace(MANDATE, reference=MandateReference(f"M-{n}"), debtor=replace(DEBTOR, id=f"{n}"))
        for n in range(500)
    ]
    rows = "".join(f"{n},{TODAY + timedelta(days=n % 7)}\n" for n in range(500))
    assert plan(f"debtor_id,revoked_on\n{rows}", *many).counts == {RowEffect.REVOKED: 500}
