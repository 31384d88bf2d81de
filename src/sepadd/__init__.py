"""SEPA direct debit: from open invoices to the bank's file, and from its answers to the books.

The path in its words: :func:`propose` says of every open item whether it can be collected,
:func:`prepare` decides, :func:`submit` notes that the bank has the file, :func:`record` takes in
what the bank answers. The file itself is written by :mod:`sepadd.messages.pain008`, the answers are
read by :mod:`sepadd.messages.answers`, tables and records are made by :mod:`sepadd.records`.
"""

from sepadd.accounts import Bic, Iban
from sepadd.calendars import TARGET, BusinessCalendar, national
from sepadd.collection import Collection, CollectionStatus, PurposeCode
from sepadd.draft import Draft
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
from sepadd.follow_up import follow_ups, mandates_after, still_open
from sepadd.identifiers import (
    CreditorIdentifier,
    CreditorReference,
    EndToEndId,
    MandateReference,
    MessageId,
    RunId,
    StructuredCommunication,
)
from sepadd.mandate import Mandate, MandateStatus, Presentation, Scheme, SequenceType
from sepadd.money import Euro
from sepadd.open_item import CreditNote, Invoice, OpenItem
from sepadd.party import Creditor, CreditorAccount, Debtor, DebtorKind, Party, PostalAddress
from sepadd.preparing import prepare, revise
from sepadd.profile import EPC, PROFILES, BankProfile, profile_named
from sepadd.proposal import Proposal, ProposalLine
from sepadd.proposing import propose, propose_draft
from sepadd.recording import record, record_all
from sepadd.rtransaction import Reason, reason
from sepadd.rulebook.edition import LEGACY_LEAD_TIMES, edition_on
from sepadd.rulebook.terms import Terms
from sepadd.run import CollectionRun, RunStage, RunStanding
from sepadd.run_policy import RunPolicy
from sepadd.selection import Selection
from sepadd.submitting import close, note, presented, submit, withdraw

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
