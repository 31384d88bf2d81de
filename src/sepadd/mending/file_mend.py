"""Putting a file of collections right, of any maker: what can be right in one way alone.

Sums, characters, the form of addresses, the spelling of a value, the version of the message. Each
change is told; what would have to be guessed is left as it stands, and told too. Whatever is not
changed stays byte for byte as it came.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import Final, NamedTuple

from lxml import etree

from sepadd.banks import BankProfile
from sepadd.checking import PLAIN, VERSION_TAKEN, check
from sepadd.findings import NO_FINDINGS, Findings, InvalidValue, UnreadableMessage
from sepadd.mandate import Scheme, SequenceType
from sepadd.mending.change import Mend, Mends
from sepadd.mending.document_parts import Part, Piece, in_utf_8, pieces_of, spelling_of
from sepadd.mending.grammar import Content
from sepadd.mending.parts import PartMender, Task, subject_of
from sepadd.mending.versions import (
    Move,
    Namespaces,
    VersionSigns,
    move,
    retagged,
    scan,
    unprefixed,
    without_prefix_behind,
)
from sepadd.messages.pain008 import OF_INTEREST, ReadHead, comes_to, read_as, read_head
from sepadd.messages.parsing import (
    ADDS_UP,
    INITIATION,
    XSD,
    ArrivedFile,
    Incoming,
    Notes,
    amount_in,
    arrived,
    day_of,
    documents,
    local,
    size_of,
)
from sepadd.progress import EVERY_MIB, Progress, shares, under_way
from sepadd.rulebook import MessageVersion, Terms, built_like, due_on_a_business_day, in_time
from sepadd.values import Euro

_UNITS: Final = {"GrpHdr": "Header", "PmtInf": "Batch", "DrctDbtTxInf": "Collection"}
_MOST_TOLD: Final = 1_000
_PIECE: Final = 1 << 16
_STEPS: Final = (440, 360, 200)  # of a thousand
"""What takes how long: counting, writing, checking what was written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mending:
    """What was put right in a file, and what is left.

    ``changes`` stand in the order of the file. ``left`` is what a check of the mended file finds,
    before it what stood in the way of another version.
    """

    changes: tuple[Mend, ...]
    left: Findings


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended(Mending):
    """The same, with the file itself: ``xml`` is the very one that came where nothing was done."""

    xml: bytes


def mend(
    source: bytes | Path,
    profile: BankProfile,
    on: date | None = None,
    *,
    at: time | None = None,
    due_dates: bool = False,
    to: MessageVersion | None = None,
    schemas: Sequence[Path] = (),
    progress: Progress | None = None,
) -> Mended:
    """Put right in a file what can be right in one way alone; a large one: :func:`mend_file`.

    ``on`` and ``at`` are the day and the local time of handing over, as for
    :func:`~sepadd.checking.check`. With ``due_dates`` a due date on which a batch cannot
    be collected becomes the next possible one. ``to`` is the version of the message that is wanted;
    without it, it stays the same unless the bank does not take it. ``schemas`` are further XSDs to
    check the mended file against. ``progress`` is told how many of the bytes that came are done.
    Mending a mended file changes nothing.

    Raises :class:`UnreadableMessage` for what is no well-formed pain.008, for a version of it that
    is not known, for several files or messages in one, and for an encoding of several bytes a sign
    that is not UTF-8; and :class:`InvalidValue` for ``due_dates`` without a day, and a day before
    SEPA direct debit began.

    >>> from sepadd import EPC
    >>> from sepadd.messages import pain008
    >>> from sepadd.testing import TODAY, a_run
    >>> wrong = pain008.render(a_run()).replace(b"<CtrlSum>30.00<", b"<CtrlSum>31.00<", 1)
    >>> mended = mend(wrong, EPC, TODAY)
    >>> [(change.rule, change.before, change.after) for change in mended.changes], mended.left
    ([('REA-04', '31.00', '30.00')], ())
    """
    written: list[bytes] = []
    job = _Job(source, profile, on, at, due_dates=due_dates, to=to, progress=progress)
    changes = job.run(written.append)
    xml = b"".join(written)
    left = check(xml, profile, on, at=at, schemas=schemas, progress=job.steps.check)
    return Mended(changes=changes, left=Findings((*job.in_the_way, *left)), xml=xml)


def mend_file(
    source: Path,
    into: Path,
    profile: BankProfile,
    on: date | None = None,
    *,
    at: time | None = None,
    due_dates: bool = False,
    to: MessageVersion | None = None,
    schemas: Sequence[Path] = (),
    progress: Progress | None = None,
) -> Mending:
    """As :func:`mend`, from a path to another, in flat memory: one collection at a time is held.

    The mended file stands there only once it is whole; until then it has another name in the same
    folder, and where it fails, nothing is left. A file that stood there is replaced. Raises as
    :func:`mend` does, and :class:`InvalidValue` where both are the same file.
    """
    if into.exists() and into.samefile(source):
        raise InvalidValue(f"{into} is the file itself: mend it into another one")
    part = into.with_name(f".{into.name}.{os.getpid()}.part")
    job = _Job(source, profile, on, at, due_dates=due_dates, to=to, progress=progress)
    try:
        with part.open("wb") as sink:
            changes = job.run(sink.write)
        left = check(part, profile, on, at=at, schemas=schemas, progress=job.steps.check)
        part.replace(into)
    finally:
        part.unlink(missing_ok=True)
    return Mending(changes=changes, left=Findings((*job.in_the_way, *left)))


class _Steps(NamedTuple):
    """Who is told of each step of the work, if anybody is."""

    survey: Progress | None
    write: Progress | None
    check: Progress | None

    @classmethod
    def of(cls, source: bytes | Path, progress: Progress | None) -> _Steps:
        """All of them together, by the bytes that came; nothing is done yet."""
        if progress is None:
            return cls(None, None, None)
        (whole,) = shares(progress, [size_of(source)])
        return cls(*shares(whole, _STEPS))


# -- what is known before anything is written ------------------------------------------------------


class _Counted:
    """What stands in a batch or in the file: how many, what they come to, of which kinds.

    ``cents`` is absent where an amount cannot be read, or is in another currency.
    """

    __slots__ = ("cents", "count", "kinds")

    def __init__(self) -> None:
        self.count = 0
        self.cents: int | None = 0
        self.kinds: set[tuple[Scheme, SequenceType]] = set()

    def add(self, asked: Euro | None) -> None:
        self.count += 1
        if self.cents is not None:
            self.cents = None if asked is None else self.cents + asked.cents


class _Survey(NamedTuple):
    """All that was counted in a file, and what stands in the way of another version."""

    file: _Counted
    batches: list[_Counted]
    in_the_way: Findings
    prefixes: frozenset[str]


class _Job:
    """One file that is mended: gone over once to count, and once more to write."""

    def __init__(
        self,
        source: bytes | Path,
        profile: BankProfile,
        on: date | None,
        at: time | None,
        *,
        due_dates: bool,
        to: MessageVersion | None,
        progress: Progress | None,
    ) -> None:
        if due_dates and on is None:
            raise InvalidValue("due dates are moved as of a day: say on which it is handed over")
        self.source, self.profile, self.to = source, profile, to
        self.due_dates = due_dates
        self.steps = _Steps.of(source, progress)
        head = _head_of(source)
        self.version = head.version
        self.terms = profile.terms_by_clock(on or head.created_at.date(), at)
        self.in_the_way = NO_FINDINGS

    def run(self, write: Callable[[bytes], object]) -> tuple[Mend, ...]:
        """Write the mended file, piece by piece; what was changed in it."""
        with arrived(self.source) as files:
            file = files[0]
            moving = move(self._told(file), self.profile, self.to)
            survey = self._survey(file, moving, self.steps.survey)
            if survey.in_the_way:
                self.in_the_way = survey.in_the_way
                moving = moving.stays
                survey = self._survey(file, moving, None)
            return self._write(file, moving, survey, write)

    def _told(self, file: ArrivedFile) -> VersionSigns:
        namespaces = Namespaces()
        for part in _parts(file):  # pragma: no branch - the message begins somewhere
            if part.name not in _UNITS:
                namespaces.hear(part)
            if part.name == INITIATION:
                break
        names = frozenset() if self.version else scan(_parts(file))
        return VersionSigns(self.version, namespaces.of_message, names)

    def _survey(self, file: ArrivedFile, moving: Move, progress: Progress | None) -> _Survey:
        going = _Going(PartMender(Task(self.terms, moving), Mends(noting=False)))
        for part in _parts(file, progress):
            going.mend(part)
            going.count(part)
        in_the_way = Findings(going.mender.in_the_way[:_MOST_TOLD])
        return _Survey(going.file, going.batches, in_the_way, frozenset(going.prefixes))

    def _write(
        self, file: ArrivedFile, moving: Move, survey: _Survey, write: Callable[[bytes], object]
    ) -> tuple[Mend, ...]:
        mends = Mends(noting=True)
        going = _Going(PartMender(Task(self.terms, moving), mends))
        _note_spelling(file, mends)
        prefix = _needless(survey.prefixes)
        for piece in _pieces(file, self.steps.write):
            if piece.part is None:
                write(without_prefix_behind(piece.passed, prefix))
                continue
            going.mend(piece.part)
            self._state(piece.part, going, survey)
            if prefix:
                unprefixed(piece.part, prefix, mends)
            write(piece.written())
        return tuple(mends.found)

    def _state(self, part: Part, going: _Going, survey: _Survey) -> None:
        """What only the whole of a batch or a file tells: its sums, and when it can be due."""
        content = going.content(part)
        if content is None:
            return
        if part.name == "GrpHdr":
            _add_up(part, content, survey.file, going.mender)
        elif part.name == "PmtInf":
            batch = survey.batches[going.places]
            going.places += 1
            _add_up(part, content, batch, going.mender)
            if self.due_dates:
                _move_due_date(part, batch, self.terms, going.mender.mends)
                going.mender.due_on = _day(part.said_in("ReqdColltnDt"))


class _Going:
    """A file, while it goes by: in which batch one is, and what was counted."""

    def __init__(self, mender: PartMender) -> None:
        self.mender = mender
        self.file = _Counted()
        self.batches: list[_Counted] = []
        self.prefixes: set[str] = set()
        self.places = 0
        self._kind = ("", "")

    def content(self, part: Part) -> Content | None:
        whole = self.mender.task.moving.content
        if whole is None or part.name not in _UNITS:
            return None
        found = whole.parts[_UNITS[part.name]]
        return found if isinstance(found, Content) else None

    def mend(self, part: Part) -> None:
        mends = self.mender.mends
        if part.name not in _UNITS:
            change = retagged(part, self.mender.task.moving)
            if change is not None:
                mends.note(VERSION_TAKEN.id, part, change, "the namespace of the message")
            return
        mends.subject = subject_of(part)
        if part.name == "PmtInf":
            self.mender.due_on = _day(part.said_in("ReqdColltnDt"))
        self.mender.whole(part, _UNITS[part.name])

    def count(self, part: Part) -> None:
        part.gather_prefixes(self.prefixes)
        if part.name == "PmtInf":
            self.batches.append(_Counted())
            self._kind = _kind_of(part)
        elif part.name == "DrctDbtTxInf" and self.batches:
            asked = _amount(part.child("InstdAmt"))
            self.file.add(asked)
            self.batches[-1].add(asked)
            own = _kind_of(part)
            scheme, kind = own[0] or self._kind[0], own[1] or self._kind[1]
            if scheme in set(Scheme) and kind in set(SequenceType):
                self.batches[-1].kinds.add((Scheme(scheme), SequenceType(kind)))


def _needless(prefixes: frozenset[str]) -> str:
    """The prefix of all elements, where they have one; empty where some have none or another."""
    return next(iter(prefixes)) if len(prefixes) == 1 else ""


def _head_of(source: bytes | Path) -> ReadHead:
    """What a file says of itself; raises where it is not one file of one message."""
    heads: list[ReadHead] = []
    for incoming in documents(source, {"pain.008": OF_INTEREST}):
        incoming.expect("pain.008")
        if heads or incoming.file:
            raise UnreadableMessage("more than one message, or a zip: mend each file by itself")
        if incoming.version and built_like(incoming.version) is None:
            raise UnreadableMessage(_unknown_version(incoming))
        for element in incoming.parts():
            if local(element) == "GrpHdr" and not heads:
                notes = Notes(read_as(incoming.version).row.address_gaps)
                heads.append(read_head(element, incoming, notes))
        if not heads:
            raise UnreadableMessage(f"line {incoming.line}: a pain.008 without a GrpHdr")
    return heads[0]


def _unknown_version(incoming: Incoming) -> str:
    there_are = ", ".join(MessageVersion)
    return (
        f"line {incoming.line}: {incoming.version} is no version that is known: give one of "
        f"{there_are}, or one that is built like them"
    )


def _pieces(file: ArrivedFile, progress: Progress | None = None) -> Iterator[Piece]:
    spelling = spelling_of(next(file.pieces(), b""))
    work = under_way(progress, file.size, every=EVERY_MIB)
    passing = file.pieces() if work is None else work.each(file.pieces(), len)
    return pieces_of(in_utf_8(passing), spelling.blanks.count(b"\n"))


def _parts(file: ArrivedFile, progress: Progress | None = None) -> Iterator[Part]:
    return (piece.part for piece in _pieces(file, progress) if piece.part is not None)


def _note_spelling(file: ArrivedFile, mends: Mends) -> None:
    """Note what is no more once the file is in UTF-8: a mark, another encoding, blanks before."""
    mark, blanks, encoding, _ = spelling = spelling_of(next(file.pieces(), b""))
    if spelling.is_plain:
        return
    top = Part("xml", {})
    if blanks:
        mends.note(XSD.id, top, (blanks.decode(), ""), "an XML file begins with <?xml")
    if mark:
        mends.note(PLAIN.id, top, ("a byte order mark", ""), "some banks cannot read it")
    if encoding and encoding.upper() != "UTF-8":
        mends.note(PLAIN.id, top, (encoding, "UTF-8"), "some banks read no other")


# -- sums ------------------------------------------------------------------------------------------


def _amount(part: Part | None) -> Euro | None:
    if part is None:
        return None
    asked = etree.Element(part.name, {"Ccy": part.attributes.get("Ccy", "")})
    asked.text = part.text
    try:
        return amount_in(asked)
    except UnreadableMessage:
        return None


def _add_up(part: Part, content: Content, counted: _Counted, mender: PartMender) -> None:
    """State how many collections there are and what they come to, where that is known."""
    if not counted.count:
        return
    _state(part, content, mender, ("NbOfTxs", str(counted.count)))
    if counted.cents is not None:
        _state(part, content, mender, ("CtrlSum", str(Euro(cents=counted.cents))))


def _state(part: Part, content: Content, mender: PartMender, fact: tuple[str, str]) -> None:
    name, right = fact
    stated = part.child(name)
    if stated is None:
        new = part.new(name, text=right)
        mender.put(part, new, content)
        mender.mends.note(XSD.id, new, ("", right), "it has to be stated")
    elif not _is_so(name, stated.said, right):
        before = stated.said
        stated.say(right)
        mender.mends.note(ADDS_UP.id, stated, (before, right), "as counted in the file")


def _is_so(name: str, stated: str, right: str) -> bool:
    if name == "NbOfTxs":
        return stated.lstrip("0") == right
    return comes_to(stated, right)


# -- days ------------------------------------------------------------------------------------------


def _day(said: str) -> date | None:
    """The day that a text begins with, where it is written as a day in XML is."""
    return day_of(said[:10])


def _kind_of(part: Part) -> tuple[str, str]:
    return (
        part.said_in("PmtTpInf", "LclInstrm", "Cd"),
        part.said_in("PmtTpInf", "SeqTp"),
    )


def _move_due_date(part: Part, batch: _Counted, terms: Terms, mends: Mends) -> None:
    """The due date, where it cannot be one: the next on which all of the batch can be collected."""
    stated = part.child("ReqdColltnDt")
    due_on = None if stated is None else _day(stated.said)
    if stated is None or due_on is None:
        return
    taken = [kind for kind in batch.kinds if kind[0] in terms.offered(due_on)]
    earliest = terms.earliest_for_all(taken)
    if earliest is None:
        return
    late = any(not _is_in_time(due_on, kind, terms) for kind in taken)
    right = earliest if late else terms.profile.calendar.on_or_after(due_on)
    if right == due_on:
        return
    rule = in_time if late else due_on_a_business_day
    why = "the next day on which it can be collected"
    before = stated.said
    stated.say(str(right))
    mends.note(rule.id, stated, (before, str(right)), why)


def _is_in_time(due_on: date, kind: tuple[Scheme, SequenceType], terms: Terms) -> bool:
    received_on = terms.received_on[kind[0]]
    return due_on > received_on and received_on <= terms.latest_receipt_on(due_on, *kind)
