"""A good file, something in it written otherwise, and what is found then."""

from __future__ import annotations

from datetime import date

from helpers.told import collection, prepared
from sepadd.banks import EPC, BankProfile
from sepadd.checking import check
from sepadd.findings import Finding
from sepadd.messages import pain008
from sepadd.testing import TODAY

TWO = prepared(collection(1), collection(2, "50.00"))
FILE = pain008.render(TWO)
"""A good file: 30.00 and 50.00 on Tuesday 1 December 2026, in one batch."""


def changed(before: str, after: str, *, times: int = 1, xml: bytes = FILE) -> bytes:
    """Give the good file with one text in it written otherwise."""
    assert before.encode() in xml
    return xml.replace(before.encode(), after.encode(), times)


def found(xml: bytes, *, profile: BankProfile = EPC, on: date = TODAY) -> set[str]:
    return {finding.rule for finding in check(xml, profile, on)}


def only(xml: bytes, rule: str, *, profile: BankProfile = EPC, on: date = TODAY) -> Finding:
    """Give the one finding of that rule."""
    (finding,) = (each for each in check(xml, profile, on) if each.rule == rule)
    return finding
