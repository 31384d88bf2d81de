"""Proposals and runs of the good example, and how a step is refused."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sepadd.books import Books, propose
from sepadd.mandate import Mandate
from sepadd.open_item import OpenItem
from sepadd.proposal import Draft, Proposal
from sepadd.run import CollectionRun
from sepadd.testing import CREDITOR, DEBTOR, DUE_ON, INVOICE, MANDATE, TERMS
from sepadd.values import Euro, MandateReference, RunId

LATER = datetime(2026, 11, 23, 16, 0, tzinfo=UTC)
DAY = timedelta(days=1)
SECOND = replace(INVOICE, number="R-2", amount=Euro(cents=5_00))
OTHER_DEBTOR = replace(DEBTOR, id="30003")
OTHER_MANDATE = replace(MANDATE, reference=MandateReference("M-3"), debtor=OTHER_DEBTOR)
ONE_OFF = replace(MANDATE, one_off=True)


def proposed(
    *items: OpenItem,
    id: str = "2026-12",
    mandates: Iterable[Mandate] = (MANDATE, OTHER_MANDATE),
    runs: Iterable[CollectionRun] = (),
    condense: bool = True,
) -> Proposal:
    books = Books(creditor=CREDITOR, open_items=items, mandates=mandates, runs=runs)
    return propose(books, TERMS, Draft(id=RunId(id), due_on=DUE_ON, condense=condense))
