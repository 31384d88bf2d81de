"""A piece of a page, as a notebook shows it below a cell: a title, facts, and short tables.

It has no script, no style sheet and no colour of its own: it takes the colours of the page that it
is put into, light or dark. Long tables are cut off, and say how much more there is. Whatever a name
holds is shown as text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final, NamedTuple, TypeVar

from sepadd.printing import PrintedColumn, PrintedFact, PrintedTable, plain, printed_table, value

T = TypeVar("T")

MOST_ROWS: Final = 20
"""How many rows of a table are shown; the others are counted."""

MOST_SIGNS: Final = 240
"""How many characters of one cell are shown."""

_ONE_LINE: Final = 24
"""Characters of what stands on one line: a day, an amount, an account."""

SCROLLS: Final = "max-width:100%;overflow-x:auto;color:inherit"
"""How something looks that may be wider than the page that it is put into."""

_BOX: Final = f"{SCROLLS};line-height:1.45;font-size:.92em"
_TABLE: Final = "border-collapse:collapse;margin:.3em 0;table-layout:auto;width:auto"
_CELL: Final = "padding:.1em .7em .1em 0;text-align:"
_STAYS: Final = ' style="white-space:nowrap"'
_HEAD: Final = f"border-bottom:1px solid currentColor;{_CELL}"


@dataclass(frozen=True, slots=True)
class Shown:
    """Something as a notebook shows it: a piece of HTML to be put into a page.

    >>> Shown("<p>30.00</p>")
    Shown(html='<p>30.00</p>')
    """

    html: str

    def _repr_html_(self) -> str:
        return self.html


class CutTable(NamedTuple):
    """The first rows of a table, and how many more there are."""

    table: PrintedTable
    more: int = 0


def cut_table(
    heading: str,
    columns: Iterable[PrintedColumn],
    things: Sequence[T],
    row: Callable[[T], Iterable[object]],
    total: Iterable[object] | None = None,
) -> CutTable:
    """A row for each of the first things; only those are looked at."""
    table = printed_table(heading, columns, map(row, islice(things, MOST_ROWS)), total)
    return CutTable(table, max(0, len(things) - MOST_ROWS))


def fragment(
    title: str, facts: Iterable[PrintedFact] = (), tables: Iterable[CutTable] = (), more: str = ""
) -> str:
    """The HTML of a title, what holds for the whole, and tables; those without rows are left out.

    ``more`` is put at the end as it stands.
    """
    shown = "".join(_table(each) for each in tables if each.table.rows)
    return f'<div style="{_BOX}">\n{_title(title)}{_facts(facts)}{shown}{more}</div>\n'


def _title(title: str) -> str:
    return f"<div><strong>{_text(title)}</strong></div>\n"


def _facts(facts: Iterable[PrintedFact]) -> str:
    said = (
        f"<span{_STAYS if len(fact.value) <= _ONE_LINE else ''}>{plain(fact.name)}: "
        f"{_text(fact.value)}</span>"
        for fact in facts
        if fact.value
    )
    line = " · ".join(said)
    return f"<div>{line}</div>\n" if line else ""


def _table(cut: CutTable) -> str:
    table = cut.table
    sides = ["right" if column.numbers else "left" for column in table.columns]
    names = "".join(
        f'<th scope="col" style="{_HEAD}{side}">{plain(column.name)}</th>'
        for column, side in zip(table.columns, sides, strict=True)
    )
    rows = "".join(_row(row, sides) for row in table.rows)
    more = _more(cut.more, len(sides)) if cut.more else ""
    total = _row(table.total, sides, "strong") if table.total is not None else ""
    heading = f"<div><em>{_text(table.heading)}</em></div>\n" if table.heading else ""
    return (
        f'{heading}<table style="{_TABLE}">\n<thead><tr>{names}</tr></thead>\n'
        f"<tbody>\n{rows}{more}{total}</tbody>\n</table>\n"
    )


def _row(cells: Iterable[str], sides: Iterable[str], kind: str = "") -> str:
    shown = "".join(_cell(text, side, kind) for text, side in zip(cells, sides, strict=True))
    return f'<tr style="vertical-align:top">{shown}</tr>\n'


def _cell(text: str, side: str, kind: str) -> str:
    wide = ";white-space:nowrap" if len(text) <= _ONE_LINE else ";min-width:12em"
    said = _text(text)
    inner = f"<{kind}>{said}</{kind}>" if kind and said else said
    return f'<td style="{_CELL}{side}{wide}">{inner}</td>'


def _more(count: int, columns: int) -> str:
    return f'<tr><td colspan="{columns}" style="{_CELL}left"><em>and {count} more</em></td></tr>\n'


def _text(text: str) -> str:
    """A text with its own direction of writing, cut off where it would fill the page."""
    return value(text if len(text) <= MOST_SIGNS else f"{text[: MOST_SIGNS - 1]}…")
