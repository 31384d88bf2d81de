"""Tables of mandates and open items, given in lines, and how they are refused."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sepadd.findings import Findings, UnreadableRecords
from sepadd.mandate import Mandate
from sepadd.records import read_mandates
from sepadd.testing import MANDATE

IDENTIFIER = MANDATE.creditor_identifier
HEADINGS = "reference,debtor_id,name,iban"
ADA = "M-1,10042,Ada Jansen,NL91ABNA0417164300"


def mandates(*lines: str) -> tuple[Mandate, ...]:
    return read_mandates("\n".join(lines), creditor_identifier=IDENTIFIER)


def refused(read: Callable[[], object]) -> Findings:
    with pytest.raises(UnreadableRecords) as told:
        read()
    return told.value.findings


def places(read: Callable[[], object]) -> list[tuple[str, int | None, str | None]]:
    """Which rule is broken, on which line and in which column."""
    return [(each.rule, each.line, each.path) for each in refused(read)]
