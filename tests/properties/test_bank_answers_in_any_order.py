"""Whatever a bank does, and however its messages come in: the end is one, and the money adds up.

A bank in a drawn dialect does with each collection what is drawn; then its messages are read in
another order, some of them twice, some zipped together, and some were cut off on their way first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.bookkeeper import Bookkeeper
from helpers.told import collection, sent
from sepadd.collection import Collection
from sepadd.findings import UnreadableMessage
from sepadd.run import CollectionRun
from sepadd.testing import B2B_MANDATE, DUE_ON, MANDATE
from sepadd.testing.fake_bank import DIALECTS
from sepadd.testing.strategies import History, histories
from sepadd.values import Euro, MandateReference

LATER = date(2026, 12, 8)


def bookkeeper(story: History) -> Bookkeeper:
    """Give one who has sent it, and has heard nothing yet."""
    every = [each for run in story.runs for each in run.collections]
    mandates = {each.mandate.reference: each.mandate for each in every}
    books = Bookkeeper([item for each in every for item in each.items], mandates.values())
    books.keep(*story.runs)
    return books


@st.composite
def runs(draw: st.DrawFn) -> tuple[CollectionRun, ...]:
    """One run or two under the same mandates, and no amount twice."""
    sizes = draw(st.sampled_from([(1,), (2,), (4,), (2, 2), (3, 1)]))
    cents = st.integers(1, 99_999)
    amounts = iter(draw(st.lists(cents, min_size=4, max_size=4, unique=True)))
    return tuple(
        sent(
            *[one_of(name, n, Euro(cents=next(amounts)), due_on) for n in range(1, size + 1)],
            id=name,
        )
        for name, due_on, size in zip(("2026-12", "2027-01"), (DUE_ON, LATER), sizes, strict=False)
    )


def one_of(run: str, number: int, amount: Euro, due_on: date) -> Collection:
    """Give a collection; the third of a run is a company's."""
    mandate = B2B_MANDATE if number == 3 else MANDATE
    mandate = replace(mandate, reference=MandateReference(f"M-{number}"))
    return collection(number, str(amount), run=run, mandate=mandate, due_on=due_on)


stories = histories(of=runs(), dialects=DIALECTS)

# -- how it comes in -----------------------------------------------------------------------------


@st.composite
def post(draw: st.DrawFn, messages: Sequence[bytes]) -> list[list[int]]:
    """The messages by their numbers, in another order, some again, and some in one zip."""
    numbers = range(len(messages))
    again = draw(st.lists(st.sampled_from(numbers), max_size=4))
    order = draw(st.permutations([*numbers, *again]))
    arrived = []
    while order:
        size = draw(st.sampled_from([1, 1, 1, 2, 5]))
        arrived.append(order[:size])
        order = order[size:]
    return arrived


def as_sent(story: History, numbers: Sequence[int]) -> bytes:
    """Give one message as it is, and several in a zip."""
    if len(numbers) == 1:
        return story.messages[numbers[0]]
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as archive:
        for place, number in enumerate(numbers):
            archive.writestr(f"{place}.xml", story.messages[number])
    return content.getvalue()


AFTERWARDS = date(2027, 1, 14)


def end(books: Bookkeeper) -> object:
    """Give what it comes to: runs, what is open, and of mandates what can be done with them.

    Since when a mandate is on hold or has ended, and for which of two reasons, is as it was heard.
    """
    mandates = [(each.presentations, each.status(AFTERWARDS)) for each in books.mandates]
    return books.runs, mandates, {item.key: item for item in books.open}


def heard_at_once(story: History) -> Bookkeeper:
    books = bookkeeper(story)
    books.hear(*story.messages)
    return books


@settings(max_examples=120)
@given(story=stories)
def test_the_money_adds_up(story: History) -> None:
    books = heard_at_once(story)
    books.must_reconcile(story.bank.balance)


@settings(max_examples=120)
@given(story=stories, data=st.data())
def test_no_order_repetition_or_piece_changes_the_end(story: History, data: st.DataObject) -> None:
    books = bookkeeper(story)
    for numbers in data.draw(post(story.messages)):
        books.hear(as_sent(story, numbers))
    assert end(books) == end(heard_at_once(story))


@settings(max_examples=120)
@given(story=stories, data=st.data())
def test_what_is_cut_off_is_not_read_and_changes_nothing(
    story: History, data: st.DataObject
) -> None:
    books = bookkeeper(story)
    for numbers in data.draw(post(story.messages)):
        arrived = as_sent(story, numbers)
        known = end(books)
        part = arrived[: data.draw(st.integers(0, len(arrived.rstrip()) - 1))]
        with pytest.raises(UnreadableMessage):
            books.hear(part)
        assert end(books) == known
        books.hear(arrived)
    books.must_reconcile(story.bank.balance)
