"""What debtors owe and are owed: invoices and credit notes that are still open."""

from __future__ import annotations

from dataclasses import field
from datetime import date
from enum import StrEnum
from typing import Literal, NamedTuple, Self, TypeAlias

from sepadd.findings import InvalidValue
from sepadd.frozen import dataclass
from sepadd.values import (
    Amount,
    CreditorReference,
    Euro,
    MandateReference,
    MandateReferenceLike,
    StructuredCommunication,
    read_by,
    reads,
)


class ItemKind(StrEnum):
    """Whether the debtor owes it or is owed it."""

    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"


class _Key(NamedTuple):
    kind: ItemKind
    number: str


class ItemKey(_Key):
    """What makes an open item unique in the books of one creditor: its kind and its number.

    Anything but a kind and a number that is not blank raises :class:`InvalidValue`.

    >>> print(ItemKey.invoice("2026-1101"), "/", ItemKey.credit_note("C-1"))
    invoice 2026-1101 / credit note C-1
    """

    __slots__ = ()

    def __new__(cls, kind: ItemKind, number: str) -> Self:
        """Look at both."""
        given: tuple[object, object] = kind, number
        if not isinstance(given[0], ItemKind):
            raise InvalidValue(f"kind {kind!r} of an item key: needs an ItemKind")
        if not isinstance(given[1], str) or not number.strip():
            raise InvalidValue(f"number {number!r} of an item key: needs text that is not blank")
        return super().__new__(cls, kind, number)

    @classmethod
    def invoice(cls, number: str) -> Self:
        """The key of an invoice."""
        return cls(ItemKind.INVOICE, number)

    @classmethod
    def credit_note(cls, number: str) -> Self:
        """The key of a credit note."""
        return cls(ItemKind.CREDIT_NOTE, number)

    @staticmethod
    def of(item: ItemLike) -> ItemKey:
        """The key of an open item; a key is its own.

        Raises :class:`InvalidValue` for anything else: a number alone may be that of an invoice or
        of a credit note.
        """
        if isinstance(item, ItemKey):
            return item
        if isinstance(item, Invoice | CreditNote):
            return item.key
        raise InvalidValue(
            f"item {item!r}: needs an Invoice, a CreditNote or a key, "
            "such as ItemKey.invoice('2026-1101')"
        )

    def __str__(self) -> str:
        return f"{self.kind.replace('_', ' ')} {self.number}"


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class _Item:
    kind: ItemKind
    number: str
    debtor_id: str
    amount: Euro
    issued_on: date | None
    due_on: date | None
    description: str
    mandate: MandateReference | None
    category: str
    payment_method: str
    on_hold: str
    collect: bool | None

    def __post_init__(self) -> None:
        for what, text in (("number", self.number), ("debtor_id", self.debtor_id)):
            if not text.strip():
                raise InvalidValue(f"{what} {text!r} of {self.label}: needs text that is not blank")
        if self.amount.cents <= 0:
            message = (
                f"{self.label}: the amount is {self.amount}, and needs to be above 0.00; "
                "what the debtor is owed is a credit note with a positive amount"
            )
            raise InvalidValue(message)

    @property
    def key(self) -> ItemKey:
        """Its kind and number."""
        return tuple.__new__(ItemKey, (self.kind, self.number))  # both were looked at

    @property
    def label(self) -> str:
        """How a finding names it."""
        return f"{self.kind.replace('_', ' ')} {self.number}"


@reads
@dataclass(frozen=True, slots=True, kw_only=True, init=False)
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
    creditor_reference: CreditorReference | StructuredCommunication | None

    def __init__(
        self,
        *,
        number: str,
        debtor_id: str,
        amount: Amount,
        issued_on: date | None = None,
        due_on: date | None = None,
        description: str = "",
        mandate: MandateReferenceLike | None = None,
        category: str = "",
        payment_method: str = "",
        on_hold: str = "",
        collect: bool | None = None,
        creditor_reference: CreditorReference | StructuredCommunication | str | None = None,
        kind: Literal[ItemKind.INVOICE] = ItemKind.INVOICE,
    ) -> None: ...

    @property
    def balance(self) -> Euro:
        """What it adds to a collection."""
        return self.amount


@reads
@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class CreditNote(_Item):
    """What a debtor is owed; its ``amount`` is positive too."""

    kind: Literal[ItemKind.CREDIT_NOTE] = field(default=ItemKind.CREDIT_NOTE, repr=False)

    def __init__(
        self,
        *,
        number: str,
        debtor_id: str,
        amount: Amount,
        issued_on: date | None = None,
        due_on: date | None = None,
        description: str = "",
        mandate: MandateReferenceLike | None = None,
        category: str = "",
        payment_method: str = "",
        on_hold: str = "",
        collect: bool | None = None,
        kind: Literal[ItemKind.CREDIT_NOTE] = ItemKind.CREDIT_NOTE,
    ) -> None: ...

    @property
    def balance(self) -> Euro:
        """What it takes off a collection: the amount, negative."""
        return -self.amount


OpenItem = Invoice | CreditNote
"""Anything that a run can settle."""

ItemLike: TypeAlias = ItemKey | OpenItem
"""An open item, or its key."""

read_by(ItemKey, ItemKey.of)
