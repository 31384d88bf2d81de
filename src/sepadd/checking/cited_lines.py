"""What a file says where something was found: the lines around it, or the element by itself.

A file is gone over in pieces, once for its lines, and once more for the elements in it where lines
are too long to be shown: many files are one line. What is cited is short, and there is no place for
what a file holds beside it.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from html import escape
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Final, NamedTuple
from xml.parsers import expat

from sepadd.findings import Finding
from sepadd.messages.parsing import ArrivedFile, arrived

AROUND: Final = 2
"""How many lines are cited before the one in question, and behind it."""

WIDEST: Final = 200
"""Characters of a line that are cited; the rest is left out."""

MOST_LINES: Final = 24
"""Lines of an element that is cited by itself; the rest is left out."""

CUT: Final = " …"
"""Stands where a rest was left out."""

# libxml2 keeps the line of an element in 16 bits: all behind line 65 535 are said to be on it.
_LAST_LINE: Final = 0xFFFF
_INDENT: Final = "  "
_COUNTED: Final = frozenset(
    ("PmtInf", "OrgnlPmtInfAndRvsl", "OrgnlPmtInfAndCxl", "DrctDbtTxInf", "TxInf")
)
_BATCHES: Final = frozenset(("PmtInf", "OrgnlPmtInfAndRvsl", "OrgnlPmtInfAndCxl"))
_ENCODING: Final = re.compile(rb"<\?xml[^<>]{0,200}encoding\s*=\s*[\"']([A-Za-z0-9._-]+)")
_TEXT: Final = re.compile(r"utf-?8|us-ascii|iso-8859-[0-9]{1,2}|(?:windows-|cp)125[0-9]")
_MARKS: Final = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


class CitedLine(NamedTuple):
    """A line, or as much of it as is cited; ``number`` is none where it is no line of the file."""

    number: int | None
    text: str
    meant: bool


class Citation(NamedTuple):
    """What stands where something was found.

    ``alone`` where it is an element by itself, written with a line for each element in it.
    """

    lines: tuple[CitedLine, ...]
    alone: bool = False


def cited(source: bytes | Path, findings: Iterable[Finding]) -> Mapping[Finding, Citation]:
    """What a file, or a zip of files, says where each of the findings stands.

    Left out are findings that tell no place, and what is no longer there. Raises what
    :func:`sepadd.messages.parsing.arrived` does.
    """
    return {
        finding: citation
        for file, found in _by_file(source, findings)
        for finding, citation in _cited_in(file, found)
    }


def _by_file(
    source: bytes | Path, findings: Iterable[Finding]
) -> Iterator[tuple[ArrivedFile, list[Finding]]]:
    """Each file of a zip, or the one that there is, with what was found in it."""
    by_member = sorted(findings, key=attrgetter("member"))
    wanted = {name: [*each] for name, each in groupby(by_member, attrgetter("member"))}
    with arrived(source) as files:
        yield from ((file, wanted[file.name]) for file in files if file.name in wanted)


def with_lines(source: bytes | Path, findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings, each with the line where it stands, in a file of any number of lines.

    Elements come with their lines up to 65 535 only; behind that they are looked for by their
    paths. Raises what :func:`sepadd.messages.parsing.arrived` does.
    """
    findings = list(findings)
    far = [each for each in findings if each.line == _LAST_LINE and each.path]
    lines: dict[Finding, int | None] = {}
    for file, found in _by_file(source, far):
        elements = _elements_at(file, {each.path or "" for each in found})
        at = {path: element.lines[0].number for path, element in elements.items()}
        lines |= {each: at.get(each.path or "", each.line) for each in found}
    return (replace(each, line=lines[each]) if each in lines else each for each in findings)


def _cited_in(file: ArrivedFile, findings: Iterable[Finding]) -> Iterator[tuple[Finding, Citation]]:
    findings = list(findings)
    lines = _lines_at(file, {finding.line for finding in findings if finding.line})
    by_path = {finding.path for finding in findings if finding.path and _is_alone(finding, lines)}
    elements = _elements_at(file, by_path) if by_path else {}
    for finding in findings:
        if (finding.path or "") in elements and _is_alone(finding, lines):
            yield finding, elements[finding.path or ""]
        elif finding.line is not None and finding.line in lines:
            yield finding, _around(finding.line, lines)


def _is_alone(finding: Finding, lines: Mapping[int, str]) -> bool:
    """Whether the lines do not tell: the one is too long, or it is not known which it is."""
    line = finding.line or _LAST_LINE
    return line == _LAST_LINE or lines.get(line, CUT).endswith(CUT)


def _around(line: int, lines: Mapping[int, str]) -> Citation:
    near = range(line - AROUND, line + AROUND + 1)
    return Citation(tuple(CitedLine(n, lines[n], n == line) for n in near if n in lines))


# -- lines -----------------------------------------------------------------------------------------


def _lines_at(file: ArrivedFile, wanted: Iterable[int]) -> dict[int, str]:
    """The lines of these numbers and those around them, each cut where it is long."""
    near = {n for line in wanted for n in range(line - AROUND, line + AROUND + 1)}
    last = max(near, default=0)
    found: dict[int, str] = {}
    for number, line in enumerate(_lines(file), start=1):
        if number > last:
            break
        if number in near:
            found[number] = _short(line.rstrip("\r"))
    return found


def _lines(file: ArrivedFile) -> Iterator[str]:
    """Every line of a file; of a long one no more than is needed to see that it is long."""
    begun, decoder = "", None
    for piece in file.pieces():
        decoder = decoder or codecs.getincrementaldecoder(_encoding(piece))(errors="replace")
        first, *others = decoder.decode(piece).split("\n")
        begun += first[: WIDEST + 2]
        for other in others:
            yield begun
            begun = other
        begun = begun[: WIDEST + 2]
    yield begun


def _encoding(beginning: bytes) -> str:
    """How the bytes of a file are to be read: by its mark, or as it says; else as UTF-8."""
    for mark, name in _MARKS.items():
        if beginning.startswith(mark):
            return name
    found = _ENCODING.match(beginning)
    said = "" if found is None else found[1].decode().lower()
    if not _TEXT.fullmatch(said):
        return "utf-8"
    try:
        return codecs.lookup(said).name
    except LookupError:
        return "utf-8"


def _short(line: str) -> str:
    return line if len(line) <= WIDEST else f"{line[:WIDEST]}{CUT}"


# -- elements --------------------------------------------------------------------------------------


class _Enough(Exception):
    """There is nothing more to be looked for, or the file declares a document type."""


def _elements_at(file: ArrivedFile, paths: Iterable[str]) -> dict[str, Citation]:
    """The elements at these paths, as findings name them; of several at one path the first."""
    search = _Search(paths)
    try:
        for piece in file.pieces():
            search.parser.Parse(piece, False)  # noqa: FBT003 - expat takes it so
    except (_Enough, expat.ExpatError, LookupError, ValueError):
        pass  # what was found until there, was found
    return search.found


@dataclass(slots=True)
class _Row:
    """A line of an element that is cited by itself: its tag, its text, and the tag that ends it."""

    depth: int
    tag: str
    said: str = ""
    ends: str = ""
    holds_others: bool = False

    @property
    def line(self) -> str:
        said = escape(self.said, quote=False)
        return _short(f"{_INDENT * self.depth}{self.tag}{said.strip()}{self.ends}")


class _Cited:
    """An element that is being written down, a line for each in it, and not too many."""

    def __init__(self, path: str, line: int) -> None:
        self.path = path
        self.line = line
        self.rows: list[_Row] = []
        self.open: list[_Row] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        said = "".join(f' {key}="{escape(text)}"' for key, text in attributes.items())
        if self.open:
            self.open[-1].holds_others = True
        row = _Row(len(self.open), f"<{name}{said}>"[: WIDEST + 2])
        self.open.append(row)
        self._add(row)

    def text(self, said: str) -> None:
        row = self.open[-1]
        row.said = (row.said + said)[: WIDEST + 2]

    def end(self, name: str) -> bool:
        """An element ends; whether it was the one that is written down."""
        row = self.open.pop()
        if row.holds_others:
            self._add(_Row(row.depth, f"</{name}>"))
        else:
            row.ends = f"</{name}>"
        return not self.open

    def _add(self, row: _Row) -> None:
        if len(self.rows) <= MOST_LINES:
            self.rows.append(row)

    @property
    def citation(self) -> Citation:
        first, *others = [row.line for row in self.rows[:MOST_LINES]]
        more = [CUT.strip()] if len(self.rows) > MOST_LINES else []
        rest = (CitedLine(None, text, meant=False) for text in (*others, *more))
        return Citation((CitedLine(self.line, first, meant=True), *rest), alone=True)


class _Search:
    """Elements, looked for by their paths while a file goes by."""

    def __init__(self, paths: Iterable[str]) -> None:
        self.missing = set(paths)
        steps = [path.split("/") for path in self.missing]
        self.ways = {"/".join(each[:n]) for each in steps for n in range(1, len(each))}
        self.found: dict[str, Citation] = {}
        self.counts: dict[str, int] = dict.fromkeys(_COUNTED, 0)
        self.above: list[str] = []
        self.astray = 0
        self.cited: list[_Cited] = []
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.text
        self.parser.StartDoctypeDeclHandler = self.doctype

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element opens: one that is wanted, one on the way to such, or another."""
        if self.astray:
            self.astray += 1
        else:
            path = self._path(name.rpartition(":")[2])
            if path in self.missing:
                self.missing.discard(path)
                self.cited.append(_Cited(path, self.parser.CurrentLineNumber))
            if path in self.ways or not self.above:
                self.above.append(path)
            else:
                self.astray = 1
        for each in self.cited:
            each.start(name, attributes)

    def _path(self, name: str) -> str:
        step = f"{name}[{self._count(name)}]" if name in _COUNTED else name
        return f"{self.above[-1]}/{step}" if len(self.above) > 1 else step

    def _count(self, name: str) -> int:
        self.counts[name] += 1
        if name in _BATCHES:
            self.counts |= {"DrctDbtTxInf": 0, "TxInf": 0}
        return self.counts[name]

    def text(self, said: str) -> None:
        """A text stands in the element that is open."""
        for each in self.cited:
            each.text(said)

    def end(self, name: str) -> None:
        """An element closes; with the last that was wanted, the search is at its end."""
        done = [each for each in self.cited if each.end(name)]
        for each in done:
            self.found[each.path] = each.citation
            self.cited.remove(each)
        if self.astray:
            self.astray -= 1
        else:
            self.above.pop()
        if not (self.missing or self.cited):
            raise _Enough

    def doctype(self, *_: object) -> None:
        """Read no further: it could declare what makes the file grow."""
        raise _Enough
