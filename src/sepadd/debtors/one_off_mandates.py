"""A debtor goes over from one mandate for all invoices to one for each, or back again."""

from __future__ import annotations

from collections.abc import Collection as Many
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from sepadd.books import Books
from sepadd.debtors.debtor_card import DebtorCard
from sepadd.debtors.enrolment import Enrolment
from sepadd.debtors.new_mandate import MandateMaker, must_collect, naming
from sepadd.findings import IllegalStep
from sepadd.mandate import Mandate, ReferenceMask, why_kept
from sepadd.open_item import ItemKey, ItemLike, OpenItem


def to_one_off(
    card: DebtorCard,
    books: Books,
    *,
    references: ReferenceMask,
    on: date,
    left_out: Iterable[ItemLike] = (),
) -> Enrolment:
    """Collect from a debtor with a mandate for each invoice, instead of one for all.

    The recurrent mandate that was never signed is deleted, and each open invoice gets a mandate of
    its own, but those that are ``left_out``. A signed one stays, and items that name it keep it.
    ``card`` is the debtor's as it is to be. Raises as :func:`sepadd.debtors.mandate_for` does.
    """
    if not card.preference.one_off:
        raise IllegalStep(f"{card.label} is to be collected from with one mandate, not one-off")
    apart = frozenset(map(ItemKey.of, left_out))
    kept, deleted = _cleared(card, books, one_off=False)
    maker = MandateMaker(card.debtor, card.preference.scheme, references, on)
    made = maker.per_invoice(kept, _own(card, kept, apart))
    return Enrolment(
        books=books,
        made=tuple(made.values()),
        deleted=deleted,
        items=naming(kept.open_items, {key: mandate.reference for key, mandate in made.items()}),
        left_out=apart,
    )


def to_recurrent(
    card: DebtorCard,
    books: Books,
    *,
    references: ReferenceMask,
    on: date,
    left_out: Iterable[ItemLike] = (),
) -> Enrolment:
    """Collect from a debtor under one mandate for all invoices, instead of one for each.

    The one-off mandates that were never signed are deleted, and what named them names the recurrent
    one: the debtor's own that is unsigned, active or on hold on the day, or else a new one. A
    signed one-off stays, for its invoice. ``card`` is the debtor's as it is to be. Raises as
    :func:`sepadd.debtors.mandate_for` does.
    """
    if card.preference.one_off:
        raise IllegalStep(f"{card.label} is to be collected from one-off, not with one mandate")
    apart = frozenset(map(ItemKey.of, left_out))
    kept, deleted = _cleared(card, books, one_off=True)
    maker = MandateMaker(card.debtor, card.preference.scheme, references, on)
    known = maker.living_recurrent(kept)
    mandate = known or maker.recurrent(kept)
    own = (item for item in _own(card, kept, apart) if item.mandate is None)
    return Enrolment(
        books=books,
        made=() if known else (mandate,),
        deleted=deleted,
        items=naming(kept.open_items, {item.key: mandate.reference for item in own}),
        left_out=apart,
    )


def _cleared(card: DebtorCard, books: Books, *, one_off: bool) -> tuple[Books, tuple[Mandate, ...]]:
    """The books without the debtor's unused mandates of one kind, which no item names; and those.

    Raises :class:`IllegalStep` for a creditor that cannot collect.
    """
    must_collect(books)
    deleted = _of_no_use(card, books, one_off=one_off)
    mandates, items = _staying(books.mandates, deleted), _without(books.open_items, deleted)
    return replace(books, mandates=mandates, open_items=items), deleted


def _own(card: DebtorCard, books: Books, left_out: Many[ItemKey]) -> Iterator[OpenItem]:
    """The debtor's open items, but those that are left out."""
    for item in books.open_items:
        if item.debtor_id == card.id and item.key not in left_out:
            yield item


def _of_no_use(card: DebtorCard, books: Books, *, one_off: bool) -> tuple[Mandate, ...]:
    """The debtor's mandates of one kind that were never signed, nor collected under."""
    return tuple(
        mandate
        for mandate in books.mandates_of(card.id)
        if mandate.one_off is one_off
        and mandate.signed_on is None
        and mandate.revoked_on is None
        and mandate.replaced_on is None
        and why_kept(mandate) is None
    )


def _staying(mandates: Iterable[Mandate], deleted: Sequence[Mandate]) -> tuple[Mandate, ...]:
    # By identity: of two mandates alike in all they say, only the one that was found goes.
    gone = {id(mandate) for mandate in deleted}
    return tuple(mandate for mandate in mandates if id(mandate) not in gone)


def _without(items: Iterable[OpenItem], deleted: Iterable[Mandate]) -> tuple[OpenItem, ...]:
    """The items, naming none of the mandates that are deleted."""
    gone = {mandate.reference for mandate in deleted}
    return tuple(replace(i, mandate=None) if i.mandate in gone else i for i in items)
