"""Opening what a bank sent: which message it is, and its parts one after another.

A bank sends a file or a zip of files; a file holds one document, several that follow each other, or
several in a frame of the bank's own. Nothing is given out before everything was gone over once: a
message that is cut off gives nothing rather than half. No entity, no document type and no network
is ever taken on, and no file is held in memory. How an element is read, says
:mod:`sepadd.messages.parsing.elements`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Final, NamedTuple

from lxml import etree
from lxml.etree import _Element as Element

from sepadd.findings import UnreadableMessage
from sepadd.messages.parsing.arrival import MOST_BYTES, MOST_FILES, ArrivedFile, arrived
from sepadd.messages.parsing.elements import local
from sepadd.progress import EVERY_MIB, Progress, under_way

KINDS: Final[Mapping[str, str]] = {
    "CstmrPmtStsRpt": "pain.002",
    "pain.002.001.02": "pain.002",
    "CstmrDrctDbtInitn": "pain.008",
    "CstmrCdtTrfInitn": "pain.001",
    "CstmrPmtRvsl": "pain.007",
    "BkToCstmrAcctRpt": "camt.052",
    "BkToCstmrAcctRptV01": "camt.052",
    "BkToCstmrStmt": "camt.053",
    "BkToCstmrStmtV01": "camt.053",
    "BkToCstmrDbtCdtNtfctn": "camt.054",
    "BkToCstmrDbtCdtNtfctnV01": "camt.054",
    "CstmrPmtCxlReq": "camt.055",
    "FIToFIPmtCxlReq": "camt.056",
    "RsltnOfInvstgtn": "camt.029",
    "FIToFIPmtStsRpt": "pacs.002",
    "FIToFICstmrDrctDbt": "pacs.003",
    "PmtRtr": "pacs.004",
    "FIToFIPmtRvsl": "pacs.007",
    "FIToFICstmrCdtTrf": "pacs.008",
}
"""The kinds of messages by the element that holds the whole of one. Source: ISO 20022."""

MOST_BETWEEN: Final = 64 << 20
"""How many bytes may go by without a part that is of interest: all that has to be remembered."""

_NAMES: Final = {f"{{*}}{name}" for name in KINDS}
_BULK: Final = frozenset({"Ntry", "TxInfAndSts", "TxInf", "DrctDbtTxInf", "CdtTrfTxInf"})
_VERSION: Final = re.compile(r"(?:pain|camt|pacs)\.[0-9]{3}\.[0-9]{3}\.[0-9]{2}")
_MOST_HEAD: Final = 1 << 20  # bytes in which a file has to say what it is
_MOST_SAID: Final = 300

_DECLARATION: Final = re.compile(rb"<\?xml(?=\s)[^<>]{0,300}\?>")
_ENCODING: Final = re.compile(rb"encoding\s*=\s*[\"']([A-Za-z0-9._-]+)")
_BEGUN: Final = re.compile(rb"<(?:\?(?:x(?:m(?:l(?:\s[^<>]{0,300})?)?)?)?)?\Z")
# XML has one root, and some banks put several documents into one file: in here they have one.
_FRAME: Final = (b"<file>", b"</file>")


class Incoming:
    """One message, while it is read.

    ``kind`` is such as ``"camt.053"``; ``version`` such as ``"camt.053.001.08"``, empty where the
    namespace tells none; ``file`` the name of the file within a zip, empty where it came as it is;
    ``line`` where in the file the message begins.
    """

    __slots__ = ("_parts", "file", "kind", "line", "version")

    def __init__(self, root: Element, file: str, parts: Iterator[Element]) -> None:
        self.kind: str = KINDS[local(root)]
        self.version: str = _version(root)
        self.file: str = file
        self.line: int = root.sourceline or 1
        self._parts = parts

    def parts(self) -> Iterator[Element]:
        """The elements of interest, each when it has ended, and empty once the next is asked for.

        So one that stands within another is given before it, and is no longer found in it; what
        stands before an element, or around it, is still there. They are given once. Raises
        :class:`UnreadableMessage` where more than :data:`MOST_BETWEEN` lies between two.
        """
        return self._parts

    def expect(self, *kinds: str) -> None:
        """Raise :class:`UnreadableMessage` where it is a message of none of these kinds."""
        if self.kind not in kinds:
            where = f"{self.file}, line {self.line}" if self.file else f"line {self.line}"
            wanted = " or ".join(kinds)
            raise UnreadableMessage(f"{where}: not a {wanted} but a {self.version or self.kind}")


def documents(
    source: bytes | Path,
    of_interest: Mapping[str, Collection[str]],
    *,
    most_files: int = MOST_FILES,
    most_bytes: int = MOST_BYTES,
    most_between: int | None = None,
    sound: Container[str] = (),
    progress: Progress | None = None,
) -> Iterator[Incoming]:
    """Every message in what arrived, in its order; each is to be read before the next is asked for.

    ``source`` is the content of a file or the path of one. ``of_interest`` names, for each kind of
    message, the elements that :meth:`Incoming.parts` is to give, by their local names; a message
    of another kind is given out too, without parts. The elements of which a message has thousands
    belong in it, however deep they stand, or memory grows with the message. ``most_between`` is how
    many bytes may lie between two of them, :data:`MOST_BETWEEN` where none is named. ``sound`` are
    the names of files that are known to be one well-formed document without a document type, such
    as those that a schema found valid: they are not gone over for that again. ``progress`` is told
    how many bytes were read, unpacked, of how many.

    Raises :class:`UnreadableMessage` before anything is given out where any file is cut off or not
    well-formed, declares a document type, or holds no message of :data:`KINDS`, and later only
    where elements are nested, texts are long or entries are apart beyond all bounds; and what
    :func:`sepadd.messages.parsing.arrived` raises.
    """
    with arrived(source, most_files=most_files, most_bytes=most_bytes) as files:
        size = sum(file.size for file in files)
        work = under_way(progress, size, every=EVERY_MIB)
        proved = [(file, file.name not in sound and _is_loose(file)) for file in files]
        for file, loose in proved:
            _check_kind(file, loose=loose)
        for file, loose in proved:
            pieces = file.pieces() if work is None else work.each(file.pieces(), len)
            for stream in _streams(pieces, loose=loose):
                yield from _messages(file, stream, of_interest, most_between or MOST_BETWEEN)


# -- going over a file once: is it well-formed, all of it? ---------------------------------------


class _HasDoctype(Exception):
    """The file declares a document type."""


class _Hearer:
    """Hears nothing but a document type: the parser is there to judge."""

    def doctype(self, name: str, public_id: str | None, system_url: str | None) -> None:
        raise _HasDoctype(name, public_id, system_url)

    def close(self) -> None:
        """Give back nothing."""


class _FrameHearer(_Hearer):
    """Hears what stands between the documents of a file: nothing should."""

    def __init__(self) -> None:
        self.depth = 0
        self.stray = ""

    def start(self, tag: str, attributes: object) -> None:  # noqa: ARG002 - the parser gives them
        self.depth += 1

    def end(self, tag: str) -> None:  # noqa: ARG002 - the parser gives it
        self.depth -= 1

    def data(self, said: str) -> None:
        if self.depth == 1 and not self.stray:
            self.stray = said.strip("\ufeff \t\r\n")[:_MOST_SAID]


class _Stream(NamedTuple):
    """One run of bytes for one parser, with the encoding where the bytes do not say it."""

    encoding: str | None
    pieces: Iterable[bytes]


_TIDY_FAULTS: Final = {
    etree.ErrorTypes.ERR_DOCUMENT_END,
    etree.ErrorTypes.ERR_RESERVED_XML_NAME,
    etree.ErrorTypes.ERR_SPACE_REQUIRED,
    etree.ErrorTypes.ERR_UNSUPPORTED_ENCODING,
    etree.ErrorTypes.ERR_INVALID_ENCODING,
}
"""What is wrong with a file that holds one document after another, that begins with a blank line,
or that says UTF-16 and is not."""


def _is_loose(file: ArrivedFile) -> bool:
    """Whether a file is less than one tidy document; raises where it is not even well-formed."""
    fault = _fault(file, _Stream(None, file.pieces()), _Hearer())
    if fault is None:
        return False
    if fault.code not in _TIDY_FAULTS:
        raise _not_well_formed(file, fault)
    for stream in _loose_streams(file.pieces()):
        hearer = _FrameHearer()
        if fault := _fault(file, stream, hearer):
            raise _not_well_formed(file, fault)
        if hearer.stray:
            raise file.unreadable(f"not XML, or not only: between messages stands {hearer.stray!r}")
    return True


def _fault(file: ArrivedFile, stream: _Stream, hearer: _Hearer) -> etree.XMLSyntaxError | None:
    try:
        # The published types of lxml do not know a parser that only hears.
        parser: etree.XMLParser = etree.XMLParser(  # type: ignore[call-overload]
            target=hearer, encoding=stream.encoding, resolve_entities=False, no_network=True
        )
        for piece in stream.pieces:
            parser.feed(piece)
        parser.close()
    except etree.XMLSyntaxError as fault:
        return fault
    except _HasDoctype:
        raise file.unreadable("it declares a document type (DOCTYPE), and no bank does") from None
    except LookupError:
        raise file.unreadable(f"its encoding {stream.encoding!r} is not known") from None
    return None


def _not_well_formed(file: ArrivedFile, fault: etree.XMLSyntaxError) -> UnreadableMessage:
    said = (fault.msg or "").partition(", line ")[0].strip()[:_MOST_SAID]
    return file.unreadable(f"not well-formed XML: {said}", fault.lineno or 1)


# -- several documents in one file ---------------------------------------------------------------


def _streams(pieces: Iterable[bytes], *, loose: bool) -> Iterable[_Stream]:
    return _loose_streams(pieces) if loose else [_Stream(None, pieces)]


def _loose_streams(pieces: Iterable[bytes]) -> Iterator[_Stream]:
    """The documents between two XML declarations in a frame, so that they are one to the parser."""
    for (_, encoding), run in groupby(_runs(pieces), key=lambda found: found[:2]):
        yield _Stream(encoding, _framed(piece for _, _, piece in run))


def _framed(pieces: Iterable[bytes]) -> Iterator[bytes]:
    opening, closing = _FRAME
    yield opening
    yield from pieces
    yield closing


def _runs(pieces: Iterable[bytes]) -> Iterator[tuple[int, str, bytes]]:
    """What stands between XML declarations, with how many came before and the last one's encoding.

    A declaration may lie across two pieces: what could be the beginning of one is kept back.
    """
    number, encoding, rest = 0, "utf-8", b""
    for piece in pieces:
        rest += piece
        while found := _DECLARATION.search(rest):
            if before := rest[: found.start()].removeprefix(b"\xef\xbb\xbf"):
                yield number, encoding, before
            number, encoding, rest = number + 1, _encoding(found[0]), rest[found.end() :]
        # 320 bytes hold the longest beginning of a declaration that _BEGUN takes for one.
        begun = _BEGUN.search(rest[-320:])
        kept = len(rest[-320:]) - begun.start() if begun else 0
        if ready := rest[: len(rest) - kept]:
            yield number, encoding, ready
        rest = rest[len(rest) - kept :]
    if rest:
        yield number, encoding, rest


def _encoding(declaration: bytes) -> str:
    """What a declaration says; one that can be read as ASCII is not UTF-16, whatever it says."""
    found = _ENCODING.search(declaration)
    said = "utf-8" if found is None else found[1].decode()
    return "utf-8" if said.lower().startswith("utf-16") else said


# -- message by message, part by part ------------------------------------------------------------

_Event = tuple[str, Element]


def _check_kind(file: ArrivedFile, *, loose: bool) -> None:
    """Raise where the head of a file holds no message that is known here."""
    held = "nothing"
    for stream in _streams(file.pieces(), loose=loose):
        parser, went_by = _pull_parser(stream, _NAMES), 0
        for piece in stream.pieces:
            _feed(file, parser, piece)
            if next(iter(parser.read_events()), None) is not None:
                return
            went_by += len(piece)
            if went_by > _MOST_HEAD:
                held = f"none in its first {went_by} bytes"
                break
        else:
            held = _root_of(file, parser, loose=loose)
    raise file.unreadable(f"no message of a bank that is known here: it holds {held}", 1)


def _feed(file: ArrivedFile, parser: etree.XMLPullParser, piece: bytes) -> None:
    """The parser that keeps elements has bounds that the first one has not: depth, long texts."""
    try:
        parser.feed(piece)
    except etree.XMLSyntaxError as fault:
        raise _not_well_formed(file, fault) from None


def _root_of(file: ArrivedFile, parser: etree.XMLPullParser, *, loose: bool) -> str:
    try:
        root = parser.close()
    except etree.XMLSyntaxError as fault:  # a namespace that is none is told at the end only
        raise _not_well_formed(file, fault) from None
    first = next(iter(root), None) if loose else root
    return "nothing" if first is None else f"<{local(first)[:_MOST_SAID]}>"


def _messages(
    file: ArrivedFile, stream: _Stream, of_interest: Mapping[str, Collection[str]], most: int
) -> Iterator[Incoming]:
    names = _BULK.union(*of_interest.values())
    events = _events(file, stream, _NAMES | {f"{{*}}{name}" for name in names}, most)
    for _, element in events:
        if (name := local(element)) in KINDS:
            wanted = of_interest.get(KINDS[name])
            parts = _parts(events, element, _BULK if wanted is None else frozenset(wanted))
            yield Incoming(element, file.name, iter(()) if wanted is None else parts)
            for _ in parts:  # what the reader left, goes by
                pass


def _events(
    file: ArrivedFile, stream: _Stream, tags: Collection[str], most: int
) -> Iterator[_Event]:
    parser, went_by = _pull_parser(stream, tags), 0
    for piece in stream.pieces:
        _feed(file, parser, piece)
        went_by += len(piece)
        if events := list(parser.read_events()):
            went_by = 0
            yield from events
        if went_by > most:
            raise file.unreadable(f"more than {most} bytes without an entry in them")


def _pull_parser(stream: _Stream, tags: Collection[str]) -> etree.XMLPullParser:
    return etree.XMLPullParser(
        events=("start", "end"),
        tag=tuple(tags),
        encoding=stream.encoding,
        resolve_entities=False,
        no_network=True,
        # A comment within a text would end it: Element.text stops there.
        remove_comments=True,
        remove_pis=True,
    )


def _parts(events: Iterator[_Event], root: Element, names: Collection[str]) -> Iterator[Element]:
    """The named elements until the message ends, each made empty after it was looked at."""
    for event, element in events:
        if event == "start":
            continue
        if element is root:
            if local(root) in names:
                yield root
            root.clear(keep_tail=True)
            return
        if local(element) in names:
            yield element
            _let_go(element)


def _let_go(element: Element) -> None:
    """Empty an element, and take away the one before it that was emptied already.

    Not the element itself: the parser may be writing behind it.
    """
    element.clear(keep_tail=True)
    before = element.getprevious()
    if before is not None and before.tag == element.tag and not len(before):
        above = before.getparent()
        if above is not None:  # pragma: no branch - a root has none before it
            above.remove(before)


def _version(root: Element) -> str:
    found = _VERSION.search(str(root.tag))
    return "" if found is None else found[0]
