"""Tables in and out: what a spreadsheet gives is taken in whole, or every wrong cell is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from sepadd.findings import Findings, RulesViolated, UnreadableRecords
from sepadd.mandate import Mandate, MandateStatus, Presentation, Scheme, SequenceType
from sepadd.open_item import Invoice, OpenItem
from sepadd.proposal import propose
from sepadd.records import (
    DecimalMark,
    read_creditor,
    read_creditor_card,
    read_mandates,
    read_open_items,
    write_mandates,
    write_open_items,
    write_proposal,
)
from sepadd.records.tables import MANDATE_COLUMNS
from sepadd.records.tables.headings import OPEN_ITEM_COLUMNS, Columns, plain
from sepadd.testing import CREDIT_NOTE, CREDITOR, DUE_ON, INVOICE, MANDATE, TERMS
from sepadd.values import (
    Bic,
    CreditorAccount,
    CreditorIdentifier,
    CreditorReference,
    DebtorKind,
    Euro,
    Iban,
    MandateReference,
    PostalAddress,
    RunId,
)

IDENTIFIER = MANDATE.creditor_identifier
HEADINGS = "reference,debtor_id,name,iban"
ADA = "M-1,10042,Ada Jansen,NL91ABNA0417164300"
ITEM_HEADINGS = "number,kind,debtor_id,amount"


def mandates(*lines: str) -> tuple[Mandate, ...]:
    return read_mandates("\n".join(lines), creditor_identifier=IDENTIFIER)


def items(*lines: str, decimal: DecimalMark = DecimalMark.POINT) -> tuple[OpenItem, ...]:
    return read_open_items("\n".join(lines), decimal=decimal)


def refused(read: Callable[[], object]) -> Findings:
    with pytest.raises(UnreadableRecords) as told:
        read()
    return told.value.findings


def places(read: Callable[[], object]) -> list[tuple[str, int | None, str | None]]:
    """Which rule is broken, on which line and in which column."""
    return [(each.rule, each.line, each.path) for each in refused(read)]


# -- mandates -----------------------------------------------------------------------------------


def test_feature_1_13_the_mandates_of_many_debtors_are_taken_in_at_once() -> None:
    ada, vos = mandates(
        HEADINGS + ",bic,scheme,type,signed_on,last_due_on,revoked_on,valid_until,debtor_kind,"
        "account_holder,street,building,postcode,town,country",
        ADA + ",,,,2026-01-15,,,,,,,,,,",
        "M-2,20007,Bakkerij Vos BV,DE89370400440532013000,DEUTDEFF,B2B,one-off,2026-02-01,"
        "2026-03-02,2026-06-01,2028-12-31,company,Vos Holding,Hauptstr.,3,10115,Berlin,de",
    )
    assert ada == MANDATE
    assert vos == Mandate(
        reference=MandateReference("M-2"),
        creditor_identifier=IDENTIFIER,
        debtor=replace(
            MANDATE.debtor,
            id="20007",
            name="Bakkerij Vos BV",
            iban=Iban("DE89370400440532013000"),
            bic=Bic("DEUTDEFF"),
            account_holder="Vos Holding",
            kind=DebtorKind.COMPANY,
            address=PostalAddress(
                country="DE", town="Berlin", postcode="10115", street="Hauptstr.", building="3"
            ),
        ),
        scheme=Scheme.B2B,
        one_off=True,
        signed_on=date(2026, 2, 1),
        valid_until=date(2028, 12, 31),
        revoked_on=date(2026, 6, 1),
        presentations=(Presentation(due_on=date(2026, 3, 2), sequence_type=SequenceType.ONE_OFF),),
    )


def test_a_last_due_date_of_a_recurrent_mandate_is_a_recurrent_presentation() -> None:
    (mandate,) = mandates(HEADINGS + ",last_due_on", ADA + ",2026-03-02")
    assert mandate.presentations == (
        Presentation(due_on=date(2026, 3, 2), sequence_type=SequenceType.RECURRENT),
    )


@pytest.mark.parametrize(
    "headings",
    [
        "Mandate Reference;Debtor Number;Debtor name;IBAN;Date of signature",
        "Kenmerk machtiging;Debiteurennummer;Naam;Rekeningnummer;Datum ondertekening",
        "MANDATSREFERENZ;Kundennummer;Name-des-Kunden;Konto;Unterschrieben_am",
    ],
)
def test_headings_are_understood_in_three_languages(headings: str) -> None:
    assert mandates(headings, ADA.replace(",", ";") + ";2026-01-15") == (MANDATE,)


def test_columns_stand_in_any_order_and_rows_without_anything_are_no_rows() -> None:
    table = f"\n,,,\niban,name,debtor_id,reference\n\n{','.join(ADA.split(',')[::-1])}\n , ,,\n"
    assert read_mandates(table, creditor_identifier=IDENTIFIER) == (
        replace(MANDATE, signed_on=None),
    )


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_the_mark_that_spreadsheets_put_before_a_table_is_not_part_of_it(mark: bytes) -> None:
    table = mark + f"{HEADINGS}\n{ADA}".encode()
    assert len(read_mandates(table, creditor_identifier=IDENTIFIER)) == 1


def test_the_separator_is_told_from_the_headings_alone() -> None:
    (mandate,) = mandates(HEADINGS.replace(",", ";"), 'M-1;10042;"Jansen, A., B., C.";' + ADA[-18:])
    assert mandate.debtor.name == "Jansen, A., B., C."


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_line_number_counts_the_lines_of_the_file_also_within_a_cell(end: str) -> None:
    table = end.join((HEADINGS, f'M-1,1,"Ada{end}Jansen",NL91ABNA0417164300', "M-2,2,,"))
    found = places(lambda: read_mandates(table, creditor_identifier=IDENTIFIER))
    assert found == [("CSV-03", 4, "name"), ("CSV-03", 4, "iban")]


def test_every_wrong_cell_of_every_row_is_told_at_once_by_the_users_own_heading() -> None:
    found = refused(
        lambda: mandates(
            "Mandaat,Klant,Naam,IBAN,Soort,Getekend op,Plaats",
            "M//1,10042,,NL91ABNA0417164301,altijd,15-01-2026,Utrecht",
            "M-2,1,Ben,NL91ABNA0417164300,doorlopend,2026-02-30,",
        )
    )
    assert {(each.line, each.path) for each in found} == {
        *((2, "Mandaat"), (2, "Naam"), (2, "IBAN"), (2, "Soort"), (2, "Getekend op")),
        *((2, "country"), (3, "Getekend op")),
    }


def test_a_mandate_that_stands_twice_is_told_with_both_lines_whatever_its_capitals() -> None:
    (found,) = refused(lambda: mandates(HEADINGS, ADA, ADA.replace("M-1", "M-3"), ADA.lower()))
    assert (found.rule, found.line) == ("CSV-04", 4)
    assert "line 2 and again on line 4" in found.detail


@pytest.mark.parametrize(
    ("headings", "told"),
    [
        ("reference,debtor_id,name", "there is no column iban"),
        (HEADINGS + ",shoe size", "column 'shoe size' is unknown; the columns are reference,"),
        (HEADINGS + ",", "column 5 is empty"),
        (HEADINGS + ",naam", "column name is there 2 times: 'name' and 'naam'"),
        ("", "it is empty"),
    ],
)
def test_headings_that_are_missing_unknown_or_there_twice_are_refused(
    headings: str, told: str
) -> None:
    (found,) = refused(lambda: mandates(headings))
    assert found.rule == "CSV-01"
    assert told in found.detail


def test_an_unknown_column_does_not_keep_the_wrong_cells_from_being_told() -> None:
    found = places(lambda: mandates(HEADINGS + ",foo", "M-1,1,,NL91ABNA0417164300,"))
    assert found == [("CSV-01", 1, "foo"), ("CSV-03", 2, "name")]


@pytest.mark.parametrize("row", ["M-1,10042,Ada", ADA + ",", "M-1,10042,Jansen, Ada,NL"])
def test_a_row_with_too_few_or_too_many_cells_is_refused(row: str) -> None:
    assert places(lambda: mandates(HEADINGS, row)) == [("CSV-02", 2, None)]


@pytest.mark.parametrize(
    ("source", "line"),
    [
        (f"{HEADINGS}\nM-1,1,Jos\xe9,x".encode("latin-1"), 2),
        (f"{HEADINGS}\n".encode("utf-16"), 1),
        (f"{HEADINGS}\n{ADA}\x00", 2),
        (f'{HEADINGS}\n{ADA}\nM-2,2,"Jan" sen,x', 3),
        (f'{HEADINGS}\nM-1,1,"Jan,x\nM-2,2,Ben,x', 2),
        pytest.param(f"{HEADINGS}\nM-1,1,{'x' * 200_000},x", 2, id="endless"),
    ],
)
def test_what_is_no_table_is_refused_with_its_line(source: bytes | str, line: int) -> None:
    found = places(lambda: read_mandates(source, creditor_identifier=IDENTIFIER))
    assert found == [("CSV-02", line, None)]


def test_a_finding_about_an_endless_cell_is_short() -> None:
    (found,) = refused(lambda: mandates(HEADINGS, f"M-1,1,Ada,{'x' * 100_000}"))
    assert len(found.detail) < 500


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("31-12-2026", "has the year at its end"),
        ("31/12/26", "has no year of four digits"),
        ("20261231", "has no dashes"),
        ("2026-1-5", "lacks a zero"),
        ("2026-12-31 00:00:00", "has a time"),
        ("46022", "is a spreadsheet's own count of days"),
        ("2026-02-29", "there is no such day"),
        ("2026-W01-1", "is not one"),
    ],
)
def test_a_day_in_another_form_is_refused_and_the_form_is_named(written: str, why: str) -> None:
    (found,) = refused(lambda: mandates(HEADINGS + ",signed_on", f"{ADA},{written}"))
    assert why in found.detail


@pytest.mark.parametrize(("column", "there"), [("town", "country"), ("country", "town")])
def test_an_address_needs_a_town_and_a_country(column: str, there: str) -> None:
    cells = {"town": "Bern", "country": "CH"}
    found = places(lambda: mandates(f"{HEADINGS},{there},{column}", f"{ADA},{cells[there]},"))
    assert found == [("CSV-03", 2, column)]


def test_a_country_is_told_by_its_code() -> None:
    found = places(lambda: mandates(f"{HEADINGS},town,country", f"{ADA},Bern,Schweiz"))
    assert found == [("CSV-03", 2, "country")]


@pytest.mark.parametrize("columns", [MANDATE_COLUMNS, OPEN_ITEM_COLUMNS])
def test_a_heading_never_means_two_columns(columns: Columns) -> None:
    assert {columns.by_heading[plain(name)] for name in columns.names} == set(columns.names)


def test_mandates_are_written_as_they_are_read() -> None:
    assert write_mandates([replace(MANDATE, one_off=True)]).splitlines() == [
        ",".join(MANDATE_COLUMNS.names),
        "M-1,10042,Ada Jansen,NL91ABNA0417164300,,CORE,one-off,2026-01-15" + "," * 25,
    ]


def test_a_mandate_that_ended_with_its_final_collection_is_not_revived_by_a_table() -> None:
    last = Presentation(due_on=date(2026, 6, 1), sequence_type=SequenceType.FINAL)
    ended = replace(MANDATE, presentations=(last,))
    (again,) = read_mandates(write_mandates([ended]), creditor_identifier=IDENTIFIER)
    assert again.status(date(2026, 6, 2)) is MandateStatus.LAPSED


def test_a_cell_that_a_spreadsheet_may_take_for_a_formula_is_data_and_stays() -> None:
    debtor = replace(MANDATE.debtor, name="=1+1 @ BV", id="-7")
    (again,) = read_mandates(
        write_mandates([replace(MANDATE, debtor=debtor)]), creditor_identifier=IDENTIFIER
    )
    assert again.debtor == debtor


# -- open items ---------------------------------------------------------------------------------


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


# -- proposals ----------------------------------------------------------------------------------


def test_a_proposal_is_written_with_every_reason_and_its_rule() -> None:
    stranger = Invoice(number="9", debtor_id="777", amount=Euro(cents=1))
    proposal = propose(
        (INVOICE, stranger), (MANDATE,), CREDITOR, TERMS, id=RunId("R"), due_on=DUE_ON
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


# -- the creditor -------------------------------------------------------------------------------

SETTINGS = """
name = "Zwembad De Waterlelie"
identifier = "NL42 ZZZ 1234 5678 0001"
iban = "NL02 ABNA 0123 4567 89"
bic = "ABNANL2A"
trade_name = "De Waterlelie"

[address]
country = "NL"
town = "Utrecht"

[[accounts]]
iban = "NL91ABNA0417164300"
identifier = "NL42ABC123456780001"
collects = false
batch_booking = true
label = "savings"
"""


def test_a_creditor_is_read_from_its_settings() -> None:
    assert read_creditor(SETTINGS) == replace(
        CREDITOR,
        trade_name="De Waterlelie",
        address=PostalAddress(country="NL", town="Utrecht"),
        accounts=(
            replace(CREDITOR.accounts[0], bic=Bic("ABNANL2A")),
            CreditorAccount(
                iban=Iban("NL91ABNA0417164300"),
                identifier=CreditorIdentifier("NL42ABC123456780001"),
                collects=False,
                batch_booking=True,
                label="savings",
            ),
        ),
    )


def test_a_creditor_may_be_half_filled_in() -> None:
    assert read_creditor_card("").accounts == ()
    assert str(read_creditor_card('identifier = "NL42 ZZZ 1234 5678 0001"').identifier) == (
        "NL42ZZZ123456780001"
    )
    with pytest.raises(RulesViolated, match=r"CRE-01.*\n.*CRE-02.*\n.*CRE-03"):
        read_creditor("")


def test_all_that_is_wrong_with_the_settings_is_told_at_once() -> None:
    settings = 'nmae = "x"\niban = "NL00"\ntrade_name = 7\n[address]\ncountry = "nl"\n'
    assert {(each.rule, each.path) for each in refused(lambda: read_creditor_card(settings))} == {
        ("REC-02", None),
        ("REC-02", "trade_name"),
        ("REC-03", "address"),
        ("REC-03", "iban"),
    }


def test_a_bank_without_an_account_is_refused() -> None:
    assert places(lambda: read_creditor_card('bic = "ABNANL2A"')) == [("REC-03", None, "bic")]


@pytest.mark.parametrize(
    "source", ["name = ", b"\xff", "a = 1\na = 2", pytest.param("a = " + "[" * 9999, id="deep")]
)
def test_settings_that_are_no_toml_are_refused(source: bytes | str) -> None:
    (found,) = refused(lambda: read_creditor_card(source))
    assert found.rule == "SET-01"
