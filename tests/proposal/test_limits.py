"""The user's own limits: what goes beyond them is left out, and told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from helpers.books import decided
from sepadd.books import Books, propose
from sepadd.collection import Collection, Return, Settlement, reason
from sepadd.findings import InvalidValue
from sepadd.mandate import Mandate, amend
from sepadd.open_item import Invoice, OpenItem
from sepadd.proposal import NO_LIMITS, CollectingLimits, Draft, Proposal
from sepadd.proposal.limits import Room
from sepadd.run import CollectionRun, submit, withdraw
from sepadd.testing import (
    AT,
    B2B_MANDATE,
    COLLECTION,
    CREDIT_NOTE,
    CREDITOR,
    DUE_ON,
    INVOICE,
    MANDATE,
    TERMS,
)
from sepadd.values import EndToEndId, Euro, MandateReference, RunId

EUR = Euro
FORTY = INVOICE.amount
"""What the invoice comes to."""


def proposed(
    *items: OpenItem, mandates: Iterable[Mandate] = (MANDATE, B2B_MANDATE), **asked: Any
) -> Proposal:
    given: dict[str, Any] = {"id": RunId("2027-01"), "due_on": DUE_ON, "creditor": CREDITOR}
    given |= asked
    runs, creditor = given.pop("runs", ()), given.pop("creditor")
    books = Books(creditor=creditor, open_items=items, mandates=mandates, runs=runs)
    return propose(books, TERMS, Draft(**given))


def left_out(*items: OpenItem, limits: CollectingLimits, **asked: Any) -> list[list[str]]:
    proposal = proposed(*items, limits=limits, **asked)
    assert [line.ok for line in proposal.lines] == [
        not line.reasons.errors for line in proposal.lines
    ]
    return [[f.rule for f in line.reasons.errors] for line in proposal.lines]


def invoice(number: str, amount: str, debtor_id: str = "10042") -> Invoice:
    return Invoice(number=number, debtor_id=debtor_id, amount=EUR(amount))


def earlier(due_on: date, amount: str = "60.00", **otherwise: Any) -> CollectionRun:
    """A run that was sent, and collected under the mandate."""
    collection = replace(
        COLLECTION,
        end_to_end_id=EndToEndId(f"E-{due_on}"),
        due_on=due_on,
        amount=EUR(amount),
        items=(invoice(f"E-{due_on}", amount),),
    )
    run = decided(proposed(INVOICE, id=RunId(f"R-{due_on}")), TERMS, at=AT)
    return replace(run, collections=(replace(collection, **otherwise),))


# -- one collection -------------------------------------------------------------------------------


def test_a_collection_may_be_as_large_as_the_limit_and_not_a_cent_larger() -> None:
    assert left_out(INVOICE, limits=CollectingLimits(per_collection=FORTY)) == [[]]
    limits = CollectingLimits(per_collection=EUR("39.99"))
    assert left_out(INVOICE, limits=limits) == [["LIM-01"]]
    assert proposed(INVOICE, limits=limits).lines[0].status == (
        "40.00, and at most 39.99 is collected at once"
    )


def test_what_counts_is_what_is_left_after_netting() -> None:
    limits = CollectingLimits(per_collection=EUR("30"))
    assert left_out(INVOICE, CREDIT_NOTE, limits=limits) == [[], []]
    less = CollectingLimits(per_collection=EUR("29.99"))
    assert left_out(INVOICE, CREDIT_NOTE, limits=less) == [["LIM-01"], ["LIM-01"]]


# -- one run --------------------------------------------------------------------------------------


def test_a_run_is_filled_up_to_the_cent_in_the_order_of_the_items() -> None:
    items = (INVOICE, invoice("B-1", "10.00", "20007"))
    assert left_out(*items, limits=CollectingLimits(per_run=EUR("50"))) == [[], []]
    limits = CollectingLimits(per_run=EUR("49.99"))
    assert left_out(*items, limits=limits) == [[], ["LIM-03"]]
    assert proposed(*items, limits=limits).lines[1].status == (
        "10.00 after 40.00, and a run is at most 49.99"
    )


def test_what_comes_after_one_that_does_not_fit_may_fit() -> None:
    items = (invoice("1", "40.01"), invoice("B-1", "10.00", "20007"))
    assert left_out(*items, limits=CollectingLimits(per_run=FORTY)) == [["LIM-03"], []]


def test_what_is_refused_for_another_reason_takes_no_room() -> None:
    unsigned = (replace(MANDATE, signed_on=None), B2B_MANDATE)
    items = (INVOICE, invoice("B-1", "40.00", "20007"))
    found = left_out(*items, mandates=unsigned, limits=CollectingLimits(per_run=FORTY))
    assert found == [["MND-01"], []]


# -- one mandate in a period ------------------------------------------------------------------


MONTHLY = CollectingLimits(per_mandate=EUR("100"))


def test_what_live_runs_collect_counts_up_to_the_cent() -> None:
    runs = [earlier(date(2026, 11, 15))]
    assert left_out(INVOICE, limits=MONTHLY, runs=runs) == [[]]
    limits = CollectingLimits(per_mandate=EUR("99.99"))
    assert left_out(INVOICE, limits=limits, runs=runs) == [["LIM-02"]]
    assert proposed(INVOICE, limits=limits, runs=runs).lines[0].status == (
        "40.00 beside 60.00 in a month up to 2026-12-01, and at most 99.99 is collected under "
        "mandate M-1"
    )


def test_a_month_begins_on_the_day_after_the_same_day() -> None:
    limits = CollectingLimits(per_mandate=FORTY)
    assert left_out(INVOICE, limits=limits, runs=[earlier(date(2026, 11, 1))]) == [[]]
    assert left_out(INVOICE, limits=limits, runs=[earlier(date(2026, 11, 2))]) == [["LIM-02"]]


def test_it_may_be_for_several_months() -> None:
    quarter = CollectingLimits(per_mandate=FORTY, months=3)
    assert left_out(INVOICE, limits=quarter, runs=[earlier(date(2026, 9, 1))]) == [[]]
    assert left_out(INVOICE, limits=quarter, runs=[earlier(date(2026, 9, 2))]) == [["LIM-02"]]
    said = proposed(INVOICE, limits=quarter, runs=[earlier(date(2026, 9, 2))]).lines[0].status
    assert "in 3 months up to 2026-12-01" in said


def test_what_is_due_later_counts_where_a_period_holds_both() -> None:
    limits = CollectingLimits(per_mandate=FORTY)
    assert left_out(INVOICE, limits=limits, runs=[earlier(date(2027, 1, 1))]) == [[]]
    assert left_out(INVOICE, limits=limits, runs=[earlier(date(2026, 12, 31))]) == [["LIM-02"]]


def test_what_is_due_earlier_and_later_does_not_count_twice() -> None:
    both = [earlier(date(2026, 11, 15)), earlier(date(2026, 12, 20))]
    assert left_out(INVOICE, limits=MONTHLY, runs=both) == [[]]


def test_another_mandates_collections_do_not_count() -> None:
    other = replace(MANDATE, reference=MandateReference("M-9"))
    limits = CollectingLimits(per_mandate=FORTY)
    runs = [earlier(date(2026, 11, 15), mandate=other)]
    assert left_out(INVOICE, limits=limits, runs=runs) == [[]]


def test_a_mandate_with_another_reference_is_still_the_same() -> None:
    amended = amend(MANDATE, on=date(2026, 11, 20), reference=MandateReference("M-NEW"))
    limits = CollectingLimits(per_mandate=FORTY)
    runs = [earlier(date(2026, 11, 15))]
    found = left_out(INVOICE, limits=limits, runs=runs, mandates=(amended,))
    assert found == [["LIM-02"]]


def test_what_has_failed_or_was_withdrawn_does_not_count() -> None:
    limits = CollectingLimits(per_mandate=FORTY)
    run = earlier(date(2026, 11, 15))
    assert left_out(INVOICE, limits=limits, runs=[run]) == [["LIM-02"]]
    assert left_out(INVOICE, limits=limits, runs=[withdraw(run, at=AT)]) == [[]]
    name, on = run.collections[0].end_to_end_id, date(2026, 11, 17)
    settled = run.collections[0].after(Settlement(end_to_end_id=name, on=on))
    paid = replace(submit(run, at=AT), collections=(settled,))
    assert left_out(INVOICE, limits=limits, runs=[paid]) == [["LIM-02"]]
    back = settled.after(Return(end_to_end_id=name, on=on, reason=reason("AM04")))
    failed = replace(paid, collections=(back,))
    assert left_out(INVOICE, limits=limits, runs=[failed]) == [[]]


def test_a_withdrawn_run_whose_collections_name_no_items_does_not_count_either() -> None:
    limits = CollectingLimits(per_mandate=FORTY)
    run = earlier(date(2026, 11, 15), items=())
    assert left_out(INVOICE, limits=limits, runs=[run]) == [["LIM-02"]]
    assert left_out(INVOICE, limits=limits, runs=[withdraw(run, at=AT)]) == [[]]


def test_one_by_one_the_collections_of_this_run_count_too() -> None:
    items = (INVOICE, invoice("2", "60.00"), invoice("3", "0.01"))
    found = left_out(*items, limits=MONTHLY, condense=False)
    assert found == [[], [], ["LIM-02"]]


# -- the limits themselves --------------------------------------------------------------------


def test_every_limit_that_is_broken_is_told() -> None:
    cent = EUR("0.01")
    limits = CollectingLimits(per_collection=cent, per_mandate=cent, per_run=cent)
    assert left_out(INVOICE, limits=limits) == [["LIM-01", "LIM-02", "LIM-03"]]
    assert [f.subject for f in proposed(INVOICE, limits=limits).lines[0].reasons] == [
        "collection 2027-01-1 of debtor 10042"
    ] * 3


def test_without_limits_nothing_is_counted_against_anybody() -> None:
    room = Room(NO_LIMITS, [earlier(date(2026, 11, 15))], DUE_ON)
    huge: Collection = replace(COLLECTION, amount=Euro(cents=10**15))
    room.take(huge)
    assert tuple(room.why_not(huge)) == ()


@pytest.mark.parametrize("what", ["per_collection", "per_mandate", "per_run"])
def test_a_limit_is_an_amount_above_zero(what: str) -> None:
    cent: Any = {what: EUR("0.01")}
    assert getattr(CollectingLimits(**cent), what) == EUR("0.01")
    zero: Any = {what: EUR("0")}
    with pytest.raises(InvalidValue, match=f"limit {what} 0.00: needs to be above 0.00"):
        CollectingLimits(**zero)
    number: Any = {what: 1000}
    with pytest.raises(InvalidValue, match=f"{what} of collecting limits: amount 1000 .*Euro"):
        CollectingLimits(**number)


def test_a_period_is_a_month_at_least() -> None:
    assert CollectingLimits(months=1) == NO_LIMITS
    with pytest.raises(InvalidValue, match="for 0 months: give 1 or more"):
        CollectingLimits(months=0)
