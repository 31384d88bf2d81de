"""Things as plain values, kept as JSON; with their schemas."""

from sepadd.records.stored.fields import RECORD_SENTENCES, Fields, Record, member
from sepadd.records.stored.finding_records import finding_record
from sepadd.records.stored.json_records import (
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
from sepadd.records.stored.json_schema import RECORD_KINDS, record_schema
from sepadd.records.stored.party_record import address_of

__all__ = (
    "RECORD_KINDS",
    "RECORD_SENTENCES",
    "Fields",
    "Record",
    "address_of",
    "creditor_from_record",
    "creditor_to_record",
    "draft_from_record",
    "draft_to_record",
    "dumps_run",
    "finding_record",
    "item_from_record",
    "item_to_record",
    "loads_run",
    "mandate_from_record",
    "mandate_to_record",
    "member",
    "notice_from_record",
    "notice_to_record",
    "proposal_from_record",
    "proposal_to_record",
    "record_schema",
    "run_from_record",
    "run_to_record",
    "selection_from_record",
    "selection_to_record",
)
