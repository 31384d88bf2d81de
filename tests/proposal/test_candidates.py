"""An item with its mandate, and all that stands against it before anything is netted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from helpers.proposed_lines import COMPANY_INVOICE, SECOND, a_line, proposed, rules
from sepadd.banks import EPC
from sepadd.mandate import Scheme
from sepadd.testing import (
    B2B_MANDATE,
    COMPANY,
    CREDIT_NOTE,
    DEBTOR,
    DUE_ON,
    INVOICE,
    MANDATE,
    TODAY,
)
from sepadd.values import CreditorIdentifier, DebtorKind, Euro, MandateReference

# -- PRO-01 to PRO-06, PRO-11, PRO-13: the mandate -------------------------------------------------


def test_feature_3_1_a_debtor_without_mandate_is_not_collected() -> None:
    assert (rules(a_line()), rules(a_line(mandates=()))) == ([], ["PRO-01"])


def test_a_mandate_named_has_to_be_known() -> None:
    named = replace(INVOICE, mandate=MANDATE.reference)
    assert rules(a_line(named)) == []
    assert rules(a_line(replace(named, mandate=MandateReference("M-77")))) == ["PRO-02"]


def test_feature_2_11_a_mandate_given_to_another_administration_will_not_do() -> None:
    foreign = replace(MANDATE, creditor_identifier=CreditorIdentifier("DE98ZZZ09999999999"))
    named = replace(INVOICE, mandate=MANDATE.reference)
    assert rules(a_line(named, mandates=[foreign])) == ["PRO-03"]


def test_feature_2_14_of_several_mandates_the_item_names_its_own() -> None:
    mandates = [MANDATE, replace(MANDATE, reference=MandateReference("M-9"))]
    assert rules(a_line(mandates=mandates)) == ["PRO-04"]
    named = replace(INVOICE, mandate=MandateReference("M-9"))
    assert a_line(named, mandates=mandates).mandate == mandates[1]


def test_trap_15_a_duplicate_mandate_is_not_collected_under() -> None:
    twice = [MANDATE, replace(MANDATE, reference=MandateReference("m-1"))]
    assert rules(a_line(mandates=twice)) == ["PRO-05"]


def test_trap_15b_references_alike_but_for_blanks_are_a_warning_of_the_whole() -> None:
    other = replace(MANDATE, reference=MandateReference("M -1"), debtor=replace(DEBTOR, id="2"))
    proposal = proposed(mandates=[MANDATE, other])
    assert [finding.rule for finding in proposal.whole] == ["PRO-13"]
    assert proposal.lines[0].ok


def test_trap_31_a_core_mandate_is_not_collected_under_b2b() -> None:
    assert rules(a_line(scheme=Scheme.CORE)) == []
    line = a_line(scheme=Scheme.B2B)
    assert (rules(line), line.mandate) == (["PRO-06"], MANDATE)


def test_another_scheme_and_all_that_is_wrong_besides_are_told_at_once() -> None:
    line = a_line(scheme=Scheme.B2B, mandates=[replace(MANDATE, signed_on=None)])
    assert rules(line) == ["PRO-06", "MND-01"]


def test_feature_0_19_another_debtors_mandate_is_used_with_a_warning() -> None:
    line = a_line(replace(INVOICE, debtor_id="30003", mandate=MANDATE.reference))
    assert (line.status, rules(line)) == ("OK", ["PRO-11"])


def test_feature_2_44_while_the_mandate_has_no_date_nothing_is_selected() -> None:
    assert rules(a_line(mandates=[replace(MANDATE, signed_on=TODAY)])) == []
    assert rules(a_line(mandates=[replace(MANDATE, signed_on=None)])) == ["MND-01"]


def test_feature_2_9_a_mandate_is_valid_for_the_period_agreed() -> None:
    assert rules(a_line(mandates=[replace(MANDATE, valid_until=DUE_ON)])) == []
    assert rules(a_line(mandates=[replace(MANDATE, valid_until=date(2026, 11, 30))])) == ["COL-04"]


def test_feature_4_5_a_b2b_debtor_is_a_company() -> None:
    consumer = replace(B2B_MANDATE, debtor=replace(COMPANY, kind=DebtorKind.CONSUMER))
    assert rules(a_line(COMPANY_INVOICE, mandates=[B2B_MANDATE])) == []
    assert rules(a_line(COMPANY_INVOICE, mandates=[consumer])) == ["MND-03"]


def test_trap_32_a_one_off_b2b_mandate_is_collected_where_the_bank_takes_it() -> None:
    one_off = [replace(B2B_MANDATE, one_off=True)]
    refusing = replace(EPC, one_off_b2b=False).terms(on=TODAY)
    assert rules(a_line(COMPANY_INVOICE, mandates=one_off)) == []
    assert rules(a_line(COMPANY_INVOICE, mandates=one_off, terms=refusing)) == ["MND-06"]


def test_feature_3_38_a_bank_that_takes_only_core_gets_no_b2b() -> None:
    core = replace(EPC, schemes=frozenset({Scheme.CORE})).terms(on=TODAY)
    proposal = proposed(COMPANY_INVOICE, mandates=[B2B_MANDATE], terms=core)
    assert rules(proposal.lines[0]) == ["MND-05"]
    assert (proposal.earliest_due_on, proposal.send_by) == (None, None)


def test_a_variant_that_the_rulebook_no_longer_has_is_told_and_raises_nothing() -> None:
    every = replace(EPC, schemes=frozenset(Scheme)).terms(on=TODAY)
    proposal = proposed(mandates=[replace(MANDATE, scheme=Scheme.COR1)], terms=every)
    assert rules(proposal.lines[0]) == ["COL-06"]
    assert proposal.earliest_due_on is None


def test_a_variant_that_ends_before_it_could_be_collected_has_no_earliest_day() -> None:
    last = date(2016, 11, 18)
    every = replace(EPC, schemes=frozenset(Scheme)).terms(on=last)
    mandate = replace(MANDATE, scheme=Scheme.COR1, signed_on=date(2016, 1, 4))
    due = replace(INVOICE, due_on=last)
    proposal = proposed(due, mandates=[mandate], terms=every, due_on=last)
    assert rules(proposal.lines[0]) == ["COL-03"]
    assert proposal.earliest_due_on is None


# -- PRO-07 to PRO-10, PRO-12: the item ------------------------------------------------------------


def test_feature_0_12_an_invoice_is_collected_from_the_day_it_is_due_on() -> None:
    assert rules(a_line(replace(INVOICE, due_on=DUE_ON))) == []
    assert rules(a_line(replace(INVOICE, due_on=date(2026, 12, 2)))) == ["PRO-08"]


def test_a_credit_note_need_not_be_due_to_be_set_off() -> None:
    later = replace(CREDIT_NOTE, due_on=date(2027, 1, 31))
    assert proposed(INVOICE, later).total == Euro(cents=30_00)


def test_an_invoice_without_a_due_date_is_due() -> None:
    assert a_line(replace(INVOICE, due_on=None)).ok


def test_an_item_given_twice_is_not_collected_at_all() -> None:
    proposal = proposed(INVOICE, replace(INVOICE, amount=Euro(cents=1)), SECOND)
    assert [rules(line) for line in proposal.lines] == [["PRO-09"], ["PRO-09"], []]
