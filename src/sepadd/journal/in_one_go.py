"""A run in one go, for those who look at nothing in between: prepared, handed over and posted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sepadd.books import Books, prepare
from sepadd.journal.entry import Entry
from sepadd.journal.ledger import Ledger
from sepadd.journal.posting import post
from sepadd.proposal import Proposal
from sepadd.rulebook import Terms
from sepadd.run import CollectionRun, submit


@dataclass(frozen=True, slots=True, kw_only=True)
class Processed:
    """A submitted run, whose ``files()`` are to be handed over, and what is to be posted."""

    run: CollectionRun
    entries: tuple[Entry, ...]


def process(
    proposal: Proposal,
    books: Books,
    terms: Terms,
    ledger: Ledger,
    *,
    at: datetime,
    by: str = "",
    note: str = "",
) -> Processed:
    """Prepare, submit and post at once: all of it, or nothing.

    Raises as :func:`~sepadd.prepare` does, and as :func:`~sepadd.journal.post` where a
    ledger account is missing. Two people cannot see to it in one go: where they have to, take the
    steps one by one.
    """
    run = submit(prepare(proposal, books, terms, at=at, by=by), at=at, by=by, note=note)
    return Processed(run=run, entries=post(run, ledger, posted=()))
