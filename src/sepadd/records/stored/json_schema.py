"""What each kind of record looks like, as a JSON Schema (draft 2020-12) that other programs read.

It is taken from the functions that read the records. It says how sepadd writes them, and of what
may be wrong as much as a schema can say: fields that are missing, unknown or of another type, and
how a value is written. Check digits, days that are not in the calendar, and what has to fit
together, are left to the reader.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy
from functools import cache
from types import MappingProxyType
from typing import Final, NamedTuple

from sepadd.findings import InvalidValue
from sepadd.records.stored.asked_fields import schema_of
from sepadd.records.stored.draft_record import draft_of
from sepadd.records.stored.fields import Fields, Record
from sepadd.records.stored.item_record import item_of
from sepadd.records.stored.json_records import VERSION
from sepadd.records.stored.mandate_record import mandate_of
from sepadd.records.stored.notice_record import notice_of
from sepadd.records.stored.party_record import creditor_of
from sepadd.records.stored.proposal_record import proposal_of
from sepadd.records.stored.run_record import run_of
from sepadd.records.stored.selection_record import selection_of


class _Kind(NamedTuple):
    says: str
    read: Callable[[Fields], object]


_KINDS: Final[Mapping[str, _Kind]] = MappingProxyType(
    {
        "mandate": _Kind("A mandate, with all that was presented under it.", mandate_of),
        "open_item": _Kind("An invoice or a credit note that is still open.", item_of),
        "creditor": _Kind("A creditor, as far as it is filled in.", creditor_of),
        "selection": _Kind("Which open items are collected, under a name.", selection_of),
        "draft": _Kind("What is being worked on, with every change by hand.", draft_of),
        "proposal": _Kind(
            "A proposal, with every open item and what was found of it.", proposal_of
        ),
        "run": _Kind("A run as it stood, and all that the bank has said since.", run_of),
        "notice": _Kind("What a debtor was told would be taken, and when.", notice_of),
    }
)

RECORD_KINDS: Final[Mapping[str, str]] = MappingProxyType(
    {name: kind.says for name, kind in _KINDS.items()}
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
    if kind not in _KINDS:
        raise InvalidValue(f"{kind!r} is no kind of record: write {' or '.join(_KINDS)}")
    return deepcopy(_schema(kind))


@cache
def _schema(kind: str) -> Record:
    says, read = _KINDS[kind]
    opening: dict[str, Record] = {
        "sepadd": {"description": "what the record is of", "const": kind},
        "version": {"description": "in which version it is written", "const": VERSION},
    }
    parts: dict[str, Record] = {}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:sepadd:record:{kind}:{VERSION}",
        **schema_of(read, parts, opening),
        "title": kind.replace("_", " ").capitalize(),
        "description": says,
        "$defs": dict(sorted(parts.items())),
    }
