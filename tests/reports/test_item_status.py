"""Which items are being collected, which have failed, and what became of a debtor's collections."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from helpers.books import decided, record_run
from sepadd.books import Books, propose
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
from sepadd.open_item import OpenItem
from sepadd.proposal import Draft
from sepadd.reports import failed_items, history_of, in_flight, is_in_flight, reversals
from sepadd.reports.item_status import InFlight, all_reversals
from sepadd.run import CollectionRun, submit, withdraw
from sepadd.testing import (
    AT,
    B2B_MANDATE,
    CREDIT_NOTE,
    CREDITOR,
    DUE_ON,
    INVOICE,
    MANDATE,
    TERMS,
    a_run,
)
from sepadd.values import EndToEndId, MandateReference, RunId

COMPANY_INVOICE = replace(INVOICE, number="B-1", debtor_id="20007")
KEY = INVOICE.key
UNDONE: tuple[type[RTransaction], ...] = (Reject, Cancellation, Return, Refund, Reversal)


def a_run_of(
    *items: OpenItem, name: str = "A", due_on: date = DUE_ON, runs: Iterable[CollectionRun] = ()
) -> CollectionRun:
    proposal = propose(
        Books(creditor=CREDITOR, open_items=items, mandates=(MANDATE, B2B_MANDATE), runs=runs),
        TERMS,
        Draft(id=RunId(name), due_on=due_on),
    )
    return submit(decided(proposal, TERMS, at=AT, runs=runs), at=AT)


def told(run: CollectionRun, kind: type[BankFact], *, nth: int = 0) -> CollectionRun:
    name = run.collections[nth].end_to_end_id
    if issubclass(kind, RTransaction):
        fact: BankFact = kind(end_to_end_id=name, on=DUE_ON, reason=reason("AM04"))
    else:
        fact = kind(end_to_end_id=name, on=DUE_ON)
    return record_run(run, [fact]).run


# -- in flight ----------------------------------------------------------------------------------


def test_feature_1_2_an_item_that_is_being_collected_needs_no_reminder() -> None:
    runs = [submit(a_run(), at=AT)]
    assert in_flight(runs)[KEY] == InFlight(
        run=RunId("2026-12"),
        collection=EndToEndId("2026-12-1"),
        due_on=DUE_ON,
        submitted=True,
        accepted=False,
    )
    to_remind = [item for item in (INVOICE, COMPANY_INVOICE) if item.key not in in_flight(runs)]
    assert to_remind == [COMPANY_INVOICE]


def test_feature_1_2_also_what_is_set_off_and_what_the_bank_does_not_have_yet() -> None:
    found = in_flight([a_run()])
    assert list(found) == [KEY, CREDIT_NOTE.key]
    assert not found[KEY].submitted


def test_feature_1_2_what_the_bank_has_taken_on_is_in_flight() -> None:
    run = told(a_run_of(INVOICE), Acceptance)
    assert in_flight([run])[KEY].accepted
    assert is_in_flight(KEY, [run])


@pytest.mark.parametrize("kind", [Settlement, *UNDONE])
def test_feature_1_2_what_the_bank_has_answered_is_not(kind: type[BankFact]) -> None:
    run = a_run_of(INVOICE)
    assert is_in_flight(KEY, [run])
    assert not is_in_flight(KEY, [told(run, kind)])


def test_feature_1_2_what_was_withdrawn_is_not() -> None:
    assert in_flight([withdraw(a_run(), at=AT)]) == {}


def test_what_failed_and_is_collected_again_is_in_flight_again() -> None:
    failed = told(a_run_of(INVOICE), Reject)
    again = a_run_of(INVOICE, name="B", runs=[failed])
    for runs in ([failed, again], [again, failed]):
        assert in_flight(runs)[KEY].run == RunId("B")


# -- failed items -------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", UNDONE)
def test_feature_4_22_credit_control_sees_what_failed_and_nothing_else(
    kind: type[RTransaction],
) -> None:
    run = told(told(a_run_of(INVOICE, COMPANY_INVOICE), Settlement, nth=1), kind)
    (failed,) = failed_items([run])
    assert (failed.item, failed.run, failed.collection) == (
        INVOICE,
        run.id,
        run.collections[0].end_to_end_id,
    )
    assert (failed.attempt, failed.reason.code, failed.on) == (1, "AM04", DUE_ON)
    assert failed.status is run.collections[0].status


def test_feature_4_22_what_is_pending_or_settled_has_not_failed() -> None:
    assert failed_items([a_run_of(INVOICE)]) == ()
    assert failed_items([told(a_run_of(INVOICE), Settlement)]) == ()


def test_every_item_of_a_collection_that_failed_has_failed() -> None:
    failed = failed_items([told(a_run_of(INVOICE, CREDIT_NOTE), Reject)])
    assert [each.item for each in failed] == [INVOICE, CREDIT_NOTE]


def test_what_is_collected_again_is_no_case_for_credit_control() -> None:
    first = told(a_run_of(INVOICE), Reject)
    again = a_run_of(INVOICE, name="B", runs=[first])
    assert failed_items([first, again]) == ()
    assert failed_items([first, told(again, Settlement)]) == ()


def test_what_failed_again_is_told_once_with_its_last_failure() -> None:
    first = told(a_run_of(INVOICE), Reject)
    again = told(a_run_of(INVOICE, name="B", runs=[first]), Refund)
    for runs in ([first, again], [again, first]):
        (failed,) = failed_items(runs)
        assert (failed.run, failed.attempt) == (RunId("B"), 2)
        assert failed.status is CollectionStatus.REFUNDED


def test_what_was_to_be_collected_again_and_was_withdrawn_has_failed() -> None:
    first = told(a_run_of(INVOICE), Reject)
    draft = propose(
        Books(creditor=CREDITOR, open_items=(INVOICE,), mandates=(MANDATE,), runs=[first]),
        TERMS,
        Draft(id=RunId("B"), due_on=DUE_ON),
    )
    prepared = decided(draft, TERMS, at=AT, runs=[first])
    assert failed_items([first, prepared]) == ()
    assert [each.attempt for each in failed_items([first, withdraw(prepared, at=AT)])] == [1]


def test_the_earliest_failure_comes_first() -> None:
    run = a_run_of(INVOICE, COMPANY_INVOICE)
    one, two = (each.end_to_end_id for each in run.collections)
    late = Reject(end_to_end_id=one, on=DUE_ON, reason=reason("AC04"))
    early = replace(late, end_to_end_id=two, on=DUE_ON - timedelta(days=1))
    failed = failed_items([record_run(run, [late, early]).run])
    assert [each.item for each in failed] == [COMPANY_INVOICE, INVOICE]


# -- reversals ----------------------------------------------------------------------------------


def test_feature_2_l19_the_reversals_of_an_invoice_are_counted() -> None:
    first = told(a_run_of(INVOICE), Return)
    again = a_run_of(INVOICE, name="B", runs=[first])
    assert reversals(KEY, []) == 0
    assert reversals(KEY, [told(a_run_of(INVOICE), Settlement)]) == 0
    assert reversals(KEY, [first]) == 1
    assert reversals(KEY, [first, again]) == 1
    assert reversals(KEY, [first, told(again, Reversal)]) == 2


@pytest.mark.parametrize("kind", UNDONE)
def test_feature_2_l19_whoever_undid_it_it_counts(kind: type[RTransaction]) -> None:
    assert all_reversals([told(a_run_of(INVOICE), kind)]) == {KEY: 1}


def test_feature_2_l19_a_condensed_collection_counts_for_each_of_its_invoices() -> None:
    second = replace(INVOICE, number="2026-1002")
    run = told(a_run_of(INVOICE, second, COMPANY_INVOICE), Return)
    assert all_reversals([run]) == {KEY: 1, second.key: 1}


def test_feature_2_l19_a_run_undone_as_a_whole_counts_for_all_and_the_items_are_free() -> None:
    run = told(told(a_run_of(INVOICE, COMPANY_INVOICE), Reject), Reject, nth=1)
    assert all_reversals([run]) == {KEY: 1, COMPANY_INVOICE.key: 1}
    again = a_run_of(INVOICE, COMPANY_INVOICE, name="B", runs=[run])
    assert [each.attempt for each in again.collections] == [2, 2]


# -- history ------------------------------------------------------------------------------------


def test_feature_1_25_the_history_of_a_debtor_tells_why_each_collection_failed() -> None:
    first = told(a_run_of(INVOICE, COMPANY_INVOICE), Return)
    again = a_run_of(INVOICE, name="B", due_on=date(2026, 12, 8), runs=[first])
    history = history_of("10042", [again, first])
    assert [(str(each.run), each.collection.due_on, each.outcome) for each in history] == [
        ("A", DUE_ON, "returned"),
        ("B", date(2026, 12, 8), "pending"),
    ]
    assert [each.reason for each in history] == [reason("AM04"), None]


def test_of_what_the_bank_does_not_have_the_history_says_so() -> None:
    prepared = a_run()
    outcomes = [
        history_of("10042", [run])[0].outcome for run in (prepared, withdraw(prepared, at=AT))
    ]
    assert outcomes == ["prepared", "withdrawn"]


def test_a_run_that_was_withdrawn_after_the_bank_refused_it_tells_what_the_bank_said() -> None:
    run = withdraw(told(submit(a_run(), at=AT), Reject), at=AT)
    assert [each.outcome for each in history_of("10042", [run])] == ["rejected"]


def test_what_another_pays_stands_in_the_history_of_both() -> None:
    theirs = replace(INVOICE, debtor_id="777", mandate=MandateReference("M-1"))
    run = a_run_of(theirs)
    assert history_of("777", [run]) == history_of("10042", [run])
    assert history_of("30003", [run]) == ()
