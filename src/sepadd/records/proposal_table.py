"""A proposal as a table, to be looked at in a spreadsheet before anything is decided."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from sepadd.findings import Finding
from sepadd.proposal import Proposal, ProposalLine
from sepadd.records.sheet import table
from sepadd.records.written import DecimalMark, in_table

PROPOSAL_COLUMNS: Final = (
    *("number", "kind", "debtor_id", "name", "mandate", "amount", "status", "warnings"),
    "collection",
)
"""The columns of a proposal's table."""


def write_proposal(proposal: Proposal, *, decimal: DecimalMark = DecimalMark.POINT) -> str:
    """A table of what would be collected: a row for each open item, in the order of the proposal.

    ``status`` is ``OK``, or every reason why not with the id of its rule; ``warnings`` what is to
    be known besides; ``collection`` the EndToEndId of the collection that settles the item. It is
    for reading, and not taken in again. With decimal commas the cells are separated by semicolons.
    """
    lines = (_proposal_row(line, decimal) for line in proposal.lines)
    return table(PROPOSAL_COLUMNS, lines, decimal)


def _proposal_row(line: ProposalLine, decimal: DecimalMark) -> tuple[object, ...]:
    item, mandate = line.item, line.mandate
    return (
        item.number,
        item.kind,
        item.debtor_id,
        mandate.debtor.name if mandate else None,
        mandate.reference if mandate else item.mandate,
        in_table(item.amount, decimal),
        "OK" if line.ok else _reasons(line.reasons.errors),
        _reasons(line.reasons.warnings),
        line.end_to_end_id,
    )


def _reasons(findings: Iterable[Finding]) -> str:
    return "; ".join(f"[{finding.rule}] {finding.detail}" for finding in findings)
