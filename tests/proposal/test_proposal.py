"""A line for each open item: collected, or every reason why not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from sepadd.banks import ABN_AMRO, EPC, GERMANY, LEGACY
from sepadd.collection import PurposeCode
from sepadd.findings import InvalidValue
from sepadd.mandate import Mandate, Presentation, Scheme, SequenceType
from sepadd.open_item import Invoice, OpenItem
from sepadd.proposal import PROPOSAL_SENTENCES, Draft, Proposal, ProposalLine, propose
from sepadd.run import prepare, submit, withdraw
from sepadd.testing import (
    ACCOUNT,
    AT,
    B2B_MANDATE,
    COMPANY,
    CREDIT_NOTE,
    CREDITOR,
    DEBTOR,
    DUE_ON,
    INVOICE,
    MANDATE,
    TERMS,
    TODAY,
    a_proposal,
    a_run,
)
from sepadd.values import (
    CreditorAccount,
    CreditorIdentifier,
    CreditorReference,
    DebtorKind,
    Euro,
    Iban,
    MandateReference,
    RunId,
)

ONE_OFF = replace(MANDATE, one_off=True)
SECOND = replace(INVOICE, number="R-2", amount=Euro(cents=5_00))
COMPANY_INVOICE = replace(INVOICE, number="B-1", debtor_id=COMPANY.id)
JANUARY = RunId("2027-01")


def a_line(
    *items: OpenItem, mandates: Iterable[Mandate] = (MANDATE,), **asked: Any
) -> ProposalLine:
    return proposed(*items, mandates=mandates, **asked).lines[0]


def proposed(*items: OpenItem, mandates: Iterable[Mandate] = (MANDATE,), **asked: Any) -> Proposal:
    asked = {"due_on": DUE_ON, "id": JANUARY, "terms": TERMS, "creditor": CREDITOR, **asked}
    terms, creditor = asked.pop("terms"), asked.pop("creditor")
    return propose(items or (INVOICE,), mandates, creditor, terms, **asked)


def rules(line: ProposalLine) -> list[str]:
    return [finding.rule for finding in line.reasons]


# -- every item has a line ------------------------------------------------------------------------


def test_feature_3_11_a_good_item_is_ok() -> None:
    line = a_line()
    assert (line.ok, line.status, line.mandate) == (True, "OK", MANDATE)
    assert str(line.end_to_end_id) == "2027-01-1"


def test_every_item_has_one_line_in_the_order_given() -> None:
    items = (SECOND, CREDIT_NOTE, replace(INVOICE, debtor_id="?"), INVOICE)
    assert [line.item for line in proposed(*items).lines] == list(items)


def test_without_items_there_is_nothing() -> None:
    proposal = propose((), (MANDATE,), CREDITOR, TERMS, id=JANUARY, due_on=DUE_ON)
    assert (proposal.lines, proposal.collections, proposal.findings) == ((), (), ())
    assert (proposal.earliest_due_on, proposal.send_by, proposal.total) == (
        None,
        None,
        Euro(cents=0),
    )


def test_streams_of_items_mandates_and_runs_will_do() -> None:
    proposal = propose(
        iter((INVOICE,)),
        iter((MANDATE,)),
        CREDITOR,
        TERMS,
        id=JANUARY,
        due_on=DUE_ON,
        runs=iter((a_run(),)),
    )
    assert rules(proposal.lines[0]) == ["PRO-07"]


def test_feature_3_12_every_reason_is_told_at_once() -> None:
    line = a_line(
        replace(INVOICE, due_on=date(2026, 12, 2)),
        mandates=[replace(MANDATE, signed_on=None)],
        runs=[a_run()],
        due_on=TODAY,
    )
    assert rules(line) == ["PRO-07", "PRO-08", "MND-01", "COL-03"]
    assert line.status == (
        "run 2026-12 holds it already; "
        "due on 2026-12-02, after the collection on 2026-11-23; "
        "it has no date of signature: nothing is collected until the signed form is back; "
        "handed over on 2026-11-23, received on 2026-11-23, it cannot be due on 2026-11-23; "
        "the earliest due date is 2026-11-24"
    )


def test_what_is_said_of_an_item_that_never_became_a_collection_names_the_item() -> None:
    line = a_line(replace(INVOICE, due_on=None), runs=[a_run()], due_on=TODAY)
    assert [(finding.rule, finding.subject) for finding in line.reasons] == [
        ("PRO-07", "invoice 2026-1001"),
        ("COL-03", "invoice 2026-1001"),
    ]


def test_items_that_wait_tell_what_else_is_wrong() -> None:
    unsigned = replace(MANDATE, signed_on=None)
    credit = replace(CREDIT_NOTE, amount=INVOICE.amount)
    proposal = proposed(INVOICE, credit, mandates=[unsigned])
    assert [rules(line) for line in proposal.lines] == [["PRO-10", "MND-01"]] * 2


def test_a_credit_note_that_waits_for_a_refund_does_not_ask_for_a_signature() -> None:
    assert rules(a_line(CREDIT_NOTE, mandates=[replace(MANDATE, signed_on=None)])) == ["PRO-14"]


def test_a_warning_does_not_hold_an_item_back() -> None:
    line = a_line(due_on=date(2026, 12, 8))
    assert (line.status, rules(line)) == ("OK", ["COL-07"])


def test_a_line_that_is_refused_keeps_its_warnings() -> None:
    line = a_line(due_on=date(2026, 12, 8), mandates=[replace(MANDATE, signed_on=None)])
    assert rules(line) == ["MND-01", "COL-07"]
    assert "COL-07" not in line.status


def test_feature_3_21_only_good_lines_make_collections() -> None:
    proposal = proposed(INVOICE, replace(SECOND, debtor_id="30003"))
    assert [line.ok for line in proposal.lines] == [True, False]
    assert [c.items for c in proposal.collections] == [(INVOICE,)]
    assert proposal.left_out == (proposal.lines[1],)


def test_feature_0_13_the_proposal_gives_the_amounts_and_changes_nothing() -> None:
    proposal = a_proposal()
    assert [(c.mandate.debtor.id, str(c.amount)) for c in proposal.collections] == [
        ("10042", "30.00")
    ]
    assert proposal == a_proposal()


def test_its_findings_tell_each_thing_once() -> None:
    unsigned = [replace(MANDATE, signed_on=None)]
    assert len(proposed(INVOICE, SECOND, mandates=unsigned).findings) == 1


def test_it_is_named_after_its_run() -> None:
    assert a_proposal().label == "run 2026-12"


def test_every_sentence_has_an_id_of_its_own() -> None:
    ids = [sentence.id for sentence in PROPOSAL_SENTENCES]
    assert sorted(set(ids)) == sorted(ids)


# -- PRO-01 to PRO-06, PRO-11, PRO-13: the mandate ------------------------------------------------


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


# -- PRO-07 to PRO-10, PRO-12: the item -----------------------------------------------------------


def test_feature_4_25_what_a_live_run_holds_is_not_proposed_again() -> None:
    line = a_line(runs=[a_run()])
    assert line.status == "run 2026-12 holds it already"
    assert rules(line) == ["PRO-07"]


def test_what_no_live_run_holds_is_proposed() -> None:
    assert a_line(SECOND, runs=[a_run()]).ok


def test_a_credit_note_that_a_live_run_holds_is_not_set_off_twice() -> None:
    line = a_line(CREDIT_NOTE, INVOICE, runs=[a_run()])
    assert rules(line) == ["PRO-07"]


def test_feature_4_28_what_a_withdrawn_run_held_is_free_again() -> None:
    assert a_line(runs=[withdraw(a_run(), at=AT)]).ok


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


def test_what_nets_to_a_cent_is_collected_and_to_zero_waits() -> None:
    credit = replace(CREDIT_NOTE, amount=Euro(cents=39_99))
    assert proposed(INVOICE, credit).total == Euro(cents=1)
    waiting = proposed(INVOICE, replace(credit, amount=Euro(cents=40_00)))
    assert [rules(line) for line in waiting.lines] == [["PRO-10"], ["PRO-10"]]
    assert waiting.lines[0].status == (
        "invoices and credit notes under mandate M-1 come to 0.00: "
        "nothing to collect from debtor 10042, all of them wait"
    )


def test_feature_2_28_uncondensed_a_credit_note_is_to_be_refunded() -> None:
    proposal = proposed(INVOICE, CREDIT_NOTE, condense=False)
    invoice, credit_note = proposal.lines
    assert invoice.status == "OK"
    assert credit_note.to_refund
    assert credit_note.status == (
        "nothing is set off where each invoice of debtor 10042 is collected alone: it is to be "
        "refunded by a credit transfer"
    )


def test_feature_2_26_condensed_a_debtors_items_become_one_collection() -> None:
    proposal = proposed(INVOICE, SECOND, CREDIT_NOTE)
    assert [c.items for c in proposal.collections] == [(INVOICE, SECOND, CREDIT_NOTE)]
    assert proposal.total == Euro(cents=35_00)
    assert {line.end_to_end_id for line in proposal.lines} == {
        proposal.collections[0].end_to_end_id
    }


def test_feature_2_27_uncondensed_each_invoice_becomes_one() -> None:
    proposal = proposed(INVOICE, SECOND, CREDIT_NOTE, condense=False)
    assert [c.items for c in proposal.collections] == [(INVOICE,), (SECOND,)]


def test_a_remittance_that_leaves_numbers_out_is_a_warning() -> None:
    items = [replace(INVOICE, number=f"{n:07}", description="") for n in range(18)]
    assert rules(a_line(*items[:17])) == []
    line = a_line(*items)
    assert (line.status, rules(line)) == ("OK", ["PRO-12"])


def test_a_description_with_umlauts_that_grows_too_long_is_left_out() -> None:
    line = a_line(replace(INVOICE, description="ü" * 100), terms=GERMANY.terms(on=TODAY))
    assert (line.status, rules(line)) == ("OK", ["PRO-12"])


def test_feature_3_7_the_number_outlives_a_long_description_of_the_run() -> None:
    proposal = proposed(replace(INVOICE, description=""), description="d" * 140)
    assert [c.remittance for c in proposal.collections] == ["2026-1001"]


# -- mandates that are used once, or for the first time -------------------------------------------


def test_feature_2_32_a_one_off_mandate_is_collected_once() -> None:
    proposal = proposed(INVOICE, SECOND, mandates=[ONE_OFF], condense=False)
    assert [rules(line) for line in proposal.lines] == [[], ["COL-04"]]
    assert "mandate M-1 is one-off and was used (due 2026-12-01)" in proposal.lines[1].status


def test_condensed_a_one_off_mandate_serves_all_at_once() -> None:
    proposal = proposed(INVOICE, SECOND, mandates=[ONE_OFF])
    assert [c.sequence_type for c in proposal.collections] == ["OOFF"]


def test_a_refused_claim_does_not_use_a_one_off_mandate() -> None:
    huge = replace(INVOICE, amount=Euro("1000000000.00"))
    proposal = proposed(huge, SECOND, mandates=[ONE_OFF], condense=False)
    assert [rules(line) for line in proposal.lines] == [["COL-01"], []]


def test_trap_11_a_one_off_mandate_that_a_live_run_uses_is_used() -> None:
    first = proposed(INVOICE, mandates=[ONE_OFF], id=RunId("A"))
    run = prepare(first, TERMS, at=AT)
    assert rules(a_line(SECOND, mandates=[ONE_OFF], runs=[run])) == ["COL-04"]
    assert rules(a_line(SECOND, mandates=[ONE_OFF], runs=[withdraw(run, at=AT)])) == []


def test_trap_9_a_new_mandates_first_collection_may_be_recurrent() -> None:
    assert [c.sequence_type for c in a_proposal().collections] == ["RCUR"]


def test_where_a_bank_wants_first_a_new_mandates_second_claim_is_recurrent() -> None:
    first = replace(EPC, first_use=SequenceType.FIRST).terms(on=TODAY)
    third = replace(SECOND, number="R-3")
    proposal = proposed(INVOICE, SECOND, third, condense=False, terms=first)
    assert [c.sequence_type for c in proposal.collections] == ["FRST", "RCUR", "RCUR"]
    assert proposal.findings[0].rule == "FIL-05"


def test_a_mandate_that_a_live_run_uses_first_is_recurrent_in_the_next() -> None:
    first = replace(EPC, first_use=SequenceType.FIRST).terms(on=TODAY)
    run = submit(prepare(proposed(INVOICE, terms=first, id=RunId("A")), first, at=AT), at=AT)
    assert [c.sequence_type for c in proposed(SECOND, terms=first, runs=[run]).collections] == [
        "RCUR"
    ]


# -- the creditor ---------------------------------------------------------------------------------


def test_feature_0_1_before_the_settings_are_complete_every_line_tells_all_that_is_missing() -> (
    None
):
    proposal = proposed(INVOICE, SECOND, creditor=replace(CREDITOR, accounts=()))
    assert [rules(line) for line in proposal.lines] == [["CRE-02"]] * 2
    assert [finding.rule for finding in proposal.whole] == ["CRE-02"]
    assert (proposal.collections, proposal.findings) == ((), proposal.whole)


SECOND_ACCOUNT = CreditorAccount(iban=Iban("NL91ABNA0417164300"))
TWO_ACCOUNTS = replace(CREDITOR, accounts=(ACCOUNT, SECOND_ACCOUNT))


def test_feature_0_2_one_of_the_creditors_accounts_is_chosen() -> None:
    assert [c.account for c in proposed(creditor=TWO_ACCOUNTS).collections] == [ACCOUNT]
    chosen = proposed(creditor=TWO_ACCOUNTS, account=SECOND_ACCOUNT.iban)
    assert [c.account for c in chosen.collections] == [SECOND_ACCOUNT]


def test_feature_0_3_an_account_that_does_not_collect_is_passed_over() -> None:
    wages = replace(CREDITOR, accounts=(replace(SECOND_ACCOUNT, collects=False), ACCOUNT))
    assert [c.account for c in proposed(creditor=wages).collections] == [ACCOUNT]


def test_an_account_of_someone_else_is_no_account_to_collect_on() -> None:
    with pytest.raises(InvalidValue, match="NL91ABNA0417164300 as account to collect on"):
        proposed(account=SECOND_ACCOUNT.iban)


def test_feature_0_4_each_account_collects_under_its_own_identifier() -> None:
    german = CreditorIdentifier("DE98ZZZ09999999999")
    creditor = replace(CREDITOR, accounts=(ACCOUNT, replace(SECOND_ACCOUNT, identifier=german)))
    theirs = replace(MANDATE, creditor_identifier=german, reference=MandateReference("M-9"))
    items = (replace(INVOICE, mandate=MANDATE.reference), replace(SECOND, mandate=theirs.reference))
    proposal = proposed(*items, mandates=[MANDATE, theirs], creditor=creditor)
    assert [str(c.account.iban) for c in proposal.collections] == [
        "NL02ABNA0123456789",
        "NL91ABNA0417164300",
    ]


def test_purposes_stand_on_every_collection() -> None:
    rent, supplier = PurposeCode("RENT"), PurposeCode("SUPP")
    collections = proposed(purpose=rent, category_purpose=supplier).collections
    assert [(c.purpose, c.category_purpose) for c in collections] == [(rent, supplier)]


def test_an_invoice_alone_brings_its_structured_reference() -> None:
    reference = CreditorReference("RF18539007547034")
    proposal = proposed(replace(INVOICE, creditor_reference=reference))
    assert [c.remittance for c in proposal.collections] == [reference]


# -- the due date ---------------------------------------------------------------------------------


def test_today_is_too_early_and_the_next_business_day_is_not() -> None:
    early = proposed(replace(INVOICE, due_on=None), due_on=TODAY)
    assert rules(early.lines[0]) == ["COL-03"]
    assert early.earliest_due_on == date(2026, 11, 24)
    assert rules(a_line(replace(INVOICE, due_on=None), due_on=date(2026, 11, 24))) == []


@pytest.mark.parametrize("due_on", [date(2026, 11, 20), date(2009, 11, 2), date(2000, 1, 4)])
def test_a_due_date_in_the_past_is_told(due_on: date) -> None:
    line = a_line(replace(INVOICE, due_on=None), due_on=due_on)
    assert "COL-03" in rules(line)


def test_a_due_date_before_the_euro_is_a_slip() -> None:
    with pytest.raises(InvalidValue, match="the year 226 is not in the calendar TARGET"):
        proposed(replace(INVOICE, due_on=None), due_on=date(226, 12, 1))


def test_feature_3_35_a_later_date_is_honoured_and_an_earlier_one_moves_to_the_earliest() -> None:
    new = replace(INVOICE, due_on=None)
    assert {c.due_on for c in proposed(new, due_on=date(2026, 12, 2)).collections} == {
        date(2026, 12, 2)
    }
    earliest = proposed(new, due_on=TODAY).earliest_due_on
    assert earliest is not None
    assert proposed(new, due_on=earliest).lines[0].ok


@pytest.mark.parametrize("terms", [TERMS, LEGACY.terms(on=TODAY), ABN_AMRO.terms(on=TODAY)])
def test_it_can_be_sent_until_send_by_and_no_later(terms: Any) -> None:
    send_by = proposed(terms=terms).send_by
    assert send_by is not None
    profile = LEGACY if terms.lead_times else EPC
    assert a_line(terms=profile.terms(on=send_by)).ok
    late = profile.terms(on=terms.calendar.after(send_by, 1))
    assert rules(a_line(terms=late)) == ["COL-03"]


def test_the_earliest_due_date_is_one_that_all_could_have() -> None:
    legacy = LEGACY.terms(on=TODAY)
    items = (replace(INVOICE, due_on=None), replace(COMPANY_INVOICE, due_on=None))
    both = proposed(*items, mandates=[MANDATE, B2B_MANDATE], terms=legacy)
    assert both.earliest_due_on == date(2026, 11, 30)
    assert both.send_by == date(2026, 11, 24)


def test_feature_3_34_feature_4_7_a_first_collection_needs_five_days_with_the_old_profile() -> None:
    legacy = LEGACY.terms(on=TODAY)
    new = replace(INVOICE, due_on=None)
    assert rules(a_line(new, terms=legacy, due_on=date(2026, 11, 30))) == []
    assert rules(a_line(new, terms=legacy, due_on=date(2026, 11, 27))) == ["COL-03"]


def test_feature_4_7_a_one_off_needs_five_days_with_the_old_profile() -> None:
    legacy = LEGACY.terms(on=TODAY)
    new = replace(INVOICE, due_on=None)
    assert a_line(new, mandates=[ONE_OFF], terms=legacy, due_on=date(2026, 11, 30)).ok
    assert not a_line(new, mandates=[ONE_OFF], terms=legacy, due_on=date(2026, 11, 27)).ok


def test_feature_4_8_a_following_collection_needs_two_days_with_the_old_profile() -> None:
    used = Presentation(due_on=date(2026, 11, 2), sequence_type=SequenceType.FIRST)
    following = [replace(MANDATE, presentations=(used,))]
    legacy, new = LEGACY.terms(on=TODAY), replace(INVOICE, due_on=None)
    assert a_line(new, mandates=following, terms=legacy, due_on=date(2026, 11, 25)).ok
    assert not a_line(new, mandates=following, terms=legacy, due_on=date(2026, 11, 24)).ok


@pytest.mark.parametrize("profile", [EPC, LEGACY])
def test_feature_4_6_b2b_needs_one_day(profile: Any) -> None:
    terms, new = profile.terms(on=TODAY), replace(COMPANY_INVOICE, due_on=None)
    assert a_line(new, mandates=[B2B_MANDATE], terms=terms, due_on=date(2026, 11, 24)).ok
    assert not a_line(new, mandates=[B2B_MANDATE], terms=terms, due_on=TODAY).ok


def test_trap_1_the_edition_of_the_due_date_says_the_lead_time() -> None:
    old = replace(MANDATE, signed_on=date(2016, 1, 4))
    new = replace(INVOICE, due_on=None)
    in_time, late = EPC.terms(on=date(2016, 11, 11)), EPC.terms(on=date(2016, 11, 14))
    due_on = date(2016, 11, 18)
    assert a_line(new, mandates=[old], terms=in_time, due_on=due_on).ok
    assert rules(a_line(new, mandates=[old], terms=late, due_on=due_on)) == ["COL-03"]


def test_trap_4_after_the_cut_off_it_is_received_the_next_day() -> None:
    new, tomorrow = replace(INVOICE, due_on=None), date(2026, 11, 24)
    assert a_line(new, terms=ABN_AMRO.terms(TODAY, time(12, 29)), due_on=tomorrow).ok
    after = proposed(new, terms=ABN_AMRO.terms(TODAY, time(12, 31)), due_on=tomorrow)
    assert after.earliest_due_on == date(2026, 11, 25)
    assert rules(after.lines[0]) == ["COL-03"]


def test_trap_4b_what_is_sent_on_a_sunday_is_received_on_monday() -> None:
    sunday = EPC.terms(on=date(2026, 11, 22))
    assert proposed(terms=sunday).earliest_due_on == date(2026, 11, 24)


def test_trap_3_good_friday_settles_on_the_tuesday_after_easter() -> None:
    before = EPC.terms(on=date(2026, 3, 30))
    proposal = proposed(replace(INVOICE, due_on=None), terms=before, due_on=date(2026, 4, 3))
    assert (proposal.lines[0].status, rules(proposal.lines[0])) == ("OK", ["COL-02"])
    assert "settle on the next, 2026-04-07" in proposal.findings[0].detail
    assert proposal.send_by == date(2026, 4, 2)


def test_a_bank_may_refuse_a_due_date_on_a_closed_day() -> None:
    refusing = replace(EPC, refused=frozenset({"COL-02"})).terms(on=date(2026, 3, 30))
    new = replace(INVOICE, due_on=None)
    assert rules(a_line(new, terms=refusing, due_on=date(2026, 4, 2))) == []
    line = a_line(new, terms=refusing, due_on=date(2026, 4, 3))
    assert (line.ok, rules(line)) == (False, ["COL-02"])


def test_a_saturday_settles_on_monday() -> None:
    proposal = proposed(due_on=date(2026, 12, 5))
    assert (rules(proposal.lines[0]), proposal.send_by) == (["COL-02"], date(2026, 12, 4))


@pytest.mark.parametrize(
    ("days", "profile", "expected"),
    [
        (14, EPC, ("OK", [])),
        (15, EPC, ("OK", ["COL-07"])),
        (15, GERMANY, ("OK", [])),
        (16, GERMANY, ("", ["COL-08"])),
    ],
)
def test_far_ahead_is_a_warning_or_what_the_bank_says(
    days: int, profile: Any, expected: tuple[str, list[str]]
) -> None:
    due_on = date.fromordinal(TODAY.toordinal() + days)
    line = a_line(terms=profile.terms(on=TODAY), due_on=due_on)
    assert ("OK" if line.ok else "", rules(line)) == expected


def test_the_year_9998_raises_nothing() -> None:
    proposal = proposed(due_on=date(9998, 12, 31))
    assert rules(proposal.lines[0]) == ["COL-04", "COL-07"]
    assert "lapsed" in proposal.lines[0].status


def test_a_collection_due_in_the_last_year_raises_nothing() -> None:
    last = replace(MANDATE, signed_on=date(9997, 1, 4))
    terms = EPC.terms(on=date(9998, 12, 1))
    line = a_line(
        replace(INVOICE, due_on=None), mandates=[last], terms=terms, due_on=date(9998, 12, 10)
    )
    assert line.ok


def test_a_line_can_be_edited_away_before_the_run_is_prepared() -> None:
    """A proposal is a value: what is taken out of it is not collected."""
    items: tuple[Invoice, ...] = (INVOICE, SECOND)
    proposal = proposed(*items, condense=False)
    fewer = replace(proposal, collections=proposal.collections[:1])
    assert list(prepare(fewer, TERMS, at=AT).held()) == [INVOICE.key]


def test_a_run_is_named_by_an_id_that_was_looked_at() -> None:
    assert Draft(id="2026-12", due_on=DUE_ON) == Draft(id=RunId("2026-12"), due_on=DUE_ON)
    with pytest.raises(InvalidValue, match="id of a draft: RunId 'a/b': needs 1 to 18 characters"):
        Draft(id="a/b", due_on=DUE_ON)


@pytest.mark.parametrize("day", ["2026-12-01", datetime(2026, 12, 1, tzinfo=UTC)])
def test_a_due_date_is_a_day_and_not_a_text_or_a_moment(day: Any) -> None:
    with pytest.raises(InvalidValue, match="of draft 2026-12: needs a date without time"):
        Draft(id=RunId("2026-12"), due_on=day)
