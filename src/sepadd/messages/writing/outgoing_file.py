"""A message on its way out: every piece of it goes by the schemas while it is written.

What a schema refuses never gets to its place: of several files that belong together all are
written, or none.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple

from sepadd.findings import Finding, Findings, RulesViolated
from sepadd.messages.parsing import SchemaCheck, schema_findings, schema_path

_COLLECTIONS_PER_PIECE: Final = 128


class Outgoing(NamedTuple):
    """A message to write: its pieces in their order, and the schemas that it has to be valid under.

    The pieces are taken once, one after the other, so that memory does not grow with the message.
    """

    pieces: Iterable[bytes]
    schemas: tuple[Path, ...]


def outgoing(pieces: Iterable[bytes], message: str, schemas: Sequence[Path] = ()) -> Outgoing:
    """A message of a version, under the project's own schema of it and any further ones."""
    return Outgoing(pieces, (schema_path(message), *schemas))


def in_pieces(collections: Iterable[str]) -> Iterator[str]:
    """What is written of collections, so many of them at a time that a piece is worth its call."""
    each = iter(collections)
    while piece := "".join(islice(each, _COLLECTIONS_PER_PIECE)):
        yield piece


def as_bytes(message: Outgoing) -> bytes:
    """The whole message. Raises :class:`RulesViolated` with every fault that a schema finds."""
    sink = BytesIO()
    _pour(message, sink)
    return sink.getvalue()


def to_files(messages: Mapping[Path, Outgoing]) -> None:
    """Write each message to its path; all, or none.

    A folder that is missing is made. Until all are valid they have other names in the same folders,
    and where one fails, nothing is left of them. Raises :class:`RulesViolated` with every fault
    that a schema finds.
    """
    # In the same folder, since only within one file system is a file renamed in one go; and with
    # the number of the process, so that two of them do not write the same part.
    parts = {path.with_name(f".{path.name}.{os.getpid()}.part"): path for path in messages}
    for path in messages:
        path.parent.mkdir(parents=True, exist_ok=True)
    try:
        for part, path in parts.items():
            with part.open("w+b") as sink:
                _pour(messages[path], sink)
        for part, path in parts.items():
            part.replace(path)
    finally:
        for part in parts:
            part.unlink(missing_ok=True)


def _pour(message: Outgoing, sink: BinaryIO) -> None:
    checks = [SchemaCheck(path) for path in message.schemas]
    for piece in message.pieces:
        sink.write(piece)
        for check in checks:
            check.feed(piece)
    judged = zip(message.schemas, checks, strict=True)
    refused = [path for path, check in judged if not check.finish()]
    if refused:
        sink.flush()
        _raise_all(sink, refused)


def _raise_all(sink: BinaryIO, refused: Iterable[Path]) -> None:
    found: list[Finding] = []
    for path in refused:
        sink.seek(0)
        found += schema_findings(sink, path)
    raise RulesViolated(Findings(found))
