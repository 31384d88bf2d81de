"""Anything as flat rows of plain values: for a data frame, a spreadsheet, a template.

A row is a mapping from the name of a column to a text, a number, a day or nothing. Amounts are
exact ``Decimal`` euros with two decimals, never floats. All rows of one kind have the same columns;
of proposals, mandates, open items and entries they are those of the CSV tables.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from sepadd.collection import BankFact, Collection, FactSource, Reason, Reported, RTransaction
from sepadd.findings import Finding, InvalidValue
from sepadd.journal import Entry
from sepadd.mandate import Mandate
from sepadd.open_item import CreditNote, Invoice, OpenItem
from sepadd.printing import collected_on
from sepadd.proposal import Proposal
from sepadd.records.stored import finding_record
from sepadd.records.tables.headings import MANDATE_COLUMNS, OPEN_ITEM_COLUMNS
from sepadd.records.tables.item_table import item_cells
from sepadd.records.tables.journal_table import JOURNAL_COLUMNS, journal_cells
from sepadd.records.tables.mandate_table import cells as mandate_cells
from sepadd.records.tables.proposal_table import PROPOSAL_COLUMNS, proposal_cells
from sepadd.reports import ExpectedReceipt, MonthOfCollections
from sepadd.run import CollectionRun, RunSet
from sepadd.values import Debtor, Euro, RunId

Plain = str | int | Decimal | date | None
"""What stands in a row."""

Row = dict[str, Plain]
"""One row, its columns in their order."""

Rowed = (
    Proposal
    | CollectionRun
    | RunSet
    | Collection
    | Mandate
    | Debtor
    | Invoice
    | CreditNote
    | Entry
    | Finding
    | BankFact
    | Reported
    | ExpectedReceipt
    | MonthOfCollections
)
"""Whatever has rows."""

_OF_A_COLLECTION: Final[Mapping[str, Callable[[Collection], object]]] = MappingProxyType(
    {
        "collection": lambda collection: collection.end_to_end_id,
        "debtor_id": lambda collection: collection.mandate.debtor.id,
        "name": lambda collection: collection.mandate.debtor.name,
        "iban": lambda collection: collection.mandate.debtor.iban,
        "mandate": lambda collection: collection.mandate.reference,
        "scheme": lambda collection: collection.mandate.scheme,
        "sequence_type": lambda collection: collection.sequence_type,
        "amount": lambda collection: collection.amount,
        "discount": lambda collection: collection.discount,
        "due_on": lambda collection: collection.due_on,
        "attempt": lambda collection: collection.attempt,
        "remittance": lambda collection: collection.remittance,
        "status": lambda collection: collection.status,
    }
)
"""What a collection says in each column; what follows them is of its failure."""

COLLECTION_COLUMNS: Final = ("run", *_OF_A_COLLECTION, "reason", "meaning", "failed_on")
"""The columns of a run's collections."""

FACT_COLUMNS: Final = (
    *("collection", "fact", "on", "booked_on", "reason", "meaning", "text"),
    *("charges", "compensation", "entry", "message", "message_id"),
)
"""The columns of what the bank told of a collection."""

REPORTED_COLUMNS: Final = (
    *("level", "fact", "on", "status", "file", "batch", "collection", "mandate", "amount", "moved"),
    *("charges", "compensation", "booked_on", "account", "entry", "collections"),
    *("reason", "meaning", "text", "message", "message_id", "place"),
)
"""The columns of what a bank's message reports, before it is recorded."""

DEBTOR_COLUMNS: Final = ("id", "name", "account_holder", "iban", "bic", "kind")
"""The columns of debtors."""

RECEIPT_COLUMNS: Final = ("on", "account", "collections", "amount")
"""The columns of expected receipts."""

MONTH_COLUMNS: Final = ("month", "presented", "amount", "reason", "failed", "failed_amount")
"""The columns of months of collections: a row for each reason, or one without where none failed."""


def rows(things: Rowed | Iterable[Rowed]) -> list[Row]:
    """The rows of one thing or of many of a kind, in their order: ``pandas.DataFrame(rows(run))``.

    A proposal has a row for each open item, a run and a set one for each collection, an entry one
    for each line, a month of collections one for each reason; anything else has one. Raises
    :class:`InvalidValue` for things of different kinds, and for what has no rows.

    >>> from sepadd.testing import a_run
    >>> (row,) = rows(a_run())
    >>> row["collection"], row["amount"], row["due_on"], row["status"]
    ('2026-12-1', Decimal('30.00'), datetime.date(2026, 12, 1), 'pending')
    """
    found: list[Row] = []
    first: type[object] | None = None
    for thing in _each(things):
        kind = _kind(thing)
        first = first or kind
        if _ROWS[kind] is not _ROWS[first]:
            raise InvalidValue(
                f"rows of {kind.__name__} beside those of {first.__name__}: "
                "give things of one kind at a time, since each has columns of its own"
            )
        found += _ROWS[kind](thing)
    return found


def _each(things: object) -> Iterator[object]:
    if any(isinstance(things, kind) for kind in _ROWS):
        yield things
    elif isinstance(things, Iterable):
        yield from things
    else:
        raise InvalidValue(f"{things!r} has no rows: {_WHAT_HAS_SOME}")


def _kind(thing: object) -> type[object]:
    for kind in type(thing).__mro__:
        if kind in _ROWS:
            return kind
    raise InvalidValue(f"{thing!r} has no rows: {_WHAT_HAS_SOME}")


def _row(columns: Iterable[str], cells: Iterable[object]) -> Row:
    return dict(zip(columns, map(_plain, cells), strict=True))


def _plain(cell: object) -> Plain:
    if cell is None or isinstance(cell, int | date):
        return cell
    return cell.amount if isinstance(cell, Euro) else str(cell)


def _of_proposal(proposal: Proposal) -> Iterator[Row]:
    due_on = collected_on(proposal)
    return (_row(PROPOSAL_COLUMNS, proposal_cells(line, due_on)) for line in proposal.lines)


def _of_run(run: CollectionRun) -> Iterator[Row]:
    return (_of_collection(collection, run.id) for collection in run.collections)


def _of_set(run_set: RunSet) -> Iterator[Row]:
    return (row for run in run_set.runs for row in _of_run(run))


def _of_collections(collection: Collection) -> Iterator[Row]:
    yield _of_collection(collection)


def _of_collection(collection: Collection, run: RunId | None = None) -> Row:
    failure = collection.failure
    why = (None, None, None) if failure is None else (*_why(failure.reason)[:2], failure.on)
    cells = (run, *(cell(collection) for cell in _OF_A_COLLECTION.values()), *why)
    return _row(COLLECTION_COLUMNS, cells)


def _why(reason: Reason | None) -> tuple[str | None, str | None, str | None]:
    return (None, None, None) if reason is None else (reason.code, reason.meaning, reason.text)


def _of_mandate(mandate: Mandate) -> Iterator[Row]:
    yield _row(MANDATE_COLUMNS.names, mandate_cells(mandate))


def _of_item(item: OpenItem) -> Iterator[Row]:
    yield _row(OPEN_ITEM_COLUMNS.names, item_cells(item))


def _of_finding(finding: Finding) -> Iterator[Row]:
    yield dict(finding_record(finding))


def _of_entry(entry: Entry) -> Iterator[Row]:
    return (_row(JOURNAL_COLUMNS, cells) for cells in journal_cells(entry))


def _of_fact(fact: BankFact) -> Iterator[Row]:
    why = _why(fact.reason if isinstance(fact, RTransaction) else None)
    cells = (
        *(fact.end_to_end_id, _name(type(fact)), fact.on, fact.booked_on, *why),
        *(fact.charges, fact.compensation, fact.entry, *_source(fact.said)),
    )
    yield _row(FACT_COLUMNS, cells)


def _of_reported(told: Reported) -> Iterator[Row]:
    cells = (
        *(told.level, None if told.fact is None else _name(told.fact), told.on, told.status),
        *(told.message_id, told.batch_id, told.end_to_end_id, told.mandate),
        *(told.amount, told.moved, told.charges, told.compensation),
        *(told.booked_on, told.account, told.entry, told.collections),
        *(*_why(told.reason), *_source(told.said), told.place),
    )
    yield _row(REPORTED_COLUMNS, cells)


def _name(fact: type[BankFact]) -> str:
    return fact.__name__.lower()


def _source(said: FactSource) -> tuple[str, str]:
    return said.message, said.message_id


def _of_debtor(debtor: Debtor) -> Iterator[Row]:
    holder = debtor.account_holder
    cells = (debtor.id, debtor.name, holder, debtor.iban, debtor.bic, debtor.kind)
    yield _row(DEBTOR_COLUMNS, cells)


def _of_receipt(receipt: ExpectedReceipt) -> Iterator[Row]:
    total = receipt.total
    yield _row(RECEIPT_COLUMNS, (receipt.on, receipt.account, total.count, total.amount))


def _of_month(month: MonthOfCollections) -> Iterator[Row]:
    of_all = (month.month, month.presented.count, month.presented.amount)
    for code, failed in month.failed.items():
        yield _row(MONTH_COLUMNS, (*of_all, code, failed.count, failed.amount))
    if not month.failed:
        yield _row(MONTH_COLUMNS, (*of_all, None, 0, Euro(cents=0)))


_ROWS: Final[Mapping[type[object], Callable[..., Iterable[Row]]]] = MappingProxyType(
    {
        Proposal: _of_proposal,
        CollectionRun: _of_run,
        RunSet: _of_set,
        Collection: _of_collections,
        Mandate: _of_mandate,
        Debtor: _of_debtor,
        Invoice: _of_item,
        CreditNote: _of_item,
        Entry: _of_entry,
        Finding: _of_finding,
        BankFact: _of_fact,
        Reported: _of_reported,
        ExpectedReceipt: _of_receipt,
        MonthOfCollections: _of_month,
    }
)

_WHAT_HAS_SOME: Final = (
    "give a proposal, runs, mandates, open items, debtors, entries, findings, facts, or what "
    "expected_receipts or failure_rates gives"
)
