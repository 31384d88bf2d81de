"""Whatever the bank sent: it is looked at what it is, and read as that.

A status report, a statement, a return passed on, or the answer to a cancellation: one call for the
whole inbox.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from sepadd.collection import Reported
from sepadd.messages.answers import camt, camt029, pacs004, pain002
from sepadd.messages.parsing import Incoming, documents
from sepadd.progress import Progress


class Reader(NamedTuple):
    """How one kind of message is read.

    ``of_interest`` are the elements that are looked at, ``reported`` gives what a message says.
    """

    of_interest: Collection[str]
    reported: Callable[[Incoming], Iterator[Reported]]


READERS: Final[Mapping[str, Reader]] = {
    "pain.002": Reader(pain002.OF_INTEREST, pain002.reported),
    "camt.029": Reader(camt029.OF_INTEREST, camt029.reported),
    **dict.fromkeys(camt.KINDS, Reader(camt.OF_INTEREST, camt.reported)),
    "pacs.004": Reader(pacs004.OF_INTEREST, pacs004.reported),
}
"""What can be read, by the kind of message."""


def read(source: bytes | Path, *, progress: Progress | None = None) -> Iterator[Reported]:
    """What a bank's messages say of our collections, whichever they are, in their order.

    ``source`` is a file or a zip of files, which may be of several kinds; as content or as a path.
    ``progress`` is told how many bytes were read, unpacked, of how many.

    Raises :class:`~sepadd.UnreadableMessage` where one of them is none of :data:`READERS`, is cut
    off, does not say when it was made, or has an amount or a day that cannot be read.
    """
    of_interest = {kind: reader.of_interest for kind, reader in READERS.items()}
    for incoming in documents(source, of_interest, progress=progress):
        incoming.expect(*READERS)
        yield from READERS[incoming.kind].reported(incoming)
