"""A proposal of the good example, otherwise in one thing, and the first of its lines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from sepadd.books import Books, propose
from sepadd.mandate import Mandate
from sepadd.open_item import OpenItem
from sepadd.proposal import Draft, Proposal, ProposalLine
from sepadd.testing import COMPANY, CREDITOR, DUE_ON, INVOICE, MANDATE, TERMS
from sepadd.values import Euro, RunId

ONE_OFF = replace(MANDATE, one_off=True)
SECOND = replace(INVOICE, number="R-2", amount=Euro(cents=5_00))
COMPANY_INVOICE = replace(INVOICE, number="B-1", debtor_id=COMPANY.id)
JANUARY = RunId("2027-01")


def a_line(
    *items: OpenItem, mandates: Iterable[Mandate] = (MANDATE,), **asked: Any
) -> ProposalLine:
    return proposed(*items, mandates=mandates, **asked).lines[0]


def proposed(*items: OpenItem, mandates: Iterable[Mandate] = (MANDATE,), **asked: Any) -> Proposal:
    asked = {"due_on": DUE_ON, "id": JANUARY, "terms": TERMS, "creditor": CREDITOR, **asked}
    terms, creditor, runs = asked.pop("terms"), asked.pop("creditor"), asked.pop("runs", ())
    items = items or (INVOICE,)
    books = Books(creditor=creditor, open_items=items, mandates=mandates, runs=runs)
    return propose(books, terms, Draft(**asked))


def rules(line: ProposalLine) -> list[str]:
    return [finding.rule for finding in line.reasons]
