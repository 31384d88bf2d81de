"""Bare XSD: the least that anyone has to do who hands over a checked file.

libxml2 reads the finished file from disk once and validates it while it reads; nothing else is
done. The other measurements are told as multiples of it.
"""

from __future__ import annotations

from pathlib import Path
from time import perf_counter
from typing import Final

from lxml import etree

from sepadd.messages.parsing import schema_path

CHUNK: Final = 64 * 1024
"""Bytes that are read at a time."""


class _Deaf:
    """Hears nothing of what is parsed."""

    def close(self) -> None:
        """Give back nothing."""


def schema() -> etree.XMLSchema:
    """The schema of what is written here; made once, and not part of any time."""
    return etree.XMLSchema(etree.parse(schema_path("pain.008.001.08")))


def bare_xsd(path: Path, schema: etree.XMLSchema) -> float:
    """The seconds it takes to validate a file. Raises :class:`ValueError` where it is refused."""
    start = perf_counter()
    # The published types of lxml do not know that a target and a schema go together.
    parser = etree.XMLParser(  # type: ignore[call-overload]
        target=_Deaf(), schema=schema, resolve_entities=False, no_network=True
    )
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            parser.feed(chunk)
    parser.close()
    if parser.feed_error_log:
        raise ValueError(f"{path.name} is refused: {parser.feed_error_log[0].message}")
    return perf_counter() - start
