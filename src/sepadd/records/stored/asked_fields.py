"""What a record is asked for when it is read, taken down as a JSON Schema (draft 2020-12).

The functions that read a record say which fields it has, which it needs and what stands in each.
Here they are given one that only listens: so the schema cannot say otherwise than the reader does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from inspect import getdoc
from types import MappingProxyType
from typing import Final, NamedTuple, TypeVar, cast

from sepadd.collection import PurposeCode, reason
from sepadd.records.noting import NOTHING
from sepadd.records.stored.draft_record import percentage
from sepadd.records.stored.field_words import about
from sepadd.records.stored.fields import TOO_MANY, Fields, Record, Words
from sepadd.records.stored.party_record import bic, creditor_identifier
from sepadd.records.written import day, euros, instant, moment
from sepadd.values import (
    Bic,
    CreditorIdentifier,
    CreditorReference,
    EndToEndId,
    Iban,
    MandateReference,
    MessageId,
    PaymentInformationId,
    RunId,
    StructuredCommunication,
)

T = TypeVar("T")
A = TypeVar("A")

_DAY: Final = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_CLOCK: Final = r"[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?"
_OFFSET: Final = rf"(Z|[+-]{_CLOCK})"


class _Value(NamedTuple):
    """A value that is written as text in a form of its own."""

    name: str
    says: str
    pattern: str

    @property
    def schema(self) -> Record:
        form = {"type": "string", "pattern": f"^{self.pattern}$"}
        return {"description": self.says, **form, **_FORMATS.get(self.name, {})}


_FORMATS: Final[Mapping[str, Record]] = MappingProxyType({"Day": {"format": "date"}})
_REFERENCE: Final = r"(?![ /])(?!.*//)[A-Za-z0-9+?/:().,' -]{0,34}[A-Za-z0-9+?:().,'-]"
_BIC: Final = _Value(
    "Bic", "A bank (ISO 9362), in capitals.", "[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?"
)
_IDENTIFIER: Final = _Value(
    "CreditorIdentifier",
    "A creditor identifier (AT-E005).",
    r"[A-Z]{2}[0-9]{2}[A-Z0-9+?/:().,'-]{4,31}",
)

_VALUES: Final[Mapping[Callable[..., object], _Value]] = MappingProxyType(
    {
        day: _Value("Day", "A calendar day: 2026-12-31.", _DAY),
        instant: _Value(
            "Instant",
            "A moment with its offset from UTC: 2026-12-31T23:59:00+01:00.",
            f"{_DAY}T{_CLOCK}{_OFFSET}",
        ),
        moment: _Value(
            "Moment",
            "A moment, with its offset from UTC where the bank gave one.",
            f"{_DAY}T{_CLOCK}{_OFFSET}?",
        ),
        euros: _Value("Euro", "An amount in euros: 12.50.", r"-?[0-9]{1,40}\.[0-9]{2}"),
        percentage: _Value(
            "Percentage", "A percentage below a hundred: 2.5.", r"[0-9]{1,2}(\.[0-9]{1,4})?"
        ),
        Iban: _Value(
            "Iban", "An account (ISO 13616), in capitals.", "[A-Z]{2}[0-9]{2}[A-Z0-9]{1,30}"
        ),
        Bic: _BIC,
        bic: _BIC,
        CreditorIdentifier: _IDENTIFIER,
        creditor_identifier: _IDENTIFIER,
        MandateReference: _Value(
            "MandateReference", "A unique mandate reference (AT-M001).", _REFERENCE
        ),
        EndToEndId: _Value("EndToEndId", "The name of a collection (AT-T015).", _REFERENCE),
        MessageId: _Value("MessageId", "The name of a file.", _REFERENCE),
        PaymentInformationId: _Value("PaymentInformationId", "The name of a batch.", _REFERENCE),
        RunId: _Value("RunId", "The name of a run.", "[A-Za-z0-9-]{1,18}"),
        CreditorReference: _Value(
            "CreditorReference",
            "A reference with check digits (ISO 11649), without blanks.",
            "RF[0-9]{2}[A-Z0-9]{1,21}",
        ),
        StructuredCommunication: _Value(
            "StructuredCommunication", "The Belgian twelve digits.", "[0-9]{12}"
        ),
        PurposeCode: _Value("PurposeCode", "A code of ISO's list of purposes.", "[A-Z0-9]{1,4}"),
    }
)
"""How each value is written: the form alone, and neither check digits nor the calendar."""

_PLAIN: Final = frozenset({str, reason})
"""Read from any text."""

_YES_OR_NO: Final[Record] = {"type": "boolean"}
_COUNT: Final[Record] = {"type": "integer", "minimum": 1 - TOO_MANY, "maximum": TOO_MANY - 1}
_PLACE: Final[Record] = {"type": "integer", "minimum": 0}


NO_OPENING: Final[Mapping[str, Record]] = MappingProxyType({})
"""Nothing stands before the fields that are asked for."""


class Asked(Fields):
    """The fields of a record that has none: what each is asked for is taken down.

    ``told`` are words that the record does have, since what it is asked for next follows from them.
    ``parts`` takes the schema of each record within this one, under the name of what it is.
    """

    __slots__ = ("_apart", "_forms", "_needed", "_parts", "_told", "choices", "makes")

    def __init__(self, told: Mapping[str, str], parts: dict[str, Record]) -> None:
        super().__init__({}, "", [])
        self._told = told
        self._parts = parts
        self._forms: dict[str, Record] = {}
        self._needed: list[str] = []
        self._apart: list[tuple[str, ...]] = []
        self.choices: dict[str, tuple[str, ...]] = {}
        self.makes: type[object] = object

    @property
    def wrong(self) -> bool:
        """It always is: so nothing is made of it, and nothing looked at that would be there."""
        return True

    def _take_down(self, key: str, form: Record, *, needed: bool = False) -> None:
        self._forms[key] = form
        if needed:
            self._needed.append(key)

    def must(self, key: str, read: Callable[[str], T]) -> T:
        """Take down a field that holds a text; give the word that it is told to hold, if any."""
        self._take_down(key, self._form(read), needed=True)
        if isinstance(read, Words):
            self.choices[key] = tuple(read.means)
        return read(self._told[key]) if key in self._told else NOTHING

    def may(self, key: str, read: Callable[[str], T], absent: A) -> T | A:
        """Take down a field that may hold a text."""
        self._take_down(key, self._form(read))
        return absent

    def flag(self, key: str) -> bool:
        """Take down a field that says yes or no."""
        self._take_down(key, _YES_OR_NO, needed=True)
        return NOTHING  # type: ignore[no-any-return]  # it was taken down

    def flag_if_any(self, key: str) -> bool | None:
        """Take down a field that may say yes or no."""
        self._take_down(key, _YES_OR_NO)
        return None

    def count(self, key: str) -> int:
        """Take down a field that holds a whole number."""
        self._take_down(key, _COUNT, needed=True)
        return NOTHING  # type: ignore[no-any-return]  # it was taken down

    def count_if_any(self, key: str) -> int | None:
        """Take down a field that may hold a whole number."""
        self._take_down(key, _COUNT)
        return None

    def one_of(self, key: str, listed: Sequence[T]) -> T:  # noqa: ARG002 - it lists nothing
        """Take down a field that holds a place in a list of the whole."""
        self._take_down(key, _PLACE, needed=True)
        return NOTHING  # type: ignore[no-any-return]  # it was taken down

    def part(self, key: str, read: Callable[[Fields], T]) -> T:
        """Take down a field that holds a record."""
        self._take_down(key, self._part(read), needed=True)
        return NOTHING  # type: ignore[no-any-return]  # it was taken down

    def part_if_any(self, key: str, read: Callable[[Fields], T]) -> T | None:
        """Take down a field that may hold a record."""
        self._take_down(key, self._part(read))
        return None

    def parts(self, key: str, read: Callable[[Fields], T]) -> tuple[T, ...]:
        """Take down a field that may hold a list of records."""
        self._take_down(key, {"type": "array", "items": self._part(read)})
        return ()

    def texts_if_any(self, key: str, read: Callable[[str], T]) -> tuple[T, ...] | None:
        """Take down a field that may hold a list of texts."""
        self._take_down(key, {"type": "array", "items": self._form(read)})
        return None

    def one_at_most(self, *keys: str) -> None:
        """Take down that no two of these fields stand together."""
        self._apart.append(keys)

    def made(self, make: Callable[..., T], *_: object, **__: object) -> T:
        """Take down what would be made of it."""
        self.makes = cast("type[object]", make)
        return NOTHING  # type: ignore[no-any-return]  # it was taken down

    def _form(self, read: Callable[[str], object]) -> Record:
        """Refer to the form of a value; words, and text of any kind, say it themselves."""
        if isinstance(read, Words):
            return {"enum": list(read.means)}
        if read in _PLAIN:
            return {"type": "string"}
        value = _VALUES[read]
        self._parts[value.name] = value.schema
        return _reference(value.name)

    def _part(self, read: Callable[[Fields], object]) -> Record:
        """Refer to the schema of a record within this one, which is made once."""
        name = _whose(read)
        if name not in self._parts:
            self._parts[name] = {}  # it may hold another of its kind
            self._parts[name] = schema_of(read, self._parts)
        return _reference(name)

    def schema(self, named: Mapping[str, Sequence[str]], opening: Mapping[str, Record]) -> Record:
        """The schema of what was asked for; fields in ``named`` hold only those words.

        ``opening`` are fields that stand before, and are needed.
        """
        asked = {key: self._property(key, named.get(key)) for key in self._forms}
        apart = [
            {"not": {"required": [one, other]}}
            for keys in self._apart
            for place, one in enumerate(keys)
            for other in keys[place + 1 :]
        ]
        return {
            "type": "object",
            "properties": {**opening, **asked},
            "required": [*opening, *self._needed],
            "additionalProperties": False,
            **({"allOf": apart} if apart else {}),
        }

    def _property(self, key: str, words: Sequence[str] | None) -> Record:
        form = self._forms[key] if words is None else {"enum": list(words)}
        return {"description": about(self.makes.__name__, key), **form}


def _reference(name: str) -> Record:
    return {"$ref": f"#/$defs/{name}"}


def schema_of(
    read: Callable[[Fields], object],
    parts: dict[str, Record],
    opening: Mapping[str, Record] = NO_OPENING,
) -> Record:
    """The schema of the records that a function reads; those within them are added to ``parts``.

    ``opening`` are fields that are read before. Where a word decides which other fields there are,
    such as ``fact`` in what the bank has told, it is one schema for all words with the same fields.
    """
    plain = _asked(read, {}, parts)
    for key, words in plain.choices.items():
        kinds = _alike(key, {word: _asked(read, {key: word}, parts) for word in words})
        if len(kinds) > 1:
            return {"oneOf": [_titled(found, {key: tuple(found)}, opening) for found in kinds]}
    return _titled({"": plain}, {}, opening)


def _asked(
    read: Callable[[Fields], object], told: Mapping[str, str], parts: dict[str, Record]
) -> Asked:
    asked = Asked(told, parts)
    read(asked)
    return asked


def _alike(key: str, by_word: Mapping[str, Asked]) -> list[dict[str, Asked]]:
    """The words, those that bring the same fields together."""
    kinds: list[tuple[Record, dict[str, Asked]]] = []
    for word, asked in by_word.items():
        fields = asked.schema({key: ()}, {})
        alike = next((found for other, found in kinds if other == fields), None)
        if alike is None:
            kinds.append((fields, {word: asked}))
        else:
            alike[word] = asked
    return [found for _, found in kinds]


def _titled(
    found: Mapping[str, Asked],
    named: Mapping[str, Sequence[str]],
    opening: Mapping[str, Record],
) -> Record:
    """The schema of things with the same fields, with what each of them is."""
    things = [asked.makes for asked in found.values()]
    first = next(iter(found.values()))
    return {
        "title": " or ".join(dict.fromkeys(map(_named, things))),
        "description": " / ".join(dict.fromkeys(map(_first_words, things))),
        **first.schema(named, opening),
    }


def _named(thing: type[object]) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", thing.__name__).capitalize()


def _first_words(thing: type[object]) -> str:
    """What a thing is, as its docstring opens."""
    opening = " ".join((getdoc(thing) or "").split("\n\n", maxsplit=1)[0].split())
    return re.sub(r":\w+:`~?(?:[\w.]*\.)?(\w+)`", r"\1", opening).replace("``", "")


def _whose(read: Callable[[Fields], object]) -> str:
    """The name of what a function reads, as the function itself says it."""
    named = read.func if isinstance(read, partial) else read
    return str(named.__annotations__["return"])
