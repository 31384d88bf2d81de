"""One collection of a file: what it asks of whom, under which mandate, and what for.

A file knows no debtor number of the creditor's own. The mandate's reference stands in for it: it is
the creditor's own too, and tells nothing of an account. Nor does a file know the signed form, what
was presented before, and what became of it.
"""

from __future__ import annotations

from functools import partial
from typing import Final, NamedTuple
from zlib import crc32

from lxml.etree import _Element as Element

from sepadd.collection import Collection, PurposeCode, Remittance
from sepadd.findings import NO_FINDINGS, Findings, InvalidValue
from sepadd.mandate import Mandate, Presentation, Scheme, SequenceType
from sepadd.messages.pain008.batches import (
    NOTHING_OF_ITS_KIND,
    Kind,
    ReadBatch,
    ReadHead,
    read_kind,
)
from sepadd.messages.pain008.changes import Use
from sepadd.messages.pain008.mandates import (
    ReadMandate,
    as_amended,
    creditor_identifier,
    mandate_said,
)
from sepadd.messages.pain008.parties import Debited, debited
from sepadd.messages.parsing import (
    ALLOWED,
    CALLED,
    COMPLETE,
    SAID_ALIKE,
    SAID_ONCE,
    Notes,
    amount,
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
    Debtor,
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


_WHICH_DEBIT: Final = frozenset(
    {"MndtId", "InstdAmt in EUR", "ReqdColltnDt", "LclInstrm/Cd", "SeqTp"}
)


class CompletedCollection(NamedTuple):
    """A collection as it would be, had it the parts that it ``lacks``: so the rest can be judged.

    What stands for a lacking part is made up, and no rule may look at it.
    """

    collection: Collection
    lacks: frozenset[str]

    @property
    def is_told(self) -> bool:
        """Whether it is known which debit it is: how much, when, as what, under which mandate."""
        return self.lacks.isdisjoint(_WHICH_DEBIT)


class ReadCollection(NamedTuple):
    """One collection as it stands in a file, and what of it has no place with us.

    ``line`` is where it begins; ``end_to_end_id`` is as written. ``collection`` is absent where
    something that it cannot be without is missing or refused: ``unplaced`` then says what.
    ``mandate`` is absent only where it is the mandate itself of which that is so. ``supposed`` is
    there where ``collection`` is not, for all that can be said of it nevertheless.
    """

    head: ReadHead
    batch: ReadBatch | None
    line: int
    end_to_end_id: str = ""
    kind: Kind = NOTHING_OF_ITS_KIND
    identifier: CreditorIdentifier | None = None
    mandate: Mandate | None = None
    collection: Collection | None = None
    unplaced: Findings = NO_FINDINGS
    supposed: CompletedCollection | None = None

    @property
    def presentation(self) -> Presentation | None:
        """What its mandate remembers of it; what became of it, a file cannot tell."""
        due_on = None if self.batch is None else self.batch.due_on
        if self.mandate is None or due_on is None or self.kind.sequence_type is None:
            return None
        return Presentation(
            due_on=due_on,
            sequence_type=self.kind.sequence_type,
            end_to_end_id=None if self.collection is None else self.collection.end_to_end_id,
            amendments_told=len(self.mandate.amendments),
        )


def read_collection(
    element: Element, batch: ReadBatch, notes: Notes
) -> tuple[ReadCollection, Euro | None]:
    """Read ``DrctDbtTxInf``; beside it the amount, where that can be read."""
    said = _said(element, batch, notes)
    mandate = _mandate(said, notes)
    collection, supposed = _collection(said, mandate), None
    if collection is None or notes.refused:
        collection, supposed = None, _supposed(said, mandate, notes)
        lacks = ", ".join(_lacks(said)) or "value of its own"
        notes.note(COMPLETE, element, f"left out, for want of a usable {lacks}")
    read = ReadCollection(
        head=batch.head,
        batch=batch,
        line=element.sourceline or 1,
        end_to_end_id=said.asked.written,
        kind=said.kind,
        identifier=said.identifier,
        mandate=mandate,
        collection=collection,
        unplaced=notes.taken(f"collection {shortened(said.asked.written)}"),
        supposed=supposed,
    )
    return read, said.asked.amount


class _ReadParts(NamedTuple):
    """All that a collection says, itself or by its block; what it does not say is absent."""

    batch: ReadBatch
    kind: Kind
    identifier: CreditorIdentifier | None
    mandate: ReadMandate
    debtor: Debited
    asked: _Asked


def _said(element: Element, batch: ReadBatch, notes: Notes) -> _ReadParts:
    found = notes.parts(element, *_KNOWN)
    notes.only("SLEV", found.get("ChrgBr"))
    debit = notes.parts(found.get("DrctDbtTx"), "MndtRltdInf", "CdtrSchmeId")
    kind, own = found.get("PmtTpInf"), debit.get("CdtrSchmeId")
    for name in batch.says:
        # The ultimate creditor has no place with us here, so it is not among what was found.
        again = child(element, name) if name == "UltmtCdtr" else found.get(name, debit.get(name))
        if again is not None:
            notes.note(SAID_ONCE, again, f"{name} stands here, and with {batch.label} too")
    return _ReadParts(
        batch,
        batch.kind if kind is None else read_kind(kind, notes).or_else(batch.kind),
        batch.identifier if own is None else creditor_identifier(own, notes),
        mandate_said(debit.get("MndtRltdInf"), batch.head.created_at.date(), notes),
        debited(found, notes),
        _asked(found, notes),
    )


def _lacks(said: _ReadParts) -> list[str]:
    """The elements of which a collection that is left out has none, or none that can be right."""
    needed = {
        "EndToEndId": said.asked.end_to_end_id,
        "InstdAmt in EUR": said.asked.amount,
        "MndtId": said.mandate.reference,
        "DtOfSgntr": said.mandate.signed_on,
        "Dbtr/Nm": said.debtor.who.name,
        "DbtrAcct/Id/IBAN": said.debtor.iban,
        "LclInstrm/Cd": said.kind.scheme,
        "SeqTp": said.kind.sequence_type,
        "PmtInfId": said.batch.id,
        "ReqdColltnDt": said.batch.due_on,
        "Cdtr/Nm": said.batch.creditor,
        "CdtrAcct/Id/IBAN": said.batch.account,
        "CdtrSchmeId": said.identifier,
    }
    return [name for name, value in needed.items() if value is None or value == ""]


# -- what is asked -------------------------------------------------------------------------------


class _Asked(NamedTuple):
    """What one collection says besides its mandate; ``written`` is how it is called."""

    written: str
    end_to_end_id: EndToEndId | None
    amount: Euro | None
    purpose: PurposeCode | None
    remittance: Remittance


def _asked(found: dict[str, Element], notes: Notes) -> _Asked:
    called = notes.within(found.get("PmtId"), "EndToEndId")
    return _Asked(
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
    euros = notes.read(amount, element)
    if euros is None and element is not None and element.get("Ccy", "EUR") != "EUR":
        given = f"{element.get('Ccy')} {text(element)}"
        notes.note(ALLOWED, element, f"InstdAmt {given!r}: a SEPA direct debit is in EUR")
    return euros


def _collection(said: _ReadParts, mandate: Mandate | None) -> Collection | None:
    """The collection; nothing where something that it needs is not there."""
    asked, kind, batch = said.asked, said.kind, said.batch
    if (
        asked.end_to_end_id is None
        or asked.amount is None
        or mandate is None
        or mandate.signed_on is None
        or kind.sequence_type is None
        or batch.id is None
        or batch.account is None
        or batch.due_on is None
        or batch.creditor is None
    ):
        return None
    return Collection(
        end_to_end_id=asked.end_to_end_id,
        mandate=mandate,
        account=batch.account,
        sequence_type=kind.sequence_type,
        amount=asked.amount,
        due_on=batch.due_on,
        remittance=asked.remittance,
        purpose=asked.purpose,
        category_purpose=kind.category_purpose,
    )


# -- the mandate ---------------------------------------------------------------------------------


def _mandate(said: _ReadParts, notes: Notes) -> Mandate | None:
    """The mandate; nothing where something that it needs is not there."""
    about, debtor, scheme = said.mandate, said.debtor, said.kind.scheme
    if (
        about.reference is None
        or said.identifier is None
        or scheme is None
        or debtor.iban is None
        or not debtor.who.name
    ):
        return None
    mandate = Mandate(
        reference=about.reference,
        creditor_identifier=said.identifier,
        debtor=Debtor(
            id=about.reference.value,
            name=debtor.who.name,
            iban=debtor.iban,
            bic=debtor.bic,
            address=debtor.who.address,
            identification=debtor.who.identification,
        ),
        scheme=scheme,
        one_off=said.kind.sequence_type is SequenceType.ONE_OFF,
        signed_on=about.signed_on,
        ultimate_debtor=debtor.ultimate,
        electronic_signature=about.electronic_signature,
    )
    batch = said.batch
    use = Use(batch.creditor or CreditorCard(), batch.due_on, said.kind.sequence_type)
    return as_amended(mandate, about, use, notes)


# -- what is supposed ----------------------------------------------------------------------------

_UNKNOWN: Final = "?"
_CENT: Final = Euro(cents=1)
_ACCOUNT: Final = Iban("NL91ABNA0417164300")  # in the EEA, where the least is asked


def _supposed(
    said: _ReadParts, mandate: Mandate | None, notes: Notes
) -> CompletedCollection | None:
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
    told = notes if mandate is None else Notes(of_2009=notes.of_2009)
    collection = _collection(whole, _mandate(whole, told))
    return None if collection is None else CompletedCollection(collection, frozenset(_lacks(said)))


def _batch_supposed(batch: ReadBatch) -> ReadBatch:
    return batch._replace(
        id=batch.id or PaymentInformationId(_UNKNOWN),
        due_on=batch.due_on or batch.head.created_at.date(),
        creditor=batch.creditor or CreditorCard(name=_UNKNOWN),
        account=batch.account or CreditorAccount(iban=_ACCOUNT),
    )


def _identifier_supposed(creditor: CreditorCard | None) -> CreditorIdentifier:
    """One identifier for all that one name collects: the same mandate stays the same."""
    name = "" if creditor is None else creditor.name
    return CreditorIdentifier.build("NL", f"{crc32(name.encode()):012d}")


def _mandate_supposed(said: _ReadParts) -> ReadMandate:
    return said.mandate._replace(
        reference=said.mandate.reference or MandateReference(_UNKNOWN),
        signed_on=said.mandate.signed_on or said.batch.head.created_at.date(),
    )


def _debtor_supposed(debtor: Debited) -> Debited:
    name = debtor.who.name or _UNKNOWN
    return debtor._replace(who=debtor.who._replace(name=name), iban=debtor.iban or _ACCOUNT)
