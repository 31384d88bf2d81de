"""Whatever is open: each total tells all of it, once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sepadd.books import Books, propose
from sepadd.open_item import CreditNote, Invoice, OpenItem
from sepadd.proposal import AmountChanged, Draft, Proposal
from sepadd.reports import (
    Totals,
    by_date,
    by_debtor,
    by_scheme,
    open_balance,
    specifications,
    totals,
)
from sepadd.testing import AT, B2B_MANDATE, CREDITOR, DUE_ON, MANDATE, TERMS
from sepadd.values import Euro, MandateReference, RunId

DEBTORS = st.sampled_from(["10042", "20007", "777"])
AMOUNTS = st.integers(1, 500_00).map(lambda cents: Euro(cents=cents))
ITEMS = st.lists(
    st.builds(
        Invoice,
        number=st.integers(1, 9).map(str),
        debtor_id=DEBTORS,
        amount=AMOUNTS,
        due_on=st.none() | st.dates(date(2026, 11, 30), date(2026, 12, 4)),
        mandate=st.none() | st.just(MandateReference("M-1")),
    )
    | st.builds(CreditNote, number=st.integers(1, 9).map(str), debtor_id=DEBTORS, amount=AMOUNTS),
    max_size=6,
    unique_by=lambda item: item.key,
)


class _Off:
    """A discount that is no larger than half of what is collected."""

    def of(self, items: Any) -> Euro:
        return Euro(cents=max(0, Euro.total(item.balance for item in items).cents // 2))


@st.composite
def proposals(draw: st.DrawFn) -> Proposal:
    items: list[OpenItem] = draw(ITEMS)
    changed = draw(st.lists(st.sampled_from(items), max_size=2)) if items else []
    draft = Draft(
        id=RunId("2026-12"),
        due_on=DUE_ON,
        condense=draw(st.booleans()),
        discount=draw(st.none() | st.just(_Off())),
        edits=tuple(
            AmountChanged(
                at=AT, item=item.key, amount=draw(AMOUNTS), above_open=draw(st.booleans())
            )
            for item in changed
        ),
    )
    return propose(
        Books(creditor=CREDITOR, open_items=items, mandates=(MANDATE, B2B_MANDATE), runs=()),
        TERMS,
        draft,
    )


@pytest.mark.parametrize("group", [by_debtor, by_scheme, by_date])
@settings(max_examples=60)
@given(proposal=proposals())
def test_the_groups_add_up_to_the_whole_and_that_to_what_is_open(
    group: Callable[[Proposal], Mapping[Any, Totals]], proposal: Proposal
) -> None:
    whole, parts = totals(proposal), list(group(proposal).values())
    assert whole.open == Euro.total(map(open_balance, proposal.lines))
    assert Euro.total(part.open for part in parts) == whole.open
    assert Euro.total(part.kept_back for part in parts) == whole.kept_back
    assert sum(part.collected.count for part in parts) == len(proposal.collections)
    assert sum(part.left_out.count for part in parts) == len(proposal.left_out)


@settings(max_examples=60)
@given(proposals())
def test_every_specification_adds_up_to_the_amount(proposal: Proposal) -> None:
    parts = [part for debtor in specifications(proposal) for part in debtor.collections]
    assert [part.end_to_end_id for part in parts] == [
        each.end_to_end_id for each in sorted(proposal.collections, key=_first_of(proposal))
    ]
    for part in parts:
        assert part.invoiced - part.credited == part.amount + part.discount


def _first_of(proposal: Proposal) -> Callable[[Any], int]:
    order: dict[str, int] = {}
    for each in proposal.collections:
        order.setdefault(each.mandate.debtor.id, len(order))
    return lambda collection: order[collection.mandate.debtor.id]
