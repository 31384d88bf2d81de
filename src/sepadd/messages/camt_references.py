"""Of what a movement is: the references of ours that a bank repeats beside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from lxml.etree import _Element as Element

from sepadd.messages.elements import named_parts, reference, text

OF_A_COLLECTION: Final = frozenset({"EndToEndId", "InstrId", "MndtId"})
"""The references that name a collection or its mandate."""

_ALL: Final = OF_A_COLLECTION | {"MsgId", "PmtInfId"}


def references(told: Element) -> dict[str, str]:
    """The references of a transaction (``Refs``), without those that say that there is none.

    Source: ISO 20022, TransactionReferences.
    """
    given = {}
    for name, part in named_parts(told):
        if name in _ALL:
            said = reference(text(part))
            if said:
                given[name] = said
    return given


def message_id(given: Mapping[str, str], batch: Mapping[str, Element], entry: str) -> str:
    """Our file, by a transaction or its batch; some banks put their own ``entry`` in its place."""
    told = given.get("MsgId") or reference(text(batch.get("MsgId")))
    return "" if told == entry else told


def batch_id(given: Mapping[str, str], batch: Mapping[str, Element], words: Element | None) -> str:
    """Our batch: what a transaction repeats, or else its batch, or else the bank's words.

    Dutch banks write ``/TRTP/SEPA Incasso batch/PREF/RUN-1/NRTX/7/`` in words, and nothing else.
    Source: ABN AMRO, structured information to the account owner, code word PREF.
    """
    told = given.get("PmtInfId") or reference(text(batch.get("PmtInfId")))
    if told or words is None:
        return told
    _, _, after = text(words).partition("/PREF/")
    return after.partition("/NRTX/")[0].partition("/PIND/")[0].strip()
