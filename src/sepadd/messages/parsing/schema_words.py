"""What a schema would have in the place of a fault, in plain words: which code, what comes next.

That there is a fault, lxml has decided; nothing is judged here, and no text of a file is ever put
to a pattern. xmlschema is asked what the schema says of that one element: its codes and lengths,
what has to stand in it, how often and in which order. Where it knows nothing, nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple, TypeGuard

if TYPE_CHECKING:
    from xmlschema import XMLSchema, XsdElement
    from xmlschema.validators import XsdGroup, XsdSimpleType

MOST_QUOTED: Final = 100
"""How many characters of a value are quoted."""

MOST_NAMED: Final = 12
"""How many codes or elements are named of those that would be right."""

_EXPECTED: Final = re.compile(r"Expected is (?:one of )?\( (.+?) \)\.?\s*\Z")
_ATTRIBUTE: Final = re.compile(r", attribute '([^']+)'|The attribute '([^']+)' is required")
_LENGTH: Final = re.compile(r"has a length of '(\d+)'")
_XS: Final = "{http://www.w3.org/2001/XMLSchema}"


class Spot(NamedTuple):
    """Where a fault is, as far as the file was read.

    ``tags`` lead from the root to the element, with their namespaces. ``text`` is how its text
    begins. ``beside`` are the elements of its parent, up to itself, and ``within`` its own, each
    with how often it stands there in a row; nothing where they are too many to be remembered.
    """

    tags: tuple[str, ...]
    text: str
    attributes: Mapping[str, str]
    beside: Sequence[tuple[str, int]] | None
    within: Sequence[tuple[str, int]] | None


def in_plain_words(schema: Path, spot: Spot, code: str, message: str) -> str:
    """What is wrong at a spot and what would be right; empty where that is not known better.

    ``code`` and ``message`` are libxml2's, such as ``SCHEMAV_CVC_ENUMERATION_VALID``.
    """
    say = _WORDS.get(code)
    return "" if say is None or not spot.tags else say(_Fault(schema, spot, message))


class _Step(NamedTuple):
    """An element that may stand in another: whether it has to, and the groups that it is in."""

    name: str
    required: bool
    groups: tuple[XsdGroup, ...]


class _Fault(NamedTuple):
    """A fault, with what the schema says of its place."""

    schema: Path
    spot: Spot
    message: str

    @property
    def name(self) -> str:
        return _local(self.spot.tags[-1])

    @property
    def parent(self) -> str:
        return _local(self.spot.tags[-2])

    @property
    def attribute(self) -> str:
        """The attribute that the fault is about; empty where it is about the element."""
        found = _ATTRIBUTE.search(self.message)
        return "" if found is None else found[1] or found[2]

    @property
    def said(self) -> str:
        """The name and the value that is refused, as one says them."""
        if (name := self.attribute) and name in self.spot.attributes:
            return f"{name} {_quoted(self.spot.attributes[name])} of {self.name}"
        return f"{self.name} {_quoted(self.spot.text)}"

    @property
    def type(self) -> XsdSimpleType | None:
        """The type of the value that is refused; nothing where it is not known."""
        element = _declared(self.schema, self.spot.tags)
        if element is None or (self.spot.within and not self.attribute):
            return None
        attribute = element.attributes.get(self.attribute) if self.attribute else None
        return element.type.simple_type if attribute is None else attribute.type

    @property
    def expected(self) -> list[str]:
        """The elements that may stand here, as libxml2 names them."""
        found = _EXPECTED.search(self.message)
        return [] if found is None else found[1].split(", ")

    def facet(self, name: str) -> object:
        """What the schema sets for the value: a length, a bound; nothing where it is not known."""
        facet = None if self.type is None else self.type.get_facet(f"{_XS}{name}")
        return None if facet is None else getattr(facet, "value", None)


# -- the schema ------------------------------------------------------------------------------------


@cache
def _model(path: Path) -> XMLSchema | None:
    """What xmlschema makes of a schema, read once; it may refuse what libxml2 takes."""
    from xml.etree.ElementTree import ParseError  # noqa: PLC0415 - only where something is wrong

    from xmlschema import XMLSchema, XMLSchemaException  # noqa: PLC0415 - heavy, likewise

    try:
        return XMLSchema(str(path), allow="local", defuse="always")
    except (XMLSchemaException, ParseError, OSError, ValueError):
        return None


def _roots(path: Path) -> tuple[XsdElement, ...]:
    """The elements with which a file may begin."""
    model = _model(path)
    return () if model is None else tuple(model.elements.values())


@lru_cache(maxsize=1024)
def _declared(path: Path, tags: tuple[str, ...]) -> XsdElement | None:
    """What the schema says of the element that is reached by these tags."""
    parts: Iterable[object] = _roots(path)
    found = None
    for tag in tags:
        elements = (each for each in parts if _is_element(each))
        found = next((each for each in elements if each.name == tag), None)
        if found is None:
            return None
        group = found.type.model_group
        parts = () if group is None else group.iter_elements()
    return found


def _group(path: Path, tags: tuple[str, ...]) -> XsdGroup | None:
    """What may stand in the element that is reached by these tags."""
    element = _declared(path, tags)
    return None if element is None else element.type.model_group


def _is_element(particle: object) -> TypeGuard[XsdElement]:
    from xmlschema import XsdElement  # noqa: PLC0415 - loaded with the schema already

    return isinstance(particle, XsdElement)


def _is_group(particle: object) -> TypeGuard[XsdGroup]:
    return hasattr(particle, "model")


@lru_cache(maxsize=256)
def _steps(path: Path, tags: tuple[str, ...]) -> tuple[_Step, ...]:
    """The elements that may stand in one, in the order of the schema."""
    group = _group(path, tags)
    return () if group is None else tuple(_steps_in(group, (), required=True))


def _steps_in(group: XsdGroup, above: tuple[XsdGroup, ...], *, required: bool) -> Iterator[_Step]:
    groups = (*above, group)
    required = required and group.min_occurs > 0
    for part in group:
        if _is_element(part):
            yield _Step(part.name or "", required and part.min_occurs > 0, groups)
        elif _is_group(part):
            yield from _steps_in(part, groups, required=required)


def _most(group: XsdGroup, name: str) -> int | None:
    """How often an element may stand in a group; nothing where there is no bound."""
    counts = [
        _most(part, name) if _is_group(part) else part.max_occurs
        for part in group
        if _is_group(part) or part.name == name
    ]
    if None in counts or (group.max_occurs is None and any(counts)):
        return None
    known = [count for count in counts if count is not None]
    each = max(known, default=0) if group.model == "choice" else sum(known)
    return each * (group.max_occurs or 0)


# -- what stands in an element ---------------------------------------------------------------------


def _content(fault: _Fault) -> str:
    """An element that is missing, or one that is not expected."""
    if "Missing child" in fault.message:
        lacking = _required(fault, fault.spot.tags) or fault.expected
        return f"{fault.name} lacks {_either(lacking)}" if lacking else ""
    if len(fault.spot.tags) == 1 or not _steps(fault.schema, fault.spot.tags[:-1]):
        return ""
    said = (_foreign, _too_often, _too_late, _instead, _too_soon)
    return next(filter(None, (say(fault) for say in said)), _unexpected(fault))


def _required(fault: _Fault, tags: tuple[str, ...]) -> list[str]:
    """Those of the expected elements that may not be left out."""
    needed = {step.name for step in _steps(fault.schema, tags) if step.required}
    return [name for name in fault.expected if name in needed]


def _foreign(fault: _Fault) -> str:
    """An element that the schema does not have there at all, or has in another namespace."""
    *above, tag = fault.spot.tags
    names = [step.name for step in _steps(fault.schema, tuple(above))]
    if tag in names:
        return ""
    alike = next((name for name in names if _local(name) == fault.name), None)
    if alike is not None:
        return (
            f"{fault.name} is {_of_namespace(tag)}; in {fault.parent} it has to be "
            f"{_of_namespace(alike)}"
        )
    return f"{fault.name} has no place in {fault.parent}; {_follows(fault)}"


def _too_often(fault: _Fault) -> str:
    beside, group = fault.spot.beside, _group(fault.schema, fault.spot.tags[:-1])
    if beside is None or group is None:
        return ""
    tag = fault.spot.tags[-1]
    times, most = sum(count for name, count in beside if name == tag), _most(group, tag)
    if most is None or times <= most:
        return ""
    return f"{fault.name} stands {times} times in {fault.parent}, which takes {_times(most)}"


def _before(fault: _Fault) -> Iterator[tuple[_Step, _Step, int]]:
    """Each element beside, with the one at fault and which of them the schema has first.

    Where the schema has a name in several places, that cannot be said.
    """
    steps = _steps(fault.schema, fault.spot.tags[:-1])
    places = {step.name: place for place, step in enumerate(steps)}
    tag = fault.spot.tags[-1]
    if len(places) < len(steps) or tag not in places:
        return
    for name, _ in fault.spot.beside or ():
        if name != tag and name in places:
            yield steps[places[name]], steps[places[tag]], places[name] - places[tag]


def _too_late(fault: _Fault) -> str:
    for other, own, order in _before(fault):
        if order > 0 and not _exclude_each_other(other, own):
            return (
                f"{fault.name} comes too late in {fault.parent}: "
                f"its place is before {_local(other.name)}"
            )
    return ""


def _instead(fault: _Fault) -> str:
    for other, own, _ in _before(fault):
        if _exclude_each_other(other, own):
            return f"{fault.parent} takes {_local(other.name)} or {fault.name}, and not both"
    return ""


def _exclude_each_other(one: _Step, other: _Step) -> bool:
    shared = [group for group in one.groups if any(group is each for each in other.groups)]
    return bool(shared) and shared[-1].model == "choice" and shared[-1].max_occurs == 1


def _too_soon(fault: _Fault) -> str:
    needed = _required(fault, fault.spot.tags[:-1])
    return f"expected {_either(needed)} before {fault.name}" if needed else ""


def _unexpected(fault: _Fault) -> str:
    return f"{fault.name} is not expected here in {fault.parent}; {_follows(fault)}"


def _follows(fault: _Fault) -> str:
    expected = fault.expected
    return f"expected {_either(expected)}" if expected else "nothing more may follow there"


def _root(fault: _Fault) -> str:
    roots = _roots(fault.schema)
    if len(roots) != 1:
        return ""
    tag, right = fault.spot.tags[0], roots[0].name or ""
    return (
        f"the file begins with {fault.name} {_of_namespace(tag)}; the schema is of "
        f"{_local(right)} {_of_namespace(right)}"
    )


def _text_beside(fault: _Fault) -> str:
    text = fault.spot.text.strip()
    return f"{fault.name} holds the text {_quoted(text)} beside its elements" if text else ""


def _no_elements(fault: _Fault) -> str:
    """It is told when the element within begins."""
    if len(fault.spot.tags) == 1:
        return ""
    return f"{fault.parent} takes a text and no elements, and holds {fault.name}"


def _no_attribute(fault: _Fault) -> str:
    return f"{fault.name} takes no attribute {fault.attribute!r}"


def _attribute_missing(fault: _Fault) -> str:
    codes = _codes(fault)
    right = f"; right is {_either(codes)}" if codes else ""
    return f"{fault.name} lacks its attribute {fault.attribute}{right}"


# -- values ----------------------------------------------------------------------------------------


def _codes(fault: _Fault) -> list[str]:
    return list(map(str, (fault.type is not None and fault.type.enumeration) or ()))


def _not_listed(fault: _Fault) -> str:
    codes = _codes(fault)
    if not codes:
        return ""
    if len(codes) == 1:
        return f"{fault.said} is not {codes[0]}, the only value there"
    more = f" and {len(codes) - MOST_NAMED} more" if len(codes) > MOST_NAMED else ""
    return f"{fault.said} is not one of: {', '.join(codes[:MOST_NAMED])}{more}"


def _not_in_shape(fault: _Fault) -> str:
    """A value that its pattern refuses: what the schema says of it in words, or the pattern."""
    if fault.type is None:
        return ""
    if in_words := _documented(fault.type):
        return f"{fault.said} is not as it has to be: {in_words}"
    patterns = getattr(fault.type.patterns, "regexps", None) or ()
    shape = " or ".join(str(pattern) for pattern in patterns)
    return f"{fault.said} does not have the form {shape}" if shape else ""


def _documented(of_type: XsdSimpleType) -> str:
    """The form of a value in words, as our schemas have it: a documentation of source ``form``."""
    said = () if of_type.annotation is None else of_type.annotation.documentation
    forms = (each for each in said if each.get("source") == "form")
    return next((" ".join((each.text or "").split()) for each in forms), "")


def _length(fault: _Fault, bound: str, words: str) -> str:
    found, right = _LENGTH.search(fault.message), fault.facet(bound)
    if found is None or not isinstance(right, int):
        return ""
    if found[1] == "0" and not fault.attribute:
        return f"{fault.name} is empty, and has to have {_characters(right)} at least"
    return f"{fault.said} has {_characters(int(found[1]))}, and {words.format(right)}"


def _too_long(fault: _Fault) -> str:
    return _length(fault, "maxLength", "may have {} at most")


def _too_short(fault: _Fault) -> str:
    return _length(fault, "minLength", "needs {} at least")


def _not_as_long(fault: _Fault) -> str:
    return _length(fault, "length", "needs {}")


def _bound(name: str, words: str) -> Callable[[_Fault], str]:
    def say(fault: _Fault) -> str:
        right = fault.facet(name)
        return "" if right is None else f"{fault.said} {words.format(right)}"

    return say


_RIGHT: Final[Mapping[str, str]] = MappingProxyType(
    {
        "date": "a day, such as 2026-12-01",
        "dateTime": "a day and a time, such as 2026-12-01T09:30:00",
        "time": "a time, such as 09:30:00",
        "decimal": "a number, such as 12.50",
        "boolean": "true or false",
    }
)


def _not_of_kind(fault: _Fault) -> str:
    """A value that is no day, no number: what one looks like."""
    primitive = getattr(fault.type, "primitive_type", None)
    kind = "" if primitive is None else primitive.local_name
    right = _RIGHT.get(kind or "")
    return f"{fault.said} is not {right}" if right else ""


# -- how it is said --------------------------------------------------------------------------------


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _of_namespace(tag: str) -> str:
    space = tag.rpartition("}")[0].removeprefix("{")
    return f"of the namespace {space[:MOST_QUOTED]!r}" if space else "of no namespace"


def _either(names: Iterable[str]) -> str:
    """Names of which one is right; a namespace is left out."""
    plain = list(dict.fromkeys(map(_local, names)))
    more = ["another"] if len(plain) > MOST_NAMED else []
    return " or ".join((*plain[:MOST_NAMED], *more))


def _quoted(value: str) -> str:
    short = value[:MOST_QUOTED]
    return repr(short) if short == value else f"{short!r}..."


def _characters(count: int) -> str:
    return "1 character" if count == 1 else f"{count} characters"


def _times(count: int) -> str:
    return "one" if count == 1 else f"{count} at most"


_WORDS: Final[Mapping[str, Callable[[_Fault], str]]] = MappingProxyType(
    {
        "SCHEMAV_ELEMENT_CONTENT": _content,
        "SCHEMAV_CVC_ELT_1": _root,
        "SCHEMAV_CVC_COMPLEX_TYPE_2_3": _text_beside,
        "SCHEMAV_CVC_TYPE_3_1_2": _no_elements,
        "SCHEMAV_CVC_COMPLEX_TYPE_3_2_1": _no_attribute,
        "SCHEMAV_CVC_COMPLEX_TYPE_4": _attribute_missing,
        "SCHEMAV_CVC_ENUMERATION_VALID": _not_listed,
        "SCHEMAV_CVC_PATTERN_VALID": _not_in_shape,
        "SCHEMAV_CVC_DATATYPE_VALID_1_2_1": _not_of_kind,
        "SCHEMAV_CVC_MAXLENGTH_VALID": _too_long,
        "SCHEMAV_CVC_MINLENGTH_VALID": _too_short,
        "SCHEMAV_CVC_LENGTH_VALID": _not_as_long,
        "SCHEMAV_CVC_MININCLUSIVE_VALID": _bound(
            "minInclusive", "is less than {}, the least there"
        ),
        "SCHEMAV_CVC_MAXINCLUSIVE_VALID": _bound("maxInclusive", "is more than {}, the most there"),
        "SCHEMAV_CVC_MINEXCLUSIVE_VALID": _bound("minExclusive", "is not more than {}"),
        "SCHEMAV_CVC_MAXEXCLUSIVE_VALID": _bound("maxExclusive", "is not less than {}"),
        "SCHEMAV_CVC_FRACTIONDIGITS_VALID": _bound(
            "fractionDigits", "has more than {} digits behind the point"
        ),
        "SCHEMAV_CVC_TOTALDIGITS_VALID": _bound("totalDigits", "has more than {} digits"),
    }
)
"""What is said of a fault, by the code that libxml2 gives it."""
