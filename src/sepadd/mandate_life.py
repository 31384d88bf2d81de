"""What is done with a mandate: signing, suspending, amending, replacing, revoking.

Each step is a function that gives the mandate as it is afterwards; the one before stays as it was.
What a mandate is on a day follows from what was done, and is told by :meth:`Mandate.status`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import Final, NamedTuple

from sepadd.accounts import Bic, Iban
from sepadd.amendment import Amendment
from sepadd.findings import IllegalStep, InvalidValue
from sepadd.identifiers import CreditorIdentifier, MandateReference
from sepadd.mandate import (
    DORMANCY,
    Dormancy,
    Mandate,
    MandateStatus,
    Presentation,
    Scheme,
    SequenceType,
    Suspension,
)
from sepadd.party import Debtor, DebtorKind

MIGRATION_SIGNED_ON: Final = date(2009, 11, 1)
"""The date of signature by convention of a mandate from before SEPA.

General knowledge: the day before SEPA direct debits began is what files say of such mandates.
"""

_LIVING: Final = frozenset({MandateStatus.ACTIVE, MandateStatus.SUSPENDED})


def _must_be_day(day: object, what: str, mandate: Mandate) -> None:
    if not isinstance(day, date) or isinstance(day, datetime):
        raise InvalidValue(f"{mandate.label}: {what} {day!r} needs to be a date without time")


def _must_not_be_before_signature(day: date, what: str, mandate: Mandate) -> None:
    if mandate.signed_on is not None and day < mandate.signed_on:
        raise InvalidValue(
            f"{mandate.label}: {what} on {day}, before its signature on {mandate.signed_on}; "
            "correct one of the two dates"
        )


# -- signing ------------------------------------------------------------------------------------


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
    _must_not_have_ended(mandate, today, "signed")
    if mandate.valid_until is not None and mandate.valid_until < on:
        raise InvalidValue(
            f"{mandate.label}: signed on {on}, after its agreed end on {mandate.valid_until}; "
            "agree on a later one"
        )
    return dataclasses.replace(mandate, signed_on=on)


def _check_signature(mandate: Mandate, on: date, today: date) -> None:
    _must_be_day(on, "date of signature", mandate)
    if on > today:
        raise InvalidValue(
            f"{mandate.label}: signed on {on}, which lies after today, {today}; "
            "give the day on which the debtor signed"
        )


def _must_not_have_ended(mandate: Mandate, on: date, done: str) -> None:
    """Refuse a step with a mandate that debtor or creditor have ended by a day."""
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
    if status in _LIVING:
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
    _must_be_day(on, "date of confirmation", mandate)
    if mandate.scheme is not Scheme.B2B:
        raise IllegalStep(
            f"{mandate.label} is {mandate.scheme}: only a B2B mandate is confirmed at the "
            "debtor's bank"
        )
    if mandate.signed_on is None:
        raise IllegalStep(f"{mandate.label} is not signed: sign it before it is confirmed")
    _must_not_have_ended(mandate, on, "confirmed")
    _must_not_be_before_signature(on, "confirmed", mandate)
    return dataclasses.replace(mandate, confirmed_on=on)


# -- holding ------------------------------------------------------------------------------------


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
    _must_be_day(since, "held since", mandate)
    if until is not None and until < since:
        raise InvalidValue(
            f"{mandate.label}: suspended from {since} up to {until}, which is earlier; "
            "give the last day of the hold, or none"
        )
    if mandate.status(since, dormancy) not in _LIVING:
        why = mandate.why_unusable(since, dormancy)
        raise IllegalStep(f"{why}: there is nothing to suspend")
    hold = Suspension(since=since, until=until, reason=reason)
    return dataclasses.replace(mandate, suspension=hold)


def release(mandate: Mandate) -> Mandate:
    """Take the hold off a mandate. Raises :class:`IllegalStep` where there is none."""
    if mandate.suspension is None:
        raise IllegalStep(f"{mandate.label} is not suspended: there is nothing to release")
    return dataclasses.replace(mandate, suspension=None)


# -- ending -------------------------------------------------------------------------------------


def revoke(mandate: Mandate, on: date) -> Mandate:
    """Debtor or creditor end a mandate: from that calendar day on it cannot be used.

    It may lie in the future, and the mandate may be unsigned, lapsed or used up. Revoking it again
    on the same day changes nothing. Raises :class:`IllegalStep` for a mandate that was revoked on
    another day, or replaced by that day, and :class:`InvalidValue` for a day before the signature.
    What was proposed or sent under it is told by :func:`sepadd.ended_mandate.touched`.

    >>> from sepadd.testing import MANDATE
    >>> str(revoke(MANDATE, date(2026, 11, 23)).status(date(2026, 12, 1)))
    'revoked'
    """
    _must_be_day(on, "date of revocation", mandate)
    if mandate.revoked_on == on:
        return mandate
    if mandate.revoked_on is not None:
        raise IllegalStep(
            f"{mandate.label} was revoked on {mandate.revoked_on}: it cannot be revoked on {on}"
        )
    _must_not_have_ended(mandate, on, "revoked")
    _must_not_be_before_signature(on, "revoked", mandate)
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
    _must_be_day(on, "date of replacement", mandate)
    if mandate.replaced_by is not None:
        raise IllegalStep(
            f"{mandate.label} was replaced on {mandate.replaced_on}: replace mandate "
            f"{mandate.replaced_by} instead"
        )
    _must_not_be_before_signature(on, "replaced", mandate)
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


# -- amending -----------------------------------------------------------------------------------


def amend(
    mandate: Mandate,
    *,
    on: date,
    reference: MandateReference | None = None,
    creditor_identifier: CreditorIdentifier | None = None,
    creditor_name_was: str | None = None,
    iban: Iban | None = None,
    bic: Bic | None = None,
    dormancy: Dormancy = DORMANCY,
) -> Mandate:
    """Change what may change without a new mandate, and remember what it was before.

    ``reference``, ``creditor_identifier`` and ``iban`` are the new values; ``creditor_name_was`` is
    the creditor's name until now, since the new one stands with the creditor. What is given and is
    no change is left away. A new ``iban`` drops the old BIC unless ``bic`` is given; on a B2B
    mandate it has to be confirmed anew at the debtor's bank. Another business code changes the
    identifier, and is nothing that a bank is told. While a mandate is unsigned it is corrected, and
    nothing remembered. Raises :class:`InvalidValue` where nothing changes, where a BIC comes
    without a new account, and for a day before the signature; :class:`IllegalStep` for a mandate
    that has ended.
    Source: EPC016-06 and EPC222-07 on amendments; AT-M004, AT-M005, AT-M007; BNG Bank on B2B.

    >>> from sepadd.testing import MANDATE
    >>> moved = amend(MANDATE, on=date(2026, 11, 2), iban=Iban("NL98INGB0202345688"))
    >>> [str(amendment.iban) for amendment in moved.amendments]
    ['NL91ABNA0417164300']
    """
    _must_be_day(on, "date of amendment", mandate)
    _must_be_amendable(mandate, on, dormancy)
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
    _must_not_have_ended(mandate, on, "amended")
    if mandate.signed_on is None:
        return
    _must_not_be_before_signature(on, "amended", mandate)
    if mandate.status(on, dormancy) not in _LIVING:
        raise IllegalStep(f"{mandate.why_unusable(on, dormancy)}: it cannot be amended")


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
            confirmed_on=mandate.confirmed_on if self.iban is None else None,
            amendments=mandate.amendments if was is None else (*mandate.amendments, was),
        )


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
        if mandate.status(on, self.dormancy) not in {*_LIVING, MandateStatus.UNSIGNED}:
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


# -- from before SEPA ---------------------------------------------------------------------------


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
