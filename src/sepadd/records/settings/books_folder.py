"""The books that stand in a folder: the creditor, the mandates and the open items."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from sepadd.books import Books
from sepadd.records.settings.creditor import read_creditor
from sepadd.records.tables import read_mandates, read_open_items
from sepadd.records.written import DecimalMark
from sepadd.run import CollectionRun


def read_books(
    folder: Path, *, runs: Iterable[CollectionRun], decimal: DecimalMark = DecimalMark.POINT
) -> Books:
    """The books in ``creditor.toml``, ``mandates.csv`` and ``open_items.csv``, with their runs.

    The ``runs`` have no default, since what they hold would be collected twice. ``decimal`` is the
    sign in amounts. Raises :class:`UnreadableRecords` with all that is wrong in a file, and
    :class:`OSError` where one is missing.
    """
    creditor, mandates, items = (
        folder / name for name in ("creditor.toml", "mandates.csv", "open_items.csv")
    )
    owed = read_creditor(creditor.read_bytes(), name=str(creditor))
    return Books(
        creditor=owed,
        mandates=read_mandates(
            mandates.read_bytes(),
            creditor_identifier=owed.identifier_for(owed.account()),
            name=str(mandates),
        ),
        open_items=read_open_items(items.read_bytes(), decimal=decimal, name=str(items)),
        runs=runs,
    )
