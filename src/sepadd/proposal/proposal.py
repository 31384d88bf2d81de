"""What would be collected: to be looked at, before anything is decided.

Every open item has a line: it is collected, or the line says why not, with every reason at once.
Nobody's ledger is touched.
"""

from __future__ import annotations

from dataclasses import field
from datetime import date
from typing import Final, NamedTuple

from sepadd.collection import Collection
from sepadd.display import ShownInNotebooks
from sepadd.findings import NO_FINDINGS, Findings, Sentence, Severity
from sepadd.frozen import dataclass
from sepadd.mandate import Mandate
from sepadd.open_item import OpenItem
from sepadd.proposal.edit import Edit
from sepadd.proposal.mandate_choice import (
    AMBIGUOUS_MANDATE,
    BLANKS_ONLY,
    DUPLICATE_MANDATE,
    FOREIGN_MANDATE,
    NO_MANDATE,
    OTHER_DEBTOR,
    OTHER_SCHEME,
    UNKNOWN_MANDATE,
)
from sepadd.proposal.selection import NOT_DUE
from sepadd.rulebook import Terms
from sepadd.values import Creditor, EndToEndId, Euro, RunId

HELD: Final = Sentence(
    "PRO-07",
    "An open item is in one live run at the most.",
    "nobody is debited twice",
    why="Two runs with the same item would debit the debtor twice.",
    hint="Leave the item to the run that holds it, or withdraw that run first.",
)
GIVEN_TWICE: Final = Sentence(
    "PRO-09",
    "An open item is given once.",
    "nobody is debited twice",
    why="An item that stands twice in the list, or in two collections, would be debited twice.",
    hint="Take one of the two out.",
)
REST: Final = Sentence(
    "PRO-15",
    "Of an item that was collected in part, only the rest is collected.",
    "nobody is debited twice",
    why=(
        "As long as the books show the whole amount as open, what has come in already would be "
        "debited once more."
    ),
    hint="Book what has come in, so that only the rest is open.",
)
NOTHING_OWED: Final = Sentence(
    "PRO-10",
    "What is netted comes to more than 0.00.",
    "a direct debit can only take",
    why="Where credit notes come to as much as the invoices, nothing is left to be taken.",
    hint="Wait for further invoices, leave credit notes out, or refund them by credit transfer.",
)
REFUND_REQUIRED: Final = Sentence(
    "PRO-14",
    "A credit note is set off against invoices, or refunded by a credit transfer.",
    "a direct debit can only take",
    why="By itself a credit note leaves nothing to be debited.",
    hint="Set it off against invoices under the same mandate, or pay it by credit transfer.",
)
LEFT_OUT: Final = Sentence(
    "PRO-12",
    "The remittance names every item that is settled.",
    "EPC130-08, RmtInf/Ustrd: 140 characters",
    Severity.WARNING,
    why=(
        "The text has room for 140 characters; of an item that it does not name, the debtor cannot "
        "see on the statement that it was paid."
    ),
    hint="Tell the debtor in another way what is collected, or collect fewer items at once.",
)

PROPOSAL_SENTENCES: Final = (
    NO_MANDATE,
    UNKNOWN_MANDATE,
    FOREIGN_MANDATE,
    AMBIGUOUS_MANDATE,
    DUPLICATE_MANDATE,
    OTHER_SCHEME,
    HELD,
    NOT_DUE,
    GIVEN_TWICE,
    NOTHING_OWED,
    OTHER_DEBTOR,
    LEFT_OUT,
    BLANKS_ONLY,
    REFUND_REQUIRED,
    REST,
)
"""Why an item may not be collected, apart from the rules for mandates and collections."""


class ProposalLine(NamedTuple):
    """One open item: collected, or the reasons why not.

    ``item`` has the amount that is to be collected of it; ``open`` is what is open of it in the
    books, where that is another amount.
    """

    item: OpenItem
    mandate: Mandate | None
    reasons: Findings
    """Errors are why it is not collected; warnings are to be known."""
    end_to_end_id: EndToEndId | None
    """Which collection settles it, if one does."""
    open: Euro | None = None

    @property
    def amount(self) -> Euro:
        """What it adds to a collection, or, as a credit note, takes off: then below zero."""
        return self.item.balance

    @property
    def to_refund(self) -> bool:
        """Whether it is a credit note that has to be paid out, by a credit transfer."""
        return any(reason.rule == REFUND_REQUIRED.id for reason in self.reasons)

    @property
    def ok(self) -> bool:
        """Whether it is collected."""
        return self.end_to_end_id is not None

    @property
    def status(self) -> str:
        """``OK``, or every reason in a sentence."""
        return "OK" if self.ok else "; ".join(reason.detail for reason in self.reasons.errors)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal(ShownInNotebooks):
    """A line for each open item, and the collections that the good ones make.

    ``earliest_due_on`` is the first due date that everything in it could have; ``send_by`` the last
    business day on which the bank can receive it for the due date that was asked for. Both are
    absent where no item came as far as a mandate. ``whole`` is what was found of the creditor and
    of the collections together. ``edits`` are the changes made by hand, in their order.
    """

    id: RunId
    creditor: Creditor
    due_on: date
    lines: tuple[ProposalLine, ...]
    collections: tuple[Collection, ...] = ()
    earliest_due_on: date | None = None
    send_by: date | None = None
    whole: Findings = NO_FINDINGS
    edits: tuple[Edit, ...] = ()
    judged: tuple[Terms, tuple[Collection, ...]] | None = field(
        default=None, repr=False, compare=False
    )
    """The terms under which the rules were put, and the collections that they were put to."""

    @property
    def label(self) -> str:
        """How a finding names it."""
        return f"run {self.id}"

    def was_judged_under(self, terms: Terms) -> bool:
        """Whether the rules were put to just these collections, under just these terms.

        A rule knows nothing but its subject and the terms, so it would say the same again.
        """
        if self.judged is None:
            return False
        under, collections = self.judged
        return collections is self.collections and under == terms

    @property
    def total(self) -> Euro:
        """What would be collected in all."""
        return Euro.total(collection.amount for collection in self.collections)

    @property
    def left_out(self) -> tuple[ProposalLine, ...]:
        """The lines that are not collected."""
        return tuple(line for line in self.lines if not line.ok)

    @property
    def findings(self) -> Findings:
        """All that was found, each once: of the whole, then line by line."""
        reasons = (reason for line in self.lines for reason in line.reasons)
        return Findings(dict.fromkeys((*self.whole, *reasons)))
