"""What the bank's answers have changed, and what is to be done, for people and for machines."""

from __future__ import annotations

from typing import Any

import pytest

from helpers.books import decided
from helpers.told import collection, credited, rejected, returned, sent
from sepadd.books import Books, ReceivableCloses
from sepadd.cli.recorded import (
    about_changes,
    about_journal,
    about_run,
    balances_record,
    booked,
    effects_record,
    failed,
    findings_table,
    journal_of,
    run_record,
)
from sepadd.collection import Reported
from sepadd.findings import Finding, Findings, Severity
from sepadd.recording import Recorded, record
from sepadd.testing import TERMS, a_proposal

RUN = sent(collection(1), collection(2, "50.00"), collection(3, "20.00"))


BOOKS = Books(creditor=RUN.creditor, open_items=(), mandates=(), runs=(RUN,))


def recorded(*facts: Reported) -> Recorded:
    return record(BOOKS, facts, closes=ReceivableCloses.AT_FILE)


def effects_of(*facts: Reported) -> list[Any]:
    """Give what machines are told of every change, in the order of the run."""
    return list(effects_record(recorded(*facts)))


def to_do(number: int, code: str) -> str:
    """Give what is to be done after a reject of that reason."""
    (down,) = failed(recorded(rejected(number, code)))
    return down.to_do


def test_what_went_well_is_no_failure() -> None:
    assert failed(recorded(credited("100.00"))) == ()


@pytest.mark.parametrize(
    ("code", "what"),
    [
        ("AM04", "it can be collected again from 2026-12"),
        ("AC04", "the mandate is on hold until there is another account"),
        ("MD07", "it is not collected again; the mandate has ended"),
    ],
)
def test_of_each_failure_it_is_said_what_to_do(code: str, what: str) -> None:
    assert what in to_do(1, code)


def test_machines_are_told_every_change_and_the_days_as_text() -> None:
    net = credited("50.00", batch_id="2026-12.B1")
    told, down, _ = effects_of(rejected(2, "AC04"), net)
    assert (told["collection"], told["before"], told["after"]) == (
        "2026-12-1",
        "pending",
        "settled",
    )
    assert told["reason"] is told["follow_up"] is told["failed_on"] is None
    assert down["amount"] == "50.00"
    assert down["reason"]["code"] == "AC04"
    assert down["follow_up"]["retry_from"] is None


def test_where_nothing_new_was_told_that_is_said() -> None:
    once = recorded(rejected(1)).books
    known = record(once, [rejected(1)], closes=ReceivableCloses.AT_FILE)
    assert list(about_changes(known)) == ["Nothing of a collection was told that was not known."]


def test_what_fits_nothing_is_named_for_people() -> None:
    shown = list(about_changes(recorded(rejected(9))))
    assert "To be looked at:" in shown
    assert any("2026-12-9" in str(line) for line in shown)


def test_where_a_run_stands_adds_up_for_people_and_machines() -> None:
    (run,) = recorded(rejected(1), credited("70.00", batch_id="2026-12.B1")).books.runs
    told: Any = run_record(run)
    assert told["total"] == "100.00"
    assert told["by_status"] == {
        "settled": {"collections": 2, "total": "70.00"},
        "rejected": {"collections": 1, "total": "30.00"},
    }
    assert about_run(run) == "Run 2026-12 is settled: 2 settled, 70.00 EUR; 1 rejected, 30.00 EUR."


def test_the_journal_is_told_role_by_role_and_those_that_are_even_are_left_out() -> None:
    (run,) = recorded(credited("100.00"), returned(1, "33.00")).books.runs
    journal = journal_of((run,), ReceivableCloses.AT_FILE)
    assert [entry.on for entry in journal] == sorted(entry.on for entry in journal)
    assert balances_record(journal) == {
        "receivable": "-70.00",
        "in transit": "0.00",
        "bank": "67.00",
        "return charges": "3.00",
    }
    assert sum(each.cents for each in booked(journal).values()) == 0
    assert "debits less credits: receivable -70.00" in about_journal(journal)


def test_of_a_run_that_was_not_sent_nothing_is_booked() -> None:
    run = decided(a_proposal(), TERMS, at=RUN.history[0].at)
    assert about_journal(journal_of((run,), ReceivableCloses.AT_FILE)) == "Journal: no entries yet."


def test_a_table_of_findings_holds_whatever_a_name_holds() -> None:
    hostile = Finding(
        rule="X-01", subject='a "b", c', detail="=1+1\nx", source="", severity=Severity.WARNING
    )
    assert findings_table(Findings([hostile])) == (
        'rule,severity,subject,detail,source\r\nX-01,warning,"a ""b"", c","=1+1\nx",\r\n'
    )
