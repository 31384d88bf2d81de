"""The money that is to come in, as it will stand on the statement; and what may still go back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from sepadd.collection import NOT_TAKEN, Collection, CollectionStatus
from sepadd.reports.sums import Total
from sepadd.rulebook import REFUND_ARRIVES_WITHIN, deadlines
from sepadd.run import BankFile, Batch, CollectionRun, RunStage
from sepadd.values import (
    TARGET,
    BusinessCalendar,
    Euro,
    Iban,
    MessageId,
    PaymentInformationId,
    RunId,
)


class ExpectedReceipt(NamedTuple):
    """What is to come in on one day on one of the creditor's accounts.

    ``on`` is the business day on which it settles; ``total`` counts collections.
    """

    on: date
    account: Iban
    total: Total


def expected_receipts(
    runs: Iterable[CollectionRun], calendar: BusinessCalendar = TARGET
) -> tuple[ExpectedReceipt, ...]:
    """What is to come in by day and account, the earliest day first.

    Expected is what was submitted, and of which the bank has not said how it went; and what a
    status report calls settled, until a statement shows the money. It settles on its due date, or
    on the next business day where that is none. A day that has gone by means that its statement was
    not taken in yet.

    >>> from sepadd import submit
    >>> from sepadd.testing import AT, a_run
    >>> (receipt,) = expected_receipts([submit(a_run(), at=AT)])
    >>> receipt.on, str(receipt.account), str(receipt.total.amount)
    (datetime.date(2026, 12, 1), 'NL02ABNA0123456789', '30.00')
    """
    found: defaultdict[tuple[date, str], list[Collection]] = defaultdict(list)
    for run in _submitted(runs):
        for each in run.collections:
            if _is_to_come(each):
                found[calendar.on_or_after(each.due_on), each.account.iban.value].append(each)
    return tuple(
        ExpectedReceipt(on, found[on, iban][0].account.iban, _total(found[on, iban]))
        for on, iban in sorted(found)
    )


def _is_to_come(collection: Collection) -> bool:
    """Whether its money is still to be seen on a statement."""
    if collection.status is CollectionStatus.SETTLED:
        return not collection.is_credited
    return not collection.status.is_answered


class ExpectedBatch(NamedTuple):
    """One batch as it is to stand on the statement: its references, its account, day and total.

    ``gross`` is all of it: what most banks book, also where some of it was turned down, which they
    debit afterwards. ``turned_down`` is what was rejected or recalled by now. ``one_sum`` is what
    was asked of the bank: True, one booking for the batch; False, one for each collection; None, as
    agreed with it.
    """

    run: RunId
    file: MessageId
    batch: PaymentInformationId
    account: Iban
    on: date
    gross: Total
    turned_down: Total
    one_sum: bool | None

    @property
    def net(self) -> Total:
        """What stands there instead where the bank leaves out what it has turned down."""
        return Total(
            self.gross.count - self.turned_down.count, self.gross.amount - self.turned_down.amount
        )


def expected_batch_totals(
    runs: Iterable[CollectionRun], calendar: BusinessCalendar = TARGET
) -> tuple[ExpectedBatch, ...]:
    """Every submitted batch of which something is still to come in; the earliest day first.

    A batch is no longer expected once the bank has booked it, or has said of each of its
    collections how it went.
    """
    found = (batch for run in _submitted(runs) for batch in _batches(run, calendar))
    return tuple(sorted(found, key=lambda each: (each.on, each.batch.value)))


def _batches(run: CollectionRun, calendar: BusinessCalendar) -> Iterator[ExpectedBatch]:
    if all(collection.status.is_answered for collection in run.collections):
        return
    booked = frozenset(booking.of for booking in run.bookings)
    for file in run.files():
        for batch in file.batches:
            if file.id.value in booked or batch.id.value in booked:
                continue
            if not all(collection.status.is_answered for collection in batch.collections):
                yield _expected(run, file, batch, calendar)


def _expected(
    run: CollectionRun, file: BankFile, batch: Batch, calendar: BusinessCalendar
) -> ExpectedBatch:
    wanted = batch.account.batch_booking
    return ExpectedBatch(
        run.id,
        file.id,
        batch.id,
        batch.account.iban,
        calendar.on_or_after(batch.due_on),
        _total(batch.collections),
        _total(each for each in batch.collections if each.status in NOT_TAKEN),
        run.form.batch_booking if wanted is None else wanted,
    )


class MoneyUntil(NamedTuple):
    """Money that may go back up to a day, that day included; ``total`` counts collections."""

    until: date
    total: Total


class UnsafeMoney(NamedTuple):
    """How much of what came in may still go back, and until when; the earliest day first.

    ``for_no_reason``: the debtor's bank may return it, or the debtor claim it without saying why.
    ``unauthorised``: after that it may be claimed as covered by no mandate. Each collection stands
    in one of the two, and comes into the second once the day of the first has gone by.
    """

    for_no_reason: tuple[MoneyUntil, ...]
    unauthorised: tuple[MoneyUntil, ...]

    @property
    def total(self) -> Total:
        """All of it together."""
        every = (*self.for_no_reason, *self.unauthorised)
        return Total(
            sum(each.total.count for each in every),
            Euro.total(each.total.amount for each in every),
        )


def unsafe_money(
    runs: Iterable[CollectionRun],
    on: date,
    calendar: BusinessCalendar = TARGET,
    *,
    refund_arrives_within: int = REFUND_ARRIVES_WITHIN,
) -> UnsafeMoney:
    """How much of what has come in may still go back on a day or after it.

    Counted is what the bank has settled, and what is not given back yet. The days are those of
    :func:`sepadd.rulebook.deadlines`: the last one on which money may leave the account, with the
    way of a claim through the banks: ``refund_arrives_within`` business days, as the bank names it.
    Source: EPC016-06 and EPC222-07, time cycles and refunds; PSD2 article 71.
    """
    for_no_reason: defaultdict[date, list[Collection]] = defaultdict(list)
    unauthorised: defaultdict[date, list[Collection]] = defaultdict(list)
    for collection in _settled(runs):
        days = deadlines(collection, calendar, refund_arrives_within=refund_arrives_within)
        if on <= days.unsafe_for_no_reason_until:
            for_no_reason[days.unsafe_for_no_reason_until].append(collection)
        elif on <= days.unsafe_until:
            unauthorised[days.unsafe_until].append(collection)
    return UnsafeMoney(_by_day(for_no_reason), _by_day(unauthorised))


def _submitted(runs: Iterable[CollectionRun]) -> Iterator[CollectionRun]:
    return (run for run in runs if run.stage is RunStage.SUBMITTED)


def _settled(runs: Iterable[CollectionRun]) -> Iterator[Collection]:
    for run in _submitted(runs):
        for collection in run.collections:
            if collection.status is CollectionStatus.SETTLED:
                yield collection


def _total(collections: Iterable[Collection]) -> Total:
    return Total.of(collection.amount for collection in collections)


def _by_day(found: Mapping[date, Iterable[Collection]]) -> tuple[MoneyUntil, ...]:
    return tuple(MoneyUntil(day, _total(found[day])) for day in sorted(found))
