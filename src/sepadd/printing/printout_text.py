"""A printout as plain text, for a screen, a mail or a printer that knows one type of letter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from textwrap import wrap
from typing import Final
from unicodedata import combining, east_asian_width

from sepadd.printing.printout import PrintedColumn, PrintedFact, PrintedTable, Printout
from sepadd.values import one_line

WIDEST: Final = 36
"""Places that a column of text has at the most; what is longer goes on below it."""

_GAP: Final = "  "


def as_text(printout: Printout) -> str:
    """The printout with its columns aligned; amounts end below each other.

    Long texts go on in the row below, within their column, so that nothing is cut off. What steers
    a terminal, or turns the direction of writing, is taken out of every text.

    >>> from sepadd.printing import Printout, printed_facts
    >>> facts = printed_facts(("debtor", "10042"), ("name", "Ada"))
    >>> print(as_text(Printout(title="Card", facts=facts, tables=())), end="")
    Card
    ====
    <BLANKLINE>
    debtor  10042
    name    Ada
    """
    parts = (
        (_underlined(printout.title, "="),)
        + ((_facts(printout.facts),) if printout.facts else ())
        + tuple(_table(table) for table in printout.tables)
    )
    return "\n\n".join(parts) + "\n"


def _underlined(heading: str, line: str) -> str:
    shown = one_line(heading)
    return f"{shown}\n{line * _places(shown)}"


def _facts(facts: Sequence[PrintedFact]) -> str:
    widest = max(_places(fact.name) for fact in facts)
    return "\n".join(
        f"{_padded(fact.name, widest)}{_GAP}{one_line(fact.value)}".rstrip() for fact in facts
    )


def _table(table: PrintedTable) -> str:
    names = tuple(column.name for column in table.columns)
    every = [names, *table.rows, *([table.total] if table.total is not None else [])]
    folded = [_folded(row, table.columns) for row in every]
    widths = [max(_places(line) for lines in column for line in lines) for column in zip(*folded)]  # noqa: B905 - the table has seen to it
    rule = _GAP.join("-" * width for width in widths)
    written = ["\n".join(_row(row, table.columns, widths)) for row in folded]
    below = len(table.rows) + 1
    total = [rule, *written[below:]] if table.total is not None else []
    return "\n".join((_underlined(table.heading, "-"), written[0], rule, *written[1:below], *total))


def _folded(row: Iterable[str], columns: Iterable[PrintedColumn]) -> list[list[str]]:
    """Each cell as the lines that it takes."""
    return [
        [text]
        if column.numbers or len(text) <= WIDEST
        else wrap(text, WIDEST, break_on_hyphens=False)
        for text, column in zip(map(one_line, row), columns, strict=True)
    ]


def _row(
    cells: Iterable[Sequence[str]], columns: Iterable[PrintedColumn], widths: Sequence[int]
) -> Iterator[str]:
    right = [column.numbers for column in columns]
    for line in zip_longest(*cells, fillvalue=""):
        padded = map(_padded, line, widths, right)
        yield _GAP.join(padded).rstrip()


def _padded(text: str, width: int, right: bool = False) -> str:  # noqa: FBT001, FBT002 - a place
    blanks = " " * (width - _places(text))
    return blanks + text if right else text + blanks


def _places(text: str) -> int:
    """How many places a text takes up: a Chinese sign takes two, an accent that is added none."""
    if text.isascii():
        return len(text)
    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)
