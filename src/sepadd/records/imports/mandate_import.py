"""A table of mandates as an update: each row changes the mandate that it means, or is a new one.

What it would do is told first, as a plan; nothing is done until the plan is applied. The table is
taken in whole or not at all, and everything that is wrong with it is told at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sepadd.findings import Finding, InvalidValue, Sentence
from sepadd.mandate import DORMANCY, Dormancy, Mandate
from sepadd.records.imports.import_difference import NEW_NEEDED, POSSIBLE, RowDifference
from sepadd.records.imports.import_match import MATCH, KnownMandates, MandateMatch, Match
from sepadd.records.imports.import_plan import ImportPlan, PlannedRow
from sepadd.records.imports.import_steps import ImportPolicy, carried_in
from sepadd.records.noting import NOTHING, raise_if_any
from sepadd.records.tables import MANDATE_COLUMNS, SheetRow, mandate_of, sheet_rows
from sepadd.values import CreditorIdentifier

ONE_MANDATE: Final = Sentence(
    "IMP-01",
    "A row of an update means one mandate, or a new one.",
    "",
    why=(
        "A row that fits several mandates, or a reference that is taken, would change a mandate "
        "that was not meant."
    ),
    hint=(
        "Give the row the reference of the mandate that it means, or a new mandate one that is "
        "free."
    ),
)
IMPORT_SENTENCES: Final = (ONE_MANDATE, NEW_NEEDED, POSSIBLE)
"""Why a table cannot be taken in as an update, besides what is wrong with it as a table."""

_MOST_NAMED = 10


def plan_import(
    source: bytes | str,
    mandates: Iterable[Mandate],
    *,
    creditor_identifier: CreditorIdentifier,
    on: date,
    today: date,
    match: Sequence[Match] = MATCH,
    signing_again: bool = False,
    dormancy: Dormancy = DORMANCY,
    name: str = "mandates.csv",
) -> ImportPlan:
    r"""What a table would change in mandates, taken as an update of them; a dry run.

    The columns are those of :func:`sepadd.records.read_mandates`, and none is needed
    in every row.
    The first column of ``match`` that a row fills in says which mandate it means, among those of
    the creditor; where it means none it is a new mandate, which needs ``reference``, ``debtor_id``,
    ``name`` and ``iban``. Where several are found, the one that is not over is meant; if that does
    not leave one, the row is refused and the candidates are named. ``dormancy`` is how long they
    live without use.

    A cell that is empty, or a column that is not there, leaves what the mandate has. Else:

    * ``iban``, or a ``reference`` found by another column or by ``previous_reference``, that
      differs amends a mandate that was signed, on ``amended_on`` or else ``on``; it corrects one
      that was not. ``previous_creditor_name`` amends it too. Other originals have to be known.
    * ``signed_on`` signs, ``revoked_on`` revokes, ``confirmed_on`` confirms and ``suspended_on``
      suspends it, as the functions of :mod:`sepadd.mandate.signing` and the modules beside it do.
      A mandate that is over is signed again under its reference only with ``signing_again``, as
      some packages do.
    * A later ``last_due_on`` is one presentation more; an earlier one is known already.
    * ``scheme``, ``type`` and ``debtor_id`` cannot change: a new mandate is needed.
    * An address is taken whole from its columns. All else is put in the place of what was there.

    Raises :class:`UnreadableRecords` with all that is wrong, by line and column, and
    :class:`InvalidValue` where ``match`` is empty.

    >>> from sepadd.testing import CREDITOR, MANDATE, TODAY
    >>> table = "Klant;IBAN\n10042;NL98 INGB 0202 3456 88\n"
    >>> identifier = CREDITOR.identifier
    >>> plan = plan_import(
    ...     table, [MANDATE], creditor_identifier=identifier, on=TODAY, today=TODAY
    ... )
    >>> [str(effect) for effect in plan.rows[0].effects]
    ['amended']
    """
    if not match:
        raise InvalidValue(f"match {match!r}: name at least one column by which rows are matched")
    there_are = tuple(mandates)
    desk = _Desk(
        known=KnownMandates(there_are, creditor_identifier, match, today, dormancy),
        creditor_identifier=creditor_identifier,
        policy=ImportPolicy(on, today, signing_again, dormancy),
        name=name,
        seen={},
    )
    findings: list[Finding] = []
    columns = MANDATE_COLUMNS._replace(needed=(match[0].value,) if len(match) == 1 else ())
    planned = tuple(map(desk.planned, sheet_rows(source, columns, name, findings)))
    raise_if_any(findings)
    return ImportPlan(mandates=there_are, rows=planned)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Desk:
    """Where the rows are taken in, one by one."""

    known: KnownMandates
    creditor_identifier: CreditorIdentifier
    policy: ImportPolicy
    name: str
    seen: dict[object, int]

    def planned(self, row: SheetRow) -> PlannedRow:
        """What a row would do; what is wrong is noted."""
        told = row.text("reference")
        if told:
            row.subject = f"{self.name}, mandate {told[:35]}"
        meant = self.known.meant(row)
        before = self._one_of(meant, row)
        after = self._new(row, meant) if before is None else self._updated(row, before, meant)
        position = None if before is None else meant.places[0]
        if not row.wrong and (before is None or before.key != after.key):
            self._must_be_free(row, after, position)
            if before is None:
                self._must_not_be_signed_later(row, after)
        return PlannedRow(line=row.line, position=position, before=before, after=after)

    def _one_of(self, meant: MandateMatch, row: SheetRow) -> Mandate | None:
        """The mandate that a row means; nothing for a new one, and where it was noted."""
        found = [self.known.mandates[place] for place in meant.places[:_MOST_NAMED]]
        if len(found) > 1 and meant.column is not None:
            named = ", ".join(f"{each.label} (debtor {each.debtor.id})" for each in found)
            more = len(meant.places) - len(found)
            detail = f"it may mean {named}{f' and {more} more' if more else ''}"
            to_do = "give each a reference of its own"
            if meant.column != Match.REFERENCE.value:
                to_do = "give the reference of the one that is meant"
            row.note(f"{detail}: {to_do}", meant.column, ONE_MANDATE)
            return None
        return found[0] if found else None

    def _must_be_free(self, row: SheetRow, mandate: Mandate, position: int | None) -> None:
        """Refuse a reference that another mandate has, had, or gets in the same table."""
        key = mandate.reference.key
        there = [place for place in self.known.with_reference(key) if place != position]
        former = self.known.once_with_reference(key)
        if there:
            whose = f"debtor {self.known.mandates[there[0]].debtor.id}"
            detail = f"{mandate.label} is there already, of {whose}: give another reference"
            row.note(detail, "reference", ONE_MANDATE)
        elif former is not None and former != position:
            row.note(self._renamed(former), "reference", ONE_MANDATE)
        row.once(("reference", key), mandate.label, "reference", self.seen)

    def _renamed(self, place: int) -> str:
        now = self.known.mandates[place].label
        return f"it is now {now}: write that, or give a new mandate another reference"

    # -- a new mandate --

    def _new(self, row: SheetRow, meant: MandateMatch) -> Mandate:
        if row.wrong:
            return NOTHING  # type: ignore[no-any-return]  # it was noted
        former = self.known.once_with_reference(row.text("reference").upper())
        if former is not None:
            row.note(self._renamed(former), "reference", ONE_MANDATE)
            return NOTHING  # type: ignore[no-any-return]  # it was noted
        row.why_needed = _why_needed(row, meant.column)
        return mandate_of(row, self.creditor_identifier)

    def _must_not_be_signed_later(self, row: SheetRow, mandate: Mandate) -> None:
        if mandate.signed_on is not None and mandate.signed_on > self.policy.today:
            detail = f"{mandate.signed_on} lies after today, {self.policy.today}"
            row.note(f"{detail}: give the day on which the debtor signed", "signed_on")

    # -- a mandate that there is --

    def _updated(self, row: SheetRow, mandate: Mandate, meant: MandateMatch) -> Mandate:
        row.subject = f"{self.name}, {mandate.label}"
        row.once(meant.places[0], mandate.label, meant.column or "reference", self.seen)
        said = RowDifference.between(row, mandate)
        return carried_in(mandate, said, self.policy) if said.columns else mandate


def _why_needed(row: SheetRow, column: str | None) -> str:
    if column is None:
        return "the row does not say which mandate it means; a new one needs it"
    return f"no mandate has {column} {row.text(column)[:35]!r}; a new one needs it"
