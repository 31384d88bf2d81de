"""What debtors were told, and whether each collection was announced to them in time.

That a debtor was told is a fact that the user keeps. When the amount or the day changes, it has to
be told again. Nothing of it stands in the bank's file.
Source: EPC016-06 and EPC222-07, pre-notification.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final, NamedTuple

from sepadd.collection import Collection
from sepadd.findings import Findings, InvalidValue
from sepadd.proposal import MandateKey, Proposal
from sepadd.rulebook import PRE_NOTIFICATION_DAYS, Terms, latest_pre_notification_on, put, rule
from sepadd.run import CollectionRun
from sepadd.values import (
    ZERO,
    Amount,
    CreditorIdentifier,
    CreditorIdentifierLike,
    Euro,
    MandateReference,
    MandateReferenceLike,
    reads,
)

_SOURCE: Final = "EPC016-06 and EPC222-07, pre-notification"


@reads
@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class Announced:
    """An amount, more than 0.00, and the day on which it will be taken (the collection's due date).

    Raises :class:`InvalidValue` for an amount that no direct debit can take.
    """

    amount: Euro
    due_on: date

    def __init__(
        self,
        *,
        amount: Amount,
        due_on: date,
    ) -> None: ...

    def __post_init__(self) -> None:
        if self.amount <= ZERO:
            raise InvalidValue(
                f"announced amount {self.amount} due {self.due_on}: needs more than 0.00, "
                "since a direct debit can only take"
            )

    @classmethod
    def of(cls, collection: Collection) -> Announced:
        """What has to be announced of a collection."""
        return cls(amount=collection.amount, due_on=collection.due_on)


def must_announce_something(announced: tuple[Announced, ...], label: str) -> None:
    """Refuse to tell a debtor of nothing. Raises :class:`InvalidValue`."""
    if not announced:
        raise InvalidValue(f"{label}: nothing is announced; give an amount and a due date")


@reads
@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class Notice:
    """That the debtor was told, on a calendar day, of what would be taken under a mandate.

    ``by`` is the means in the user's own words: invoice 2026-1001, letter, e-mail. Nothing
    announced raises :class:`InvalidValue`.
    """

    creditor_identifier: CreditorIdentifier
    mandate_reference: MandateReference
    told_on: date
    announced: tuple[Announced, ...]
    by: str

    def __init__(
        self,
        *,
        creditor_identifier: CreditorIdentifierLike,
        mandate_reference: MandateReferenceLike,
        told_on: date,
        announced: Iterable[Announced],
        by: str = "",
    ) -> None: ...

    def __post_init__(self) -> None:
        must_announce_something(self.announced, f"notice of {self.told_on}")

    @property
    def mandate_key(self) -> MandateKey:
        """The key of the mandate it speaks of, as :attr:`sepadd.mandate.Mandate.key` has it."""
        return self.creditor_identifier.identity, self.mandate_reference.key


class _Told:
    """All that debtors were told, found by the mandate's key and the due date."""

    def __init__(self, notices: Iterable[Notice]) -> None:
        self._days: defaultdict[tuple[MandateKey, date], defaultdict[Euro, list[Notice]]]
        self._days = defaultdict(lambda: defaultdict(list))
        latest_first = sorted(notices, key=lambda notice: notice.told_on, reverse=True)
        for notice in latest_first:
            for each in notice.announced:
                self._days[notice.mandate_key, each.due_on][each.amount].append(notice)

    def announcement(self, collection: Collection, agreed_days: int) -> Announcement:
        """What was told of a collection: the earliest notice, which speaks of no other after it."""
        days = [self._for_day(key, collection.due_on) for key in collection.mandate.keys]
        notice = next(
            (day[collection.amount].pop() for day in days if day.get(collection.amount)), None
        )
        left = {amount for day in days for amount, notices in day.items() if notices}
        return Announcement(
            collection=collection,
            notice=notice,
            others=tuple(sorted(left)),
            latest_on=latest_pre_notification_on(collection.due_on, agreed_days),
            agreed_days=agreed_days,
        )

    def _for_day(self, key: MandateKey, due_on: date) -> Mapping[Euro, list[Notice]]:
        return self._days.get((key, due_on), _NO_NOTICES)


_NO_NOTICES: Final[Mapping[Euro, list[Notice]]] = MappingProxyType({})


class Announcement(NamedTuple):
    """A collection, and what its debtor was told of it: in a notice, or not at all.

    ``others`` are the amounts that were announced instead, for the same day. ``latest_on`` is the
    last calendar day, inclusive, on which the debtor could be told, ``agreed_days`` before.
    """

    collection: Collection
    notice: Notice | None
    others: tuple[Euro, ...]
    latest_on: date
    agreed_days: int

    @property
    def label(self) -> str:
        """How a finding names it."""
        return self.collection.label


@rule(
    "NOT-01",
    "The debtor is told of a collection: its amount and its due date.",
    source=_SOURCE,
    why=(
        "The scheme wants debtors to know before the debit what is taken and when; where either "
        "changes, they have to be told again."
    ),
    hint="Tell the debtor by the day that the finding names, in an invoice, a letter or a mail.",
)
def told_of(announcement: Announcement, _: Terms) -> str | None:
    """Say what the debtor has to be told, and by when."""
    if announcement.notice is not None:
        return None
    others = announcement.others
    instead = f", but of {' and '.join(map(str, others))}" if others else ""
    amount, due_on = announcement.collection.amount, announcement.collection.due_on
    return (
        f"the debtor was not told of {amount} due {due_on}{instead}; "
        f"tell it by {announcement.latest_on}"
    )


@rule(
    "NOT-02",
    "The debtor is told 14 calendar days before the due date, or as early as was agreed.",
    source=_SOURCE,
    why=(
        "Fourteen days are what the scheme asks for; a shorter time holds only if the debtor "
        "agreed to it."
    ),
    hint="Move the due date and tell the debtor of it, or agree on a shorter time.",
)
def told_in_time(announcement: Announcement, _: Terms) -> str | None:
    """Say when the debtor was told, and when it should have been."""
    notice, latest_on = announcement.notice, announcement.latest_on
    if notice is None or notice.told_on <= latest_on:
        return None
    means = f" ({notice.by})" if notice.by else ""
    return (
        f"the debtor was told on {notice.told_on}{means}, and should have been by {latest_on} "
        f"({announcement.agreed_days} calendar days before)"
    )


NOTICE_RULES: Final = (told_of, told_in_time)
"""What a collection that was not announced as it should be breaks."""


def unannounced(
    of: CollectionRun | Proposal | Iterable[Collection],
    notices: Iterable[Notice],
    terms: Terms,
    *,
    agreed_days: int = PRE_NOTIFICATION_DAYS,
) -> Findings:
    """Say which collections, of a proposal or a run, the debtor was not told of in time.

    What was told of another amount or another due date does not count: once either changes, the
    debtor has to be told again. Two equal collections need to be told of twice. What was told under
    a mandate's reference before an amendment still counts. ``agreed_days`` are calendar days before
    the due date. A profile whose ``waived`` names NOT-01 or NOT-02 is not told of it.
    Raises :class:`InvalidValue` for less than no days.

    >>> from sepadd.testing import COLLECTION, MANDATE, TERMS
    >>> notice = Notice(
    ...     creditor_identifier=MANDATE.creditor_identifier,
    ...     mandate_reference=MANDATE.reference,
    ...     told_on=date(2026, 11, 17),
    ...     announced=(Announced.of(COLLECTION),),
    ...     by="letter",
    ... )
    >>> unannounced([COLLECTION], [notice], TERMS)
    ()
    >>> unannounced([COLLECTION], [], TERMS)[0].detail
    'the debtor was not told of 30.00 due 2026-12-01; tell it by 2026-11-17'
    """
    told = _Told(notices)
    collections = of.collections if isinstance(of, CollectionRun | Proposal) else of
    announcements = (told.announcement(each, agreed_days) for each in collections)
    return put(NOTICE_RULES, announcements, terms)
