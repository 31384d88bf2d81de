"""The fake bank's counter: a file is looked at, and what stands is taken on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time

from sepadd.testing.fake_bank.checks import (
    Memory,
    Receipt,
    check_batch,
    check_collection,
    check_file,
)
from sepadd.testing.fake_bank.dialects import Dialect
from sepadd.testing.fake_bank.facts import (
    BatchStatus,
    HeldCollection,
    PresentedBatch,
    PresentedCollection,
    PresentedFile,
    StatusReport,
    TurnedDown,
    Verdict,
    batch_statuses,
)
from sepadd.testing.fake_bank.ledger import as_one
from sepadd.testing.fake_bank.orders import Orders
from sepadd.values import TARGET


def received(on: date, at: time, dialect: Dialect) -> Receipt:
    """When a file counts as received: after the cut-off, and on a closed day, the next TARGET day.

    >>> from sepadd.testing.fake_bank import PLAIN
    >>> received(date(2026, 11, 23), time(12, 31), PLAIN).counts_on
    datetime.date(2026, 11, 24)
    """
    late = at > dialect.cut_off and TARGET.is_business_day(on)
    return Receipt(on, TARGET.after(on, 1) if late else TARGET.on_or_after(on))


class Counter:
    """Where files are handed in; it writes down in ``memory`` what the bank takes on."""

    def __init__(self, memory: Memory, orders: Orders, dialect: Dialect) -> None:
        """Keep what is shared with the rest of the bank."""
        self._memory = memory
        self._orders = orders
        self._dialect = dialect

    def take(self, file: PresentedFile, handed_in: datetime) -> StatusReport:
        """Check the file, take on what stands, and say what does not."""
        verdict = check_file(file, self._memory)
        self._memory.file_ids.add(file.id)
        if verdict is not None:
            return _report(file, "RJCT", verdict)
        receipt = received(handed_in.date(), handed_in.time(), self._dialect)
        batches = tuple(self._batch(file, batch, receipt) for batch in file.batches)
        statuses = {batch.status for batch in batches}
        status = statuses.pop() if len(statuses) == 1 else "PART"
        told = tuple(batch for batch in batches if batch.status != "ACCP")
        return _report(file, status, batches=told)

    def _batch(self, file: PresentedFile, batch: PresentedBatch, receipt: Receipt) -> BatchStatus:
        verdict = check_batch(batch, self._memory, receipt, self._dialect)
        self._memory.batch_ids.add(batch.id)
        if verdict is not None:
            return BatchStatus(id=batch.id, status="RJCT", verdict=verdict)
        reference = self._orders.reference() if as_one(batch, self._dialect) else None
        turned_down = []
        for collection in batch.collections:
            why = self._why_not(collection, batch)
            if why is None:
                self._hold(file, batch, collection, reference, receipt.on)
            else:
                turned_down.append(_turned_down(collection, batch, why))
        few = len(turned_down) < len(batch.collections)
        status = "ACCP" if not turned_down else "PART" if few else "RJCT"
        return BatchStatus(id=batch.id, status=status, turned_down=tuple(turned_down))

    def _why_not(self, collection: PresentedCollection, batch: PresentedBatch) -> Verdict | None:
        order = self._orders.rejects.get(collection.end_to_end_id)
        if order is not None and order.on is None:
            return self._orders.rejects.pop(collection.end_to_end_id).verdict
        return check_collection(collection, batch, self._memory)

    def _hold(
        self,
        file: PresentedFile,
        batch: PresentedBatch,
        collection: PresentedCollection,
        reference: str | None,
        today: date,
    ) -> None:
        held = HeldCollection(
            file=file,
            batch=batch,
            collection=collection,
            settles_on=TARGET.on_or_after(batch.due_on),
            reference=reference or self._orders.reference(),
        )
        self._memory.hold(held)
        self._orders.apply(held, today)


def _report(
    file: PresentedFile,
    status: str,
    verdict: Verdict | None = None,
    batches: tuple[BatchStatus, ...] = (),
) -> StatusReport:
    return StatusReport(
        original_id=file.id,
        original_message=file.message,
        status=status,
        verdict=verdict,
        batches=batches,
    )


def _turned_down(
    collection: PresentedCollection, batch: PresentedBatch, why: Verdict
) -> TurnedDown:
    return TurnedDown(
        end_to_end_id=collection.end_to_end_id, verdict=why, batch=batch, collection=collection
    )


def rejected_on_its_way(file: PresentedFile, held: Iterable[HeldCollection]) -> StatusReport:
    """What a later report says of one file: what the other banks and the debtors rejected."""
    turned_down = (
        TurnedDown(
            end_to_end_id=each.collection.end_to_end_id,
            verdict=each.rejection.verdict,
            batch=each.batch,
            collection=each.collection,
        )
        for each in held
        if each.rejection is not None
    )
    return StatusReport(
        original_id=file.id,
        original_message=file.message,
        status="PART",
        batches=batch_statuses(turned_down, "PART"),
    )
