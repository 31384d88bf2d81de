"""However what a bank says comes in, in whatever order and pieces, and how often: it ends alike.

What is told need not fit together: a return of what was rejected, a sum that is of no batch, one
collection rejected, cancelled, refunded and reversed on the same day.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.books import RecordedRuns, mandates_after, record_run, record_runs
from helpers.told import D2, D, b2b, collection, prepared, sent
from sepadd.collection import (
    Acceptance,
    BankFact,
    Cancellation,
    Collection,
    FactSource,
    Level,
    Reject,
    Reported,
    Return,
    RTransaction,
    Settlement,
    reason,
)
from sepadd.collection.bank_facts import IN_THE_ORDER_OF_A_COLLECTION
from sepadd.recording import Effect, Fact
from sepadd.run import CollectionRun, join, submit_set
from sepadd.testing import AT, TERMS
from sepadd.values import ZERO, EndToEndId, Euro, RunId

# -- runs ---------------------------------------------------------------------------------------

AMOUNTS = ("30.00", "30.00", "50.00", "20.00")
DAYS = st.sampled_from([D, D2, date(2026, 12, 8), date(2026, 12, 9), date(2027, 3, 1)])
DUE = st.sampled_from([D, D, D2])


@st.composite
def runs(draw: st.DrawFn, name: str = "2026-12") -> CollectionRun:
    """A few collections, in one batch or two, of one scheme or both, and some under one mandate."""
    made = [
        collection(n, amount, run=name, under=draw(st.sampled_from([n, 1])), due_on=draw(DUE))
        for n, amount in enumerate(AMOUNTS[: draw(st.integers(1, 4))], 1)
    ]
    if draw(st.booleans()):
        made[-1] = replace(made[-1], mandate=b2b(9).mandate)
    return sent(*made, id=name)


@st.composite
def several_runs(draw: st.DrawFn) -> tuple[CollectionRun, ...]:
    """Two runs, each sent by itself or both in a set."""
    pair = (draw(runs()), draw(runs("2027-01")))
    if draw(st.booleans()):
        return pair
    alone = [prepared(*run.collections, id=str(run.id)) for run in pair]
    return submit_set(join(alone, TERMS, id=RunId("SET"), at=AT), at=AT).runs


# -- what is told of them -----------------------------------------------------------------------

KINDS = st.sampled_from(IN_THE_ORDER_OF_A_COLLECTION)
CODES = st.sampled_from(["", "AM04", "AC04", "MD01", "MD06", "MD07"])
ENTRIES = st.sampled_from(["", "", "E-1", "E-2"])
COSTS = st.sampled_from(["0", "0", "1.00", "0.50"]).map(Euro)
NUMBERS = st.integers(1, 4)
RUNS = st.sampled_from(["2026-12", "2026-12", "2027-01"])
SAYINGS = st.builds(
    FactSource,
    message=st.sampled_from(["", "camt.053", "pain.002"]),
    message_id=st.sampled_from(["", "A"]),
    at=st.none()
    | st.builds(
        lambda minutes, hours: datetime(2026, 12, 1, 10, minutes, tzinfo=UTC).astimezone(
            timezone(timedelta(hours=hours))
        ),
        st.sampled_from([0, 30]),
        st.sampled_from([0, 1]),
    ),
    by=st.sampled_from(["", "ABNANL2A"]),
)


@st.composite
def facts_of_one(draw: st.DrawFn) -> BankFact:
    kind = draw(KINDS)
    on = draw(DAYS)
    more: dict[str, Any] = {"said": draw(SAYINGS), "entry": draw(ENTRIES)}
    if draw(st.booleans()):
        more |= {"booked_on": on, "charges": draw(COSTS), "compensation": draw(COSTS)}
    if issubclass(kind, RTransaction):
        more["reason"] = reason(draw(CODES))
    elif kind is Settlement:
        more["of_batch"] = draw(st.sampled_from(["", "", "2026-12.B1", "X"]))
    return kind(end_to_end_id=EndToEndId(f"{draw(RUNS)}-{draw(NUMBERS)}"), on=on, **more)


MAY_BE = st.sampled_from([None, None, *AMOUNTS, "60.00", "80.00", "110.00", "130.00", "29.00"])


@st.composite
def reports(draw: st.DrawFn) -> Reported:
    """Of a collection, a batch or a file, with references that may be missing or wrong."""
    kind = draw(KINDS)
    level = draw(st.sampled_from(Level))
    name, on, moved, amount = draw(RUNS), draw(DAYS), draw(MAY_BE), draw(MAY_BE)
    files = [name, name, f"{name}.F1", f"{name}.F2", "SET", "X"]
    more: dict[str, Any] = {
        "message_id": draw(st.sampled_from(["", *files])),
        "batch_id": draw(
            st.sampled_from(["", *(f"{file}.B{n}" for file in files for n in (1, 2))])
        ),
        "amount": Euro(amount) if amount and level is Level.COLLECTION else None,
        "moved": Euro(moved) if moved else None,
        "booked_on": on if draw(st.booleans()) else None,
        "charges": draw(COSTS),
        "compensation": draw(COSTS),
        "entry": draw(ENTRIES),
        "reason": reason(draw(CODES)) if issubclass(kind, RTransaction) else None,
    }
    if level is Level.COLLECTION:
        named = st.sampled_from(["", f"{name}-{draw(NUMBERS)}", f"{name}-{draw(NUMBERS)}", "X"])
        mandates = st.sampled_from(["", "", "M-1", "m-1", f"M-{draw(NUMBERS)}"])
        more |= {"end_to_end_id": draw(named), "mandate": draw(mandates)}
    fact = draw(st.sampled_from([kind, kind, kind, None]))
    return Reported(fact=fact, level=level, on=on, said=draw(SAYINGS), place="", **more)


@st.composite
def sums(draw: st.DrawFn) -> Reported:
    """What came in for a batch of a run, as the bank sums it up."""
    file = draw(RUNS)
    taken = draw(st.sets(st.sampled_from(range(4)), min_size=1))
    amount = Euro.total(Euro(AMOUNTS[n]) for n in taken)
    on = draw(st.sampled_from([D, D, D2]))
    return Reported(
        fact=Settlement,
        level=Level.BATCH,
        on=on,
        booked_on=on,
        said=draw(SAYINGS),
        place="",
        batch_id=draw(st.sampled_from(["", f"{file}.B1", f"{file}.B2"])),
        message_id=draw(st.sampled_from(["", file])),
        moved=amount,
        charges=draw(st.sampled_from([ZERO, ZERO, Euro("1.00")])),
        entry=draw(ENTRIES),
    )


FACTS: st.SearchStrategy[list[Fact]] = st.lists(facts_of_one() | reports() | sums(), max_size=8)


def has_a_name(fact: Fact) -> bool:
    """Whether it can be laid by what it names, whatever else is known.

    A return that names its mandate only is of the latest collection that is settled and not given
    back; a sum that went back may be that of what was rejected. What is known by then decides.
    """
    if not isinstance(fact, Reported) or fact.fact is None:
        return True
    if fact.level is Level.COLLECTION:
        return bool(fact.end_to_end_id) or fact.fact in {Acceptance, Reject, Cancellation}
    return (fact.fact is Settlement and fact.names_something) or fact.booked_on is None


NAMED: st.SearchStrategy[list[Fact]] = FACTS.map(lambda facts: [f for f in facts if has_a_name(f)])


@st.composite
def otherwise(draw: st.DrawFn, facts: Sequence[Fact]) -> list[list[Fact]]:
    """The same in another order, some of it several times, and in several pieces."""
    again = draw(st.lists(st.sampled_from(facts), max_size=4)) if facts else []
    order = draw(st.permutations([*facts, *again]))
    cuts = sorted(draw(st.lists(st.integers(0, len(order)), max_size=4)))
    edges = [0, *cuts, len(order)]
    return [order[start:end] for start, end in pairwise(edges)]


def in_pieces(
    given_runs: tuple[CollectionRun, ...], pieces: Sequence[Sequence[Fact]]
) -> RecordedRuns:
    recorded = RecordedRuns(given_runs, (), record_runs((), ()).findings)
    effects: list[Effect] = []
    for piece in pieces:
        recorded = record_runs(recorded.runs, piece)
        effects += recorded.effects
    return recorded._replace(effects=tuple(effects))


def money(recorded: RecordedRuns) -> list[Euro]:
    return [each.balance_at_the_bank for run in recorded.runs for each in run.collections]


# -- what holds ---------------------------------------------------------------------------------


@settings(max_examples=250)
@given(given_runs=several_runs(), facts=FACTS, data=st.data())
def test_within_one_call_the_order_is_no_matter_whatever_is_told(
    given_runs: tuple[CollectionRun, ...], facts: list[Fact], data: st.DataObject
) -> None:
    at_once = record_runs(given_runs, facts)
    again = data.draw(st.lists(st.sampled_from(facts), max_size=4)) if facts else []
    other = record_runs(given_runs, data.draw(st.permutations([*facts, *again])))
    assert other.runs == at_once.runs
    assert money(other) == money(at_once)


@settings(max_examples=250)
@given(given_runs=several_runs(), facts=NAMED, data=st.data())
def test_order_repetition_and_pieces_are_no_matter(
    given_runs: tuple[CollectionRun, ...], facts: list[Fact], data: st.DataObject
) -> None:
    at_once = record_runs(given_runs, facts)
    other = in_pieces(given_runs, data.draw(otherwise(facts)))
    assert other.runs == at_once.runs
    assert [run.bookings for run in other.runs] == [run.bookings for run in at_once.runs]
    assert [run.tally for run in other.runs] == [run.tally for run in at_once.runs]
    assert money(other) == money(at_once)


@settings(max_examples=100)
@given(given_runs=several_runs(), facts=NAMED)
def test_what_is_known_changes_nothing(
    given_runs: tuple[CollectionRun, ...], facts: list[Fact]
) -> None:
    known = record_runs(given_runs, facts).runs
    again = record_runs(known, facts)
    assert all(one is other for one, other in zip(again.runs, known, strict=True))
    assert again.effects == ()


@settings(max_examples=100)
@given(run=runs(), facts=FACTS)
def test_a_run_by_itself_learns_what_it_learns_among_others(
    run: CollectionRun, facts: list[Fact]
) -> None:
    assert record_run(run, facts).run == record_runs([run], facts).runs[0]


@settings(max_examples=100)
@given(given_runs=several_runs(), facts=FACTS, data=st.data())
def test_effects_are_what_changed_and_add_up(
    given_runs: tuple[CollectionRun, ...], facts: list[Fact], data: st.DataObject
) -> None:
    pieces = data.draw(otherwise(facts))
    recorded = in_pieces(given_runs, pieces)
    known = {each.end_to_end_id: each for run in given_runs for each in run.collections}
    for before, after in ((each.before, each.after) for each in recorded.effects):
        assert _seen(known[before.end_to_end_id]) == _seen(before)
        known[before.end_to_end_id] = after
    for run in recorded.runs:
        for each in run.collections:
            assert _seen(known[each.end_to_end_id]) == _seen(each)


def _seen(collection: Collection) -> object:
    return collection.status, collection.movements


@settings(max_examples=100)
@given(run=runs(), facts=FACTS)
def test_nothing_but_what_was_told_changes(run: CollectionRun, facts: list[Fact]) -> None:
    after = record_run(run, facts).run
    forgotten = tuple(replace(each, facts=()) for each in after.collections)
    assert replace(after, collections=forgotten, bookings=()) == run


@settings(max_examples=100)
@given(given_runs=several_runs(), facts=FACTS)
def test_money_is_there_once_at_most(
    given_runs: tuple[CollectionRun, ...], facts: list[Fact]
) -> None:
    for run in record_runs(given_runs, facts).runs:
        for each in run.collections:
            kinds = [movement.kind for movement in each.movements]
            assert len(kinds) == len(set(kinds))
            assert each.balance_at_the_bank <= each.amount
            assert each.failed is any(isinstance(told, RTransaction) for told in each.facts)


@settings(max_examples=100)
@given(run=runs(), facts=FACTS)
def test_mandates_learn_it_once(run: CollectionRun, facts: list[Fact]) -> None:
    recorded = record_run(run, facts)
    books = tuple({each.mandate.reference: each.mandate for each in run.collections}.values())
    once = mandates_after(books, [recorded.run], recorded.effects)
    assert mandates_after(once, [recorded.run], recorded.effects) == once


INSTANTS = [
    datetime(2026, 12, 1, 10, 0, tzinfo=UTC),
    datetime(2026, 12, 1, 11, 0, tzinfo=timezone(timedelta(hours=1))),  # the same
    datetime(2026, 12, 1, 10, 30, tzinfo=UTC),
    datetime(2026, 12, 1, 10, 0),  # noqa: DTZ001 - some banks do not say from which zone
]


@st.composite
def nearly_alike(draw: st.DrawFn) -> BankFact:
    """Facts of one collection that differ in one thing at most, or in none."""
    kind = draw(st.sampled_from([Settlement, Return]))
    more: dict[str, Any] = {"reason": reason("")} if kind is Return else {}
    told: BankFact = kind(end_to_end_id=EndToEndId("2026-12-1"), on=D, booked_on=D, **more)
    said = FactSource("camt.053", "A", draw(st.sampled_from(INSTANTS)))
    changes: list[dict[str, Any]] = [
        *({}, {"said": said}, {"said": said, "on": D2}, {"booked_on": None}, {"booked_on": D2}),
        *({"entry": "E-1"}, {"charges": Euro("1.00")}, {"compensation": Euro("1.00")}),
    ]
    if kind is Settlement:
        changes += [{"of_batch": "A"}, {"of_batch": "B"}]
    else:
        changes += [{"reason": reason("AM04")}, {"reason": reason("", "no money")}]
    return replace(told, **draw(st.sampled_from(changes)))


@settings(max_examples=200)
@given(facts=st.lists(nearly_alike(), max_size=6), data=st.data())
def test_facts_that_are_nearly_alike_have_one_order(facts: list[Fact], data: st.DataObject) -> None:
    run = sent(collection(1))
    at_once = record_run(run, facts).run
    pieces = data.draw(otherwise(facts))
    assert in_pieces((run,), pieces).runs == (at_once,)


@st.composite
def bookings_nearly_alike(draw: st.DrawFn) -> Reported:
    charges, entry = draw(COSTS), draw(ENTRIES)
    booked = Reported(
        fact=Settlement, level=Level.BATCH, on=D, booked_on=D, said=FactSource(), place=""
    )
    return booked._replace(
        batch_id=draw(st.sampled_from(["", "2026-12.B1"])),
        message_id=draw(st.sampled_from(["", "2026-12"])),
        said=FactSource("camt.053", "A", draw(st.sampled_from(INSTANTS))),
        moved=Euro("80.00") - draw(st.sampled_from([ZERO, charges, Euro("30.00")])),
        charges=charges,
        entry=entry,
    )


@settings(max_examples=200)
@given(
    facts=st.lists(bookings_nearly_alike() | facts_of_one(), min_size=1, max_size=6),
    data=st.data(),
)
def test_bookings_that_are_nearly_alike_have_one_order(
    facts: list[Fact], data: st.DataObject
) -> None:
    run = sent(collection(1), collection(2, "50.00"))
    at_once = record_run(run, facts).run
    pieces = data.draw(otherwise(facts))
    assert in_pieces((run,), pieces).runs == (at_once,)
