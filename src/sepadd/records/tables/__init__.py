"""Many things of one kind as a table: CSV for a spreadsheet, rows for a database."""

from sepadd.records.tables import headings
from sepadd.records.tables.headings import MANDATE_COLUMNS
from sepadd.records.tables.held_items import RUN_TABLES, HeldChange, HeldRow, held_change, held_rows
from sepadd.records.tables.item_table import read_open_items, write_open_items
from sepadd.records.tables.journal_table import write_journal
from sepadd.records.tables.mandate_table import (
    ADDRESS,
    ORIGINALS,
    account_before,
    account_told_before,
    address_of,
    bic,
    cells,
    mandate_of,
    organisation,
    organisation_number,
    presented_until,
    read_mandates,
    write_mandates,
)
from sepadd.records.tables.plain_rows import Row, Rowed, rows
from sepadd.records.tables.proposal_table import write_proposal
from sepadd.records.tables.sheet import TABLE_SENTENCES, SheetRow, sheet_rows, table

__all__ = (
    "ADDRESS",
    "MANDATE_COLUMNS",
    "ORIGINALS",
    "RUN_TABLES",
    "TABLE_SENTENCES",
    "HeldChange",
    "HeldRow",
    "Row",
    "Rowed",
    "SheetRow",
    "account_before",
    "account_told_before",
    "address_of",
    "bic",
    "cells",
    "headings",
    "held_change",
    "held_rows",
    "mandate_of",
    "organisation",
    "organisation_number",
    "presented_until",
    "read_mandates",
    "read_open_items",
    "rows",
    "sheet_rows",
    "table",
    "write_journal",
    "write_mandates",
    "write_open_items",
    "write_proposal",
)
