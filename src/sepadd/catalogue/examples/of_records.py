"""Why a table, a file of settings or a record cannot be taken in: two neighbours for each reason.

The table is one of mandates, with a row for the swimmer's M-1.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from sepadd.catalogue.examples.example import Case, Example, refused
from sepadd.findings import Findings
from sepadd.mandate import Mandate
from sepadd.records.settings import read_creditor_card
from sepadd.records.stored import Record, from_record, to_record
from sepadd.records.tables import read_mandates
from sepadd.samples import MANDATE
from sepadd.values import CreditorIdentifier

_IDENTIFIER: Final = CreditorIdentifier("NL42ZZZ123456780001")
_HEADINGS: Final = "reference,debtor_id,name,iban"
_ROW: Final = "M-1,10042,Ada Jansen,NL91ABNA0417164300"


def _table(*lines: str) -> Callable[[], Findings]:
    text = "\n".join(lines)
    return lambda: refused(lambda: read_mandates(text, creditor_identifier=_IDENTIFIER))


TABLE_EXAMPLES: Final[tuple[Example, ...]] = (
    Example(
        "CSV-01",
        Case("a table with a column bic", _table(f"{_HEADINGS},bic", f"{_ROW},ABNANL2A")),
        Case("a table with a column shoe size", _table(f"{_HEADINGS},shoe size", f"{_ROW},38")),
    ),
    Example(
        "CSV-02",
        Case("a row of 4 cells under 4 columns", _table(_HEADINGS, _ROW)),
        Case("a row of 5 cells under 4 columns", _table(_HEADINGS, f"{_ROW},")),
    ),
    Example(
        "CSV-03",
        Case(
            "a column signed_on that holds 2026-01-15",
            _table(f"{_HEADINGS},signed_on", f"{_ROW},2026-01-15"),
        ),
        Case(
            "a column signed_on that holds 15-01-2026",
            _table(f"{_HEADINGS},signed_on", f"{_ROW},15-01-2026"),
        ),
    ),
    Example(
        "CSV-04",
        Case(
            "a table with mandates M-1 and M-3", _table(_HEADINGS, _ROW, _ROW.replace("M-1", "M-3"))
        ),
        Case(
            "a table with mandates M-1 and m-1", _table(_HEADINGS, _ROW, _ROW.replace("M-1", "m-1"))
        ),
    ),
)
"""Why a table cannot be taken in."""


def _settings(text: str) -> Callable[[], Findings]:
    return lambda: refused(lambda: read_creditor_card(text))


SETTINGS_EXAMPLES: Final[tuple[Example, ...]] = (
    Example(
        "SET-01",
        Case('settings that say name = "De Waterlelie"', _settings('name = "De Waterlelie"\n')),
        Case("settings that say name = De Waterlelie", _settings("name = De Waterlelie\n")),
    ),
)
"""Why a file of settings cannot be taken in."""


def _mandate(**told: object) -> Callable[[], Findings]:
    """A record of mandate M-1, in which some fields hold something else."""
    record: Record = to_record(MANDATE) | told
    return lambda: refused(lambda: from_record(Mandate, record))


RECORD_EXAMPLES: Final[tuple[Example, ...]] = (
    Example(
        "REC-01",
        Case("a record of a mandate, in version 1", _mandate(version=1)),
        Case("a record of a mandate, in version 99", _mandate(version=99)),
    ),
    Example(
        "REC-02",
        Case("a record of a mandate, with its own fields", _mandate()),
        Case("a record of a mandate, with a field colour", _mandate(colour="green")),
    ),
    Example(
        "REC-03",
        Case("a record of a mandate signed on 2026-01-15", _mandate(signed_on="2026-01-15")),
        Case("a record of a mandate signed on 15-01-2026", _mandate(signed_on="15-01-2026")),
    ),
)
"""Why a record cannot be taken in."""
