"""Movements on a statement in few words, and what is read of them."""

from __future__ import annotations

from datetime import date

from helpers.camt_files import (
    COLLECTED,
    REFS,
    RETURNED,
    code,
    entry,
    returned,
    statement,
    status,
    transaction,
)
from sepadd.collection import Reported
from sepadd.messages.answers import camt
from sepadd.values import Euro

BOOKED_ON = date(2026, 12, 1)
ORIGINATORS = {
    "02": "<Orgtr><Id><OrgId><BICOrBEI>INGBNL2A</BICOrBEI></OrgId></Id></Orgtr>",
    "08": "<Orgtr><Id><OrgId><AnyBIC>INGBNL2A</AnyBIC></OrgId></Id></Orgtr>",
}


def euro(amount: str) -> Euro:
    return Euro(amount)


def told(*entries: str, kind: str = "camt.053", version: str = "08") -> list[Reported]:
    return list(camt.iter_answers(statement(*entries, kind=kind, version=version)))


def only(*entries: str, kind: str = "camt.053", version: str = "08") -> Reported:
    (reported,) = told(*entries, kind=kind, version=version)
    return reported


def credit(*parts: str, refs: str = REFS) -> str:
    return entry(transaction(*parts, refs=refs), code=code(*COLLECTED))


def debit(*parts: str, refs: str = REFS, amount: str = "50.00", version: str = "08") -> str:
    back = returned(originator=ORIGINATORS[version])
    return entry(
        transaction(*parts, back, refs=refs),
        side="DBIT",
        amount=amount,
        code=code(*RETURNED),
        status=status("BOOK", version),
    )
