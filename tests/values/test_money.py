"""Euro amounts: exact, in cents, and never made of a float."""

from __future__ import annotations

import pickle
from decimal import Decimal, localcontext
from typing import Any

import pytest

from sepadd.findings import InvalidValue
from sepadd.values import ZERO, Euro


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("0", 0),
        ("0.01", 1),
        ("12.5", 1250),
        ("12.50", 1250),
        ("+12.50", 1250),
        ("-0.05", -5),
        ("007", 700),
        ("999999999999999.99", 99999999999999999),
    ],
)
def test_an_amount_is_read_with_a_point_and_at_most_two_decimals(text: str, cents: int) -> None:
    assert Euro(text) == Euro(cents=cents)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "12.", ".5", "12.345", " 12.50", "12.50 ", "12.50\n", "1 250.00", "1,250.00",
        "1_250", "1e3", "1E+3", "--1", "€ 5", "NaN", "inf",
        "\N{ARABIC-INDIC DIGIT ONE}", "\N{FULLWIDTH DIGIT ONE}",
        "1000000000000000",
    ],
)  # fmt: skip
def test_anything_else_in_an_amount_is_refused(text: str) -> None:
    with pytest.raises(InvalidValue, match="amount"):
        Euro(text)


def test_three_decimals_are_refused_since_many_mean_thousands_by_it() -> None:
    with pytest.raises(InvalidValue, match=r"'12\.500'.*12500 euros that way"):
        Euro("12.500")


@pytest.mark.parametrize(("text", "right"), [("12,50", "12.50"), ("1.250,00", "1250.00")])
def test_a_decimal_comma_is_refused_and_the_message_shows_the_point(text: str, right: str) -> None:
    with pytest.raises(InvalidValue, match=f"with a point, {right}"):
        Euro(text)


@pytest.mark.parametrize(
    ("amount", "cents"),
    [
        (Decimal("12.5"), 1250),
        (Decimal("12.500"), 1250),
        (Decimal("1E+3"), 100000),
        (Decimal("-0"), 0),
        (Decimal("999999999999999.99"), 99999999999999999),
    ],
)
def test_a_decimal_of_whole_cents_is_taken(amount: Decimal, cents: int) -> None:
    assert Euro(amount) == Euro(cents=cents)


@pytest.mark.parametrize(
    "amount",
    [
        Decimal("0.005"),
        Decimal("0.01000000000000000000000000000000000000001"),
        Decimal("1E-999999"),
        Decimal("1E+15"),
        Decimal("1E+999999"),
        Decimal("NaN"),
        Decimal("sNaN"),
        Decimal("-Infinity"),
    ],
)
def test_a_decimal_that_would_be_rounded_is_refused(amount: Decimal) -> None:
    with pytest.raises(InvalidValue, match="amount"):
        Euro(amount)


def test_the_precision_of_the_caller_changes_nothing() -> None:
    with localcontext(prec=3):
        assert Euro(Decimal("123456.78")) == Euro(cents=12345678)


@pytest.mark.parametrize("amount", [12.5, 12, True, None, b"12.50"])
def test_what_is_neither_text_nor_decimal_may_be_euros_or_cents(amount: Any) -> None:
    with pytest.raises(InvalidValue, match=r"write Euro\(cents=1250\)"):
        Euro(amount)


@pytest.mark.parametrize("cents", [12.0, True, "1250", Decimal(1250), None])
def test_cents_are_a_plain_int(cents: Any) -> None:
    with pytest.raises(InvalidValue, match=r"cents .*: needs whole cents, Euro\(cents=1250\)"):
        Euro(cents=cents)


@pytest.mark.parametrize(
    ("cents", "text"),
    [(0, "0.00"), (5, "0.05"), (-5, "-0.05"), (1250, "12.50"), (-1250, "-12.50"), (-100, "-1.00")],
)
def test_an_amount_is_written_with_two_decimals(cents: int, text: str) -> None:
    assert str(Euro(cents=cents)) == text


def test_trap_19_three_small_amounts_add_up_exactly() -> None:
    assert str(Euro.total([Euro(cents=10), Euro(cents=20), Euro(cents=30)])) == "0.60"


@pytest.mark.parametrize("text", ["0.00", "0.01", "999999999.99", "1000000000.00"])
def test_trap_20_the_range_of_a_collection_is_not_one_of_money(text: str) -> None:
    assert str(Euro(text)) == text


def test_trap_20_a_fraction_of_a_cent_is_no_money() -> None:
    with pytest.raises(InvalidValue, match=r"12\.345"):
        Euro("12.345")


def test_the_total_of_nothing_is_zero() -> None:
    assert Euro.total([]) == ZERO


def test_amounts_add_subtract_and_turn_round() -> None:
    assert Euro(cents=5) + Euro(cents=7) == Euro(cents=12)
    assert Euro(cents=5) - Euro(cents=7) == Euro(cents=-2)
    assert -Euro(cents=5) == Euro(cents=-5)


def test_amounts_are_ordered() -> None:
    less, more = Euro(cents=-1), Euro(cents=1)
    assert less < more
    assert less <= more
    assert more > less
    assert more >= less
    assert max(less, more, ZERO) == more


@pytest.mark.parametrize("other", [1, 1.0, Decimal(1), "1", None])
def test_nothing_but_an_amount_is_added_to_or_compared_with_one(other: Any) -> None:
    euro = Euro(cents=1)
    for step in ("__add__", "__radd__", "__sub__", "__lt__", "__le__", "__gt__", "__ge__"):
        assert getattr(euro, step)(other) is NotImplemented
    with pytest.raises(TypeError):
        euro + other
    assert euro != other


def test_an_amount_is_given_in_one_way() -> None:
    with pytest.raises(InvalidValue, match="no amount: needs whole cents"):
        Euro()  # type: ignore[call-overload]
    with pytest.raises(InvalidValue, match="give one of the two"):
        Euro("12.50", cents=1250)  # type: ignore[call-overload]
    assert Euro(Euro("12.50")) == Euro(Decimal("12.50")) == Euro(cents=1250)


@pytest.mark.parametrize("cents", [0, 5, -5, 1250, -1250, 10**17 - 1, 10**30])
def test_what_it_shows_of_itself_makes_it_again(cents: int) -> None:
    assert eval(repr(Euro(cents=cents)), {"Euro": Euro}) == Euro(cents=cents)  # noqa: S307 - our own


def test_it_shows_itself_in_euros() -> None:
    assert repr(Euro(cents=1250)) == "Euro('12.50')"


# The oracle for what follows is Python's Decimal, of the same number of euros.


@pytest.mark.parametrize("cents", [0, 1, -1, 1250, -125050, 10**19 + 7])
def test_it_does_as_a_decimal_of_as_many_euros_does(cents: int) -> None:
    euro, decimal = Euro(cents=cents), Decimal(f"{cents}E-2")
    assert bool(euro) is bool(decimal)
    assert (euro.amount, abs(euro).amount, (-euro).amount) == (decimal, abs(decimal), -decimal)
    assert sum([euro, euro, Euro("0.01")]).amount == sum([decimal, decimal, Decimal("0.01")])  # type: ignore[union-attr]
    for form in ("", ">25", "<25", "^25", "*>25", ",", ",.2f", ".2f", "025", "+.2f", ">25,.2f"):
        assert format(euro, form) == format(decimal, form)


def test_as_text_it_stands_to_the_left() -> None:
    assert f"{Euro('12.50'):8}|{Euro('12.50'):8s}|" == "12.50   |12.50   |"


def test_the_precision_of_the_caller_changes_nothing_of_the_decimal() -> None:
    with localcontext(prec=3):
        assert Euro(cents=12345678).amount == Decimal("123456.78")


def test_an_amount_cannot_be_changed_and_can_be_a_key() -> None:
    euro = Euro(cents=1)
    with pytest.raises(AttributeError):
        euro.cents = 2  # type: ignore[misc]
    assert {euro: "x"}[Euro(cents=1)] == "x"
    assert pickle.loads(pickle.dumps(euro)) == euro  # noqa: S301 - our own bytes
