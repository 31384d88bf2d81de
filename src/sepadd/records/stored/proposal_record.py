"""Proposals as records: each open item, and what was found of it."""

from __future__ import annotations

from typing import Final

from sepadd.findings import NO_FINDINGS
from sepadd.proposal import Proposal, ProposalLine
from sepadd.records.stored.collection_record import COLLECTIONS
from sepadd.records.stored.edit_record import EDITS
from sepadd.records.stored.finding_records import FINDINGS
from sepadd.records.stored.item_record import ITEM
from sepadd.records.stored.mandate_record import MANDATE
from sepadd.records.stored.party_record import CREDITOR
from sepadd.records.stored.record_shape import RecordShape, always, may, must
from sepadd.records.stored.shapes import listed
from sepadd.records.stored.value_shapes import DAY, END_TO_END_ID, EURO, RUN_ID

_LINE: Final = RecordShape(
    ProposalLine,
    must("item", ITEM, "the open item, with the amount to be collected of it"),
    may("mandate", MANDATE, "the mandate that was found"),
    may(
        "reasons",
        FINDINGS,
        "why it is not collected, and what else has to be known",
        NO_FINDINGS,
    ),
    may(
        "end_to_end_id",
        END_TO_END_ID,
        "the collection that settles the item; absent if none",
    ),
    may("open", EURO, "what is open of it in the books, where that is another amount"),
)

PROPOSAL: Final = RecordShape(
    Proposal,
    must("id", RUN_ID, "the id of the run to be"),
    must("due_on", DAY, "the due date that was asked for"),
    may("earliest_due_on", DAY, "the first due date that was possible"),
    may("send_by", DAY, "the last day on which the file is in time"),
    must("creditor", CREDITOR, "the creditor as it stood"),
    may("whole", FINDINGS, "what was found of the proposal as a whole", NO_FINDINGS),
    always("lines", listed(_LINE), "every open item, collected or not", ()),
    EDITS,
    COLLECTIONS,
)
"""A proposal without the terms it was judged under: the rules are put again."""
