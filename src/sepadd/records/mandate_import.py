"""A table of mandates as an update: each row changes the mandate that it means, or is a new one.

What it would do is told first, as a plan; nothing is done until the plan is applied. The table is
taken in whole or not at all, and everything that is wrong with it is told at once.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import partial
from types import MappingProxyType
from typing import Final, NamedTuple, TypeVar

from sepadd.accounts import Bic, Iban
from sepadd.findings import Finding, IllegalStep, InvalidValue
from sepadd.identifiers import CreditorIdentifier, MandateReference
from sepadd.mandate import Mandate, MandateStatus, Scheme
from sepadd.mandate_life import Resigning, amend, confirm, revoke, sign, sign_again, suspend
from sepadd.party import OrganisationId, OtherId, PersonId
from sepadd.records import headings
from sepadd.records.headings import MANDATE_COLUMNS
from sepadd.records.mandate_table import (
    ADDRESS,
    address_of,
    bic,
    cells,
    mandate_of,
    organisation,
    organisation_number,
    presentations,
)
from sepadd.records.noting import NOTHING, raise_if_any, shortened
from sepadd.records.sheet import Row, rows
from sepadd.records.written import day
from sepadd.rulebook.rule import Sentence

ONE_MANDATE: Final = Sentence("IMP-01", "A row of an update means one mandate, or a new one.", "")
NEW_NEEDED: Final = Sentence(
    "IMP-02",
    "Another debtor, another scheme, or one-off instead of recurrent is a new mandate.",
    "EPC016-06 and EPC222-07 on amendments",
)
POSSIBLE: Final = Sentence(
    "IMP-03", "A row of an update does what can be done with the mandate as it stands.", ""
)

IMPORT_SENTENCES: Final = (ONE_MANDATE, NEW_NEEDED, POSSIBLE)
"""Why a table cannot be taken in as an update, besides what is wrong with it as a table."""

T = TypeVar("T")

_OVER: Final = frozenset(
    {
        MandateStatus.REVOKED,
        MandateStatus.REPLACED,
        MandateStatus.EXHAUSTED,
        MandateStatus.LAPSED,
    }
)
_MOST_NAMED = 10

# -- what a plan is -----------------------------------------------------------------------------


class Match(StrEnum):
    """The columns by which a row can name the mandate that it means."""

    REFERENCE = "reference"
    """The mandate's reference, whatever its capitals; else what it was before this row."""
    DEBTOR = "debtor_id"
    """The user's own debtor number."""
    ORGANISATION = "organisation_number"
    """The debtor's number in a register, whatever its blanks, dots and capitals."""
    IBAN = "iban"
    """The account to be debited; else what it was before this row."""


MATCH: Final = (Match.REFERENCE, Match.DEBTOR, Match.ORGANISATION, Match.IBAN)
"""By the reference; a row without one by debtor, then by organisation, then by account."""


class Effect(StrEnum):
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


_PREVIOUS: Final = (
    *("amended_on", "previous_reference", "previous_identifier", "previous_creditor_name"),
    *("previous_iban", "previous_bic"),
)
_EXPLAINED: Final[Mapping[Effect, frozenset[str]]] = MappingProxyType(
    {
        Effect.SIGNED: frozenset({"signed_on"}),
        Effect.SIGNED_AGAIN: frozenset({"signed_on", "revoked_on", "confirmed_on", "valid_until"}),
        Effect.AMENDED: frozenset({"reference", "iban", "bic", "confirmed_on", *_PREVIOUS}),
        Effect.SUSPENDED: frozenset({"suspended_on", "suspended_until", "suspension_reason"}),
        Effect.REPLACED: frozenset({"replaced_on", "replaced_by"}),
        Effect.REVOKED: frozenset({"revoked_on"}),
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
    def effects(self) -> tuple[Effect, ...]:
        """What it does to the mandate; one or several, in the order of :class:`Effect`."""
        if self.before is None:
            return (Effect.NEW,)
        if self.before == self.after:
            return (Effect.UNCHANGED,)
        steps = tuple(_steps(self.before, self.after))
        explained = frozenset[str]().union(*(_EXPLAINED[step] for step in steps))
        besides = any(change.column not in explained for change in self.changes)
        return (Effect.CHANGED, *steps) if besides or not steps else steps

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
    held = dict(zip(MANDATE_COLUMNS.names, _texts(mandate), strict=True))
    return held | {"valid_until": str(mandate.valid_until or "")}


def _steps(before: Mandate, after: Mandate) -> Iterator[Effect]:
    if before.signed_on != after.signed_on:
        yield Effect.SIGNED if before.signed_on is None else Effect.SIGNED_AGAIN
    if before.amendments != after.amendments:
        yield Effect.AMENDED
    if before.suspension != after.suspension:
        yield Effect.SUSPENDED
    if before.replaced_by != after.replaced_by:
        yield Effect.REPLACED
    if after.revoked_on is not None and before.revoked_on != after.revoked_on:
        yield Effect.REVOKED


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
    def counts(self) -> Mapping[Effect, int]:
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


# -- making one ---------------------------------------------------------------------------------


def plan_import(
    source: bytes | str,
    mandates: Iterable[Mandate],
    *,
    creditor_identifier: CreditorIdentifier,
    on: date,
    today: date,
    match: Sequence[Match] = MATCH,
    signing_again: bool = False,
    name: str = "mandates.csv",
) -> ImportPlan:
    r"""What a table would change in mandates, taken as an update of them; a dry run.

    The columns are those of :func:`sepadd.records.mandate_table.read_mandates`, and none is needed
    in every row.
    The first column of ``match`` that a row fills in says which mandate it means, among those of
    the creditor; where it means none it is a new mandate, which needs ``reference``, ``debtor_id``,
    ``name`` and ``iban``. Where several are found, the one that is not over is meant; if that does
    not leave one, the row is refused and the candidates are named.

    A cell that is empty, or a column that is not there, leaves what the mandate has. Else:

    * ``iban``, or a ``reference`` found by another column or by ``previous_reference``, that
      differs amends a mandate that was signed, on ``amended_on`` or else ``on``; it corrects one
      that was not. ``previous_creditor_name`` amends it too. Other originals have to be known.
    * ``signed_on`` signs, ``revoked_on`` revokes, ``confirmed_on`` confirms and ``suspended_on``
      suspends it, as :mod:`sepadd.mandate_life` does. A mandate that is over is signed again under
      its reference only with ``signing_again``, as some packages do.
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
        known=_Known(there_are, creditor_identifier, match, today),
        creditor_identifier=creditor_identifier,
        on=on,
        today=today,
        signing_again=signing_again,
        name=name,
        seen={},
    )
    findings: list[Finding] = []
    columns = MANDATE_COLUMNS._replace(needed=(match[0].value,) if len(match) == 1 else ())
    planned = tuple(map(desk.planned, rows(source, columns, name, findings)))
    raise_if_any(findings)
    return ImportPlan(mandates=there_are, rows=planned)


def _texts(mandate: Mandate) -> tuple[str, ...]:
    """What stands in the row of a mandate, without the blanks around it."""
    return tuple("" if each is None else str(each).strip() for each in cells(mandate))


# -- which mandate a row means ------------------------------------------------------------------


def _plain_number(text: str) -> str:
    return "".join(filter(str.isalnum, text)).upper()


def _unspaced(text: str) -> str:
    return "".join(text.split()).upper()


_KEYS: Final[Mapping[Match, Callable[[str], str]]] = MappingProxyType(
    {
        Match.REFERENCE: str.upper,
        Match.DEBTOR: str.strip,
        Match.ORGANISATION: _plain_number,
        Match.IBAN: _unspaced,
    }
)
_BEFORE: Final = MappingProxyType(
    {Match.REFERENCE: "previous_reference", Match.IBAN: "previous_iban"}
)


_SAID: Final[Mapping[Match, Callable[[Mandate], str]]] = MappingProxyType(
    {
        Match.REFERENCE: lambda mandate: mandate.reference.value,
        Match.DEBTOR: lambda mandate: mandate.debtor.id,
        Match.ORGANISATION: lambda mandate: organisation_number(mandate.debtor) or "",
        Match.IBAN: lambda mandate: mandate.debtor.iban.value,
    }
)
"""What a mandate says in a column."""


class _Meant(NamedTuple):
    """The column that says which mandate a row means, and the places of those that it may mean."""

    column: str | None
    places: Sequence[int]


class _Known:
    """The mandates of the creditor, found by what a row says; each is looked at once."""

    def __init__(
        self,
        mandates: Sequence[Mandate],
        creditor_identifier: CreditorIdentifier,
        match: Sequence[Match],
        today: date,
    ) -> None:
        self.mandates: Sequence[Mandate] = mandates
        self._match = match
        self._today = today
        self._places: dict[Match, defaultdict[str, list[int]]] = {
            each: defaultdict(list) for each in (Match.REFERENCE, *match)
        }
        self._former: dict[str, int] = {}
        identity = creditor_identifier.identity
        for place, mandate in enumerate(mandates):
            if mandate.creditor_identifier.identity == identity:
                self._add(place, mandate)
        self._usable: dict[tuple[Match, str], Sequence[int]] = {}

    def _add(self, place: int, mandate: Mandate) -> None:
        for match, places in self._places.items():
            if key := _KEYS[match](_SAID[match](mandate)):
                places[key].append(place)
        if mandate.amendments:
            for identity, reference in mandate.keys[1:]:
                if identity == mandate.creditor_identifier.identity:
                    self._former[reference] = place

    def meant(self, row: Row) -> _Meant:
        """What a row means: by the first column of the order that it fills in."""
        for match in self._match:
            told = row.text(match.value)
            before = row.text(_BEFORE[match]) if match in _BEFORE else ""
            for text in filter(None, (told, before)):
                if places := self._found(match, _KEYS[match](text)):
                    return _Meant(match.value, places)
            if told:
                return _Meant(match.value, ())
        return _Meant(None, ())

    def _found(self, match: Match, key: str) -> Sequence[int]:
        places = self._places[match].get(key, ())
        if len(places) <= 1 or match is Match.REFERENCE:
            return places
        if (match, key) not in self._usable:
            self._usable[match, key] = [*filter(self._not_over, places)] or places
        return self._usable[match, key]

    def _not_over(self, place: int) -> bool:
        return self.mandates[place].status(self._today) not in _OVER

    def with_reference(self, key: str) -> Sequence[int]:
        """The places of the mandates that have a reference."""
        return self._places[Match.REFERENCE].get(key, ())

    def once_with_reference(self, key: str) -> int | None:
        """The place of the mandate that had a reference before it was amended."""
        return self._former.get(key)


# -- a row --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Desk:
    """Where the rows are taken in, one by one."""

    known: _Known
    creditor_identifier: CreditorIdentifier
    on: date
    today: date
    signing_again: bool
    name: str
    seen: dict[object, int]

    def planned(self, row: Row) -> PlannedRow:
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

    def _one_of(self, meant: _Meant, row: Row) -> Mandate | None:
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

    def _must_be_free(self, row: Row, mandate: Mandate, position: int | None) -> None:
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

    def _new(self, row: Row, meant: _Meant) -> Mandate:
        if row.wrong:
            return NOTHING  # type: ignore[no-any-return]  # it was noted
        former = self.known.once_with_reference(row.text("reference").upper())
        if former is not None:
            row.note(self._renamed(former), "reference", ONE_MANDATE)
            return NOTHING  # type: ignore[no-any-return]  # it was noted
        row.why_needed = _why_needed(row, meant.column)
        return mandate_of(row, self.creditor_identifier)

    def _must_not_be_signed_later(self, row: Row, mandate: Mandate) -> None:
        if mandate.signed_on is not None and mandate.signed_on > self.today:
            detail = f"{mandate.signed_on} lies after today, {self.today}"
            row.note(f"{detail}: give the day on which the debtor signed", "signed_on")

    # -- a mandate that there is --

    def _updated(self, row: Row, mandate: Mandate, meant: _Meant) -> Mandate:
        row.subject = f"{self.name}, {mandate.label}"
        row.once(meant.places[0], mandate.label, meant.column or "reference", self.seen)
        held = zip(MANDATE_COLUMNS.names, _texts(mandate), strict=True)
        differing = frozenset(name for name, text in held if row.text(name) not in {"", text})
        return _Update(row, mandate, differing, self).carried_in() if differing else mandate


def _why_needed(row: Row, column: str | None) -> str:
    if column is None:
        return "the row does not say which mandate it means; a new one needs it"
    return f"no mandate has {column} {row.text(column)[:35]!r}; a new one needs it"


class _Update:
    """A row that is carried into the mandate it means: what differs, a step at a time."""

    def __init__(self, row: Row, mandate: Mandate, differing: frozenset[str], desk: _Desk) -> None:
        self.mandate: Mandate = mandate
        self._row = row
        self._differing = differing
        self._desk = desk
        self._iban = self._given("iban", Iban)
        if self._iban == mandate.debtor.iban:
            self._iban = None

    def carried_in(self) -> Mandate:
        """The mandate as it is after the row; what cannot be done is noted."""
        self._refuse_another_mandate()
        self._debtor()
        self._facts()
        # Until it is signed it is corrected, and after it was signed again it can be amended.
        unsigned = self.mandate.signed_on is None
        for step in (self._amend, self._sign) if unsigned else (self._sign, self._amend):
            step()
        self._confirm()
        self._suspend()
        self._replacement()
        self._revoke()
        return self.mandate

    def _given(self, column: str, read: Callable[[str], T]) -> T | None:
        """What a row says in a column, where that differs from what the mandate has."""
        return self._row.may(column, read, None) if column in self._differing else None

    def _step(self, column: str, step: Callable[[Mandate], Mandate]) -> None:
        try:
            self.mandate = step(self.mandate)
        except (IllegalStep, InvalidValue) as refused:
            self._row.note(shortened(str(refused)), column, POSSIBLE)

    # -- what cannot change --

    def _refuse_another_mandate(self) -> None:
        mandate, one_off = self.mandate, self._given("type", headings.one_off)
        scheme: Scheme | None = self._given("scheme", headings.scheme)
        if scheme not in {None, mandate.scheme}:
            self._new_needed("scheme", mandate.scheme)
        if one_off not in {None, mandate.one_off}:
            self._new_needed("type", "one-off" if mandate.one_off else "recurrent")
        if "debtor_id" in self._differing:
            self._new_needed("debtor_id", mandate.debtor.id)

    def _new_needed(self, column: str, has: str) -> None:
        told = f"{self.mandate.label} has {has}, and the row says {self._row.text(column)[:35]}"
        self._row.note(f"{told}: a new mandate is needed (replace_mandate)", column, NEW_NEEDED)

    # -- what is put in its place --

    def _debtor(self) -> None:
        debtor = self.mandate.debtor
        address = debtor.address
        if any(column in self._differing for column in ADDRESS):
            address = address_of(self._row)
        debtor = replace(
            debtor,
            name=self._given("name", str) or debtor.name,
            bic=debtor.bic if self._iban else self._given("bic", bic) or debtor.bic,
            account_holder=self._given("account_holder", str) or debtor.account_holder,
            kind=self._given("debtor_kind", headings.debtor_kind) or debtor.kind,
            address=address,
            identification=self._identification(),
        )
        if debtor != self.mandate.debtor:
            self.mandate = replace(self.mandate, debtor=debtor)

    def _identification(self) -> OrganisationId | PersonId | None:
        """With another number it is still the same kind of number."""
        identification = self.mandate.debtor.identification
        given = self._given("organisation_number", organisation)
        if given is None or given.other is None:
            return identification
        match identification:
            case None:
                return given
            case OrganisationId(other=OtherId() as other):
                return OrganisationId(other=replace(other, id=given.other.id))
            case _:
                told = "the debtor is identified otherwise, and has one identification at most"
                self._row.note(f"{told}: change it in the mandate", "organisation_number", POSSIBLE)
                return identification

    def _facts(self) -> None:
        mandate = self.mandate
        migrated = self._given("migrated", headings.migrated)
        mandate = replace(
            mandate,
            valid_until=self._given("valid_until", day) or mandate.valid_until,
            migrated=mandate.migrated if migrated is None else migrated,
        )
        last, known = self._given("last_due_on", day), mandate.last_due_on
        if last is not None and (known is None or known < last):
            told = presentations(last, one_off=mandate.one_off)
            mandate = mandate.with_presentations(told)
        if mandate != self.mandate:
            self.mandate = mandate

    # -- its steps --

    def _sign(self) -> None:
        on = self._given("signed_on", day)
        if on is None or on == self.mandate.signed_on:
            return
        if self.mandate.signed_on is None or not self._desk.signing_again:
            self._step("signed_on", partial(sign, on=on, today=self._desk.today))
        else:
            self._step("signed_on", partial(self._again, on=on))

    def _again(self, mandate: Mandate, on: date) -> Mandate:
        (again,) = sign_again(mandate, on, today=self._desk.today, policy=Resigning.SAME_REFERENCE)
        return again

    def _amend(self) -> None:
        mandate, iban = self.mandate, self._iban
        reference = self._given("reference", MandateReference)
        reference = None if reference == mandate.reference else reference
        name_was = self._given("previous_creditor_name", str)
        if name_was in {amendment.creditor_name for amendment in mandate.amendments}:
            name_was = None
        self._must_know_originals()
        if iban is None and reference is None and name_was is None:
            return
        column = "iban" if iban else "reference" if reference else "previous_creditor_name"
        step = partial(
            amend,
            on=self._given("amended_on", day) or self._desk.on,
            reference=reference,
            creditor_name_was=name_was,
            iban=iban,
            bic=None if iban is None else self._bic_of(iban),
        )
        self._step(column, step)

    def _bic_of(self, iban: Iban) -> Bic | None:
        """The BIC that goes with a new account: the one before only where the bank is the same."""
        debtor = self.mandate.debtor
        if "bic" in self._differing:
            return self._given("bic", bic)
        same = debtor.bic is not None and iban.same_bank_as(debtor.iban)
        return debtor.bic if same else None

    def _must_know_originals(self) -> None:
        """Refuse to lose what the bank is said to have still to be told."""
        now, before = self.mandate, self.mandate.amendments
        known: dict[str, set[object]] = {
            "previous_reference": {now.reference, *(each.reference for each in before)},
            "previous_identifier": {
                now.creditor_identifier,
                *(each.creditor_identifier for each in before),
            },
            "previous_iban": {now.debtor.iban, *(each.iban for each in before)},
            "previous_bic": {now.debtor.bic, *(each.bic for each in before)},
        }
        for column, read in _ORIGINALS.items():
            given = self._given(column, read)
            if given is not None and given not in known[column]:
                told = f"{now.label} has never had {given}"
                self._row.note(f"{told}: amend it, or leave the cell empty", column, POSSIBLE)

    def _confirm(self) -> None:
        on = self._given("confirmed_on", day)
        if on is not None and on != self.mandate.confirmed_on:
            self._step("confirmed_on", partial(confirm, on=on))

    def _suspend(self) -> None:
        before = self.mandate.suspension
        since = self._given("suspended_on", day) or (before.since if before else None)
        until = self._given("suspended_until", day) or (before.until if before else None)
        reason = self._given("suspension_reason", str) or (before.reason if before else "")
        if self._differing.isdisjoint(_EXPLAINED[Effect.SUSPENDED]):
            return
        if since is None:
            self._row.note("it is empty, and a suspension needs it", "suspended_on")
            return
        step = partial(suspend, since=since, until=until, reason=reason)
        self._step("suspended_on", step)

    def _replacement(self) -> None:
        replaces = self._given("replaces", MandateReference)
        if replaces is not None and replaces != self.mandate.replaces:
            self._step("replaces", partial(_taking_the_place_of, reference=replaces))
        on, by = self._given("replaced_on", day), self._given("replaced_by", MandateReference)
        if on is not None or by not in {None, self.mandate.replaced_by}:
            self._step("replaced_by", partial(_replaced, on=on, by=by))

    def _revoke(self) -> None:
        on = self._row.may("revoked_on", day, None)
        if on is not None and on != self.mandate.revoked_on:
            self._step("revoked_on", partial(revoke, on=on))


_ORIGINALS: Final[Mapping[str, Callable[[str], object]]] = MappingProxyType(
    {
        "previous_reference": MandateReference,
        "previous_identifier": CreditorIdentifier,
        "previous_iban": Iban,
        "previous_bic": bic,
    }
)


def _taking_the_place_of(mandate: Mandate, reference: MandateReference) -> Mandate:
    if mandate.replaces is not None:
        raise IllegalStep(f"{mandate.label} took the place of mandate {mandate.replaces}")
    return replace(mandate, replaces=reference)


def _replaced(mandate: Mandate, on: date | None, by: MandateReference | None) -> Mandate:
    if mandate.replaced_by is not None:
        raise IllegalStep(
            f"{mandate.label} was replaced on {mandate.replaced_on} by {mandate.replaced_by}"
        )
    return replace(mandate, replaced_on=on, replaced_by=by)
