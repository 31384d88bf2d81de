"""Whoever and whatever can be collected: drawn so that no rule of the scheme stands against it.

Without further words that is on :data:`~sepadd.samples.DUE_ON`, under the scheme's own
terms; give another day, or the terms of your own bank.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from string import ascii_uppercase, digits
from types import MappingProxyType
from typing import Final, NamedTuple

from hypothesis import strategies as st

from sepadd.banks import PROFILES, BankProfile
from sepadd.mandate import (
    DORMANCY,
    Amendment,
    Mandate,
    MandateStatus,
    Presentation,
    PresentationOutcome,
    Scheme,
    SequenceType,
    Suspension,
)
from sepadd.open_item import CreditNote, Invoice, OpenItem
from sepadd.rulebook import Terms
from sepadd.samples import DUE_ON, TERMS, TODAY
from sepadd.testing.strategies.values import (
    IBAN_COUNTRIES,
    absent_or,
    bics,
    business_days,
    creditor_identifiers,
    days,
    euros,
    ibans,
    made_once,
    names,
    references,
)
from sepadd.values import (
    EEA_IBAN_PREFIXES,
    Creditor,
    CreditorAccount,
    CreditorIdentifier,
    Debtor,
    DebtorKind,
    Euro,
    Iban,
    MandateReference,
    PostalAddress,
    add_months,
)

_EEA: Final = tuple(code for code in IBAN_COUNTRIES if code in EEA_IBAN_PREFIXES)
_MILLION: Final = Euro(cents=1_000_000_00)
_SHORT: Final = st.text(ascii_uppercase + digits, min_size=1, max_size=8)

# -- who they are -------------------------------------------------------------------------------


@made_once
def addresses() -> st.SearchStrategy[PostalAddress]:
    """An address with its town in a field of its own, as every bank takes it."""
    return st.builds(
        PostalAddress,
        country=st.sampled_from(IBAN_COUNTRIES),
        town=names(),
        postcode=absent_or(_SHORT),
        street=absent_or(names()),
        building=absent_or(_SHORT),
    )


@st.composite
def debtors(
    draw: st.DrawFn,
    *,
    id: str | None = None,
    kind: DebtorKind | None = None,
    accounts: st.SearchStrategy[Iban] | None = None,
) -> Debtor:
    """Whoever can be collected from; with an address at least where the account asks for it.

    ``kind`` makes all of them consumers, or companies.
    """
    iban = draw(ibans() if accounts is None else accounts)
    needed = addresses() if iban.country not in EEA_IBAN_PREFIXES else absent_or(addresses())
    return Debtor(
        id=draw(_SHORT) if id is None else id,
        name=draw(names()),
        iban=iban,
        bic=draw(bics(iban.country)),
        account_holder=draw(absent_or(names())),
        kind=kind or draw(st.sampled_from(DebtorKind)),
        address=draw(needed),
    )


@st.composite
def creditor_accounts(draw: st.DrawFn) -> CreditorAccount:
    """An account in the EEA, on which is collected."""
    iban = draw(ibans(*_EEA))
    return CreditorAccount(
        iban=iban,
        bic=draw(bics(iban.country)),
        batch_booking=draw(absent_or(st.booleans())),
        label=draw(st.just("") | names()),
    )


@made_once
def creditors() -> st.SearchStrategy[Creditor]:
    """Whoever is ready to collect: with a name, an identifier, and one account or two."""
    accounts = st.lists(
        creditor_accounts(), min_size=1, max_size=2, unique_by=lambda account: account.iban
    )
    return st.builds(
        Creditor,
        name=names(),
        identifier=creditor_identifiers(),
        accounts=accounts.map(tuple),
        address=absent_or(addresses()),
        trade_name=absent_or(names()),
    )


# -- mandates -----------------------------------------------------------------------------------


@st.composite
def mandates(
    draw: st.DrawFn,
    *,
    status: MandateStatus = MandateStatus.ACTIVE,
    on: date = DUE_ON,
    scheme: Scheme | None = None,
    one_off: bool | None = None,
    used: bool | None = None,
    amended: bool | None = None,
    creditor_identifier: CreditorIdentifier | None = None,
    debtor: st.SearchStrategy[Debtor] | None = None,
) -> Mandate:
    """A mandate that has that status on that day; an active one can be collected under.

    ``scheme`` (CORE or B2B), ``one_off``, ``used`` and ``amended`` leave open what they are not
    given for. ``used`` is asked of recurrent mandates: a one-off one that was used is exhausted.
    ``debtor`` draws whose it is: for B2B a company, who has confirmed it.

    >>> from sepadd import MandateStatus
    >>> lapsed = mandates(status=MandateStatus.LAPSED)
    """
    of = scheme or draw(st.sampled_from([Scheme.CORE, Scheme.B2B]))
    once = draw(st.booleans()) if one_off is None and not used else bool(one_off)
    signed_on = on - timedelta(days=draw(st.integers(200, 700)))
    company = DebtorKind.COMPANY if of is Scheme.B2B else None
    mandate = Mandate(
        reference=MandateReference(draw(references())),
        creditor_identifier=creditor_identifier or draw(creditor_identifiers()),
        debtor=draw(debtors(kind=company) if debtor is None else debtor),
        scheme=of,
        one_off=once,
        signed_on=signed_on,
        confirmed_on=signed_on if of is Scheme.B2B else None,
    )
    if draw(st.booleans()) if amended is None else amended:
        mandate = replace(mandate, amendments=(draw(_changes(mandate, on)),))
    if not once and (draw(st.booleans()) if used is None else used):
        mandate = replace(mandate, presentations=draw(_uses(signed_on, on)))
    return draw(_ENDINGS[status](mandate, on))


def _uses(signed_on: date, on: date) -> st.SearchStrategy[tuple[Presentation, ...]]:
    """Recurrent collections of the months before, the last of them some weeks ago."""
    due = business_days(signed_on + timedelta(days=10), on - timedelta(days=30))
    use = st.builds(
        Presentation,
        due_on=due,
        sequence_type=st.just(SequenceType.RECURRENT),
        outcome=st.sampled_from([PresentationOutcome.PRESENTED, PresentationOutcome.RETURNED]),
    )
    once = st.lists(use, min_size=1, max_size=3, unique_by=lambda each: each.due_on)
    return once.map(lambda drawn: tuple(sorted(drawn, key=lambda each: each.due_on)))


def _changes(mandate: Mandate, on: date) -> st.SearchStrategy[Amendment]:
    """What was otherwise before: the reference, the creditor's name, the account."""
    former = MandateReference(f"OLD-{mandate.reference}")
    return st.builds(
        Amendment,
        on=days(on - timedelta(days=28), on - timedelta(days=9)),
        reference=absent_or(st.just(former)),
        creditor_name=names(),
        iban=absent_or(ibans(mandate.debtor.iban.country).filter(mandate.debtor.iban.__ne__)),
    )


def _active(mandate: Mandate, on: date) -> st.SearchStrategy[Mandate]:
    until = absent_or(days(on, on + timedelta(days=400)))
    return until.map(lambda day: replace(mandate, valid_until=day))


def _unsigned(mandate: Mandate, on: date) -> st.SearchStrategy[Mandate]:
    unsigned = replace(mandate, confirmed_on=None, presentations=())
    return days(on + timedelta(days=1), on + timedelta(days=99)).flatmap(
        lambda later: st.sampled_from([None, later]).map(
            lambda signed_on: replace(unsigned, signed_on=signed_on)
        )
    )


def _suspended(mandate: Mandate, on: date) -> st.SearchStrategy[Mandate]:
    hold = st.builds(
        Suspension,
        since=days(on - timedelta(days=99), on),
        until=absent_or(days(on, on + timedelta(days=99))),
        reason=st.just("") | names(),
    )
    return hold.map(lambda drawn: replace(mandate, suspension=drawn))


def _revoked(mandate: Mandate, on: date) -> st.SearchStrategy[Mandate]:
    return days(on - timedelta(days=99), on).map(lambda day: replace(mandate, revoked_on=day))


def _replaced(mandate: Mandate, on: date) -> st.SearchStrategy[Mandate]:
    by = MandateReference(f"NEW-{mandate.reference}")
    return days(on - timedelta(days=99), on).map(
        lambda day: replace(mandate, replaced_on=day, replaced_by=by)
    )


def _exhausted(mandate: Mandate, on: date) -> st.SearchStrategy[Mandate]:
    last = SequenceType.ONE_OFF if mandate.one_off else SequenceType.FINAL
    due = business_days(on - timedelta(days=28), on)
    return due.map(
        lambda day: replace(
            mandate,
            presentations=(
                *mandate.presentations,
                Presentation(due_on=day, sequence_type=last),
            ),
        )
    )


def _lapsed(mandate: Mandate, on: date) -> st.SearchStrategy[Mandate]:
    """As it was agreed, or since it was not used for too long."""
    agreed = days(on - timedelta(days=20), on - timedelta(days=1)).map(
        lambda day: replace(mandate, valid_until=day)
    )
    years = add_months(on, -DORMANCY.months) - timedelta(days=1)
    return agreed | st.just(_moved(mandate, years - (mandate.last_due_on or _signed(mandate))))


def _signed(mandate: Mandate) -> date:
    if mandate.signed_on is None:  # pragma: no cover - all that come here are signed
        raise AssertionError(mandate)
    return mandate.signed_on


def _moved(mandate: Mandate, by: timedelta) -> Mandate:
    """The same mandate, with all its past so much earlier."""
    return replace(
        mandate,
        signed_on=_signed(mandate) + by,
        confirmed_on=mandate.confirmed_on and mandate.confirmed_on + by,
        presentations=tuple(replace(use, due_on=use.due_on + by) for use in mandate.presentations),
        amendments=tuple(replace(each, on=each.on + by) for each in mandate.amendments),
    )


_ENDINGS: Final[
    MappingProxyType[MandateStatus, Callable[[Mandate, date], st.SearchStrategy[Mandate]]]
] = MappingProxyType(
    {
        MandateStatus.ACTIVE: _active,
        MandateStatus.UNSIGNED: _unsigned,
        MandateStatus.SUSPENDED: _suspended,
        MandateStatus.REVOKED: _revoked,
        MandateStatus.REPLACED: _replaced,
        MandateStatus.EXHAUSTED: _exhausted,
        MandateStatus.LAPSED: _lapsed,
    }
)

# -- what they owe ------------------------------------------------------------------------------


def _numbers(letter: str) -> st.SearchStrategy[str]:
    return st.text(digits, min_size=1, max_size=6).map(lambda number: f"{letter}-{number}")


@made_once
def invoices(
    debtor_id: str | None = None, *, due_by: date = DUE_ON, most: Euro = _MILLION
) -> st.SearchStrategy[Invoice]:
    """What a debtor owes, due by that day, of at most so much; nothing holds it back."""
    return st.builds(
        Invoice,
        number=_numbers("F"),
        debtor_id=_SHORT if debtor_id is None else st.just(debtor_id),
        amount=euros(most=most),
        issued_on=absent_or(days(due_by - timedelta(days=90), due_by - timedelta(days=30))),
        due_on=absent_or(days(due_by - timedelta(days=30), due_by)),
        description=st.just("") | names(),
    )


@made_once
def credit_notes(
    debtor_id: str | None = None, *, due_by: date = DUE_ON, most: Euro = _MILLION
) -> st.SearchStrategy[CreditNote]:
    """What a debtor is owed; alone it cannot be collected, but it is set off against invoices."""
    return st.builds(
        CreditNote,
        number=_numbers("C"),
        debtor_id=_SHORT if debtor_id is None else st.just(debtor_id),
        amount=euros(most=most),
        issued_on=absent_or(days(due_by - timedelta(days=90), due_by - timedelta(days=30))),
        description=st.just("") | names(),
    )


@made_once
def open_items(
    debtor_id: str | None = None, *, due_by: date = DUE_ON, most: Euro = _MILLION
) -> st.SearchStrategy[OpenItem]:
    """An invoice or a credit note."""
    return invoices(debtor_id, due_by=due_by, most=most) | credit_notes(
        debtor_id, due_by=due_by, most=most
    )


# -- terms --------------------------------------------------------------------------------------


@made_once
def bank_profiles() -> st.SearchStrategy[BankProfile]:
    """One of the banks and countries that sepadd knows, the scheme itself first."""
    return st.sampled_from(PROFILES)


def terms(on: date = TODAY) -> st.SearchStrategy[Terms]:
    """The terms of one of them, for a file that is handed over on that day."""
    return bank_profiles().map(lambda profile: profile.terms(on=on))


# -- all that a proposal is made of -------------------------------------------------------------


class OpenBooks(NamedTuple):
    """What one knows before one proposes: who collects, what is owed, and under which mandates.

    ``due_on`` is the day for which all of it can be collected under these ``terms``.
    """

    creditor: Creditor
    mandates: tuple[Mandate, ...]
    items: tuple[OpenItem, ...]
    terms: Terms
    due_on: date


@st.composite
def books(
    draw: st.DrawFn,
    *,
    terms: Terms = TERMS,
    due_on: date = DUE_ON,
    most: int = 4,
    scheme: Scheme | None = None,
    creditor: Creditor | None = None,
) -> OpenBooks:
    """Books of which everything can be collected: up to ``most`` debtors, each with a mandate.

    Of each there are up to three invoices, and perhaps a credit note that leaves something to be
    collected.
    """
    whose = creditor or draw(creditors())
    given: list[Mandate] = []
    owed: list[OpenItem] = []
    for number in range(1, draw(st.integers(1, most)) + 1):
        mandate = draw(_mandates_of(number, whose, due_on, scheme, terms))
        given.append(mandate)
        owed += draw(_owed_by(mandate.debtor.id, number, due_on))
    return OpenBooks(whose, tuple(given), tuple(owed), terms, due_on)


def _mandates_of(
    number: int, creditor: Creditor, due_on: date, scheme: Scheme | None, terms: Terms
) -> st.SearchStrategy[Mandate]:
    """A mandate of a debtor of that number, named so that no two are easily confused."""
    taken = [each for each in (Scheme.CORE, Scheme.B2B) if each in terms.profile.schemes]
    account = creditor.collecting_accounts[0]
    usable = st.sampled_from(taken if scheme is None else [scheme])

    def named(mandate: Mandate) -> Mandate:
        debtor = replace(mandate.debtor, id=f"{10000 + number}")
        reference = MandateReference(f"M{number}-{mandate.reference}"[:31].rstrip(" /"))
        amended = tuple(
            replace(each, reference=each.reference and MandateReference(f"OLD-{reference}"))
            for each in mandate.amendments
        )
        return replace(mandate, reference=reference, debtor=debtor, amendments=amended)

    return usable.flatmap(
        lambda of: mandates(
            on=due_on,
            scheme=of,
            one_off=None if of is Scheme.CORE or terms.profile.one_off_b2b else False,
            creditor_identifier=creditor.identifier_for(account),
        )
    ).map(named)


@st.composite
def _owed_by(draw: st.DrawFn, debtor_id: str, number: int, due_on: date) -> list[OpenItem]:
    count = draw(st.integers(1, 3))
    owed = [
        replace(draw(invoices(debtor_id, due_by=due_on)), number=f"F{number}-{place}")
        for place in range(1, count + 1)
    ]
    total = Euro.total(invoice.amount for invoice in owed)
    if total.cents > 1 and draw(st.booleans()):
        most = Euro(cents=total.cents - 1)
        back = draw(credit_notes(debtor_id, due_by=due_on, most=most))
        return [*owed, replace(back, number=f"C{number}")]
    return list(owed)
