"""What stands more than once, within a file of collections or in two of them, and should not.

Of what was seen, only a fingerprint and the place are kept: a few dozen bytes for each collection.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import Final, NamedTuple

from sepadd.amendment import Amendment
from sepadd.collection import Collection
from sepadd.findings import Severity
from sepadd.mandate import SequenceType
from sepadd.messages.pain008_batches import ReadHead
from sepadd.messages.pain008_collections import ReadCollection
from sepadd.rulebook.file_rules import names_once, no_likely_duplicates, single_uses_once
from sepadd.rulebook.rule import Sentence

MESSAGE_ONCE: Final = Sentence("CHK-01", "A message id names one file.", "EPC130-08, MsgId")
NAME_ONCE: Final = Sentence(
    "CHK-02", "An EndToEndId names one collection in all files.", "EPC130-08, AT-T015; policy"
)
DEBIT_ONCE: Final = Sentence(
    "CHK-03",
    "No mandate is debited the same amount on the same day by two files.",
    "AM05: banks take it for a duplicate",
    Severity.WARNING,
)
USE_ONCE: Final = Sentence(
    "CHK-04",
    "A one-off, first or final use of a mandate is in one file.",
    "EPC016-06, AT-M006; AG02; again only where the first was rejected",
    Severity.WARNING,
)
CHANGE_ONCE: Final = Sentence(
    "CHK-05",
    "A change of a mandate is told in one file.",
    "EPC016-06, amendments; again only where the first was rejected",
    Severity.WARNING,
)

REPEATED_SENTENCES: Final = (MESSAGE_ONCE, NAME_ONCE, DEBIT_ONCE, USE_ONCE, CHANGE_ONCE)
"""What can be wrong with several files together."""

_KINDS: Final[tuple[tuple[str, Sentence | None, Sentence], ...]] = (
    ("name", names_once.sentence, NAME_ONCE),
    ("debit", no_likely_duplicates.sentence, DEBIT_ONCE),
    ("use", single_uses_once.sentence, USE_ONCE),
    ("change", None, CHANGE_ONCE),
)


class Again(NamedTuple):
    """A sentence that is broken because something stands there again, and what is told of it."""

    sentence: Sentence
    detail: str


class _Place(NamedTuple):
    """Where something stood first: which file, by number, and the line."""

    file: int
    line: int


class Repeats:
    """What was seen until now, in one file after the other."""

    def __init__(self) -> None:
        """Begin with nothing seen."""
        self._files: list[str] = []
        self._first: dict[bytes, _Place] = {}

    def file(self, head: ReadHead, name: str) -> Iterator[Again]:
        """A file begins: its message id, where another had it. ``name`` is told of later ones."""
        self._files.append(name or (str(head.id) if head.id else "the file before"))
        if head.id is None:
            return
        before = self._before(("message", head.id.value), head.line)
        if before is not None:
            yield Again(MESSAGE_ONCE, f"it is the message id of {self._said(before)} too")

    def collection(self, read: ReadCollection) -> Iterator[Again]:
        """All of one collection that stood somewhere before."""
        seen = dict(_seen_of(read))
        for kind, within, across in _KINDS:
            if kind not in seen:
                continue
            key, what = seen[kind]
            before = self._before((kind, *key), read.line)
            if before is not None:
                sentence = within if before.file == len(self._files) else across
                if sentence is not None:
                    yield Again(sentence, f"{what}: {self._said(before)} has it")

    def _before(self, what: Iterable[str], line: int) -> _Place | None:
        """Where the same was seen first; else it is remembered as seen here."""
        mark = blake2b("\0".join(what).encode(), digest_size=16).digest()
        here = _Place(len(self._files), line)
        first = self._first.setdefault(mark, here)
        return None if first is here else first

    def _said(self, place: _Place) -> str:
        if place.file == len(self._files):
            return f"line {place.line}"
        return f"{self._files[place.file - 1]}, line {place.line},"


_Key = tuple[tuple[str, ...], str]


def _seen_of(read: ReadCollection) -> Iterator[tuple[str, _Key]]:
    """What of a collection should not stand anywhere else, and how it is told that it does."""
    if read.end_to_end_id:
        yield "name", ((read.end_to_end_id,), f"EndToEndId {read.end_to_end_id} stands again")
    collection = read.collection
    if collection is None:
        return
    key, label = collection.mandate.key, collection.mandate.label
    due_on, kind = str(collection.due_on), collection.sequence_type
    debit = f"{collection.amount} under {label} on {due_on} again; is it meant?"
    yield "debit", ((*key, str(collection.amount.cents), due_on), debit)
    if kind is not SequenceType.RECURRENT:
        yield "use", ((*key, kind.value), f"{kind} under {label} again")
    yield from _change_of(collection)


def _change_of(collection: Collection) -> Iterator[tuple[str, _Key]]:
    """What is told of a change, without the day on which the file was made."""
    mandate = collection.mandate
    for change in mandate.amendments:
        told = f"the change of {mandate.label} is told again"
        yield "change", ((*mandate.key, *_values_of(change), mandate.debtor.iban.value), told)


def _values_of(change: Amendment) -> tuple[str, ...]:
    before = (change.reference, change.creditor_identifier, change.creditor_name, change.iban)
    return tuple("" if value is None else str(value) for value in before)
