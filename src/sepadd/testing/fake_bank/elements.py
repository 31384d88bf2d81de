"""How the fake bank writes: elements as text, in the order in which they are given."""

from __future__ import annotations

from datetime import date, time
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from sepadd.testing.fake_bank.dialects import Dialect

NAMESPACE: Final = "urn:iso:std:iso:20022:tech:xsd:"
"""What every ISO 20022 namespace begins with; the name of the message follows."""


def element(name: str, *content: str, **attributes: str) -> str:
    """An element with that in it; nothing at all where it would be empty."""
    inside = "".join(content)
    if not inside:
        return ""
    told = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items())
    return f"<{name}{told}>{inside}</{name}>"


def leaf(name: str, text: str | None, **attributes: str) -> str:
    """An element with that text; nothing where there is none."""
    return element(name, escape(text or ""), **attributes)


def nested(path: str, text: str | None) -> str:
    """Elements one in the other, with that text in the innermost: ``nested("Id/IBAN", iban)``."""
    names = path.split("/")
    written = leaf(names[-1], text)
    for name in reversed(names[:-1]):
        written = element(name, written)
    return written


def euros(cents: int, *, plain: bool = False) -> str:
    """An amount above or of 0, with a point; whole euros without decimals, where a bank does so."""
    whole, rest = divmod(cents, 100)
    return str(whole) if plain and not rest else f"{whole}.{rest:02d}"


def amount(name: str, cents: int, *, plain: bool = False) -> str:
    """An amount with its currency."""
    return leaf(name, euros(abs(cents), plain=plain), Ccy="EUR")


def at(day: date, hour: time) -> str:
    """A day and a time, as messages have them."""
    return f"{day.isoformat()}T{hour.isoformat('seconds')}Z"


def bank(dialect: Dialect, bic: str | None) -> str:
    """A bank, named by its BIC."""
    return nested(f"FinInstnId/{'BICFI' if dialect.modern else 'BIC'}", bic)


def party(dialect: Dialect, name: str, person: str) -> str:
    """A party in a role: ``Dbtr`` or ``Cdtr``."""
    inside = nested("Pty/Nm" if dialect.modern else "Nm", person)
    return element(name, inside)


def originator(dialect: Dialect, name: str | None) -> str:
    """Who gave the reason: the debtor by his name, or else the bank by its BIC."""
    if name is not None:
        return nested("Orgtr/Nm", name)
    return nested(f"Orgtr/Id/OrgId/{'AnyBIC' if dialect.modern else 'BICOrBEI'}", dialect.bic)


def document(message: str, *content: str) -> bytes:
    """The whole message, under the namespace of its version."""
    written = element("Document", *content, xmlns=f"{NAMESPACE}{message}")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{written}\n'.encode()
