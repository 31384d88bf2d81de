"""What a row of a table says otherwise than the mandate that it means, and what cannot be."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple, Self, TypeVar

from sepadd.findings import Sentence
from sepadd.mandate import Mandate, Scheme
from sepadd.records.imports.import_plan import texts_of
from sepadd.records.tables import MANDATE_COLUMNS, SheetRow, headings

NEW_NEEDED: Final = Sentence(
    "IMP-02",
    "Another debtor, another scheme, or one-off instead of recurrent is a new mandate.",
    "EPC016-06 and EPC222-07 on amendments",
    why=(
        "The debtor signed in this name, for this scheme and for one use or many. An amendment "
        "cannot change what only a signature can."
    ),
    hint="Have a new mandate signed, and put it in the place of the old one (replace_mandate).",
)
POSSIBLE: Final = Sentence(
    "IMP-03",
    "A row of an update does what can be done with the mandate as it stands.",
    "",
    why=(
        "A mandate goes on from where it stands; a row that asks for a step it cannot take comes "
        "from books that see it otherwise."
    ),
    hint="Compare the row with the mandate, and leave the cell empty or correct it.",
)

T = TypeVar("T")


class RowDifference(NamedTuple):
    """A row, and those of its columns that say otherwise than the mandate that it means."""

    row: SheetRow
    columns: frozenset[str]

    @classmethod
    def between(cls, row: SheetRow, mandate: Mandate) -> Self:
        """Where a row differs from a mandate; an empty cell says nothing."""
        held = zip(MANDATE_COLUMNS.names, texts_of(mandate), strict=True)
        return cls(row, frozenset(name for name, text in held if row.text(name) not in {"", text}))

    def given(self, column: str, read: Callable[[str], T]) -> T | None:
        """What the row says in a column, where that differs from what the mandate has."""
        return self.row.may(column, read, None) if column in self.columns else None


def refuse_another_mandate(mandate: Mandate, said: RowDifference) -> None:
    """Note it where a row wants what takes a new mandate: another debtor, scheme or kind."""
    one_off = said.given("type", headings.one_off)
    scheme: Scheme | None = said.given("scheme", headings.scheme)
    if scheme not in {None, mandate.scheme}:
        _new_needed(mandate, said.row, "scheme", mandate.scheme)
    if one_off not in {None, mandate.one_off}:
        _new_needed(mandate, said.row, "type", "one-off" if mandate.one_off else "recurrent")
    if "debtor_id" in said.columns:
        _new_needed(mandate, said.row, "debtor_id", mandate.debtor.id)


def _new_needed(mandate: Mandate, row: SheetRow, column: str, has: str) -> None:
    told = f"{mandate.label} has {has}, and the row says {row.text(column)[:35]}"
    row.note(f"{told}: a new mandate is needed (replace_mandate)", column, NEW_NEEDED)
