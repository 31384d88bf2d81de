"""What is asked of a debtor's card, before a mandate is made out or anything is collected.

The debtor is the swimmer 10042, Ada Jansen; collections are due on 1 December 2026.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from sepadd.books import Books
from sepadd.catalogue.examples.example import Case, Example
from sepadd.debtors import (
    DebtorAccount,
    DebtorAccounts,
    DebtorCard,
    enrol,
    missing_for_collection,
)
from sepadd.findings import Findings
from sepadd.mandate import Mandate, ReferenceMask, Scheme
from sepadd.proposal import CollectionPreference
from sepadd.samples import B2B_MANDATE, COMPANY, CREDITOR, DEBTOR, DUE_ON, MANDATE, TODAY
from sepadd.values import Creditor, DebtorKind, Iban

_CARD: Final = DebtorCard(
    id=DEBTOR.id,
    name=DEBTOR.name,
    accounts=DebtorAccounts.only(DebtorAccount(iban=DEBTOR.iban)),
    preference=CollectionPreference(collects=True),
)
_COMPANYS_CARD: Final = DebtorCard(
    id=COMPANY.id,
    name=COMPANY.name,
    accounts=DebtorAccounts.only(DebtorAccount(iban=COMPANY.iban)),
    preference=CollectionPreference(collects=True, scheme=Scheme.B2B),
    kind=DebtorKind.COMPANY,
)


def _card(card: DebtorCard, *mandates: Mandate) -> Callable[[], Findings]:
    return lambda: missing_for_collection(card, mandates, due_on=DUE_ON)


def _at(iban: str) -> DebtorCard:
    return replace(_CARD, accounts=DebtorAccounts.only(DebtorAccount(iban=Iban(iban))))


def _switched_on_for(creditor: Creditor) -> Callable[[], Findings]:
    def found() -> Findings:
        off = replace(_CARD, preference=CollectionPreference())
        books = (Books(creditor=creditor, open_items=(), mandates=(), runs=()),)
        mask = ReferenceMask("SR{debtor}")
        return enrol(off, books, references=mask, on=TODAY, take_open_items=False).findings

    return found


ENROLMENT_EXAMPLES: Final[tuple[Example, ...]] = (
    Example(
        "ENR-01",
        Case("a debtor for whom collecting is on", _card(_CARD, MANDATE)),
        Case(
            "a debtor for whom collecting is off",
            _card(replace(_CARD, preference=CollectionPreference()), MANDATE),
        ),
    ),
    Example(
        "ENR-02",
        Case("debtor 10042, Ada Jansen", _card(_CARD, MANDATE)),
        Case("debtor 10042, without a name", _card(replace(_CARD, name=""), MANDATE)),
    ),
    Example(
        "ENR-03",
        Case("a debtor with account NL91ABNA0417164300", _card(_CARD, MANDATE)),
        Case("a debtor without an account", _card(replace(_CARD, accounts=None), MANDATE)),
    ),
    Example(
        "ENR-04",
        Case(
            "a debtor with an account in the Netherlands, which is in SEPA",
            _card(_at("NL91ABNA0417164300"), MANDATE),
        ),
        Case(
            "a debtor with an account in Türkiye, which is not in SEPA",
            _card(_at("TR330006100519786457841326"), MANDATE),
        ),
    ),
    Example(
        "ENR-05",
        Case("a company, collected from under B2B", _card(_COMPANYS_CARD, B2B_MANDATE)),
        Case(
            "a consumer, collected from under B2B",
            _card(replace(_COMPANYS_CARD, kind=DebtorKind.CONSUMER), B2B_MANDATE),
        ),
    ),
    Example(
        "ENR-06",
        Case("a debtor with mandate M-1, signed on 2026-01-15", _card(_CARD, MANDATE)),
        Case(
            "a debtor with mandate M-1, not signed yet",
            _card(_CARD, replace(MANDATE, signed_on=None)),
        ),
    ),
    Example(
        "ENR-07",
        Case(
            "a debtor switched on, of a creditor with an account that collects",
            _switched_on_for(CREDITOR),
        ),
        Case(
            "a debtor switched on, of a creditor without an account that collects",
            _switched_on_for(replace(CREDITOR, accounts=())),
        ),
    ),
)
"""What is asked of a debtor and a creditor before anything is collected."""
