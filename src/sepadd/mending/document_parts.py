"""A file of collections in pieces that can be written again, byte for byte or with a change.

A reader looks at what a file says. Whoever is to change one thing in it, and nothing else, needs
the very bytes as well: so each part of the file knows where it stands, and what was not touched
is written as it came. Never more than one collection is held in memory.
"""

from __future__ import annotations

import codecs
import re
from collections import deque
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple
from xml.parsers import expat
from xml.sax.saxutils import escape

from sepadd.checking import BYTE_ORDER_MARKS, ENCODING_TOLD
from sepadd.findings import UnreadableMessage
from sepadd.messages.parsing import INITIATION

MOST_AT_ONCE: Final = 64 << 20
"""How many bytes a collection, or the head of a batch, may take: all that is held in memory."""

_BATCH: Final = "PmtInf"
_COLLECTION: Final = "DrctDbtTxInf"
_HEADS: Final = frozenset({"GrpHdr", _BATCH})
_TAG: Final = re.compile(rb"<[^\s/>]+(?:\s+[^\s=]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*\s*(/?)>")
_BLANKS: Final = b" \t\r\n"
_DECLARED_LATE: Final = re.compile(rb"[ \t\r\n]+(?=<\?xml\s)")
_SAID_ENCODING: Final = re.compile(
    r"(\A<\?xml\s[^<>]{0,300}?encoding\s*=\s*[\"'])[A-Za-z0-9._-]+([\"'])"
)
_WIDE: Final = {
    **dict.fromkeys((b"\xff\xfe", b"<\x00"), "utf-16-le"),
    **dict.fromkeys((b"\xfe\xff", b"\x00<"), "utf-16-be"),
}
_PLAIN: Final = frozenset({"utf-8", "ascii"})


class _Bytes:
    """The bytes that a piece of the file was read from, and where in the file they begin."""

    __slots__ = ("data", "start")

    def __init__(self, start: int) -> None:
        self.start = start
        self.data = b""

    def between(self, start: int, end: int) -> bytes:
        return self.data[start - self.start : end - self.start]


class Part:
    """An element of the file: its local name, its attributes, what is said in it, what it holds.

    ``prefix`` stands before the name for a namespace, empty where none does; ``line`` is where the
    part begins, ``text`` what stands in it directly, ``path`` where it stands, as findings tell it.
    """

    __slots__ = (
        *("above", "attributes", "children", "line", "name", "path", "prefix", "text", "touched"),
        *("_before", "_bytes", "_close", "_end", "_last", "_opens", "_said_anew", "_start"),
        *("_tag", "_written"),
    )

    def __init__(self, tag: str, attributes: dict[str, str], above: Part | None = None) -> None:
        """Make a new part, to stand in the file where it is put."""
        self.name: str = tag.rpartition(":")[2]
        self.attributes: dict[str, str] = attributes
        self.above: Part | None = above
        self.children: list[Part] = []
        self.text: str = ""
        self.line: int = 1
        self.path: str = "" if above is None else f"{above.path}/{self.name}"
        self.touched: bool = False
        self._tag = tag
        self.prefix: str = tag.rpartition(":")[0]
        self._bytes: _Bytes | None = None
        self._written: bytes | None = None
        self._before: int | None = None
        self._last: int | None = None
        self._said_anew = self._opens = False
        self._start = self._close = self._end = 0

    # -- looked at -------------------------------------------------------------------------------

    @property
    def said(self) -> str:
        """What is said in it, without the blanks around."""
        return self.text.strip(" \t\r\n")

    @property
    def is_silent(self) -> bool:
        """Whether nothing at all is said in it, however deep."""
        return (
            not self.attributes
            and not self.said
            and all(child.is_silent for child in self.children)
        )

    def says_the_same(self, other: Part) -> bool:
        """Whether another says the same, part by part, whatever blanks stand around."""
        return (
            self.name == other.name
            and self.said == other.said
            and self.attributes == other.attributes
            and len(self.children) == len(other.children)
            and all(map(Part.says_the_same, self.children, other.children))
        )

    def child(self, *names: str) -> Part | None:
        """The first child of that name, its first child of the next name, and so on."""
        found: Part | None = self
        for name in names:
            if found is None:
                return None
            found = next((child for child in found.children if child.name == name), None)
        return found

    def said_in(self, *names: str) -> str:
        """What is said in the part that is reached by these names; empty where there is none."""
        found = self.child(*names)
        return "" if found is None else found.said

    def gather_prefixes(self, found: set[str]) -> None:
        """Add to those found the prefixes that it and all that it holds have, empty for none."""
        found.add(self.prefix)
        found.update(name for name in self.attributes if name.startswith(f"{self.prefix}:"))
        for child in self.children:
            child.gather_prefixes(found)

    # -- changed ---------------------------------------------------------------------------------

    def say(self, text: str) -> None:
        """Say another thing in it, in place of all that it holds."""
        self.text = text
        self.children = []
        self._said_anew = True
        self._touch()

    def call(self, name: str) -> None:
        """Give it another name."""
        self.name = name
        self._touch()

    def without_prefix(self, prefix: str) -> None:
        """Write it, and all that it holds, without a prefix before the name."""
        if self.prefix == prefix:
            self.prefix = ""
            self._touch()
        for child in self.children:
            child.without_prefix(prefix)

    def attribute(self, name: str, said: str) -> None:
        """Say another thing in an attribute that it has."""
        tag = self.tag_written()
        named = re.compile(rb"(\s" + re.escape(name.encode()) + rb"\s*=\s*)(\"[^\"]*\"|'[^']*')")
        quoted = escape(said, {'"': "&quot;"}).encode()
        self.write_tag(named.sub(lambda found: found[1] + b'"' + quoted + b'"', tag, count=1))
        self.attributes[name] = said

    def put(self, part: Part, place: int) -> None:
        """Put a new part into it, before the child that has that place now."""
        part.above = self
        self.children.insert(place, part)
        self._touch()

    def take(self, part: Part) -> None:
        """Take a child out of it."""
        self.children.remove(part)
        self._said_anew = self._said_anew or not self.children
        self._touch()

    def arrange(self, children: list[Part]) -> None:
        """Let its children stand in another order."""
        self.children = children
        self._touch()

    def new(self, name: str, *children: Part, text: str = "") -> Part:
        """A part that can be put into it, in the namespace that it has itself."""
        made = Part(f"{self.prefix}:{name}" if self.prefix else name, {}, self)
        made.line, made.text, made.touched = self.line, text, True
        made.children = list(children)
        for child in children:
            child.above = made
        return made

    def _touch(self) -> None:
        part: Part | None = self
        while part is not None and not part.touched:
            part.touched = True
            part = part.above

    def let_go(self) -> None:
        """Let go of what stands around the parts in it, so that none keeps another in memory."""
        for child in self.children:
            child.above = None
            child.let_go()

    # -- written ---------------------------------------------------------------------------------

    def tag_written(self) -> bytes:
        """Its opening tag, as it stands in the file or was written since."""
        if self._written is not None:
            return self._written
        if self._bytes is None:
            return f"<{self._tag}>".encode()
        return self._bytes.between(self._start, self._inside())

    def write_tag(self, tag: bytes) -> None:
        """Write its opening tag otherwise."""
        self._written = tag
        self._touch()

    def written(self) -> bytes:
        """All of it, as it is to stand in the file: what was not touched, byte for byte."""
        if not self.touched and self._bytes is not None:
            return self._bytes.between(self._start, self._end)
        return b"".join(self._pieces())

    def _pieces(self) -> Iterator[bytes]:
        tag = self.tag_written()
        called = self._called()
        rest = tag[1 + len(self._tag.encode()) :]
        yield b"<" + called + (rest[:-2].rstrip() + b">" if rest.endswith(b"/>") else rest)
        if self._opens:
            return
        if self.children:
            for child in self.children:
                yield child._gap(self) + child.written()  # noqa: SLF001 - of its kind
            yield self._tail()
        elif self._bytes is not None and not self._said_anew:
            yield self._bytes.between(self._inside(), self._close)
        else:
            yield escape(self.text).encode()
        if self._bytes is None or self._close < self._end or self._is_closed_at_once():
            yield b"</" + called + b">"

    def _called(self) -> bytes:
        return (f"{self.prefix}:{self.name}" if self.prefix else self.name).encode()

    def _gap(self, above: Part) -> bytes:
        """What stands before it, such as a new line; before a new one as before its neighbour."""
        if self._bytes is None:
            known = (c for c in above.children if c._bytes is not None)  # noqa: SLF001
            other = next(known, None)
            gap = b"" if other is None else other._gap(above)  # noqa: SLF001 - of its kind
            return gap if not gap.strip() else b""
        start = self._before
        if start is None:
            around = self.above
            if around is None or around._bytes is None:  # noqa: SLF001 - of its kind
                return b""
            start = around._inside()  # noqa: SLF001 - of its kind
        return self._bytes.between(start, self._start)

    def _tail(self) -> bytes:
        """What stands behind the last of its children that came with it."""
        if self._bytes is None or self._last is None:
            return b""
        return self._bytes.between(self._last, self._close)

    def _inside(self) -> int:
        """Where its opening tag ends."""
        held = self._bytes
        found = None if held is None else _TAG.match(held.data, self._start - held.start)
        if held is None or found is None:  # pragma: no cover - it was read as a tag before
            return self._start
        return held.start + found.end()

    def _is_closed_at_once(self) -> bool:
        return self._bytes is not None and self._close == self._end == self._inside()


class Piece(NamedTuple):
    """What comes next in the file: a part that can be changed, or bytes that are only passed on.

    The parts are the opening tags around the message, the head of the file, the head of each batch
    (all that stands in it before its first collection), and each collection.
    """

    part: Part | None
    passed: bytes = b""

    def written(self) -> bytes:
        """As it is to stand in the file."""
        return self.passed if self.part is None else self.part.written()


class Spelling(NamedTuple):
    """How a file is written down, before what it says: its encoding, and what stands before it.

    ``mark`` is the byte order mark, ``blanks`` what stands before the XML declaration, where
    nothing may; ``encoding`` is the file's own name of the encoding, ``codec`` Python's.
    """

    mark: bytes
    blanks: bytes
    encoding: str
    codec: str

    @property
    def is_plain(self) -> bool:
        """Whether it is UTF-8, from the first byte on."""
        return not (self.mark or self.blanks) and self.codec in _PLAIN


def spelling_of(beginning: bytes) -> Spelling:
    """How a file is written, as its first bytes tell.

    Raises :class:`UnreadableMessage` for an encoding that is not known, or is another.

    >>> spelling_of(b'<?xml version="1.0" encoding="ISO-8859-1"?><Document>').codec
    'iso8859-1'
    """
    mark = next((mark for mark in BYTE_ORDER_MARKS if beginning.startswith(mark)), b"")
    wide = next((wide for sign, wide in _WIDE.items() if beginning.startswith(sign)), "")
    if wide:
        return Spelling(mark, b"", "UTF-16", wide)
    head = beginning[len(mark) :]
    late = _DECLARED_LATE.match(head)
    declared = ENCODING_TOLD.match(head.lstrip(_BLANKS))
    encoding = "" if declared is None else declared[1].decode()
    try:
        codec = codecs.lookup(encoding or "utf-8").name
    except LookupError:
        raise UnreadableMessage(f"its encoding {encoding!r} is not known") from None
    if codec.startswith(("utf-16", "utf-32")):
        raise UnreadableMessage(f"it says that it is written in {encoding}, and it is not")
    return Spelling(mark, b"" if late is None else late[0], encoding, codec)


def in_utf_8(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """A file in UTF-8, from the first byte on and saying so; itself where it is that already.

    Raises :class:`UnreadableMessage` for what is not written as it says.
    """
    rest = iter(pieces)
    first = next(rest, b"")
    spelling = spelling_of(first)
    if spelling.is_plain:
        yield first
        yield from rest
        return
    decoder = codecs.getincrementaldecoder(spelling.codec)()
    try:
        begun = decoder.decode(first[len(spelling.mark) + len(spelling.blanks) :])
        yield _SAID_ENCODING.sub(r"\1UTF-8\2", begun, count=1).encode()
        for piece in rest:
            yield decoder.decode(piece).encode()
        yield decoder.decode(b"", final=True).encode()
    except UnicodeError as wrong:
        said = spelling.encoding or "UTF-8"
        raise UnreadableMessage(f"it is not written in {said}: {wrong}") from None


def pieces_of(pieces: Iterable[bytes], lines_before: int = 0) -> Iterator[Piece]:
    """A file in UTF-8 piece by piece, in its order; together they are the file.

    ``lines_before`` were left away at its beginning. Raises :class:`UnreadableMessage` for what is
    not well-formed or declares a document type, and for more than :data:`MOST_AT_ONCE` bytes
    without a collection in them.
    """
    walk = _Walk(lines_before)
    for piece in pieces:
        walk.feed(piece)
        yield from walk.ready()
    walk.finish()
    yield from walk.ready()


class _Walk:
    """The file, while it goes by."""

    def __init__(self, lines_before: int) -> None:
        # expat and not lxml: only expat tells at which byte of the file a tag begins.
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._data
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._held = bytearray()
        self._held_from = 0
        self._names: list[str] = []
        self._unit: Part | None = None
        self._part: Part | None = None
        self._ready: deque[Piece] = deque()
        self._lines = lines_before
        self._batches = self._collections = 0

    def feed(self, piece: bytes) -> None:
        self._held += piece
        self._parse(piece, last=False)
        if len(self._held) > MOST_AT_ONCE:
            raise UnreadableMessage(f"more than {MOST_AT_ONCE} bytes without a collection in them")

    def finish(self) -> None:
        self._parse(b"", last=True)
        self._pass_on(self._held_from + len(self._held))

    def ready(self) -> Iterator[Piece]:
        """What is whole by now; each part is let go of when the next one is asked for."""
        while self._ready:
            piece = self._ready.popleft()
            yield piece
            if piece.part is not None:
                piece.part.let_go()

    def _parse(self, piece: bytes, *, last: bool) -> None:
        try:
            self._parser.Parse(piece, last)
        except (expat.ExpatError, LookupError, ValueError) as fault:
            line = self._parser.ErrorLineNumber + self._lines
            raise UnreadableMessage(f"line {line}: not well-formed XML: {fault}") from None

    # -- what the parser says ----------------------------------------------------------------------

    def _doctype(self, *_: object) -> None:
        raise UnreadableMessage("it declares a document type (DOCTYPE), which no bank takes")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        at = self._parser.CurrentByteIndex
        name = tag.rpartition(":")[2]
        if self._part is not None and not (
            name == _COLLECTION and self._part is self._unit and self._part.name == _BATCH
        ):
            self._open(Part(tag, attributes, self._part), at)
            return
        if self._unit is not None:
            self._close_unit(at, at)
        around = self._names[-1] if self._names else ""
        self._names.append(name)
        if (around == INITIATION and name in _HEADS) or (around == _BATCH and name == _COLLECTION):
            self._begin(Part(tag, attributes), at)
        elif INITIATION not in self._names[:-1]:
            self._begin(Part(tag, attributes), at)
            self._close_unit(at, at)

    def _begin(self, part: Part, at: int) -> None:
        self._pass_on(at)
        part.path = self._path(part.name)
        part._bytes = _Bytes(at)  # noqa: SLF001 - it is made here
        self._unit = part
        self._open(part, at)

    def _path(self, name: str) -> str:
        if name == _BATCH:
            self._batches, self._collections = self._batches + 1, 0
        elif name == _COLLECTION:
            self._collections += 1
        batch = f"{INITIATION}/{_BATCH}[{self._batches}]"
        places = {
            "GrpHdr": f"{INITIATION}/GrpHdr",
            _BATCH: batch,
            _COLLECTION: f"{batch}/{_COLLECTION}[{self._collections}]",
        }
        return places.get(name, name)

    def _open(self, part: Part, at: int) -> None:
        part.line = self._parser.CurrentLineNumber + self._lines
        part._start = at  # noqa: SLF001 - it is made here
        around = part.above
        if around is not None:
            part._bytes = around._bytes  # noqa: SLF001 - it is made here
            part._before = around._last  # noqa: SLF001 - it is made here
            around.children.append(part)
        self._part = part

    def _data(self, text: str) -> None:
        if self._part is not None:
            self._part.text += text

    def _end(self, _tag: str) -> None:
        part = self._part
        if part is None:
            self._names.pop()
            return
        close = self._parser.CurrentByteIndex
        end = self._end_of(part, close)
        if part is self._unit:
            self._names.pop()
            self._close_unit(close, end)
            return
        part._close, part._end = close, end  # noqa: SLF001 - it is made here
        around = part.above
        if around is not None:  # pragma: no branch - only a unit has none
            around._last = end  # noqa: SLF001 - it is made here
        self._part = around

    def _end_of(self, part: Part, close: int) -> int:
        """Where a part ends: right here, where its opening tag closed it."""
        here = close - self._held_from
        closed = not part.children and not part.text and self._held[here - 2 : here] == b"/>"
        return close if closed else self._held_from + self._held.index(b">", here) + 1

    # -- what is given out -------------------------------------------------------------------------

    def _close_unit(self, close: int, end: int) -> None:
        """A part is whole: the head of a batch where its first collection begins."""
        unit = self._unit
        if unit is None or unit._bytes is None:  # noqa: SLF001  # pragma: no cover - there is one
            return
        if close == end == unit._start:  # noqa: SLF001 - an opening tag alone
            tag = _TAG.match(self._held, unit._start - self._held_from)  # noqa: SLF001
            unit._opens = True  # noqa: SLF001 - it is made here
            close = end = self._held_from + (tag.end() if tag else 0)
        unit._close, unit._end = close, end  # noqa: SLF001 - it is made here
        unit._bytes.data = self._let_go(end)  # noqa: SLF001 - it is made here
        self._ready.append(Piece(unit))
        self._unit = self._part = None

    def _pass_on(self, end: int) -> None:
        passed = self._let_go(end)
        if passed:
            self._ready.append(Piece(None, passed))

    def _let_go(self, end: int) -> bytes:
        length = end - self._held_from
        passed = bytes(memoryview(self._held)[:length])
        del self._held[:length]
        self._held_from = end
        return passed
