"""The banks that come with sepadd, by their names.

One's own bank is one more constant, ``replace`` of one of these, or a file of settings.
"""

from __future__ import annotations

from typing import Final

from sepadd.banks.austria import AUSTRIA, AUSTRIA_02
from sepadd.banks.belgium import BELGIUM
from sepadd.banks.france import FRANCE
from sepadd.banks.germany import GERMANY, GERMANY_02
from sepadd.banks.italy import ITALY
from sepadd.banks.netherlands import (
    DUTCH_BANKS,
    NETHERLANDS,
)
from sepadd.banks.scheme import EPC, LEGACY
from sepadd.banks.spain import SPAIN
from sepadd.findings import InvalidValue
from sepadd.rulebook import BankProfile

PROFILES: Final[tuple[BankProfile, ...]] = (
    EPC,
    NETHERLANDS,
    *DUTCH_BANKS,
    BELGIUM,
    GERMANY,
    GERMANY_02,
    AUSTRIA,
    AUSTRIA_02,
    FRANCE,
    SPAIN,
    ITALY,
    LEGACY,
)
"""The profiles that come with sepadd. One's own is one more constant, or ``replace`` of one."""


def profile_named(name: str) -> BankProfile:
    """The shipped profile of that name. Raises :class:`InvalidValue`, naming those there are.

    >>> profile_named("at").title
    'Austrian banks'
    """
    for profile in PROFILES:
        if profile.name == name:
            return profile
    there_are = ", ".join(profile.name for profile in PROFILES)
    raise InvalidValue(f"there is no profile {name!r}; there are {there_are}")
