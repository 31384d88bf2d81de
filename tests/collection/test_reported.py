"""What a bank's message reports, before it is known which collections it speaks of."""

from __future__ import annotations

from typing import Any

import pytest

from helpers.told import eur, told
from sepadd.collection import BankFact, Refund, Return, Settlement


@pytest.mark.parametrize(
    ("fact", "came_to"),
    [(Settlement, "53.25"), (Return, "46.75"), (Refund, "46.75"), (None, "46.75")],
)
def test_what_was_kept_of_a_credit_or_taken_beside_a_debit_tells_what_was_collected(
    fact: type[BankFact] | None, came_to: str
) -> None:
    moved = told(fact, moved="50.00", charges="3.00", compensation="0.25")
    assert moved.sums == (eur(came_to), eur("50.00"))


def test_where_nothing_has_moved_it_comes_to_nothing() -> None:
    assert told(Return, charges="3.00").sums == ()


REFERENCES = {
    "end_to_end_id": "collection E",
    "instruction_id": "instruction I",
    "mandate": "mandate M",
    "batch_id": "batch B",
    "message_id": "file F",
}


@pytest.mark.parametrize("narrowest", range(len(REFERENCES) + 1))
def test_it_is_named_by_the_narrowest_reference_that_it_gives(narrowest: int) -> None:
    given = list(REFERENCES)[narrowest:]
    names: dict[str, Any] = {name: REFERENCES[name].split()[1] for name in given}
    reported = told(Return, **names)
    expected = REFERENCES[given[0]] if given else "no reference"
    assert reported.label == f"pain.002 ST-1, TxInfAndSts[1]: {expected}"
