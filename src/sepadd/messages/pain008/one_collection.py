"""One collection of a file: what it asks of whom, under which mandate, and what for.

Most are ordinary and are read in one go; any other is read part by part, and what there is to note
of it is noted.
"""

from __future__ import annotations

from functools import cache, partial
from typing import Final
from zlib import crc32

from lxml.etree import _Element as Element

from sepadd.collection import PurposeCode, Remittance
from sepadd.findings import InvalidValue
from sepadd.mandate import Mandate, Scheme, SequenceType
from sepadd.messages.pain008.batches import Kind, ReadBatch, read_kind
from sepadd.messages.pain008.collection_parts import (
    Asked,
    CompletedCollection,
    ReadCollection,
    ReadParts,
    collection_in,
    mandate_in,
)
from sepadd.messages.pain008.mandates import ReadMandate, creditor_identifier, mandate_said
from sepadd.messages.pain008.ordinary_collection import ordinary_parts
from sepadd.messages.pain008.parties import Debited, debited
from sepadd.messages.parsing import (
    ALLOWED,
    CALLED,
    COMPLETE,
    SAID_ALIKE,
    SAID_ONCE,
    Notes,
    amount_in,
    child,
    named_parts,
    reference,
    shortened,
    text,
)
from sepadd.rulebook import CreditorCard
from sepadd.values import (
    CreditorAccount,
    CreditorIdentifier,
    CreditorReference,
    EndToEndId,
    Euro,
    Iban,
    MandateReference,
    PaymentInformationId,
    StructuredCommunication,
)


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


_KNOWN: Final = (
    *("PmtId", "PmtTpInf", "InstdAmt", "ChrgBr", "DrctDbtTx", "DbtrAgt", "Dbtr", "DbtrAcct"),
    *("UltmtDbtr", "Purp", "RmtInf"),
)


def read_collection(
    element: Element, batch: ReadBatch, notes: Notes
) -> tuple[ReadCollection, Euro | None]:
    """Read ``DrctDbtTxInf``; beside it the amount, where that can be read."""
    said = ordinary_parts(element, batch) or parts_said(element, batch, notes)
    mandate = mandate_in(said, notes)
    collection, supposed = collection_in(said, mandate), None
    if collection is None or notes.refused:
        collection, supposed = None, _supposed(said, mandate, notes)
        lacks = ", ".join(said.lacks) or "value of its own"
        notes.note(COMPLETE, element, f"left out, for want of a usable {lacks}")
    line, asked = element.sourceline or 1, said.asked
    found = notes.taken(f"collection {shortened(asked.written)}")
    kind, identifier = said.kind, said.identifier
    of_it = (asked.written, kind, identifier, mandate, collection, found, supposed)
    return ReadCollection(batch.head, batch, line, *of_it), asked.amount


def parts_said(element: Element, batch: ReadBatch, notes: Notes) -> ReadParts:
    """Every part, looked at one by one; what has no place with us, or cannot be right, is noted."""
    found = notes.parts(element, *_KNOWN)
    notes.only("SLEV", found.get("ChrgBr"))
    debit = notes.parts(found.get("DrctDbtTx"), "MndtRltdInf", "CdtrSchmeId")
    kind, own = found.get("PmtTpInf"), debit.get("CdtrSchmeId")
    for name in batch.says:
        # The ultimate creditor has no place with us here, so it is not among what was found.
        again = child(element, name) if name == "UltmtCdtr" else found.get(name, debit.get(name))
        if again is not None:
            notes.note(SAID_ONCE, again, f"{name} stands here, and with {batch.label} too")
    return ReadParts(
        batch,
        batch.kind if kind is None else read_kind(kind, notes).or_else(batch.kind),
        batch.identifier if own is None else creditor_identifier(own, notes),
        mandate_said(debit.get("MndtRltdInf"), batch.head.created_at.date(), notes),
        debited(found, notes),
        _asked(found, notes),
    )


# -- what is asked -------------------------------------------------------------------------------


def _asked(found: dict[str, Element], notes: Notes) -> Asked:
    called = notes.within(found.get("PmtId"), "EndToEndId")
    return Asked(
        text(called),
        _name(called, notes),
        _amount(found.get("InstdAmt"), notes),
        notes.may(PurposeCode, notes.within(found.get("Purp"), "Cd")),
        read_remittance(found.get("RmtInf"), notes),
    )


def _name(called: Element | None, notes: Notes) -> EndToEndId | None:
    if called is None or reference(text(called)):
        return notes.value(EndToEndId, called)
    notes.note(CALLED, called, f"EndToEndId {text(called)!r}: it has no name of its own")
    return None


def _amount(element: Element | None, notes: Notes) -> Euro | None:
    euros = notes.read(amount_in, element)
    if euros is None and element is not None and element.get("Ccy", "EUR") != "EUR":
        given = f"{element.get('Ccy')} {text(element)}"
        notes.note(ALLOWED, element, f"InstdAmt {given!r}: a SEPA direct debit is in EUR")
    return euros


# -- what is supposed ----------------------------------------------------------------------------

_UNKNOWN: Final = "?"
_CENT: Final = Euro(cents=1)


@cache
def _account() -> Iban:
    """An account in the EEA, where the least is asked."""
    return Iban("NL91ABNA0417164300")


def _supposed(said: ReadParts, mandate: Mandate | None, notes: Notes) -> CompletedCollection | None:
    """The collection, with something in the place of each part that it lacks."""
    whole = said._replace(
        batch=_batch_supposed(said.batch),
        # The scheme that lets a bank have the most time, in every edition.
        kind=said.kind.or_else(Kind(Scheme.B2B, SequenceType.RECURRENT)),
        identifier=said.identifier or _identifier_supposed(said.batch.creditor),
        mandate=_mandate_supposed(said),
        debtor=_debtor_supposed(said.debtor),
        asked=said.asked._replace(
            end_to_end_id=said.asked.end_to_end_id or EndToEndId(_UNKNOWN),
            amount=_CENT if said.asked.amount is None else said.asked.amount,
        ),
    )
    # What is told of a change is noted once.
    told = notes if mandate is None else Notes(notes.address_gaps)
    collection = collection_in(whole, mandate_in(whole, told))
    return None if collection is None else CompletedCollection(collection, frozenset(said.lacks))


def _batch_supposed(batch: ReadBatch) -> ReadBatch:
    return batch._replace(
        id=batch.id or PaymentInformationId(_UNKNOWN),
        due_on=batch.due_on or batch.head.created_at.date(),
        creditor=batch.creditor or CreditorCard(name=_UNKNOWN),
        account=batch.account or CreditorAccount(iban=_account()),
    )


def _identifier_supposed(creditor: CreditorCard | None) -> CreditorIdentifier:
    """One identifier for all that one name collects: the same mandate stays the same."""
    name = "" if creditor is None else creditor.name
    return CreditorIdentifier.build("NL", f"{crc32(name.encode()):012d}")


def _mandate_supposed(said: ReadParts) -> ReadMandate:
    return said.mandate._replace(
        reference=said.mandate.reference or MandateReference(_UNKNOWN),
        signed_on=said.mandate.signed_on or said.batch.head.created_at.date(),
    )


def _debtor_supposed(debtor: Debited) -> Debited:
    name = debtor.who.name or _UNKNOWN
    return debtor._replace(who=debtor.who._replace(name=name), iban=debtor.iban or _account())
