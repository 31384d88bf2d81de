"""Any file that a schema allows, drawn along the schema itself, with all that it may hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta, timezone
from functools import cache
from math import prod
from pathlib import Path
from xml.sax.saxutils import escape

from hypothesis import strategies as st
from lxml import etree

from helpers.pain008_files import OLDER, found, fragment, good, iso_xsd, namespace, our_xsd, path_of

XS = "{http://www.w3.org/2001/XMLSchema}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Grammar:
    """A schema as data: its types and groups by name."""

    named: Mapping[str, etree._Element]

    def particle(self, type_name: str) -> etree._Element | None:
        """Give the sequence or choice that a type holds; a value holds none."""
        node = self.named.get(type_name)
        if node is None or node.tag != f"{XS}complexType":
            return None
        return next((e for e in node if e.tag in (f"{XS}sequence", f"{XS}choice")), None)

    def marked(self, type_name: str) -> tuple[str, str, str] | None:
        """Give, of a value with an attribute, its own type and the attribute's name and type."""
        node = self.named.get(type_name)
        extended = None if node is None else node.find(f".//{XS}extension")
        if extended is None:
            return None
        attribute = extended[0]
        return str(extended.get("base")), str(attribute.get("name")), str(attribute.get("type"))

    def is_choice(self, type_name: str) -> bool:
        return self.named[type_name].find(f".//{XS}choice") is not None

    def children(self, type_name: str) -> list[etree._Element]:
        """Give the elements that may stand directly in a type, in their order."""
        particle = self.particle(type_name)
        return [] if particle is None else list(self._elements(particle))

    def _elements(self, particle: etree._Element) -> Iterator[etree._Element]:
        for part in particles(particle):
            if part.tag == f"{XS}element":
                yield part
            else:
                yield from self._elements(self.resolved(part))

    def resolved(self, part: etree._Element) -> etree._Element:
        """Give what a reference to a group stands for."""
        return self.named[str(part.get("ref"))][0] if part.tag == f"{XS}group" else part


@cache
def grammar(xsd: Path) -> Grammar:
    root = etree.parse(xsd).getroot()
    types = (e for e in root if isinstance(e.tag, str) and e.tag != f"{XS}element")
    return Grammar(named={str(e.get("name")): e for e in types})


def particles(particle: etree._Element) -> list[etree._Element]:
    return [e for e in particle if isinstance(e.tag, str)]


def times(part: etree._Element) -> tuple[int, int]:
    """Give how often it may stand: at least and at most, where two stands for without end."""
    most = part.get("maxOccurs", "1")
    return int(part.get("minOccurs", "1")), 2 if most == "unbounded" else int(most)


@dataclass(frozen=True, kw_only=True, slots=True)
class Usage:
    """What a narrower circle leaves out of the schema, and which values it wants instead of any."""

    leaves_out: frozenset[str] = frozenset()
    first_choice_of: frozenset[str] = frozenset()
    values: Mapping[str, Kind] = field(default_factory=dict, repr=False)

    def has(self, path: str) -> bool:
        return not any(path.endswith(f"/{end}") for end in self.leaves_out)


@dataclass(frozen=True, kw_only=True, slots=True)
class Kind:
    """The values of a type: the shortest, the longest, any."""

    shortest: str
    longest: str
    any: st.SearchStrategy[str]


def _text(most: int, alphabet: st.SearchStrategy[str] | str) -> Kind:
    sign = alphabet[-1] if isinstance(alphabet, str) else "€"
    return Kind(
        shortest=sign, longest=sign * most, any=st.text(alphabet, min_size=1, max_size=most)
    )


def _one_of(*codes: str) -> Kind:
    return Kind(shortest=codes[0], longest=codes[-1], any=st.sampled_from(codes))


_PRINTED = st.characters(min_codepoint=0x20, exclude_categories=["Cc", "Cs", "Cn"])
_UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_DIGIT = "0123456789"
_UNSLASHED = _UPPER + _UPPER.lower() + _DIGIT + "+?-:().,'"


def _slashed(signs: str, most: int) -> st.SearchStrategy[str]:
    parts = st.lists(st.text(signs, min_size=1, max_size=most), min_size=1, max_size=3)
    begun = parts.filter(lambda some: some[0].strip() != "")
    return begun.map("/".join).filter(lambda text: len(text) <= most)


def _joined(*parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(*parts).map("".join)


def _exactly(count: int, signs: str) -> st.SearchStrategy[str]:
    return st.text(signs, min_size=count, max_size=count)


def _cents(most: int) -> st.SearchStrategy[str]:
    return st.integers(1, most).map(lambda cents: f"{cents // 100}.{cents % 100:02d}")


_ZONES = st.none() | st.sampled_from([-12, 0, 1, 14]).map(lambda h: timezone(timedelta(hours=h)))
_MOMENT = st.datetimes(timezones=_ZONES)
_BRANCH = st.just("") | _exactly(3, _UPPER + _DIGIT)
_BIC_02 = _joined(
    _exactly(6, _UPPER), _exactly(1, _UPPER + _DIGIT[2:]), _exactly(1, "ABCNPZ019"), _BRANCH
)
_BIC_08 = _joined(
    _exactly(4, _UPPER + _DIGIT), _exactly(2, _UPPER), _exactly(2, _UPPER + _DIGIT), _BRANCH
)
_SUM = 10**18 - 1

KINDS: Mapping[str, Kind] = {
    "xs:boolean": _one_of("true", "false", "1", "0"),
    "xs:date": Kind(
        shortest="2024-02-29",
        longest="2026-12-01+14:00",
        any=st.dates(min_value=date(1, 1, 1)).map(date.isoformat),
    ),
    "xs:dateTime": Kind(
        shortest="2026-11-23T10:00:00",
        longest="2026-11-23T10:00:00.123456+01:00",
        any=_MOMENT.map(lambda moment: moment.isoformat()),
    ),
    "Amount": Kind(shortest="0.01", longest="999999999.99", any=_cents(10**11 - 1)),
    "Sum": Kind(shortest="0.01", longest="9999999999999999.99", any=_cents(_SUM)),
    "Count": Kind(
        shortest="1", longest="9" * 15, any=st.integers(1, 10**15 - 1).map(lambda n: f"{n:03d}")
    ),
    "DirectDebit": _one_of("DD"),
    "Sepa": _one_of("SEPA"),
    "Slev": _one_of("SLEV"),
    "Euro": _one_of("EUR"),
    "Smnda": _one_of("SMNDA"),
    "NotProvided": _one_of("NOTPROVIDED"),
    "Scor": _one_of("SCOR"),
    "Scheme": _one_of("CORE", "B2B"),
    "SequenceType": _one_of("FRST", "RCUR", "FNAL", "OOFF"),
    "Currency": Kind(shortest="EUR", longest="EUR", any=_exactly(3, _UPPER)),
    "Country": Kind(shortest="NL", longest="NL", any=_exactly(2, _UPPER)),
    "Reference": Kind(
        shortest="?",
        longest="RF18 5390/0754-7034:(+?.,'/) aZ/09-",
        any=_slashed(_UNSLASHED + " ", 35),
    ),
    "CreditorIdentifier": Kind(
        shortest="NO38ZZZ1",
        longest="gb23Z:Z+?-/().,'ABCDEFGHIJKLM/90126",
        any=_joined(
            _exactly(2, _UPPER + _UPPER.lower()),
            _exactly(2, _DIGIT),
            _slashed(_UNSLASHED, 31).filter(lambda text: len(text) >= 4),
        ),
    ),
    "IBAN": Kind(
        shortest="NO9386011117947",
        longest="LC" + "01234567" * 4,
        any=_joined(
            _exactly(2, _UPPER),
            _exactly(2, _DIGIT),
            st.text(_UPPER + _UPPER.lower() + _DIGIT, min_size=11, max_size=30),
        ),
    ),
    "LEI": Kind(
        shortest="F01VVKN4DRF2NWKGQ283",
        longest="F01VVKN4DRF2NWKGQ283",
        any=_joined(_exactly(18, _UPPER + _DIGIT), _exactly(2, _DIGIT)),
    ),
    "Code4": _text(4, _PRINTED),
    "Text16": _text(16, _PRINTED),
    "Text35": _text(35, _PRINTED),
    "Text70": _text(70, _PRINTED),
    "Text140": _text(140, _PRINTED),
    "Signature": _text(1025, _PRINTED),
}
BICS_OF_LETTERS = Kind(
    shortest="ABNANL2A",
    longest="DEUTDEFF500",
    any=_BIC_02.filter(lambda bic: not bic.startswith("NOTPRO")),
)
ANY_BICS = Kind(
    shortest="7ABCNL01",
    longest="7ABCNL01000",
    any=_BIC_08.filter(lambda bic: not bic.startswith("NOTPRO")),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Writer:
    """Writes what a schema allows, and asks on the way: how often, which one, which value."""

    grammar: Grammar
    usage: Usage
    how_often: Callable[[int, int], int]
    which: Callable[[int, int], int]
    value: Callable[[str], str]

    def element(self, name: str, type_name: str, above: str, choices: int = 0) -> str:
        path = f"{above}/{name}"
        particle = self.grammar.particle(type_name)
        if particle is not None:
            return f"<{name}>{self.content(particle, type_name, path, choices)}</{name}>"
        marked = self.grammar.marked(type_name)
        if marked is None:
            return f"<{name}>{escape(self.value(type_name))}</{name}>"
        base, attribute, its_type = marked
        return f'<{name} {attribute}="{self.value(its_type)}">{self.value(base)}</{name}>'

    def content(self, particle: etree._Element, type_name: str, path: str, choices: int) -> str:
        parts = [p for p in particles(particle) if self.stands(p, path)]
        if particle.tag == f"{XS}choice":
            if type_name in self.usage.first_choice_of:
                parts = parts[:1]
            parts = [parts[self.which(len(parts), choices)]]
            choices += 1
        return "".join(self.part(part, type_name, path, choices) for part in parts)

    def stands(self, part: etree._Element, path: str) -> bool:
        """Say whether the usage has it; of a sequence, whether it has all that must stand in it."""
        if part.tag == f"{XS}element":
            return self.usage.has(f"{path}/{part.get('name')}")
        inside = particles(self.grammar.resolved(part))
        return all(self.stands(p, path) for p in inside if times(p)[0])

    def part(self, part: etree._Element, type_name: str, path: str, choices: int) -> str:
        if part.tag == f"{XS}any":
            return '<any xmlns="urn:any"/>'
        return "".join(
            self.element(str(part.get("name")), str(part.get("type")), path, choices)
            if part.tag == f"{XS}element"
            else self.content(self.grammar.resolved(part), type_name, path, choices)
            for _ in range(self.how_often(*times(part)))
        )

    def document(self, version: str) -> bytes:
        xml = self.element("Document", "Document", "")
        return xml.replace("<Document>", f'<Document xmlns="{namespace(version)}">', 1).encode()


def kinds(version: str, usage: Usage) -> dict[str, Kind]:
    bics = BICS_OF_LETTERS if version == OLDER else ANY_BICS
    return {**KINDS, "BIC": bics, **usage.values}


# As many ways as any choice has at that depth: name or identifier, which identifier, its kind.
_FORKS = (4, 3, 3, 2)
WAYS = range(prod(_FORKS))


def _fork(way: int, of: int, choices: int) -> int:
    """Read a way as one digit for each choice on the way down; all ways go everywhere."""
    return way // prod(_FORKS[:choices]) % _FORKS[choices] % of


def fullest(version: str, way: int, usage: Usage | None = None) -> bytes:
    """Write the file with all that may stand in it, values at their longest."""
    usage = usage or Usage()
    values = kinds(version, usage)
    return Writer(
        grammar=grammar(our_xsd(version)),
        usage=usage,
        how_often=lambda _, most: most,
        which=lambda of, choices: _fork(way, of, choices),
        value=lambda type_name: values[type_name].longest,
    ).document(version)


def leanest(version: str, way: int, usage: Usage | None = None) -> bytes:
    """Write the file with no more than must stand in it, values at their shortest."""
    usage = usage or Usage()
    values = kinds(version, usage)
    return Writer(
        grammar=grammar(our_xsd(version)),
        usage=usage,
        how_often=lambda least, _: least,
        which=lambda of, choices: _fork(way, of, choices),
        value=lambda type_name: values[type_name].shortest,
    ).document(version)


@st.composite
def drawn(draw: st.DrawFn, version: str, usage: Usage | None = None) -> bytes:
    """Draw any file that our schema allows."""
    usage = usage or Usage()
    values = kinds(version, usage)

    def value(type_name: str) -> str:
        kind = values[type_name]
        return draw(st.sampled_from([kind.shortest, kind.longest]) | kind.any)

    return Writer(
        grammar=grammar(our_xsd(version)),
        usage=usage,
        how_often=lambda least, most: draw(st.integers(least, most)),
        which=lambda of, _: draw(st.integers(0, of - 1)),
        value=value,
    ).document(version)


# ------------------------------------------------------------ what only the general schema has

_ISO_GUESSES = (
    "1",
    "10",
    "EUR",
    "NL",
    "ABNANL2A",
    "NL91ABNA0417164300",
    "F01VVKN4DRF2NWKGQ283",
    "+31-201234567",
    "8a562c67-ca16-48ba-b074-65581be6f001",
)
_ISO_VALUES = {
    "xs:date": "2026-12-01",
    "xs:dateTime": "2026-11-23T10:00:00Z",
    "xs:boolean": "true",
    "xs:decimal": "1",
}


def _iso_value(rules: Grammar, type_name: str) -> str:
    """Give a value that the general schema takes: a code of a list, or a guess that fits."""
    restriction = rules.named[type_name][0]
    listed = restriction.find(f"{XS}enumeration")
    if listed is not None:
        return str(listed.get("value"))
    pattern = restriction.find(f"{XS}pattern")
    if pattern is None:
        return _ISO_VALUES.get(str(restriction.get("base")), "X")
    return next(guess for guess in _ISO_GUESSES if re.fullmatch(str(pattern.get("value")), guess))


@dataclass(frozen=True, kw_only=True, slots=True)
class Foreign:
    """An element of the general message that the schemes do not use, below one that they do."""

    parent: str
    parent_type: str
    name: str

    def __str__(self) -> str:
        return f"{self.parent}/{self.name}".lstrip("/")


def foreigners(version: str) -> list[Foreign]:
    """Find, for every element of the good file, what only the general schema lets it hold."""
    types = [
        grammar(xsd(version)).children("Document")[0].get("type") for xsd in (our_xsd, iso_xsd)
    ]
    root = etree.fromstring(good(version))
    return list(_foreigners(version, root[0], *map(str, types)))


def _foreigners(version: str, element: etree._Element, ours: str, isos: str) -> Iterator[Foreign]:
    our_types, iso_types = _types(our_xsd(version), ours), _types(iso_xsd(version), isos)
    for name in iso_types:
        if name not in our_types:
            yield Foreign(parent=path_of(element), parent_type=isos, name=name)
    for child in element:
        name = etree.QName(child).localname
        yield from _foreigners(version, child, our_types[name], iso_types[name])


def _types(xsd: Path, type_name: str) -> dict[str, str]:
    return {str(e.get("name")): str(e.get("type")) for e in grammar(xsd).children(type_name)}


def planted(version: str, foreign: Foreign) -> bytes:
    """Put the foreign element into the good file, in the place that the general schema gives it."""
    rules = grammar(iso_xsd(version))
    order = _types(iso_xsd(version), foreign.parent_type)
    writer = Writer(
        grammar=rules,
        usage=Usage(),
        how_often=lambda least, _: least,
        which=lambda _, __: 0,
        value=lambda type_name: _iso_value(rules, type_name),
    )
    [new] = fragment(writer.element(foreign.name, order[foreign.name], ""), namespace(version))
    root = etree.fromstring(good(version))
    parent = found(root, foreign.parent)
    if rules.is_choice(foreign.parent_type):
        parent[:] = []
    before = list(order)[: list(order).index(foreign.name)]
    parent.insert(sum(etree.QName(child).localname in before for child in parent), new)
    return etree.tostring(root, encoding="UTF-8")


def every_path(version: str) -> set[str]:
    """Give the path of every element that our schema has; nothing in it is endless."""
    return {"", *_every_path(our_xsd(version), "File", "")}


def _every_path(xsd: Path, type_name: str, above: str) -> Iterator[str]:
    for name, its_type in _types(xsd, type_name).items():
        path = f"{above}/{name}".lstrip("/")
        yield path.replace("/BICFI", "/BIC")
        yield from _every_path(xsd, its_type, path)
