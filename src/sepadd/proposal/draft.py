"""What one asks to be proposed: for which run and day, which items, how, and with what changes.

A draft holds no items and no mandates. It is proposed again as often as the books change, and the
changes made by hand are kept.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from sepadd.collection import PurposeCode
from sepadd.findings import InvalidValue
from sepadd.mandate import Scheme
from sepadd.open_item import Invoice, ItemKey
from sepadd.proposal.edit import (
    Added,
    AmountChanged,
    Cleared,
    Edit,
    Edited,
    Excluded,
    Included,
    Widened,
)
from sepadd.proposal.edit import edited as edited_by
from sepadd.proposal.limits import NO_LIMITS, CollectingLimits
from sepadd.proposal.netting import CreditNotes, Discounted
from sepadd.proposal.selection import EVERYTHING, Selection
from sepadd.values import Euro, Iban, RunId, must_be_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A collection run as it is being worked on, before anything is decided.

    ``account`` names the creditor's account to collect on, else the first that fits the mandate's
    identifier. ``scheme`` keeps to mandates of one scheme. ``condense`` makes one collection of all
    items under a mandate, with credit notes set off as ``credit_notes`` says; else one of each
    invoice, and credit notes wait. ``description`` opens every remittance text. ``edits`` are all
    changes by hand, in their order: each verb gives a new draft, and this one stays as it is.
    Raises :class:`InvalidValue` for an ``id`` that is no :class:`RunId` and a ``due_on`` that is no
    calendar day.

    >>> from datetime import UTC
    >>> from sepadd.testing import DUE_ON, INVOICE
    >>> draft = Draft(id=RunId("2026-12"), due_on=DUE_ON)
    >>> at = datetime(2026, 11, 23, 9, tzinfo=UTC)
    >>> [type(edit).__name__ for edit in draft.exclude(INVOICE.key, at=at, by="anna").edits]
    ['Excluded']
    """

    id: RunId
    due_on: date
    selection: Selection = EVERYTHING
    account: Iban | None = None
    scheme: Scheme | None = None
    condense: bool = True
    credit_notes: CreditNotes = CreditNotes.ALL_WAIT
    discount: Discounted | None = None
    limits: CollectingLimits = NO_LIMITS
    description: str = ""
    purpose: PurposeCode | None = None
    category_purpose: PurposeCode | None = None
    edits: tuple[Edit, ...] = ()

    def __post_init__(self) -> None:
        """Refuse an id that is a text, which nobody has looked at, and a due date that is none."""
        if not isinstance(self.id, RunId):
            raise InvalidValue(f"id {self.id!r} of a draft: needs a RunId, RunId({self.id!r})")
        must_be_day(self.due_on, "due_on", f"draft {self.id}")

    @property
    def edited(self) -> Edited:
        """What all edits come to."""
        return edited_by(self.selection, self.edits)

    def _and(self, edit: Edit) -> Draft:
        return replace(self, edits=(*self.edits, edit))

    def exclude(self, item: ItemKey, *, at: datetime, by: str = "", why: str = "") -> Draft:
        """Take an item out; it stays open."""
        return self._and(Excluded(item=item, at=at, by=by, why=why))

    def include(self, item: ItemKey, *, at: datetime, by: str = "", why: str = "") -> Draft:
        """Take an item in that is not due, not selected, or of a debtor who is left out."""
        return self._and(Included(item=item, at=at, by=by, why=why))

    def change_amount(
        self,
        item: ItemKey,
        amount: Euro,
        *,
        at: datetime,
        by: str = "",
        why: str = "",
        above_open: bool = False,
    ) -> Draft:
        """Collect another amount of an item, above zero.

        More than is open of it is refused on the proposal, unless ``above_open`` says it is meant.
        """
        changed = AmountChanged(
            item=item, amount=amount, above_open=above_open, at=at, by=by, why=why
        )
        return self._and(changed)

    def add(self, item: Invoice, *, at: datetime, by: str = "", why: str = "") -> Draft:
        """Collect what is not in the books yet: it becomes a new open item there."""
        return self._and(Added(item=item, at=at, by=by, why=why))

    def widen(self, selection: Selection, *, at: datetime, by: str = "", why: str = "") -> Draft:
        """Propose what another selection takes, too."""
        return self._and(Widened(selection=selection, at=at, by=by, why=why))

    def clear(self, *, at: datetime, by: str = "", why: str = "") -> Draft:
        """Take everything out, and forget the changes before: what to do with it comes next."""
        return self._and(Cleared(at=at, by=by, why=why))
