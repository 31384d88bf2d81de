"""One debit of one debtor: the state machine of what the bank does with it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from sepadd.findings import IllegalStep, InvalidValue
from sepadd.identifiers import CreditorReference, EndToEndId, StructuredCommunication
from sepadd.mandate import Mandate, Presentation, PresentationOutcome, SequenceType
from sepadd.money import Euro
from sepadd.open_item import ItemKey, OpenItem
from sepadd.party import CreditorAccount
from sepadd.rtransaction import (
    Acceptance,
    BankFact,
    Cancellation,
    Refund,
    Reject,
    Return,
    Reversal,
    Settlement,
)


class CollectionStatus(StrEnum):
    """Where a collection stands with the bank."""

    PENDING = "pending"
    """The bank has said nothing of it."""
    ACCEPTED = "accepted"
    SETTLED = "settled"
    REJECTED = "rejected"
    CANCELLED = "cancelled"
    RETURNED = "returned"
    REFUNDED = "refunded"
    REVERSED = "reversed"


_S = CollectionStatus
_AFTER_SETTLEMENT: Final[Mapping[type[BankFact], CollectionStatus]] = MappingProxyType(
    {Return: _S.RETURNED, Refund: _S.REFUNDED, Reversal: _S.REVERSED}
)
_BEFORE_SETTLEMENT: Final[Mapping[type[BankFact], CollectionStatus]] = MappingProxyType(
    {
        Settlement: _S.SETTLED,
        Reject: _S.REJECTED,
        Cancellation: _S.CANCELLED,
        # Many banks book a batch as one sum: the first we hear of one collection is its return.
        **_AFTER_SETTLEMENT,
    }
)
_NOTHING: Final[Mapping[type[BankFact], CollectionStatus]] = MappingProxyType({})

STEPS: Final[Mapping[CollectionStatus, Mapping[type[BankFact], CollectionStatus]]] = (
    MappingProxyType(
        {
            _S.PENDING: MappingProxyType({Acceptance: _S.ACCEPTED, **_BEFORE_SETTLEMENT}),
            _S.ACCEPTED: _BEFORE_SETTLEMENT,
            _S.SETTLED: _AFTER_SETTLEMENT,
            _S.REJECTED: _NOTHING,
            _S.CANCELLED: _NOTHING,
            _S.RETURNED: _NOTHING,
            _S.REFUNDED: _NOTHING,
            _S.REVERSED: _NOTHING,
        }
    )
)
"""Everything that can happen to a collection. The diagram in the docs is drawn from this table."""

NOT_TAKEN: Final = frozenset({_S.REJECTED, _S.CANCELLED})
"""No money has moved, and none will."""

GIVEN_BACK: Final = frozenset({_S.RETURNED, _S.REFUNDED, _S.REVERSED})
"""Money came and went again."""

_CODE = re.compile(r"[A-Z0-9]{1,4}")


@dataclass(frozen=True, slots=True)
class PurposeCode:
    """Why a payment is made, as a code of ISO's external list (``SUPP``, ``RENT``), 1 to 4 signs.

    As a collection's purpose (AT-T007) it is for the debtor; as category purpose (AT-T008) it may
    make the banks treat a whole block in a way that was agreed.
    """

    value: str

    def __post_init__(self) -> None:
        if not _CODE.fullmatch(self.value):
            raise InvalidValue(f"PurposeCode {self.value!r}: needs 1 to 4 capitals or digits")

    def __str__(self) -> str:
        return self.value


Remittance = str | CreditorReference | StructuredCommunication
"""What the debtor reads on the statement: text, or a structured reference (AT-T012)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """An amount to be taken under a mandate on a day, onto one of the creditor's accounts.

    Its status is not stored: it is where its ``facts`` lead, step by step. ``items`` are the open
    items that it settles, as they stood.
    """

    end_to_end_id: EndToEndId
    mandate: Mandate
    account: CreditorAccount
    sequence_type: SequenceType
    amount: Euro
    due_on: date
    remittance: Remittance = ""
    items: tuple[OpenItem, ...] = ()
    purpose: PurposeCode | None = None
    category_purpose: PurposeCode | None = None
    facts: tuple[BankFact, ...] = ()

    @property
    def label(self) -> str:
        """How a finding names it."""
        return f"collection {self.end_to_end_id} of debtor {self.mandate.debtor.id}"

    @property
    def item_keys(self) -> tuple[ItemKey, ...]:
        """The open items that it settles, by kind and number."""
        return tuple(item.key for item in self.items)

    @property
    def status(self) -> CollectionStatus:
        """Where the bank's facts have led it."""
        status = _S.PENDING
        for fact in self.facts:
            # What comes after a higher fact is kept as known, and changes nothing.
            status = STEPS[status].get(type(fact), status)
        return status

    @property
    def failed(self) -> bool:
        """Whether its open items are open again: no money came, or it went back."""
        return bool(self.facts) and self.status in NOT_TAKEN | GIVEN_BACK

    @property
    def presentation(self) -> Presentation:
        """What its mandate remembers of it."""
        return Presentation(
            due_on=self.due_on,
            sequence_type=self.sequence_type,
            end_to_end_id=self.end_to_end_id,
            outcome=self._outcome,
            amendments_told=len(self.mandate.amendments),
        )

    @property
    def _outcome(self) -> PresentationOutcome:
        status = self.status
        if status in NOT_TAKEN:
            return PresentationOutcome.REJECTED
        if status in GIVEN_BACK:
            return PresentationOutcome.RETURNED
        return PresentationOutcome.PRESENTED

    def knows(self, fact: BankFact) -> bool:
        """Whether the bank said this before; the date may differ from one message to the next."""
        return type(fact) in map(type, self.facts)

    def after(self, fact: BankFact) -> Collection:
        """The collection, once ``fact`` is known. Raises :class:`IllegalStep` if it cannot be."""
        if fact.end_to_end_id != self.end_to_end_id:
            raise IllegalStep(f"{self.label} is not collection {fact.end_to_end_id}")
        if type(fact) not in STEPS[self.status]:
            raise IllegalStep(f"{self.label} is {self.status}: no {type(fact).__name__} can follow")
        return replace(self, facts=(*self.facts, fact))
