"""What a user keeps in a database of their own: mandates, open items, drafts, proposals, runs.

Each is a record of what JSON can hold, that says what it is and in which version:
``{"sepadd": "run", "version": 1, ...}``. Amounts are text with two decimals, days and instants are
ISO's, and what is absent is left out. A record is taken in whole, or not at all: everything that is
wrong with it is told at once, each with its path.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Final, TypeVar

from sepadd.documents import Notice
from sepadd.findings import Finding
from sepadd.mandate import Mandate
from sepadd.open_item import OpenItem
from sepadd.proposal import Draft, Proposal, Selection
from sepadd.records.noting import raise_if_any, shortened
from sepadd.records.stored.draft_record import draft_of, draft_record
from sepadd.records.stored.fields import KIND, Fields, Record
from sepadd.records.stored.item_record import item_of, item_record
from sepadd.records.stored.mandate_record import mandate_of, mandate_record
from sepadd.records.stored.notice_record import notice_of, notice_record
from sepadd.records.stored.party_record import creditor_of, creditor_record
from sepadd.records.stored.proposal_record import proposal_of, proposal_record
from sepadd.records.stored.run_record import run_of, run_record
from sepadd.records.stored.selection_record import selection_of, selection_record
from sepadd.run import CollectionRun
from sepadd.values import Creditor

VERSION: Final = 1
"""The version of the records that this release writes; it reads every version up to its own."""

T = TypeVar("T")

_NAMES: Final = ("id", "reference", "number", "name", "mandate_reference")


def _opened(kind: str, record: Record) -> Record:
    return {"sepadd": kind, "version": VERSION, **record}


def _read(record: Mapping[str, object], kind: str, read: Callable[[Fields], T]) -> T:
    findings: list[Finding] = []
    if not isinstance(record, Mapping):
        raise_if_any([KIND.finding(kind, f"a {type(record).__name__} is no record of a {kind}")])
    fields = Fields(record, _subject(record, kind), findings)
    found, version = fields.may("sepadd", str, ""), fields.count_if_any("version")
    if found != kind:
        fields.note(f"it is {shortened(repr(found))}, and should be {kind!r}", "sepadd", KIND)
    if version != VERSION:
        fields.note(f"it is {version}, and only {VERSION} can be read", "version", KIND)
    raise_if_any(findings)
    made = read(fields)
    raise_if_any(findings)
    return made


def _subject(record: Mapping[str, object], kind: str) -> str:
    """How the user knows it, where the record says."""
    names = (record.get(key) for key in _NAMES)
    name = next((name for name in names if isinstance(name, str)), "")
    return f"{kind} {name[:35]}".rstrip().replace("_", " ")


def mandate_to_record(mandate: Mandate) -> Record:
    """A mandate, with all that was presented under it, as a record."""
    return _opened("mandate", mandate_record(mandate))


def mandate_from_record(record: Mapping[str, object]) -> Mandate:
    """The mandate that a record holds; :class:`UnreadableRecords` tells all that is wrong with it.

    >>> from sepadd.testing import MANDATE
    >>> mandate_from_record(mandate_to_record(MANDATE)) == MANDATE
    True
    """
    return _read(record, "mandate", mandate_of)


def item_to_record(item: OpenItem) -> Record:
    """An invoice or a credit note as a record."""
    return _opened("open_item", item_record(item))


def item_from_record(record: Mapping[str, object]) -> OpenItem:
    """The open item that a record holds; :class:`UnreadableRecords` tells all that is wrong."""
    return _read(record, "open_item", item_of)


def creditor_to_record(creditor: Creditor) -> Record:
    """A creditor, as far as it is filled in, as a record."""
    return _opened("creditor", creditor_record(creditor))


def creditor_from_record(record: Mapping[str, object]) -> Creditor:
    """The creditor that a record holds; :class:`UnreadableRecords` tells all that is wrong."""
    return _read(record, "creditor", creditor_of)


def notice_to_record(notice: Notice) -> Record:
    """What a debtor was told, and when, as a record."""
    return _opened("notice", notice_record(notice))


def notice_from_record(record: Mapping[str, object]) -> Notice:
    """The notice that a record holds; :class:`UnreadableRecords` tells all that is wrong."""
    return _read(record, "notice", notice_of)


def draft_to_record(draft: Draft) -> Record:
    """A draft, with its selection, the user's own limits and every change by hand, as a record.

    Raises :class:`InvalidValue` for a discount that is no
    :class:`~sepadd.open_item.DirectDebitDiscount`.
    """
    return _opened("draft", draft_record(draft))


def draft_from_record(record: Mapping[str, object]) -> Draft:
    """The draft that a record holds; :class:`UnreadableRecords` tells all that is wrong.

    >>> from datetime import date
    >>> from sepadd import RunId
    >>> monthly = Selection(name="monthly", categories=frozenset({"subscription"}))
    >>> draft = Draft(id=RunId("2026-12"), due_on=date(2026, 12, 1), selection=monthly)
    >>> draft_from_record(draft_to_record(draft)) == draft
    True
    """
    return _read(record, "draft", draft_of)


def selection_to_record(selection: Selection) -> Record:
    """A selection, under its name, as a record."""
    return _opened("selection", selection_record(selection))


def selection_from_record(record: Mapping[str, object]) -> Selection:
    """The selection that a record holds; :class:`UnreadableRecords` tells all that is wrong."""
    return _read(record, "selection", selection_of)


def proposal_to_record(proposal: Proposal) -> Record:
    """A proposal, with every line and what was found of it, as a record."""
    return _opened("proposal", proposal_record(proposal))


def proposal_from_record(record: Mapping[str, object]) -> Proposal:
    """The proposal that a record holds; :class:`UnreadableRecords` tells all that is wrong."""
    return _read(record, "proposal", proposal_of)


def run_to_record(run: CollectionRun) -> Record:
    """A run, with everything as it stood and all that the bank has said since, as a record.

    An instant is kept with its offset from UTC, and not with the name of its time zone.

    >>> from sepadd.testing import a_run
    >>> record = run_to_record(a_run())
    >>> record["sepadd"], record["version"], record["id"]
    ('run', 1, '2026-12')
    """
    return _opened("run", run_record(run))


def run_from_record(record: Mapping[str, object]) -> CollectionRun:
    """The run that a record holds; it gives the same files as the run that was kept.

    Raises :class:`UnreadableRecords` with all that is wrong, each with its path.

    >>> from sepadd.testing import a_run
    >>> run_from_record(run_to_record(a_run()) | {"history": [], "foo": 1})
    Traceback (most recent call last):
    sepadd.findings.UnreadableRecords: [REC-03] run 2026-12: history: it has to begin with ...
    [REC-02] run 2026-12: field 'foo' is unknown; there are sepadd, version, id, history, ...
    """
    return _read(record, "run", run_of)


def dumps_run(run: CollectionRun) -> str:
    """A run as JSON text, on one line; the same run always gives the same text."""
    return json.dumps(run_to_record(run), ensure_ascii=False)


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
