"""When money moved, on which account, and whether it is booked."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from helpers.camt_files import (
    COLLECTED,
    ROOTS,
    VERSIONS,
    code,
    entry,
    statement,
    status,
    transaction,
)
from helpers.statements_told import BOOKED_ON, credit, euro, only, told
from sepadd.collection import BankFact, Settlement
from sepadd.messages.answers import camt


def test_two_statements_in_one_message_speak_of_two_accounts() -> None:
    xml = statement(credit()).decode()
    other = "<Stmt><Id>8</Id><Acct><Id><Othr><Id>12</Id></Othr></Id></Acct>"
    both = xml.replace("</Stmt>", f"</Stmt>{other}{credit()}</Stmt>")
    accounts = [
        (reported.account, reported.place[:15]) for reported in camt.iter_answers(both.encode())
    ]
    assert accounts == [("NL91ABNA0417164300", "Stmt[1]/Ntry[1]"), ("", "Stmt[2]/Ntry[1]")]


# when


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("spelling", VERSIONS)
def test_trap_29_booked_is_spelled_in_two_ways(version: str, spelling: str) -> None:
    single = entry(transaction(), code=code(*COLLECTED), status=status("BOOK", spelling))
    reported = only(single, version=version)
    assert (reported.fact, reported.booked_on) == (Settlement, BOOKED_ON)


@pytest.mark.parametrize("kind", ROOTS)
@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("value", ["PDNG", "INFO", "FUTR"])
def test_trap_29_what_is_not_booked_is_told_and_is_no_fact(
    value: str, version: str, kind: str
) -> None:
    single = entry(transaction(), code=code(*COLLECTED), status=status(value, version))
    reported = only(single, kind=kind, version=version)
    assert (reported.fact, reported.status, reported.booked_on) == (None, value, None)
    assert (reported.end_to_end_id, reported.moved) == ("E-1", euro("50.00"))


def test_an_entry_that_does_not_say_whether_it_is_booked_is_not() -> None:
    reported = only(entry(transaction(), code=code(*COLLECTED), status=""))
    assert (reported.fact, reported.status) == (None, "status not told")


@pytest.mark.parametrize(
    ("at", "on"),
    [
        ("2026-12-01T23:30:00-05:00", date(2026, 12, 2)),
        ("2026-11-30T23:00:00.000Z", BOOKED_ON),
        ("2026-11-30T22:59:59Z", date(2026, 11, 30)),
        ("2026-06-30T22:00:00Z", date(2026, 7, 1)),
        ("2026-12-01T23:30:00", BOOKED_ON),
        ("2026-12-01T00:30:00+01:00", BOOKED_ON),
    ],
)
def test_a_booking_time_with_an_offset_is_its_day_in_brussels(at: str, on: date) -> None:
    booked = f"<BookgDt><DtTm>{at}</DtTm></BookgDt>"
    single = entry(transaction(), code=code(*COLLECTED), booked=booked)
    assert only(single).booked_on == on


@pytest.mark.parametrize(
    ("written", "on", "fact"),
    [
        ("<BookgDt><Dt>2026-12-01 09:30</Dt></BookgDt>", BOOKED_ON, Settlement),
        (
            "<BookgDt><Dt>1.12.</Dt></BookgDt><ValDt><Dt>2026-12-01</Dt></ValDt>",
            BOOKED_ON,
            Settlement,
        ),
        ("<BookgDt><Dt>1.12.</Dt></BookgDt>", None, None),
    ],
)
def test_a_day_that_cannot_be_read_is_told_and_hides_nothing_else(
    written: str, on: date | None, fact: type[BankFact] | None
) -> None:
    broken = entry(transaction(), code=code(*COLLECTED), booked=written)
    first, second = told(broken, credit())
    assert (first.booked_on, first.fact, first.end_to_end_id) == (on, fact, "E-1")
    assert "a day is written as" in first.fault
    assert (second.fact, second.fault) == (Settlement, "")


def test_without_a_booking_day_the_day_of_value_is_taken() -> None:
    value = "<ValDt><Dt>2026-11-30</Dt></ValDt>"
    single = entry(transaction(), code=code(*COLLECTED), booked=value)
    reported = only(single)
    assert (reported.on, reported.booked_on) == (date(2026, 11, 30), date(2026, 11, 30))


def test_without_any_day_it_is_the_day_of_the_message_and_no_booking_day() -> None:
    reported = only(entry(transaction(), code=code(*COLLECTED), booked=""))
    assert (reported.on, reported.booked_on) == (date(2026, 12, 2), None)


def test_a_time_in_utc_keeps_its_offset() -> None:
    xml = statement(credit()).replace(b"06:00:00+01:00", b"06:00:00Z")
    (reported,) = camt.iter_answers(xml)
    assert reported.said.at == datetime(2026, 12, 2, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ("<AcctSvcrRef>BANK-1</AcctSvcrRef><NtryRef>N-1</NtryRef>", "BANK-1"),
        ("<NtryRef>N-1</NtryRef>", "N-1"),
        ("<AcctSvcrRef>NONREF</AcctSvcrRef><NtryRef>N-1</NtryRef>", "N-1"),
        ("", ""),
    ],
)
def test_the_bank_names_its_entry(reference: str, expected: str) -> None:
    single = entry(transaction(), code=code(*COLLECTED), reference=reference)
    assert only(single).entry == expected
