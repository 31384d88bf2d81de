"""Bank accounts and banks: the IBAN and the BIC, as the scheme writes them.

Both are checked by schwifty, which knows the registries; they are values of our own since an
IBAN of schwifty equals any object that prints alike, and answers wrongly who belongs to SEPA
(see :mod:`sepadd.values.countries`).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TypeAlias

from sepadd.findings import InvalidValue
from sepadd.frozen import dataclass
from sepadd.values import countries
from sepadd.values.constructor import reads_itself
from sepadd.values.identifiers import check_digits, not_text

_IBAN_FORM = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{1,30}")
_BIC_FORM = re.compile(r"[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?")
_BIC_OLD_FORM = re.compile(r"[A-Z]{6}[A-Z2-9][A-NP-Z0-9]([A-Z0-9]{3})?")


def _compact(value: object, who: str) -> str:
    """Without blanks and in upper case; what is not plain text of letters and digits is refused."""
    if not isinstance(value, str):
        raise InvalidValue(not_text(value, who))
    compact = "".join(value.split())
    if not compact.isascii() or not compact.isalnum():
        raise InvalidValue(f"{who} {value!r}: needs plain letters and digits only")
    return compact.upper()


@reads_itself
@dataclass(frozen=True, slots=True)
class Iban:
    """An account number (AT-C001, AT-D001; old: AT-04, AT-07), kept without blanks in upper case.

    Country, check digits, length and the country's own structure are checked; a wrong one raises
    :class:`InvalidValue`. An account outside SEPA is an IBAN too: ask :attr:`in_sepa`.
    Source: ISO 13616.

    >>> str(Iban("nl91 abna 0417 1643 00"))
    'NL91ABNA0417164300'
    >>> Iban("NL91ABNA041716430")
    Traceback (most recent call last):
    sepadd.findings.InvalidValue: Iban 'NL91ABNA041716430': an IBAN of NL has 18 characters, not 17
    """

    value: str

    def __post_init__(self) -> None:
        if _is_good_iban(self.value):
            return  # and written as it is kept, as nearly all are
        compact = _compact(self.value, "Iban")
        if not _IBAN_FORM.fullmatch(compact):
            raise InvalidValue(
                f"Iban {self.value!r}: needs a country (2 letters), 2 check digits and the "
                "account, such as NL91ABNA0417164300"
            )
        if not _is_good_iban(compact) and (why := _why_no_iban(compact)):
            raise InvalidValue(f"Iban {self.value!r}: {why}")
        object.__setattr__(self, "value", compact)

    @property
    def country(self) -> str:
        """The first two letters. Territories use their parent's: Réunion's accounts are FR."""
        return self.value[:2]

    @property
    def in_sepa(self) -> bool:
        """Whether the account can be reached by the scheme at all. Source: EPC409-09 v8.0.

        French Polynesia and New Caledonia are outside, but have French IBANs: they cannot be
        told from them.
        """
        return self.value[:2] in countries.SEPA_IBAN_PREFIXES

    @property
    def in_eea(self) -> bool:
        """Whether the account is held in the European Economic Area; else an address is needed."""
        return self.value[:2] in countries.EEA_IBAN_PREFIXES

    def same_bank_as(self, other: Iban) -> bool:
        """Whether both accounts are at one bank, as far as their bank codes tell."""
        return _bank_of(self) == _bank_of(other)

    @property
    def formatted(self) -> str:
        """As printed on paper, in groups of four: ``NL91 ABNA 0417 1643 00``."""
        return _in_fours(self.value)

    @property
    def masked(self) -> str:
        """To be shown to others: country, check digits and the last four characters.

        >>> Iban("NL91ABNA0417164300").masked
        'NL91 **** **** **43 00'
        """
        return _in_fours(self.value[:4] + "*" * (len(self.value) - 8) + self.value[-4:])

    def __str__(self) -> str:
        return self.value


IbanLike: TypeAlias = Iban | str
"""An IBAN, or its text, also as printed."""


def _bank_of(iban: Iban) -> tuple[str, str]:
    from schwifty import IBAN  # noqa: PLC0415 - takes a tenth of a second

    return iban.country, IBAN(iban.value).bank_code


def _in_fours(text: str) -> str:
    return " ".join(text[i : i + 4] for i in range(0, len(text), 4))


_SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_NUMBERS = str.maketrans({sign: str(number) for number, sign in enumerate(_SIGNS)})
_LIKENESS = bytes.maketrans(_SIGNS.encode(), b"0" * 10 + b"A" * 26)
_MOST_WAYS = 1024


def _is_good_iban(compact: object) -> bool:
    """Whether it has the form, the check digits fit, and accounts of the country are built so.

    A country only says where digits stand and where letters: all that look alike are asked about
    once. Thousands of IBANs come with a file, and mostly in a few ways of being built.
    """
    if not isinstance(compact, str) or not _IBAN_FORM.fullmatch(compact):
        return False
    number = int((compact[4:] + compact[:4]).translate(_NUMBERS))
    if number % 97 != 1 or not "02" <= compact[2:4] <= "98":
        return False
    return _is_built_so(compact[:2], compact[4:].encode().translate(_LIKENESS).decode())


@lru_cache(maxsize=_MOST_WAYS)
def _is_built_so(country: str, account: str) -> bool:
    return _why_no_iban(f"{country}{check_digits(account, country)}{account}") is None


def _why_no_iban(compact: str) -> str | None:
    from schwifty import IBAN, exceptions  # noqa: PLC0415 - loading the registries takes its time

    code = compact[:2]
    try:
        IBAN(compact)
    except exceptions.InvalidCountryCode:
        return f"{code} is no country that issues IBANs; one begins with its country, such as NL"
    except exceptions.InvalidLength:
        return _why_wrong_length(code, len(compact))
    except exceptions.InvalidChecksumDigits:
        return f"the check digits {compact[2:4]} do not fit: a character is probably mistyped"
    except exceptions.SchwiftyException as refused:
        return f"not built as an IBAN of {code} is: {refused}"
    return None


def _why_wrong_length(code: str, length: int) -> str:
    country = countries.country_of(code)
    if country is None:
        return f"an IBAN of {code} does not have {length} characters; give the whole of it"
    return f"an IBAN of {code} has {country.iban_length} characters, not {length}"


@reads_itself
@dataclass(frozen=True, slots=True)
class Bic:
    """A bank's code (8 or 11 characters), kept without blanks in upper case.

    In SEPA the IBAN alone is enough, so it may mostly be left away. ``NOTPROVIDED``, which files
    hold in its place, is refused: its letters happen to form a BIC of Romania.
    Raises :class:`InvalidValue`. Source: ISO 9362.

    >>> str(Bic("abna nl 2a"))
    'ABNANL2A'
    """

    value: str

    def __post_init__(self) -> None:
        compact = _compact(self.value, "Bic")
        if compact == "NOTPROVIDED":
            raise InvalidValue(
                f"Bic {self.value!r}: says that there is no BIC; leave the BIC away (None), "
                "the file then says so in its own place"
            )
        if not _BIC_FORM.fullmatch(compact):
            raise InvalidValue(
                f"Bic {self.value!r}: needs 4 characters of the bank, a country (2 letters), "
                "2 characters of the place and, if any, 3 of the branch, such as ABNANL2A"
            )
        if why := _why_no_bic(compact):
            raise InvalidValue(f"Bic {self.value!r}: {why}")
        object.__setattr__(self, "value", compact)

    @property
    def country(self) -> str:
        """The country of the bank, two letters."""
        return self.value[4:6]

    @property
    def in_old_form(self) -> bool:
        """Whether pain.008.001.02 takes it too: its pattern is narrower than that of .08.

        >>> Bic("1BNANL2A").in_old_form
        False
        """
        return _BIC_OLD_FORM.fullmatch(self.value) is not None

    def __str__(self) -> str:
        return self.value


BicLike: TypeAlias = Bic | str
"""A BIC, or its text."""


def _why_no_bic(compact: str) -> str | None:
    from schwifty import BIC, exceptions  # noqa: PLC0415 - loading the registries takes its time

    try:
        BIC(compact)
    except exceptions.InvalidCountryCode:
        return (
            f"{compact[4:6]} is no country; the fifth and sixth letter have to be one, such as NL"
        )
    except exceptions.SchwiftyException as refused:
        return str(refused)
    return None
