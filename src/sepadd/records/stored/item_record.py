"""Invoices and credit notes as records."""

from __future__ import annotations

from typing import Final

from sepadd.open_item import CreditNote, Invoice, ItemKey, ItemKind, OpenItem
from sepadd.records.stored.record_shape import RecordShape, Tagged, either, may, must
from sepadd.records.stored.shapes import FLAG, TEXT, member
from sepadd.records.stored.value_shapes import (
    COMMUNICATION,
    CREDITOR_REFERENCE,
    DAY,
    EURO,
    MANDATE_REFERENCE,
)
from sepadd.values import CreditorReference, StructuredCommunication

_KIND: Final = "whether it is an invoice or a credit note"
_NUMBER: Final = must("number", TEXT, "the number of the invoice or credit note")

STRUCTURED_REFERENCES: Final = {
    CreditorReference: may(
        "creditor_reference", CREDITOR_REFERENCE, "a reference with check digits (ISO 11649)"
    ),
    StructuredCommunication: may(
        "structured_communication", COMMUNICATION, "the Belgian twelve digits"
    ),
}
"""The fields for a reference with check digits of its own, on the debtor's statement."""

_BEFORE: Final = (
    _NUMBER,
    must("debtor_id", TEXT, "the creditor's own debtor number"),
    must("amount", EURO, "what is open of it, above zero"),
    may("issued_on", DAY, "the day of the invoice or credit note"),
)
_AFTER: Final = (
    may("description", TEXT, "what the debtor reads behind the number", ""),
    may(
        "mandate",
        MANDATE_REFERENCE,
        "the mandate to collect under, where the item itself says so",
    ),
    may("category", TEXT, "the user's own kind of invoice", ""),
    may("payment_method", TEXT, "the user's own word for how it is to be paid", ""),
    may("on_hold", TEXT, "why it may not be collected now; absent if it may", ""),
    may(
        "collect",
        FLAG,
        "whether to collect it, whatever holds for the debtor; absent for what holds",
    ),
)

_INVOICE: Final = RecordShape(
    Invoice,
    *_BEFORE,
    may("due_on", DAY, "the day by which it is to be paid; it is not collected before"),
    *_AFTER,
    either("creditor_reference", STRUCTURED_REFERENCES, absent=None),
)
_CREDIT_NOTE: Final = RecordShape(
    CreditNote,
    *_BEFORE,
    may("due_on", DAY, "the day by which it is to be paid out"),
    *_AFTER,
)

ITEM: Final = Tagged[OpenItem](
    "OpenItem",
    "kind",
    _KIND,
    {ItemKind.INVOICE.value: _INVOICE, ItemKind.CREDIT_NOTE.value: _CREDIT_NOTE},
)
ONLY_INVOICE: Final = Tagged[Invoice]("Invoice", "kind", _KIND, {ItemKind.INVOICE.value: _INVOICE})
ITEM_KEY: Final = RecordShape(ItemKey, must("kind", member(ItemKind), _KIND), _NUMBER)
