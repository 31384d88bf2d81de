"""Who collects and who pays: names, addresses, accounts and what identifies a party.

How long a name or a line may be is not checked here, since writing it in the banks' characters
may change its length: that is left to the rules. What can never be right is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import date
from enum import StrEnum

from sepadd.findings import InvalidValue
from sepadd.frozen import dataclass
from sepadd.values.constructor import read_by, reads
from sepadd.values.iban_and_bic import Bic, BicLike, Iban, IbanLike
from sepadd.values.identifiers import CreditorIdentifier, CreditorIdentifierLike

_COUNTRY = re.compile(r"[A-Z]{2}")
_LEI = re.compile(r"[A-Z0-9]{18}[0-9]{2}")
_LINES = 2
_ID_LENGTH = 35
_SCHEME_CODE_LENGTH = 4


def _must_say_something(text: str | None, what: str, whose: str) -> None:
    if text is not None and not text.strip():
        raise InvalidValue(f"{what} {text!r} of {whose}: needs text that is not blank")


def _must_be_short(text: str | None, what: str, whose: str, most: int) -> None:
    _must_say_something(text, what, whose)
    if text is not None and len(text) > most:
        raise InvalidValue(
            f"{what} {text!r} of {whose}: needs at most {most} characters, this has {len(text)}"
        )


def _must_be_country(code: str, whose: str) -> None:
    if not _COUNTRY.fullmatch(code):
        raise InvalidValue(
            f"country {code!r} of {whose}: needs the two capital letters of ISO 3166, such as NL"
        )


# -- where someone lives ------------------------------------------------------------------------


class AddressForm(StrEnum):
    """How an address is laid out. Source: EPC153-22."""

    STRUCTURED = "structured"
    """The town in its own field, and no free lines: right everywhere, for ever."""
    HYBRID = "hybrid"
    """The town in its own field, and free lines besides: since 5 October 2025."""
    UNSTRUCTURED = "unstructured"
    """Free lines only: being abolished, and refused in Germany."""


@reads
@dataclass(frozen=True, slots=True, kw_only=True)
class PostalAddress:
    """An address: the country, and the town, or up to two free lines, or both.

    ``country`` is an ISO 3166 code in capitals. What is absent is ``None``, never an empty text.
    Raises :class:`InvalidValue` for blank text, a third line, or neither town nor lines.
    Source: EPC153-22; ISO 20022 PostalAddress24.

    >>> PostalAddress(country="CH", town="Bern", street="Bundesplatz", building="3").form
    <AddressForm.STRUCTURED: 'structured'>
    """

    country: str
    town: str | None
    postcode: str | None
    street: str | None
    building: str | None
    building_name: str | None
    floor: str | None
    post_box: str | None
    room: str | None
    town_location: str | None
    district: str | None
    subdivision: str | None
    department: str | None
    sub_department: str | None
    lines: tuple[str, ...]

    def __init__(
        self,
        *,
        country: str,
        town: str | None = None,
        postcode: str | None = None,
        street: str | None = None,
        building: str | None = None,
        building_name: str | None = None,
        floor: str | None = None,
        post_box: str | None = None,
        room: str | None = None,
        town_location: str | None = None,
        district: str | None = None,
        subdivision: str | None = None,
        department: str | None = None,
        sub_department: str | None = None,
        lines: Sequence[str] = (),
    ) -> None: ...

    def __post_init__(self) -> None:
        _must_be_country(self.country, "an address")
        for name in _ADDRESS_TEXTS:
            _must_say_something(getattr(self, name), name, "an address (None says: absent)")
        if len(self.lines) > _LINES:
            raise InvalidValue(f"lines {self.lines!r} of an address: at most {_LINES} are allowed")
        for line in self.lines:
            _must_say_something(line, "line", "an address")
        if self.town is None and not self.lines:
            raise InvalidValue(f"an address in {self.country} needs a town, or lines that name it")

    @property
    def form(self) -> AddressForm:
        """Structured, hybrid or unstructured: what a bank may refuse it for."""
        if self.town is None:
            return AddressForm.UNSTRUCTURED
        return AddressForm.HYBRID if self.lines else AddressForm.STRUCTURED


_ADDRESS_TEXTS = tuple(field.name for field in fields(PostalAddress) if field.name != "lines")


# -- what identifies someone --------------------------------------------------------------------


@reads
@dataclass(frozen=True, slots=True, kw_only=True)
class OtherId:
    """A number that somebody gave to a party, such as a customer or a tax number.

    ``scheme_code`` is a code of ISO's external list (at most 4 characters), ``scheme_name`` a
    name of one's own for the kind of number; one of them, or neither. ``id``, ``scheme_name``
    and ``issuer`` have at most 35 characters. Raises :class:`InvalidValue`.
    Source: ISO 20022 GenericOrganisationIdentification1, GenericPersonIdentification1.
    """

    id: str
    scheme_code: str | None = None
    scheme_name: str | None = None
    issuer: str | None = None

    def __post_init__(self) -> None:
        whose = "an identification"
        _must_be_short(self.id, "id", whose, _ID_LENGTH)
        _must_be_short(self.scheme_code, "scheme_code", whose, _SCHEME_CODE_LENGTH)
        _must_be_short(self.scheme_name, "scheme_name", whose, _ID_LENGTH)
        _must_be_short(self.issuer, "issuer", whose, _ID_LENGTH)
        if self.scheme_code is not None and self.scheme_name is not None:
            raise InvalidValue(
                f"identification {self.id!r}: has scheme_code {self.scheme_code!r} and "
                f"scheme_name {self.scheme_name!r}; give one of them"
            )


@reads
@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class OrganisationId:
    """What identifies an organisation: its BIC, its LEI (20 characters) or another number.

    Exactly one of the three, else :class:`InvalidValue`.
    Source: EPC130-08 and EPC131-08, ``OrgId``; LEI: ISO 17442.
    """

    bic: Bic | None
    lei: str | None
    other: OtherId | None

    def __init__(
        self, *, bic: BicLike | None = None, lei: str | None = None, other: OtherId | None = None
    ) -> None: ...

    def __post_init__(self) -> None:
        if sum(given is not None for given in (self.bic, self.lei, self.other)) != 1:
            raise InvalidValue(f"{self!r}: give exactly one of bic, lei and other")
        if self.lei is not None and not _LEI.fullmatch(self.lei):
            raise InvalidValue(
                f"lei {self.lei!r} of an organisation: "
                "needs 18 capital letters or digits and 2 check digits"
            )


@reads
@dataclass(frozen=True, slots=True, kw_only=True)
class PersonId:
    """What identifies a person: date and place of birth, or another number.

    One of the two kinds, else :class:`InvalidValue`. The first needs the day, the town and the
    country (ISO 3166); the province may be left away.
    Source: EPC130-08, ``PrvtId``; ISO 20022 DateAndPlaceOfBirth1.
    """

    born_on: date | None = None
    birth_town: str | None = None
    birth_country: str | None = None
    birth_province: str | None = None
    other: OtherId | None = None

    def __post_init__(self) -> None:
        birth = (self.born_on, self.birth_town, self.birth_country, self.birth_province)
        if self.other is not None:
            if any(part is not None for part in birth):
                raise InvalidValue(f"{self!r}: give the birth or other, not both")
            return
        if self.born_on is None or self.birth_town is None or self.birth_country is None:
            raise InvalidValue(
                f"{self!r}: needs born_on, birth_town and birth_country together, or other"
            )
        _must_be_short(self.birth_town, "birth_town", "a person", _ID_LENGTH)
        _must_be_country(self.birth_country, "a birth")
        _must_be_short(self.birth_province, "birth_province", "a person", _ID_LENGTH)


@reads
@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Someone who is only named: who sends the file, or on whose behalf is paid or collected.

    A name, an identification, or both; neither raises :class:`InvalidValue`.
    Source: AT-E007 and AT-P006 (old: AT-38, AT-15); ``InitgPty``, ``UltmtCdtr``, ``UltmtDbtr``.
    """

    name: str | None = None
    identification: OrganisationId | PersonId | None = None

    def __post_init__(self) -> None:
        if self.name is None and self.identification is None:
            raise InvalidValue("a party needs a name, an identification, or both")
        _must_say_something(self.name, "name", "a party")


# -- who pays -----------------------------------------------------------------------------------


class DebtorKind(StrEnum):
    """Consumer or company: the B2B scheme is closed to consumers. Source: EPC222-07."""

    CONSUMER = "consumer"
    """A natural person outside trade or profession."""
    COMPANY = "company"
    """Whoever is not a consumer."""


@reads
@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class Debtor:
    """The party that owes, and the account the money comes from.

    ``id`` is the user's own debtor number. ``account_holder`` is given where the account is in
    another name than the debtor's; ``kind`` is None while nobody knows. The address is mandatory
    where an account is outside the EEA (a rule says so). Raises :class:`InvalidValue`.
    Source: AT-P001, AT-P004, AT-P005, AT-D001 (old: AT-14, AT-27, AT-09, AT-07).
    """

    id: str
    name: str
    iban: Iban
    bic: Bic | None
    account_holder: str | None
    kind: DebtorKind | None
    address: PostalAddress | None
    identification: OrganisationId | PersonId | None

    def __init__(
        self,
        *,
        id: str,
        name: str,
        iban: IbanLike,
        bic: BicLike | None = None,
        account_holder: str | None = None,
        kind: DebtorKind | None = None,
        address: PostalAddress | None = None,
        identification: OrganisationId | PersonId | None = None,
    ) -> None: ...

    def __post_init__(self) -> None:
        _must_say_something(self.id, "id", "a debtor")
        _must_say_something(self.name, "name", self.label)
        _must_say_something(self.account_holder, "account_holder", self.label)

    @property
    def label(self) -> str:
        """How a message names it."""
        return f"debtor {self.id}"

    @property
    def name_in_file(self) -> str:
        """The name the bank is told: the account holder's, where it differs from the debtor's."""
        return self.account_holder or self.name


# -- who collects -------------------------------------------------------------------------------


@reads
@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class CreditorAccount:
    """One of the creditor's own bank accounts.

    ``identifier`` is given where the account has one of its own, apart from the creditor's.
    ``collects`` says whether direct debits may be credited to it; any other use is free.
    ``batch_booking``: True, one credit per batch; False, one per collection; None, as agreed
    with the bank. ``label`` is the user's own word for it. Raises :class:`InvalidValue`.
    Source: AT-C001, AT-C002 (old: AT-04, AT-12); ``BtchBookg``.
    """

    iban: Iban
    bic: Bic | None
    identifier: CreditorIdentifier | None
    collects: bool
    batch_booking: bool | None
    label: str

    def __init__(
        self,
        *,
        iban: IbanLike,
        bic: BicLike | None = None,
        identifier: CreditorIdentifierLike | None = None,
        collects: bool = True,
        batch_booking: bool | None = None,
        label: str = "",
    ) -> None: ...


def _account(given: object) -> CreditorAccount:
    return CreditorAccount(iban=given)  # type: ignore[arg-type] # the account looks at it


read_by(CreditorAccount, _account)


@reads
@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class Creditor:
    """The party that is owed (one administration), with its identifier and accounts.

    What is still half filled in is a :class:`~sepadd.rulebook.CreditorCard`. ``identifier`` is the
    one of the accounts that have none of their own. ``accounts`` may be given by their IBANs.
    ``trade_name`` is what debtors know the creditor by, where it is not ``name``.
    Raises :class:`InvalidValue`.
    Source: AT-E001, AT-E004, AT-E005, AT-E007 (old: AT-03, AT-05, AT-02, AT-38).
    """

    name: str
    identifier: CreditorIdentifier
    accounts: tuple[CreditorAccount, ...]
    address: PostalAddress | None
    initiating_party: Party | None
    ultimate_creditor: Party | None
    trade_name: str | None

    def __init__(
        self,
        *,
        name: str,
        identifier: CreditorIdentifierLike,
        accounts: Iterable[CreditorAccount | IbanLike] = (),
        address: PostalAddress | None = None,
        initiating_party: Party | None = None,
        ultimate_creditor: Party | None = None,
        trade_name: str | None = None,
    ) -> None: ...

    def __post_init__(self) -> None:
        _must_say_something(self.name, "name", "a creditor")
        _must_say_something(self.trade_name, "trade_name", self.label)

    @property
    def label(self) -> str:
        """How a finding names it."""
        return f"creditor {self.name}"

    @property
    def collecting_accounts(self) -> tuple[CreditorAccount, ...]:
        """The accounts that direct debits may be credited to, in the order given."""
        return tuple(account for account in self.accounts if account.collects)

    def account(self, iban: IbanLike | None = None) -> CreditorAccount:
        """Give the account to collect on: the named one, or else the first that collects.

        Raises :class:`InvalidValue`, naming those there are, when it does not collect, is not
        the creditor's, or when none collects.
        """
        if isinstance(iban, str):
            iban = Iban(iban)
        for account in self.collecting_accounts:
            if iban is None or account.iban == iban:
                return account
        there_are = ", ".join(str(a.iban) for a in self.collecting_accounts) or "none"
        wanted = "an account to collect on" if iban is None else f"{iban} as account to collect on"
        raise InvalidValue(f"creditor {self.name!r} does not have {wanted}; there are: {there_are}")

    def identifier_for(self, account: CreditorAccount) -> CreditorIdentifier:
        """Give the identifier to collect under: the account's own, or else the creditor's."""
        return account.identifier or self.identifier
