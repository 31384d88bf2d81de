"""What debtors were told, as records: each notice with the amounts and days that it announced."""

from __future__ import annotations

from sepadd.documents import Announced, Notice
from sepadd.records.stored.fields import Fields, Record, filled
from sepadd.records.stored.party_record import creditor_identifier
from sepadd.records.written import day, euros
from sepadd.values import MandateReference


def _announced_record(announced: Announced) -> Record:
    return {"amount": str(announced.amount), "due_on": announced.due_on.isoformat()}


def _announced_of(fields: Fields) -> Announced:
    return fields.made(
        Announced, amount=fields.must("amount", euros), due_on=fields.must("due_on", day)
    )


def notice_record(notice: Notice) -> Record:
    """A notice as it was given."""
    return filled(
        {
            "creditor_identifier": notice.creditor_identifier.value,
            "mandate_reference": notice.mandate_reference.value,
            "told_on": notice.told_on.isoformat(),
            "by": notice.by or None,
            "announced": list(map(_announced_record, notice.announced)),
        }
    )


def notice_of(fields: Fields) -> Notice:
    """The notice that a record holds."""
    return fields.made(
        Notice,
        creditor_identifier=fields.must("creditor_identifier", creditor_identifier),
        mandate_reference=fields.must("mandate_reference", MandateReference),
        told_on=fields.must("told_on", day),
        by=fields.may("by", str, ""),
        announced=fields.parts("announced", _announced_of),
    )
