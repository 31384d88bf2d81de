"""What of a mandate may change without a new signature, and what it was before.

The reference, the creditor's identifier, the creditor's name and the debtor's account may change;
another debtor, another scheme, or one-off instead of recurrent is a new mandate. The bank is told
of a change in the first collection after it.
Source: EPC016-06 and EPC222-07 on amendments; AT-M004, AT-M005, AT-M007.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sepadd.findings import InvalidValue
from sepadd.frozen import dataclass
from sepadd.values import (
    Bic,
    BicLike,
    CreditorIdentifier,
    CreditorIdentifierLike,
    Iban,
    IbanLike,
    MandateReference,
    MandateReferenceLike,
    reads,
)


@reads
@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class Amendment:
    """One change of a mandate on a calendar day: the values as they were before it.

    What did not change is absent; at least one value did, else :class:`InvalidValue`. ``bic`` is
    that of the account before, and stands beside ``iban`` only. ``account_untold`` says that the
    debtor has another account and that nobody tells which one it was, as ``SMNDA`` in a file of
    another system does: it stands in the place of ``iban``.
    """

    on: date
    reference: MandateReference | None
    creditor_identifier: CreditorIdentifier | None
    creditor_name: str | None
    iban: Iban | None
    bic: Bic | None
    account_untold: bool

    def __init__(
        self,
        *,
        on: date,
        reference: MandateReferenceLike | None = None,
        creditor_identifier: CreditorIdentifierLike | None = None,
        creditor_name: str | None = None,
        iban: IbanLike | None = None,
        bic: BicLike | None = None,
        account_untold: bool = False,
    ) -> None: ...

    def __post_init__(self) -> None:
        """Refuse an amendment of nothing."""
        originals = (self.reference, self.creditor_identifier, self.creditor_name, self.iban)
        if all(original is None for original in originals) and not self.account_untold:
            raise InvalidValue(
                f"amendment on {self.on}: give at least one value as it was before: "
                "reference, creditor_identifier, creditor_name or iban"
            )
        if self.account_untold and self.iban is not None:
            raise InvalidValue(
                f"amendment on {self.on}: IBAN {self.iban} is given, so the account is not untold; "
                "give one of the two"
            )
        if self.creditor_name is not None and not self.creditor_name.strip():
            raise InvalidValue(f"amendment on {self.on}: creditor_name is blank; give the old name")
        if self.bic is not None and self.iban is None:
            raise InvalidValue(
                f"amendment on {self.on}: BIC {self.bic} is given without its IBAN; give both"
            )

    def leaves_the_bank_of(self, iban: Iban) -> bool:
        """Whether the account before was at another bank than this one, or may have been."""
        return self.account_untold or (self.iban is not None and not self.iban.same_bank_as(iban))


def first_originals(amendments: Sequence[Amendment]) -> Amendment | None:
    """Several changes as one: of each value, what it was before the first of them.

    >>> from sepadd.testing import AMENDMENT
    >>> first_originals([]) is None, first_originals([AMENDMENT]) == AMENDMENT
    (True, True)
    """
    if not amendments:
        return None
    account = next((a for a in amendments if a.iban is not None or a.account_untold), None)
    return Amendment(
        on=amendments[-1].on,
        reference=next((a.reference for a in amendments if a.reference), None),
        creditor_identifier=next(
            (a.creditor_identifier for a in amendments if a.creditor_identifier), None
        ),
        creditor_name=next((a.creditor_name for a in amendments if a.creditor_name), None),
        iban=account.iban if account else None,
        bic=account.bic if account else None,
        account_untold=account is not None and account.account_untold,
    )
