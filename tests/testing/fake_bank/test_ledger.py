"""What is booked on which day, as one sum or one by one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from helpers.fake_bank_asked import DUE, FILE, LATER, NEXT, only, settled, texts, with_file
from sepadd.findings import InvalidValue
from sepadd.testing.fake_bank.dialects import BATCH_ONLY, GROSS_ONLY
from sepadd.values import Euro

# -- settlement ------------------------------------------------------------------------------------


def test_a_batch_is_one_credit_that_names_its_collections() -> None:
    statement = only(with_file().move_to(DUE), "camt.053")
    assert texts(statement, "Ntry/Amt") == ["77.75"]
    assert texts(statement, "Btch/PmtInfId") == ["RUN-1-B1"]
    assert texts(statement, "Btch/NbOfTxs") == ["3"]
    assert texts(statement, "TxDtls/Amt") == ["50.00", "20.50", "7.25"]
    assert texts(statement, "Refs/MndtId") == ["M-1", "M-2", "M-3"]


def test_a_batch_may_name_no_one() -> None:
    statement = only(with_file(BATCH_ONLY).move_to(DUE), "camt.053")
    assert texts(statement, "Btch/TtlAmt") == ["77.75"]
    assert texts(statement, "Refs/EndToEndId") == []


@pytest.mark.parametrize(("booking", "count"), [("", 1), ("true", 1), ("false", 3)])
def test_the_file_decides_how_it_is_booked(booking: str, count: int) -> None:
    bank = with_file(file=replace(FILE, batch_booking=booking))
    assert len(texts(only(bank.move_to(DUE), "camt.053"), "Ntry/Amt")) == count


def test_a_day_without_entries_sends_nothing() -> None:
    assert with_file().move_to(date(2026, 11, 30)) == ()
    assert settled().move_to(NEXT) == ()


def test_what_is_expected_bears_the_reference_under_which_it_is_booked() -> None:
    bank = with_file()
    expected = bank.intraday(DUE)
    assert texts(expected, "Ntry/Sts/Cd") == ["PDNG"]
    assert texts(expected, "BookgDt/Dt") == []
    booked = only(bank.move_to(DUE), "camt.053")
    assert texts(booked, "Ntry/Sts/Cd") == ["BOOK"]
    assert texts(expected, "Ntry/AcctSvcrRef") == texts(booked, "Ntry/AcctSvcrRef")
    assert texts(bank.intraday(DUE), "Ntry/Sts/Cd") == ["BOOK"]


def test_days_do_not_come_back() -> None:
    with pytest.raises(InvalidValue, match="day 2026-11-30 has gone: it is 2026-12-01"):
        settled().move_to(date(2026, 11, 30))


# -- what comes back -------------------------------------------------------------------------------


def test_charges_are_an_entry_of_their_own() -> None:
    bank = settled()
    bank.will_return("R-1", "AM04", charges=Euro(cents=3_00), debtor_bank_charges=Euro(cents=50))
    statement = only(bank.move_to(LATER), "camt.053")
    assert texts(statement, "Ntry/Amt") == ["50.00", "3.50"]
    assert texts(statement, "Ntry/BkTxCd/Domn/Fmly/SubFmlyCd") == ["UPDD", "CHRG"]
    assert bank.balance == Euro(cents=24_25)


def test_trap_28_several_returns_are_one_entry() -> None:
    bank = settled(GROSS_ONLY)
    bank.will_return("R-1", "AM04")
    bank.will_return("R-2", "AC04")
    statement = only(bank.move_to(LATER), "camt.053")
    assert texts(statement, "Ntry/Amt") == ["70.50"]
    assert texts(statement, "TxDtls/Amt") == ["50.00", "20.50"]
    assert texts(statement, "RtrInf/Rsn/Cd") == ["AM04", "AC04"]
