"""Drafts as records: what is being worked on, with its selection and every change by hand."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from sepadd.collection import PurposeCode
from sepadd.findings import InvalidValue
from sepadd.mandate import Scheme
from sepadd.open_item import DirectDebitDiscount
from sepadd.proposal import EVERYTHING, NO_LIMITS, CreditNotes, Discounted, Draft
from sepadd.records.stored.edit_record import edits_of, edits_record
from sepadd.records.stored.fields import Fields, Record, filled, member, text_of
from sepadd.records.stored.selection_record import (
    limits_of,
    limits_record,
    selection_of,
    selection_record,
)
from sepadd.records.written import day, euros
from sepadd.values import Euro, Iban, RunId

_PERCENTAGE: Final = re.compile(r"[0-9]{1,2}(\.[0-9]{1,4})?")


def _discount_record(discount: Discounted) -> Record:
    if not isinstance(discount, DirectDebitDiscount):
        raise InvalidValue(
            f"discount {discount!r}: a record holds only a DirectDebitDiscount; keep the draft "
            "without it, and put it back with replace(draft, discount=...)"
        )
    off = discount.off
    many = {"amount": str(off)} if isinstance(off, Euro) else {"percentage": _plain(off)}
    return {**many, "on_credit_notes": discount.on_credit_notes}


def _plain(off: Decimal) -> str:
    """A percentage without an exponent, and without the zeros at its end."""
    return f"{off.normalize():f}"


def percentage(text: str) -> Decimal:
    """A percentage below a hundred, written ``2.5`` and never with an exponent."""
    if not _PERCENTAGE.fullmatch(text):
        raise InvalidValue(
            f"percentage {text!r}: write a number with a point and at most four decimals, 2.5"
        )
    return Decimal(text)


def _discount_of(fields: Fields) -> DirectDebitDiscount:
    fields.one_at_most("amount", "percentage")
    amount = fields.may("amount", euros, None)
    share = fields.may("percentage", percentage, None)
    off = share if amount is None else amount
    if off is None and not fields.wrong:
        fields.note("it has neither an amount nor a percentage")
    return fields.made(
        DirectDebitDiscount,
        off=Decimal(0) if off is None else off,
        on_credit_notes=fields.flag("on_credit_notes"),
    )


def draft_record(draft: Draft) -> Record:
    """A draft as it stands.

    Raises :class:`InvalidValue` for a discount that is no :class:`DirectDebitDiscount`.
    """
    return filled(
        {
            "id": draft.id.value,
            "due_on": draft.due_on.isoformat(),
            "selection": (
                None if draft.selection == EVERYTHING else selection_record(draft.selection)
            ),
            "account": text_of(draft.account),
            "scheme": text_of(draft.scheme),
            "condense": draft.condense,
            "credit_notes": draft.credit_notes.value,
            "discount": None if draft.discount is None else _discount_record(draft.discount),
            "limits": None if draft.limits == NO_LIMITS else limits_record(draft.limits),
            "description": draft.description or None,
            "purpose": text_of(draft.purpose),
            "category_purpose": text_of(draft.category_purpose),
            **edits_record(draft.edits),
        }
    )


def draft_of(fields: Fields) -> Draft:
    """The draft that a record holds."""
    return fields.made(
        Draft,
        id=fields.must("id", RunId),
        due_on=fields.must("due_on", day),
        selection=fields.part_if_any("selection", selection_of) or EVERYTHING,
        account=fields.may("account", Iban, None),
        scheme=fields.may("scheme", member(Scheme), None),
        condense=fields.flag("condense"),
        credit_notes=fields.must("credit_notes", member(CreditNotes)),
        discount=fields.part_if_any("discount", _discount_of),
        limits=fields.part_if_any("limits", limits_of) or NO_LIMITS,
        description=fields.may("description", str, ""),
        purpose=fields.may("purpose", PurposeCode, None),
        category_purpose=fields.may("category_purpose", PurposeCode, None),
        edits=edits_of(fields),
    )
