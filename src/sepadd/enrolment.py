"""Switching a debtor to collection: the account, the wishes, and a mandate to be signed.

A debtor's card in the books may be half filled in; everything that is missing is told at once. What
was open before the switch is taken along or not, as one says: it is never guessed.
"""

from __future__ import annotations

from collections.abc import Collection as Many
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Final, NamedTuple

from sepadd.accounts import Bic, Iban
from sepadd.findings import (
    NO_FINDINGS,
    Finding,
    Findings,
    IllegalStep,
    InvalidValue,
    RulesViolated,
    Severity,
)
from sepadd.identifiers import CreditorIdentifier, MandateReference
from sepadd.mandate import Mandate, MandateStatus, Scheme
from sepadd.mandate_life import why_kept
from sepadd.open_item import Invoice, ItemKey, ItemKind, OpenItem
from sepadd.party import Creditor, Debtor, DebtorKind, PostalAddress
from sepadd.reference_mask import ReferenceMask
from sepadd.rulebook.rule import Sentence

SWITCHED_OFF: Final = Sentence(
    "ENR-01",
    "The debtor is collected from.",
    "the user's own setting",
    Severity.WARNING,
)
HAS_NAME: Final = Sentence("ENR-02", "The debtor has a name.", "EPC016-06, AT-P001")
HAS_ACCOUNT: Final = Sentence(
    "ENR-03", "The debtor has an account to collect from.", "EPC016-06, AT-D001"
)
ACCOUNT_IN_SEPA: Final = Sentence(
    "ENR-04", "The account to collect from is in SEPA.", "EPC409-09 v8.0"
)
COMPANY_FOR_B2B: Final = Sentence(
    "ENR-05", "Under B2B is collected from companies.", "EPC222-07: debtors are non-consumers"
)
HAS_MANDATE: Final = Sentence(
    "ENR-06", "The debtor has a mandate that can be used.", "EPC016-06, mandates"
)
CREDITOR_COLLECTS: Final = Sentence(
    "ENR-07",
    "A creditor with an identifier and an account that collects can be given a mandate.",
    "EPC262-08, AT-E005; EPC016-06, AT-C001",
    Severity.WARNING,
)

ENROLMENT_SENTENCES: Final = (
    SWITCHED_OFF,
    HAS_NAME,
    HAS_ACCOUNT,
    ACCOUNT_IN_SEPA,
    COMPANY_FOR_B2B,
    HAS_MANDATE,
    CREDITOR_COLLECTS,
)
"""What is asked of a debtor before anything is collected."""

_LIVING: Final = frozenset({MandateStatus.UNSIGNED, MandateStatus.ACTIVE, MandateStatus.SUSPENDED})

# -- the debtor's accounts ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class DebtorAccount:
    """One of a debtor's accounts, with its holder where that is somebody else."""

    iban: Iban
    bic: Bic | None = None
    holder: str | None = None
    holder_address: PostalAddress | None = None


@dataclass(frozen=True, slots=True)
class DebtorAccounts:
    """All accounts of a debtor, exactly one of which is the preferred: it is collected from.

    There is at least one, each IBAN stands once, and ``preferred`` is among them; else
    :class:`InvalidValue`. Another preferred account changes no mandate: that takes an amendment.

    >>> first, second = Iban("NL91ABNA0417164300"), Iban("NL98INGB0202345688")
    >>> both = DebtorAccounts((DebtorAccount(iban=first), DebtorAccount(iban=second)), first)
    >>> str(both.prefer(second).account.iban)
    'NL98INGB0202345688'
    """

    accounts: tuple[DebtorAccount, ...]
    preferred: Iban

    def __post_init__(self) -> None:
        """Refuse accounts of which it is not clear which one is collected from."""
        ibans = [account.iban for account in self.accounts]
        if len(set(ibans)) < len(ibans):
            twice = sorted({str(iban) for iban in ibans if ibans.count(iban) > 1})
            raise InvalidValue(f"account {', '.join(twice)} is given more than once: keep one")
        if self.preferred not in ibans:
            there_are = ", ".join(map(str, ibans)) or "none"
            raise InvalidValue(
                f"preferred account {self.preferred} is not among the debtor's; there are: "
                f"{there_are}"
            )

    @classmethod
    def only(cls, account: DebtorAccount) -> DebtorAccounts:
        """The accounts of a debtor who has one."""
        return cls((account,), account.iban)

    @property
    def account(self) -> DebtorAccount:
        """The one that is collected from."""
        return next(each for each in self.accounts if each.iban == self.preferred)

    def prefer(self, iban: Iban) -> DebtorAccounts:
        """The same, with another preferred. Raises :class:`InvalidValue` if it is not there."""
        return replace(self, preferred=iban)

    def with_account(self, account: DebtorAccount) -> DebtorAccounts:
        """The same, with one more, which is not preferred yet."""
        return replace(self, accounts=(*self.accounts, account))


# -- what was agreed ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectionPreference:
    """How a debtor is collected from: at all, with a mandate per invoice, under which scheme.

    ``collects``: every open item is collected but those left out one by one, or none but those
    taken one by one. ``one_off``: each invoice takes a mandate of its own. ``collect_from``: an
    invoice dated earlier is not collected; one without a date is. The scheme holds for all of a
    debtor's items alike.
    """

    collects: bool = False
    one_off: bool = False
    scheme: Scheme = Scheme.CORE
    collect_from: date | None = None

    def wanted(
        self, items: Iterable[OpenItem], one_by_one: Mapping[ItemKey, bool] = MappingProxyType({})
    ) -> tuple[OpenItem, ...]:
        """The open items that are to be proposed, in their order.

        ``one_by_one`` says of single items that they are to be collected, or not, whatever holds
        for the debtor; not even the date holds then.
        """
        return tuple(
            item for item in items if one_by_one.get(item.key, self.collects and self._is_new(item))
        )

    def _is_new(self, item: OpenItem) -> bool:
        first, issued_on = self.collect_from, item.issued_on
        return first is None or issued_on is None or first <= issued_on


@dataclass(frozen=True, slots=True, kw_only=True)
class DebtorCard:
    """A debtor in the user's books, as far as collection goes; it may be half filled in.

    ``id`` is the user's own debtor number; a blank one raises :class:`InvalidValue`.
    """

    id: str
    name: str = ""
    accounts: DebtorAccounts | None = None
    preference: CollectionPreference = field(default_factory=CollectionPreference)
    kind: DebtorKind | None = None
    address: PostalAddress | None = None

    def __post_init__(self) -> None:
        """Refuse a card that nobody can name."""
        if not self.id.strip():
            raise InvalidValue(f"debtor number {self.id!r}: needs text that is not blank")

    @property
    def label(self) -> str:
        """How a finding names it."""
        return f"debtor {self.id}"

    @property
    def debtor(self) -> Debtor:
        """The debtor with the preferred account, for a mandate.

        Raises :class:`RulesViolated`, with everything that is missing, if something is.
        """
        missing = missing_for_mandate(self)
        if self.accounts is None or missing.errors:
            raise RulesViolated(missing)
        account = self.accounts.account
        return Debtor(
            id=self.id,
            name=self.name,
            iban=account.iban,
            bic=account.bic,
            account_holder=account.holder,
            kind=self.kind,
            address=account.holder_address or self.address,
        )


def missing_for_mandate(card: DebtorCard) -> Findings:
    """Everything that a debtor's card needs before a mandate can be made out; none: ready.

    >>> [finding.rule for finding in missing_for_mandate(DebtorCard(id="10042"))]
    ['ENR-02', 'ENR-03']
    """
    return Findings(_missing_for_mandate(card))


def _missing_for_mandate(card: DebtorCard) -> Iterator[Finding]:
    if not card.name.strip():
        yield HAS_NAME.finding(card.label, "the name is missing: the bank is told it")
    if card.accounts is None:
        detail = "an IBAN is missing: without one, collection cannot be chosen as payment method"
        yield HAS_ACCOUNT.finding(card.label, detail)
    elif not (iban := card.accounts.preferred).in_sepa:
        detail = f"account {iban} is in {iban.country}, which is no SEPA country: give another"
        yield ACCOUNT_IN_SEPA.finding(card.label, detail)
    if card.preference.scheme is Scheme.B2B and card.kind is not DebtorKind.COMPANY:
        known = "is a consumer" if card.kind is DebtorKind.CONSUMER else "may be a consumer"
        detail = f"the debtor {known}: say that it is a company, if it is, or choose CORE"
        yield COMPANY_FOR_B2B.finding(card.label, detail)


def missing_for_collection(
    card: DebtorCard, mandates: Iterable[Mandate], *, due_on: date
) -> Findings:
    """Everything that stands between a debtor and a collection on a due date; no errors: ready.

    ``mandates`` are those of the creditor; of the debtor's, one has to be usable under the scheme
    that the card prefers. A debtor who is not collected from as a rule is a warning.
    """
    own = [mandate for mandate in mandates if mandate.debtor.id == card.id]
    return Findings(
        (*_about_switch(card), *_missing_for_mandate(card), *_unusable(card, own, due_on))
    )


def _about_switch(card: DebtorCard) -> Iterator[Finding]:
    if not card.preference.collects:
        detail = "collecting is off: only items that are taken one by one are collected"
        yield SWITCHED_OFF.finding(card.label, detail)


def _unusable(card: DebtorCard, own: Sequence[Mandate], due_on: date) -> Iterator[Finding]:
    scheme = card.preference.scheme
    fitting = [mandate for mandate in own if mandate.scheme is scheme]
    if not fitting:
        found = "; ".join(f"{m.label} is {m.scheme}" for m in own)
        detail = f"a {scheme} mandate is missing" + (f": {found}" if found else "")
        yield HAS_MANDATE.finding(card.label, detail)
        return
    whys = [mandate.why_unusable(due_on) for mandate in fitting]
    if None not in whys:
        yield HAS_MANDATE.finding(card.label, "; ".join(why for why in whys if why))


# -- the switch ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Administration:
    """The books of one creditor: what is open in them, and the mandates that it has.

    ``code`` is the user's own short name for it, which a mask may put in references.
    """

    creditor: Creditor
    code: str | None = None
    open_items: tuple[OpenItem, ...] = ()
    mandates: tuple[Mandate, ...] = ()

    @property
    def identifier(self) -> CreditorIdentifier | None:
        """What it collects under: of its first account that collects; none where it cannot."""
        for account in self.creditor.collecting_accounts:
            identifier = account.identifier or self.creditor.identifier
            if identifier is not None:
                return identifier
        return None

    @property
    def why_not(self) -> str | None:
        """Why nothing can be collected for it, as a sentence; nothing if it can."""
        if not self.creditor.collecting_accounts:
            return "no mandate is made out, since no account of it collects: give it one that does"
        if self.identifier is None:
            return "no mandate is made out, since its identifier is missing: give it"
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolment:
    """What a switch does to the books of one creditor.

    ``made`` are the new mandates, not signed yet; ``deleted`` those that were never signed and are
    of no use any more. ``items`` are all open items as they are now, in their order: what was taken
    along names its mandate. ``left_out`` are those of the debtor that are not collected: to be
    kept, as items that were left out one by one.
    """

    administration: Administration
    made: tuple[Mandate, ...] = ()
    deleted: tuple[Mandate, ...] = ()
    items: tuple[OpenItem, ...] = ()
    left_out: frozenset[ItemKey] = frozenset()

    @property
    def mandates(self) -> tuple[Mandate, ...]:
        """All mandates of the creditor as they are now: what was there and stays, then the new."""
        gone = {id(mandate) for mandate in self.deleted}
        stay = (each for each in self.administration.mandates if id(each) not in gone)
        return (*stay, *self.made)

    @property
    def now(self) -> Administration:
        """The books as they are now."""
        return replace(self.administration, open_items=self.items, mandates=self.mandates)


class Switch(NamedTuple):
    """A debtor's card as it is now, and what became of each creditor's books."""

    card: DebtorCard
    enrolments: tuple[Enrolment, ...]
    findings: Findings = NO_FINDINGS
    """Of creditors that cannot collect, and so were given no mandate."""


def enrol(
    card: DebtorCard,
    administrations: Iterable[Administration],
    *,
    references: ReferenceMask,
    on: date,
    take_open_items: bool,
    scheme: Scheme = Scheme.CORE,
    one_off: bool = False,
) -> Switch:
    """Switch a debtor to collection: an unsigned mandate for each creditor that can collect.

    A recurrent mandate that the debtor has already is used, signed or not, and creditors that share
    an identifier share the mandate. ``take_open_items`` says whether what is
    open is collected too; it has no default. With ``one_off``, each open invoice that is taken
    along gets a mandate of its own, and each later one its own by :func:`mandate_for`. An item that
    names a mandate keeps it. ``on`` is for references that hold a date. Raises
    :class:`RulesViolated` with all that the card still misses, and :class:`IllegalStep` where the
    debtor is switched on already.
    """
    if card.preference.collects:
        raise IllegalStep(
            f"{card.label} is collected from already: switch it off first, or leave it"
        )
    wish = replace(card.preference, collects=True, scheme=scheme, one_off=one_off)
    chosen = replace(card, preference=wish)
    maker = _Maker(chosen.debtor, scheme, references, on)
    given = tuple(administrations)
    shared: dict[str, Mandate] = {}
    enrolled = tuple(
        _enrolled(each, maker, wish, shared, take_open_items=take_open_items) for each in given
    )
    return Switch(chosen, enrolled, Findings(_cannot_collect(given)))


def _cannot_collect(administrations: Iterable[Administration]) -> Iterator[Finding]:
    for each in administrations:
        if (why := each.why_not) is not None:
            yield CREDITOR_COLLECTS.finding(each.creditor.label, why)


def _enrolled(
    books: Administration,
    maker: _Maker,
    wish: CollectionPreference,
    shared: dict[str, Mandate],
    *,
    take_open_items: bool,
) -> Enrolment:
    """The books of one creditor after the switch; one that cannot collect keeps them."""
    own = [item for item in books.open_items if item.debtor_id == maker.debtor.id]
    identifier = books.identifier
    if identifier is None:
        return Enrolment(administration=books, items=books.open_items)
    left_out = frozenset[ItemKey]() if take_open_items else frozenset(item.key for item in own)
    taken = own if take_open_items else []
    if wish.one_off:
        made = maker.per_invoice(books, identifier, taken)
        named = {key: mandate.reference for key, mandate in made.items()}
        new = tuple(made.values())
    else:
        known = shared.get(identifier.identity) or maker.living_recurrent(books, identifier)
        mandate = known or maker.recurrent(books, identifier)
        shared[identifier.identity] = mandate
        named = {item.key: mandate.reference for item in taken if item.mandate is None}
        new = () if known else (mandate,)
    return Enrolment(
        administration=books,
        made=new,
        items=_naming(books.open_items, named),
        left_out=left_out,
    )


def _naming(
    items: Iterable[OpenItem], named: Mapping[ItemKey, MandateReference]
) -> tuple[OpenItem, ...]:
    return tuple(
        replace(item, mandate=named[item.key]) if item.key in named else item for item in items
    )


def _is_of(mandate: Mandate, debtor_id: str, identifier: CreditorIdentifier) -> bool:
    same = mandate.creditor_identifier.identity == identifier.identity
    return same and mandate.debtor.id == debtor_id


class _Maker(NamedTuple):
    """Who makes out a debtor's mandates, unsigned, with references that are not taken."""

    debtor: Debtor
    scheme: Scheme
    references: ReferenceMask
    on: date

    def living_recurrent(
        self, books: Administration, identifier: CreditorIdentifier
    ) -> Mandate | None:
        """The debtor's recurrent mandate of the scheme that is there already, if one is."""
        for mandate in books.mandates:
            fits = _is_of(mandate, self.debtor.id, identifier) and mandate.scheme is self.scheme
            if fits and not mandate.one_off and mandate.status(self.on) in _LIVING:
                return mandate
        return None

    def recurrent(self, books: Administration, identifier: CreditorIdentifier) -> Mandate:
        return self._mandate(books, identifier, None, _taken(books.mandates, identifier))

    def per_invoice(
        self, books: Administration, identifier: CreditorIdentifier, items: Iterable[OpenItem]
    ) -> dict[ItemKey, Mandate]:
        """A mandate for each invoice that has none."""
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
        books: Administration,
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


class ForInvoice(NamedTuple):
    """A new invoice of a one-off debtor, naming the mandate that was made out for it."""

    mandate: Mandate
    invoice: Invoice


def mandate_for(
    invoice: Invoice,
    card: DebtorCard,
    books: Administration,
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
    identifier = _must_collect(books)
    maker = _Maker(card.debtor, card.preference.scheme, references, on)
    mandate = maker.per_invoice(books, identifier, (invoice,))[invoice.key]
    return ForInvoice(mandate, replace(invoice, mandate=mandate.reference))


def _must_collect(books: Administration) -> CreditorIdentifier:
    identifier = books.identifier
    if identifier is None:
        raise IllegalStep(f"{books.creditor.label}: {books.why_not}")
    return identifier


# -- from recurrent to one-off, and back --------------------------------------------------------


def to_one_off(
    card: DebtorCard,
    books: Administration,
    *,
    references: ReferenceMask,
    on: date,
    left_out: Many[ItemKey] = (),
) -> Enrolment:
    """Collect from a debtor with a mandate for each invoice, instead of one for all.

    The recurrent mandate that was never signed is deleted, and each open invoice gets a mandate of
    its own, but those that are ``left_out``. A signed one stays, and items that name it keep it.
    ``card`` is the debtor's as it is to be. Raises as :func:`mandate_for` does.
    """
    if not card.preference.one_off:
        raise IllegalStep(f"{card.label} is to be collected from with one mandate, not one-off")
    identifier = _must_collect(books)
    deleted = _of_no_use(card, books, identifier, one_off=False)
    items = _without(books.open_items, deleted)
    kept = replace(books, mandates=_staying(books.mandates, deleted))
    own = [item for item in items if item.debtor_id == card.id and item.key not in left_out]
    maker = _Maker(card.debtor, card.preference.scheme, references, on)
    made = maker.per_invoice(kept, identifier, own)
    named = {key: mandate.reference for key, mandate in made.items()}
    return Enrolment(
        administration=books,
        made=tuple(made.values()),
        deleted=deleted,
        items=_naming(items, named),
        left_out=frozenset(left_out),
    )


def to_recurrent(
    card: DebtorCard,
    books: Administration,
    *,
    references: ReferenceMask,
    on: date,
    left_out: Many[ItemKey] = (),
) -> Enrolment:
    """Collect from a debtor under one mandate for all invoices, instead of one for each.

    The one-off mandates that were never signed are deleted, and what named them names the recurrent
    one: the debtor's own that is unsigned, active or on hold on the day, or else a new one. A
    signed one-off stays, for its invoice. ``card`` is the debtor's as it is to be. Raises as
    :func:`mandate_for` does.
    """
    if card.preference.one_off:
        raise IllegalStep(f"{card.label} is to be collected from one-off, not with one mandate")
    identifier = _must_collect(books)
    deleted = _of_no_use(card, books, identifier, one_off=True)
    items = _without(books.open_items, deleted)
    kept = replace(books, mandates=_staying(books.mandates, deleted))
    maker = _Maker(card.debtor, card.preference.scheme, references, on)
    known = maker.living_recurrent(kept, identifier)
    mandate = known or maker.recurrent(kept, identifier)
    named = {
        item.key: mandate.reference
        for item in items
        if item.debtor_id == card.id and item.mandate is None and item.key not in left_out
    }
    return Enrolment(
        administration=books,
        made=() if known else (mandate,),
        deleted=deleted,
        items=_naming(items, named),
        left_out=frozenset(left_out),
    )


def _of_no_use(
    card: DebtorCard, books: Administration, identifier: CreditorIdentifier, *, one_off: bool
) -> tuple[Mandate, ...]:
    """The debtor's mandates of one kind that were never signed, nor collected under."""
    return tuple(
        mandate
        for mandate in books.mandates
        if _is_of(mandate, card.id, identifier)
        and mandate.one_off is one_off
        and mandate.signed_on is None
        and mandate.revoked_on is None
        and mandate.replaced_on is None
        and why_kept(mandate) is None
    )


def _staying(mandates: Iterable[Mandate], deleted: Sequence[Mandate]) -> tuple[Mandate, ...]:
    gone = {id(mandate) for mandate in deleted}
    return tuple(mandate for mandate in mandates if id(mandate) not in gone)


def _without(items: Iterable[OpenItem], deleted: Iterable[Mandate]) -> tuple[OpenItem, ...]:
    """The items, naming none of the mandates that are deleted."""
    gone = {mandate.reference for mandate in deleted}
    return tuple(replace(i, mandate=None) if i.mandate in gone else i for i in items)
