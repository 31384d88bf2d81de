"""From an invoice to its money, and back: against the fake bank."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from clubbooks import Store, hand_over, hear, propose
from sepadd import EPC, CollectionRun, Creditor, Invoice, Mandate, RunStanding, Terms, render
from sepadd.journal import ReceivableCloses, entries
from sepadd.testing import FakeBank, assert_accepted_by, assert_balanced, assert_same_file


@pytest.fixture
def books(store: Store, sepadd_mandate: Mandate, sepadd_invoice: Invoice) -> Store:
    """Books in which one member owes 40.00."""
    store.keep_mandates([sepadd_mandate])
    store.keep_open_items([sepadd_invoice])
    return store


@pytest.fixture
def file(
    books: Store,
    sepadd_creditor: Creditor,
    sepadd_terms: Terms,
    sepadd_due_on: date,
    sepadd_now: datetime,
) -> bytes:
    """The file that was handed over for it."""
    proposal = propose(books, sepadd_creditor, sepadd_terms, id="2026-12", due_on=sepadd_due_on)
    (written,) = hand_over(books, proposal, sepadd_terms, at=sepadd_now)
    return written


def test_the_bank_takes_the_file(file: bytes, sepadd_bank: FakeBank, sepadd_today: date) -> None:
    assert_accepted_by(EPC, file, on=sepadd_today)
    assert_accepted_by(sepadd_bank, file)


def test_the_file_is_that_of_sepadd_itself(
    file: bytes, sepadd_submitted_run: CollectionRun
) -> None:
    assert_same_file(file, render(sepadd_submitted_run))


def test_what_was_collected_is_open_no_more(
    books: Store,
    file: bytes,
    sepadd_bank: FakeBank,
    sepadd_creditor: Creditor,
    sepadd_due_on: date,
) -> None:
    hear(books, sepadd_creditor, [sepadd_bank.take(file)])
    hear(books, sepadd_creditor, sepadd_bank.move_to(sepadd_due_on))
    (run,) = books.runs()
    assert run.standing is RunStanding.SETTLED
    assert books.open_items() == ()
    assert str(sepadd_bank.balance) == "40.00"


def test_what_came_back_is_open_again_and_the_books_are_balanced(
    books: Store,
    file: bytes,
    sepadd_bank: FakeBank,
    sepadd_creditor: Creditor,
    sepadd_due_on: date,
) -> None:
    sepadd_bank.will_return("2026-12-1", "AM04", after_days=2)
    hear(books, sepadd_creditor, [sepadd_bank.take(file)])
    hear(books, sepadd_creditor, sepadd_bank.move_to(sepadd_due_on))
    hear(books, sepadd_creditor, sepadd_bank.move_on(2))
    assert [item.number for item in books.open_items()] == ["2026-1001"]
    (run,) = books.runs()
    assert_balanced(entries(run, ReceivableCloses.AT_FILE))


@pytest.mark.usefixtures("file")
def test_nobody_is_debited_twice(
    books: Store, sepadd_creditor: Creditor, sepadd_terms: Terms, sepadd_due_on: date
) -> None:
    again = propose(books, sepadd_creditor, sepadd_terms, id="2026-13", due_on=sepadd_due_on)
    assert again.collections == ()
    assert [finding.rule for finding in again.lines[0].reasons] == ["PRO-07"]


def test_a_refund_is_heard_of_a_run_that_another_program_had_settled(
    store: Store, sepadd_refunded_run: CollectionRun
) -> None:
    store.keep_runs([sepadd_refunded_run])
    (run,) = store.runs()
    assert str(run.collections[0].status) == "refunded"
