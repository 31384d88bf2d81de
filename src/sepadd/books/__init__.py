"""The books of a creditor, and the path from them: proposed, prepared, revised."""

from sepadd.books.books import Books
from sepadd.books.collecting import prepare, propose, revise
from sepadd.books.in_place import must_be
from sepadd.books.receivable_closes import ReceivableCloses
from sepadd.books.set_from_books import Share, prepare_set

__all__ = (
    "Books",
    "ReceivableCloses",
    "Share",
    "must_be",
    "prepare",
    "prepare_set",
    "propose",
    "revise",
)
