"""What a user keeps in a database of their own: mandates, open items, drafts, proposals, runs.

Each is a record of what JSON can hold, that says what it is and in which version:
``{"sepadd": "run", "version": 1, ...}``. Amounts are text with two decimals, days and instants are
ISO's, and what is absent is left out. A record is taken in whole, or not at all: everything that is
wrong with it is told at once, each with its path.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, Final, NamedTuple, TypeAlias, TypeVar, overload

from sepadd.books import Books
from sepadd.documents import Notice
from sepadd.findings import InvalidValue
from sepadd.mandate import Mandate
from sepadd.open_item import CreditNote, Invoice, OpenItem
from sepadd.proposal import Draft, Proposal, Selection
from sepadd.records.noting import raise_if_any, shortened
from sepadd.records.stored.books_record import BOOKS
from sepadd.records.stored.draft_record import DRAFT
from sepadd.records.stored.faults import KIND, Fault, shown, told_at_once
from sepadd.records.stored.item_record import ITEM
from sepadd.records.stored.mandate_record import MANDATE
from sepadd.records.stored.notice_record import NOTICE
from sepadd.records.stored.party_record import CREDITOR
from sepadd.records.stored.proposal_record import PROPOSAL
from sepadd.records.stored.record_shape import RecordShape, Tagged
from sepadd.records.stored.run_record import RUN
from sepadd.records.stored.selection_record import SELECTION
from sepadd.records.stored.shapes import Record, Shape
from sepadd.run import CollectionRun
from sepadd.values import Creditor, with_article

VERSION: Final = 1
"""The version of the records that this release writes; it reads every version up to its own."""


class Kind(NamedTuple):
    """A kind of record: what it holds, in words, and the table of its fields."""

    says: str
    shape: RecordShape[Any] | Tagged[Any]


KINDS: Final[Mapping[str, Kind]] = MappingProxyType(
    {
        "mandate": Kind("A mandate, with all that was presented under it.", MANDATE),
        "open_item": Kind("An invoice or a credit note that is still open.", ITEM),
        "creditor": Kind("A creditor, as far as it is filled in.", CREDITOR),
        "selection": Kind("Which open items are collected, under a name.", SELECTION),
        "draft": Kind("What is being worked on, with every change by hand.", DRAFT),
        "proposal": Kind("A proposal, with every open item and what was found of it.", PROPOSAL),
        "run": Kind("A run as it stood, and all that the bank has said since.", RUN),
        "notice": Kind("What a debtor was told would be taken, and when.", NOTICE),
        "books": Kind("The books of a creditor: what is open, the mandates and the runs.", BOOKS),
    }
)
"""All that is kept, as ``sepadd`` in each record names it."""

_KIND_OF: Final[Mapping[type[object], str]] = MappingProxyType(
    {thing: name for name, kind in KINDS.items() for thing in kind.shape.things}
)
_OPENING: Final = ("sepadd", "version")
_NAMES: Final = ("id", "reference", "number", "name", "mandate_reference")

_THINGS: Final = " or ".join(thing.__name__ for thing in _KIND_OF)

Kept: TypeAlias = (
    Mandate
    | Invoice
    | CreditNote
    | Creditor
    | Selection
    | Draft
    | Proposal
    | CollectionRun
    | Notice
    | Books
)
"""Whatever has a record of its own."""

K = TypeVar("K", bound=Kept)
T = TypeVar("T")


def to_record(thing: Kept) -> Record:
    """A thing that is kept as a record: a mandate, an open item, a draft, a run, and so on.

    An instant is kept with its offset from UTC, and not with the name of its time zone.

    Raises :class:`InvalidValue` for what has no record, also within the thing: a discount that is
    no :class:`~sepadd.open_item.DirectDebitDiscount` in a draft, and in books ``others``, of which
    no more is known than what they hold.

    >>> from sepadd.testing import a_run
    >>> record = to_record(a_run())
    >>> record["sepadd"], record["version"], record["id"]
    ('run', 1, '2026-12')
    """
    kind = _KIND_OF.get(type(thing))
    if kind is None:
        raise InvalidValue(f"{with_article(type(thing).__name__)} has no record: give a {_THINGS}")
    return {"sepadd": kind, "version": VERSION, **KINDS[kind].shape.write(thing)}


@overload
def from_record(
    kind: tuple[type[Invoice], type[CreditNote]], record: Mapping[str, object]
) -> OpenItem: ...
@overload
def from_record(kind: type[K], record: Mapping[str, object]) -> K: ...
def from_record(kind: object, record: Mapping[str, object]) -> object:
    """The thing that a record holds, of the kind that is asked for.

    An open item that may be either is asked for as ``(Invoice, CreditNote)``. A run gives the same
    files as the run that was kept.

    Raises :class:`UnreadableRecords` with all that is wrong with the record, each with its path,
    and :class:`InvalidValue` where nothing of the kind is kept.

    >>> from sepadd.testing import MANDATE, a_run
    >>> from_record(Mandate, to_record(MANDATE)) == MANDATE
    True
    >>> from_record(CollectionRun, to_record(a_run()) | {"history": [], "foo": 1})
    Traceback (most recent call last):
    sepadd.findings.UnreadableRecords: [REC-03] run 2026-12: history: it has to begin with ...
    [REC-02] run 2026-12: field 'foo' is unknown; there are id, history, creditor, ...
    """
    name, shape = _asked_for(kind)
    return _read(name, shape, record)


def dumps(thing: Kept) -> str:
    """A thing as JSON text, on one line; the same thing always gives the same text.

    Raises as :func:`to_record` does.
    """
    return json.dumps(to_record(thing), ensure_ascii=False, check_circular=False)


@overload
def loads(kind: tuple[type[Invoice], type[CreditNote]], text: str | bytes) -> OpenItem: ...
@overload
def loads(kind: type[K], text: str | bytes) -> K: ...
def loads(kind: object, text: str | bytes) -> object:
    """The thing that JSON text holds, which is UTF-8 if it is given as bytes.

    Raises as :func:`from_record` does, and :class:`UnreadableRecords` where it is not JSON at all.

    >>> from sepadd.testing import a_run
    >>> loads(CollectionRun, dumps(a_run())) == a_run()
    True
    """
    name, shape = _asked_for(kind)
    return _read(name, shape, _json(text, name))


def _asked_for(kind: object) -> tuple[str, Shape[object]]:
    """How records of a kind of things are called, and their table."""
    things = kind if isinstance(kind, tuple) else (kind,)
    names = {_KIND_OF.get(thing) if isinstance(thing, type) else None for thing in things}
    name = names.pop() if len(names) == 1 else None
    if name is None:
        asked = kind.__name__ if isinstance(kind, type) else shown(kind)
        raise InvalidValue(
            f"{asked} is no kind that has a record: ask for {_THINGS}, or (Invoice, CreditNote)"
        )
    return name, _shape_of(name, things)


@cache
def _shape_of(name: str, things: tuple[type[object], ...]) -> Shape[object]:
    """The table of a kind of record, of which some kinds of things are read; made once."""
    return KINDS[name].shape.only(things)


def _read(kind: str, shape: Shape[T], record: Mapping[str, object]) -> T:
    """The thing that a record of a kind holds; :class:`UnreadableRecords` tells all faults."""
    if not isinstance(record, Mapping):
        found = with_article(type(record).__name__)
        raise_if_any([KIND.finding(kind, f"{found} is no record of a {kind}")])
    subject = _subject(record, kind)
    raise_if_any(fault.finding(subject) for fault in _wrong_opening(record, kind))
    given = {name: value for name, value in record.items() if name not in _OPENING}
    return told_at_once(shape.read, given, subject)


def _wrong_opening(record: Mapping[str, object], kind: str) -> Iterator[Fault]:
    wanted = (
        ("sepadd", kind, f"should be {kind!r}"),
        ("version", VERSION, f"only {VERSION} can be read"),
    )
    for name, right, says in wanted:
        found = record.get(name)
        if type(found) is not type(right) or found != right:
            there = "missing" if found is None else shown(found)
            yield Fault(name, f"it is {there}, and {says}", KIND)


def _subject(record: Mapping[str, object], kind: str) -> str:
    """How the user knows it, where the record says."""
    names = (record.get(key) for key in _NAMES)
    name = next((name for name in names if isinstance(name, str)), "")
    return f"{kind} {name[:35]}".rstrip().replace("_", " ")


def _json(text: str | bytes, kind: str) -> Record:
    try:
        if isinstance(text, bytes):
            text = text.decode("utf-8-sig")
        record = json.loads(text, object_pairs_hook=_each_once)
    except (ValueError, RecursionError) as wrong:
        raise_if_any([KIND.finding(kind, shortened(f"it is not JSON: {wrong}"))])
    return record  # type: ignore[no-any-return]  # what it is, is looked at next


def _each_once(fields: list[tuple[str, object]]) -> Record:
    record = dict(fields)
    if len(record) != len(fields):
        ((twice, _),) = Counter(name for name, _ in fields).most_common(1)
        raise ValueError(f"field {twice[:35]!r} is there twice")
    return record
