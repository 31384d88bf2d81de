"""Collections as records, with all that the bank has said of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from sepadd.collection import (
    BY_HAND,
    NO_REASON,
    Acceptance,
    BankFact,
    Cancellation,
    Charge,
    Collection,
    FactSource,
    PurposeCode,
    Reason,
    Refund,
    Reject,
    Remittance,
    Return,
    Reversal,
    RTransaction,
    Settlement,
    reason,
)
from sepadd.records.stored.fields import Fields, Record, Words, filled, text_of
from sepadd.records.stored.item_record import (
    item_of,
    item_record,
    structured_of,
    structured_records,
)
from sepadd.records.stored.mandate_record import mandate_of, mandate_record, sequence_type
from sepadd.records.written import day, euros, moment
from sepadd.values import ZERO, CreditorAccount, EndToEndId

_GOOD: Final[Mapping[str, type[Acceptance | Settlement | Charge]]] = MappingProxyType(
    {"acceptance": Acceptance, "settlement": Settlement, "charge": Charge}
)
_R_TRANSACTIONS: Final[Mapping[str, type[RTransaction]]] = MappingProxyType(
    {
        "reject": Reject,
        "cancellation": Cancellation,
        "return": Return,
        "refund": Refund,
        "reversal": Reversal,
    }
)
_WORDS: Final[Mapping[type[BankFact], str]] = MappingProxyType(
    {kind: word for word, kind in (*_GOOD.items(), *_R_TRANSACTIONS.items())}
)
_fact_word = Words({word: word for word in _WORDS.values()})


def fact_record(fact: BankFact) -> Record:
    """What the bank said of one collection."""
    told: Record = {
        "fact": _WORDS[type(fact)],
        "end_to_end_id": fact.end_to_end_id.value,
        "on": fact.on.isoformat(),
        "said": said_record(fact.said),
        "booked_on": text_of(fact.booked_on),
        "entry": fact.entry or None,
        "charges": str(fact.charges) if fact.charges != ZERO else None,
        "compensation": str(fact.compensation) if fact.compensation != ZERO else None,
    }
    if isinstance(fact, Settlement):
        told |= {"of_batch": fact.of_batch or None, "again": fact.again or None}
    if isinstance(fact, RTransaction):
        told |= {
            "reason": fact.reason.code,
            "meaning": fact.reason.meaning,
            "reason_text": fact.reason.text or None,
        }
    return filled(told)


def said_record(said: FactSource) -> Record | None:
    """Who told something, where and when; nothing if that is not known."""
    told = {
        "message": said.message or None,
        "message_id": said.message_id or None,
        "at": None if said.at is None else said.at.isoformat(),
        "by": said.by or None,
    }
    return filled(dict(told)) or None


def said_of(fields: Fields) -> FactSource:
    """Who told something, as a record holds it."""
    return fields.made(
        FactSource,
        message=fields.may("message", str, ""),
        message_id=fields.may("message_id", str, ""),
        at=fields.may("at", moment, None),
        by=fields.may("by", str, ""),
    )


def fact_of(fields: Fields) -> BankFact:
    """The bank's fact that a record holds."""
    word = fields.must("fact", _fact_word)
    kind = {**_GOOD, **_R_TRANSACTIONS}.get(word or "", Acceptance)
    more: dict[str, Any] = {}
    if word in _R_TRANSACTIONS:
        more["reason"] = _reason_of(fields)
    elif kind is Settlement:
        more["of_batch"] = fields.may("of_batch", str, "")
        more["again"] = bool(fields.flag_if_any("again"))
    return fields.made(
        kind,
        end_to_end_id=fields.must("end_to_end_id", EndToEndId),
        on=fields.must("on", day),
        said=fields.part_if_any("said", said_of) or BY_HAND,
        booked_on=fields.may("booked_on", day, None),
        entry=fields.may("entry", str, ""),
        charges=fields.may("charges", euros, ZERO),
        compensation=fields.may("compensation", euros, ZERO),
        **more,
    )


def _reason_of(fields: Fields) -> Reason:
    told = fields.must("reason", reason)
    meaning = fields.may("meaning", str, None)
    text = fields.may("reason_text", str, "")
    if told is None:  # it was noted
        return NO_REASON
    return Reason(told.code, told.meaning if meaning is None else meaning, text or "")


def _remittance_records(remittance: Remittance) -> Record:
    if isinstance(remittance, str):
        return {"remittance": remittance or None}
    return structured_records(remittance)


def _remittance_of(fields: Fields) -> Remittance:
    fields.one_at_most("remittance", "creditor_reference", "structured_communication")
    said = fields.may("remittance", str, "")
    return structured_of(fields) or said


def collection_record(collection: Collection, accounts: dict[CreditorAccount, int]) -> Record:
    """A collection; its account as a place among those of the whole, from 0."""
    return filled(
        {
            "end_to_end_id": collection.end_to_end_id.value,
            "mandate": mandate_record(collection.mandate),
            "account": accounts.setdefault(collection.account, len(accounts)),
            "sequence_type": collection.sequence_type.value,
            "amount": str(collection.amount),
            "due_on": collection.due_on.isoformat(),
            **_remittance_records(collection.remittance),
            "items": list(map(item_record, collection.items)) or None,
            "purpose": text_of(collection.purpose),
            "category_purpose": text_of(collection.category_purpose),
            "discount": str(collection.discount) if collection.discount != ZERO else None,
            "open_before": [str(each) for each in collection.open_before] or None,
            "retries": [each.value for each in collection.retries] or None,
            "attempt": collection.attempt if collection.attempt > 1 else None,
            "facts": list(map(fact_record, collection.facts)) or None,
        }
    )


def collection_of(fields: Fields, accounts: Sequence[CreditorAccount]) -> Collection:
    """The collection that a record holds, on one of the accounts of the whole."""
    end_to_end_id = fields.must("end_to_end_id", EndToEndId)
    facts = fields.parts("facts", fact_of)
    if not fields.wrong and any(fact.end_to_end_id != end_to_end_id for fact in facts):
        fields.note(f"one of them is about another collection than {end_to_end_id}", "facts")
    return fields.made(
        Collection,
        end_to_end_id=end_to_end_id,
        mandate=fields.part("mandate", mandate_of),
        account=fields.one_of("account", accounts),
        sequence_type=fields.must("sequence_type", sequence_type),
        amount=fields.must("amount", euros),
        due_on=fields.must("due_on", day),
        remittance=_remittance_of(fields),
        items=fields.parts("items", item_of),
        purpose=fields.may("purpose", PurposeCode, None),
        category_purpose=fields.may("category_purpose", PurposeCode, None),
        discount=fields.may("discount", euros, ZERO),
        open_before=fields.texts("open_before", euros),
        retries=fields.texts("retries", EndToEndId),
        attempt=fields.count_if_any("attempt") or 1,
        facts=facts,
    )
