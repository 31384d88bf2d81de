"""Collections as records, with all that the bank has said of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, Final

from sepadd.collection import (
    BY_HAND,
    Acceptance,
    BankFact,
    Cancellation,
    Charge,
    Collection,
    FactSource,
    Reason,
    Refund,
    Reject,
    Return,
    Reversal,
    Settlement,
    reason,
)
from sepadd.findings import InvalidValue
from sepadd.records.stored.faults import VALUES, Fault, Faulty
from sepadd.records.stored.item_record import ITEM, STRUCTURED_REFERENCES
from sepadd.records.stored.mandate_record import MANDATE
from sepadd.records.stored.party_record import ACCOUNT
from sepadd.records.stored.record_shape import (
    RecordShape,
    Schema,
    Spread,
    Tagged,
    always,
    either,
    may,
    must,
)
from sepadd.records.stored.shapes import COUNT, FLAG, TEXT, Plain, Record, listed
from sepadd.records.stored.value_shapes import (
    DAY,
    END_TO_END_ID,
    EURO,
    MOMENT,
    PURPOSE,
    SEQUENCE_TYPE,
)
from sepadd.values import ZERO, CreditorAccount, EndToEndId, Iban

_ACCOUNTS: Final = listed(ACCOUNT)
_SOURCE: Final = RecordShape(
    FactSource,
    may(
        "message",
        TEXT,
        "the kind of message, such as pain.002; absent where a person told it",
        "",
    ),
    may("message_id", TEXT, "the sender's own id of the message", ""),
    may("at", MOMENT, "when the message was made, with its offset where the bank gave one"),
    may("by", TEXT, "who speaks: a bank by its BIC, a person by name", ""),
)
SAID: Final = may(
    "said", _SOURCE, "who told it, where and when; absent where a person told it", BY_HAND
)
"""The field for who told something; it is absent where that is not known."""
ENTRY: Final = may("entry", TEXT, "the bank's own reference of the movement", "")

_FACT: Final = (
    must("end_to_end_id", END_TO_END_ID, "the EndToEndId of the collection (AT-T015)"),
    must("on", DAY, "the day on which it happened"),
    SAID,
    may("booked_on", DAY, "the day on which the money moved; absent where none was seen to"),
    ENTRY,
    may("charges", EURO, "what the bank charged for it", ZERO),
    may("compensation", EURO, "the interest that was taken with a refund", ZERO),
)


def _reason(code: str, meaning: str | None, text: str) -> Reason:
    """A reason as the bank gave it; where no meaning was kept, what the code means by now."""
    return reason(code, text) if meaning is None else Reason(code, meaning, text)


_REASON: Final = Spread(
    "reason",
    RecordShape(
        Reason,
        must(
            "reason", TEXT, "the reason code as the bank gave it, empty for none", attribute="code"
        ),
        may("meaning", TEXT, "what the code means"),
        may("reason_text", TEXT, "what was written beside the code", "", attribute="text"),
        make=_reason,
    ),
)

_BANK_FACT: Final = Tagged[BankFact](
    "BankFact",
    "fact",
    "what the bank told",
    {
        "acceptance": RecordShape(Acceptance, *_FACT),
        "settlement": RecordShape(
            Settlement,
            *_FACT,
            may("of_batch", TEXT, "the batch or file in whose one sum it was", ""),
            may(
                "again",
                FLAG,
                "whether the bank took back a return, and credited it again",
                absent=False,
            ),
        ),
        "charge": RecordShape(Charge, *_FACT),
        "reject": RecordShape(Reject, *_FACT, _REASON),
        "cancellation": RecordShape(Cancellation, *_FACT, _REASON),
        "return": RecordShape(Return, *_FACT, _REASON),
        "refund": RecordShape(Refund, *_FACT, _REASON),
        "reversal": RecordShape(Reversal, *_FACT, _REASON),
    },
)


def _collection(account: Plain[CreditorAccount]) -> RecordShape[Collection]:
    """A collection, by how its account is told."""
    return RecordShape(
        Collection,
        must("end_to_end_id", END_TO_END_ID, "the EndToEndId of the collection (AT-T015)"),
        must("mandate", MANDATE, "the mandate as it stood"),
        must("account", account, "the creditor's account: its place in the list accounts, from 0"),
        must("sequence_type", SEQUENCE_TYPE, "FRST, RCUR, FNAL or OOFF (AT-M006)"),
        must("amount", EURO, "what is debited, after the discount"),
        must("due_on", DAY, "the day on which the debtor's account is debited"),
        either(
            "remittance",
            {
                str: may("remittance", TEXT, "what the debtor reads on the statement (AT-T012)"),
                **STRUCTURED_REFERENCES,
            },
            absent="",
        ),
        may("items", listed(ITEM), "the open items that it settles", ()),
        may("purpose", PURPOSE, "the purpose (AT-T007), a code of ISO's list"),
        may("category_purpose", PURPOSE, "the category purpose (AT-T008), a code of ISO's list"),
        may("discount", EURO, "what was taken off since it is collected", ZERO),
        may(
            "open_before",
            listed(EURO),
            "what was open of each item, where a part is collected",
            (),
        ),
        may("retries", listed(END_TO_END_ID), "the collections that it tries again", ()),
        may("attempt", COUNT, "which attempt it is, from 2; absent for the first", 1),
        may("facts", listed(_BANK_FACT), "what the bank told of it", ()),
        make=_with_its_own_facts,
    )


def _with_its_own_facts(
    end_to_end_id: EndToEndId,
    facts: tuple[BankFact, ...],
    **others: Any,  # noqa: ANN401 - as they were read
) -> Collection:
    """The collection, of which nothing was told that is about another."""
    if any(fact.end_to_end_id != end_to_end_id for fact in facts):
        detail = f"one of them is about another collection than {end_to_end_id}"
        raise Faulty([Fault("facts", detail, VALUES)])
    return Collection(end_to_end_id=end_to_end_id, facts=facts, **others)


class _Collections:
    """Collections, and before them the accounts that they are collected on, each once.

    A collection tells its account by the place in that list, so that those on one share it.
    """

    names = ("accounts", "collections")

    def write(self, collections: Iterable[Collection]) -> Record:
        """The accounts in the order in which they come up, and the collections."""
        places: dict[CreditorAccount, int] = {}
        write = _collection(_placed((), places)).write
        made = [write(collection) for collection in collections]
        return {"accounts": _ACCOUNTS.write(places), "collections": made}

    def read(self, given: Mapping[str, object]) -> tuple[Collection, ...]:
        """The collections, or all that is wrong with them and with the accounts."""
        there = given.get("accounts")
        listed_there = there if isinstance(there, list) else []
        accounts: Sequence[CreditorAccount]
        try:
            accounts = _ACCOUNTS.read(listed_there)
        except Faulty:  # which is told next; until then only their number is needed
            accounts = [_stands_in()] * len(listed_there)
        return _whole(accounts).read(given)

    def add_to(self, schema: Schema) -> None:
        """Say what both lists hold."""
        _whole(()).add_to(schema)


@cache
def _stands_in() -> CreditorAccount:
    """In the place of each account while a list of them cannot be read, which is told by itself."""
    return CreditorAccount(iban=Iban("NL91ABNA0417164300"))


def _whole(accounts: Sequence[CreditorAccount]) -> RecordShape[tuple[Collection, ...]]:
    """What holds collections on some accounts."""
    collection = _collection(_placed(accounts, {}))
    return RecordShape(
        tuple[Collection, ...],
        always(
            "accounts",
            _ACCOUNTS,
            "the creditor's accounts that are collected on, each once",
            (),
        ),
        always("collections", listed(collection), "the collections", ()),
        make=_only_collections,
    )


def _only_collections(
    accounts: Sequence[CreditorAccount],  # noqa: ARG001 - each collection has its own
    collections: tuple[Collection, ...],
) -> tuple[Collection, ...]:
    return collections


def _placed(
    accounts: Sequence[CreditorAccount], places: dict[CreditorAccount, int]
) -> Plain[CreditorAccount]:
    """One of the accounts of the whole, by its place; ``places`` takes those that are new."""

    def read(place: int) -> CreditorAccount:
        if 0 <= COUNT.read(place) < len(accounts):
            return accounts[place]
        raise InvalidValue(f"there is no {place}: give one of the {len(accounts)} listed, from 0")

    def write(account: CreditorAccount) -> int:
        return places.setdefault(account, len(places))

    return Plain(int, read, write, {"type": "integer", "minimum": 0})


COLLECTIONS: Final = Spread("collections", _Collections(), ())
"""The fields for the collections of a whole, and the accounts that they are collected on."""
