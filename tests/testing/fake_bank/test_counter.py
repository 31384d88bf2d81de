"""A file at the counter: accepted or not, and as of which day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from helpers.fake_bank_asked import DUE, FILE, opened, reasons, texts, with_file
from sepadd.messages import pain008
from sepadd.testing import a_run
from sepadd.testing.fake_bank import PLAIN, FakeBank
from sepadd.testing.fake_bank.facts import Fate


@pytest.mark.parametrize("version", ["02", "08"])
def test_a_good_file_is_accepted(version: str) -> None:
    answer = opened().take(replace(FILE, version=version).written())
    assert texts(answer, "GrpSts") == ["ACCP"]
    assert texts(answer, "OrgnlMsgId") == ["RUN-1"]
    assert texts(answer, "OrgnlMsgNmId") == [f"pain.008.001.{version}"]


def test_our_own_file_is_accepted() -> None:
    bank = opened()
    assert texts(bank.take(pain008.render(a_run())), "GrpSts") == ["ACCP"]
    bank.move_to(DUE)
    assert bank.balance == a_run().total


@pytest.mark.parametrize(("at", "status"), [(time(12, 30), "ACCP"), (time(12, 31), "RJCT")])
def test_trap_4_after_the_cut_off_a_file_counts_as_of_the_next_day(at: time, status: str) -> None:
    answer = opened().take(replace(FILE, due="2026-11-24").written(), at=at)
    assert texts(answer, "GrpSts") == [status]


@pytest.mark.parametrize(("due", "status"), [("2026-11-23", "RJCT"), ("2026-11-24", "ACCP")])
def test_trap_4b_a_file_of_sunday_counts_as_of_monday(due: str, status: str) -> None:
    bank = FakeBank(today=date(2026, 11, 22))
    answer = bank.take(replace(FILE, due=due).written())
    assert texts(answer, "GrpSts") == [status]


def test_trap_3_a_due_date_on_a_closed_day_settles_on_the_next_open_one() -> None:
    bank = with_file(file=replace(FILE, due="2026-12-25"))
    bank.move_to(date(2026, 12, 27))
    assert bank.fate("R-1") is Fate.WAITING
    bank.move_to(date(2026, 12, 28))
    assert bank.fate("R-1") is Fate.SETTLED


def test_a_bank_may_reject_a_due_date_on_a_closed_day() -> None:
    strict = replace(PLAIN, rolls_due_dates=False)
    assert reasons(opened(strict).take(replace(FILE, due="2026-12-25").written())) == ["DT03"]
    assert reasons(opened(strict).take(replace(FILE, due="2026-12-24").written())) == []


@pytest.mark.parametrize("code", ["AM04", "AC04", "MD07", "X999"])
def test_any_code_comes_on_demand_in_the_answer_to_the_file(code: str) -> None:
    bank = opened()
    bank.will_reject("R-2", code)
    answer = bank.take(FILE.written())
    assert texts(answer, "OrgnlEndToEndId") == ["R-2"]
    assert reasons(answer) == [code]
    assert texts(answer, "OrgnlTxRef/MndtRltdInf/MndtId") == ["M-2"]
