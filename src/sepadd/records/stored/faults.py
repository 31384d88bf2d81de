"""What can be wrong with a record: each fault with where it is, and all of them told at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Final, NamedTuple, TypeVar

from sepadd.findings import Finding, Findings, InvalidValue, Sentence, UnreadableRecords
from sepadd.records.noting import shortened

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

T = TypeVar("T")

TOO_MANY: Final = 10**18
"""A whole number is below this, and above its negative."""

_MOST_SHOWN = 60  # characters


class Fault(NamedTuple):
    """One thing that is wrong, at a path from the record it was found in; empty for that itself."""

    path: str
    detail: str
    sentence: Sentence

    def within(self, place: str) -> Fault:
        """The same, as it is seen from the record or list around it."""
        between = "." if place and self.path and not self.path.startswith("[") else ""
        return self._replace(path=f"{place}{between}{self.path}")

    def finding(self, subject: str) -> Finding:
        """The fault as it is told, of what the user knows by a name."""
        about = f"{self.path}: {self.detail}" if self.path else self.detail
        return replace(self.sentence.finding(subject, shortened(about)), path=self.path or None)


class Faulty(Exception):
    """Something could not be read: all that is wrong with it."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        super().__init__()
        self.faults: tuple[Fault, ...] = tuple(faults)


def faults_of(wrong: InvalidValue | Faulty, place: str = "") -> Iterable[Fault]:
    """What was wrong in a field or a place of a list, as it is seen from around it."""
    if isinstance(wrong, Faulty):
        return [fault.within(place) for fault in wrong.faults]
    return [Fault(place, shortened(str(wrong)), VALUES)]


def told_at_once(
    read: Callable[[Mapping[str, object]], T], given: Mapping[str, object], subject: str
) -> T:
    """What is read from a whole record; :class:`UnreadableRecords` tells all that is wrong."""
    try:
        return read(given)
    except (InvalidValue, Faulty) as wrong:
        faults = faults_of(wrong)
    raise UnreadableRecords(Findings(fault.finding(subject) for fault in faults))


def shown(value: object) -> str:
    """A value in a sentence: it may be as long or as deep as whoever wrote it liked."""
    match value:
        case str():
            start = repr(value[:_MOST_SHOWN])
            return start if len(value) <= _MOST_SHOWN else f"{start}..."
        case bool():
            return str(value).lower()
        case int() | float():
            return str(value) if abs(value) < TOO_MANY else "a number of more than 18 digits"
        case Mapping():
            return "a record"
        case list() | tuple():
            return "a list"
        case _:
            return f"a {type(value).__name__}"
