"""What has to hold of a mandate before anything is done with it: a day, and that it is not over."""

from __future__ import annotations

from datetime import date
from typing import Final

from sepadd.findings import IllegalStep, InvalidValue
from sepadd.mandate.mandate import Mandate, MandateStatus

LIVING: Final = frozenset({MandateStatus.ACTIVE, MandateStatus.SUSPENDED})
"""What a mandate is while it can be collected under, now or once its hold is over."""


def must_not_be_before_signature(day: date, what: str, mandate: Mandate) -> None:
    """Refuse a day before the mandate was signed. Raises :class:`InvalidValue`."""
    if mandate.signed_on is not None and day < mandate.signed_on:
        raise InvalidValue(
            f"{mandate.label}: {what} on {day}, before its signature on {mandate.signed_on}; "
            "correct one of the two dates"
        )


def must_not_have_ended(mandate: Mandate, on: date, done: str) -> None:
    """Refuse a step with a mandate that debtor or creditor have ended by a day, inclusive.

    ``done`` is what cannot be done with it any more. Raises :class:`IllegalStep`.
    """
    if mandate.revoked_on is not None and mandate.revoked_on <= on:
        raise IllegalStep(
            f"{mandate.label} was revoked on {mandate.revoked_on}: it cannot be {done}; "
            "let the debtor sign again (sign_again)"
        )
    if mandate.replaced_on is not None and mandate.replaced_on <= on:
        raise IllegalStep(
            f"{mandate.label} was replaced on {mandate.replaced_on}: it cannot be {done}; "
            f"go on with mandate {mandate.replaced_by}"
        )
