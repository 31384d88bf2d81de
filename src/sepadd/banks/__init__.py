"""What is particular to a bank: profiles, and those that come with sepadd."""

from sepadd.banks.austria import AUSTRIA, AUSTRIA_02
from sepadd.banks.belgium import BELGIUM
from sepadd.banks.france import FRANCE
from sepadd.banks.germany import GERMANY, GERMANY_02
from sepadd.banks.italy import ITALY
from sepadd.banks.netherlands import (
    ABN_AMRO,
    BNG,
    ING,
    NETHERLANDS,
    RABOBANK,
    REGIOBANK,
    VAN_LANSCHOT,
)
from sepadd.banks.scheme import EPC, LEGACY
from sepadd.banks.shipped import PROFILES, profile_named
from sepadd.banks.spain import SPAIN
from sepadd.rulebook import BankProfile, Quirk

__all__ = (
    "ABN_AMRO",
    "AUSTRIA",
    "AUSTRIA_02",
    "BELGIUM",
    "BNG",
    "EPC",
    "FRANCE",
    "GERMANY",
    "GERMANY_02",
    "ING",
    "ITALY",
    "LEGACY",
    "NETHERLANDS",
    "PROFILES",
    "RABOBANK",
    "REGIOBANK",
    "SPAIN",
    "VAN_LANSCHOT",
    "BankProfile",
    "Quirk",
    "profile_named",
)
