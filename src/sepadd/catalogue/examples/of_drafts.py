"""Why an item is left out as the user wants it: by hand, beyond a limit, after a failure.

The items are the swimmer's invoice 2026-1001 of 40.00 and what is nearest to it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Final

from sepadd.banks import EPC
from sepadd.catalogue.examples.example import DRAFT, Case, Example, proposal_of
from sepadd.collection import Return, reason
from sepadd.findings import Findings
from sepadd.open_item import OpenItem
from sepadd.proposal import CollectingLimits, Draft, RetryByReason
from sepadd.recording import take_in
from sepadd.run import submit
from sepadd.samples import AT, CREDIT_NOTE, INVOICE, a_run
from sepadd.values import Euro

_SECOND: Final = replace(INVOICE, number="2026-1002", amount=Euro(cents=5_00))


def _by_hand(draft: Draft, *items: OpenItem) -> Callable[[], Findings]:
    return lambda: proposal_of(*items, draft=draft).findings


def _collecting(cents: int) -> Draft:
    return DRAFT.change_amount(INVOICE.key, Euro(cents=cents), at=AT, by="anna")


EDIT_EXAMPLES: Final[tuple[Example, ...]] = (
    Example(
        "EDT-01",
        Case(
            "an invoice that anna took out, and took in again",
            _by_hand(
                DRAFT.exclude(INVOICE.key, at=AT, by="anna").include(INVOICE.key, at=AT, by="anna"),
                INVOICE,
            ),
        ),
        Case(
            "an invoice that anna took out: paid in cash",
            _by_hand(DRAFT.exclude(INVOICE.key, at=AT, by="anna", why="paid in cash"), INVOICE),
        ),
    ),
    Example(
        "EDT-02",
        Case("40.00 to be collected of an invoice of 40.00", _by_hand(_collecting(40_00), INVOICE)),
        Case("40.01 to be collected of an invoice of 40.00", _by_hand(_collecting(40_01), INVOICE)),
    ),
    Example(
        "EDT-03",
        Case(
            "35.00 to be collected of invoice 2026-1001, which is open",
            _by_hand(_collecting(35_00), INVOICE, _SECOND),
        ),
        Case(
            "35.00 to be collected of invoice 2026-1001, which is open no more",
            _by_hand(_collecting(35_00), _SECOND),
        ),
    ),
    Example(
        "EDT-04",
        Case(
            "invoice 2026-1002 of 5.00, open in the books",
            _by_hand(DRAFT, INVOICE, _SECOND),
        ),
        Case(
            "invoice 2026-1002 of 5.00, added by hand and not in the books",
            _by_hand(DRAFT.add(_SECOND, at=AT, by="anna"), INVOICE),
        ),
    ),
    Example(
        "EDT-05",
        Case(
            "invoice 2026-1002 of 5.00, open in the books",
            _by_hand(DRAFT, INVOICE, _SECOND),
        ),
        Case(
            "invoice 2026-1002 of 5.00, open in the books and added by hand as well",
            _by_hand(DRAFT.add(_SECOND, at=AT, by="anna"), INVOICE, _SECOND),
        ),
    ),
)
"""What is said of items that were changed by hand."""


def _within(limits: CollectingLimits, *items: OpenItem) -> Callable[[], Findings]:
    draft = replace(DRAFT, limits=limits)
    return lambda: proposal_of(*items, draft=draft).findings


def _within_a_month(cents: int) -> Callable[[], Findings]:
    """An invoice of 5.00, after 30.00 in the same month, where that much may be collected in it."""
    draft = replace(DRAFT, limits=CollectingLimits(per_mandate=Euro(cents=cents)))
    return lambda: proposal_of(_SECOND, draft=draft, runs=(a_run(),)).findings


LIMIT_EXAMPLES: Final[tuple[Example, ...]] = (
    Example(
        "LIM-01",
        Case(
            "a collection of 40.00, where one may be 40.00",
            _within(CollectingLimits(per_collection=Euro(cents=40_00)), INVOICE),
        ),
        Case(
            "a collection of 40.00, where one may be 39.99",
            _within(CollectingLimits(per_collection=Euro(cents=39_99)), INVOICE),
        ),
    ),
    Example(
        "LIM-02",
        Case(
            "30.00 and 5.00 in a month under one mandate, where it may be 35.00",
            _within_a_month(35_00),
        ),
        Case(
            "30.00 and 5.00 in a month under one mandate, where it may be 34.99",
            _within_a_month(34_99),
        ),
    ),
    Example(
        "LIM-03",
        Case(
            "a run of 40.00, where one may be 40.00",
            _within(CollectingLimits(per_run=Euro(cents=40_00)), INVOICE),
        ),
        Case(
            "a run of 40.00, where one may be 39.99",
            _within(CollectingLimits(per_run=Euro(cents=39_99)), INVOICE),
        ),
    ),
)
"""Why a collection goes beyond what the user allows."""

_WEEK_LATER: Final = date(2026, 12, 10)


def _again(
    due_on: date = _WEEK_LATER, *, code: str = "AM04", most_attempts: int = 3
) -> Callable[[], Findings]:
    """Invoice and credit note once more, after their collection came back on 3 December."""

    def found() -> Findings:
        sent = submit(a_run(), at=AT)
        back = Return(
            end_to_end_id=sent.collections[0].end_to_end_id,
            on=date(2026, 12, 3),
            reason=reason(code),
        )
        return proposal_of(
            INVOICE,
            CREDIT_NOTE,
            draft=replace(DRAFT, due_on=due_on),
            runs=take_in((sent,), (back,)).runs,
            retry=RetryByReason(most_attempts=most_attempts),
            terms=EPC.terms(on=date(2026, 12, 4)),
        ).findings

    return found


RETRY_EXAMPLES: Final[tuple[Example, ...]] = (
    Example(
        "TRY-01",
        Case(
            "a second attempt after AM04 (insufficient funds), where 2 are made at the most",
            _again(most_attempts=2),
        ),
        Case(
            "a second attempt after AM04 (insufficient funds), where 1 is made at the most",
            _again(most_attempts=1),
        ),
    ),
    Example(
        "TRY-02",
        Case(
            "returned on 2026-12-03 with AM04 (insufficient funds), again due on 2026-12-10",
            _again(date(2026, 12, 10)),
        ),
        Case(
            "returned on 2026-12-03 with AM04 (insufficient funds), again due on 2026-12-09",
            _again(date(2026, 12, 9)),
        ),
    ),
    Example(
        "TRY-03",
        Case("a second attempt after AM04 (insufficient funds)", _again()),
        Case("a second attempt after AC04 (account closed)", _again(code="AC04")),
    ),
)
"""Why a failed item is not collected again."""
