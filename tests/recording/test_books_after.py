"""The bank's answers are taken into the books; said again, they change nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from sepadd.books import Books, ReceivableCloses, prepare, propose
from sepadd.collection import (
    BankFact,
    CollectionStatus,
    Consequence,
    Reject,
    Return,
    Settlement,
    reason,
)
from sepadd.findings import InvalidValue
from sepadd.mandate import MandateStatus
from sepadd.messages.answers import iter_answers, read_answers
from sepadd.open_item import OpenItem
from sepadd.recording import Recorded, record, record_together
from sepadd.run import submit
from sepadd.testing import (
    AT,
    BOOKS,
    CREDIT_NOTE,
    CREDITOR,
    DRAFT,
    DUE_ON,
    INVOICE,
    MANDATE,
    TERMS,
    a_run,
    answers,
)
from sepadd.values import EndToEndId, Euro

AT_FILE, AT_SETTLEMENT = ReceivableCloses.AT_FILE, ReceivableCloses.AT_SETTLEMENT
AT_JOURNALISING = ReceivableCloses.AT_JOURNALISING
NAME = EndToEndId("2026-12-1")
D2 = DUE_ON + timedelta(days=2)
SETTLED = Settlement(end_to_end_id=NAME, on=DUE_ON, booked_on=DUE_ON)
REJECTED = Reject(end_to_end_id=NAME, on=DUE_ON, reason=reason("AM04"))
RETURNED = Return(end_to_end_id=NAME, on=D2, booked_on=D2, reason=reason("MD01"))
SENT = BOOKS.keep(submit(a_run(), at=AT))
"""The invoice of 40.00 and the credit note of 10.00, collected together, and still open."""
GONE = replace(SENT, open_items=())
"""The same, where they are not open any more."""


def amounts(items: tuple[OpenItem, ...]) -> dict[str, str]:
    return {item.number: str(item.amount) for item in items}


# -- said again -----------------------------------------------------------------------------------


@pytest.mark.parametrize("closes", ReceivableCloses)
@pytest.mark.parametrize("facts", [(SETTLED,), (REJECTED,), (SETTLED, RETURNED), (RETURNED,)])
@pytest.mark.parametrize("books", [SENT, GONE])
def test_said_again_it_changes_nothing(
    books: Books, facts: tuple[BankFact, ...], closes: ReceivableCloses
) -> None:
    once = record(books, facts, closes=closes)
    again = record(once.books, facts, closes=closes)
    assert again.books == once.books
    assert again.changes.nothing
    assert (again.effects, again.follow_ups) == ((), ())


@pytest.mark.parametrize("closes", ReceivableCloses)
@pytest.mark.parametrize("books", [SENT, GONE])
def test_in_one_go_or_day_by_day_the_books_end_up_the_same(
    books: Books, closes: ReceivableCloses
) -> None:
    """Where the books close an item at settlement, what stood open meanwhile is opened again."""
    by_day = record(books, (SETTLED,), closes=closes).books
    by_day = record(by_day, (RETURNED,), closes=closes).books
    at_once = record(books, (SETTLED, RETURNED), closes=closes).books
    assert by_day.runs == at_once.runs
    if closes is not AT_SETTLEMENT or books is SENT:
        assert sorted(amounts(by_day.open_items)) == sorted(amounts(at_once.open_items))


def test_what_is_to_be_saved_is_what_is_not_as_it_was() -> None:
    beside = replace(INVOICE, number="B-1")
    other = replace(MANDATE, reference=replace(MANDATE.reference, value="M-7"))
    books = replace(SENT, open_items=(*SENT.open_items, beside), mandates=(*SENT.mandates, other))
    changes = record(books, (SETTLED,), closes=AT_SETTLEMENT).changes
    assert changes.runs == record(SENT, (SETTLED,), closes=AT_SETTLEMENT).books.runs
    assert changes.mandates == ()
    assert changes.closed == (INVOICE.key, CREDIT_NOTE.key)
    refused = record(books, (REJECTED,), closes=AT_SETTLEMENT).changes
    assert [mandate.label for mandate in refused.mandates] == ["mandate M-1"]
    assert (refused.closed, refused.open_items) == ((), ())
    assert changes.open_items == ()


def test_changes_applied_to_what_was_kept_give_the_books() -> None:
    """Whoever saves the changes, and nothing else, has what the books have."""
    for facts in ((SETTLED,), (REJECTED,), (SETTLED, RETURNED), (SETTLED, REJECTED)):
        for closes in ReceivableCloses:
            for books in (SENT, GONE):
                recorded = record(books, facts, closes=closes)
                assert saved(books, recorded) == kept(recorded.books)


def kept(books: Books) -> tuple[dict[Any, Any], dict[Any, Any], dict[Any, Any]]:
    """Give the tables of a database."""
    return (
        {run.id: run for run in books.runs},
        {mandate.key: mandate for mandate in books.mandates},
        {item.key: item for item in books.open_items},
    )


def saved(books: Books, recorded: Recorded) -> tuple[dict[Any, Any], ...]:
    runs, mandates, items = kept(books)
    changes = recorded.changes
    runs |= {run.id: run for run in changes.runs}
    mandates |= {mandate.key: mandate for mandate in changes.mandates}
    for key in changes.closed:
        del items[key]
    items |= {item.key: item for item in changes.open_items}
    return runs, mandates, items


# -- what is open ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("closes", "books", "facts", "left", "rules"),
    [
        # Refused: what stands open stays; what is gone was closed at the file, or paid otherwise.
        (AT_FILE, SENT, (REJECTED,), {"2026-1001", "C-2026-12"}, []),
        (AT_FILE, GONE, (REJECTED,), {"2026-1001", "C-2026-12"}, []),
        (AT_SETTLEMENT, SENT, (REJECTED,), {"2026-1001", "C-2026-12"}, []),
        (AT_SETTLEMENT, GONE, (REJECTED,), set(), ["BKS-01", "BKS-01"]),
        (AT_JOURNALISING, SENT, (REJECTED,), {"2026-1001", "C-2026-12"}, []),
        (AT_JOURNALISING, GONE, (REJECTED,), {"2026-1001", "C-2026-12"}, []),
        # Credited: closed at the latest now, unless the user says when.
        (AT_FILE, SENT, (SETTLED,), set(), []),
        (AT_SETTLEMENT, SENT, (SETTLED,), set(), []),
        (AT_JOURNALISING, SENT, (SETTLED,), {"2026-1001", "C-2026-12"}, []),
        # A return of which the credit was never heard.
        (AT_SETTLEMENT, GONE, (RETURNED,), set(), ["BKS-01", "BKS-01"]),
        (AT_FILE, GONE, (RETURNED,), {"2026-1001", "C-2026-12"}, []),
    ],
)
def test_when_the_books_close_an_item_says_what_a_missing_one_means(
    closes: ReceivableCloses,
    books: Books,
    facts: tuple[BankFact, ...],
    left: set[str],
    rules: list[str],
) -> None:
    recorded = record(books, facts, closes=closes)
    assert set(amounts(recorded.books.open_items)) == left
    assert [finding.rule for finding in recorded.findings] == rules


@pytest.mark.parametrize("closes", [AT_FILE, AT_SETTLEMENT])
def test_what_came_in_and_went_back_is_open_again(closes: ReceivableCloses) -> None:
    credited = record(SENT, (SETTLED,), closes=closes).books
    assert credited.open_items == ()
    back = record(credited, (RETURNED,), closes=closes)
    assert amounts(back.books.open_items) == {"2026-1001": "40.00", "C-2026-12": "10.00"}
    assert amounts(back.changes.open_items) == amounts(back.books.open_items)
    assert not back.findings


def part_sent() -> Books:
    """Ten of the forty were collected, and the books have the forty still."""
    books = replace(BOOKS, open_items=(INVOICE,))
    ten = DRAFT.change_amount(INVOICE.key, Euro(cents=10_00), at=AT)
    return books.keep(submit(prepare(propose(books, TERMS, ten), books, TERMS, at=AT), at=AT))


@pytest.mark.parametrize(
    ("closes", "open_now", "facts", "left"),
    [
        (AT_SETTLEMENT, 40_00, (SETTLED,), "30.00"),
        (AT_SETTLEMENT, 40_00, (REJECTED,), "40.00"),
        (AT_SETTLEMENT, 40_00, (SETTLED, RETURNED), "40.00"),
        # Closed at the file, thirty are left of it; and forty are, where nobody has done so yet.
        (AT_FILE, 30_00, (REJECTED,), "40.00"),
        (AT_FILE, 40_00, (REJECTED,), "40.00"),
    ],
)
def test_of_an_item_that_was_collected_in_part_only_the_part_is_closed_and_opened(
    closes: ReceivableCloses, open_now: int, facts: tuple[BankFact, ...], left: str
) -> None:
    books = part_sent()
    books = books.keep(replace(books.item(INVOICE), amount=Euro(cents=open_now)))
    for fact in facts:
        books = record(books, (fact,), closes=closes).books
    assert amounts(books.open_items) == {"2026-1001": left}


# -- mandates, and what is to be done -------------------------------------------------------------


def test_what_a_reason_asks_for_is_done_and_told() -> None:
    recorded = record(SENT, (RETURNED,), closes=AT_FILE)
    (follow_up,) = recorded.follow_ups
    assert str(follow_up.failure.reason.code) == "MD01"
    assert recorded.books.mandate("M-1").status(D2) is MandateStatus.SUSPENDED
    assert recorded.changes.mandates == recorded.books.mandates


def test_other_consequences_are_those_that_are_given() -> None:
    class NothingFollows:
        """As the user wishes: whatever the reason, somebody decides."""

        def of(self, *_: object) -> Consequence:
            return replace(
                record(SENT, (RETURNED,), closes=AT_FILE).follow_ups[0].consequence, mandate=nothing
            )

    nothing = record(SENT, (REJECTED,), closes=AT_FILE).follow_ups[0].consequence.mandate
    given: Any = NothingFollows()
    recorded = record(SENT, (RETURNED,), closes=AT_FILE, consequences=given)
    assert recorded.books.mandate("M-1").status(D2) is MandateStatus.ACTIVE


# -- several runs, several books ------------------------------------------------------------------


def test_several_runs_are_heard_of_at_once() -> None:
    later = replace(INVOICE, number="L-1")
    books = SENT.keep(later)
    draft = replace(DRAFT, id=replace(DRAFT.id, value="2026-12-B"))
    second = submit(prepare(propose(books, TERMS, draft), books, TERMS, at=AT), at=AT)
    books = books.keep(second)
    also = replace(SETTLED, end_to_end_id=second.collections[0].end_to_end_id)
    recorded = record(books, (SETTLED, also), closes=AT_SETTLEMENT)
    assert {str(run.standing) for run in recorded.books.runs} == {"settled"}
    assert (recorded.books.open_items, len(recorded.changes.runs)) == ((), 2)


def test_the_books_of_two_administrations_are_answered_together() -> None:
    other = replace(
        BOOKS,
        creditor=replace(CREDITOR, name="Sauna"),
        open_items=(replace(INVOICE, description="sauna"),),
    )
    draft = replace(DRAFT, id=replace(DRAFT.id, value="SAUNA"))
    run = submit(prepare(propose(other, TERMS, draft), other, TERMS, at=AT), at=AT)
    theirs = replace(SETTLED, end_to_end_id=run.collections[0].end_to_end_id)
    nobodys = replace(SETTLED, end_to_end_id=EndToEndId("NOBODY-1"))
    both = record_together(
        (SENT, other.keep(run)), (theirs, REJECTED, nobodys), closes=AT_SETTLEMENT
    )
    pool, sauna = both.recorded
    assert amounts(pool.books.open_items) == {"2026-1001": "40.00", "C-2026-12": "10.00"}
    assert (sauna.books.open_items, sauna.changes.closed) == ((), (INVOICE.key,))
    assert [finding.rule for finding in both.findings] == ["BNK-01"]


def test_a_run_in_the_place_of_books_is_told_by_name() -> None:
    run: Any = submit(a_run(), at=AT)
    with pytest.raises(InvalidValue, match=r"CollectionRun \(run 2026-12\) where Books belong"):
        record(run, (), closes=AT_FILE)


# -- read once, or as often as one likes ----------------------------------------------------------


def test_what_was_read_is_gone_over_as_often_as_one_likes() -> None:
    """A stream is empty the second time, and says nothing of that: so what is read is no stream."""
    messages = answers(submit(a_run(), at=AT), CollectionStatus.SETTLED)
    read = read_answers(messages)
    first = record(SENT, read, closes=AT_FILE)
    assert record(SENT, read, closes=AT_FILE) == first
    assert first.books.runs != SENT.runs
    assert read == tuple(told for message in messages for told in iter_answers(message))
    assert read_answers(messages[0]) == tuple(iter_answers(messages[0]))


def test_a_text_is_neither_a_message_nor_a_place() -> None:
    for wrong in ("answers.xml", ["answers.xml"]):
        given: Any = wrong
        with pytest.raises(InvalidValue, match="give the content as bytes, or where it stands"):
            read_answers(given)


def test_the_day_of_the_answer_is_no_matter() -> None:
    early = replace(SETTLED, on=date(2026, 11, 30), booked_on=date(2026, 11, 30))
    assert record(SENT, (early,), closes=AT_FILE).changes.closed == (INVOICE.key, CREDIT_NOTE.key)
