"""Flat rows of plain values, for data frames: exact amounts, the same columns in every row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from sepadd.collection import Acceptance, Return, reason
from sepadd.findings import Finding, Findings, InvalidValue
from sepadd.journal import ReceivableCloses, entries
from sepadd.messages import pain008
from sepadd.messages.answers import iter_answers
from sepadd.records import rows
from sepadd.records.tables import MANDATE_COLUMNS, Rowed
from sepadd.records.tables.headings import OPEN_ITEM_COLUMNS
from sepadd.records.tables.journal_table import JOURNAL_COLUMNS
from sepadd.records.tables.plain_rows import (
    COLLECTION_COLUMNS,
    DEBTOR_COLUMNS,
    FACT_COLUMNS,
    MONTH_COLUMNS,
    RECEIPT_COLUMNS,
    REPORTED_COLUMNS,
)
from sepadd.records.tables.proposal_table import PROPOSAL_COLUMNS
from sepadd.reports import expected_receipts, failure_rates
from sepadd.run import CollectionRun, join, submit
from sepadd.testing import (
    AT,
    B2B_MANDATE,
    COLLECTION,
    CREDIT_NOTE,
    DEBTOR,
    DUE_ON,
    INVOICE,
    MANDATE,
    TERMS,
    TODAY,
    FakeBank,
    a_proposal,
    a_run,
)
from sepadd.values import Euro, RunId

NAME = COLLECTION.end_to_end_id
RETURN = Return(
    end_to_end_id=NAME, on=date(2026, 12, 3), reason=reason("AM04"), charges=Euro(cents=2_50)
)


def returned_run() -> CollectionRun:
    run = submit(a_run(), at=AT)
    return replace(run, collections=(run.collections[0].after(RETURN),))


def reported() -> list[Rowed]:
    run = submit(a_run(), at=AT)
    bank = FakeBank(today=TODAY)
    messages = (bank.take(pain008.render(run)), *bank.move_to(DUE_ON))
    return [each for message in messages for each in iter_answers(message)]


THINGS: dict[str, tuple[Rowed | Iterable[Rowed], tuple[str, ...]]] = {
    "a proposal": (a_proposal(), PROPOSAL_COLUMNS),
    "a run": (returned_run(), COLLECTION_COLUMNS),
    "runs": ([a_run(), returned_run()], COLLECTION_COLUMNS),
    "a set": (join([a_run()], TERMS, id=RunId("SET"), at=AT), COLLECTION_COLUMNS),
    "a collection": (COLLECTION, COLLECTION_COLUMNS),
    "mandates": ([MANDATE, B2B_MANDATE], MANDATE_COLUMNS.names),
    "items": ([INVOICE, CREDIT_NOTE], OPEN_ITEM_COLUMNS.names),
    "a debtor": (DEBTOR, DEBTOR_COLUMNS),
    "entries": (entries(submit(a_run(), at=AT), ReceivableCloses.AT_FILE), JOURNAL_COLUMNS),
    "facts": ([Acceptance(end_to_end_id=NAME, on=TODAY), RETURN], FACT_COLUMNS),
    "reported": (reported(), REPORTED_COLUMNS),
    "receipts": (expected_receipts([submit(a_run(), at=AT)]), RECEIPT_COLUMNS),
    "months": (failure_rates([returned_run()]), MONTH_COLUMNS),
}


@pytest.mark.parametrize("name", THINGS)
def test_every_row_has_all_the_columns_in_their_order(name: str) -> None:
    things, columns = THINGS[name]
    found = rows(things)
    assert found
    assert all(tuple(row) == columns for row in found)


@pytest.mark.parametrize("name", THINGS)
def test_what_stands_in_a_row_is_plain(name: str) -> None:
    cells = {type(cell) for row in rows(THINGS[name][0]) for cell in row.values()}
    assert cells <= {str, int, Decimal, date, type(None)}


def test_no_amount_is_a_float() -> None:
    (row,) = rows(a_run())
    assert row["amount"] == Decimal("30.00")
    assert str(row["amount"]) == "30.00"


def test_an_amount_of_any_size_is_exact() -> None:
    (row,) = rows(replace(INVOICE, amount=Euro(cents=10**40 + 1)))
    assert str(row["amount"]) == f"{10**38}.01"


def test_a_proposal_has_a_row_for_each_item() -> None:
    found = rows(a_proposal())
    assert [row["number"] for row in found] == ["2026-1001", "C-2026-12"]
    assert [row["to_collect"] for row in found] == [Decimal("40.00"), Decimal("-10.00")]


def test_what_failed_has_its_reason() -> None:
    (row,) = rows(returned_run())
    assert (row["status"], row["reason"], row["failed_on"]) == ("returned", "AM04", RETURN.on)


def test_what_did_not_fail_has_none() -> None:
    (row,) = rows(a_run())
    assert (row["reason"], row["meaning"], row["failed_on"]) == (None, None, None)


def test_a_fact_is_named_by_its_kind() -> None:
    (row,) = rows(RETURN)
    assert (row["fact"], row["reason"], row["charges"]) == ("return", "AM04", Decimal("2.50"))


def test_of_an_entry_both_sides_are_numbers() -> None:
    found = rows(entries(submit(a_run(), at=AT), ReceivableCloses.AT_FILE))
    debits = [row["debit"] for row in found]
    credits_ = [row["credit"] for row in found]
    assert sum(debits) == sum(credits_) == Decimal("40.00")  # type: ignore[arg-type]


def test_a_month_without_failures_has_a_row_too() -> None:
    (row,) = rows(failure_rates([submit(a_run(), at=AT)]))
    assert (row["presented"], row["reason"], row["failed"]) == (1, None, 0)


def test_findings_have_their_hints_and_lines() -> None:
    (row,) = rows(Findings([Finding(rule="X", subject="s", detail="d", source="", line=7)]))
    assert (row["severity"], row["line"], row["path"]) == ("error", 7, None)


def test_nothing_has_no_rows() -> None:
    assert rows([]) == []


def test_things_of_two_kinds_are_refused() -> None:
    with pytest.raises(InvalidValue, match="rows of Debtor beside those of Mandate"):
        rows([MANDATE, DEBTOR])


@pytest.mark.parametrize("thing", [7, "text", [7], None])
def test_what_is_not_known_is_refused(thing: object) -> None:
    with pytest.raises(InvalidValue, match="has no rows: give a proposal"):
        rows(thing)  # type: ignore[arg-type]


def test_pandas_takes_them() -> None:
    pandas = pytest.importorskip("pandas", reason="the extra notebook is not installed")
    frame = pandas.DataFrame(rows([a_run(), returned_run()]))
    assert frame["amount"].sum() == Decimal("60.00")
    assert list(frame.columns) == list(COLLECTION_COLUMNS)
