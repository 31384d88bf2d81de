"""What stands in a file and finds no place with us: named with its line and path, never dropped.

A reader takes the parts of an element that it knows, each once. Everything else, and every value
that cannot be right, is noted as a finding with what was said there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Final, NamedTuple, TypeVar

from lxml.etree import _Element as Element

from sepadd.findings import (
    NO_FINDINGS,
    Finding,
    Findings,
    InvalidValue,
    Severity,
    UnreadableMessage,
)
from sepadd.messages.elements import local, named_parts, text
from sepadd.rulebook.rule import Sentence

HOLDS: Final = Sentence(
    "REA-01", "All that a file says has a place with us.", "", severity=Severity.WARNING
)
ALLOWED: Final = Sentence(
    "REA-02", "A value in a file is one that the scheme allows.", "EPC130-08 and EPC131-08"
)
COMPLETE: Final = Sentence(
    "REA-03",
    "A collection in a file says all that the scheme asks of it.",
    "EPC130-08 and EPC131-08",
)
ADDS_UP: Final = Sentence(
    "REA-04", "A file counts and adds up what stands in it.", "EPC130-08, NbOfTxs and CtrlSum"
)
SAID_ALIKE: Final = Sentence(
    "REA-05", "What a file says is said as we say it.", "", severity=Severity.WARNING
)

READING_SENTENCES: Final = (HOLDS, ALLOWED, COMPLETE, ADDS_UP, SAID_ALIKE)
"""What can be noted of a file of collections that is read."""

MOST_SAID: Final = 1_000
"""How many characters of one element are told."""

_MESSAGE: Final = "CstmrDrctDbtInitn"
_MOST_NAMED: Final = 35
T = TypeVar("T")


class _Note(NamedTuple):
    """One thing that is noted, before it is said of whom."""

    sentence: Sentence
    line: int
    path: str
    detail: str

    def of(self, subject: str) -> Finding:
        sentence = self.sentence
        return Finding(
            rule=sentence.id,
            subject=subject,
            detail=self.detail,
            source=sentence.source,
            severity=sentence.severity,
            line=self.line,
            path=self.path,
        )


class Notes:
    """What is noted while a part of a file is read.

    ``of_2009`` is said of a message of that year, in which less has a place.
    """

    __slots__ = ("_found", "of_2009")

    def __init__(self, *, of_2009: bool) -> None:
        """Note what is found in a message of one generation."""
        self.of_2009: bool = of_2009
        self._found: list[_Note] = []

    @property
    def paths(self) -> set[str]:
        """Where in the file that stands which was noted until now."""
        return {note.path for note in self._found}

    @property
    def refused(self) -> bool:
        """Whether a value was noted that cannot be right, where one is needed."""
        return any(note.sentence is ALLOWED for note in self._found)

    def taken(self, subject: str) -> Findings:
        """What was noted of a subject, in the order of the file; what comes is noted anew."""
        if not self._found:
            return NO_FINDINGS
        found, self._found = self._found, []
        return Findings(note.of(subject) for note in sorted(found, key=lambda note: note.line))

    def note(self, sentence: Sentence, element: Element, detail: str) -> None:
        """Note something of an element, with its line and path."""
        line = element.sourceline or 1
        self._found.append(_Note(sentence, line, path_of(element), detail))

    def unplaced(self, element: Element, why: str = "") -> None:
        """Note all that is said in an element as having no place with us."""
        reason = f": {why}" if why else ""
        for leaf in leaves(element):
            self.note(HOLDS, leaf, f"{local(leaf)} {_said_in(leaf)} is not taken over{reason}")

    def parts(self, element: Element | None, *known: str) -> dict[str, Element]:
        """The first child of each of the known names; every other one is noted as unplaced."""
        found: dict[str, Element] = {}
        for name, part in () if element is None else named_parts(element):
            if name in known and name not in found:
                found[name] = part
            else:
                self.unplaced(part)
        return found

    def within(self, element: Element | None, *names: str) -> Element | None:
        """The child of that name, its child of the next name, and so on; others are noted."""
        for wanted in names:
            if element is None:
                break
            if len(element) == 1 and local(element[0]) == wanted:  # as nearly always
                element = element[0]
                continue
            around, element = element, None
            for name, part in named_parts(around):
                if element is None and name == wanted:
                    element = part
                else:
                    self.unplaced(part)
        return element

    def only(self, said: str, element: Element | None) -> None:
        """Note an element that says anything but the one thing that we say there ourselves."""
        if element is not None and text(element) != said:
            self.unplaced(element)

    def text(self, element: Element | None) -> str:
        """The text of an element as it stands; empty where it is blank or absent."""
        if element is None:
            return ""
        if len(element):
            self.parts(element)
        said = element.text
        return said if said and not said.isspace() else ""

    def value(self, make: Callable[[str], T], element: Element | None) -> T | None:
        """A value that a collection cannot be without; nothing where it is absent or refused."""
        said = self.text(element).strip()
        if element is None or not said:
            return None
        try:
            return make(said)
        except InvalidValue as refused:
            self.note(ALLOWED, element, str(refused)[:MOST_SAID])
        return None

    def read(self, read: Callable[[Element], T], element: Element | None) -> T | None:
        """As :meth:`value`, for what is read from the element itself: a day, an amount."""
        if element is None:
            return None
        try:
            return read(element)
        except UnreadableMessage as refused:
            self.note(ALLOWED, element, str(refused).partition(": ")[2])
        return None

    def may(self, make: Callable[[str], T], element: Element | None) -> T | None:
        """As :meth:`value`, for what may be absent: where it is refused, it is unplaced."""
        said = self.text(element).strip()
        if element is None or not said:
            return None
        return self.whole(element, partial(make, said))

    def whole(self, element: Element, make: Callable[[], T]) -> T | None:
        """A thing that may be absent; where it is refused, all of the element is unplaced."""
        before = len(self._found)
        try:
            return make()
        except InvalidValue as refused:
            del self._found[before:]
            self.unplaced(element, str(refused)[:MOST_SAID])
        return None


def path_of(element: Element) -> str:
    """Where an element stands, by local names, below the element that holds the message."""
    names = [local(element)]
    for above in element.iterancestors():
        if (name := local(above)) == _MESSAGE:
            break
        names.append(name)
    return "/".join(reversed(names))


def leaves(element: Element) -> Iterator[Element]:
    """The elements in an element that hold no other; itself, where it holds none."""
    return (leaf for leaf in element.iter() if not len(leaf))


def shortened(name: str) -> str:
    """A reference as a finding shows it: no longer than one may be."""
    return name[:_MOST_NAMED]


def _said_in(leaf: Element) -> str:
    attributes = "".join(f" {name}={value!r}" for name, value in leaf.attrib.items())
    return f"{(leaf.text or '').strip()!r}{attributes}"[:MOST_SAID]
