"""What stands in a file and finds no place with us: named with its line and path, never dropped.

A reader takes the parts of an element that it knows, each once. Everything else, and every value
that cannot be right, is noted as a finding with what was said there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from typing import Final, NamedTuple, TypeVar

from lxml.etree import _Element as Element

from sepadd.findings import (
    NO_FINDINGS,
    Finding,
    Findings,
    InvalidValue,
    Sentence,
    Severity,
    UnreadableMessage,
)
from sepadd.messages.parsing.elements import local, local_name, named_parts, text

HOLDS: Final = Sentence(
    "REA-01",
    "All that a file says has a place with us.",
    "",
    severity=Severity.WARNING,
    why=(
        "What has no place was not looked at: no rule was put to it, and where the collection is "
        "written again it is missing."
    ),
    hint="Look at the element yourself, and leave it if nothing depends on it.",
)
ALLOWED: Final = Sentence(
    "REA-02",
    "A value in a file is one that the scheme allows.",
    "EPC130-08 and EPC131-08",
    why=(
        "A value that no bank takes cannot be read as anything else, so the collection or the "
        "element is left out."
    ),
    hint="Correct the value where the file is made, and read it again.",
)
COMPLETE: Final = Sentence(
    "REA-03",
    "A collection in a file says all that the scheme asks of it.",
    "EPC130-08 and EPC131-08",
    why=(
        "A collection that lacks its mandate, account, amount or due date cannot be carried out, "
        "so it is left out."
    ),
    hint="Complete the collection where the file is made, and read it again.",
)
ADDS_UP: Final = Sentence(
    "REA-04",
    "A file counts and adds up what stands in it.",
    "EPC130-08, NbOfTxs and CtrlSum",
    why=(
        "Banks count and add up as well, to see that a file is whole, and turn down one that is "
        "not (AM10, AM18)."
    ),
    hint="Have the file made anew, or put NbOfTxs and CtrlSum right.",
)
SAID_ALIKE: Final = Sentence(
    "REA-05",
    "What a file says is said as we say it.",
    "",
    severity=Severity.WARNING,
    why=(
        "The same can be said in several ways, and one of them is ours: written again, the file "
        "differs from the one that was read."
    ),
    hint="Compare the two where the file has to stay as it was, and leave it otherwise.",
)

SAID_ONCE: Final = Sentence(
    "REA-09",
    "What is said of a whole batch is not said again of its collections.",
    "EPC130-08: PmtTpInf, UltmtCdtr, ChrgBr and CdtrSchmeId stand on one level",
    why=(
        "Where both levels say it, the bank cannot tell which one holds, and it turns down the "
        "batch."
    ),
    hint="Leave it away with the batch, or with each of its collections.",
)
ANNOUNCED: Final = Sentence(
    "REA-10",
    "A change of a mandate is told where AmdmntInd announces one, and only there.",
    "EPC130-08, AmdmntInd and AmdmntInfDtls; GBIC_5",
    why="Without the value as it was before, the debtor's bank cannot find the mandate it knows.",
    hint="Say true with what has changed, or leave both away.",
)
CHANGED: Final = Sentence(
    "REA-11",
    "What is told as the value before is another one than now.",
    "EPC130-08, AmdmntInfDtls; GBIC_5: nothing that is unchanged",
    why="A change to the same value is none, and the debtor's bank may look for another mandate.",
    hint="Leave the value that has not changed out of AmdmntInfDtls.",
)
ACCOUNT_CHANGED: Final = Sentence(
    "REA-12",
    "That the account has changed is told where the rulebook of the due date has it.",
    "EPC016-06 v9.2, since 20 November 2016; DFÜ agreement Annex 3 of 2012 and 2021",
    why=(
        "SMNDA meant another bank until November 2016, and means another account since: in the "
        "wrong place, or beside a bank, it is turned down (CH14)."
    ),
    hint="Say SMNDA as OrgnlDbtrAcct/Id/Othr/Id, and leave OrgnlDbtrAgt away.",
)
CALLED: Final = Sentence(
    "REA-13",
    "A collection is called by an EndToEndId of its own.",
    "EPC130-08, AT-T015: NOTPROVIDED where there is none; policy",
    Severity.WARNING,
    why="The bank's answer names a collection by it: without one, a return fits several of them.",
    hint="Give each collection an EndToEndId that stands nowhere else.",
)

READING_SENTENCES: Final = (
    HOLDS,
    ALLOWED,
    COMPLETE,
    ADDS_UP,
    SAID_ALIKE,
    SAID_ONCE,
    ANNOUNCED,
    CHANGED,
    ACCOUNT_CHANGED,
    CALLED,
)
"""What can be noted of a file of collections that is read."""

INITIATION: Final = "CstmrDrctDbtInitn"
"""The element that holds a message of collections, pain.008: all paths are told from it on."""

MOST_SAID: Final = 1_000
"""How many characters of one element are told."""

MOST_NOTED: Final = 1_000
"""How often the same is noted of one collection, or of one batch: it may hold millions of parts."""

_MOST_NAMED: Final = 35
T = TypeVar("T")


class _Note(NamedTuple):
    """One thing that is noted, before it is said of whom."""

    sentence: Sentence
    line: int
    path: str
    detail: str

    def of(self, subject: str, batch: int, collection: int) -> Finding:
        """The note as a finding, of the batch and the collection of these numbers."""
        sentence = self.sentence
        return Finding(
            rule=sentence.id,
            subject=subject,
            detail=self.detail,
            source=sentence.source,
            severity=sentence.severity,
            line=self.line,
            path=_placed(self.path, batch, collection),
            hint=sentence.hint,
        )


class Notes:
    """What is noted while a part of a file is read.

    ``address_gaps`` are the parts of an address that its version of the message has no place for.
    ``batch`` and ``collection`` are the numbers, from 1, of those that are being read, in the file
    and the batch.
    """

    __slots__ = ("_found", "_times", "address_gaps", "batch", "collection")

    def __init__(self, address_gaps: frozenset[str]) -> None:
        """Note what is found in a message of one version."""
        self.address_gaps: frozenset[str] = address_gaps
        self.batch: int = 0
        self.collection: int = 0
        self._found: list[_Note] = []
        self._times: Counter[str] = Counter()

    @property
    def paths(self) -> set[str]:
        """Where in the file that stands which was noted until now."""
        return {note.path for note in self._found}

    @property
    def refused(self) -> bool:
        """Whether a value was noted that cannot be right, where one is needed."""
        return bool(self._found) and any(note.sentence is ALLOWED for note in self._found)

    def taken(self, subject: str) -> Findings:
        """What was noted of a subject, in the order of the file; what comes is noted anew."""
        if not self._found:
            return NO_FINDINGS
        found, self._found = self._found, []
        self._times.clear()
        found.sort(key=lambda note: note.line)
        return Findings(note.of(subject, self.batch, self.collection) for note in found)

    def note(self, sentence: Sentence, element: Element, detail: str) -> None:
        """Note something of an element, with its line and path; of a sentence, a thousand times.

        Once more says that there is more.
        """
        self._times[sentence.id] += 1
        if (times := self._times[sentence.id]) > MOST_NOTED:
            if times > MOST_NOTED + 1:
                return
            detail = f"there is more like the {MOST_NOTED} things that were told before"
        line = element.sourceline or 1  # 65 535 for all behind that: checking finds the right one
        self._found.append(_Note(sentence, line, path_of(element), detail))

    def unplaced(self, element: Element, why: str = "") -> None:
        """Note all that is said in an element as having no place with us."""
        reason = f": {why}" if why else ""
        for leaf in leaves(element):
            if self._times[HOLDS.id] > MOST_NOTED:
                return
            self.note(HOLDS, leaf, f"{local(leaf)} {_said_in(leaf)} is not taken over{reason}")

    def parts(self, element: Element | None, *known: str) -> dict[str, Element]:
        """The first child of each of the known names; every other one is noted as unplaced."""
        found: dict[str, Element] = {}
        for part in () if element is None else element:
            name = local_name(part.tag)  # type: ignore[arg-type]  # as in local()
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
            if len(element) == 1 and local(only := element[0]) == wanted:  # as nearly always
                element = only
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
        if element is None or not (said := self.text(element).strip()):
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
        if element is None or not (said := self.text(element).strip()):
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
        if (name := local(above)) == INITIATION:
            break
        names.append(name)
    return "/".join(reversed(names))


def _placed(path: str, batch: int, collection: int) -> str:
    """A path below the message, with the message, and with the numbers of batch and collection."""
    message, below, rest = path.rpartition(INITIATION)
    if message or below:
        return f"{INITIATION}{rest}"
    first, slash, rest = path.partition("/")
    if first != "PmtInf":
        return f"{INITIATION}/{path}"
    second, *more = rest.split("/", 1)
    if second == "DrctDbtTxInf":
        second = f"{second}[{collection}]"
    return f"{INITIATION}/{'/'.join((f'{first}[{batch}]{slash}{second}', *more))}"


def leaves(element: Element) -> Iterator[Element]:
    """The elements in an element that hold no other; itself, where it holds none."""
    return (leaf for leaf in element.iter() if not len(leaf))


def shortened(name: str) -> str:
    """A reference as a finding shows it: no longer than one may be."""
    return name[:_MOST_NAMED]


def _said_in(leaf: Element) -> str:
    attributes = "".join(f" {name}={value!r}" for name, value in leaf.attrib.items())
    return f"{(leaf.text or '').strip()!r}{attributes}"[:MOST_SAID]
