"""The fake bank's second desk: what the creditor wants cancelled or paid back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from sepadd.findings import IllegalStep
from sepadd.testing.fake_bank.checks import Memory
from sepadd.testing.fake_bank.dialects import Dialect
from sepadd.testing.fake_bank.facts import (
    EntryKind,
    Fate,
    HeldCollection,
    StatusReport,
    TurnedDown,
    Verdict,
    batch_statuses,
)
from sepadd.testing.fake_bank.inbox import Unreadable
from sepadd.testing.fake_bank.orders import BackOrder, Orders
from sepadd.testing.fake_bank.requests import (
    Request,
    RequestedCollection,
    asked_for,
    read_cancellation,
    read_reversal,
    resolution,
)
from sepadd.values import TARGET

REVERSAL_DAYS: Final = 5
"""How many TARGET days after settlement a creditor may pay back. Source: EPC016-06, reversals."""


class Desk:
    """Where cancellations and reversals are asked for; it changes what ``memory`` holds."""

    def __init__(self, memory: Memory, orders: Orders, dialect: Dialect) -> None:
        """Keep what is shared with the rest of the bank."""
        self._memory = memory
        self._orders = orders
        self._dialect = dialect

    def cancel(self, message: bytes, today: date, *, id: str, created_at: str) -> bytes:
        """Cancel what is not settled, and say so in a camt.029."""
        request = _readable(read_cancellation, message)
        asked = [self._cancelled(each, today) for each in asked_for(request, self._memory.all)]
        return resolution(request, asked, self._dialect, id=id, created_at=created_at)

    def _cancelled(self, asked: RequestedCollection, today: date) -> RequestedCollection:
        held = asked.held
        if held is None:
            return asked._replace(refused=Verdict("NOOR", "no such collection at this bank"))
        fate = held.fate(today)
        if fate is Fate.WAITING and held.rejection is None:
            held.cancelled = True
            return asked
        if fate is Fate.SETTLED:
            why = Verdict("AGNT", f"it was settled on {held.settles_on}: reverse it instead")
            return asked._replace(refused=why)
        return asked._replace(refused=Verdict("ARDT", f"it is {fate} already"))

    def reverse(self, message: bytes, today: date) -> StatusReport:
        """Pay back what was settled, and say of what that cannot be."""
        request = _readable(read_reversal, message)
        asked = [self._reversed(each, today) for each in asked_for(request, self._memory.all)]
        return _report(request, asked)

    def _reversed(self, asked: RequestedCollection, today: date) -> RequestedCollection:
        why = _why_no_reversal(asked, today)
        if why is not None or asked.held is None:
            return asked._replace(refused=why)
        order = BackOrder(
            kind=EntryKind.REVERSAL,
            verdict=Verdict(asked.named.code or "MS02", "reversed by the creditor"),
            on=lambda _: TARGET.after(today, 1),
        )
        self._orders.send_back(asked.held, order, today)
        return asked


def _readable(reading: Callable[[bytes], Request], message: bytes) -> Request:
    try:
        return reading(message)
    except Unreadable as unreadable:
        raise IllegalStep(f"the bank cannot read the request: {unreadable}") from None


def _why_no_reversal(asked: RequestedCollection, today: date) -> Verdict | None:
    held = asked.held
    if held is None:
        return Verdict("NARR", "no such collection at this bank")
    if held.fate(today) is not Fate.SETTLED or held.setback is not None:
        return Verdict("AM05", f"it is {_state(held, today)}: only what is settled is paid back")
    if today > TARGET.after(held.settles_on, REVERSAL_DAYS):
        return Verdict("TM01", f"settled on {held.settles_on}: more than {REVERSAL_DAYS} days ago")
    if asked.named.cents not in {None, held.collection.cents}:
        return Verdict("AM09", "another amount than was collected")
    return None


def _state(held: HeldCollection, today: date) -> str:
    return f"to be {held.setback.kind}" if held.setback else str(held.fate(today))


def _report(request: Request, asked: list[RequestedCollection]) -> StatusReport:
    refused = [each for each in asked if each.refused is not None]
    status = "ACCP" if not refused else "RJCT" if len(refused) == len(asked) else "PART"
    turned_down = map(_turned_down, refused)
    return StatusReport(
        original_id=request.id,
        original_message=request.message,
        status=status,
        batches=batch_statuses(turned_down, status),
    )


def _turned_down(asked: RequestedCollection) -> TurnedDown:
    held = asked.held
    return TurnedDown(
        end_to_end_id=asked.named.end_to_end_id or _id_of(held),
        verdict=asked.refused or Verdict("NARR", ""),
        batch=held.batch if held else None,
        collection=held.collection if held else None,
    )


def _id_of(held: HeldCollection | None) -> str:
    return held.collection.end_to_end_id if held else "NOTPROVIDED"
