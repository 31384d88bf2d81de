"""The full specification as it is printed, for a debtor who asks what an amount was for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sepadd.findings import InvalidValue
from sepadd.printing.printout import (
    PrintedColumn,
    PrintedTable,
    Printout,
    counted_total,
    printed_facts,
    printed_table,
)
from sepadd.proposal import Proposal
from sepadd.reports import DebtorSpecification, Specification, SpecifiedItem, Total, specifications
from sepadd.run import CollectionRun
from sepadd.values import ZERO

_COLUMNS: Final = (
    *map(PrintedColumn, ("collection", "item", "of debtor", "dated", "due on", "description")),
    *(PrintedColumn("on the statement"), PrintedColumn("amount", numbers=True)),
)


def specification_printout(of: Proposal | CollectionRun, debtor_id: str | None = None) -> Printout:
    """What makes up each amount of a proposal or a run: a table for each debtor who pays.

    With a debtor's number, of that one alone; raises :class:`InvalidValue` where nothing is
    collected from it.
    """
    found = [each for each in specifications(of) if debtor_id in {None, each.debtor_id}]
    if debtor_id is not None and not found:
        raise InvalidValue(
            f"debtor {debtor_id!r} in {of.label}: nothing is collected from it; "
            "give the number of a debtor who pays"
        )
    total = Total.of(part.amount for each in found for part in each.collections)
    return Printout(
        title=f"Specification of {of.label}",
        facts=printed_facts(
            ("creditor", of.creditor.name), ("collected", counted_total(total, "collection"))
        ),
        tables=tuple(map(_table, found)),
    )


def _table(debtor: DebtorSpecification) -> PrintedTable:
    several = len(debtor.collections) > 1
    return printed_table(
        f"Debtor {debtor.debtor_id}, {debtor.name}",
        _COLUMNS,
        (row for part in debtor.collections for row in _rows(part)),
        ("all collections", *(None,) * 6, debtor.amount) if several else None,
    )


def _rows(part: Specification) -> Iterator[tuple[object, ...]]:
    for item in part.items:
        yield _item(part, item)
    if part.discount != ZERO:
        yield (part.end_to_end_id, "discount", *(None,) * 5, -part.discount)
    taken = f"collected on {part.due_on}"
    again = "" if part.attempt == 1 else f", attempt {part.attempt}"
    under = f"{part.scheme} mandate {part.mandate}, account {part.account}"
    yield (part.end_to_end_id, taken + again, None, None, None, under, part.remittance, part.amount)


def _item(part: Specification, item: SpecifiedItem) -> tuple[object, ...]:
    return (
        part.end_to_end_id,
        item.key,
        None if item.debtor_id == part.debtor.id else item.debtor_id,
        item.issued_on,
        item.due_on,
        item.description,
        "named" if item.named else "not named",
        item.amount,
    )
