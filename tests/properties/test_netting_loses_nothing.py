"""Whatever the policy and the discount, each item is in one claim or waits, and no cent is lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from sepadd.books import Books, propose
from sepadd.open_item import CreditNote, DirectDebitDiscount, Invoice, OpenItem
from sepadd.proposal import CollectingLimits, CreditNotes, Discounted, Draft, Selection
from sepadd.proposal.netting import Netting, Owed, net, one_by_one
from sepadd.testing import CREDITOR, DUE_ON, MANDATE, TERMS
from sepadd.values import Euro, MandateReference, RunId

DEBTORS = ("1", "2")
MANDATES = tuple(
    replace(
        MANDATE,
        reference=MandateReference(f"M-{debtor}"),
        debtor=replace(MANDATE.debtor, id=debtor),
    )
    for debtor in DEBTORS
)
items = st.builds(
    lambda kind, number, debtor, cents, category, hold: kind(
        number=str(number),
        debtor_id=debtor,
        amount=Euro(cents=cents),
        category=category,
        on_hold=hold,
    ),
    st.sampled_from((Invoice, CreditNote)),
    st.integers(1, 99),
    st.sampled_from(DEBTORS),
    st.integers(1, 500),
    st.sampled_from(("", "lesson")),
    st.sampled_from(("", "", "", "disputed")),
)
discounts = st.none() | st.builds(
    DirectDebitDiscount,
    off=st.integers(1, 600).map(lambda cents: Euro(cents=cents))
    | st.integers(1, 99_9999).map(lambda number: Decimal(number).scaleb(-4)),
    on_credit_notes=st.booleans(),
)
owing = st.lists(st.tuples(items, st.sampled_from(MANDATES)), max_size=12)


def balance(those: Iterable[OpenItem]) -> Euro:
    return Euro.total(item.balance for item in those)


def nothing_is_lost(netting: Netting, owed: list[Owed]) -> None:
    settled = [item for claim in netting.claims for item in claim.items]
    waiting = [item for group in netting.waiting for item in group.items]
    assert Counter([*settled, *waiting]) == Counter(item for item, _ in owed)
    for claim in netting.claims:
        assert claim.amount.cents > 0
        assert claim.discount.cents >= 0
        assert claim.amount + claim.discount == balance(claim.items)
    for group in netting.waiting:
        assert group.balance == balance(group.items)
        assert group.balance <= group.discount


@given(owing, st.sampled_from(CreditNotes), discounts)
def test_condensed_nothing_is_lost(
    owed: list[Owed], credit_notes: CreditNotes, discount: Discounted | None
) -> None:
    netting = net(owed, credit_notes=credit_notes, discount=discount)
    nothing_is_lost(netting, owed)
    keys = [claim.mandate.key for claim in netting.claims]
    assert len(keys) == len(set(keys))


@given(owing, discounts)
def test_one_by_one_nothing_is_lost(owed: list[Owed], discount: Discounted | None) -> None:
    nothing_is_lost(one_by_one(owed, discount=discount), owed)


@given(owing, discounts)
def test_used_up_no_mandate_collects_less_than_where_all_wait(
    owed: list[Owed], discount: Discounted | None
) -> None:
    all_wait = net(owed, discount=discount).claims
    used_up = net(owed, credit_notes=CreditNotes.USED_UP, discount=discount).claims
    assert set(all_wait) <= set(used_up)


selections = st.sampled_from(
    (Selection(), Selection(categories=frozenset({"lesson"})), Selection(last_debtor="1"))
)
limits = st.builds(
    CollectingLimits,
    per_collection=st.none() | st.integers(1, 900).map(lambda cents: Euro(cents=cents)),
    per_run=st.none() | st.integers(1, 900).map(lambda cents: Euro(cents=cents)),
)


asked = st.fixed_dictionaries(
    {
        "selection": selections,
        "credit_notes": st.sampled_from(CreditNotes),
        "discount": discounts,
        "limits": limits,
        "condense": st.booleans(),
    }
)


@given(st.lists(items, max_size=10), asked)
def test_every_item_is_collected_once_or_says_why_not(
    open_items: list[OpenItem], asked: dict[str, Any]
) -> None:
    proposal = propose(
        Books(creditor=CREDITOR, open_items=open_items, mandates=MANDATES, runs=()),
        TERMS,
        Draft(id=RunId("X"), due_on=DUE_ON, **asked),
    )
    assert [line.item for line in proposal.lines] == open_items
    settled = [item.key for collection in proposal.collections for item in collection.items]
    assert Counter(settled) == Counter(line.item.key for line in proposal.lines if line.ok)
    assert all(count == 1 for count in Counter(settled).values())
    assert all(line.ok is not bool(line.reasons.errors) for line in proposal.lines)
    for collection in proposal.collections:
        assert collection.amount + collection.discount == balance(collection.items)
    most = asked["limits"].per_run
    assert most is None or proposal.total <= most
