"""What one bank asks beyond the scheme, or lets pass.

A bank is a constant, and what is particular to it is one of its fields, with the document that
states it beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, time
from typing import Final

from sepadd.findings import InvalidValue
from sepadd.mandate import DORMANCY, Dormancy, Scheme, SequenceType
from sepadd.rulebook import B2bReach, FileForm, LeadTimes, MessageVersion, Terms, edition_on
from sepadd.values import TARGET, AddressForm, BusinessCalendar, must_be_day, reads

_SCHEMES: Final = frozenset({Scheme.CORE, Scheme.B2B})


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

    ``versions``: the messages that it takes; ``form.message`` is the one that is written.
    ``cut_off``: by scheme, the local time up to which, inclusive, a file is received on the same
    business day. ``lead_times``: the bank's own, where it does not keep to the edition's.
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

    Raises :class:`InvalidValue` for lead days below none, for COR1 with lead times that have none,
    for a message that it does not take, for a last day of addresses that it never takes, and where
    it takes no scheme or no sequence type.
    """

    name: str
    title: str
    source: str
    form: FileForm = field(default_factory=FileForm)
    versions: frozenset[MessageVersion] = frozenset(MessageVersion)
    calendar: BusinessCalendar = TARGET
    cut_off: Mapping[Scheme, time] = field(default_factory=dict)
    lead_times: LeadTimes | None = None
    extra_lead_days: Mapping[Scheme, int] = field(default_factory=dict)
    most_days_ahead: int | None = None
    schemes: frozenset[Scheme] = _SCHEMES
    sequence_types: frozenset[SequenceType] = frozenset(SequenceType)
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

    def terms(self, on: date, at: time | None = None) -> Terms:
        """The terms for a file that is handed over on a calendar day.

        ``at`` is the local time of handing over; without it, the cut-off is taken as met.
        Raises :class:`InvalidValue` for what is no day, and for one before SEPA direct debit began.

        >>> from sepadd.banks import ABN_AMRO
        >>> ABN_AMRO.terms(date(2026, 11, 23), time(12, 31)).received_on[Scheme.CORE]
        datetime.date(2026, 11, 24)
        """
        must_be_day(on, "day of handing over", f"the terms of {self.name}")
        edition_on(on)
        return Terms(
            on=on,
            received_on={scheme: self.received_on(on, at, scheme) for scheme in self.schemes},
            calendar=self.calendar,
            lead_times=self.lead_times,
            extra_lead_days=self.extra_lead_days,
            most_days_ahead=self.most_days_ahead,
            schemes=self.schemes,
            taken=self.sequence_types,
            first_use=self.first_use,
            dormancy=self.dormancy,
            one_off_b2b=self.one_off_b2b,
            b2b_reach=self.b2b_reach,
            creditor_bic=self.creditor_bic,
            bic_outside_eea=self.bic_outside_eea,
            single_booking=self.single_booking,
            sender_numbered_by_bank=self.sender_numbered_by_bank,
            unstructured_until=self.unstructured_until,
            form=self.form,
            refused=self.refused,
            waived=self.waived,
        )

    def received_on(self, on: date, at: time | None, scheme: Scheme) -> date:
        """The business day on which a file counts as received: the next one after the cut-off."""
        day = self.calendar.on_or_after(on)
        cut_off = self.cut_off.get(scheme)
        if day == on and at is not None and cut_off is not None and at > cut_off:
            return self.calendar.after(on, 1)
        return day
