"""Open items come from a table as a bookkeeper has it, and go back into one."""

from __future__ import annotations

import pytest

from helpers.read_tables import places, refused
from sepadd.open_item import Invoice, OpenItem
from sepadd.records import DecimalMark, read_open_items, write_open_items
from sepadd.testing import CREDIT_NOTE, INVOICE
from sepadd.values import CreditorReference, Euro, MandateReference

ITEM_HEADINGS = "number,kind,debtor_id,amount"


def items(*lines: str, decimal: DecimalMark = DecimalMark.POINT) -> tuple[OpenItem, ...]:
    return read_open_items("\n".join(lines), decimal=decimal)


# -- open items ------------------------------------------------------------------------------------


def test_feature_1_13_open_items_are_taken_in_at_once() -> None:
    assert items(
        ITEM_HEADINGS + ",issued_on,due_on,description,mandate,creditor_reference",
        "2026-1001,invoice,10042,40.00,2026-11-01,2026-11-30,Subscription,,",
        "C-2026-12,Credit Note,10042,10,2026-11-03,,,,",
        "17,invoice,10042,0.01,,,,M-1,RF18 5390 0754 7034",
    ) == (
        INVOICE,
        CREDIT_NOTE,
        Invoice(
            number="17",
            debtor_id="10042",
            amount=Euro(cents=1),
            mandate=MandateReference("M-1"),
            creditor_reference=CreditorReference("RF18539007547034"),
        ),
    )


@pytest.mark.parametrize(
    ("written", "decimal", "cents"),
    [
        ("1250.5", DecimalMark.POINT, 1250_50),
        ("1250", DecimalMark.POINT, 1250_00),
        ("1250,50", DecimalMark.COMMA, 1250_50),
        ("1250", DecimalMark.COMMA, 1250_00),
    ],
)
def test_amounts_are_read_as_declared(written: str, decimal: DecimalMark, cents: int) -> None:
    (item,) = items(ITEM_HEADINGS, f'1,invoice,1,"{written}"', decimal=decimal)
    assert item.amount == Euro(cents=cents)


@pytest.mark.parametrize(
    ("written", "decimal", "told"),
    [
        ("12,50", DecimalMark.POINT, "declare DecimalMark.COMMA"),
        ("12.50", DecimalMark.COMMA, "declare DecimalMark.POINT"),
        ("1.250", DecimalMark.POINT, "three decimals are refused"),
        ("1.250", DecimalMark.COMMA, "write 1250"),
        ("1.250,00", DecimalMark.COMMA, "thousands marks are refused; write 1250,00"),
        ("€ 12", DecimalMark.COMMA, "and nothing else"),
        ("0", DecimalMark.POINT, "needs to be above 0.00"),
        ("-3", DecimalMark.COMMA, "is a credit note"),
    ],
)
def test_an_amount_in_another_form_is_refused_and_the_right_one_is_named(
    written: str, decimal: DecimalMark, told: str
) -> None:
    read = lambda: items(ITEM_HEADINGS, f'1,invoice,1,"{written}"', decimal=decimal)  # noqa: E731
    (found,) = refused(read)
    assert (found.rule, found.line, found.path) == ("CSV-03", 2, "amount")
    assert told in found.detail


def test_an_item_says_whether_it_is_an_invoice_or_a_credit_note() -> None:
    found = places(lambda: items(ITEM_HEADINGS, "1,,1,1", "2,reminder,1,1"))
    assert found == [("CSV-03", 2, "kind"), ("CSV-03", 3, "kind")]


def test_an_item_that_stands_twice_is_told_with_both_lines() -> None:
    found = places(lambda: items(ITEM_HEADINGS, "1,factuur,1,1", "1,credit,1,1", "1,invoice,2,2"))
    assert found == [("CSV-04", 4, "number")]


def test_a_credit_note_has_no_reference_to_be_collected_with() -> None:
    row = "1,credit,1,1,RF18539007547034"
    found = places(lambda: items(ITEM_HEADINGS + ",creditor_reference", row))
    assert found == [("CSV-03", 2, "creditor_reference")]


def test_with_decimal_commas_cells_are_separated_by_semicolons() -> None:
    written = write_open_items([CREDIT_NOTE], decimal=DecimalMark.COMMA)
    assert written.splitlines()[1] == "C-2026-12;credit_note;10042;10,00;2026-11-03;;;;;;;;"


def test_what_a_selection_looks_at_has_columns_with_dutch_headings_too() -> None:
    (held, taken) = items(
        "Factuurnummer;Soort;Debiteur;Bedrag;Categorie;Betaalwijze;Reden blokkade;Incasseren",
        "1;factuur;10042;40.00;abonnement;incasso;betwist;nee",
        "2;factuur;10042;40.00;;;;ja",
    )
    assert (held.category, held.payment_method, held.on_hold, held.collect) == (
        "abonnement",
        "incasso",
        "betwist",
        False,
    )
    assert (taken.category, taken.payment_method, taken.on_hold, taken.collect) == (
        "",
        "",
        "",
        True,
    )


@pytest.mark.parametrize("word", ["no", "Nee", "nein", "false"])
def test_on_hold_says_why_and_a_mere_no_is_refused(word: str) -> None:
    assert items(f"{ITEM_HEADINGS},on_hold", "1,invoice,1,1.00,")[0].on_hold == ""
    assert items(f"{ITEM_HEADINGS},on_hold", "1,invoice,1,1.00,yes")[0].on_hold == "yes"
    assert places(lambda: items(f"{ITEM_HEADINGS},on_hold", f"1,invoice,1,1.00,{word}")) == [
        ("CSV-03", 2, "on_hold")
    ]


def test_whether_an_item_is_collected_is_yes_or_no() -> None:
    assert items(f"{ITEM_HEADINGS},collect", "1,invoice,1,1.00,")[0].collect is None
    assert places(lambda: items(f"{ITEM_HEADINGS},collect", "1,invoice,1,1.00,maybe")) == [
        ("CSV-03", 2, "collect")
    ]
