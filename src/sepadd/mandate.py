"""The debtor's authority to collect, from signature to its end.

A mandate stores what happened: who signed what and when, and what was presented under it. What it
*is* on a day (active, lapsed, exhausted) follows from that and is never stored.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from sepadd.calendars import add_months
from sepadd.findings import InvalidValue
from sepadd.identifiers import CreditorIdentifier, EndToEndId, MandateReference
from sepadd.party import Debtor, Party

DORMANCY_MONTHS = 36
"""A mandate lapses when no collection was presented for this many calendar months.

Source: EPC016-06 and EPC222-07, section 4.2 as quoted by the German bank terms.
"""

_ALWAYS_WITHIN_DORMANCY = 3 * 365  # days: thirty-six months are never shorter
_MOST_SIGNATURE = 1025


class Scheme(StrEnum):
    """Which direct debit scheme a mandate was given for (AT-T001)."""

    CORE = "CORE"
    """For everyone; the debtor may have an authorised collection refunded for eight weeks."""
    B2B = "B2B"
    """For companies only; no refund of what was authorised, and the debtor's bank must know it."""
    COR1 = "COR1"
    """CORE with one day's notice, an option of some countries from 2012 to November 2016."""


class SequenceType(StrEnum):
    """Where a collection stands among those of its mandate (AT-M006)."""

    FIRST = "FRST"
    RECURRENT = "RCUR"
    FINAL = "FNAL"
    ONE_OFF = "OOFF"


_LAST_OF_ITS_MANDATE = frozenset({SequenceType.FINAL, SequenceType.ONE_OFF})


class PresentationOutcome(StrEnum):
    """What became of a presented collection, as far as its mandate is concerned."""

    PRESENTED = "presented"
    """Sent, and nothing else is known or it was paid."""
    REJECTED = "rejected"
    """Rejected, refused or cancelled before settlement: it was no use of the mandate."""
    RETURNED = "returned"
    """Returned, refunded or reversed after settlement: it was a use of the mandate."""


class MandateStatus(StrEnum):
    """What a mandate is on a day."""

    UNSIGNED = "unsigned"
    ACTIVE = "active"
    REVOKED = "revoked"
    EXHAUSTED = "exhausted"
    """A one-off mandate that was used, or a recurrent one whose final collection was sent."""
    LAPSED = "lapsed"
    """Unused for 36 months, or past the day that was agreed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Presentation:
    """One collection that was presented to the bank under a mandate.

    Whatever became of it, its due date counts for the 36 months; only what was turned down before
    settlement leaves a one-off or a first use unused.
    Source: EPC rulebooks 4.2 on the 36 months; DFÜ agreement Annex 3 on the next sequence type.
    """

    due_on: date
    sequence_type: SequenceType
    end_to_end_id: EndToEndId | None = None
    outcome: PresentationOutcome = PresentationOutcome.PRESENTED

    @property
    def used_the_mandate(self) -> bool:
        """Whether it counts as a use: it was not turned down before settlement."""
        return self.outcome is not PresentationOutcome.REJECTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Mandate:
    """What was signed, and what has happened to it since.

    ``signed_on`` is absent until the signed form is back: until then nothing is collected.
    ``valid_until`` is the last due date that was agreed with the debtor, if one was.
    ``electronic_signature`` is the reference that the debtor's bank gave of an e-mandate (AT-M013);
    it is never filled in for paper.
    """

    reference: MandateReference
    creditor_identifier: CreditorIdentifier
    debtor: Debtor
    scheme: Scheme = Scheme.CORE
    one_off: bool = False
    signed_on: date | None = None
    valid_until: date | None = None
    revoked_on: date | None = None
    ultimate_debtor: Party | None = None
    electronic_signature: str | None = None
    presentations: tuple[Presentation, ...] = ()

    def __post_init__(self) -> None:
        """Refuse an e-mandate reference that no file can hold."""
        signature = self.electronic_signature
        if signature is None:
            return
        if not 1 <= len(signature) <= _MOST_SIGNATURE:
            raise InvalidValue(
                f"{self.label}: an electronic signature has 1 to {_MOST_SIGNATURE} characters, "
                f"this one {len(signature)}"
            )
        if not signature.isprintable() or not signature.strip():
            raise InvalidValue(
                f"{self.label}: electronic signature {signature!r} has to be printed characters, "
                "as the debtor's bank gave them, and not blank"
            )

    @property
    def label(self) -> str:
        """How a finding names it."""
        return f"mandate {self.reference}"

    @property
    def key(self) -> tuple[str, str]:
        """What makes it unique: the creditor without business code, the reference without case.

        Source: EPC262-08; DFÜ agreement Annex 3 on the mandate reference.
        """
        return self.creditor_identifier.identity, self.reference.key

    @property
    def used(self) -> bool:
        """Whether a collection was presented under it, and not turned down before settlement."""
        return any(p.used_the_mandate for p in self.presentations)

    @property
    def finished(self) -> bool:
        """Whether its one or its final collection was presented, and not turned down."""
        return next(self._endings(), None) is not None

    def _endings(self) -> Iterator[Presentation]:
        """What was presented that ended it."""
        return (
            p
            for p in self.presentations
            if p.used_the_mandate and (self.one_off or p.sequence_type in _LAST_OF_ITS_MANDATE)
        )

    @property
    def last_due_on(self) -> date | None:
        """The latest due date presented, whatever became of it."""
        if not self.presentations:
            return None
        return max(p.due_on for p in self.presentations)

    @property
    def last_usable_on(self) -> date | None:
        """The last due date on which it can be used, inclusive; none while it is unsigned.

        36 calendar months after the latest due date presented, even when that collection was
        rejected, returned or refunded; when never used, after the signature.

        >>> from sepadd.testing import MANDATE
        >>> MANDATE.signed_on, MANDATE.last_usable_on
        (datetime.date(2026, 1, 15), datetime.date(2029, 1, 15))
        """
        base = self.last_due_on or self.signed_on
        if base is None:
            return None
        lapses = add_months(base, DORMANCY_MONTHS)
        return min(lapses, self.valid_until) if self.valid_until else lapses

    def _lapsed(self, on: date) -> bool:
        recent = self.presentations[-1].due_on if self.presentations else self.signed_on
        if recent is None:
            return False
        if self.valid_until is None and (on - recent).days <= _ALWAYS_WITHIN_DORMANCY:
            return False  # the everyday case, without going over the history
        last = self.last_usable_on
        return last is not None and last < on

    def status(self, on: date) -> MandateStatus:
        """What it is on a due date.

        >>> from datetime import date
        >>> from sepadd.testing import MANDATE
        >>> str(MANDATE.status(date(2029, 1, 15))), str(MANDATE.status(date(2029, 1, 16)))
        ('active', 'lapsed')
        """
        if self.revoked_on is not None and self.revoked_on <= on:
            return MandateStatus.REVOKED
        if self.signed_on is None or self.signed_on > on:
            return MandateStatus.UNSIGNED
        if self.presentations and self.finished:
            return MandateStatus.EXHAUSTED
        if self._lapsed(on):
            return MandateStatus.LAPSED
        return MandateStatus.ACTIVE

    def why_unusable(self, on: date) -> str | None:
        """Why nothing can be collected under it on a due date, as a sentence; nothing if it can."""
        status = self.status(on)
        if status is MandateStatus.ACTIVE:
            return None
        return f"{self.label} {self._why(status, on)}"

    def _why(self, status: MandateStatus, on: date) -> str:
        if status is MandateStatus.REVOKED:
            return f"was revoked on {self.revoked_on}; a new mandate is needed"
        if status is MandateStatus.EXHAUSTED:
            return self._why_exhausted()
        if status is MandateStatus.LAPSED:
            return self._why_lapsed(on)
        if self.signed_on is None:
            return "has no date of signature: nothing is collected until the signed form is back"
        return f"is signed on {self.signed_on}, after the due date {on}"

    def _why_exhausted(self) -> str:
        ended_on = max(p.due_on for p in self._endings())
        if self.one_off:
            return f"is one-off and was used (due {ended_on}); a new mandate is needed"
        return f"ended with its final collection (due {ended_on}); a new mandate is needed"

    def _why_lapsed(self, on: date) -> str:
        last = self.last_usable_on
        agreed = last is not None and last == self.valid_until
        why = "as agreed" if agreed else f"as nothing was presented for {DORMANCY_MONTHS} months"
        return (
            f"lapsed: it could be used for due dates up to {last}, {why}, and not for {on}; "
            "a new mandate is needed"
        )

    def with_presentations(self, presentations: Iterable[Presentation]) -> Mandate:
        """The mandate with what was presented under it; what it knew already is not added twice.

        A presentation is known by its EndToEndId, or by being equal where it has none; one told
        again with another outcome replaces the earlier telling.
        """
        told: dict[EndToEndId | Presentation, Presentation] = {
            p.end_to_end_id or p: p for p in presentations
        }
        kept = tuple(told.pop(p.end_to_end_id or p, p) for p in self.presentations)
        return replace(self, presentations=(*kept, *told.values()))
