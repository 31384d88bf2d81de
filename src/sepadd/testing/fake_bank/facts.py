"""What the fake bank knows: the collections as they were presented, and what became of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple


class Verdict(NamedTuple):
    """Why the bank turns something down: a reason code, and a sentence that says what it saw."""

    code: str
    text: str
    by_debtor: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PresentedCollection:
    """One collection as it stands in the file of the creditor; ``cents`` are whole euro cents."""

    end_to_end_id: str
    instruction_id: str | None
    cents: int
    scheme: str
    sequence_type: str
    creditor_id: str
    mandate_id: str
    signed_on: str
    original_mandate_id: str | None
    original_creditor_id: str | None
    other_account: bool
    """Whether the mandate was amended to another account of the debtor (``SMNDA``)."""
    debtor_name: str
    debtor_iban: str
    debtor_bic: str | None
    remittance: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PresentedBatch:
    """A payment information block: what it says of itself, and its collections."""

    id: str
    count: int | None
    cents: int | None
    booked_as_one: bool | None
    due_on: date
    creditor_name: str
    creditor_iban: str
    collections: tuple[PresentedCollection, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PresentedFile:
    """A pain.008 as it came in: what its header says, and its batches."""

    id: str
    message: str
    count: int
    cents: int | None
    batches: tuple[PresentedBatch, ...]

    @property
    def collections(self) -> tuple[PresentedCollection, ...]:
        """All its collections, in the order of the file."""
        return tuple(each for batch in self.batches for each in batch.collections)


def total(collections: Iterable[PresentedCollection]) -> int:
    """What they come to, in cents."""
    return sum(collection.cents for collection in collections)


class EntryKind(StrEnum):
    """What an entry of the creditor's account is about."""

    CREDIT = "collected"
    REJECT = "rejected"
    """A collection that was in the credit of its batch although it was rejected before."""
    RETURN = "returned"
    REFUND = "refunded"
    REVERSAL = "reversed"
    CHARGES = "charges"


@dataclass(frozen=True, slots=True, kw_only=True)
class Setback:
    """Why a collection is debited to the creditor again, and on which day; charges in cents."""

    kind: EntryKind
    on: date
    verdict: Verdict
    reference: str
    charges: int = 0
    debtor_bank_charges: int = 0

    @property
    def all_charges(self) -> int:
        """What the two banks charge for it together."""
        return self.charges + self.debtor_bank_charges


class Fate(StrEnum):
    """What has become of a collection that the bank has taken on."""

    WAITING = "waiting"
    REJECTED = "rejected"
    CANCELLED = "cancelled"
    SETTLED = "settled"
    RETURNED = "returned"
    REFUNDED = "refunded"
    REVERSED = "reversed"


_FATES = {
    EntryKind.RETURN: Fate.RETURNED,
    EntryKind.REFUND: Fate.REFUNDED,
    EntryKind.REVERSAL: Fate.REVERSED,
}


@dataclass(slots=True, kw_only=True, eq=False)
class HeldCollection:
    """A collection that the bank has taken on, with what is to become of it."""

    file: PresentedFile
    batch: PresentedBatch
    collection: PresentedCollection
    settles_on: date
    reference: str
    """The bank's own reference of its credit; that of the batch, if it is credited as one."""
    rejection: Setback | None = None
    setback: Setback | None = None
    cancelled: bool = False

    def rejected_by(self, day: date) -> bool:
        """Whether it is known on that day that it does not go through."""
        return self.rejection is not None and self.rejection.on <= day

    def fate(self, day: date) -> Fate:
        """What has become of it by the end of that day."""
        if self.cancelled:
            return Fate.CANCELLED
        if self.rejected_by(day):
            return Fate.REJECTED
        if self.setback is not None and self.setback.on <= day:
            return _FATES[self.setback.kind]
        return Fate.SETTLED if self.settles_on <= day else Fate.WAITING

    @property
    def counts_as_use(self) -> bool:
        """Whether its mandate was used by it: a return is a use, a rejection is none."""
        return self.rejection is None and not self.cancelled


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountEntry:
    """One entry of the creditor's account; ``cents`` are below 0 where it is debited."""

    reference: str
    on: date
    kind: EntryKind
    cents: int
    parts: tuple[HeldCollection, ...]
    as_batch: bool = False

    @property
    def iban(self) -> str:
        """The account that it is booked on."""
        return self.parts[0].batch.creditor_iban


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountDay:
    """One account on one day: what it held before, in cents, and its entries."""

    iban: str
    owner: str
    before: int
    bookings: tuple[AccountEntry, ...]

    @property
    def after(self) -> int:
        """What it holds at the end of that day, in cents."""
        return self.before + sum(booking.cents for booking in self.bookings)


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnedDown:
    """A collection that a status report names as rejected; what of it is known."""

    end_to_end_id: str
    verdict: Verdict
    batch: PresentedBatch | None = None
    collection: PresentedCollection | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchStatus:
    """What a status report says of one batch: turned down whole, or some of its collections."""

    id: str
    status: str
    verdict: Verdict | None = None
    turned_down: tuple[TurnedDown, ...] = ()


def batch_statuses(turned_down: Iterable[TurnedDown], status: str) -> tuple[BatchStatus, ...]:
    """Each batch of which something was turned down, with that."""
    batches: defaultdict[str, list[TurnedDown]] = defaultdict(list)
    for each in turned_down:
        batches["NOTPROVIDED" if each.batch is None else each.batch.id].append(each)
    return tuple(
        BatchStatus(id=name, status=status, turned_down=tuple(of_batch))
        for name, of_batch in batches.items()
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusReport:
    """What a pain.002 says about one message of the creditor's."""

    original_id: str
    original_message: str
    status: str
    verdict: Verdict | None = None
    batches: tuple[BatchStatus, ...] = ()
