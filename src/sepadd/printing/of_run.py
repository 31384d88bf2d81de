"""A run as it is printed, also years later: what was asked, what the bank said, what was done."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from sepadd.collection import Collection, RTransaction, reason
from sepadd.printing.of_proposal import edits_table
from sepadd.printing.printout import (
    PrintedColumn,
    PrintedFact,
    PrintedTable,
    Printout,
    counted_total,
    printed_facts,
    printed_table,
    printout,
)
from sepadd.reports import by_failure, by_status, totals
from sepadd.run import CollectionRun

_Column = PrintedColumn
_NUMBERS: Final = True


def run_printout(run: CollectionRun) -> Printout:
    """The overview of a run: its files and batches, where each collection stands, every step.

    It follows from the run alone, so that a run that was kept is printed again as it was.
    """
    tables = (
        _batches(run),
        statuses_table(run),
        failures_table(run),
        collections_table(run.collections),
        _history(run),
        edits_table(run.edits),
    )
    return printout(f"Run {run.id}", run_facts(run), tables)


def run_facts(run: CollectionRun) -> tuple[PrintedFact, ...]:
    """What holds for a run as a whole: whose, where it stands, and what it comes to."""
    whole = totals(run)
    return printed_facts(
        ("creditor", run.creditor.name),
        ("stands", run.standing),
        ("version", run.version),
        ("due on", ", ".join(str(day) for day in sorted({c.due_on for c in run.collections}))),
        ("asked for", counted_total(whole.collected, "collection")),
        ("discount", whole.discount if whole.discount.cents else None),
    )


def _batches(run: CollectionRun) -> PrintedTable:
    return printed_table(
        "Batches",
        (
            *map(_Column, ("file", "batch", "scheme", "sequence", "account", "due on")),
            *(_Column("collections", _NUMBERS), _Column("total", _NUMBERS)),
        ),
        (
            (
                *(file.id, batch.id, batch.scheme, batch.sequence_type, batch.account.iban),
                *(batch.due_on, len(batch.collections), batch.total),
            )
            for file in run.files()
            for batch in file.batches
        ),
        ("total", *(None,) * 5, len(run.collections), run.total),
    )


def statuses_table(run: CollectionRun) -> PrintedTable:
    """How many collections of a run stand where with the bank."""
    return printed_table(
        "Where the collections stand",
        (_Column("status"), _Column("collections", _NUMBERS), _Column("amount", _NUMBERS)),
        ((status, each.count, each.amount) for status, each in by_status(run).items()),
    )


def failures_table(run: CollectionRun) -> PrintedTable:
    """For each reason, how many collections of a run failed for it."""
    return printed_table(
        "Why collections failed",
        (
            *(_Column("reason"), _Column("meaning"), _Column("collections", _NUMBERS)),
            _Column("amount", _NUMBERS),
        ),
        (
            (code or "none", reason(code).meaning, each.count, each.amount)
            for code, each in by_failure(run).items()
        ),
    )


def collections_table(collections: Iterable[Collection]) -> PrintedTable:
    """Collections, a row each: who pays how much, when, and where it stands."""
    return printed_table(
        "Collections",
        (
            *map(_Column, ("collection", "debtor", "name", "account", "mandate", "due on")),
            *(_Column("amount", _NUMBERS), _Column("status"), _Column("reason")),
        ),
        map(_collection, collections),
    )


def _collection(collection: Collection) -> tuple[object, ...]:
    mandate, failure = collection.mandate, collection.failure
    return (
        *(collection.end_to_end_id, mandate.debtor.id, mandate.debtor.name, mandate.debtor.iban),
        *(mandate.reference, collection.due_on, collection.amount, collection.status),
        None if failure is None else _why(failure),
    )


def _why(failure: RTransaction) -> str:
    told = f"{failure.reason.code} {failure.reason.meaning}".lstrip()
    return f"{told}, on {failure.on}"


def _history(run: CollectionRun) -> PrintedTable:
    return printed_table(
        "What was done",
        map(_Column, ("step", "at", "by", "note")),
        (
            (done.step, done.at.isoformat(" ", "seconds"), done.by, done.note)
            for done in run.history
        ),
    )
