"""Runs at each stage of their life, and days that pass."""

from __future__ import annotations

from datetime import date

import pytest

from helpers.handed_over import FILE, RUN
from sepadd.collection import CollectionStatus
from sepadd.findings import IllegalStep, InvalidValue
from sepadd.testing import DUE_ON, TODAY, FakeBank, a_run, answered


@pytest.mark.parametrize("status", CollectionStatus)
def test_a_run_is_answered_until_it_has_that_status(status: CollectionStatus) -> None:
    run = answered(RUN, status)
    assert [each.status for each in run.collections] == [status]


def test_what_was_not_submitted_has_no_answer() -> None:
    with pytest.raises(IllegalStep, match="run 2026-12 is prepared: submit it"):
        answered(a_run(), CollectionStatus.SETTLED)


def test_the_fake_bank_lets_business_days_pass() -> None:
    bank = FakeBank(today=date(2026, 11, 27))
    bank.take(FILE)
    assert bank.move_on() == ()
    assert bank.today == date(2026, 11, 30)
    assert len(bank.move_on(1)) == 2
    assert bank.today == DUE_ON


def test_time_does_not_stand_still() -> None:
    with pytest.raises(InvalidValue, match="0 TARGET days"):
        FakeBank(today=TODAY).move_on(0)
