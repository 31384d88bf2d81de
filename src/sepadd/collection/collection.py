"""One debit of one debtor: the state machine of what the bank does with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
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
    TARGET,
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
        """Where the bank's facts have led it.

        A reject that came after the settlement counts as what it is: a return. Of what went back,
        the account statement is heard before any other message. Money that was credited more often
        than it was debited is there: then the collection is settled.
        """
        heard = self._heard
        status = _S.PENDING
        for kind in kinds_in_order(heard):
            # What comes after a higher fact is kept as known, and changes nothing.
            status = STEPS[status].get(kind, status)
        if status in GIVEN_BACK and self._is_credited_again:
            return _S.SETTLED
        return status

    @property
    def _heard(self) -> Sequence[BankFact]:
        """The facts that say how it stands, each as what it is."""
        if len(self.facts) < 2:  # noqa: PLR2004 - one fact contradicts no other
            return self.facts
        return _statements_first([self._as_meant(fact) for fact in counted(self.facts)])

    def _as_meant(self, fact: BankFact) -> BankFact:
        """The fact; a return or a refund if it is called a reject, and the money was there before.

        Some banks tell returns by status reports. Source: EPC016-06, rejects and returns.
        """
        if not isinstance(fact, Reject):
            return fact
        settled = (told.on for told in self.facts if isinstance(told, Settlement))
        if not any(on < fact.on for on in settled):
            return fact
        kind = Refund if fact.reason.code == CLAIMED_BACK else Return
        return kind(**{each.name: getattr(fact, each.name) for each in fields(fact)})

    @property
    def _is_credited_again(self) -> bool:
        """Whether it was credited more often than it was debited."""
        credited = [fact for fact in self.facts if isinstance(fact, Settlement)]
        if len(credited) < 2 and not any(fact.again for fact in credited):  # noqa: PLR2004 - once and again
            return False
        moved = self.movements
        first = sum(each.kind is Settlement and not each.again for each in moved)
        again = sum(each.again for each in moved)
        back = sum(each.amount < ZERO for each in moved)
        return max(1, first) + again > max(1, back)

    @property
    def failed(self) -> bool:
        """Whether its open items are open again: no money came, or it went back."""
        return bool(self.facts) and self.status in _FAILED

    @property
    def is_settled(self) -> bool:
        """Whether the bank says that its money came in, and it has not gone back."""
        return self.status is _S.SETTLED

    @property
    def is_credited(self) -> bool:
        """Whether it is settled, and the money was seen on an account: its items are paid.

        A status report that calls it settled is no money yet.
        """
        return self.status is _S.SETTLED and any(
            isinstance(fact, Settlement) and fact.booked_on is not None for fact in self.facts
        )

    @property
    def failure(self) -> RTransaction | None:
        """The R-transaction that undid it; nothing if it has not failed.

        Of several tellings the first that gives a reason: a reject of a whole file may give none.
        """
        status = self.status
        if status not in _FAILED:
            return None
        told = [fact for fact in in_order(self._heard) if isinstance(fact, RTransaction)]
        ended = [fact for fact in told if STEPS[_S.PENDING][type(fact)] is status]
        return min(ended, key=lambda fact: not fact.reason.code, default=None)

    @property
    def movements(self) -> tuple[Movement, ...]:
        """What moved on the creditor's account for it, as far as that was told; each thing once.

        One thing may be told by an intraday report, an advice and a statement. Two entries in
        messages of one kind are two things if they have different booking days, or different
        references of the bank's. Money that goes back is the same as what another message tells by
        another name, if one of the two has no reason or both have the same, or the same booking
        day, or the same reference of the bank's.
        """
        booked = [
            fact
            for fact in self.facts
            if fact.booked_on is not None and type(fact) is not Acceptance
        ]
        if len(booked) < 2 or _is_booked_once(booked):  # noqa: PLR2004 - one is told by itself
            return tuple(_moved(fact, self.amount) for fact in booked)
        told: list[tuple[type[BankFact], list[BankFact]]] = []
        for kind in kinds_in_order(booked):
            of_kind = [fact for fact in booked if type(fact) is kind]
            told += [(kind, thing) for thing in _things(of_kind)]
        charged = [thing for kind, thing in told if kind is Charge]
        moved = _by_one_name([(kind, thing) for kind, thing in told if kind is not Charge])
        every = [_movement(kind, thing, self.amount) for kind, thing in moved]
        return (*every, _charged(charged)) if charged else tuple(every)

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
    charges moved. ``charges`` and ``compensation`` are costs beside it, never below zero.
    ``again`` is true if a return was taken back.
    """

    kind: type[BankFact]
    booked_on: date
    amount: Euro
    charges: Euro
    compensation: Euro
    again: bool = False


CLAIMED_BACK: Final = "MD06"
"""The debtor claims an authorised collection back: always a refund, whatever a bank calls it."""


def comes_after_settlement(code: str, on: date, due_on: date) -> bool:
    """Whether what a bank calls a reject is none, by its reason and its day.

    A reject comes before the settlement, so on the due date at the latest; and nobody claims back
    what was not debited. Source: EPC016-06, rejects, returns and refunds; EPC173-14 v8.0, MD06.

    >>> comes_after_settlement("AM04", date(2026, 12, 1), due_on=date(2026, 12, 1))
    False
    >>> comes_after_settlement("AM04", date(2026, 12, 2), due_on=date(2026, 12, 1))
    True
    """
    return code == CLAIMED_BACK or on > TARGET.on_or_after(due_on)


def _statements_first(facts: Sequence[BankFact]) -> Sequence[BankFact]:
    """The facts, without what is told of the way back by a message that knows less than another.

    A statement that gives the reason knows most, then any message that gives it.
    """
    back = [
        fact for fact in facts if isinstance(fact, RTransaction) and type(fact) in _AFTER_SETTLEMENT
    ]
    if len(back) < 2:  # noqa: PLR2004 - one telling contradicts no other
        return facts
    explained = [fact for fact in back if fact.reason.code]
    booked = [fact for fact in explained if fact.booked_on is not None]
    names = {type(fact) for fact in booked or explained or back}
    return [fact for fact in facts if type(fact) not in _AFTER_SETTLEMENT or type(fact) in names]


def _things(booked: list[BankFact]) -> list[list[BankFact]]:
    """The tellings of one kind of fact, those of one entry together.

    The kind of message that tells most entries says how many there are: what another kind tells
    belongs to the entry with the same reference, or else the same day, or else to the first.
    """
    again: list[BankFact] = [fact for fact in booked if isinstance(fact, Settlement) and fact.again]
    if again and len(again) < len(booked):
        return [*_things([fact for fact in booked if fact not in again]), *_things(again)]
    by_message: dict[str, list[BankFact]] = {}
    for fact in booked:
        by_message.setdefault(fact.said.message, []).append(fact)
    told = {
        kind: _entries(facts) if kind else [facts] for kind, facts in sorted(by_message.items())
    }
    most = max(told, key=lambda kind: len(told[kind]))
    things = told.pop(most)
    for facts in told.values():
        for fact in (fact for thing in facts for fact in thing):
            _thing_of(fact, things).append(fact)
    return things


def _entries(told: Iterable[BankFact]) -> list[list[BankFact]]:
    """The entries that messages of one kind tell: by day, and on a day by the bank's reference."""
    found: list[list[BankFact]] = []
    for fact in sorted(told, key=lambda each: (each.booked_on or date.max, not each.entry)):
        same = (thing for thing in found if not any(_are_two(fact, one) for one in thing))
        thing = next(same, None)
        if thing is None:
            found.append([fact])
        else:
            thing.append(fact)
    return found


def _are_two(one: BankFact, other: BankFact) -> bool:
    """Whether two tellings in messages of one kind are of two entries.

    They are by the bank's references; if one has none, by the booking day.
    """
    if one.entry and other.entry:
        return one.entry != other.entry
    return one.booked_on != other.booked_on


def _thing_of(fact: BankFact, things: list[list[BankFact]]) -> list[BankFact]:
    """The entry that another kind of message tells."""
    for thing in things:
        if fact.entry and any(fact.entry == one.entry for one in thing):
            return thing
    for thing in things:
        if any(fact.booked_on == one.booked_on for one in thing):
            return thing
    return things[0]


_Told = tuple[type[BankFact], list[BankFact]]


def _by_one_name(told: list[_Told]) -> list[_Told]:
    """What moved, with what went back under two names under the later of them."""
    moved = [each for each in told if each[0] is Settlement]
    back = [each for each in told if each[0] is not Settlement]
    for place, (kind, thing) in enumerate(back):
        for other, same in back[place + 1 :]:
            if other is not kind and _is_one(thing, same):
                same.extend(thing)
                break
        else:
            moved.append((kind, thing))
    return moved


def _is_one(thing: Sequence[BankFact], other: Sequence[BankFact]) -> bool:
    """Whether two names stand for one thing, as far as that can be known."""
    two = any(
        one.said.message and one.said.message == fact.said.message and _are_two(one, fact)
        for one in thing
        for fact in other
    )
    return not two and all(_is_told_among(fact, other) for fact in thing)


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


def _is_booked_once(booked: Sequence[BankFact]) -> bool:
    """Whether it came in once and went back once, as most do: then each fact is a movement."""
    return (
        len(booked) == 2  # noqa: PLR2004 - once in, once back
        and type(booked[0]) is Settlement
        and type(booked[1]) in _AFTER_SETTLEMENT
    )


def _moved(fact: BankFact, amount: Euro) -> Movement:
    """What one fact alone has moved."""
    kind = type(fact)
    if kind is Charge:
        return _charged([[fact]])
    return Movement(
        kind,
        fact.booked_on or fact.on,
        amount if kind is Settlement else -amount,
        fact.charges,
        fact.compensation,
        again=isinstance(fact, Settlement) and fact.again,
    )


def _movement(kind: type[BankFact], told: Sequence[BankFact], amount: Euro) -> Movement:
    return Movement(
        kind,
        min(fact.booked_on for fact in told if fact.booked_on is not None),
        amount if kind is Settlement else -amount,
        max(fact.charges for fact in told),
        max(fact.compensation for fact in told),
        again=any(isinstance(fact, Settlement) and fact.again for fact in told),
    )


def _charged(entries: Sequence[Sequence[BankFact]]) -> Movement:
    """All charges that were booked by themselves, on the day of the first."""
    day = min(f.booked_on for told in entries for f in told if f.booked_on is not None)
    charges = Euro.total(max(fact.charges for fact in told) for told in entries)
    return Movement(Charge, day, ZERO, charges, ZERO)
