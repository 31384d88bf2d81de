"""Putting an address into the form that a bank takes, where its parts are known.

An address in lines alone is never taken apart: which line holds the town, nobody can know.
Source: EPC153-22.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from sepadd.findings import InvalidValue
from sepadd.mending.document_parts import Part
from sepadd.mending.values import text_righted
from sepadd.messages.writing import ADDRESS_TAGS
from sepadd.rulebook import LINE_LENGTH, folded
from sepadd.values import AddressForm, PostalAddress, TextMode

MOST_LINES: Final = 2
"""How many lines an address may have. Source: EPC130-08, PstlAdr/AdrLine."""

_LINE: Final = "AdrLine"
_COUNTRY: Final = "Ctry"
_TAGS: Final = {tag: part for part, tag in ADDRESS_TAGS.items()}
_SAID_TOGETHER: Final = (
    *(("StrtNm", "BldgNb"), ("BldgNb", "StrtNm"), ("PstCd", "TwnNm"), ("TwnNm", "PstCd")),
    *((tag,) for tag in (*_TAGS, _COUNTRY)),
)


class Laid(NamedTuple):
    """An address in another form: what was said, what is said now, and why."""

    before: str
    after: str
    why: str


def folded_address(part: Part, mode: TextMode) -> Laid | None:
    """A country and two lines, for a bank that takes no other; nothing where that cannot be.

    The characters become those of the bank on the way: what is too long then, is not folded.
    """
    before = _shown(part)
    why = _fold(part, mode)
    return None if why is None else Laid(before, _shown(part), why)


def shortened_address(part: Part, taken: frozenset[AddressForm]) -> Laid | None:
    """An address without lines that are too many; nothing where nothing was done.

    ``taken`` are the forms that the bank takes. Lines that say only what stands in fields besides
    are left away where it takes fields alone; more than two lines become two.
    """
    before = _shown(part)
    why = _without_repetition(part, taken) or _in_two_lines(part)
    return None if why is None else Laid(before, _shown(part), why)


def _shown(part: Part) -> str:
    return ", ".join(f"{child.name} {child.said}" for child in part.children)


def _lines(part: Part) -> list[Part]:
    return [child for child in part.children if child.name == _LINE]


def _fold(part: Part, mode: TextMode) -> str | None:
    fields = [child for child in part.children if child.name in _TAGS]
    known = {*_TAGS, _COUNTRY, _LINE}
    if not fields or any(child.name not in known for child in part.children):
        return None
    said = {_TAGS[child.name]: _in_banks_signs(child, mode) for child in fields if child.said}
    lines = tuple(_in_banks_signs(line, mode) for line in _lines(part) if line.said)
    texts: dict[str, Any] = {**said, "lines": lines}
    try:
        address = folded(PostalAddress(country=part.said_in(_COUNTRY).upper(), **texts))
    except InvalidValue:
        return None
    if any(len(line) > LINE_LENGTH for line in address.lines):
        return None
    country = part.child(_COUNTRY)
    new = [part.new(_LINE, text=line) for line in address.lines]
    part.arrange([*([] if country is None else [country]), *new])
    return "the bank takes a country and two lines"


def _in_banks_signs(part: Part, mode: TextMode) -> str:
    return text_righted(part.text, LINE_LENGTH, mode).strip()


def _without_repetition(part: Part, taken: frozenset[AddressForm]) -> str | None:
    """Without lines, where they repeat the fields and the bank takes fields alone."""
    lines = _lines(part)
    if not lines or AddressForm.HYBRID in taken or AddressForm.STRUCTURED not in taken:
        return None
    if not part.said_in("TwnNm") or not part.said_in(_COUNTRY):
        return None
    told = set(_told(part))
    if any(_plain(line.said) not in told for line in lines):
        return None
    for line in lines:
        part.take(line)
    return "the lines say what the fields say, and the bank takes fields alone"


def _told(part: Part) -> Iterator[str]:
    """What the fields say, one by one and as they are written together."""
    for tags in _SAID_TOGETHER:
        said = [part.said_in(tag) for tag in tags]
        if all(said):
            yield _plain(" ".join(said))


def _plain(said: str) -> str:
    return "".join(sign for sign in said.casefold() if sign.isalnum())


def _in_two_lines(part: Part) -> str | None:
    """Lines beyond the second, joined with those before them where there is room."""
    lines = _lines(part)
    if len(lines) <= MOST_LINES:
        return None
    first, second = _divided([line.said for line in lines])
    if not second or max(len(first), len(second)) > LINE_LENGTH:
        return None
    for line, said in zip(lines, (first, second), strict=False):
        line.say(said)
    for line in lines[MOST_LINES:]:
        part.take(line)
    return "an address has two lines at most"


def _divided(lines: list[str]) -> tuple[str, str]:
    """Two lines of several: the first as long as it may be."""
    for count in range(len(lines) - 1, 0, -1):
        first, second = " ".join(lines[:count]), " ".join(lines[count:])
        if len(first) <= LINE_LENGTH:
            return first, second
    return " ".join(lines), ""
