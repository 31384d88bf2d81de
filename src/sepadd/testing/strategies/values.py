"""Any amount, account, identifier or day: drawn by Hypothesis, right by construction.

What is drawn here is taken by the value's own type, and what can be told to a bank is told to any.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache
from string import ascii_letters, ascii_uppercase, digits
from types import MappingProxyType
from typing import Final, ParamSpec, TypeVar, cast

from hypothesis import strategies as st

from sepadd.collection import PurposeCode
from sepadd.values import (
    TARGET,
    Bic,
    BusinessCalendar,
    CreditorIdentifier,
    CreditorReference,
    EndToEndId,
    Euro,
    Iban,
    MandateReference,
    MessageId,
    RunId,
    StructuredCommunication,
)

P = ParamSpec("P")
T = TypeVar("T")


def made_once(
    strategy: Callable[P, st.SearchStrategy[T]],
) -> Callable[P, st.SearchStrategy[T]]:
    """A strategy that is the same one each time it is asked for: making it takes longest."""
    return cast("Callable[P, st.SearchStrategy[T]]", cache(strategy))


EARLIEST: Final = date(2009, 11, 2)
"""The day on which SEPA direct debit began."""

LATEST: Final = date(2036, 12, 31)
"""The latest day that is drawn unless one asks for a later one."""

MOST: Final = Euro(cents=999_999_999_99)
"""The most that one collection may take. Source: EPC130-08, InstdAmt."""

_CENT: Final = Euro(cents=1)
_CAPITALS: Final = ascii_uppercase + digits
_SIGNS: Final = "+?:().,'-"


# -- texts --------------------------------------------------------------------------------------

_ANY_LETTER: Final = st.characters(codec="utf-8", exclude_categories=["Cc", "Cn", "Cs"])
_AWKWARD: Final = st.sampled_from("\",;\n\r'=+-@|\\& ")


@made_once
def texts(most: int = 40) -> st.SearchStrategy[str]:
    """Any text that is not blank and has no blanks around it; with quotes, line breaks, any script.

    ``most`` counts its characters. What your own screens and tables have to bear.
    """
    any_text = st.text(st.one_of(_ANY_LETTER, _AWKWARD), min_size=1, max_size=most)
    return any_text.map(str.strip).filter(bool)


@made_once
def names(most: int = 35) -> st.SearchStrategy[str]:
    """A name as every bank takes it: one word or several, of letters, digits and a few signs.

    ``most`` counts its characters. Source: EPC217-08, chapter 6.1.
    """
    first = st.sampled_from(ascii_uppercase)
    words = st.lists(st.text(ascii_letters + digits + "'-.", min_size=1, max_size=12), max_size=3)
    return st.tuples(first, words).map(
        lambda parts: f"{parts[0]}{' '.join(parts[1])}"[:most].strip()
    )


def absent_or(values: st.SearchStrategy[T]) -> st.SearchStrategy[T | None]:
    """Nothing, or one of these."""
    return st.none() | values


# -- amounts and days ---------------------------------------------------------------------------


@made_once
def euros(least: Euro = _CENT, most: Euro = MOST) -> st.SearchStrategy[Euro]:
    """An amount from ``least`` to ``most``: without them, what one collection may take."""
    return st.integers(least.cents, most.cents).map(lambda cents: Euro(cents=cents))


@made_once
def days(earliest: date = EARLIEST, latest: date = LATEST) -> st.SearchStrategy[date]:
    """A calendar day, within both bounds."""
    return st.dates(earliest, latest)


@made_once
def business_days(
    earliest: date = EARLIEST, latest: date = LATEST, calendar: BusinessCalendar = TARGET
) -> st.SearchStrategy[date]:
    """A day on which banks settle, within both bounds; there has to be one."""
    last = latest
    while not calendar.is_business_day(last):
        last -= timedelta(days=1)
    return st.dates(earliest, last).map(calendar.on_or_after)


@made_once
def instants(earliest: date = EARLIEST, latest: date = LATEST) -> st.SearchStrategy[datetime]:
    """A moment with its offset from UTC, from the beginning of one day to that of another."""
    offsets = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timedelta(minutes=minutes))
    zones = st.just(UTC) | offsets.map(timezone)
    bounds = (datetime(day.year, day.month, day.day) for day in (earliest, latest))  # noqa: DTZ001 - the bounds are to be naive
    return st.datetimes(*bounds, timezones=zones)


# -- accounts and banks -------------------------------------------------------------------------

_BUILT_LIKE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "NL": "4a10n", "DE": "18n", "AT": "16n", "BE": "12n", "FR": "10n11c2n", "CH": "5n12c",
        "AD": "8n12c", "AL": "8n16c", "BG": "4a6n8c", "CY": "8n16c", "CZ": "20n", "DK": "14n",
        "EE": "16n", "ES": "20n", "FI": "14n", "GB": "4a14n", "GI": "4a15c", "GR": "7n16c",
        "HR": "17n", "HU": "24n", "IE": "4a14n", "IS": "22n", "IT": "1a10n12c", "LI": "5n12c",
        "LT": "16n", "LU": "3n13c", "LV": "4a13c", "MC": "10n11c2n", "MD": "20c", "ME": "18n",
        "MK": "3n10c2n", "MT": "4a5n18c", "NO": "11n", "PL": "24n", "PT": "21n", "RO": "4a16c",
        "RS": "18n", "SE": "20n", "SI": "15n", "SK": "20n", "SM": "1a10n12c", "VA": "18n",
    }
)  # fmt: skip

IBAN_COUNTRIES: Final[tuple[str, ...]] = tuple(_BUILT_LIKE)
"""The first two letters of every account that the scheme reaches. Source: EPC409-09 v8.0."""

_SIGNS_OF: Final = {"n": digits, "a": ascii_uppercase, "c": _CAPITALS}


@made_once
def ibans(*countries: str) -> st.SearchStrategy[Iban]:
    """An account in one of these countries; without any, in any that the scheme reaches.

    Built as the country builds them, with the right check digits; no bank need have such an
    account. Source: ISO 13616, IBAN registry.
    """
    return st.sampled_from(countries or IBAN_COUNTRIES).flatmap(_ibans_of)


def _ibans_of(country: str) -> st.SearchStrategy[Iban]:
    accounts = st.tuples(*map(_block, _blocks(_BUILT_LIKE[country]))).map("".join)
    return accounts.map(lambda account: Iban(_with_check_digits(country, account)))


def _blocks(built_like: str) -> list[tuple[int, str]]:
    """A country's structure in its parts: ``4a10n`` are four letters and ten digits."""
    blocks, count = [], ""
    for sign in built_like:
        if sign.isdigit():
            count += sign
        else:
            blocks.append((int(count), sign))
            count = ""
    return blocks


def _block(block: tuple[int, str]) -> st.SearchStrategy[str]:
    count, kind = block
    return st.text(_SIGNS_OF[kind], min_size=count, max_size=count)


def _with_check_digits(country: str, account: str) -> str:
    """Source: ISO 7064 MOD 97-10."""
    counted = "".join(str(int(sign, 36)) for sign in f"{account}{country}00")
    return f"{country}{98 - int(counted) % 97:02d}{account}"


@made_once
def bics(*countries: str) -> st.SearchStrategy[Bic]:
    """A bank in one of these countries; without any, in a country of the scheme. 8 or 11 signs.

    Of the form that both versions of pain.008 take. No such bank need exist. Source: ISO 9362.
    """
    bank = st.text(ascii_uppercase, min_size=4, max_size=4)
    place = st.tuples(
        st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ23456789"),
        st.sampled_from("ABCDEFGHIJKLMNPQRSTUVWXYZ0123456789"),
    )
    branch = st.just("") | st.text(_CAPITALS, min_size=3, max_size=3)
    parts = st.tuples(bank, st.sampled_from(countries or IBAN_COUNTRIES), place, branch)
    written = parts.map(lambda part: f"{part[0]}{part[1]}{''.join(part[2])}{part[3]}")
    return written.filter(lambda bic: bic != "NOTPROVIDED").map(Bic)


# -- identifiers --------------------------------------------------------------------------------

_NATIONAL_DIGITS: Final = {
    "NL": 12, "DE": 11, "AT": 11, "BE": 10, "FR": 6, "ES": 9, "IE": 6, "PT": 6, "LU": 19, "FI": 8,
}  # fmt: skip
"""How many signs stand behind the business code. Source: EPC262-08, country table."""

CREDITOR_COUNTRIES: Final[tuple[str, ...]] = tuple(_NATIONAL_DIGITS)
"""The countries whose creditor identifiers are drawn."""


@made_once
def creditor_identifiers(*countries: str) -> st.SearchStrategy[CreditorIdentifier]:
    """An identifier of one of :data:`CREDITOR_COUNTRIES`, as long as it is there.

    With the right check digits, and ``ZZZ`` or any business code. Source: EPC262-08.
    """
    business = st.just("ZZZ") | st.text(_CAPITALS, min_size=3, max_size=3)
    return st.sampled_from(countries or CREDITOR_COUNTRIES).flatmap(
        lambda country: st.builds(
            CreditorIdentifier.build,
            st.just(country),
            st.text(digits, min_size=_NATIONAL_DIGITS[country], max_size=_NATIONAL_DIGITS[country]),
            business,
        )
    )


@made_once
def references() -> st.SearchStrategy[str]:
    """A text that banks pass on unchanged, of at most 31 characters; it may hold slashes, blanks.

    Source: EPC230-15; EPC217-08.
    """
    part = st.text(ascii_letters + digits + _SIGNS + " ", min_size=1, max_size=9)
    return st.lists(part, max_size=3).map(lambda parts: f"A{'/'.join(parts)}Z")


@made_once
def mandate_references() -> st.SearchStrategy[MandateReference]:
    """The name of a mandate."""
    return references().map(MandateReference)


@made_once
def end_to_end_ids() -> st.SearchStrategy[EndToEndId]:
    """The name of a collection."""
    return references().map(EndToEndId)


@made_once
def message_ids() -> st.SearchStrategy[MessageId]:
    """The name of a file."""
    return references().map(MessageId)


@made_once
def run_ids() -> st.SearchStrategy[RunId]:
    """The name of a run: 1 to 18 letters, digits and dashes."""
    return st.text(ascii_letters + digits + "-", min_size=1, max_size=18).map(RunId)


@made_once
def creditor_references() -> st.SearchStrategy[CreditorReference]:
    """A structured reference with the right check digits. Source: ISO 11649."""
    return st.text(_CAPITALS, min_size=1, max_size=21).map(CreditorReference.build)


@made_once
def structured_communications() -> st.SearchStrategy[StructuredCommunication]:
    """The Belgian twelve digits, the last two of them right."""
    return st.integers(0, 10**10 - 1).map(StructuredCommunication.build)


@made_once
def structured_references() -> st.SearchStrategy[CreditorReference | StructuredCommunication]:
    """What stands in structured remittance: of one norm, or of the other."""
    return creditor_references() | structured_communications()


@made_once
def purpose_codes() -> st.SearchStrategy[PurposeCode]:
    """A code for why is paid: of ISO's list, or any other of 1 to 4 signs."""
    own = st.text(_CAPITALS, min_size=1, max_size=4)
    return (st.sampled_from(["SUPP", "RENT", "SUBS"]) | own).map(PurposeCode)
