"""A debtor's card, and the books of one creditor or of two."""

from __future__ import annotations

from dataclasses import replace

from helpers.books import empty
from sepadd.books import Books
from sepadd.debtors import DebtorAccount, DebtorAccounts, DebtorCard, enrol
from sepadd.debtors.enrolment import Switch
from sepadd.findings import Findings
from sepadd.mandate import ReferenceMask, Scheme, sign
from sepadd.proposal import CollectionPreference
from sepadd.testing import CREDIT_NOTE, CREDITOR, DEBTOR, INVOICE, TODAY
from sepadd.values import Bic, CreditorIdentifier, Iban, MandateReference

FIRST = DebtorAccount(iban=DEBTOR.iban)
SECOND = DebtorAccount(iban=Iban("NL98INGB0202345688"), bic=Bic("INGBNL2A"), holder="J. Jansen")
CARD = DebtorCard(id="10042", name="Ada Jansen", accounts=DebtorAccounts.only(FIRST))
ON = replace(CARD, preference=CollectionPreference(collects=True))
ONE_OFF = replace(CARD, preference=CollectionPreference(collects=True, one_off=True))
LATER = replace(INVOICE, number="2026-1002")
OTHERS = replace(INVOICE, number="2026-1003", debtor_id="20007")


POOL = Books(
    creditor=CREDITOR,
    code="POOL",
    open_items=(INVOICE, OTHERS, CREDIT_NOTE, LATER),
    mandates=(),
    runs=(),
)
SAUNA = empty(replace(CREDITOR, name="Sauna", identifier=CreditorIdentifier("DE98ZZZ09999999999")))
RECURRENT = ReferenceMask("SR{debtor}")
PER_INVOICE = ReferenceMask("SO{debtor}-{invoice}")
SR = MandateReference("SR10042")


def switched(
    *administrations: Books,
    take_open_items: bool = True,
    one_off: bool = False,
    scheme: Scheme = Scheme.CORE,
    card: DebtorCard = CARD,
) -> Switch:
    return enrol(
        card,
        administrations,
        references=PER_INVOICE if one_off else RECURRENT,
        on=TODAY,
        take_open_items=take_open_items,
        scheme=scheme,
        one_off=one_off,
    )


def rules(findings: Findings) -> list[str]:
    return [finding.rule for finding in findings]


def signed(books: Books) -> Books:
    return replace(
        books, mandates=tuple(sign(mandate, TODAY, today=TODAY) for mandate in books.mandates)
    )
