"""What a run holds, as rows for a table: each item once, and a one-off mandate while it is used."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from sepadd.collection import BankFact, Reject, Return, Settlement, reason
from sepadd.findings import InvalidValue
from sepadd.mandate import Amendment, SequenceType
from sepadd.records.tables import HeldChange, HeldRow, held_change, held_rows
from sepadd.records.tables.held_items import ONE_OFF_MANDATE
from sepadd.run import CollectionRun, submit, withdraw
from sepadd.testing import AT, INVOICE, MANDATE, a_run
from sepadd.values import MandateReference

POOL = "pool"
RUN = a_run()
ITEMS = (
    HeldRow(POOL, "credit_note", "C-2026-12", "2026-12"),
    HeldRow(POOL, "invoice", "2026-1001", "2026-12"),
)
NAME, DAY, WHY = RUN.collections[0].end_to_end_id, date(2026, 12, 2), reason("MS03")
SETTLED = Settlement(end_to_end_id=NAME, on=DAY)
REJECTED = Reject(end_to_end_id=NAME, on=DAY, reason=WHY)
RETURNED = Return(end_to_end_id=NAME, on=DAY, reason=WHY)
ONE_OFF = HeldRow(POOL, ONE_OFF_MANDATE, "NL42123456780001 M-1", "2026-12")


def one_off(**changes: Any) -> CollectionRun:
    """Give the run with its one collection under a one-off mandate."""
    (collection,) = RUN.collections
    mandate = replace(MANDATE, one_off=True, **changes)
    changed = replace(collection, mandate=mandate, sequence_type=SequenceType.ONE_OFF)
    return replace(RUN, collections=(changed,))


def answered(run: CollectionRun, *facts: BankFact) -> CollectionRun:
    """Give the run once the bank has told the facts of its one collection."""
    (collection,) = run.collections
    return replace(submit(run, at=AT), collections=(collection.knowing(facts),))


def rows(run: CollectionRun) -> tuple[HeldRow, ...]:
    return held_rows(run, administration=POOL)


# -- what is held -------------------------------------------------------------------------------


def test_a_run_holds_each_of_its_items_in_the_order_of_their_keys() -> None:
    assert rows(RUN) == ITEMS


def test_every_cell_is_plain_text_for_any_driver() -> None:
    assert {type(cell) for row in rows(one_off()) for cell in row} == {str}


def test_what_was_collected_stays_held() -> None:
    assert rows(answered(RUN, SETTLED)) == ITEMS


@pytest.mark.parametrize("told", [(REJECTED,), (SETTLED, RETURNED)])
def test_what_failed_is_free(told: tuple[BankFact, ...]) -> None:
    assert rows(answered(RUN, *told)) == ()


def test_a_withdrawn_run_holds_nothing() -> None:
    assert rows(withdraw(one_off(), at=AT)) == ()


def test_an_item_that_stands_in_two_collections_of_a_run_has_one_row() -> None:
    assert rows(replace(RUN, collections=RUN.collections * 2)) == ITEMS


# -- one-off mandates ---------------------------------------------------------------------------


def test_a_one_off_mandate_is_held_with_the_items() -> None:
    assert rows(one_off()) == (*ITEMS, ONE_OFF)


def test_a_one_off_mandate_that_was_used_stays_held_though_the_money_went_back() -> None:
    assert rows(answered(one_off(), SETTLED, RETURNED)) == (ONE_OFF,)


def test_a_one_off_mandate_is_free_where_the_collection_was_turned_down() -> None:
    assert rows(answered(one_off(), REJECTED)) == ()


def test_a_one_off_mandate_is_held_under_every_reference_that_it_had() -> None:
    before = Amendment(on=date(2026, 11, 2), reference=MandateReference("OLD-1"))
    held = [row.number for row in rows(one_off(amendments=(before,))) if row.kind == ONE_OFF.kind]
    assert held == ["NL42123456780001 M-1", "NL42123456780001 OLD-1"]


# -- what has to change -------------------------------------------------------------------------


def change(run: CollectionRun, *stored: tuple[str, ...]) -> HeldChange:
    return held_change(run, stored, administration=POOL)


def test_of_a_new_run_everything_is_to_be_held() -> None:
    assert change(RUN) == (ITEMS, ())


def test_of_a_run_that_stands_as_it_was_nothing_changes() -> None:
    assert change(RUN, *map(tuple, ITEMS)) == ((), ())


def test_of_a_withdrawn_run_everything_is_released_in_order() -> None:
    assert change(withdraw(RUN, at=AT), *reversed(ITEMS)) == ((), ITEMS)


def test_a_revision_releases_what_it_left_out_and_holds_what_it_took_in() -> None:
    (collection,) = RUN.collections
    other = replace(INVOICE, number="2026-1002")
    revised = replace(RUN, collections=(replace(collection, items=(INVOICE, other)),))
    new = HeldRow(POOL, "invoice", "2026-1002", "2026-12")
    assert change(revised, *ITEMS) == ((new,), (ITEMS[0],))


def test_nothing_changes_once_it_was_changed() -> None:
    run = answered(one_off(), SETTLED, RETURNED)
    first = change(run, *rows(one_off()))
    assert (first.to_hold, first.to_release) == ((), ITEMS)
    assert change(run, ONE_OFF) == ((), ())


@pytest.mark.parametrize(
    "row",
    [
        (POOL, "invoice", "2026-1001", "2027-01"),
        ("rink", "invoice", "2026-1001", "2026-12"),
        (POOL, "invoice", "2026-1001"),
        ("administration", "kind", "number", "run_id"),
    ],
)
def test_a_row_of_another_run_is_not_released(row: tuple[str, ...]) -> None:
    with pytest.raises(InvalidValue, match=r"needs to be one of run 2026-12 of administration"):
        change(RUN, row)
