"""Invoices and credit notes as a table, taken in as mandates are."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from sepadd.findings import Finding, InvalidValue
from sepadd.open_item import CreditNote, Invoice, ItemKind, OpenItem
from sepadd.records.noting import raise_if_any
from sepadd.records.tables import headings
from sepadd.records.tables.headings import OPEN_ITEM_COLUMNS
from sepadd.records.tables.sheet import SheetRow, sheet_rows, table
from sepadd.records.written import DecimalMark, amounts, day, written_cells
from sepadd.values import ZERO, CreditorReference, Euro, MandateReference, StructuredCommunication


def read_open_items(
    source: bytes | str,
    *,
    decimal: DecimalMark = DecimalMark.POINT,
    name: str = "open_items.csv",
) -> tuple[OpenItem, ...]:
    r"""The invoices and credit notes of a table, in its order.

    As :func:`read_mandates`. ``number``, ``kind`` (``invoice`` or ``credit_note``), ``debtor_id``
    and ``amount`` (above zero, for a credit note too) are needed; ``issued_on``, ``due_on``,
    ``description``, ``mandate``, ``creditor_reference``, ``category``, ``payment_method``,
    ``on_hold`` and ``collect`` may be left away. ``decimal`` declares how amounts are written: it
    is never guessed, since ``1.250`` has two meanings.

    Raises :class:`UnreadableRecords` with all that is wrong; nothing was taken in then.

    >>> text = "Factuurnummer;Soort;Debiteur;Bedrag\n2026-17;factuur;10042;12,50\n"
    >>> (item,) = read_open_items(text, decimal=DecimalMark.COMMA)
    >>> item.label, str(item.amount)
    ('invoice 2026-17', '12.50')
    """
    findings: list[Finding] = []
    amount_of = partial(_amount_above_zero, read=amounts(decimal))
    make = partial(_item, name=name, amount_of=amount_of, seen={})
    items = tuple(map(make, sheet_rows(source, OPEN_ITEM_COLUMNS, name, findings)))
    raise_if_any(findings)
    return items


def _item(
    row: SheetRow, *, name: str, amount_of: Callable[[str], Euro], seen: dict[object, int]
) -> OpenItem:
    told = row.text("number")
    kind = row.must("kind", headings.item_kind)
    if told and not row.wrong:
        what = f"{kind.replace('_', ' ')} {told[:35]}"
        row.subject = f"{name}, {what}"
        row.once((kind, told), what, "number", seen)
    elif told:
        row.subject = f"{name}, number {told[:35]}"
    reference = row.may("creditor_reference", _creditor_reference, None)
    common: dict[str, Any] = {
        "number": row.must("number", str),
        "debtor_id": row.must("debtor_id", str),
        "amount": row.must("amount", amount_of),
        "issued_on": row.may("issued_on", day, None),
        "due_on": row.may("due_on", day, None),
        "description": row.text("description"),
        "mandate": row.may("mandate", MandateReference, None),
        "category": row.text("category"),
        "payment_method": row.text("payment_method"),
        "on_hold": row.may("on_hold", headings.on_hold, ""),
        "collect": row.may("collect", headings.collect, None),
    }
    if kind is not ItemKind.CREDIT_NOTE:
        return row.made(Invoice, creditor_reference=reference, **common)
    if reference is not None:
        row.note("is for what is collected: a credit note has none", "creditor_reference")
    return row.made(CreditNote, **common)


def _amount_above_zero(text: str, *, read: Callable[[str], Euro]) -> Euro:
    amount = read(text)
    if amount <= ZERO:
        raise InvalidValue(
            f"amount {text!r}: needs to be above 0.00; what the debtor is owed is a credit note "
            "with a positive amount"
        )
    return amount


def _creditor_reference(text: str) -> CreditorReference | StructuredCommunication:
    if text[:2].upper() == "RF":
        return CreditorReference(text)
    return StructuredCommunication(text)


def write_open_items(items: Iterable[OpenItem], *, decimal: DecimalMark = DecimalMark.POINT) -> str:
    """A table of open items, all that is known of them, that :func:`read_open_items` takes in.

    With decimal commas the cells are separated by semicolons. Cells are written as they are: see
    :func:`write_mandates` on those that a spreadsheet may take for a formula.
    """
    lines = (written_cells(item_cells(item), decimal) for item in items)
    return table(OPEN_ITEM_COLUMNS.names, lines, decimal)


def item_cells(item: OpenItem) -> tuple[object, ...]:
    """What stands in the row of an item, for each of :data:`OPEN_ITEM_COLUMNS` in its order."""
    reference = item.creditor_reference if isinstance(item, Invoice) else None
    formatted = reference.formatted if isinstance(reference, StructuredCommunication) else reference
    return (
        item.number,
        item.kind,
        item.debtor_id,
        item.amount,
        item.issued_on,
        item.due_on,
        item.description,
        item.mandate,
        formatted,
        item.category,
        item.payment_method,
        item.on_hold,
        None if item.collect is None else "yes" if item.collect else "no",
    )
