"""Mandates: what one is on each day, and what it remembers of what was presented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from helpers.mandates_lived import NEW_IBAN, UNSIGNED, USED
from sepadd.findings import InvalidValue
from sepadd.mandate import (
    Dormancy,
    Mandate,
    MandateStatus,
    Presentation,
    PresentationOutcome,
    Scheme,
    SequenceType,
    amend,
)
from sepadd.testing import B2B_MANDATE, MANDATE, TERMS, TODAY
from sepadd.values import CreditorIdentifier, EndToEndId, MandateReference

DUE_ON = date(2026, 12, 1)
PRESENTED = Presentation(
    due_on=date(2026, 6, 1),
    sequence_type=SequenceType.RECURRENT,
    end_to_end_id=EndToEndId("2026-06-1"),
)
REJECTED = replace(PRESENTED, outcome=PresentationOutcome.REJECTED)
RETURNED = replace(PRESENTED, outcome=PresentationOutcome.RETURNED)
UNNAMED = replace(PRESENTED, end_to_end_id=None)
ONE_OFF = replace(MANDATE, one_off=True)


def used(*presentations: Presentation, mandate: Mandate = MANDATE, **changes: Any) -> Mandate:
    """The mandate after some presentations, each changed."""
    return replace(mandate, presentations=tuple(replace(p, **changes) for p in presentations))


# -- from signature to revocation ---------------------------------------------------------------


def test_a_mandate_whose_form_is_not_back_is_unsigned() -> None:
    assert replace(MANDATE, signed_on=None).status(DUE_ON) is MandateStatus.UNSIGNED


def test_a_mandate_is_active_from_the_day_of_signature() -> None:
    assert MANDATE.status(date(2026, 1, 14)) is MandateStatus.UNSIGNED
    assert MANDATE.status(date(2026, 1, 15)) is MandateStatus.ACTIVE


def test_a_mandate_is_revoked_from_the_day_of_revocation() -> None:
    revoked = replace(MANDATE, revoked_on=DUE_ON)
    assert revoked.status(date(2026, 11, 30)) is MandateStatus.ACTIVE
    assert revoked.status(DUE_ON) is MandateStatus.REVOKED


def test_a_mandate_can_be_revoked_before_it_is_signed() -> None:
    revoked = replace(MANDATE, signed_on=None, revoked_on=DUE_ON)
    assert revoked.status(DUE_ON) is MandateStatus.REVOKED


# -- one use, last use --------------------------------------------------------------------------


def test_a_one_off_mandate_is_active_until_it_is_used() -> None:
    assert ONE_OFF.status(DUE_ON) is MandateStatus.ACTIVE
    assert used(PRESENTED, mandate=ONE_OFF).status(DUE_ON) is MandateStatus.EXHAUSTED


def test_a_rejected_collection_gives_a_one_off_mandate_back() -> None:
    assert used(REJECTED, mandate=ONE_OFF).status(DUE_ON) is MandateStatus.ACTIVE


def test_a_returned_collection_does_not_give_a_one_off_mandate_back() -> None:
    assert used(RETURNED, mandate=ONE_OFF).status(DUE_ON) is MandateStatus.EXHAUSTED


@pytest.mark.parametrize("kind", [SequenceType.FINAL, SequenceType.ONE_OFF])
def test_a_final_or_one_off_collection_ends_a_recurrent_mandate(kind: SequenceType) -> None:
    assert used(PRESENTED, sequence_type=kind).status(DUE_ON) is MandateStatus.EXHAUSTED
    assert used(RETURNED, sequence_type=kind).status(DUE_ON) is MandateStatus.EXHAUSTED
    assert used(REJECTED, sequence_type=kind).status(DUE_ON) is MandateStatus.ACTIVE


@pytest.mark.parametrize("kind", [SequenceType.FIRST, SequenceType.RECURRENT])
def test_no_other_collection_ends_it(kind: SequenceType) -> None:
    assert used(PRESENTED, sequence_type=kind).status(DUE_ON) is MandateStatus.ACTIVE


def test_one_final_collection_among_others_is_enough() -> None:
    final = replace(PRESENTED, sequence_type=SequenceType.FINAL)
    assert used(REJECTED, final, PRESENTED).finished
    assert not used(REJECTED, PRESENTED).finished


@pytest.mark.parametrize("presentations", [(PRESENTED,), (RETURNED,), (REJECTED, PRESENTED)])
def test_a_mandate_is_used_once_something_was_not_turned_down(
    presentations: tuple[Presentation, ...],
) -> None:
    assert used(*presentations).used


@pytest.mark.parametrize("presentations", [(), (REJECTED,), (REJECTED, REJECTED)])
def test_until_then_it_is_unused(presentations: tuple[Presentation, ...]) -> None:
    assert not used(*presentations).used


# -- 36 months ----------------------------------------------------------------------------------


def test_trap_8c_a_mandate_never_used_lapses_36_months_after_signature() -> None:
    mandate = replace(MANDATE, signed_on=date(2023, 3, 1))
    assert mandate.last_usable_on == date(2026, 3, 1)
    assert mandate.status(date(2026, 3, 1)) is MandateStatus.ACTIVE
    assert mandate.status(date(2026, 3, 2)) is MandateStatus.LAPSED


@pytest.mark.parametrize("outcome", PresentationOutcome)
def test_trap_8_36_months_count_from_the_last_due_date_presented_whatever_became_of_it(
    outcome: PresentationOutcome,
) -> None:
    last = replace(PRESENTED, due_on=date(2023, 11, 22), outcome=outcome)
    mandate = replace(used(last), signed_on=date(2020, 1, 10))
    assert mandate.status(date(2026, 11, 22)) is MandateStatus.ACTIVE
    assert mandate.status(date(2026, 11, 23)) is MandateStatus.LAPSED


def test_trap_8b_36_months_after_a_leap_day_end_on_28_february() -> None:
    mandate = replace(used(PRESENTED, due_on=date(2024, 2, 29)), signed_on=date(2024, 1, 1))
    assert mandate.status(date(2027, 2, 28)) is MandateStatus.ACTIVE
    assert mandate.status(date(2027, 3, 1)) is MandateStatus.LAPSED


@pytest.mark.parametrize(
    "signed_on",
    [date(2023, 2, 28), date(2023, 3, 1), date(2024, 2, 28), date(2024, 2, 29), date(2025, 3, 1)],
)
def test_the_quick_answer_is_the_counted_one_around_leap_days(signed_on: date) -> None:
    mandate = replace(MANDATE, signed_on=signed_on)
    last = mandate.last_usable_on
    assert last is not None
    assert mandate.status(last) is MandateStatus.ACTIVE
    assert mandate.status(date.fromordinal(last.toordinal() + 1)) is MandateStatus.LAPSED


def test_the_latest_due_date_counts_and_not_the_last_told() -> None:
    early = replace(PRESENTED, due_on=date(2025, 1, 1))
    assert used(PRESENTED, early).last_due_on == date(2026, 6, 1)
    assert MANDATE.last_due_on is None


def test_a_day_that_was_agreed_ends_it_sooner() -> None:
    mandate = replace(MANDATE, valid_until=DUE_ON)
    assert mandate.last_usable_on == DUE_ON
    assert mandate.status(DUE_ON) is MandateStatus.ACTIVE
    assert mandate.status(date(2026, 12, 2)) is MandateStatus.LAPSED


def test_a_day_that_was_agreed_does_not_make_it_last_longer() -> None:
    mandate = replace(MANDATE, valid_until=date(2035, 1, 1))
    assert mandate.last_usable_on == date(2029, 1, 15)
    assert mandate.status(date(2029, 1, 16)) is MandateStatus.LAPSED


def test_an_unsigned_mandate_never_used_has_no_last_day() -> None:
    assert replace(MANDATE, signed_on=None, valid_until=DUE_ON).last_usable_on is None


# -- which comes first --------------------------------------------------------------------------


def test_a_revoked_mandate_is_revoked_whatever_else_it_is() -> None:
    mandate = replace(used(PRESENTED, mandate=ONE_OFF), revoked_on=date(2026, 6, 2))
    assert mandate.status(date(2035, 1, 1)) is MandateStatus.REVOKED


def test_an_exhausted_mandate_does_not_lapse() -> None:
    assert used(PRESENTED, mandate=ONE_OFF).status(date(2035, 1, 1)) is MandateStatus.EXHAUSTED


# -- why ----------------------------------------------------------------------------------------


def test_a_mandate_that_can_be_used_has_no_reason_why_not() -> None:
    assert MANDATE.why_unusable(DUE_ON) is None


LATE = date(2035, 1, 1)
FINAL = replace(PRESENTED, sequence_type=SequenceType.FINAL)


@pytest.mark.parametrize(
    ("mandate", "on", "why"),
    [
        (
            replace(MANDATE, signed_on=None),
            DUE_ON,
            "has no date of signature: nothing is collected until the signed form is back",
        ),
        (MANDATE, date(2026, 1, 1), "is signed on 2026-01-15, after the due date 2026-01-01"),
        (
            replace(MANDATE, revoked_on=DUE_ON),
            DUE_ON,
            "was revoked on 2026-12-01; a new mandate is needed",
        ),
        (
            used(PRESENTED, mandate=ONE_OFF),
            DUE_ON,
            "is one-off and was used (due 2026-06-01); a new mandate is needed",
        ),
        (
            used(FINAL),
            DUE_ON,
            "ended with its final collection (due 2026-06-01); a new mandate is needed",
        ),
        (
            MANDATE,
            LATE,
            (
                "lapsed: it could be used for due dates up to 2029-01-15, as nothing was presented "
                "for 36 months, and not for 2035-01-01; a new mandate is needed"
            ),
        ),
        (
            replace(MANDATE, valid_until=DUE_ON),
            LATE,
            (
                "lapsed: it could be used for due dates up to 2026-12-01, as agreed, and not for "
                "2035-01-01; a new mandate is needed"
            ),
        ),
    ],
)
def test_a_mandate_says_why_it_cannot_be_used(mandate: Mandate, on: date, why: str) -> None:
    assert mandate.why_unusable(on) == f"mandate M-1 {why}"


def test_the_reason_names_the_collection_that_ended_it_and_not_a_later_one() -> None:
    later = replace(REJECTED, due_on=date(2026, 9, 1), end_to_end_id=EndToEndId("2026-09-1"))
    why = replace(MANDATE, presentations=(FINAL, later)).why_unusable(DUE_ON)
    assert why is not None
    assert "(due 2026-06-01)" in why


# -- what it remembers --------------------------------------------------------------------------


def test_what_was_presented_is_remembered() -> None:
    assert MANDATE.with_presentations([PRESENTED]).presentations == (PRESENTED,)


def test_what_was_known_is_not_added_twice() -> None:
    once = MANDATE.with_presentations([PRESENTED])
    assert once.with_presentations([PRESENTED]) == once


def test_another_outcome_takes_the_place_of_the_earlier_telling() -> None:
    other = replace(PRESENTED, end_to_end_id=EndToEndId("2026-05-1"), due_on=date(2026, 5, 1))
    mandate = MANDATE.with_presentations([PRESENTED, other]).with_presentations([REJECTED])
    assert mandate.presentations == (REJECTED, other)


def test_a_presentation_without_a_name_is_kept() -> None:
    mandate = replace(MANDATE, presentations=(UNNAMED, UNNAMED))
    assert mandate.with_presentations([PRESENTED]).presentations == (UNNAMED, UNNAMED, PRESENTED)


def test_a_presentation_without_a_name_is_added_once() -> None:
    once = MANDATE.with_presentations([UNNAMED])
    assert once.presentations == (UNNAMED,)
    assert once.with_presentations([UNNAMED]) == once


def test_a_one_off_mandate_used_without_a_name_is_used() -> None:
    assert ONE_OFF.with_presentations([UNNAMED]).status(DUE_ON) is MandateStatus.EXHAUSTED


def test_the_presentations_may_be_read_once_only() -> None:
    told = iter([PRESENTED, UNNAMED])
    assert MANDATE.with_presentations(told).presentations == (PRESENTED, UNNAMED)


# -- what it is called --------------------------------------------------------------------------


def test_a_mandate_is_named_by_its_reference_as_given() -> None:
    assert replace(MANDATE, reference=MandateReference("abo-1")).label == "mandate abo-1"


def test_trap_15_and_16_mandates_are_one_whatever_the_case_and_the_business_code() -> None:
    same = replace(
        MANDATE,
        reference=MandateReference("m-1"),
        creditor_identifier=CreditorIdentifier("NL42ABC123456780001"),
    )
    assert same.key == MANDATE.key == ("NL42123456780001", "M-1")
    assert replace(MANDATE, reference=MandateReference("M -1")).key != MANDATE.key


def test_trap_32_a_b2b_mandate_may_be_one_off() -> None:
    assert replace(ONE_OFF, scheme=Scheme.B2B).status(DUE_ON) is MandateStatus.ACTIVE


@pytest.mark.parametrize("length", [1, 1025])
def test_an_electronic_signature_has_1_to_1025_characters(length: int) -> None:
    assert replace(MANDATE, electronic_signature="x" * length).electronic_signature


@pytest.mark.parametrize("length", [0, 1026])
def test_no_other_electronic_signature_is_taken(length: int) -> None:
    with pytest.raises(InvalidValue, match=rf"mandate M-1: .* 1 to 1025 .* this one {length}"):
        replace(MANDATE, electronic_signature="x" * length)


@pytest.mark.parametrize("signature", [" ", "a\nb", "a\x00", "\ud800", "\ufffe"])
def test_an_electronic_signature_that_no_file_can_hold_is_refused(signature: str) -> None:
    with pytest.raises(InvalidValue, match=r"mandate M-1: electronic signature .* printed"):
        replace(MANDATE, electronic_signature=signature)


def test_a_dormancy_of_one_month_ends_with_february() -> None:
    signed = replace(MANDATE, signed_on=date(2026, 2, 1))
    month = Dormancy(months=1)
    assert signed.status(date(2026, 3, 1), month) is MandateStatus.ACTIVE
    assert signed.status(date(2026, 3, 2), month) is MandateStatus.LAPSED


# -- used, rejected, returned ----------------------------------------------------------------------


def presented(mandate: Mandate, outcome: PresentationOutcome) -> Mandate:
    told = replace(USED, outcome=outcome, amendments_told=len(mandate.amendments))
    return mandate.with_presentations((told,))


def test_feature_3_41_the_first_collection_is_told_from_the_later_ones() -> None:
    assert SequenceType.FIRST in TERMS.sequence_types(MANDATE, TODAY)


def test_feature_3_43_the_first_use_comes_back_when_it_is_rejected() -> None:
    once = presented(MANDATE, PresentationOutcome.PRESENTED)
    assert SequenceType.FIRST not in TERMS.sequence_types(once, TODAY)
    back = presented(once, PresentationOutcome.REJECTED)
    assert SequenceType.FIRST in TERMS.sequence_types(back, TODAY)


def test_an_amendment_is_to_be_told_again_after_a_reject_and_not_after_a_return() -> None:
    amended = amend(MANDATE, on=TODAY, iban=NEW_IBAN)
    assert presented(amended, PresentationOutcome.PRESENTED).pending_amendment is None
    assert presented(amended, PresentationOutcome.RETURNED).pending_amendment is None
    again = presented(amended, PresentationOutcome.REJECTED)
    assert again.pending_amendment == amended.pending_amendment


def test_feature_4_19_a_mandate_is_used_again_at_each_collection() -> None:
    used = presented(MANDATE, PresentationOutcome.PRESENTED)
    assert used.status(TODAY) is MandateStatus.ACTIVE


# -- many at once ----------------------------------------------------------------------------------


def test_feature_2_l7_the_views_of_mandates() -> None:
    one_off = replace(UNSIGNED, one_off=True)
    given = (MANDATE, UNSIGNED, one_off, B2B_MANDATE)
    unsigned = [m for m in given if m.status(TODAY) is MandateStatus.UNSIGNED]
    assert [m for m in unsigned if not m.one_off] == [UNSIGNED]
    assert [m for m in unsigned if m.one_off] == [one_off]
    assert [m for m in given if m.signed_on is not None] == [MANDATE, B2B_MANDATE]
    assert MANDATE.last_usable_on == date(2029, 1, 15)


def test_feature_4_4_the_scheme_is_the_mandates() -> None:
    assert (MANDATE.scheme, B2B_MANDATE.scheme) == (Scheme.CORE, Scheme.B2B)
