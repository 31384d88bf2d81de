"""An example of a rule: the nearest thing that keeps it, and the nearest that breaks it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from sepadd.findings import Findings


class Case(NamedTuple):
    """One thing that was looked at, in words, and all that is found of it."""

    says: str
    """In words: ``"two items of one debtor, 30.00 and -30.00"``."""
    findings: Callable[[], Findings]
    """All that is found of it; nothing is looked at before it is called."""


class Example(NamedTuple):
    """A rule, and two neighbours of which it keeps one."""

    rule: str
    holds: Case
    breaks: Case
