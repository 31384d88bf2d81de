"""Selections and the user's own limits as records: what is kept under a name, and used again."""

from __future__ import annotations

from typing import Final

from sepadd.proposal import CollectingLimits, Selection
from sepadd.records.stored.record_shape import RecordShape, may, must
from sepadd.records.stored.shapes import COUNT, TEXT, in_any_order
from sepadd.records.stored.value_shapes import DAY, EURO

SELECTION: Final = RecordShape(
    Selection,
    may("name", TEXT, "the name under which it is kept", ""),
    may("debtors", in_any_order(TEXT), "the debtor numbers; absent for all"),
    may("first_debtor", TEXT, "the first debtor number of a range"),
    may("last_debtor", TEXT, "the last debtor number of a range"),
    may("categories", in_any_order(TEXT), "the kinds of invoice; absent for all"),
    may("payment_methods", in_any_order(TEXT), "the payment methods; absent for all"),
    may("due_until", DAY, "the latest due date of an item"),
    may("days_open", COUNT, "how many days an item has been open at least"),
)
LIMITS: Final = RecordShape(
    CollectingLimits,
    may("per_collection", EURO, "the most for a collection"),
    may("per_mandate", EURO, "the most for a mandate in the months"),
    must("months", COUNT, "how many months the limit for a mandate looks back"),
    may("per_run", EURO, "the most for a run"),
)
