"""What is asked of mandates: among each other, at their end, before money is taken, in a table.

The mandate is the swimmer's M-1, signed on 15 January 2026.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Final

from sepadd.catalogue.examples.example import Case, Example, refused
from sepadd.debtors import duplicates, touched
from sepadd.documents import Announced, Notice, unannounced
from sepadd.findings import Findings
from sepadd.mandate import Mandate, revoke
from sepadd.proposal import Proposal
from sepadd.records.imports import plan_import
from sepadd.run import CollectionRun, submit
from sepadd.samples import AT, COLLECTION, DEBTOR, DUE_ON, MANDATE, TERMS, TODAY, a_proposal, a_run
from sepadd.values import Euro, MandateReference

_PARTNERS: Final = replace(
    MANDATE,
    reference=MandateReference("M-3"),
    debtor=replace(DEBTOR, id="10043", name="Bram Jansen"),
)
"""The mandate of the swimmer's partner, on the same account."""


def _beside_m1(reference: str) -> Callable[[], Findings]:
    partners = replace(_PARTNERS, reference=MandateReference(reference))
    return lambda: duplicates((MANDATE, partners))


DOUBLE_EXAMPLES: Final[tuple[Example, ...]] = (
    Example(
        "DBL-01",
        Case(
            "mandate M-1 of debtor 10042 and M-3 of debtor 10043, on one account", _beside_m1("M-3")
        ),
        Case(
            "mandate M-1 of debtor 10042 and M-1 of debtor 10043, on one account", _beside_m1("M-1")
        ),
    ),
)
"""What is asked of mandates among each other."""


def _revoked(
    on: date,
    *,
    proposals: Callable[[], tuple[Proposal, ...]] = tuple,
    runs: Callable[[], tuple[CollectionRun, ...]] = tuple,
) -> Callable[[], Findings]:
    """What the end of mandate M-1 touches, of collections that are due on 1 December 2026."""
    return lambda: touched(revoke(MANDATE, on), proposals(), runs())


_LATER: Final = date(2026, 12, 2)

ENDED_EXAMPLES: Final[tuple[Example, ...]] = (
    Example(
        "END-01",
        Case(
            "revoked from 2026-12-02 on, and proposed for 2026-12-01",
            _revoked(_LATER, proposals=lambda: (a_proposal(),)),
        ),
        Case(
            "revoked from 2026-12-01 on, and proposed for 2026-12-01",
            _revoked(DUE_ON, proposals=lambda: (a_proposal(),)),
        ),
    ),
    Example(
        "END-02",
        Case(
            "revoked from 2026-12-02 on, and in a prepared run for 2026-12-01",
            _revoked(_LATER, runs=lambda: (a_run(),)),
        ),
        Case(
            "revoked from 2026-12-01 on, and in a prepared run for 2026-12-01",
            _revoked(DUE_ON, runs=lambda: (a_run(),)),
        ),
    ),
    Example(
        "END-03",
        Case(
            "revoked from 2026-12-02 on, and sent to the bank for 2026-12-01",
            _revoked(_LATER, runs=lambda: (submit(a_run(), at=AT),)),
        ),
        Case(
            "revoked from 2026-12-01 on, and sent to the bank for 2026-12-01",
            _revoked(DUE_ON, runs=lambda: (submit(a_run(), at=AT),)),
        ),
    ),
)
"""What is told of the open items that the end of a mandate touches."""


def _told(on: date, cents: int = 30_00) -> Callable[[], Findings]:
    """A collection of 30.00 on 1 December 2026, and what its debtor was told on a day."""
    notice = Notice(
        creditor_identifier=MANDATE.creditor_identifier,
        mandate_reference=MANDATE.reference,
        told_on=on,
        announced=(Announced(amount=Euro(cents=cents), due_on=DUE_ON),),
    )
    return lambda: unannounced((COLLECTION,), (notice,), TERMS)


_IN_TIME: Final = date(2026, 11, 17)

NOTICE_EXAMPLES: Final[tuple[Example, ...]] = (
    Example(
        "NOT-01",
        Case("a debtor who was told of 30.00, and pays 30.00", _told(_IN_TIME)),
        Case("a debtor who was told of 29.99, and pays 30.00", _told(_IN_TIME, 29_99)),
    ),
    Example(
        "NOT-02",
        Case("told on 2026-11-17 of what is due on 2026-12-01", _told(_IN_TIME)),
        Case("told on 2026-11-18 of what is due on 2026-12-01", _told(date(2026, 11, 18))),
    ),
)
"""What a collection that was not announced as it should be breaks."""


def _updated(table: str, *mandates: Mandate) -> Callable[[], Findings]:
    def plan() -> object:
        identifier = MANDATE.creditor_identifier
        return plan_import(table, mandates, creditor_identifier=identifier, on=TODAY, today=TODAY)

    return lambda: refused(plan)


IMPORT_EXAMPLES: Final[tuple[Example, ...]] = (
    Example(
        "IMP-01",
        Case(
            "a row for mandate M-1, where M-1 and M-3 are on one account",
            _updated("reference,name\nM-1,A. Jansen\n", MANDATE, _PARTNERS),
        ),
        Case(
            "a row for account NL91ABNA0417164300, where M-1 and M-3 are on it",
            _updated("iban,name\nNL91ABNA0417164300,A. Jansen\n", MANDATE, _PARTNERS),
        ),
    ),
    Example(
        "IMP-02",
        Case(
            "a row that says CORE of a mandate under CORE",
            _updated("reference,scheme\nM-1,CORE\n", MANDATE),
        ),
        Case(
            "a row that says B2B of a mandate under CORE",
            _updated("reference,scheme\nM-1,B2B\n", MANDATE),
        ),
    ),
    Example(
        "IMP-03",
        Case(
            "a row that has a mandate signed on 2026-11-23, taken in on 2026-11-23",
            _updated("reference,signed_on\nM-1,2026-11-23\n", replace(MANDATE, signed_on=None)),
        ),
        Case(
            "a row that has a mandate signed on 2026-11-24, taken in on 2026-11-23",
            _updated("reference,signed_on\nM-1,2026-11-24\n", replace(MANDATE, signed_on=None)),
        ),
    ),
)
"""Why a table cannot be taken in as an update of mandates."""
