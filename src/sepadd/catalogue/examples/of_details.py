"""What a schema lets pass in a file of collections, and a bank perhaps not.

The file is that of run 2026-12: one collection of 30.00 under mandate M-1, due on 1 December 2026.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Final

from sepadd.banks import EPC, BankProfile
from sepadd.catalogue.examples.example import Case, Example
from sepadd.checking import check, check_files
from sepadd.collection import Collection
from sepadd.findings import Findings
from sepadd.mandate import Scheme, SequenceType
from sepadd.messages import pain008
from sepadd.messages.pain008 import read
from sepadd.samples import COLLECTION, MANDATE, TODAY, a_run
from sepadd.values import EndToEndId, Euro, MandateReference, RunId

_NAME: Final = "<EndToEndId>2026-12-1</EndToEndId>"
_AMOUNT: Final = '<InstdAmt Ccy="EUR">30.00</InstdAmt>'
_CHARGES: Final = "<ChrgBr>SLEV</ChrgBr>"
_SIGNED: Final = "<DtOfSgntr>2026-01-15</DtOfSgntr>"
_OTHER: Final = "<Othr><Id>SMNDA</Id></Othr>"
_AT_ACCOUNT: Final = f"<OrgnlDbtrAcct><Id>{_OTHER}</Id></OrgnlDbtrAcct>"
_AT_BANK: Final = f"<OrgnlDbtrAgt><FinInstnId>{_OTHER}</FinInstnId></OrgnlDbtrAgt>"


def _file(*collections: Collection, id: str = "2026-12") -> str:
    run = replace(a_run(), id=RunId(id), collections=collections or (COLLECTION,))
    return pain008.render(run).decode()


def _read(before: str = "", after: str = "") -> Callable[[], Findings]:
    """What is noted of the file as it is read, with one text in it written otherwise."""
    return lambda: read(_file().replace(before, after, 1).encode()).unplaced


def _changed(details: str) -> str:
    """What a collection says of its mandate where it has changed."""
    told = details and f"<AmdmntInfDtls>{details}</AmdmntInfDtls>"
    return f"{_SIGNED}<AmdmntInd>true</AmdmntInd>{told}"


def _amended(details: str) -> Callable[[], Findings]:
    return _read(_SIGNED, _changed(details))


def _reference_before(reference: str) -> Callable[[], Findings]:
    return _amended(f"<OrgnlMndtId>{reference}</OrgnlMndtId>")


def _checked(
    said: Callable[[], str | bytes] = _file, *, profile: BankProfile = EPC
) -> Callable[[], Findings]:
    def found() -> Findings:
        file = said()
        return check(file.encode() if isinstance(file, str) else file, profile, TODAY)

    return found


def _looked_over(before: str, after: str) -> Callable[[], Findings]:
    """What is said of the file as it is looked over, with one text in it written otherwise."""
    return _checked(lambda: _file().replace(before, after, 1))


CHANGE_EXAMPLES: Final[tuple[Example, ...]] = (
    Example(
        "REA-09",
        Case("a batch that says who bears the charges", _read()),
        Case(
            "a batch and its collection that both say who bears the charges",
            _read(_AMOUNT, _AMOUNT + _CHARGES),
        ),
    ),
    Example(
        "REA-10",
        Case("a former reference M-0, with AmdmntInd true", _reference_before("M-0")),
        Case("nothing that has changed, with AmdmntInd true", _amended("")),
    ),
    Example(
        "REA-11",
        Case("mandate M-1, whose reference was M-0 before", _reference_before("M-0")),
        Case("mandate M-1, whose reference was M-1 before", _reference_before("M-1")),
    ),
    Example(
        "REA-12",
        Case("SMNDA at the account, due in 2026", _looked_over(_SIGNED, _changed(_AT_ACCOUNT))),
        Case("SMNDA at the bank, due in 2026", _looked_over(_SIGNED, _changed(_AT_BANK))),
    ),
    Example(
        "REA-13",
        Case("a collection with EndToEndId 2026-12-1", _checked()),
        Case(
            "a collection with EndToEndId NOTPROVIDED",
            _looked_over(_NAME, "<EndToEndId>NOTPROVIDED</EndToEndId>"),
        ),
    ),
)
"""What is noted of a file in which a change, a level or a name is wrong."""


def _used(
    kind: SequenceType, *, due_on: date, name: str = "2026-12-1", cents: int = 30_00
) -> Collection:
    """A use of M-1."""
    return replace(
        COLLECTION,
        end_to_end_id=EndToEndId(name),
        sequence_type=kind,
        due_on=due_on,
        amount=Euro(cents=cents),
    )


_FIRST: Final = _used(SequenceType.FIRST, due_on=date(2026, 12, 1))
_BEFORE: Final = _used(
    SequenceType.RECURRENT, due_on=date(2026, 11, 30), name="2027-01-1", cents=31_00
)
_AFTER: Final = replace(_BEFORE, due_on=date(2026, 12, 2))


def _in_one_file(*collections: Collection) -> Callable[[], Findings]:
    return _checked(lambda: _file(*collections))


def _in_two_files(one: Collection, other: Collection) -> Callable[[], Findings]:
    def found() -> Findings:
        files = {
            "2026-12.xml": _file(one).encode(),
            "2027-01.xml": _file(other, id="2027-01").encode(),
        }
        told = check_files(files, EPC, TODAY)
        return Findings(finding for each in told.values() for finding in each)

    return found


def _of_scheme(scheme: Scheme) -> Callable[[], Findings]:
    """A CORE collection under M-1 in one file, and one under a scheme in another."""
    mandate = replace(MANDATE, scheme=scheme)
    return _in_two_files(COLLECTION, replace(_AFTER, mandate=mandate))


def _beside(reference: str) -> Callable[[], Findings]:
    """A collection under M-1, and one under another reference."""
    mandate = replace(MANDATE, reference=MandateReference(reference))
    return _in_one_file(COLLECTION, replace(_AFTER, due_on=COLLECTION.due_on, mandate=mandate))


def _two_batches(id: str) -> str:
    """A file with two batches, of which the second has an id."""
    return _file(COLLECTION, _AFTER).replace("2026-12.B2<", f"{id}<")


def _of_kinds(second: str) -> str:
    """A batch of two collections, each with a sequence type of its own."""
    mandate = replace(MANDATE, reference=MandateReference("M-9"))
    file = _file(COLLECTION, replace(_AFTER, due_on=COLLECTION.due_on, mandate=mandate))
    start, batch = file.index("<PmtTpInf>"), file.index("</PmtTpInf>") + len("</PmtTpInf>")
    kind, rest = file[start:batch], file[batch:]
    first, second_one = rest.split("</PmtId>", 1)
    between, last = second_one.split("</PmtId>", 1)
    other = kind.replace("RCUR", second)
    return f"{file[:start]}{first}</PmtId>{kind}{between}</PmtId>{other}{last}"


_WANTS_OFFSET: Final = replace(EPC, offset_asked=True)

DETAIL_EXAMPLES: Final[tuple[Example, ...]] = (
    Example(
        "CHK-09",
        Case("a first use of M-1 and in the same file a later one", _in_one_file(_FIRST, _AFTER)),
        Case(
            "a first use of M-1 and in the same file an earlier one", _in_one_file(_FIRST, _BEFORE)
        ),
    ),
    Example(
        "CHK-10",
        Case("a first use of M-1 and in another file a later one", _in_two_files(_FIRST, _AFTER)),
        Case(
            "a first use of M-1 and in another file an earlier one", _in_two_files(_FIRST, _BEFORE)
        ),
    ),
    Example(
        "CHK-11",
        Case("M-1 under CORE in one file, and under CORE in another", _of_scheme(Scheme.CORE)),
        Case("M-1 under CORE in one file, and under B2B in another", _of_scheme(Scheme.B2B)),
    ),
    Example(
        "CHK-12",
        Case("mandates M-1 and M -2", _beside("M -2")),
        Case("mandates M-1 and M -1", _beside("M -1")),
    ),
    Example(
        "CHK-13",
        Case(
            "two batches, 2026-12.B1 and 2026-12.B2", _checked(lambda: _two_batches("2026-12.B2"))
        ),
        Case("two batches, both 2026-12.B1", _checked(lambda: _two_batches("2026-12.B1"))),
    ),
    Example(
        "CHK-14",
        Case("a batch of two recurrent collections", _checked(lambda: _of_kinds("RCUR"))),
        Case("a batch of a recurrent and a first collection", _checked(lambda: _of_kinds("FRST"))),
    ),
    Example(
        "CHK-15",
        Case("a file in UTF-8", _checked()),
        Case(
            "a file in UTF-8 with a byte order mark",
            _checked(lambda: _file().encode("utf-8-sig")),
        ),
    ),
    Example(
        "CHK-16",
        Case(
            "made at 09:00:00+00:00, for a bank that asks for the offset",
            _checked(profile=_WANTS_OFFSET),
        ),
        Case(
            "made at 09:00:00, for a bank that asks for the offset",
            _checked(
                lambda: _file().replace("T09:00:00+00:00", "T09:00:00"), profile=_WANTS_OFFSET
            ),
        ),
    ),
)
"""What is wrong or doubtful in files that a schema takes."""
