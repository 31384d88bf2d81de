"""What the debtor is to read on the statement, in a file of collections: a text or a reference."""

from __future__ import annotations

from functools import partial

from lxml.etree import _Element as Element

from sepadd.collection import Remittance
from sepadd.findings import InvalidValue
from sepadd.identifiers import CreditorReference, StructuredCommunication
from sepadd.messages.elements import named_parts, text
from sepadd.messages.unplaced import SAID_ALIKE, Notes


def read_remittance(element: Element | None, notes: Notes) -> Remittance:
    """Read ``RmtInf``: the first text or reference that we have a place for; others are noted."""
    held: Remittance = ""
    for name, part in () if element is None else named_parts(element):
        if held or name not in {"Ustrd", "Strd"}:
            notes.unplaced(part)
        elif name == "Ustrd":
            held = notes.text(part)
        else:
            held = notes.whole(part, partial(_structured, part, notes)) or ""
    return held


def _structured(element: Element, notes: Notes) -> Remittance:
    found = notes.parts(notes.within(element, "CdtrRefInf"), "Tp", "Ref")
    kind = notes.parts(found.get("Tp"), "CdOrPrtry", "Issr")
    code, issuer = notes.within(kind.get("CdOrPrtry"), "Cd"), text(kind.get("Issr"))
    given = found.get("Ref")
    if given is None or text(code) != "SCOR":
        raise InvalidValue("only a creditor reference (SCOR) is")
    said = text(given)
    held = StructuredCommunication(said) if issuer == "BBA" else CreditorReference(said)
    if said != held.value:
        notes.note(SAID_ALIKE, given, f"Ref {said!r} is said by us as {held.value!r}")
    if issuer and issuer != held.issuer:
        notes.note(SAID_ALIKE, kind["Issr"], f"Issr {issuer!r} is said by us as {held.issuer!r}")
    return held
