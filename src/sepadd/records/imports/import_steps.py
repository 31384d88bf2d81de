"""What a row of a table does to the mandate that it means: it signs, amends, holds or ends it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from types import MappingProxyType
from typing import Final, NamedTuple

from sepadd.findings import IllegalStep, InvalidValue
from sepadd.mandate import (
    Dormancy,
    Mandate,
    Resigning,
    amend,
    confirm,
    revoke,
    sign,
    sign_again,
    suspend,
)
from sepadd.records.imports.import_correction import corrected
from sepadd.records.imports.import_difference import POSSIBLE, RowDifference, refuse_another_mandate
from sepadd.records.imports.import_plan import HOLD_COLUMNS
from sepadd.records.noting import shortened
from sepadd.records.tables import account_before, account_told_before, bic
from sepadd.records.written import day
from sepadd.values import Bic, CreditorIdentifier, Iban, MandateReference


class ImportPolicy(NamedTuple):
    """How a table is taken in: the days, whether it signs again, and how long mandates live.

    ``on`` is the day of an amendment that has none of its own; nothing is signed after ``today``.
    """

    on: date
    today: date
    signing_again: bool
    dormancy: Dormancy


def carried_in(mandate: Mandate, said: RowDifference, policy: ImportPolicy) -> Mandate:
    """The mandate as it is after a row; what cannot be done is noted."""
    return _Steps(mandate, said, policy).taken()


class _Steps:
    """The steps that a row takes with its mandate, one after the other."""

    def __init__(self, mandate: Mandate, said: RowDifference, policy: ImportPolicy) -> None:
        self._said = said
        self._policy = policy
        iban = said.given("iban", Iban)
        self._iban = None if iban == mandate.debtor.iban else iban
        self.mandate: Mandate = mandate

    def taken(self) -> Mandate:
        """The mandate after all of them."""
        refuse_another_mandate(self.mandate, self._said)
        self.mandate = corrected(self.mandate, self._said, moves=self._iban is not None)
        # Until it is signed it is corrected, and after it was signed again it can be amended.
        unsigned = self.mandate.signed_on is None
        for step in (self._amend, self._sign) if unsigned else (self._sign, self._amend):
            step()
        self._confirm()
        self._suspend()
        self._replacement()
        self._revoke()
        return self.mandate

    def _step(self, column: str, step: Callable[[Mandate], Mandate]) -> None:
        try:
            self.mandate = step(self.mandate)
        except (IllegalStep, InvalidValue) as refused:
            self._said.row.note(shortened(str(refused)), column, POSSIBLE)

    def _sign(self) -> None:
        on = self._said.given("signed_on", day)
        if on is None or on == self.mandate.signed_on:
            return
        if self.mandate.signed_on is None or not self._policy.signing_again:
            self._step("signed_on", partial(sign, on=on, today=self._policy.today))
        else:
            self._step("signed_on", partial(self._again, on=on))

    def _again(self, mandate: Mandate, on: date) -> Mandate:
        (again,) = sign_again(
            mandate,
            on,
            today=self._policy.today,
            policy=Resigning.SAME_REFERENCE,
            dormancy=self._policy.dormancy,
        )
        return again

    def _amend(self) -> None:
        mandate, iban = self.mandate, self._iban
        reference = self._said.given("reference", MandateReference)
        reference = None if reference == mandate.reference else reference
        name_was = self._said.given("previous_creditor_name", str)
        if name_was in {amendment.creditor_name for amendment in mandate.amendments}:
            name_was = None
        self._must_know_originals()
        if iban is None and reference is None and name_was is None:
            return
        column = "iban" if iban else "reference" if reference else "previous_creditor_name"
        step = partial(
            amend,
            on=self._said.given("amended_on", day) or self._policy.on,
            reference=reference,
            creditor_name_was=name_was,
            iban=iban,
            bic=None if iban is None else self._bic_of(iban),
            dormancy=self._policy.dormancy,
        )
        self._step(column, step)

    def _bic_of(self, iban: Iban) -> Bic | None:
        """The BIC that goes with a new account: the one before only where the bank is the same."""
        debtor = self.mandate.debtor
        if "bic" in self._said.columns:
            return self._said.given("bic", bic)
        same = debtor.bic is not None and iban.same_bank_as(debtor.iban)
        return debtor.bic if same else None

    def _must_know_originals(self) -> None:
        """Refuse to lose what the bank is said to have still to be told."""
        now, before = self.mandate, self.mandate.amendments
        known: dict[str, set[object]] = {
            "previous_reference": {now.reference, *(each.reference for each in before)},
            "previous_identifier": {
                now.creditor_identifier,
                *(each.creditor_identifier for each in before),
            },
            "previous_iban": {now.debtor.iban, *map(account_told_before, before)},
            "previous_bic": {now.debtor.bic, *(each.bic for each in before)},
        }
        for column, read in _ORIGINALS.items():
            given = self._said.given(column, read)
            if given is not None and given not in known[column]:
                told = f"{now.label} has never had {given}"
                self._said.row.note(f"{told}: amend it, or leave the cell empty", column, POSSIBLE)

    def _confirm(self) -> None:
        on = self._said.given("confirmed_on", day)
        if on is not None and on != self.mandate.confirmed_on:
            self._step("confirmed_on", partial(confirm, on=on))

    def _suspend(self) -> None:
        before = self.mandate.suspension
        since = self._said.given("suspended_on", day) or (before.since if before else None)
        until = self._said.given("suspended_until", day) or (before.until if before else None)
        reason = self._said.given("suspension_reason", str) or (before.reason if before else "")
        if self._said.columns.isdisjoint(HOLD_COLUMNS):
            return
        if since is None:
            self._said.row.note("it is empty, and a suspension needs it", "suspended_on")
            return
        dormancy = self._policy.dormancy
        step = partial(suspend, since=since, until=until, reason=reason, dormancy=dormancy)
        self._step("suspended_on", step)

    def _replacement(self) -> None:
        replaces = self._said.given("replaces", MandateReference)
        if replaces is not None and replaces != self.mandate.replaces:
            self._step("replaces", partial(_taking_the_place_of, reference=replaces))
        on = self._said.given("replaced_on", day)
        by = self._said.given("replaced_by", MandateReference)
        if on is not None or by not in {None, self.mandate.replaced_by}:
            self._step("replaced_by", partial(_replaced, on=on, by=by))

    def _revoke(self) -> None:
        on = self._said.row.may("revoked_on", day, None)
        if on is not None and on != self.mandate.revoked_on:
            self._step("revoked_on", partial(revoke, on=on))


_ORIGINALS: Final[Mapping[str, Callable[[str], object]]] = MappingProxyType(
    {
        "previous_reference": MandateReference,
        "previous_identifier": CreditorIdentifier,
        "previous_iban": account_before,
        "previous_bic": bic,
    }
)


def _taking_the_place_of(mandate: Mandate, reference: MandateReference) -> Mandate:
    if mandate.replaces is not None:
        raise IllegalStep(f"{mandate.label} took the place of mandate {mandate.replaces}")
    return replace(mandate, replaces=reference)


def _replaced(mandate: Mandate, on: date | None, by: MandateReference | None) -> Mandate:
    if mandate.replaced_by is not None:
        raise IllegalStep(
            f"{mandate.label} was replaced on {mandate.replaced_on} by {mandate.replaced_by}"
        )
    return replace(mandate, replaced_on=on, replaced_by=by)
