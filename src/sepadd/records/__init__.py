"""How mandates, open items, proposals and runs are kept outside: as tables and as records."""

from sepadd.records.item_table import read_open_items, write_open_items
from sepadd.records.json_records import (
    creditor_from_record,
    creditor_to_record,
    dumps_run,
    item_from_record,
    item_to_record,
    loads_run,
    mandate_from_record,
    mandate_to_record,
    proposal_from_record,
    proposal_to_record,
    run_from_record,
    run_to_record,
)
from sepadd.records.mandate_import import apply_import, plan_import
from sepadd.records.mandate_table import read_mandates, write_mandates
from sepadd.records.proposal_table import write_proposal
from sepadd.records.settings import read_creditor
from sepadd.records.written import DecimalMark

__all__ = (
    "DecimalMark",
    "apply_import",
    "creditor_from_record",
    "creditor_to_record",
    "dumps_run",
    "item_from_record",
    "item_to_record",
    "loads_run",
    "mandate_from_record",
    "mandate_to_record",
    "plan_import",
    "proposal_from_record",
    "proposal_to_record",
    "read_creditor",
    "read_mandates",
    "read_open_items",
    "run_from_record",
    "run_to_record",
    "write_mandates",
    "write_open_items",
    "write_proposal",
)
