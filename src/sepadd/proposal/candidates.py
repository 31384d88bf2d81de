"""Each open item with its mandate, and all that stands against it before anything is netted.

It is on hold, another run holds it, the debtor wants to pay otherwise, it is not due yet: for all
of these an item is not even looked at together with others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from sepadd.findings import Finding, Severity
from sepadd.mandate import Mandate
from sepadd.open_item import ItemKey, OpenItem
from sepadd.proposal.collection_preference import CollectionPreference
from sepadd.proposal.draft import Draft
from sepadd.proposal.edit import Edited
from sepadd.proposal.live_run import Attempts, LiveRun
from sepadd.proposal.mandate_choice import MandateBook
from sepadd.proposal.proposal import GIVEN_TWICE, HELD, REST
from sepadd.proposal.retry import RetryPolicy
from sepadd.proposal.selection import (
    EVERYTHING,
    FREE,
    why_another_scheme,
    why_not_selected,
    why_not_wanted,
)
from sepadd.values import Euro, RunId


class Candidate(NamedTuple):
    """An open item, its mandate, and what was found before any netting.

    ``open`` is what is open of it, where another amount is to be collected.
    """

    item: OpenItem
    mandate: Mandate | None
    found: tuple[Finding, ...]
    open: Euro | None = None

    @property
    def refused(self) -> bool:
        """Whether something stands against collecting it."""
        return bool(self.found) and any(each.severity is Severity.ERROR for each in self.found)


def candidates(
    draft: Draft,
    items: Sequence[OpenItem],
    book: MandateBook,
    *,
    runs: Sequence[LiveRun],
    preferences: Mapping[str, CollectionPreference],
    attempts: Mapping[ItemKey, Attempts],
    retry: RetryPolicy | None,
) -> list[Candidate]:
    """Each item with its mandate in the book, and all that stands against it in a draft."""
    doorkeeper = _Doorkeeper(
        draft.due_on,
        draft.edited,
        _given_twice(items),
        _holders(runs),
        _rests(runs),
        preferences,
        attempts,
        retry,
    )
    return doorkeeper.candidates(items, book)


class _Doorkeeper(NamedTuple):
    """What can stand against an item before it is known what it would be collected with."""

    due_on: date
    by_hand: Edited
    twice: frozenset[ItemKey]
    holders: Mapping[ItemKey, RunId]
    rests: Mapping[ItemKey, Euro]
    preferences: Mapping[str, CollectionPreference]
    attempts: Mapping[ItemKey, Attempts]
    retry: RetryPolicy | None

    def candidates(self, items: Iterable[OpenItem], book: MandateBook) -> list[Candidate]:
        """Each item with its mandate; of most items nothing has to be asked but that."""
        asks_everybody, today = self.asks_everybody, self.due_on
        found = []
        for item in items:
            mandate, findings = book.authority_for(item)
            later = item.due_on is not None and item.due_on > today
            if asks_everybody or later or item.on_hold or item.collect is False:
                found.append(self.candidate(item, mandate, findings))
            else:
                found.append(Candidate(item, mandate, findings))
        return found

    @property
    def asks_everybody(self) -> bool:
        """Whether something is known that may stand against any item."""
        return (
            bool(self.twice or self.holders or self.rests or self.preferences)
            or self.retry is not None
            or self.by_hand.anything
            or self.by_hand.selections != (EVERYTHING,)
        )

    def candidate(
        self, item: OpenItem, mandate: Mandate | None, findings: tuple[Finding, ...]
    ) -> Candidate:
        """An item with all that stands against it, and the amount that is to be collected."""
        found = (*self.about(item), *self.about_scheme(item, mandate), *findings)
        asked = self.by_hand.as_collected(item) if self.by_hand.amounts else item
        return Candidate(asked, mandate, found, None if asked is item else item.amount)

    def about(self, item: OpenItem) -> Iterator[Finding]:
        """Whatever stands against an item under whichever mandate."""
        key = item.key
        holder = self.holders.get(key)
        if holder is not None:
            yield HELD.finding(item.label, f"run {holder} holds it already")
        rest = self.rests.get(key)
        if rest is not None and item.amount > rest:
            detail = f"{item.amount} is open, and after what was collected of it {rest} is left"
            yield REST.finding(item.label, f"{detail}: book what has come in")
        if key in self.twice:
            yield GIVEN_TWICE.finding(item.label, "it stands more than once among the open items")
        if item.on_hold:
            yield FREE.finding(item.label, f"on hold: {item.on_hold}")
        if not self.by_hand.included(item):
            yield from why_not_selected(self.by_hand.selections, item, self.due_on)
            yield from why_not_wanted(item, self.preferences.get(item.debtor_id))
            yield from self.about_retry(item)
        yield from self.by_hand.about(item)

    def about_retry(self, item: OpenItem) -> Iterable[Finding]:
        """Whatever stands against another attempt, if it has failed before."""
        failed = self.attempts.get(item.key)
        if failed is None or self.retry is None:
            return ()
        return self.retry.why_not(item, failed, self.due_on)

    def about_scheme(self, item: OpenItem, mandate: Mandate | None) -> Iterable[Finding]:
        """Whether the debtor is collected from under another scheme."""
        return () if mandate is None else why_another_scheme(item, mandate, self.preferences)


def _holders(runs: Iterable[LiveRun]) -> Mapping[ItemKey, RunId]:
    return {key: run.id for run in runs for key in run.held()}


def _rests(runs: Iterable[LiveRun]) -> Mapping[ItemKey, Euro]:
    """What may be open of items of which runs have collected a part."""
    left: dict[ItemKey, Euro] = {}
    for run in runs:
        for key, rest in run.rests():
            left[key] = min(rest, left.get(key, rest))
    return left


def _given_twice(items: Sequence[OpenItem]) -> frozenset[ItemKey]:
    if len({item.number for item in items}) == len(items):
        return frozenset()  # not even an invoice and a credit note share a number
    times = Counter(item.key for item in items)
    return frozenset(key for key, count in times.items() if count > 1)
