"""What a file of collections says, value by value: to lay two files of one meaning side by side.

It knows nothing of how sepadd reads one. What a block says for all its collections is told of each
of them, and what has another name in another version is told by one name.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from lxml import etree

SHARED = ("PmtTpInf", "UltmtCdtr", "ChrgBr", "CdtrSchmeId")
"""What may be said by the block or by each collection."""
OTHER_NAMES = {"BICFI": "BIC", "BICOrBEI": "AnyBIC"}
COUNTS = {"NbOfTxs", "CtrlSum"}
"""What a file says about itself, which has to be so and is checked elsewhere."""


class Value(NamedTuple):
    """What is said in one place; the line is where it stands in its own file."""

    path: str
    said: str
    line: int
    written: str

    @property
    def meaning(self) -> tuple[str, str]:
        return self.path, self.said


def name_of(element: etree._Element) -> str:
    name = etree.QName(element).localname
    return OTHER_NAMES.get(name, name)


def values(element: etree._Element, below: str = "", path: str = "") -> Iterator[Value]:
    """Give all that is said in an element: where by one name, where by the file's own."""
    name = name_of(element)
    here = f"{below}/{name}" if below else name
    written = f"{path}/{etree.QName(element).localname}" if path else etree.QName(element).localname
    parts = [part for part in element if isinstance(part.tag, str)]
    for part in parts:
        yield from values(part, here, written)
    if not parts and (element.text or "").strip():
        yield Value(here, meaning_of(name, element.text or ""), element.sourceline or 0, written)


def meaning_of(name: str, text: str) -> str:
    """Give one spelling of what may be spelled in several: amounts, instants, yes and no."""
    said = text.strip()
    if name in {"InstdAmt", "CtrlSum"}:
        try:
            return str(Decimal(said).quantize(Decimal("0.01")))
        except InvalidOperation:
            return said
    if name == "CreDtTm":
        return datetime.fromisoformat(said).isoformat()
    if name in {"BtchBookg", "AmdmntInd"}:
        return {"1": "true", "0": "false"}.get(said, said)
    return said


class ToldFile(NamedTuple):
    """The head of a file, and what is said of each collection, itself or by its block."""

    head: list[Value]
    collections: list[list[Value]]


def children(element: etree._Element, name: str) -> list[etree._Element]:
    return [part for part in element if isinstance(part.tag, str) and name_of(part) == name]


def told_in(xml: bytes) -> ToldFile:
    root = etree.fromstring(xml, etree.XMLParser(remove_comments=True, no_network=True))
    message = next(each for each in root.iter() if name_of(each) == "CstmrDrctDbtInitn")
    head = [value for part in children(message, "GrpHdr") for value in values(part)]
    collections = [
        [*values_of_block(block), *values_of_collection(each)]
        for block in children(message, "PmtInf")
        for each in children(block, "DrctDbtTxInf")
    ]
    return ToldFile([value for value in head if last(value) not in COUNTS], collections)


def last(value: Value) -> str:
    return value.path.rpartition("/")[2]


def values_of_block(block: etree._Element) -> Iterator[Value]:
    for part in block:
        if isinstance(part.tag, str) and name_of(part) not in {"DrctDbtTxInf", *COUNTS}:
            yield from values(part, path="PmtInf")


def values_of_collection(collection: etree._Element) -> Iterator[Value]:
    """Give what a collection says; what a block may say as well is told as if it did."""
    path = "PmtInf/DrctDbtTxInf"
    for part in collection:
        if not isinstance(part.tag, str):
            continue
        if name_of(part) in SHARED:
            yield from values(part, path=path)
        elif name_of(part) == "DrctDbtTx":
            for inner in part:
                shared = name_of(inner) in SHARED
                yield from values(inner, "" if shared else "Tx/DrctDbtTx", f"{path}/DrctDbtTx")
        else:
            yield from values(part, "Tx", path)
