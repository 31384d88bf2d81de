"""Files of collections (pain.008): written, and read back."""

from sepadd.messages.pain008.batches import (
    ON_ONE_LEVEL,
    Kind,
    ReadBatch,
    ReadHead,
    read_as,
    read_head,
)
from sepadd.messages.pain008.changes import SAME_MANDATE
from sepadd.messages.pain008.collection_parts import CompletedCollection, ReadCollection
from sepadd.messages.pain008.each_collection import (
    MOST_BETWEEN,
    OF_INTEREST,
    iter_collections,
    read_collections,
)
from sepadd.messages.pain008.tally import comes_to
from sepadd.messages.pain008.whole_file import read
from sepadd.messages.pain008.writing import pieces, render, write, write_files

__all__ = (
    "MOST_BETWEEN",
    "OF_INTEREST",
    "ON_ONE_LEVEL",
    "SAME_MANDATE",
    "CompletedCollection",
    "Kind",
    "ReadBatch",
    "ReadCollection",
    "ReadHead",
    "comes_to",
    "iter_collections",
    "pieces",
    "read",
    "read_as",
    "read_collections",
    "read_head",
    "render",
    "write",
    "write_files",
)
