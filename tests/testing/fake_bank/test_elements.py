"""How the fake bank writes: well-formed whatever a name holds, and nothing empty."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from sepadd.testing.fake_bank.elements import amount, at, document, element, euros, leaf, nested

# what XML can hold at all, without the line ends that it evens out
SAID = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), min_size=1)


@given(said=SAID)
def test_whatever_is_said_is_read_again(said: str) -> None:
    message = etree.fromstring(document("x", nested("A/B", said), leaf("C", said, Ccy=said)))
    assert [each.text for each in message.iter("{*}B", "{*}C")] == [said, said]
    assert message[1].get("Ccy") == said


@pytest.mark.parametrize(
    "written",
    [element("A"), element("A", "", ""), leaf("A", None), leaf("A", ""), nested("A/B", "")],
)
def test_what_says_nothing_is_not_written(written: str) -> None:
    assert written == ""


@given(cents=st.integers(0, 10**12))
def test_an_amount_is_exact_and_whole_euros_are_plain_where_a_bank_has_them_so(cents: int) -> None:
    exact = Decimal(cents).scaleb(-2)
    assert Decimal(euros(cents)) == Decimal(euros(cents, plain=True)) == exact
    assert ("." in euros(cents, plain=True)) is (cents % 100 != 0)
    assert amount("Amt", -cents) == amount("Amt", cents)


def test_an_instant_is_told_in_utc() -> None:
    assert at(date(2026, 12, 1), time(6)) == "2026-12-01T06:00:00Z"
