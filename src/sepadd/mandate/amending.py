"""What may change without a new mandate is changed, and what it was before is remembered."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple, TypeVar

from sepadd.findings import IllegalStep, InvalidValue
from sepadd.mandate.amendment import Amendment
from sepadd.mandate.mandate import DORMANCY, Dormancy, Mandate, MandateStatus, Suspension
from sepadd.mandate.preconditions import LIVING, must_not_be_before_signature, must_not_have_ended
from sepadd.values import (
    Bic,
    BicLike,
    CreditorIdentifier,
    CreditorIdentifierLike,
    Iban,
    IbanLike,
    MandateReference,
    MandateReferenceLike,
    must_be_day,
)

T = TypeVar("T")


def amend(
    mandate: Mandate,
    *,
    on: date,
    reference: MandateReferenceLike | None = None,
    creditor_identifier: CreditorIdentifierLike | None = None,
    creditor_name_was: str | None = None,
    iban: IbanLike | None = None,
    bic: BicLike | None = None,
    dormancy: Dormancy = DORMANCY,
) -> Mandate:
    """Change what may change without a new mandate, and remember what it was before.

    ``reference``, ``creditor_identifier`` and ``iban`` are the new values; ``creditor_name_was`` is
    the creditor's name until now, since the new one stands with the creditor. What is given and is
    no change is left away. A new ``iban`` drops the old BIC unless ``bic`` is given, and ends a
    hold that was for the old account; on a B2B mandate it has to be confirmed anew at the debtor's
    bank. Another business code changes the identifier, and is nothing that a bank is told. While a
    mandate is unsigned it is corrected, and nothing remembered. Raises :class:`InvalidValue` where
    nothing changes, where a BIC comes without a new account, and for a day before the signature;
    :class:`IllegalStep` for a mandate that has ended.
    Source: EPC016-06 and EPC222-07 on amendments; AT-M004, AT-M005, AT-M007; BNG Bank on B2B.

    >>> from sepadd.testing import MANDATE
    >>> moved = amend(MANDATE, on=date(2026, 11, 2), iban="NL98INGB0202345688")
    >>> [str(amendment.iban) for amendment in moved.amendments]
    ['NL91ABNA0417164300']
    """
    must_be_day(on, "date of amendment", mandate.label)
    _must_be_amendable(mandate, on, dormancy)
    reference = _read(MandateReference, reference)
    creditor_identifier = _read(CreditorIdentifier, creditor_identifier)
    iban, bic = _read(Iban, iban), _read(Bic, bic)
    new = _Change(
        reference=None if reference == mandate.reference else reference,
        identifier=None
        if creditor_identifier == mandate.creditor_identifier
        else creditor_identifier,
        name_was=creditor_name_was if mandate.signed_on is not None else None,
        iban=None if iban == mandate.debtor.iban else iban,
        bic=bic,
    )
    if new.iban is None and bic not in {None, mandate.debtor.bic}:
        raise InvalidValue(
            f"{mandate.label}: BIC {bic} comes without a new IBAN, which is no amendment; "
            "give the IBAN that it belongs to, or correct the debtor's bic"
        )
    if new.changes_nothing:
        raise InvalidValue(
            f"{mandate.label}: nothing changes; give a reference, creditor_identifier or iban that "
            "is another than before, or the creditor_name_was of a signed mandate"
        )
    was = None if mandate.signed_on is None else new.originals(mandate, on)
    return new.made(mandate, was)


def _must_be_amendable(mandate: Mandate, on: date, dormancy: Dormancy) -> None:
    must_not_have_ended(mandate, on, "amended")
    if mandate.signed_on is None:
        return
    must_not_be_before_signature(on, "amended", mandate)
    if mandate.status(on, dormancy) not in LIVING:
        raise IllegalStep(f"{mandate.why_unusable(on, dormancy)}: it cannot be amended")


def _read(kind: Callable[[str], T], given: T | str | None) -> T | None:
    """A value that may be given as its text."""
    return kind(given) if isinstance(given, str) else given


class _Change(NamedTuple):
    """What becomes otherwise; what does not is absent."""

    reference: MandateReference | None
    identifier: CreditorIdentifier | None
    name_was: str | None
    iban: Iban | None
    bic: Bic | None

    @property
    def changes_nothing(self) -> bool:
        return (self.reference, self.identifier, self.name_was, self.iban) == (None,) * 4

    def originals(self, mandate: Mandate, on: date) -> Amendment | None:
        """The values before, as far as a bank knows them; nothing for another business code."""
        identifier = mandate.creditor_identifier
        other = self.identifier is not None and self.identifier.identity != identifier.identity
        if not other and (self.reference, self.name_was, self.iban) == (None,) * 3:
            return None
        return Amendment(
            on=on,
            reference=mandate.reference if self.reference else None,
            creditor_identifier=identifier if other else None,
            creditor_name=self.name_was,
            iban=mandate.debtor.iban if self.iban else None,
            bic=mandate.debtor.bic if self.iban else None,
        )

    def made(self, mandate: Mandate, was: Amendment | None) -> Mandate:
        """The mandate with the new values, and the ones before in its history."""
        debtor = mandate.debtor
        if self.iban is not None:
            debtor = dataclasses.replace(debtor, iban=self.iban, bic=self.bic)
        return dataclasses.replace(
            mandate,
            reference=self.reference or mandate.reference,
            creditor_identifier=self.identifier or mandate.creditor_identifier,
            debtor=debtor,
            suspension=self._hold(mandate),
            confirmed_on=mandate.confirmed_on if self.iban is None else None,
            amendments=mandate.amendments if was is None else (*mandate.amendments, was),
        )

    def _hold(self, mandate: Mandate) -> Suspension | None:
        """The hold on it, unless that was for the account which it no longer has."""
        hold = mandate.suspension
        ended = self.iban is not None and hold is not None and hold.is_for_the_account
        return None if ended else hold


def amend_for_creditor(
    mandates: Iterable[Mandate],
    *,
    on: date,
    identifier_was: CreditorIdentifier,
    identifier: CreditorIdentifier | None = None,
    name_was: str | None = None,
    dormancy: Dormancy = DORMANCY,
) -> tuple[Mandate, ...]:
    """The creditor has a new identifier, a new name, or both: all its mandates, amended at once.

    ``identifier_was`` tells whose mandates they are, ``identifier`` is the new one, ``name_was``
    the name until now. Mandates under another business code keep theirs. Those of other creditors,
    and those that have ended, stand as they were, in their order; unsigned ones are corrected, and
    those signed after ``on`` are amended on the day of signature. Raises :class:`InvalidValue`
    where neither identifier nor name changes.
    Source: EPC016-06 and EPC222-07 on amendments; one package carries it through in the same way.
    """
    if name_was is None and identifier in {None, identifier_was}:
        raise InvalidValue(
            f"creditor {identifier_was}: nothing changes; give an identifier that is another, "
            "or name_was, the name until now"
        )
    change = _CreditorChange(on, identifier_was, identifier, name_was, dormancy)
    return tuple(change.of(mandate) for mandate in mandates)


class _CreditorChange(NamedTuple):
    on: date
    identifier_was: CreditorIdentifier
    identifier: CreditorIdentifier | None
    name_was: str | None
    dormancy: Dormancy

    def of(self, mandate: Mandate) -> Mandate:
        if mandate.creditor_identifier.identity != self.identifier_was.identity:
            return mandate
        signed_on = mandate.signed_on
        on = self.on if signed_on is None else max(self.on, signed_on)
        if mandate.status(on, self.dormancy) not in {*LIVING, MandateStatus.UNSIGNED}:
            return mandate
        identifier = self._identifier_for(mandate)
        if identifier in {None, mandate.creditor_identifier} and (
            self.name_was is None or signed_on is None
        ):
            return mandate
        return amend(
            mandate,
            on=on,
            creditor_identifier=identifier,
            creditor_name_was=self.name_was,
            dormancy=self.dormancy,
        )

    def _identifier_for(self, mandate: Mandate) -> CreditorIdentifier | None:
        """The new identifier, with the mandate's own business code where it has another."""
        code, new = mandate.creditor_identifier.business_code, self.identifier
        if new is None or code == self.identifier_was.business_code:
            return new
        return CreditorIdentifier.build(new.country, new.national, code)
