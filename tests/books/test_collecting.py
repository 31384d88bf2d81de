"""Each wrong turn on the path is told, and nobody is debited twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from sepadd.banks import ABN_AMRO, EPC
from sepadd.books import Books, prepare, propose, revise
from sepadd.findings import IllegalStep, InvalidValue, RulesViolated
from sepadd.run import RunPolicy, submit, withdraw
from sepadd.testing import (
    AT,
    BOOKS,
    CREDITOR,
    DRAFT,
    INVOICE,
    MANDATE,
    TERMS,
    TODAY,
    a_proposal,
    a_run,
)
from sepadd.values import RunId

# -- the wrong thing in the wrong place -----------------------------------------------------------

RIGHT = {"books": BOOKS, "terms": TERMS, "draft": DRAFT, "proposal": a_proposal(), "run": a_run()}
PATH: dict[Any, tuple[str, ...]] = {
    propose: ("books", "terms", "draft"),
    prepare: ("proposal", "books", "terms"),
    revise: ("run", "proposal", "books", "terms"),
}


@pytest.mark.parametrize("step", PATH)
@pytest.mark.parametrize("given", [*RIGHT.values(), EPC, INVOICE, (INVOICE,), MANDATE, None, "x"])
def test_what_is_in_a_wrong_place_is_told_by_name(step: Any, given: Any) -> None:
    for place in PATH[step]:
        right = [RIGHT[each] for each in PATH[step]]
        if type(given) is type(RIGHT[place]):
            continue
        wrong = [given if each == place else RIGHT[each] for each in PATH[step]]
        more = {} if step is propose else {"at": AT}
        step(*right, **more)
        with pytest.raises(InvalidValue) as refused:
            step(*wrong, **more)
        told = str(refused.value)
        assert told.startswith(type(given).__name__)
        assert f"{type(RIGHT[place]).__name__} " in told
        assert "give " in told


def test_a_profile_is_no_terms_and_the_message_says_how_to_have_them() -> None:
    profile: Any = ABN_AMRO
    with pytest.raises(InvalidValue, match=r"BankProfile abn-amro .* give ABN_AMRO\.terms\(at="):
        propose(BOOKS, profile, DRAFT)


# -- terms of another day -------------------------------------------------------------------------


def test_terms_of_another_day_than_the_one_it_is_are_refused() -> None:
    """They would let a due date pass that has gone by: 1 December, decided on the 3rd."""
    late = datetime(2026, 12, 3, 9, tzinfo=UTC)
    with pytest.raises(IllegalStep) as refused:
        prepare(a_proposal(), BOOKS, TERMS, at=late)
    assert "that is 2026-12-03 in Europe/Brussels, and the terms are those of 2026-11-23" in str(
        refused.value
    )
    with pytest.raises(RulesViolated, match="COL-03"):
        prepare(a_proposal(), BOOKS, EPC.terms(at=late), at=late)
    with pytest.raises(IllegalStep, match="terms are those of 2026-11-23"):
        revise(a_run(), a_proposal(), BOOKS, TERMS, at=late)


@pytest.mark.parametrize(
    ("at", "on"),
    [
        (datetime(2026, 11, 22, 23, 0, tzinfo=UTC), TODAY),  # midnight at the bank
        (datetime(2026, 11, 23, 22, 59, tzinfo=UTC), TODAY),
        (datetime(2026, 11, 22, 22, 59, tzinfo=UTC), None),
        (datetime(2026, 11, 23, 23, 0, tzinfo=UTC), None),
    ],
)
def test_the_day_is_that_of_the_banks_clock(at: datetime, on: date | None) -> None:
    if on is not None:
        assert prepare(a_proposal(), BOOKS, EPC.terms(on=on), at=at).prepared_at == at
        return
    with pytest.raises(IllegalStep, match="Europe/Brussels"):
        prepare(a_proposal(), BOOKS, TERMS, at=at)


def test_another_banks_day_is_its_own() -> None:
    far = replace(EPC, zone="Pacific/Kiritimati")  # fourteen hours before UTC
    at = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)
    assert far.terms(at=at).on == date(2026, 11, 24)
    assert prepare(a_proposal(), BOOKS, far.terms(at=at), at=at).version == 1


# -- twice ----------------------------------------------------------------------------------------


def test_of_two_runs_with_the_same_items_only_the_first_can_be_prepared() -> None:
    one = propose(BOOKS, TERMS, DRAFT)
    two = propose(BOOKS, TERMS, replace(DRAFT, id=RunId("2026-12-B")))
    books = BOOKS.keep(prepare(one, BOOKS, TERMS, at=AT))
    with pytest.raises(RulesViolated) as refused:
        prepare(two, books, TERMS, at=AT)
    assert {finding.rule for finding in refused.value.findings} == {"PRO-07"}


def test_nor_is_the_same_proposal_prepared_twice() -> None:
    books = BOOKS.keep(a_run())
    with pytest.raises(RulesViolated) as refused:
        prepare(a_proposal(), books, TERMS, at=AT)
    assert {finding.rule for finding in refused.value.findings} == {"RUN-01", "PRO-07"}


def test_a_run_of_which_little_is_known_stands_in_the_way_as_well() -> None:
    books = replace(BOOKS, others=(a_run(),))
    assert [line.ok for line in propose(books, TERMS, DRAFT).lines] == [False, False]
    with pytest.raises(RulesViolated, match="PRO-07"):
        prepare(a_proposal(), books, TERMS, at=AT)


def test_a_prepared_run_does_not_stand_in_its_own_way_and_is_revised() -> None:
    books = BOOKS.keep(a_run())
    again = propose(books, TERMS, DRAFT)
    assert again.total == a_run().total
    revised = revise(a_run(), again, books, TERMS, at=AT)
    assert (revised.version, books.keep(revised).runs) == (2, (revised,))
    # Under another name it does, and so does one that has gone to the bank.
    assert not propose(books, TERMS, replace(DRAFT, id=RunId("B"))).collections
    assert not propose(books.keep(submit(a_run(), at=AT)), TERMS, DRAFT).collections
    assert propose(books.keep(withdraw(a_run(), at=AT)), TERMS, DRAFT).collections


def test_what_was_proposed_for_another_creditor_is_not_decided_on_here() -> None:
    other = replace(BOOKS, creditor=replace(CREDITOR, name="Sauna"))
    with pytest.raises(IllegalStep, match="proposed for creditor Zwembad De Waterlelie, and these"):
        prepare(a_proposal(), other, TERMS, at=AT)


def test_a_policy_is_kept_in_a_revision() -> None:
    fewer = propose(BOOKS, TERMS, DRAFT.exclude(BOOKS.open_items[1].key, at=AT))
    policy, later = RunPolicy(remove_items=False), AT + timedelta(hours=1)
    with pytest.raises(IllegalStep, match="would be taken out"):
        revise(a_run(), fewer, BOOKS, TERMS, at=later, policy=policy)


def test_the_books_stay_what_they_were() -> None:
    before = Books(
        creditor=BOOKS.creditor,
        open_items=BOOKS.open_items,
        mandates=BOOKS.mandates,
        runs=BOOKS.runs,
    )
    prepare(propose(BOOKS, TERMS, DRAFT), BOOKS, TERMS, at=AT)
    assert before == BOOKS
