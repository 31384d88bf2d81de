"""Days, amounts, accounts and names as they stand in records: each as text in a form of its own."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from sepadd.collection import PurposeCode
from sepadd.findings import InvalidValue
from sepadd.mandate import Scheme, SequenceType
from sepadd.records.stored.shapes import member, remembered, text
from sepadd.records.written import (
    EXACT_EUROS,
    ISO_DAY,
    ISO_INSTANT,
    ISO_MOMENT,
    day,
    euros,
    instant,
    moment,
)
from sepadd.values import (
    Bic,
    CreditorIdentifier,
    CreditorReference,
    EndToEndId,
    Euro,
    Iban,
    MandateReference,
    MessageId,
    PaymentInformationId,
    RunId,
    StructuredCommunication,
)

_REFERENCE: Final = r"(?![ /])(?!.*//)[A-Za-z0-9+?/:().,' -]{0,34}[A-Za-z0-9+?:().,'-]"
_PERCENTAGE: Final = re.compile(r"[0-9]{1,2}(\.[0-9]{1,4})?")


def _percentage(share: str) -> Decimal:
    """A percentage below a hundred, written ``2.5`` and never with an exponent."""
    if not _PERCENTAGE.fullmatch(share):
        raise InvalidValue(
            f"percentage {share!r}: write a number with a point and at most four decimals, 2.5"
        )
    return Decimal(share)


def _plain(share: Decimal) -> str:
    """A percentage without an exponent, and without the zeros at its end."""
    return f"{share.normalize():f}"


DAY: Final = text(
    remembered(day),
    "Day",
    "A calendar day: 2026-12-31.",
    ISO_DAY.pattern,
    write=date.isoformat,
    format="date",
)
INSTANT: Final = text(
    instant,
    "Instant",
    "A moment with its offset from UTC: 2026-12-31T23:59:00+01:00.",
    ISO_INSTANT.pattern,
    write=datetime.isoformat,
)
MOMENT: Final = text(
    moment,
    "Moment",
    "A moment, with its offset from UTC where the bank gave one.",
    ISO_MOMENT.pattern,
    write=datetime.isoformat,
)
EURO: Final = text(
    euros,
    "Euro",
    "An amount in euros: 12.50.",
    EXACT_EUROS.pattern,
    write=Euro.__str__,
)
PERCENTAGE: Final = text(
    _percentage,
    "Percentage",
    "A percentage below a hundred: 2.5.",
    _PERCENTAGE.pattern,
    write=_plain,
)
IBAN: Final = text(
    Iban, "Iban", "An account (ISO 13616), in capitals.", "[A-Z]{2}[0-9]{2}[A-Z0-9]{1,30}"
)
BIC: Final = text(
    remembered(Bic),
    "Bic",
    "A bank (ISO 9362), in capitals.",
    "[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?",
)
CREDITOR_IDENTIFIER: Final = text(
    remembered(CreditorIdentifier),
    "CreditorIdentifier",
    "A creditor identifier (AT-E005).",
    r"[A-Z]{2}[0-9]{2}[A-Z0-9+?/:().,'-]{4,31}",
)
MANDATE_REFERENCE: Final = text(
    MandateReference, "MandateReference", "A unique mandate reference (AT-M001).", _REFERENCE
)
END_TO_END_ID: Final = text(
    EndToEndId, "EndToEndId", "The name of a collection (AT-T015).", _REFERENCE
)
MESSAGE_ID: Final = text(MessageId, "MessageId", "The name of a file.", _REFERENCE)
BATCH_ID: Final = text(
    PaymentInformationId, "PaymentInformationId", "The name of a batch.", _REFERENCE
)
RUN_ID: Final = text(RunId, "RunId", "The name of a run.", "[A-Za-z0-9-]{1,18}")
CREDITOR_REFERENCE: Final = text(
    CreditorReference,
    "CreditorReference",
    "A reference with check digits (ISO 11649), without blanks.",
    "RF[0-9]{2}[A-Z0-9]{1,21}",
)
COMMUNICATION: Final = text(
    StructuredCommunication, "StructuredCommunication", "The Belgian twelve digits.", "[0-9]{12}"
)
PURPOSE: Final = text(
    PurposeCode, "PurposeCode", "A code of ISO's list of purposes.", "[A-Z0-9]{1,4}"
)
SCHEME: Final = member(Scheme)
SEQUENCE_TYPE: Final = member(SequenceType)
