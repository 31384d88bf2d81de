"""An example of a rule: the nearest thing that keeps it, and the nearest that breaks it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final, NamedTuple

from sepadd.books import Books, propose
from sepadd.findings import NO_FINDINGS, Findings, FindingsError
from sepadd.mandate import Mandate
from sepadd.open_item import OpenItem
from sepadd.proposal import (
    NOTHING_AGREED,
    CollectionPreference,
    Draft,
    Proposal,
    RetryPolicy,
)
from sepadd.rulebook import Terms
from sepadd.run import CollectionRun
from sepadd.samples import CREDITOR, DUE_ON, MANDATE, TERMS
from sepadd.values import RunId


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


DRAFT: Final = Draft(id=RunId("2026-12-B"), due_on=DUE_ON)
"""What is asked for: a second run in December, due on the first of the month."""


def books_of(
    *items: OpenItem,
    mandates: Iterable[Mandate] = (MANDATE,),
    runs: Iterable[CollectionRun] = (),
) -> Books:
    """Books with these items, one mandate unless others are given, and no run unless one is."""
    return Books(creditor=CREDITOR, open_items=items, mandates=mandates, runs=runs)


def proposing(*items: OpenItem) -> Callable[[], Findings]:
    """What a proposal says of items under one mandate."""
    return lambda: proposal_of(*items).findings


def proposal_of(
    *items: OpenItem,
    draft: Draft = DRAFT,
    mandates: Iterable[Mandate] = (MANDATE,),
    runs: Iterable[CollectionRun] = (),
    preferences: Mapping[str, CollectionPreference] = NOTHING_AGREED,
    retry: RetryPolicy | None = None,
    terms: Terms = TERMS,
) -> Proposal:
    """What becomes of items, under one mandate unless others are given."""
    books = books_of(*items, mandates=mandates, runs=runs)
    return propose(books, terms, draft, preferences=preferences, retry=retry)


def refused(step: Callable[[], object]) -> Findings:
    """All that is said where a step is refused; nothing where it is not."""
    try:
        step()
    except FindingsError as told:
        return told.findings
    return NO_FINDINGS
