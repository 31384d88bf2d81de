"""Collections as records, with all that the bank has said of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from sepadd.collection import Collection, PurposeCode, Remittance
from sepadd.findings import InvalidValue
from sepadd.identifiers import EndToEndId
from sepadd.party import CreditorAccount
from sepadd.records.fields import Fields, Record, filled, text_of
from sepadd.records.item_record import item_of, item_record, structured_of, structured_records
from sepadd.records.mandate_record import mandate_of, mandate_record, sequence_type
from sepadd.records.written import day, euros
from sepadd.rtransaction import (
    Acceptance,
    BankFact,
    Cancellation,
    Reason,
    Refund,
    Reject,
    Return,
    Reversal,
    RTransaction,
    Settlement,
    reason,
)

_GOOD: Final[Mapping[str, type[Acceptance | Settlement]]] = MappingProxyType(
    {"acceptance": Acceptance, "settlement": Settlement}
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


def fact_record(fact: BankFact) -> Record:
    """What the bank said of one collection."""
    told: Record = {
        "fact": _WORDS[type(fact)],
        "end_to_end_id": fact.end_to_end_id.value,
        "on": fact.on.isoformat(),
    }
    if isinstance(fact, RTransaction):
        told |= {"reason": fact.reason.code, "meaning": fact.reason.meaning}
    return told


def _fact_word(text: str) -> str:
    if text not in _GOOD and text not in _R_TRANSACTIONS:
        raise InvalidValue(f"{text!r}: write {' or '.join(_WORDS.values())}")
    return text


def fact_of(fields: Fields) -> BankFact:
    """The bank's fact that a record holds."""
    word = fields.must("fact", _fact_word)
    end_to_end_id = fields.must("end_to_end_id", EndToEndId)
    on = fields.must("on", day)
    if word in _R_TRANSACTIONS:
        return fields.made(
            _R_TRANSACTIONS[word], end_to_end_id=end_to_end_id, on=on, reason=_reason_of(fields)
        )
    return fields.made(_GOOD.get(word, Acceptance), end_to_end_id=end_to_end_id, on=on)


def _reason_of(fields: Fields) -> Reason:
    told = fields.must("reason", reason)
    meaning = fields.may("meaning", str, None)
    return told if meaning is None or told is None else told._replace(meaning=meaning)


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
        facts=facts,
    )
