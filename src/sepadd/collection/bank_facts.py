"""What the bank says about one collection: that it went well, or an R-transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Final

from sepadd.findings import InvalidValue
from sepadd.frozen import dataclass
from sepadd.values import ZERO, Amount, EndToEndId, EndToEndIdLike, Euro, reads


@reads
@dataclass(frozen=True, slots=True, order=True)
class Reason:
    """Why a collection failed: the code as the bank gave it, and what it means.

    ``text`` is what the bank or the debtor wrote beside the code. Where no code was given, ``code``
    is empty. :func:`reason` looks a code up.
    """

    code: str
    meaning: str
    text: str = ""


@reads
@dataclass(frozen=True, slots=True)
class FactSource:
    """Who told a fact, where and when.

    ``message`` is the kind of message (``pain.002``, ``camt.053``), empty where a person told it;
    ``message_id`` the sender's own id of it; ``at`` when it was made, with its offset from UTC
    where the bank gave one; ``by`` who speaks: a bank by its BIC, a person or debtor by name.
    """

    message: str = ""
    message_id: str = ""
    at: datetime | None = None
    by: str = ""

    @property
    def order(self) -> tuple[str, str, str, str]:
        """By what tellings of one thing are put in order, so that the order of arrival is none."""
        at = self.at if self.at is None or self.at.tzinfo is None else self.at.astimezone(UTC)
        return ("" if at is None else at.isoformat(), self.message, self.message_id, self.by)


BY_HAND: Final = FactSource()
"""Told by a person, and by no message."""


NO_REASON: Final = Reason("", "no reason was given")
"""The bank gave none."""


@reads
@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class BankFact:
    """Something we were told about one collection, and the day it is said to have happened.

    ``booked_on`` is the day on which its money moved on the creditor's account, absent where the
    telling shows no movement: a status report, a person. ``entry`` is the bank's own reference of
    that movement. ``charges`` and ``compensation`` (the interest of a refund) are what moved beside
    the collection's own amount, both to the creditor's cost.
    """

    end_to_end_id: EndToEndId
    on: date
    said: FactSource
    booked_on: date | None
    entry: str
    charges: Euro
    compensation: Euro

    def __init__(
        self,
        *,
        end_to_end_id: EndToEndIdLike,
        on: date,
        said: FactSource = BY_HAND,
        booked_on: date | None = None,
        entry: str = "",
        charges: Amount = ZERO,
        compensation: Amount = ZERO,
    ) -> None: ...

    def __post_init__(self) -> None:
        """Refuse costs below nothing."""
        if self.charges < ZERO or self.compensation < ZERO:
            message = (
                f"{type(self).__name__} of collection {self.end_to_end_id}: charges {self.charges} "
                f"and compensation {self.compensation} are costs, and need to be 0.00 or more"
            )
            raise InvalidValue(message)


@reads
@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class Acceptance(BankFact):
    """Read and taken on by the creditor's bank; no money has moved."""


@reads
@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class Settlement(BankFact):
    """Credited to the creditor.

    ``of_batch`` is the batch or file in whose one sum it was, where that is how it is known.
    ``again`` is true if the bank took back a return: the money was credited, debited and credited
    again.
    """

    of_batch: str
    again: bool

    def __init__(
        self,
        *,
        end_to_end_id: EndToEndIdLike,
        on: date,
        said: FactSource = BY_HAND,
        booked_on: date | None = None,
        entry: str = "",
        charges: Amount = ZERO,
        compensation: Amount = ZERO,
        of_batch: str = "",
        again: bool = False,
    ) -> None: ...


@reads
@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class RTransaction(BankFact):
    """A collection that left the normal path; the scheme's word for all of these."""

    reason: Reason

    def __init__(
        self,
        *,
        end_to_end_id: EndToEndIdLike,
        on: date,
        reason: Reason,
        said: FactSource = BY_HAND,
        booked_on: date | None = None,
        entry: str = "",
        charges: Amount = ZERO,
        compensation: Amount = ZERO,
    ) -> None: ...


@reads
@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class Reject(RTransaction):
    """Turned down before settlement, by a bank, the clearing or (a refusal) the debtor."""


@reads
@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class Cancellation(RTransaction):
    """Recalled before settlement, by the creditor."""


@reads
@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class Return(RTransaction):
    """Sent back after settlement, by the debtor's bank."""


@reads
@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class Refund(RTransaction):
    """Claimed back after settlement, by the debtor."""


@reads
@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class Reversal(RTransaction):
    """Paid back after settlement, by the creditor."""


@reads
@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class Charge(BankFact):
    """What the bank charged for a collection, booked by itself; it changes nothing of the status.

    Some banks take their charges in the movement of the return, others in one of their own.
    """


IN_THE_ORDER_OF_A_COLLECTION: Final[tuple[type[BankFact], ...]] = (
    Acceptance,
    Reject,
    Cancellation,
    Settlement,
    Return,
    Refund,
    Reversal,
    Charge,
)
"""The kinds of facts as one collection can meet them, whenever each of them is heard of.

A reject stands before a settlement: banks that book a batch gross settle what they have rejected,
and take it off again.
"""

_PLACE: Final = {kind: place for place, kind in enumerate(IN_THE_ORDER_OF_A_COLLECTION)}


def in_order(facts: Iterable[BankFact]) -> tuple[BankFact, ...]:
    """Facts of one collection, each once, in the order in which they are taken.

    It follows from what they say, and not from when they came in.
    """
    told = tuple(facts)
    if len(frozenset(map(type, told))) == len(told):
        return tuple(sorted(told, key=_place))
    return tuple(sorted(dict.fromkeys(told), key=_order))


def kinds_in_order(facts: Iterable[BankFact]) -> Sequence[type[BankFact]]:
    """The kinds of facts that were told of one collection, each once, as it can meet them."""
    kinds = frozenset(map(type, facts))
    return sorted(kinds, key=_PLACE.__getitem__) if len(kinds) > 1 else tuple(kinds)


_OF_A_COPY: Final = frozenset({"DU01", "DU02", "DUPL"})


def rejects_a_copy(fact: BankFact) -> bool:
    """Whether a reject says that the file, or the batch, was handed in before.

    Source: EPC173-14 v8.0 and ISO 20022, DU01 and DU02; one bank says DUPL.
    """
    return isinstance(fact, Reject) and fact.reason.code in _OF_A_COPY


def set_aside(facts: Sequence[BankFact]) -> Sequence[BankFact]:
    """The rejects of copies among the facts of one collection, once the first one was taken on.

    They say nothing of how it stands: else its items would be free, and be collected again.
    """
    copies = tuple(filter(rejects_a_copy, facts))
    if not copies or all(isinstance(fact, Reject | Cancellation | Charge) for fact in facts):
        return ()
    return copies


def counted(facts: Sequence[BankFact]) -> Sequence[BankFact]:
    """The facts of one collection that say how it stands: all but those that are set aside."""
    aside = set_aside(facts)
    return [fact for fact in facts if fact not in aside] if aside else facts


def _place(fact: BankFact) -> int:
    return _PLACE[type(fact)]


def _order(fact: BankFact) -> tuple[object, ...]:
    reason = fact.reason if isinstance(fact, RTransaction) else NO_REASON
    return (
        _PLACE[type(fact)],
        fact.on,
        fact.booked_on or date.max,
        fact.said.order,
        fact.entry,
        (fact.charges.cents, fact.compensation.cents),
        reason,
        (fact.of_batch, fact.again) if isinstance(fact, Settlement) else ("", False),
    )


@reads
@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class BatchBooking:
    """A credit for a batch, or for a file, of ours on the creditor's account.

    ``of`` is the id of the batch or file that it was booked for, ``amount`` what came in, above
    zero, and ``charges`` what the bank kept of it. It is kept as it was told: which collections it
    has settled follows from what was turned down before, whenever that is heard of.
    """

    of: str
    amount: Euro
    booked_on: date
    charges: Euro
    entry: str
    said: FactSource

    def __init__(
        self,
        *,
        of: str,
        amount: Amount,
        booked_on: date,
        charges: Amount = ZERO,
        entry: str = "",
        said: FactSource = BY_HAND,
    ) -> None: ...

    @property
    def gross(self) -> Euro:
        """What it comes to with the charges that the bank kept."""
        return self.amount + self.charges

    @property
    def key(self) -> tuple[str, int, date, str]:
        """What makes it one booking, told by however many messages; by it they are put in order."""
        return self.of, self.amount.cents, self.booked_on, self.entry
