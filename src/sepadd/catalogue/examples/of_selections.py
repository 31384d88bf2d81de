"""Why an item is not selected: by debtor, kind, day, or what was agreed.

The item is the swimmer's invoice 2026-1001 of 40.00, to be collected on 1 December 2026.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Final

from sepadd.catalogue.examples.example import DRAFT, Case, Example, proposal_of, proposing
from sepadd.findings import Findings
from sepadd.mandate import Scheme
from sepadd.proposal import CollectionPreference, Selection
from sepadd.samples import AT, INVOICE

_SUBSCRIPTION: Final = replace(INVOICE, category="subscription", payment_method="direct debit")


def _selecting(selection: Selection) -> Callable[[], Findings]:
    draft = replace(DRAFT, selection=selection)
    return lambda: proposal_of(_SUBSCRIPTION, draft=draft).findings


def _agreed(preference: CollectionPreference) -> Callable[[], Findings]:
    return lambda: proposal_of(INVOICE, preferences={INVOICE.debtor_id: preference}).findings


def _from(day: date) -> CollectionPreference:
    return CollectionPreference(collects=True, collect_from=day)


SELECTION_EXAMPLES: Final[tuple[Example, ...]] = (
    Example(
        "SEL-01",
        Case(
            "an invoice of debtor 10042, where debtor 10042 is selected",
            _selecting(Selection(debtors=frozenset({"10042"}))),
        ),
        Case(
            "an invoice of debtor 10042, where debtor 10043 is selected",
            _selecting(Selection(debtors=frozenset({"10043"}))),
        ),
    ),
    Example(
        "SEL-02",
        Case(
            "an invoice of the kind subscription, where subscriptions are selected",
            _selecting(Selection(categories=frozenset({"subscription"}))),
        ),
        Case(
            "an invoice of the kind subscription, where lessons are selected",
            _selecting(Selection(categories=frozenset({"lesson"}))),
        ),
    ),
    Example(
        "SEL-03",
        Case(
            "an invoice paid by direct debit, where direct debit is selected",
            _selecting(Selection(payment_methods=frozenset({"direct debit"}))),
        ),
        Case(
            "an invoice paid by direct debit, where card is selected",
            _selecting(Selection(payment_methods=frozenset({"card"}))),
        ),
    ),
    Example(
        "SEL-04",
        Case("a debtor for whom collecting is on", _agreed(CollectionPreference(collects=True))),
        Case("a debtor for whom collecting is off", _agreed(CollectionPreference(collects=False))),
    ),
    Example(
        "SEL-05",
        Case(
            "an invoice dated 2026-11-01, of a debtor collected from 2026-11-01 on",
            _agreed(_from(date(2026, 11, 1))),
        ),
        Case(
            "an invoice dated 2026-11-01, of a debtor collected from 2026-11-02 on",
            _agreed(_from(date(2026, 11, 2))),
        ),
    ),
    Example(
        "SEL-06",
        Case(
            "an invoice dated 2026-11-01 with a term of 30 days, collected on 2026-12-01",
            _selecting(Selection(days_open=30)),
        ),
        Case(
            "an invoice dated 2026-11-01 with a term of 31 days, collected on 2026-12-01",
            _selecting(Selection(days_open=31)),
        ),
    ),
    Example(
        "SEL-07",
        Case("an invoice that is not on hold", proposing(INVOICE)),
        Case(
            "an invoice that is on hold: disputed", proposing(replace(INVOICE, on_hold="disputed"))
        ),
    ),
    Example(
        "SEL-08",
        Case(
            "a CORE mandate, of a debtor who is collected from under CORE",
            _agreed(CollectionPreference(collects=True, scheme=Scheme.CORE)),
        ),
        Case(
            "a CORE mandate, of a debtor who is collected from under B2B",
            _agreed(CollectionPreference(collects=True, scheme=Scheme.B2B)),
        ),
    ),
    Example(
        "SEL-09",
        Case(
            "a draft that was cleared, and invoice 2026-1001 taken in by hand",
            lambda: (
                proposal_of(INVOICE, draft=DRAFT.clear(at=AT).include(INVOICE.key, at=AT)).findings
            ),
        ),
        Case(
            "a draft that was cleared, and nothing taken in",
            lambda: proposal_of(INVOICE, draft=DRAFT.clear(at=AT)).findings,
        ),
    ),
    Example(
        "SEL-10",
        Case(
            "an invoice due on 2026-11-30, where those due until 2026-11-30 are selected",
            _selecting(Selection(due_until=date(2026, 11, 30))),
        ),
        Case(
            "an invoice due on 2026-11-30, where those due until 2026-11-29 are selected",
            _selecting(Selection(due_until=date(2026, 11, 29))),
        ),
    ),
)
"""Why an item is not selected."""
