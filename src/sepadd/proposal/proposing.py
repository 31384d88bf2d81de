"""From open items and mandates to a proposal: each item is collected, or told why not."""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from sepadd.collection import Collection
from sepadd.findings import Findings
from sepadd.mandate import Mandate, Scheme
from sepadd.open_item import OpenItem
from sepadd.progress import Progress, Work, under_way
from sepadd.proposal.applying_rules import Outcome, Plan, plan_for
from sepadd.proposal.candidates import Candidate, candidates
from sepadd.proposal.collection_preference import CollectionPreference
from sepadd.proposal.draft import Draft
from sepadd.proposal.limits import Room
from sepadd.proposal.live_run import LiveRun, attempts_in, presented_by
from sepadd.proposal.mandate_choice import MandateBook
from sepadd.proposal.netting import (
    Claim,
    Netting,
    Waiting,
    net,
    one_by_one,
)
from sepadd.proposal.proposal import Proposal, ProposalLine
from sepadd.proposal.retry import RetryPolicy
from sepadd.rulebook import FILE_RULES, CollectionFile, Terms, put, readiness
from sepadd.values import Creditor, CreditorAccount, Iban, RunId

NOTHING_AGREED: Mapping[str, CollectionPreference] = MappingProxyType({})


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Make many objects at once without the cyclic garbage collector going over them all, often.

    There is no cycle among them. Left alone, it takes a third of the time of a large proposal.
    """
    # Of the whole process, other threads included: so it is on again at the end, errors or none,
    # and stays off for one who had it off.
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@_collector_paused()
def propose_items(
    draft: Draft,
    items: Iterable[OpenItem],
    mandates: Iterable[Mandate],
    creditor: Creditor,
    terms: Terms,
    *,
    runs: Iterable[LiveRun],
    preferences: Mapping[str, CollectionPreference],
    retry: RetryPolicy | None,
    progress: Progress | None,
) -> Proposal:
    """What a draft comes to as items, mandates and runs are now: see :func:`sepadd.propose`."""
    books = tuple(items)
    by_hand = draft.edited
    new = by_hand.new(books)
    items = (*books, *new)
    work = under_way(progress, len(items))
    about_creditor = readiness(creditor, terms)
    if about_creditor.errors:
        if work is not None:
            work.end()
        return _of_nothing(draft, creditor, items, about_creditor)
    runs = tuple(runs)
    accounts = _accounts(creditor, draft.account)
    book = _book(draft, mandates, accounts, runs, terms)
    attempts = attempts_in(runs)
    found = candidates(
        draft, items, book, runs=runs, preferences=preferences, attempts=attempts, retry=retry
    )
    plan = plan_for(
        draft,
        terms,
        accounts,
        Room(draft.limits, runs, draft.due_on),
        attempts=attempts,
        open_before={each.item.key: each.open for each in found if each.open is not None},
    )
    outcome = _judged(plan, _netted(draft, found), work)
    collections = tuple(outcome.collections)
    together = _together(draft.id, collections, terms)
    earliest_due_on, send_by = _days(plan)
    return Proposal(
        id=draft.id,
        creditor=creditor,
        due_on=draft.due_on,
        lines=tuple([outcome.line(candidate) for candidate in found]),
        collections=collections,
        earliest_due_on=earliest_due_on,
        send_by=send_by,
        whole=Findings((*about_creditor, *book.findings, *by_hand.about_books(books), *together)),
        edits=by_hand.kept(draft.edits, new),
        judged=(terms, collections),
    )


def _of_nothing(
    draft: Draft, creditor: Creditor, items: Iterable[OpenItem], about_creditor: Findings
) -> Proposal:
    """A proposal of nothing: the creditor cannot collect."""
    refused = about_creditor.errors
    return Proposal(
        id=draft.id,
        creditor=creditor,
        due_on=draft.due_on,
        lines=tuple(ProposalLine(item, None, refused, None) for item in items),
        whole=about_creditor,
        edits=draft.edits,
    )


def _book(
    draft: Draft,
    mandates: Iterable[Mandate],
    accounts: Mapping[str, CreditorAccount],
    runs: Iterable[LiveRun],
    terms: Terms,
) -> MandateBook:
    """The mandates that can be collected under on these accounts."""
    return MandateBook(
        mandates,
        identities=frozenset(accounts),
        presented=presented_by(runs),
        due_on=draft.due_on,
        scheme=draft.scheme,
        dormancy=terms.profile.dormancy,
    )


def _netted(draft: Draft, found: Iterable[Candidate]) -> Netting:
    """What is to be collected of the candidates that nothing stands against."""
    owed = [(c.item, c.mandate) for c in found if c.mandate is not None and not c.refused]
    if draft.condense:
        return net(owed, credit_notes=draft.credit_notes, discount=draft.discount)
    return one_by_one(owed, discount=draft.discount)


def _judged(plan: Plan, netting: Netting, work: Work | None) -> Outcome:
    """What becomes of each claim under the rules, and of what waits."""
    outcome = Outcome(plan)
    claims: Iterable[Claim] = netting.claims
    waiting: Iterable[Waiting] = netting.waiting
    if work is not None:
        claims, waiting = work.each(claims, _items_in), work.each(waiting, _items_in)
    for collection, found in plan.judge(claims):
        outcome.take(collection, found)
    for group in waiting:
        outcome.wait(group)
    if work is not None:
        work.end()  # those that came as far as neither
    return outcome


def _items_in(group: Claim | Waiting) -> int:
    return len(group.items)


def _days(plan: Plan) -> tuple[date | None, date | None]:
    """The first due date that is still possible, and the day on which this one has to be sent."""
    draft, terms = plan.draft, plan.terms
    offered = terms.offered(draft.due_on)
    kinds = [kind for kind in plan.kinds if kind[0] in offered]
    return (
        terms.earliest_for_all(kinds),
        min((terms.latest_receipt_on(draft.due_on, *kind) for kind in kinds), default=None),
    )


def _accounts(creditor: Creditor, iban: Iban | None) -> Mapping[str, CreditorAccount]:
    """The account to collect on, for each of the creditor's identities."""
    named = (creditor.account(iban),) if iban else creditor.collecting_accounts
    first: dict[str, CreditorAccount] = {}
    for account in named:
        first.setdefault(creditor.identifier_for(account).identity, account)
    return first


class _Together(NamedTuple):
    label: str
    collections: Sequence[Collection]


def _together(id: RunId, collections: Iterable[Collection], terms: Terms) -> Findings:
    """What is to be said of the collections of each scheme together; nothing if there are none."""
    by_scheme: defaultdict[Scheme, list[Collection]] = defaultdict(list)
    for collection in collections:
        by_scheme[collection.mandate.scheme].append(collection)
    files: list[CollectionFile] = [_Together(f"run {id}", group) for group in by_scheme.values()]
    return put(FILE_RULES, files, terms)
