"""Requests to cancel and to pay back, and what becomes of them."""

from __future__ import annotations

from datetime import date

import pytest

from helpers.creditor_messages import camt_055, pain_007
from helpers.fake_bank_asked import DUE, NEXT, only, reasons, settled, texts, with_file
from sepadd.testing.fake_bank.facts import Fate
from sepadd.values import Euro


@pytest.mark.parametrize("version", ["01", "08"])
def test_what_is_not_settled_is_cancelled(version: str) -> None:
    bank = with_file()
    answer = bank.cancel(camt_055("R-1", "R-2", version=version))
    assert texts(answer, "Sts/Conf") == ["CNCL"]
    assert texts(answer, "TxCxlSts") == ["ACCR", "ACCR"]
    assert texts(only(bank.move_to(DUE), "camt.053"), "Ntry/Amt") == ["7.25"]
    assert bank.fate("R-1") is Fate.CANCELLED


@pytest.mark.parametrize("whole", ["batch", "file"])
def test_a_whole_batch_or_file_is_cancelled(whole: str) -> None:
    bank = with_file()
    assert texts(bank.cancel(camt_055(whole=whole)), "TxCxlSts") == ["ACCR"] * 3
    assert bank.move_to(DUE) == ()


def test_what_is_settled_is_not_cancelled() -> None:
    answer = settled().cancel(camt_055("R-1"))
    assert texts(answer, "Sts/Conf") == ["RJCR"]
    assert texts(answer, "CxlStsRsnInf/Rsn/Cd") == ["AGNT"]


def test_what_is_unknown_or_rejected_is_not_cancelled() -> None:
    bank = with_file()
    bank.will_reject("R-2", "AC04")
    bank.move_to(date(2026, 11, 24))
    answer = bank.cancel(camt_055("R-1", "R-2", "R-9"))
    assert texts(answer, "Sts/Conf") == ["PECR"]
    assert texts(answer, "CxlStsRsnInf/Rsn/Cd") == ["ARDT", "NOOR"]


@pytest.mark.parametrize("version", ["02", "09"])
def test_what_is_settled_is_paid_back(version: str) -> None:
    bank = settled()
    answer = bank.reverse(pain_007("R-1", version=version, amount="50.00"))
    assert texts(answer, "GrpSts") == ["ACCP"]
    assert texts(answer, "OrgnlMsgNmId") == [f"pain.007.001.{version}"]
    statement = only(bank.move_to(NEXT), "camt.053")
    assert texts(statement, "Ntry/Amt") == ["50.00"]
    assert texts(statement, "BkTxCd/Domn/Fmly/SubFmlyCd") == ["PRDD"]
    assert texts(statement, "RtrInf/Rsn/Cd") == ["AM05"]
    assert bank.fate("R-1") is Fate.REVERSED


@pytest.mark.parametrize("whole", ["batch", "file"])
def test_a_whole_batch_or_file_is_paid_back(whole: str) -> None:
    bank = settled()
    bank.reverse(pain_007(whole=whole))
    bank.move_to(NEXT)
    assert bank.balance == Euro(cents=0)


@pytest.mark.parametrize(
    ("on", "asked", "code"),
    [
        (date(2026, 12, 8), pain_007("R-1"), None),
        (date(2026, 12, 9), pain_007("R-1"), "TM01"),
        (NEXT, pain_007("R-1", amount="49.99"), "AM09"),
        (NEXT, pain_007("R-9"), "NARR"),
        (NEXT, pain_007("R-2"), "AM05"),
    ],
    ids=["fifth-day", "sixth-day", "part", "unknown", "returned"],
)
def test_some_is_not_paid_back(on: date, asked: bytes, code: str | None) -> None:
    bank = settled()
    bank.will_return("R-2", "AM04", after_days=1)
    bank.move_to(on)
    assert reasons(bank.reverse(asked)) == ([] if code is None else [code])
