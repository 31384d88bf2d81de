"""Mandates come from a table as a bookkeeper has it, and go back into one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from helpers.read_tables import ADA, HEADINGS, IDENTIFIER, mandates, places, refused
from sepadd.mandate import Mandate, MandateStatus, Presentation, Scheme, SequenceType
from sepadd.records import read_mandates, write_mandates
from sepadd.records.tables import MANDATE_COLUMNS
from sepadd.testing import MANDATE
from sepadd.values import Bic, DebtorKind, Iban, MandateReference, PostalAddress


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


@pytest.mark.parametrize(("column", "there"), [("town", "country"), ("country", "town")])
def test_an_address_needs_a_town_and_a_country(column: str, there: str) -> None:
    cells = {"town": "Bern", "country": "CH"}
    found = places(lambda: mandates(f"{HEADINGS},{there},{column}", f"{ADA},{cells[there]},"))
    assert found == [("CSV-03", 2, column)]


def test_a_country_is_told_by_its_code() -> None:
    found = places(lambda: mandates(f"{HEADINGS},town,country", f"{ADA},Bern,Schweiz"))
    assert found == [("CSV-03", 2, "country")]


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
