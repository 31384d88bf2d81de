"""What is printed for a bookkeeper, before it is text or a page: facts, and tables with a total.

It is made of words and amounts that are ready to be read; what they mean was decided before. What
a name may hold to lead a screen or a browser astray is dealt with where it is written.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import compress
from typing import NamedTuple

from sepadd.findings import InvalidValue
from sepadd.reports import Total


class PrintedFact(NamedTuple):
    """One thing that holds for the whole: what it is called, and what it is."""

    name: str
    value: str


class PrintedColumn(NamedTuple):
    """A column of a table; the cells of a column of ``numbers`` end below each other."""

    name: str
    numbers: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedTable:
    """A heading, and rows below columns; ``total`` is a last row that adds up.

    Raises :class:`InvalidValue` for a row with more or fewer cells than there are columns.
    """

    heading: str
    columns: tuple[PrintedColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    total: tuple[str, ...] | None = None

    def __post_init__(self) -> None:
        """Refuse a row that would shift to another column."""
        for row in (*self.rows, *((self.total,) if self.total is not None else ())):
            if len(row) != len(self.columns):
                raise InvalidValue(
                    f"row {row!r} of table {self.heading!r}: needs {len(self.columns)} cells, "
                    f"and has {len(row)}"
                )


@dataclass(frozen=True, slots=True, kw_only=True)
class Printout:
    """What is printed of one thing: its title, what holds for the whole, and tables."""

    title: str
    facts: tuple[PrintedFact, ...]
    tables: tuple[PrintedTable, ...]


def printout(
    title: str, facts: tuple[PrintedFact, ...], tables: Iterable[PrintedTable]
) -> Printout:
    """What is printed of a thing, without the tables that have no row."""
    with_rows = tuple(table for table in tables if table.rows)
    return Printout(title=title, facts=facts, tables=with_rows)


def printed_facts(*facts: tuple[str, object]) -> tuple[PrintedFact, ...]:
    """The facts that there are: those that are absent are left out."""
    return tuple(PrintedFact(name, cell(value)) for name, value in facts if value is not None)


def printed_table(
    heading: str,
    columns: Iterable[PrintedColumn],
    rows: Iterable[Iterable[object]],
    total: Iterable[object] | None = None,
) -> PrintedTable:
    """A table of those values, without the columns in which no row has anything."""
    columns = tuple(columns)
    cells = [tuple(map(cell, row)) for row in rows]
    last = None if total is None else tuple(map(cell, total))
    table = PrintedTable(heading=heading, columns=columns, rows=tuple(cells), total=last)
    used = [any(row[place] for row in cells) for place in range(len(columns))]
    if not cells or all(used):
        return table
    return PrintedTable(
        heading=heading,
        columns=tuple(compress(columns, used)),
        rows=tuple(tuple(compress(row, used)) for row in cells),
        total=None if last is None else tuple(compress(last, used)),
    )


def cell(value: object) -> str:
    """A value as it is printed; empty where it is absent.

    >>> cell(None), cell(12)
    ('', '12')
    """
    return "" if value is None else str(value)


def counted(number: int, one: str, several: str | None = None) -> str:
    """A number of things; ``several`` is their name where it is not ``one`` with an s.

    >>> counted(1, "collection"), counted(2, "collection"), counted(2, "entry", "entries")
    ('1 collection', '2 collections', '2 entries')
    """
    return f"{number} {one}" if number == 1 else f"{number} {several or f'{one}s'}"


def counted_total(total: Total, one: str) -> str:
    """A total in words.

    >>> from sepadd.values import Euro
    >>> counted_total(Total(2, Euro(cents=12_50)), "item")
    '2 items, 12.50'
    """
    return f"{counted(total.count, one)}, {total.amount}"
