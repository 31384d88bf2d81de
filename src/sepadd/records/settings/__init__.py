"""What is set up once: who collects, a bank of one's own, a folder with the books."""

from sepadd.records.settings.bank import profile_from_toml
from sepadd.records.settings.books_folder import read_books
from sepadd.records.settings.creditor import SETTINGS_SENTENCES, read_creditor, read_creditor_card

__all__ = (
    "SETTINGS_SENTENCES",
    "profile_from_toml",
    "read_books",
    "read_creditor",
    "read_creditor_card",
)
