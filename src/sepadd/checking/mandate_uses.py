"""Whether the uses of one mandate go together: its scheme, and what comes first, last and alone.

Of each mandate only a fingerprint and one number are kept: where it was used, and for what.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from hashlib import blake2b
from typing import Final, NamedTuple

from sepadd.collection import Collection
from sepadd.findings import Sentence, Severity
from sepadd.mandate import Mandate, Scheme, SequenceType

_ORDER: Final = "EPC016-06, AT-M006; AG02"
USES_TOGETHER: Final = Sentence(
    "CHK-09",
    "In one file nothing is collected beside a one-off, before a first or after a final use.",
    _ORDER,
    why="The bank takes the mandate for used up, or for one that is not new, and refuses (AG02).",
    hint="Call the uses recurrent, if the mandate is, or have a new one signed.",
)
USES_IN_FILES: Final = Sentence(
    "CHK-10",
    "In two files nothing is collected beside a one-off, before a first or after a final use.",
    f"{_ORDER}; again only where the first was rejected",
    Severity.WARNING,
    why="The bank takes the mandate for used up, or for one that is not new, and refuses (AG02).",
    hint="Hand the later file over only if the use in the earlier one was rejected.",
)
SCHEME_KEPT: Final = Sentence(
    "CHK-11",
    "A mandate is collected under in one scheme.",
    "EPC016-06 and EPC222-07: another scheme needs a new mandate",
    why="A debtor who signed for CORE keeps the right to a refund, and has not agreed to B2B.",
    hint="Collect in the scheme that was signed for, or have a new mandate signed.",
)
BLANKS_MATTER: Final = Sentence(
    "CHK-12",
    "Two mandate references differ in more than their blanks.",
    "DFÜ agreement Annex 3 of 2016: blanks are allowed, tell apart and are not advised",
    Severity.WARNING,
    why="To banks these are two mandates, and to people one: a blank is easily lost on the way.",
    hint="If they are one mandate, write it as it was signed; if not, leave it.",
)

USE_SENTENCES: Final = (USES_TOGETHER, USES_IN_FILES, SCHEME_KEPT, BLANKS_MATTER)
"""What can be wrong with several uses of one mandate."""

_NEVER_FIRST_AGAIN: Final = date(2016, 11, 20)
"""Until then a collection was a first one again where the account had gone to another bank."""

_KINDS: Final = tuple(SequenceType)
_SCHEMES: Final = tuple(Scheme)
_DIGEST: Final = 15  # bytes: with what Python adds, 48 are taken
_FILE: Final = 1 << 40  # more lines than any file has
_WHAT: Final = 96  # bits: 64 of the amount, 24 of the day, 8 of the kind and the scheme


class Used(NamedTuple):
    """One use of a mandate: in which file, by number, and on which line; for what, and as what."""

    file: int
    line: int
    cents: int
    due_on: date
    kind: SequenceType
    scheme: Scheme


class Contradiction(NamedTuple):
    """A sentence that is broken, the use before, and what is told of the two."""

    sentence: Sentence
    before: Used
    detail: str


class MandateUses:
    """What mandates were used for until now, in one file after the other."""

    def __init__(self) -> None:
        """Begin with no use."""
        self._used: dict[bytes, int] = {}
        self._blanked: dict[bytes, bytes] = {}

    def add(
        self, collection: Collection, file: int, line: int
    ) -> tuple[Used | None, Iterable[Contradiction]]:
        """One more use: the one before, if any, and what does not go together with it.

        The second time that is the first use; later it may be another.
        """
        mandate, cents, kind = collection.mandate, collection.amount.cents, collection.sequence_type
        use = Used(file, line, cents, collection.due_on, kind, mandate.scheme)
        mark = _mark(*mandate.key)
        packed = self._used.get(mark)
        if packed is not None:
            before = _unpacked(packed)
            return before, self._again(mandate, mark, use, before)
        self._used[mark] = _packed(use)
        if self._blanked or " " in mandate.reference.key:
            return None, self._alike(mandate, mark)
        return None, ()

    def _again(
        self, mandate: Mandate, mark: bytes, use: Used, before: Used
    ) -> Iterator[Contradiction]:
        if _tells_more(use, before):
            self._used[mark] = _packed(use)
        yield from _contradictions(mandate, before, use, told=bool(mandate.amendments))

    def _alike(self, mandate: Mandate, mark: bytes) -> Iterator[Contradiction]:
        """Where another reference is the same but for its blanks."""
        reference = mandate.reference
        bare = mark
        if reference.without_blanks != reference.key:
            bare = _mark(mandate.creditor_identifier.identity, reference.without_blanks)
            other = bare if bare in self._used else self._blanked.setdefault(bare, mark)
        else:
            other = self._blanked.get(bare, mark)
        if other != mark:
            before = _unpacked(self._used[other])
            yield Contradiction(BLANKS_MATTER, before, f"but for its blanks {mandate.label} is one")


def _contradictions(
    mandate: Mandate, before: Used, use: Used, *, told: bool
) -> Iterator[Contradiction]:
    if Scheme.B2B in (before.scheme, use.scheme) and before.scheme is not use.scheme:
        detail = f"{use.scheme} under {mandate.label}, which is of {before.scheme}"
        yield Contradiction(SCHEME_KEPT, before, detail)
    if before.kind is use.kind:
        return  # that a first, one-off or final use stands again is told by other sentences
    early, late = sorted((before, use), key=lambda each: each.due_on)
    alone = SequenceType.ONE_OFF in (before.kind, use.kind)
    again = told and late.due_on < _NEVER_FIRST_AGAIN
    first = late.kind is SequenceType.FIRST and not again
    if alone or first or early.kind is SequenceType.FINAL:
        sentence = USES_TOGETHER if before.file == use.file else USES_IN_FILES
        detail = f"{use.kind} on {use.due_on} and {before.kind} on {before.due_on} under "
        yield Contradiction(sentence, before, f"{detail}{mandate.label}")


def _tells_more(use: Used, before: Used) -> bool:
    """Whether a later use has to be compared with this one rather than with the one before."""
    return before.kind is SequenceType.RECURRENT and use.kind is not SequenceType.RECURRENT


def _mark(identity: str, reference: str) -> bytes:
    return blake2b(f"{identity}\0{reference}".encode(), digest_size=_DIGEST).digest()


def _packed(use: Used) -> int:
    file, line, cents, due_on, kind, scheme = use
    code = _KINDS.index(kind) * len(_SCHEMES) + _SCHEMES.index(scheme)
    what = (cents << 32) + (due_on.toordinal() << 8) + code
    return ((file * _FILE + line) << _WHAT) + what


def _unpacked(number: int) -> Used:
    file, line = divmod(number >> _WHAT, _FILE)
    cents = (number >> 32) & ((1 << (_WHAT - 32)) - 1)
    kind, scheme = divmod(number & 0xFF, len(_SCHEMES))
    due_on = date.fromordinal((number >> 8) & 0xFF_FFFF)
    return Used(file, line, cents, due_on, _KINDS[kind], _SCHEMES[scheme])
