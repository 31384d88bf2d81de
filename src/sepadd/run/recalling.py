"""Calling back what the bank has and has not settled yet: a file, a batch, or single collections.

A recall is a request. Nothing changes by it but a note in the run's history: a collection is
cancelled once the bank says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final, NamedTuple

from sepadd.collection import NOT_TAKEN, Collection, CollectionStatus, FailureKind
from sepadd.findings import Finding, Sentence
from sepadd.frozen import dataclass
from sepadd.rulebook import Terms
from sepadd.run.file_parts import (
    FilePart,
    FileRequest,
    Named,
    ids_for,
    must_be_allowed,
    parts_named,
    reason_for,
    told_of,
)
from sepadd.run.run import CollectionRun
from sepadd.run.submitting import note
from sepadd.values import MessageId

TOO_LATE: Final = Sentence(
    "RCL-01",
    "A collection is recalled before the day on which it settles.",
    "ABN AMRO on direct debits: cancelled until D-1; the scheme leaves recalls to the banks",
    why="A bank can cancel what it still has; on the day of settlement the money is on its way.",
    hint="Reverse the collection once it has settled.",
)
NOT_UNDER_WAY: Final = Sentence(
    "RCL-02",
    "What is recalled is still under way.",
    "a bank cancels what it has, and has not settled",
    why="What was turned down, has settled or has gone back cannot be stopped any more.",
    hint="Reverse what has settled, and leave the rest as it is.",
)

RECALL_SENTENCES: Final = (TOO_LATE, NOT_UNDER_WAY)
"""Why something cannot be recalled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recall(FileRequest):
    """One message to the bank: to cancel all of a file (``whole``), or what is named of it."""

    whole: bool

    @property
    def label(self) -> str:
        """How a finding names it."""
        return f"recall {self.id}"


class RecallAsked(NamedTuple):
    """A run that remembers what was asked, and the message for each file to send to the bank."""

    run: CollectionRun
    recalls: tuple[Recall, ...]


def recall(
    run: CollectionRun,
    what: Iterable[Named] | None,
    terms: Terms,
    *,
    id: MessageId,
    reason: str,
    at: datetime,
    text: str = "",
    by: str = "",
) -> RecallAsked:
    """Ask the bank to cancel collections before they settle.

    ``what`` names collections, batches and files by what the bank knows them by; ``None`` stands
    for the whole run. ``reason`` is ``CUST`` (asked by the customer), ``DUPL``, ``TECH``, ``FRAD``
    or ``DT01``, ``text`` what stands beside it, in at most 105 characters. The day is that of the
    ``terms``. Of a whole batch or file it is no matter that the bank has turned some down.

    The run has a note in its history, and is otherwise as before. Raises
    :class:`~sepadd.RulesViolated` with all that has settled, settles today or was turned
    down; :class:`~sepadd.IllegalStep` unless the run is submitted, and for a name that it
    does not have; :class:`~sepadd.InvalidValue` for another reason.

    >>> from datetime import UTC
    >>> from sepadd import submit
    >>> from sepadd.testing import AT, TERMS, a_run
    >>> sent = submit(a_run(), at=AT)
    >>> asked = recall(sent, None, TERMS, id=MessageId("C-1"), reason="DUPL", at=AT)
    >>> asked.run.history[-1].note
    'recall C-1: asked the bank to cancel file 2026-12 (DUPL)'

    Source: ISO 20022, camt.055; EPC173-14 and ISO's external code sets on the reasons.
    """
    given = reason_for(FailureKind.CANCELLATION, reason, text)
    parts = parts_named(run, what)
    must_be_allowed((found for part in parts for found in _of(part, terms)), terms)
    recalls = tuple(
        Recall(id=name, file=part.file, batches=part.batches, whole=part.whole, reason=given, at=at)
        for name, part in zip(ids_for(id, parts), parts, strict=True)
    )
    said = f"recall {id}: asked the bank to cancel {told_of(parts)} ({reason})"
    return RecallAsked(note(run, at=at, by=by, note=said), recalls)


def _of(part: FilePart, terms: Terms) -> Iterator[Finding]:
    """What stands against a part; where all was named, what was turned down is passed over."""
    meant = [
        collection
        for batch in part.batches
        for collection in batch.collections
        if not (batch.whole and collection.status in NOT_TAKEN)
    ]
    if not meant:
        detail = "all of it was turned down already: there is nothing to recall"
        yield NOT_UNDER_WAY.finding(told_of((part,)), detail)
    for collection in meant:
        yield from _why_not(collection, terms)


def _why_not(collection: Collection, terms: Terms) -> Iterator[Finding]:
    status, on = collection.status, terms.on
    settles_on = terms.profile.calendar.on_or_after(collection.due_on)
    if status in NOT_TAKEN:
        detail = f"it is {status} already: there is nothing to recall"
        yield NOT_UNDER_WAY.finding(collection.label, detail)
    elif status is CollectionStatus.SETTLED:
        yield NOT_UNDER_WAY.finding(collection.label, "it is settled: reverse it instead")
    elif status.is_answered:
        detail = f"it is {status}: its money came, and has gone back"
        yield NOT_UNDER_WAY.finding(collection.label, detail)
    elif on >= settles_on:
        detail = f"asked on {on}, and it settles on {settles_on}: reverse it instead"
        yield TOO_LATE.finding(collection.label, detail)
