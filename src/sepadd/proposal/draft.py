"""What one asks to be proposed: for which run and day, which items, how, and with what changes.

A draft holds no items and no mandates. It is proposed again as often as the books change, and the
changes made by hand are kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from sepadd.collection import PurposeCode, PurposeCodeLike
from sepadd.frozen import dataclass
from sepadd.mandate import Scheme, SchemeLike
from sepadd.open_item import Invoice, ItemKey, ItemLike
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
from sepadd.values import Amount, Iban, IbanLike, RunId, RunIdLike, reads


@reads
@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class Draft:
    """A collection run as it is being worked on, before anything is decided.

    ``account`` names the creditor's account to collect on, else the first that fits the mandate's
    identifier. ``scheme`` keeps to mandates of one scheme. ``condense`` makes one collection of all
    items under a mandate, with credit notes set off as ``credit_notes`` says; else one of each
    invoice, and credit notes wait. ``description`` opens every remittance text. ``edits`` are all
    changes by hand, in their order: each verb gives a new draft, and this one stays as it is.
    Raises :class:`InvalidValue`.

    >>> from datetime import UTC
    >>> from sepadd.testing import DUE_ON, INVOICE
    >>> draft = Draft(id=RunId("2026-12"), due_on=DUE_ON)
    >>> at = datetime(2026, 11, 23, 9, tzinfo=UTC)
    >>> [type(edit).__name__ for edit in draft.exclude(INVOICE, at=at, by="anna").edits]
    ['Excluded']
    """

    id: RunId
    due_on: date
    selection: Selection
    account: Iban | None
    scheme: Scheme | None
    condense: bool
    credit_notes: CreditNotes
    discount: Discounted | None
    limits: CollectingLimits
    description: str
    purpose: PurposeCode | None
    category_purpose: PurposeCode | None
    edits: tuple[Edit, ...]

    def __init__(
        self,
        *,
        id: RunIdLike,
        due_on: date,
        selection: Selection = EVERYTHING,
        account: IbanLike | None = None,
        scheme: SchemeLike | None = None,
        condense: bool = True,
        credit_notes: CreditNotes = CreditNotes.ALL_WAIT,
        discount: Discounted | None = None,
        limits: CollectingLimits = NO_LIMITS,
        description: str = "",
        purpose: PurposeCodeLike | None = None,
        category_purpose: PurposeCodeLike | None = None,
        edits: Iterable[Edit] = (),
    ) -> None: ...

    @property
    def label(self) -> str:
        """How a message names it."""
        return f"draft {self.id}"

    @property
    def edited(self) -> Edited:
        """What all edits come to."""
        return edited_by(self.selection, self.edits)

    def _and(self, edit: Edit) -> Draft:
        return replace(self, edits=(*self.edits, edit))

    def exclude(self, item: ItemLike, *, at: datetime, by: str = "", why: str = "") -> Draft:
        """Take an item, given itself or by its key, out; it stays open."""
        return self._and(Excluded(item=ItemKey.of(item), at=at, by=by, why=why))

    def include(self, item: ItemLike, *, at: datetime, by: str = "", why: str = "") -> Draft:
        """Take an item in that is not due, not selected, or of a debtor who is left out."""
        return self._and(Included(item=ItemKey.of(item), at=at, by=by, why=why))

    def change_amount(
        self,
        item: ItemLike,
        amount: Amount,
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
            item=ItemKey.of(item), amount=amount, above_open=above_open, at=at, by=by, why=why
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
