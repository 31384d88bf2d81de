"""A creditor's card in the books, which may be half filled in; what is missing is told at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from sepadd.findings import Findings, RulesViolated
from sepadd.frozen import dataclass
from sepadd.rulebook.bank_profile import Terms
from sepadd.rulebook.rules import rule
from sepadd.values import (
    Creditor,
    CreditorAccount,
    CreditorIdentifier,
    CreditorIdentifierLike,
    IbanLike,
    Party,
    PostalAddress,
    reads,
)


@rule(
    "CRE-01",
    "The creditor has a name.",
    source="EPC016-06, AT-E001",
    why="The name is mandatory in the file: by it the debtor and the banks know who collects.",
    hint="Give the creditor the name under which its mandates were signed.",
)
def has_a_name(creditor: AnyCreditor, _: Terms) -> str | None:
    """Debtors and banks are told who collects."""
    return _no_name(creditor)


def _no_name(creditor: AnyCreditor) -> str | None:
    return None if creditor.name.strip() else "the name is missing: debtors are told who collects"


@rule(
    "CRE-02",
    "The creditor has an account to collect on.",
    source="EPC016-06, AT-C001",
    why=(
        "What comes in is credited to an account of the creditor's, and the file has to name its "
        "IBAN."
    ),
    hint="Add an own account, or let one that is there collect.",
)
def has_an_account(creditor: AnyCreditor, _: Terms) -> str | None:
    """At least one own account takes direct debits."""
    return _no_account(creditor)


def _no_account(creditor: AnyCreditor) -> str | None:
    if creditor.collecting_accounts:
        return None
    return "an account to collect on is missing: give at least one IBAN that collects"


@rule(
    "CRE-03",
    "Each collecting account has a creditor identifier.",
    source="EPC262-08, AT-E005",
    why=(
        "Banks know a mandate by its reference and the creditor identifier together, and the file "
        "has to tell both."
    ),
    hint=(
        "Enter the identifier that the own bank or the national bank gives, for the creditor or "
        "for each account that collects."
    ),
)
def has_identifiers(creditor: AnyCreditor, _: Terms) -> str | None:
    """The account's own, or the creditor's."""
    return _no_identifier(creditor)


def _no_identifier(creditor: AnyCreditor) -> str | None:
    if creditor.identifier is not None:
        return None
    accounts = creditor.collecting_accounts
    bare = [str(account.iban) for account in accounts if account.identifier is None]
    if accounts and not bare:
        return None
    whose = f" for account {', '.join(bare)}" if bare else ""
    return f"the creditor identifier is missing{whose}: the national bank or the own bank gives it"


@reads
@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class CreditorCard:
    """A creditor in the user's books, as far as it is filled in; its fields are a creditor's.

    >>> card = CreditorCard(name="Zwembad De Waterlelie", accounts=["NL02ABNA0123456789"])
    >>> [finding.rule for finding in card.missing]
    ['CRE-03']
    """

    name: str
    identifier: CreditorIdentifier | None
    accounts: tuple[CreditorAccount, ...]
    address: PostalAddress | None
    initiating_party: Party | None
    ultimate_creditor: Party | None
    trade_name: str | None

    def __init__(
        self,
        *,
        name: str = "",
        identifier: CreditorIdentifierLike | None = None,
        accounts: Iterable[CreditorAccount | IbanLike] = (),
        address: PostalAddress | None = None,
        initiating_party: Party | None = None,
        ultimate_creditor: Party | None = None,
        trade_name: str | None = None,
    ) -> None: ...

    @property
    def label(self) -> str:
        """How a finding names it."""
        return f"creditor {self.name}".rstrip()

    @property
    def collecting_accounts(self) -> tuple[CreditorAccount, ...]:
        """The accounts that direct debits may be credited to, in the order given."""
        return tuple(account for account in self.accounts if account.collects)

    @property
    def missing(self) -> Findings:
        """Everything that it needs to be a creditor; none: ready."""
        return Findings(
            asked.sentence.finding(self.label, lack)
            for asked, lack in (
                (has_a_name, _no_name(self)),
                (has_an_account, _no_account(self)),
                (has_identifiers, _no_identifier(self)),
            )
            if lack is not None
        )

    @property
    def creditor(self) -> Creditor:
        """The creditor. Where each account has an identifier of its own, the first is its own too.

        Raises :class:`RulesViolated`, with everything that is missing, if something is.
        """
        missing = self.missing
        own = (account.identifier for account in self.collecting_accounts)
        identifier = self.identifier or next(own, None)
        if missing or identifier is None:
            raise RulesViolated(missing)
        return Creditor(
            name=self.name,
            identifier=identifier,
            accounts=self.accounts,
            address=self.address,
            initiating_party=self.initiating_party,
            ultimate_creditor=self.ultimate_creditor,
            trade_name=self.trade_name,
        )


AnyCreditor: TypeAlias = Creditor | CreditorCard
"""A creditor, or as much of one as is filled in."""
