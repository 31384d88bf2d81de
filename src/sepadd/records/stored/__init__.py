"""Things as plain values, kept as JSON; with their schemas."""

from sepadd.records.stored.faults import RECORD_SENTENCES, VALUES, Fault, Faulty, told_at_once
from sepadd.records.stored.finding_records import finding_record
from sepadd.records.stored.json_records import Kept, dumps, from_record, loads, to_record
from sepadd.records.stored.json_schema import RECORD_KINDS, record_schema
from sepadd.records.stored.party_record import ADDRESS
from sepadd.records.stored.record_shape import RecordShape, Spread, may, must
from sepadd.records.stored.run_record import FORM
from sepadd.records.stored.shapes import (
    COUNT,
    FLAG,
    TEXT,
    Listed,
    Record,
    Shape,
    any_text,
    in_any_order,
    listed,
    member,
)
from sepadd.records.stored.value_shapes import BIC, DAY, IBAN, SCHEME, SEQUENCE_TYPE

__all__ = (
    "ADDRESS",
    "BIC",
    "COUNT",
    "DAY",
    "FLAG",
    "FORM",
    "IBAN",
    "RECORD_KINDS",
    "RECORD_SENTENCES",
    "SCHEME",
    "SEQUENCE_TYPE",
    "TEXT",
    "VALUES",
    "Fault",
    "Faulty",
    "Kept",
    "Listed",
    "Record",
    "RecordShape",
    "Shape",
    "Spread",
    "any_text",
    "dumps",
    "finding_record",
    "from_record",
    "in_any_order",
    "listed",
    "loads",
    "may",
    "member",
    "must",
    "record_schema",
    "to_record",
    "told_at_once",
)
