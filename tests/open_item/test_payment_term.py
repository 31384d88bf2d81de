"""How long a debtor has to pay, and who changed it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from sepadd.books import Books, propose
from sepadd.findings import IllegalStep, InvalidValue
from sepadd.open_item import PaymentTerm, change_term
from sepadd.open_item.payment_term import TermChanged
from sepadd.proposal import Draft
from sepadd.testing import AT, CREDITOR, DUE_ON, INVOICE, MANDATE, TERMS
from sepadd.values import RunId

THIRTY = PaymentTerm(days=30)
FOURTEEN = PaymentTerm(days=14)
COMPLETED = PaymentTerm(days=30, end_of_month=True)


@pytest.mark.parametrize(
    ("days", "due_on"),
    [(0, date(2026, 12, 24)), (1, date(2026, 12, 25)), (14, date(2027, 1, 7))],
)
def test_feature_2_40_the_term_gives_the_due_date_in_calendar_days(days: int, due_on: date) -> None:
    assert PaymentTerm(days=days).due_on(date(2026, 12, 24)) == due_on


@pytest.mark.parametrize(
    ("issued_on", "due_on"),
    [
        (date(2026, 12, 1), date(2026, 12, 31)),
        (date(2026, 12, 2), date(2027, 1, 31)),
        (date(2028, 1, 30), date(2028, 2, 29)),
    ],
)
def test_feature_2_40_with_the_end_of_month_the_month_of_the_last_day_is_completed(
    issued_on: date, due_on: date
) -> None:
    assert COMPLETED.due_on(issued_on) == due_on


def test_feature_0_12_an_invoice_may_be_collected_from_its_due_date_on() -> None:
    days = (date(2026, 11, 30), date(2026, 12, 1), date(2026, 12, 2))
    assert [THIRTY.passed(date(2026, 11, 1), on) for on in days] == [False, True, True]


def test_feature_0_12_the_term_and_the_proposal_agree_on_the_boundary() -> None:
    for issued_on in (date(2026, 11, 1), date(2026, 11, 2)):
        item = replace(INVOICE, issued_on=issued_on, due_on=THIRTY.due_on(issued_on))
        proposal = propose(
            Books(creditor=CREDITOR, open_items=(item,), mandates=(MANDATE,), runs=()),
            TERMS,
            Draft(id=RunId("1"), due_on=DUE_ON),
        )
        assert proposal.lines[0].ok is THIRTY.passed(issued_on, on=DUE_ON)


@pytest.mark.parametrize("days", [-1, True, 1.5, "30", None])
def test_feature_0_10_a_term_is_a_whole_number_of_days(days: Any) -> None:
    with pytest.raises(InvalidValue, match=r"days.*: needs a whole number"):
        PaymentTerm(days=days)


@pytest.mark.parametrize("days", [1, 10**12])
def test_a_due_date_beyond_the_calendar_is_refused(days: int) -> None:
    with pytest.raises(InvalidValue, match="before the year 10000"):
        PaymentTerm(days=days).due_on(date(9999, 12, 31))


def test_a_term_prints_as_one_says_it() -> None:
    assert [str(PaymentTerm(days=days)) for days in (0, 1, 30)] == ["0 days", "1 day", "30 days"]
    assert str(COMPLETED) == "30 days, end of month"


def test_feature_0_11_a_change_of_the_term_names_who_did_it() -> None:
    assert change_term("10042", THIRTY, FOURTEEN, by="anna", at=AT) == TermChanged(
        debtor_id="10042", before=THIRTY, after=FOURTEEN, by="anna", at=AT
    )


@pytest.mark.parametrize("by", ["", "  "])
def test_feature_0_11_nobody_cannot_change_a_term(by: str) -> None:
    with pytest.raises(InvalidValue, match=r"term of debtor 10042, by .*: needs the name of who"):
        change_term("10042", THIRTY, FOURTEEN, by=by, at=AT)


def test_feature_0_11_a_change_needs_an_instant_that_all_read_alike() -> None:
    with pytest.raises(InvalidValue, match="the time zone is missing"):
        change_term("10042", THIRTY, FOURTEEN, by="anna", at=AT.replace(tzinfo=None))


def test_a_change_needs_a_debtor() -> None:
    with pytest.raises(InvalidValue, match="debtor number ' ': needs text"):
        change_term(" ", THIRTY, FOURTEEN, by="anna", at=AT)


@pytest.mark.parametrize(("term", "said"), [(THIRTY, "30 days"), (None, "none")])
def test_a_term_that_holds_already_is_no_change(term: PaymentTerm | None, said: str) -> None:
    with pytest.raises(IllegalStep, match=f"debtor 10042: the payment term is {said} already"):
        change_term("10042", term, term, by="anna", at=AT)


def test_a_first_term_and_the_end_of_one_are_changes() -> None:
    later = datetime(2026, 12, 1, tzinfo=UTC)
    first = change_term("10042", None, THIRTY, by="anna", at=AT)
    last = change_term("10042", first.after, None, by="bert", at=later)
    assert (first.before, last.before, last.after) == (None, THIRTY, None)
