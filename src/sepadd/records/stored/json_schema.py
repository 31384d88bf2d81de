"""What each kind of record looks like, as a JSON Schema (draft 2020-12) that other programs read.

It is made from the tables by which records are read and written. It says how sepadd writes them,
and of what may be wrong as much as a schema can say: fields that are missing, unknown or of another
type, and how a value is written. Check digits, days that are not in the calendar, and what has to
fit together, are left to the reader.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from functools import cache
from types import MappingProxyType
from typing import Final

from sepadd.findings import InvalidValue
from sepadd.records.stored.json_records import KINDS, VERSION
from sepadd.records.stored.shapes import Record

RECORD_KINDS: Final[Mapping[str, str]] = MappingProxyType(
    {name: kind.says for name, kind in KINDS.items()}
)
"""The kinds of records, as ``sepadd`` in each names them, and what each holds."""


def record_schema(kind: str) -> Record:
    """The JSON Schema of a kind of record, as :func:`json.dumps` takes it.

    Whatever sepadd writes is valid. What is valid has the fields that are read, each of the type
    that is read; the reader may still refuse a value (REC-03). Raises :class:`InvalidValue` for
    what is no kind of record.

    >>> schema = record_schema("selection")
    >>> schema["title"], schema["required"]
    ('Selection', ['sepadd', 'version'])
    >>> record_schema("invoice")
    Traceback (most recent call last):
    sepadd.findings.InvalidValue: 'invoice' is no kind of record: write mandate or open_item or ...
    """
    if kind not in KINDS:
        raise InvalidValue(f"{kind!r} is no kind of record: write {' or '.join(KINDS)}")
    return deepcopy(_schema(kind))


@cache
def _schema(kind: str) -> Record:
    says, shape = KINDS[kind]
    opening: dict[str, Record] = {
        "sepadd": {"description": "what the record is of", "const": kind},
        "version": {"description": "in which version it is written", "const": VERSION},
    }
    parts: dict[str, Record] = {}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:sepadd:record:{kind}:{VERSION}",
        **shape.in_full(parts, opening),
        "title": kind.replace("_", " ").capitalize(),
        "description": says,
        "$defs": dict(sorted(parts.items())),
    }
