"""A chart of accounts with every role."""

from __future__ import annotations

from dataclasses import replace

from sepadd.journal import (
    Chart,
    JournalKind,
    LedgerAccount,
    Role,
)

CHART = Chart(
    accounts={
        Role.RECEIVABLE: LedgerAccount("1300"),
        Role.IN_TRANSIT: LedgerAccount("1290"),
        Role.BANK: LedgerAccount("1010", JournalKind.BANK),
        Role.DISCOUNT: LedgerAccount("8090"),
        Role.RETURN_CHARGES: LedgerAccount("4710"),
        Role.WRITE_OFF: LedgerAccount("4790", JournalKind.MEMORIAL),
    }
)


def without(*roles: Role) -> Chart:
    return replace(CHART, accounts={r: a for r, a in CHART.accounts.items() if r not in roles})
