"""How a single value stands in JSON: how it is read and written, and what a schema says of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from operator import attrgetter
from types import MappingProxyType
from typing import Any, Final, Generic, Protocol, TypeVar

from sepadd.findings import InvalidValue
from sepadd.records.stored.faults import FIELDS, TOO_MANY, Fault, Faulty, faults_of, shown

Record = dict[str, object]
"""What JSON can hold: text, whole numbers, yes and no, lists, and records in turn."""

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
E = TypeVar("E", bound=StrEnum)

_KINDS: Final[Mapping[type[object], str]] = MappingProxyType(
    {str: "text", bool: "true or false", int: "a whole number", list: "a list", dict: "a record"}
)

_VALUE: Final[Callable[[Any], str]] = attrgetter("value")
"""How the text of an identifier is had."""


class Shape(Protocol[T_co]):
    """How a value of one kind stands in JSON, in a field or in a list."""

    @property
    def kind(self) -> type[object]:
        """Whether it is text, a whole number, yes or no, a list or a record."""

    def read(self, value: Any, /) -> T_co:  # noqa: ANN401 - it is of the kind
        """The value that JSON holds, which is of that kind.

        Raises :class:`InvalidValue` for one that cannot be, :class:`Faulty` with all that is wrong.
        """

    def write(self, value: Any, /) -> object:  # noqa: ANN401 - what was read
        """The value as JSON holds it."""

    def schema(self, parts: dict[str, Record], /) -> Record:
        """What a schema says of it; what it refers to is added to ``parts``."""


def is_of(kind: type[object], value: object) -> bool:
    """Whether a value in JSON is of a kind: yes and no are no whole numbers."""
    return isinstance(value, kind) and not (kind is int and isinstance(value, bool))


def not_of(kind: type[object], value: object, place: str = "") -> Fault:
    """That a value in JSON is not of the kind that belongs there."""
    return Fault(place, f"{shown(value)} is not {_KINDS[kind]}", FIELDS)


@dataclass(frozen=True, slots=True)
class Plain(Generic[T]):
    """A value that JSON knows itself, or that is written as text in a form of its own."""

    kind: type[object]
    read: Callable[[Any], T]
    write: Callable[[Any], object]
    says: Record
    name: str = ""
    """Under what a schema defines it; it is said in each place if this is empty."""

    def schema(self, parts: dict[str, Record]) -> Record:
        """Refer to the form of a value that has a name."""
        if not self.name:
            return self.says
        parts[self.name] = self.says
        return reference(self.name)


def reference(name: str) -> Record:
    """Where a schema says what is defined under a name."""
    return {"$ref": f"#/$defs/{name}"}


def text(
    read: Callable[[str], T],
    name: str,
    says: str,
    pattern: str,
    write: Callable[[Any], str] = _VALUE,
    **also: object,
) -> Plain[T]:
    """A value that is written as text; the pattern leaves check digits and the like to ``read``."""
    form = {"description": says, "type": "string", "pattern": f"^{pattern}$", **also}
    return Plain(str, read, write, form, name)


def any_text(read: Callable[[str], T], write: Callable[[Any], str] = str) -> Plain[T]:
    """A value that is read from text of no particular form."""
    return Plain(str, read, write, {"type": "string"})


def _count(number: int) -> int:
    if abs(number) >= TOO_MANY:
        raise Faulty([Fault("", "it has more than 18 digits: give a smaller number", FIELDS)])
    return number


TEXT: Final = any_text(str)
"""Text of any kind."""
FLAG: Final = Plain(bool, bool, bool, {"type": "boolean"})
"""Yes or no."""
COUNT: Final = Plain(
    int, _count, int, {"type": "integer", "minimum": 1 - TOO_MANY, "maximum": TOO_MANY - 1}
)
"""A whole number."""


def word_in(means: Mapping[str, T], word: str) -> T:
    """What one of a few words means; any other raises :class:`InvalidValue`, naming them."""
    try:
        return means[word]
    except KeyError:
        raise InvalidValue(f"{word!r}: write {' or '.join(means)}") from None


def member(kind: type[E]) -> Plain[E]:
    """A member of a kind, by its word."""
    means = {each.value: each for each in kind}

    def read(word: str) -> E:
        return word_in(means, word)

    return Plain(str, read, str.__str__, {"enum": list(means)})


def remembered(read: Callable[[str], T]) -> Callable[[str], T]:
    """Read what comes back again and again, such as a day or a bank, only once."""
    return lru_cache(maxsize=4096)(read)


@dataclass(frozen=True, slots=True)
class Listed(Generic[T]):
    """A list of values of one kind, that are gathered to a tuple or the like."""

    each: Shape[object]
    gathered: Callable[[Iterable[Any]], T]
    in_order: Callable[[Iterable[Any]], list[Any]] = list
    """How they are put in order when they are written, where they have none of their own."""

    @property
    def kind(self) -> type[object]:
        """It is a list."""
        return list

    def read(self, given: list[object]) -> T:
        """The values in their order, or all that is wrong with any of them, by its place."""
        kind, read = self.each.kind, self.each.read
        made: list[object] = []
        faults: list[Fault] = []
        for place, value in enumerate(given):
            if value.__class__ is not kind and not is_of(kind, value):
                faults.append(not_of(kind, value, f"[{place}]"))
                continue
            try:
                made.append(read(value))
            except (InvalidValue, Faulty) as wrong:
                faults += faults_of(wrong, f"[{place}]")
        if faults:
            raise Faulty(faults)
        return self.gathered(made)

    def write(self, values: Iterable[object]) -> list[object]:
        """The values in their order."""
        write = self.each.write
        return self.in_order([write(value) for value in values])

    def schema(self, parts: dict[str, Record]) -> Record:
        """A list of what each of them is."""
        return {"type": "array", "items": self.each.schema(parts)}


def listed(each: Shape[T]) -> Listed[tuple[T, ...]]:
    """Any number of values of one kind, in their order."""
    return Listed(each, tuple)


def in_any_order(each: Shape[T]) -> Listed[frozenset[T]]:
    """Any number of values of one kind that have no order; they are written in that of letters."""
    return Listed(each, frozenset, sorted)
