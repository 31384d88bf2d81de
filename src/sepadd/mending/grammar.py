"""What a file of collections may say where, as our schemas have it: looked up, not only judged.

A schema says that something is wrong. To put it right one has to know besides which parts belong
there, in which order, and which values would be taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Final

from lxml import etree
from lxml.etree import _Element as Element

from sepadd.messages.parsing import schema_path
from sepadd.rulebook import MessageVersion

_XS: Final = "{http://www.w3.org/2001/XMLSchema}"
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(Z|[+-][0-9]{2}:[0-9]{2})?")
_FORMS: Final[Mapping[str, re.Pattern[str]]] = {
    "decimal": re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)"),
    "boolean": re.compile(r"true|false|1|0"),
    "date": _DAY,
    "dateTime": re.compile(
        r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?"
        r"(Z|[+-][0-9]{2}:[0-9]{2})?"
    ),
}
"""The values that are no text: around those, blanks mean nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """What may stand in an element that holds no other.

    ``base`` is ``"string"``, ``"decimal"``, ``"boolean"``, ``"date"`` or ``"dateTime"``; ``codes``
    are the only values there, where they are listed; ``longest`` counts characters.
    """

    name: str
    base: str
    codes: tuple[str, ...] = ()
    pattern: re.Pattern[str] | None = None
    shortest: int = 0
    longest: int | None = None

    def accepts(self, said: str) -> bool:
        """Whether the schema takes the value; of a number, whether it is one.

        >>> iban = contents_of(MessageVersion.PAIN_008_001_08).value("DebtorAccount/Id/IBAN")
        >>> iban.accepts("NL91ABNA0417164300"), iban.accepts("NL91 ABNA 0417 1643 00")
        (True, False)
        """
        form = _FORMS.get(self.base)
        if form is not None:
            bare = said.strip(" \t\r\n")
            return form.fullmatch(bare) is not None and (self.base != "date" or _is_day(bare))
        if self.codes:
            return said in self.codes
        if self.pattern is not None and self.pattern.fullmatch(said) is None:
            return False
        return len(said) >= self.shortest and (self.longest is None or len(said) <= self.longest)


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What may stand in an element that holds others: the parts, in their order.

    ``needed`` are those that it is never without.
    """

    name: str
    parts: Mapping[str, Content | Value] = field(default_factory=dict)
    needed: frozenset[str] = frozenset()
    places: Mapping[str, int] = field(default_factory=dict)

    def value(self, path: str) -> Value:
        """The value at the end of a path of parts, whose first step is the name of a content.

        Raises :class:`KeyError` where there is none.
        """
        _, *steps = path.split("/")
        found: Content | Value = self.parts[path.partition("/")[0]]
        for step in steps:
            if isinstance(found, Value):
                raise KeyError(path)
            found = found.parts[step]
        if isinstance(found, Content):
            raise KeyError(path)
        return found


@cache
def contents_of(message: MessageVersion) -> Content:
    """All that a version of the message is made of, by the names that its schema gives them.

    >>> header = contents_of(MessageVersion.PAIN_008_001_08).parts["Header"]
    >>> list(header.parts)
    ['MsgId', 'CreDtTm', 'NbOfTxs', 'CtrlSum', 'InitgPty']
    """
    schema = etree.parse(schema_path(message), etree.XMLParser(no_network=True)).getroot()
    named = {str(part.get("name")): part for part in schema.iterchildren(f"{_XS}*")}
    reading = _Reading(named)
    names = [name for name, part in named.items() if part.tag == f"{_XS}complexType"]
    return Content(name=str(message), parts={name: reading.content(name) for name in names})


class _Reading:
    """One schema, while it is read."""

    def __init__(self, named: Mapping[str, Element]) -> None:
        self._named = named
        self._known: dict[str, Content | Value] = {}

    def content(self, name: str) -> Content | Value:
        if name not in self._known:
            self._known[name] = self._read(name)
        return self._known[name]

    def _read(self, name: str) -> Content | Value:
        declared = self._named.get(name)
        if declared is None:
            return Value(name=name, base=name.rpartition(":")[2])
        if declared.tag == f"{_XS}simpleType":
            return _value(name, declared)
        extended = declared.find(f"{_XS}simpleContent/{_XS}extension")
        if extended is not None:
            return self.content(str(extended.get("base")))
        return self._parts(name, declared)

    def _parts(self, name: str, declared: Element) -> Content:
        found: dict[str, Content | Value] = {}
        for part in self._elements(declared):
            called = str(part.get("name"))
            if called not in found:
                found[called] = self.content(str(part.get("type")))
        return Content(
            name=name,
            parts=found,
            needed=frozenset(_needed(declared)),
            places={called: place for place, called in enumerate(found)},
        )

    def _elements(self, declared: Element) -> Iterator[Element]:
        for part in declared.iter(f"{_XS}element", f"{_XS}group"):
            shared = part.get("ref")
            if shared is not None:
                yield from self._elements(self._named[shared])
            elif part.tag == f"{_XS}element":
                yield part


def _needed(declared: Element) -> Iterable[str]:
    return (
        str(part.get("name"))
        for part in declared.iterfind(f"{_XS}sequence/{_XS}element")
        if part.get("minOccurs") != "0"
    )


def _value(name: str, declared: Element) -> Value:
    limited = declared.find(f"{_XS}restriction")
    if limited is None:  # pragma: no cover - every simple type of ours limits another
        return Value(name=name, base="string")
    said = {
        kind: [str(part.get("value")) for part in limited.iterfind(f"{_XS}{kind}")]
        for kind in ("enumeration", "pattern", "length", "minLength", "maxLength")
    }
    exactly = [int(length) for length in said["length"]]
    return Value(
        name=name,
        base=str(limited.get("base")).rpartition(":")[2],
        codes=tuple(said["enumeration"]),
        pattern=re.compile(said["pattern"][0]) if said["pattern"] else None,
        shortest=max([*exactly, *map(int, said["minLength"])], default=0),
        longest=min([*exactly, *map(int, said["maxLength"])], default=None),
    )


def _is_day(said: str) -> bool:
    try:
        date.fromisoformat(said[:10])
    except ValueError:
        return False
    return True
