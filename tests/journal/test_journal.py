"""What is entered for a run, by role, whatever the bank does."""

from __future__ import annotations

from dataclasses import replace

import pytest

from helpers.journal_entries import (
    AT_FILE,
    AT_SETTLEMENT,
    BACK_ON,
    HUNDRED,
    NINE_HUNDRED,
    RETURNED,
    SETTLED,
    a_run_of,
    after,
    euros,
    ids,
    lines,
    sums,
    told,
)
from sepadd.collection import (
    Acceptance,
    BankFact,
    Cancellation,
    Refund,
    Reject,
    Return,
    Reversal,
)
from sepadd.journal import (
    ReceivableCloses,
    entries,
)
from sepadd.journal.entry import in_transit
from sepadd.testing import ACCOUNT
from sepadd.values import CreditorAccount, Iban


def test_feature_1_8_the_payout_clears_in_transit() -> None:
    made = after(SETTLED)
    assert lines(made[1]) == [
        ("bank", "100.00", "0.00", ""),
        ("in transit", "0.00", "100.00", ""),
    ]
    assert sums(made) == {"receivable": "-100.00", "bank": "100.00"}


def test_feature_1_8_what_is_left_in_transit_is_what_was_not_paid() -> None:
    made = entries(a_run_of(HUNDRED.knowing([SETTLED]), NINE_HUNDRED), AT_FILE)
    assert in_transit(made) == {ACCOUNT.iban: euros(900)}


@pytest.mark.parametrize("kind", [Reject, Cancellation])
def test_what_was_not_taken_is_open_again_and_nothing_moved(kind: type[BankFact]) -> None:
    made = after(told(kind, None))
    assert ids(made) == ["2026-12-1/taken", "2026-12-1/open again"]
    assert made[1].lines == tuple(line.reversed for line in made[0].lines)
    assert sums(made) == {}


@pytest.mark.parametrize("policy", [AT_FILE, AT_SETTLEMENT])
@pytest.mark.parametrize("kind", [Reject, Cancellation])
def test_what_a_bank_booked_gross_and_debits_again_comes_out_even(
    kind: type[BankFact], policy: ReceivableCloses
) -> None:
    rejected = told(kind, BACK_ON)
    assert sums(after(SETTLED, rejected, policy=policy)) == {}
    assert sums(after(rejected, SETTLED, policy=policy)) == {}


def test_a_reject_told_before_its_gross_booking_is_under_way_until_both_are_booked() -> None:
    assert sums(after(told(Reject, None), SETTLED)) == {"bank": "100.00", "in transit": "-100.00"}


@pytest.mark.parametrize("policy", [AT_FILE, AT_SETTLEMENT])
@pytest.mark.parametrize("kind", [Return, Refund, Reversal])
def test_what_is_given_back_is_open_again_in_whatever_order_it_is_told(
    kind: type[BankFact], policy: ReceivableCloses
) -> None:
    back = told(kind, BACK_ON)
    made = after(SETTLED, back, policy=policy)
    assert ids(made) == [
        "2026-12-1/taken",
        "2026-12-1/open again",
        "2026-12-1/settled",
        "2026-12-1/given back",
    ]
    assert sums(made) == {}
    assert after(back, SETTLED, policy=policy) == made


def test_a_return_with_charges_costs_them() -> None:
    made = after(SETTLED, replace(RETURNED, charges=euros(3)))
    assert made[-1].id == "2026-12-1/given back charges"
    assert lines(made[-1]) == [
        ("return charges", "3.00", "0.00", ""),
        ("bank", "0.00", "3.00", ""),
    ]
    assert sums(made) == {"bank": "-3.00", "return charges": "3.00"}


def test_a_refund_with_compensation_costs_both() -> None:
    refunded = told(Refund, BACK_ON, charges=euros(3), compensation=euros(1), code="MD01")
    made = after(SETTLED, refunded)
    assert ids(made)[-2:] == [
        "2026-12-1/given back charges",
        "2026-12-1/given back compensation",
    ]
    assert sums(made) == {"bank": "-4.00", "return charges": "4.00"}


def test_an_entry_says_why_items_are_open_again() -> None:
    (_, again) = after(told(Reject, None, code="AC04"))
    assert again.description == (
        "collection 2026-12-1 of debtor 10042: open again since rejected (AC04)"
    )


def test_a_return_that_is_told_as_a_refund_later_keeps_its_entry() -> None:
    before = after(SETTLED, told(Return, BACK_ON, code=""))
    later = after(SETTLED, told(Return, BACK_ON, code=""), told(Refund, BACK_ON, code="MD06"))
    assert ids(before) == ids(later)
    assert [entry.lines for entry in before] == [entry.lines for entry in later]


def test_an_acceptance_enters_nothing() -> None:
    assert after(told(Acceptance, None)) == after()


def test_a_collection_goes_through_its_own_bank_account() -> None:
    other = CreditorAccount(iban=Iban("NL98INGB0202345688"))
    made = entries(a_run_of(HUNDRED, replace(NINE_HUNDRED, account=other)), AT_FILE)
    assert in_transit(made) == {ACCOUNT.iban: euros(100), other.iban: euros(900)}
