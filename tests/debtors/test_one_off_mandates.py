"""From one mandate for all invoices to one for each, and back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from helpers.debtors_in_books import ON, ONE_OFF, PER_INVOICE, POOL, RECURRENT, SR, signed, switched
from sepadd.books import Books
from sepadd.debtors import to_recurrent
from sepadd.debtors.one_off_mandates import to_one_off
from sepadd.findings import IllegalStep
from sepadd.mandate import Mandate, MandateStatus, revoke, sign
from sepadd.testing import COMPANY, INVOICE, MANDATE, TODAY
from sepadd.values import CreditorIdentifier, MandateReference


def enrolled(*, one_off: bool) -> Books:
    return switched(POOL, one_off=one_off).enrolments[0].now


def test_feature_2_l3c_to_one_off_the_unsigned_mandate_goes_and_each_item_gets_its_own() -> None:
    after = to_one_off(ONE_OFF, enrolled(one_off=False), references=PER_INVOICE, on=TODAY)
    assert [mandate.reference for mandate in after.deleted] == [SR]
    assert after.mandates == after.made
    named = [str(item.mandate) for item in after.items]
    assert named == ["SO10042-2026-1001", "None", "None", "SO10042-2026-1002"]


def test_and_back_is_where_it_began() -> None:
    start = enrolled(one_off=False)
    there = to_one_off(ONE_OFF, start, references=PER_INVOICE, on=TODAY).now
    assert to_recurrent(ON, there, references=RECURRENT, on=TODAY).now == start


def test_a_signed_recurrent_mandate_stays_with_its_items() -> None:
    before = signed(enrolled(one_off=False))
    after = to_one_off(ONE_OFF, before, references=PER_INVOICE, on=TODAY)
    assert (after.deleted, after.made, after.items) == ((), (), before.open_items)


def test_a_signed_one_off_stays_with_its_invoice() -> None:
    before = enrolled(one_off=True)
    first, second = before.mandates
    mixed = replace(before, mandates=(sign(first, TODAY, today=TODAY), second))
    after = to_recurrent(ON, mixed, references=RECURRENT, on=TODAY)
    assert after.deleted == (second,)
    assert [item.mandate for item in after.items] == [first.reference, None, SR, SR]


def test_back_to_recurrent_a_mandate_that_is_there_is_used() -> None:
    before = replace(enrolled(one_off=True), mandates=(MANDATE,))
    after = to_recurrent(ON, before, references=RECURRENT, on=TODAY)
    assert (after.made, after.mandates) == ((), (MANDATE,))


def test_what_is_left_out_stays_without_a_mandate() -> None:
    out = (INVOICE.key,)
    after = to_one_off(
        ONE_OFF, enrolled(one_off=False), references=PER_INVOICE, on=TODAY, left_out=out
    )
    assert [str(mandate.reference) for mandate in after.made] == ["SO10042-2026-1002"]
    assert after.items[0].mandate is None
    back = to_recurrent(ON, after.now, references=RECURRENT, on=TODAY, left_out=out)
    assert (back.items[0].mandate, back.items[3].mandate) == (None, SR)


def another(mandate: Mandate) -> Mandate:
    return replace(mandate, reference=MandateReference("X-1"))


def test_only_the_debtors_own_unsigned_mandates_for_this_creditor_go() -> None:
    unsigned = another(replace(MANDATE, signed_on=None))
    foreign = replace(unsigned, creditor_identifier=CreditorIdentifier("DE98ZZZ09999999999"))
    given = (
        replace(unsigned, debtor=COMPANY),
        foreign,
        revoke(unsigned, TODAY),
        replace(unsigned, one_off=True),
    )
    after = to_one_off(ONE_OFF, replace(POOL, mandates=given), references=PER_INVOICE, on=TODAY)
    assert after.deleted == ()
    assert after.mandates[:4] == given


def test_the_card_says_which_way_it_goes() -> None:
    with pytest.raises(IllegalStep, match="with one mandate, not one-off"):
        to_one_off(ON, POOL, references=PER_INVOICE, on=TODAY)
    with pytest.raises(IllegalStep, match="one-off, not with one mandate"):
        to_recurrent(ONE_OFF, POOL, references=RECURRENT, on=TODAY)


def test_a_new_mandate_is_unsigned_whatever_way_it_was_made() -> None:
    one_off = to_one_off(ONE_OFF, POOL, references=PER_INVOICE, on=TODAY).made
    recurrent = to_recurrent(ON, POOL, references=RECURRENT, on=TODAY).made
    statuses = {mandate.status(TODAY) for mandate in (*one_off, *recurrent)}
    assert statuses == {MandateStatus.UNSIGNED}
