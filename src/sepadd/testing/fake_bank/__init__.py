"""A bank that needs no network: it takes files, and answers in its dialect."""

from sepadd.testing.fake_bank.bank import FakeBank
from sepadd.testing.fake_bank.dialects import DIALECTS, DUTCH, GERMAN, ISO_2009, PLAIN, Dialect

__all__ = (
    "DIALECTS",
    "DUTCH",
    "GERMAN",
    "ISO_2009",
    "PLAIN",
    "Dialect",
    "FakeBank",
)
