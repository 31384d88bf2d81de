"""Runs at the bank, what is asked of them, and the schemas of what is asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from lxml import etree

from helpers.pain008_files import SCHEMAS, refusal
from sepadd.banks import EPC
from sepadd.collection import BankFact, Collection
from sepadd.mandate import Mandate
from sepadd.rulebook import CancellationVersion, MessageVersion, ReversalVersion
from sepadd.run import CollectionRun, Recall, ReversalRequest, recall, reverse, submit
from sepadd.run.file_parts import Named
from sepadd.testing import AT, B2B_MANDATE, COLLECTION, MANDATE, TERMS, a_run
from sepadd.values import EndToEndId, Euro, MandateReference, MessageId, PaymentInformationId

ONE, TWO, THREE = (EndToEndId(f"2026-12-{number}") for number in (1, 2, 3))
FILE, BATCH = MessageId("2026-12"), PaymentInformationId("2026-12.B1")
CASE = MessageId("C-1")

MESSAGES = (*ReversalVersion, *CancellationVersion)
OLD, NEW = MessageVersion.PAIN_008_001_02, MessageVersion.PAIN_008_001_08


def a_mandate(number: int, like: Mandate = MANDATE) -> Mandate:
    return replace(like, reference=MandateReference(f"M-{number}"))


def three() -> tuple[Collection, ...]:
    """Three collections of one batch, each under a mandate of its own."""
    return tuple(
        replace(
            COLLECTION,
            end_to_end_id=name,
            mandate=a_mandate(number),
            amount=Euro(cents=10_00 * number),
        )
        for number, name in enumerate((ONE, TWO, THREE), start=1)
    )


def of_two_schemes() -> tuple[Collection, ...]:
    """A CORE and a B2B collection: they go to the bank in a file each, the B2B one first."""
    core, b2b, _ = three()
    return core, replace(b2b, mandate=a_mandate(2, B2B_MANDATE))


def prepared(
    collections: Iterable[Collection] | None = None, message: MessageVersion = NEW
) -> CollectionRun:
    run = a_run()
    some = three() if collections is None else tuple(collections)
    return replace(run, collections=some, form=replace(run.form, message=message))


def at_the_bank(
    collections: Iterable[Collection] | None = None, message: MessageVersion = NEW
) -> CollectionRun:
    """A run of these collections, or of the three, that was submitted."""
    return submit(prepared(collections, message), at=AT)


def told(run: CollectionRun, *facts: BankFact) -> CollectionRun:
    """The run, once the bank has said that."""
    by_name = {fact.end_to_end_id: fact for fact in facts}
    collections = tuple(
        each.after(by_name[each.end_to_end_id]) if each.end_to_end_id in by_name else each
        for each in run.collections
    )
    return replace(run, collections=collections)


def a_recall(
    run: CollectionRun,
    *what: Named,
    reason: str = "DUPL",
    text: str = "",
    at: datetime = AT,
) -> Recall:
    """The one recall of what is named, or of the whole run."""
    asked = recall(run, what or None, TERMS, id=CASE, reason=reason, at=at, text=text)
    [only] = asked.recalls
    return only


def a_reversal(
    run: CollectionRun,
    *what: Named,
    reason: str = "AM05",
    text: str = "",
    on: date = date(2026, 12, 2),
    at: datetime = AT,
) -> ReversalRequest:
    """The one reversal of what is named, or of the whole run."""
    terms = EPC.terms(on=on)
    asked = reverse(run, what or None, terms, id=CASE, reason=reason, at=at, text=text)
    [only] = asked.requests
    return only


def our_xsd(message: str) -> Path:
    return SCHEMAS / f"{message}.xsd"


def accepted(message: str, xml: bytes) -> etree._Element:
    """Give what a message holds, once our schema has accepted it."""
    assert refusal(our_xsd(message), xml) == ""
    return etree.fromstring(xml)[0]


def texts(root: etree._Element, path: str) -> list[str | None]:
    """Give what stands at every place of that path."""
    return [
        each.text for each in root.findall("/".join(f"{{*}}{step}" for step in path.split("/")))
    ]


def values(root: etree._Element, path: str) -> list[tuple[str, str | None]]:
    """Give the values inside the first element there, each with the path below it."""
    found = root.find("/".join(f"{{*}}{step}" for step in path.split("/")))
    assert found is not None
    return values_in(found)


def values_in(element: etree._Element, above: str = "") -> list[tuple[str, str | None]]:
    found: list[tuple[str, str | None]] = []
    for child in element:
        path = f"{above}/{etree.QName(child).localname}".lstrip("/")
        found += values_in(child, path) if len(child) else [(path, child.text)]
    return found
