"""Selections and the user's own limits as records: what is kept under a name, and used again."""

from __future__ import annotations

from collections.abc import Iterable

from sepadd.proposal import CollectingLimits, Selection
from sepadd.records.stored.fields import Fields, Record, filled, text_of
from sepadd.records.written import day, euros


def _names_record(names: Iterable[str] | None) -> list[str] | None:
    return None if names is None else sorted(names)


def _names_of(fields: Fields, key: str) -> frozenset[str] | None:
    names = fields.texts_if_any(key, str)
    return None if names is None else frozenset(names)


def selection_record(selection: Selection) -> Record:
    """A selection as it stands; of everything, an empty record."""
    return filled(
        {
            "name": selection.name or None,
            "debtors": _names_record(selection.debtors),
            "first_debtor": selection.first_debtor,
            "last_debtor": selection.last_debtor,
            "categories": _names_record(selection.categories),
            "payment_methods": _names_record(selection.payment_methods),
            "due_until": text_of(selection.due_until),
            "days_open": selection.days_open,
        }
    )


def selection_of(fields: Fields) -> Selection:
    """The selection that a record holds."""
    return fields.made(
        Selection,
        name=fields.may("name", str, ""),
        debtors=_names_of(fields, "debtors"),
        first_debtor=fields.may("first_debtor", str, None),
        last_debtor=fields.may("last_debtor", str, None),
        categories=_names_of(fields, "categories"),
        payment_methods=_names_of(fields, "payment_methods"),
        due_until=fields.may("due_until", day, None),
        days_open=fields.count_if_any("days_open"),
    )


def limits_record(limits: CollectingLimits) -> Record:
    """The most that may be collected, as it stands."""
    return filled(
        {
            "per_collection": text_of(limits.per_collection),
            "per_mandate": text_of(limits.per_mandate),
            "months": limits.months,
            "per_run": text_of(limits.per_run),
        }
    )


def limits_of(fields: Fields) -> CollectingLimits:
    """The limits that a record holds."""
    return fields.made(
        CollectingLimits,
        per_collection=fields.may("per_collection", euros, None),
        per_mandate=fields.may("per_mandate", euros, None),
        months=fields.count("months"),
        per_run=fields.may("per_run", euros, None),
    )
