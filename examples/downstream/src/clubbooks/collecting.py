"""The three steps of collecting: propose, hand over to the bank, hear what it answers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from itertools import chain

import sepadd
from clubbooks.store import Store
from sepadd import Creditor, Findings, Proposal, RunId, Terms
from sepadd.messages import answers, pain008


def propose(store: Store, creditor: Creditor, terms: Terms, *, id: str, due_on: date) -> Proposal:
    """All that is open, each line collected or told why not; nothing has changed yet."""
    return sepadd.propose(
        store.open_items(),
        store.mandates(),
        creditor,
        terms,
        id=RunId(id),
        due_on=due_on,
        runs=store.runs(),
    )


def hand_over(store: Store, proposal: Proposal, terms: Terms, *, at: datetime) -> tuple[bytes, ...]:
    """Decide on a proposal, and keep the run; the files that go to the bank."""
    with store.at_once():
        run = sepadd.prepare(proposal, terms, at=at, runs=store.runs())
        files = tuple(pain008.render(file) for file in run.files())
        run = sepadd.submit(run, at=at)
        store.keep_runs([run])
        store.keep_mandates(sepadd.presented(store.mandates(), run))
    return files


def hear(store: Store, messages: Iterable[bytes]) -> Findings:
    """Take in what the bank has sent, and all that follows; what fits nowhere is told."""
    with store.at_once():
        told = chain.from_iterable(map(answers.read, messages))
        recorded = sepadd.record_all(store.runs(), told)
        store.keep_runs(recorded.runs)
        store.keep_mandates(
            sepadd.mandates_after(store.mandates(), recorded.runs, recorded.effects)
        )
        store.keep_open_items(sepadd.still_open(store.open_items(), recorded.effects))
    return recorded.findings
