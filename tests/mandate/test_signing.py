"""A mandate is signed, signed again, confirmed, or taken over from before SEPA."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from helpers.mandates_lived import (
    DAY,
    LAPSED,
    NEW,
    REPLACED,
    REVOKED,
    SIGNED_ON,
    UNSIGNED,
    USED,
    USED_ONE_OFF,
)
from sepadd.findings import IllegalStep, InvalidValue
from sepadd.mandate import (
    Dormancy,
    Mandate,
    MandateStatus,
    Resigning,
    confirm,
    replace_mandate,
    revoke,
    sign,
    sign_again,
    suspend,
)
from sepadd.mandate.signing import MIGRATION_SIGNED_ON, migrated_mandate
from sepadd.testing import B2B_MANDATE, DEBTOR, MANDATE, TODAY

# -- signing ---------------------------------------------------------------------------------------


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


# -- signing again ---------------------------------------------------------------------------------


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


# -- confirming ------------------------------------------------------------------------------------


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


# -- from before SEPA ------------------------------------------------------------------------------


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
