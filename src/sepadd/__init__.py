"""SEPA direct debit: from open invoices and signed mandates to the bank's file.

The path in its words: :func:`propose` says of every open item whether it can be collected,
:func:`prepare` decides, :func:`submit` notes that the bank has the file. The file itself is written
by :mod:`sepadd.messages.pain008`, tables and records by :mod:`sepadd.records`.
"""

from sepadd.accounts import Bic, Iban
from sepadd.calendars import TARGET, BusinessCalendar, national
from sepadd.collection import Collection, CollectionStatus, PurposeCode
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
from sepadd.profile import EPC, PROFILES, BankProfile, profile_named
from sepadd.proposal import Proposal, ProposalLine, propose
from sepadd.rulebook.edition import LEGACY_LEAD_TIMES, edition_on
from sepadd.rulebook.terms import Terms
from sepadd.run import CollectionRun, RunStage, prepare, presented, revise, submit, withdraw

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
    "RulesViolated",
    "RunId",
    "RunStage",
    "Scheme",
    "SepaddError",
    "SequenceType",
    "Severity",
    "StructuredCommunication",
    "Terms",
    "UnreadableMessage",
    "UnreadableRecords",
    "edition_on",
    "national",
    "prepare",
    "presented",
    "profile_named",
    "propose",
    "revise",
    "submit",
    "withdraw",
]
