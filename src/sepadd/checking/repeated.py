"""What stands more than once, within a file of collections or in two of them, and should not.

Of what was seen, only a fingerprint and the place are kept: some 300 bytes for each collection.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from typing import Final, NamedTuple

from sepadd.checking.mandate_uses import Contradiction, MandateUses, Used
from sepadd.collection import Collection
from sepadd.findings import Sentence, Severity
from sepadd.mandate import Amendment, Mandate, SequenceType
from sepadd.messages.pain008 import ReadCollection, ReadHead
from sepadd.messages.parsing import reference
from sepadd.rulebook import names_once, no_likely_duplicates, single_uses_once

MESSAGE_ONCE: Final = Sentence(
    "CHK-01",
    "A message id names one file.",
    "EPC130-08, MsgId",
    why=(
        "Banks turn down a message whose id they had before (DU01), and nothing in it is collected."
    ),
    hint="Have one of the files made anew under an id of its own, unless it is a copy.",
)
NAME_ONCE: Final = Sentence(
    "CHK-02",
    "An EndToEndId names one collection in all files.",
    "EPC130-08, AT-T015; policy",
    why=(
        "The bank's answers name a collection by it: where it stands in two files, a return could "
        "be of either."
    ),
    hint="Have the later file made anew, with names of its own.",
)
DEBIT_ONCE: Final = Sentence(
    "CHK-03",
    "No mandate is debited the same amount on the same day by two files.",
    "AM05: banks take it for a duplicate",
    Severity.WARNING,
    why=(
        "Two equal debits look like a file that was made twice, and some banks turn the second one "
        "down (AM05)."
    ),
    hint="Check that both are meant, and hand over one of the files if they are not.",
)
USE_ONCE: Final = Sentence(
    "CHK-04",
    "A one-off, first or final use of a mandate is in one file.",
    "EPC016-06, AT-M006; AG02; again only where the first was rejected",
    Severity.WARNING,
    why=(
        "Such a use happens once: the bank turns the second one down (AG02), unless the first was "
        "rejected before it settled."
    ),
    hint="Call the later one recurrent where the mandate is, or have a new mandate signed.",
)
CHANGE_ONCE: Final = Sentence(
    "CHK-05",
    "A change of a mandate is told in one file.",
    "EPC016-06, amendments; again only where the first was rejected",
    Severity.WARNING,
    why=(
        "A change is told with the first collection after it. Told again, it names as former what "
        "the bank has replaced already."
    ),
    hint="Leave the amendment out of the later file, unless the first was rejected.",
)

REPEATED_SENTENCES: Final = (MESSAGE_ONCE, NAME_ONCE, DEBIT_ONCE, USE_ONCE, CHANGE_ONCE)
"""What can be wrong with several files together."""

_KINDS: Final[Mapping[str, tuple[Sentence | None, Sentence]]] = {
    "name": (names_once.sentence, NAME_ONCE),
    "debit": (no_likely_duplicates.sentence, DEBIT_ONCE),
    "use": (single_uses_once.sentence, USE_ONCE),
    "change": (None, CHANGE_ONCE),
}
"""What is said of each kind where it stands again in the same file, and in another one."""

_DIGEST: Final = 15  # bytes: with what Python adds, 48 are taken
_FILE: Final = 1 << 40  # more lines than any file has


class Again(NamedTuple):
    """A sentence that is broken because something stands there again, and what is told of it."""

    sentence: Sentence
    detail: str


class Repeats:
    """What was seen until now, in one file after the other.

    A fingerprint takes 48 bytes, about as much again to be found, and a number of 32 or 48 for
    where it stood. A collection has two, of its name and of its mandate, and takes some 300 bytes
    in all. Where a mandate is used again each of its uses has a third, of the debit, and a first,
    one-off or final one a fourth; so has a change that is told.
    """

    def __init__(self) -> None:
        """Begin with nothing seen."""
        self._files: list[str] = []
        self._first: dict[bytes, int] = {}
        self._uses = MandateUses()

    def file(self, head: ReadHead, name: str) -> Iterator[Again]:
        """A file begins: its message id, where another had it. ``name`` is told of later ones."""
        self._files.append(name or (str(head.id) if head.id else "the file before"))
        if head.id is None:
            return
        before = self._before(f"message\0{head.id}", self._place(head.line))
        if before is not None:
            yield Again(MESSAGE_ONCE, f"it is the message id of {self._said(before)} too")

    def collection(self, read: ReadCollection) -> list[Again]:
        """All of one collection that stood somewhere before."""
        here, collection, found = self._place(read.line), _judged(read), list[Again]()
        earlier, contradictions = self._used(read, collection)
        for kind, what in _seen_of(read, collection, again=earlier is not None):
            before = self._before(what, here)
            if before is None:
                continue
            within, across = _KINDS[kind]
            sentence = within if before // _FILE == len(self._files) else across
            if sentence is not None:
                found.append(Again(sentence, f"{_told(kind, read)}: {self._said(before)} has it"))
        for wrong in contradictions:
            at = self._said(wrong.before.file * _FILE + wrong.before.line)
            found.append(Again(wrong.sentence, f"{wrong.detail}: {at} has the other"))
        return found

    def _used(
        self, read: ReadCollection, collection: Collection | None
    ) -> tuple[Used | None, Iterable[Contradiction]]:
        """The use of the mandate before, and what does not go together with it.

        Most mandates are used once. What that was is only looked for when there is a second use, so
        it is remembered then.
        """
        if collection is None:
            return None, ()
        earlier, contradictions = self._uses.add(collection, len(self._files), read.line)
        if earlier is not None:
            place = earlier.file * _FILE + earlier.line
            for _, what in _uses_of(collection.mandate, earlier):
                self._before(what, place)
        return earlier, contradictions

    def _place(self, line: int) -> int:
        """Where something stands, as one number: which file, and the line."""
        return len(self._files) * _FILE + line

    def _before(self, what: str, here: int) -> int | None:
        """Where the same was seen first; else it is remembered as seen here."""
        mark = blake2b(what.encode(), digest_size=_DIGEST).digest()
        before = self._first.get(mark)
        if before is None:
            self._first[mark] = here
        return before

    def _said(self, place: int) -> str:
        file, line = divmod(place, _FILE)
        if file == len(self._files):
            return f"line {line}"
        return f"{self._files[file - 1]}, line {line},"


def _seen_of(
    read: ReadCollection, collection: Collection | None, *, again: bool
) -> Iterator[tuple[str, str]]:
    """What of a collection should not stand anywhere else: which kind of thing, and its words.

    ``again`` is said where its mandate was used before.
    """
    if reference(read.end_to_end_id):
        yield "name", f"name\0{read.end_to_end_id}"
    if collection is None:
        return
    mandate, cents, kind = collection.mandate, collection.amount.cents, collection.sequence_type
    if again:
        yield from _uses_of(mandate, Used(0, 0, cents, collection.due_on, kind, mandate.scheme))
    for change in mandate.amendments[-1:]:  # without the day on which the file was made
        said = (*mandate.key, *_values_of(change), str(mandate.debtor.iban))
        yield "change", "\0".join(("change", *said))


def _uses_of(mandate: Mandate, use: Used) -> Iterator[tuple[str, str]]:
    """What of one use of a mandate should not stand anywhere else."""
    key = "\0".join(mandate.key)
    yield "debit", f"debit\0{key}\0{use.cents}\0{use.due_on}"
    if use.kind is not SequenceType.RECURRENT:
        yield "use", f"use\0{key}\0{use.kind}"


def _judged(read: ReadCollection) -> Collection | None:
    """The collection, or what it can only be; nothing where it is not known which debit it is."""
    if read.collection is None and read.supposed is not None and read.supposed.is_told:
        return read.supposed.collection
    return read.collection


def _values_of(change: Amendment) -> tuple[str, ...]:
    before = (change.reference, change.creditor_identifier, change.creditor_name, change.iban)
    return tuple("" if value is None else str(value) for value in before)


def _told(kind: str, read: ReadCollection) -> str:
    """How it is told that something of a collection stands again."""
    collection = _judged(read)
    if kind == "name" or collection is None:
        return f"EndToEndId {read.end_to_end_id} stands again"
    label = collection.mandate.label
    if kind == "debit":
        return f"{collection.amount} under {label} on {collection.due_on} again; is it meant?"
    if kind == "use":
        return f"{collection.sequence_type} under {label} again"
    return f"the change of {label} is told again"
