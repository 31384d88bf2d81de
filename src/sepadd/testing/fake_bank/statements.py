"""What the fake bank tells about the creditor's account: camt.052, camt.053 and camt.054."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time
from typing import Final

from sepadd.testing.fake_bank.dialects import Dialect
from sepadd.testing.fake_bank.elements import amount, at, bank, document, element, leaf, nested
from sepadd.testing.fake_bank.entries import entries, side
from sepadd.testing.fake_bank.facts import AccountDay

_DAY_ENDS: Final = time(18, 0)


def statement(days: Iterable[AccountDay], dialect: Dialect, on: date) -> bytes:
    """The day's end as a camt.053: the balances before and after, and what lies between them."""

    def told(day: AccountDay) -> str:
        balances = (_balance("OPBD", day.before, on), _balance("CLBD", day.after, on))
        return _account(day, dialect) + "".join(balances) + entries(day, dialect, pending=False)

    return _message("camt.053", "BkToCstmrStmt", "Stmt", map(told, days), dialect, on)


def notification(days: Iterable[AccountDay], dialect: Dialect, on: date) -> bytes:
    """The day's entries, without balances, as a camt.054."""

    def told(day: AccountDay) -> str:
        return _account(day, dialect) + entries(day, dialect, pending=False)

    return _message("camt.054", "BkToCstmrDbtCdtNtfctn", "Ntfctn", map(told, days), dialect, on)


def report(days: Iterable[AccountDay], dialect: Dialect, on: date, *, pending: bool) -> bytes:
    """A look at a day as a camt.052: what is expected on it, or what is booked already."""

    def told(day: AccountDay) -> str:
        return _account(day, dialect) + entries(day, dialect, pending=pending)

    return _message("camt.052", "BkToCstmrAcctRpt", "Rpt", map(told, days), dialect, on)


def _message(  # noqa: PLR0917 - the shape that three messages share
    message: str, root: str, one: str, contents: Iterable[str], dialect: Dialect, on: date
) -> bytes:
    name = f"FB-{message.removeprefix('camt.')}-{on:%Y%m%d}"
    created = leaf("CreDtTm", at(on, _DAY_ENDS))
    parts = (
        element(one, leaf("Id", f"{name}-{n}"), leaf("ElctrncSeqNb", f"{on:%j}"), created, content)
        for n, content in enumerate(contents, start=1)
    )
    header = element("GrpHdr", leaf("MsgId", name), created)
    return document(dialect.version(message), element(root, header, *parts))


def _account(day: AccountDay, dialect: Dialect) -> str:
    return element(
        "Acct",
        nested("Id/IBAN", day.iban),
        leaf("Ccy", "EUR"),
        nested("Ownr/Nm", day.owner),
        element("Svcr", bank(dialect, dialect.bic)),
    )


def _balance(code: str, cents: int, on: date) -> str:
    return element(
        "Bal",
        nested("Tp/CdOrPrtry/Cd", code),
        amount("Amt", cents),
        side(cents),
        nested("Dt/Dt", on.isoformat()),
    )
