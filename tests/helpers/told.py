"""Runs that were sent, and what a bank's messages say of them, written in a line each."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from helpers.books import RecordedRun, record_run
from sepadd.collection import (
    BankFact,
    Collection,
    FactSource,
    Level,
    Reject,
    Reported,
    Return,
    RTransaction,
    Settlement,
    reason,
)
from sepadd.open_item import Invoice
from sepadd.run import CollectionRun, submit
from sepadd.testing import AT, B2B_MANDATE, COLLECTION, DUE_ON, MANDATE, a_run
from sepadd.values import EndToEndId, Euro, MandateReference, RunId

SAID_AT = datetime(2026, 12, 1, 18, 0, tzinfo=UTC)
PAIN_002 = FactSource("pain.002", "ST-1", SAID_AT)
PACS_004 = FactSource("pacs.004", "PR-1", SAID_AT)
CAMT_054 = FactSource("camt.054", "ADV-1", SAID_AT)
CAMT_053 = FactSource("camt.053", "STM-1", SAID_AT)

D = DUE_ON
"""The due date: Tuesday 1 December 2026."""
D2 = date(2026, 12, 3)
"""Two TARGET days later, within the days for returns."""
LAST_RETURN = date(2026, 12, 8)
"""Five TARGET days after the due date: the last on which a bank may return it."""


def eur(text: str) -> Euro:
    return Euro(text)


def collection(
    number: int, amount: str = "30.00", *, run: str = "2026-12", under: int = 0, **more: Any
) -> Collection:
    """Give a collection of one invoice, under the mandate of that number, or of its own."""
    reference = MandateReference(f"M-{under or number}")
    invoice = Invoice(number=f"{run}/{number}", debtor_id="10042", amount=eur(amount))
    made = replace(
        COLLECTION,
        end_to_end_id=EndToEndId(f"{run}-{number}"),
        mandate=replace(MANDATE, reference=reference),
        amount=eur(amount),
        items=(invoice,),
    )
    return replace(made, **more)


def b2b(number: int, amount: str = "40.00") -> Collection:
    return collection(number, amount, mandate=B2B_MANDATE)


def prepared(*collections: Collection, id: str = "2026-12") -> CollectionRun:
    return replace(a_run(), id=RunId(id), collections=collections)


def sent(*collections: Collection, id: str = "2026-12") -> CollectionRun:
    return submit(prepared(*collections, id=id), at=AT)


def three(run: str = "2026-12", **more: Any) -> CollectionRun:
    """Give a run that was sent: 30.00, 50.00 and 20.00, all in one batch."""
    amounts = ("30.00", "50.00", "20.00")
    made = [collection(n, amount, run=run, **more) for n, amount in enumerate(amounts, 1)]
    return sent(*made, id=run)


def told(fact: type[BankFact] | None, level: Level = Level.COLLECTION, **more: Any) -> Reported:
    """Give what a message says; amounts and reasons as texts."""
    for name in ("amount", "moved", "charges", "compensation"):
        if isinstance(more.get(name), str):
            more[name] = eur(more[name])
    if isinstance(more.get("reason"), str):
        more["reason"] = reason(more["reason"])
    more = {"on": D, "said": PAIN_002, "place": "TxInfAndSts[1]", **more}
    return Reported(fact=fact, level=level, **more)


def rejected(number: int, code: str = "AM04", *, run: str = "2026-12", **more: Any) -> Reported:
    """Give a status report's reject of one collection."""
    return told(Reject, end_to_end_id=f"{run}-{number}", reason=code, **more)


def booked(fact: type[BankFact], on: date, moved: str, **more: Any) -> Reported:
    """Give one movement of a statement."""
    return told(fact, **{"on": on, "booked_on": on, "moved": moved, "said": CAMT_053, **more})


def returned(
    number: int, moved: str, code: str = "AM04", *, on: date = D2, **more: Any
) -> Reported:
    """Give a debit with a reason, as statements tell what came back."""
    return booked(Return, on, moved, end_to_end_id=f"2026-12-{number}", reason=code, **more)


def credited(moved: str, *, on: date = D, **more: Any) -> Reported:
    """Give a credit of a batch as one sum."""
    more = {"level": Level.BATCH, **more}
    return booked(Settlement, on, moved, **more)


def fact(kind: type[BankFact], number: int = 1, on: date = D, **more: Any) -> BankFact:
    """Give a fact of one collection, as a person tells it."""
    if issubclass(kind, RTransaction):
        more = {"reason": reason(more.pop("code", "AM04")), **more}
    return kind(end_to_end_id=EndToEndId(f"2026-12-{number}"), on=on, **more)


def statuses(run: CollectionRun) -> list[str]:
    return [str(each.status) for each in run.collections]


def at_the_bank(run: CollectionRun) -> list[str]:
    return [str(each.balance_at_the_bank) for each in run.collections]


def details(recorded: RecordedRun) -> list[str]:
    return [f"{each.rule} {each.subject}: {each.detail}" for each in recorded.findings]


def rules(recorded: RecordedRun) -> list[str]:
    return [each.rule for each in recorded.findings]


def one_by_one(run: CollectionRun, facts: Any) -> CollectionRun:
    """Record facts as if each came in a message of its own."""
    for each in facts:
        run = record_run(run, [each]).run
    return run
