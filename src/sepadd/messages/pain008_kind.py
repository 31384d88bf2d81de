"""Which kind of direct debit a batch or a collection is, as its file says."""

from __future__ import annotations

from typing import Final, NamedTuple

from lxml.etree import _Element as Element

from sepadd.collection import PurposeCode
from sepadd.findings import InvalidValue
from sepadd.mandate import Scheme, SequenceType
from sepadd.messages.unplaced import SAID_ALIKE, Notes


class Kind(NamedTuple):
    """Which kind of direct debit something is, as far as it says so."""

    scheme: Scheme | None = None
    sequence_type: SequenceType | None = None
    category_purpose: PurposeCode | None = None

    def or_else(self, other: Kind) -> Kind:
        """What is not said here, as it is said there."""
        return Kind(
            self.scheme or other.scheme,
            self.sequence_type or other.sequence_type,
            self.category_purpose or other.category_purpose,
        )


NOTHING_OF_ITS_KIND: Final = Kind()
"""Nothing is said of the kind of direct debit."""


def read_kind(element: Element | None, notes: Notes) -> Kind:
    """Read ``PmtTpInf``: the scheme, the sequence type and the category purpose."""
    if element is None:
        return NOTHING_OF_ITS_KIND
    found = notes.parts(element, "SvcLvl", "LclInstrm", "SeqTp", "CtgyPurp")
    notes.only("SEPA", notes.within(found.get("SvcLvl"), "Cd"))
    return Kind(
        _scheme(notes.within(found.get("LclInstrm"), "Cd"), notes),
        notes.value(_sequence_type, found.get("SeqTp")),
        notes.may(PurposeCode, notes.within(found.get("CtgyPurp"), "Cd")),
    )


def _scheme(element: Element | None, notes: Notes) -> Scheme | None:
    scheme = notes.value(_scheme_of, element)
    if element is not None and scheme is Scheme.COR1:
        notes.note(SAID_ALIKE, element, "COR1 ended in November 2016, and is not written any more")
    return scheme


def _scheme_of(said: str) -> Scheme:
    try:
        return Scheme(said)
    except ValueError:
        there_are = ", ".join(Scheme)
        raise InvalidValue(f"scheme {said!r}: right would be one of {there_are}") from None


def _sequence_type(said: str) -> SequenceType:
    try:
        return SequenceType(said)
    except ValueError:
        there_are = ", ".join(SequenceType)
        raise InvalidValue(f"sequence type {said!r}: right would be one of {there_are}") from None
