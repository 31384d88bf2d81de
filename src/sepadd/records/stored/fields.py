"""A record is read strictly: all that is missing, unknown or not what it should be is told."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from functools import lru_cache
from typing import Final, Generic, ParamSpec, TypeVar

from sepadd.findings import Finding, InvalidValue, Sentence
from sepadd.records.noting import NOTHING, Noting, shortened

KIND: Final = Sentence(
    "REC-01",
    "A record says what it is, and in which version.",
    "",
    why=(
        "A record of another kind or a later version may mean something else by the same field, "
        "and would be misread in silence."
    ),
    hint="Read it as what it is, with a version of sepadd that knows it.",
)
FIELDS: Final = Sentence(
    "REC-02",
    "A record has the fields of its kind, and no others.",
    "",
    why=(
        "A field that is missing or unknown shows that a record was cut, changed by hand or "
        "misspelt; nothing of it is taken in."
    ),
    hint="Add the field, take it out or correct its name, as the finding says.",
)
VALUES: Final = Sentence(
    "REC-03",
    "A field holds what it is for.",
    "",
    why=(
        "A value that cannot be right, such as an IBAN with wrong check digits, would go from the "
        "record into a file for the bank."
    ),
    hint="Correct the field at the path that the finding names.",
)

RECORD_SENTENCES: Final = (KIND, FIELDS, VALUES)
"""Why a record, or a file of settings, cannot be taken in."""

Record = dict[str, object]
"""What JSON can hold: text, whole numbers, yes and no, lists, and records in turn."""

P = ParamSpec("P")
T = TypeVar("T")
A = TypeVar("A")
E = TypeVar("E", bound=StrEnum)

_MOST_SHOWN = 60  # characters
TOO_MANY: Final = 10**18
"""A whole number is below this, and above its negative."""


def filled(fields: Record) -> Record:
    """A record without the fields that hold nothing."""
    return {key: value for key, value in fields.items() if value is not None}


def text_of(value: object) -> str | None:
    """How a value is written, where there is one."""
    return None if value is None else str(value)


class Words(Generic[T]):
    """How one of a few words is read; any other raises :class:`InvalidValue`, naming them."""

    __slots__ = ("means",)

    def __init__(self, means: Mapping[str, T]) -> None:
        self.means: Mapping[str, T] = means

    def __call__(self, text: str) -> T:
        """What a word means."""
        try:
            return self.means[text]
        except KeyError:
            raise InvalidValue(f"{text!r}: write {' or '.join(self.means)}") from None


def member(kind: type[E]) -> Words[E]:
    """How a member of a kind is read, by its word."""
    return Words({each.value: each for each in kind})


def remembered(read: Callable[[str], T]) -> Callable[[str], T]:
    """Read what comes back again and again, such as a bank or a creditor, only once."""
    return lru_cache(maxsize=1024)(read)


class Fields(Noting):
    """The fields of one record in a whole: each is asked for, and what is left over is wrong."""

    __slots__ = ("_asked", "_given", "_path", "_subject")

    def __init__(
        self, given: Mapping[str, object], subject: str, findings: list[Finding], path: str = ""
    ) -> None:
        super().__init__(findings)
        self._given = given
        self._subject = subject
        self._path = path
        self._asked: list[str] = []

    def note(self, detail: str, place: str | None = None, sentence: Sentence = VALUES) -> None:
        """Add a finding about the record, or about one of its fields."""
        path = self._path if place is None else self._under(place)
        about = f"{path}: {detail}" if path else detail
        finding = sentence.finding(self._subject, shortened(about))
        self.findings.append(replace(finding, path=path or None))

    def _under(self, key: str) -> str:
        return f"{self._path}.{key}" if self._path else key

    def _value(self, key: str, kind: type[T], what: str, *, needed: bool = False) -> T | None:
        """What stands in a field; nothing if it is absent or of another kind."""
        self._asked.append(key)
        value = self._given.get(key)
        if isinstance(value, kind) and (kind is not int or _is_count(value)):
            return value
        if value is not None:
            self.note(f"{_shown(value)} is not {what}", key, FIELDS)
        elif needed:
            self.note("it is missing", key, FIELDS)
        return None

    def must(self, key: str, read: Callable[[str], T]) -> T:
        """What is read from the text of a field that every such record has."""
        text = self._value(key, str, "text", needed=True)
        return NOTHING if text is None else self.read(text, read, key)

    def may(self, key: str, read: Callable[[str], T], absent: A) -> T | A:
        """What is read from the text of a field, or what its absence means."""
        text = self._value(key, str, "text")
        return absent if text is None else self.read(text, read, key)

    def flag(self, key: str) -> bool:
        """Yes or no, which every such record says."""
        said = self._value(key, bool, "true or false", needed=True)
        return NOTHING if said is None else said

    def flag_if_any(self, key: str) -> bool | None:
        """Yes or no, where it is said."""
        return self._value(key, bool, "true or false")

    def count(self, key: str) -> int:
        """A whole number, which every such record has."""
        number = self._value(key, int, "a whole number", needed=True)
        return NOTHING if number is None else number

    def count_if_any(self, key: str) -> int | None:
        """A whole number, where there is one."""
        return self._value(key, int, "a whole number")

    def one_of(self, key: str, listed: Sequence[T]) -> T:
        """One of the things that the whole lists, by its place among them, from 0."""
        place = self._value(key, int, "a whole number", needed=True)
        if place is not None and 0 <= place < len(listed):
            return listed[place]
        if place is not None:
            self.note(f"there is no {place}: {len(listed)} are listed, from 0", key)
        return NOTHING  # type: ignore[no-any-return]  # it was noted

    def part(self, key: str, read: Callable[[Fields], T]) -> T:
        """What is read from the record in a field that every such record has."""
        given = self._value(key, dict, "a record", needed=True)
        return NOTHING if given is None else read(self._inner(given, key))

    def part_if_any(self, key: str, read: Callable[[Fields], T]) -> T | None:
        """What is read from the record in a field, where there is one."""
        given = self._value(key, dict, "a record")
        return None if given is None else read(self._inner(given, key))

    def _inner(self, given: Mapping[str, object], place: str) -> Fields:
        return Fields(given, self._subject, self.findings, self._under(place))

    def parts(self, key: str, read: Callable[[Fields], T]) -> tuple[T, ...]:
        """The records in a field, in their order; none if it is absent."""
        made: list[T] = []
        for number, given in enumerate(self._value(key, list, "a list") or ()):
            place = f"{key}[{number}]"
            if isinstance(given, dict):
                made.append(read(self._inner(given, place)))
            else:
                self.note(f"{_shown(given)} is not a record", place, FIELDS)
        return tuple(made)

    def texts(self, key: str, read: Callable[[str], T]) -> tuple[T, ...]:
        """What is read from the texts in a field, in their order; none if it is absent."""
        return self.texts_if_any(key, read) or ()

    def texts_if_any(self, key: str, read: Callable[[str], T]) -> tuple[T, ...] | None:
        """What is read from the texts in a field, where it is there: of an empty list, none."""
        given_list = self._value(key, list, "a list")
        if given_list is None:
            return None
        made: list[T] = []
        for number, given in enumerate(given_list):
            place = f"{key}[{number}]"
            if isinstance(given, str):
                made.append(self.read(given, read, place))
            else:
                self.note(f"{_shown(given)} is not text", place, FIELDS)
        return tuple(made)

    def one_at_most(self, *keys: str) -> None:
        """Note it if more than one of these fields is there."""
        there = [key for key in keys if self._given.get(key) is not None]
        if len(there) > 1:
            self.note(f"{' and '.join(there)}: give one of them", None, FIELDS)

    def made(self, make: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Make a thing of the fields, unless one was wrong or is left over."""
        for key in self._given:
            if key not in self._asked:
                known = ", ".join(self._asked)
                self.note(f"field {_shown(key)} is unknown; there are {known}", None, FIELDS)
        return super().made(make, *args, **kwargs)


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < TOO_MANY


def _shown(value: object) -> str:
    """A value in a sentence: it may be as long or as deep as whoever wrote it liked."""
    match value:
        case str():
            shown = repr(value[:_MOST_SHOWN])
            return shown if len(value) <= _MOST_SHOWN else f"{shown}..."
        case bool():
            return str(value).lower()
        case int() | float() if abs(value) < TOO_MANY:
            return str(value)
        case Mapping():
            return "a record"
        case list() | tuple():
            return "a list"
        case _:
            return f"a {type(value).__name__}"
