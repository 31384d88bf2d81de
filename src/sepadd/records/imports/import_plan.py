"""What a table would do to mandates, row by row: a plan, which is carried out afterwards or not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NamedTuple

from sepadd.mandate import Mandate
from sepadd.records.tables import MANDATE_COLUMNS, ORIGINALS, cells

HOLD_COLUMNS: Final = frozenset({"suspended_on", "suspended_until", "suspension_reason"})
"""The columns of a mandate's hold."""


class RowEffect(StrEnum):
    """What a row does to a mandate."""

    NEW = "new"
    UNCHANGED = "unchanged"
    CHANGED = "changed"
    """In what no bank has to be told."""
    SIGNED = "signed"
    SIGNED_AGAIN = "signed again"
    AMENDED = "amended"
    """The bank is told in the next collection."""
    SUSPENDED = "suspended"
    REPLACED = "replaced"
    REVOKED = "revoked"


_EXPLAINED: Final[Mapping[RowEffect, frozenset[str]]] = MappingProxyType(
    {
        RowEffect.SIGNED: frozenset({"signed_on"}),
        RowEffect.SIGNED_AGAIN: frozenset(
            {"signed_on", "revoked_on", "confirmed_on", "valid_until"}
        ),
        RowEffect.AMENDED: frozenset(
            {"reference", "iban", "bic", "confirmed_on", "amended_on", *ORIGINALS}
        ),
        RowEffect.SUSPENDED: HOLD_COLUMNS,
        RowEffect.REPLACED: frozenset({"replaced_on", "replaced_by"}),
        RowEffect.REVOKED: frozenset({"revoked_on"}),
    }
)
"""The columns that change with a step, and are no change besides it."""


class CellChange(NamedTuple):
    """One column of a mandate's row, before and after; an empty text where it is empty."""

    column: str
    before: str
    after: str

    def __str__(self) -> str:
        if not self.before:
            return f"{self.column} {self.after}"
        return f"{self.column} {self.before} -> {self.after or 'empty'}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedRow:
    """What a row of the table, on a line of it, would do: a mandate as it is and as it would be.

    ``position`` is the place of the mandate among those that there are, from 0; a new one has none.
    """

    line: int
    position: int | None
    before: Mandate | None
    after: Mandate

    @property
    def changes(self) -> tuple[CellChange, ...]:
        """The columns that would hold something else, in their order."""
        if self.before == self.after:
            return ()
        before, after = _holds(self.before), _holds(self.after)
        return tuple(
            CellChange(column, before.get(column, ""), text)
            for column, text in after.items()
            if before.get(column, "") != text
        )

    @property
    def effects(self) -> tuple[RowEffect, ...]:
        """What it does to the mandate; one or several, in the order of :class:`RowEffect`."""
        if self.before is None:
            return (RowEffect.NEW,)
        if self.before == self.after:
            return (RowEffect.UNCHANGED,)
        steps = tuple(_steps(self.before, self.after))
        explained = frozenset[str]().union(*(_EXPLAINED[step] for step in steps))
        besides = any(change.column not in explained for change in self.changes)
        return (RowEffect.CHANGED, *steps) if besides or not steps else steps

    def __str__(self) -> str:
        told = " and ".join(self.effects)
        named = f"line {self.line}, {(self.before or self.after).label}: {told}"
        if self.before is None:
            return f"{named}, of debtor {self.after.debtor.id} on account {self.after.debtor.iban}"
        changes = ", ".join(map(str, self.changes))
        return f"{named} ({changes})" if changes else named


def _holds(mandate: Mandate | None) -> dict[str, str]:
    """What stands in the row of a mandate, by column, with its own agreed end; nothing of none."""
    if mandate is None:
        return {}
    held = dict(zip(MANDATE_COLUMNS.names, texts_of(mandate), strict=True))
    return held | {"valid_until": str(mandate.valid_until or "")}


def texts_of(mandate: Mandate) -> tuple[str, ...]:
    """What stands in the row of a mandate, without the blanks around it."""
    return tuple("" if each is None else str(each).strip() for each in cells(mandate))


def _steps(before: Mandate, after: Mandate) -> Iterator[RowEffect]:
    if before.signed_on != after.signed_on:
        yield RowEffect.SIGNED if before.signed_on is None else RowEffect.SIGNED_AGAIN
    if before.amendments != after.amendments:
        yield RowEffect.AMENDED
    if before.suspension != after.suspension:
        yield RowEffect.SUSPENDED
    if before.replaced_by != after.replaced_by:
        yield RowEffect.REPLACED
    if after.revoked_on is not None and before.revoked_on != after.revoked_on:
        yield RowEffect.REVOKED


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """What a table would do to mandates: the mandates as they are, and each row with its effect."""

    mandates: tuple[Mandate, ...]
    rows: tuple[PlannedRow, ...]

    @property
    def changing(self) -> tuple[PlannedRow, ...]:
        """The rows that would change a mandate or give a new one."""
        return tuple(row for row in self.rows if row.before != row.after)

    @property
    def counts(self) -> Mapping[RowEffect, int]:
        """How many rows have an effect; one row may have several."""
        return Counter(effect for row in self.rows for effect in row.effects)


def apply_import(plan: ImportPlan) -> tuple[Mandate, ...]:
    """All mandates as they are after an update: in their order, and then the new ones in theirs.

    Those that no row means, and those that a row leaves as they are, are the very same.
    """
    after = list(plan.mandates)
    for row in plan.rows:
        if row.position is None:
            after.append(row.after)
        else:
            after[row.position] = row.after
    return tuple(after)
