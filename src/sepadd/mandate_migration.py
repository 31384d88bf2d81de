"""Mandates from before SEPA, which are taken over without a new signature."""

from __future__ import annotations

from datetime import date
from typing import Final

from sepadd.identifiers import CreditorIdentifier, MandateReference
from sepadd.mandate import Mandate, Presentation, SequenceType
from sepadd.party import Debtor

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
