"""Which countries a euro direct debit reaches, and which of them ask for the debtor's address.

The table is our own. The package that checks our IBANs, schwifty (2026.10.1), answers the same
question wrongly for nine codes: it leaves out Albania, Moldova, Montenegro, North Macedonia and
Serbia, which have joined, and counts in French Polynesia, New Caledonia, Wallis and Futuna and
the French Southern Territories, which have not.

Being on the list does not prove that a bank there takes direct debits: countries that join start
with credit transfers. Source: EPC409-09 v8.0 of 24 December 2025; IBAN lengths: ISO 13616, SWIFT
IBAN registry.
"""

from __future__ import annotations

from sepadd.frozen import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A country or territory as the scheme sees it.

    ``code`` is its ISO 3166 code and ``iban_prefix`` what its accounts begin with: those of a
    territory begin with its parent's code, so an IBAN does not tell them apart.
    ``iban_length`` counts the characters of such an IBAN. Source: EPC409-09 v8.0.
    """

    code: str
    name: str
    iban_prefix: str
    iban_length: int
    in_sepa: bool
    in_eea: bool

    @property
    def has_own_prefix(self) -> bool:
        """Whether its accounts begin with its own code."""
        return self.code == self.iban_prefix


def _eea(code: str, name: str, prefix: str, length: int) -> Country:
    return Country(
        code=code, name=name, iban_prefix=prefix, iban_length=length, in_sepa=True, in_eea=True
    )


def _sepa_only(code: str, name: str, prefix: str, length: int) -> Country:
    return Country(
        code=code, name=name, iban_prefix=prefix, iban_length=length, in_sepa=True, in_eea=False
    )


def _non_sepa(code: str, name: str, prefix: str, length: int) -> Country:
    return Country(
        code=code, name=name, iban_prefix=prefix, iban_length=length, in_sepa=False, in_eea=False
    )


# The Canaries, Ceuta and Melilla are Spain, the Azores and Madeira Portugal: no codes of their own.
COUNTRIES: tuple[Country, ...] = (
    _sepa_only("AD", "Andorra", "AD", 24),
    _sepa_only("AL", "Albania", "AL", 28),
    _eea("AT", "Austria", "AT", 20),
    _eea("BE", "Belgium", "BE", 16),
    _eea("BG", "Bulgaria", "BG", 22),
    _sepa_only("CH", "Switzerland", "CH", 21),
    _eea("CY", "Cyprus", "CY", 28),
    _eea("CZ", "Czech Republic", "CZ", 24),
    _eea("DE", "Germany", "DE", 22),
    _eea("DK", "Denmark", "DK", 18),
    _eea("EE", "Estonia", "EE", 20),
    _eea("ES", "Spain", "ES", 24),
    _eea("FI", "Finland", "FI", 18),
    _eea("FR", "France", "FR", 27),
    _sepa_only("GB", "United Kingdom", "GB", 22),
    _sepa_only("GI", "Gibraltar", "GI", 23),
    _eea("GR", "Greece", "GR", 27),
    _eea("HR", "Croatia", "HR", 21),
    _eea("HU", "Hungary", "HU", 28),
    _eea("IE", "Ireland", "IE", 22),
    _eea("IS", "Iceland", "IS", 26),
    _eea("IT", "Italy", "IT", 27),
    _eea("LI", "Liechtenstein", "LI", 21),
    _eea("LT", "Lithuania", "LT", 20),
    _eea("LU", "Luxembourg", "LU", 20),
    _eea("LV", "Latvia", "LV", 21),
    _sepa_only("MC", "Monaco", "MC", 27),
    _sepa_only("MD", "Moldova", "MD", 24),
    _sepa_only("ME", "Montenegro", "ME", 22),
    _sepa_only("MK", "North Macedonia", "MK", 19),
    _eea("MT", "Malta", "MT", 31),
    _eea("NL", "Netherlands", "NL", 18),
    _eea("NO", "Norway", "NO", 15),
    _eea("PL", "Poland", "PL", 28),
    _eea("PT", "Portugal", "PT", 25),
    _eea("RO", "Romania", "RO", 24),
    _sepa_only("RS", "Serbia", "RS", 22),
    _eea("SE", "Sweden", "SE", 24),
    _eea("SI", "Slovenia", "SI", 19),
    _eea("SK", "Slovakia", "SK", 24),
    _sepa_only("SM", "San Marino", "SM", 27),
    _sepa_only("VA", "Vatican City State / Holy See", "VA", 22),
    _eea("AX", "Åland Islands", "FI", 18),
    _eea("GF", "French Guiana", "FR", 27),
    _eea("GP", "Guadeloupe", "FR", 27),
    _eea("MQ", "Martinique", "FR", 27),
    _eea("YT", "Mayotte", "FR", 27),
    _eea("RE", "Réunion", "FR", 27),
    _eea("BL", "Saint Barthélemy", "FR", 27),
    _eea("MF", "Saint Martin (French part)", "FR", 27),
    _sepa_only("PM", "Saint Pierre and Miquelon", "FR", 27),
    _sepa_only("GG", "Guernsey", "GB", 22),
    _sepa_only("JE", "Jersey", "GB", 22),
    _sepa_only("IM", "Isle of Man", "GB", 22),
    _non_sepa("FO", "Faroe Islands", "FO", 18),
    _non_sepa("GL", "Greenland", "GL", 18),
    _non_sepa("XK", "Kosovo", "XK", 20),
    _non_sepa("PF", "French Polynesia", "FR", 27),
    _non_sepa("NC", "New Caledonia", "FR", 27),
    _non_sepa("WF", "Wallis and Futuna", "FR", 27),
    _non_sepa("TF", "French Southern Territories", "FR", 27),
    _non_sepa("BA", "Bosnia and Herzegovina", "BA", 20),
    _non_sepa("UA", "Ukraine", "UA", 29),
)
"""The countries with an IBAN prefix in SEPA, their territories, and look-alikes outside."""

SEPA_IBAN_PREFIXES: frozenset[str] = frozenset(
    c.code for c in COUNTRIES if c.in_sepa and c.has_own_prefix
)
"""The 42 beginnings that an IBAN in SEPA can have. Source: EPC409-09 v8.0."""

EEA_IBAN_PREFIXES: frozenset[str] = frozenset(
    c.code for c in COUNTRIES if c.in_eea and c.has_own_prefix
)
"""The beginnings of the IBANs of the European Economic Area. Source: EPC409-09 v8.0."""

_BY_CODE = {country.code: country for country in COUNTRIES}


def country_of(code_or_prefix: str) -> Country | None:
    """Find the country of an ISO code or IBAN prefix, in any case; None when not in the table.

    >>> country_of("NL").iban_length
    18
    """
    return _BY_CODE.get(code_or_prefix.upper())


def in_sepa(code_or_prefix: str) -> bool:
    """Whether the scheme covers a country or territory. Source: EPC409-09 v8.0.

    >>> in_sepa("RS"), in_sepa("GF"), in_sepa("FO"), in_sepa("PF")
    (True, True, False, False)
    """
    country = country_of(code_or_prefix)
    return country is not None and country.in_sepa


def in_eea(code_or_prefix: str) -> bool:
    """Whether it belongs to the European Economic Area (EU, Iceland, Liechtenstein, Norway).

    >>> in_eea("NO"), in_eea("CH"), in_eea("GB")
    (True, False, False)
    """
    country = country_of(code_or_prefix)
    return country is not None and country.in_eea


def needs_debtor_address(iban_prefix: str) -> bool:
    """Whether an account there makes the debtor's address mandatory: in SEPA, outside the EEA.

    It counts for the creditor's account as for the debtor's. Saint Pierre and Miquelon uses
    French IBANs: there the account does not tell. Source: EPC rulebooks, AT-P005 (old: AT-09).

    >>> needs_debtor_address("CH"), needs_debtor_address("NO")
    (True, False)
    """
    country = country_of(iban_prefix)
    return country is not None and country.in_sepa and not country.in_eea
