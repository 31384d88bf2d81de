"""The files of a run as the bank gets them: batches of collections, split within its limits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import islice
from typing import NamedTuple

from sepadd.collection import Collection, PurposeCode
from sepadd.frozen import dataclass
from sepadd.mandate import Scheme, SequenceType
from sepadd.rulebook import FileForm, FileLimits
from sepadd.values import (
    Creditor,
    CreditorAccount,
    CreditorIdentifier,
    Euro,
    MessageId,
    PaymentInformationId,
)


class Batch(NamedTuple):
    """One payment information block: what its collections share stands once."""

    id: PaymentInformationId
    creditor: Creditor
    account: CreditorAccount
    identifier: CreditorIdentifier
    scheme: Scheme
    sequence_type: SequenceType
    due_on: date
    category_purpose: PurposeCode | None
    collections: tuple[Collection, ...]

    @classmethod
    def of(
        cls, id: PaymentInformationId, creditor: Creditor, collections: tuple[Collection, ...]
    ) -> Batch:
        """Collections of one kind and one account as a batch: what they share is that of any."""
        first = collections[0]
        return cls(
            id=id,
            creditor=creditor,
            account=first.account,
            identifier=first.mandate.creditor_identifier,
            scheme=first.mandate.scheme,
            sequence_type=first.sequence_type,
            due_on=first.due_on,
            category_purpose=first.category_purpose,
            collections=collections,
        )

    @property
    def total(self) -> Euro:
        """The sum of its collections."""
        return Euro.total(collection.amount for collection in self.collections)


@dataclass(frozen=True, slots=True, kw_only=True)
class BankFile:
    """One file for the bank: collections of one scheme, in batches, under one message id.

    ``creditor`` hands it over; each batch names who collects it.
    """

    id: MessageId
    creditor: Creditor
    form: FileForm
    created_at: datetime
    batches: tuple[Batch, ...]

    @property
    def label(self) -> str:
        """How a finding names it."""
        return f"file {self.id}"

    @property
    def name(self) -> str:
        """A name for it on disk: the message id, which is made of letters, digits, - and dots."""
        return f"{self.id}.xml"

    @property
    def identifier(self) -> CreditorIdentifier:
        """What the creditor who hands it over collects under: in its first batch of the file.

        Where it has none there, its own.
        """
        own = (batch.identifier for batch in self.batches if batch.creditor == self.creditor)
        return next(own, self.creditor.identifier)

    @property
    def collections(self) -> tuple[Collection, ...]:
        """Its collections, in the order of the file."""
        return tuple(collection for batch in self.batches for collection in batch.collections)

    @property
    def count(self) -> int:
        """How many collections it holds."""
        return sum(len(batch.collections) for batch in self.batches)

    @property
    def total(self) -> Euro:
        """The sum of its collections."""
        return Euro.total(batch.total for batch in self.batches)


def bank_files(
    collections: Iterable[Collection],
    *,
    id: str,
    creditor: Creditor,
    form: FileForm,
    created_at: datetime,
) -> tuple[BankFile, ...]:
    """One file for each scheme, split where the form's limits ask for it; always the same ones.

    A single file is called ``id``, several ``id.F1``, ``id.F2``; the batches of a file are called
    after it, ``.B1``, ``.B2``.
    """
    contents = [
        content
        for blocks in _by_scheme(collections)
        for content in _packed(_in_batches(blocks, form.limits), form.limits)
    ]
    return tuple(
        BankFile(
            id=MessageId(name),
            creditor=creditor,
            form=form,
            created_at=created_at,
            batches=tuple(
                Batch.of(PaymentInformationId(f"{name}.B{n}"), creditor, batch)
                for n, batch in enumerate(content, 1)
            ),
        )
        for name, content in zip(_names(id, len(contents)), contents, strict=True)
    )


def shared_files(
    batches: Sequence[Batch],
    *,
    id: str,
    creditor: Creditor,
    form: FileForm,
    created_at: datetime,
) -> tuple[BankFile, ...]:
    """Batches of several runs in one file for each scheme, split where the limits ask for it.

    The batches stay in their order and keep their ids; the files are called as in
    :func:`bank_files`.
    """
    contents: list[tuple[Batch, ...]] = []
    for scheme in sorted({batch.scheme for batch in batches}):
        of_scheme = [batch for batch in batches if batch.scheme is scheme]
        left = iter(of_scheme)
        packed = _packed([batch.collections for batch in of_scheme], form.limits)
        contents.extend(tuple(islice(left, len(content))) for content in packed)
    return tuple(
        BankFile(
            id=MessageId(name), creditor=creditor, form=form, created_at=created_at, batches=content
        )
        for name, content in zip(_names(id, len(contents)), contents, strict=True)
    )


def _names(id: str, count: int) -> Sequence[str]:
    return [id] if count == 1 else [f"{id}.F{n}" for n in range(1, count + 1)]


_Block = tuple[Scheme, str, str, SequenceType, date, str]
"""What all collections of one batch share; the scheme first, since it makes the file."""


def _block(collection: Collection) -> _Block:
    mandate, category = collection.mandate, collection.category_purpose
    return (
        mandate.scheme,
        collection.account.iban.value,
        mandate.creditor_identifier.value,
        collection.sequence_type,
        collection.due_on,
        "" if category is None else category.value,
    )


def _by_scheme(collections: Iterable[Collection]) -> list[list[list[Collection]]]:
    """For each scheme, for each block of it, the collections in their order."""
    blocks: defaultdict[_Block, list[Collection]] = defaultdict(list)
    for collection in collections:
        blocks[_block(collection)].append(collection)
    schemes: defaultdict[Scheme, list[list[Collection]]] = defaultdict(list)
    for block in sorted(blocks):
        schemes[block[0]].append(blocks[block])
    return list(schemes.values())


def _chunks(block: Sequence[Collection], limits: FileLimits) -> Iterator[tuple[Collection, ...]]:
    """A block in pieces that are within the limits for one batch, in their order."""
    most = min(limits.collections_per_batch, limits.collections_per_file)
    start = cents = 0
    for place, collection in enumerate(block):
        amount = collection.amount.cents
        full = place - start == most or cents + amount > limits.amount_per_batch.cents
        if full and place > start:
            yield tuple(block[start:place])
            start, cents = place, 0
        cents += amount
    yield tuple(block[start:])


def _in_batches(
    blocks: Iterable[Sequence[Collection]], limits: FileLimits
) -> Iterator[tuple[Collection, ...]]:
    return (batch for block in blocks for batch in _chunks(block, limits))


def _packed(
    batches: Iterable[tuple[Collection, ...]], limits: FileLimits
) -> Iterator[list[tuple[Collection, ...]]]:
    """The batches of one scheme in files that are within the limits, in their order."""
    content: list[tuple[Collection, ...]] = []
    count = cents = 0
    for batch in batches:
        amount = sum(collection.amount.cents for collection in batch)
        full = (
            len(content) == limits.batches_per_file
            or count + len(batch) > limits.collections_per_file
            or cents + amount > limits.amount_per_file.cents
        )
        if full and content:
            yield content
            content, count, cents = [], 0, 0
        content.append(batch)
        count, cents = count + len(batch), cents + amount
    if content:
        yield content
