"""Why nothing is posted: accounts of the ledger, periods, and items that do not come to an amount.

The run is 2026-12, with one collection of 30.00; it was sent on 23 November 2026.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Final

from sepadd.catalogue.examples.example import Case, Example, refused
from sepadd.findings import Findings
from sepadd.journal import (
    JournalKind,
    Ledger,
    LedgerAccount,
    Period,
    Periods,
    ReceivableCloses,
    post,
    post_entries,
    ready,
    write_off,
)
from sepadd.run import submit
from sepadd.samples import AT, COLLECTION, INVOICE, a_run
from sepadd.values import Euro

_LEDGER: Final = Ledger(
    receivable="1300",
    in_transit="1290",
    bank=LedgerAccount("1010", JournalKind.BANK),
    return_charges="4710",
    write_off=LedgerAccount("4790", JournalKind.MEMORIAL),
    closes=ReceivableCloses.AT_FILE,
)


def _ready(ledger: Ledger = _LEDGER, *, cents: int = 30_00) -> Callable[[], Findings]:
    """What stands against posting a run whose collection has an amount; its items come to 30.00."""
    collection = replace(COLLECTION, amount=Euro(cents=cents))
    return lambda: ready(replace(a_run(), collections=(collection,)), ledger)


def _bank(kind: JournalKind) -> Ledger:
    return replace(_LEDGER, bank=LedgerAccount("1010", kind))


def _write_off(kind: JournalKind) -> Ledger:
    return replace(_LEDGER, write_off=LedgerAccount("4790", kind))


def _written_off(ledger: Ledger) -> Callable[[], Findings]:
    entry = write_off(INVOICE, INVOICE.amount, on=date(2026, 12, 31))
    return lambda: refused(lambda: post_entries((entry,), ledger, posted=()))


def _open_from(first: date) -> Callable[[], Findings]:
    """What stands against an entry of 23 November, where the ledger is open from a day on."""
    periods = Periods((Period(first, date(2026, 12, 31)),))

    def step() -> object:
        return post(submit(a_run(), at=AT), replace(_LEDGER, periods=periods), posted=())

    return lambda: refused(step)


JOURNAL_EXAMPLES: Final[tuple[Example, ...]] = (
    Example(
        "JNL-01",
        Case("a ledger in which 1010 is the bank's account", _ready()),
        Case(
            "a ledger in which no account is named for the bank",
            _ready(replace(_LEDGER, bank=None)),
        ),
    ),
    Example(
        "JNL-02",
        Case(
            "the bank's account 1010, on a journal of the kind bank",
            _ready(_bank(JournalKind.BANK)),
        ),
        Case(
            "the bank's account 1010, on a journal of the kind memorial",
            _ready(_bank(JournalKind.MEMORIAL)),
        ),
    ),
    Example(
        "JNL-03",
        Case(
            "a write-off on a journal of the kind memorial",
            _written_off(_write_off(JournalKind.MEMORIAL)),
        ),
        Case(
            "a write-off on a journal of the kind bank",
            _written_off(_write_off(JournalKind.BANK)),
        ),
    ),
    Example(
        "JNL-04",
        Case(
            "an entry dated 2026-11-23, in a ledger open from 2026-11-23 on",
            _open_from(date(2026, 11, 23)),
        ),
        Case(
            "an entry dated 2026-11-23, in a ledger open from 2026-11-24 on",
            _open_from(date(2026, 11, 24)),
        ),
    ),
    Example(
        "JNL-05",
        Case("a collection of 30.00, of items that come to 30.00", _ready(cents=30_00)),
        Case("a collection of 29.99, of items that come to 30.00", _ready(cents=29_99)),
    ),
)
"""Why nothing is posted."""
