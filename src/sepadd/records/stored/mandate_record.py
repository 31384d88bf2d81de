"""Mandates, with all that was presented under them, as records."""

from __future__ import annotations

from typing import Final

from sepadd.mandate import Amendment, Mandate, Presentation, PresentationOutcome, Suspension
from sepadd.records.stored.party_record import DEBTOR, PARTY
from sepadd.records.stored.record_shape import RecordShape, may, must
from sepadd.records.stored.shapes import COUNT, FLAG, TEXT, listed, member
from sepadd.records.stored.value_shapes import (
    BIC,
    CREDITOR_IDENTIFIER,
    DAY,
    END_TO_END_ID,
    IBAN,
    MANDATE_REFERENCE,
    SCHEME,
    SEQUENCE_TYPE,
)

_PRESENTATION: Final = RecordShape(
    Presentation,
    must("due_on", DAY, "the due date"),
    must("sequence_type", SEQUENCE_TYPE, "FRST, RCUR, FNAL or OOFF (AT-M006)"),
    may("end_to_end_id", END_TO_END_ID, "the collection that was presented"),
    must("outcome", member(PresentationOutcome), "what became of it"),
    may(
        "amendments_told",
        COUNT,
        "how many amendments the bank had been told with it; absent for none",
        0,
    ),
)
_AMENDMENT: Final = RecordShape(
    Amendment,
    must("on", DAY, "the day of the change"),
    may("reference", MANDATE_REFERENCE, "the mandate reference before"),
    may("creditor_identifier", CREDITOR_IDENTIFIER, "the creditor identifier before"),
    may("creditor_name", TEXT, "the creditor's name before"),
    may("iban", IBAN, "the account before"),
    may("bic", BIC, "the bank of the account before"),
    may("account_untold", FLAG, "whether it had another account that nobody tells", absent=False),
)
_SUSPENSION: Final = RecordShape(
    Suspension,
    must("since", DAY, "the first day on hold"),
    may("until", DAY, "the last day on hold; absent until it is released"),
    may("reason", TEXT, "why it is on hold", ""),
)

MANDATE: Final = RecordShape(
    Mandate,
    must("reference", MANDATE_REFERENCE, "the unique mandate reference (AT-M001)"),
    must("creditor_identifier", CREDITOR_IDENTIFIER, "the creditor identifier (AT-E005)"),
    must("debtor", DEBTOR, "the debtor, with the account that is debited"),
    must("scheme", SCHEME, "the scheme that it was given for"),
    must("one_off", FLAG, "whether it is for one collection only"),
    may("signed_on", DAY, "the date of signing (AT-M008); absent until the form is back"),
    may("valid_until", DAY, "the last due date that was agreed"),
    may("revoked_on", DAY, "the day from which it is revoked"),
    may("suspension", _SUSPENSION, "a hold on it"),
    may(
        "confirmed_on",
        DAY,
        "the day on which a B2B mandate was confirmed to the debtor's bank",
    ),
    may("replaced_on", DAY, "the day from which another mandate is in its place"),
    may("replaced_by", MANDATE_REFERENCE, "the reference of the mandate in its place"),
    may("replaces", MANDATE_REFERENCE, "the reference of the mandate that it took the place of"),
    may("migrated", FLAG, "whether it was given before SEPA; absent for no", absent=False),
    may("ultimate_debtor", PARTY, "on whose behalf the debtor pays"),
    may("electronic_signature", TEXT, "the reference of an e-mandate (AT-M013)"),
    may(
        "presentations",
        listed(_PRESENTATION),
        "the collections that were presented under it, the first one first",
        (),
    ),
    may(
        "amendments",
        listed(_AMENDMENT),
        "the changes of the mandate, the first one first",
        (),
    ),
)
