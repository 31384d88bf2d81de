"""Why something cannot be recalled from the bank, or paid back by a reversal.

It is collection 2026-12-1 of 30.00, in run 2026-12 that was sent, due on 1 December 2026.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from sepadd.banks import EPC
from sepadd.catalogue.examples.example import Case, Example, refused
from sepadd.collection import Acceptance, BankFact, Return, Settlement, reason
from sepadd.findings import Findings
from sepadd.recording import take_in
from sepadd.run import CollectionRun, recall, reverse, submit
from sepadd.samples import AT, COLLECTION, DUE_ON, a_run
from sepadd.values import Euro, MessageId

_NAME: Final = COLLECTION.end_to_end_id
_DAY_BEFORE: Final = date(2026, 11, 30)
_ACCEPTED: Final = Acceptance(end_to_end_id=_NAME, on=_DAY_BEFORE)
_SETTLED: Final = Settlement(end_to_end_id=_NAME, on=DUE_ON)
_SETTLED_EARLY: Final = Settlement(end_to_end_id=_NAME, on=_DAY_BEFORE)
_RETURNED: Final = Return(end_to_end_id=_NAME, on=date(2026, 12, 3), reason=reason("AM04"))


def _knowing(*facts: BankFact) -> CollectionRun:
    return take_in((submit(a_run(), at=AT),), facts).runs[0]


def _recalled(on: date, *facts: BankFact) -> Callable[[], Findings]:
    def ask() -> object:
        terms, case = EPC.terms(on=on), MessageId("C-1")
        return recall(_knowing(*facts), (_NAME,), terms, id=case, reason="CUST", at=AT)

    return lambda: refused(ask)


def _reversed(on: date, *facts: BankFact, cents: int = 30_00) -> Callable[[], Findings]:
    def ask() -> object:
        terms, case = EPC.terms(on=on), MessageId("R-1")
        return reverse(
            _knowing(*facts),
            (_NAME,),
            terms,
            id=case,
            reason="AM05",
            at=AT,
            amounts={_NAME: Euro(cents=cents)},
        )

    return lambda: refused(ask)


REQUEST_EXAMPLES: Final[tuple[Example, ...]] = (
    Example(
        "RCL-01",
        Case("recalled on 2026-11-30, and settles on 2026-12-01", _recalled(_DAY_BEFORE)),
        Case("recalled on 2026-12-01, and settles on 2026-12-01", _recalled(DUE_ON)),
    ),
    Example(
        "RCL-02",
        Case(
            "recalled after the bank has accepted it",
            _recalled(_DAY_BEFORE, _ACCEPTED),
        ),
        Case(
            "recalled after the bank has settled it",
            _recalled(_DAY_BEFORE, _SETTLED_EARLY),
        ),
    ),
    Example(
        "RVS-01",
        Case("reversed, after its money came in", _reversed(date(2026, 12, 4), _SETTLED)),
        Case(
            "reversed, after its money came in and was returned",
            _reversed(date(2026, 12, 4), _SETTLED, _RETURNED),
        ),
    ),
    Example(
        "RVS-02",
        Case(
            "due on 2026-12-01, to be reversed five TARGET days later, on 2026-12-08",
            _reversed(date(2026, 12, 8), _SETTLED),
        ),
        Case(
            "due on 2026-12-01, to be reversed six TARGET days later, on 2026-12-09",
            _reversed(date(2026, 12, 9), _SETTLED),
        ),
    ),
    Example(
        "RVS-03",
        Case("30.00 to be paid back of a collection of 30.00", _reversed(DUE_ON, _SETTLED)),
        Case(
            "29.99 to be paid back of a collection of 30.00",
            _reversed(DUE_ON, _SETTLED, cents=29_99),
        ),
    ),
)
"""Why something cannot be recalled or reversed."""
