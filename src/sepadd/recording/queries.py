"""What is to be asked about a collection once more is known of it: too late, twice, or a copy.

A doubt stops nothing. What the bank has said is taken in, and somebody looks into it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from sepadd.collection import Collection, Movement, RTransaction, set_aside
from sepadd.findings import Finding, Sentence, Severity
from sepadd.rulebook import late
from sepadd.values import ZERO

TWICE_BACK: Final = Sentence(
    "BNK-08",
    "The money of a collection goes back once.",
    "EPC016-06: no refund follows a return",
    Severity.WARNING,
    why="No refund follows a return, so the creditor has paid twice.",
    hint="Ask the bank for one of the two amounts.",
)
COPY: Final = Sentence(
    "BNK-09",
    "A file is handed in once.",
    "EPC173-14 v8.0: the bank rejects the copy, and collects what it has taken on",
    Severity.WARNING,
    why=(
        "The bank turns the copy down and collects by the first file, so the items are not free "
        "although there is a rejection of them."
    ),
    hint="Leave the items with the run that the bank has taken on.",
)

DOUBT_SENTENCES: Final = (TWICE_BACK, COPY)
"""What is strange in what a bank has said of one collection."""


def doubts(was: Collection, now: Collection) -> Iterator[Finding]:
    """What is to be asked about a collection that is known better ``now`` than it ``was``."""
    yield from _late(was, now)
    yield from _of_a_copy(was, now)
    yield from _twice_back(was, now)


def _late(was: Collection, now: Collection) -> Iterator[Finding]:
    """Whatever went back after the last day on which it could."""
    for fact in now.facts:
        if fact not in was.facts and (finding := late(fact, now)) is not None:
            yield finding


def _of_a_copy(was: Collection, now: Collection) -> Iterator[Finding]:
    """The reject of a copy that turns nothing down, or that turns down no more what it did."""
    known = set_aside(was.facts)
    new = [fact for fact in set_aside(now.facts) if fact not in known]
    if not new:
        return
    detail = f"a copy of its file was rejected on {new[0].on}; the first one stands"
    if was.failed and not now.failed:
        detail += ". Its items were free meanwhile: see that nothing else collects them"
    yield COPY.finding(now.label, detail)


def _twice_back(was: Collection, now: Collection) -> Iterator[Finding]:
    """Money that has gone back more than once."""
    if not any(isinstance(fact, RTransaction) and fact not in was.facts for fact in now.facts):
        return
    back = _gone_back(now)
    if len(back) > 1 and back != _gone_back(was):
        told = " and ".join(f"a {m.kind.__name__.lower()} on {m.booked_on}" for m in back)
        yield TWICE_BACK.finding(now.label, f"{told}: ask the bank for one of them")


def _gone_back(collection: Collection) -> Sequence[Movement]:
    return [movement for movement in collection.movements if movement.amount < ZERO]
