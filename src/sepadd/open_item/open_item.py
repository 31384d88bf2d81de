"""What debtors owe and are owed: invoices and credit notes that are still open."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Literal, NamedTuple

from sepadd.findings import InvalidValue
from sepadd.values import (
    CreditorReference,
    Euro,
    MandateReference,
    StructuredCommunication,
    must_be_day,
)


class ItemKind(StrEnum):
    """Whether the debtor owes it or is owed it."""

    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"


class ItemKey(NamedTuple):
    """What makes an open item unique in the books of one creditor: its kind and its number."""

    kind: ItemKind
    number: str

    def __str__(self) -> str:
        return f"{self.kind.replace('_', ' ')} {self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Item:
    kind: ItemKind
    number: str
    debtor_id: str
    amount: Euro
    issued_on: date | None = None
    due_on: date | None = None
    description: str = ""
    mandate: MandateReference | None = None
    category: str = ""
    payment_method: str = ""
    on_hold: str = ""
    collect: bool | None = None

    def __post_init__(self) -> None:
        self._must_be_of_its_kind()
        self._must_be_text("number", self.number)
        self._must_be_text("debtor_id", self.debtor_id)
        if self.issued_on is not None:
            must_be_day(self.issued_on, "issued_on", self.label)
        if self.due_on is not None:
            must_be_day(self.due_on, "due_on", self.label)
        amount: object = self.amount
        if not isinstance(amount, Euro):
            raise InvalidValue(
                f"amount {amount!r} of {self.label}: needs a Euro, such as Euro.parse('12.50')"
            )
        if amount.cents <= 0:
            message = (
                f"{self.label}: the amount is {self.amount}, and needs to be above 0.00; "
                "what the debtor is owed is a credit note with a positive amount"
            )
            raise InvalidValue(message)
        collect: object = self.collect
        if collect is not None and collect is not True and collect is not False:
            raise InvalidValue(
                f"collect {collect!r} of {self.label}: needs True, False, or None for what holds "
                "for the debtor"
            )
        if not isinstance(self.on_hold, str):
            raise InvalidValue(f"on_hold {self.on_hold!r} of {self.label}: needs text, why it is")

    def _must_be_of_its_kind(self) -> None:
        own = type(self).__dataclass_fields__["kind"].default
        if self.kind is not own:
            raise InvalidValue(f"kind {self.kind!r} of {own} {self.number!r}: leave it as it is")

    def _must_be_text(self, what: str, text: object) -> None:
        if not isinstance(text, str):
            message = f"{what} {text!r} of {self.label}: needs text, not {type(text).__name__}"
            raise InvalidValue(message)
        if not text.strip():
            raise InvalidValue(f"{what} {text!r} of {self.label}: needs text that is not blank")

    @property
    def key(self) -> ItemKey:
        """Its kind and number."""
        return ItemKey(self.kind, self.number)

    @property
    def label(self) -> str:
        """How a finding names it."""
        return f"{self.kind.replace('_', ' ')} {self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Invoice(_Item):
    """What a debtor owes.

    ``number`` is unique among the creditor's invoices, ``debtor_id`` the creditor's own debtor
    number, ``amount`` what is still open of it (above zero), ``mandate`` the one under which it is
    to be collected where the item itself says so. ``category`` is the user's own kind of invoice
    (a subscription, a membership) and ``payment_method`` the user's own word for how it is to be
    paid. ``on_hold`` is why it may not be collected now, blocked or disputed; empty if it may.
    ``collect`` departs from what holds for the debtor: this one is collected, or is not.
    ``creditor_reference`` goes to the debtor as structured remittance when the invoice is collected
    alone. ``kind`` says that it is an invoice, also to whatever takes it apart into its fields.
    """

    kind: Literal[ItemKind.INVOICE] = field(default=ItemKind.INVOICE, repr=False)
    creditor_reference: CreditorReference | StructuredCommunication | None = None

    @property
    def balance(self) -> Euro:
        """What it adds to a collection."""
        return self.amount


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditNote(_Item):
    """What a debtor is owed; its ``amount`` is positive too."""

    kind: Literal[ItemKind.CREDIT_NOTE] = field(default=ItemKind.CREDIT_NOTE, repr=False)

    @property
    def balance(self) -> Euro:
        """What it takes off a collection: the amount, negative."""
        return -self.amount


OpenItem = Invoice | CreditNote
"""Anything that a run can settle."""
