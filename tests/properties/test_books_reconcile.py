"""Over any history the books reconcile, whatever is told in whatever order and however often.

What the ledger has to show is worked out here from the collections alone, with plain sums.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from sepadd.collection import (
    BankFact,
    Cancellation,
    Collection,
    Refund,
    Reject,
    Return,
    Reversal,
    RTransaction,
    Settlement,
    reason,
)
from sepadd.journal import Entry, ReceivableCloses, Role, balances, corrections, entries, journalise
from sepadd.journal.entry import Event, added_up, in_transit
from sepadd.open_item import CreditNote, Invoice, OpenItem
from sepadd.run import CollectionRun, RunStep, Step
from sepadd.testing import AT, COLLECTION, a_run
from sepadd.values import EndToEndId, Euro

KINDS = (Settlement, Reject, Cancellation, Return, Refund, Reversal)
DAYS = st.dates(date(2026, 11, 24), date(2026, 12, 31))
CENTS = st.sampled_from([0, 0, 1_25, 3_00])
COSTS = frozenset({Event.CHARGED, Event.COMPENSATED})
PREPARED = a_run()
RUN = replace(PREPARED, history=(*PREPARED.history, RunStep(step=Step.SUBMITTED, at=AT)))


def items_of(number: int, invoice: int, credit: int) -> tuple[OpenItem, ...]:
    owed = Invoice(number=f"R-{number}", debtor_id="10042", amount=Euro(cents=invoice))
    if not credit:
        return (owed,)
    note = CreditNote(number=f"C-{number}", debtor_id="10042", amount=Euro(cents=credit))
    return (owed, note)


@st.composite
def collections(draw: st.DrawFn, number: int) -> Collection:
    """A collection of an invoice, perhaps with a credit note and a discount."""
    amount = draw(st.integers(1, 10_000_00))
    credit, discount = draw(st.sampled_from([0, 5_00])), draw(st.sampled_from([0, 1_50]))
    return replace(
        COLLECTION,
        end_to_end_id=EndToEndId(f"2026-12-{number}"),
        items=items_of(number, amount + credit + discount, credit),
        amount=Euro(cents=amount),
        discount=Euro(cents=discount),
    )


runs = st.integers(1, 3).flatmap(
    lambda count: st.tuples(*(collections(number) for number in range(1, count + 1))).map(
        lambda drawn: replace(RUN, collections=drawn)
    )
)


@st.composite
def facts(draw: st.DrawFn) -> BankFact:
    """Something told of the first collection; :func:`of` makes it one of another."""
    kind = draw(st.sampled_from(KINDS))
    on = draw(DAYS)
    told: dict[str, Any] = {"end_to_end_id": EndToEndId("2026-12-1"), "on": on}
    if draw(st.booleans()):
        told |= {"booked_on": on}
        if kind is not Settlement:
            told |= {"charges": Euro(cents=draw(CENTS)), "compensation": Euro(cents=draw(CENTS))}
    if issubclass(kind, RTransaction):
        # A return without a reason may turn out to be a refund.
        told |= {"reason": reason(draw(st.sampled_from(["MS03", "AC04", ""])))}
    fact: BankFact = kind(**told)
    return fact


def knowing(run: CollectionRun, place: int, fact: BankFact) -> CollectionRun:
    """The run, once something is known of one of its collections."""
    of = run.collections[place % len(run.collections)]
    told = of.knowing([replace(fact, end_to_end_id=of.end_to_end_id)])
    changed = tuple(told if each is of else each for each in run.collections)
    return replace(run, collections=changed)


def cents(amounts: Iterable[Euro]) -> int:
    return sum(amount.cents for amount in amounts)


def is_final(collection: Collection) -> bool:
    """Whether all its money is where its status says that it should be."""
    at_the_bank = collection.balance_at_the_bank
    if collection.failed:
        return at_the_bank == Euro(cents=0)
    return any(each.kind is Settlement for each in collection.movements)


def must_reconcile(
    run: CollectionRun, journal: Iterable[Entry], closed: frozenset[EndToEndId]
) -> None:
    """Every role of the ledger shows what the collections say; ``closed`` are those closed once."""
    journal = tuple(journal)
    ledger = {role: euro.cents for role, euro in balances(journal).items()}
    done = [c for c in run.collections if c.end_to_end_id in closed and not c.failed]
    moves = [movement for c in run.collections for movement in c.movements]
    costs = sum(each.charges.cents + each.compensation.cents for each in moves)
    assert sum(ledger.values()) == 0
    assert ledger[Role.RECEIVABLE] == -cents(item.balance for c in done for item in c.items)
    assert ledger[Role.DISCOUNT] == cents(c.discount for c in done)
    assert ledger[Role.RETURN_CHARGES] == costs
    assert ledger[Role.BANK] == cents(each.amount for each in moves) - costs
    under = cents(c.amount for c in done) - cents(c.balance_at_the_bank for c in run.collections)
    assert ledger[Role.IN_TRANSIT] == under == cents(in_transit(journal).values())
    if all(map(is_final, run.collections)) and len(done) == sum(
        not c.failed for c in run.collections
    ):
        assert ledger[Role.IN_TRANSIT] == 0


def amounts_of(made: Iterable[Entry]) -> dict[str, object]:
    return {entry.id: entry.lines for entry in made if entry.event not in COSTS}


class Books(RuleBasedStateMachine):
    """A run that was sent, three ledgers of it by the three policies, and a bank that talks."""

    @initialize(run=runs)
    def sent(self, run: CollectionRun) -> None:
        self.run = run
        self.journalised = journalise(run, (), on=AT.date())
        self.taken_back = False
        self.made: dict[ReceivableCloses, tuple[Entry, ...]] = {}
        self.posted: dict[ReceivableCloses, list[Entry]] = {each: [] for each in ReceivableCloses}

    @rule(place=st.integers(0, 2), fact=facts())
    def the_bank_tells(self, place: int, fact: BankFact) -> None:
        before, self.run = self.run, knowing(self.run, place, fact)
        # What looked like two movements may turn out to be one, told by two names.
        pairs = zip(before.collections, self.run.collections, strict=True)
        self.taken_back = any(
            {each.kind for each in old.movements} - {each.kind for each in now.movements}
            for old, now in pairs
        )

    @rule(place=st.integers(0, 2), on=DAYS)
    def the_user_journalises(self, place: int, on: date) -> None:
        each = self.run.collections[place % len(self.run.collections)]
        if not each.failed:
            self.journalised = journalise(
                self.run, (each.end_to_end_id,), on=on, journalised=self.journalised
            )

    @rule(policy=st.sampled_from(ReceivableCloses), in_one=st.booleans(), on=DAYS)
    def the_user_posts(self, policy: ReceivableCloses, *, in_one: bool, on: date) -> None:
        journal = self.posted[policy]
        known = {part for entry in journal for part in entry.ids}
        new = [entry for entry in self._entries(policy) if entry.id not in known]
        journal += added_up(new) if in_one else new
        journal += corrections(
            self.run, policy, posted=journal, on=on, journalised=self.journalised
        )
        must_reconcile(self.run, journal, self._closed(policy))

    @invariant()
    def the_books_reconcile_and_entries_are_only_added(self) -> None:
        for policy in ReceivableCloses:
            made = self._entries(policy)
            must_reconcile(self.run, made, self._closed(policy))
            must_reconcile(self.run, added_up(made), self._closed(policy))
            before = self.made.get(policy, ())
            if not self.taken_back:
                assert amounts_of(before).items() <= amounts_of(made).items()
            assert len(made) == len({entry.id for entry in made})
            self.made[policy] = made

    def _entries(self, policy: ReceivableCloses) -> tuple[Entry, ...]:
        return entries(self.run, policy, journalised=self.journalised)

    def _closed(self, policy: ReceivableCloses) -> frozenset[EndToEndId]:
        if policy is ReceivableCloses.AT_JOURNALISING:
            return frozenset(self.journalised)
        every = self.run.collections
        if policy is ReceivableCloses.AT_FILE:
            return frozenset(each.end_to_end_id for each in every)
        booked = (each for each in every if any(m.kind is Settlement for m in each.movements))
        return frozenset(each.end_to_end_id for each in booked)


TestBooks = Books.TestCase
TestBooks.settings = settings(max_examples=40, stateful_step_count=15, deadline=None)


@settings(max_examples=60, deadline=None)
@given(
    run=runs,
    told=st.lists(st.tuples(st.integers(0, 2), facts()), max_size=5),
    policy=st.sampled_from([ReceivableCloses.AT_FILE, ReceivableCloses.AT_SETTLEMENT]),
    data=st.data(),
)
def test_the_order_in_which_the_bank_is_heard_makes_no_difference(
    run: CollectionRun,
    told: list[tuple[int, BankFact]],
    policy: ReceivableCloses,
    data: st.DataObject,
) -> None:
    one = other = run
    for place, fact in told:
        one = knowing(one, place, fact)
    for place, fact in data.draw(st.permutations([*told, *told])):
        other = knowing(other, place, fact)
    assert entries(one, policy) == entries(other, policy)
