"""What a bank makes of the rulebook: when it counts a file as received, and for which due date."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sepadd.banks import (
    ABN_AMRO,
    AUSTRIA,
    EPC,
    GERMANY,
    GERMANY_02,
    LEGACY,
    NETHERLANDS,
    PROFILES,
    BankProfile,
    profile_named,
)
from sepadd.findings import InvalidValue
from sepadd.mandate import Presentation, PresentationOutcome, Scheme, SequenceType
from sepadd.rulebook import LEGACY_LEAD_TIMES, FileLimits, Terms
from sepadd.rulebook.edition import EDITIONS
from sepadd.testing import MANDATE, TERMS
from sepadd.values import TARGET, AddressForm, BusinessCalendar, EndToEndId, Euro

MONDAY: Final = date(2026, 11, 23)
FIRST, RECURRENT = SequenceType.FIRST, SequenceType.RECURRENT
FINAL, ONE_OFF = SequenceType.FINAL, SequenceType.ONE_OFF


def earliest(terms: Terms, kind: SequenceType = RECURRENT, scheme: Scheme = Scheme.CORE) -> date:
    return terms.earliest_due_on(scheme, kind)


# -- when a file is received --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "received_on", "due_on"),
    [
        (time(0, 0), date(2026, 11, 23), date(2026, 11, 24)),
        (time(12, 29), date(2026, 11, 23), date(2026, 11, 24)),
        (time(12, 30), date(2026, 11, 23), date(2026, 11, 24)),
        (time(12, 30, 1), date(2026, 11, 24), date(2026, 11, 25)),
        (time(12, 31), date(2026, 11, 24), date(2026, 11, 25)),
        (time(23, 59), date(2026, 11, 24), date(2026, 11, 25)),
        (None, date(2026, 11, 23), date(2026, 11, 24)),
    ],
)
def test_trap_4_a_file_after_the_cut_off_is_received_the_next_day(
    at: time | None, received_on: date, due_on: date
) -> None:
    terms = ABN_AMRO.terms_by_clock(MONDAY, at)
    assert terms.received_on == {Scheme.CORE: received_on, Scheme.B2B: received_on}
    assert earliest(terms) == due_on


@pytest.mark.parametrize("at", [time(8, 0), time(12, 31), None])
@pytest.mark.parametrize("on", [date(2026, 11, 21), date(2026, 11, 22)])
def test_trap_4b_a_file_of_the_weekend_is_received_on_monday(on: date, at: time | None) -> None:
    terms = ABN_AMRO.terms_by_clock(on, at)
    assert terms.received_on[Scheme.CORE] == MONDAY
    assert earliest(terms) == date(2026, 11, 24)


def test_a_file_after_the_cut_off_of_a_friday_is_received_on_monday() -> None:
    assert (
        ABN_AMRO.terms_by_clock(date(2026, 11, 20), time(13, 0)).received_on[Scheme.CORE] == MONDAY
    )


def test_each_scheme_has_a_cut_off_of_its_own() -> None:
    bank = replace(EPC, cut_off={Scheme.CORE: time(7, 0), Scheme.B2B: time(11, 0)})
    received_on = bank.terms_by_clock(MONDAY, time(9, 0)).received_on
    assert received_on == {Scheme.CORE: date(2026, 11, 24), Scheme.B2B: MONDAY}


def test_a_bank_without_a_cut_off_takes_a_file_all_day() -> None:
    assert EPC.terms_by_clock(MONDAY, time(23, 59)).received_on[Scheme.CORE] == MONDAY


def test_there_are_no_terms_before_the_launch() -> None:
    assert EPC.terms(on=date(2009, 11, 2)).on == date(2009, 11, 2)
    with pytest.raises(InvalidValue, match="2009-11-01 is before SEPA direct debit"):
        EPC.terms(on=date(2009, 11, 1))


def test_a_bank_that_heeds_its_own_holidays_counts_in_its_own_days() -> None:
    def anniversary(year: int) -> dict[date, str]:
        return {date(year, 11, 24): "Anniversary"}

    house = BusinessCalendar(name="house", closing=anniversary)
    assert earliest(replace(EPC, calendar=TARGET & house).terms(on=MONDAY)) == date(2026, 11, 25)


# -- for which due date -------------------------------------------------------------------------


def test_extra_lead_days_come_on_top() -> None:
    slow = replace(EPC, extra_lead_days={Scheme.B2B: 1}).terms(on=MONDAY)
    assert earliest(slow) == date(2026, 11, 24)
    assert earliest(slow, scheme=Scheme.B2B) == date(2026, 11, 25)
    assert slow.lead_days(date(2026, 12, 1), Scheme.B2B, RECURRENT) == 2


def test_extra_lead_days_come_on_top_of_the_banks_own() -> None:
    slow = replace(LEGACY, extra_lead_days={Scheme.CORE: 1}).terms(on=MONDAY)
    assert slow.lead_days(date(2026, 12, 1), Scheme.CORE, FIRST) == 6


@pytest.mark.parametrize(
    ("kind", "scheme", "due_on"),
    [
        (FIRST, Scheme.CORE, date(2026, 11, 30)),
        (ONE_OFF, Scheme.CORE, date(2026, 11, 30)),
        (RECURRENT, Scheme.CORE, date(2026, 11, 25)),
        (FINAL, Scheme.CORE, date(2026, 11, 25)),
        (FIRST, Scheme.B2B, date(2026, 11, 24)),
    ],
)
def test_the_lead_times_of_old_can_still_be_asked_for(
    kind: SequenceType, scheme: Scheme, due_on: date
) -> None:
    assert LEGACY.lead_times == LEGACY_LEAD_TIMES
    assert earliest(LEGACY.terms(on=MONDAY), kind, scheme) == due_on


def test_over_the_change_of_2016_waiting_a_day_can_be_as_good_as_five() -> None:
    assert earliest(EPC.terms(on=date(2016, 11, 11)), FIRST) == date(2016, 11, 18)
    assert earliest(EPC.terms(on=date(2016, 11, 14)), FIRST) == date(2016, 11, 21)


def test_the_latest_receipt_is_counted_back_from_the_day_of_settlement() -> None:
    christmas, monday = date(2026, 12, 25), date(2026, 12, 28)
    of_christmas = TERMS.latest_receipt_on(christmas, Scheme.CORE, RECURRENT)
    of_monday = TERMS.latest_receipt_on(monday, Scheme.CORE, RECURRENT)
    assert of_christmas == of_monday == date(2026, 12, 24)


def test_a_due_date_on_the_weekend_of_the_change_is_governed_by_the_monday() -> None:
    terms = EPC.terms(on=date(2016, 11, 14))
    assert terms.edition(date(2016, 11, 18)).first_is_mandatory
    assert terms.edition(date(2016, 11, 19)) is terms.edition(date(2016, 11, 21))
    latest = terms.latest_receipt_on(date(2016, 11, 19), Scheme.CORE, FIRST)
    assert latest == date(2016, 11, 18)


def test_a_due_date_in_the_past_is_governed_by_the_day_of_sending() -> None:
    assert TERMS.edition(date(2010, 1, 4)) is EDITIONS[-1]


def test_a_scheme_that_the_bank_does_not_take_has_no_earliest_due_date() -> None:
    with pytest.raises(InvalidValue, match="COR1 is not taken here: give one of B2B, CORE"):
        earliest(TERMS, scheme=Scheme.COR1)


def test_cor1_has_no_earliest_due_date_once_it_has_ended() -> None:
    bank = replace(EPC, schemes=frozenset(Scheme))
    assert earliest(bank.terms(on=date(2016, 11, 17)), scheme=Scheme.COR1) == date(2016, 11, 18)
    with pytest.raises(InvalidValue, match="COR1 is not offered"):
        earliest(bank.terms(on=date(2016, 11, 18)), scheme=Scheme.COR1)


# A week on both sides of each edition, a month of each and the years to come.
DAYS_OF_ALL_EDITIONS: Final = st.one_of(
    *(
        st.dates(
            max(edition.in_force_from.replace(day=1), EDITIONS[0].in_force_from),
            edition.in_force_from.replace(day=28),
        )
        for edition in EDITIONS
    ),
    st.dates(EDITIONS[0].in_force_from, date(2035, 1, 1)),
)


@given(
    bank=st.sampled_from((EPC, LEGACY, replace(EPC, extra_lead_days={Scheme.CORE: 2}))),
    on=DAYS_OF_ALL_EDITIONS,
    kind=st.sampled_from(SequenceType),
    scheme=st.sampled_from((Scheme.CORE, Scheme.B2B)),
)
def test_the_earliest_due_date_is_in_time_and_the_business_day_before_it_is_not(
    bank: BankProfile, on: date, kind: SequenceType, scheme: Scheme
) -> None:
    terms = bank.terms(on=on)
    received_on = terms.received_on[scheme]
    due_on = earliest(terms, kind, scheme)
    assert TARGET.is_business_day(due_on)
    assert received_on <= terms.latest_receipt_on(due_on, scheme, kind)
    day_before = TARGET.before(due_on, 1)
    in_time = received_on <= terms.latest_receipt_on(day_before, scheme, kind)
    assert not (in_time and day_before > received_on)


# -- what a first collection says ---------------------------------------------------------------

IN_2016 = EPC.terms(on=date(2016, 11, 1))
PRESENTED = Presentation(
    due_on=date(2016, 11, 10), sequence_type=FIRST, end_to_end_id=EndToEndId("2016-11-1")
)


def test_trap_9_a_first_collection_says_so_until_november_2016() -> None:
    assert IN_2016.sequence_types(MANDATE, date(2016, 11, 18)) == (FIRST,)
    assert IN_2016.sequence_types(MANDATE, date(2016, 11, 21)) == (RECURRENT, FIRST, FINAL)


def test_a_bank_may_want_first_collections_to_say_so_still() -> None:
    kinds = LEGACY.terms(on=MONDAY).sequence_types(MANDATE, date(2026, 12, 1))
    assert kinds == (FIRST, RECURRENT, FINAL)


@pytest.mark.parametrize(
    ("outcome", "kinds"),
    [
        (PresentationOutcome.PRESENTED, (RECURRENT, FINAL)),
        (PresentationOutcome.RETURNED, (RECURRENT, FINAL)),
        (PresentationOutcome.REJECTED, (FIRST,)),
    ],
)
def test_trap_10_a_first_collection_that_was_rejected_was_none(
    outcome: PresentationOutcome, kinds: tuple[SequenceType, ...]
) -> None:
    presented = replace(PRESENTED, outcome=outcome)
    mandate = replace(MANDATE, presentations=(presented,))
    assert IN_2016.sequence_types(mandate, date(2016, 11, 18)) == kinds


def test_a_one_off_mandate_has_only_one_off_collections() -> None:
    one_off = replace(MANDATE, one_off=True)
    assert IN_2016.sequence_types(one_off, date(2016, 11, 18)) == (ONE_OFF,)
    assert TERMS.sequence_types(one_off, date(2026, 12, 1)) == (ONE_OFF,)


# -- the profiles -------------------------------------------------------------------------------


@pytest.mark.parametrize("profile", PROFILES, ids=[p.name for p in PROFILES])
def test_a_profile_is_found_by_its_name(profile: BankProfile) -> None:
    assert profile_named(profile.name) is profile
    assert profile.title
    assert profile.source


def test_no_two_profiles_share_a_name() -> None:
    assert len({profile.name for profile in PROFILES}) == len(PROFILES)


def test_a_profile_that_is_not_there_is_refused_with_those_there_are() -> None:
    with pytest.raises(InvalidValue, match=r"no profile 'NL'; there are epc, nl, abn-amro"):
        profile_named("NL")


def test_terms_carry_all_that_the_profile_says() -> None:
    bank = replace(
        GERMANY,
        lead_times=LEGACY_LEAD_TIMES,
        extra_lead_days={Scheme.CORE: 1},
        schemes=frozenset({Scheme.CORE}),
        first_use=FIRST,
        one_off_b2b=False,
        creditor_bic=True,
        bic_outside_eea=True,
        sender_numbered_by_bank=True,
        refused=frozenset({"COL-02"}),
        waived=frozenset({"COL-07"}),
    )
    terms = bank.terms(on=MONDAY)
    assert terms.profile is bank
    assert terms.received_on == {Scheme.CORE: MONDAY}


def test_what_the_banks_differ_in() -> None:
    assert GERMANY.most_days_ahead == 15
    assert GERMANY_02.form.fold_addresses
    assert AddressForm.HYBRID not in NETHERLANDS.form.addresses
    assert not AUSTRIA.form.creditor_address
    assert AUSTRIA.form.limits.amount_per_file == Euro("999999999999.99")


def test_a_profile_without_lead_times_for_a_scheme_that_it_takes_is_refused() -> None:
    with pytest.raises(InvalidValue, match="profile legacy-2014: it takes COR1"):
        replace(LEGACY, schemes=frozenset(Scheme))
    assert replace(LEGACY, schemes=frozenset(Scheme), lead_times=None).schemes == set(Scheme)


def test_no_bank_is_quicker_than_the_scheme() -> None:
    assert replace(EPC, extra_lead_days={Scheme.CORE: 0}).extra_lead_days == {Scheme.CORE: 0}
    with pytest.raises(InvalidValue, match="profile epc: -1 extra lead days for CORE"):
        replace(EPC, extra_lead_days={Scheme.CORE: -1})


# -- how much goes into a file ------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["collections_per_batch", "batches_per_file", "collections_per_file"]
)
def test_at_least_one_goes_into_a_file(name: str) -> None:
    one: dict[str, Any] = {name: 1}
    assert getattr(FileLimits(**one), name) == 1
    none: dict[str, Any] = {name: 0}
    with pytest.raises(InvalidValue, match=f"FileLimits.{name} is 0: at least 1"):
        FileLimits(**none)


def test_a_batch_holds_what_a_collection_may_and_a_file_what_a_batch_may() -> None:
    cents = Euro(cents=100)
    limits = FileLimits(amount_per_collection=cents, amount_per_batch=cents, amount_per_file=cents)
    less = Euro(cents=99)
    with pytest.raises(InvalidValue, match=r"have to rise, not 1\.00, 0\.99, 1\.00"):
        replace(limits, amount_per_batch=less)
    with pytest.raises(InvalidValue, match=r"have to rise, not 1\.00, 1\.00, 0\.99"):
        replace(limits, amount_per_file=less)


@pytest.mark.parametrize("day", ["2026-11-23", datetime(2026, 11, 23, tzinfo=UTC)])
def test_the_terms_are_those_of_a_day_and_not_of_a_text_or_a_moment(day: Any) -> None:
    with pytest.raises(InvalidValue, match="the terms of epc: needs a date without time"):
        EPC.terms(on=day)


def test_terms_are_of_a_day_or_of_an_instant() -> None:
    terms: Any = EPC.terms
    with pytest.raises(InvalidValue, match=r"give a day \(on=\) or an instant \(at=\)"):
        terms()
    with pytest.raises(InvalidValue, match=r"give a day \(on=\) or an instant \(at=\)"):
        terms(on=MONDAY, at=datetime(2026, 11, 23, 9, tzinfo=UTC))


@pytest.mark.parametrize(
    ("at", "on", "received_on"),
    [
        # Winter: the bank's clock is one hour before UTC; its cut-off is at half past twelve.
        (datetime(2026, 11, 23, 11, 30, tzinfo=UTC), MONDAY, MONDAY),
        (datetime(2026, 11, 23, 11, 31, tzinfo=UTC), MONDAY, date(2026, 11, 24)),
        # Summer: two hours.
        (datetime(2026, 7, 6, 10, 30, tzinfo=UTC), date(2026, 7, 6), date(2026, 7, 6)),
        (datetime(2026, 7, 6, 10, 31, tzinfo=UTC), date(2026, 7, 6), date(2026, 7, 7)),
        # Where it is Monday still in UTC, the bank has Tuesday.
        (datetime(2026, 11, 23, 23, 30, tzinfo=UTC), date(2026, 11, 24), date(2026, 11, 24)),
        # And where it is Tuesday in Tokyo, the bank has Monday.
        (
            datetime(2026, 11, 24, 7, 0, tzinfo=timezone(timedelta(hours=9))),
            MONDAY,
            date(2026, 11, 24),
        ),
    ],
)
def test_an_instant_is_turned_into_the_banks_time(
    at: datetime, on: date, received_on: date
) -> None:
    terms = ABN_AMRO.terms(at=at)
    assert (terms.on, terms.received_on[Scheme.CORE]) == (on, received_on)


def test_an_instant_has_its_time_zone() -> None:
    with pytest.raises(InvalidValue, match="the time zone is missing"):
        EPC.terms(at=datetime(2026, 11, 23, 9))  # noqa: DTZ001 - that is what is refused
    day: Any = MONDAY
    with pytest.raises(InvalidValue, match="needs an instant"):
        EPC.terms(at=day)


@pytest.mark.parametrize("zone", ["Europe/Atlantis", "", "/etc/hostname", "CEST"])
def test_a_time_zone_that_there_is_not_is_refused(zone: str) -> None:
    with pytest.raises(InvalidValue, match="time zone"):
        replace(EPC, zone=zone)
