"""A file of collections, pain.008, read whole into what our own types hold: batches and mandates.

A file that we wrote is, written again, the same file byte for byte. Another's says the same in all
that has a place with us; what has none is named with its line and path.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from sepadd.collection import Collection
from sepadd.findings import Finding, Findings, RulesViolated, UnreadableMessage
from sepadd.messages.pain008.batches import ReadHead
from sepadd.messages.pain008.collection_parts import ReadCollection
from sepadd.messages.pain008.each_collection import OF_INTEREST, read_collections
from sepadd.messages.parsing import SAID_ALIKE, documents
from sepadd.progress import Progress
from sepadd.rulebook import CreditorCard
from sepadd.run import BankFile, Batch
from sepadd.values import Creditor, CreditorAccount, PaymentInformationId


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadFile:
    """A file of collections, as far as our types hold it, and all that they do not hold.

    ``collections`` are all that stand in it, each with its line, also those that are left out of
    ``batches``. A block whose collections differ in what they say of their own is several batches,
    of one id. ``unplaced`` is everything that was noted, in the order of the file.
    """

    head: ReadHead
    batches: tuple[Batch, ...]
    collections: tuple[ReadCollection, ...]
    unplaced: Findings

    @property
    def file(self) -> BankFile:
        """The file, to be looked at or written again.

        Raises :class:`RulesViolated` with all that was noted where it has no message id that can be
        right, or no collection that can be held.
        """
        if self.head.id is None or not self.batches:
            raise RulesViolated(self.unplaced)
        return BankFile(
            id=self.head.id,
            creditor=self.batches[0].creditor,
            form=self.head.form,
            created_at=self.head.created_at,
            batches=self.batches,
        )

    @property
    def left_out(self) -> tuple[ReadCollection, ...]:
        """The collections that our types cannot hold; what is wrong with each is noted with it."""
        return tuple(read for read in self.collections if read.collection is None)


def read(source: bytes | Path, *, progress: Progress | None = None) -> ReadFile:
    """Read one file of collections, whole; see :func:`iter_collections` for large and for several.

    ``progress`` is told as there. Raises as that does, and :class:`UnreadableMessage`
    where it is more than one message.

    >>> from sepadd.messages import pain008
    >>> from sepadd.testing import a_run
    >>> xml = pain008.render(a_run())
    >>> pain008.render(pain008.read(xml).file) == xml
    True
    """
    files: list[ReadFile] = []
    for incoming in documents(source, {"pain.008": OF_INTEREST}, progress=progress):
        incoming.expect("pain.008")
        if files:
            raise UnreadableMessage(
                "more than one message: go over all their collections with iter_collections"
            )
        files.append(_whole(tuple(read_collections(incoming))))
    return files[0]


def _whole(found: tuple[ReadCollection, ...]) -> ReadFile:
    """A file of all that was given out; of a file without collections, that is what was noted."""
    batches = [_batch(block) for block in _blocks(found)]
    noted = [finding for read in found for finding in read.unplaced]
    return ReadFile(
        head=found[0].head,
        batches=_with_all_accounts(batches),
        collections=tuple(read for read in found if read.batch is not None),
        unplaced=Findings((*noted, *_taken_apart(batches))),
    )


class _Held(NamedTuple):
    """One collection that can be held, with what its block says of it."""

    id: PaymentInformationId
    creditor: CreditorCard
    collection: Collection


def _blocks(found: Iterable[ReadCollection]) -> Iterable[list[_Held]]:
    """The collections that can be held: those of one block that differ in nothing which it says."""
    blocks: defaultdict[Hashable, list[_Held]] = defaultdict(list)
    for read in found:
        batch, collection = read.batch, read.collection
        if batch is None or collection is None or batch.id is None or batch.creditor is None:
            continue
        alike = batch.place, read.kind, read.identifier
        blocks[alike].append(_Held(batch.id, batch.creditor, collection))
    return blocks.values()


def _batch(block: list[_Held]) -> Batch:
    first = block[0]
    identifier = first.collection.mandate.creditor_identifier
    creditor = replace(first.creditor, identifier=identifier).creditor
    return Batch.of(first.id, creditor, tuple(held.collection for held in block))


def _with_all_accounts(batches: Iterable[Batch]) -> tuple[Batch, ...]:
    """The batches, where each creditor has all the accounts that it collects on in the file."""
    accounts: defaultdict[Creditor, dict[CreditorAccount, None]] = defaultdict(dict)
    for batch in batches:
        accounts[replace(batch.creditor, accounts=())][batch.account] = None
    whole = {bare: replace(bare, accounts=tuple(all_of)) for bare, all_of in accounts.items()}
    return tuple(
        batch._replace(creditor=whole[replace(batch.creditor, accounts=())]) for batch in batches
    )


def _taken_apart(batches: Iterable[Batch]) -> Iterator[Finding]:
    """What is noted of a block that is several batches with us."""
    for name, count in Counter(batch.id for batch in batches).items():
        if count > 1:
            detail = f"its collections are not all of one kind: they are {count} batches of one id"
            yield SAID_ALIKE.finding(f"batch {name}", detail)
