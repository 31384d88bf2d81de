"""Runs of which some collections failed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from sepadd.collection import Collection, Return, Settlement, reason
from sepadd.run import CollectionRun, submit
from sepadd.testing import AT, COLLECTION, DUE_ON, a_run
from sepadd.values import EndToEndId


def collection(name: str, code: str | None = None, due_on: date = DUE_ON) -> Collection:
    own = EndToEndId(name)
    fresh = replace(COLLECTION, end_to_end_id=own, due_on=due_on)
    if code is None:
        return fresh.after(Settlement(end_to_end_id=own, on=due_on))
    return fresh.after(Return(end_to_end_id=own, on=due_on, reason=reason(code)))


def run_of(collections: Iterable[Collection]) -> CollectionRun:
    return replace(submit(a_run(), at=AT), collections=tuple(collections))


EIGHT = run_of(
    [
        *(collection(f"S-{number}") for number in range(5)),
        collection("F-1", "AM04"),
        collection("F-2", "AM04"),
        collection("F-3", ""),
    ]
)
