"""What was told of one collection: in one order, whenever it came in, and copies set aside."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.told import CAMT_053, CAMT_054, D2, PAIN_002, D, eur, fact
from sepadd.collection import (
    Acceptance,
    BankFact,
    BatchBooking,
    Cancellation,
    Charge,
    Refund,
    Reject,
    Return,
    Reversal,
    Settlement,
    reason,
    set_aside,
)
from sepadd.collection.bank_facts import counted, in_order, kinds_in_order, rejects_a_copy
from sepadd.findings import InvalidValue

KINDS = (Acceptance, Reject, Cancellation, Settlement, Return, Refund, Reversal, Charge)
FACTS = [
    *(fact(kind) for kind in KINDS),
    *(fact(Return, on=D2), fact(Return, code="MD01"), fact(Return, said=CAMT_053, booked_on=D2)),
    *(fact(Settlement, said=CAMT_054, booked_on=D), fact(Settlement, of_batch="B", booked_on=D)),
    *(fact(Return, charges=eur("1.00")), fact(Return, entry="E-1"), fact(Reject, said=PAIN_002)),
]


@given(some=st.lists(st.sampled_from(FACTS), max_size=6), data=st.data())
def test_facts_stand_once_and_in_the_same_order_however_they_come_in(
    some: list[BankFact], data: st.DataObject
) -> None:
    once = in_order(some)
    assert set(once) == set(some)
    assert len(set(once)) == len(once)
    assert in_order(data.draw(st.permutations(some))) == once
    assert in_order((*some, *once)) == once


def test_what_comes_first_in_the_life_of_a_collection_stands_first() -> None:
    """A reject before a settlement: a bank that books gross takes it off again."""
    for some in permutations((fact(Return), fact(Settlement), fact(Reject), fact(Acceptance))):
        assert kinds_in_order(some) == [Acceptance, Reject, Settlement, Return]
        assert [type(each) for each in in_order(some)] == [Acceptance, Reject, Settlement, Return]


@pytest.mark.parametrize("code", ["DU01", "DU02", "DUPL"])
@pytest.mark.parametrize("first", [Acceptance, Settlement, Return])
def test_the_reject_of_a_copy_is_set_aside_once_the_first_was_accepted(
    code: str, first: type[BankFact]
) -> None:
    copy = fact(Reject, code=code)
    assert rejects_a_copy(copy)
    assert list(set_aside([copy, fact(first)])) == [copy]
    assert list(counted([copy, fact(first)])) == [fact(first)]


@pytest.mark.parametrize("beside", [Reject, Cancellation, Charge])
def test_where_nothing_was_accepted_the_reject_of_a_copy_counts(beside: type[BankFact]) -> None:
    facts = [fact(Reject, code="DU01"), fact(beside)]
    assert list(set_aside(facts)) == []
    assert list(counted(facts)) == facts


def test_only_a_reject_is_that_of_a_copy() -> None:
    assert not rejects_a_copy(fact(Reject, code="AM05"))
    assert not rejects_a_copy(fact(Return, code="DU01"))


@pytest.mark.parametrize("cost", ["charges", "compensation"])
def test_costs_are_not_below_nothing(cost: str) -> None:
    least: dict[str, Any] = {cost: eur("0.00")}
    below: dict[str, Any] = {cost: -eur("0.01")}
    assert fact(Return, **least) == fact(Return)
    with pytest.raises(InvalidValue):
        fact(Return, **below)


def test_a_reason_is_told_in_words_known_or_not_and_so_is_none() -> None:
    assert reason("AC04").meaning == "account closed"
    assert reason("X999", "own words").text == "own words"
    assert reason("X999").meaning == "not in the scheme's list"
    assert reason("").meaning == "no reason was given"


def test_what_a_bank_kept_of_a_batch_is_part_of_what_it_comes_to() -> None:
    booking = BatchBooking(of="B", amount=eur("99.00"), booked_on=D, charges=eur("1.00"))
    assert booking.gross == eur("100.00")
