"""A run of one or two collections, what the bank tells of them, and what is entered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from helpers.ledger import LEDGER
from sepadd.collection import BankFact, Collection, Return, RTransaction, Settlement, reason
from sepadd.findings import RulesViolated
from sepadd.journal import Entry, Ledger, ReceivableCloses, balances, entries, post
from sepadd.open_item import Invoice
from sepadd.run import CollectionRun, RunStep, Step
from sepadd.testing import AT, COLLECTION, INVOICE, a_run
from sepadd.values import ZERO, EndToEndId, Euro

AT_FILE = ReceivableCloses.AT_FILE
AT_SETTLEMENT = ReceivableCloses.AT_SETTLEMENT
ONE = EndToEndId("2026-12-1")
TWO = EndToEndId("2026-12-2")
SENT_ON = AT.date()
BOOKED_ON = date(2026, 12, 1)
BACK_ON = date(2026, 12, 4)
LATER_ON = date(2026, 12, 10)
YEAR_END = date(2026, 12, 31)
SUBMITTED = RunStep(step=Step.SUBMITTED, at=AT)


def euros(amount: int) -> Euro:
    return Euro(cents=amount * 100)


def invoice(number: str, amount: int) -> Invoice:
    return replace(INVOICE, number=number, amount=euros(amount))


def collecting(name: EndToEndId, *items: Invoice) -> Collection:
    amount = Euro.total(item.amount for item in items)
    return replace(COLLECTION, end_to_end_id=name, items=items, amount=amount)


HUNDRED = collecting(ONE, invoice("R-1", 100))
NINE_HUNDRED = collecting(TWO, invoice("R-2", 900))
BOTH = (HUNDRED, NINE_HUNDRED)


def a_run_of(*collections: Collection) -> CollectionRun:
    """A run of these that was submitted."""
    run = a_run()
    return replace(run, collections=collections, history=(*run.history, SUBMITTED))


def told(kind: type[BankFact], booked_on: date | None = BOOKED_ON, **more: Any) -> BankFact:
    code = more.pop("code", "MS03")
    if issubclass(kind, RTransaction):
        more["reason"] = reason(code)
    fact: BankFact = kind(end_to_end_id=ONE, on=booked_on or BOOKED_ON, booked_on=booked_on, **more)
    return fact


SETTLED = told(Settlement)
RETURNED = told(Return, BACK_ON)


def after(*facts: BankFact, policy: ReceivableCloses = AT_FILE) -> tuple[Entry, ...]:
    """What is entered for the one collection of 100.00, once the bank has told these facts."""
    return entries(a_run_of(HUNDRED.knowing(facts)), policy)


def ids(made: Iterable[Entry]) -> list[str]:
    return [entry.id for entry in made]


def lines(entry: Entry) -> list[tuple[str, str, str, str]]:
    return [
        (line.role.value, str(line.debit), str(line.credit), line.item.number if line.item else "")
        for line in entry.lines
    ]


def sums(made: Iterable[Entry]) -> dict[str, str]:
    """The roles that are not even."""
    return {str(role): str(euro) for role, euro in balances(made).items() if euro != ZERO}


def refused(run: CollectionRun, ledger: Ledger = LEDGER, **asked: Any) -> list[str]:
    with pytest.raises(RulesViolated) as raised:
        post(run, replace(ledger, **asked), posted=())
    return [f"{finding.rule} {finding.subject}" for finding in raised.value.findings]
