"""A debtor's card in the books, which may be half filled in; what is missing is told at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from sepadd.debtors.debtor_accounts import DebtorAccounts
from sepadd.findings import Finding, Findings, InvalidValue, RulesViolated, Sentence, Severity
from sepadd.mandate import Mandate, Scheme
from sepadd.proposal import CollectionPreference
from sepadd.values import Debtor, DebtorKind, PostalAddress, reads

SWITCHED_OFF: Final = Sentence(
    "ENR-01",
    "The debtor is collected from.",
    "the user's own setting",
    Severity.WARNING,
    why=(
        "While collecting is off, nothing of this debtor is proposed but what is taken in one by "
        "one."
    ),
    hint="Switch collecting on in the debtor's preference.",
)
HAS_NAME: Final = Sentence(
    "ENR-02",
    "The debtor has a name.",
    "EPC016-06, AT-P001",
    why="The name is mandatory in the file: by it the bank knows whose account it is.",
    hint="Enter the debtor's name.",
)
HAS_ACCOUNT: Final = Sentence(
    "ENR-03",
    "The debtor has an account to collect from.",
    "EPC016-06, AT-D001",
    why="Without an IBAN there is nothing to debit.",
    hint="Ask the debtor for an IBAN, and enter it.",
)
ACCOUNT_IN_SEPA: Final = Sentence(
    "ENR-04",
    "The account to collect from is in SEPA.",
    "EPC409-09 v8.0",
    why="A SEPA direct debit does not reach an account outside SEPA, even one with an IBAN.",
    hint="Ask the debtor for another account, in a SEPA country.",
)
COMPANY_FOR_B2B: Final = Sentence(
    "ENR-05",
    "Under B2B is collected from companies.",
    "EPC222-07: debtors are non-consumers",
    why="B2B has no refund, a right that consumers keep; their banks turn it down (AC13).",
    hint="Enter the debtor as a company if it is one, or choose CORE.",
)
HAS_MANDATE: Final = Sentence(
    "ENR-06",
    "The debtor has a mandate that can be used.",
    "EPC016-06, mandates",
    why=(
        "What is invoiced to a debtor without one is not collected, and nobody would notice before "
        "the run."
    ),
    hint="Have a mandate signed for the debtor's scheme.",
)

CARD_SENTENCES: Final = (
    SWITCHED_OFF,
    HAS_NAME,
    HAS_ACCOUNT,
    ACCOUNT_IN_SEPA,
    COMPANY_FOR_B2B,
    HAS_MANDATE,
)
"""What is asked of a debtor before anything is collected."""


@reads
@dataclass(frozen=True, slots=True, kw_only=True)
class DebtorCard:
    """A debtor in the user's books, as far as collection goes; it may be half filled in.

    ``id`` is the user's own debtor number; a blank one raises :class:`InvalidValue`.
    """

    id: str
    name: str = ""
    accounts: DebtorAccounts | None = None
    preference: CollectionPreference = field(default_factory=CollectionPreference)
    kind: DebtorKind | None = None
    address: PostalAddress | None = None

    def __post_init__(self) -> None:
        """Refuse a card that nobody can name."""
        if not self.id.strip():
            raise InvalidValue(f"debtor number {self.id!r}: needs text that is not blank")

    @property
    def label(self) -> str:
        """How a finding names it."""
        return f"debtor {self.id}"

    @property
    def debtor(self) -> Debtor:
        """The debtor with the preferred account, for a mandate.

        Raises :class:`RulesViolated`, with everything that is missing, if something is.
        """
        missing = missing_for_mandate(self)
        if self.accounts is None or missing.errors:
            raise RulesViolated(missing)
        account = self.accounts.account
        return Debtor(
            id=self.id,
            name=self.name,
            iban=account.iban,
            bic=account.bic,
            account_holder=account.holder,
            kind=self.kind,
            address=account.holder_address or self.address,
        )


def missing_for_mandate(card: DebtorCard) -> Findings:
    """Everything that a debtor's card needs before a mandate can be made out; none: ready.

    >>> [finding.rule for finding in missing_for_mandate(DebtorCard(id="10042"))]
    ['ENR-02', 'ENR-03']
    """
    return Findings(_missing_for_mandate(card))


def _missing_for_mandate(card: DebtorCard) -> Iterator[Finding]:
    if not card.name.strip():
        yield HAS_NAME.finding(card.label, "the name is missing: the bank is told it")
    if card.accounts is None:
        detail = "an IBAN is missing: without one, collection cannot be chosen as payment method"
        yield HAS_ACCOUNT.finding(card.label, detail)
    elif not (iban := card.accounts.preferred).in_sepa:
        detail = f"account {iban} is in {iban.country}, which is no SEPA country: give another"
        yield ACCOUNT_IN_SEPA.finding(card.label, detail)
    if card.preference.scheme is Scheme.B2B and card.kind is not DebtorKind.COMPANY:
        known = "is a consumer" if card.kind is DebtorKind.CONSUMER else "may be a consumer"
        detail = f"the debtor {known}: say that it is a company, if it is, or choose CORE"
        yield COMPANY_FOR_B2B.finding(card.label, detail)


def missing_for_collection(
    card: DebtorCard, mandates: Iterable[Mandate], *, due_on: date
) -> Findings:
    """Everything that stands between a debtor and a collection on a due date; no errors: ready.

    ``mandates`` are those of the creditor; of the debtor's, one has to be usable under the scheme
    that the card prefers. A debtor who is not collected from as a rule is a warning.
    """
    own = [mandate for mandate in mandates if mandate.debtor.id == card.id]
    return Findings(
        (*_about_switch(card), *_missing_for_mandate(card), *_unusable(card, own, due_on))
    )


def _about_switch(card: DebtorCard) -> Iterator[Finding]:
    if not card.preference.collects:
        detail = "collecting is off: only items that are taken one by one are collected"
        yield SWITCHED_OFF.finding(card.label, detail)


def _unusable(card: DebtorCard, own: Sequence[Mandate], due_on: date) -> Iterator[Finding]:
    scheme = card.preference.scheme
    fitting = [mandate for mandate in own if mandate.scheme is scheme]
    if not fitting:
        found = "; ".join(f"{m.label} is {m.scheme}" for m in own)
        detail = f"a {scheme} mandate is missing" + (f": {found}" if found else "")
        yield HAS_MANDATE.finding(card.label, detail)
        return
    whys = [mandate.why_unusable(due_on) for mandate in fitting]
    if None not in whys:
        yield HAS_MANDATE.finding(card.label, "; ".join(why for why in whys if why))
