"""Paying back what should not have been collected: a reversal, by the creditor, after settlement.

It is a request to the bank. Nothing changes by it but a note in the run's history: a collection is
reversed once the bank has booked it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from datetime import datetime
from types import MappingProxyType
from typing import Final, NamedTuple

from sepadd.collection import (
    GIVEN_BACK,
    NOT_TAKEN,
    Collection,
    CollectionStatus,
    FailureKind,
)
from sepadd.findings import Finding, IllegalStep, InvalidValue, Sentence
from sepadd.frozen import dataclass
from sepadd.rulebook import Terms, deadlines
from sepadd.run.file_parts import (
    BatchPart,
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
from sepadd.values import ZERO, EndToEndId, Euro, MessageId

NOT_THERE: Final = Sentence(
    "RVS-01",
    "Only money that has come in, and has not gone back, is paid back by a reversal.",
    "EPC016-06 and EPC222-07, reversals: after settlement",
    why=(
        "Before settlement there is nothing to pay back, and after a return the debtor would get "
        "the money twice."
    ),
    hint="Recall what has not settled yet, and leave what was turned down or has gone back.",
)
TOO_LATE: Final = Sentence(
    "RVS-02",
    "A reversal is asked for within the days that the scheme gives the creditor.",
    "EPC016-06 and EPC222-07, reversals; two TARGET days in older editions, five today",
    why="After five TARGET days, two in older editions, the scheme has no reversal any more.",
    hint="Pay the debtor back by credit transfer.",
)
IN_PART: Final = Sentence(
    "RVS-03",
    "A reversal pays back the whole amount of a collection.",
    "EPC016-06 and EPC222-07, reversals: the full amount",
    why="The scheme does not know the reversal of a part.",
    hint="Reverse all of it and collect the rest anew, or pay the part back by credit transfer.",
)

REVERSAL_SENTENCES: Final = (NOT_THERE, TOO_LATE, IN_PART)
"""Why something cannot be reversed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReversalRequest(FileRequest):
    """One message to the bank: to pay back collections of one file to their debtors.

    ``amounts`` are what is paid back of those that are reversed in part.
    """

    amounts: Mapping[EndToEndId, Euro] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def label(self) -> str:
        """How a finding names it."""
        return f"reversal {self.id}"

    @property
    def total(self) -> Euro:
        """What is paid back altogether."""
        return Euro.total(
            self.amount_of(each) for part in self.batches for each in part.collections
        )

    def amount_of(self, collection: Collection) -> Euro:
        """What is paid back of a collection: its amount, unless it is less."""
        return self.amounts.get(collection.end_to_end_id, collection.amount)


class ReversalAsked(NamedTuple):
    """A run that remembers what was asked, and the message for each file to send to the bank."""

    run: CollectionRun
    requests: tuple[ReversalRequest, ...]


def reverse(
    run: CollectionRun,
    what: Iterable[Named] | None,
    terms: Terms,
    *,
    id: MessageId,
    reason: str,
    at: datetime,
    text: str = "",
    by: str = "",
    amounts: Mapping[EndToEndId, Euro] = MappingProxyType({}),
) -> ReversalAsked:
    """Ask the bank to pay settled collections back to their debtors.

    ``what`` names collections, batches and files by what the bank knows them by; ``None`` stands
    for the whole run. Of a batch, a file or the run, those are meant whose money is there: what
    was turned down or has gone back is left out. A collection of which nothing was heard counts as
    settled from the day it was due: many banks book a batch as one sum.

    ``reason`` is ``AM05`` (collected twice), ``MS02`` (no reason said), or, where a bank still has
    them, ``MD05`` or ``MS03``; ``text`` stands beside it, in at most 105 characters. The day is
    that of the ``terms``; the last one possible is inclusive. ``amounts`` reverses a collection in
    part: the schemes do not have that, and only terms that waive ``RVS-03`` let it pass.

    The run has a note in its history, and is otherwise as before. Raises
    :class:`~sepadd.RulesViolated` with all that is too early, too late, gone or in part;
    :class:`~sepadd.IllegalStep` unless the run is submitted, for a name that it does not
    have, and where no money is there; :class:`~sepadd.InvalidValue` for another reason, or
    an amount that is nothing or more than was collected.

    >>> from datetime import date
    >>> from sepadd import EPC, submit
    >>> from sepadd.testing import AT, a_run
    >>> terms = EPC.terms(on=date(2026, 12, 8))  # the fifth TARGET day after the due date
    >>> sent = submit(a_run(), at=AT)
    >>> asked = reverse(sent, None, terms, id=MessageId("R-1"), reason="AM05", at=AT)
    >>> str(asked.requests[0].total)
    '30.00'

    Source: EPC016-06 and EPC222-07, reversals; EPC173-14 v8.0 on the reasons.
    """
    given = reason_for(FailureKind.REVERSAL, reason, text)
    parts = tuple(_whose_money_is_there(parts_named(run, what)))
    if not parts:
        raise IllegalStep(f"of what is named of {run.label}, no money is there to pay back")
    _must_be_part_of(amounts, parts)
    meant = (each for part in parts for each in part.collections)
    found = (finding for each in meant for finding in _why_not(each, terms, amounts))
    must_be_allowed(found, terms)
    requests = tuple(
        ReversalRequest(
            id=name, file=part.file, batches=part.batches, reason=given, at=at, amounts=amounts
        )
        for name, part in zip(ids_for(id, parts), parts, strict=True)
    )
    said = f"reversal {id}: asked the bank to pay back {told_of(parts)} ({reason})"
    return ReversalAsked(note(run, at=at, by=by, note=said), requests)


def _whose_money_is_there(parts: Iterable[FilePart]) -> Iterator[FilePart]:
    for file, batches, whole in parts:
        left = tuple(part for part in map(_without_failed, batches) if part.collections)
        if left:
            yield FilePart(file, left, whole=whole)


def _without_failed(part: BatchPart) -> BatchPart:
    """What was named as a whole, without what needs no paying back; what was named stays named."""
    if not part.whole:
        return part
    return part._replace(collections=tuple(each for each in part.collections if not each.failed))


def _must_be_part_of(amounts: Mapping[EndToEndId, Euro], parts: Iterable[FilePart]) -> None:
    meant = {each.end_to_end_id: each for part in parts for each in part.collections}
    for name, amount in amounts.items():
        if name not in meant:
            raise IllegalStep(f"collection {name} is to be reversed by {amount}, and is not named")
        if not ZERO < amount <= meant[name].amount:
            raise InvalidValue(
                f"{meant[name].label} is to be reversed by {amount}: give more than 0.00, and at "
                f"most its amount, {meant[name].amount}"
            )


def _why_not(
    collection: Collection, terms: Terms, amounts: Mapping[EndToEndId, Euro]
) -> Iterator[Finding]:
    status, on = collection.status, terms.on
    settles_on = terms.profile.calendar.on_or_after(collection.due_on)
    last_on = deadlines(collection, terms.profile.calendar).last_reversal_on
    if status in NOT_TAKEN | GIVEN_BACK:
        detail = f"it is {status}: there is no money to pay back"
        yield NOT_THERE.finding(collection.label, detail)
    elif status is not CollectionStatus.SETTLED and on < settles_on:
        detail = f"asked on {on}, and it settles on {settles_on}: recall it instead"
        yield NOT_THERE.finding(collection.label, detail)
    elif on > last_on:
        detail = (
            f"asked on {on}, but that was possible until {last_on}: "
            "pay the debtor back by credit transfer"
        )
        yield TOO_LATE.finding(collection.label, detail)
    amount = amounts.get(collection.end_to_end_id, collection.amount)
    if amount < collection.amount:
        detail = (
            f"{amount} of {collection.amount}: reverse all of it and collect the rest anew, or "
            "pay the debtor back by credit transfer"
        )
        yield IN_PART.finding(collection.label, detail)
