"""What was changed by hand before a run was prepared, by whom and why.

An edit is kept, and applied each time that the proposal is made anew: so what was changed outlives
a refresh, and what cannot be kept is named.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final, NamedTuple

from sepadd.findings import Finding, InvalidValue, Sentence, Severity
from sepadd.frozen import dataclass
from sepadd.open_item import Invoice, ItemKey, ItemLike, OpenItem
from sepadd.proposal.selection import Selection
from sepadd.values import ZERO, Amount, Euro, reads

EXCLUDED: Final = Sentence(
    "EDT-01",
    "The item was not taken out by hand.",
    "the user's own edit",
    why="Whoever took it out meant it, so it stays out however often the proposal is made anew.",
    hint="Take the item in again, if the reason has gone.",
)
ABOVE_OPEN: Final = Sentence(
    "EDT-02",
    "Not more is collected of an item than is open of it.",
    "unless one says so",
    why="The debtor would be debited for more than is owed, mostly by a slip.",
    hint="Lower the amount, or say (above_open) that more is meant.",
)
NOT_KEPT: Final = Sentence(
    "EDT-03",
    "An item that was changed by hand is still open.",
    "the user's own edit",
    Severity.WARNING,
    why="The change has nothing left to apply to, and would vanish without a word.",
    hint="Look in the books for what became of the item.",
)
ADDED: Final = Sentence(
    "EDT-04",
    "An item that was added by hand becomes an open item in the books.",
    "the user's own edit",
    Severity.WARNING,
    why=(
        "It is collected although the books do not know it yet, and there would be nothing there "
        "to close when the money comes."
    ),
    hint="Enter the item in the books.",
)

IN_THE_BOOKS: Final = Sentence(
    "EDT-05",
    "An item that was added by hand is not in the books yet.",
    "the user's own edit",
    Severity.WARNING,
    why=(
        "The item is there twice by now, and both would be debited; that of the books is the one "
        "that counts."
    ),
    hint="Check the amount in the books, since it is what is collected.",
)

EDIT_SENTENCES: Final = (EXCLUDED, ABOVE_OPEN, NOT_KEPT, ADDED, IN_THE_BOOKS)
"""What is said of items that were changed by hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Edit:
    """``at`` is an instant with its offset; ``by`` the user's own name for who did it."""

    at: datetime
    by: str = ""
    why: str = ""

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise InvalidValue(
                f"edit at {self.at}: the time zone is missing; "
                "datetime.now(tz=ZoneInfo('Europe/Amsterdam')) has one"
            )


@reads
@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class Excluded(_Edit):
    """An item was taken out: it stays open."""

    item: ItemKey

    def __init__(
        self,
        *,
        at: datetime,
        item: ItemLike,
        by: str = "",
        why: str = "",
    ) -> None: ...


@reads
@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class Included(_Edit):
    """An item was taken in, though it is not due, not selected, or of a debtor left out.

    A mandate, and the scheme it was given for, it still needs; and what is blocked stays blocked.
    """

    item: ItemKey

    def __init__(
        self,
        *,
        at: datetime,
        item: ItemLike,
        by: str = "",
        why: str = "",
    ) -> None: ...


@reads
@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class AmountChanged(_Edit):
    """Another amount, above zero, is collected of an item than is open of it.

    More than is open is refused unless ``above_open`` says that it is meant.
    """

    item: ItemKey
    amount: Euro
    above_open: bool

    def __init__(
        self,
        *,
        at: datetime,
        item: ItemLike,
        amount: Amount,
        by: str = "",
        why: str = "",
        above_open: bool = False,
    ) -> None: ...

    def __post_init__(self) -> None:
        # slots=True makes the class a second time, and a bare super() still means the first one:
        # it would raise a TypeError. The name AmountChanged is the second by the time this runs.
        super(AmountChanged, self).__post_init__()  # noqa: UP008 - as just said
        if self.amount <= ZERO:
            raise InvalidValue(
                f"amount {self.amount} for {self.item}: needs to be above 0.00; "
                "to collect nothing of it, take it out"
            )


@reads
@dataclass(frozen=True, slots=True, kw_only=True)
class Added(_Edit):
    """An item that is not in the books was added: it becomes a new open item there.

    Once the books have it, what they say of it counts.
    """

    item: Invoice


@reads
@dataclass(frozen=True, slots=True, kw_only=True)
class Widened(_Edit):
    """What another selection takes is proposed too."""

    selection: Selection


@reads
@dataclass(frozen=True, slots=True, kw_only=True)
class Cleared(_Edit):
    """Everything was taken out: the selections and edits before no longer count."""


Edit = Excluded | Included | AmountChanged | Added | Widened | Cleared
"""Anything that can be changed by hand."""


class Edited(NamedTuple):
    """What all edits come to: of each item the last word."""

    selections: tuple[Selection, ...]
    taken: Mapping[ItemKey, Excluded | Included]
    amounts: Mapping[ItemKey, AmountChanged]
    added: Mapping[ItemKey, Invoice]

    @property
    def anything(self) -> bool:
        """Whether anything was changed but the selection."""
        return bool(self.taken or self.amounts or self.added)

    def as_collected(self, item: OpenItem) -> OpenItem:
        """The item with the amount that is to be collected of it."""
        changed = self.amounts.get(item.key)
        if changed is None or changed.amount == item.amount:
            return item
        return replace(item, amount=changed.amount)

    def included(self, item: OpenItem) -> bool:
        """Whether an item was taken in by hand; what was added by hand was."""
        return isinstance(self.taken.get(item.key), Included) or self._has_added(item)

    def _has_added(self, item: OpenItem) -> bool:
        """Whether the item is one that was added by hand, as added or as it is in the books now."""
        added = self.added.get(item.key)
        return added is not None and added.debtor_id == item.debtor_id

    def excluded(self, key: ItemKey) -> bool:
        """Whether an item was taken out by hand."""
        return isinstance(self.taken.get(key), Excluded)

    def about(self, item: OpenItem) -> tuple[Finding, ...]:
        """What stands against an item as it is open in the books, because of the edits."""
        found: list[Finding] = []
        key = item.key
        if isinstance(out := self.taken.get(key), Excluded):
            by = f" by {out.by}" if out.by else ""
            why = f": {out.why}" if out.why else ""
            found.append(EXCLUDED.finding(item.label, f"taken out{by}{why}"))
        changed = self.amounts.get(key)
        if changed is not None and changed.amount > item.amount and not changed.above_open:
            detail = (
                f"{changed.amount} is to be collected, and {item.amount} is open: collect at most "
                "that, or say that more is meant"
            )
            found.append(ABOVE_OPEN.finding(item.label, detail))
        return tuple(found)

    def new(self, items: Iterable[OpenItem]) -> tuple[Invoice, ...]:
        """What was added by hand, and is not among the items of the books yet."""
        if not self.added:
            return ()
        known = frozenset(item.key for item in items if self._has_added(item))
        return tuple(item for key, item in self.added.items() if key not in known)

    def kept(self, edits: Iterable[Edit], new: Iterable[Invoice]) -> tuple[Edit, ...]:
        """The edits without those that added what the books have by now."""
        still_new = frozenset(item.key for item in new)
        return tuple(e for e in edits if not isinstance(e, Added) or e.item.key in still_new)

    def about_books(self, items: Iterable[OpenItem]) -> tuple[Finding, ...]:
        """What is to be said of the edits beside the items of the books: missing, new, or known."""
        if not self.anything:
            return ()
        books = {item.key: item for item in items}
        edited_keys = dict.fromkeys((*self.taken, *self.amounts))
        missing = (
            NOT_KEPT.finding(str(key), "it is no longer open, so its edit falls away")
            for key in edited_keys
            if key not in books and key not in self.added
        )
        added = (self._about_added(item, books.get(key)) for key, item in self.added.items())
        return (*missing, *(finding for finding in added if finding is not None))

    def _about_added(self, added: Invoice, known: OpenItem | None) -> Finding | None:
        told = f"{added.amount} of debtor {added.debtor_id}, added by hand"
        if known is not None and self._has_added(known):
            detail = f"{told}; the books have it by now, with {known.amount}: that counts"
            return IN_THE_BOOKS.finding(added.label, detail)
        if known is not None or self.excluded(added.key):
            return None  # its line says why it is not collected
        return ADDED.finding(added.label, told)


def edited(selection: Selection, edits: Iterable[Edit]) -> Edited:
    """What edits come to, one after the other, on what was selected at first."""
    selections = [selection]
    taken: dict[ItemKey, Excluded | Included] = {}
    amounts: dict[ItemKey, AmountChanged] = {}
    added: dict[ItemKey, Invoice] = {}
    for edit in edits:
        match edit:
            case Excluded() | Included():
                taken[edit.item] = edit
            case AmountChanged():
                amounts[edit.item] = edit
            case Added():
                added[edit.item.key] = edit.item
            case Widened():
                selections.append(edit.selection)
            case Cleared():
                selections, taken, amounts, added = [], {}, {}, {}
    return Edited(tuple(dict.fromkeys(selections)), taken, amounts, added)
