"""Invoices and credit notes as records."""

from __future__ import annotations

from typing import Any

from sepadd.open_item import CreditNote, Invoice, ItemKind, OpenItem
from sepadd.records.stored.fields import Fields, Record, filled, member, text_of
from sepadd.records.written import day, euros
from sepadd.values import CreditorReference, MandateReference, StructuredCommunication

_kind = member(ItemKind)

StructuredReference = CreditorReference | StructuredCommunication
"""A reference for the debtor's statement that has check digits of its own."""


def structured_records(reference: object) -> Record:
    """The field that holds a structured reference; none for anything else."""
    match reference:
        case CreditorReference():
            return {"creditor_reference": reference.value}
        case StructuredCommunication():
            return {"structured_communication": reference.value}
        case _:
            return {}


def structured_of(fields: Fields) -> StructuredReference | None:
    """The structured reference that a record holds, in one of two fields, if it does."""
    fields.one_at_most("creditor_reference", "structured_communication")
    reference = fields.may("creditor_reference", CreditorReference, None)
    communication = fields.may("structured_communication", StructuredCommunication, None)
    return reference or communication


def item_record(item: OpenItem) -> Record:
    """An open item as it stands."""
    return filled(
        {
            "kind": item.kind.value,
            "number": item.number,
            "debtor_id": item.debtor_id,
            "amount": str(item.amount),
            "issued_on": text_of(item.issued_on),
            "due_on": text_of(item.due_on),
            "description": item.description or None,
            "mandate": text_of(item.mandate),
            "category": item.category or None,
            "payment_method": item.payment_method or None,
            "on_hold": item.on_hold or None,
            "collect": item.collect,
            **structured_records(item.creditor_reference if isinstance(item, Invoice) else None),
        }
    )


def item_of(fields: Fields) -> OpenItem:
    """The invoice or credit note that a record holds."""
    kind = fields.must("kind", _kind)
    common: dict[str, Any] = {
        "number": fields.must("number", str),
        "debtor_id": fields.must("debtor_id", str),
        "amount": fields.must("amount", euros),
        "issued_on": fields.may("issued_on", day, None),
        "due_on": fields.may("due_on", day, None),
        "description": fields.may("description", str, ""),
        "mandate": fields.may("mandate", MandateReference, None),
        "category": fields.may("category", str, ""),
        "payment_method": fields.may("payment_method", str, ""),
        "on_hold": fields.may("on_hold", str, ""),
        "collect": fields.flag_if_any("collect"),
    }
    if kind is ItemKind.CREDIT_NOTE:
        return fields.made(CreditNote, **common)
    return fields.made(Invoice, creditor_reference=structured_of(fields), **common)
