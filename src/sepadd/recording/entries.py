"""Entries of a statement that tell several things: what of them no part explains.

A bank books several returns in one entry, adds its charges to it, or leaves details out. The parts
that are recorded, and those that are told as findings, have to come to the entry.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from sepadd.collection import Reported, WholeEntry
from sepadd.findings import Finding
from sepadd.recording.known_runs import REST_OF_ENTRY
from sepadd.values import ZERO, Euro


class Part(NamedTuple):
    """A part of an entry, and what of it is in the books or told, in cents; above zero came in.

    ``ours`` is whether something of ours was meant, ``add_costs`` lets it take charges on, if it
    was recorded as the return of a collection.
    """

    told: Reported
    cents: int
    ours: bool
    add_costs: Callable[[Euro], None] | None = None


class Entries:
    """The entries of several parts that were told, each with what became of its parts."""

    def __init__(self) -> None:
        """None is known yet."""
        self._parts: dict[tuple[str, str, WholeEntry], dict[str, Part]] = {}

    def note(self, part: Part) -> None:
        """Note what became of a part; of one that is told twice, once."""
        told = part.told
        if told.whole is not None:
            key = (told.said.message, told.said.message_id, told.whole)
            self._parts.setdefault(key, {}).setdefault(told.place, part)

    def findings(self) -> Iterable[Finding]:
        """What no part explains; charges that the entry tells go with its first return."""
        for (_, _, whole), by_place in self._parts.items():
            parts = list(by_place.values())
            if len(parts) == whole.parts and any(part.ours for part in parts):
                rest = (whole.moved.cents if whole.credited else -whole.moved.cents) - sum(
                    part.cents for part in parts
                )
                add = next((part.add_costs for part in parts if part.add_costs), None)
                if add is not None and rest < 0 and Euro(cents=-rest) == whole.charges:
                    add(whole.charges)
                elif rest:
                    yield _rest(parts[0].told, whole, rest)


def _rest(first: Reported, whole: WholeEntry, rest: int) -> Finding:
    way = "credited" if rest > 0 else "debited"
    charges = f", of which {whole.charges} are charges" if whole.charges != ZERO else ""
    detail = (
        f"the entry comes to {whole.moved}{charges}, and its {whole.parts} parts to "
        f"{_parts_in_all(whole, rest)}; not in the books: {Euro(cents=abs(rest))} {way} on "
        f"{first.booked_on}"
    )
    said = first.said
    return REST_OF_ENTRY.finding(f"{said.message} {said.message_id}, {whole.place}", detail)


def _parts_in_all(whole: WholeEntry, rest: int) -> str:
    return str(Euro(cents=whole.moved.cents - (rest if whole.credited else -rest)))
