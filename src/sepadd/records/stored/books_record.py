"""The books of a creditor as a record: what is open, the mandates, and the runs."""

from __future__ import annotations

from typing import Final

from sepadd.books import Books
from sepadd.findings import InvalidValue
from sepadd.records.stored.item_record import ITEM
from sepadd.records.stored.mandate_record import MANDATE
from sepadd.records.stored.party_record import CREDITOR
from sepadd.records.stored.record_shape import RecordShape, may, must
from sepadd.records.stored.run_record import RUN
from sepadd.records.stored.shapes import TEXT, Record, listed


class _WholeBooks(RecordShape[Books]):
    """Books of which every run is known in full."""

    def write(self, thing: Books) -> Record:
        """Books as a record; raises :class:`InvalidValue` where they have ``others``.

        Left out in silence, those would no longer hold their items, and these be taken twice.
        """
        if thing.others:
            raise InvalidValue(
                f"{thing.label}: of {len(thing.others)} runs, others, no more is known than what "
                "they hold, and a record has only whole runs; keep the others yourself, and "
                "replace(books, others=())"
            )
        return super().write(thing)


BOOKS: Final = _WholeBooks(
    Books,
    may("code", TEXT, "the user's own short name for the creditor"),
    must("creditor", CREDITOR, "the creditor"),
    must("open_items", listed(ITEM), "what is open: invoices and credit notes"),
    must("mandates", listed(MANDATE), "the mandates, with all that was presented under them"),
    must("runs", listed(RUN), "the runs, with all that the bank has said of them"),
)
"""The lists are never absent: books without their runs would be taken for books with none."""
