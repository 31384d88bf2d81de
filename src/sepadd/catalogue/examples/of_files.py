"""What is wrong or doubtful in a file of collections, seen before the bank sees it.

The file is that of run 2026-12: one collection of 30.00 under mandate M-1, due on 1 December 2026.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from sepadd.banks import EPC, BankProfile
from sepadd.catalogue.examples.example import Case, Example
from sepadd.checking import check, check_files
from sepadd.collection import Collection
from sepadd.findings import Findings
from sepadd.mandate import SequenceType
from sepadd.messages import pain008
from sepadd.messages.pain008 import read
from sepadd.rulebook import MessageVersion
from sepadd.samples import AMENDMENT, COLLECTION, MANDATE, TODAY, a_run
from sepadd.values import EndToEndId, Euro, MandateReference, RunId


def _file(collection: Collection = COLLECTION, *, id: str = "2026-12") -> bytes:
    return pain008.render(replace(a_run(), id=RunId(id), collections=(collection,)))


def _changed(before: str, after: str) -> bytes:
    """The file, with one text in it written otherwise."""
    return _file().replace(before.encode(), after.encode(), 1)


def _read(before: str = "", after: str = "") -> Callable[[], Findings]:
    """What is noted of the file as it is read."""
    return lambda: read(_changed(before, after)).unplaced


def _checked(
    before: str = "", after: str = "", *, profile: BankProfile = EPC
) -> Callable[[], Findings]:
    """What is said of the file as it is looked over for a bank."""
    return lambda: check(_changed(before, after), profile, TODAY)


_NAME: Final = "<Dbtr><Nm>Ada Jansen</Nm></Dbtr>"
_PLACE: Final = "<EndToEndId>2026-12-1</EndToEndId>"
_UETR: Final = "<UETR>8a562c67-ca16-48ba-b074-65581be6f001</UETR>"

READING_EXAMPLES: Final[tuple[Example, ...]] = (
    Example(
        "REA-01",
        Case("a collection with an EndToEndId", _read()),
        Case("a collection with an EndToEndId and a UETR", _read(_PLACE, _PLACE + _UETR)),
    ),
    Example(
        "REA-02",
        Case("a file with message id 2026-12", _read()),
        Case("a file with message id 2026//12", _read("<MsgId>2026-12<", "<MsgId>2026//12<")),
    ),
    Example(
        "REA-03",
        Case("a collection from Ada Jansen", _read()),
        Case("a collection from a debtor without a name", _read(_NAME, "<Dbtr></Dbtr>")),
    ),
    Example(
        "REA-04",
        Case("a file of 30.00 that says 30.00", _read()),
        Case("a file of 30.00 that says 30.01", _read("<CtrlSum>30.00<", "<CtrlSum>30.01<")),
    ),
    Example(
        "REA-05",
        Case("a file made at 09:00:00", _read()),
        Case("a file made at 09:00:00.250", _read("T09:00:00+", "T09:00:00.250+")),
    ),
)
"""What is noted of a file that is read."""

_ID: Final = "<MsgId>2026-12</MsgId>"
_MADE_AT: Final = "<CreDtTm>2026-11-23T09:00:00+00:00</CreDtTm>"
_ANY_VERSION: Final = replace(EPC, waived=frozenset({"CHK-06"}))


def _taking(*versions: MessageVersion) -> BankProfile:
    return replace(EPC, versions=frozenset(versions))


def _of_two(most: int) -> Callable[[], Findings]:
    """A file of two collections, for a bank that takes so many at once."""
    limits = replace(EPC.form.limits, collections_per_file=most)
    bank = replace(EPC, form=replace(EPC.form, limits=limits))
    both = replace(a_run(), collections=(COLLECTION, _OTHERS))
    return lambda: check(pain008.render(both), bank, TODAY)


_OTHERS: Final = replace(
    COLLECTION,
    end_to_end_id=EndToEndId("2027-01-1"),
    mandate=replace(MANDATE, reference=MandateReference("M-9")),
)
"""A collection that has nothing in common with the first but its amount and its day."""


def _with(
    other: Collection = _OTHERS, *, id: str = "2027-01", first: Collection = COLLECTION
) -> Callable[[], Findings]:
    """What is said of a second file, with one collection, beside the first."""

    def found() -> Findings:
        second = _file(other, id="2027-01").replace(b"<MsgId>2027-01<", f"<MsgId>{id}<".encode())
        files = {"2026-12.xml": _file(first), "2027-01.xml": second}
        return Findings(
            finding for each in check_files(files, EPC, TODAY).values() for finding in each
        )

    return found


def _both_used(sequence_type: SequenceType) -> Callable[[], Findings]:
    """Two files that use M-1, each for another amount."""
    first = replace(COLLECTION, sequence_type=sequence_type)
    return _with(_next(first), first=first)


def _next(collection: Collection) -> Collection:
    return replace(collection, end_to_end_id=_OTHERS.end_to_end_id, amount=Euro(cents=31_00))


_AMENDED: Final = replace(COLLECTION, mandate=replace(MANDATE, amendments=(AMENDMENT,)))


def _older() -> Findings:
    form = EPC.writing(MessageVersion.PAIN_008_001_02).form
    bank = _taking(MessageVersion.PAIN_008_001_08)
    return check(pain008.render(replace(a_run(), form=form)), bank, TODAY)


CHECK_EXAMPLES: Final[tuple[Example, ...]] = (
    Example(
        "XSD-01",
        Case("a file with its message id before the time it was made", _checked()),
        Case(
            "a file with its message id behind the time it was made",
            _checked(f"{_ID}\n{_MADE_AT}", f"{_MADE_AT}\n{_ID}"),
        ),
    ),
    Example(
        "CHK-01",
        Case("two files, of message ids 2026-12 and 2027-01", _with()),
        Case("two files, both of message id 2026-12", _with(id="2026-12")),
    ),
    Example(
        "CHK-02",
        Case("EndToEndId 2026-12-1 in one file, and 2027-01-1 in another", _with()),
        Case(
            "EndToEndId 2026-12-1 in one file, and in another",
            _with(replace(_OTHERS, end_to_end_id=COLLECTION.end_to_end_id)),
        ),
    ),
    Example(
        "CHK-03",
        Case(
            "30.00 under M-1 in one file and 30.01 in another, on the same day",
            _with(replace(_OTHERS, mandate=MANDATE, amount=Euro(cents=30_01))),
        ),
        Case(
            "30.00 under M-1 in one file and 30.00 in another, on the same day",
            _with(replace(_OTHERS, mandate=MANDATE)),
        ),
    ),
    Example(
        "CHK-04",
        Case(
            "a recurrent use of M-1 in one file, and in another", _both_used(SequenceType.RECURRENT)
        ),
        Case("a first use of M-1 in one file, and in another", _both_used(SequenceType.FIRST)),
    ),
    Example(
        "CHK-05",
        Case(
            "a change of M-1 in one file, and its next collection in another",
            _with(_next(COLLECTION), first=_AMENDED),
        ),
        Case("a change of M-1 in one file, and in another", _with(_next(_AMENDED), first=_AMENDED)),
    ),
    Example(
        "CHK-06",
        Case(
            "a file in pain.008.001.08, for a bank that takes pain.008.001.08",
            _checked(profile=_taking(MessageVersion.PAIN_008_001_08)),
        ),
        Case(
            "a file in pain.008.001.02, for a bank that takes pain.008.001.08",
            _older,
        ),
    ),
    Example(
        "CHK-07",
        Case(
            "a file in pain.008.001.08, for a bank that takes any", _checked(profile=_ANY_VERSION)
        ),
        Case(
            "a file in pain.008.001.12, for a bank that takes any",
            _checked("pain.008.001.08", "pain.008.001.12", profile=_ANY_VERSION),
        ),
    ),
    Example(
        "CHK-08",
        Case("a file of 2 collections, for a bank that takes 2", _of_two(2)),
        Case("a file of 2 collections, for a bank that takes 1", _of_two(1)),
    ),
)
"""What is wrong or doubtful in files that are looked over."""
