"""Proposals, collections, runs in every stage, sets and journals, as the main path makes them.

Each is made of books of which everything can be collected, by the steps that you take yourself:
``propose``, ``prepare``, ``submit``, ``record``.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from hypothesis import strategies as st

from sepadd.books import Books, prepare, propose
from sepadd.collection import (
    Acceptance,
    BankFact,
    Cancellation,
    Collection,
    CollectionStatus,
    Refund,
    Reject,
    Return,
    Reversal,
    RTransaction,
    Settlement,
    reason,
)
from sepadd.journal import Entry, ReceivableCloses, entries
from sepadd.proposal import Draft, Proposal
from sepadd.recording import take_in
from sepadd.run import CollectionRun, RunSet, join, submit, withdraw
from sepadd.samples import AT, TERMS
from sepadd.testing.strategies.collectable import OpenBooks, books, creditors
from sepadd.testing.strategies.values import run_ids
from sepadd.values import TARGET, ZERO, Euro, RunId

_S = CollectionStatus
_WRONG: Final[dict[CollectionStatus, tuple[type[RTransaction], str]]] = {
    _S.REJECTED: (Reject, "AC04"),
    _S.CANCELLED: (Cancellation, "CUST"),
    _S.RETURNED: (Return, "AM04"),
    _S.REFUNDED: (Refund, "MD06"),
    _S.REVERSED: (Reversal, "AM05"),
}


def books_of(of: OpenBooks) -> Books:
    """What was drawn, as books in which no run is yet."""
    return Books(creditor=of.creditor, open_items=of.items, mandates=of.mandates, runs=())


def proposed(of: OpenBooks, id: RunId) -> Proposal:
    """The proposal that these books come to."""
    return propose(books_of(of), of.terms, Draft(id=id, due_on=of.due_on))


@st.composite
def proposals(draw: st.DrawFn, *, of: st.SearchStrategy[OpenBooks] | None = None) -> Proposal:
    """A proposal in which every item is collected; of any books, or of those that one gives."""
    return proposed(draw(books() if of is None else of), draw(run_ids()))


def collections(*, of: st.SearchStrategy[OpenBooks] | None = None) -> st.SearchStrategy[Collection]:
    """A collection that breaks no rule, of which the bank has said nothing yet."""
    return proposals(of=of).flatmap(lambda proposal: st.sampled_from(proposal.collections))


# -- runs ---------------------------------------------------------------------------------------


@st.composite
def prepared_runs(
    draw: st.DrawFn,
    *,
    of: st.SearchStrategy[OpenBooks] | None = None,
    id: RunId | None = None,
    at: datetime = AT,
) -> CollectionRun:
    """A run that may be handed over: its files can be written."""
    drawn = draw(books() if of is None else of)
    proposal = proposed(drawn, id or draw(run_ids()))
    return prepare(proposal, books_of(drawn), drawn.terms, at=at)


def submitted_runs(
    *, of: st.SearchStrategy[OpenBooks] | None = None, at: datetime = AT
) -> st.SearchStrategy[CollectionRun]:
    """A run that the bank has, and has said nothing of."""
    return prepared_runs(of=of, at=at).map(lambda run: submit(run, at=at))


def withdrawn_runs(
    *, of: st.SearchStrategy[OpenBooks] | None = None, at: datetime = AT
) -> st.SearchStrategy[CollectionRun]:
    """A run that was not handed over after all."""
    return prepared_runs(of=of, at=at).map(lambda run: withdraw(run, at=at))


def answered_runs(
    *statuses: CollectionStatus,
    of: st.SearchStrategy[OpenBooks] | None = None,
    at: datetime = AT,
) -> st.SearchStrategy[CollectionRun]:
    """A run of which every collection has come to one of these; without any, to any of all.

    Told as a bank's statements do: with booking days, and what the return has cost.
    """
    asked = statuses or tuple(CollectionStatus)
    return submitted_runs(of=of, at=at).flatmap(lambda run: _answered(run, asked))


@st.composite
def _answered(
    draw: st.DrawFn, run: CollectionRun, statuses: tuple[CollectionStatus, ...]
) -> CollectionRun:
    said = [
        fact
        for collection in run.collections
        for fact in draw(facts_towards(collection, draw(st.sampled_from(statuses))))
    ]
    return take_in((run,), said).runs[0]


@st.composite
def facts_towards(
    draw: st.DrawFn, collection: Collection, status: CollectionStatus
) -> tuple[BankFact, ...]:
    """What a bank says of a collection that comes to that status, in the order of the days."""
    name, due_on = collection.end_to_end_id, TARGET.on_or_after(collection.due_on)
    taken = Acceptance(end_to_end_id=name, on=TARGET.before(due_on, 1))
    credited = Settlement(end_to_end_id=name, on=due_on, booked_on=due_on)
    if status is _S.PENDING:
        return ()
    if status is _S.ACCEPTED:
        return (taken,)
    if status is _S.SETTLED:
        return (taken, credited)
    kind, code = _WRONG[status]
    if status in {_S.REJECTED, _S.CANCELLED}:
        return (kind(end_to_end_id=name, on=taken.on, reason=reason(code)),)
    on = TARGET.after(due_on, draw(st.integers(1, 3)))
    charges = draw(st.sampled_from([ZERO, Euro(cents=3_50)]))
    back = kind(end_to_end_id=name, on=on, booked_on=on, reason=reason(code), charges=charges)
    return (taken, credited, back)


def runs(*, of: st.SearchStrategy[OpenBooks] | None = None) -> st.SearchStrategy[CollectionRun]:
    """A run in any stage: prepared, withdrawn, submitted, or with any answers of the bank."""
    return prepared_runs(of=of) | withdrawn_runs(of=of) | answered_runs(of=of)


# -- sets and journals --------------------------------------------------------------------------


@st.composite
def run_sets(draw: st.DrawFn, *, most: int = 3) -> RunSet:
    """Two prepared runs or more, of creditors with accounts at one bank, that go there together."""
    several = st.lists(
        creditors(),
        min_size=2,
        max_size=most,
        unique_by=lambda each: each.identifier.identity,
    )
    drawn = draw(several)
    account = drawn[0].collecting_accounts[0]
    prepared = [
        draw(
            prepared_runs(
                of=books(creditor=replace(each, accounts=(account,)), most=2),
                id=RunId(f"SET-{number}"),
            )
        )
        for number, each in enumerate(drawn, 1)
    ]
    return join(prepared, TERMS, id=RunId("SET"), at=AT + timedelta(hours=1))


@st.composite
def journals(
    draw: st.DrawFn,
    *,
    of: st.SearchStrategy[CollectionRun] | None = None,
    policy: ReceivableCloses | None = None,
) -> tuple[Entry, ...]:
    """What a run has given rise to in the books, by one of the policies that need no clerk."""
    run = draw(answered_runs() if of is None else of)
    usual = [ReceivableCloses.AT_FILE, ReceivableCloses.AT_SETTLEMENT]
    return entries(run, policy or draw(st.sampled_from(usual)))
