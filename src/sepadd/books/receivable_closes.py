"""When the open items of a collection are closed in the books: accounting packages differ in it."""

from __future__ import annotations

from enum import StrEnum


class ReceivableCloses(StrEnum):
    """When the open items of a collection are closed."""

    AT_FILE = "at file"
    """When the run is submitted, on the day of that step."""
    AT_JOURNALISING = "at journalising"
    """When the user says so of what has not been refused, on the day that is given."""
    AT_SETTLEMENT = "at settlement"
    """When the bank has credited the collection, on the booking day."""
