"""How mandates, open items, notices, drafts, proposals and runs are kept: as tables and records."""

from sepadd.records.imports import Match, apply_import, mandates_from_folder, plan_import
from sepadd.records.settings import (
    profile_from_toml,
    read_books,
    read_creditor,
    read_creditor_card,
)
from sepadd.records.stored import (
    RECORD_KINDS,
    Kept,
    dumps,
    finding_record,
    from_record,
    loads,
    record_schema,
    to_record,
)
from sepadd.records.tables import (
    RUN_TABLES,
    HeldChange,
    HeldRow,
    held_change,
    held_rows,
    read_mandates,
    read_open_items,
    rows,
    write_journal,
    write_mandates,
    write_open_items,
    write_proposal,
)
from sepadd.records.written import DecimalMark, day, instant, time_of_day

__all__ = (
    "RECORD_KINDS",
    "RUN_TABLES",
    "DecimalMark",
    "HeldChange",
    "HeldRow",
    "Kept",
    "Match",
    "apply_import",
    "day",
    "dumps",
    "finding_record",
    "from_record",
    "held_change",
    "held_rows",
    "instant",
    "loads",
    "mandates_from_folder",
    "plan_import",
    "profile_from_toml",
    "read_books",
    "read_creditor",
    "read_creditor_card",
    "read_mandates",
    "read_open_items",
    "record_schema",
    "rows",
    "time_of_day",
    "to_record",
    "write_journal",
    "write_mandates",
    "write_open_items",
    "write_proposal",
)
