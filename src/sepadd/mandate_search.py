"""Looking up mandates: by debtor, by reference, by what comes next, by whether they can be used."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sepadd.identifiers import MandateReference
from sepadd.mandate import Mandate, MandateStatus, SequenceType
from sepadd.rulebook.terms import Terms


def find(
    mandates: Iterable[Mandate],
    terms: Terms,
    *,
    due_on: date,
    debtor_id: str | None = None,
    reference: MandateReference | None = None,
    sequence_type: SequenceType | None = None,
    active: bool | None = None,
) -> tuple[Mandate, ...]:
    """The mandates to which all that is given applies, in their order; all where nothing is given.

    ``reference`` finds a mandate under each that it has or had. ``sequence_type`` is what its next
    collection, due on ``due_on``, usually says it is. ``active`` asks whether it can be used on
    that day: True for those that can, False for those that cannot.

    >>> from sepadd.testing import B2B_MANDATE, DUE_ON, MANDATE, TERMS
    >>> found = find((MANDATE, B2B_MANDATE), TERMS, due_on=DUE_ON, debtor_id="20007")
    >>> [mandate.label for mandate in found]
    ['mandate M-2']
    """
    return tuple(
        mandate
        for mandate in mandates
        if debtor_id in {None, mandate.debtor.id}
        and (reference is None or reference.key in {key for _, key in mandate.keys})
        and (sequence_type is None or sequence_type is terms.sequence_types(mandate, due_on)[0])
        and active in {None, mandate.status(due_on, terms.dormancy) is MandateStatus.ACTIVE}
    )
