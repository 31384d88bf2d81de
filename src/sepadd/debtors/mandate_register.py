"""Which mandates are easily taken for one another: by their references, across all debtors.

Several mandates of one debtor, and several on one account, are fine; two of one reference are not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from sepadd.findings import Finding, Findings, Sentence, Severity
from sepadd.mandate import Mandate, MandateStatus, SequenceType
from sepadd.proposal import BLANKS_ONLY, DUPLICATE_MANDATE, MandateKey
from sepadd.rulebook import Terms
from sepadd.values import MandateReference

SHARED_MANDATE: Final = Sentence(
    "DBL-01",
    "A mandate is one debtor's.",
    "allowed where debtors share an account: one package has one mandate for them",
    Severity.WARNING,
    why=(
        "The bank sees one mandate where the books have several, and its use, change or revocation "
        "may be entered at one and not at the others."
    ),
    hint="Keep the mandate with one debtor, and name it in the items of the others.",
)

DOUBLE_SENTENCES: Final = (SHARED_MANDATE,)
"""What is asked of mandates among each other, apart from what a proposal asks."""


def duplicates(mandates: Iterable[Mandate]) -> Findings:
    """Mandates that share a reference, or almost, for the same creditor; each group is told once.

    Without regard to case, and to the business code in the creditor's identifier. An error, unless
    the mandates are the same for several debtors who share the account; a warning, too, where
    references differ in blanks only. Each mandate is looked at once.
    Source: EPC262-08; DFÜ agreement Annex 3 on the mandate reference.

    >>> from sepadd.testing import B2B_MANDATE, MANDATE
    >>> duplicates((MANDATE, B2B_MANDATE))
    ()
    """
    by_key: defaultdict[MandateKey, list[Mandate]] = defaultdict(list)
    for mandate in mandates:
        by_key[mandate.key].append(mandate)
    same = (_given_twice(group) for group in by_key.values() if len(group) > 1)
    return Findings((*same, *_blanks_only(by_key)))


def _given_twice(group: Sequence[Mandate]) -> Finding:
    first, debtors = group[0], _in_a_row(mandate.debtor.id for mandate in group)
    shared = len({m.debtor.id for m in group}) == len(group) and _same_but_for_the_debtor(group)
    if shared:
        return SHARED_MANDATE.finding(
            first.label,
            f"debtors {debtors} share it, on account {first.debtor.iban}: keep it with one of them "
            "and name it in the items of the others",
        )
    references = _in_a_row(str(mandate.reference) for mandate in group)
    detail = f"mandate reference {references} is given {len(group)} times (debtors {debtors})"
    return DUPLICATE_MANDATE.finding(first.label, f"{detail}: give each a reference of its own")


def _same_but_for_the_debtor(group: Sequence[Mandate]) -> bool:
    given = {(m.debtor.iban, m.scheme, m.one_off, m.signed_on) for m in group}
    return len(given) == 1


def _blanks_only(by_key: dict[MandateKey, list[Mandate]]) -> Iterator[Finding]:
    bare: defaultdict[MandateKey, list[Mandate]] = defaultdict(list)
    for (identity, _), group in by_key.items():
        bare[identity, group[0].reference.without_blanks].append(group[0])
    for first, *others in bare.values():
        if others:
            labels = ", ".join(mandate.label for mandate in others)
            yield BLANKS_ONLY.finding(first.label, f"it differs in blanks only from {labels}")


def _in_a_row(words: Iterable[str]) -> str:
    return " and ".join(dict.fromkeys(words))


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
        and active in {None, mandate.status(due_on, terms.profile.dormancy) is MandateStatus.ACTIVE}
    )
