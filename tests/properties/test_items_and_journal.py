"""What is closed among the open items is booked in the journal, and the reverse, in every status.

Whatever was told, by whichever message, in whichever order: an item is paid where the ledger has
closed its receivable, and a receipt is expected where neither the money nor a failure was seen.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.books import still_open
from helpers.recorded import recorded
from helpers.told import D2, LAST_RETURN, D, fact, three, told
from sepadd.collection import (
    BankFact,
    CollectionStatus,
    FactSource,
    Level,
    Reported,
    RTransaction,
    Settlement,
    reason,
)
from sepadd.collection.bank_facts import IN_THE_ORDER_OF_A_COLLECTION
from sepadd.journal import ReceivableCloses, Role, entries
from sepadd.reports import expected_receipts
from sepadd.run import CollectionRun
from sepadd.values import ZERO, Euro

EARLY = date(2026, 11, 24)
DAYS = st.sampled_from([EARLY, D, D2, LAST_RETURN, date(2026, 12, 9), date(2027, 1, 4)])
KINDS = st.sampled_from(IN_THE_ORDER_OF_A_COLLECTION)
SAYINGS = st.builds(
    FactSource,
    message=st.sampled_from(["", "pain.002", "camt.053", "camt.054"]),
    message_id=st.sampled_from(["A", "B"]),
)
AMOUNTS = {1: "30.00", 2: "50.00", 3: "20.00"}


@st.composite
def tellings(draw: st.DrawFn) -> BankFact | Reported:
    kind, on, number = draw(KINDS), draw(DAYS), draw(st.sampled_from([1, 2, 3]))
    booked = {"booked_on": on, "entry": draw(st.sampled_from(["", "E-1", "E-2"]))}
    more: dict[str, Any] = {"said": draw(SAYINGS), **(booked if draw(st.booleans()) else {})}
    if kind is Settlement and draw(st.booleans()):
        whole = {"level": Level.FILE, "message_id": "2026-12", "on": on, **more}
        return told(Settlement, moved="100.00" if "booked_on" in more else None, **whole)
    if issubclass(kind, RTransaction):
        more["reason"] = reason(draw(st.sampled_from(["", "AM04", "MD06", "MD01"])))
    if draw(st.booleans()):
        return fact(kind, number, on, **more)
    again = kind is Settlement and draw(st.booleans())
    moved = AMOUNTS[number] if "booked_on" in more else None
    name = f"2026-12-{number}"
    return told(kind, on=on, end_to_end_id=name, moved=moved, again=again, **more)


def receivable(run: CollectionRun) -> dict[str, Euro]:
    """What the ledger has closed of each item, if it closes them at settlement."""
    closed: dict[str, Euro] = {}
    for entry in entries(run, ReceivableCloses.AT_SETTLEMENT):
        for line in entry.lines:
            if line.role is Role.RECEIVABLE and line.item is not None:
                number = line.item.number
                closed[number] = closed.get(number, ZERO) + line.credit - line.debit
    return {number: amount for number, amount in closed.items() if amount != ZERO}


@settings(max_examples=400, deadline=None)
@given(pieces=st.lists(st.lists(tellings(), max_size=4), max_size=4))
def test_items_journal_and_receipts_stay_together(
    pieces: list[list[BankFact | Reported]],
) -> None:
    run = three()
    items = tuple(item for each in run.collections for item in each.items)
    left = items
    for piece in pieces:
        result = recorded(run, piece)
        run, left = result.run, still_open(left, result.effects)
    paid = {item.number for item in items} - {item.number for item in left}
    assert paid == set(receivable(run))
    assert paid == {
        item.number for each in run.collections if each.is_credited for item in each.items
    }
    expected = Euro.total(receipt.total.amount for receipt in expected_receipts([run]))
    waiting = {CollectionStatus.PENDING, CollectionStatus.ACCEPTED}
    to_come = [
        each
        for each in run.collections
        if each.status in waiting
        or (each.status is CollectionStatus.SETTLED and each.item_keys and not each.is_credited)
    ]
    assert expected == Euro.total(each.amount for each in to_come)


def test_settled_before_the_due_date_is_accepted() -> None:
    early = told(Settlement, Level.FILE, on=EARLY, message_id="2026-12", status="ACSC")
    result = recorded(three(), [early])
    assert {each.status for each in result.run.collections} == {CollectionStatus.ACCEPTED}
    assert still_open((), result.effects) == ()
    assert entries(result.run, ReceivableCloses.AT_SETTLEMENT) == ()
    (receipt,) = expected_receipts([result.run])
    assert str(receipt.total.amount) == "100.00"
