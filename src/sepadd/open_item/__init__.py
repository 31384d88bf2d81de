"""What is owed: invoices and credit notes, when due, in which parts, with what discount."""

from sepadd.open_item.discount import DirectDebitDiscount
from sepadd.open_item.instalment_plan import (
    AfterReturn,
    InstalmentPlan,
    after_return,
    due_instalments,
    instalments,
)
from sepadd.open_item.open_item import CreditNote, Invoice, ItemKey, ItemKind, ItemLike, OpenItem
from sepadd.open_item.payment_term import PaymentTerm, change_term

__all__ = (
    "AfterReturn",
    "CreditNote",
    "DirectDebitDiscount",
    "InstalmentPlan",
    "Invoice",
    "ItemKey",
    "ItemKind",
    "ItemLike",
    "OpenItem",
    "PaymentTerm",
    "after_return",
    "change_term",
    "due_instalments",
    "instalments",
)
