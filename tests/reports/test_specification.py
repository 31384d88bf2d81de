"""Which invoices make up an amount, also those that the statement has no room for."""

from __future__ import annotations

from dataclasses import replace

from helpers.books import decided
from sepadd.books import Books, propose
from sepadd.open_item import DirectDebitDiscount, OpenItem
from sepadd.proposal import Draft
from sepadd.reports import Specification, specifications
from sepadd.reports.specification import specify
from sepadd.testing import (
    AT,
    B2B_MANDATE,
    COLLECTION,
    CREDIT_NOTE,
    CREDITOR,
    DEBTOR,
    DUE_ON,
    INVOICE,
    MANDATE,
    TERMS,
    a_proposal,
    a_run,
)
from sepadd.values import CreditorReference, Euro, MandateReference, RunId

LONG = [replace(INVOICE, number=f"2026-{nth:08d}") for nth in range(12)]


def specified(*items: OpenItem, description: str = "") -> Specification:
    """What an amount is made of, where all the items are collected together."""
    proposal = propose(
        Books(creditor=CREDITOR, open_items=items, mandates=(MANDATE,), runs=()),
        TERMS,
        Draft(
            id=RunId("R"),
            due_on=DUE_ON,
            description=description,
            discount=DirectDebitDiscount(off=Euro(cents=50)),
        ),
    )
    (debtor,) = specifications(proposal)
    (part,) = debtor.collections
    return part


def not_named(part: Specification) -> list[str]:
    return [item.key.number for item in part.not_named]


def test_feature_2_l17_the_amount_of_a_debtor_is_told_by_invoice_and_credit_note() -> None:
    (debtor,) = specifications(a_proposal())
    (part,) = debtor.collections
    assert [(*item[:4], str(item.amount)) for item in part.items] == [
        (INVOICE.key, "10042", INVOICE.issued_on, INVOICE.due_on, "40.00"),
        (CREDIT_NOTE.key, "10042", CREDIT_NOTE.issued_on, None, "-10.00"),
    ]
    assert (str(part.invoiced), str(part.credited), str(part.amount)) == ("40.00", "10.00", "30.00")
    assert (debtor.debtor_id, debtor.name, str(debtor.amount)) == ("10042", "Ada Jansen", "30.00")


def test_feature_2_l17_it_tells_how_it_was_collected() -> None:
    part = specify(replace(COLLECTION, attempt=2))
    assert (part.end_to_end_id, part.due_on, part.attempt) == (
        COLLECTION.end_to_end_id,
        COLLECTION.due_on,
        2,
    )
    assert (part.debtor, part.account, part.mandate) == (DEBTOR, DEBTOR.iban, MANDATE.reference)
    assert (part.scheme, part.remittance) == (MANDATE.scheme, "2026-1001 C-2026-12")


def test_feature_2_l17_of_a_run_it_is_the_same_as_of_its_proposal() -> None:
    assert specifications(a_run()) == specifications(a_proposal())


def test_the_discount_is_told_apart() -> None:
    part = specified(INVOICE, CREDIT_NOTE)
    assert (str(part.discount), str(part.amount)) == ("0.50", "29.50")
    assert part.invoiced - part.credited == part.amount + part.discount


def test_what_is_collected_apart_stands_together_with_its_debtor() -> None:
    theirs = replace(INVOICE, number="B-1", debtor_id="20007")
    items = (INVOICE, theirs, replace(INVOICE, number="2026-1002"))
    proposal = propose(
        Books(creditor=CREDITOR, open_items=items, mandates=(MANDATE, B2B_MANDATE), runs=()),
        TERMS,
        Draft(id=RunId("R"), due_on=DUE_ON, condense=False),
    )
    found = specifications(decided(proposal, TERMS, at=AT))
    assert [(each.debtor_id, len(each.collections), str(each.amount)) for each in found] == [
        ("10042", 2, "80.00"),
        ("20007", 1, "40.00"),
    ]


def test_an_item_that_another_pays_keeps_whose_it_is() -> None:
    theirs = replace(INVOICE, debtor_id="777", mandate=MandateReference("M-1"))
    assert [item.debtor_id for item in specified(theirs).items] == ["777"]


def test_what_the_statement_has_room_for_is_named() -> None:
    assert not_named(specified(*LONG[:10])) == []
    assert not_named(specified(INVOICE)) == []


def test_what_the_statement_has_no_room_for_is_told_all_the_same() -> None:
    part = specified(*LONG)
    assert part.remittance.endswith("2026-00000008 +3")
    assert not_named(part) == ["2026-00000009", "2026-00000010", "2026-00000011"]
    assert len(part.items) == 12


def test_a_number_that_looks_like_the_rest_is_no_rest() -> None:
    plus = replace(INVOICE, number="+1")
    assert specified(INVOICE, plus).remittance == "2026-1001 +1"
    assert not_named(specified(INVOICE, plus)) == []


def test_a_number_in_the_runs_description_is_not_taken_for_the_items() -> None:
    part = specified(*LONG, description="2026-00000011")
    assert not_named(part) == ["2026-00000008", "2026-00000009", "2026-00000010", "2026-00000011"]


def test_a_structured_reference_stands_for_the_invoice() -> None:
    reference = CreditorReference("RF18539007547034")
    part = specified(replace(INVOICE, creditor_reference=reference))
    assert (part.remittance, not_named(part)) == ("RF18539007547034", [])


def test_a_remittance_of_ones_own_names_what_it_holds() -> None:
    assert not_named(specify(replace(COLLECTION, remittance="for 2026-1001"))) == ["C-2026-12"]
    assert not_named(specify(replace(COLLECTION, remittance="thanks +9"))) == [
        "2026-1001",
        "C-2026-12",
    ]
    assert not_named(specify(replace(COLLECTION, remittance="+2"))) == ["2026-1001", "C-2026-12"]
