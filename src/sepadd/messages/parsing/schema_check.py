"""Checking a file against a schema: as it is written, in flat memory, and with every fault told.

lxml decides, always. It reads the file once, in pieces, and says only whether there is a fault.
Where there is one, the file is gone over once more, with an ear on every element, to say whose
fault it is, where it stands and what would be right; xmlschema is asked for the words. No file is
ever held in memory, and a file that declares a document type (DOCTYPE) is not read on: it could
declare what makes it grow.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple, Protocol

from lxml import etree

from sepadd.findings import Finding, Findings, Sentence
from sepadd.messages.parsing.schema_words import MOST_QUOTED, Spot, in_plain_words

XSD: Final = Sentence(
    "XSD-01",
    "The file is valid under the schema.",
    "EPC130-08 and EPC131-08, as schemas/ have it",
    why=(
        "A bank reads a file by the schema of its message, and turns down one that does not keep "
        "to it (FF01)."
    ),
    hint="Correct the element on the line that the finding names, or have the file made anew.",
)

MOST_FAULTS: Final = 1_000
"""How many faults of one file are told; one more finding says that there are more."""

_NAMESPACE: Final = re.compile(r"\{[a-z]+:[^{}'\s]+\}")
_MOST_SAID: Final = 500  # characters of one reason: a value may be as long as the file
_MOST_READ: Final = 1 << 16  # bytes at once, where a line has no end
_MOST_RUNS: Final = 100  # elements in one, of different names after each other, that are kept

_PACKAGE = Path(__file__).resolve().parents[2]
_PLACES: Final = (_PACKAGE / "schemas", _PACKAGE.parents[1] / "schemas")


def schema_path(message: str) -> Path:
    """Where the project's own schema of a message version stands.

    In the package, as installed; or at the root of the checkout that it runs from. Raises
    :class:`FileNotFoundError` with the places that were looked at.

    >>> schema_path("pain.008.001.08").name
    'pain.008.001.08.xsd'
    """
    for place in _PLACES:
        path = place / f"{message}.xsd"
        if path.is_file():
            return path
    looked = " or ".join(str(place) for place in _PLACES)
    raise FileNotFoundError(f"no schema for {message} in {looked}")


@cache
def _schema(path: Path) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(path, etree.XMLParser(no_network=True)))


class _Target(Protocol):
    """What hears the parser: the two words that every one needs to know."""

    def doctype(self, name: str, public_id: str | None, system_url: str | None) -> None: ...

    def close(self) -> None: ...


def _parser(target: _Target, schema: etree.XMLSchema | None) -> etree.XMLParser:
    # Without a target lxml would keep the whole tree in memory, which nobody looks at here; with
    # one it still validates while it reads, but says so in its log alone (see SchemaCheck.feed).
    # The published types of lxml do not know that a target and a schema go together.
    return etree.XMLParser(  # type: ignore[call-overload, no-any-return]
        target=target, schema=schema, resolve_entities=False, no_network=True
    )


class _HasDoctype(Exception):
    """The file declares a document type."""


class _Listener:
    """Hears nothing but a document type: the parser is there to validate."""

    def doctype(self, name: str, public_id: str | None, system_url: str | None) -> None:
        """Read no further: neither the schemes nor the banks have any use for it."""
        raise _HasDoctype(name, public_id, system_url)

    def close(self) -> None:
        """Give back nothing."""


class SchemaCheck:
    """Checks a file while it goes by, piece by piece."""

    def __init__(self, path: Path) -> None:
        """Check against the schema at a path."""
        self._parser = _parser(_Listener(), _schema(path))
        self._faulty = False

    def feed(self, piece: bytes) -> None:
        """Take the next piece of the file."""
        if self._faulty:
            return
        try:
            self._parser.feed(piece)
        except (etree.XMLSyntaxError, _HasDoctype):
            self._faulty = True
        # A parser with a target does not raise on a schema fault: its log has to be read.
        self._faulty = self._faulty or bool(self._parser.feed_error_log)

    def finish(self) -> bool:
        """Whether the whole file is valid."""
        if not self._faulty:
            try:
                self._parser.close()
            except etree.XMLSyntaxError:
                self._faulty = True
        return not (self._faulty or self._parser.feed_error_log)


def schema_findings(source: BinaryIO, path: Path) -> Findings:
    """Every fault of a file under a schema: line, path, the collection's own reference, the reason.

    Memory stays flat. What is not well-formed, or declares a document type, ends the reading with a
    finding of its own. An element in a wrong place hides what comes after it in the same element.
    """
    faults = _Reading(path).faults(source)
    found = [_finding(fault, path) for fault in faults[:MOST_FAULTS]]
    if len(faults) > MOST_FAULTS:
        more = f"there are more than {MOST_FAULTS} faults; mend these first"
        found.append(XSD.finding("file", more))
    return Findings(found)


def _finding(fault: _Fault, path: Path) -> Finding:
    return Finding(
        rule=XSD.id,
        subject=fault.where.whose.label,
        detail=fault.reason,
        source=path.name,
        line=fault.where.line,
        path=fault.where.path,
        hint=XSD.hint,
    )


@dataclass(slots=True)
class _Whose:
    """The collection, the batch or the file that something stands in; named once that was read."""

    kind: str
    within: _Whose | None = None
    name: str = ""

    @property
    def label(self) -> str:
        if self.name:
            return f"{self.kind} {self.name}"
        return self.kind if self.within is None else self.within.label


@dataclass(slots=True, eq=False)
class _Where:
    """An element of the file: the line, the path below the root, whose it is, what it holds.

    Of the elements in it, each name is kept with how often it stands there in a row.
    """

    line: int
    path: str
    whose: _Whose
    tag: str = ""
    above: _Where | None = None
    attributes: Mapping[str, str] | None = None
    said: str = ""
    parts: list[tuple[str, int]] | None = None

    def hold(self, tag: str) -> None:
        """Take down that one more element stands in it; of very many names, no further ones."""
        if self.parts is None:
            self.parts = [(tag, 1)]
        elif self.parts[-1][0] == tag:
            self.parts[-1] = tag, self.parts[-1][1] + 1
        elif len(self.parts) <= _MOST_RUNS:
            self.parts.append((tag, 1))

    @property
    def spot(self) -> Spot:
        """What is told of it to the one who has the words."""
        beside = None if self.above is None else self.above.within
        return Spot(self._tags, self.said, self.attributes or {}, beside, self.within)

    @property
    def within(self) -> tuple[tuple[str, int], ...] | None:
        """The elements in it; nothing where they are too many."""
        parts = self.parts or ()
        return None if len(parts) > _MOST_RUNS else tuple(parts)

    @property
    def _tags(self) -> tuple[str, ...]:
        """The names from the root to it."""
        tags, each = [], self if self.tag else None
        while each is not None:
            tags.append(each.tag)
            each = each.above
        return tuple(reversed(tags))


class _Fault(NamedTuple):
    where: _Where
    reason: str


_KINDS: Final = {
    **dict.fromkeys(("PmtInf", "OrgnlPmtInfAndRvsl", "OrgnlPmtInfAndCxl"), "batch"),
    **dict.fromkeys(("DrctDbtTxInf", "TxInf"), "collection"),
}
_NAMES: Final = {
    **dict.fromkeys(("PmtInfId", "OrgnlPmtInfId"), "batch"),
    **dict.fromkeys(("EndToEndId", "OrgnlEndToEndId"), "collection"),
}


class _Reading:
    """A file with faults, read once more: each fault is told right after what it is about.

    The parser says an element first to us and then to the schema. So what is new in its log when it
    says the next thing, is about the thing before.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._parser = _parser(self, _schema(path))
        self._plain = _parser(_Listener(), None)
        self._line = 1
        self._file = _Whose("file")
        self._counts = dict.fromkeys(_KINDS, 0)
        self._open: list[_Where] = []
        self._last = _Where(1, "", self._file)
        self._text: list[str] | None = None
        self._heard = 0
        self._faults: list[_Fault] = []

    def faults(self, source: BinaryIO) -> list[_Fault]:
        """What is wrong, in the order of the file; a bit more than is told, at the most."""
        try:
            self._read(source)
        except _HasDoctype:
            self._stop("it declares a document type (DOCTYPE), which no bank takes: leave it away")
        except etree.XMLSyntaxError as error:
            self._stop(f"not well-formed XML: {_short(error.msg or '')}", error.lineno)
        return self._faults

    def _read(self, source: BinaryIO) -> None:
        while piece := source.readline(_MOST_READ):
            self._tell_both(piece)
            self._line += piece.endswith(b"\n")
            if len(self._faults) > MOST_FAULTS:
                return
        self._tell_both(None)

    def _tell_both(self, piece: bytes | None) -> None:
        """The one knows the schema; what is not well-formed, the other has the words for."""
        refused = None
        try:
            _tell(self._parser, piece)
        except etree.XMLSyntaxError as error:
            refused = error
        self._note()
        _tell(self._plain, piece)
        if refused is not None:  # pragma: no cover - the two read the same
            raise refused

    def _stop(self, why: str, line: int | None = None) -> None:
        self._faults.append(_Fault(_Where(line or self._line, "", self._file), why))

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element opens."""
        self._note()
        name = tag.rpartition("}")[2]
        above = self._open[-1] if self._open else None
        whose = self._file if above is None else above.whose
        step = name
        if name in _KINDS:
            whose = _Whose(_KINDS[name], whose)
            step = f"{name}[{self._count(name)}]"
        elif name in _NAMES:
            self._text = []
        path = f"{above.path}/{step}" if above is not None and len(self._open) > 1 else step
        if above is not None:
            above.hold(tag)
        self._last = _Where(self._line, path, whose, tag, above, attributes)
        self._open.append(self._last)

    def _count(self, name: str) -> int:
        self._counts[name] += 1
        if _KINDS[name] == "batch":
            self._counts["DrctDbtTxInf"] = self._counts["TxInf"] = 0
        return self._counts[name]

    def data(self, text: str) -> None:
        """Text stands in the element that is open."""
        if self._text is not None:
            self._text.append(text)
        if self._last is not self._open[-1] and not text.isspace():
            self._note()
            self._last = self._open[-1]
        last = self._last
        if last is self._open[-1] and len(last.said) <= MOST_QUOTED:
            last.said = (last.said + text)[: MOST_QUOTED + 1]

    def end(self, tag: str) -> None:
        """An element closes."""
        self._note()
        self._last = self._open.pop()
        whose, kind = self._last.whose, _NAMES.get(tag.rpartition("}")[2])
        if kind is not None and self._text is not None:
            if kind == whose.kind:
                whose.name = _short(" ".join("".join(self._text).split()))
            self._text = None

    def doctype(self, name: str, public_id: str | None, system_url: str | None) -> None:
        """Read no further."""
        raise _HasDoctype(name, public_id, system_url)

    def close(self) -> None:
        """Give back nothing."""

    def _note(self) -> None:
        """Take down what is new: it is about what was said last."""
        log = self._parser.feed_error_log
        if len(log) == self._heard:
            return
        new = list(log)[self._heard :]
        self._heard += len(new)
        self._faults += [_Fault(self._last, self._why(entry)) for entry in new]

    def _why(self, entry: etree._LogEntry) -> str:
        """In plain words where there are any, else in libxml2's."""
        said = in_plain_words(self._path, self._last.spot, entry.type_name, entry.message)
        return _short(said) or _reason(entry)


def _tell(parser: etree.XMLParser, piece: bytes | None) -> None:
    """The next piece of the file, or that it ends here."""
    if piece is None:
        parser.close()
    else:
        parser.feed(piece)


def _reason(entry: etree._LogEntry) -> str:
    """What libxml2 says, without the namespaces in braces."""
    return _short(_NAMESPACE.sub("", entry.message))


def _short(said: str) -> str:
    return said if len(said) <= _MOST_SAID else f"{said[:_MOST_SAID]} ..."
