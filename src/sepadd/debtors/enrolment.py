"""Switching a debtor to collection: the wishes, and a mandate to be signed for each creditor.

What was open before the switch is taken along or not, as one says: it is never guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, NamedTuple

from sepadd.books import Books
from sepadd.debtors.debtor_card import CARD_SENTENCES, DebtorCard
from sepadd.debtors.new_mandate import MandateMaker, naming, why_not
from sepadd.findings import NO_FINDINGS, Finding, Findings, IllegalStep, Sentence, Severity
from sepadd.mandate import Mandate, ReferenceMask, Scheme
from sepadd.open_item import ItemKey, OpenItem
from sepadd.proposal import CollectionPreference

CREDITOR_COLLECTS: Final = Sentence(
    "ENR-07",
    "A creditor with an identifier and an account that collects can be given a mandate.",
    "EPC262-08, AT-E005; EPC016-06, AT-C001",
    Severity.WARNING,
    why=(
        "The mandate form names the creditor by its identifier, and what is collected needs an "
        "account to go to."
    ),
    hint="Complete the creditor: its identifier, and an account that collects.",
)

ENROLMENT_SENTENCES: Final = (*CARD_SENTENCES, CREDITOR_COLLECTS)
"""What is asked of a debtor and a creditor before anything is collected."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolment:
    """What a switch does to the books of one creditor.

    ``made`` are the new mandates, not signed yet; ``deleted`` those that were never signed and are
    of no use any more. ``items`` are all open items as they are now, in their order: what was taken
    along names its mandate. ``left_out`` are those of the debtor that are not collected: to be
    kept, as items that were left out one by one.
    """

    books: Books
    made: tuple[Mandate, ...] = ()
    deleted: tuple[Mandate, ...] = ()
    items: tuple[OpenItem, ...] = ()
    left_out: frozenset[ItemKey] = frozenset()

    @property
    def mandates(self) -> tuple[Mandate, ...]:
        """All mandates of the creditor as they are now: what was there and stays, then the new."""
        # By identity: of two mandates alike in all they say, only the one that was found goes.
        gone = {id(mandate) for mandate in self.deleted}
        stay = (each for each in self.books.mandates if id(each) not in gone)
        return (*stay, *self.made)

    @property
    def now(self) -> Books:
        """The books as they are now."""
        return replace(self.books, open_items=self.items, mandates=self.mandates)


class Switch(NamedTuple):
    """A debtor's card as it is now, and what became of each creditor's books."""

    card: DebtorCard
    enrolments: tuple[Enrolment, ...]
    findings: Findings = NO_FINDINGS
    """Of creditors that cannot collect, and so were given no mandate."""


def enrol(
    card: DebtorCard,
    books: Iterable[Books],
    *,
    references: ReferenceMask,
    on: date,
    take_open_items: bool,
    scheme: Scheme = Scheme.CORE,
    one_off: bool = False,
) -> Switch:
    """Switch a debtor to collection: an unsigned mandate for each creditor that can collect.

    A recurrent mandate that the debtor has already is used, signed or not, and creditors that share
    an identifier share the mandate. ``take_open_items`` says whether what is open is collected too;
    it has no default. With ``one_off``, each open invoice that is taken along gets a mandate of its
    own, and each later one its own by :func:`sepadd.debtors.mandate_for`. An item that names a
    mandate keeps it. ``on`` is for references that hold a date. Raises :class:`RulesViolated` with
    all that the card still misses, and :class:`IllegalStep` where the debtor is switched on
    already.
    """
    if card.preference.collects:
        raise IllegalStep(
            f"{card.label} is collected from already: switch it off first, or leave it"
        )
    wish = replace(card.preference, collects=True, scheme=scheme, one_off=one_off)
    chosen = replace(card, preference=wish)
    maker = MandateMaker(chosen.debtor, scheme, references, on)
    given = tuple(books)
    shared: dict[str, Mandate] = {}
    enrolled = tuple(
        _enrolled(each, maker, wish, shared, take_open_items=take_open_items) for each in given
    )
    return Switch(chosen, enrolled, Findings(_cannot_collect(given)))


def _cannot_collect(all_books: Iterable[Books]) -> Iterator[Finding]:
    for each in all_books:
        if (why := why_not(each)) is not None:
            yield CREDITOR_COLLECTS.finding(each.creditor.label, why)


def _enrolled(
    books: Books,
    maker: MandateMaker,
    wish: CollectionPreference,
    shared: dict[str, Mandate],
    *,
    take_open_items: bool,
) -> Enrolment:
    """The books of one creditor after the switch; one that cannot collect keeps them."""
    own = [item for item in books.open_items if item.debtor_id == maker.debtor.id]
    identifier = books.identifier
    if identifier is None:
        return Enrolment(books=books, items=books.open_items)
    left_out = frozenset[ItemKey]() if take_open_items else frozenset(item.key for item in own)
    taken = own if take_open_items else []
    if wish.one_off:
        made = maker.per_invoice(books, taken)
        named = {key: mandate.reference for key, mandate in made.items()}
        new = tuple(made.values())
    else:
        known = shared.get(identifier.identity) or maker.living_recurrent(books)
        mandate = known or maker.recurrent(books)
        shared[identifier.identity] = mandate
        named = {item.key: mandate.reference for item in taken if item.mandate is None}
        new = () if known else (mandate,)
    return Enrolment(
        books=books,
        made=new,
        items=naming(books.open_items, named),
        left_out=left_out,
    )
