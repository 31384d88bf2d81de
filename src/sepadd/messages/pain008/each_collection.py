"""The collections of a file, pain.008, one after the other: of any version, of any maker.

What has no place with us is named with its line and path; a collection that our types cannot hold
is given without what they would hold of it, and what it lacks is named too.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import dropwhile
from pathlib import Path
from typing import Final

from lxml.etree import _Element as Element

from sepadd.findings import Findings, UnreadableMessage
from sepadd.messages.pain008.batches import COLLECTION, ReadBatch, read_as, read_batch, read_head
from sepadd.messages.pain008.collection_parts import ReadCollection
from sepadd.messages.pain008.one_collection import read_collection
from sepadd.messages.pain008.tally import Tally
from sepadd.messages.parsing import (
    COMPLETE,
    INITIATION,
    Incoming,
    Notes,
    documents,
    local,
    unreadable,
)
from sepadd.progress import Progress

OF_INTEREST: Final = ("GrpHdr", COLLECTION, "PmtInf", INITIATION)
"""What a reader of this message needs of it; see :func:`sepadd.messages.parsing.documents`."""

MOST_BETWEEN: Final = 4 << 20
"""How many bytes one collection, or what stands before the first, may have: all that is held."""

_MOST_NOTED: Final = 1_000


def iter_collections(
    source: bytes | Path, *, progress: Progress | None = None
) -> Iterator[ReadCollection]:
    """The collections of a file, or of a zip of files, one after the other, in flat memory.

    Each comes with what is said for the whole batch and file, its line, and what of it has no place
    with us; what is noted of the file, or of a batch, comes with the collection that follows. What
    is noted behind the last collection comes with a last one that is no collection; so does what is
    noted of a thousand batches without any. ``progress`` is told how many bytes were read,
    unpacked, of how many.

    Raises :class:`UnreadableMessage` before anything is given out where a file is cut off or not
    well-formed, and where it is no pain.008 or does not say when it was made.
    Source: ISO 20022, pain.008.001.02 to .12; the German pain.008.002.02 and pain.008.003.02.
    """
    opened = documents(
        source, {"pain.008": OF_INTEREST}, most_between=MOST_BETWEEN, progress=progress
    )
    for incoming in opened:
        incoming.expect("pain.008")
        yield from read_collections(incoming)


def read_collections(incoming: Incoming) -> Iterator[ReadCollection]:
    """As :func:`iter_collections`, for one who opens messages of several kinds."""
    message: _Message | None = None
    for element in incoming.parts():
        name = local(element)
        if name == "GrpHdr":
            message = message or _Message(element, incoming)
        elif message is None:
            raise unreadable(element, "a GrpHdr stands before it")
        elif name == COLLECTION:
            yield message.collection(element)
        elif name == "PmtInf":
            message.end_of_batch(element)
            if len(message.noted) > _MOST_NOTED:
                yield message.only_noted()
        elif (last := message.end(element)) is not None:
            yield last
    if message is None:
        raise UnreadableMessage(f"line {incoming.line}: a pain.008 without a GrpHdr")


class _Message:
    """One file, while it is read: its head, the batch that is read, and what was noted of them."""

    def __init__(self, head: Element, incoming: Incoming) -> None:
        self.notes = Notes(read_as(incoming.version).row.address_gaps)
        self.head = read_head(head, incoming, self.notes)
        self.noted = [*self.notes.taken(self.head.label)]
        self.tally = Tally(*self.head.stated)
        self.around: Element | None = None
        self.batch: ReadBatch | None = None
        self.of_batch = self.tally
        self.places = 0

    def collection(self, element: Element) -> ReadCollection:
        """What one collection says, and with it what was noted since the one before."""
        batch = self._batch_around(element)
        self.notes.collection = self.of_batch.count + 1
        read, amount = read_collection(element, batch, self.notes)
        self.tally.add(amount)
        self.of_batch.add(amount)
        if self.noted:
            read = read._replace(unplaced=Findings((*self.noted, *read.unplaced)))
            self.noted = []
        return read

    def _batch_around(self, element: Element) -> ReadBatch:
        around = element.getparent()
        if self.batch is not None and around is self.around:
            return self.batch
        if around is None or local(around) != "PmtInf":
            raise unreadable(element, "a PmtInf stands around it")
        return self._begin(around)

    def _begin(self, around: Element) -> ReadBatch:
        self.around = around
        self.places += 1
        self.notes.batch = self.places
        self.batch = read_batch(around, self.head, self.places, self.notes)
        self.noted += self.notes.taken(self.batch.label)
        self.of_batch = Tally(*self.batch.stated)
        return self.batch

    def end_of_batch(self, element: Element) -> None:
        """Note what stands behind the collections of a batch, and what does not add up."""
        batch = self.batch
        if batch is None or element is not self.around:  # it has no collection
            batch = self._begin(element)
        for part in dropwhile(lambda part: local(part) != COLLECTION, element):
            if local(part) != COLLECTION:
                self.notes.unplaced(part)
        self.of_batch.judge(element, self.notes)
        self.noted += self.notes.taken(batch.label)

    def end(self, element: Element) -> ReadCollection | None:
        """What is noted at the end of the file, if anything, as one that is no collection."""
        for part in element:
            if local(part) not in {"GrpHdr", "PmtInf"}:
                self.notes.unplaced(part)
        self.tally.judge(element, self.notes)
        if not self.tally.count:
            self.notes.note(COMPLETE, element, "the file holds no collection")
        self.noted += self.notes.taken(self.head.label)
        return self.only_noted() if self.noted else None

    def only_noted(self) -> ReadCollection:
        """What was noted since the last collection, as one that is no collection."""
        found, self.noted = Findings(self.noted), []
        return ReadCollection(self.head, None, self.head.line, unplaced=found)
