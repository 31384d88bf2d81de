"""One debit of one debtor: the state machine of what the bank does with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NamedTuple, TypeAlias

from sepadd.collection.bank_facts import (
    Acceptance,
    BankFact,
    Cancellation,
    Charge,
    Refund,
    Reject,
    Return,
    Reversal,
    RTransaction,
    Settlement,
    counted,
    in_order,
    kinds_in_order,
)
from sepadd.findings import IllegalStep, InvalidValue
from sepadd.frozen import dataclass
from sepadd.mandate import Mandate, Presentation, PresentationOutcome, SequenceType
from sepadd.open_item import ItemKey, OpenItem
from sepadd.values import (
    ZERO,
    Amount,
    CreditorAccount,
    CreditorReference,
    EndToEndId,
    EndToEndIdLike,
    Euro,
    IbanLike,
    StructuredCommunication,
    reads,
    reads_itself,
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

    @property
    def is_answered(self) -> bool:
        """Whether the bank has said how it went: settled, turned down or given back."""
        return self not in {CollectionStatus.PENDING, CollectionStatus.ACCEPTED}


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

_MANY: Final = 8  # from there on a set finds faster
_FAILED: Final = NOT_TAKEN | GIVEN_BACK

_CODE = re.compile(r"[A-Z0-9]{1,4}")


@reads_itself
@dataclass(frozen=True, slots=True)
class PurposeCode:
    """Why a payment is made, as a code of ISO's external list (``SUPP``, ``RENT``), 1 to 4 signs.

    As a collection's purpose (AT-T007) it is for the debtor; as category purpose (AT-T008) it may
    make the banks treat a whole block in a way that was agreed.
    """

    value: str

    def __post_init__(self) -> None:
        value: object = self.value
        if not isinstance(value, str) or not _CODE.fullmatch(value):
            raise InvalidValue(f"PurposeCode {self.value!r}: needs 1 to 4 capitals or digits")

    def __str__(self) -> str:
        return self.value


PurposeCodeLike: TypeAlias = PurposeCode | str
"""A purpose code, or its text."""

Remittance = str | CreditorReference | StructuredCommunication
"""What the debtor reads on the statement: text, or a structured reference (AT-T012)."""


@reads
@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class Collection:
    """An amount to be taken under a mandate on a day, onto one of the creditor's accounts.

    Its status is not stored: it is where its ``facts`` lead, step by step; they are taken in the
    order in which such facts can happen, whenever each of them was heard of. ``items`` are the open
    items that it settles, each with the amount that it settles of it. ``discount`` is what the
    debtor need not pay of them: they come to the amount and the discount together. ``open_before``
    is what was open of each of the items, in their order; empty where all of each is collected.
    ``retries`` are the failed collections that it presents again, ``attempt`` counts from 1.
    """

    end_to_end_id: EndToEndId
    mandate: Mandate
    account: CreditorAccount
    sequence_type: SequenceType
    amount: Euro
    due_on: date
    remittance: Remittance
    items: tuple[OpenItem, ...]
    purpose: PurposeCode | None
    category_purpose: PurposeCode | None
    discount: Euro
    open_before: tuple[Euro, ...]
    retries: tuple[EndToEndId, ...]
    attempt: int
    facts: tuple[BankFact, ...]

    def __init__(
        self,
        *,
        end_to_end_id: EndToEndIdLike,
        mandate: Mandate,
        account: CreditorAccount | IbanLike,
        sequence_type: SequenceType,
        amount: Amount,
        due_on: date,
        remittance: Remittance = "",
        items: Iterable[OpenItem] = (),
        purpose: PurposeCodeLike | None = None,
        category_purpose: PurposeCodeLike | None = None,
        discount: Amount = ZERO,
        open_before: Iterable[Amount] = (),
        retries: Iterable[EndToEndIdLike] = (),
        attempt: int = 1,
        facts: Iterable[BankFact] = (),
    ) -> None: ...

    @property
    def label(self) -> str:
        """How a finding names it."""
        return f"collection {self.end_to_end_id} of debtor {self.mandate.debtor.id}"

    @property
    def item_keys(self) -> tuple[ItemKey, ...]:
        """The open items that it settles, by kind and number."""
        return tuple(item.key for item in self.items)

    @property
    def rests(self) -> Mapping[ItemKey, Euro]:
        """What it leaves open of items of which it collects a part."""
        parts = zip(self.items, self.open_before, strict=True) if self.open_before else ()
        return {item.key: was - item.amount for item, was in parts if was > item.amount}

    @property
    def status(self) -> CollectionStatus:
        """Where the bank's facts have led it."""
        status = _S.PENDING
        for kind in kinds_in_order(counted(self.facts)):
            # What comes after a higher fact is kept as known, and changes nothing.
            status = STEPS[status].get(kind, status)
        return status

    @property
    def failed(self) -> bool:
        """Whether its open items are open again: no money came, or it went back."""
        return bool(self.facts) and self.status in _FAILED

    @property
    def is_settled(self) -> bool:
        """Whether its money came in, and has not gone back."""
        return self.status is _S.SETTLED

    @property
    def failure(self) -> RTransaction | None:
        """The R-transaction that undid it; nothing if it has not failed.

        Of several tellings the first that gives a reason: a reject of a whole file may give none.
        """
        status = self.status
        ended = [
            fact
            for fact in in_order(counted(self.facts))
            if isinstance(fact, RTransaction) and STEPS[_S.PENDING][type(fact)] is status
        ]
        return min(ended, key=lambda fact: not fact.reason.code, default=None)

    @property
    def movements(self) -> tuple[Movement, ...]:
        """What moved on the creditor's account for it, as far as that was told; each thing once.

        One thing may be told by an intraday report, an advice and a statement. Money that goes back
        is the same as what another message tells by another name, if one of the two has no reason
        or both have the same, or the same booking day, or the same reference of the bank's.
        """
        booked = {kind: self._booked_as(kind) for kind in kinds_in_order(self.facts)}
        moved = [kind for kind, told in booked.items() if told and kind is not Acceptance]
        back = [kind for kind in moved if kind not in {Settlement, Charge}]
        for place, kind in enumerate(back):
            for other in back[place + 1 :]:
                if all(_is_told_among(fact, booked[other]) for fact in booked[kind]):
                    booked[other] += booked[kind]
                    moved.remove(kind)
                    break
        return tuple(_movement(kind, booked[kind], self.amount) for kind in moved)

    def _booked_as(self, kind: type[BankFact]) -> list[BankFact]:
        return [fact for fact in self.facts if type(fact) is kind and fact.booked_on is not None]

    @property
    def balance_at_the_bank(self) -> Euro:
        """What is on the creditor's account of its amount, without charges: normally all or 0.00.

        Anything else is under way: a bank that books batches gross has credited a rejected
        collection, and will debit it.
        """
        return Euro.total(movement.amount for movement in self.movements)

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
        """Whether such a fact was told before; the date may differ from one message to the next."""
        return type(fact) in map(type, self.facts)

    def after(self, fact: BankFact) -> Collection:
        """The collection, once ``fact`` is known. Raises :class:`IllegalStep` if it cannot be."""
        self._must_be_about_me(fact)
        if type(fact) not in STEPS[self.status]:
            raise IllegalStep(f"{self.label} is {self.status}: no {type(fact).__name__} can follow")
        return replace(self, facts=in_order((*self.facts, fact)))

    def knowing(self, facts: Iterable[BankFact]) -> Collection:
        """The collection, once all the ``facts`` are known, whichever came first.

        The same collection where nothing is new. Raises :class:`IllegalStep` for a fact about
        another one.
        """
        known = self.facts if len(self.facts) < _MANY else frozenset(self.facts)
        new = [fact for fact in facts if fact not in known]
        for fact in new:
            self._must_be_about_me(fact)
        return replace(self, facts=in_order((*self.facts, *new))) if new else self

    def _must_be_about_me(self, fact: BankFact) -> None:
        if fact.end_to_end_id != self.end_to_end_id:
            raise IllegalStep(f"{self.label} is not collection {fact.end_to_end_id}")


class Movement(NamedTuple):
    """Money of one collection that moved on the creditor's account, on a booking day.

    ``amount`` is the collection's own, above zero when it came in, and 0.00 where nothing but
    charges moved. ``charges`` and ``compensation``
    are costs beside it, never below zero.
    """

    kind: type[BankFact]
    booked_on: date
    amount: Euro
    charges: Euro
    compensation: Euro


def _is_told_among(fact: BankFact, others: Iterable[BankFact]) -> bool:
    """Whether money that went back is what one of the others tells by another name."""
    code = _reason_code(fact)
    return any(
        not code
        or _reason_code(other) in {"", code}
        or fact.booked_on == other.booked_on
        or (bool(fact.entry) and fact.entry == other.entry)
        for other in others
    )


def _reason_code(fact: BankFact) -> str:
    return fact.reason.code if isinstance(fact, RTransaction) else ""


def _movement(kind: type[BankFact], told: Sequence[BankFact], amount: Euro) -> Movement:
    if kind is Charge:
        return _charged(told)
    return Movement(
        kind,
        min(fact.booked_on for fact in told if fact.booked_on is not None),
        amount if kind is Settlement else -amount,
        max(fact.charges for fact in told),
        max(fact.compensation for fact in told),
    )


def _charged(told: Iterable[BankFact]) -> Movement:
    """All charges that were booked by themselves: each entry once, however often it is told."""
    days: dict[str, date] = {}
    charges: dict[str, Euro] = {}
    for fact in told:
        if fact.booked_on is not None:
            days[fact.entry] = min(fact.booked_on, days.get(fact.entry, fact.booked_on))
            charges[fact.entry] = max(fact.charges, charges.get(fact.entry, ZERO))
    return Movement(Charge, min(days.values()), ZERO, Euro.total(charges.values()), ZERO)
