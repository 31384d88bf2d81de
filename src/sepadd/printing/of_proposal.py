"""The list that a bookkeeper checks before anything is collected: a dry run, on paper.

Every open item stands on it, with when it will be collected or all the reasons why it will not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Final

from sepadd.findings import Finding
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
from sepadd.proposal import (
    Added,
    AmountChanged,
    Cleared,
    Edit,
    Excluded,
    Included,
    Proposal,
    ProposalLine,
    Widened,
)
from sepadd.reports import (
    Totals,
    by_date,
    by_debtor,
    by_reason,
    by_scheme,
    open_balance,
    to_refund,
    totals,
)
from sepadd.values import ZERO, EndToEndId, Euro

_Column = PrintedColumn
_NUMBERS: Final = True


class ListOrder(StrEnum):
    """In which order the open items of a proposal are listed."""

    AS_PROPOSED = "as proposed"
    """As they were given."""
    BY_NAME = "by name"
    """By the name of who pays, whatever its capitals; those without a mandate at the end."""


def listed(
    proposal: Proposal, order: ListOrder = ListOrder.AS_PROPOSED
) -> tuple[ProposalLine, ...]:
    """The lines of a proposal in an order for reading; none is left away."""
    if order is ListOrder.AS_PROPOSED:
        return proposal.lines
    return tuple(sorted(proposal.lines, key=_by_name))


def collected_on(proposal: Proposal) -> Mapping[EndToEndId, date]:
    """The due date of each collection of a proposal."""
    return {collection.end_to_end_id: collection.due_on for collection in proposal.collections}


def proposal_printout(proposal: Proposal, *, order: ListOrder = ListOrder.AS_PROPOSED) -> Printout:
    """A proposal as it is printed: every open item, the totals, what was found and was changed.

    ``open`` is what is open of an item in the books, ``kept back`` what of that is not collected
    now, ``to collect`` the remainder. Credit notes stand below zero. A discount is told apart:
    it is for a whole collection.
    """
    tables = (
        _lines(proposal, order),
        reasons_table(proposal),
        totals_table("By debtor", "debtor", by_debtor(proposal).items(), _names(proposal)),
        totals_table("By scheme", "scheme", by_scheme(proposal).items()),
        totals_table("By due date", "due on", by_date(proposal).items()),
        _whole(proposal.whole),
        edits_table(proposal.edits),
    )
    return printout(f"Proposal {proposal.id}", proposal_facts(proposal), tables)


def proposal_facts(proposal: Proposal) -> tuple[PrintedFact, ...]:
    """What holds for a proposal as a whole: whose, for when, and what it comes to."""
    come_to, refund = totals(proposal), to_refund(proposal)
    return printed_facts(
        ("creditor", proposal.creditor.name),
        ("to collect on", proposal.due_on),
        ("at the bank by", proposal.send_by),
        ("earliest due date", proposal.earliest_due_on),
        ("to collect", counted_total(come_to.collected, "collection")),
        ("discount", come_to.discount if come_to.discount != ZERO else None),
        ("kept back", come_to.kept_back if come_to.kept_back != ZERO else None),
        ("not collected", counted_total(come_to.left_out, "item")),
        ("to refund", counted_total(refund, "credit note") if refund.count else None),
        ("open in all", come_to.open),
    )


def _lines(proposal: Proposal, order: ListOrder) -> PrintedTable:
    lines = listed(proposal, order)
    due_on = collected_on(proposal)
    open_in_all = Euro.total(map(open_balance, lines))
    collected = Euro.total(line.amount for line in lines if line.ok)
    return printed_table(
        "Open items",
        (
            *map(_Column, ("item", "dated", "due on", "debtor", "payer", "account", "mandate")),
            *map(_Column, ("scheme", "method")),
            *(_Column("open", _NUMBERS), _Column("kept back", _NUMBERS)),
            *(_Column("to collect", _NUMBERS), _Column("remark")),
        ),
        (_line(line, due_on) for line in lines),
        ("total", *(None,) * 8, open_in_all, open_in_all - collected, collected, None),
    )


def _line(line: ProposalLine, due_on: Mapping[EndToEndId, date]) -> tuple[object, ...]:
    item, mandate, open_of_it = line.item, line.mandate, open_balance(line)
    return (
        item.label,
        item.issued_on,
        item.due_on,
        item.debtor_id,
        payer(line),
        mandate.debtor.iban if mandate else None,
        mandate.reference if mandate else item.mandate,
        mandate.scheme if mandate else None,
        item.payment_method,
        open_of_it,
        open_of_it - line.amount if line.ok else open_of_it,
        line.amount if line.ok else ZERO,
        remark(line, due_on),
    )


def payer(line: ProposalLine) -> str | None:
    """Who pays an item, by the mandate: with the number, if that is not who owes it."""
    if line.mandate is None:
        return None
    debtor = line.mandate.debtor
    number = "" if debtor.id == line.item.debtor_id else f"{debtor.id} "
    holder = "" if debtor.name_in_file == debtor.name else f" (account of {debtor.account_holder})"
    return f"{number}{debtor.name}{holder}"


def remark(line: ProposalLine, due_on: Mapping[EndToEndId, date]) -> str:
    """When it will be collected, or why not; then what is to be known besides."""
    name = line.end_to_end_id
    reasons = map(_reason, line.reasons.errors)
    said = reasons if name is None else (_taken(name, due_on.get(name)),)
    return "; ".join((*said, *(f"note {_reason(each)}" for each in line.reasons.warnings)))


def _taken(name: EndToEndId, due_on: date | None) -> str:
    return f"OK, as {name}" if due_on is None else f"OK, on {due_on} as {name}"


def _reason(finding: Finding) -> str:
    return f"[{finding.rule}] {finding.detail}"


def reasons_table(proposal: Proposal) -> PrintedTable:
    """For each rule that keeps items back: how many, what is open of them, and an example."""
    example: dict[str, str] = {}
    for line in proposal.left_out:
        for reason in line.reasons.errors:
            example.setdefault(reason.rule, f"{line.item.label}: {reason.detail}")
    return printed_table(
        "Why not collected",
        (
            *(_Column("reason"), _Column("items", _NUMBERS), _Column("open", _NUMBERS)),
            _Column("for example"),
        ),
        (
            (rule, total.count, total.amount, example[rule])
            for rule, total in by_reason(proposal).items()
        ),
    )


def totals_table(
    heading: str,
    name: str,
    found: Iterable[tuple[object, Totals]],
    names: Mapping[str, str] | None = None,
) -> PrintedTable:
    """Totals of one kind, a row each; an unknown key is told as none."""
    return printed_table(
        heading,
        (
            *(_Column(name), _Column("name"), _Column("collections", _NUMBERS)),
            *(_Column("to collect", _NUMBERS), _Column("discount", _NUMBERS)),
            *(_Column("kept back", _NUMBERS), _Column("items left out", _NUMBERS)),
            _Column("open of them", _NUMBERS),
        ),
        (_totals(key, (names or {}).get(str(key)), each) for key, each in found),
    )


def _totals(key: object, name: str | None, each: Totals) -> tuple[object, ...]:
    return (
        "none" if key is None else key,
        name,
        each.collected.count,
        each.collected.amount,
        each.discount if each.discount != ZERO else None,
        each.kept_back if each.kept_back != ZERO else None,
        each.left_out.count,
        each.left_out.amount,
    )


def _names(proposal: Proposal) -> Mapping[str, str]:
    debtors = (line.mandate.debtor for line in proposal.lines if line.mandate)
    return {debtor.id: debtor.name for debtor in debtors}


def _whole(findings: Iterable[Finding]) -> PrintedTable:
    return printed_table(
        "About the whole",
        map(_Column, ("rule", "severity", "about", "what")),
        ((each.rule, each.severity, each.subject, each.detail) for each in findings),
    )


def edits_table(edits: Iterable[Edit]) -> PrintedTable:
    """What was changed by hand: when, by whom, what and why; in the order in which it was."""
    return printed_table(
        "Changed by hand",
        map(_Column, ("at", "by", "what", "why")),
        ((edit.at.isoformat(" ", "seconds"), edit.by, _change(edit), edit.why) for edit in edits),
    )


def _change(edit: Edit) -> str:
    match edit:
        case Excluded():
            return f"{edit.item} taken out"
        case Included():
            return f"{edit.item} taken in"
        case AmountChanged():
            return f"{edit.amount} of {edit.item}"
        case Added():
            return f"{edit.item.label} of {edit.item.amount} added"
        case Widened():
            return f"another selection {edit.selection.name}".rstrip()
        case Cleared():
            return "everything taken out"


def _by_name(line: ProposalLine) -> tuple[bool, str, str]:
    name = line.mandate.debtor.name if line.mandate else ""
    return (line.mandate is None, name.casefold(), line.item.debtor_id)
