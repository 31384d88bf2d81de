"""Which open items one wants to collect: of whom, of what kind, due until when.

A selection leaves nothing out silently. Whatever it does not take has its line on the proposal,
with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final

from sepadd.findings import Finding, InvalidValue, Sentence
from sepadd.frozen import dataclass
from sepadd.mandate import Mandate
from sepadd.open_item import ItemKind, OpenItem
from sepadd.proposal.collection_preference import CollectionPreference
from sepadd.values import reads

_OWN: Final = "the user's own setting"

OF_DEBTOR: Final = Sentence(
    "SEL-01",
    "The debtor is one of those that are selected.",
    _OWN,
    why="Where some debtors are selected, the others are not meant to be debited by this run.",
    hint="Add the debtor to the selection, or take the item in by hand.",
)
OF_CATEGORY: Final = Sentence(
    "SEL-02",
    "The kind of invoice is one that is selected.",
    _OWN,
    why="A run may be for one kind of invoice, such as subscriptions; the others wait for theirs.",
    hint="Add the kind to the selection, or take the item in by hand.",
)
OF_METHOD: Final = Sentence(
    "SEL-03",
    "The payment method is one that is selected.",
    _OWN,
    why="What the debtor pays in another way would be paid twice if it were collected as well.",
    hint="Add the payment method to the selection, or take the item in by hand.",
)
WANTED: Final = Sentence(
    "SEL-04",
    "The debtor, or the item itself, is to be collected.",
    _OWN,
    why=(
        "Not every debtor, and not every invoice of one, is paid by direct debit; the rest is paid "
        "in another way."
    ),
    hint="Switch collecting on for the debtor, or take the single item in.",
)
FROM_DAY: Final = Sentence(
    "SEL-05",
    "An invoice is not older than the day from which the debtor is collected.",
    _OWN,
    why=(
        "Who goes over to direct debit on some day pays the invoices from before it as was agreed "
        "for them."
    ),
    hint="Set an earlier day for the debtor, or take the older items in by hand.",
)
TERM_PASSED: Final = Sentence(
    "SEL-06",
    "The payment term has passed.",
    "the payment term agreed",
    why="The debtor was given that many days to pay, and is not debited within them.",
    hint="Wait until the days have passed, or select with fewer days open.",
)
FREE: Final = Sentence(
    "SEL-07",
    "The item is not blocked or disputed.",
    _OWN,
    why=(
        "What is in dispute is to be settled with the debtor, and not taken from the account "
        "meanwhile."
    ),
    hint="Settle it with the debtor, and lift the block after that.",
)
OF_SCHEME: Final = Sentence(
    "SEL-08",
    "The scheme is the debtor's: an item cannot depart from it.",
    "the user's own setting; EPC222-07: each scheme needs a mandate of its own",
    why=(
        "Each scheme needs a mandate of its own, so a single item cannot be collected under "
        "another than its debtor's."
    ),
    hint="Use a mandate of the debtor's scheme, or set another scheme for the debtor.",
)
SOMETHING: Final = Sentence(
    "SEL-09",
    "Something is selected.",
    _OWN,
    why=(
        "A proposal that was cleared begins with nothing, so that only what is then taken in on "
        "purpose is debited."
    ),
    hint="Take items in by hand, or widen the proposal by a selection.",
)
OF_DUE_DATE: Final = Sentence(
    "SEL-10",
    "The due date is one that is selected.",
    _OWN,
    why="A run for what is due until some day leaves to the next one what is due after it.",
    hint="Select up to a later due date, or take the item in by hand.",
)

NOT_DUE: Final = Sentence(
    "PRO-08",
    "An invoice is due by the day it is collected.",
    "the payment term agreed",
    why=(
        "The debtor may wait with paying until the due date of the invoice; a debit before it "
        "breaks what was agreed."
    ),
    hint="Collect on the due date of the invoice or later, or take it in by hand.",
)

SELECTION_SENTENCES: Final = (
    OF_DEBTOR,
    OF_CATEGORY,
    OF_METHOD,
    WANTED,
    FROM_DAY,
    TERM_PASSED,
    FREE,
    OF_SCHEME,
    SOMETHING,
    OF_DUE_DATE,
)
"""Why an item was not selected."""

_DIGITS = re.compile(r"([0-9]+)")


@reads
@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class Selection:
    """What is to be collected, of all that is open; each criterion that is absent lets all pass.

    ``debtors`` names them; ``first_debtor`` and ``last_debtor`` are a range of debtor numbers, both
    inclusive, in which figures count as numbers (9 comes before 10, and 007 is 7). ``categories``
    and ``payment_methods`` are the user's own words on the items. ``due_until`` is the last due
    date, inclusive, of invoices that are taken: without it the day of the collection, and with a
    later one invoices are taken before they are due. ``days_open`` are the calendar days that have
    to have passed since the invoice date, by the day of the collection; an invoice without date
    passes. Neither of the two is asked of credit notes. ``name`` is what the user keeps it under.

    Raises :class:`InvalidValue` for what can take nothing (a range that holds nobody, an empty
    set), for days below none, and for a text where a set of them is meant.
    """

    name: str
    debtors: frozenset[str] | None
    first_debtor: str | None
    last_debtor: str | None
    categories: frozenset[str] | None
    payment_methods: frozenset[str] | None
    due_until: date | None
    days_open: int | None

    def __init__(
        self,
        *,
        name: str = "",
        debtors: Iterable[str] | None = None,
        first_debtor: str | None = None,
        last_debtor: str | None = None,
        categories: Iterable[str] | None = None,
        payment_methods: Iterable[str] | None = None,
        due_until: date | None = None,
        days_open: int | None = None,
    ) -> None: ...

    def __post_init__(self) -> None:
        """Refuse a selection that can take nothing."""
        self._must_hold_some("debtors", self.debtors)
        self._must_hold_some("categories", self.categories)
        self._must_hold_some("payment_methods", self.payment_methods)
        first, last = self.first_debtor, self.last_debtor
        if first is not None and last is not None and _number(last) < _number(first):
            raise InvalidValue(
                f"selection {self.name!r}: debtors from {first!r} to {last!r} are none; "
                "give the lower number first"
            )
        if self.days_open is not None and self.days_open < 0:
            raise InvalidValue(f"selection {self.name!r}: {self.days_open} days; give 0 or more")

    def _must_hold_some(self, what: str, names: frozenset[str] | None) -> None:
        if names is not None and not names:
            raise InvalidValue(
                f"selection {self.name!r}: no {what} at all; leave them out to select all"
            )

    def why_not(self, item: OpenItem, due_on: date) -> Iterator[Finding]:
        """Every criterion that an item does not meet, for a collection on a day."""
        if not self._has_debtor(item.debtor_id):
            yield OF_DEBTOR.finding(item.label, f"debtor {item.debtor_id} is not{self._selected}")
        if self.categories is not None and item.category not in self.categories:
            yield OF_CATEGORY.finding(
                item.label, _other("kind", item.category, self.categories) + self._by_name
            )
        methods = self.payment_methods
        if methods is not None and item.payment_method not in methods:
            yield OF_METHOD.finding(
                item.label, _other("payment method", item.payment_method, methods) + self._by_name
            )
        if item.kind is ItemKind.INVOICE:
            yield from self._too_young(item, due_on)
            yield from self._not_due(item, due_on)

    def _has_debtor(self, debtor_id: str) -> bool:
        if self.debtors is not None and debtor_id not in self.debtors:
            return False
        first, last = self.first_debtor, self.last_debtor
        if first is not None and _number(debtor_id) < _number(first):
            return False
        return last is None or _number(debtor_id) <= _number(last)

    def _too_young(self, item: OpenItem, due_on: date) -> Iterator[Finding]:
        if self.days_open is None or item.issued_on is None:
            return
        passed = (due_on - item.issued_on).days
        if passed < self.days_open:
            detail = (
                f"dated {item.issued_on}, {passed} days before the collection on {due_on}, and its "
                f"term is {self.days_open} days"
            )
            yield TERM_PASSED.finding(item.label, detail + self._by_name)

    def _not_due(self, item: OpenItem, due_on: date) -> Iterator[Finding]:
        if item.due_on is None:
            return
        if self.due_until is None:
            if item.due_on > due_on:
                detail = f"due on {item.due_on}, after the collection on {due_on}"
                yield NOT_DUE.finding(item.label, detail)
        elif item.due_on > self.due_until:
            detail = f"due on {item.due_on}, and selected are those due until {self.due_until}"
            yield OF_DUE_DATE.finding(item.label, detail + self._by_name)

    @property
    def _by_name(self) -> str:
        return f" (selection {self.name})" if self.name else ""

    @property
    def _selected(self) -> str:
        return f" in selection {self.name}" if self.name else " selected"


def _other(what: str, given: str, wanted: Iterable[str]) -> str:
    return f"{what} {given!r}, and selected are {', '.join(map(repr, sorted(wanted)))}"


def _number(debtor_id: str) -> list[tuple[int, int, str]]:
    """A debtor number by which 9 comes before 10, and a figure before a letter."""
    parts = (part for part in _DIGITS.split(debtor_id) if part)
    return [_figures(p) if _DIGITS.fullmatch(p) else (1, 0, p.casefold()) for p in parts]


def _figures(digits: str) -> tuple[int, int, str]:
    """A whole number of any length: of two, the one with more figures is the larger."""
    number = digits.lstrip("0")
    return (0, len(number), number)


EVERYTHING: Final = Selection()
"""All that is open, as far as it is due by the day of the collection."""


def why_not_selected(
    selections: Iterable[Selection], item: OpenItem, due_on: date
) -> tuple[Finding, ...]:
    """Nothing if one of the selections takes the item; else every reason of each of them."""
    reasons: list[Finding] = []
    nothing = True
    for selection in selections:
        nothing = False
        found = tuple(selection.why_not(item, due_on))
        if not found:
            return ()
        reasons.extend(found)
    if nothing:
        return (SOMETHING.finding(item.label, "the proposal was cleared, and nothing selected"),)
    return tuple(dict.fromkeys(reasons))


def why_not_wanted(item: OpenItem, preference: CollectionPreference | None) -> Iterator[Finding]:
    """Whether the debtor is collected from, unless the item itself departs from that."""
    if item.collect is True:
        return
    if item.collect is False:
        yield WANTED.finding(item.label, "the item is left out of direct debit")
        return
    if preference is None:
        return
    if not preference.collects:
        detail = f"debtor {item.debtor_id} is not collected from, but for items taken one by one"
        yield WANTED.finding(item.label, detail)
    first = preference.collect_from
    if first is not None and item.issued_on is not None and item.issued_on < first:
        detail = f"dated {item.issued_on}, and debtor {item.debtor_id} is collected from {first} on"
        yield FROM_DAY.finding(item.label, detail)


def why_another_scheme(
    item: OpenItem, mandate: Mandate, preferences: Mapping[str, CollectionPreference]
) -> Iterator[Finding]:
    """Whether an item would be collected under another scheme than the debtor's."""
    preference = preferences.get(mandate.debtor.id)
    if preference is not None and mandate.scheme is not preference.scheme:
        detail = (
            f"{mandate.label} is {mandate.scheme}, and debtor {mandate.debtor.id} is collected "
            f"from under {preference.scheme}"
        )
        yield OF_SCHEME.finding(item.label, detail)
