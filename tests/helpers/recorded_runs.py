"""A run of three collections, and what comes of facts in every order."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations

from helpers.books import record_run
from helpers.told import credited, one_by_one, rejected, three
from sepadd.recording import Fact
from sepadd.run import CollectionRun

THREE = three()
BATCH = "2026-12.B1"


def alike(run: CollectionRun, facts: Sequence[Fact]) -> CollectionRun:
    """Record facts in every order, each in a message of its own, and see that it ends the same."""
    first, *others = (one_by_one(run, order) for order in permutations(facts))
    assert all(each == first for each in others)
    assert record_run(run, [*facts, *facts]).run == first
    return first


REJECT = rejected(1, "MS03")
GROSS = credited("100.00", batch_id=BATCH, entry="E-1")
NET = credited("70.00", batch_id=BATCH)
