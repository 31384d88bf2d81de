"""However items and discounts are, the shares come to the discount, each next to its exact one."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, localcontext

from hypothesis import given
from hypothesis import strategies as st

from sepadd.open_item import CreditNote, DirectDebitDiscount, Invoice, OpenItem
from sepadd.values import Euro

amounts = st.one_of(st.integers(1, 300), st.integers(1, 999_999_999_99))
items = st.lists(
    st.builds(
        lambda kind, number, cents: kind(number=number, debtor_id="1", amount=Euro(cents=cents)),
        st.sampled_from([Invoice, Invoice, CreditNote]),
        st.sampled_from("123456789"),
        amounts,
    ),
    max_size=12,
)
percentages = st.integers(1, 99_9999).map(lambda myriad: Decimal(myriad).scaleb(-4))
discounts = st.builds(
    DirectDebitDiscount,
    off=st.one_of(percentages, st.integers(1, 10_00).map(lambda cents: Euro(cents=cents))),
    on_credit_notes=st.booleans(),
)


@given(discounts, items)
def test_the_shares_come_to_the_discount(
    discount: DirectDebitDiscount, together: list[OpenItem]
) -> None:
    shares = discount.shares(together)
    assert len(shares) == len(together)
    assert Euro.total(shares) == discount.of(together) >= Euro(cents=0)


@given(percentages, items)
def test_a_percentage_is_what_decimals_make_of_it(
    percent: Decimal, together: list[OpenItem]
) -> None:
    cents = sum(item.balance.cents for item in together)
    with localcontext(prec=60):
        exact = max(Decimal(0), cents * percent / 100)
        expected = int(exact.to_integral_value(rounding=ROUND_HALF_UP))
    assert DirectDebitDiscount(off=percent).of(together) == Euro(cents=expected)


@given(percentages, items, st.booleans())
def test_each_share_is_less_than_a_cent_off(
    percent: Decimal,
    together: list[OpenItem],
    on_credit_notes: bool,  # noqa: FBT001 - drawn
) -> None:
    discount = DirectDebitDiscount(off=percent, on_credit_notes=on_credit_notes)
    if discount.of(together) == Euro(cents=0):
        return
    for item, share in zip(together, discount.shares(together), strict=True):
        counts = not (on_credit_notes and isinstance(item, CreditNote))
        with localcontext(prec=60):
            exact = item.balance.cents * percent / 100 if counts else Decimal(0)
            assert abs(share.cents - exact) < 1
