"""What the fake bank looks at before it takes a file on, as strictly as a bank may."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from sepadd.testing.fake_bank.dialects import Dialect
from sepadd.testing.fake_bank.elements import euros
from sepadd.testing.fake_bank.facts import (
    HeldCollection,
    PresentedBatch,
    PresentedCollection,
    PresentedFile,
    Verdict,
    total,
)
from sepadd.values import TARGET

PresentedMandate = tuple[str, str]
"""What makes a mandate one: the creditor without his business code, the reference in any case."""


class Receipt(NamedTuple):
    """The day on which a file came, and the TARGET day on which it counts as received."""

    on: date
    counts_on: date


@dataclass(slots=True, kw_only=True)
class Memory:
    """What the bank remembers of all that it was ever given."""

    file_ids: set[str] = field(default_factory=set)
    batch_ids: set[str] = field(default_factory=set)
    b2b_mandates: set[str] = field(default_factory=set)
    all: list[HeldCollection] = field(default_factory=list)
    """Every collection that was taken on, in the order in which they came."""
    held: dict[str, HeldCollection] = field(default_factory=dict)
    """By EndToEndId; of several without one, the last."""
    uses: defaultdict[PresentedMandate, list[HeldCollection]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def hold(self, held: HeldCollection) -> None:
        """Take a collection on, under its own id and under its mandate."""
        self.all.append(held)
        self.held[held.collection.end_to_end_id] = held
        self.uses[mandate_key(held.collection)].append(held)

    def uses_of(self, collection: PresentedCollection) -> list[HeldCollection]:
        """The earlier uses of its mandate, also those under the name it had before."""
        keys = {mandate_key(collection), original_mandate_key(collection)}
        return [held for key in sorted(keys) for held in self.uses[key] if held.counts_as_use]


def mandate_key(collection: PresentedCollection) -> PresentedMandate:
    """The mandate as the scheme tells mandates apart. Source: EPC016-06, AT-M002; EPC262-08."""
    return _creditor(collection.creditor_id), collection.mandate_id.casefold()


def original_mandate_key(collection: PresentedCollection) -> PresentedMandate:
    """The mandate as it was named before an amendment; else as it is."""
    return (
        _creditor(collection.original_creditor_id or collection.creditor_id),
        (collection.original_mandate_id or collection.mandate_id).casefold(),
    )


def _creditor(identifier: str) -> str:
    return (identifier[:4] + identifier[7:]).upper()


# -- the file ------------------------------------------------------------------------------------


def check_file(file: PresentedFile, memory: Memory) -> Verdict | None:
    """Why the file as a whole is turned down, if it is. Source: ISO external code sets."""
    return next(_of_file(file, memory), None)


def _of_file(file: PresentedFile, memory: Memory) -> Iterator[Verdict]:
    if file.id in memory.file_ids:
        yield Verdict("DU01", f"MsgId {file.id} was used before")
    if file.count != len(file.collections):
        yield Verdict("AM19", f"NbOfTxs {file.count}, but there are {len(file.collections)}")
    summed = total(file.collections)
    if file.cents not in {None, summed}:
        yield Verdict("AM16", f"CtrlSum {euros(file.cents or 0)}, but they come to {euros(summed)}")
    schemes = sorted({collection.scheme for collection in file.collections})
    if len(schemes) > 1:
        yield Verdict("CH22", f"{' and '.join(schemes)} in one file")


# -- the batch -----------------------------------------------------------------------------------


def check_batch(
    batch: PresentedBatch, memory: Memory, receipt: Receipt, dialect: Dialect
) -> Verdict | None:
    """Why a batch is turned down with all that is in it, if it is."""
    sums, days = _sums_of_batch(batch, memory), _day_of_batch(batch, receipt, dialect)
    return next(sums, None) or next(days, None)


def _sums_of_batch(batch: PresentedBatch, memory: Memory) -> Iterator[Verdict]:
    found, summed = len(batch.collections), total(batch.collections)
    if batch.id in memory.batch_ids:
        yield Verdict("DU02", f"PmtInfId {batch.id} was used before")
    if batch.count not in {None, found}:
        yield Verdict("AM20", f"NbOfTxs {batch.count}, but there are {found}")
    if batch.cents not in {None, summed}:
        said = euros(batch.cents or 0)
        yield Verdict("AM17", f"CtrlSum {said}, but they come to {euros(summed)}")
    if not _is_iban(batch.creditor_iban):
        yield Verdict("AC02", f"creditor account {batch.creditor_iban}: wrong check digits")


def _day_of_batch(batch: PresentedBatch, receipt: Receipt, dialect: Dialect) -> Iterator[Verdict]:
    """D-1 for every sequence type, as since November 2016. Source: EPC016-06, time cycle."""
    due, latest = batch.due_on, TARGET.before(batch.due_on, 1)
    if due < receipt.on:
        yield Verdict("CH04", f"due {due} is in the past")
    elif latest < receipt.counts_on:
        late = f"due {due} had to be received by {latest}"
        yield Verdict("TM01", f"{late}; it counts as received on {receipt.counts_on}")
    if (due - receipt.on).days > dialect.furthest_days:
        yield Verdict("CH03", f"due {due} is more than {dialect.furthest_days} days ahead")
    if not (dialect.rolls_due_dates or TARGET.is_business_day(due)):
        yield Verdict("DT03", f"due {due} is no TARGET day")


# -- the collection ------------------------------------------------------------------------------


def check_collection(
    collection: PresentedCollection, batch: PresentedBatch, memory: Memory
) -> Verdict | None:
    """Why one collection is turned down, if it is."""
    return next(_of_collection(collection, batch, memory), None)


def _of_collection(
    collection: PresentedCollection, batch: PresentedBatch, memory: Memory
) -> Iterator[Verdict]:
    if not _is_iban(collection.debtor_iban):
        yield Verdict("AC01", f"debtor account {collection.debtor_iban}: wrong check digits")
    if not _is_creditor_identifier(collection.creditor_id):
        yield Verdict("CH11", f"creditor identifier {collection.creditor_id}: wrong check digits")
    uses = memory.uses_of(collection)
    if any(_is_the_same(collection, batch, use) for use in uses):
        yield Verdict("AM05", "the same debtor, amount, date and mandate were presented before")
    earlier = memory.held.get(collection.end_to_end_id)
    if earlier is not None and earlier.counts_as_use and _has_name(collection):
        yield Verdict("DU04", f"EndToEndId {collection.end_to_end_id} was used before")
    yield from _sequence(collection, uses)
    if collection.scheme == "B2B" and not _is_registered(collection, memory):
        yield Verdict("MD01", f"the debtor has not registered the mandate {collection.mandate_id}")


def _has_name(collection: PresentedCollection) -> bool:
    return collection.end_to_end_id != "NOTPROVIDED"


def _is_registered(collection: PresentedCollection, memory: Memory) -> bool:
    names = {collection.mandate_id, collection.original_mandate_id or collection.mandate_id}
    return not memory.b2b_mandates.isdisjoint(name.casefold() for name in names)


def _is_the_same(
    collection: PresentedCollection, batch: PresentedBatch, use: HeldCollection
) -> bool:
    return (
        use.collection.debtor_iban == collection.debtor_iban
        and use.collection.cents == collection.cents
        and use.batch.due_on == batch.due_on
    )


def _sequence(collection: PresentedCollection, uses: list[HeldCollection]) -> Iterator[Verdict]:
    """``AG02`` for what cannot follow. Source: EPC016-06; EPC173-14, AG02."""
    told = [use.collection.sequence_type for use in uses]
    ended = next((each for each in told if each in {"OOFF", "FNAL"}), None)
    if ended is not None:
        yield Verdict("AG02", f"the mandate had its last use: {ended}")
    elif told and collection.sequence_type == "OOFF":
        yield Verdict("AG02", "OOFF, but the mandate was used before")
    elif told and collection.sequence_type == "FRST" and not collection.other_account:
        yield Verdict("AG02", "FRST, but the mandate was used before")


# -- check digits --------------------------------------------------------------------------------


def _is_iban(iban: str) -> bool:
    """Whether the check digits are right. Source: ISO 13616, ISO 7064 mod 97-10."""
    return bool(re.fullmatch(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}", iban)) and _mod_97(iban) == 1


def _is_creditor_identifier(identifier: str) -> bool:
    """Whether the check digits are right; the business code takes no part. Source: EPC262-08."""
    upper = identifier.upper()
    return bool(re.fullmatch(r"[A-Z]{2}\d{2}.{4,31}", upper)) and (
        _mod_97(re.sub(r"[^A-Z0-9]", "", upper[:4] + upper[7:])) == 1
    )


def _mod_97(text: str) -> int:
    return int("".join(str(int(sign, 36)) for sign in text[4:] + text[:4])) % 97
