"""Putting one value right where only its spelling is wrong: blanks, capitals, a time beside a day.

What a value means is never guessed. An account, a bank and a creditor identifier have check digits
or a form that prove what was meant; of every other value no sign is changed but for blanks around
it and, in a code, for capitals.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from sepadd.findings import InvalidValue
from sepadd.mending.grammar import Value
from sepadd.messages.parsing import ALLOWED, SAID_ALIKE, XSD
from sepadd.values import Bic, CreditorIdentifier, Iban, TextMode

_BLANKS: Final = " \t\r\n"
_BROKEN: Final = re.compile(r"[\t\r\n]")
_INSTANT: Final = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})T.*")
_PROVED: Final[Mapping[str, Callable[[str], str]]] = {
    "IBAN": lambda said: Iban(said).value,
    "BIC": lambda said: Bic(said).value,
    "CreditorIdentifier": lambda said: CreditorIdentifier(said).value,
}
"""The values of which one can tell whether they are right, and how each is written."""

_IN_CAPITALS: Final = frozenset({"Country", "Currency", "LEI"})


class Righted(NamedTuple):
    """A value as it is right, the rule that it broke, and why it is the same value."""

    said: str
    rule: str
    why: str


def righted(said: str, value: Value) -> Righted | None:
    """The same value in the spelling that the schema takes; nothing where it is right, or unknown.

    >>> from sepadd.mending import contents_of
    >>> from sepadd.rulebook import MessageVersion
    >>> iban = contents_of(MessageVersion.PAIN_008_001_08).value("DebtorAccount/Id/IBAN")
    >>> righted("nl91 abna 0417 1643 00", iban).said
    'NL91ABNA0417164300'
    >>> righted("NL91 ABNA 0417 1643 01", iban) is None
    True
    """
    if not said.strip(_BLANKS):
        return None
    if value.name in _PROVED:
        return _proved(said, value)
    if value.base == "decimal" and said.strip(_BLANKS).startswith("+"):
        without = said.strip(_BLANKS)[1:]
        if value.accepts(without) and without[0] not in "+-":
            return Righted(without, ALLOWED.id, "a number has no sign")
    if value.accepts(said):
        return None
    return next((each for each in _spellings(said, value) if value.accepts(each.said)), None)


def _proved(said: str, value: Value) -> Righted | None:
    try:
        right = _PROVED[value.name](said)
    except InvalidValue:
        return None
    if right == said or not value.accepts(right):
        return None
    rule = SAID_ALIKE.id if value.accepts(said) else XSD.id
    return Righted(right, rule, "written without blanks and in capitals")


def _spellings(said: str, value: Value) -> list[Righted]:
    """The spellings in which the same may be said, the nearest first."""
    bare = said.strip(_BLANKS)
    found = [Righted(bare, XSD.id, "written without the blanks around it")]
    if value.codes or value.name in _IN_CAPITALS:
        found.append(Righted(bare.upper(), XSD.id, "written in capitals"))
    if value.base == "boolean":
        found.append(Righted(bare.lower(), XSD.id, "written in small letters"))
    if value.base == "date" and (match := _INSTANT.fullmatch(bare)):
        found.append(Righted(match[1], XSD.id, "a day has no time"))
    return found


def text_righted(said: str, limit: int, mode: TextMode) -> str:
    r"""A name, a line or a remittance in the characters of a bank; itself where it is unsayable.

    What is too long is cut only where the bank's profile cuts. Lines that are broken become one.

    >>> from sepadd.values import EPC_TEXT
    >>> text_righted("Café De\n  Zwaan", 70, EPC_TEXT)
    'Cafe De Zwaan'

    Source: EPC217-08.
    """
    whole = " ".join(said.split()) if _BROKEN.search(said) else said
    if len(whole) > limit and len(mode.convert(whole.strip(_BLANKS))) <= limit:
        whole = whole.strip(_BLANKS)
    fitted = mode.fit(whole, limit)
    if fitted.unsayable or (fitted.too_long and not mode.cut):
        return said
    return fitted.text
