"""A printout as a page for a browser, to be read on the screen or printed on A4.

The page needs nothing besides itself: no script, no picture, no font, no address on the net.
Whatever a name holds is shown as text.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from sepadd.printing.printout import PrintedColumn, PrintedFact, PrintedTable, Printout
from sepadd.printing.web_page import ON_SCREEN, page, plain, value

_STYLE: Final = """\
@page { size: A4 landscape; margin: 12mm; }
:root { --width: 104rem; }
body { font-size: 0.875rem; line-height: 1.4; }
h1 { margin: 0 0 1rem; overflow-wrap: anywhere; }
h2 { font-size: 1.0625rem; margin: 0 0 0.4rem; overflow-wrap: anywhere; }
section { margin: 0 0 1.75rem; overflow-x: auto; }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 0.15rem 1.25rem;
  margin: 0 0 1.75rem; }
dt { color: var(--faint); }
dd { margin: 0; overflow-wrap: anywhere; }
th, td { padding: 0.3rem 0.5rem; overflow-wrap: break-word; }
thead th { background: var(--soft); vertical-align: bottom; print-color-adjust: exact;
  -webkit-print-color-adjust: exact; }
.n, .word, .name { white-space: nowrap; }
.text { min-width: 12rem; }
tr { break-inside: avoid; }
tr.total td { border-top: 2px solid var(--ink); border-bottom: 0; font-weight: bold; }
@media print {
  body { font-size: 8.5pt; }
  section { overflow: visible; }
  th, td { padding: 0.8mm 1.2mm; }
  .name { white-space: normal; }
  .text { min-width: 40mm; }
}
"""


def as_html(printout: Printout) -> str:
    """The printout as one HTML document; in print the columns are named again on each sheet.

    It has neither script nor anything from elsewhere, and says so to the browser. Every value is
    escaped, and keeps its own direction of writing.
    """
    tables = "".join(map(_table, printout.tables))
    body = f"<h1>{value(printout.title)}</h1>\n{_facts(printout.facts)}{tables}"
    return page(printout.title, ON_SCREEN + _STYLE, body)


def _facts(facts: Iterable[PrintedFact]) -> str:
    rows = "\n".join(f"<dt>{plain(f.name)}</dt><dd>{value(f.value)}</dd>" for f in facts)
    return f"<dl>\n{rows}\n</dl>\n" if rows else ""


def _table(table: PrintedTable) -> str:
    names = "".join(
        f'<th scope="col"{_kind(column)}>{plain(column.name)}</th>' for column in table.columns
    )
    rows = "\n".join(f"<tr>{_cells(row, table.columns)}</tr>" for row in table.rows)
    total = (
        ""
        if table.total is None
        else f'<tr class="total">{_cells(table.total, table.columns)}</tr>\n'
    )
    return f"""\
<section>
<h2>{value(table.heading)}</h2>
<table>
<thead>
<tr>{names}</tr>
</thead>
<tbody>
{rows}
{total}</tbody>
</table>
</section>
"""


def _cells(row: Iterable[str], columns: Iterable[PrintedColumn]) -> str:
    pairs = zip(row, columns, strict=True)
    return "".join(
        f"<td{_kind(column) or _length(text)}>{value(text)}</td>" for text, column in pairs
    )


def _kind(column: PrintedColumn) -> str:
    return ' class="n"' if column.numbers else ""


_WORD: Final = 12
"""Characters of what never goes on to a next line: a day, a number."""

_NAME: Final = 24
"""Characters of what does so on paper only, where there is less room: an account, a name."""


def _length(text: str) -> str:
    if len(text) <= _WORD:
        return ' class="word"' if text else ""
    return ' class="name"' if len(text) <= _NAME else ' class="text"'
