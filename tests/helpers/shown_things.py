"""Everything that a notebook shows, and the HTML of it."""

from __future__ import annotations

from dataclasses import replace

from sepadd.books import Books, propose
from sepadd.findings import Finding, Findings
from sepadd.proposal import Draft, Proposal
from sepadd.run import RunSet, join
from sepadd.testing import AT, CREDITOR, DEBTOR, DUE_ON, INVOICE, MANDATE, TERMS, a_run
from sepadd.values import MandateReference, RunId

HOSTILE = "<script>alert(1)</script>\" onload='x' & \N{RIGHT-TO-LEFT OVERRIDE}<b>"


def hostile_proposal(items: int = 1) -> Proposal:
    mandates = [
        replace(
            MANDATE,
            reference=MandateReference(f"M-{number}"),
            debtor=replace(DEBTOR, id=f"{number}<i>", name=f"{HOSTILE}{number}"),
        )
        for number in range(items)
    ]
    invoices = [
        replace(INVOICE, number=f"I-{number}<i>", debtor_id=f"{number}<i>", description=HOSTILE)
        for number in range(items)
    ]
    return propose(
        Books(creditor=CREDITOR, open_items=invoices, mandates=mandates, runs=()),
        TERMS,
        Draft(id=RunId("EVIL"), due_on=DUE_ON),
    )


def hostile_findings() -> Findings:
    return Findings([Finding(rule="X-01", subject=HOSTILE, detail=HOSTILE, source=HOSTILE)])


def a_set() -> RunSet:
    return join([a_run()], TERMS, id=RunId("SET"), at=AT)
