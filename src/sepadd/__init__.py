"""SEPA direct debit: from open invoices to the bank's file, and from its answers to the books.

The path in its words: :func:`propose` says of every open item in the :class:`Books` whether it can
be collected, :func:`prepare` decides, :func:`write_files` writes the files for the bank,
:func:`submit` notes that the bank has them, :func:`read_answers` reads what it answers, and
:func:`record` takes that into the books. Tables and records are made by :mod:`sepadd.records`.
"""

from typing import Any, cast

from sepadd.banks import EPC, PROFILES, BankProfile, profile_named
from sepadd.books import Books, ReceivableCloses, prepare, propose, revise
from sepadd.collection import Collection, CollectionStatus, PurposeCode, Reason, reason
from sepadd.display import ShownInNotebooks
from sepadd.exchange import check, mend, read_answers, render, write_files
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
from sepadd.journal import Entry, Ledger, post
from sepadd.mandate import (
    Mandate,
    MandateStatus,
    Presentation,
    Scheme,
    SequenceType,
    amend,
    confirm,
    release,
    revoke,
    sign,
    suspend,
)
from sepadd.open_item import CreditNote, Invoice, ItemKey, OpenItem
from sepadd.proposal import Draft, Proposal, ProposalLine, Selection
from sepadd.recording import Changes, Effect, FollowUp, Recorded, record
from sepadd.rulebook import LEGACY_LEAD_TIMES, CreditorCard, Terms, edition_on
from sepadd.run import (
    CollectionRun,
    RunPolicy,
    RunStage,
    RunStanding,
    close,
    note,
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
    Language,
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
    "Books",
    "BusinessCalendar",
    "Changes",
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
    "Effect",
    "EndToEndId",
    "Entry",
    "Euro",
    "Finding",
    "Findings",
    "FindingsError",
    "FollowUp",
    "Iban",
    "IllegalStep",
    "InvalidValue",
    "Invoice",
    "ItemKey",
    "Language",
    "Ledger",
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
    "ReceivableCloses",
    "Recorded",
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
    "amend",
    "check",
    "close",
    "confirm",
    "edition_on",
    "mend",
    "national",
    "note",
    "post",
    "prepare",
    "profile_named",
    "propose",
    "read_answers",
    "reason",
    "record",
    "release",
    "render",
    "revise",
    "revoke",
    "sign",
    "submit",
    "suspend",
    "withdraw",
    "write_files",
]


def _html_of(thing: ShownInNotebooks) -> str:
    """What a notebook shows of a thing; the room that knows is loaded when the first is shown."""
    from sepadd.notebook import html_of  # noqa: PLC0415 - whoever has no notebook never loads it

    return html_of(cast(Any, thing))


ShownInNotebooks.html_of = _html_of
