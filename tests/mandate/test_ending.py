"""A mandate is put on hold, revoked, or replaced by another."""

from __future__ import annotations

from dataclasses import replace

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
    Mandate,
    MandateStatus,
    Scheme,
    amend,
    release,
    replace_mandate,
    revoke,
    sign,
    suspend,
    why_kept,
)
from sepadd.testing import COMPANY, DEBTOR, MANDATE, TODAY
from sepadd.values import DebtorKind, MandateReference

# -- holding ---------------------------------------------------------------------------------------


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


# -- revoking --------------------------------------------------------------------------------------


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


# -- replacing -------------------------------------------------------------------------------------


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
