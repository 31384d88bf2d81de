"""A journal as a table for the accounting package: a row for each line of each entry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from sepadd.journal_entry import Entry, Line
from sepadd.money import ZERO, Euro
from sepadd.records.sheet import table
from sepadd.records.written import DecimalMark, in_table

JOURNAL_COLUMNS: Final = (
    *("date", "entry", "account", "description", "debtor", "item", "debit", "credit"),
    *("reverses", "corrects"),
)
"""The columns of a journal's table."""


def write_journal(entries: Iterable[Entry], *, decimal: DecimalMark = DecimalMark.POINT) -> str:
    """A table of what :func:`sepadd.posting.post` gave: a row for each line, in their order.

    ``account`` is the code in the user's ledger, or the role where the entry was not posted. Of
    ``debit`` and ``credit`` one is filled. It is for the ledger, and not taken in again. With
    decimal commas the cells are separated by semicolons.
    """
    lines = (row for entry in entries for row in _rows(entry, decimal))
    return table(JOURNAL_COLUMNS, lines, decimal)


def _rows(entry: Entry, decimal: DecimalMark) -> Iterator[tuple[object, ...]]:
    for line in entry.lines:
        yield (
            entry.on,
            entry.id,
            line.account or line.role,
            entry.description,
            line.debtor_id,
            _item(line),
            _side(line.debit, decimal),
            _side(line.credit, decimal),
            entry.reverses,
            entry.corrects,
        )


def _item(line: Line) -> str:
    return "" if line.item is None else line.item.number


def _side(amount: Euro, decimal: DecimalMark) -> str:
    return "" if amount == ZERO else in_table(amount, decimal)
