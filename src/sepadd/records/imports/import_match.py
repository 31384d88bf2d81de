"""Which mandate a row of a table means: by its reference, or by another of its columns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NamedTuple

from sepadd.mandate import Dormancy, Mandate, MandateStatus
from sepadd.records.tables import SheetRow, organisation_number
from sepadd.values import CreditorIdentifier


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

_OVER: Final = frozenset(
    {
        MandateStatus.REVOKED,
        MandateStatus.REPLACED,
        MandateStatus.EXHAUSTED,
        MandateStatus.LAPSED,
    }
)


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


class MandateMatch(NamedTuple):
    """The column that says which mandate a row means, and the places of those that it may mean."""

    column: str | None
    places: Sequence[int]


class KnownMandates:
    """The mandates of the creditor, found by what a row says; each is looked at once."""

    def __init__(
        self,
        mandates: Sequence[Mandate],
        creditor_identifier: CreditorIdentifier,
        match: Sequence[Match],
        today: date,
        dormancy: Dormancy,
    ) -> None:
        self.mandates: Sequence[Mandate] = mandates
        self._match = match
        self._today = today
        self._dormancy = dormancy
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

    def meant(self, row: SheetRow) -> MandateMatch:
        """What a row means: by the first column of the order that it fills in."""
        for match in self._match:
            told = row.text(match.value)
            before = row.text(_BEFORE[match]) if match in _BEFORE else ""
            for text in filter(None, (told, before)):
                if places := self._found(match, _KEYS[match](text)):
                    return MandateMatch(match.value, places)
            if told:
                return MandateMatch(match.value, ())
        return MandateMatch(None, ())

    def _found(self, match: Match, key: str) -> Sequence[int]:
        places = self._places[match].get(key, ())
        if len(places) <= 1 or match is Match.REFERENCE:
            return places
        if (match, key) not in self._usable:
            self._usable[match, key] = [*filter(self._not_over, places)] or places
        return self._usable[match, key]

    def _not_over(self, place: int) -> bool:
        return self.mandates[place].status(self._today, self._dormancy) not in _OVER

    def with_reference(self, key: str) -> Sequence[int]:
        """The places of the mandates that have a reference."""
        return self._places[Match.REFERENCE].get(key, ())

    def once_with_reference(self, key: str) -> int | None:
        """The place of the mandate that had a reference before it was amended."""
        return self._former.get(key)
