"""What a debtor need not pay because the invoices are collected."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from sepadd.findings import InvalidValue
from sepadd.open_item import CreditNote, DirectDebitDiscount, Invoice, OpenItem
from sepadd.proposal.netting import net
from sepadd.testing import CREDIT_NOTE, INVOICE, MANDATE
from sepadd.values import Euro

FIXED = DirectDebitDiscount(off=Euro("2.50"))
TWO_PERCENT = DirectDebitDiscount(off=Decimal(2))


def invoice(cents: int, number: str = "1") -> Invoice:
    return replace(INVOICE, number=number, amount=Euro(cents=cents))


def credit(cents: int) -> CreditNote:
    return replace(CREDIT_NOTE, amount=Euro(cents=cents))


THREE_AND_ONE: tuple[OpenItem, ...] = (
    invoice(5_000_00, "1"),
    invoice(3_000_00, "2"),
    invoice(2_000_00, "3"),
    credit(2_000_00),
)
"""Invoices of 10 000.00 and a credit note of 2 000.00."""


@pytest.mark.parametrize(("on_credit_notes", "amount"), [(True, "10.00"), (False, "7.50")])
def test_feature_2_l12_a_fixed_discount_is_for_each_item_or_for_each_invoice(
    on_credit_notes: bool,  # noqa: FBT001 - a parameter of the example
    amount: str,
) -> None:
    discount = replace(FIXED, on_credit_notes=on_credit_notes)
    assert discount.of(THREE_AND_ONE) == Euro(amount)


@pytest.mark.parametrize(("on_credit_notes", "amount"), [(True, "200.00"), (False, "160.00")])
def test_feature_2_l12_a_percentage_is_of_the_invoices_or_of_the_balance(
    on_credit_notes: bool,  # noqa: FBT001 - a parameter of the example
    amount: str,
) -> None:
    discount = replace(TWO_PERCENT, on_credit_notes=on_credit_notes)
    assert discount.of(THREE_AND_ONE) == Euro(amount)


@pytest.mark.parametrize(
    ("off", "on_credit_notes", "shares"),
    [
        (Euro("2.50"), True, ["2.50", "2.50", "2.50", "2.50"]),
        (Euro("2.50"), False, ["2.50", "2.50", "2.50", "0.00"]),
        (Decimal(2), True, ["100.00", "60.00", "40.00", "0.00"]),
        (Decimal(2), False, ["100.00", "60.00", "40.00", "-40.00"]),
    ],
)
def test_feature_2_l12_each_item_has_its_share(
    off: Euro | Decimal,
    on_credit_notes: bool,  # noqa: FBT001 - a parameter of the example
    shares: list[str],
) -> None:
    discount = DirectDebitDiscount(off=off, on_credit_notes=on_credit_notes)
    assert [str(share) for share in discount.shares(THREE_AND_ONE)] == shares


@pytest.mark.parametrize(("cents", "discount"), [(24, 0), (25, 1), (74, 1), (75, 2)])
def test_half_a_cent_is_rounded_up(cents: int, discount: int) -> None:
    assert TWO_PERCENT.of([invoice(cents)]) == Euro(cents=discount)


def test_a_collection_is_rounded_once_and_not_item_by_item() -> None:
    items = [invoice(20, number) for number in "12345"]  # 0.4 cents each
    assert TWO_PERCENT.of(items) == Euro(cents=2)


def test_the_cents_left_go_to_those_who_lost_most_and_of_equals_to_the_first() -> None:
    items = [invoice(20, "1"), invoice(45, "2"), invoice(20, "3"), invoice(40, "4")]
    # 0.4 + 0.9 + 0.4 + 0.8 cents are 2.5 cents, which are 3
    assert [share.cents for share in TWO_PERCENT.shares(items)] == [1, 1, 0, 1]


def test_a_percentage_of_four_decimals_is_exact() -> None:
    discount = DirectDebitDiscount(off=Decimal("0.0001"))
    assert discount.of([invoice(49_999_999)]) == Euro(cents=50)
    assert discount.of([invoice(49_499_999)]) == Euro(cents=49)


@pytest.mark.parametrize("cents", [40_00, 40_01])
def test_there_is_no_percentage_of_nothing(cents: int) -> None:
    items = (invoice(40_00), credit(cents))
    assert TWO_PERCENT.of(items) == Euro(cents=0)
    assert TWO_PERCENT.shares(items) == (Euro(cents=0),) * 2


def test_of_nothing_there_is_no_discount() -> None:
    assert (FIXED.of([]), TWO_PERCENT.of([])) == (Euro(cents=0), Euro(cents=0))
    assert (FIXED.shares([]), TWO_PERCENT.shares([])) == ((), ())


@pytest.mark.parametrize(("cents", "collected"), [(2_51, [1]), (2_50, [])])
def test_where_the_discount_leaves_nothing_nothing_is_collected(
    cents: int, collected: list[int]
) -> None:
    netting = net([(invoice(cents), MANDATE)], discount=FIXED)
    assert [claim.amount.cents for claim in netting.claims] == collected


@pytest.mark.parametrize("off", [2.5, 2, "2.5", None, True])
def test_a_discount_is_an_amount_or_a_decimal(off: Any) -> None:
    with pytest.raises(InvalidValue, match=r"off .* of a .*discount: needs a Euro or a Decimal"):
        DirectDebitDiscount(off=off)


@pytest.mark.parametrize("cents", [0, -1])
def test_a_fixed_discount_is_above_zero(cents: int) -> None:
    with pytest.raises(InvalidValue, match=r"needs to be above 0\.00"):
        DirectDebitDiscount(off=Euro(cents=cents))


@pytest.mark.parametrize("off", ["0", "-2", "100", "100.0001", "NaN", "sNaN", "Infinity"])
def test_a_percentage_is_between_none_and_all(off: str) -> None:
    with pytest.raises(InvalidValue, match="needs to be above 0 and below 100"):
        DirectDebitDiscount(off=Decimal(off))


@pytest.mark.parametrize("off", ["0.0001", "99.9999", "2.50000"])
def test_a_percentage_has_up_to_four_decimals(off: str) -> None:
    assert DirectDebitDiscount(off=Decimal(off)).off == Decimal(off)


def test_a_fifth_decimal_is_refused() -> None:
    with pytest.raises(InvalidValue, match=r"discount of 2\.00001 %: needs at most 4 decimals"):
        DirectDebitDiscount(off=Decimal("2.00001"))
