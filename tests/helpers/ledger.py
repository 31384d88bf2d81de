"""A ledger with an account for every role."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sepadd.journal import JournalKind, Ledger, LedgerAccount, ReceivableCloses, Role

LEDGER = Ledger(
    receivable="1300",
    in_transit="1290",
    bank=LedgerAccount("1010", JournalKind.BANK),
    discount="8090",
    return_charges="4710",
    write_off=LedgerAccount("4790", JournalKind.MEMORIAL),
    closes=ReceivableCloses.AT_FILE,
)


def without(*roles: Role) -> Ledger:
    """Give the same with roles left out."""
    none: dict[str, Any] = {role.name.lower(): None for role in roles}
    return replace(LEDGER, **none)
