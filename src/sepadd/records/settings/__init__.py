"""Settings in TOML: who collects, and a bank of one's own."""

from sepadd.records.settings.bank import profile_from_toml
from sepadd.records.settings.creditor import SETTINGS_SENTENCES, read_creditor, read_creditor_card

__all__ = (
    "SETTINGS_SENTENCES",
    "profile_from_toml",
    "read_creditor",
    "read_creditor_card",
)
