"""Why an open item is collected or not, and a run prepared or not: two neighbours for each reason.

The items are the swimmer's invoice 2026-1001 of 40.00 and what is nearest to it, to be collected on
1 December 2026 under mandate M-1.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Final

from sepadd.books import prepare
from sepadd.catalogue.examples.example import (
    DRAFT,
    Case,
    Example,
    books_of,
    proposal_of,
    proposing,
    refused,
)
from sepadd.collection import Settlement
from sepadd.findings import Findings
from sepadd.mandate import Mandate, Scheme
from sepadd.open_item import OpenItem
from sepadd.recording import take_in
from sepadd.run import submit
from sepadd.samples import AT, B2B_MANDATE, CREDIT_NOTE, DUE_ON, INVOICE, MANDATE, TERMS, a_run
from sepadd.values import CreditorIdentifier, Euro, MandateReference, RunId

_NAMES_M1: Final = replace(INVOICE, mandate=MANDATE.reference)
_FREE: Final = replace(INVOICE, number="2026-1002")
_COMPANYS: Final = replace(INVOICE, number="2026-2001", debtor_id="20007")
_OTHER_CREDITOR: Final = CreditorIdentifier("DE98ZZZ09999999999")
_SECOND: Final = replace(MANDATE, reference=MandateReference("M-9"))


def _under(*mandates: Mandate, item: OpenItem = INVOICE) -> Callable[[], Findings]:
    return lambda: proposal_of(item, mandates=mandates).findings


def _companys(reference: str) -> Mandate:
    return replace(B2B_MANDATE, reference=MandateReference(reference))


def _of(cents: int, item: OpenItem) -> OpenItem:
    return replace(item, amount=Euro(cents=cents))


def _scheme(scheme: Scheme) -> Callable[[], Findings]:
    return lambda: proposal_of(INVOICE, draft=replace(DRAFT, scheme=scheme)).findings


def _beside_a_run(item: OpenItem) -> Callable[[], Findings]:
    return lambda: proposal_of(item, runs=(a_run(),)).findings


def _many(count: int) -> Callable[[], Findings]:
    """That many invoices of one debtor, with numbers of seven figures."""
    numbers = range(1, count + 1)
    return proposing(*(replace(INVOICE, number=f"{n:07}", description="") for n in numbers))


def _after_ten_came_in(open_now: int) -> Callable[[], Findings]:
    """What is open by the books of an invoice of 40.00, of which a run has collected 10.00."""

    def found() -> Findings:
        ten = replace(DRAFT, id=RunId("2026-12")).change_amount(INVOICE.key, _TEN, at=AT)
        proposal = proposal_of(INVOICE, draft=ten)
        sent = submit(prepare(proposal, books_of(INVOICE), TERMS, at=AT), at=AT)
        name = sent.collections[0].end_to_end_id
        (came_in,) = take_in((sent,), (Settlement(end_to_end_id=name, on=DUE_ON),)).runs
        return proposal_of(_of(open_now, INVOICE), runs=(came_in,)).findings

    return found


_TEN: Final = Euro(cents=10_00)


def _prepared_as(id: str) -> Callable[[], Findings]:
    """A run of the company's invoice, beside one that was prepared as 2026-12."""
    draft = replace(DRAFT, id=RunId(id))

    def found() -> Findings:
        proposal = proposal_of(_COMPANYS, draft=draft, mandates=(B2B_MANDATE,))
        books = books_of(_COMPANYS, mandates=(B2B_MANDATE,), runs=(a_run(),))
        return refused(lambda: prepare(proposal, books, TERMS, at=AT))

    return found


_OF_ITEMS: Final = (
    Example(
        "PRO-07",
        Case(
            "invoice 2026-1002, while run 2026-12 collects invoice 2026-1001",
            _beside_a_run(_FREE),
        ),
        Case(
            "invoice 2026-1001, while run 2026-12 collects invoice 2026-1001",
            _beside_a_run(INVOICE),
        ),
    ),
    Example(
        "PRO-08",
        Case(
            "an invoice due on 2026-12-01, collected on 2026-12-01",
            proposing(replace(INVOICE, due_on=DUE_ON)),
        ),
        Case(
            "an invoice due on 2026-12-02, collected on 2026-12-01",
            proposing(replace(INVOICE, due_on=date(2026, 12, 2))),
        ),
    ),
    Example(
        "PRO-09",
        Case(
            "invoices 2026-1001 and 2026-1002 among the open items",
            proposing(INVOICE, _FREE),
        ),
        Case(
            "invoice 2026-1001 twice among the open items",
            proposing(INVOICE, INVOICE),
        ),
    ),
    Example(
        "PRO-10",
        Case(
            "an invoice of 40.00 and a credit note of 39.99",
            proposing(INVOICE, _of(39_99, CREDIT_NOTE)),
        ),
        Case(
            "an invoice of 40.00 and a credit note of 40.00",
            proposing(INVOICE, _of(40_00, CREDIT_NOTE)),
        ),
    ),
    Example(
        "PRO-12",
        Case("17 invoices with numbers of 7 figures, in one collection", _many(17)),
        Case("18 invoices with numbers of 7 figures, in one collection", _many(18)),
    ),
    Example(
        "PRO-14",
        Case(
            "a credit note of 10.00 and an invoice of 40.00 of one debtor",
            proposing(INVOICE, CREDIT_NOTE),
        ),
        Case(
            "a credit note of 10.00, and no invoice of its debtor",
            proposing(CREDIT_NOTE),
        ),
    ),
    Example(
        "PRO-15",
        Case(
            "an invoice of 40.00, of which 10.00 has come in: 30.00 is open in the books",
            _after_ten_came_in(30_00),
        ),
        Case(
            "an invoice of 40.00, of which 10.00 has come in: 30.01 is open in the books",
            _after_ten_came_in(30_01),
        ),
    ),
)

_OF_MANDATES: Final = (
    Example(
        "PRO-01",
        Case("an invoice of a debtor with mandate M-1", _under(MANDATE)),
        Case("an invoice of a debtor without a mandate", _under()),
    ),
    Example(
        "PRO-02",
        Case("an invoice that names mandate M-1, which is known", _under(MANDATE, item=_NAMES_M1)),
        Case(
            "an invoice that names mandate M-77, which is not known",
            _under(MANDATE, item=replace(INVOICE, mandate=MandateReference("M-77"))),
        ),
    ),
    Example(
        "PRO-03",
        Case(
            "mandate M-1, given to creditor NL42ZZZ123456780001, which collects",
            _under(MANDATE, item=_NAMES_M1),
        ),
        Case(
            "mandate M-1, given to creditor DE98ZZZ09999999999, while NL42ZZZ123456780001 collects",
            _under(replace(MANDATE, creditor_identifier=_OTHER_CREDITOR), item=_NAMES_M1),
        ),
    ),
    Example(
        "PRO-04",
        Case(
            "a debtor with mandates M-1 and M-9, and an invoice that names M-1",
            _under(MANDATE, _SECOND, item=_NAMES_M1),
        ),
        Case(
            "a debtor with mandates M-1 and M-9, and an invoice that names neither",
            _under(MANDATE, _SECOND),
        ),
    ),
    Example(
        "PRO-05",
        Case(
            "a swimmer's mandate M-1 and a company's mandate m-2", _under(MANDATE, _companys("m-2"))
        ),
        Case(
            "a swimmer's mandate M-1 and a company's mandate m-1", _under(MANDATE, _companys("m-1"))
        ),
    ),
    Example(
        "PRO-06",
        Case("a CORE mandate, in a run under CORE", _scheme(Scheme.CORE)),
        Case("a CORE mandate, in a run under B2B", _scheme(Scheme.B2B)),
    ),
    Example(
        "PRO-11",
        Case(
            "an invoice of debtor 10042 that names M-1, the mandate of debtor 10042",
            _under(MANDATE, item=_NAMES_M1),
        ),
        Case(
            "an invoice of debtor 10043 that names M-1, the mandate of debtor 10042",
            _under(MANDATE, item=replace(_NAMES_M1, debtor_id="10043")),
        ),
    ),
    Example(
        "PRO-13",
        Case(
            "a swimmer's mandate M-1 and a company's mandate M -2",
            _under(MANDATE, _companys("M -2")),
        ),
        Case(
            "a swimmer's mandate M-1 and a company's mandate M -1",
            _under(MANDATE, _companys("M -1")),
        ),
    ),
)

_OF_RUNS: Final = (
    Example(
        "RUN-01",
        Case("a run 2027-01, beside a run 2026-12", _prepared_as("2027-01")),
        Case("a run 2026-12, beside another run 2026-12", _prepared_as("2026-12")),
    ),
)

PROPOSAL_EXAMPLES: Final[tuple[Example, ...]] = (*_OF_ITEMS, *_OF_MANDATES, *_OF_RUNS)
"""Why an item is not collected, or a run is not prepared, apart from the user's own wishes."""
