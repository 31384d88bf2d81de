"""What the debtor is told before money is taken: how much, on which day, by whom and why.

The scheme asks for it fourteen calendar days ahead, unless something else was agreed. It goes out
on the invoice, in a letter or a message; that it did is a fact that the user keeps, as a
:class:`sepadd.documents.Notice`.
Source: EPC016-06 and EPC222-07, pre-notification.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sepadd.collection import Collection
from sepadd.documents.notice import Announced, Notice, must_announce_something
from sepadd.findings import InvalidValue
from sepadd.mandate import Mandate
from sepadd.rulebook import PRE_NOTIFICATION_DAYS, latest_pre_notification_on
from sepadd.values import (
    Creditor,
    CreditorIdentifier,
    CreditorIdentifierLike,
    Euro,
    MandateReference,
    MandateReferenceLike,
    reads,
)


@reads
@dataclass(frozen=True, slots=True, kw_only=True, init=False)
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
    about: str
    registration: str
    contact: str

    def __init__(
        self,
        *,
        debtor_id: str,
        debtor: str,
        creditor: str,
        creditor_identifier: CreditorIdentifierLike,
        mandate_reference: MandateReferenceLike,
        masked_iban: str,
        announced: Iterable[Announced],
        about: str = "",
        registration: str = "",
        contact: str = "",
    ) -> None: ...

    def __post_init__(self) -> None:
        must_announce_something(self.announced, self.label)
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
        known = ", ".join(map(str, own.values()))
        raise InvalidValue(
            f"{mandate.label} was given to creditor identifier {mandate.creditor_identifier}; "
            f"{creditor.label} has {known}: name the creditor to whom it was given"
        )


def known_as(creditor: Creditor) -> str:
    """The creditor's name, and the one that debtors know it by where that is another."""
    trade_name = creditor.trade_name
    if trade_name is None or trade_name == creditor.name:
        return creditor.name
    return f"{creditor.name} ({trade_name})"
