"""The one door into a value: each field is read by its type as the value is built, or refused.

A class of values says in the types of its fields what they hold, and in the signature of its
constructor what may be given for it: an :class:`~sepadd.values.Iban` is read from its text. What
can be read in one way alone is read; anything else raises
:class:`~sepadd.findings.InvalidValue`, which names the field, the value and what would be right.

============================ ==================================================================
a field that holds           takes
============================ ==================================================================
a text                       text, and never ``None``
a value with a form          the value, or what its own constructor reads: an IBAN as text
an enum                      a member, or the text that is exactly the value of one
a day                        a date, and never a ``datetime``
a tuple, a frozenset         any iterable of what it holds, but no text and no mapping
a number, a yes or no        the same type, and no other: ``True`` is no number
anything else                an instance
============================ ==================================================================

The constructor is compiled once, when the first value of its class is built. It sets the fields by
their slots, which takes half the time of what :mod:`dataclasses` does in a frozen class.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, Field, fields
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import wraps
from types import FunctionType, NoneType, UnionType
from typing import (
    Any,
    Final,
    Literal,
    NamedTuple,
    TypeVar,
    Union,
    cast,
    get_args,
    get_origin,
    get_type_hints,
)

from sepadd.findings import InvalidValue

T = TypeVar("T")

_READERS: Final[dict[type, Callable[[Any], object]]] = {}
_MOST_SHOWN: Final = 120


def reads_itself(cls: type[T]) -> type[T]:
    """Say of a class that its constructor reads all that may be given for one of its values."""
    _READERS[cls] = cls
    return cls


def read_by(cls: type[T], read: Callable[[Any], T]) -> None:
    """Say by which function values of a class are read; it raises for what it does not read."""
    _READERS[cls] = read


def reads(cls: type[T]) -> type[T]:
    """Read every field of a dataclass as it is built; stands above ``@dataclass``.

    The class has slots. Where more may be given for a field than what the field holds, it writes
    out the signature of its constructor, with the defaults and without a body. Its
    ``__post_init__`` is run on fields that are right by their types.
    """
    written = cast(FunctionType, cls.__init__)
    for name, default in (written.__kwdefaults__ or {}).items():
        field = _fields(cls).get(name)
        if field is not None and field.default is field.default_factory is MISSING:
            field.default = default  # for all who ask the dataclass

    @wraps(written)
    def __init__(self: T, *args: object, **named: object) -> None:  # noqa: N807 - it is one
        made = wraps(written)(_compiled(cls))
        type.__setattr__(cls, "__init__", made)
        made(self, *args, **named)

    type.__setattr__(cls, "__init__", __init__)
    return cls


def _fields(cls: type) -> Mapping[str, Field[Any]]:
    return cast(Mapping[str, Field[Any]], cls.__dict__["__dataclass_fields__"])


# -- the constructor ----------------------------------------------------------------------------


def _compiled(cls: type) -> Callable[..., None]:
    """The constructor of a class: each field is looked at, and set."""
    hints = get_type_hints(cls)
    names: dict[str, Any] = {"MISSING": MISSING}
    arguments, body = ["self"], []
    for each in sorted(fields(cls), key=lambda each: bool(each.kw_only)):
        if not each.init:
            body += _set_apart(cls, each, names)
            continue
        if each.kw_only and "*" not in arguments:
            arguments.append("*")
        arguments.append(_argument(each, names))
        body += _read_and_set(cls, each, _way(hints[each.name]), names)
    if hasattr(cls, "__post_init__"):
        body.append("self.__post_init__()")
    lines = (f"def __init__({', '.join(arguments)}):", *(f"    {line}" for line in body))
    exec("\n".join(lines), names)  # noqa: S102 - made of the names of the fields alone
    return cast(Callable[..., None], names["__init__"])


def _set_apart(cls: type, each: Field[Any], names: dict[str, Any]) -> list[str]:
    """What is not given: it is made here, or set by ``__post_init__``."""
    if each.default_factory is MISSING:
        return []
    names[f"make_{each.name}"] = each.default_factory
    names[f"set_{each.name}"] = getattr(cls, each.name).__set__
    return [f"set_{each.name}(self, make_{each.name}())"]


def _argument(each: Field[Any], names: dict[str, Any]) -> str:
    if each.default is not MISSING:
        names[f"default_{each.name}"] = each.default
        return f"{each.name}=default_{each.name}"
    if each.default_factory is not MISSING:
        names[f"make_{each.name}"] = each.default_factory
        return f"{each.name}=MISSING"
    return each.name


def _read_and_set(cls: type, each: Field[Any], way: _Way, names: dict[str, Any]) -> list[str]:
    """Read what is given, unless it is the default or at once seen to be right; then set it."""
    name = each.name
    names[f"read_{name}"] = lambda self, given: _read(self, name, given, way)
    names[f"set_{name}"] = getattr(cls, name).__set__
    lines = []
    if each.default_factory is not MISSING:
        lines.append(f"if {name} is MISSING: {name} = make_{name}()")
    unknown = []
    if each.default is not MISSING:
        unknown.append(f"{name} is not default_{name}")
    for number, kind in enumerate(way.at_once):
        names[f"kind_{name}_{number}"] = kind
        unknown.append(f"{name}.__class__ is not kind_{name}_{number}")
    if not way.takes_anything:
        lines.append(f"if {' and '.join(unknown) or 'True'}: {name} = read_{name}(self, {name})")
    return [*lines, f"set_{name}(self, {name})"]


def _read(whose: object, name: str, given: object, way: _Way) -> object:
    try:
        return way.read(given)
    except _NotRead as wrong:
        shown, needed = _shown(wrong.given), wrong.needed
        raise InvalidValue(f"{name} {shown} of {_label(whose)}: needs {needed}") from None
    except InvalidValue as refused:
        raise InvalidValue(f"{name} of {_label(whose)}: {refused}") from None


def _shown(given: object) -> str:
    text = repr(given)
    return text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"


def _label(value: object) -> str:
    """How a message names what is being built, as far as its fields are set."""
    cls = type(value)
    if isinstance(getattr(cls, "label", None), property):
        try:
            return str(value.label)  # type: ignore[attr-defined] # it was just seen
        except AttributeError:
            pass  # the fields that say so come later, or are what is wrong
    words = _words(cls)
    return words if words.endswith("s") else with_article(words)


# -- words --------------------------------------------------------------------------------------


def with_article(noun: str) -> str:
    """A noun with its article: ``an Iban``, but ``a Euro``."""
    return f"{'an' if re.match('(?!eu)[aeiou]', noun, re.IGNORECASE) else 'a'} {noun}"


def _words(cls: type) -> str:
    """A class by its words: ``CreditorAccount`` is a creditor account."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", cls.__name__.lstrip("_")).lower()


def _one_of(values: Iterable[object]) -> str:
    *others, last = (str(value) for value in values)
    return f"{', '.join(others)} or {last}" if others else last


# -- one type of field --------------------------------------------------------------------------


class _NotRead(Exception):
    """What was given, and what would be right in its place."""

    def __init__(self, given: object, needed: str) -> None:
        self.given: object = given
        self.needed: str = needed


class _Way(NamedTuple):
    """How one type of field is read; instances of the classes ``at_once`` are right as they are."""

    at_once: tuple[type, ...]
    read: Callable[[Any], object]
    needed: str
    takes_anything: bool = False


def _way(hint: object) -> _Way:
    origin, args = get_origin(hint), get_args(hint)
    if origin in {Union, UnionType}:
        return _of_several(args)
    if origin is Literal:
        return _of_these(args)
    if origin is tuple and args[1:] != (...,):
        return _of_a_kind(tuple)
    if origin in {tuple, frozenset}:
        return _of_many(origin, _way(args[0]))
    if origin is type:
        return _of_a_class(args[0])
    return _of_one(hint if origin is None else origin)


def _of_one(kind: object) -> _Way:
    if kind is NoneType:
        return _NOTHING
    if not isinstance(kind, type) or kind is object or getattr(kind, "_is_protocol", False):
        return _ANYTHING
    if issubclass(kind, Enum):
        return _of_an_enum(kind)
    return _of_a_form(kind) if kind in _READERS else _of_a_kind(kind)


def _of_a_kind(kind: type) -> _Way:
    needed = _NEEDED.get(kind) or with_article(kind.__name__)
    not_of = _NOT_THOUGH_INSTANCES.get(kind, ())

    def read(given: object) -> object:
        if isinstance(given, kind) and not isinstance(given, not_of):
            return given
        raise _NotRead(given, needed)

    return _Way((kind,), read, needed)


_NEEDED: Final[Mapping[type, str]] = {
    str: "text",
    int: "a whole number",
    bool: "True or False",
    date: "a date without time",
    datetime: "a datetime with its time zone",
}
_NOT_THOUGH_INSTANCES: Final[Mapping[type, type]] = {int: bool, date: datetime}


def _of_a_form(kind: type) -> _Way:
    needed, constructor = with_article(kind.__name__), _READERS[kind]

    def read(given: object) -> object:
        if isinstance(given, kind):
            return given
        if given is None:
            raise _NotRead(given, needed)
        return constructor(given)

    return _Way((kind,), read, needed)


def _of_an_enum(kind: type[Enum]) -> _Way:
    members = {member.value: member for member in kind}
    needed = f"{with_article(kind.__name__)}: {_one_of(members)}"

    def read(given: object) -> object:
        if isinstance(given, kind):
            return given
        if isinstance(given, str) and given in members:
            return members[given]
        raise _NotRead(given, needed)

    return _Way((kind,), read, needed)


def _of_these(these: tuple[object, ...]) -> _Way:
    needed = _one_of(each.value if isinstance(each, Enum) else each for each in these)

    def read(given: object) -> object:
        for each in these:
            if given == each and isinstance(given, bool) is isinstance(each, bool):
                return each
        raise _NotRead(given, needed)

    return _Way((), read, needed)


def _of_a_class(bound: type) -> _Way:
    kind: type = get_origin(bound) or bound
    needed = f"a class of {kind.__name__}"

    def read(given: object) -> object:
        if isinstance(given, type) and issubclass(given, kind):
            return given
        raise _NotRead(given, needed)

    return _Way((), read, needed)


def _of_many(kind: type[tuple[object, ...] | frozenset[object]], one: _Way) -> _Way:
    at_once = frozenset(one.at_once)
    needed = f"{with_article(kind.__name__)}, each of it {one.needed}"

    def read(given: object) -> object:
        if given.__class__ is kind and all(each.__class__ in at_once for each in given):
            return given
        if not isinstance(given, Iterable) or isinstance(given, str | bytes | Mapping):
            raise _NotRead(given, needed)
        return kind([one.read(each) for each in given])

    return _Way((), read, needed)


def _of_several(hints: tuple[Any, ...]) -> _Way:
    """Of one of several types: what is an instance of one is right; text is read by one alone."""
    ways = [_way(each) for each in hints]
    if any(way.takes_anything for way in ways):
        return _ANYTHING
    some = " or ".join(dict.fromkeys(way.needed for way in ways if way is not _NOTHING))
    needed = f"{some}, or None" if _NOTHING in ways else some
    exact = [way for each, way in zip(hints, ways, strict=True) if each not in _READERS]
    forms = [each for each in hints if each in _READERS and Decimal not in hints]

    def read(given: object) -> object:
        if isinstance(given, instances):
            return given
        for way in exact:
            try:
                return way.read(given)
            except _NotRead:
                continue
        if given is None or not forms:
            raise _NotRead(given, needed)
        return _read_in_one_way(given, forms)

    instances = tuple(each for each in hints if each in _READERS)
    return _Way(tuple(kind for way in ways for kind in way.at_once), read, needed)


def _read_in_one_way(given: object, forms: Iterable[type]) -> object:
    """By the one form that reads it."""
    read, whys = [], []
    for form in forms:
        try:
            read.append(_READERS[form](given))
        except InvalidValue as refused:
            whys.append(str(refused))
    if len(read) == 1:
        return read[0]
    raise InvalidValue("; ".join(whys) or f"{_shown(given)} can be read in several ways")


_NOTHING: Final = _of_a_kind(NoneType)
_ANYTHING: Final = _Way((), lambda given: given, "anything", takes_anything=True)
