"""The rules put to what would be collected: of what waits, too, and of each mandate in its turn."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from helpers.proposed_lines import ONE_OFF, SECOND, a_line, proposed, rules
from sepadd.banks import EPC
from sepadd.mandate import SequenceType
from sepadd.testing import CREDIT_NOTE, INVOICE, MANDATE, TODAY, a_proposal, a_run
from sepadd.values import Euro

# -- every item has a line -------------------------------------------------------------------------


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


# -- PRO-07 to PRO-10, PRO-12: the item ------------------------------------------------------------


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


# -- mandates that are used once, or for the first time --------------------------------------------


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


def test_trap_9_a_new_mandates_first_collection_may_be_recurrent() -> None:
    assert [c.sequence_type for c in a_proposal().collections] == ["RCUR"]


def test_where_a_bank_wants_first_a_new_mandates_second_claim_is_recurrent() -> None:
    first = replace(EPC, first_use=SequenceType.FIRST).terms(on=TODAY)
    third = replace(SECOND, number="R-3")
    proposal = proposed(INVOICE, SECOND, third, condense=False, terms=first)
    assert [c.sequence_type for c in proposal.collections] == ["FRST", "RCUR", "RCUR"]
    assert proposal.findings[0].rule == "FIL-05"
