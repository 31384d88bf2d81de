"""Checking a file against a schema: as it is written, in flat memory, and with every fault told.

lxml decides, always. It reads the file once, in pieces, and says only whether there is a fault.
Where there is one, the file is gone over once more, one collection at a time, to say whose fault
it is, where it stands and what would be right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple

from lxml import etree

from sepadd.findings import Finding, Findings
from sepadd.rulebook.rule import Sentence

XSD: Final = Sentence(
    "XSD-01", "The file is valid under the schema.", "EPC130-08 and EPC131-08, as schemas/ have it"
)

MOST_FAULTS: Final = 1_000
"""How many faults of one file are told; one more finding says that there are more."""

_BRACES: Final = re.compile(r"\{[^{}]*\}")

_PACKAGE = Path(__file__).resolve().parents[1]
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


class _Listener:
    """Hears nothing: the parser is there to validate."""

    def close(self) -> None:
        """Give back nothing."""


class SchemaCheck:
    """Checks a file while it goes by, piece by piece."""

    def __init__(self, path: Path) -> None:
        """Check against the schema at a path."""
        # The published types of lxml do not know that a target and a schema go together.
        self._parser = etree.XMLParser(  # type: ignore[call-overload]
            target=_Listener(), schema=_schema(path), resolve_entities=False, no_network=True
        )
        self._faulty = False

    def feed(self, piece: bytes) -> None:
        """Take the next piece of the file."""
        if self._faulty:
            return
        try:
            self._parser.feed(piece)
        except etree.XMLSyntaxError:
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

    Memory stays flat: one collection is held at a time, with the heads of its batch and its file.
    What is not well-formed ends the reading with a finding of its own.
    """
    found: list[Finding] = []
    try:
        for fault in _Reading(source, path).faults():
            if len(found) == MOST_FAULTS:
                more = f"there are more than {MOST_FAULTS} faults; mend these first"
                return Findings((*found, XSD.finding("file", more)))
            found.append(_finding(fault, path))
    except etree.XMLSyntaxError as error:
        reason = f"not well-formed XML: {error.msg}"
        found.append(_finding(_Fault("file", error.lineno or 0, "", reason), path))
    return Findings(found)


def _finding(fault: _Fault, path: Path) -> Finding:
    return Finding(
        rule=XSD.id,
        subject=fault.subject,
        detail=fault.reason,
        source=path.name,
        line=fault.line,
        path=fault.path,
    )


class _Fault(NamedTuple):
    subject: str
    line: int
    path: str
    reason: str


class _Reading:
    """A file with faults, read once more: what was looked at is dropped.

    Each collection is put, alone, into a copy of what stands before it: the head of the file and
    the head of its batch. That is a small document of the same schema.
    """

    def __init__(self, source: BinaryIO, path: Path) -> None:
        self._source = source
        self._path = path
        self._schema = _schema(path)
        self._told: set[_Fault] = set()
        self._batches = 1
        self._collections = 0
        self._shells: dict[int, etree._Element] = {}

    def faults(self) -> Iterator[_Fault]:
        events = etree.iterparse(
            self._source,
            events=("end",),
            tag=("{*}DrctDbtTxInf", "{*}PmtInf"),
            resolve_entities=False,
            no_network=True,
        )
        for _, element in events:
            in_batch = etree.QName(element).localname == "DrctDbtTxInf"
            self._collections += in_batch
            yield from self._look_alone(element)
            _drop_earlier(element)
            if not in_batch:
                self._batches, self._collections = self._batches + 1, 0
                self._shells.clear()
        if events.root is not None:
            yield from (found for found in self._look(events.root) if "PmtInf[" not in found.path)

    def _look_alone(self, element: etree._Element) -> Iterator[_Fault]:
        parent = element.getparent()
        if parent is None:
            return
        shell = self._shells.get(id(parent))
        if shell is None:
            shell = self._shells[id(parent)] = _shell(element)
        alone = deepcopy(element)
        shell.append(alone)
        yield from self._look(alone)
        shell.remove(alone)

    def _look(self, element: etree._Element) -> Iterator[_Fault]:
        tree = element.getroottree()
        if self._schema.validate(tree):
            return
        for error in self._schema.error_log:
            [where, *_] = tree.xpath(error.path or "/*")
            line = where.sourceline or error.line
            fault = _Fault(_subject(where), line, self._path_of(where), _reason(error))
            if fault not in self._told:
                self._told.add(fault)
                yield fault

    def _path_of(self, element: etree._Element) -> str:
        """The path below the root, batches and collections counted from 1 in the file."""
        numbers = {"PmtInf": self._batches, "DrctDbtTxInf": self._collections}
        steps = [etree.QName(step).localname for step in (element, *element.iterancestors())]
        named = (f"{step}[{numbers[step]}]" if step in numbers else step for step in steps[-2::-1])
        return "/".join(named) or steps[-1]


def _shell(element: etree._Element) -> etree._Element:
    """A copy of the element's parent, with its ancestors and with all that stands before."""
    parent = element.getparent()
    if parent is None:
        raise ValueError("the root stands in nothing")
    copy = etree.Element(parent.tag, parent.attrib, parent.nsmap)
    copy.sourceline = parent.sourceline  # type: ignore[misc]  # it can be set
    before = element.itersiblings(preceding=True)
    heads = [head for head in before if head.tag != element.tag]
    copy.extend(deepcopy(head) for head in reversed(heads))
    if parent.getparent() is not None:
        _shell(parent).append(copy)
    return copy


def _drop_earlier(element: etree._Element) -> None:
    parent = element.getparent()
    for earlier in list(element.itersiblings(preceding=True)):
        if parent is not None and earlier.tag == element.tag:
            parent.remove(earlier)


def _subject(element: etree._Element) -> str:
    for step in (element, *element.iterancestors()):
        name = step.findtext("{*}PmtId/{*}EndToEndId")
        if name is not None:
            return f"collection {name}"
        batch = step.findtext("{*}PmtInfId")
        if batch is not None:
            return f"batch {batch}"
    return "file"


def _reason(error: etree._LogEntry) -> str:
    """What libxml2 says, without the namespaces in braces."""
    return _BRACES.sub("", error.message)
