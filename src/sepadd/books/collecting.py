"""From books to a run: what is asked is proposed, looked at, decided, and changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from sepadd.books.books import Books
from sepadd.books.in_place import must_be
from sepadd.findings import IllegalStep
from sepadd.progress import Progress
from sepadd.proposal import (
    NOTHING_AGREED,
    CollectionPreference,
    Draft,
    LiveRun,
    Proposal,
    RetryPolicy,
    propose_items,
)
from sepadd.rulebook import Terms
from sepadd.run import (
    EVERYTHING_ALLOWED,
    CollectionRun,
    RunPolicy,
    RunStage,
    decide,
    decide_anew,
)
from sepadd.values import RunId


def propose(
    books: Books,
    terms: Terms,
    draft: Draft,
    *,
    preferences: Mapping[str, CollectionPreference] = NOTHING_AGREED,
    retry: RetryPolicy | None = None,
    progress: Progress | None = None,
) -> Proposal:
    """Say of every open item whether it can be collected on a due date, and if not, why.

    What the runs of the books hold is not proposed again, and what failed in them is another
    attempt; a prepared run that has the draft's id does not stand in its own way, since it is to be
    revised. Proposed again, what was changed by hand is kept where it can be, and named where it
    cannot: an item that was paid meanwhile. The lines stand in the order of the items.

    ``preferences`` are those of debtors, by their number; of a debtor without one, everything is
    collected. ``retry`` says when a failed item comes again; without it, at once. ``progress`` is
    told how many items are decided, of how many. Raises :class:`InvalidValue` for anything else in
    the place of books, terms or draft.

    >>> from sepadd.testing import CREDITOR, DUE_ON, INVOICE, MANDATE, TERMS
    >>> books = Books(creditor=CREDITOR, open_items=[INVOICE], mandates=[MANDATE], runs=[])
    >>> proposal = propose(books, TERMS, Draft(id=RunId("2026-12"), due_on=DUE_ON))
    >>> [(line.item.label, line.status) for line in proposal.lines], str(proposal.total)
    ([('invoice 2026-1001', 'OK')], '40.00')
    """
    must_be(Books, books)
    must_be(Terms, terms)
    must_be(Draft, draft)
    return propose_items(
        draft,
        books.open_items,
        books.mandates,
        books.creditor,
        terms,
        runs=tuple(_in_the_way(books, draft.id)),
        preferences=preferences,
        retry=retry,
        progress=progress,
    )


def _in_the_way(books: Books, id: RunId) -> Iterator[LiveRun]:
    """The runs of the books, without the one that is to be revised."""
    for run in books.runs:
        if run.id != id or run.stage is not RunStage.PREPARED:
            yield run
    yield from books.others


def prepare(
    proposal: Proposal, books: Books, terms: Terms, *, at: datetime, by: str = ""
) -> CollectionRun:
    """Decide on a proposal, under the terms of the day it goes out; then keep the run in the books.

    Every rule is put once more: a proposal that was good on Monday may be late on Friday, and
    another run in the books may have taken an item or used a mandate meanwhile. Raises
    :class:`RulesViolated` with every finding when one of them is an error, also when there is
    nothing to collect; :class:`IllegalStep` for the proposal of another creditor, and for terms of
    another day than it is ``at`` that instant in the bank's time zone.
    """
    _must_fit(proposal, books, terms)
    return decide(proposal, terms, at=at, by=by, runs=books.live_runs)


def revise(
    run: CollectionRun,
    proposal: Proposal,
    books: Books,
    terms: Terms,
    *,
    at: datetime,
    by: str = "",
    policy: RunPolicy = EVERYTHING_ALLOWED,
) -> CollectionRun:
    """Put another proposal in the place of what was prepared: a new version, with new file ids.

    A file of the version before is stale and must not go to the bank. Raises :class:`IllegalStep`
    once the run was submitted or withdrawn, where it is in a set, or where the ``policy`` does not
    allow the change; and as :func:`prepare` does.
    """
    must_be(CollectionRun, run)
    _must_fit(proposal, books, terms)
    runs = books.live_runs
    return decide_anew(run, proposal, terms, at=at, by=by, runs=runs, policy=policy)


def _must_fit(proposal: Proposal, books: Books, terms: Terms) -> None:
    must_be(Proposal, proposal)
    must_be(Books, books)
    must_be(Terms, terms)
    if proposal.creditor != books.creditor:
        raise IllegalStep(
            f"{proposal.label} was proposed for {proposal.creditor.label}, and these are "
            f"{books.label}: propose it from them"
        )
