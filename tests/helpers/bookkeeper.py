"""A bookkeeper at work: invoices are collected, the bank is heard, the books have to be right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time

from helpers.bank_words import said_in
from sepadd.banks import EPC
from sepadd.books import Books, prepare, propose
from sepadd.collection import Collection
from sepadd.journal import ReceivableCloses, Role, balances, entries
from sepadd.mandate import Mandate
from sepadd.messages import pain008
from sepadd.open_item import OpenItem
from sepadd.proposal import Draft, Proposal, RetryPolicy
from sepadd.recording import Recorded, record
from sepadd.run import CollectionRun, submit
from sepadd.testing import CREDITOR
from sepadd.values import ZERO, Euro, RunId


def nine_o_clock(day: date) -> datetime:
    return datetime.combine(day, time(9, 0), tzinfo=UTC)


class Bookkeeper:
    """Keeps open items, mandates and runs; everything else follows from them."""

    def __init__(self, items: Iterable[OpenItem], mandates: Iterable[Mandate]) -> None:
        """Begin with what was invoiced, none of it collected."""
        self.books = Books(creditor=CREDITOR, open_items=items, mandates=mandates, runs=())
        self.invoiced = self.owed

    def invoice(self, *items: OpenItem) -> None:
        """Send more invoices."""
        self.books = replace(self.books, open_items=(*self.books.open_items, *items))
        self.invoiced += Euro.total(item.balance for item in items)

    def keep(self, *runs: CollectionRun) -> None:
        """Keep runs as they are now."""
        for run in runs:
            self.books = self.books.keep(run)

    # -- to the bank -----------------------------------------------------------------------------

    def proposal(
        self, id: str, *, on: date, due_on: date, retry: RetryPolicy | None = None
    ) -> Proposal:
        """What can be collected of all that is open."""
        draft = Draft(id=RunId(id), due_on=due_on)
        return propose(self.books, EPC.terms(on=on), draft, retry=retry)

    def collect(
        self, id: str, *, on: date, due_on: date, retry: RetryPolicy | None = None
    ) -> tuple[bytes, ...]:
        """Propose, prepare and submit a run; the files that go to the bank."""
        proposal = self.proposal(id, on=on, due_on=due_on, retry=retry)
        at = nine_o_clock(on)
        run = submit(prepare(proposal, self.books, EPC.terms(at=at), at=at), at=at)
        self.keep(run)
        return tuple(pain008.render(file) for file in run.files())

    # -- from the bank ---------------------------------------------------------------------------

    def hear(self, *messages: bytes) -> Recorded:
        """Take in what the bank has sent, and keep what follows from it."""
        closes = ReceivableCloses.AT_SETTLEMENT
        recorded = record(self.books, said_in(*messages), closes=closes)
        self.books = recorded.books
        return recorded

    # -- the books -------------------------------------------------------------------------------

    @property
    def open(self) -> tuple[OpenItem, ...]:
        """What is open."""
        return self.books.open_items

    @property
    def mandates(self) -> tuple[Mandate, ...]:
        """The mandates as they are kept."""
        return self.books.mandates

    @property
    def runs(self) -> tuple[CollectionRun, ...]:
        """All runs."""
        return self.books.runs

    @property
    def collections(self) -> list[Collection]:
        """Those of all runs."""
        return [each for run in self.runs for each in run.collections]

    @property
    def statuses(self) -> dict[str, str]:
        """Where each collection stands."""
        return {str(each.end_to_end_id): str(each.status) for each in self.collections}

    @property
    def numbers(self) -> list[str]:
        """What is open, by its numbers."""
        return [item.number for item in self.open]

    @property
    def owed(self) -> Euro:
        """What all debtors owe."""
        return Euro.total(item.balance for item in self.open)

    def mandate(self, reference: str) -> Mandate:
        """The mandate of that reference, as it is kept now."""
        return next(each for each in self.mandates if str(each.reference) == reference)

    def ledger(self, policy: ReceivableCloses) -> Mapping[Role, Euro]:
        """What stands on the accounts of the ledger."""
        return balances(entry for run in self.runs for entry in entries(run, policy))

    def must_reconcile(self, at_the_bank: Euro) -> None:
        """Once nothing is under way: the ledger has what the bank has, and what debtors owe."""
        for policy in (ReceivableCloses.AT_FILE, ReceivableCloses.AT_SETTLEMENT):
            ledger = self.ledger(policy)
            assert ledger[Role.IN_TRANSIT] == ZERO
            assert ledger[Role.BANK] == at_the_bank
            assert self.invoiced + ledger[Role.RECEIVABLE] == self.owed
