"""How a bank wants its file to look: the message version, the characters, the size.

A run keeps the form it was prepared for, so that it gives the same bytes years later.
"""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum

from sepadd.findings import InvalidValue
from sepadd.frozen import dataclass
from sepadd.rulebook.message_version import SCHEME_VERSION, MessageVersion
from sepadd.values import EPC_TEXT, AddressForm, Euro, TextMode, reads


class BicMode(StrEnum):
    """Which banks' BICs stand in the file."""

    AS_GIVEN = "as given"
    """Where one is known; ``NOTPROVIDED`` where not."""
    NEVER = "never"
    """The IBAN alone: ``NOTPROVIDED`` everywhere."""
    ALWAYS = "always"
    """Every one: a collection whose BIC is not known is refused."""


class InitiatingPartyForm(StrEnum):
    """What is said of the party that hands the file over, unless the creditor names one."""

    NAME = "name"
    """The creditor's name."""
    NAME_AND_IDENTIFIER = "name and identifier"
    """The creditor's name and creditor identifier, as Spanish banks ask for."""
    IDENTIFIER = "identifier"
    """The creditor identifier alone."""


class AccountChangeForm(StrEnum):
    """How a bank is told that a debtor has another account, since 20 November 2016."""

    SMNDA = "SMNDA"
    """Same mandate, new debtor account: the old one is not named."""
    ORIGINAL_IBAN = "original IBAN"
    """The old account's IBAN: where both are at one bank, or the bank asks for it."""


MOST_PER_COLLECTION = Euro(cents=999_999_999_99)
"""The largest amount that one collection can have. Source: EPC130-08, InstdAmt."""

MOST_CONTROL_SUM = Euro(cents=9_999_999_999_999_999_99)
"""The largest sum that a file can state: 18 digits. Source: EPC130-08, CtrlSum."""


@reads
@dataclass(frozen=True, slots=True, kw_only=True)
class FileLimits:
    """How much goes into one block and one file; what is more is split, always in the same way."""

    collections_per_batch: int = 100_000
    batches_per_file: int = 9_999
    collections_per_file: int = 999_999
    amount_per_collection: Euro = MOST_PER_COLLECTION
    amount_per_batch: Euro = MOST_CONTROL_SUM
    amount_per_file: Euro = MOST_CONTROL_SUM

    def __post_init__(self) -> None:
        """Refuse limits that nothing can keep to."""
        for name in ("collections_per_batch", "batches_per_file", "collections_per_file"):
            if getattr(self, name) < 1:
                raise InvalidValue(f"FileLimits.{name} is {getattr(self, name)}: at least 1")
        if not self.amount_per_collection <= self.amount_per_batch <= self.amount_per_file:
            message = (
                "FileLimits: the amounts per collection, batch and file have to rise, not "
                f"{self.amount_per_collection}, {self.amount_per_batch}, {self.amount_per_file}"
            )
            raise InvalidValue(message)


@reads
@dataclass(frozen=True, slots=True, kw_only=True)
class FileForm:
    """What a bank's file looks like.

    ``addresses``: the forms of address that it may hold. ``fold_addresses``: an address is written
    as a country and at most two lines, whatever its form, as the German .02 wants it.
    ``creditor_address``: whether the creditor's own address is written at all.
    ``offset``: whether the time of creation is written with its offset from UTC, as Austrian banks
    demand; without it, it is the time as the clock showed it there.
    ``batch_booking``: said of every block where the creditor's account does not say it; absent
    means as agreed with the bank.
    """

    message: MessageVersion = SCHEME_VERSION
    text: TextMode = EPC_TEXT
    addresses: frozenset[AddressForm] = frozenset({AddressForm.STRUCTURED, AddressForm.HYBRID})
    fold_addresses: bool = False
    creditor_address: bool = True
    bic: BicMode = BicMode.AS_GIVEN
    initiating_party: InitiatingPartyForm = InitiatingPartyForm.NAME
    batch_booking: bool | None = None
    account_change: AccountChangeForm = AccountChangeForm.SMNDA
    offset: bool = True
    limits: FileLimits = field(default_factory=FileLimits)
