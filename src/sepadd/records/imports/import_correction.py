"""What a row of a table puts in the place of what was there: names, addresses, an agreed end."""

from __future__ import annotations

from dataclasses import replace

from sepadd.mandate import Mandate
from sepadd.records.imports.import_difference import POSSIBLE, RowDifference
from sepadd.records.tables import ADDRESS, address_of, bic, headings, organisation, presented_until
from sepadd.records.written import day
from sepadd.values import Debtor, OrganisationId, OtherId, PersonId


def corrected(mandate: Mandate, said: RowDifference, *, moves: bool) -> Mandate:
    """The mandate with what a row says of it and no bank has to be told.

    With ``moves`` the row gives another account, and its BIC is left to the amendment.
    """
    debtor = _debtor(mandate.debtor, said, moves=moves)
    if debtor != mandate.debtor:
        mandate = replace(mandate, debtor=debtor)
    return _facts(mandate, said)


def _debtor(debtor: Debtor, said: RowDifference, *, moves: bool) -> Debtor:
    address = debtor.address
    if any(column in said.columns for column in ADDRESS):
        address = address_of(said.row)
    return replace(
        debtor,
        name=said.given("name", str) or debtor.name,
        bic=debtor.bic if moves else said.given("bic", bic) or debtor.bic,
        account_holder=said.given("account_holder", str) or debtor.account_holder,
        kind=said.given("debtor_kind", headings.debtor_kind) or debtor.kind,
        address=address,
        identification=_identification(debtor, said),
    )


def _identification(debtor: Debtor, said: RowDifference) -> OrganisationId | PersonId | None:
    """With another number it is still the same kind of number."""
    given = said.given("organisation_number", organisation)
    if given is None or given.other is None:
        return debtor.identification
    match debtor.identification:
        case None:
            return given
        case OrganisationId(other=OtherId() as other):
            return OrganisationId(other=replace(other, id=given.other.id))
        case identification:
            told = "the debtor is identified otherwise, and has one identification at most"
            said.row.note(f"{told}: change it in the mandate", "organisation_number", POSSIBLE)
            return identification


def _facts(mandate: Mandate, said: RowDifference) -> Mandate:
    """With the agreed end, where it comes from, and the last day on which it was used."""
    migrated = said.given("migrated", headings.migrated)
    valid_until = said.given("valid_until", day) or mandate.valid_until
    if migrated not in {None, mandate.migrated} or valid_until != mandate.valid_until:
        migrated = mandate.migrated if migrated is None else migrated
        mandate = replace(mandate, valid_until=valid_until, migrated=migrated)
    last, known = said.given("last_due_on", day), mandate.last_due_on
    if last is None or (known is not None and last <= known):
        return mandate
    return mandate.with_presentations(presented_until(last, one_off=mandate.one_off))
