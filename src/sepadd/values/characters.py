"""The characters that banks take in names and payment texts, and what becomes of all others.

Every bank takes 72 characters and the blank. What else stands in a name is replaced before it is
sent, by the table of the European Payments Council or by German banking custom: otherwise the bank
replaces it as it likes, or refuses the file. References are never converted, only refused.

Source: EPC217-08, "SEPA Requirements for an Extended Character Set", with its conversion table.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import field
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from sepadd.findings import InvalidValue
from sepadd.frozen import dataclass

BASIC = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/-?:().,'+ "
"""What every bank in SEPA takes: 72 characters and the blank. Source: EPC217-08, chapter 6.1."""

REPLACEMENT = "."
"""What a character becomes that the table gives no letter for. Source: EPC217-08."""

_PUNCTUATION = {
    **dict.fromkeys("\t\n\r\N{NO-BREAK SPACE}", " "),
    **dict.fromkeys("[{", "("),
    **dict.fromkeys("]}", ")"),
    **dict.fromkeys("\\|", "/"),
    **dict.fromkeys("_~", "-"),
    **dict.fromkeys('`"', "'"),
    ";": ",",
    "\N{INVERTED QUESTION MARK}": "?",
    "&": "+",
    "€": "E",
}

# Letters without an accent that could be taken off. The capital sharp s is younger than the table,
# which would make a dot of it.
_LATIN = {
    **dict(zip("ÆÐĐĦĲĿŁØŒÞŦẞ", "ADDHILLOOTTS", strict=True)),
    **dict(zip("æðđħĳŀłøœþŧß", "addhillootts", strict=True)),
    "\N{LATIN SMALL LETTER DOTLESS I}": "i",
}
_LATIN_WITH_ACCENT = (*map(chr, range(0xC0, 0x180)), *"ȘșȚț")
_LATIN_WITHOUT_ROW = "ŌōŎŏ"  # the table makes dots of these four, of no SEPA language

_GREEK = {
    **dict(zip("ΑΒΓΔΕΖΗΙΚΛΜΝΞΟΠΡΣΤΥΦΩ", "AVGDEZIIKLMNXOPRSTYFO", strict=True)),
    **dict(zip("ΘΧΨ", ("TH", "CH", "PS"), strict=True)),
}
_GREEK_LETTERS = tuple(map(chr, range(0x386, 0x3CF)))

# The Bulgarian alphabet: no other language of SEPA is written in Cyrillic.
_CYRILLIC = {
    **dict(zip("АБВГДЕЗИЙКЛМНОПРСТУФХЪЬ", "ABVGDEZIYKLMNOPRSTUFHAY", strict=True)),
    **dict(zip("ЖЦЧШЩЮЯ", ("ZH", "TS", "CH", "SH", "SHT", "YU", "YA"), strict=True)),
}

_GERMAN = {
    **dict(zip("äöüß", ("ae", "oe", "ue", "ss"), strict=True)),
    **dict(zip("ÄÖÜẞ", ("Ae", "Oe", "Ue", "SS"), strict=True)),
}


def _without_accent(letter: str) -> str:
    return unicodedata.normalize("NFD", letter)[0]


def _latin_rows() -> Iterator[tuple[str, str]]:
    yield from _LATIN.items()
    for letter in _LATIN_WITH_ACCENT:
        base = _without_accent(letter)
        if base in BASIC and letter not in _LATIN_WITHOUT_ROW:
            yield letter, base


def _greek_rows() -> Iterator[tuple[str, str]]:
    lower = {letter.lower(): latin.lower() for letter, latin in _GREEK.items()}
    rows = {**_GREEK, **lower, "ς": "s"}
    for letter in _GREEK_LETTERS:
        base = _without_accent(letter)
        if base in rows:
            yield letter, rows[base]


def _cyrillic_rows() -> Iterator[tuple[str, str]]:
    for letter, latin in _CYRILLIC.items():
        yield letter, latin
        yield letter.lower(), latin.lower()


EPC_CONVERSION: Mapping[str, str] = MappingProxyType(
    {
        **_PUNCTUATION,
        **dict(_latin_rows()),
        **dict(_greek_rows()),
        **dict(_cyrillic_rows()),
    },
)
"""What a character outside the basic set becomes: one to three characters of that set.

Every character that is neither here nor in :data:`BASIC` becomes :data:`REPLACEMENT`. Where the
table leaves a row open, ``&`` becomes ``+`` and the quotation mark an apostrophe. A line break or
a tabulator becomes a blank, the capital sharp s an S.

>>> EPC_CONVERSION["Щ"], EPC_CONVERSION["ß"], "@" in EPC_CONVERSION
('SHT', 's', False)

Source: EPC217-08, conversion table (U+0020 to U+04FF and the euro sign), and chapter 6.2 for ``&``.
"""

GERMAN_CONVERSION: Mapping[str, str] = MappingProxyType({**EPC_CONVERSION, **_GERMAN})
"""As :data:`EPC_CONVERSION`, but an umlaut takes an e, and the sharp s becomes two.

Source: Deutsche Kreditwirtschaft, DFÜ-Abkommen, Anlage 3 ("alternativ auch zulässig").
"""


class Conversion(StrEnum):
    """What becomes of a character that a bank does not take."""

    NONE = "none"
    """Nothing is converted: what offends is an error."""
    EPC = "epc"
    """The table of the European Payments Council: ä becomes a."""
    GERMAN = "german"
    """German banking custom: ä becomes ae. Everything else as in the table of the EPC."""


_CONVERSIONS: Mapping[Conversion, Mapping[str, str]] = {
    Conversion.NONE: {},
    Conversion.EPC: EPC_CONVERSION,
    Conversion.GERMAN: GERMAN_CONVERSION,
}


class Fitted(NamedTuple):
    """A text as it would be sent, and what happened to it on the way."""

    text: str
    """The text in the characters of the mode, cut where the mode cuts."""
    converted: bool
    """Characters were replaced."""
    too_long: bool
    """After conversion it was longer than the limit (and was cut, if the mode cuts)."""
    unsayable: bool
    """It cannot be sent: what offends is not converted, or only blanks and dots are left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextMode:
    """What a bank takes in names and texts, and what is done with the rest.

    ``extra`` are the characters that the bank takes beyond the basic set. ``cut`` says what happens
    to a text that is too long: cut on characters after conversion, or left whole to be refused.
    Raises :class:`InvalidValue` for an ``extra`` that no XML file can hold.

    >>> EPC_TEXT.convert("Müller & Söhne Straße €5")
    'Muller + Sohne Strase E5'
    >>> GERMAN_TEXT.convert("Müller & Söhne Straße €5")
    'Mueller + Soehne Strasse E5'

    Source: EPC217-08.
    """

    name: str
    conversion: Conversion = Conversion.EPC
    extra: str = ""
    cut: bool = False
    _taken: re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for character in self.extra:
            if not _can_stand_in_xml(character):
                raise InvalidValue(
                    f"extra character U+{ord(character):04X} of text mode {self.name!r}: "
                    "a control character or half a character cannot stand in an XML file; "
                    "give letters and signs only",
                )
        taken = re.compile(f"[{re.escape(BASIC + self.extra)}]*")
        object.__setattr__(self, "_taken", taken)

    def accepts(self, text: str) -> bool:
        """Whether the bank takes every character of the text as it is. An empty text it does.

        >>> EPC_TEXT.accepts("Invoice 17/2026"), EPC_TEXT.accepts("Straße")
        (True, False)
        """
        return self._taken.fullmatch(text) is not None

    def convert(self, text: str) -> str:
        """The text in characters that the bank takes; the text itself where it takes them all.

        A letter and its accent are one character, however they were typed (Unicode form NFC). With
        :attr:`Conversion.NONE` the text comes back unchanged. It may become longer:

        >>> EPC_TEXT.convert("Площад")
        'Ploshtad'

        Source: EPC217-08, conversion table.
        """
        if self.conversion is Conversion.NONE or self._taken.fullmatch(text):
            return text
        return unicodedata.normalize("NFC", text).translate(
            _translation(self.conversion, self.extra),
        )

    def fit(self, text: str, limit: int) -> Fitted:
        """The text as it would be sent in an element of at most ``limit`` characters.

        The limit counts characters after conversion. A text that is cut loses the blanks before
        the cut as well.

        >>> EPC_TEXT.fit("Ж" * 36, 70).too_long
        True

        Source: EPC217-08, general notes 2 and 3.
        """
        said = self.convert(text)
        sent = said[:limit].rstrip() if self.cut and len(said) > limit else said
        return Fitted(
            text=sent,
            converted=said != text,
            too_long=len(said) > limit,
            unsayable=not sent.strip(" .") or not self._can_send(said),
        )

    def _can_send(self, said: str) -> bool:
        return self.conversion is not Conversion.NONE or self.accepts(said)


def _can_stand_in_xml(character: str) -> bool:
    return unicodedata.category(character) not in {"Cc", "Cs"} and character not in "\ufffe\uffff"


class _Translation(dict[int, str]):
    """For ``str.translate``: what has no row becomes a dot."""

    def __missing__(self, _: int) -> str:
        return REPLACEMENT


@cache
def _translation(conversion: Conversion, extra: str) -> _Translation:
    rows = {**_CONVERSIONS[conversion], **{taken: taken for taken in BASIC + extra}}
    return _Translation({ord(character): said for character, said in rows.items()})


EPC_TEXT = TextMode(name="EPC")
"""The basic set; the rest by the table of the EPC. Source: EPC217-08."""

GERMAN_TEXT = TextMode(name="German", conversion=Conversion.GERMAN)
"""The basic set; umlauts take an e. Source: DFÜ-Abkommen, Anlage 3 ("alternativ auch zulässig")."""

GERMAN_WIDE_TEXT = TextMode(
    name="German, with umlauts",
    conversion=Conversion.GERMAN,
    extra="ÄÖÜäöüß&*$%",
)
"""What German banks must take as it is. Source: DFÜ-Abkommen, Anlage 3, 2021."""

AUSTRIAN_TEXT = TextMode(
    name="Austrian",
    extra='äöüßÄÖÜ&<>"|€$§%!=#~;*{}[]@\\_°^',
)
"""What Austrian banks take in texts. Source: PSA, pain.008.001.08 of Austria (AT004)."""

STRICT_TEXT = TextMode(name="strict", conversion=Conversion.NONE)
"""The basic set and nothing else; nothing is converted. Source: EPC217-08, chapter 6.1."""
