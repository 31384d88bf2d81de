"""Each dialect says where it was seen, and the bank is true to it."""

from __future__ import annotations

from dataclasses import fields

import pytest

from helpers.fake_bank_asked import (
    DUE,
    FILE,
    LATER,
    message,
    only,
    opened,
    settled,
    texts,
    with_file,
)
from sepadd.testing.fake_bank import DIALECTS, DUTCH, GERMAN, PLAIN, Dialect
from sepadd.testing.fake_bank.dialects import GROSS_ONLY, IRISH
from sepadd.values import Euro


@pytest.mark.parametrize(("dialect", "reported"), [(DUTCH, True), (GROSS_ONLY, False)])
def test_a_gross_bank_credits_what_was_rejected_and_debits_it_one_by_one(
    dialect: Dialect, *, reported: bool
) -> None:
    bank = with_file(dialect)
    bank.will_reject("R-1", "AC04")
    bank.will_reject("R-3", "AC01")
    messages = bank.move_to(DUE)
    statement = only(messages, "camt.053")
    assert texts(statement, "Ntry/Amt") == ["77.75", "50.00", "7.25"]
    assert texts(statement, "Btch/NbOfTxs") == ["3"]
    assert texts(statement, "RtrInf/Rsn/Cd") == ["AC04", "AC01"]
    assert any(message(each).startswith("pain.002") for each in messages) is reported
    assert bank.balance == Euro(cents=20_50)


def test_a_german_bank_does_not_tell_that_money_was_lacking() -> None:
    bank = settled(GERMAN)
    bank.will_return("R-1", "AM04")
    statement = only(bank.move_to(LATER), "camt.053")
    assert texts(statement, "RtrInf/Rsn/Cd") == ["MS03"]
    assert texts(statement, "Prtry/Cd") == ["NRTI+109+00931"]


def test_an_irish_bank_writes_whole_euros_without_decimals() -> None:
    bank = opened(IRISH)
    bank.will_reject("R-1", "AC04")
    answer = bank.take(FILE.written())
    assert texts(answer, "OrgnlTxRef/Amt/InstdAmt") == ["50"]
    assert texts(answer, "OrgnlMsgNmId") == ["PAIN.008.001.08"]


def test_a_bank_may_send_no_camt_054() -> None:
    assert [message(each) for each in with_file(IRISH).move_to(DUE)] == ["camt.053.001.02"]
    both = [message(each) for each in with_file(PLAIN).move_to(DUE)]
    assert both == ["camt.054.001.08", "camt.053.001.08"]


def test_every_dialect_says_where_it_was_seen() -> None:
    assert all(dialect.source for dialect in DIALECTS)
    assert len({dialect.name for dialect in DIALECTS}) == len(DIALECTS)


def test_every_field_of_a_dialect_has_a_dialect_that_uses_it() -> None:
    plain = {field.name for field in fields(Dialect)} - {"cut_off", "furthest_days"}
    used = {
        name for name in plain for each in DIALECTS if getattr(each, name) != getattr(PLAIN, name)
    }
    assert plain - used == {"rolls_due_dates"}
