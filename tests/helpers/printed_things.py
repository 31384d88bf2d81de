"""A proposal and a run that were answered, as they are printed, and a small printout."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from helpers.books import decided, record_run
from sepadd.books import Books, propose
from sepadd.collection import Reject, Settlement, reason
from sepadd.open_item import OpenItem
from sepadd.printing import PrintedColumn, PrintedFact, PrintedTable, Printout
from sepadd.proposal import Draft, Edit, Excluded, Proposal
from sepadd.run import CollectionRun, note, submit
from sepadd.testing import (
    AT,
    B2B_MANDATE,
    CREDIT_NOTE,
    CREDITOR,
    DEBTOR,
    DUE_ON,
    INVOICE,
    MANDATE,
    TERMS,
    a_run,
)
from sepadd.values import Euro, RunId

COMPANY_INVOICE = replace(INVOICE, number="B-1", debtor_id="20007", amount=Euro(cents=100_00))
STRANGERS = replace(INVOICE, number="S-1", debtor_id="777", amount=Euro(cents=7_00))
HELD = replace(INVOICE, number="H-1", on_hold="disputed", due_on=date(2026, 12, 2))
ITEMS = (INVOICE, CREDIT_NOTE, COMPANY_INVOICE, STRANGERS, HELD)


def proposed(*items: OpenItem, edits: tuple[Edit, ...] = (), **changes: Any) -> Proposal:
    draft = Draft(id=RunId("2026-12"), due_on=DUE_ON, edits=edits, **changes)
    return propose(
        Books(
            creditor=CREDITOR, open_items=items or ITEMS, mandates=(MANDATE, B2B_MANDATE), runs=()
        ),
        TERMS,
        draft,
    )


def called(name: str) -> Proposal:
    """Propose the invoice of a debtor with such a name, who has such a number, too."""
    mandate = replace(MANDATE, debtor=replace(DEBTOR, id=name, name=name, account_holder=name))
    items = (replace(INVOICE, debtor_id=name, number=name, on_hold=name, description=name),)
    edit = Excluded(at=AT, by=name, why=name, item=items[0].key)
    draft = Draft(id=RunId("2026-12"), due_on=DUE_ON, edits=(edit,))
    return propose(
        Books(
            creditor=replace(CREDITOR, name=name), open_items=items, mandates=(mandate,), runs=()
        ),
        TERMS,
        draft,
    )


def collected_from(name: str) -> CollectionRun:
    """Prepare a run with a collection from a debtor of such a name."""
    run = a_run()
    (collection,) = run.collections
    debtor = replace(DEBTOR, id=name, name=name)
    items = (replace(INVOICE, number=name, description=name), CREDIT_NOTE)
    mandate = replace(collection.mandate, debtor=debtor)
    hostile = replace(collection, mandate=mandate, items=items, remittance=name)
    return note(replace(run, collections=(hostile,)), at=AT, by=name, note=name)


def printed(out: Printout, heading: str) -> list[dict[str, str]]:
    """Give the rows of a table, each by the names of its columns."""
    (table,) = (each for each in out.tables if each.heading == heading)
    names = [column.name for column in table.columns]
    return [dict(zip(names, row, strict=True)) for row in table.rows]


def headings(out: Printout) -> list[str]:
    return [table.heading for table in out.tables]


def answered_run() -> CollectionRun:
    prepared = decided(proposed(INVOICE, COMPANY_INVOICE), TERMS, at=AT, by="ada")
    run = submit(prepared, at=AT, by="bo", note="portal")
    one, two = (each.end_to_end_id for each in run.collections)
    facts = (
        Settlement(end_to_end_id=one, on=DUE_ON),
        Reject(end_to_end_id=two, on=DUE_ON, reason=reason("AC04")),
    )
    return record_run(run, facts).run


TABLE = PrintedTable(
    heading="Items",
    columns=(PrintedColumn("item"), PrintedColumn("amount", numbers=True), PrintedColumn("why")),
    rows=(("1", "12.50", "OK"), ("2026-1001", "-1000.00", "")),
    total=("total", "-987.50", ""),
)


PRINTOUT = Printout(title="List", facts=(PrintedFact("day", "today"),), tables=(TABLE,))
