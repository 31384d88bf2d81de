"""What one bank asks beyond the scheme, or lets pass; and its terms on a day.

A bank is a constant, and what is particular to it is one of its fields, with the document that
states it beside it. Terms are all that a rule may know besides its subject: a bank's profile and
the day of handing over. There is no hidden clock.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import field, replace
from datetime import date, datetime, time, tzinfo
from typing import Final, overload

from sepadd.findings import InvalidValue
from sepadd.frozen import dataclass
from sepadd.mandate import DORMANCY, Dormancy, Mandate, Scheme, SequenceType
from sepadd.rulebook.edition import (
    Edition,
    LeadTimes,
    SameMandateNewAccount,
    edition_on,
)
from sepadd.rulebook.file_form import FileForm
from sepadd.rulebook.message_version import MessageVersion
from sepadd.values import TARGET, AddressForm, BusinessCalendar, Iban, clock_of, must_be_day, reads

B2bReach = Callable[[Iban], bool]
"""Whether the bank of an account takes part in B2B, as a directory of banks tells."""

_ZONE: Final = "Europe/Brussels"
"""Where TARGET has its clock; all profiles that are shipped are of banks in the same time."""
_SCHEMES: Final = frozenset({Scheme.CORE, Scheme.B2B})
_ALL: Final = frozenset(SequenceType)
_ONE_OFF: Final = (SequenceType.ONE_OFF,)
_LATER: Final = (SequenceType.RECURRENT, SequenceType.FINAL)
_FIRST_AND_SAYS_SO: Final = (SequenceType.FIRST,)
_FIRST: Final = (SequenceType.FIRST, SequenceType.RECURRENT, SequenceType.FINAL)
_FIRST_UNSAID: Final = (SequenceType.RECURRENT, SequenceType.FIRST, SequenceType.FINAL)
_SAYS_FIRST: Final = SequenceType.FIRST


@reads
@dataclass(frozen=True, slots=True, kw_only=True)
class Quirk:
    """Something particular to a bank or a country: what it is, who states it, what is doubtful.

    ``settings`` are the fields of the profile that hold it, such as ``form.addresses``; none where
    it is only to be known. ``doubt`` is empty where the source is clear and no other contradicts.
    """

    what: str
    source: str
    doubt: str = ""
    settings: tuple[str, ...] = ()


@reads
@dataclass(frozen=True, slots=True, kw_only=True)
class BankProfile:
    """One bank's terms, as data. A new bank is one more constant, not one more class.

    ``versions``: the messages that it takes, by name: that sepadd writes one more changes no bank.
    ``form.message`` is the one that is written.
    ``zone`` is the time zone of its clock, by its name in the IANA database; ``cut_off``, by
    scheme, the time on that clock up to which, inclusive, a file is received on the same business
    day. ``lead_times``: the bank's own, where it does not keep to the edition's.
    ``extra_lead_days``: business days that come on top. ``most_days_ahead``: calendar days from
    handing over to the latest due date that it takes. ``sequence_types``: those that it takes;
    ``first_use``: what a first collection says it is, where the rulebook leaves the choice.
    ``b2b_reach`` says whether the bank of an account takes B2B, where the user has a directory
    that tells. ``creditor_bic``: it asks for the BIC of the creditor's account;
    ``bic_outside_eea``: for that of a debtor whose account is outside the EEA.
    ``single_booking``: whether it credits each collection by itself without a further agreement.
    ``sender_numbered_by_bank``: whoever hands the file over is named, or has a BIC, a LEI or a
    number that this bank gave, and no other.
    ``offset_asked``: whether it takes no time of creation without its offset from UTC.
    ``unstructured_until``: the last day, inclusive, of settlement for addresses in lines alone,
    where ``form.addresses`` has them; without it, they have no end.
    ``refused`` names rules whose warnings this bank treats as errors, ``waived`` rules that it is
    known not to hold to. ``quirks`` tell what is particular, with sources and doubts.

    Raises :class:`InvalidValue` for a time zone that there is not, for lead days below none, for
    COR1 with lead times that have none, for a message that it does not take, for a last day of
    addresses that it never takes, and where it takes no scheme or no sequence type.
    """

    name: str
    title: str
    source: str
    form: FileForm = field(default_factory=FileForm)
    versions: frozenset[MessageVersion]
    calendar: BusinessCalendar = TARGET
    zone: str = _ZONE
    cut_off: Mapping[Scheme, time] = field(default_factory=dict)
    lead_times: LeadTimes | None = None
    extra_lead_days: Mapping[Scheme, int] = field(default_factory=dict)
    most_days_ahead: int | None = None
    schemes: frozenset[Scheme] = _SCHEMES
    sequence_types: frozenset[SequenceType] = _ALL
    first_use: SequenceType = SequenceType.RECURRENT
    dormancy: Dormancy = DORMANCY
    one_off_b2b: bool = True
    b2b_reach: B2bReach | None = None
    creditor_bic: bool = False
    bic_outside_eea: bool = False
    single_booking: bool = True
    sender_numbered_by_bank: bool = False
    offset_asked: bool = False
    unstructured_until: date | None = None
    refused: frozenset[str] = frozenset()
    waived: frozenset[str] = frozenset()
    quirks: tuple[Quirk, ...] = ()

    def __post_init__(self) -> None:
        """Refuse terms that no collection could keep to."""
        for wrong in (*self._wrong_times(), *self._wrong_kinds(), *self._wrong_form()):
            raise InvalidValue(f"profile {self.name}: {wrong}")

    def _wrong_times(self) -> Iterator[str]:
        if self.zone != _ZONE:
            clock_of(self.zone)
        for scheme, days in self.extra_lead_days.items():
            if days < 0:
                yield f"{days} extra lead days for {scheme}; give 0 or more"
        if self.most_days_ahead is not None and self.most_days_ahead < 1:
            yield f"{self.most_days_ahead} days ahead at most; give 1 or more, or none"
        own = self.lead_times
        if own is not None and min(own.core_first, own.core_following, own.b2b, own.cor1 or 0) < 0:
            yield "lead times of its own below none; give 0 or more"
        if Scheme.COR1 in self.schemes and own is not None and own.cor1 is None:
            yield "it takes COR1, and its own lead times have none for COR1; give cor1 there"
        if self.dormancy.months < 1:
            yield f"mandates that live {self.dormancy.months} months; give 1 or more"

    def _wrong_kinds(self) -> Iterator[str]:
        if not self.schemes:
            yield "it takes no scheme; give CORE, B2B or both"
        if not self.sequence_types:
            yield "it takes no sequence type; give at least one"
        if self.first_use not in {SequenceType.FIRST, SequenceType.RECURRENT}:
            yield f"a first collection cannot say {self.first_use}; give FRST or RCUR"

    def _wrong_form(self) -> Iterator[str]:
        if self.form.message not in self.versions:
            taken = " or ".join(sorted(self.versions)) or "no message at all"
            yield f"it does not take {self.form.message}, but {taken}"
        if self.unstructured_until and AddressForm.UNSTRUCTURED not in self.form.addresses:
            yield "a last day for unstructured addresses, which form.addresses lacks; add it there"

    def setting(self, path: str) -> object:
        """What it has in a field, by its path. Raises :class:`AttributeError` if there is none.

        >>> from sepadd.banks import GERMANY
        >>> GERMANY.setting("form.limits.collections_per_file")
        99999
        """
        value: object = self
        for name in path.split("."):
            value = getattr(value, name)
        return value

    def with_quirks_of(self, base: BankProfile) -> BankProfile:
        """The same bank, told besides of what is particular to its base, where it kept that.

        >>> from sepadd.banks import ABN_AMRO, NETHERLANDS
        >>> set(ABN_AMRO.quirks) > set(NETHERLANDS.quirks)
        True
        """
        kept = (
            quirk
            for quirk in base.quirks
            if all(self.setting(path) == base.setting(path) for path in quirk.settings)
        )
        return replace(self, quirks=(*self.quirks, *kept))

    def writing(self, message: MessageVersion) -> BankProfile:
        """The same bank, written to in another of the messages that it takes.

        Raises :class:`InvalidValue` for a message that it does not take.

        >>> from sepadd import EPC
        >>> str(EPC.writing(MessageVersion.PAIN_008_001_02).form.message)
        'pain.008.001.02'
        """
        return replace(self, form=replace(self.form, message=message))

    @property
    def clock(self) -> tzinfo:
        """The time zone of its clock: cut-offs and the day of handing over go by it."""
        return clock_of(self.zone)

    @overload
    def terms(self, *, on: date) -> Terms: ...
    @overload
    def terms(self, *, at: datetime) -> Terms: ...
    def terms(self, *, on: date | None = None, at: datetime | None = None) -> Terms:
        """The terms for a file that is handed over on a calendar day, or at an instant.

        On a day without a time the cut-off is taken as met. An instant is turned into the bank's
        time zone: the day there counts, and the cut-offs of that day. Raises :class:`InvalidValue`
        unless one of the two is given, for what is no day, for an instant without its time zone,
        and before SEPA direct debit began.

        >>> from sepadd.banks import ABN_AMRO
        >>> at = datetime(2026, 11, 23, 12, 31, tzinfo=ABN_AMRO.clock)
        >>> ABN_AMRO.terms(at=at).received_on[Scheme.CORE]
        datetime.date(2026, 11, 24)
        """
        if at is not None and on is None:
            here = self.local(at)
            return self.terms_by_clock(here.date(), here.time())
        if on is not None and at is None:
            return self.terms_by_clock(on, None)
        raise InvalidValue(f"the terms of {self.name}: give a day (on=) or an instant (at=)")

    def terms_by_clock(self, on: date, at: time | None) -> Terms:
        """The terms for a calendar day, and a time on the bank's own clock if one is known.

        Raises as :meth:`terms` does.
        """
        must_be_day(on, "day of handing over", f"the terms of {self.name}")
        edition_on(on)
        received_on = {scheme: self._received_on(on, at, scheme) for scheme in self.schemes}
        return Terms(profile=self, on=on, received_on=received_on)

    def local(self, at: datetime) -> datetime:
        """An instant as the bank's clock has it. Raises :class:`InvalidValue` without time zone."""
        if not isinstance(at, datetime):
            raise InvalidValue(f"at {at!r}: needs an instant, a datetime with its time zone")
        if at.tzinfo is None:
            raise InvalidValue(
                f"at {at}: the time zone is missing; "
                f"datetime.now(tz=ZoneInfo({self.zone!r})) has one"
            )
        return at.astimezone(self.clock)

    def _received_on(self, on: date, at: time | None, scheme: Scheme) -> date:
        """The business day on which a file counts as received: the next one after the cut-off."""
        day = self.calendar.on_or_after(on)
        cut_off = self.cut_off.get(scheme)
        if day == on and at is not None and cut_off is not None and at > cut_off:
            return self.calendar.after(on, 1)
        return day


_Key = tuple[date, Scheme, SequenceType]


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """A bank's terms on the day that a file is handed over.

    ``on`` is that calendar day, ``received_on`` the business day, by scheme, on which the bank
    takes it as received. All else is as the ``profile`` has it.
    """

    profile: BankProfile
    on: date
    received_on: Mapping[Scheme, date]
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
            settles_on = self.profile.calendar.on_or_after(max(due_on, self.on))
            edition = self._editions[due_on] = edition_on(settles_on)
        return edition

    def lead_days(self, due_on: date, scheme: Scheme, sequence_type: SequenceType) -> int:
        """Business days before the due date by which the bank has to have it."""
        lead_times = self.profile.lead_times or self.edition(due_on).lead_times
        return lead_times.days(scheme, sequence_type) + self.profile.extra_lead_days.get(scheme, 0)

    def latest_receipt_on(self, due_on: date, scheme: Scheme, sequence_type: SequenceType) -> date:
        """The last business day on which the bank can receive it, before that day's cut-off.

        Counted back from the due date, which first moves on to a business day where it is none.
        """
        key = (due_on, scheme, sequence_type)
        latest = self._latest.get(key)
        if latest is None:
            days = self.lead_days(due_on, scheme, sequence_type)
            latest = self._latest[key] = self.profile.calendar.before(due_on, days)
        return latest

    def earliest_due_on(self, scheme: Scheme, sequence_type: SequenceType) -> date:
        """The first due date that a file handed over now can still have.

        Raises :class:`InvalidValue` for a scheme that these terms, or its rulebook, do not have.
        """
        received_on = self.received_on.get(scheme)
        if received_on is None:
            taken = ", ".join(sorted(self.profile.schemes))
            raise InvalidValue(f"{scheme} is not taken here: give one of {taken}")
        due_on = self.profile.calendar.after(received_on, 1)
        while self.latest_receipt_on(due_on, scheme, sequence_type) < received_on:
            due_on = self.profile.calendar.after(due_on, 1)
        return due_on

    def earliest_for_all(self, kinds: Iterable[tuple[Scheme, SequenceType]]) -> date | None:
        """The first due date that collections of all the ``kinds`` can still have.

        Nothing where there are none, or one is of a scheme that ends before: COR1 in its last days.
        """
        try:
            return max((self.earliest_due_on(*kind) for kind in kinds), default=None)
        except InvalidValue:
            return None

    def offered(self, due_on: date) -> AbstractSet[Scheme]:
        """The schemes that the bank takes, and the rulebook of a due date has."""
        return self.edition(due_on).schemes & self.received_on.keys()

    def sequence_types(self, mandate: Mandate, due_on: date) -> tuple[SequenceType, ...]:
        """What the mandate's next collection may say it is at this bank, the usual one first.

        What the bank does not take is left out, unless nothing else would be left.
        """
        allowed = self.allowed_sequence_types(mandate, due_on)
        taken = self.profile.sequence_types
        if len(taken) == len(_ALL):
            return allowed
        return tuple(kind for kind in allowed if kind in taken) or allowed

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
        return _FIRST if self.profile.first_use is _SAYS_FIRST else _FIRST_UNSAID

    def _starts_anew(self, mandate: Mandate, due_on: date) -> bool:
        """Whether a new account at another bank makes the next collection a first: until 2016."""
        if self.edition(due_on).same_mandate_new_account is SameMandateNewAccount.NEW_ACCOUNT:
            return False
        pending = mandate.pending_amendment
        return pending is not None and pending.leaves_the_bank_of(mandate.debtor.iban)
