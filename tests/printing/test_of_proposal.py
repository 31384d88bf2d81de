"""The list that is checked before anything is collected."""

from __future__ import annotations

from dataclasses import replace

import pytest

from helpers.printed_things import COMPANY_INVOICE, STRANGERS, headings, printed, proposed
from sepadd.books import Books, propose
from sepadd.open_item import DirectDebitDiscount
from sepadd.printing import ListOrder, PrintedFact, counted_total, listed, proposal_printout
from sepadd.proposal import (
    Added,
    AmountChanged,
    Cleared,
    Draft,
    Edit,
    Excluded,
    Included,
    Selection,
    Widened,
)
from sepadd.reports import Total
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
    a_proposal,
)
from sepadd.values import EndToEndId, Euro, MandateReference, RunId

# -- a proposal ------------------------------------------------------------------------------------


def test_feature_0_13_the_dry_run_has_a_line_for_every_item_and_changes_nothing() -> None:
    proposal = proposed()
    lines = printed(proposal_printout(proposal), "Open items")
    assert [(line["item"], line["to collect"]) for line in lines] == [
        ("invoice 2026-1001", "40.00"),
        ("credit note C-2026-12", "-10.00"),
        ("invoice B-1", "100.00"),
        ("invoice S-1", "0.00"),
        ("invoice H-1", "0.00"),
    ]
    assert proposal == proposed()


def test_feature_0_18_a_line_has_who_is_invoiced_who_pays_and_what_remains() -> None:
    theirs = replace(
        INVOICE, debtor_id="777", mandate=MandateReference("M-1"), payment_method="incasso"
    )
    edit = AmountChanged(at=AT, item=theirs.key, amount=Euro(cents=25_00))
    (line,) = printed(proposal_printout(proposed(theirs, edits=(edit,))), "Open items")
    assert line["remark"].startswith("OK, on 2026-12-01 as 2026-12-1; note [PRO-11]")
    del line["remark"]
    assert line == {
        "item": "invoice 2026-1001",
        "dated": "2026-11-01",
        "due on": "2026-11-30",
        "debtor": "777",
        "payer": "10042 Ada Jansen",
        "account": "NL91ABNA0417164300",
        "mandate": "M-1",
        "scheme": "CORE",
        "method": "incasso",
        "open": "40.00",
        "kept back": "15.00",
        "to collect": "25.00",
    }


def test_feature_0_18_the_account_holder_is_named_where_it_is_another() -> None:
    mandate = replace(MANDATE, debtor=replace(DEBTOR, account_holder="B. Jansen"))
    draft = Draft(id=RunId("R"), due_on=DUE_ON)
    proposal = propose(
        Books(creditor=CREDITOR, open_items=(INVOICE,), mandates=(mandate,), runs=()), TERMS, draft
    )
    (line,) = printed(proposal_printout(proposal), "Open items")
    assert line["payer"] == "Ada Jansen (account of B. Jansen)"


def test_feature_0_18_it_is_sorted_by_name_if_one_asks() -> None:
    lower = replace(MANDATE, debtor=replace(DEBTOR, name="ada jansen"))
    draft = Draft(id=RunId("R"), due_on=DUE_ON)
    items = (STRANGERS, COMPANY_INVOICE, INVOICE)
    proposal = propose(
        Books(creditor=CREDITOR, open_items=items, mandates=(B2B_MANDATE, lower), runs=()),
        TERMS,
        draft,
    )
    as_given = [line.item for line in listed(proposal)]
    by_name = [line.item for line in listed(proposal, ListOrder.BY_NAME)]
    assert (as_given, by_name) == ([*items], [INVOICE, COMPANY_INVOICE, STRANGERS])


def test_feature_2_l13_a_line_that_is_not_collected_has_all_its_reasons() -> None:
    remarks = [line["remark"] for line in printed(proposal_printout(proposed()), "Open items")]
    assert remarks[3:] == [
        "[PRO-01] debtor 777 has no mandate for this creditor",
        (
            "[SEL-07] on hold: disputed; "
            "[PRO-08] due on 2026-12-02, after the collection on 2026-12-01"
        ),
    ]


def test_feature_2_l14_the_report_tells_the_totals_and_the_changes_by_hand() -> None:
    edit = Excluded(at=AT, by="ada", why="paid in cash", item=COMPANY_INVOICE.key)
    out = proposal_printout(proposed(edits=(edit,)))
    assert headings(out) == [
        "Open items",
        "Why not collected",
        "By debtor",
        "By scheme",
        "By due date",
        "Changed by hand",
    ]
    assert printed(out, "Changed by hand") == [
        {
            "at": "2026-11-23 09:00:00+00:00",
            "by": "ada",
            "what": "invoice B-1 taken out",
            "why": "paid in cash",
        }
    ]


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (Included(at=AT, item=INVOICE.key), "invoice 2026-1001 taken in"),
        (
            AmountChanged(at=AT, item=INVOICE.key, amount=Euro(cents=1)),
            "0.01 of invoice 2026-1001",
        ),
        (Added(at=AT, item=INVOICE), "invoice 2026-1001 of 40.00 added"),
        (Widened(at=AT, selection=Selection(name="weekly")), "another selection weekly"),
        (Widened(at=AT, selection=Selection()), "another selection"),
        (Cleared(at=AT), "everything taken out"),
    ],
)
def test_feature_2_l14_every_change_by_hand_is_told_in_words(edit: Edit, said: str) -> None:
    out = proposal_printout(replace(a_proposal(), edits=(edit,)))
    assert [row["what"] for row in printed(out, "Changed by hand")] == [said]


def test_feature_3_20_the_report_has_the_totals_of_each_kind() -> None:
    out = proposal_printout(proposed(discount=DirectDebitDiscount(off=Euro(cents=2_50))))
    assert printed(out, "By debtor")[0] == {
        "debtor": "10042",
        "name": "Ada Jansen",
        "collections": "1",
        "to collect": "27.50",
        "discount": "2.50",
        "items left out": "1",
        "open of them": "40.00",
    }
    assert [row["scheme"] for row in printed(out, "By scheme")] == ["CORE", "B2B", "none"]
    assert [row["due on"] for row in printed(out, "By due date")] == [
        *("2026-11-30", "2026-12-01", "2026-12-02"),
    ]
    assert [tuple(row.values()) for row in printed(out, "Why not collected")] == [
        ("PRO-01", "1", "7.00", "invoice S-1: debtor 777 has no mandate for this creditor"),
        (
            *("PRO-08", "1", "40.00"),
            "invoice H-1: due on 2026-12-02, after the collection on 2026-12-01",
        ),
        ("SEL-07", "1", "40.00", "invoice H-1: on hold: disputed"),
    ]


def test_feature_3_37_the_head_has_counts_sums_and_days() -> None:
    edit = AmountChanged(at=AT, item=COMPANY_INVOICE.key, amount=Euro(cents=60_00))
    discount = DirectDebitDiscount(off=Euro(cents=2_50))
    facts = proposal_printout(proposed(edits=(edit,), discount=discount)).facts
    assert facts == (
        PrintedFact("creditor", "Zwembad De Waterlelie"),
        PrintedFact("to collect on", "2026-12-01"),
        PrintedFact("at the bank by", "2026-11-30"),
        PrintedFact("earliest due date", "2026-11-24"),
        PrintedFact("to collect", "2 collections, 85.00"),
        PrintedFact("discount", "5.00"),
        PrintedFact("kept back", "40.00"),
        PrintedFact("not collected", "2 items, 47.00"),
        PrintedFact("open in all", "177.00"),
    )


def test_feature_2_28_what_has_to_be_paid_out_stands_in_the_head() -> None:
    facts = dict(proposal_printout(proposed(INVOICE, CREDIT_NOTE, condense=False)).facts)
    assert facts["to refund"] == "1 credit note, 10.00"
    assert "to refund" not in dict(proposal_printout(a_proposal()).facts)


def test_what_was_found_of_the_whole_is_printed() -> None:
    draft = Draft(id=RunId("R"), due_on=DUE_ON)
    nobody = replace(CREDITOR, accounts=())
    out = proposal_printout(
        propose(
            Books(creditor=nobody, open_items=(INVOICE,), mandates=(MANDATE,), runs=()),
            TERMS,
            draft,
        )
    )
    assert [row["rule"] for row in printed(out, "About the whole")] == ["CRE-02"]


def test_a_count_of_one_is_no_plural() -> None:
    assert counted_total(Total(1, Euro(cents=1)), "item") == "1 item, 0.01"
    assert counted_total(Total(0, Euro(cents=0)), "item") == "0 items, 0.00"


# -- what is printed -------------------------------------------------------------------------------


def test_a_collection_that_is_not_in_its_proposal_is_told_without_a_day() -> None:
    proposal = a_proposal()
    line = proposal.lines[0]._replace(end_to_end_id=EndToEndId("X"))
    out = proposal_printout(replace(proposal, lines=(line,)))
    assert printed(out, "Open items")[0]["remark"] == "OK, as X"
