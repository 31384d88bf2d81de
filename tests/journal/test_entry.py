"""An entry is the same on both sides; it is added up, undone and counted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from helpers.journal_entries import (
    AT_FILE,
    BOTH,
    HUNDRED,
    NINE_HUNDRED,
    ONE,
    RETURNED,
    TWO,
    a_run_of,
    euros,
    sums,
    told,
)
from sepadd.collection import Reject
from sepadd.findings import InvalidValue
from sepadd.journal import Entry, Line, Role, entries
from sepadd.journal.entry import Event, times_opened_again
from sepadd.open_item import ItemKey, ItemKind
from sepadd.testing import DUE_ON

# -- undoing ---------------------------------------------------------------------------------------


def test_feature_2_l19_a_run_that_failed_as_a_whole_is_open_as_before() -> None:
    rejects = [
        each.knowing([replace(told(Reject, None), end_to_end_id=each.end_to_end_id)])
        for each in BOTH
    ]
    made = entries(a_run_of(*rejects), AT_FILE)
    assert sums(made) == {}
    assert len(made) == 4


def test_feature_2_l19_one_collection_that_failed_leaves_the_others_closed() -> None:
    made = entries(a_run_of(HUNDRED.knowing([told(Reject, None)]), NINE_HUNDRED), AT_FILE)
    assert sums(made) == {"in transit": "900.00", "receivable": "-900.00"}


def test_feature_2_l19_it_is_counted_how_often_an_item_came_back() -> None:
    failed = HUNDRED.knowing([told(Reject, None)])
    again = replace(failed, end_to_end_id=TWO, facts=(), retries=(ONE,)).knowing(
        [replace(RETURNED, end_to_end_id=TWO)]
    )
    made = entries(a_run_of(failed, again, NINE_HUNDRED), AT_FILE)
    assert times_opened_again(made) == {ItemKey(ItemKind.INVOICE, "R-1"): 2}


# -- entries and their table -----------------------------------------------------------------------


def an_entry(*given: Line) -> Entry:
    return Entry(id="X", event=Event.TAKEN, on=DUE_ON, description="X", lines=given)


DEBIT = Line(Role.IN_TRANSIT, debit=euros(1))
CREDIT = Line(Role.RECEIVABLE, credit=euros(1))


@pytest.mark.parametrize(
    "given",
    [
        (),
        (DEBIT,),
        (DEBIT, CREDIT._replace(credit=euros(2))),
        (DEBIT, CREDIT, Line(Role.DISCOUNT)),
        (DEBIT._replace(credit=euros(1)), CREDIT._replace(debit=euros(1))),
        (DEBIT._replace(debit=euros(-1)), CREDIT._replace(credit=euros(-1))),
    ],
)
def test_an_entry_that_is_not_balanced_cannot_be_made(given: tuple[Line, ...]) -> None:
    with pytest.raises(InvalidValue, match=r"entry X.*debits? "):
        an_entry(*given)


def test_a_balanced_entry_can_be_made() -> None:
    assert an_entry(DEBIT, CREDIT).amount == euros(1)
