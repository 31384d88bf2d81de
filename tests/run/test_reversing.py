"""Paying back by reversal: what, until when, all of it, and what the bank books."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from helpers.books import record_run
from helpers.requests_of_ours import (
    BATCH,
    CASE,
    FILE,
    ONE,
    THREE,
    TWO,
    a_mandate,
    a_reversal,
    at_the_bank,
    of_two_schemes,
    prepared,
    three,
    told,
)
from sepadd.banks import EPC
from sepadd.collection import (
    Acceptance,
    BankFact,
    Cancellation,
    CollectionStatus,
    Refund,
    Reject,
    Return,
    Reversal,
    RTransaction,
    Settlement,
    reason,
)
from sepadd.findings import IllegalStep, InvalidValue, RulesViolated
from sepadd.messages import pain008
from sepadd.messages.answers import camt, pain002
from sepadd.messages.requests import pain007
from sepadd.run import CollectionRun, Step, reverse
from sepadd.run.file_parts import Named
from sepadd.run.reversing import IN_PART, NOT_THERE, TOO_LATE, ReversalAsked
from sepadd.testing import AT, B2B_MANDATE, DUE_ON, TODAY, FakeBank
from sepadd.values import ZERO, EndToEndId, Euro

SENT = at_the_bank()
LAST_ON = date(2026, 12, 8)
NO_AMOUNTS: Mapping[EndToEndId, Euro] = {}


def fact(kind: type[BankFact], name: EndToEndId = ONE, on: date = DUE_ON) -> BankFact:
    if issubclass(kind, RTransaction):
        return kind(end_to_end_id=name, on=on, reason=reason("MS03"))
    return kind(end_to_end_id=name, on=on)


def asked_on(
    on: date,
    run: CollectionRun = SENT,
    *what: Named,
    amounts: Mapping[EndToEndId, Euro] = NO_AMOUNTS,
    waived: frozenset[str] = frozenset(),
) -> ReversalAsked:
    terms = replace(EPC, waived=waived).terms(on=on)
    return reverse(run, what or None, terms, id=CASE, reason="AM05", at=AT, amounts=amounts)


def broken(on: date, run: CollectionRun, *what: Named) -> list[tuple[str, str]]:
    """Give which sentence is broken, and by which collection."""
    with pytest.raises(RulesViolated) as violated:
        asked_on(on, run, *what)
    return [(finding.rule, finding.subject.split()[1]) for finding in violated.value.findings]


# -- what ---------------------------------------------------------------------------------------


def test_a_settled_collection_is_reversed_by_its_whole_amount() -> None:
    asked = a_reversal(told(SENT, fact(Settlement)), ONE)
    [part] = asked.batches
    assert [each.end_to_end_id for each in part.collections] == [ONE]
    assert (asked.file.id, asked.count, str(asked.total)) == (FILE, 1, "10.00")


def test_what_was_due_counts_as_settled_though_the_bank_has_said_nothing() -> None:
    assert a_reversal(SENT, ONE, on=DUE_ON).count == 1
    assert a_reversal(told(SENT, fact(Acceptance)), ONE, on=DUE_ON).count == 1


def test_the_day_before_it_is_to_be_recalled_instead() -> None:
    with pytest.raises(RulesViolated, match="it settles on 2026-12-01: recall it instead"):
        asked_on(date(2026, 11, 30), SENT, ONE)


def test_what_the_bank_says_has_settled_is_reversed_though_it_was_not_due() -> None:
    early = told(SENT, fact(Settlement, on=date(2026, 11, 30)))
    assert asked_on(date(2026, 11, 30), early, ONE).requests


@pytest.mark.parametrize(
    "kind", [Reject, Cancellation, Return, Refund, Reversal], ids=lambda k: k.__name__
)
def test_money_that_never_came_or_has_gone_is_not_paid_back(kind: type[BankFact]) -> None:
    run = told(SENT, fact(kind))
    assert broken(DUE_ON, run, ONE, TWO) == [(NOT_THERE.id, "2026-12-1")]


@pytest.mark.parametrize("what", [(), (FILE,), (BATCH,)])
def test_of_a_run_a_file_or_a_batch_that_is_paid_back_whose_money_is_there(
    what: tuple[Named, ...],
) -> None:
    run = told(SENT, fact(Return), fact(Reject, TWO), fact(Settlement, THREE))
    [part] = a_reversal(run, *what).batches
    assert [each.end_to_end_id for each in part.collections] == [THREE]


def test_where_no_money_is_there_nothing_can_be_asked() -> None:
    run = told(SENT, fact(Return), fact(Reject, TWO), fact(Refund, THREE))
    with pytest.raises(IllegalStep, match="no money is there to pay back"):
        a_reversal(run, FILE)


def test_a_run_that_the_bank_does_not_have_is_not_reversed() -> None:
    with pytest.raises(IllegalStep, match="is prepared"):
        a_reversal(prepared(), ONE)


def test_each_file_of_a_run_has_a_message_of_its_own() -> None:
    asked = asked_on(DUE_ON, at_the_bank(of_two_schemes()))
    assert [(str(each.id), str(each.file.id)) for each in asked.requests] == [
        ("C-1.1", "2026-12.F1"),
        ("C-1.2", "2026-12.F2"),
    ]


# -- until when -----------------------------------------------------------------------------------


def test_a_reversal_can_be_asked_on_the_fifth_target_day() -> None:
    assert asked_on(LAST_ON).requests


def test_and_on_the_sixth_the_debtor_is_paid_back_by_credit_transfer() -> None:
    with pytest.raises(RulesViolated) as violated:
        asked_on(date(2026, 12, 9), SENT, ONE)
    [finding] = violated.value.findings
    assert finding.rule == TOO_LATE.id
    assert finding.detail == (
        "asked on 2026-12-09, but that was possible until 2026-12-08: pay the debtor back by "
        "credit transfer"
    )


def test_the_days_are_the_same_for_b2b() -> None:
    b2b = at_the_bank([replace(three()[0], mandate=a_mandate(1, B2B_MANDATE))])
    assert asked_on(LAST_ON, b2b).requests
    with pytest.raises(RulesViolated, match="RVS-02"):
        asked_on(date(2026, 12, 9), b2b)


def test_an_older_edition_gave_two_days() -> None:
    old = at_the_bank([replace(three()[0], due_on=date(2015, 6, 1))])
    assert asked_on(date(2015, 6, 3), old).requests
    with pytest.raises(RulesViolated, match="RVS-02"):
        asked_on(date(2015, 6, 4), old)


def test_all_that_stands_against_it_is_told_at_once() -> None:
    run = told(SENT, fact(Return))
    assert broken(date(2026, 12, 9), run, ONE, TWO) == [
        (NOT_THERE.id, "2026-12-1"),
        (TOO_LATE.id, "2026-12-2"),
    ]


# -- in part --------------------------------------------------------------------------------------


def test_the_schemes_have_no_reversal_in_part() -> None:
    with pytest.raises(RulesViolated) as violated:
        asked_on(DUE_ON, SENT, ONE, amounts={ONE: Euro(cents=9_99)})
    assert [finding.rule for finding in violated.value.findings] == [IN_PART.id]
    assert "9.99 of 10.00" in violated.value.findings[0].detail


def test_the_whole_amount_is_no_part() -> None:
    assert asked_on(DUE_ON, SENT, ONE, amounts={ONE: Euro(cents=10_00)}).requests


def test_a_bank_that_takes_parts_has_terms_that_waive_the_sentence() -> None:
    part = {ONE: Euro(cents=9_99)}
    asked = asked_on(DUE_ON, SENT, ONE, TWO, amounts=part, waived=frozenset({IN_PART.id}))
    assert str(asked.requests[0].total) == "29.99"


@pytest.mark.parametrize("amount", [ZERO, Euro(cents=10_01)])
def test_nothing_and_more_than_was_collected_are_no_parts(amount: Euro) -> None:
    with pytest.raises(InvalidValue, match=r"at most its amount, 10\.00"):
        asked_on(DUE_ON, SENT, ONE, amounts={ONE: amount})


def test_an_amount_is_of_something_that_is_named() -> None:
    with pytest.raises(IllegalStep, match=r"2026-12-2 is to be reversed by 1\.00"):
        asked_on(DUE_ON, SENT, ONE, amounts={TWO: Euro(cents=1_00)})


# -- why, and what the run remembers --------------------------------------------------------------


@pytest.mark.parametrize("code", ["AM05", "MS02", "MS03", "MD05"])
def test_a_reason_is_a_code_of_reversals(code: str) -> None:
    assert a_reversal(SENT, reason=code).reason.code == code


@pytest.mark.parametrize("code", ["DUPL", "MD06", ""])
def test_any_other_code_is_refused_with_those_that_are_right(code: str) -> None:
    with pytest.raises(InvalidValue, match="AM05, MD05, MS02, MS03"):
        a_reversal(SENT, reason=code)


def test_the_run_remembers_what_was_asked_and_is_else_as_before() -> None:
    asked = asked_on(DUE_ON, SENT, ONE)
    last = asked.run.history[-1]
    assert last.step is Step.NOTED
    assert last.note == "reversal C-1: asked the bank to pay back collection 2026-12-1 (AM05)"
    assert replace(asked.run, history=SENT.history) == SENT


# -- what the bank says ---------------------------------------------------------------------------


def settled_at_the_bank() -> tuple[FakeBank, CollectionRun]:
    bank = FakeBank(today=TODAY)
    bank.take(pain008.render(SENT))
    facts = [told for message in bank.move_to(DUE_ON) for told in camt.iter_answers(message)]
    return bank, record_run(SENT, facts).run


def test_what_the_bank_has_booked_back_is_reversed() -> None:
    bank, run = settled_at_the_bank()
    asked = asked_on(DUE_ON, run, ONE, TWO)
    answer = bank.reverse(pain007.render(asked.requests[0]))
    assert record_run(asked.run, pain002.iter_answers(answer)).effects == ()
    messages = bank.move_to(date(2026, 12, 2))
    recorded = record_run(
        asked.run, [told for each in messages for told in camt.iter_answers(each)]
    )
    assert [each.status for each in recorded.run.collections] == [
        CollectionStatus.REVERSED,
        CollectionStatus.REVERSED,
        CollectionStatus.SETTLED,
    ]
    assert str(bank.balance) == "30.00"


def test_a_second_reversal_of_the_same_is_stopped_by_what_the_bank_has_booked() -> None:
    bank, run = settled_at_the_bank()
    bank.reverse(pain007.render(asked_on(DUE_ON, run, ONE).requests[0]))
    messages = bank.move_to(date(2026, 12, 2))
    run = record_run(run, [told for each in messages for told in camt.iter_answers(each)]).run
    assert broken(date(2026, 12, 2), run, ONE) == [(NOT_THERE.id, "2026-12-1")]
