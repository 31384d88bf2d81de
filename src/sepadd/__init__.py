"""SEPA direct debit: from open invoices to the bank's file, and from its answers to the books.

The path in its words: :func:`propose` says of every open item whether it can be collected,
:func:`prepare` decides, :func:`submit` notes that the bank has the file, :func:`record` takes in
what the bank answers. The file itself is written by :mod:`sepadd.messages.pain008`, the answers are
read by :mod:`sepadd.messages.answers`, tables and records are made by :mod:`sepadd.records`.
"""

from typing import Any, cast

from sepadd.banks import EPC, PROFILES, BankProfile, profile_named
from sepadd.collection import Collection, CollectionStatus, PurposeCode, Reason, reason
from sepadd.display import ShownInNotebooks
from sepadd.findings import (
    Finding,
    Findings,
    FindingsError,
    IllegalStep,
    InvalidValue,
    RulesViolated,
    SepaddError,
    Severity,
    UnreadableMessage,
    UnreadableRecords,
)
from sepadd.mandate import Mandate, MandateStatus, Presentation, Scheme, SequenceType
from sepadd.open_item import CreditNote, Invoice, ItemKey, OpenItem
from sepadd.proposal import Draft, Proposal, ProposalLine, Selection, propose, propose_draft
from sepadd.recording import follow_ups, mandates_after, record, record_all, still_open
from sepadd.rulebook import LEGACY_LEAD_TIMES, CreditorCard, Terms, edition_on
from sepadd.run import (
    CollectionRun,
    RunPolicy,
    RunStage,
    RunStanding,
    close,
    note,
    prepare,
    presented,
    revise,
    submit,
    withdraw,
)
from sepadd.values import (
    TARGET,
    Bic,
    BusinessCalendar,
    Creditor,
    CreditorAccount,
    CreditorIdentifier,
    CreditorReference,
    Debtor,
    DebtorKind,
    EndToEndId,
    Euro,
    Iban,
    MandateReference,
    MessageId,
    Party,
    PostalAddress,
    RunId,
    StructuredCommunication,
    national,
)

__all__ = [
    "EPC",
    "LEGACY_LEAD_TIMES",
    "PROFILES",
    "TARGET",
    "BankProfile",
    "Bic",
    "BusinessCalendar",
    "Collection",
    "CollectionRun",
    "CollectionStatus",
    "CreditNote",
    "Creditor",
    "CreditorAccount",
    "CreditorCard",
    "CreditorIdentifier",
    "CreditorReference",
    "Debtor",
    "DebtorKind",
    "Draft",
    "EndToEndId",
    "Euro",
    "Finding",
    "Findings",
    "FindingsError",
    "Iban",
    "IllegalStep",
    "InvalidValue",
    "Invoice",
    "ItemKey",
    "Mandate",
    "MandateReference",
    "MandateStatus",
    "MessageId",
    "OpenItem",
    "Party",
    "PostalAddress",
    "Presentation",
    "Proposal",
    "ProposalLine",
    "PurposeCode",
    "Reason",
    "RulesViolated",
    "RunId",
    "RunPolicy",
    "RunStage",
    "RunStanding",
    "Scheme",
    "Selection",
    "SepaddError",
    "SequenceType",
    "Severity",
    "StructuredCommunication",
    "Terms",
    "UnreadableMessage",
    "UnreadableRecords",
    "close",
    "edition_on",
    "follow_ups",
    "mandates_after",
    "national",
    "note",
    "prepare",
    "presented",
    "profile_named",
    "propose",
    "propose_draft",
    "reason",
    "record",
    "record_all",
    "revise",
    "still_open",
    "submit",
    "withdraw",
]


def _html_of(thing: ShownInNotebooks) -> str:
    """What a notebook shows of a thing; the room that knows is loaded when the first is shown."""
    from sepadd.notebook import html_of  # noqa: PLC0415 - whoever has no notebook never loads it

    return html_of(cast(Any, thing))


ShownInNotebooks.html_of = _html_of
