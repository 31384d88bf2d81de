"""The accounts of a debtor, and the one among them that is collected from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sepadd.findings import InvalidValue
from sepadd.values import Bic, BicLike, Iban, IbanLike, PostalAddress, reads


@reads
@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class DebtorAccount:
    """One of a debtor's accounts, with its holder where that is somebody else."""

    iban: Iban
    bic: Bic | None
    holder: str | None
    holder_address: PostalAddress | None

    def __init__(
        self,
        *,
        iban: IbanLike,
        bic: BicLike | None = None,
        holder: str | None = None,
        holder_address: PostalAddress | None = None,
    ) -> None: ...


@reads
@dataclass(frozen=True, slots=True, init=False)
class DebtorAccounts:
    """All accounts of a debtor, exactly one of which is the preferred: it is collected from.

    There is at least one, each IBAN stands once, and ``preferred`` is among them; else
    :class:`InvalidValue`. Another preferred account changes no mandate: that takes an amendment.

    >>> first, second = Iban("NL91ABNA0417164300"), Iban("NL98INGB0202345688")
    >>> both = DebtorAccounts((DebtorAccount(iban=first), DebtorAccount(iban=second)), first)
    >>> str(both.prefer(second).account.iban)
    'NL98INGB0202345688'
    """

    accounts: tuple[DebtorAccount, ...]
    preferred: Iban

    def __init__(
        self,
        accounts: Iterable[DebtorAccount],
        preferred: IbanLike,
    ) -> None: ...

    def __post_init__(self) -> None:
        """Refuse accounts of which it is not clear which one is collected from."""
        ibans = [account.iban for account in self.accounts]
        if len(set(ibans)) < len(ibans):
            twice = sorted({str(iban) for iban in ibans if ibans.count(iban) > 1})
            raise InvalidValue(f"account {', '.join(twice)} is given more than once: keep one")
        if self.preferred not in ibans:
            there_are = ", ".join(map(str, ibans)) or "none"
            raise InvalidValue(
                f"preferred account {self.preferred} is not among the debtor's; there are: "
                f"{there_are}"
            )

    @classmethod
    def only(cls, account: DebtorAccount) -> DebtorAccounts:
        """The accounts of a debtor who has one."""
        return cls((account,), account.iban)

    @property
    def account(self) -> DebtorAccount:
        """The one that is collected from."""
        return next(each for each in self.accounts if each.iban == self.preferred)

    def prefer(self, iban: Iban) -> DebtorAccounts:
        """The same, with another preferred. Raises :class:`InvalidValue` if it is not there."""
        return replace(self, preferred=iban)

    def with_account(self, account: DebtorAccount) -> DebtorAccounts:
        """The same, with one more, which is not preferred yet."""
        return replace(self, accounts=(*self.accounts, account))
