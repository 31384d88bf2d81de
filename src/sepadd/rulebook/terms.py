"""What holds for one submission: the day, the bank's times and wishes, the edition's rules.

Terms are all that a rule may know besides its subject. There is no hidden clock.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from sepadd.findings import InvalidValue
from sepadd.mandate import DORMANCY, Dormancy, Mandate, Scheme, SequenceType
from sepadd.rulebook.edition import Edition, LeadTimes, SameMandateNewAccount, edition_on
from sepadd.rulebook.file_form import FileForm
from sepadd.values import TARGET, BusinessCalendar, Iban

B2bReach = Callable[[Iban], bool]
"""Whether the bank of an account takes part in B2B, as a directory of banks tells."""

_Key = tuple[date, Scheme, SequenceType]

_ALL = frozenset(SequenceType)
_ONE_OFF = (SequenceType.ONE_OFF,)
_LATER = (SequenceType.RECURRENT, SequenceType.FINAL)
_FIRST_AND_SAYS_SO = (SequenceType.FIRST,)
_FIRST = (SequenceType.FIRST, SequenceType.RECURRENT, SequenceType.FINAL)
_FIRST_UNSAID = (SequenceType.RECURRENT, SequenceType.FIRST, SequenceType.FINAL)
_SAYS_FIRST = SequenceType.FIRST


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """A bank's terms on the day that a file is handed over.

    ``on`` is that calendar day, ``received_on`` the business day, by scheme, on which the bank
    takes it as received. ``lead_times`` stands instead of the edition's where the bank has its own,
    ``extra_lead_days`` (business days) come on top of either. ``most_days_ahead`` (calendar days)
    is how early a file may come. ``taken`` are the sequence types that the bank takes.
    ``b2b_reach`` says whether the bank of an account takes B2B, where the user has a directory that
    tells. ``single_booking``: whether the bank credits each collection by itself without a further
    agreement. ``sender_numbered_by_bank``: whoever hands over has no number but one of the bank's.
    ``unstructured_until``: the last day of settlement for addresses in lines alone.
    ``refused`` names rules whose warnings this bank treats as errors, ``waived`` rules that it does
    not hold to.
    """

    on: date
    received_on: Mapping[Scheme, date]
    calendar: BusinessCalendar = TARGET
    lead_times: LeadTimes | None = None
    extra_lead_days: Mapping[Scheme, int] = field(default_factory=dict)
    most_days_ahead: int | None = None
    schemes: frozenset[Scheme] = frozenset({Scheme.CORE, Scheme.B2B})
    taken: frozenset[SequenceType] = _ALL
    first_use: SequenceType = SequenceType.RECURRENT
    dormancy: Dormancy = DORMANCY
    one_off_b2b: bool = True
    b2b_reach: B2bReach | None = None
    creditor_bic: bool = False
    bic_outside_eea: bool = False
    single_booking: bool = True
    sender_numbered_by_bank: bool = False
    unstructured_until: date | None = None
    form: FileForm = field(default_factory=FileForm)
    refused: frozenset[str] = frozenset()
    waived: frozenset[str] = frozenset()
    _latest: dict[_Key, date] = field(default_factory=dict, init=False, repr=False, compare=False)
    _editions: dict[date, Edition] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def edition(self, due_on: date) -> Edition:
        """The edition that governs a due date; at the earliest the one of the day of sending.

        The due date first moves on to a business day where it is none.
        """
        edition = self._editions.get(due_on)
        if edition is None:
            settles_on = self.calendar.on_or_after(max(due_on, self.on))
            edition = self._editions[due_on] = edition_on(settles_on)
        return edition

    def lead_days(self, due_on: date, scheme: Scheme, sequence_type: SequenceType) -> int:
        """Business days before the due date by which the bank has to have it."""
        lead_times = self.lead_times or self.edition(due_on).lead_times
        return lead_times.days(scheme, sequence_type) + self.extra_lead_days.get(scheme, 0)

    def latest_receipt_on(self, due_on: date, scheme: Scheme, sequence_type: SequenceType) -> date:
        """The last business day on which the bank can receive it, before that day's cut-off.

        Counted back from the due date, which first moves on to a business day where it is none.
        """
        key = (due_on, scheme, sequence_type)
        latest = self._latest.get(key)
        if latest is None:
            days = self.lead_days(due_on, scheme, sequence_type)
            latest = self._latest[key] = self.calendar.before(due_on, days)
        return latest

    def earliest_due_on(self, scheme: Scheme, sequence_type: SequenceType) -> date:
        """The first due date that a file handed over now can still have.

        Raises :class:`InvalidValue` for a scheme that these terms, or its rulebook, do not have.
        """
        received_on = self.received_on.get(scheme)
        if received_on is None:
            taken = ", ".join(sorted(self.schemes))
            raise InvalidValue(f"{scheme} is not taken here: give one of {taken}")
        due_on = self.calendar.after(received_on, 1)
        while self.latest_receipt_on(due_on, scheme, sequence_type) < received_on:
            due_on = self.calendar.after(due_on, 1)
        return due_on

    def sequence_types(self, mandate: Mandate, due_on: date) -> tuple[SequenceType, ...]:
        """What the mandate's next collection may say it is at this bank, the usual one first.

        What the bank does not take is left out, unless nothing else would be left.
        """
        allowed = self.allowed_sequence_types(mandate, due_on)
        if len(self.taken) == len(_ALL):
            return allowed
        return tuple(kind for kind in allowed if kind in self.taken) or allowed

    def allowed_sequence_types(self, mandate: Mandate, due_on: date) -> tuple[SequenceType, ...]:
        """What the mandate's past and the rulebook allow its next collection to say.

        Since 20 November 2016 a first collection may, but need not, say that it is the first.
        Source: DFÜ agreement Annex 3 of 2012 and 2016.
        """
        if mandate.one_off:
            return _ONE_OFF
        if mandate.amendments and self._starts_anew(mandate, due_on):
            return _FIRST_AND_SAYS_SO
        if mandate.presentations and mandate.used:
            return _LATER
        if self.edition(due_on).first_is_mandatory:
            return _FIRST_AND_SAYS_SO
        return _FIRST if self.first_use is _SAYS_FIRST else _FIRST_UNSAID

    def _starts_anew(self, mandate: Mandate, due_on: date) -> bool:
        """Whether a new account at another bank makes the next collection a first: until 2016."""
        if self.edition(due_on).same_mandate_new_account is SameMandateNewAccount.NEW_ACCOUNT:
            return False
        pending = mandate.pending_amendment
        return pending is not None and pending.leaves_the_bank_of(mandate.debtor.iban)
