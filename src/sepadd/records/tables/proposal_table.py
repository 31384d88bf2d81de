"""A proposal as a table, to be looked at in a spreadsheet before anything is decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from sepadd.findings import Finding
from sepadd.printing import ListOrder, collected_on, listed
from sepadd.proposal import Proposal, ProposalLine
from sepadd.records.tables.sheet import table
from sepadd.records.written import DecimalMark, written_cells
from sepadd.reports import open_balance
from sepadd.values import EndToEndId

PROPOSAL_COLUMNS: Final = (
    *("number", "kind", "debtor_id", "name", "mandate", "amount", "status", "warnings"),
    "collection",
    *("scheme", "account_holder", "iban", "payment_method", "open", "kept_back", "to_collect"),
    "collect_on",
)
"""The columns of a proposal's table."""


def write_proposal(
    proposal: Proposal,
    *,
    decimal: DecimalMark = DecimalMark.POINT,
    order: ListOrder = ListOrder.AS_PROPOSED,
) -> str:
    """A table of what would be collected: a row for each open item, in the ``order`` asked for.

    ``status`` is ``OK``, or every reason why not with the id of its rule; ``warnings`` what is to
    be known besides; ``collection`` the EndToEndId of the collection that settles the item.
    ``open``, ``kept_back`` and ``to_collect`` are below zero for a credit note, and the last is
    absent where nothing is collected; ``amount`` is the item's own, no discount taken off. It is
    for reading, and not taken in again. With decimal commas the cells are separated by semicolons.
    """
    due_on = collected_on(proposal)
    lines = (
        written_cells(proposal_cells(line, due_on), decimal) for line in listed(proposal, order)
    )
    return table(PROPOSAL_COLUMNS, lines, decimal)


def proposal_cells(line: ProposalLine, due_on: Mapping[EndToEndId, date]) -> tuple[object, ...]:
    """What stands in the row of a line, for each of :data:`PROPOSAL_COLUMNS` in its order.

    ``due_on`` is what :func:`~sepadd.printing.collected_on` gives of the proposal.
    """
    item, mandate, open_of_it = line.item, line.mandate, open_balance(line)
    kept_back = open_of_it - line.amount if line.ok else open_of_it
    return (
        item.number,
        item.kind,
        item.debtor_id,
        mandate.debtor.name if mandate else None,
        mandate.reference if mandate else item.mandate,
        item.amount,
        "OK" if line.ok else _reasons(line.reasons.errors),
        _reasons(line.reasons.warnings),
        line.end_to_end_id,
        mandate.scheme if mandate else None,
        mandate.debtor.name_in_file if mandate else None,
        mandate.debtor.iban if mandate else None,
        item.payment_method,
        open_of_it,
        kept_back,
        line.amount if line.ok else None,
        None if line.end_to_end_id is None else due_on.get(line.end_to_end_id),
    )


def _reasons(findings: Iterable[Finding]) -> str:
    return "; ".join(f"[{finding.rule}] {finding.detail}" for finding in findings)
