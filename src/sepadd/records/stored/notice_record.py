"""What debtors were told, as records: each notice with the amounts and days that it announced."""

from __future__ import annotations

from typing import Final

from sepadd.documents import Announced, Notice
from sepadd.records.stored.record_shape import RecordShape, always, may, must
from sepadd.records.stored.shapes import TEXT, listed
from sepadd.records.stored.value_shapes import CREDITOR_IDENTIFIER, DAY, EURO, MANDATE_REFERENCE

_ANNOUNCED: Final = RecordShape(
    Announced,
    must("amount", EURO, "the amount in euros"),
    must("due_on", DAY, "the due date"),
)

NOTICE: Final = RecordShape(
    Notice,
    must("creditor_identifier", CREDITOR_IDENTIFIER, "the creditor identifier of the mandate"),
    must("mandate_reference", MANDATE_REFERENCE, "the mandate of which it speaks"),
    must("told_on", DAY, "the day on which the debtor was told"),
    may(
        "by",
        TEXT,
        "by what means, in the user's own words: invoice 2026-1001, letter",
        "",
    ),
    always("announced", listed(_ANNOUNCED), "the amounts and days that were announced", ()),
)
