"""Statements of an account, whose balances lie around their entries."""

from __future__ import annotations

from dataclasses import replace

import pytest

from helpers.creditor_messages import ONE, TWO, pain_008
from helpers.fake_bank_asked import DUE, FILE, LATER, NEXT, only, opened, settled, texts, with_file
from sepadd.findings import IllegalStep
from sepadd.testing import TODAY
from sepadd.values import Euro


def test_the_balances_lie_around_the_entries() -> None:
    bank = settled()
    bank.will_return("R-1", "AM04")
    bank.move_to(LATER)
    assert texts(bank.statement(DUE), "Bal/Amt") == ["0.00", "77.75"]
    assert texts(bank.statement(NEXT), "Bal/Amt") == ["77.75", "77.75"]
    assert texts(bank.statement(LATER), "Bal/Amt") == ["77.75", "27.75"]
    assert bank.balance == Euro(cents=27_75)


def test_each_account_has_its_own_statement() -> None:
    other = replace(FILE, collections=(TWO,), iban="NL91ABNA0417164300")
    bank = opened()
    bank.take(pain_008(FILE, [replace(FILE, collections=(ONE,)), other]))
    statement = only(bank.move_to(DUE), "camt.053")
    assert texts(statement, "Stmt/Acct/Id/IBAN") == ["NL02ABNA0123456789", "NL91ABNA0417164300"]
    assert texts(statement, "Ntry/Amt") == ["50.00", "20.50"]
    assert str(bank.balance_of("NL91ABNA0417164300")) == "20.50"
    assert str(bank.balance) == "70.50"


def test_there_is_no_statement_of_a_day_to_come() -> None:
    with pytest.raises(IllegalStep, match="no statement of 2026-12-01 yet: it is 2026-11-23"):
        with_file().statement(DUE)


def test_there_is_no_statement_before_the_first_file() -> None:
    with pytest.raises(IllegalStep, match="no account yet"):
        opened().statement(TODAY)
