"""The headings of a table, in three languages; and those that are missing or there twice."""

from __future__ import annotations

from dataclasses import replace

import pytest

from helpers.read_tables import ADA, HEADINGS, IDENTIFIER, mandates, places
from sepadd.records import read_mandates
from sepadd.records.tables import MANDATE_COLUMNS
from sepadd.records.tables.headings import OPEN_ITEM_COLUMNS, Columns, plain
from sepadd.testing import MANDATE


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


def test_an_unknown_column_does_not_keep_the_wrong_cells_from_being_told() -> None:
    found = places(lambda: mandates(HEADINGS + ",foo", "M-1,1,,NL91ABNA0417164300,"))
    assert found == [("CSV-01", 1, "foo"), ("CSV-03", 2, "name")]


@pytest.mark.parametrize("columns", [MANDATE_COLUMNS, OPEN_ITEM_COLUMNS])
def test_a_heading_never_means_two_columns(columns: Columns) -> None:
    assert {columns.by_heading[plain(name)] for name in columns.names} == set(columns.names)
