"""A file of one collection, changed in one place, and what is read of it and noted."""

from __future__ import annotations

from dataclasses import replace

from lxml import etree

from helpers.pain008_files import Change, found
from sepadd.collection import Collection
from sepadd.messages import pain008
from sepadd.messages.pain008 import ReadCollection, read
from sepadd.rulebook import FileForm, MessageVersion
from sepadd.testing import COLLECTION, a_run
from sepadd.values import EndToEndId

TX = "PmtInf/DrctDbtTxInf"
MANDATE_PATH = f"{TX}/DrctDbtTx/MndtRltdInf"


def of(*changes: Change, version: str = "08") -> bytes:
    """Give the plain file with some changes, the first of them first."""
    return changed(plain(version), *changes)


def changed(xml: bytes, *changes: Change) -> bytes:
    root = etree.fromstring(xml)
    for change in changes:
        change.make(found(root, change.path))
    return etree.tostring(root, encoding="UTF-8")


def plain(version: str = "08") -> bytes:
    """Give a file of ours with one collection."""
    message = MessageVersion(f"pain.008.001.{version}")
    return pain008.render(replace(a_run(), form=FileForm(message=message)))


def the_one(xml: bytes) -> ReadCollection:
    (each,) = read(xml).collections
    return each


def held(xml: bytes) -> Collection:
    collection = the_one(xml).collection
    assert collection is not None
    return collection


def noted(xml: bytes) -> list[tuple[str, str]]:
    """Give what is noted, by rule and the end of the path."""
    return [(each.rule, (each.path or "").rpartition("/")[2]) for each in read(xml).unplaced]


def told(xml: bytes) -> list[str]:
    return [each.detail for each in read(xml).unplaced]


OWN_KIND = "<PmtTpInf><SvcLvl><Cd>SEPA</Cd></SvcLvl>{}</PmtTpInf>"


def two_collections(*changes: Change) -> bytes:
    second = replace(COLLECTION, end_to_end_id=EndToEndId("2026-12-2"))
    both = replace(a_run(), collections=(COLLECTION, second))
    return changed(pain008.render(both), *changes)
