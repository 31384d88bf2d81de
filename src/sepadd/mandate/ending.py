"""A mandate ends: it is revoked, or a new one takes its place; and why it is kept all the same."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import NamedTuple

from sepadd.findings import IllegalStep, InvalidValue
from sepadd.mandate.mandate import DORMANCY, Dormancy, Mandate, Scheme, Suspension
from sepadd.mandate.preconditions import LIVING, must_not_be_before_signature, must_not_have_ended
from sepadd.values import Debtor, DebtorKind, MandateReference, must_be_day


def revoke(mandate: Mandate, on: date) -> Mandate:
    """Debtor or creditor end a mandate: from that calendar day on it cannot be used.

    It may lie in the future, and the mandate may be unsigned, lapsed or used up. Revoking it again
    on the same day changes nothing. Raises :class:`IllegalStep` for a mandate that was revoked on
    another day, or replaced by that day, and :class:`InvalidValue` for a day before the signature.
    What was proposed or sent under it is told by :func:`sepadd.debtors.touched`.

    >>> from sepadd.testing import MANDATE
    >>> str(revoke(MANDATE, date(2026, 11, 23)).status(date(2026, 12, 1)))
    'revoked'
    """
    must_be_day(on, "date of revocation", mandate.label)
    if mandate.revoked_on == on:
        return mandate
    if mandate.revoked_on is not None:
        raise IllegalStep(
            f"{mandate.label} was revoked on {mandate.revoked_on}: it cannot be revoked on {on}"
        )
    must_not_have_ended(mandate, on, "revoked")
    must_not_be_before_signature(on, "revoked", mandate)
    return dataclasses.replace(mandate, revoked_on=on)


class Replacement(NamedTuple):
    """A mandate and the new one in its place, each naming the other."""

    old: Mandate
    new: Mandate


def replace_mandate(
    mandate: Mandate,
    *,
    on: date,
    reference: MandateReference,
    scheme: Scheme | None = None,
    debtor: Debtor | None = None,
    one_off: bool | None = None,
    signed_on: date | None = None,
) -> Replacement:
    """Put a new mandate in the place of another, from a calendar day on; both name each other.

    This is what another scheme, another debtor, or one-off instead of recurrent always takes, with
    a new signature: without ``signed_on`` the new one is unsigned. Nothing is taken over but the
    creditor and what is not given otherwise; the agreed end and the confirmation are not. Raises
    :class:`IllegalStep` for a mandate that was replaced already, and :class:`InvalidValue` for a
    reference that it has or had, a day before its signature, or a B2B mandate of a consumer.
    Source: EPC222-07: a CORE mandate cannot be used for B2B; EPC016-06 on what may be amended.
    """
    must_be_day(on, "date of replacement", mandate.label)
    if mandate.replaced_by is not None:
        raise IllegalStep(
            f"{mandate.label} was replaced on {mandate.replaced_on}: replace mandate "
            f"{mandate.replaced_by} instead"
        )
    must_not_be_before_signature(on, "replaced", mandate)
    _must_be_new(reference, mandate)
    new = Mandate(
        reference=reference,
        creditor_identifier=mandate.creditor_identifier,
        debtor=debtor or mandate.debtor,
        scheme=scheme or mandate.scheme,
        one_off=mandate.one_off if one_off is None else one_off,
        signed_on=signed_on,
        replaces=mandate.reference,
        ultimate_debtor=mandate.ultimate_debtor if debtor is None else None,
    )
    if new.scheme is Scheme.B2B and new.debtor.kind is DebtorKind.CONSUMER:
        raise InvalidValue(
            f"{new.label}: debtor {new.debtor.id} is a consumer, and B2B is for companies only; "
            "a CORE mandate will do"
        )
    return Replacement(dataclasses.replace(mandate, replaced_on=on, replaced_by=reference), new)


def _must_be_new(reference: MandateReference, mandate: Mandate) -> None:
    if reference.key in {key for _, key in mandate.keys}:
        raise InvalidValue(
            f"{mandate.label}: its replacement needs a reference of its own, not {reference} again"
        )


def why_kept(mandate: Mandate) -> str | None:
    """Why a mandate has to be kept, as a sentence; nothing where it may be deleted.

    One under which nothing was ever presented may go, signed or not. Any other is the proof that
    its collections were authorised, and is revoked instead.
    Source: EPC016-06, section 4.1: kept at least as long as a refund can be asked for.
    """
    last = mandate.last_due_on
    if last is None:
        return None
    return (
        f"{mandate.label} was collected under, last for {last}: keep it for at least 14 months "
        "after that, as a refund of what was not authorised can be asked for; revoke it instead"
    )


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
