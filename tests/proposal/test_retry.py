"""When what failed is collected again, and what links the attempts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from helpers.books import decided
from sepadd.banks import EPC
from sepadd.books import Books, propose
from sepadd.collection import (
    CONSEQUENCES,
    Consequence,
    MandateConsequence,
    Refund,
    Reject,
    Retry,
    Return,
    RTransaction,
    Whom,
    reason,
)
from sepadd.findings import InvalidValue
from sepadd.mandate import Mandate, Scheme
from sepadd.open_item import Invoice, ItemKey, OpenItem
from sepadd.proposal import Draft, Proposal, RetryByReason, attempts_in
from sepadd.run import CollectionRun, submit, withdraw
from sepadd.testing import AT, CREDIT_NOTE, CREDITOR, INVOICE, MANDATE
from sepadd.values import EndToEndId, Euro, RunId

SECOND = replace(INVOICE, number="2026-1002", amount=Euro(cents=5_00))
DECEMBER = date(2026, 12, 1)
BACK_ON = date(2026, 12, 3)
BY_REASON = RetryByReason()


def proposed(
    *items: OpenItem,
    id: str = "R-2",
    due_on: date = date(2026, 12, 10),
    runs: Iterable[CollectionRun] = (),
    mandates: Iterable[Mandate] = (MANDATE,),
    retry: RetryByReason | None = BY_REASON,
    **asked: Any,
) -> Proposal:
    terms = EPC.terms(on=due_on - timedelta(days=8))
    return propose(
        Books(creditor=CREDITOR, open_items=items or (INVOICE,), mandates=mandates, runs=runs),
        terms,
        Draft(id=RunId(id), due_on=due_on, **asked),
        retry=retry,
    )


def failed(
    *items: OpenItem,
    id: str = "R-1",
    due_on: date = DECEMBER,
    code: str = "AM04",
    on: date = BACK_ON,
    kind: type[RTransaction] = Return,
    runs: Iterable[CollectionRun] = (),
    mandate: Mandate = MANDATE,
) -> CollectionRun:
    """A run that was sent, and of which every collection came back."""
    mandates = (mandate,)
    proposal = proposed(*items, id=id, due_on=due_on, runs=runs, mandates=mandates, retry=None)
    terms = EPC.terms(on=due_on - timedelta(days=8))
    run = submit(decided(proposal, terms, at=_at(due_on)), at=_at(due_on))
    return replace(
        run,
        collections=tuple(
            each.after(kind(end_to_end_id=each.end_to_end_id, on=on, reason=reason(code)))
            for each in run.collections
        ),
    )


def _at(due_on: date) -> datetime:
    return AT + (due_on - DECEMBER)


def why_not(proposal: Proposal) -> list[str]:
    return [finding.rule for finding in proposal.lines[0].reasons.errors]


# -- without a policy -------------------------------------------------------------------------


def test_without_a_policy_what_failed_is_collected_again_at_once() -> None:
    proposal = proposed(runs=[failed(code="MD06")], due_on=BACK_ON, retry=None)
    assert why_not(proposal) == []


def test_the_next_collection_is_linked_to_the_one_that_failed() -> None:
    first = failed()
    (again,) = proposed(runs=[first]).collections
    assert (again.attempt, again.retries) == (2, (first.collections[0].end_to_end_id,))
    (fresh,) = proposed().collections
    assert (fresh.attempt, fresh.retries) == (1, ())


# -- too soon -------------------------------------------------------------------------------------


def test_after_insufficient_funds_it_comes_again_seven_days_later_and_not_before() -> None:
    runs = [failed(on=BACK_ON)]
    assert why_not(proposed(runs=runs, due_on=date(2026, 12, 10))) == []
    soon = proposed(runs=runs, due_on=date(2026, 12, 9))
    assert why_not(soon) == ["TRY-02"]
    assert soon.lines[0].status == (
        "collection R-1-1 was returned on 2026-12-03 (AM04, insufficient funds): it may be due "
        "again from 2026-12-10 on"
    )


def test_the_days_count_from_the_latest_failure() -> None:
    first = failed()
    second = failed(id="R-2", due_on=date(2026, 12, 10), on=date(2026, 12, 14), runs=[first])
    runs = [second, first]  # in whatever order
    assert why_not(proposed(id="R-3", runs=runs, due_on=date(2026, 12, 21))) == []
    assert why_not(proposed(id="R-3", runs=runs, due_on=date(2026, 12, 18))) == ["TRY-02"]


def test_the_latest_attempt_is_not_the_one_with_the_latest_due_date() -> None:
    first = failed(due_on=date(2026, 12, 15), on=date(2026, 12, 2), kind=Reject)
    second = failed(id="R-2", due_on=date(2026, 12, 9), on=date(2026, 12, 10), runs=[first])
    (attempts,) = attempts_in([first, second]).values()
    assert str(attempts.last.end_to_end_id) == "R-2-1"


# -- too often ------------------------------------------------------------------------------------


def three_times() -> list[CollectionRun]:
    runs: list[CollectionRun] = []
    for number, due_on in enumerate((DECEMBER, date(2026, 12, 10), date(2026, 12, 21)), start=1):
        on = due_on + timedelta(days=1)
        runs.append(failed(id=f"R-{number}", due_on=due_on, on=on, runs=runs))
    return runs


def test_a_third_attempt_is_made_and_a_fourth_is_not() -> None:
    runs = three_times()
    assert why_not(proposed(id="R-9", runs=runs[:2], due_on=date(2026, 12, 31))) == []
    fourth = proposed(id="R-9", runs=runs, due_on=date(2026, 12, 31))
    assert why_not(fourth) == ["TRY-01"]
    assert fourth.lines[0].status.endswith("and was tried 3 times; at most 3 are made")


def test_the_policy_can_be_stricter_than_the_reason_and_not_laxer() -> None:
    runs = [failed()]
    once = RetryByReason(most_attempts=1)
    assert why_not(proposed(runs=runs, retry=once)) == ["TRY-01"]
    assert "was tried once; at most 1 are made" in proposed(runs=runs, retry=once).lines[0].status
    often = RetryByReason(most_attempts=99)
    late = date(2026, 12, 31)
    assert why_not(proposed(id="R-9", runs=three_times(), due_on=late, retry=often)) == ["TRY-01"]


def test_too_often_and_too_soon_are_told_at_once() -> None:
    late = proposed(id="R-9", runs=three_times(), due_on=date(2026, 12, 29))
    assert why_not(late) == ["TRY-01"]
    soon = proposed(id="R-9", runs=three_times(), due_on=date(2026, 12, 28))
    assert why_not(soon) == ["TRY-01", "TRY-02"]


def test_a_policy_allows_the_first_attempt_at_least() -> None:
    assert RetryByReason(most_attempts=1).most_attempts == 1
    with pytest.raises(InvalidValue, match="at most 0 attempts: give 1 or more"):
        RetryByReason(most_attempts=0)


# -- for some reasons only ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "kind", "what_then"),
    [
        ("AC04", Return, "once that is put right: then take it in by hand"),
        ("MS02", Return, "ask the debtor first"),
        ("MD06", Refund, "ask the debtor first"),
        ("MD07", Return, "it is not to be collected again"),
        ("X999", Return, "decide, and take it in by hand"),
        ("AM04", Refund, "ask the debtor first"),
    ],
)
def test_other_reasons_are_not_collected_again_by_themselves(
    code: str, kind: type[RTransaction], what_then: str
) -> None:
    proposal = proposed(runs=[failed(code=code, kind=kind)], due_on=date(2026, 12, 31))
    assert why_not(proposal)[:1] == ["TRY-03"]
    assert what_then in proposal.lines[0].status


def test_what_is_set_for_a_reason_counts() -> None:
    never = Consequence(
        retry=Retry.NO, mandate=MandateConsequence.KEEP, whom=Whom.DEBTOR, what="write"
    )
    ours = RetryByReason(consequences=CONSEQUENCES.but("AM04", never, scheme=Scheme.CORE))
    assert why_not(proposed(runs=[failed()], retry=ours)) == ["TRY-03"]
    b2b = RetryByReason(consequences=CONSEQUENCES.but("AM04", never, scheme=Scheme.B2B))
    assert why_not(proposed(runs=[failed()], retry=b2b)) == []


def test_what_is_taken_in_by_hand_is_collected_again_whatever_the_policy_says() -> None:
    due_on = date(2026, 12, 9)
    draft = Draft(id=RunId("R-2"), due_on=due_on).include(INVOICE.key, at=AT, why="agreed")
    proposal = propose(
        Books(
            creditor=CREDITOR,
            open_items=(INVOICE,),
            mandates=(MANDATE,),
            runs=[failed(code="MS02")],
        ),
        EPC.terms(on=date(2026, 12, 4)),
        draft,
        retry=BY_REASON,
    )
    assert (why_not(proposal), proposal.collections[0].attempt) == ([], 2)


def test_what_never_failed_is_not_asked() -> None:
    other = proposed(SECOND, runs=[failed()], due_on=date(2026, 12, 4))
    assert why_not(other) == []


def test_what_was_withdrawn_was_no_attempt() -> None:
    run = withdraw(
        decided(proposed(id="R-1", due_on=DECEMBER), EPC.terms(on=AT.date()), at=AT), at=AT
    )
    assert attempts_in([run]) == {}
    assert why_not(proposed(runs=[run])) == []


# -- attempts of items that were collected together -----------------------------------------------


def keyed(runs: Iterable[CollectionRun]) -> dict[ItemKey, int]:
    return {key: attempts.made for key, attempts in attempts_in(runs).items()}


def test_each_item_counts_its_own_attempts_also_where_it_was_collected_with_an_older_one() -> None:
    first = failed(INVOICE)
    both = failed(
        INVOICE, SECOND, id="R-2", due_on=date(2026, 12, 10), on=date(2026, 12, 11), runs=[first]
    )
    assert both.collections[0].attempt == 2
    assert keyed([first, both]) == {INVOICE.key: 2, SECOND.key: 1}
    due_on = date(2026, 12, 21)
    once = RetryByReason(most_attempts=2)
    lines = proposed(INVOICE, SECOND, id="R-3", runs=[first, both], due_on=due_on, retry=once).lines
    assert [[f.rule for f in line.reasons.errors] for line in lines] == [["TRY-01"], []]


def test_a_collection_of_several_has_the_attempt_of_the_oldest() -> None:
    first = failed(INVOICE)
    (both,) = proposed(INVOICE, SECOND, runs=[first]).collections
    assert (both.attempt, both.retries) == (2, (EndToEndId("R-1-1"),))


def test_where_an_older_run_is_no_longer_kept_its_attempts_still_count() -> None:
    runs = three_times()
    assert keyed(runs) == {INVOICE.key: 3}
    assert keyed(runs[1:]) == {INVOICE.key: 3}
    assert keyed(runs[2:]) == {INVOICE.key: 3}
    fourth = failed(id="R-4", due_on=date(2026, 12, 31), on=date(2027, 1, 4), runs=runs[1:])
    assert keyed([*runs[1:], fourth]) == {INVOICE.key: 4}


def test_a_credit_note_that_was_set_off_in_what_failed_comes_again_with_it() -> None:
    runs = [failed(INVOICE, CREDIT_NOTE)]
    (again,) = proposed(INVOICE, CREDIT_NOTE, runs=runs).collections
    assert (str(again.amount), again.attempt) == ("30.00", 2)
    soon = proposed(INVOICE, CREDIT_NOTE, runs=runs, due_on=date(2026, 12, 9))
    assert [line.ok for line in soon.lines] == [False, False]
    assert not any(line.to_refund for line in soon.lines)


def test_a_fresh_item_does_not_wait_for_one_that_may_not_come_again_yet() -> None:
    fresh = Invoice(number="F", debtor_id="10042", amount=Euro(cents=1))
    lines = proposed(INVOICE, fresh, runs=[failed()], due_on=date(2026, 12, 9)).lines
    assert [line.ok for line in lines] == [False, True]
