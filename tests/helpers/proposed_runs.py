"""Proposals and runs of the good example, and how a step is refused."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sepadd.mandate import Mandate
from sepadd.open_item import OpenItem
from sepadd.proposal import Proposal, propose
from sepadd.testing import CREDITOR, DEBTOR, DUE_ON, INVOICE, MANDATE, TERMS
from sepadd.values import Euro, MandateReference, RunId

LATER = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
SECOND = replace(INVOICE, number="R-2", amount=Euro(cents=5_00))
OTHER_DEBTOR = replace(DEBTOR, id="30003")
OTHER_MANDATE = replace(MANDATE, reference=MandateReference("M-3"), debtor=OTHER_DEBTOR)
ONE_OFF = replace(MANDATE, one_off=True)


def proposed(
    *items: OpenItem,
    id: str = "2026-12",
    mandates: Iterable[Mandate] = (MANDATE, OTHER_MANDATE),
    **asked: Any,
) -> Proposal:
    return propose(items, mandates, CREDITOR, TERMS, id=RunId(id), due_on=DUE_ON, **asked)
