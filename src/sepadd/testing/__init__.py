"""For your own tests: one good example of each thing, and a bank that needs no network.

What a test claims is in :mod:`sepadd.testing.assertions`. Hypothesis strategies are in
:mod:`sepadd.testing.strategies`, and fixtures come with the pytest plugin; both need the extra
``testing``.
"""

from sepadd.samples import (
    ACCOUNT,
    AMENDMENT,
    AT,
    B2B_MANDATE,
    BOOKS,
    COLLECTION,
    COMPANY,
    CREDIT_NOTE,
    CREDITOR,
    DEBTOR,
    DRAFT,
    DUE_ON,
    INVOICE,
    MANDATE,
    TERMS,
    TODAY,
    a_proposal,
    a_run,
)
from sepadd.testing.assertions import assert_accepted_by, assert_balanced, assert_same_file
from sepadd.testing.fake_bank import FakeBank
from sepadd.testing.stages import answered, answers

__all__ = (
    "ACCOUNT",
    "AMENDMENT",
    "AT",
    "B2B_MANDATE",
    "BOOKS",
    "COLLECTION",
    "COMPANY",
    "CREDITOR",
    "CREDIT_NOTE",
    "DEBTOR",
    "DRAFT",
    "DUE_ON",
    "INVOICE",
    "MANDATE",
    "TERMS",
    "TODAY",
    "FakeBank",
    "a_proposal",
    "a_run",
    "answered",
    "answers",
    "assert_accepted_by",
    "assert_balanced",
    "assert_same_file",
)
