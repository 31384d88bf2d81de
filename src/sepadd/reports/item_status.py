"""Which open items are being collected just now, and what came of those that were before.

Who reminds debtors can skip what is in flight; who looks after failures finds them here. All of it
is asked of the runs that the user keeps, and follows from what the bank has said of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from sepadd.collection import Collection, CollectionStatus, Reason, RTransaction
from sepadd.open_item import ItemKey, ItemLike, OpenItem
from sepadd.proposal import attempts_in
from sepadd.run import CollectionRun, RunStage
from sepadd.values import EndToEndId, RunId


class InFlight(NamedTuple):
    """The collection that an open item is in, and of which the bank has not said how it went.

    ``due_on`` is the collection's due date. While ``submitted`` is not so, the bank does not have
    it yet. ``accepted`` tells that the bank has taken it on.
    """

    run: RunId
    collection: EndToEndId
    due_on: date
    submitted: bool
    accepted: bool


def in_flight(runs: Iterable[CollectionRun]) -> Mapping[ItemKey, InFlight]:
    """All open items that are in a collection on its way, each with that collection.

    On its way is what a prepared or submitted run collects, until the bank has said that it was
    settled, turned down or given back. Time alone ends nothing: where the bank's statements are not
    taken in, an item stays in flight. A run that was withdrawn has nothing on its way.

    >>> from sepadd.testing import INVOICE, a_run
    >>> in_flight([a_run()])[INVOICE.key].due_on
    datetime.date(2026, 12, 1)
    """
    return {
        item.key: _in_flight(run, collection)
        for run, collection in _on_their_way(runs)
        for item in collection.items
    }


def is_in_flight(item: ItemLike, runs: Iterable[CollectionRun]) -> bool:
    """Whether an item, given itself or by its key, is being collected: no need for a reminder.

    For many items at once, ask :func:`in_flight` once.

    >>> from sepadd.testing import INVOICE, a_run
    >>> is_in_flight(INVOICE, [a_run()]), is_in_flight(INVOICE, [])
    (True, False)
    """
    key = ItemKey.of(item)
    return any(key in collection.item_keys for _, collection in _on_their_way(runs))


def _on_their_way(
    runs: Iterable[CollectionRun],
) -> Iterator[tuple[CollectionRun, Collection]]:
    for run in runs:
        if run.stage is not RunStage.WITHDRAWN:
            for collection in run.collections:
                if not collection.status.is_answered:
                    yield run, collection


def _in_flight(run: CollectionRun, collection: Collection) -> InFlight:
    return InFlight(
        run.id,
        collection.end_to_end_id,
        collection.due_on,
        run.stage is RunStage.SUBMITTED,
        collection.status is CollectionStatus.ACCEPTED,
    )


class FailedItem(NamedTuple):
    """An open item that a collection failed to pay: how, why, and on which day.

    ``attempt`` is how often the item has been tried by then, from 1. ``status`` says whether it was
    rejected, cancelled, returned, refunded or reversed, ``on`` the day on which that is said to
    have happened.
    """

    item: OpenItem
    run: RunId
    collection: EndToEndId
    attempt: int
    status: CollectionStatus
    reason: Reason
    on: date


def failed_items(runs: Iterable[CollectionRun]) -> tuple[FailedItem, ...]:
    """The items for credit control: their last attempt has failed, and no run collects them again.

    Each once, with its last failure; the earliest failure first. Whether an item was paid in
    another way meanwhile stands in the books, not in the runs.
    """
    runs = tuple(runs)
    held = frozenset(key for run in runs for key in run.held())
    attempts = attempts_in(runs)
    found = {
        item.key: FailedItem(
            item,
            run.id,
            collection.end_to_end_id,
            attempts[item.key].made,
            collection.status,
            failure.reason,
            failure.on,
        )
        for run, collection, failure in _failures(runs)
        for item in collection.items
        if item.key not in held and attempts[item.key].last is collection
    }
    return tuple(sorted(found.values(), key=lambda each: (each.on, each.item.debtor_id)))


def _failures(
    runs: Iterable[CollectionRun],
) -> Iterator[tuple[CollectionRun, Collection, RTransaction]]:
    for run in runs:
        for collection in run.collections:
            failure = collection.failure
            if failure is not None:
                yield run, collection, failure


def reversals(item: ItemLike, runs: Iterable[CollectionRun]) -> int:
    """How often a collection of an item was undone: turned down, recalled or given back.

    The counter that accounting packages keep with an invoice. It counts what the runs tell, and the
    attempts in runs no longer kept as far as later ones know of them. For many items at once, ask
    :func:`all_reversals` once.
    """
    return all_reversals(runs).get(ItemKey.of(item), 0)


def all_reversals(runs: Iterable[CollectionRun]) -> Mapping[ItemKey, int]:
    """For each item of which a collection was undone, how often that happened."""
    return {key: attempts.made for key, attempts in attempts_in(runs).items()}


class HistoryLine(NamedTuple):
    """One collection in the history of a debtor: the run that it is or was in, and what came of it.

    ``stage`` is where its run stands by our own steps; the bank knows nothing of one
    that is prepared or withdrawn.
    """

    run: RunId
    stage: RunStage
    collection: Collection

    @property
    def outcome(self) -> str:
        """In a word: where the collection stands with the bank, or that the bank has not got it."""
        if self.stage is not RunStage.SUBMITTED and not self.collection.facts:
            return str(self.stage)
        return str(self.collection.status)

    @property
    def reason(self) -> Reason | None:
        """Why it failed, which decides how it may be presented again; nothing if it has not."""
        failure = self.collection.failure
        return None if failure is None else failure.reason


def history_of(debtor_id: str, runs: Iterable[CollectionRun]) -> tuple[HistoryLine, ...]:
    """Every collection from a debtor, or of an item made out to it, the earliest due date first.

    Also those of prepared and withdrawn runs, which say so.
    """
    found = [
        HistoryLine(run.id, run.stage, collection)
        for run in runs
        for collection in run.collections
        if _concerns(debtor_id, collection)
    ]
    return tuple(sorted(found, key=lambda each: (each.collection.due_on, each.collection.attempt)))


def _concerns(debtor_id: str, collection: Collection) -> bool:
    return collection.mandate.debtor.id == debtor_id or any(
        item.debtor_id == debtor_id for item in collection.items
    )
