"""How the examples look at things: what becomes of items, and what is said on a refusal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from sepadd.collection_preference import CollectionPreference
from sepadd.draft import Draft
from sepadd.findings import NO_FINDINGS, Findings, FindingsError
from sepadd.identifiers import RunId
from sepadd.mandate import Mandate
from sepadd.open_item import OpenItem
from sepadd.proposal import Proposal
from sepadd.proposing import NOTHING_AGREED, propose_draft
from sepadd.retry import RetryPolicy
from sepadd.rulebook.terms import Terms
from sepadd.run import CollectionRun
from sepadd.testing.examples import CREDITOR, DUE_ON, MANDATE, TERMS

DRAFT: Final = Draft(id=RunId("2026-12-B"), due_on=DUE_ON)
"""What is asked for: a second run in December, due on the first of the month."""


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
    return propose_draft(
        draft,
        items,
        mandates,
        CREDITOR,
        terms,
        runs=runs,
        preferences=preferences,
        retry=retry,
    )


def refused(step: Callable[[], object]) -> Findings:
    """All that is said where a step is refused; nothing where it is not."""
    try:
        step()
    except FindingsError as told:
        return told.findings
    return NO_FINDINGS
