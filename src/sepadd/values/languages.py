"""The six languages that sepadd writes to debtors in, and how amounts and days look in each.

Everything stands in tables here: what a letter says never depends on the settings of the machine.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date
from enum import StrEnum
from string import Template
from types import MappingProxyType
from typing import Final

from sepadd.findings import InvalidValue
from sepadd.frozen import dataclass
from sepadd.values.money import Euro

_NO_BREAK: Final = "\N{NO-BREAK SPACE}"
_BLANKS: Final = re.compile(r"[ \t-\r\x1c-\x1f\x85\u2028\u2029]+")
_TURNS_OR_STEERS: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1b\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)


class Language(StrEnum):
    """A language for what the debtor is told, by its code of ISO 639-1."""

    EN = "en"
    NL = "nl"
    DE = "de"
    FR = "fr"
    ES = "es"
    IT = "it"

    def day(self, day: date) -> str:
        """A day, written out: the month by its name, the year in full.

        >>> from datetime import date
        >>> [language.day(date(2026, 12, 1)) for language in (Language.NL, Language.DE)]
        ['1 december 2026', '1. Dezember 2026']
        """
        form = _FORMS[self]
        number = form.first_of_month if day.day == 1 else form.number.format(day.day)
        return form.day.format(number, form.months[day.month - 1], day.year)

    def amount(self, amount: Euro) -> str:
        """An amount with the euro sign, thousands marked, always two decimals.

        The blanks in it are no-break spaces, so that no line ends within an amount.

        >>> Language.EN.amount(Euro("1250.5"))
        '€1,250.50'
        """
        form = _FORMS[self]
        euros, cents = divmod(abs(amount.cents), 100)
        grouped = f"{euros:,}" if euros >= form.grouped_from else str(euros)
        number = f"{grouped.replace(',', form.thousands)}{form.decimal}{cents:02d}"
        minus = "-" if amount.cents < 0 else ""
        return form.amount.format(minus, number)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Form:
    """How a language writes: the minus and the number in ``amount``, then the parts of a day."""

    months: tuple[str, ...]
    day: str = "{} {} {}"
    number: str = "{}"
    first_of_month: str = "1"
    amount: str
    thousands: str = "."
    decimal: str = ","
    grouped_from: int = 1000


_FORMS: Final[Mapping[Language, _Form]] = MappingProxyType(
    {
        Language.EN: _Form(
            months=(
                *("January", "February", "March", "April", "May", "June", "July"),
                *("August", "September", "October", "November", "December"),
            ),
            amount="{}€{}",
            thousands=",",
            decimal=".",
        ),
        Language.NL: _Form(
            months=(
                *("januari", "februari", "maart", "april", "mei", "juni", "juli"),
                *("augustus", "september", "oktober", "november", "december"),
            ),
            amount=f"€{_NO_BREAK}{{}}{{}}",
        ),
        Language.DE: _Form(
            months=(
                *("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli"),
                *("August", "September", "Oktober", "November", "Dezember"),
            ),
            number="{}.",
            first_of_month="1.",
            amount=f"{{}}{{}}{_NO_BREAK}€",
        ),
        Language.FR: _Form(
            months=(
                *("janvier", "février", "mars", "avril", "mai", "juin", "juillet"),
                *("août", "septembre", "octobre", "novembre", "décembre"),
            ),
            first_of_month="1er",
            amount=f"{{}}{{}}{_NO_BREAK}€",
            thousands=_NO_BREAK,
        ),
        Language.ES: _Form(
            months=(
                *("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio"),
                *("agosto", "septiembre", "octubre", "noviembre", "diciembre"),
            ),
            day="{} de {} de {}",
            amount=f"{{}}{{}}{_NO_BREAK}€",
            grouped_from=10_000,  # Spanish leaves four digits together
        ),
        Language.IT: _Form(
            months=(
                *("gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio"),
                *("agosto", "settembre", "ottobre", "novembre", "dicembre"),
            ),
            amount=f"{{}}{{}}{_NO_BREAK}€",
        ),
    }
)


def one_line(text: str) -> str:
    r"""A name as it can stand in a sentence: on one line, and steering nothing.

    Runs of blanks and line breaks become one blank (but no-break ones stay); control characters,
    and the marks that turn the direction of writing (with which a name could turn the amount
    behind it), are taken out.

    >>> one_line(" Ada  Jansen\r\nBcc: eve ")
    'Ada Jansen Bcc: eve'
    """
    return _BLANKS.sub(" ", _TURNS_OR_STEERS.sub("", text)).strip(" ")


def fields_of(wording: str, known: Collection[str]) -> frozenset[str]:
    """The fields that a text has room for, each a name behind a dollar sign: ``$amount``.

    ``$$`` is a dollar sign, and ``${amount}`` keeps a field apart from the letters behind it.
    Raises :class:`InvalidValue` for a dollar sign before anything else, and for fields that are
    not among the known ones.

    >>> sorted(fields_of("You pay $amount on $due_on.", {"amount", "due_on", "iban"}))
    ['amount', 'due_on']
    """
    template = Template(wording)
    if not template.is_valid():
        raise InvalidValue(
            f"text {wording!r}: a dollar sign stands before the name of a field, such as $amount; "
            "write $$ for the sign itself"
        )
    named = frozenset(template.get_identifiers())
    if unknown := sorted(named - set(known)):
        raise InvalidValue(
            f"text {wording!r}: there is no field {_fields(unknown)}; there are {_fields(known)}"
        )
    return named


def filled(wording: str, values: Mapping[str, str]) -> str:
    """A text with its fields filled in; what a value holds is never read as a field itself.

    Raises :class:`InvalidValue` as :func:`fields_of` does.

    >>> filled("You pay $amount.", {"amount": "$5"})
    'You pay $5.'
    """
    fields_of(wording, values.keys())
    return Template(wording).substitute(values)


def _fields(names: Collection[str]) -> str:
    return ", ".join(f"${name}" for name in sorted(names)) or "none"
