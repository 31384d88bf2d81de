"""What runs under way hold, and what they present under a mandate."""

from __future__ import annotations

from dataclasses import replace

from helpers.books import decided
from helpers.proposed_lines import ONE_OFF, SECOND, a_line, proposed, rules
from sepadd.banks import EPC
from sepadd.mandate import SequenceType
from sepadd.run import submit, withdraw
from sepadd.testing import AT, CREDIT_NOTE, INVOICE, TERMS, TODAY, a_run
from sepadd.values import RunId

# -- PRO-07 to PRO-10, PRO-12: the item ------------------------------------------------------------


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


# -- mandates that are used once, or for the first time --------------------------------------------


def test_trap_11_a_one_off_mandate_that_a_live_run_uses_is_used() -> None:
    first = proposed(INVOICE, mandates=[ONE_OFF], id=RunId("A"))
    run = decided(first, TERMS, at=AT)
    assert rules(a_line(SECOND, mandates=[ONE_OFF], runs=[run])) == ["COL-04"]
    assert rules(a_line(SECOND, mandates=[ONE_OFF], runs=[withdraw(run, at=AT)])) == []


def test_a_mandate_that_a_live_run_uses_first_is_recurrent_in_the_next() -> None:
    first = replace(EPC, first_use=SequenceType.FIRST).terms(on=TODAY)
    run = submit(decided(proposed(INVOICE, terms=first, id=RunId("A")), first, at=AT), at=AT)
    assert [c.sequence_type for c in proposed(SECOND, terms=first, runs=[run]).collections] == [
        "RCUR"
    ]
