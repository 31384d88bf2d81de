"""A table is read line by line, and everything wrong in it is told at once, by its line."""

from __future__ import annotations

from dataclasses import replace

import pytest

from helpers.read_tables import ADA, HEADINGS, IDENTIFIER, mandates, places, refused
from sepadd.records import read_mandates, write_mandates
from sepadd.testing import MANDATE


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


def test_a_cell_that_a_spreadsheet_may_take_for_a_formula_is_data_and_stays() -> None:
    debtor = replace(MANDATE.debtor, name="=1+1 @ BV", id="-7")
    (again,) = read_mandates(
        write_mandates([replace(MANDATE, debtor=debtor)]), creditor_identifier=IDENTIFIER
    )
    assert again.debtor == debtor
