"""What is ordered to happen to a collection, and when it is too late for that."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from helpers.creditor_messages import ONE, TWO
from helpers.fake_bank_asked import (
    DUE,
    FILE,
    LATER,
    NEXT,
    message,
    only,
    opened,
    reasons,
    settled,
    texts,
    with_file,
)
from sepadd.findings import IllegalStep
from sepadd.testing.fake_bank.facts import Fate

# -- rejected on its way ---------------------------------------------------------------------------


def test_what_is_rejected_on_its_way_is_told_the_next_day() -> None:
    bank = with_file()
    bank.will_reject("R-2", "AC04")
    (report,) = bank.move_to(date(2026, 11, 24))
    assert (message(report), reasons(report)) == ("pain.002.001.10", ["AC04"])
    assert bank.fate("R-2") is Fate.REJECTED
    statement = only(bank.move_to(DUE), "camt.053")
    assert texts(statement, "Ntry/Amt") == ["57.25"]
    assert texts(statement, "Refs/EndToEndId") == ["R-1", "R-3"]


def test_a_refusal_bears_the_name_of_the_debtor() -> None:
    bank = with_file()
    bank.will_reject("R-2", "MS02", on=DUE, by_debtor=True)
    report = only(bank.move_to(DUE), "pain.002")
    assert texts(report, "StsRsnInf/Orgtr/Nm") == ["Bo"]


def test_it_is_too_late_to_reject_what_has_settled() -> None:
    with pytest.raises(IllegalStep, match="collection R-1 is settled: it has to be waiting"):
        settled().will_reject("R-1", "AC04")


def test_nothing_is_rejected_after_it_settles() -> None:
    with pytest.raises(IllegalStep, match="it settles on 2026-12-01"):
        with_file().will_reject("R-1", "AC04", on=NEXT)


def test_one_fate_is_enough() -> None:
    bank = with_file()
    bank.will_return("R-1", "AM04")
    with pytest.raises(IllegalStep, match="one is enough"):
        bank.will_reject("R-1", "AM04")


# -- what comes back -------------------------------------------------------------------------------


def test_a_return_can_be_ordered_before_the_file_comes() -> None:
    bank = opened()
    bank.will_return("R-1", "AM04", after_days=5)
    bank.take(FILE.written())
    bank.move_to(date(2026, 12, 7))
    assert bank.fate("R-1") is Fate.SETTLED
    bank.move_to(date(2026, 12, 8))
    assert bank.fate("R-1") is Fate.RETURNED


def test_the_day_of_a_return_may_have_gone() -> None:
    bank = settled()
    bank.move_to(LATER)
    with pytest.raises(IllegalStep, match="cannot be returned on 2026-12-03"):
        bank.will_return("R-1", "AM04")


def test_only_what_was_settled_is_refunded() -> None:
    with pytest.raises(IllegalStep, match="collection R-1 is waiting"):
        with_file().refund("R-1")


def test_an_authorised_b2b_collection_has_no_refund() -> None:
    bank = opened()
    bank.register_b2b("M-1")
    bank.take(replace(FILE, scheme="B2B", collections=(ONE,)).written())
    bank.move_to(DUE)
    with pytest.raises(IllegalStep, match="collection R-1 is B2B"):
        bank.refund("R-1")


def test_a_collection_that_never_came_has_no_fate() -> None:
    with pytest.raises(IllegalStep, match="collection R-9 was never taken on"):
        settled().fate("R-9")


# -- cancelling and reversing ----------------------------------------------------------------------


def test_an_order_for_what_was_rejected_waits_for_the_next_try() -> None:
    bank = opened()
    bank.will_reject("R-1", "AM04")
    bank.take(replace(FILE, collections=(ONE, TWO)).written())
    bank.will_return("R-1", "AM04", after_days=1)
    bank.take(replace(FILE, id="RUN-2", due="2026-12-02", collections=(ONE,)).written())
    bank.move_to(LATER)
    assert bank.fate("R-1") is Fate.RETURNED
