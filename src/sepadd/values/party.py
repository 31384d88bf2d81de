"""Who collects and who pays: names, addresses, accounts and what identifies a party.

How long a name or a line may be is not checked here, since writing it in the banks' characters
may change its length: that is left to the rules. What can never be right is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum

from sepadd.findings import InvalidValue
from sepadd.values.calendars import must_be_day
from sepadd.values.iban_and_bic import Bic, Iban
from sepadd.values.identifiers import CreditorIdentifier

_COUNTRY = re.compile(r"[A-Z]{2}")
_LEI = re.compile(r"[A-Z0-9]{18}[0-9]{2}")
_LINES = 2
_ID_LENGTH = 35
_SCHEME_CODE_LENGTH = 4


def _must_say_something(text: object, what: str, whose: str) -> None:
    if not isinstance(text, str) or not text.strip():
        raise InvalidValue(f"{what} {text!r} of {whose}: needs text that is not blank")


def _must_be_short(text: str, what: str, whose: str, most: int) -> None:
    _must_say_something(text, what, whose)
    if len(text) > most:
        raise InvalidValue(
            f"{what} {text!r} of {whose}: needs at most {most} characters, this has {len(text)}"
        )


def _must_be(value: object, kind: type, what: str, whose: str) -> None:
    if not isinstance(value, kind):
        raise InvalidValue(f"{what} {value!r} of {whose}: needs {_article(kind)} {kind.__name__}")


def _article(kind: type) -> str:
    return "an" if kind.__name__[0] in "AEIOU" else "a"


def _must_be_country(code: object, whose: str) -> None:
    if not isinstance(code, str) or not _COUNTRY.fullmatch(code):
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
    town: str | None = None
    postcode: str | None = None
    street: str | None = None
    building: str | None = None
    building_name: str | None = None
    floor: str | None = None
    post_box: str | None = None
    room: str | None = None
    town_location: str | None = None
    district: str | None = None
    subdivision: str | None = None
    department: str | None = None
    sub_department: str | None = None
    lines: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _must_be_country(self.country, "an address")
        for name in _ADDRESS_TEXTS:
            value = getattr(self, name)
            if value is not None:
                _must_say_something(value, name, "an address (None says: absent)")
        _must_be(self.lines, tuple, "lines", "an address")
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
        if self.scheme_code is not None:
            _must_be_short(self.scheme_code, "scheme_code", whose, _SCHEME_CODE_LENGTH)
        if self.scheme_name is not None:
            _must_be_short(self.scheme_name, "scheme_name", whose, _ID_LENGTH)
        if self.issuer is not None:
            _must_be_short(self.issuer, "issuer", whose, _ID_LENGTH)
        if self.scheme_code is not None and self.scheme_name is not None:
            raise InvalidValue(
                f"identification {self.id!r}: has scheme_code {self.scheme_code!r} and "
                f"scheme_name {self.scheme_name!r}; give one of them"
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationId:
    """What identifies an organisation: its BIC, its LEI (20 characters) or another number.

    Exactly one of the three, else :class:`InvalidValue`.
    Source: EPC130-08 and EPC131-08, ``OrgId``; LEI: ISO 17442.
    """

    bic: Bic | None = None
    lei: str | None = None
    other: OtherId | None = None

    def __post_init__(self) -> None:
        if sum(given is not None for given in (self.bic, self.lei, self.other)) != 1:
            raise InvalidValue(f"{self!r}: give exactly one of bic, lei and other")
        if self.bic is not None:
            _must_be(self.bic, Bic, "bic", "an organisation")
        if self.other is not None:
            _must_be(self.other, OtherId, "other", "an organisation")
        if self.lei is not None:
            _must_be_lei(self.lei)


def _must_be_lei(lei: object) -> None:
    if not isinstance(lei, str) or not _LEI.fullmatch(lei):
        raise InvalidValue(
            f"lei {lei!r} of an organisation: needs 18 capital letters or digits and 2 check digits"
        )


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
        birth = (self.born_on, self.birth_town, self.birth_country)
        told = [part is not None for part in (*birth, self.birth_province)]
        if self.other is not None:
            if any(told):
                raise InvalidValue(f"{self!r}: give the birth or other, not both")
            _must_be(self.other, OtherId, "other", "a person")
            return
        if None in birth:
            raise InvalidValue(
                f"{self!r}: needs born_on, birth_town and birth_country together, or other"
            )
        must_be_day(self.born_on, "born_on", "a person")
        _must_be_short(self.birth_town or "", "birth_town", "a person", _ID_LENGTH)
        _must_be_country(self.birth_country, "a birth")
        if self.birth_province is not None:
            _must_be_short(self.birth_province, "birth_province", "a person", _ID_LENGTH)


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
        if self.name is not None:
            _must_say_something(self.name, "name", "a party")


# -- who pays -----------------------------------------------------------------------------------


class DebtorKind(StrEnum):
    """Consumer or company: the B2B scheme is closed to consumers. Source: EPC222-07."""

    CONSUMER = "consumer"
    """A natural person outside trade or profession."""
    COMPANY = "company"
    """Whoever is not a consumer."""


@dataclass(frozen=True, slots=True, kw_only=True)
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
    bic: Bic | None = None
    account_holder: str | None = None
    kind: DebtorKind | None = None
    address: PostalAddress | None = None
    identification: OrganisationId | PersonId | None = None

    def __post_init__(self) -> None:
        _must_say_something(self.id, "id", "a debtor")
        whose = f"debtor {self.id}"
        _must_say_something(self.name, "name", whose)
        _must_be(self.iban, Iban, "iban", whose)
        if self.bic is not None:
            _must_be(self.bic, Bic, "bic", whose)
        if self.account_holder is not None:
            _must_say_something(self.account_holder, "account_holder", whose)

    @property
    def name_in_file(self) -> str:
        """The name the bank is told: the account holder's, where it differs from the debtor's."""
        return self.account_holder or self.name


# -- who collects -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditorAccount:
    """One of the creditor's own bank accounts.

    ``identifier`` is given where the account has one of its own, apart from the creditor's.
    ``collects`` says whether direct debits may be credited to it; any other use is free.
    ``batch_booking``: True, one credit per batch; False, one per collection; None, as agreed
    with the bank. ``label`` is the user's own word for it. Raises :class:`InvalidValue`.
    Source: AT-C001, AT-C002 (old: AT-04, AT-12); ``BtchBookg``.
    """

    iban: Iban
    bic: Bic | None = None
    identifier: CreditorIdentifier | None = None
    collects: bool = True
    batch_booking: bool | None = None
    label: str = ""

    def __post_init__(self) -> None:
        whose = "a creditor's account"
        _must_be(self.iban, Iban, "iban", whose)
        if self.bic is not None:
            _must_be(self.bic, Bic, "bic", whose)
        if self.identifier is not None:
            _must_be(self.identifier, CreditorIdentifier, "identifier", whose)


@dataclass(frozen=True, slots=True, kw_only=True)
class Creditor:
    """The party that is owed (one administration), with its identifier and accounts.

    It may be half filled in: the rules for creditors tell everything that is still missing.
    ``identifier`` is the default for accounts without one of their own. ``trade_name`` is what
    debtors know the creditor by, where it is not ``name``. Raises :class:`InvalidValue`.
    Source: AT-E001, AT-E004, AT-E005, AT-E007 (old: AT-03, AT-05, AT-02, AT-38).
    """

    name: str = ""
    identifier: CreditorIdentifier | None = None
    accounts: tuple[CreditorAccount, ...] = ()
    address: PostalAddress | None = None
    initiating_party: Party | None = None
    ultimate_creditor: Party | None = None
    trade_name: str | None = None

    def __post_init__(self) -> None:
        whose = f"creditor {self.name!r}"
        _must_be(self.name, str, "name", "a creditor")
        if self.identifier is not None:
            _must_be(self.identifier, CreditorIdentifier, "identifier", whose)
        _must_be(self.accounts, tuple, "accounts", whose)
        for account in self.accounts:
            _must_be(account, CreditorAccount, "account", whose)
        if self.trade_name is not None:
            _must_say_something(self.trade_name, "trade_name", whose)

    @property
    def label(self) -> str:
        """How a finding names it."""
        return f"creditor {self.name}".rstrip()

    @property
    def collecting_accounts(self) -> tuple[CreditorAccount, ...]:
        """The accounts that direct debits may be credited to, in the order given."""
        return tuple(account for account in self.accounts if account.collects)

    def account(self, iban: Iban | None = None) -> CreditorAccount:
        """Give the account to collect on: the named one, or else the first that collects.

        Raises :class:`InvalidValue`, naming those there are, when it does not collect, is not
        the creditor's, or when none collects.
        """
        for account in self.collecting_accounts:
            if iban is None or account.iban == iban:
                return account
        there_are = ", ".join(str(a.iban) for a in self.collecting_accounts) or "none"
        wanted = "an account to collect on" if iban is None else f"{iban} as account to collect on"
        raise InvalidValue(f"creditor {self.name!r} does not have {wanted}; there are: {there_are}")

    def identifier_for(self, account: CreditorAccount) -> CreditorIdentifier:
        """Give the identifier to collect under: the account's own, or else the creditor's.

        Raises :class:`InvalidValue` when there is neither.
        """
        identifier = account.identifier or self.identifier
        if identifier is None:
            raise InvalidValue(
                f"account {account.iban} of creditor {self.name!r} has no creditor identifier, "
                "nor has the creditor: give one of them"
            )
        return identifier
