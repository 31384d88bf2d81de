"""What the debtor is told before money is taken: how much, on which day, by whom and why.

The scheme asks for it fourteen calendar days ahead, unless something else was agreed. It goes out
on the invoice, in a letter or a message; that it did is a fact that the user keeps, as a
:class:`Notice`. Nothing of it stands in the bank's file.
Source: EPC016-06 and EPC222-07, pre-notification.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Final

from sepadd.collection import Collection
from sepadd.findings import Finding, Findings, InvalidValue, Severity
from sepadd.identifiers import CreditorIdentifier, MandateReference
from sepadd.live_run import MandateKey
from sepadd.mandate import Mandate
from sepadd.money import ZERO, Euro
from sepadd.party import Creditor
from sepadd.rulebook.edition import PRE_NOTIFICATION_DAYS, latest_pre_notification_on
from sepadd.rulebook.rule import Sentence

_SOURCE: Final = "EPC016-06 and EPC222-07, pre-notification"

NOT_ANNOUNCED: Final = Sentence(
    "NOT-01",
    "The debtor is told of a collection: its amount and its due date.",
    _SOURCE,
    Severity.WARNING,
)
TOLD_LATE: Final = Sentence(
    "NOT-02",
    "The debtor is told 14 calendar days before the due date, or as early as was agreed.",
    _SOURCE,
    Severity.WARNING,
)

NOTICE_SENTENCES: Final = (NOT_ANNOUNCED, TOLD_LATE)
"""Why a collection was not announced as it should be."""


# -- what is told --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Announced:
    """An amount, more than 0.00, and the day on which it will be taken (the collection's due date).

    Raises :class:`InvalidValue` for an amount that no direct debit can take.
    """

    amount: Euro
    due_on: date

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


@dataclass(frozen=True, slots=True, kw_only=True)
class PreNotification:
    """What a debtor is to be told: of one collection, or of a schedule of several.

    ``announced`` is in the order of the due dates, and has at least one. ``masked_iban`` shows
    enough of the account for its holder to know it, and no more. ``about`` is what the debtor will
    read on the statement, ``registration`` the creditor's number in the trade register (KvK), and
    ``contact`` where to ask; each may be empty. Raises :class:`InvalidValue`.
    Source: EPC016-06 and EPC222-07, pre-notification; Dutch and German banks' pages on its content.
    """

    debtor_id: str
    debtor: str
    creditor: str
    creditor_identifier: CreditorIdentifier
    mandate_reference: MandateReference
    masked_iban: str
    announced: tuple[Announced, ...]
    about: str = ""
    registration: str = ""
    contact: str = ""

    def __post_init__(self) -> None:
        _must_announce_something(self.announced, self.label)
        if not self.creditor.strip():
            raise InvalidValue(f"{self.label}: the creditor has no name; the debtor has to know it")
        in_order = tuple(sorted(self.announced, key=lambda each: each.due_on))
        object.__setattr__(self, "announced", in_order)

    @property
    def label(self) -> str:
        """How it is named when something is wrong with it."""
        return f"pre-notification under mandate {self.mandate_reference}"

    @property
    def total(self) -> Euro:
        """The sum of what is announced."""
        return Euro.total(each.amount for each in self.announced)

    def latest_on(self, agreed_days: int = PRE_NOTIFICATION_DAYS) -> date:
        """The last calendar day, inclusive, on which it may reach the debtor.

        Counted back from the first due date. Raises :class:`InvalidValue` for less than no days.

        >>> from sepadd.testing import COLLECTION, CREDITOR
        >>> pre_notification(COLLECTION, CREDITOR).latest_on()
        datetime.date(2026, 11, 17)
        """
        return latest_pre_notification_on(self.announced[0].due_on, agreed_days)

    def told(self, on: date, by: str = "") -> Notice:
        """The fact that the debtor was told this on a day: to be kept."""
        return Notice(
            creditor_identifier=self.creditor_identifier,
            mandate_reference=self.mandate_reference,
            told_on=on,
            by=by,
            announced=self.announced,
        )


def _must_announce_something(announced: tuple[Announced, ...], label: str) -> None:
    if not announced:
        raise InvalidValue(f"{label}: nothing is announced; give an amount and a due date")


def pre_notification(
    collection: Collection, creditor: Creditor, *, registration: str = "", contact: str = ""
) -> PreNotification:
    """What the debtor is to be told of one collection.

    Raises :class:`InvalidValue` when the mandate was given to another creditor, or the creditor has
    no name yet.

    >>> from sepadd.testing import COLLECTION, CREDITOR
    >>> told = pre_notification(COLLECTION, CREDITOR)
    >>> told.debtor, str(told.total), told.masked_iban
    ('Ada Jansen', '30.00', 'NL91 **** **** **43 00')
    """
    return pre_notification_schedule(
        collection.mandate,
        (Announced.of(collection),),
        creditor,
        about=str(collection.remittance),
        registration=registration,
        contact=contact,
    )


def pre_notification_schedule(
    mandate: Mandate,
    announced: Iterable[Announced],
    creditor: Creditor,
    *,
    about: str = "",
    registration: str = "",
    contact: str = "",
) -> PreNotification:
    """What the debtor is to be told of collections that are yet to be made under a mandate.

    One, as on an invoice before it is collected, or a whole year's. Raises :class:`InvalidValue`
    when nothing is announced, or as :func:`pre_notification` does.
    """
    must_be_given_to(mandate, creditor)
    return PreNotification(
        debtor_id=mandate.debtor.id,
        debtor=mandate.debtor.name,
        creditor=known_as(creditor),
        creditor_identifier=mandate.creditor_identifier,
        mandate_reference=mandate.reference,
        masked_iban=mandate.debtor.iban.masked,
        announced=tuple(announced),
        about=about,
        registration=registration,
        contact=contact,
    )


def must_be_given_to(mandate: Mandate, creditor: Creditor) -> None:
    """Refuse to speak of a mandate in the name of a creditor to whom it was not given.

    The business code in the identifier may differ. Raises :class:`InvalidValue`.
    """
    accounts = (account.identifier for account in creditor.accounts)
    own = {i.identity: i for i in (creditor.identifier, *accounts) if i is not None}
    if mandate.creditor_identifier.identity not in own:
        known = ", ".join(map(str, own.values())) or "none"
        raise InvalidValue(
            f"{mandate.label} was given to creditor identifier {mandate.creditor_identifier}; "
            f"{creditor.label} has {known}"
        )


def known_as(creditor: Creditor) -> str:
    """The creditor's name, and the one that debtors know it by where that is another."""
    trade_name = creditor.trade_name
    if trade_name is None or trade_name == creditor.name:
        return creditor.name
    return f"{creditor.name} ({trade_name})"


# -- what was told -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """That the debtor was told, on a calendar day, of what would be taken under a mandate.

    ``by`` is the means in the user's own words: invoice 2026-1001, letter, e-mail. Nothing
    announced raises :class:`InvalidValue`.
    """

    creditor_identifier: CreditorIdentifier
    mandate_reference: MandateReference
    told_on: date
    announced: tuple[Announced, ...]
    by: str = ""

    def __post_init__(self) -> None:
        _must_announce_something(self.announced, f"notice of {self.told_on}")

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

    def use(self, collection: Collection) -> Notice | None:
        """The earliest notice of a collection; it speaks of no other one after that."""
        for key in collection.mandate.keys:
            notices = self._for_day(key, collection.due_on).get(collection.amount)
            if notices:
                return notices.pop()
        return None

    def other_amounts(self, collection: Collection) -> list[Euro]:
        """What else was announced under its mandate for its due date."""
        days = (self._for_day(key, collection.due_on) for key in collection.mandate.keys)
        return sorted({amount for day in days for amount, notices in day.items() if notices})

    def _for_day(self, key: MandateKey, due_on: date) -> Mapping[Euro, list[Notice]]:
        return self._days.get((key, due_on), _NO_NOTICES)


_NO_NOTICES: Final[Mapping[Euro, list[Notice]]] = MappingProxyType({})


def unannounced(
    collections: Iterable[Collection],
    notices: Iterable[Notice],
    *,
    agreed_days: int = PRE_NOTIFICATION_DAYS,
    refuse: bool = False,
) -> Findings:
    """Say which collections, of a proposal or a run, the debtor was not told of in time.

    What was told of another amount or another due date does not count: once either changes, the
    debtor has to be told again. Two equal collections need to be told of twice. What was told under
    a mandate's reference before an amendment still counts. ``agreed_days`` are calendar days before
    the due date; ``refuse`` makes the findings errors instead of warnings.
    Raises :class:`InvalidValue` for less than no days.

    >>> from datetime import date
    >>> from sepadd.testing import COLLECTION, CREDITOR
    >>> notice = pre_notification(COLLECTION, CREDITOR).told(date(2026, 11, 17), by="letter")
    >>> unannounced([COLLECTION], [notice])
    ()
    >>> unannounced([COLLECTION], [])[0].detail
    'the debtor was not told of 30.00 due 2026-12-01; tell it by 2026-11-17'
    """
    told = _Told(notices)
    found = (_about(collection, told, agreed_days) for collection in collections)
    severity = Severity.ERROR if refuse else Severity.WARNING
    return Findings(replace(each, severity=severity) for each in found if each is not None)


def _about(collection: Collection, told: _Told, agreed_days: int) -> Finding | None:
    latest_on = latest_pre_notification_on(collection.due_on, agreed_days)
    notice = told.use(collection)
    if notice is None:
        why = _why_not_told(collection, told.other_amounts(collection), latest_on)
        return NOT_ANNOUNCED.finding(collection.label, why)
    if notice.told_on > latest_on:
        return TOLD_LATE.finding(collection.label, _why_late(notice, latest_on, agreed_days))
    return None


def _why_not_told(collection: Collection, others: list[Euro], latest_on: date) -> str:
    instead = f", but of {' and '.join(map(str, others))}" if others else ""
    return (
        f"the debtor was not told of {collection.amount} due {collection.due_on}{instead}; "
        f"tell it by {latest_on}"
    )


def _why_late(notice: Notice, latest_on: date, agreed_days: int) -> str:
    means = f" ({notice.by})" if notice.by else ""
    return (
        f"the debtor was told on {notice.told_on}{means}, and should have been by {latest_on} "
        f"({agreed_days} calendar days before)"
    )
