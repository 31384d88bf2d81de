"""From open items and mandates to a proposal: each item is collected, or told why not."""

from __future__ import annotations

import gc
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from types import MappingProxyType
from typing import NamedTuple, Protocol

from sepadd.accounts import Iban
from sepadd.authority import MandateBook
from sepadd.collection import Collection, PurposeCode
from sepadd.collection_preference import CollectionPreference
from sepadd.draft import Draft
from sepadd.edit import Edited
from sepadd.findings import Finding, Findings
from sepadd.identifiers import RunId
from sepadd.judging import Candidate, Outcome, plan_for
from sepadd.limits import NO_LIMITS, CollectingLimits, Room
from sepadd.live_run import Attempts, LiveRun, attempts_in, presented_by
from sepadd.mandate import Mandate, Scheme
from sepadd.money import Euro
from sepadd.netting import CreditNotes, Discounted, net, one_by_one
from sepadd.open_item import ItemKey, OpenItem
from sepadd.party import Creditor, CreditorAccount
from sepadd.proposal import GIVEN_TWICE, HELD, REST, Proposal, ProposalLine
from sepadd.rulebook.creditor_rules import readiness
from sepadd.rulebook.file_rules import FILE_RULES, CollectionFile
from sepadd.rulebook.rule import put
from sepadd.rulebook.terms import Terms
from sepadd.selection import (
    EVERYTHING,
    FREE,
    Selection,
    why_another_scheme,
    why_not_selected,
    why_not_wanted,
)

NOTHING_AGREED: Mapping[str, CollectionPreference] = MappingProxyType({})


class RetryPolicy(Protocol):
    """How often, after how long and for which reasons a failed item is collected again."""

    def why_not(self, item: OpenItem, attempts: Attempts, due_on: date) -> Iterable[Finding]:
        """Whatever stands against another attempt on a day."""
        ...


def propose(
    items: Iterable[OpenItem],
    mandates: Iterable[Mandate],
    creditor: Creditor,
    terms: Terms,
    *,
    id: RunId,
    due_on: date,
    runs: Iterable[LiveRun] = (),
    preferences: Mapping[str, CollectionPreference] = NOTHING_AGREED,
    retry: RetryPolicy | None = None,
    selection: Selection = EVERYTHING,
    account: Iban | None = None,
    scheme: Scheme | None = None,
    condense: bool = True,
    credit_notes: CreditNotes = CreditNotes.ALL_WAIT,
    discount: Discounted | None = None,
    limits: CollectingLimits = NO_LIMITS,
    description: str = "",
    purpose: PurposeCode | None = None,
    category_purpose: PurposeCode | None = None,
) -> Proposal:
    """Say of every open item whether it can be collected on a due date, and if not, why.

    ``runs`` are all live runs of this creditor: what they hold is not proposed again, and what
    failed in them is another attempt. ``preferences`` are those of debtors, by their number; of a
    debtor without one, everything is collected. ``retry`` says when a failed item comes again;
    without it, at once. The other arguments are those of a :class:`~sepadd.draft.Draft`. The lines
    stand in the order of the items.
    """
    draft = Draft(
        id=id,
        due_on=due_on,
        selection=selection,
        account=account,
        scheme=scheme,
        condense=condense,
        credit_notes=credit_notes,
        discount=discount,
        limits=limits,
        description=description,
        purpose=purpose,
        category_purpose=category_purpose,
    )
    return propose_draft(
        draft, items, mandates, creditor, terms, runs=runs, preferences=preferences, retry=retry
    )


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Make many objects at once without the cyclic garbage collector going over them all, often.

    There is no cycle among them. Left alone, it takes a third of the time of a large proposal.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@_collector_paused()
def propose_draft(
    draft: Draft,
    items: Iterable[OpenItem],
    mandates: Iterable[Mandate],
    creditor: Creditor,
    terms: Terms,
    *,
    runs: Iterable[LiveRun] = (),
    preferences: Mapping[str, CollectionPreference] = NOTHING_AGREED,
    retry: RetryPolicy | None = None,
) -> Proposal:
    """What a draft comes to as the books are now; done again, it is refreshed.

    What was changed by hand is kept where it can be, and named where it cannot: an item that was
    paid meanwhile. See :func:`propose` on the arguments.
    """
    by_hand = draft.edited
    books = tuple(items)
    new = by_hand.new(books)
    items = (*books, *new)
    about_creditor = readiness(creditor, terms)
    if about_creditor.errors:
        refused = about_creditor.errors
        lines = tuple(ProposalLine(item, None, refused, None) for item in items)
        return _proposal(draft, creditor, lines, (*about_creditor,))
    runs = tuple(runs)
    accounts = _accounts(creditor, draft.account)
    book = MandateBook(
        mandates,
        identities=frozenset(accounts),
        presented=presented_by(runs),
        due_on=draft.due_on,
        scheme=draft.scheme,
        dormancy=terms.dormancy,
    )
    attempts = attempts_in(runs)
    judge_items = _Doorkeeper(
        draft.due_on, by_hand, _holders(runs), _rests(runs), preferences, attempts, retry
    )
    candidates = judge_items.candidates(items, book)
    owed = [(c.item, c.mandate) for c in candidates if c.mandate is not None and not c.refused]
    netting = (
        net(owed, credit_notes=draft.credit_notes, discount=draft.discount)
        if draft.condense
        else one_by_one(owed, discount=draft.discount)
    )
    room = Room(draft.limits, runs, draft.due_on)
    opened = {each.item.key: each.open for each in candidates if each.open is not None}
    plan = plan_for(draft, terms, accounts, room, attempts=attempts, open_before=opened)
    outcome = Outcome(plan)
    for collection, found in plan.judge(netting.claims):
        outcome.take(collection, found)
    for group in netting.waiting:
        outcome.wait(group)
    offered = terms.edition(draft.due_on).schemes & terms.received_on.keys()
    kinds = [kind for kind in plan.kinds if kind[0] in offered]
    collections = tuple(outcome.collections)
    together = _together(draft.id, collections, terms)
    return Proposal(
        id=draft.id,
        creditor=creditor,
        due_on=draft.due_on,
        lines=tuple([outcome.line(candidate) for candidate in candidates]),
        collections=collections,
        earliest_due_on=max((terms.earliest_due_on(*kind) for kind in kinds), default=None),
        send_by=min((terms.latest_receipt_on(draft.due_on, *kind) for kind in kinds), default=None),
        whole=Findings((*about_creditor, *book.findings, *by_hand.about_books(books), *together)),
        edits=by_hand.kept(draft.edits, new),
        judged=(terms, collections),
    )


def _proposal(
    draft: Draft, creditor: Creditor, lines: tuple[ProposalLine, ...], whole: Iterable[Finding]
) -> Proposal:
    """A proposal of nothing: the creditor cannot collect."""
    return Proposal(
        id=draft.id,
        creditor=creditor,
        due_on=draft.due_on,
        lines=lines,
        whole=Findings(whole),
        edits=draft.edits,
    )


def _accounts(creditor: Creditor, iban: Iban | None) -> Mapping[str, CreditorAccount]:
    """The account to collect on, for each of the creditor's identities."""
    named = (creditor.account(iban),) if iban else creditor.collecting_accounts
    first: dict[str, CreditorAccount] = {}
    for account in named:
        first.setdefault(creditor.identifier_for(account).identity, account)
    return first


def _holders(runs: Iterable[LiveRun]) -> Mapping[ItemKey, RunId]:
    return {key: run.id for run in runs for key in run.held()}


def _rests(runs: Iterable[LiveRun]) -> Mapping[ItemKey, Euro]:
    """What may be open of items of which runs have collected a part."""
    left: dict[ItemKey, Euro] = {}
    for run in runs:
        for key, rest in run.rests():
            left[key] = min(rest, left.get(key, rest))
    return left


class _Doorkeeper(NamedTuple):
    """What can stand against an item before it is known what it would be collected with."""

    due_on: date
    by_hand: Edited
    holders: Mapping[ItemKey, RunId]
    rests: Mapping[ItemKey, Euro]
    preferences: Mapping[str, CollectionPreference]
    attempts: Mapping[ItemKey, Attempts]
    retry: RetryPolicy | None

    def candidates(self, items: Sequence[OpenItem], book: MandateBook) -> list[Candidate]:
        """Each item with its mandate, and all that stands against it."""
        twice = _given_twice(items)
        something = bool(
            twice
            or self.holders
            or self.rests
            or self.preferences
            or self.retry
            or self._by_hand_or_selected
        )
        found = []
        for item in items:
            mandate, findings = book.authority_for(item)
            due_on = item.due_on
            if (
                something
                or item.on_hold
                or item.collect is False
                or (due_on is not None and due_on > self.due_on)
            ):
                about = (*self._about(item, twice), *self._about_scheme(item, mandate))
                findings = (*about, *findings)
                if self.by_hand.amounts:
                    asked = self.by_hand.as_collected(item)
                    open_of_it = None if asked is item else item.amount
                    found.append(Candidate(asked, mandate, findings, open_of_it))
                    continue
            found.append(Candidate(item, mandate, findings))
        return found

    @property
    def _by_hand_or_selected(self) -> bool:
        return self.by_hand.anything or self.by_hand.selections != (EVERYTHING,)

    def _about(self, item: OpenItem, twice: Container[ItemKey]) -> Iterator[Finding]:
        key = item.key
        holder = self.holders.get(key)
        if holder is not None:
            yield HELD.finding(item.label, f"run {holder} holds it already")
        rest = self.rests.get(key)
        if rest is not None and item.amount > rest:
            detail = f"{item.amount} is open, and after what was collected of it {rest} is left"
            yield REST.finding(item.label, f"{detail}: book what has come in")
        if key in twice:
            yield GIVEN_TWICE.finding(item.label, "it stands more than once among the open items")
        if item.on_hold:
            yield FREE.finding(item.label, f"on hold: {item.on_hold}")
        if not self.by_hand.included(item):
            yield from why_not_selected(self.by_hand.selections, item, self.due_on)
            yield from why_not_wanted(item, self.preferences.get(item.debtor_id))
            failed = self.attempts.get(key)
            if failed is not None and self.retry is not None:
                yield from self.retry.why_not(item, failed, self.due_on)
        yield from self.by_hand.about(item)

    def _about_scheme(self, item: OpenItem, mandate: Mandate | None) -> Iterable[Finding]:
        return () if mandate is None else why_another_scheme(item, mandate, self.preferences)


def _given_twice(items: Sequence[OpenItem]) -> frozenset[ItemKey]:
    numbers = {(item.kind, item.number) for item in items}
    if len(numbers) == len(items):
        return frozenset()
    times = Counter(item.key for item in items)
    return frozenset(key for key, count in times.items() if count > 1)


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
