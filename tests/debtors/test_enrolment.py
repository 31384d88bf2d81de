"""A debtor is collected from: mandates are made out, and open items are taken along or left out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from helpers.books import empty
from helpers.debtors_in_books import CARD, LATER, ON, POOL, RECURRENT, SR, rules, switched
from sepadd.books import Books, propose
from sepadd.debtors import DebtorCard, enrol
from sepadd.findings import IllegalStep, RulesViolated
from sepadd.mandate import Scheme, sign
from sepadd.proposal import Draft
from sepadd.testing import (
    ACCOUNT,
    CREDIT_NOTE,
    CREDITOR,
    DUE_ON,
    INVOICE,
    MANDATE,
    TERMS,
    TODAY,
)
from sepadd.values import (
    CreditorIdentifier,
    MandateReference,
    RunId,
)

SAUNA = Books(
    creditor=replace(CREDITOR, name="Sauna", identifier=CreditorIdentifier("DE98ZZZ09999999999")),
    open_items=(),
    mandates=(),
    runs=(),
)


# -- the switch ------------------------------------------------------------------------------------


def test_feature_2_l3a_a_new_debtor_gets_an_unsigned_mandate() -> None:
    (enrolment,) = switched(POOL).enrolments
    assert enrolment.made == (replace(MANDATE, reference=SR, signed_on=None),)


def test_feature_2_30_and_2_32_the_card_says_what_was_chosen() -> None:
    recurrent = switched(POOL).card.preference
    assert (recurrent.collects, recurrent.one_off) == (True, False)
    one_off = switched(POOL, one_off=True).card.preference
    assert (one_off.collects, one_off.one_off) == (True, True)


def test_feature_2_13_each_creditor_that_can_collect_gets_a_mandate_and_no_other() -> None:
    none = empty(replace(CREDITOR, name="None", accounts=()))
    idle = empty(replace(CREDITOR, name="Idle", accounts=(replace(ACCOUNT, collects=False),)))
    switch = switched(POOL, none, idle, SAUNA)
    assert [len(enrolment.made) for enrolment in switch.enrolments] == [1, 0, 0, 1]
    assert [finding.subject for finding in switch.findings] == ["creditor None", "creditor Idle"]
    assert switch.findings.errors == ()


def test_feature_2_11_the_same_reference_serves_two_creditors() -> None:
    made = [mandate for e in switched(POOL, SAUNA).enrolments for mandate in e.made]
    assert [mandate.reference for mandate in made] == [SR, SR]
    assert len({mandate.key for mandate in made}) == 2


def test_creditors_of_one_identifier_share_the_mandate() -> None:
    kiosk = Books(
        mandates=(), runs=(), creditor=replace(CREDITOR, name="Kiosk"), open_items=(LATER,)
    )
    first, second = switched(POOL, kiosk).enrolments
    assert (len(first.made), second.made) == (1, ())
    assert second.items[0].mandate == first.made[0].reference


def test_the_identifier_is_that_of_the_first_account_that_collects() -> None:
    own = replace(ACCOUNT, identifier=CreditorIdentifier("DE98ZZZ09999999999"))
    books = empty(replace(CREDITOR, name="Sauna", accounts=(own, ACCOUNT)))
    (enrolment,) = switched(books).enrolments
    assert enrolment.made[0].creditor_identifier == own.identifier


def test_feature_2_23_open_items_are_taken_along() -> None:
    (enrolment,) = switched(POOL).enrolments
    assert [item.mandate for item in enrolment.items] == [SR, None, SR, SR]
    assert enrolment.left_out == frozenset()


def test_feature_2_25_or_they_are_left_out_and_named() -> None:
    switch = switched(POOL, take_open_items=False)
    (enrolment,) = switch.enrolments
    assert enrolment.items == POOL.open_items
    assert enrolment.left_out == {INVOICE.key, CREDIT_NOTE.key, LATER.key}
    one_by_one = dict.fromkeys(enrolment.left_out, False)
    new = replace(INVOICE, number="2027-1")
    assert switch.card.preference.wanted((INVOICE, new), one_by_one) == (new,)


def test_feature_2_22_whether_they_are_taken_along_is_never_guessed() -> None:
    with pytest.raises(TypeError, match="take_open_items"):
        enrol(CARD, (POOL,), references=RECURRENT, on=TODAY)  # type: ignore[call-arg]


def test_an_item_that_names_a_mandate_keeps_it() -> None:
    own = MandateReference("M-7")
    books = replace(POOL, open_items=(replace(INVOICE, mandate=own),))
    for one_off in (False, True):
        (enrolment,) = switched(books, one_off=one_off).enrolments
        assert enrolment.items[0].mandate == own


def test_feature_2_24_a_one_off_debtor_gets_a_mandate_per_open_invoice() -> None:
    (enrolment,) = switched(POOL, one_off=True).enrolments
    assert [str(mandate.reference) for mandate in enrolment.made] == [
        "SO10042-2026-1001",
        "SO10042-2026-1002",
    ]
    assert all(mandate.one_off and mandate.signed_on is None for mandate in enrolment.made)
    named = [str(item.mandate) for item in enrolment.items]
    assert named == ["SO10042-2026-1001", "None", "None", "SO10042-2026-1002"]


def test_a_one_off_debtor_whose_items_are_left_out_gets_no_mandate_yet() -> None:
    (enrolment,) = switched(POOL, one_off=True, take_open_items=False).enrolments
    assert (enrolment.made, enrolment.items) == ((), POOL.open_items)


def test_what_the_card_misses_is_all_told_when_it_is_switched() -> None:
    with pytest.raises(RulesViolated) as raised:
        switched(POOL, card=DebtorCard(id="10042"), scheme=Scheme.B2B)
    assert rules(raised.value.findings) == ["ENR-02", "ENR-03", "ENR-05"]


def test_a_debtor_who_is_on_is_not_switched_on() -> None:
    with pytest.raises(IllegalStep, match="is collected from already"):
        switched(POOL, card=ON)


def test_feature_2_43_once_signed_the_items_are_collected() -> None:
    (enrolment,) = switched(POOL).enrolments
    signed = sign(enrolment.made[0], TODAY, today=TODAY)
    own = [item for item in enrolment.items if item.debtor_id == "10042"]
    before = propose(
        Books(creditor=CREDITOR, open_items=own, mandates=enrolment.made, runs=()),
        TERMS,
        Draft(id=RunId("R"), due_on=DUE_ON),
    )
    after = propose(
        Books(creditor=CREDITOR, open_items=own, mandates=(signed,), runs=()),
        TERMS,
        Draft(id=RunId("R"), due_on=DUE_ON),
    )
    assert (len(before.collections), len(after.collections)) == (0, 1)
