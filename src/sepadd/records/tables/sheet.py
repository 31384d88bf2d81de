"""A table as spreadsheets save it: a line of headings, and a row for each thing.

Comma or semicolon is told from the headings alone. Every row and every cell knows its line, so that
what is wrong can be found again.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from io import StringIO
from typing import Final, TypeVar

from sepadd.findings import Finding, Findings, Sentence, UnreadableRecords
from sepadd.records.noting import NOTHING, Noting, raise_if_any, shortened
from sepadd.records.tables.headings import Columns, plain
from sepadd.records.written import DecimalMark

HEADINGS: Final = Sentence(
    "CSV-01",
    "The first line names the columns, each once and none that is unknown.",
    "",
    why=(
        "A column that is misspelt would be passed over, and a day of signature or a block in it "
        "would be lost without a word."
    ),
    hint="Write the headings as the reference of tables has them.",
)
ROWS: Final = Sentence(
    "CSV-02",
    "A table is UTF-8 text, and each of its rows has a cell for each column.",
    "RFC 4180",
    why=(
        "In another encoding names become other names, and with a cell too many every value after "
        "it is under the wrong heading."
    ),
    hint=(
        "Save the table as CSV in UTF-8, with quotation marks around text that holds the separator."
    ),
)
CELLS: Final = Sentence(
    "CSV-03",
    "A cell holds what its column is for.",
    "",
    why=(
        "A date, an amount or an IBAN that cannot be read would have to be guessed, so nothing of "
        "the table is taken in."
    ),
    hint="Correct the cell on the line and in the column that the finding names.",
)
ONCE: Final = Sentence(
    "CSV-04",
    "A mandate or an open item stands in a table once.",
    "EPC262-08",
    why=(
        "An open item that stands twice would be debited twice, and of two rows for one mandate "
        "nobody knows which holds."
    ),
    hint="Take one of the two rows out.",
)

TABLE_SENTENCES: Final = (HEADINGS, ROWS, CELLS, ONCE)
"""Why a table cannot be taken in."""

T = TypeVar("T")
A = TypeVar("A")

# What XML 1.0 has no place for, however it is written: such a name could never be in a file.
_UNSAYABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LINE_END = re.compile(r"\r\n|\r|\n")


class SheetRow(Noting):
    """One row of a table: its cells by the name of their column, without the blanks around them."""

    __slots__ = ("_cells", "_headings", "line", "subject", "why_needed")

    def __init__(
        self,
        cells: Mapping[str, str],
        headings: Mapping[str, str],
        line: int,
        subject: str,
        findings: list[Finding],
    ) -> None:
        super().__init__(findings)
        self._cells = cells
        self._headings = headings
        self.line: int = line
        self.subject: str = subject
        self.why_needed: str = "is needed in every row"

    def note(self, detail: str, place: str | None = None, sentence: Sentence = CELLS) -> None:
        """Add a finding about the row, or about the cell of a column."""
        heading = None if place is None else self._headings.get(place, place)
        about = detail if heading is None else f"column {heading}: {detail}"
        finding = sentence.finding(self.subject, about)
        self.findings.append(replace(finding, line=self.line, path=heading))

    def text(self, column: str) -> str:
        """What stands in a column; nothing where the table does not have it."""
        return self._cells.get(column, "")

    def must(self, column: str, read: Callable[[str], T]) -> T:
        """What a column has to hold, for the reason that the row gives."""
        text = self._cells.get(column)
        if text:
            return self.read(text, read, column)
        self.note(f"it is empty, and {self.why_needed}", column)
        return NOTHING  # type: ignore[no-any-return]  # it was noted

    def may(self, column: str, read: Callable[[str], T], absent: A) -> T | A:
        """What a column may hold, or what its being empty means."""
        text = self._cells.get(column)
        return self.read(text, read, column) if text else absent

    def once(self, key: object, what: str, column: str, seen: dict[object, int]) -> None:
        """Note it if the same stood on an earlier line."""
        first = seen.setdefault(key, self.line)
        if first != self.line:
            detail = f"{what} stands on line {first} and again on line {self.line}"
            self.note(detail, column, ONCE)


def sheet_rows(
    source: bytes | str, columns: Columns, name: str, findings: list[Finding]
) -> Iterator[SheetRow]:
    """The rows of a table, those that are empty left out; what is wrong is added to the findings.

    Raises :class:`UnreadableRecords` where the headings leave nothing to go on.
    """
    lines = _lines(_text_of(source, name), name, findings)
    line, given = next(lines, (1, []))
    names = _names(given, columns, name, line, findings)
    headings = dict(zip(names, given, strict=True))
    for line, cells in lines:
        if len(cells) != len(names):
            findings.append(_wrong_shape(line, cells, names, name))
            continue
        stripped = [cell.strip() for cell in cells]
        yield SheetRow(dict(zip(names, stripped, strict=True)), headings, line, name, findings)


def _lines(text: str, name: str, findings: list[Finding]) -> Iterator[tuple[int, list[str]]]:
    """The rows that are not empty, each with the line it begins on."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    line = 1
    try:
        for cells in reader:
            if any(map(str.strip, cells)):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as wrong:
        detail = (
            f"the row cannot be read ({wrong}): probably a quotation mark is missing, or one too "
            "many; nothing after it was read"
        )
        findings.append(replace(ROWS.finding(name, detail), line=line))


def _delimiter(text: str) -> str:
    """Comma or semicolon, whichever the headings have more of: the first line that is not empty."""
    # Excel writes the list separator of the country: a semicolon where the decimal mark is a comma.
    headings = next((line for line in StringIO(text, newline="") if line.strip(" \t\r\n,;")), "")
    return max(",;", key=headings.count)


def _text_of(source: bytes | str, name: str) -> str:
    text = source if isinstance(source, str) else _decoded(source, name)
    text = text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")  # Excel's "CSV UTF-8" begins with it
    unsayable = _UNSAYABLE.search(text)
    if unsayable is not None:
        detail = (
            f"it holds the character U+{ord(unsayable[0]):04X}, which no text has: "
            "save the table as CSV in UTF-8"
        )
        line = _line_at(text[: unsayable.start()])
        raise_if_any([replace(ROWS.finding(name, detail), line=line)])
    return text


def _decoded(source: bytes, name: str) -> str:
    try:
        return source.decode("utf-8")
    except UnicodeDecodeError as wrong:
        line = _line_at(source[: wrong.start].decode("utf-8"))
        detail = f"byte 0x{source[wrong.start]:02X} is not UTF-8: save the table as CSV in UTF-8"
        finding = replace(ROWS.finding(name, detail), line=line)
        raise UnreadableRecords(Findings((finding,))) from None


def _line_at(before: str) -> int:
    return 1 + len(_LINE_END.findall(before))


def _names(
    given: Sequence[str], columns: Columns, name: str, line: int, findings: list[Finding]
) -> list[str]:
    """The name of each column. One that is unknown keeps its heading, and is a finding."""
    names = [columns.by_heading.get(plain(heading), heading) for heading in given]
    _not_there(names, columns, name, line, findings)
    _there_twice(given, names, name, line, findings)
    cannot_go_on = bool(findings)
    known = ", ".join(columns.names)
    for place, heading in enumerate(given, start=1):
        if plain(heading) not in columns.by_heading:
            what = (
                f"column {heading!r} is unknown" if heading.strip() else f"column {place} is empty"
            )
            _about_headings(findings, name, line, f"{what}; the columns are {known}", heading)
    if cannot_go_on:
        raise_if_any(findings)
    return names


def _not_there(
    names: Collection[str], columns: Columns, name: str, line: int, findings: list[Finding]
) -> None:
    if not names and not findings:
        _about_headings(findings, name, line, "it is empty: its first line names the columns")
    for column in columns.needed:
        if names and column not in names:
            _about_headings(findings, name, line, f"there is no column {column}", column)


def _there_twice(
    given: Sequence[str], names: Sequence[str], name: str, line: int, findings: list[Finding]
) -> None:
    found: dict[str, list[str]] = {}
    for heading, column in zip(given, names, strict=True):
        if heading.strip():
            found.setdefault(column, []).append(repr(heading))
    for column, same in found.items():
        if len(same) > 1:
            detail = f"column {column} is there {len(same)} times: {' and '.join(same)}"
            _about_headings(findings, name, line, detail, column)


def _about_headings(
    findings: list[Finding], name: str, line: int, detail: str, path: str | None = None
) -> None:
    finding = HEADINGS.finding(name, shortened(detail))
    findings.append(replace(finding, line=line, path=path))


def _wrong_shape(line: int, cells: Sequence[str], names: Sequence[str], name: str) -> Finding:
    detail = (
        f"the row has {len(cells)} cells, and there are {len(names)} columns; "
        "text that holds the separator has to stand between quotation marks"
    )
    return replace(ROWS.finding(name, detail), line=line)


def table(
    columns: Iterable[str],
    lines: Iterable[Iterable[object]],
    decimal: DecimalMark = DecimalMark.POINT,
) -> str:
    """A table of those lines; with decimal commas its cells are separated by semicolons."""
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=";" if decimal is DecimalMark.COMMA else ",")
    writer.writerow(columns)
    writer.writerows(lines)
    return text.getvalue()
