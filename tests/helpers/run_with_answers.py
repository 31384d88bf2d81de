"""A submitted run of which the bank has said one thing of each collection."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sepadd.collection import (
    BankFact,
    Collection,
    RTransaction,
    reason,
)
from sepadd.run import (
    CollectionRun,
    submit,
)
from sepadd.testing import AT, DUE_ON, a_run
from sepadd.values import EndToEndId

Told = type[BankFact] | None


def fact(kind: type[BankFact], collection: Collection) -> BankFact:
    about: dict[str, Any] = {"end_to_end_id": collection.end_to_end_id, "on": DUE_ON}
    if issubclass(kind, RTransaction):
        about["reason"] = reason("AM04")
    return kind(**about)


def told(*facts: Told) -> CollectionRun:
    """A submitted run with a collection for each fact, of which the bank has said just that."""
    run = submit(a_run(), at=AT)
    (collection,) = run.collections
    each = (
        replace(collection, end_to_end_id=EndToEndId(f"2026-12-{number}"))
        for number in range(1, len(facts) + 1)
    )
    pairs = zip(each, facts, strict=True)
    return replace(
        run, collections=tuple(c if kind is None else c.after(fact(kind, c)) for c, kind in pairs)
    )
