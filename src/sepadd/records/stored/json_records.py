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
from types import MappingProxyType
from typing import Any, Final, NamedTuple, TypeVar

from sepadd.documents import Notice
from sepadd.mandate import Mandate
from sepadd.open_item import OpenItem
from sepadd.proposal import Draft, Proposal, Selection
from sepadd.records.noting import raise_if_any, shortened
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
from sepadd.values import Creditor

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
    }
)
"""All that is kept, as ``sepadd`` in each record names it."""

_KIND_OF: Final[Mapping[type[object], str]] = MappingProxyType(
    {thing: name for name, kind in KINDS.items() for thing in kind.shape.things}
)
_OPENING: Final = ("sepadd", "version")
_NAMES: Final = ("id", "reference", "number", "name", "mandate_reference")

T = TypeVar("T")


def _written(thing: object) -> Record:
    """A thing as a record that says what it is, and in which version."""
    kind = _KIND_OF[type(thing)]
    return {"sepadd": kind, "version": VERSION, **KINDS[kind].shape.write(thing)}


def _read(kind: str, shape: Shape[T], record: Mapping[str, object]) -> T:
    """The thing that a record of a kind holds; :class:`UnreadableRecords` tells all faults."""
    if not isinstance(record, Mapping):
        raise_if_any([KIND.finding(kind, f"a {type(record).__name__} is no record of a {kind}")])
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


def mandate_to_record(mandate: Mandate) -> Record:
    """A mandate, with all that was presented under it, as a record."""
    return _written(mandate)


def mandate_from_record(record: Mapping[str, object]) -> Mandate:
    """The mandate that a record holds; :class:`UnreadableRecords` tells all that is wrong with it.

    >>> from sepadd.testing import MANDATE
    >>> mandate_from_record(mandate_to_record(MANDATE)) == MANDATE
    True
    """
    return _read("mandate", MANDATE, record)


def item_to_record(item: OpenItem) -> Record:
    """An invoice or a credit note as a record."""
    return _written(item)


def item_from_record(record: Mapping[str, object]) -> OpenItem:
    """The open item that a record holds; :class:`UnreadableRecords` tells all that is wrong."""
    return _read("open_item", ITEM, record)


def creditor_to_record(creditor: Creditor) -> Record:
    """A creditor, as far as it is filled in, as a record."""
    return _written(creditor)


def creditor_from_record(record: Mapping[str, object]) -> Creditor:
    """The creditor that a record holds; :class:`UnreadableRecords` tells all that is wrong."""
    return _read("creditor", CREDITOR, record)


def notice_to_record(notice: Notice) -> Record:
    """What a debtor was told, and when, as a record."""
    return _written(notice)


def notice_from_record(record: Mapping[str, object]) -> Notice:
    """The notice that a record holds; :class:`UnreadableRecords` tells all that is wrong."""
    return _read("notice", NOTICE, record)


def draft_to_record(draft: Draft) -> Record:
    """A draft, with its selection, the user's own limits and every change by hand, as a record.

    Raises :class:`InvalidValue` for a discount that is no
    :class:`~sepadd.open_item.DirectDebitDiscount`.
    """
    return _written(draft)


def draft_from_record(record: Mapping[str, object]) -> Draft:
    """The draft that a record holds; :class:`UnreadableRecords` tells all that is wrong.

    >>> from datetime import date
    >>> from sepadd import RunId
    >>> monthly = Selection(name="monthly", categories=frozenset({"subscription"}))
    >>> draft = Draft(id=RunId("2026-12"), due_on=date(2026, 12, 1), selection=monthly)
    >>> draft_from_record(draft_to_record(draft)) == draft
    True
    """
    return _read("draft", DRAFT, record)


def selection_to_record(selection: Selection) -> Record:
    """A selection, under its name, as a record."""
    return _written(selection)


def selection_from_record(record: Mapping[str, object]) -> Selection:
    """The selection that a record holds; :class:`UnreadableRecords` tells all that is wrong."""
    return _read("selection", SELECTION, record)


def proposal_to_record(proposal: Proposal) -> Record:
    """A proposal, with every line and what was found of it, as a record."""
    return _written(proposal)


def proposal_from_record(record: Mapping[str, object]) -> Proposal:
    """The proposal that a record holds; :class:`UnreadableRecords` tells all that is wrong."""
    return _read("proposal", PROPOSAL, record)


def run_to_record(run: CollectionRun) -> Record:
    """A run, with everything as it stood and all that the bank has said since, as a record.

    An instant is kept with its offset from UTC, and not with the name of its time zone.

    >>> from sepadd.testing import a_run
    >>> record = run_to_record(a_run())
    >>> record["sepadd"], record["version"], record["id"]
    ('run', 1, '2026-12')
    """
    return _written(run)


def run_from_record(record: Mapping[str, object]) -> CollectionRun:
    """The run that a record holds; it gives the same files as the run that was kept.

    Raises :class:`UnreadableRecords` with all that is wrong, each with its path.

    >>> from sepadd.testing import a_run
    >>> run_from_record(run_to_record(a_run()) | {"history": [], "foo": 1})
    Traceback (most recent call last):
    sepadd.findings.UnreadableRecords: [REC-03] run 2026-12: history: it has to begin with ...
    [REC-02] run 2026-12: field 'foo' is unknown; there are id, history, creditor, ...
    """
    return _read("run", RUN, record)


def dumps_run(run: CollectionRun) -> str:
    """A run as JSON text, on one line; the same run always gives the same text."""
    return json.dumps(run_to_record(run), ensure_ascii=False, check_circular=False)


def loads_run(text: str | bytes) -> CollectionRun:
    """The run that JSON text holds, which is UTF-8 if it is given as bytes.

    Raises :class:`UnreadableRecords` with all that is wrong, also where it is not JSON at all.

    >>> from sepadd.testing import a_run
    >>> loads_run(dumps_run(a_run())) == a_run()
    True
    """
    return run_from_record(_json(text, "run"))


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
