"""Whatever a bank does, and however its messages come in: the end is one, and the money adds up.

A bank in a drawn dialect does with each collection what is drawn; then its messages are read in
another order, some of them twice, some zipped together, and some were cut off on their way first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bookkeeper import Bookkeeper, nine_o_clock
from sepadd.collection import Collection
from sepadd.findings import UnreadableMessage
from sepadd.identifiers import EndToEndId, MandateReference, MessageId
from sepadd.mandate import Mandate
from sepadd.messages import camt055, pain007, pain008
from sepadd.money import ZERO, Euro
from sepadd.open_item import OpenItem
from sepadd.profile import EPC
from sepadd.recall import recall
from sepadd.reversing import reverse
from sepadd.run import CollectionRun
from sepadd.testing import B2B_MANDATE, DUE_ON, MANDATE, TODAY, FakeBank
from sepadd.testing.fake_bank_dialects import DIALECTS
from told import collection, sent


class Fate(StrEnum):
    """What the bank, the debtor or we ourselves do with a collection."""

    NOTHING = "nothing"
    TURNED_DOWN = "turned down at the counter"
    REJECTED = "rejected on its way"
    CANCELLED = "cancelled"
    RETURNED = "returned"
    REVERSED = "reversed"
    REFUNDED = "refunded"
    UNAUTHORISED = "refunded as unauthorised"


CODES = st.sampled_from(["AM04", "AC04", "MS02", "MD07"])
CHARGES = st.sampled_from([ZERO, ZERO, Euro(cents=3_50)])
LATER = date(2026, 12, 8)


class Told:
    """A story: what was sent, what became of it, and how the bank told that."""

    def __init__(
        self,
        runs: tuple[CollectionRun, ...],
        fates: dict[str, Fate],
        messages: Sequence[bytes],
        bank: FakeBank,
    ) -> None:
        self.runs = runs
        self.fates = fates
        self.messages = messages
        self.bank = bank

    def __repr__(self) -> str:
        """Show how it was drawn."""
        amounts = [str(each.amount) for run in self.runs for each in run.collections]
        return f"{self.bank.dialect.name}: {self.fates} of {amounts}, {len(self.messages)} messages"

    def bookkeeper(self) -> Bookkeeper:
        """Give one who has sent it, and has heard nothing yet."""
        books = Bookkeeper(self.items(), self.mandates())
        books.runs = self.runs
        return books

    def items(self) -> Iterable[OpenItem]:
        """Give what was open."""
        return [item for run in self.runs for each in run.collections for item in each.items]

    def mandates(self) -> Iterable[Mandate]:
        """Give each of the mandates once."""
        every = [each.mandate for run in self.runs for each in run.collections]
        return {each.reference: each for each in every}.values()


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


@st.composite
def stories(draw: st.DrawFn) -> Told:
    dialect = draw(st.sampled_from(DIALECTS))
    given_runs = draw(runs())
    fates = {
        str(each.end_to_end_id): draw(st.sampled_from(Fate))
        for run in given_runs
        for each in run.collections
    }
    bank = FakeBank(today=TODAY, dialect=dialect)
    return Told(given_runs, fates, happens(draw, bank, given_runs, fates), bank)


def happens(
    draw: st.DrawFn, bank: FakeBank, given_runs: Sequence[CollectionRun], fates: dict[str, Fate]
) -> list[bytes]:
    """Let it all happen; what the bank sends."""
    bank.register_b2b("M-3")
    for name, fate in fates.items():
        if fate is Fate.TURNED_DOWN:
            bank.will_reject(name, draw(CODES))
        elif fate is Fate.RETURNED:
            days = draw(st.integers(1, 3))
            bank.will_return(name, draw(CODES), after_days=days, charges=draw(CHARGES))
    said = [bank.take(pain008.render(file)) for run in given_runs for file in run.files()]
    said += cancelled(bank, given_runs, fates)
    said += bank.move_to(date(2026, 11, 27))
    for name, fate in fates.items():
        if fate is Fate.REJECTED:
            bank.will_reject(name, draw(CODES))
    if any(fate is not Fate.TURNED_DOWN for fate in fates.values()):
        said += [bank.intraday(DUE_ON)]
    for run in given_runs:
        said += bank.move_to(run.collections[0].due_on + timedelta(days=1))
        said += reversed_again(bank, run, fates)
    said += bank.move_to(date(2027, 1, 11))
    for name, fate in fates.items():
        if fate in {Fate.REFUNDED, Fate.UNAUTHORISED} and "-3" not in name[-2:]:
            code = "MD01" if fate is Fate.UNAUTHORISED else "MD06"
            bank.refund(name, code, charges=draw(CHARGES))
    return [*said, *bank.move_to(date(2027, 1, 13))]


def named(run: CollectionRun, fates: dict[str, Fate], fate: Fate) -> list[EndToEndId]:
    every = [each.end_to_end_id for each in run.collections]
    return [name for name in every if fates[str(name)] is fate]


def cancelled(
    bank: FakeBank, given_runs: Sequence[CollectionRun], fates: dict[str, Fate]
) -> list[bytes]:
    said = []
    for run in given_runs:
        if names := named(run, fates, Fate.CANCELLED):
            name, at = MessageId(f"C-{run.id}"), nine_o_clock(TODAY)
            asked = recall(run, names, EPC.terms(on=TODAY), id=name, reason="CUST", at=at)
            said += [bank.cancel(camt055.render(each)) for each in asked.recalls]
    return said


def reversed_again(bank: FakeBank, run: CollectionRun, fates: dict[str, Fate]) -> list[bytes]:
    names, on = named(run, fates, Fate.REVERSED), bank.today
    if not names:
        return []
    name, at = MessageId(f"R-{run.id}"), nine_o_clock(on)
    asked = reverse(run, names, EPC.terms(on=on), id=name, reason="AM05", at=at)
    return [bank.reverse(pain007.render(each)) for each in asked.requests]


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


def as_sent(story: Told, numbers: Sequence[int]) -> bytes:
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


def heard_at_once(story: Told) -> Bookkeeper:
    books = story.bookkeeper()
    books.hear(*story.messages)
    return books


@settings(max_examples=120)
@given(story=stories())
def test_the_money_adds_up(story: Told) -> None:
    books = heard_at_once(story)
    books.must_reconcile(story.bank.balance)


@settings(max_examples=120)
@given(story=stories(), data=st.data())
def test_no_order_repetition_or_piece_changes_the_end(story: Told, data: st.DataObject) -> None:
    books = story.bookkeeper()
    for numbers in data.draw(post(story.messages)):
        books.hear(as_sent(story, numbers))
    assert end(books) == end(heard_at_once(story))


@settings(max_examples=120)
@given(story=stories(), data=st.data())
def test_what_is_cut_off_is_not_read_and_changes_nothing(story: Told, data: st.DataObject) -> None:
    books = story.bookkeeper()
    for numbers in data.draw(post(story.messages)):
        arrived = as_sent(story, numbers)
        known = end(books)
        part = arrived[: data.draw(st.integers(0, len(arrived.rstrip()) - 1))]
        with pytest.raises(UnreadableMessage):
            books.hear(part)
        assert end(books) == known
        books.hear(arrived)
    books.must_reconcile(story.bank.balance)
