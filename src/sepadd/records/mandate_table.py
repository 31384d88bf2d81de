"""Mandates as a table: what one exchanges with a spreadsheet.

A table is taken in whole or not at all. Everything that is wrong with it is told at once, each with
its line, its column, what stands there and what would be right.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache, partial
from typing import Final

from sepadd.accounts import Bic, Iban
from sepadd.findings import Finding
from sepadd.identifiers import CreditorIdentifier, MandateReference
from sepadd.mandate import Mandate, Presentation, Scheme, SequenceType
from sepadd.party import Debtor, PostalAddress
from sepadd.records import headings
from sepadd.records.headings import MANDATE_COLUMNS
from sepadd.records.noting import NOTHING, raise_if_any
from sepadd.records.sheet import Row, rows, table
from sepadd.records.written import day

_ADDRESS: Final = ("street", "building", "postcode", "town", "country")


def read_mandates(
    source: bytes | str, *, creditor_identifier: CreditorIdentifier, name: str = "mandates.csv"
) -> tuple[Mandate, ...]:
    r"""The mandates of a table, in its order, all given to one creditor.

    UTF-8, comma or semicolon as the headings have it, the columns in any order. ``reference``,
    ``debtor_id``, ``name`` and ``iban`` are needed; ``bic``, ``scheme`` (empty: CORE), ``type``
    (``recurrent``, also if empty, or ``one-off``), ``signed_on``, ``last_due_on``, ``revoked_on``,
    ``valid_until``, ``debtor_kind``, ``account_holder``, ``street``, ``building``, ``postcode``,
    ``town`` and ``country`` may be left away, wholly or in a row. Headings may be English, Dutch or
    German, days are written ``2026-12-31``, blanks around a cell are not part of it. ``name`` is
    what findings call the table.

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
    mandates = tuple(map(make, rows(source, MANDATE_COLUMNS, name, findings)))
    raise_if_any(findings)
    return mandates


def _mandate(
    row: Row, *, name: str, creditor_identifier: CreditorIdentifier, seen: dict[object, int]
) -> Mandate:
    told = row.text("reference")
    if told:
        row.subject = f"{name}, mandate {told[:35]}"
        row.once(told.upper(), f"mandate {told[:35]}", "reference", seen)
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
        presentations=_presentations(row.may("last_due_on", day, None), one_off=one_off),
    )


def _debtor(row: Row) -> Debtor:
    return row.made(
        Debtor,
        id=row.must("debtor_id", str),
        name=row.must("name", str),
        iban=row.must("iban", Iban),
        bic=row.may("bic", _bic, None),
        account_holder=row.may("account_holder", str, None),
        kind=row.may("debtor_kind", headings.debtor_kind, None),
        address=_address(row),
    )


def _address(row: Row) -> PostalAddress | None:
    if not any(map(row.text, _ADDRESS)):
        return None
    town, country = row.text("town"), row.text("country")
    for column in ("town", "country"):
        if not row.text(column):
            row.note("it is empty, and an address needs it", column)
    if not town or not country:
        return NOTHING  # type: ignore[no-any-return]  # it was noted
    return row.read(country.upper(), partial(_address_in, row=row, town=town), "country")


def _address_in(country: str, *, row: Row, town: str) -> PostalAddress:
    return PostalAddress(
        country=country,
        town=town,
        postcode=row.text("postcode") or None,
        street=row.text("street") or None,
        building=row.text("building") or None,
    )


def _presentations(last_due_on: date | None, *, one_off: bool) -> tuple[Presentation, ...]:
    if last_due_on is None:
        return ()
    sequence_type = SequenceType.ONE_OFF if one_off else SequenceType.RECURRENT
    return (Presentation(due_on=last_due_on, sequence_type=sequence_type),)


@lru_cache(maxsize=1024)
def _bic(text: str) -> Bic:
    """A BIC; few banks hold most accounts, so what was read is remembered."""
    return Bic(text)


def write_mandates(mandates: Iterable[Mandate]) -> str:
    """A table of mandates that :func:`read_mandates` takes in, lines ending as RFC 4180 has it.

    A table says less than a record. Of the presentations it keeps the last due date: a mandate that
    ended with its final collection is written as valid until that day, and a one-off mandate whose
    collection was turned down as not used. Who pays for another, identifications, an electronic
    signature, an address without a town, and of another address all but street, building, postcode,
    town and country are not in it: a record holds them.

    Cells are written as they are. One that begins with ``=``, ``+``, ``-`` or ``@`` may be taken
    for a formula by a spreadsheet: let it take all columns in as text.
    """
    return table(MANDATE_COLUMNS.names, map(_mandate_row, mandates))


def _mandate_row(mandate: Mandate) -> tuple[object, ...]:
    debtor, address = mandate.debtor, mandate.debtor.address
    turned_down = mandate.one_off and not mandate.used
    ended = mandate.finished and not mandate.one_off
    places = [None] * len(_ADDRESS)
    if address is not None and address.town is not None:
        places = [getattr(address, place) for place in _ADDRESS]
    return (
        mandate.reference,
        debtor.id,
        debtor.name,
        debtor.iban,
        debtor.bic,
        mandate.scheme,
        "one-off" if mandate.one_off else "recurrent",
        mandate.signed_on,
        None if turned_down else mandate.last_due_on,
        mandate.revoked_on,
        _earliest(mandate.valid_until, mandate.last_due_on) if ended else mandate.valid_until,
        debtor.kind,
        debtor.account_holder,
        *places,
    )


def _earliest(*days: date | None) -> date | None:
    return min((day for day in days if day is not None), default=None)
