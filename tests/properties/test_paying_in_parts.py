"""However an invoice is parted, nothing is lost or added, and no day drifts."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace
from datetime import date

from hypothesis import assume, given
from hypothesis import strategies as st

from sepadd.open_item import (
    AfterReturn,
    InstalmentPlan,
    Invoice,
    after_return,
    due_instalments,
    instalments,
)
from sepadd.open_item.instalment_plan import Rounding
from sepadd.testing import INVOICE
from sepadd.values import Euro

days = st.dates(date(2010, 1, 1), date(2040, 12, 31))
plans = st.builds(
    InstalmentPlan,
    parts=st.integers(2, 40),
    every_months=st.integers(1, 13),
    first=days,
    rounding=st.sampled_from(Rounding),
    end_of_month=st.booleans(),
)
amounts = st.integers(40, 999_999_999_99).map(lambda cents: Euro(cents=cents))
invoices = st.builds(lambda amount: replace(INVOICE, amount=amount), amounts)


@given(invoices, plans)
def test_the_parts_come_to_the_invoice(invoice: Invoice, plan: InstalmentPlan) -> None:
    parts = [part.item.amount for part in instalments(invoice, plan)]
    assert Euro.total(parts) == invoice.amount


@given(invoices, plans)
def test_all_parts_but_the_rounded_one_are_equal_and_it_has_less_than_a_cent_for_each_more(
    invoice: Invoice, plan: InstalmentPlan
) -> None:
    cents = [amount.cents for amount in plan.amounts(invoice)]
    rounded = cents.pop(0 if plan.rounding is Rounding.FIRST else -1)
    assert len(set(cents)) == 1
    assert 0 <= rounded - cents[0] < plan.parts


@given(invoices, plans)
def test_each_part_has_a_number_and_a_later_day_of_its_own(
    invoice: Invoice, plan: InstalmentPlan
) -> None:
    items = [part.item for part in instalments(invoice, plan)]
    due_dates = plan.due_dates(invoice)
    assert len({item.key for item in items} | {invoice.key}) == plan.parts + 1
    assert sorted(set(due_dates)) == list(due_dates) == [item.due_on for item in items]


@given(plans, days)
def test_every_part_is_due_on_the_day_of_the_first_or_the_last_of_a_shorter_month(
    plan: InstalmentPlan, first: date
) -> None:
    wanted = 31 if plan.end_of_month else first.day
    for nth, day in enumerate(replace(plan, first=first).due_dates(INVOICE)):
        years, month = divmod(first.month - 1 + nth * plan.every_months, 12)
        assert (day.year, day.month) == (first.year + years, month + 1)
        assert day.day == min(wanted, monthrange(day.year, day.month)[1])


@given(invoices, plans, days, days)
def test_what_is_due_stays_due(
    invoice: Invoice, plan: InstalmentPlan, one: date, other: date
) -> None:
    parts = instalments(invoice, plan)
    earlier, later = (due_instalments(parts, day) for day in sorted((one, other)))
    assert later[: len(earlier)] == earlier


@given(invoices, plans, st.data())
def test_what_is_called_in_and_what_was_collected_come_to_the_invoice(
    invoice: Invoice, plan: InstalmentPlan, data: st.DataObject
) -> None:
    parts = instalments(invoice, plan)
    keys = [part.item.key for part in parts]
    collected = data.draw(st.sets(st.sampled_from(keys)))
    assume(len(collected) < len(keys))
    returned = {data.draw(st.sampled_from([key for key in keys if key not in collected]))}
    (balance,) = after_return(
        parts, returned, AfterReturn.WHOLE_BALANCE, until=date(2026, 1, 1), collected=collected
    )
    kept = [part.item.amount for part in parts if part.item.key in collected]
    assert Euro.total([balance.amount, *kept]) == invoice.amount
