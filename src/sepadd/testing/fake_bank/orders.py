"""What the fake bank was told to let happen, to collections that it has or will get."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import count

from sepadd.findings import IllegalStep
from sepadd.testing.fake_bank.facts import EntryKind, Fate, HeldCollection, Setback, Verdict
from sepadd.values import TARGET


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectOrder:
    """A collection is to be rejected: on that day, or as soon as the bank can say so."""

    verdict: Verdict
    on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BackOrder:
    """A collection is to come back after settlement; charges in cents."""

    kind: EntryKind
    verdict: Verdict
    on: Callable[[HeldCollection], date]
    charges: int = 0
    debtor_bank_charges: int = 0


@dataclass(slots=True, kw_only=True)
class Orders:
    """All that is still to be applied, by EndToEndId, and the count of the bank's references."""

    rejects: dict[str, RejectOrder] = field(default_factory=dict)
    returns: dict[str, BackOrder] = field(default_factory=dict)
    _references: Iterator[int] = field(default_factory=lambda: count(1), init=False)

    def reference(self) -> str:
        """The bank's next reference of its own."""
        return f"FB{next(self._references):08d}"

    def apply(self, held: HeldCollection, today: date) -> None:
        """Let happen to a collection, that was just taken on, what was ordered for it."""
        name = held.collection.end_to_end_id
        if name in self.rejects:
            self.reject(held, self.rejects.pop(name), today)
        if name in self.returns:
            self.send_back(held, self.returns.pop(name), today)

    def reject(self, held: HeldCollection, order: RejectOrder, today: date) -> None:
        """Reject it; raises :class:`IllegalStep` where it is too late for that."""
        on = order.on or min(TARGET.after(today, 1), held.settles_on)
        _require(held, today, Fate.WAITING)
        if held.rejection or held.setback:
            raise IllegalStep(f"{_name(held)} has its fate already: one is enough")
        if not today <= on <= held.settles_on:
            raise IllegalStep(
                f"{_name(held)} cannot be rejected on {on}: "
                f"it is {today}, and it settles on {held.settles_on}"
            )
        held.rejection = Setback(
            kind=EntryKind.REJECT, on=on, verdict=order.verdict, reference=self.reference()
        )

    def send_back(self, held: HeldCollection, order: BackOrder, today: date) -> None:
        """Debit it again; raises :class:`IllegalStep` where that cannot be."""
        on = order.on(held)
        _require(held, today, Fate.WAITING, Fate.SETTLED)
        if held.rejection or held.setback:
            raise IllegalStep(f"{_name(held)} has its fate already: one is enough")
        if on < held.settles_on or on <= today or not TARGET.is_business_day(on):
            raise IllegalStep(
                f"{_name(held)} cannot be {order.kind} on {on}: that has to be a TARGET day "
                f"after {today}, and not before it settles on {held.settles_on}"
            )
        held.setback = Setback(
            kind=order.kind,
            on=on,
            verdict=order.verdict,
            reference=self.reference(),
            charges=order.charges,
            debtor_bank_charges=order.debtor_bank_charges,
        )


def _require(held: HeldCollection, today: date, *fates: Fate) -> None:
    fate = held.fate(today)
    if fate not in fates:
        wanted = " or ".join(fates)
        raise IllegalStep(f"{_name(held)} is {fate}: it has to be {wanted}")


def _name(held: HeldCollection) -> str:
    return f"collection {held.collection.end_to_end_id}"
