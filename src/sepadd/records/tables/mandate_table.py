"""Mandates as a table: what one exchanges with a spreadsheet.

A table is taken in whole or not at all. Everything that is wrong with it is told at once, each with
its line, its column, what stands there and what would be right.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache, partial
from typing import Final

from sepadd.findings import Finding
from sepadd.mandate import Amendment, Mandate, Presentation, Scheme, SequenceType, Suspension
from sepadd.records.noting import NOTHING, raise_if_any
from sepadd.records.tables import headings
from sepadd.records.tables.headings import MANDATE_COLUMNS
from sepadd.records.tables.sheet import SheetRow, sheet_rows, table
from sepadd.records.written import day
from sepadd.values import (
    Bic,
    CreditorIdentifier,
    Debtor,
    Iban,
    MandateReference,
    OrganisationId,
    OtherId,
    PostalAddress,
)

ADDRESS: Final = ("street", "building", "postcode", "town", "country")
"""The columns that hold an address."""

ORIGINALS: Final = (
    "previous_reference",
    "previous_identifier",
    "previous_creditor_name",
    "previous_iban",
    "previous_bic",
)
"""The columns that hold what the bank still knows of an amended mandate."""

UNTOLD: Final = "SMNDA"
"""What stands as ``previous_iban`` where the account before is not known."""


def read_mandates(
    source: bytes | str, *, creditor_identifier: CreditorIdentifier, name: str = "mandates.csv"
) -> tuple[Mandate, ...]:
    r"""The mandates of a table, in its order, all given to one creditor.

    UTF-8, comma or semicolon as the headings have it, the columns in any order. ``reference``,
    ``debtor_id``, ``name`` and ``iban`` are needed; ``bic``, ``scheme`` (empty: CORE), ``type``
    (``recurrent``, also if empty, or ``one-off``), ``signed_on``, ``last_due_on``, ``revoked_on``,
    ``valid_until``, ``debtor_kind``, ``account_holder``, ``street``, ``building``, ``postcode``,
    ``town``, ``country``, ``organisation_number``, ``suspended_on``, ``suspended_until``,
    ``suspension_reason``, ``confirmed_on``, ``replaced_on``, ``replaced_by``, ``replaces``,
    ``migrated`` (``yes``, or ``no``), and what the bank has still to be told, ``amended_on``,
    ``previous_reference``, ``previous_identifier``, ``previous_creditor_name``, ``previous_iban``
    and ``previous_bic``, may be left away, wholly or in a row. Headings may be English, Dutch or
    German, days are written ``2026-12-31``, blanks around a cell are not part of it. ``name`` is
    what findings call the table. It knows of no mandates but those in the table: for a table that
    changes mandates which you have, see :func:`sepadd.records.plan_import`.

    Raises :class:`UnreadableRecords` with all that is wrong; nothing was taken in then.

    >>> from sepadd.testing import CREDITOR
    >>> text = "Kenmerk machtiging;Debiteur;Naam;IBAN\nM-1;10042;Ada Jansen;NL91ABNA0417164300\n"
    >>> (mandate,) = read_mandates(text, creditor_identifier=CREDITOR.identifier)
    >>> mandate.label, mandate.debtor.name
    ('mandate M-1', 'Ada Jansen')
    """
    findings: list[Finding] = []
    seen: dict[object, int] = {}
    make = partial(_mandate, name=name, creditor_identifier=creditor_identifier, seen=seen)
    mandates = tuple(map(make, sheet_rows(source, MANDATE_COLUMNS, name, findings)))
    raise_if_any(findings)
    return mandates


def _mandate(
    row: SheetRow, *, name: str, creditor_identifier: CreditorIdentifier, seen: dict[object, int]
) -> Mandate:
    told = row.text("reference")
    if told:
        row.subject = f"{name}, mandate {told[:35]}"
        row.once(told.upper(), f"mandate {told[:35]}", "reference", seen)
    return mandate_of(row, creditor_identifier)


def mandate_of(row: SheetRow, creditor_identifier: CreditorIdentifier) -> Mandate:
    """The mandate that a row holds, given to a creditor; what is wrong in the row is noted."""
    one_off = row.may("type", headings.one_off, absent=False)
    return row.made(
        Mandate,
        reference=row.must("reference", MandateReference),
        creditor_identifier=creditor_identifier,
        debtor=_debtor(row),
        scheme=row.may("scheme", headings.scheme, Scheme.CORE),
        one_off=one_off,
        signed_on=row.may("signed_on", day, None),
        valid_until=row.may("valid_until", day, None),
        revoked_on=row.may("revoked_on", day, None),
        suspension=_suspension(row),
        confirmed_on=row.may("confirmed_on", day, None),
        replaced_on=row.may("replaced_on", day, None),
        replaced_by=row.may("replaced_by", MandateReference, None),
        replaces=row.may("replaces", MandateReference, None),
        migrated=row.may("migrated", headings.migrated, absent=False),
        presentations=presented_until(row.may("last_due_on", day, None), one_off=one_off),
        amendments=_amendments(row),
    )


def _debtor(row: SheetRow) -> Debtor:
    return row.made(
        Debtor,
        id=row.must("debtor_id", str),
        name=row.must("name", str),
        iban=row.must("iban", Iban),
        bic=row.may("bic", bic, None),
        account_holder=row.may("account_holder", str, None),
        kind=row.may("debtor_kind", headings.debtor_kind, None),
        address=address_of(row),
        identification=row.may("organisation_number", organisation, None),
    )


def organisation(number: str) -> OrganisationId:
    """A company, by its number in whatever register."""
    return OrganisationId(other=OtherId(id=number))


def address_of(row: SheetRow) -> PostalAddress | None:
    """The address that a row holds; nothing where it has no part of one."""
    if not any(map(row.text, ADDRESS)):
        return None
    town, country = row.text("town"), row.text("country")
    for column in ("town", "country"):
        if not row.text(column):
            row.note("it is empty, and an address needs it", column)
    if not town or not country:
        return NOTHING  # type: ignore[no-any-return]  # it was noted
    return row.read(country.upper(), partial(_address_in, row=row, town=town), "country")


def _address_in(country: str, *, row: SheetRow, town: str) -> PostalAddress:
    return PostalAddress(
        country=country,
        town=town,
        postcode=row.text("postcode") or None,
        street=row.text("street") or None,
        building=row.text("building") or None,
    )


def _suspension(row: SheetRow) -> Suspension | None:
    since = row.may("suspended_on", day, None)
    until = row.may("suspended_until", day, None)
    reason = row.text("suspension_reason")
    if since is None:
        _must_have("suspended_on", row, ("suspended_until", "suspension_reason"))
        return None
    return Suspension(since=since, until=until, reason=reason)


def _amendments(row: SheetRow) -> tuple[Amendment, ...]:
    """What the bank has still to be told, as one amendment."""
    on = row.may("amended_on", day, None)
    reference = row.may("previous_reference", MandateReference, None)
    identifier = row.may("previous_identifier", _creditor_identifier, None)
    name = row.may("previous_creditor_name", str, None)
    before = row.may("previous_iban", account_before, None)
    bic_before = row.may("previous_bic", bic, None)
    if on is None:
        _must_have("amended_on", row, ORIGINALS)
        return ()
    return (
        row.made(
            Amendment,
            on=on,
            reference=reference,
            creditor_identifier=identifier,
            creditor_name=name,
            iban=before if isinstance(before, Iban) else None,
            bic=bic_before,
            account_untold=before == UNTOLD,
        ),
    )


def _must_have(column: str, row: SheetRow, beside: Iterable[str]) -> None:
    filled = ", ".join(filter(row.text, beside))
    if filled and not row.text(column):
        row.note(f"it is empty, and {filled} needs it", column)


def presented_until(last_due_on: date | None, *, one_off: bool) -> tuple[Presentation, ...]:
    """What was presented, as far as a table tells: that of the last due date."""
    if last_due_on is None:
        return ()
    sequence_type = SequenceType.ONE_OFF if one_off else SequenceType.RECURRENT
    return (Presentation(due_on=last_due_on, sequence_type=sequence_type),)


def account_before(text: str) -> Iban | str:
    """The account before a change; :data:`UNTOLD` where the table says that it is not known."""
    return UNTOLD if text.upper() == UNTOLD else Iban(text)


def account_told_before(amendment: Amendment) -> Iban | str | None:
    """What a table says of the account before a change; nothing where it did not change."""
    return UNTOLD if amendment.account_untold else amendment.iban


@lru_cache(maxsize=1024)
def bic(text: str) -> Bic:
    """A BIC; few banks hold most accounts, so what was read is remembered."""
    return Bic(text)


@lru_cache(maxsize=64)
def _creditor_identifier(text: str) -> CreditorIdentifier:
    return CreditorIdentifier(text)


def write_mandates(mandates: Iterable[Mandate]) -> str:
    """A table of mandates that :func:`read_mandates` takes in, lines ending as RFC 4180 has it.

    A table says less than a record. Of the presentations it keeps the last due date: a mandate that
    ended with its final collection is written as valid until that day, and a one-off mandate whose
    collection was turned down as not used. Of the amendments it keeps those that the bank has still
    to be told, as one. Who pays for another, identifications other than an organisation's number,
    an electronic signature, an address without a town, and of another address all but street,
    building, postcode, town and country are not in it: a record holds them. It makes no mandate
    usable that is not.

    Cells are written as they are. One that begins with ``=``, ``+``, ``-`` or ``@`` may be taken
    for a formula by a spreadsheet: let it take all columns in as text.
    """
    return table(MANDATE_COLUMNS.names, map(cells, mandates))


def cells(mandate: Mandate) -> tuple[object, ...]:
    """What stands in the row of a mandate, for each of :data:`MANDATE_COLUMNS` in its order."""
    turned_down = mandate.one_off and not mandate.used
    ended = mandate.finished and not mandate.one_off
    return (
        mandate.reference,
        *_debtor_cells(mandate.debtor),
        mandate.scheme,
        "one-off" if mandate.one_off else "recurrent",
        mandate.signed_on,
        None if turned_down else mandate.last_due_on,
        mandate.revoked_on,
        _earliest(mandate.valid_until, mandate.last_due_on) if ended else mandate.valid_until,
        mandate.debtor.kind,
        mandate.debtor.account_holder,
        *_address_cells(mandate.debtor.address),
        organisation_number(mandate.debtor),
        *_suspension_cells(mandate.suspension),
        mandate.confirmed_on,
        mandate.replaced_on,
        mandate.replaced_by,
        mandate.replaces,
        "yes" if mandate.migrated else None,
        *_pending_cells(mandate.pending_amendment),
    )


def _debtor_cells(debtor: Debtor) -> tuple[object, ...]:
    return debtor.id, debtor.name, debtor.iban, debtor.bic


def _address_cells(address: PostalAddress | None) -> tuple[object, ...]:
    if address is None or address.town is None:
        return (None,) * len(ADDRESS)
    return address.street, address.building, address.postcode, address.town, address.country


def organisation_number(debtor: Debtor) -> str | None:
    """The number in a register that a debtor is identified by, whichever register it is."""
    match debtor.identification:
        case OrganisationId(other=OtherId(id=number)):
            return number
        case _:
            return None


def _suspension_cells(hold: Suspension | None) -> tuple[object, ...]:
    return (None,) * 3 if hold is None else (hold.since, hold.until, hold.reason)


def _pending_cells(was: Amendment | None) -> tuple[object, ...]:
    if was is None:
        return (None,) * (1 + len(ORIGINALS))
    originals = was.reference, was.creditor_identifier, was.creditor_name, account_told_before(was)
    return was.on, *originals, was.bic


def _earliest(*days: date | None) -> date | None:
    return min((day for day in days if day is not None), default=None)
