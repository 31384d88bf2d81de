"""The three steps of collecting: propose, hand over to the bank, hear what it answers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

import sepadd
from clubbooks.store import Store
from sepadd import Creditor, Draft, Findings, Proposal, ReceivableCloses, RunId, Terms


def propose(store: Store, creditor: Creditor, terms: Terms, *, id: str, due_on: date) -> Proposal:
    """All that is open, each line collected or told why not; nothing has changed yet."""
    return sepadd.propose(store.books(creditor), terms, Draft(id=RunId(id), due_on=due_on))


def hand_over(store: Store, proposal: Proposal, terms: Terms, *, at: datetime) -> tuple[bytes, ...]:
    """Decide on a proposal, and keep the run; the files that go to the bank."""
    with store.at_once():
        books = store.books(proposal.creditor)
        run = sepadd.prepare(proposal, books, terms, at=at)
        files = tuple(sepadd.render(file) for file in run.files())
        books = books.keep(sepadd.submit(run, at=at))
        store.keep_runs([books.run(run.id)])
        store.keep_mandates(books.mandates)
    return files


def hear(store: Store, creditor: Creditor, messages: Iterable[bytes]) -> Findings:
    """Take in what the bank has sent, and save what has changed; what fits nowhere is told."""
    with store.at_once():
        recorded = sepadd.record(
            store.books(creditor),
            sepadd.read_answers(messages),
            closes=ReceivableCloses.AT_SETTLEMENT,
        )
        store.save(recorded.changes)
    return recorded.findings
