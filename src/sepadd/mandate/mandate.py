"""The debtor's authority to collect, from signature to its end.

A mandate stores what happened: who signed what and when, and what was presented under it. What it
*is* on a day (active, lapsed, exhausted) follows from that and is never stored.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import Literal, TypeAlias

from sepadd.display import ShownInNotebooks
from sepadd.findings import InvalidValue
from sepadd.frozen import dataclass
from sepadd.mandate.amendment import Amendment, first_originals
from sepadd.values import (
    CreditorIdentifier,
    CreditorIdentifierLike,
    Debtor,
    EndToEndId,
    EndToEndIdLike,
    MandateReference,
    MandateReferenceLike,
    Party,
    add_months,
    reads,
)

MOST_SIGNATURE = 1025
"""How many characters the reference of an e-mandate may have. Source: EPC130-08, ElctrncSgntr."""

_NEEDED = "a new mandate is needed"


class Scheme(StrEnum):
    """Which direct debit scheme a mandate was given for (AT-T001)."""

    CORE = "CORE"
    """For everyone; the debtor may have an authorised collection refunded for eight weeks."""
    B2B = "B2B"
    """For companies only; no refund of what was authorised, and the debtor's bank must know it."""
    COR1 = "COR1"
    """CORE with one day's notice, an option of some countries from 2012 to November 2016."""

    __hash__ = str.__hash__  # as equal as the texts are, and found as fast


SchemeLike: TypeAlias = Scheme | Literal["CORE", "B2B"]
"""A scheme, or the text that a new mandate has for it."""


class SequenceType(StrEnum):
    """Where a collection stands among those of its mandate (AT-M006)."""

    FIRST = "FRST"
    RECURRENT = "RCUR"
    FINAL = "FNAL"
    ONE_OFF = "OOFF"

    __hash__ = str.__hash__  # as equal as the texts are, and found as fast


_LAST_OF_ITS_MANDATE = frozenset({SequenceType.FINAL, SequenceType.ONE_OFF})


class PresentationOutcome(StrEnum):
    """What became of a presented collection, as far as its mandate is concerned."""

    PRESENTED = "presented"
    """Sent, and nothing else is known or it was paid."""
    REJECTED = "rejected"
    """Rejected, refused or cancelled before settlement: it was no use of the mandate."""
    RETURNED = "returned"
    """Returned, refunded or reversed after settlement: it was a use of the mandate."""


class DormancyBase(StrEnum):
    """From which of its collections a mandate's months of dormancy are counted."""

    LATEST_PRESENTED = "latest presented"
    """The latest due date presented, whatever became of it: as the scheme has it."""
    LATEST_NOT_RETURNED = "latest not returned"
    """The latest due date that was neither turned down nor given back: one package's, stricter."""


@reads
@dataclass(frozen=True, slots=True, kw_only=True)
class Dormancy:
    """How long a mandate lives without use: calendar months, from which base.

    Source: EPC016-06 and EPC222-07, section 4.2 as quoted by the German bank terms; Banque de
    France on the base. One payment provider takes 24 months.
    """

    months: int = 36
    base: DormancyBase = DormancyBase.LATEST_PRESENTED

    @property
    def fewest_days(self) -> int:
        """Calendar days that the months are never shorter than."""
        return self.months * 28


DORMANCY = Dormancy()
"""Thirty-six months after the latest due date presented: the scheme's own."""


class MandateStatus(StrEnum):
    """What a mandate is on a day."""

    UNSIGNED = "unsigned"
    ACTIVE = "active"
    SUSPENDED = "suspended"
    """Put on hold by the creditor, for a reason and perhaps until a day."""
    REVOKED = "revoked"
    REPLACED = "replaced"
    """By a new mandate: of another scheme, another debtor, or another kind."""
    EXHAUSTED = "exhausted"
    """A one-off mandate that was used, or a recurrent one whose final collection was sent."""
    LAPSED = "lapsed"
    """Unused for 36 months, or past the day that was agreed."""


_ACTIVE = MandateStatus.ACTIVE


@reads
@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class Presentation:
    """One collection that was presented to the bank under a mandate.

    Whatever became of it, its due date counts for the 36 months; only what was turned down before
    settlement leaves a one-off or a first use unused.
    Source: EPC rulebooks 4.2 on the 36 months; DFÜ agreement Annex 3 on the next sequence type.
    """

    due_on: date
    sequence_type: SequenceType
    end_to_end_id: EndToEndId | None
    outcome: PresentationOutcome
    amendments_told: int
    """How many of the mandate's amendments, from the first, the bank had been told with it."""

    def __init__(
        self,
        *,
        due_on: date,
        sequence_type: SequenceType,
        end_to_end_id: EndToEndIdLike | None = None,
        outcome: PresentationOutcome = PresentationOutcome.PRESENTED,
        amendments_told: int = 0,
    ) -> None: ...

    @property
    def used_the_mandate(self) -> bool:
        """Whether it counts as a use: it was not turned down before settlement."""
        return self.outcome is not PresentationOutcome.REJECTED


ACCOUNT_CODES = frozenset({"AC01", "AC02", "AC04", "AC05", "AC15", "AG01", "BE06"})
"""The reasons of banks that are about the debtor's account: with another one they are gone.

Source: ISO 20022 external code sets; EPC173-14 v8.0.
"""


@reads
@dataclass(frozen=True, slots=True, kw_only=True)
class Suspension:
    """A hold on a mandate: from a calendar day, to the last day of it, both inclusive.

    Without ``until`` it holds until it is released. A hold whose ``reason`` begins with one of
    :data:`ACCOUNT_CODES`, as after a return, is released by another account, too.
    """

    since: date
    until: date | None = None
    reason: str = ""

    @property
    def is_for_the_account(self) -> bool:
        """Whether it ends once the debtor names another account."""
        return self.until is None and self.reason.partition(",")[0] in ACCOUNT_CODES

    def holds(self, on: date) -> bool:
        """Whether it holds on a day."""
        return self.since <= on and (self.until is None or on <= self.until)


@reads
@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class Mandate(ShownInNotebooks):
    """What was signed, and what has happened to it since.

    ``signed_on`` is absent until the signed form is back: until then nothing is collected.
    ``valid_until`` is the last due date that was agreed with the debtor, if one was.
    ``confirmed_on`` is the day on which the debtor confirmed a B2B mandate to the debtor's bank, as
    far as the creditor was told: the bank refuses what was not confirmed.
    ``replaced_by`` and ``replaces`` link a mandate and the new one that took its place.
    ``migrated`` says that it was given before SEPA and taken over with its old date of signature.
    ``electronic_signature`` is the reference that the debtor's bank gave of an e-mandate (AT-M013);
    it is never filled in for paper.
    ``presentations`` and ``amendments`` are its history, in their order.
    """

    reference: MandateReference
    creditor_identifier: CreditorIdentifier
    debtor: Debtor
    scheme: Scheme
    one_off: bool
    signed_on: date | None
    valid_until: date | None
    revoked_on: date | None
    suspension: Suspension | None
    confirmed_on: date | None
    replaced_on: date | None
    replaced_by: MandateReference | None
    replaces: MandateReference | None
    migrated: bool
    ultimate_debtor: Party | None
    electronic_signature: str | None
    presentations: tuple[Presentation, ...]
    amendments: tuple[Amendment, ...]

    def __init__(
        self,
        *,
        reference: MandateReferenceLike,
        creditor_identifier: CreditorIdentifierLike,
        debtor: Debtor,
        scheme: SchemeLike = Scheme.CORE,
        one_off: bool = False,
        signed_on: date | None = None,
        valid_until: date | None = None,
        revoked_on: date | None = None,
        suspension: Suspension | None = None,
        confirmed_on: date | None = None,
        replaced_on: date | None = None,
        replaced_by: MandateReferenceLike | None = None,
        replaces: MandateReferenceLike | None = None,
        migrated: bool = False,
        ultimate_debtor: Party | None = None,
        electronic_signature: str | None = None,
        presentations: Iterable[Presentation] = (),
        amendments: Iterable[Amendment] = (),
    ) -> None: ...

    def __post_init__(self) -> None:
        """Refuse half a replacement, and an e-mandate reference that no file can hold."""
        if (self.replaced_on is None) is not (self.replaced_by is None):
            raise InvalidValue(
                f"{self.label}: replaced_on {self.replaced_on} and replaced_by {self.replaced_by} "
                "go together; give both, or neither"
            )
        signature = self.electronic_signature
        if signature is None:
            return
        if not 1 <= len(signature) <= MOST_SIGNATURE:
            raise InvalidValue(
                f"{self.label}: an electronic signature has 1 to {MOST_SIGNATURE} characters, "
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
    def keys(self) -> tuple[tuple[str, str], ...]:
        """Its key, and those that it had before it was amended, the latest first."""
        if not self.amendments:
            return (self.key,)
        identity, reference = self.key
        keys = [self.key]
        for amendment in reversed(self.amendments):
            if amendment.creditor_identifier is not None:
                identity = amendment.creditor_identifier.identity
            if amendment.reference is not None:
                reference = amendment.reference.key
            keys.append((identity, reference))
        return tuple(dict.fromkeys(keys))

    @property
    def pending_amendment(self) -> Amendment | None:
        """What the bank has still to be told, as one: the values before, where they differ today.

        Told once a collection carried it that was not turned down before settlement. Values that
        came back to what they were are no change.
        """
        if not self.amendments:
            return None
        told = max((p.amendments_told for p in self.presentations if p.used_the_mandate), default=0)
        return changes_from(self.amendments[told:], self)

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
            if (self.one_off or p.sequence_type in _LAST_OF_ITS_MANDATE) and p.used_the_mandate
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
        return self.usable_until(DORMANCY)

    def usable_until(self, dormancy: Dormancy) -> date | None:
        """The last due date on which it can be used under a rule of dormancy, inclusive."""
        base = self._dormant_since(dormancy.base)
        if base is None:
            return None
        lapses = add_months(base, dormancy.months)
        return min(lapses, self.valid_until) if self.valid_until else lapses

    def _dormant_since(self, base: DormancyBase) -> date | None:
        """The latest due date that counts; the signature where none does, or where it is newer."""
        if self.signed_on is None:
            return None
        counted = (
            p.due_on
            for p in self.presentations
            if base is DormancyBase.LATEST_PRESENTED or p.outcome is PresentationOutcome.PRESENTED
        )
        return max((self.signed_on, *counted))

    def _lapsed(self, on: date, dormancy: Dormancy) -> bool:
        last_told = self.presentations[-1] if self.presentations else None
        recent = last_told.due_on if last_told else self.signed_on
        everyday = last_told is None or dormancy.base is DormancyBase.LATEST_PRESENTED
        if (
            everyday
            and recent
            and not self.valid_until
            and ((on - recent).days <= dormancy.fewest_days)
        ):
            return False  # without going over the history, and without counting months
        last = self.usable_until(dormancy)
        return last is not None and last < on

    def status(self, on: date, dormancy: Dormancy = DORMANCY) -> MandateStatus:
        """What it is on a due date.

        >>> from datetime import date
        >>> from sepadd.testing import MANDATE
        >>> str(MANDATE.status(date(2029, 1, 15))), str(MANDATE.status(date(2029, 1, 16)))
        ('active', 'lapsed')
        """
        if (ended := self._ended(on)) is not None:
            return ended
        if self.signed_on is None or self.signed_on > on:
            return MandateStatus.UNSIGNED
        if self.presentations and self.finished:
            return MandateStatus.EXHAUSTED
        if self._lapsed(on, dormancy):
            return MandateStatus.LAPSED
        if self.suspension is not None and self.suspension.holds(on):
            return MandateStatus.SUSPENDED
        return _ACTIVE

    def _ended(self, on: date) -> MandateStatus | None:
        """Whether debtor or creditor have ended it by a day."""
        if self.revoked_on is not None and self.revoked_on <= on:
            return MandateStatus.REVOKED
        if self.replaced_on is not None and self.replaced_on <= on:
            return MandateStatus.REPLACED
        return None

    def why_unusable(self, on: date, dormancy: Dormancy = DORMANCY) -> str | None:
        """Why nothing can be collected under it on a due date, as a sentence; nothing if it can."""
        status = self.status(on, dormancy)
        if status is _ACTIVE:
            return None
        return f"{self.label} {self._why(status, on, dormancy)}"

    def _why(self, status: MandateStatus, on: date, dormancy: Dormancy) -> str:
        whys: dict[MandateStatus, Callable[[], str]] = {
            MandateStatus.UNSIGNED: lambda: self._why_unsigned(on),
            MandateStatus.SUSPENDED: self._why_suspended,
            MandateStatus.EXHAUSTED: self._why_exhausted,
            MandateStatus.LAPSED: lambda: self._why_lapsed(on, dormancy),
            MandateStatus.REVOKED: lambda: f"was revoked on {self.revoked_on}; {_NEEDED}",
            MandateStatus.REPLACED: self._why_replaced,
        }
        return whys[status]()

    def _why_unsigned(self, on: date) -> str:
        if self.signed_on is None:
            return "has no date of signature: nothing is collected until the signed form is back"
        return f"is signed on {self.signed_on}, after the due date {on}"

    def _why_replaced(self) -> str:
        return f"was replaced on {self.replaced_on}: collect under mandate {self.replaced_by}"

    def _why_exhausted(self) -> str:
        ended_on = max(p.due_on for p in self._endings())
        if self.one_off:
            return f"is one-off and was used (due {ended_on}); {_NEEDED}"
        return f"ended with its final collection (due {ended_on}); {_NEEDED}"

    def _why_lapsed(self, on: date, dormancy: Dormancy) -> str:
        last = self.usable_until(dormancy)
        agreed = last is not None and last == self.valid_until
        why = "as agreed" if agreed else f"as nothing was presented for {dormancy.months} months"
        return (
            f"lapsed: it could be used for due dates up to {last}, {why}, and not for {on}; "
            f"{_NEEDED}"
        )

    def _why_suspended(self) -> str:
        hold = self.suspension
        if hold is None:
            return "is suspended"
        until = "until it is released" if hold.until is None else f"up to {hold.until}"
        reason = f": {hold.reason}" if hold.reason else ""
        return f"is suspended since {hold.since}, {until}{reason}"

    def with_presentations(self, presentations: Iterable[Presentation]) -> Mandate:
        """The mandate with what was presented under it; what it knew already is not added twice.

        A presentation is known by its EndToEndId, or by being equal where it has none; one told
        again with another outcome replaces the earlier telling.
        """
        told: dict[EndToEndId | Presentation, Presentation] = {
            p.end_to_end_id or p: p for p in presentations
        }
        kept = tuple(told.pop(p.end_to_end_id or p, p) for p in self.presentations)
        if not told and kept == self.presentations:
            return self
        return replace(self, presentations=(*kept, *told.values()))


def changes_from(amendments: Sequence[Amendment], mandate: Mandate) -> Amendment | None:
    """Several amendments of a mandate as one, without what is again as it was.

    Source: the German rules on AmdmntInfDtls: no value may be given as original that is unchanged.
    """
    was = first_originals(amendments)
    if was is None:
        return None
    reference = was.reference if was.reference != mandate.reference else None
    identifier = was.creditor_identifier
    if identifier is not None and identifier.identity == mandate.creditor_identifier.identity:
        identifier = None  # another business code is not another creditor
    iban = was.iban if was.iban != mandate.debtor.iban else None
    others = was.creditor_name is not None or was.account_untold
    if reference is None and identifier is None and iban is None and not others:
        return None
    return replace(
        was,
        reference=reference,
        creditor_identifier=identifier,
        iban=iban,
        bic=was.bic if iban else None,
    )
