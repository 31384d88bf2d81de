"""A new mandate is made out, to be signed later: one for all of a debtor's invoices, or for one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date
from typing import Final, NamedTuple

from sepadd.books import Books
from sepadd.debtors.debtor_card import DebtorCard
from sepadd.findings import IllegalStep
from sepadd.mandate import Mandate, MandateStatus, ReferenceMask, Scheme
from sepadd.open_item import Invoice, ItemKey, ItemKind, OpenItem
from sepadd.values import CreditorIdentifier, Debtor, MandateReference

_LIVING: Final = frozenset({MandateStatus.UNSIGNED, MandateStatus.ACTIVE, MandateStatus.SUSPENDED})


def must_collect(books: Books) -> CreditorIdentifier:
    """What a creditor collects under. Raises :class:`IllegalStep`, saying why, where it cannot."""
    identifier = books.identifier
    if identifier is None:
        raise IllegalStep(f"{books.creditor.label}: {why_not(books)}")
    return identifier


def why_not(books: Books) -> str | None:
    """Why nothing can be collected for a creditor, as a sentence; nothing if it can."""
    if not books.creditor.collecting_accounts:
        return "no mandate is made out, since no account of it collects: give it one that does"
    if books.identifier is None:
        return "no mandate is made out, since its identifier is missing: give it"
    return None


class MandateMaker(NamedTuple):
    """Who makes out a debtor's mandates, unsigned, with references that are not taken.

    ``on`` is for references that hold a date, and the day on which a mandate has to be alive.
    """

    debtor: Debtor
    scheme: Scheme
    references: ReferenceMask
    on: date

    def living_recurrent(self, books: Books) -> Mandate | None:
        """The debtor's recurrent mandate of the scheme that is there already, if one is."""
        for mandate in books.mandates_of(self.debtor.id):
            fits = mandate.scheme is self.scheme and not mandate.one_off
            if fits and mandate.status(self.on) in _LIVING:
                return mandate
        return None

    def recurrent(self, books: Books) -> Mandate:
        """One for all invoices. Raises :class:`IllegalStep` for a creditor that cannot collect."""
        identifier = must_collect(books)
        return self._mandate(books, identifier, None, _taken(books.mandates, identifier))

    def per_invoice(self, books: Books, items: Iterable[OpenItem]) -> dict[ItemKey, Mandate]:
        """One for each invoice that has none. Raises as :meth:`recurrent` does."""
        identifier = must_collect(books)
        taken = set(_taken(books.mandates, identifier))
        made: dict[ItemKey, Mandate] = {}
        for item in items:
            if item.kind is ItemKind.INVOICE and item.mandate is None:
                mandate = self._mandate(books, identifier, item.number, taken)
                taken.add(mandate.reference)
                made[item.key] = mandate
        return made

    def _mandate(
        self,
        books: Books,
        identifier: CreditorIdentifier,
        invoice: str | None,
        taken: AbstractSet[MandateReference],
    ) -> Mandate:
        reference = self.references.reference(
            creditor=books.code,
            debtor=self.debtor.id,
            invoice=invoice,
            scheme=self.scheme,
            on=self.on,
            taken=taken,
        )
        return Mandate(
            reference=reference,
            creditor_identifier=identifier,
            debtor=self.debtor,
            scheme=self.scheme,
            one_off=invoice is not None,
        )


def _taken(
    mandates: Iterable[Mandate], identifier: CreditorIdentifier
) -> AbstractSet[MandateReference]:
    """The references that a creditor's mandates have, or had before they were amended."""
    own, references = identifier.identity, set[MandateReference]()
    for mandate in mandates:
        if not mandate.amendments:
            if mandate.creditor_identifier.identity == own:
                references.add(mandate.reference)
            continue
        references.update(
            MandateReference(key) for identity, key in mandate.keys if identity == own
        )
    return references


def naming(
    items: Iterable[OpenItem], named: Mapping[ItemKey, MandateReference]
) -> tuple[OpenItem, ...]:
    """The open items, in their order; those that are ``named`` name their new mandate."""
    return tuple(
        replace(item, mandate=named[item.key]) if item.key in named else item for item in items
    )


class ForInvoice(NamedTuple):
    """A new invoice of a one-off debtor, naming the mandate that was made out for it."""

    mandate: Mandate
    invoice: Invoice


def mandate_for(
    invoice: Invoice,
    card: DebtorCard,
    books: Books,
    *,
    references: ReferenceMask,
    on: date,
) -> ForInvoice:
    """Make out the one-off mandate of an invoice that has just come, to be signed later.

    Raises :class:`IllegalStep` for another debtor's invoice, one that names a mandate already, a
    debtor who is not collected from one-off, and a creditor that cannot collect;
    :class:`RulesViolated` with all that the card misses.
    """
    if invoice.debtor_id != card.id:
        raise IllegalStep(f"{invoice.label} is debtor {invoice.debtor_id}'s, not {card.id}'s")
    if invoice.mandate is not None:
        raise IllegalStep(f"{invoice.label} names mandate {invoice.mandate} already")
    if not card.preference.collects or not card.preference.one_off:
        raise IllegalStep(f"{card.label} is not collected from one-off: {invoice.label} needs none")
    must_collect(books)
    maker = MandateMaker(card.debtor, card.preference.scheme, references, on)
    mandate = maker.per_invoice(books, (invoice,))[invoice.key]
    return ForInvoice(mandate, replace(invoice, mandate=mandate.reference))
