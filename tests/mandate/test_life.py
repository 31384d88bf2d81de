"""What is done with a mandate, from the form that comes back to its end."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from sepadd.findings import IllegalStep, InvalidValue
from sepadd.mandate import (
    Amendment,
    Dormancy,
    Mandate,
    MandateStatus,
    Presentation,
    PresentationOutcome,
    Resigning,
    Scheme,
    SequenceType,
    amend,
    amend_for_creditor,
    confirm,
    release,
    replace_mandate,
    revoke,
    sign,
    sign_again,
    suspend,
    why_kept,
)
from sepadd.mandate.signing import MIGRATION_SIGNED_ON, migrated_mandate
from sepadd.testing import B2B_MANDATE, COMPANY, DEBTOR, MANDATE, TERMS, TODAY
from sepadd.values import Bic, CreditorIdentifier, DebtorKind, EndToEndId, Iban, MandateReference

DAY = timedelta(days=1)
SIGNED_ON = date(2026, 1, 15)
UNSIGNED = replace(MANDATE, signed_on=None)
NEW = MandateReference("M-9")
NEW_IBAN = Iban("NL98INGB0202345688")
NEW_IDENTIFIER = CreditorIdentifier.from_kvk("87654321")
USED = Presentation(
    due_on=date(2026, 6, 1),
    sequence_type=SequenceType.RECURRENT,
    end_to_end_id=EndToEndId("2026-06-1"),
)
USED_ONE_OFF = replace(MANDATE, one_off=True, presentations=(USED,))
REVOKED = revoke(MANDATE, TODAY - 30 * DAY)
LAPSED = replace(MANDATE, signed_on=date(2020, 1, 15))
REPLACED = replace_mandate(MANDATE, on=TODAY - DAY, reference=NEW).old


# -- signing ------------------------------------------------------------------------------------


def test_feature_2_41_a_new_mandate_has_no_date_and_is_unsigned() -> None:
    assert UNSIGNED.signed_on is None
    assert UNSIGNED.status(TODAY) is MandateStatus.UNSIGNED


def test_feature_2_43_the_date_of_signature_makes_it_usable() -> None:
    assert sign(UNSIGNED, TODAY, today=TODAY).status(TODAY) is MandateStatus.ACTIVE


def test_a_signature_in_the_future_is_refused() -> None:
    with pytest.raises(InvalidValue, match="signed on 2026-11-24, which lies after today"):
        sign(UNSIGNED, TODAY + DAY, today=TODAY)


def test_signing_on_the_same_day_again_changes_nothing() -> None:
    assert sign(MANDATE, SIGNED_ON, today=TODAY) is MANDATE


def test_signing_on_another_day_is_refused() -> None:
    with pytest.raises(IllegalStep, match="was signed on 2026-01-15: it cannot be signed on"):
        sign(MANDATE, SIGNED_ON + DAY, today=TODAY)


def test_a_revoked_form_is_not_signed() -> None:
    with pytest.raises(IllegalStep, match="was revoked on 2026-11-23: it cannot be signed"):
        sign(revoke(UNSIGNED, TODAY), TODAY, today=TODAY)


def test_a_replaced_form_is_not_signed_but_the_new_one_is_named() -> None:
    with pytest.raises(IllegalStep, match="go on with mandate M-9"):
        sign(replace_mandate(UNSIGNED, on=TODAY, reference=NEW).old, TODAY, today=TODAY)


def test_feature_2_9_a_signature_after_the_agreed_end_is_refused() -> None:
    agreed = replace(UNSIGNED, valid_until=TODAY)
    assert sign(agreed, TODAY, today=TODAY).status(TODAY) is MandateStatus.ACTIVE
    with pytest.raises(InvalidValue, match="after its agreed end on 2026-11-22"):
        sign(replace(agreed, valid_until=TODAY - DAY), TODAY, today=TODAY)


def test_a_signature_has_a_day_and_no_time() -> None:
    with pytest.raises(InvalidValue, match="a date without time"):
        sign(UNSIGNED, datetime(2026, 1, 15, 9, 0), today=TODAY)  # noqa: DTZ001 - what is refused


# -- signing again ------------------------------------------------------------------------------


@pytest.mark.parametrize("over", [REVOKED, LAPSED], ids=["revoked", "lapsed"])
def test_feature_2_l3e_signing_again_makes_the_same_mandate_active(over: Mandate) -> None:
    (again,) = sign_again(over, TODAY, today=TODAY, policy=Resigning.SAME_REFERENCE)
    assert again.reference == MANDATE.reference
    assert again.status(TODAY) is MandateStatus.ACTIVE


@pytest.mark.parametrize("over", [REVOKED, LAPSED, USED_ONE_OFF], ids=["revoked", "lapsed", "used"])
def test_signing_again_makes_a_new_mandate_unless_told_otherwise(over: Mandate) -> None:
    old, new = sign_again(over, TODAY, today=TODAY, reference=NEW)
    assert (old.replaced_by, new.replaces) == (NEW, MANDATE.reference)
    assert new.status(TODAY) is MandateStatus.ACTIVE
    assert new.presentations == ()


def test_a_new_mandate_needs_a_reference() -> None:
    with pytest.raises(InvalidValue, match="needs a reference of its own"):
        sign_again(REVOKED, TODAY, today=TODAY)


def test_under_the_same_reference_another_one_has_no_use() -> None:
    with pytest.raises(InvalidValue, match="M-9 has no use"):
        sign_again(REVOKED, TODAY, today=TODAY, policy=Resigning.SAME_REFERENCE, reference=NEW)


def test_a_used_one_off_is_never_signed_again_under_its_reference() -> None:
    with pytest.raises(IllegalStep, match=r"was used up: banks refuse its reference \(AG02\)"):
        sign_again(USED_ONE_OFF, TODAY, today=TODAY, policy=Resigning.SAME_REFERENCE)


def test_nor_is_it_when_it_was_revoked_afterwards() -> None:
    with pytest.raises(IllegalStep, match="was used up"):
        sign_again(revoke(USED_ONE_OFF, TODAY), TODAY, today=TODAY, policy=Resigning.SAME_REFERENCE)


@pytest.mark.parametrize(
    ("mandate", "why"),
    [
        (MANDATE, "is active on 2026-11-23: it needs no new signature"),
        (suspend(MANDATE, TODAY), "is suspended on 2026-11-23: it needs no new"),
        (UNSIGNED, "has not been signed yet"),
        (REPLACED, "collect under mandate M-9, or let that be signed again"),
    ],
    ids=["active", "suspended", "unsigned", "replaced"],
)
def test_only_what_is_over_is_signed_again(mandate: Mandate, why: str) -> None:
    with pytest.raises(IllegalStep, match=why):
        sign_again(mandate, TODAY, today=TODAY, reference=NEW)


def test_a_signature_from_before_the_revocation_does_not_undo_it() -> None:
    revoked = revoke(MANDATE, TODAY)
    same = Resigning.SAME_REFERENCE
    assert sign_again(revoked, TODAY, today=TODAY, policy=same)[0].revoked_on is None
    with pytest.raises(InvalidValue, match="before it was revoked on 2026-11-23"):
        sign_again(revoked, TODAY - DAY, today=TODAY, policy=same)


def test_the_old_signature_is_no_new_one() -> None:
    with pytest.raises(InvalidValue, match="and signed before on 2020-01-15"):
        sign_again(LAPSED, date(2020, 1, 15), today=TODAY, reference=NEW)


def test_nor_is_one_in_the_future() -> None:
    with pytest.raises(InvalidValue, match="after today"):
        sign_again(LAPSED, TODAY + DAY, today=TODAY, reference=NEW)


def test_a_new_signature_is_confirmed_anew_and_keeps_the_history() -> None:
    b2b = replace(confirm(B2B_MANDATE, TODAY), presentations=(USED,))
    (again,) = sign_again(revoke(b2b, TODAY), TODAY, today=TODAY, policy=Resigning.SAME_REFERENCE)
    assert again.confirmed_on is None
    assert again.presentations == (USED,)


def test_a_new_signature_ends_an_agreed_end_that_has_passed_and_no_other() -> None:
    same = Resigning.SAME_REFERENCE
    over = replace(MANDATE, valid_until=TODAY - DAY)
    assert sign_again(over, TODAY, today=TODAY, policy=same)[0].valid_until is None
    still = revoke(replace(MANDATE, valid_until=TODAY), TODAY)
    assert sign_again(still, TODAY, today=TODAY, policy=same)[0].valid_until == TODAY


def test_whether_it_has_lapsed_follows_the_rule_of_dormancy() -> None:
    two_years = Dormancy(months=24)
    mandate = replace(MANDATE, signed_on=date(2024, 1, 15))
    with pytest.raises(IllegalStep, match="is active"):
        sign_again(mandate, TODAY, today=TODAY, reference=NEW)
    assert len(sign_again(mandate, TODAY, today=TODAY, reference=NEW, dormancy=two_years)) == 2


# -- confirming ---------------------------------------------------------------------------------


def test_feature_2_37_a_b2b_mandate_is_confirmed_at_the_debtors_bank() -> None:
    assert confirm(B2B_MANDATE, TODAY).confirmed_on == TODAY


def test_feature_4_14_a_core_mandate_is_not() -> None:
    with pytest.raises(IllegalStep, match="is CORE: only a B2B mandate is confirmed"):
        confirm(MANDATE, TODAY)


def test_an_unsigned_mandate_is_not_confirmed() -> None:
    with pytest.raises(IllegalStep, match="sign it before it is confirmed"):
        confirm(replace(B2B_MANDATE, signed_on=None), TODAY)


def test_nor_is_one_that_has_ended() -> None:
    with pytest.raises(IllegalStep, match="cannot be confirmed"):
        confirm(revoke(B2B_MANDATE, TODAY), TODAY)


def test_a_confirmation_is_not_before_the_signature() -> None:
    assert confirm(B2B_MANDATE, date(2026, 2, 1)).confirmed_on == date(2026, 2, 1)
    with pytest.raises(InvalidValue, match="confirmed on 2026-01-31, before its signature"):
        confirm(B2B_MANDATE, date(2026, 1, 31))


def test_a_later_confirmation_counts() -> None:
    assert confirm(confirm(B2B_MANDATE, TODAY - DAY), TODAY).confirmed_on == TODAY


# -- holding ------------------------------------------------------------------------------------


def test_a_hold_lasts_from_its_first_to_its_last_day() -> None:
    held = suspend(MANDATE, TODAY, TODAY + DAY, "disputed")
    statuses = [str(held.status(TODAY + days * DAY)) for days in (-1, 0, 1, 2)]
    assert statuses == ["active", "suspended", "suspended", "active"]


def test_a_hold_without_end_lasts_until_it_is_released() -> None:
    held = suspend(MANDATE, TODAY)
    assert held.status(TODAY + 300 * DAY) is MandateStatus.SUSPENDED
    assert release(held) == MANDATE


def test_a_new_hold_takes_the_place_of_an_earlier() -> None:
    held = suspend(suspend(MANDATE, TODAY), TODAY, TODAY + DAY)
    assert held.status(TODAY + 2 * DAY) is MandateStatus.ACTIVE


def test_a_hold_does_not_end_before_it_begins() -> None:
    assert suspend(MANDATE, TODAY, TODAY).status(TODAY) is MandateStatus.SUSPENDED
    with pytest.raises(InvalidValue, match="up to 2026-11-22, which is earlier"):
        suspend(MANDATE, TODAY, TODAY - DAY)


@pytest.mark.parametrize("mandate", [UNSIGNED, REVOKED, REPLACED, LAPSED, USED_ONE_OFF])
def test_only_what_could_be_used_is_held(mandate: Mandate) -> None:
    with pytest.raises(IllegalStep, match="there is nothing to suspend"):
        suspend(mandate, TODAY)


def test_only_what_is_held_is_released() -> None:
    with pytest.raises(IllegalStep, match="is not suspended"):
        release(MANDATE)


# -- revoking -----------------------------------------------------------------------------------


def test_feature_2_l3d_a_revoked_mandate_is_not_used_from_that_day_on() -> None:
    revoked = revoke(MANDATE, TODAY)
    assert revoked.status(TODAY - DAY) is MandateStatus.ACTIVE
    assert revoked.status(TODAY) is MandateStatus.REVOKED


@pytest.mark.parametrize("mandate", [UNSIGNED, LAPSED, USED_ONE_OFF, suspend(MANDATE, TODAY)])
def test_whatever_has_not_been_ended_can_be_revoked(mandate: Mandate) -> None:
    assert revoke(mandate, TODAY).status(TODAY) is MandateStatus.REVOKED


def test_revoking_on_the_same_day_again_changes_nothing() -> None:
    assert revoke(REVOKED, TODAY - 30 * DAY) is REVOKED


def test_revoking_on_another_day_is_refused() -> None:
    with pytest.raises(IllegalStep, match="it cannot be revoked on 2026-11-23"):
        revoke(REVOKED, TODAY)


def test_what_is_replaced_is_revoked_no_more_but_until_then() -> None:
    old = replace_mandate(MANDATE, on=TODAY, reference=NEW).old
    assert revoke(old, TODAY - DAY).revoked_on == TODAY - DAY
    with pytest.raises(IllegalStep, match="go on with mandate M-9"):
        revoke(old, TODAY)


def test_a_revocation_is_not_before_the_signature() -> None:
    assert revoke(MANDATE, SIGNED_ON).revoked_on == SIGNED_ON
    with pytest.raises(InvalidValue, match="before its signature on 2026-01-15"):
        revoke(MANDATE, SIGNED_ON - DAY)


def test_feature_4_49_an_unused_mandate_may_be_deleted() -> None:
    assert why_kept(MANDATE) is None


def test_a_mandate_that_was_collected_under_is_kept() -> None:
    used = replace(MANDATE, presentations=(USED,))
    assert "last for 2026-06-01: keep it" in (why_kept(used) or "")


# -- replacing ----------------------------------------------------------------------------------


def test_feature_2_l10_from_core_to_b2b_is_always_a_new_mandate() -> None:
    old, new = replace_mandate(
        replace(MANDATE, debtor=COMPANY), on=TODAY, reference=NEW, scheme=Scheme.B2B
    )
    assert (old.scheme, new.scheme) == (Scheme.CORE, Scheme.B2B)
    assert (new.signed_on, new.confirmed_on) == (None, None)


def test_feature_4_13_a_mandate_with_a_right_to_a_refund_is_over_then() -> None:
    old, _ = replace_mandate(MANDATE, on=TODAY, reference=NEW, scheme=Scheme.B2B)
    assert old.status(TODAY - DAY) is MandateStatus.ACTIVE
    assert old.status(TODAY) is MandateStatus.REPLACED


def test_trap_31_b2b_after_core_needs_a_new_signature() -> None:
    _, new = replace_mandate(MANDATE, on=TODAY, reference=NEW, scheme=Scheme.B2B)
    assert new.status(TODAY) is MandateStatus.UNSIGNED
    assert sign(new, TODAY, today=TODAY).status(TODAY) is MandateStatus.ACTIVE


def test_the_two_name_each_other() -> None:
    old, new = replace_mandate(MANDATE, on=TODAY, reference=NEW)
    assert (old.replaced_by, new.replaces) == (new.reference, old.reference)


def test_another_debtor_is_a_new_mandate() -> None:
    _, new = replace_mandate(MANDATE, on=TODAY, reference=NEW, debtor=COMPANY, signed_on=TODAY)
    assert (new.debtor, new.signed_on) == (COMPANY, TODAY)


def test_one_off_instead_of_recurrent_is_a_new_mandate() -> None:
    assert replace_mandate(MANDATE, on=TODAY, reference=NEW, one_off=True).new.one_off
    used = replace_mandate(USED_ONE_OFF, on=TODAY, reference=NEW, one_off=False)
    assert used.new.one_off is False


def test_what_was_agreed_of_the_old_one_does_not_hold_for_the_new() -> None:
    agreed = replace(MANDATE, valid_until=TODAY + DAY, presentations=(USED,))
    _, new = replace_mandate(suspend(agreed, TODAY), on=TODAY, reference=NEW)
    assert new == replace(UNSIGNED, reference=NEW, replaces=MANDATE.reference)


def test_a_mandate_is_replaced_once() -> None:
    with pytest.raises(IllegalStep, match="replace mandate M-9 instead"):
        replace_mandate(REPLACED, on=TODAY, reference=MandateReference("M-10"))


def test_the_new_reference_is_neither_its_own_nor_one_that_it_had() -> None:
    renamed = amend(MANDATE, on=TODAY, reference=MandateReference("M-5"))
    for reference in ("m-1", "M-5"):
        with pytest.raises(InvalidValue, match="needs a reference of its own"):
            replace_mandate(renamed, on=TODAY, reference=MandateReference(reference))


def test_feature_4_5_a_consumer_gets_no_b2b_mandate() -> None:
    consumer = replace(DEBTOR, kind=DebtorKind.CONSUMER)
    assert replace_mandate(MANDATE, on=TODAY, reference=NEW, debtor=consumer).new.debtor == consumer
    with pytest.raises(InvalidValue, match="is a consumer, and B2B is for companies only"):
        replace_mandate(MANDATE, on=TODAY, reference=NEW, debtor=consumer, scheme=Scheme.B2B)


def test_a_mandate_is_not_replaced_before_it_was_signed() -> None:
    with pytest.raises(InvalidValue, match="replaced on 2026-01-14, before its signature"):
        replace_mandate(MANDATE, on=SIGNED_ON - DAY, reference=NEW)


# -- amending -----------------------------------------------------------------------------------


def test_an_amendment_remembers_what_was_before() -> None:
    amended = amend(
        replace(MANDATE, debtor=replace(DEBTOR, bic=Bic("ABNANL2A"))),
        on=TODAY,
        reference=NEW,
        creditor_identifier=NEW_IDENTIFIER,
        creditor_name_was="Zwembad",
        iban=NEW_IBAN,
        bic=Bic("INGBNL2A"),
    )
    assert amended.amendments == (
        Amendment(
            on=TODAY,
            reference=MANDATE.reference,
            creditor_identifier=MANDATE.creditor_identifier,
            creditor_name="Zwembad",
            iban=DEBTOR.iban,
            bic=Bic("ABNANL2A"),
        ),
    )
    assert (amended.reference, amended.creditor_identifier) == (NEW, NEW_IDENTIFIER)
    assert amended.debtor == replace(DEBTOR, iban=NEW_IBAN, bic=Bic("INGBNL2A"))


def test_feature_2_l11_a_new_account_is_told_with_the_old_one_in_the_next_collection() -> None:
    pending = amend(MANDATE, on=TODAY, iban=NEW_IBAN).pending_amendment
    assert pending is not None
    assert pending.iban == DEBTOR.iban


def test_a_new_account_drops_the_old_bic() -> None:
    mandate = replace(MANDATE, debtor=replace(DEBTOR, bic=Bic("ABNANL2A")))
    assert amend(mandate, on=TODAY, iban=NEW_IBAN).debtor.bic is None
    assert amend(mandate, on=TODAY, reference=NEW).debtor.bic == Bic("ABNANL2A")


def test_a_value_that_is_no_change_is_left_away() -> None:
    amended = amend(
        MANDATE,
        on=TODAY,
        reference=MandateReference("m-1"),
        creditor_identifier=MANDATE.creditor_identifier,
        iban=NEW_IBAN,
    )
    assert amended.amendments == (Amendment(on=TODAY, iban=DEBTOR.iban),)


def test_an_amendment_of_nothing_is_refused() -> None:
    with pytest.raises(InvalidValue, match="nothing changes"):
        amend(MANDATE, on=TODAY)
    with pytest.raises(InvalidValue, match="nothing changes"):
        amend(MANDATE, on=TODAY, reference=MandateReference("m-1"), iban=DEBTOR.iban)


def test_a_bic_alone_is_no_amendment() -> None:
    with pytest.raises(InvalidValue, match="BIC INGBNL2A comes without a new IBAN"):
        amend(MANDATE, on=TODAY, reference=NEW, bic=Bic("INGBNL2A"))


def test_the_bic_that_is_known_already_does_no_harm() -> None:
    mandate = replace(MANDATE, debtor=replace(DEBTOR, bic=Bic("ABNANL2A")))
    amended = amend(mandate, on=TODAY, reference=NEW, iban=DEBTOR.iban, bic=Bic("ABNANL2A"))
    assert amended.debtor == mandate.debtor


def test_an_unsigned_mandate_is_corrected_and_nothing_is_remembered() -> None:
    corrected = amend(UNSIGNED, on=TODAY, reference=NEW, iban=NEW_IBAN)
    assert (corrected.reference, corrected.debtor.iban) == (NEW, NEW_IBAN)
    assert corrected.amendments == ()


def test_of_an_unsigned_mandate_the_old_name_is_no_change() -> None:
    with pytest.raises(InvalidValue, match="nothing changes"):
        amend(UNSIGNED, on=TODAY, creditor_name_was="Zwembad")


def test_another_business_code_changes_the_identifier_and_is_told_to_no_bank() -> None:
    rent = CreditorIdentifier("NL42ABC123456780001")
    amended = amend(MANDATE, on=TODAY, creditor_identifier=rent)
    assert (amended.creditor_identifier, amended.amendments) == (rent, ())


@pytest.mark.parametrize("mandate", [REVOKED, REPLACED, LAPSED, USED_ONE_OFF])
def test_what_has_ended_is_not_amended(mandate: Mandate) -> None:
    with pytest.raises(IllegalStep, match="cannot be amended"):
        amend(mandate, on=TODAY, iban=NEW_IBAN)


def test_what_is_on_hold_can_be_amended() -> None:
    held = suspend(MANDATE, TODAY, reason="account closed")
    assert release(amend(held, on=TODAY, iban=NEW_IBAN)).status(TODAY) is MandateStatus.ACTIVE


def test_an_amendment_is_not_before_the_signature() -> None:
    assert amend(MANDATE, on=SIGNED_ON, iban=NEW_IBAN).amendments[0].on == SIGNED_ON
    with pytest.raises(InvalidValue, match="amended on 2026-01-14, before its signature"):
        amend(MANDATE, on=SIGNED_ON - DAY, iban=NEW_IBAN)


def test_a_new_account_of_a_b2b_mandate_is_confirmed_anew() -> None:
    confirmed = confirm(B2B_MANDATE, TODAY)
    assert amend(confirmed, on=TODAY, iban=NEW_IBAN).confirmed_on is None
    assert amend(confirmed, on=TODAY, reference=NEW).confirmed_on == TODAY


# -- amending for the creditor ------------------------------------------------------------------


def test_feature_2_l2_a_new_identifier_carries_through_to_all_mandates() -> None:
    amended = amend_for_creditor(
        (MANDATE, B2B_MANDATE),
        on=TODAY,
        identifier_was=MANDATE.creditor_identifier,
        identifier=NEW_IDENTIFIER,
    )
    assert [mandate.creditor_identifier for mandate in amended] == [NEW_IDENTIFIER] * 2
    originals = [mandate.amendments[0].creditor_identifier for mandate in amended]
    assert originals == [MANDATE.creditor_identifier] * 2


def test_a_new_name_and_a_new_identifier_are_one_amendment() -> None:
    (amended,) = amend_for_creditor(
        (MANDATE,),
        on=TODAY,
        identifier_was=MANDATE.creditor_identifier,
        identifier=NEW_IDENTIFIER,
        name_was="Zwembad",
    )
    expected = Amendment(
        on=TODAY, creditor_identifier=MANDATE.creditor_identifier, creditor_name="Zwembad"
    )
    assert amended.amendments == (expected,)


def test_what_is_anothers_or_has_ended_stands_as_it_was_and_in_its_place() -> None:
    foreign = replace(MANDATE, creditor_identifier=CreditorIdentifier("DE98ZZZ09999999999"))
    given = (foreign, REVOKED, MANDATE, REPLACED, LAPSED, USED_ONE_OFF)
    amended = amend_for_creditor(
        given, on=TODAY, identifier_was=MANDATE.creditor_identifier, identifier=NEW_IDENTIFIER
    )
    assert [new is old for new, old in zip(amended, given, strict=True)] == [
        *(True, True, False, True, True, True)
    ]


def test_mandates_under_another_business_code_keep_it() -> None:
    rent = CreditorIdentifier("NL42ABC123456780001")
    (amended,) = amend_for_creditor(
        (replace(MANDATE, creditor_identifier=rent),),
        on=TODAY,
        identifier_was=MANDATE.creditor_identifier,
        identifier=NEW_IDENTIFIER,
    )
    assert amended.creditor_identifier.identity == NEW_IDENTIFIER.identity
    assert amended.creditor_identifier.business_code == "ABC"
    assert amended.amendments[0].creditor_identifier == rent


def test_unsigned_mandates_are_corrected() -> None:
    (corrected,) = amend_for_creditor(
        (UNSIGNED,),
        on=TODAY,
        identifier_was=MANDATE.creditor_identifier,
        identifier=NEW_IDENTIFIER,
        name_was="Zwembad",
    )
    assert corrected == replace(UNSIGNED, creditor_identifier=NEW_IDENTIFIER)


def test_a_new_name_alone_leaves_unsigned_mandates_as_they_were() -> None:
    given = (UNSIGNED, MANDATE)
    amended = amend_for_creditor(
        given, on=TODAY, identifier_was=MANDATE.creditor_identifier, name_was="Zwembad"
    )
    assert [len(mandate.amendments) for mandate in amended] == [0, 1]


def test_what_was_signed_later_is_amended_on_the_day_of_signature() -> None:
    (amended,) = amend_for_creditor(
        (MANDATE,),
        on=date(2026, 1, 1),
        identifier_was=MANDATE.creditor_identifier,
        identifier=NEW_IDENTIFIER,
    )
    assert amended.amendments[0].on == SIGNED_ON


@pytest.mark.parametrize("identifier", [None, MANDATE.creditor_identifier])
def test_a_creditor_that_does_not_change_is_refused(identifier: CreditorIdentifier | None) -> None:
    with pytest.raises(InvalidValue, match="nothing changes"):
        amend_for_creditor(
            (MANDATE,),
            on=TODAY,
            identifier_was=MANDATE.creditor_identifier,
            identifier=identifier,
        )


# -- used, rejected, returned -------------------------------------------------------------------


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


# -- many at once -------------------------------------------------------------------------------


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


# -- from before SEPA ---------------------------------------------------------------------------


def test_feature_4_15_a_mandate_from_before_sepa_is_taken_over() -> None:
    migrated = migrated_mandate(
        reference=NEW,
        creditor_identifier=MANDATE.creditor_identifier,
        debtor=DEBTOR,
        last_due_on=date(2014, 1, 27),
    )
    assert (migrated.migrated, migrated.signed_on) == (True, date(2009, 11, 1))
    assert migrated.last_usable_on == date(2017, 1, 27)


def test_without_a_last_use_its_months_run_from_the_signature() -> None:
    migrated = migrated_mandate(
        reference=NEW, creditor_identifier=MANDATE.creditor_identifier, debtor=DEBTOR
    )
    assert migrated.signed_on == MIGRATION_SIGNED_ON
    assert migrated.last_usable_on == date(2012, 11, 1)


def test_the_old_date_of_signature_is_kept_where_it_is_known() -> None:
    migrated = migrated_mandate(
        reference=NEW,
        creditor_identifier=MANDATE.creditor_identifier,
        debtor=DEBTOR,
        signed_on=date(2003, 5, 6),
    )
    assert migrated.signed_on == date(2003, 5, 6)
