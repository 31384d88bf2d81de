"""The bank's answers to the run of the demo, as the fake bank gives them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from sepadd.messages import pain008
from sepadd.run import CollectionRun
from sepadd.testing import FakeBank
from sepadd.testing.fake_bank import PLAIN
from sepadd.values import Euro

NAMES: Final = (
    "1-status-b2b.pain.002.xml",
    "2-status-core.pain.002.xml",
    "3-credited.camt.054.xml",
    "4-credited.camt.053.xml",
    "5-returned.camt.054.xml",
    "6-returned.camt.053.xml",
)
"""One bank sends a notification and a statement of each day on which something was booked."""

CLOSED: Final = "DEMO-2026-12-4"
"""The collection whose debtor has closed the account."""
NO_FUNDS: Final = "DEMO-2026-12-5"
"""The collection whose debtor has not enough on it."""


def answers_to(run: CollectionRun) -> Mapping[str, bytes]:
    """Hand a run in on 23 November 2026, and wait until 4 December."""
    bank = FakeBank(today=date(2026, 11, 23), dialect=replace(PLAIN, charges_in_entry=True))
    for reference in ("WL-B001", "WL-B002"):
        bank.register_b2b(reference)
    bank.will_reject(CLOSED, "AC04")
    bank.will_return(NO_FUNDS, "AM04", charges=Euro("3.50"))
    status = [bank.take(pain008.render(file)) for file in run.files()]
    return _named((*status, *bank.move_to(date(2026, 12, 4))))


def _named(messages: Iterable[bytes]) -> Mapping[str, bytes]:
    return dict(zip(NAMES, messages, strict=True))
