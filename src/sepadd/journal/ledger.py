"""The user's ledger: its own account for each role, when items are closed, which periods are open.

sepadd knows roles (what debtors owe, what is under way, the bank) and never a number of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final, TypeAlias

from sepadd.books import ReceivableCloses
from sepadd.findings import Finding, InvalidValue, Sentence
from sepadd.journal.periods import ALWAYS, Periods, WhenClosed
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
"""What is wrong with the accounts of a ledger."""

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


Account: TypeAlias = LedgerAccount | str
"""An account of the ledger, or its code."""

OfBankAccounts: TypeAlias = Account | Mapping[Iban, Account] | Mapping[str, Account]
"""One account of the ledger, or one for each of the own bank accounts, by its IBAN."""


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class Ledger:
    """One creditor's ledger, as far as collections go to it.

    Each role has an account by its code, or as a :class:`LedgerAccount` where the kind of its
    journal is known; what is left out is told when something would have to be posted to it.
    ``in_transit`` and ``bank`` may be other ones for each of the creditor's bank accounts: a
    mapping by IBAN. ``closes`` is when the ledger closes an open item; it has no default. An entry
    outside the open ``periods`` is refused or moved, as ``when_closed`` says.

    Raises :class:`InvalidValue` for a code that names nothing, and for accounts by IBAN in a role
    that has nothing to do with the bank.

    >>> ledger = Ledger(
    ...     receivable="1300", in_transit="1290", bank="1010", closes=ReceivableCloses.AT_FILE
    ... )
    >>> str(ledger.account(Role.BANK)), ledger.account(Role.DISCOUNT)
    ("LedgerAccount(code='1010', journal=None)", None)
    """

    receivable: LedgerAccount | None
    in_transit: LedgerAccount | Mapping[Iban, LedgerAccount] | None
    bank: LedgerAccount | Mapping[Iban, LedgerAccount] | None
    return_charges: LedgerAccount | None
    discount: LedgerAccount | None
    write_off: LedgerAccount | None
    closes: ReceivableCloses
    periods: Periods
    when_closed: WhenClosed

    def __init__(
        self,
        *,
        closes: ReceivableCloses,
        receivable: Account | None = None,
        in_transit: OfBankAccounts | None = None,
        bank: OfBankAccounts | None = None,
        return_charges: Account | None = None,
        discount: Account | None = None,
        write_off: Account | None = None,
        periods: Periods = ALWAYS,
        when_closed: WhenClosed = WhenClosed.REFUSE,
    ) -> None:
        """Take the accounts by their codes."""
        put = object.__setattr__
        put(self, "receivable", _one(receivable, Role.RECEIVABLE))
        put(self, "in_transit", _each(in_transit, Role.IN_TRANSIT))
        put(self, "bank", _each(bank, Role.BANK))
        put(self, "return_charges", _one(return_charges, Role.RETURN_CHARGES))
        put(self, "discount", _one(discount, Role.DISCOUNT))
        put(self, "write_off", _one(write_off, Role.WRITE_OFF))
        given: object = closes
        if not isinstance(given, ReceivableCloses):
            raise InvalidValue(f"closes {given!r} of a ledger: needs a ReceivableCloses")
        put(self, "closes", closes)
        put(self, "periods", periods)
        put(self, "when_closed", when_closed)

    def account(self, role: Role, iban: Iban | None = None) -> LedgerAccount | None:
        """What fills a role, for one of the own bank accounts; nothing where it is left out."""
        found: object = getattr(self, role.name.lower())
        if isinstance(found, Mapping):
            found = found.get(iban)
        return found if isinstance(found, LedgerAccount) else None


def _one(given: object, role: Role) -> LedgerAccount | None:
    if given is None or isinstance(given, LedgerAccount):
        return given
    if isinstance(given, str):
        return LedgerAccount(given)
    if isinstance(given, Mapping):
        raise InvalidValue(
            f"{role}: accounts by IBAN, and only {Role.BANK} and {Role.IN_TRANSIT} can be another "
            "ledger account for each bank account; give one"
        )
    raise InvalidValue(f"{role} {given!r}: give the code of an account of the ledger, as text")


def _each(given: object, role: Role) -> LedgerAccount | Mapping[Iban, LedgerAccount] | None:
    if not isinstance(given, Mapping):
        return _one(given, role)
    accounts = {
        (iban if isinstance(iban, Iban) else Iban(iban)): _one(account, role)
        for iban, account in given.items()
    }
    return MappingProxyType({i: each for i, each in accounts.items() if each is not None})


RoleAt = tuple[Role, Iban | None]
"""A role, and for which of the own bank accounts; none where it makes no difference."""


def unfit(ledger: Ledger, needed: Iterable[RoleAt]) -> Iterator[Finding]:
    """Every role that a ledger leaves open or fills with the wrong kind of journal, each once."""
    for role, iban in dict.fromkeys(needed):
        subject = _subject(role, iban)
        account = ledger.account(role, iban)
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
