"""A kind of record as a table: one line for each field, from which all else that is done follows.

A line says how the field is called, how its value stands in JSON, what it holds, in words, and what
it means that it is absent. From the lines a thing is written and read, and a schema is made. What
is wrong is found in one passage, and all of it: whatever fails in a field is kept, and the next one
read; where it stands is put together on the way out, so that a record in order pays nothing for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from inspect import getdoc
from itertools import combinations
from operator import attrgetter
from types import MappingProxyType
from typing import Any, Final, Generic, NamedTuple, Protocol, Self, TypeVar

from sepadd.findings import InvalidValue
from sepadd.records.stored.faults import FIELDS, VALUES, Fault, Faulty, faults_of, shown
from sepadd.records.stored.shapes import COUNT, FLAG, TEXT, Record, Shape, is_of, not_of, reference

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

_NEEDED: Final = object()
"""Stands where a line says what absence means: it means that something is missing."""

_AS_THEY_ARE: Final = (TEXT, FLAG, COUNT)


class Field(NamedTuple):
    """One line of a table: a field of the record that holds one attribute of the thing."""

    name: str
    shape: Shape[object]
    words: str
    absent: object
    left_out: bool
    attribute: str

    @property
    def needed(self) -> bool:
        """Whether every such record has it."""
        return self.absent is _NEEDED

    def based_on(self, thing: object) -> Field:
        """The field where it need not be there, and means then what it is of a thing."""
        value = getattr(thing, self.attribute)
        shape = self.shape.based_on(value) if isinstance(self.shape, RecordShape) else self.shape
        return self._replace(shape=shape, absent=value)


def must(name: str, shape: Shape[object], words: str = "", *, attribute: str = "") -> Field:
    """A field that every such record has."""
    return Field(name, shape, words, _NEEDED, left_out=False, attribute=attribute or name)


def may(
    name: str,
    shape: Shape[object],
    words: str = "",
    absent: object = None,
    *,
    attribute: str = "",
) -> Field:
    """A field that is left out where it holds no more than what its absence means."""
    return Field(name, shape, words, absent, left_out=True, attribute=attribute or name)


def always(name: str, shape: Shape[object], words: str = "", absent: object = None) -> Field:
    """A field that is always written, though a record that lacks it is read too."""
    return Field(name, shape, words, absent, left_out=False, attribute=name)


class Fields(Protocol[T_co]):
    """What several fields of a record hold together."""

    @property
    def names(self) -> Sequence[str]:
        """How the fields are called."""

    def read(self, given: Mapping[str, object], /) -> T_co:
        """What they hold, of those that are there."""

    def write(self, thing: Any, /) -> Record:  # noqa: ANN401 - what they hold
        """The fields that are written of it."""

    def add_to(self, schema: Schema, /) -> None:
        """Say in a schema what they are."""


class Spread(NamedTuple):
    """A line for several fields of the record, that hold one attribute of the thing together."""

    attribute: str
    fields: Fields[object]
    absent: object = _NEEDED
    left_out: bool = False


class Schema(NamedTuple):
    """What is said of the fields of a record."""

    parts: dict[str, Record]
    properties: dict[str, Record]
    needed: list[str]
    besides: list[Record]

    def add(self, field: Field) -> None:
        """Say what a field holds."""
        form = field.shape.schema(self.parts)
        self.properties[field.name] = {"description": field.words, **form}

    def record(self, **opening: object) -> Record:
        """All of it, as the schema of a record."""
        return {
            **opening,
            "type": "object",
            "properties": self.properties,
            "required": self.needed,
            "additionalProperties": False,
            **({"allOf": self.besides} if self.besides else {}),
        }


class Either(Generic[T]):
    """One value that stands in one of several fields, by what it is; never in two of them."""

    def __init__(self, fields: Mapping[type[object], Field], absent: object = _NEEDED) -> None:
        self._fields: Mapping[type[object], Field] = MappingProxyType(dict(fields))
        self._absent = absent
        self.names: tuple[str, ...] = tuple(field.name for field in fields.values())

    def read(self, given: Mapping[str, object]) -> object:
        """What is read from the one that is there."""
        there = [each for each in self._fields.values() if given.get(each.name) is not None]
        faults: list[Fault] = []
        value = self._absent
        for field in there:
            try:
                value = _read(field, given[field.name])
            except Faulty as faulty:
                faults += faulty.faults
        if len(there) > 1:
            faults.append(self._wrong(" and ".join(field.name for field in there)))
        elif not there and self._absent is _NEEDED:
            faults.append(self._wrong(f"{' or '.join(self.names)} is missing"))
        if faults:
            raise Faulty(faults)
        return value

    def _wrong(self, there: str) -> Fault:
        return Fault("", f"{there}: give one of them", FIELDS)

    def write(self, value: object) -> Record:
        """The field for what it is, if there is one."""
        for kind, field in self._fields.items():
            if isinstance(value, kind):
                return {field.name: field.shape.write(value)}
        return {}

    def add_to(self, schema: Schema) -> None:
        """Say that no two of them stand together, and whether one has to be there."""
        for field in self._fields.values():
            schema.add(field)
        if self._absent is _NEEDED:
            schema.besides.append({"oneOf": [{"required": [name]} for name in self.names]})
        else:
            apart = combinations(self.names, 2)
            schema.besides.extend({"not": {"required": list(two)}} for two in apart)


def either(
    attribute: str, fields: Mapping[type[object], Field], absent: object = _NEEDED
) -> Spread:
    """A line for an attribute that stands in one of several fields, by what it is."""
    return Spread(attribute, Either(fields, absent), absent, left_out=absent is not _NEEDED)


def _read(field: Field, value: object) -> object:
    """What a field holds by itself; what is wrong has its name as path."""
    if not is_of(field.shape.kind, value):
        raise Faulty([not_of(field.shape.kind, value, field.name)])
    try:
        return field.shape.read(value)
    except (InvalidValue, Faulty) as wrong:
        raise Faulty(faults_of(wrong, field.name)) from None


class RecordShape(Generic[T]):
    """How a thing stands in JSON as a record, by the table of its fields.

    ``make`` is what is given the attributes, by their names, when a record was read; the thing
    itself, if it is not said.
    """

    kind: Final = dict

    def __init__(
        self, thing: type[T], *lines: Field | Spread, make: Callable[..., T] | None = None
    ) -> None:
        self.thing: type[T] = thing
        self.lines: tuple[Field | Spread, ...] = lines
        self.make: Callable[..., T] = thing if make is None else make
        self.opening: Record = {}
        """Fields that are written before all others, and passed over when they are read."""
        fields = [line for line in lines if isinstance(line, Field)]
        self._spread = [line for line in lines if isinstance(line, Spread)]
        # What is in order is read and written by these alone: they are looked at for every thing.
        self._known = {
            each.name: (each.attribute, each.shape.kind, each.shape.read) for each in fields
        }
        self._absent = {line.attribute: line.absent for line in lines if line.absent is not _NEEDED}
        self._size = len({line.attribute for line in lines})
        self._values_of = _values_of([line.attribute for line in lines])
        self._written = [line.name if isinstance(line, Field) else "" for line in lines]
        self._left_out = [line.absent if line.left_out else None for line in lines]
        self._write = [_writer(line) for line in lines]

    @property
    def things(self) -> tuple[type[T], ...]:
        """The one kind of things that stand so in JSON."""
        return (self.thing,)

    def only(self, things: Iterable[object]) -> Self:  # noqa: ARG002 - there is one kind
        """The same record, since it is of one kind of things."""
        return self

    @property
    def names(self) -> Sequence[str]:
        """How the fields are called, in the order in which they are written."""
        return [
            *self.opening,
            *(
                name
                for line in self.lines
                for name in ([line.name] if isinstance(line, Field) else line.fields.names)
            ),
        ]

    def opened(self, **opening: object) -> Self:
        """The same record with fields before all others, which say what it is."""
        other = copy(self)
        other.opening = opening
        return other

    def based_on(self, thing: T) -> RecordShape[T]:
        """The same record, in which whatever is not said is as in a thing that there is."""
        fields = (line.based_on(thing) for line in self.lines if isinstance(line, Field))
        return RecordShape(self.thing, *fields)

    def write(self, thing: T) -> Record:
        """A thing as a record, without what is absent."""
        record = self.opening.copy()
        for value, name, absent, write in zip(
            self._values_of(thing), self._written, self._left_out, self._write, strict=True
        ):
            if value is absent or (absent is not None and value == absent):
                continue
            if write is None:
                record[name] = value
            elif name:
                record[name] = write(value)
            else:
                record.update(write(value))
        return record

    def read(self, given: Mapping[str, object]) -> T:
        """The thing that a record holds, or all that is wrong with it."""
        known = self._known
        values = self._absent.copy()
        strays: Record = {}
        faults: list[Fault] = []
        for name, value in given.items():
            field = known.get(name)
            if field is None:
                strays[name] = value
                continue
            attribute, kind, read = field
            if value.__class__ is kind or is_of(kind, value):
                try:
                    values[attribute] = read(value)
                except (InvalidValue, Faulty) as wrong:
                    faults += faults_of(wrong, name)
            elif value is not None:
                faults.append(not_of(kind, value, name))
        for name in self.opening:
            strays.pop(name, None)
        if self._spread:
            faults += self._read_spread(strays, values)
        if faults or strays or len(values) < self._size:
            raise Faulty([*faults, *self._missing_in(given), *_unknown(strays, self.names)])
        return self.make(**values)

    def _read_spread(self, strays: Record, values: Record) -> list[Fault]:
        """Add the values of the lines that have several fields, and leave what is nobody's."""
        faults: list[Fault] = []
        for line in self._spread:
            own = {name: strays.pop(name) for name in line.fields.names if name in strays}
            if own or line.absent is _NEEDED:
                try:
                    values[line.attribute] = line.fields.read(own)
                except (InvalidValue, Faulty) as wrong:
                    faults += faults_of(wrong)
        return faults

    def _missing_in(self, given: Mapping[str, object]) -> Iterable[Fault]:
        for line in self.lines:
            if isinstance(line, Field) and line.needed and given.get(line.name) is None:
                yield Fault(line.name, "it is missing", FIELDS)

    def schema(self, parts: dict[str, Record]) -> Record:
        """Refer to the schema of the record, which is made once."""
        name = self.thing.__name__
        if name not in parts:
            parts[name] = self.in_full(parts, {})
        return reference(name)

    def in_full(self, parts: dict[str, Record], opening: Mapping[str, Record]) -> Record:
        """The schema of the record; ``opening`` says what stands before all other fields."""
        schema = Schema(parts, dict(opening), list(opening), [])
        self.add_to(schema)
        return schema.record(title=_named(self.thing), description=_first_words(self.thing))

    def add_to(self, schema: Schema) -> None:
        """Say what the fields are, and which of them are needed."""
        for line in self.lines:
            if isinstance(line, Spread):
                line.fields.add_to(schema)
                continue
            schema.add(line)
            if line.needed:
                schema.needed.append(line.name)


def _values_of(attributes: Sequence[str]) -> Callable[[object], tuple[object, ...]]:
    """How all attributes of a thing are had at once."""
    if len(attributes) > 1:
        return attrgetter(*attributes)
    return lambda thing: tuple(getattr(thing, name) for name in attributes)


def _writer(line: Field | Spread) -> Callable[[Any], Any] | None:
    """How the value of a line is written; nothing where it stands in JSON as it is."""
    if isinstance(line, Spread):
        return line.fields.write
    return None if line.shape in _AS_THEY_ARE else line.shape.write


class Tagged(Generic[T]):
    """How one of several kinds of things stands in JSON: a word says which, and comes first."""

    kind: Final = dict

    def __init__(
        self, name: str, tag: str, words: str, kinds: Mapping[str, RecordShape[Any]]
    ) -> None:
        self.name: str = name
        self._tag = tag
        self._words = words
        self._kinds = {word: shape.opened(**{tag: word}) for word, shape in kinds.items()}
        self._by_type = {shape.thing: shape for shape in self._kinds.values()}
        self._names = tuple(
            dict.fromkeys(name for each in self._kinds.values() for name in each.names)
        )
        self._common = RecordShape(object, *_common(*kinds.values()), make=dict)

    @property
    def things(self) -> tuple[type[T], ...]:
        """The kinds of things."""
        return tuple(self._by_type)

    def only(self, things: Iterable[type[object]]) -> Tagged[T]:
        """The same, of which none but some kinds of things are read."""
        wanted = frozenset(things)
        if wanted == frozenset(self._by_type):
            return self
        kinds = {word: shape for word, shape in self._kinds.items() if shape.thing in wanted}
        return Tagged(self.name, self._tag, self._words, kinds)

    def write(self, thing: T) -> Record:
        """A thing as a record that says of which kind it is."""
        return self._by_type[type(thing)].write(thing)

    def read(self, given: Mapping[str, object]) -> T:
        """The thing that a record holds, or all that is wrong with it."""
        word = given.get(self._tag)
        shape = self._kinds.get(word) if isinstance(word, str) else None
        if shape is None:
            raise Faulty([self._wrong_word(word), *self._wrong_in_any(given)])
        made: T = shape.read(given)
        return made

    def _wrong_word(self, word: object) -> Fault:
        if word is None:
            return Fault(self._tag, "it is missing", FIELDS)
        if not isinstance(word, str):
            return not_of(str, word, self._tag)
        return Fault(self._tag, f"{shown(word)}: write {' or '.join(self._kinds)}", VALUES)

    def _wrong_in_any(self, given: Mapping[str, object]) -> Iterable[Fault]:
        """What is wrong whichever kind is meant: in what they share, and what none of them has."""
        shared = frozenset(self._common.names)
        try:
            self._common.read({name: value for name, value in given.items() if name in shared})
        except Faulty as faulty:
            yield from faulty.faults
        yield from _unknown((name for name in given if name not in self._names), self._names)

    def schema(self, parts: dict[str, Record]) -> Record:
        """Refer to the schema of all kinds, which is made once."""
        if self.name not in parts:
            parts[self.name] = self.in_full(parts, {})
        return reference(self.name)

    def in_full(self, parts: dict[str, Record], opening: Mapping[str, Record]) -> Record:
        """The schema of all kinds, of those with the same fields together."""
        alike: list[tuple[Schema, dict[str, type[object]]]] = []
        for word, shape in self._kinds.items():
            schema = Schema(parts, {}, [], [])
            shape.add_to(schema)
            found = next((things for other, things in alike if other == schema), None)
            if found is None:
                alike.append((schema, {word: shape.thing}))
            else:
                found[word] = shape.thing
        sorts = [self._sort(schema, things, opening) for schema, things in alike]
        return sorts[0] if len(sorts) == 1 else {"oneOf": sorts}

    def _sort(
        self, schema: Schema, things: Mapping[str, type[object]], opening: Mapping[str, Record]
    ) -> Record:
        word: dict[str, Record] = {
            self._tag: {"description": self._words, "enum": list(things)},
        }
        whole = schema._replace(
            properties={**opening, **word, **schema.properties},
            needed=[*opening, *word, *schema.needed],
        )
        return whole.record(
            title=" or ".join(map(_named, things.values())),
            description=" / ".join(dict.fromkeys(map(_first_words, things.values()))),
        )


def _common(first: RecordShape[Any], *others: RecordShape[Any]) -> Iterable[Field]:
    """The fields that several records share, whatever words they have for them."""
    for field in first.lines:
        if isinstance(field, Field) and all(
            any(field[:2] == line[:2] for line in other.lines) for other in others
        ):
            yield field


def _unknown(strays: Iterable[str], names: Iterable[str]) -> Iterable[Fault]:
    """Fields that a record has, and its kind has not."""
    known = ", ".join(names)
    for name in strays:
        yield Fault("", f"field {shown(name)} is unknown; there are {known}", FIELDS)


def _named(thing: type[object]) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", thing.__name__).capitalize()


def _first_words(thing: type[object]) -> str:
    """What a thing is, as its docstring opens."""
    opening = " ".join((getdoc(thing) or "").split("\n\n", maxsplit=1)[0].split())
    return re.sub(r":\w+:`~?(?:[\w.]*\.)?(\w+)`", r"\1", opening).replace("``", "")
