"""What debtors owe and are owed."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Any

import pytest

from sepadd.findings import InvalidValue
from sepadd.open_item import CreditNote, Invoice, ItemKey, ItemKind
from sepadd.testing import CREDIT_NOTE, INVOICE
from sepadd.values import Euro


def test_an_invoice_adds_its_amount_to_a_collection() -> None:
    assert replace(INVOICE, amount=Euro(cents=1)).balance == Euro(cents=1)


def test_a_credit_note_takes_its_amount_off() -> None:
    assert replace(CREDIT_NOTE, amount=Euro(cents=1)).balance == Euro(cents=-1)


def test_an_invoice_and_a_credit_note_of_one_number_are_two_items() -> None:
    invoice = Invoice(number="7", debtor_id="10042", amount=Euro(cents=1))
    credit_note = CreditNote(number="7", debtor_id="10042", amount=Euro(cents=1))
    assert invoice.key == ItemKey(ItemKind.INVOICE, "7")
    assert credit_note.key == ItemKey(ItemKind.CREDIT_NOTE, "7")


def test_it_says_its_kind_to_whatever_takes_it_apart() -> None:
    assert [asdict(item)["kind"] for item in (INVOICE, CREDIT_NOTE)] == ["invoice", "credit_note"]


@pytest.mark.parametrize("kind", [ItemKind.CREDIT_NOTE, "credit_note", None])
def test_an_invoice_is_of_no_other_kind(kind: Any) -> None:
    with pytest.raises(InvalidValue, match=r"kind .*: needs invoice"):
        replace(INVOICE, kind=kind)


def test_a_finding_names_it_by_kind_and_number() -> None:
    assert (INVOICE.label, CREDIT_NOTE.label) == ("invoice 2026-1001", "credit note C-2026-12")


def test_its_key_prints_as_the_finding_names_it() -> None:
    assert [str(item.key) for item in (INVOICE, CREDIT_NOTE)] == [INVOICE.label, CREDIT_NOTE.label]


@pytest.mark.parametrize("cents", [0, -1])
def test_an_amount_is_above_zero(cents: int) -> None:
    with pytest.raises(InvalidValue, match=r"invoice 2026-1001: the amount is .*above 0\.00"):
        replace(INVOICE, amount=Euro(cents=cents))


def test_a_negative_invoice_is_told_to_be_a_credit_note() -> None:
    with pytest.raises(
        InvalidValue, match=r"is -5\.00, .* is a credit note with a positive amount"
    ):
        replace(INVOICE, amount=Euro(cents=-500))


@pytest.mark.parametrize("number", ["", "  "])
def test_it_needs_a_number(number: str) -> None:
    with pytest.raises(InvalidValue, match=r"number .* needs text that is not blank"):
        replace(INVOICE, number=number)


@pytest.mark.parametrize("debtor", ["", "  "])
def test_it_needs_a_debtor(debtor: str) -> None:
    with pytest.raises(
        InvalidValue, match=r"debtor_id .* of invoice 2026-1001: needs text that is not blank"
    ):
        replace(INVOICE, debtor_id=debtor)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"debtor_id": 10042}, "debtor_id 10042 .* needs text"),
        ({"number": 7}, "number 7 .* needs text"),
        ({"amount": 4000}, r"amount of invoice 2026-1001: amount 4000 .* Euro\(cents=1250\)"),
        ({"due_on": datetime(2026, 11, 30, tzinfo=UTC)}, "due_on .* needs a date without time"),
        ({"issued_on": "2026-11-01"}, "issued_on '2026-11-01' .* needs a date without time"),
    ],
)
def test_a_value_of_another_type_is_refused_by_name(change: dict[str, Any], said: str) -> None:
    with pytest.raises(InvalidValue, match=said):
        replace(INVOICE, **change)
