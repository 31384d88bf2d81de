"""The debtor signs a mandate, confirms it at the bank, or signs once more after it was over.

Each step is a function that gives the mandate as it is afterwards; the one before stays as it was.
What a mandate is on a day follows from what was done, and is told by :meth:`Mandate.status`.
"""

from __future__ import annotations

import dataclasses
from datetime import date
from enum import StrEnum
from typing import Final

from sepadd.findings import IllegalStep, InvalidValue
from sepadd.mandate.ending import replace_mandate
from sepadd.mandate.mandate import (
    DORMANCY,
    Dormancy,
    Mandate,
    MandateStatus,
    Presentation,
    Scheme,
    SequenceType,
)
from sepadd.mandate.preconditions import LIVING, must_not_be_before_signature, must_not_have_ended
from sepadd.values import CreditorIdentifier, Debtor, MandateReference, must_be_day


def sign(mandate: Mandate, on: date, *, today: date) -> Mandate:
    """The signed form is back: from the day of signature the mandate can be used.

    Signing again on the same day changes nothing. Raises :class:`InvalidValue` for a signature
    after ``today`` or after the agreed end, and :class:`IllegalStep` for a mandate that has another
    date of signature, or was revoked or replaced.
    Source: EPC016-06 and EPC222-07, AT-M008.

    >>> from sepadd.testing import MANDATE
    >>> unsigned = dataclasses.replace(MANDATE, signed_on=None)
    >>> sign(unsigned, date(2026, 1, 15), today=date(2026, 1, 20)) == MANDATE
    True
    """
    _check_signature(mandate, on, today)
    if mandate.signed_on == on:
        return mandate
    if mandate.signed_on is not None:
        raise IllegalStep(
            f"{mandate.label} was signed on {mandate.signed_on}: it cannot be signed on {on}; "
            "sign_again is for one that was revoked or has lapsed"
        )
    must_not_have_ended(mandate, today, "signed")
    if mandate.valid_until is not None and mandate.valid_until < on:
        raise InvalidValue(
            f"{mandate.label}: signed on {on}, after its agreed end on {mandate.valid_until}; "
            "agree on a later one"
        )
    return dataclasses.replace(mandate, signed_on=on)


def _check_signature(mandate: Mandate, on: date, today: date) -> None:
    must_be_day(on, "date of signature", mandate.label)
    if on > today:
        raise InvalidValue(
            f"{mandate.label}: signed on {on}, which lies after today, {today}; "
            "give the day on which the debtor signed"
        )


class Resigning(StrEnum):
    """What a new signature makes of a mandate that was over."""

    NEW_MANDATE = "new mandate"
    """A new one with a reference of its own, linked both ways: what the scheme advises."""
    SAME_REFERENCE = "same reference"
    """The same one, active again with a new date of signature: as one package does it."""


def sign_again(
    mandate: Mandate,
    on: date,
    *,
    today: date,
    policy: Resigning = Resigning.NEW_MANDATE,
    reference: MandateReference | None = None,
    dormancy: Dormancy = DORMANCY,
) -> tuple[Mandate, ...]:
    """The debtor signs once more, after the mandate was revoked, had lapsed or was used up.

    Gives all mandates to be kept, the one to collect under last: under a new ``reference`` the old
    one, replaced, and the new one; under the same reference only this, with the new date. Then the
    revocation, an agreed end that has passed, and a confirmation at the debtor's bank are gone; its
    history and a hold stay. Raises :class:`InvalidValue` for a signature after ``today`` or not
    after what it has to undo, and :class:`IllegalStep` for a mandate that is not over, that was
    replaced, or that was used up and would keep its reference (banks refuse that as AG02).
    Source: EPC016-06, section 4.2: a lapsed mandate needs a new one; Betaalvereniging on AG02.
    """
    _check_signature(mandate, on, today)
    status = mandate.status(today, dormancy)
    _must_be_over(mandate, status, today, dormancy)
    _must_undo(mandate, on)
    if policy is Resigning.NEW_MANDATE:
        if reference is None:
            raise InvalidValue(
                f"{mandate.label}: a new mandate needs a reference of its own; give one, "
                "or ask for Resigning.SAME_REFERENCE"
            )
        return replace_mandate(mandate, on=on, reference=reference, signed_on=on)
    if reference is not None and reference != mandate.reference:
        raise InvalidValue(f"{mandate.label}: it keeps its reference, so {reference} has no use")
    if mandate.finished:
        raise IllegalStep(
            f"{mandate.label} was used up: banks refuse its reference (AG02); "
            "give a new mandate a reference of its own"
        )
    return (_active_again(mandate, on),)


def _must_be_over(mandate: Mandate, status: MandateStatus, today: date, dormancy: Dormancy) -> None:
    if status is MandateStatus.UNSIGNED:
        raise IllegalStep(f"{mandate.label} has not been signed yet: sign it first (sign)")
    if status is MandateStatus.REPLACED:
        raise IllegalStep(f"{mandate.why_unusable(today, dormancy)}, or let that be signed again")
    if status in LIVING:
        raise IllegalStep(
            f"{mandate.label} is {status} on {today}: it needs no new signature; "
            "replace_mandate makes a new one of it"
        )


def _must_undo(mandate: Mandate, on: date) -> None:
    """A signature only undoes what was before it."""
    if mandate.revoked_on is not None and on < mandate.revoked_on:
        raise InvalidValue(
            f"{mandate.label}: signed again on {on}, before it was revoked on "
            f"{mandate.revoked_on}; only a later signature makes it active again"
        )
    if mandate.signed_on is not None and on <= mandate.signed_on:
        raise InvalidValue(
            f"{mandate.label}: signed again on {on}, and signed before on {mandate.signed_on}; "
            "give the day of the new signature"
        )


def _active_again(mandate: Mandate, on: date) -> Mandate:
    agreed = mandate.valid_until
    return dataclasses.replace(
        mandate,
        signed_on=on,
        revoked_on=None,
        confirmed_on=None,
        valid_until=None if agreed is not None and agreed < on else agreed,
        electronic_signature=None,
    )


def confirm(mandate: Mandate, on: date) -> Mandate:
    """The debtor has confirmed a B2B mandate to the debtor's bank, on a calendar day.

    The creditor is told, and cannot check it. A later confirmation takes the place of an earlier.
    Raises :class:`IllegalStep` for any other scheme and for a mandate that is unsigned or ended,
    and :class:`InvalidValue` for a day before the signature.
    Source: EPC222-07: the debtor's bank checks every collection against what was confirmed.
    """
    must_be_day(on, "date of confirmation", mandate.label)
    if mandate.scheme is not Scheme.B2B:
        raise IllegalStep(
            f"{mandate.label} is {mandate.scheme}: only a B2B mandate is confirmed at the "
            "debtor's bank"
        )
    if mandate.signed_on is None:
        raise IllegalStep(f"{mandate.label} is not signed: sign it before it is confirmed")
    must_not_have_ended(mandate, on, "confirmed")
    must_not_be_before_signature(on, "confirmed", mandate)
    return dataclasses.replace(mandate, confirmed_on=on)


MIGRATION_SIGNED_ON: Final = date(2009, 11, 1)
"""The date of signature by convention of a mandate from before SEPA.

General knowledge: the day before SEPA direct debits began is what files say of such mandates.
"""


def migrated_mandate(
    *,
    reference: MandateReference,
    creditor_identifier: CreditorIdentifier,
    debtor: Debtor,
    signed_on: date = MIGRATION_SIGNED_ON,
    last_due_on: date | None = None,
) -> Mandate:
    """A mandate from before SEPA, taken over as a recurrent CORE mandate without a new signature.

    ``signed_on`` is the old date of signature where it is known. ``last_due_on``, the last day on
    which was collected under it, counts as its latest use: the 36 months run from there. It is
    never a B2B mandate, since it gave a right to a refund.
    Source: help page of a Dutch package on reusing mandates; the date by general knowledge.
    """
    used = (
        ()
        if last_due_on is None
        else (Presentation(due_on=last_due_on, sequence_type=SequenceType.RECURRENT),)
    )
    return Mandate(
        reference=reference,
        creditor_identifier=creditor_identifier,
        debtor=debtor,
        signed_on=signed_on,
        migrated=True,
        presentations=used,
    )
