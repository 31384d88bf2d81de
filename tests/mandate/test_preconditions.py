"""Before anything is done with a mandate: it was signed by that day, and is not over."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from helpers.mandates_lived import DAY, NEW, REPLACED, REVOKED, SIGNED_ON, UNSIGNED
from sepadd.findings import IllegalStep, InvalidValue
from sepadd.mandate.preconditions import must_not_be_before_signature, must_not_have_ended
from sepadd.testing import MANDATE, TODAY


def test_nothing_happens_before_the_signature_and_on_its_day_anything_may() -> None:
    must_not_be_before_signature(SIGNED_ON, "a hold", MANDATE)
    with pytest.raises(InvalidValue, match="mandate M-1: a hold on 2026-01-14, before its sig"):
        must_not_be_before_signature(SIGNED_ON - DAY, "a hold", MANDATE)


def test_an_unsigned_mandate_has_no_day_before_its_signature() -> None:
    must_not_be_before_signature(SIGNED_ON - timedelta(days=4_000), "a hold", UNSIGNED)


def test_a_mandate_has_ended_from_the_day_of_its_revocation_on() -> None:
    assert REVOKED.revoked_on is not None
    must_not_have_ended(REVOKED, REVOKED.revoked_on - DAY, "amended")
    with pytest.raises(IllegalStep, match=r"it cannot be amended; let the debtor sign again"):
        must_not_have_ended(REVOKED, REVOKED.revoked_on, "amended")


def test_what_is_replaced_is_over_from_that_day_and_the_new_one_is_named() -> None:
    must_not_have_ended(REPLACED, TODAY - 2 * DAY, "held")
    with pytest.raises(IllegalStep, match=f"go on with mandate {NEW}"):
        must_not_have_ended(REPLACED, TODAY - DAY, "held")
    must_not_have_ended(replace(MANDATE, one_off=True), TODAY, "held")
