"""Reading one element of a bank's message: its texts, amounts, days and instants.

Banks write the same element with a namespace, with another or with none. So elements are looked up
by their local name, and each is looked at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Final

from lxml.etree import _Element as Element

from sepadd.findings import UnreadableMessage
from sepadd.values import Euro

NOT_PROVIDED: Final = "NOTPROVIDED"
"""What a bank writes where it has to write a reference and has none."""

_USUAL_AMOUNT: Final = re.compile(r"[0-9]{1,15}\.[0-9]{2}")
_AMOUNT: Final = re.compile(r"(?=\.?[0-9])([0-9]{0,15})(?:\.([0-9]{0,2})0*)?")
_DAY: Final = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(Z|[+-][0-9]{2}:[0-9]{2}|T.*)?")
_INSTANT: Final = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"(?:T([0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?))?(Z|[+-][0-9]{2}:[0-9]{2})?"
)
_END_OF_DAY: Final = re.compile(r"24:00:00(\.0+)?")
_MOST_SAID: Final = 100


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    return local_name(element.tag)  # type: ignore[arg-type]  # what was read has a text for a name


@lru_cache(maxsize=4096)
def local_name(tag: str) -> str:
    """A name without its namespace, for one who looks at thousands: one call less for each.

    >>> local_name("{urn:iso:std:iso:20022:tech:xsd:pain.008.001.08}Dbtr")
    'Dbtr'
    """
    return tag.rpartition("}")[2]


def parts(element: Element) -> dict[str, Element]:
    """The child elements by local name; of several with one name, the first."""
    found: dict[str, Element] = {}
    for part in element:
        name = local_name(part.tag)  # type: ignore[arg-type]  # as in local(), which costs a call more
        if name not in found:
            found[name] = part
    return found


def named_parts(element: Element) -> list[tuple[str, Element]]:
    """Every child element with its local name, in order."""
    return [(local_name(part.tag), part) for part in element]  # type: ignore[arg-type]  # as above


def children(element: Element, name: str) -> Iterator[Element]:
    """Every child element of that local name, in order."""
    return element.iterchildren(f"{{*}}{name}")


def child(element: Element | None, *names: str) -> Element | None:
    """The first child of that local name, its first child of the next name, and so on."""
    for name in names:
        if element is None:
            return None
        # To look at each costs less than to have lxml look for one.
        for part in element:
            if local(part) == name:
                element = part
                break
        else:
            return None
    return element


def text(element: Element | None) -> str:
    """What stands in an element, without the blanks around it; empty where there is none."""
    said = None if element is None else element.text
    return said.strip() if said else ""


def text_at(element: Element | None, *names: str) -> str:
    """The text of the first element that is reached by these local names, or an empty one."""
    return text(child(element, *names))


def texts_at(element: Element | None, name: str) -> list[str]:
    """The texts of all children of that local name, in order."""
    return [] if element is None else [text(part) for part in children(element, name)]


def texts(element: Element | None) -> dict[str, str]:
    """The text of each child by its local name; of several with one name, the first."""
    if element is None:
        return {}
    return {name: text(part) for name, part in parts(element).items()}


def reference(given: str) -> str:
    """A reference as the bank repeats it; empty where it only says that none was provided.

    >>> reference("NOTPROVIDED"), reference("2026-12-1")
    ('', '2026-12-1')

    Source: EPC130-08, EndToEndIdentification.
    """
    return "" if given.upper() == NOT_PROVIDED else given


def amount_in(element: Element) -> Euro | None:
    """The euros in an element with ``Ccy``, exact; nothing where the currency is another.

    A point, and no sign, thousands mark or exponent. Banks leave decimals away, leave the zero
    before the point away and add zeros behind the cents: ``100``, ``100.5``, ``.16`` and ``6.0000``
    are read. A fraction of a cent, a missing currency or anything else raises
    :class:`UnreadableMessage`. Source: ISO 20022, ActiveOrHistoricCurrencyAndAmount.
    """
    given, currency = text(element), element.get("Ccy")
    if currency is None:
        raise unreadable(element, 'a currency is missing: right would be Ccy="EUR"')
    if currency != "EUR":
        return None
    euros = euros_of(given)
    if euros is None:
        raise unreadable(element, "euros have a point and whole cents, such as 12.50")
    return euros


@lru_cache(maxsize=1024)
def euros_of(given: str) -> Euro | None:
    """The euros of a text, as :func:`amount_in` reads them; nothing where it is no such number.

    An amount stands in a message twice or more: of the collection, and of what moved.

    >>> euros_of("12.50"), euros_of("12,50")
    (Euro('12.50'), None)
    """
    if _USUAL_AMOUNT.fullmatch(given):
        return Euro(cents=int(given[:-3] + given[-2:]))
    match = _AMOUNT.fullmatch(given)
    if match is None:
        return None
    euros, decimals = match.groups(default="")
    return Euro(cents=int(euros or "0") * 100 + int(decimals.ljust(2, "0")))


def day_in(element: Element) -> date:
    """The day in an element, as it is written there: an offset or a time of day is left out.

    Raises :class:`UnreadableMessage`. Source: ISO 20022, ISODate.
    """
    read = day_of(text(element))
    if read is None:
        raise unreadable(element, "a day is written as 2026-11-24")
    return read


@lru_cache(maxsize=1024)
def day_of(given: str) -> date | None:
    """The day of a text, as :func:`day_in` reads it; nothing where it is none.

    A day stands in a file many times: mandates were signed on a thousand days, or fewer.

    >>> day_of("2026-11-24Z"), day_of("2026-11-31")
    (datetime.date(2026, 11, 24), None)
    """
    match = _DAY.fullmatch(given)
    try:
        return None if match is None else date.fromisoformat(match[1])
    except ValueError:
        return None


def instant_in(element: Element) -> datetime:
    """The instant in an element, with its offset from UTC where the bank gave one.

    A day alone is its beginning. Raises :class:`UnreadableMessage`.
    Source: ISO 20022, ISODateTime.
    """
    match = _INSTANT.fullmatch(text(element))
    try:
        on, at, offset = match.groups(default="") if match else ("", "", "")
        late = _END_OF_DAY.fullmatch(at) is not None
        read = datetime.fromisoformat(f"{on}T{'00:00:00' if late or not at else at}{offset}")
        read += timedelta(days=late)
        if read.tzinfo is not None:
            read.astimezone(UTC)  # one that is no day there can be compared with no other
    except (ValueError, OverflowError):
        raise unreadable(element, "an instant is written as 2026-11-24T09:30:00+01:00") from None
    return read


def brussels_day(at: datetime) -> date:
    """The day of an instant where the banks of the scheme are; as it is written without an offset.

    Midnight in Amsterdam, Berlin and Brussels is 22:00 or 23:00 the day before in UTC.

    >>> brussels_day(datetime(2026, 11, 30, 23, tzinfo=UTC))
    datetime.date(2026, 12, 1)
    >>> brussels_day(datetime(2026, 7, 1, 21, 59, tzinfo=UTC))
    datetime.date(2026, 7, 1)

    Source: directive 2000/84/EC, summer time from the last Sunday of March to that of October.
    """
    if at.tzinfo is None:
        return at.date()
    utc = at.astimezone(UTC)
    begins, ends = _summer_time(utc.year)
    try:
        return (utc + timedelta(hours=2 if begins <= utc < ends else 1)).date()
    except OverflowError:
        return utc.date()


@lru_cache(maxsize=64)
def _summer_time(year: int) -> tuple[datetime, datetime]:
    """When summer time begins and ends: at 01:00 UTC on the last Sunday of March and October."""
    march, october = (datetime(year, month, 31, 1, tzinfo=UTC) for month in (3, 10))
    return (
        march - timedelta(days=(march.weekday() + 1) % 7),
        october - timedelta(days=(october.weekday() + 1) % 7),
    )


def day_within(element: Element) -> date | None:
    """The day at the beginning of what an element holds, however the rest is written.

    Nothing if there is none. For what has to be read although it is not as it should be.
    """
    given = text(element)[: len("2026-12-01")]
    return day_of(given)


def day_or_instant(element: Element) -> date:
    """The day of an element that holds either ``Dt`` or ``DtTm``, as dates in statements do.

    A moment with an offset is a day in Brussels. Raises :class:`UnreadableMessage`.
    Source: ISO 20022, DateAndDateTimeChoice.
    """
    given = parts(element)
    written = given.get("Dt", given.get("DtTm"))
    if written is not None and "T" in (written.text or ""):
        try:
            return brussels_day(instant_in(written))
        except UnreadableMessage:
            pass  # its day may be read all the same
    return day_in(element if written is None else written)


def unreadable(element: Element, right: str) -> UnreadableMessage:
    """The error for an element that cannot be read: its line, what it holds, what is right."""
    given = (element.text or "")[:_MOST_SAID]
    return UnreadableMessage(f"line {element.sourceline}: {local(element)} {given!r}: {right}")
