"""Assertions for users' own tests: they hold where they should, and say why where not."""

from __future__ import annotations

from datetime import time
from pathlib import Path

import pytest

from helpers.handed_over import FILE, RUN, put
from sepadd.banks import EPC
from sepadd.collection import CollectionStatus
from sepadd.journal import Entry, Line, ReceivableCloses, Role, entries
from sepadd.testing import (
    DUE_ON,
    TODAY,
    FakeBank,
    answered,
    assert_accepted_by,
    assert_balanced,
)
from sepadd.values import Euro


def journal() -> tuple[Entry, ...]:
    return entries(answered(RUN, CollectionStatus.RETURNED), ReceivableCloses.AT_FILE)


# -- taken by a bank -------------------------------------------------------------------------------


def test_a_profile_takes_a_file_from_memory_and_from_disk(tmp_path: Path) -> None:
    assert_accepted_by(EPC, FILE, on=TODAY)
    (tmp_path / "file.xml").write_bytes(FILE)
    assert_accepted_by(EPC, tmp_path / "file.xml", on=TODAY)


def test_a_warning_is_let_pass() -> None:
    assert_accepted_by(EPC, put("2026-12-01", "2026-12-05"), on=TODAY)


def test_what_a_profile_refuses_is_told_by_its_rules() -> None:
    with pytest.raises(AssertionError, match=r"(?s)refuses the file:.*\[COL-03\]") as refused:
        assert_accepted_by(EPC, FILE, on=DUE_ON)
    assert EPC.title in str(refused.value)


def test_a_fake_bank_takes_a_file_and_has_it_then(tmp_path: Path) -> None:
    bank = FakeBank(today=TODAY)
    (tmp_path / "file.xml").write_bytes(FILE)
    assert_accepted_by(bank, tmp_path / "file.xml", at=time(11, 0))
    assert str(bank.fate("2026-12-1")) == "waiting"
    with pytest.raises(AssertionError, match="DU01"):
        assert_accepted_by(bank, FILE)


def test_what_a_fake_bank_turns_down_is_told_with_its_reason() -> None:
    bank = FakeBank(today=TODAY)
    bank.will_reject("2026-12-1", "AC04")
    with pytest.raises(AssertionError, match=r"(?s)plain.*2026-12-1.*AC04, account closed"):
        assert_accepted_by(bank, FILE)


# -- balanced --------------------------------------------------------------------------------------


def test_every_journal_of_ours_is_balanced() -> None:
    assert_balanced(journal())
    assert_balanced([line for entry in journal() for line in entry.lines])


def test_an_entry_that_was_posted_twice_is_told() -> None:
    with pytest.raises(AssertionError, match="entry 2026-12-1/taken stands 2 times"):
        assert_balanced([*journal(), journal()[0]])


def test_lines_that_are_apart_are_told_with_each_role() -> None:
    lines = [
        Line(Role.BANK).of(Euro("30.00")),
        Line(Role.IN_TRANSIT).of(Euro("-29.50")),
    ]
    with pytest.raises(AssertionError) as apart:
        assert_balanced(lines)
    assert str(apart.value).splitlines() == [
        "the journal is not balanced: debits of 30.00, credits of 29.50, 0.50 apart",
        "  bank: debit 30.00, credit 0.00",
        "  in transit: debit 0.00, credit 29.50",
    ]
