"""What one bank asks beyond the scheme, or lets pass.

A bank is a constant, and a quirk is one of its fields, with the document that states it beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, time
from types import MappingProxyType
from typing import Final

from sepadd.calendars import TARGET, BusinessCalendar
from sepadd.findings import InvalidValue
from sepadd.mandate import DORMANCY, Dormancy, Scheme, SequenceType
from sepadd.money import Euro
from sepadd.party import AddressForm
from sepadd.rulebook.edition import LEGACY_LEAD_TIMES, LeadTimes, MessageVersion, edition_on
from sepadd.rulebook.file_form import FileForm, FileLimits
from sepadd.rulebook.terms import Terms
from sepadd.text import AUSTRIAN_TEXT, GERMAN_TEXT

_SCHEMES: Final = frozenset({Scheme.CORE, Scheme.B2B})


@dataclass(frozen=True, slots=True, kw_only=True)
class BankProfile:
    """One bank's terms, as data. A new bank is one more constant, not one more class.

    ``cut_off``: by scheme, the local time up to which, inclusive, a file is received on the same
    business day. ``lead_times``: the bank's own, where it does not keep to the edition's.
    ``extra_lead_days``: business days that come on top. ``most_days_ahead``: calendar days from
    handing over to the latest due date that it takes. ``first_use``: what a first collection says
    it is, where the rulebook leaves the choice. ``refused`` names rules whose warnings this bank
    treats as errors, ``waived`` rules that it is known not to hold to. Raises
    :class:`InvalidValue` for lead days below none, and for COR1 with lead times that have none.
    """

    name: str
    title: str
    source: str
    form: FileForm = field(default_factory=FileForm)
    calendar: BusinessCalendar = TARGET
    cut_off: Mapping[Scheme, time] = field(default_factory=dict)
    lead_times: LeadTimes | None = None
    extra_lead_days: Mapping[Scheme, int] = field(default_factory=dict)
    most_days_ahead: int | None = None
    schemes: frozenset[Scheme] = _SCHEMES
    first_use: SequenceType = SequenceType.RECURRENT
    dormancy: Dormancy = DORMANCY
    one_off_b2b: bool = True
    creditor_bic: bool = False
    bic_outside_eea: bool = False
    refused: frozenset[str] = frozenset()
    waived: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        """Refuse terms that no collection could keep to."""
        for scheme, days in self.extra_lead_days.items():
            if days < 0:
                raise InvalidValue(
                    f"profile {self.name}: {days} extra lead days for {scheme}; give 0 or more"
                )
        own = self.lead_times
        if Scheme.COR1 in self.schemes and own is not None and own.cor1 is None:
            raise InvalidValue(
                f"profile {self.name}: it takes COR1, and its own lead times have none for COR1"
            )

    def terms(self, on: date, at: time | None = None) -> Terms:
        """The terms for a file that is handed over on a calendar day.

        ``at`` is the local time of handing over; without it, the cut-off is taken as met.
        Raises :class:`InvalidValue` for a day before SEPA direct debit began.

        >>> ABN_AMRO.terms(date(2026, 11, 23), time(12, 31)).received_on[Scheme.CORE]
        datetime.date(2026, 11, 24)
        """
        edition_on(on)
        return Terms(
            on=on,
            received_on={scheme: self.received_on(on, at, scheme) for scheme in self.schemes},
            calendar=self.calendar,
            lead_times=self.lead_times,
            extra_lead_days=self.extra_lead_days,
            most_days_ahead=self.most_days_ahead,
            schemes=self.schemes,
            first_use=self.first_use,
            dormancy=self.dormancy,
            one_off_b2b=self.one_off_b2b,
            creditor_bic=self.creditor_bic,
            bic_outside_eea=self.bic_outside_eea,
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


EPC: Final = BankProfile(
    name="epc",
    title="The scheme itself, any bank",
    source="EPC016-06 and EPC222-07, 2025 v1.1; EPC130-08 and EPC131-08",
)

LEGACY: Final = BankProfile(
    name="legacy-2014",
    title="The lead times until November 2016: first 5, following 2, B2B 1",
    source="DFÜ agreement Annex 3 of 2012; help pages of two Dutch accounting packages",
    lead_times=LEGACY_LEAD_TIMES,
    first_use=SequenceType.FIRST,
)

NETHERLANDS: Final = replace(
    EPC,
    name="nl",
    title="Dutch banks",
    source="Betaalvereniging: structured addresses, hybrid by some banks only",
    form=FileForm(addresses=frozenset({AddressForm.STRUCTURED})),
)

ABN_AMRO: Final = replace(
    NETHERLANDS,
    name="abn-amro",
    title="ABN AMRO",
    source="abnamro.nl, delivery times of SEPA direct debits: 12:30 on the day before",
    cut_off=MappingProxyType({Scheme.CORE: time(12, 30), Scheme.B2B: time(12, 30)}),
)

GERMANY: Final = BankProfile(
    name="de",
    title="German banks",
    source="DFÜ agreement Annex 3 of 2021, chapter direct debits; GBIC_5 of April 2025",
    form=FileForm(
        text=GERMAN_TEXT,
        addresses=frozenset({AddressForm.STRUCTURED, AddressForm.HYBRID}),
        # Many banks take no more than 99 999 in one file; from general knowledge.
        limits=FileLimits(collections_per_batch=99_999, collections_per_file=99_999),
    ),
    # Annex 3 of 2021: German banks need not take a file more than fifteen calendar days ahead.
    most_days_ahead=15,
)

GERMANY_02: Final = replace(
    GERMANY,
    name="de-02",
    title="German banks, pain.008.001.02",
    source="DFÜ agreement Annex 3 of 2021; GBIC_3 of 2019: an address is a country and two lines",
    form=replace(
        GERMANY.form,
        message=MessageVersion.PAIN_008_001_02,
        addresses=frozenset(AddressForm),
        fold_addresses=True,
    ),
)

AUSTRIA: Final = BankProfile(
    name="at",
    title="Austrian banks",
    source="PSA schema pain.008.001.08.at.004 of April 2024",
    form=FileForm(
        text=AUSTRIAN_TEXT,
        addresses=frozenset({AddressForm.STRUCTURED}),
        creditor_address=False,
        limits=FileLimits(
            batches_per_file=9_999,
            collections_per_file=999_999,
            amount_per_batch=Euro(cents=999_999_999_999_99),
            amount_per_file=Euro(cents=999_999_999_999_99),
        ),
    ),
)

PROFILES: Final[tuple[BankProfile, ...]] = (
    EPC,
    NETHERLANDS,
    ABN_AMRO,
    GERMANY,
    GERMANY_02,
    AUSTRIA,
    LEGACY,
)
"""The profiles that come with sepadd. One's own is one more constant, or ``replace`` of one."""


def profile_named(name: str) -> BankProfile:
    """The shipped profile of that name. Raises :class:`InvalidValue`, naming those there are.

    >>> profile_named("at").title
    'Austrian banks'
    """
    for profile in PROFILES:
        if profile.name == name:
            return profile
    there_are = ", ".join(profile.name for profile in PROFILES)
    raise InvalidValue(f"there is no profile {name!r}; there are {there_are}")
