"""Proposals as records: each open item, and what was found of it."""

from __future__ import annotations

from collections.abc import Iterable

from sepadd.findings import Finding, Findings
from sepadd.proposal import Proposal, ProposalLine
from sepadd.records.stored.edit_record import edits_of, edits_record
from sepadd.records.stored.fields import Fields, Record, filled, text_of
from sepadd.records.stored.finding_records import finding_of, kept_finding_record
from sepadd.records.stored.item_record import item_of, item_record
from sepadd.records.stored.mandate_record import mandate_of, mandate_record
from sepadd.records.stored.party_record import creditor_of, creditor_record
from sepadd.records.stored.run_record import collections_of, collections_record
from sepadd.records.written import day, euros
from sepadd.values import EndToEndId, RunId


def _findings_record(findings: Iterable[Finding]) -> list[Record] | None:
    return list(map(kept_finding_record, findings)) or None


def _line_record(line: ProposalLine) -> Record:
    return filled(
        {
            "item": item_record(line.item),
            "mandate": mandate_record(line.mandate) if line.mandate else None,
            "reasons": _findings_record(line.reasons),
            "end_to_end_id": text_of(line.end_to_end_id),
            "open": text_of(line.open),
        }
    )


def _line_of(fields: Fields) -> ProposalLine:
    return fields.made(
        ProposalLine,
        item=fields.part("item", item_of),
        mandate=fields.part_if_any("mandate", mandate_of),
        reasons=Findings(fields.parts("reasons", finding_of)),
        end_to_end_id=fields.may("end_to_end_id", EndToEndId, None),
        open=fields.may("open", euros, None),
    )


def proposal_record(proposal: Proposal) -> Record:
    """A proposal as it stands, without the terms it was judged under: rules are put again."""
    return filled(
        {
            "id": proposal.id.value,
            "due_on": proposal.due_on.isoformat(),
            "earliest_due_on": text_of(proposal.earliest_due_on),
            "send_by": text_of(proposal.send_by),
            "creditor": creditor_record(proposal.creditor),
            "whole": _findings_record(proposal.whole),
            "lines": list(map(_line_record, proposal.lines)),
            **edits_record(proposal.edits),
            **collections_record(proposal.collections),
        }
    )


def proposal_of(fields: Fields) -> Proposal:
    """The proposal that a record holds."""
    return fields.made(
        Proposal,
        id=fields.must("id", RunId),
        due_on=fields.must("due_on", day),
        earliest_due_on=fields.may("earliest_due_on", day, None),
        send_by=fields.may("send_by", day, None),
        creditor=fields.part("creditor", creditor_of),
        whole=Findings(fields.parts("whole", finding_of)),
        lines=fields.parts("lines", _line_of),
        collections=collections_of(fields),
        edits=edits_of(fields),
    )
