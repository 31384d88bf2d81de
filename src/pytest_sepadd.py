"""Fixtures for pytest: a fake bank, a day that stays, and a run in every stage.

pytest loads this by itself where the extra ``testing`` is installed. It stands beside the package
and imports nothing of it, so that a test suite that uses no fixture of it pays nothing for it.
``-p no:pytest_sepadd`` leaves it out altogether.

Each fixture is made of those that it names: overwrite ``sepadd_today``, ``sepadd_creditor`` or
``sepadd_mandate`` in your own ``conftest.py``, and the others follow.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:  # what a fixture needs is imported where it is used
    from datetime import date, datetime

    from sepadd import Books, CollectionRun, Creditor, Invoice, Mandate, Proposal, Terms
    from sepadd.testing.fake_bank import FakeBank

# ruff: noqa: PLC0415 - nothing of sepadd is loaded before a fixture is used

# -- the day, and the bank ----------------------------------------------------------------------


@pytest.fixture
def sepadd_today() -> date:
    """The day that it is: a Monday and a TARGET day, always the same."""
    from sepadd.testing import TODAY

    return TODAY


@pytest.fixture
def sepadd_now(sepadd_today: date) -> datetime:
    """Nine o'clock on that day, with its time zone."""
    from datetime import UTC, datetime, time

    return datetime.combine(sepadd_today, time(9, 0), tzinfo=UTC)


@pytest.fixture
def sepadd_due_on(sepadd_today: date) -> date:
    """The due date of what is collected: six TARGET days later."""
    from sepadd import TARGET

    return TARGET.after(sepadd_today, 6)


@pytest.fixture
def sepadd_bank(sepadd_today: date) -> FakeBank:
    """A fake bank, open on that day, that was told nothing yet."""
    from sepadd.testing import FakeBank

    return FakeBank(today=sepadd_today)


@pytest.fixture
def sepadd_terms(sepadd_today: date) -> Terms:
    """The scheme's own terms for a file that is handed over on that day."""
    from sepadd import EPC

    return EPC.terms(on=sepadd_today)


# -- who collects, and what ---------------------------------------------------------------------


@pytest.fixture
def sepadd_creditor() -> Creditor:
    """A creditor that is ready to collect."""
    from sepadd.testing import CREDITOR

    return CREDITOR


@pytest.fixture
def sepadd_mandate() -> Mandate:
    """A signed recurrent CORE mandate of that creditor's, never used."""
    from sepadd.testing import MANDATE

    return MANDATE


@pytest.fixture
def sepadd_b2b_mandate() -> Mandate:
    """A signed recurrent B2B mandate of a company, confirmed to its bank."""
    from sepadd.testing import B2B_MANDATE

    return B2B_MANDATE


@pytest.fixture
def sepadd_invoice(sepadd_mandate: Mandate, sepadd_due_on: date) -> Invoice:
    """What the debtor of ``sepadd_mandate`` owes: 40.00, due by then."""
    from dataclasses import replace

    from sepadd.testing import INVOICE

    return replace(INVOICE, debtor_id=sepadd_mandate.debtor.id, due_on=sepadd_due_on)


@pytest.fixture
def sepadd_books(
    sepadd_invoice: Invoice, sepadd_mandate: Mandate, sepadd_creditor: Creditor
) -> Books:
    """The creditor's books: the invoice and the mandate, and no run yet."""
    from sepadd import Books

    return Books(
        creditor=sepadd_creditor, open_items=[sepadd_invoice], mandates=[sepadd_mandate], runs=[]
    )


@pytest.fixture
def sepadd_proposal(sepadd_books: Books, sepadd_terms: Terms, sepadd_due_on: date) -> Proposal:
    """The invoice, proposed."""
    from sepadd import Draft, RunId, propose

    return propose(sepadd_books, sepadd_terms, Draft(id=RunId("2026-12"), due_on=sepadd_due_on))


# -- a run in every stage -----------------------------------------------------------------------


@pytest.fixture
def sepadd_prepared_run(
    sepadd_proposal: Proposal, sepadd_books: Books, sepadd_terms: Terms, sepadd_now: datetime
) -> CollectionRun:
    """The proposal, decided on: its file can be written."""
    from sepadd import prepare

    return prepare(sepadd_proposal, sepadd_books, sepadd_terms, at=sepadd_now)


@pytest.fixture
def sepadd_withdrawn_run(sepadd_prepared_run: CollectionRun, sepadd_now: datetime) -> CollectionRun:
    """The same run, not handed over after all."""
    from sepadd import withdraw

    return withdraw(sepadd_prepared_run, at=sepadd_now)


@pytest.fixture
def sepadd_submitted_run(sepadd_prepared_run: CollectionRun, sepadd_now: datetime) -> CollectionRun:
    """The same run, handed over. ``sepadd_bank`` does not have it: give it the file yourself."""
    from sepadd import submit

    return submit(sepadd_prepared_run, at=sepadd_now)


def _answered(run: CollectionRun, status: str) -> CollectionRun:
    """The run, as a fake bank of its own has answered it."""
    from sepadd import CollectionStatus
    from sepadd.testing import answered

    return answered(run, CollectionStatus(status))


@pytest.fixture
def sepadd_accepted_run(sepadd_submitted_run: CollectionRun) -> CollectionRun:
    """The same run, taken on by the bank; no money has moved."""
    return _answered(sepadd_submitted_run, "accepted")


@pytest.fixture
def sepadd_rejected_run(sepadd_submitted_run: CollectionRun) -> CollectionRun:
    """The same run, turned down in the bank's answer to its file (``AC04``)."""
    return _answered(sepadd_submitted_run, "rejected")


@pytest.fixture
def sepadd_cancelled_run(sepadd_submitted_run: CollectionRun) -> CollectionRun:
    """The same run, recalled before settlement (``CUST``)."""
    return _answered(sepadd_submitted_run, "cancelled")


@pytest.fixture
def sepadd_settled_run(sepadd_submitted_run: CollectionRun) -> CollectionRun:
    """The same run, credited on its due date."""
    return _answered(sepadd_submitted_run, "settled")


@pytest.fixture
def sepadd_returned_run(sepadd_submitted_run: CollectionRun) -> CollectionRun:
    """The same run, sent back by the debtor's bank two TARGET days later (``AM04``)."""
    return _answered(sepadd_submitted_run, "returned")


@pytest.fixture
def sepadd_refunded_run(sepadd_submitted_run: CollectionRun) -> CollectionRun:
    """The same run, claimed back by the debtor (``MD06``)."""
    return _answered(sepadd_submitted_run, "refunded")


@pytest.fixture
def sepadd_reversed_run(sepadd_submitted_run: CollectionRun) -> CollectionRun:
    """The same run, paid back by the creditor (``AM05``)."""
    return _answered(sepadd_submitted_run, "reversed")
