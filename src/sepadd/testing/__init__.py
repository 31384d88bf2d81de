"""For your own tests: one good example of each thing, and a bank that needs no network."""

from sepadd.testing.examples import (
    ACCOUNT,
    AMENDMENT,
    AT,
    B2B_MANDATE,
    COLLECTION,
    COMPANY,
    CREDIT_NOTE,
    CREDITOR,
    DEBTOR,
    DUE_ON,
    INVOICE,
    MANDATE,
    TERMS,
    TODAY,
    a_proposal,
    a_run,
)
from sepadd.testing.fake_bank import FakeBank

__all__ = (
    "ACCOUNT",
    "AMENDMENT",
    "AT",
    "B2B_MANDATE",
    "COLLECTION",
    "COMPANY",
    "CREDITOR",
    "CREDIT_NOTE",
    "DEBTOR",
    "DUE_ON",
    "INVOICE",
    "MANDATE",
    "TERMS",
    "TODAY",
    "FakeBank",
    "a_proposal",
    "a_run",
)
