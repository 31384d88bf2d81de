"""What was agreed with a debtor on collecting: which items, and from when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from helpers.debtors_in_books import LATER, POOL, switched
from sepadd.mandate import Scheme
from sepadd.proposal import CollectionPreference
from sepadd.testing import INVOICE, TODAY


def test_feature_2_34_core_is_what_is_collected_under_unless_said_otherwise() -> None:
    assert CollectionPreference().scheme is Scheme.CORE
    assert switched(POOL).card.preference.scheme is Scheme.CORE
    assert switched(POOL, one_off=True).enrolments[0].made[0].scheme is Scheme.CORE


def test_feature_2_7_when_on_all_are_collected_but_those_left_out() -> None:
    on = CollectionPreference(collects=True)
    assert on.wanted((INVOICE, LATER)) == (INVOICE, LATER)
    assert on.wanted((INVOICE, LATER), {INVOICE.key: False}) == (LATER,)


def test_feature_2_8_when_off_none_is_collected_but_those_taken() -> None:
    off = CollectionPreference()
    assert off.wanted((INVOICE, LATER)) == ()
    assert off.wanted((INVOICE, LATER), {INVOICE.key: True}) == (INVOICE,)


def test_feature_3_9_what_is_dated_before_the_first_day_is_not_collected() -> None:
    assert INVOICE.issued_on == date(2026, 11, 1)
    from_that_day = CollectionPreference(collects=True, collect_from=date(2026, 11, 1))
    from_the_next = replace(from_that_day, collect_from=date(2026, 11, 2))
    assert from_that_day.wanted((INVOICE,)) == (INVOICE,)
    assert from_the_next.wanted((INVOICE,)) == ()


def test_what_has_no_date_is_not_left_out_for_it() -> None:
    undated = replace(INVOICE, issued_on=None)
    on = CollectionPreference(collects=True, collect_from=TODAY)
    assert on.wanted((undated,)) == (undated,)


def test_what_is_taken_one_by_one_is_taken_whatever_its_date() -> None:
    on = CollectionPreference(collects=True, collect_from=TODAY)
    assert on.wanted((INVOICE,), {INVOICE.key: True}) == (INVOICE,)
