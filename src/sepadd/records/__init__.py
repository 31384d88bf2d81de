"""How mandates, open items, notices, drafts, proposals and runs are kept: as tables and records."""

from sepadd.records.held_items import RUN_TABLES, HeldChange, HeldRow, held_change, held_rows
from sepadd.records.import_plan import apply_import
from sepadd.records.item_table import read_open_items, write_open_items
from sepadd.records.json_records import (
    creditor_from_record,
    creditor_to_record,
    draft_from_record,
    draft_to_record,
    dumps_run,
    item_from_record,
    item_to_record,
    loads_run,
    mandate_from_record,
    mandate_to_record,
    notice_from_record,
    notice_to_record,
    proposal_from_record,
    proposal_to_record,
    run_from_record,
    run_to_record,
    selection_from_record,
    selection_to_record,
)
from sepadd.records.json_schema import RECORD_KINDS, record_schema
from sepadd.records.mandate_import import plan_import
from sepadd.records.mandate_table import read_mandates, write_mandates
from sepadd.records.plain_rows import rows
from sepadd.records.profile_settings import profile_from_toml
from sepadd.records.proposal_table import write_proposal
from sepadd.records.settings import read_creditor
from sepadd.records.written import DecimalMark

__all__ = (
    "RECORD_KINDS",
    "RUN_TABLES",
    "DecimalMark",
    "HeldChange",
    "HeldRow",
    "apply_import",
    "creditor_from_record",
    "creditor_to_record",
    "draft_from_record",
    "draft_to_record",
    "dumps_run",
    "held_change",
    "held_rows",
    "item_from_record",
    "item_to_record",
    "loads_run",
    "mandate_from_record",
    "mandate_to_record",
    "notice_from_record",
    "notice_to_record",
    "plan_import",
    "profile_from_toml",
    "proposal_from_record",
    "proposal_to_record",
    "read_creditor",
    "read_mandates",
    "read_open_items",
    "record_schema",
    "rows",
    "run_from_record",
    "run_to_record",
    "selection_from_record",
    "selection_to_record",
    "write_mandates",
    "write_open_items",
    "write_proposal",
)
