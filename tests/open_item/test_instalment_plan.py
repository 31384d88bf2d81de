"""An invoice that is paid in parts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from sepadd.books import Books, propose
from sepadd.findings import InvalidValue
from sepadd.open_item import (
    AfterReturn,
    CreditNote,
    InstalmentPlan,
    Invoice,
    ItemKey,
    ItemKind,
    PaymentTerm,
    after_return,
    due_instalments,
    instalments,
)
from sepadd.open_item.instalment_plan import Instalment, Rounding
from sepadd.proposal import Draft
from sepadd.testing import CREDITOR, DUE_ON, INVOICE, MANDATE, TERMS
from sepadd.values import BASIC, Euro, RunId

HUNDRED = replace(INVOICE, amount=Euro(cents=100_00))
PLAN = InstalmentPlan(parts=3)
PARTS = instalments(HUNDRED, PLAN)
FIRST, SECOND, THIRD = (part.item for part in PARTS)
NOVEMBER, DECEMBER, JANUARY = date(2026, 11, 30), date(2026, 12, 30), date(2027, 1, 30)


def days(first: date | PaymentTerm, *, end_of_month: bool = False, every: int = 1) -> list[date]:
    plan = InstalmentPlan(parts=4, every_months=every, first=first, end_of_month=end_of_month)
    return list(plan.due_dates(INVOICE))


# -- amounts ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rounding", "amounts"),
    [
        (Rounding.LAST, ["33.33", "33.33", "33.34"]),
        (Rounding.FIRST, ["33.34", "33.33", "33.33"]),
    ],
)
def test_feature_2_l20_the_cents_left_are_in_the_first_part_or_the_last(
    rounding: Rounding, amounts: list[str]
) -> None:
    parts = instalments(HUNDRED, replace(PLAN, rounding=rounding))
    assert [str(part.item.amount) for part in parts] == amounts


def test_all_cents_left_are_in_one_part() -> None:
    amounts = InstalmentPlan(parts=7).amounts(replace(INVOICE, amount=Euro(cents=13)))
    assert [amount.cents for amount in amounts] == [1, 1, 1, 1, 1, 1, 7]


def test_a_part_is_at_least_a_cent() -> None:
    assert PLAN.amounts(replace(INVOICE, amount=Euro(cents=3))) == (Euro(cents=1),) * 3
    with pytest.raises(InvalidValue, match=r"invoice 2026-1001: 0\.02 cannot be paid in 3 parts"):
        instalments(replace(INVOICE, amount=Euro(cents=2)), PLAN)


# -- days ---------------------------------------------------------------------------------------


def test_feature_2_l20_a_part_falls_due_every_so_many_months() -> None:
    assert days(date(2026, 1, 15), every=3) == [
        date(2026, 1, 15),
        date(2026, 4, 15),
        date(2026, 7, 15),
        date(2026, 10, 15),
    ]


def test_feature_2_l20_a_short_month_does_not_shorten_the_next() -> None:
    assert days(date(2026, 1, 30)) == [
        date(2026, 1, 30),
        date(2026, 2, 28),
        date(2026, 3, 30),
        date(2026, 4, 30),
    ]


@pytest.mark.parametrize("first", [date(2026, 1, 31), date(2026, 1, 1)])
def test_feature_2_l20_by_the_end_of_month_rule_every_part_is_due_on_the_last_day(
    first: date,
) -> None:
    assert days(first, end_of_month=True) == [
        date(2026, 1, 31),
        date(2026, 2, 28),
        date(2026, 3, 31),
        date(2026, 4, 30),
    ]


def test_without_the_rule_the_last_of_february_stays_the_28th() -> None:
    assert days(date(2026, 2, 28))[1] == date(2026, 3, 28)
    assert days(date(2026, 2, 28), end_of_month=True)[1] == date(2026, 3, 31)


def test_feature_2_4_the_payment_term_of_the_debtor_gives_the_first_day() -> None:
    assert days(PaymentTerm(days=14))[:2] == [date(2026, 11, 15), date(2026, 12, 15)]


def test_without_a_first_day_the_first_part_is_due_when_the_invoice_is() -> None:
    assert PLAN.due_dates(INVOICE) == (NOVEMBER, DECEMBER, JANUARY)


def test_an_invoice_without_a_date_needs_a_plan_with_a_first_day() -> None:
    invoice = replace(INVOICE, issued_on=None, due_on=None)
    assert replace(PLAN, first=NOVEMBER).due_dates(invoice)[0] == NOVEMBER
    with pytest.raises(InvalidValue, match="invoice 2026-1001: the due date is missing"):
        instalments(invoice, PLAN)
    with pytest.raises(InvalidValue, match="invoice 2026-1001: the date is missing"):
        instalments(invoice, replace(PLAN, first=PaymentTerm(days=30)))


# -- plans --------------------------------------------------------------------------------------


@pytest.mark.parametrize("parts", [1, 0, -1, True, 2.0, "2"])
def test_a_plan_has_two_parts_or_more(parts: Any) -> None:
    assert InstalmentPlan(parts=2).parts == 2
    with pytest.raises(InvalidValue, match=r"parts.*: needs a whole number"):
        InstalmentPlan(parts=parts)


@pytest.mark.parametrize("months", [0, -1, True, 1.0])
def test_a_plan_moves_on_by_a_month_or_more(months: Any) -> None:
    with pytest.raises(InvalidValue, match=r"months.*: needs a whole number"):
        InstalmentPlan(parts=2, every_months=months)


# -- the items ----------------------------------------------------------------------------------


def test_feature_2_4_each_part_is_an_open_item_that_leads_back_to_the_invoice() -> None:
    assert PARTS[1] == Instalment(
        of=HUNDRED,
        part=2,
        parts=3,
        item=replace(
            HUNDRED, number="2026-1001.2", amount=Euro(cents=33_33), due_on=date(2026, 12, 30)
        ),
    )


def test_the_number_of_a_part_can_be_told_to_the_bank_as_it_is() -> None:
    assert set("".join(part.item.number for part in PARTS)) <= set(BASIC)


def test_a_part_keeps_what_the_invoice_says_of_itself() -> None:
    invoice = replace(HUNDRED, category="membership", on_hold="disputed", mandate=MANDATE.reference)
    (part, *_) = instalments(invoice, PLAN)
    kept = replace(part.item, number=invoice.number, amount=invoice.amount, due_on=invoice.due_on)
    assert kept == invoice


def test_feature_2_4_a_run_collects_the_part_that_is_due_and_no_other() -> None:
    items = tuple(part.item for part in PARTS)
    proposal = propose(
        Books(creditor=CREDITOR, open_items=items, mandates=(MANDATE,), runs=()),
        TERMS,
        Draft(id=RunId("2026-12"), due_on=DUE_ON),
    )
    assert [line.ok for line in proposal.lines] == [True, False, False]


# -- what is due --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("until", "due"),
    [
        (date(2026, 11, 29), ()),
        (NOVEMBER, (FIRST,)),
        (date(2026, 12, 29), (FIRST,)),
        (DECEMBER, (FIRST, SECOND)),
        (JANUARY, (FIRST, SECOND, THIRD)),
    ],
)
def test_feature_2_l20_parts_that_are_due_add_up(until: date, due: tuple[Invoice, ...]) -> None:
    assert due_instalments(PARTS, until) == due


def test_a_part_that_was_collected_stays_out() -> None:
    assert due_instalments(PARTS, DECEMBER, collected={FIRST.key}) == (SECOND,)


# -- after a return -----------------------------------------------------------------------------


def test_feature_2_l20_a_returned_part_is_repeated_with_what_else_is_due() -> None:
    again = after_return(PARTS, {FIRST.key}, AfterReturn.REPEAT, until=DECEMBER)
    assert again == (FIRST, SECOND)


def test_a_repeat_leaves_out_what_was_collected() -> None:
    again = after_return(
        PARTS, {SECOND.key}, AfterReturn.REPEAT, until=DECEMBER, collected={FIRST.key}
    )
    assert again == (SECOND,)


def test_feature_2_l20_or_the_whole_balance_is_due_and_is_no_longer_collected() -> None:
    balance = after_return(
        PARTS, {SECOND.key}, AfterReturn.WHOLE_BALANCE, until=DECEMBER, collected={FIRST.key}
    )
    assert balance == (replace(HUNDRED, amount=Euro(cents=66_67), due_on=DECEMBER, collect=False),)


def test_another_invoice_goes_on_by_its_plan() -> None:
    other = instalments(replace(HUNDRED, number="R-2"), PLAN)
    due = after_return((*PARTS, *other), {FIRST.key}, AfterReturn.WHOLE_BALANCE, until=NOVEMBER)
    assert [(item.number, item.amount.cents) for item in due] == [
        ("2026-1001", 100_00),
        ("R-2.1", 33_33),
    ]


@pytest.mark.parametrize("policy", AfterReturn)
@pytest.mark.parametrize(
    "returned",
    [
        (),
        (INVOICE.key,),
        (CreditNote(number=FIRST.number, debtor_id="1", amount=Euro(cents=1)).key,),
        (ItemKey(ItemKind.INVOICE, "2026-1001.4"),),
    ],
)
def test_the_return_of_something_else_changes_nothing(
    policy: AfterReturn, returned: tuple[ItemKey, ...]
) -> None:
    due = after_return(PARTS, returned, policy, until=DECEMBER, collected={FIRST.key})
    assert due == (SECOND,)


@pytest.mark.parametrize("policy", AfterReturn)
def test_a_part_is_not_both_returned_and_collected(policy: AfterReturn) -> None:
    with pytest.raises(InvalidValue, match=r"invoice 2026-1001\.1 is said to be both"):
        after_return(PARTS, {FIRST.key}, policy, until=DECEMBER, collected={FIRST.key})
