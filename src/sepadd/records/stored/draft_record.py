"""Drafts as records: what is being worked on, with its selection and every change by hand."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from sepadd.findings import InvalidValue
from sepadd.open_item import DirectDebitDiscount
from sepadd.proposal import EVERYTHING, NO_LIMITS, CreditNotes, Draft
from sepadd.records.stored.edit_record import EDITS
from sepadd.records.stored.record_shape import RecordShape, either, may, must
from sepadd.records.stored.selection_record import LIMITS, SELECTION
from sepadd.records.stored.shapes import FLAG, TEXT, Record, member
from sepadd.records.stored.value_shapes import DAY, EURO, IBAN, PERCENTAGE, PURPOSE, RUN_ID, SCHEME
from sepadd.values import Euro


class _Discount(RecordShape[DirectDebitDiscount]):
    """A discount of the one kind that a record holds."""

    def write(self, thing: object) -> Record:
        """A discount as a record; raises :class:`InvalidValue` for one of another kind."""
        if not isinstance(thing, DirectDebitDiscount):
            raise InvalidValue(
                f"discount {thing!r}: a record holds only a DirectDebitDiscount; keep the draft "
                "without it, and put it back with replace(draft, discount=...)"
            )
        return super().write(thing)


_DISCOUNT: Final = _Discount(
    DirectDebitDiscount,
    either(
        "off",
        {
            Euro: may("amount", EURO, "a fixed amount for each item"),
            Decimal: may("percentage", PERCENTAGE, "a percentage of what the items come to"),
        },
    ),
    must("on_credit_notes", FLAG, "what a credit note does to the discount"),
)

DRAFT: Final = RecordShape(
    Draft,
    must("id", RUN_ID, "the id of the run to be"),
    must("due_on", DAY, "the due date that is aimed at"),
    may("selection", SELECTION, "what is selected; absent for everything", EVERYTHING),
    may("account", IBAN, "the creditor's account to collect on"),
    may("scheme", SCHEME, "the one scheme that it keeps to"),
    must("condense", FLAG, "whether one collection is made of all items under a mandate"),
    must(
        "credit_notes",
        member(CreditNotes),
        "what becomes of credit notes that cannot be set off in full",
    ),
    may("discount", _DISCOUNT, "the discount for what is collected"),
    may("limits", LIMITS, "the user's own limits", NO_LIMITS),
    may("description", TEXT, "what every remittance text begins with", ""),
    may("purpose", PURPOSE, "the purpose (AT-T007), a code of ISO's list"),
    may("category_purpose", PURPOSE, "the category purpose (AT-T008), a code of ISO's list"),
    EDITS,
)
