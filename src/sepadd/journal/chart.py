"""Which accounts of the ledger a journal goes to: the user's own numbers, one for each role.

sepadd knows roles (what debtors owe, what is under way, the bank) and never a number of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from sepadd.findings import Finding, InvalidValue, Sentence
from sepadd.values import Iban, reads


class Role(StrEnum):
    """What an account of the ledger is for."""

    RECEIVABLE = "receivable"
    """What debtors owe."""
    IN_TRANSIT = "in transit"
    """What was collected and is not on the bank account yet, or is to go off it again."""
    BANK = "bank"
    """What is on the bank account."""
    DISCOUNT = "discount"
    """What debtors need not pay since they are collected from."""
    RETURN_CHARGES = "return charges"
    """What banks take beside the amounts, mostly for returns, and the interest of a refund."""
    WRITE_OFF = "write-off"
    """What nobody will pay any more."""


class JournalKind(StrEnum):
    """What kind of journal an account of the ledger is on."""

    BANK = "bank"
    CASH = "cash"
    MEMORIAL = "memorial"
    OTHER = "other"


MAPPED: Final = Sentence(
    "JNL-01",
    "Every role that a journal needs has an account of the ledger.",
    "the user's ledger",
    why=(
        "An amount whose role has no account cannot be entered, and without it the journal does "
        "not balance."
    ),
    hint="Map the role to an account of your ledger.",
)
BANK_JOURNAL: Final = Sentence(
    "JNL-02",
    "The bank's account of the ledger is on a journal of the kind bank or cash.",
    "accounting practice: money moves in bank and cash journals",
    why=(
        "Where money moves, the books show it in a bank or cash journal; an entry elsewhere would "
        "move it past them."
    ),
    hint="Choose an account that is on a bank or cash journal.",
)
MEMORIAL_JOURNAL: Final = Sentence(
    "JNL-03",
    "A write-off is on a journal of the kind memorial.",
    "accounting practice: no money moves in a memorial journal",
    why=(
        "Giving a claim up moves no money, and in a bank or cash journal it would look as if it "
        "did."
    ),
    hint="Choose an account that is on a memorial journal.",
)

ROLE_SENTENCES: Final = (MAPPED, BANK_JOURNAL, MEMORIAL_JOURNAL)
"""What is wrong with a chart of accounts."""

BY_OWN_ACCOUNT: Final = frozenset({Role.BANK, Role.IN_TRANSIT})
"""The roles that each of the creditor's own bank accounts may fill with another ledger account."""

_NEEDS: Final[Mapping[Role, tuple[Sentence, tuple[JournalKind, ...]]]] = MappingProxyType(
    {
        Role.BANK: (BANK_JOURNAL, (JournalKind.BANK, JournalKind.CASH)),
        Role.WRITE_OFF: (MEMORIAL_JOURNAL, (JournalKind.MEMORIAL,)),
    }
)


@reads
@dataclass(frozen=True, slots=True)
class LedgerAccount:
    """An account of the user's ledger: its code there, and the kind of its journal where known."""

    code: str
    journal: JournalKind | None = None

    def __post_init__(self) -> None:
        """Refuse a code that names nothing."""
        if not self.code.strip():
            message = f"code {self.code!r} of a ledger account: needs text that is not blank"
            raise InvalidValue(message)


@reads
@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """The accounts of one creditor's ledger that fill the roles.

    ``accounts`` holds them by role. ``of_bank_account`` holds, by role and by the IBAN of one of
    the creditor's own accounts, those that are that account's alone: its book in the ledger, and
    the clearing account that is tied to it.

    >>> chart = Chart(accounts={Role.BANK: LedgerAccount("1010")})
    >>> str(chart.account(Role.BANK)), chart.account(Role.DISCOUNT)
    ("LedgerAccount(code='1010', journal=None)", None)
    """

    accounts: Mapping[Role, LedgerAccount]
    of_bank_account: Mapping[tuple[Role, Iban], LedgerAccount] = field(
        default_factory=lambda: MappingProxyType({})
    )

    def __post_init__(self) -> None:
        """Refuse an account for one IBAN in a role that has nothing to do with the bank."""
        for role, iban in self.of_bank_account:
            if role not in BY_OWN_ACCOUNT:
                message = (
                    f"{role} of account {iban}: only {Role.BANK} and {Role.IN_TRANSIT} "
                    "can be another ledger account for each bank account"
                )
                raise InvalidValue(message)

    def account(self, role: Role, iban: Iban | None = None) -> LedgerAccount | None:
        """What fills a role, for one of the own bank accounts; nothing where it is not mapped."""
        own = None if iban is None else self.of_bank_account.get((role, iban))
        return own or self.accounts.get(role)


RoleAt = tuple[Role, Iban | None]
"""A role, and for which of the own bank accounts; none where it makes no difference."""


def unfit(chart: Chart, needed: Iterable[RoleAt]) -> Iterator[Finding]:
    """Every role that a chart leaves open or fills with the wrong kind of journal, each once."""
    for role, iban in dict.fromkeys(needed):
        subject = _subject(role, iban)
        account = chart.account(role, iban)
        if account is None:
            detail = "no account of the ledger is mapped to it; name one"
            yield MAPPED.finding(subject, detail)
        elif role in _NEEDS and account.journal is not None:
            sentence, kinds = _NEEDS[role]
            if account.journal not in kinds:
                right = " or ".join(kinds)
                detail = f"account {account.code} is on a journal of the kind {account.journal}"
                yield sentence.finding(subject, f"{detail}; it needs to be {right}")


def _subject(role: Role, iban: Iban | None) -> str:
    return f"role {role}" if iban is None else f"role {role} of account {iban}"
