"""How two neighbours differ, in words: which part of a thing it is, and what it is in each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import time
from enum import Enum
from types import FunctionType
from typing import Final, NamedTuple, cast

from sepadd.collection import Collection
from sepadd.mandate import Mandate, Presentation

_MANY = 3
_SAME = re.compile(r"([^\W\d])\1{11,}")


class ChangedPart(NamedTuple):
    """A part in which two things differ, by its path: ``debtor.address.town``.

    The path is empty where they differ as a whole.
    """

    path: str
    one: object
    other: object


def changed_parts(one: object, other: object, path: str = "") -> Iterator[ChangedPart]:
    """The innermost parts in which two things differ; where there are many, the things.

    >>> from sepadd.testing import COMPANY, DEBTOR
    >>> [each.path for each in changed_parts(DEBTOR, COMPANY)]
    ['id', 'name', 'iban', 'kind']
    """
    if one is other or repr(one) == repr(other):
        return
    inner, others = _parts(one), _parts(other)
    if type(one) is not type(other) or inner.keys() != others.keys() or not inner:
        yield ChangedPart(path, one, other)
        return
    names = {name: f"{path}.{name}" if path else name for name in inner}
    found = [d for n, name in names.items() for d in changed_parts(inner[n], others[n], name)]
    is_named = isinstance(one, Mandate) and len(found) > _MANY and said(one) != said(other)
    yield from [ChangedPart(path, one, other)] if is_named else found


def _parts(thing: object) -> Mapping[str, object]:
    """What a thing consists of; nothing of what is told as a whole."""
    if type(thing).__str__ is not object.__str__ or isinstance(thing, type | Presentation):
        return {}
    if is_dataclass(thing):
        return {field.name: getattr(thing, field.name) for field in fields(thing) if field.init}
    if isinstance(thing, tuple):
        return _named(thing) if hasattr(thing, "_fields") else _numbered(thing)
    return {}


def _named(thing: tuple[object, ...]) -> Mapping[str, object]:
    return dict(zip(cast("tuple[str, ...]", vars(type(thing))["_fields"]), thing, strict=True))


def _numbered(things: tuple[object, ...]) -> Mapping[str, object]:
    return {str(place): thing for place, thing in enumerate(things, start=1)}


def said(value: object) -> str:
    """A value in a few words.

    >>> said(""), said(True), said("W" * 71)
    ('absent', 'yes', '“W” 71 times')
    """
    if value is None or value == "":
        return "absent"
    for kind, tell in _TOLD:
        if isinstance(value, kind):
            return tell(value)
    parts = {name: part for name, part in _parts(value).items() if part not in (None, (), "")}
    told = (f"{name.replace('_', ' ')} {said(part)}" for name, part in parts.items())
    return ", ".join(told) or str(value)


def shortened(text: str) -> str:
    """A text in which no letter stands more than a few times in a row.

    >>> shortened("name 'WWWWWWWWWWWWWWWW' has 16 characters")
    "name 'WWW…' has 16 characters"
    """
    return _SAME.sub(r"\1\1\1…", text)


def _of_text(value: object) -> str:
    text = str(value)
    if len(text) > _MANY and len(set(text)) == 1:
        return f"“{text[0]}” {len(text)} times"
    return f"“{text}”"


def _of_mapping(value: object) -> str:
    values = cast("Mapping[object, object]", value)
    return ", ".join(f"{said(key)} {said(each)}" for key, each in values.items()) or "none"


def _of_tuple(value: object) -> str:
    return ", ".join(map(said, cast("tuple[object, ...]", value))) or "none"


def _of_set(value: object) -> str:
    return ", ".join(sorted(map(said, cast("frozenset[object]", value)))) or "none"


def _of_mandate(value: object) -> str:
    mandate = cast("Mandate", value)
    return f"{mandate.reference}, {mandate.scheme}{', one-off' if mandate.one_off else ''}"


def _of_collection(value: object) -> str:
    each = cast("Collection", value)
    return f"{each.end_to_end_id}, {each.amount} {each.sequence_type} under {each.mandate.label}"


def _of_presentation(value: object) -> str:
    each = cast("Presentation", value)
    return f"{each.sequence_type} due {each.due_on}, {each.outcome}"


def _of_function(value: object) -> str:
    return cast("FunctionType", value).__name__.replace("_", " ")


_TOLD: Final[tuple[tuple[type, Callable[[object], str]], ...]] = (
    (bool, lambda yes: "yes" if yes else "no"),
    (Enum, lambda member: str(cast("Enum", member).value)),
    (str, _of_text),
    (time, lambda at: cast("time", at).isoformat("minutes")),
    (Mapping, _of_mapping),
    (frozenset, _of_set),
    (tuple, _of_tuple),
    (Mandate, _of_mandate),
    (Presentation, _of_presentation),
    (Collection, _of_collection),
    (FunctionType, _of_function),
)
"""How values of a kind are told; all others part by part."""
