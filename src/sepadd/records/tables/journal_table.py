"""A journal as a table for the accounting package: a row for each line of each entry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from sepadd.journal import Entry, Line
from sepadd.records.tables.sheet import table
from sepadd.records.written import DecimalMark, written_cells
from sepadd.values import ZERO

JOURNAL_COLUMNS: Final = (
    *("date", "entry", "account", "description", "debtor", "item", "debit", "credit"),
    *("reverses", "corrects"),
)
"""The columns of a journal's table."""


def write_journal(entries: Iterable[Entry], *, decimal: DecimalMark = DecimalMark.POINT) -> str:
    """A table of what :func:`sepadd.journal.post` gave: a row for each line, in their order.

    ``account`` is the code in the user's ledger, or the role where the entry was not posted. Of
    ``debit`` and ``credit`` one is filled. It is for the ledger, and not taken in again. With
    decimal commas the cells are separated by semicolons.
    """
    lines = (_row(cells, decimal) for entry in entries for cells in journal_cells(entry))
    return table(JOURNAL_COLUMNS, lines, decimal)


def journal_cells(entry: Entry) -> Iterator[tuple[object, ...]]:
    """What stands in the row of each line of an entry, for each of :data:`JOURNAL_COLUMNS`.

    Debit and credit are both there; one of them is 0.00.
    """
    for line in entry.lines:
        yield (
            entry.on,
            entry.id,
            line.account or line.role,
            entry.description,
            line.debtor_id,
            _item(line),
            line.debit,
            line.credit,
            entry.reverses,
            entry.corrects,
        )


def _item(line: Line) -> str:
    return "" if line.item is None else line.item.number


def _row(cells: Iterable[object], decimal: DecimalMark) -> tuple[object, ...]:
    """The side on which nothing stands is left empty."""
    return written_cells(("" if cell == ZERO else cell for cell in cells), decimal)
