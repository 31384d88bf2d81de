"""Calling back what has not settled: what can be named, until when, and what the bank says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from helpers.books import record_run
from helpers.requests_of_ours import (
    BATCH,
    CASE,
    FILE,
    ONE,
    THREE,
    TWO,
    a_recall,
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
from sepadd.messages.answers import camt029
from sepadd.messages.requests import camt055
from sepadd.run import CollectionRun, SetFile, SetPlace, Step, recall, withdraw
from sepadd.run.file_parts import Named
from sepadd.run.recalling import NOT_UNDER_WAY, TOO_LATE, RecallAsked
from sepadd.run.run import RunStanding
from sepadd.testing import AT, DUE_ON, TERMS, TODAY, FakeBank
from sepadd.values import EndToEndId, MessageId, PaymentInformationId, RunId

SENT = at_the_bank()


def asked_on(on: date, run: CollectionRun = SENT, *what: Named) -> RecallAsked:
    return recall(run, what or None, EPC.terms(on=on), id=CASE, reason="CUST", at=AT)


def broken(run: CollectionRun, *what: Named) -> list[tuple[str, str]]:
    """Give which sentence is broken, and of what."""
    with pytest.raises(RulesViolated) as violated:
        a_recall(run, *what)
    return [(finding.rule, finding.subject) for finding in violated.value.findings]


def fact(kind: type[BankFact], name: EndToEndId = ONE, on: date = TODAY) -> BankFact:
    if issubclass(kind, RTransaction):
        return kind(end_to_end_id=name, on=on, reason=reason("MS03"))
    return kind(end_to_end_id=name, on=on)


# -- what is named ------------------------------------------------------------------------------


def test_the_whole_run_is_its_file() -> None:
    asked = a_recall(SENT)
    assert (asked.file.id, asked.whole, asked.count, str(asked.total)) == (FILE, True, 3, "60.00")


def test_a_file_is_named_by_its_message_id() -> None:
    assert a_recall(SENT, FILE) == a_recall(SENT)


def test_a_batch_is_named_by_its_id() -> None:
    asked = a_recall(SENT, BATCH)
    assert (asked.whole, [part.whole for part in asked.batches], asked.count) == (False, [True], 3)


def test_collections_are_named_by_theirs_and_stand_in_the_order_of_the_file() -> None:
    asked = a_recall(SENT, THREE, ONE)
    [part] = asked.batches
    assert [each.end_to_end_id for each in part.collections] == [ONE, THREE]
    assert (part.whole, asked.count, str(asked.total)) == (False, 2, "40.00")


def test_each_file_of_a_run_has_a_message_of_its_own() -> None:
    asked = recall(at_the_bank(of_two_schemes()), None, TERMS, id=CASE, reason="CUST", at=AT)
    told_of = [(str(each.id), str(each.file.id), each.whole) for each in asked.recalls]
    assert told_of == [("C-1.1", "2026-12.F1", True), ("C-1.2", "2026-12.F2", True)]


def test_a_file_of_which_nothing_is_named_has_no_message() -> None:
    asked = a_recall(at_the_bank(of_two_schemes()), TWO)
    assert (str(asked.id), str(asked.file.id)) == ("C-1", "2026-12.F1")


@pytest.mark.parametrize(
    ("name", "right"),
    [
        (EndToEndId("X-1"), "collection X-1"),
        (PaymentInformationId("2026-12"), "batch 2026-12"),
        (MessageId("2026-12-1"), "file 2026-12-1"),
    ],
)
def test_a_name_that_the_run_does_not_have_at_the_bank_is_refused(name: Named, right: str) -> None:
    with pytest.raises(IllegalStep, match=f"run 2026-12 has at the bank no {right}$"):
        a_recall(SENT, ONE, name)


def test_an_empty_list_of_names_is_not_the_whole_run() -> None:
    with pytest.raises(IllegalStep, match="nothing of run 2026-12 is named"):
        recall(SENT, (), TERMS, id=CASE, reason="CUST", at=AT)


# -- when it can be asked ------------------------------------------------------------------------


def test_a_run_that_the_bank_does_not_have_is_withdrawn_not_recalled() -> None:
    with pytest.raises(IllegalStep, match=r"is prepared: .* withdraw it"):
        a_recall(prepared())


def test_of_a_run_that_was_withdrawn_nothing_is_recalled() -> None:
    with pytest.raises(IllegalStep, match="is withdrawn"):
        a_recall(withdraw(prepared(), at=AT))


def test_a_collection_can_be_recalled_until_the_day_before_it_settles() -> None:
    assert asked_on(DUE_ON - timedelta(days=1)).recalls


def test_on_the_day_it_settles_it_is_too_late() -> None:
    with pytest.raises(RulesViolated) as violated:
        asked_on(DUE_ON, SENT, TWO)
    [finding] = violated.value.findings
    assert finding.rule == TOO_LATE.id
    assert finding.detail == "asked on 2026-12-01, and it settles on 2026-12-01: reverse it instead"


def test_what_is_due_on_a_sunday_can_be_recalled_on_it() -> None:
    sunday = at_the_bank([replace(three()[0], due_on=date(2026, 12, 6))])
    assert asked_on(date(2026, 12, 6), sunday).recalls
    with pytest.raises(RulesViolated, match="RCL-01"):
        asked_on(date(2026, 12, 7), sunday)


def test_a_bank_that_cancels_on_the_day_itself_has_terms_that_waive_the_sentence() -> None:
    terms = replace(EPC, waived=frozenset({TOO_LATE.id})).terms(on=DUE_ON)
    assert recall(SENT, None, terms, id=CASE, reason="CUST", at=AT).recalls


def test_what_the_bank_has_accepted_can_be_recalled() -> None:
    assert a_recall(told(SENT, fact(Acceptance)), ONE).count == 1


@pytest.mark.parametrize(
    "kind", [Settlement, Reject, Cancellation, Return, Refund, Reversal], ids=lambda k: k.__name__
)
def test_what_has_settled_or_was_turned_down_is_not_recalled(kind: type[BankFact]) -> None:
    run = told(SENT, fact(kind))
    assert broken(run, ONE, TWO) == [(NOT_UNDER_WAY.id, "collection 2026-12-1 of debtor 10042")]


def test_all_that_stands_against_it_is_told_at_once() -> None:
    run = told(SENT, fact(Settlement), fact(Reject, THREE))
    assert [subject for _, subject in broken(run, ONE, TWO, THREE)] == [
        "collection 2026-12-1 of debtor 10042",
        "collection 2026-12-3 of debtor 10042",
    ]


@pytest.mark.parametrize("what", [FILE, BATCH])
def test_of_a_file_or_batch_it_is_no_matter_what_was_turned_down(what: Named) -> None:
    assert a_recall(told(SENT, fact(Reject)), what).count == 3


@pytest.mark.parametrize("what", [FILE, BATCH])
def test_but_a_file_or_batch_in_which_something_has_settled_is_not_recalled(what: Named) -> None:
    run = told(SENT, fact(Settlement))
    assert broken(run, what) == [(NOT_UNDER_WAY.id, "collection 2026-12-1 of debtor 10042")]


@pytest.mark.parametrize(("what", "label"), [(FILE, "file 2026-12"), (BATCH, "batch 2026-12.B1")])
def test_nor_one_of_which_all_was_turned_down(what: Named, label: str) -> None:
    run = told(SENT, *(fact(Reject, name) for name in (ONE, TWO, THREE)))
    assert broken(run, what) == [(NOT_UNDER_WAY.id, label)]


# -- why ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["CUST", "DUPL", "TECH", "FRAD", "DT01"])
def test_a_reason_is_a_code_of_cancellations(code: str) -> None:
    assert a_recall(SENT, reason=code).reason.code == code


@pytest.mark.parametrize("code", ["AM04", "XXXX", "cust", ""])
def test_any_other_code_is_refused_with_those_that_are_right(code: str) -> None:
    with pytest.raises(InvalidValue, match="CUST, DT01, DUPL, FRAD, TECH"):
        a_recall(SENT, reason=code)


def test_beside_the_code_stand_105_characters_and_no_more() -> None:
    assert len(a_recall(SENT, text="x" * 105).reason.text) == 105
    with pytest.raises(InvalidValue, match="it has 106 characters, and 105 can stand there"):
        a_recall(SENT, text="x" * 106)


# -- what the run remembers -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ((FILE,), "file 2026-12"),
        ((BATCH,), "batch 2026-12.B1"),
        ((ONE, TWO), "collection 2026-12-1, collection 2026-12-2"),
    ],
)
def test_the_run_remembers_what_was_asked(what: tuple[Named, ...], said: str) -> None:
    asked = recall(SENT, what, TERMS, id=CASE, reason="CUST", at=AT, by="Kim")
    *before, last = asked.run.history
    assert tuple(before) == SENT.history
    assert (last.step, last.by) == (Step.NOTED, "Kim")
    assert last.note == f"recall C-1: asked the bank to cancel {said} (CUST)"


def test_more_than_three_collections_are_counted_in_the_note() -> None:
    five = tuple(
        replace(three()[0], end_to_end_id=EndToEndId(f"2026-12-{number}")) for number in range(5)
    )
    names = [each.end_to_end_id for each in five[:4]]
    asked = recall(at_the_bank(five), names, TERMS, id=CASE, reason="CUST", at=AT)
    assert "4 collections of batch 2026-12.B1" in asked.run.history[-1].note


def test_nothing_else_changes_until_the_bank_answers() -> None:
    asked = recall(SENT, None, TERMS, id=CASE, reason="CUST", at=AT)
    assert replace(asked.run, history=SENT.history) == SENT
    assert list(asked.run.held()) == list(SENT.held())


# -- a run in a set -------------------------------------------------------------------------------


def in_a_set(*others: str) -> CollectionRun:
    place = SetPlace(
        id=RunId("OFFICE"),
        runs=(SENT.id, *map(RunId, others)),
        files=(SetFile(id=MessageId("OFFICE"), batches=(BATCH,)),),
    )
    return replace(SENT, in_set=place)


def test_a_run_in_a_set_is_recalled_by_its_batches_in_the_file_of_the_set() -> None:
    asked = a_recall(in_a_set("OTHER"))
    assert (str(asked.file.id), asked.whole) == ("OFFICE", False)
    assert [(part.batch.id, part.whole) for part in asked.batches] == [(BATCH, True)]


def test_the_file_of_a_set_is_not_recalled_with_one_of_its_runs() -> None:
    with pytest.raises(IllegalStep, match=r"holds other runs besides run 2026-12: .* 2026-12.B1"):
        a_recall(in_a_set("OTHER"), MessageId("OFFICE"))


def test_a_run_in_a_set_is_not_known_to_the_bank_by_its_own_name() -> None:
    with pytest.raises(IllegalStep, match="no file 2026-12"):
        a_recall(in_a_set("OTHER"), FILE)


def test_a_run_that_is_alone_in_its_set_is_recalled_as_a_file() -> None:
    assert a_recall(in_a_set()).whole


# -- what the bank says ---------------------------------------------------------------------------


def bank_with(run: CollectionRun) -> FakeBank:
    bank = FakeBank(today=TODAY)
    bank.take(pain008.render(run))
    return bank


@pytest.mark.parametrize(
    ("what", "cancelled"),
    [((ONE, THREE), {ONE, THREE}), ((BATCH,), {ONE, TWO, THREE}), ((FILE,), {ONE, TWO, THREE})],
)
def test_what_the_bank_has_cancelled_is_cancelled(
    what: tuple[Named, ...], cancelled: set[EndToEndId]
) -> None:
    bank = bank_with(SENT)
    asked = recall(SENT, what, TERMS, id=CASE, reason="DUPL", at=AT)
    answer = bank.cancel(camt055.render(asked.recalls[0]))
    recorded = record_run(asked.run, camt029.iter_answers(answer))
    assert recorded.findings == ()
    assert cancelled == {
        each.end_to_end_id
        for each in recorded.run.collections
        if each.status is CollectionStatus.CANCELLED
    }
    bank.move_to(DUE_ON)
    left = [each.amount for each in SENT.collections if each.end_to_end_id not in cancelled]
    assert bank.balance.cents == sum(amount.cents for amount in left)


def test_once_all_is_cancelled_the_run_is_as_if_it_had_never_been_sent() -> None:
    bank = bank_with(SENT)
    asked = recall(SENT, None, TERMS, id=CASE, reason="DUPL", at=AT)
    run = record_run(
        asked.run, camt029.iter_answers(bank.cancel(camt055.render(asked.recalls[0])))
    ).run
    assert run.standing is RunStanding.REJECTED
    assert list(run.held()) == []
    assert withdraw(run, at=AT).standing is RunStanding.WITHDRAWN


def test_a_recall_that_comes_too_late_is_refused_and_changes_nothing() -> None:
    bank = bank_with(SENT)
    asked = recall(SENT, None, TERMS, id=CASE, reason="DUPL", at=AT)
    bank.move_to(DUE_ON)
    answers = list(camt029.iter_answers(bank.cancel(camt055.render(asked.recalls[0]))))
    assert {each.fact for each in answers} == {None}
    assert {each.status for each in answers} == {"RJCR"}
    recorded = record_run(asked.run, answers)
    assert (recorded.run, recorded.effects) == (asked.run, ())
