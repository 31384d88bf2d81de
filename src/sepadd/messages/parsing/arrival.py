"""What arrived from the bank: a file, or a zip of files, read in pieces and never held whole."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from io import SEEK_END, BytesIO
from pathlib import Path
from typing import IO, Final, TypeAlias
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from sepadd.findings import UnreadableMessage

MOST_FILES: Final = 1_000
"""How many files a zip may hold, where the caller names no other number."""

MOST_BYTES: Final = 2 << 30
"""How many bytes the files of a zip may come to, unpacked, where the caller names no other."""

_PIECE: Final = 1 << 16
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_END_OF_ZIP: Final = b"PK\x05\x06"
_ZIP64: Final = b"PK\x06\x07"
_END_LENGTH: Final = 22
_LONGEST_COMMENT: Final = 0xFFFF
_BYTES_PER_FILE: Final = 1 << 10  # what the table of contents may take for each file
_ENCRYPTED: Final = 1  # the lowest of a member's flags
_DAMAGED: Final = (
    *(BadZipFile, EOFError, zlib.error, struct.error),
    *(NotImplementedError, RuntimeError, ValueError),
)
"""What the standard library says of a zip in which bytes are wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrivedFile:
    """One file, alone or out of a zip.

    ``name`` is its name within the zip, empty where it came as it is; ``size`` how many bytes it
    has, unpacked.
    """

    name: str
    size: int
    opened: Callable[[], IO[bytes]]

    def pieces(self) -> Iterator[bytes]:
        """The file from its first byte, in pieces of 64 KiB at most, as often as one asks.

        Raises :class:`UnreadableMessage` where a zip cannot be unpacked.
        """
        try:
            file = self.opened()
            piece = file.read(_PIECE)
            if self.name and piece.startswith(_ZIP):
                raise self.unreadable("a zip within a zip; unpack it first")
            while piece:
                yield piece
                piece = file.read(_PIECE)
        except _DAMAGED as error:
            raise self.unreadable(f"it cannot be unpacked: {error}") from None

    def unreadable(self, why: str, line: int | None = None) -> UnreadableMessage:
        """The error to raise: the file's name where it has one, the line, and the reason."""
        where = [self.name] if self.name else []
        where += [] if line is None else [f"line {line}"]
        return UnreadableMessage(": ".join((", ".join(where), why)) if where else why)


Source: TypeAlias = bytes | Path
"""A file, or a zip of files: its content, or where it stands."""


@contextmanager
def arrived(
    source: Source, *, most_files: int = MOST_FILES, most_bytes: int = MOST_BYTES
) -> Iterator[tuple[ArrivedFile, ...]]:
    """Open what arrived for as long as it is read: one file, or the files of a zip in its order.

    Folders and the hidden files that some systems add to a zip are passed over. Raises
    :class:`UnreadableMessage` for a zip that is damaged, encrypted or empty, that holds another
    zip, or more files or bytes than are allowed; and what opening a path raises.
    """
    with BytesIO(source) if isinstance(source, bytes) else source.open("rb") as file:
        if file.read(4) not in _ZIP:
            size = file.seek(0, SEEK_END)
            yield (ArrivedFile(name="", size=size, opened=partial(_from_the_start, file)),)
            return
        _check_contents(file, most_files)
        try:
            archive = ZipFile(file)
        except _DAMAGED as error:
            raise UnreadableMessage(f"a zip that cannot be opened: {error}") from None
        with archive:
            yield tuple(
                ArrivedFile(
                    name=member.filename,
                    size=member.file_size,
                    opened=partial(archive.open, member),
                )
                for member in _members(archive, most_files, most_bytes)
            )


def size_of(source: bytes | Path) -> int:
    """How many bytes arrived, packed as they are; none where a path cannot be looked at."""
    try:
        return len(source) if isinstance(source, bytes) else source.stat().st_size
    except OSError:
        return 0


def _from_the_start(file: IO[bytes]) -> IO[bytes]:
    file.seek(0)
    return file


def _check_contents(file: IO[bytes], most_files: int) -> None:
    """Refuse a table of contents that is too long, before anything reads it into memory."""
    length = file.seek(0, 2)
    file.seek(max(0, length - _END_LENGTH - _LONGEST_COMMENT))
    end = file.read()
    start = end.rfind(_END_OF_ZIP)
    if start < 0:
        raise UnreadableMessage("a zip that is cut off: it has no end")
    if _ZIP64 in end[:start]:
        raise UnreadableMessage("a zip in the form for more than 4 GiB, which no bank needs")
    # Bytes 12 to 15 of the last record say how long the table of contents is (PKWARE's APPNOTE,
    # 4.3.16). ZipFile reads all of it when it is opened, so it has to be looked at before.
    size = int.from_bytes(end[start + 12 : start + 16], "little")
    if size > most_files * _BYTES_PER_FILE:
        raise UnreadableMessage(f"a zip of more than {most_files} files")


def _members(archive: ZipFile, most_files: int, most_bytes: int) -> list[ZipInfo]:
    members = [member for member in archive.infolist() if _is_sent(member)]
    if not members:
        raise UnreadableMessage("a zip that holds no file")
    if len(members) > most_files:
        raise UnreadableMessage(f"a zip of {len(members)} files; at most {most_files} are read")
    # No more is ever unpacked of a member than the size that it declares.
    unpacked = sum(member.file_size for member in members)
    if unpacked > most_bytes:
        raise UnreadableMessage(
            f"a zip of {unpacked} bytes unpacked; at most {most_bytes} are read"
        )
    for member in members:
        _check(member)
    return members


def _is_sent(member: ZipInfo) -> bool:
    hidden = member.filename.startswith("__MACOSX/") or Path(member.filename).name.startswith(".")
    return not (member.filename.endswith("/") or hidden)


def _check(member: ZipInfo) -> None:
    if member.flag_bits & _ENCRYPTED:
        raise UnreadableMessage(f"{member.filename}: encrypted; unpack the zip with its password")
    if member.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise UnreadableMessage(f"{member.filename}: packed in a way that is not read; unpack it")
