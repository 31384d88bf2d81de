"""The lines of a proposal as a table, sorted as one asks."""

from __future__ import annotations

import csv
from io import StringIO

from helpers.printed_things import COMPANY_INVOICE, STRANGERS, proposed
from sepadd.books import Books, propose
from sepadd.open_item import Invoice
from sepadd.printing import ListOrder
from sepadd.proposal import AmountChanged, Draft
from sepadd.records import write_proposal
from sepadd.testing import AT, CREDITOR, DUE_ON, INVOICE, MANDATE, TERMS
from sepadd.values import Euro, RunId


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text, newline="")))


def test_feature_0_18_the_table_has_what_is_open_kept_back_and_collected() -> None:
    edit = AmountChanged(at=AT, item=COMPANY_INVOICE.key, amount=Euro(cents=60_00))
    found = rows(write_proposal(proposed(edits=(edit,))))
    sums = [(row["open"], row["kept_back"], row["to_collect"], row["collect_on"]) for row in found]
    assert sums == [
        ("40.00", "0.00", "40.00", "2026-12-01"),
        ("-10.00", "0.00", "-10.00", "2026-12-01"),
        ("100.00", "40.00", "60.00", "2026-12-01"),
        ("7.00", "7.00", "", ""),
        ("40.00", "40.00", "", ""),
    ]
    assert (found[2]["scheme"], found[2]["account_holder"], found[2]["iban"]) == (
        *("B2B", "Bakkerij Vos BV", "DE89370400440532013000"),
    )


def test_feature_0_18_the_table_is_sorted_by_name_if_one_asks() -> None:
    proposal = proposed(STRANGERS, COMPANY_INVOICE, INVOICE)
    found = rows(write_proposal(proposal, order=ListOrder.BY_NAME))
    assert [row["number"] for row in found] == ["2026-1001", "B-1", "S-1"]


def test_a_proposal_is_written_with_every_reason_and_its_rule() -> None:
    stranger = Invoice(number="9", debtor_id="777", amount=Euro(cents=1))
    proposal = propose(
        Books(creditor=CREDITOR, open_items=(INVOICE, stranger), mandates=(MANDATE,), runs=()),
        TERMS,
        Draft(id=RunId("R"), due_on=DUE_ON),
    )
    _, good, bad = write_proposal(proposal).splitlines()
    assert good == (
        "2026-1001,invoice,10042,Ada Jansen,M-1,40.00,OK,,R-1,"
        "CORE,Ada Jansen,NL91ABNA0417164300,,40.00,0.00,40.00,2026-12-01"
    )
    assert bad == (
        "9,invoice,777,,,0.01,[PRO-01] debtor 777 has no mandate for this creditor,,,"
        ",,,,0.01,0.01,,"
    )
