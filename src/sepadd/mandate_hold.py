"""A mandate is put on hold for a while, and released again."""

from __future__ import annotations

import dataclasses
from datetime import date

from sepadd.calendars import must_be_day
from sepadd.findings import IllegalStep, InvalidValue
from sepadd.mandate import DORMANCY, Dormancy, Mandate, Suspension
from sepadd.mandate_step import LIVING


def suspend(
    mandate: Mandate,
    since: date,
    until: date | None = None,
    reason: str = "",
    *,
    dormancy: Dormancy = DORMANCY,
) -> Mandate:
    """Hold a mandate: nothing is collected from ``since`` to ``until``, both inclusive.

    Without ``until`` it is held until :func:`release`. A new hold takes the place of an earlier.
    Raises :class:`InvalidValue` where it ends before it begins, and :class:`IllegalStep` for a
    mandate that is not active or suspended on the first day: there is nothing to hold.
    """
    must_be_day(since, "held since", mandate.label)
    if until is not None and until < since:
        raise InvalidValue(
            f"{mandate.label}: suspended from {since} up to {until}, which is earlier; "
            "give the last day of the hold, or none"
        )
    if mandate.status(since, dormancy) not in LIVING:
        why = mandate.why_unusable(since, dormancy)
        raise IllegalStep(f"{why}: there is nothing to suspend")
    hold = Suspension(since=since, until=until, reason=reason)
    return dataclasses.replace(mandate, suspension=hold)


def release(mandate: Mandate) -> Mandate:
    """Take the hold off a mandate. Raises :class:`IllegalStep` where there is none."""
    if mandate.suspension is None:
        raise IllegalStep(f"{mandate.label} is not suspended: there is nothing to release")
    return dataclasses.replace(mandate, suspension=None)
