"""What a collection of a file says, part by part, and the collection that is made of it.

However it was read, it is made in one place. A file knows no debtor number of the creditor's own.
The mandate's reference stands in for it: it is the creditor's own too, and tells nothing of an
account. Nor does a file know the signed form, what was presented before, and what became of it.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from sepadd.collection import Collection, PurposeCode, Remittance
from sepadd.findings import NO_FINDINGS, Findings
from sepadd.mandate import Mandate, Presentation, SequenceType
from sepadd.messages.pain008.batches import NOTHING_OF_ITS_KIND, Kind, ReadBatch, ReadHead
from sepadd.messages.pain008.changes import Use
from sepadd.messages.pain008.mandates import ReadMandate, as_amended
from sepadd.messages.pain008.parties import Debited
from sepadd.messages.parsing import Notes
from sepadd.rulebook import CreditorCard
from sepadd.values import CreditorIdentifier, Debtor, EndToEndId, Euro

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


class Asked(NamedTuple):
    """What one collection says besides its mandate; ``written`` is how it is called."""

    written: str
    end_to_end_id: EndToEndId | None
    amount: Euro | None
    purpose: PurposeCode | None
    remittance: Remittance


class ReadParts(NamedTuple):
    """All that a collection says, itself or by its block; what it does not say is absent."""

    batch: ReadBatch
    kind: Kind
    identifier: CreditorIdentifier | None
    mandate: ReadMandate
    debtor: Debited
    asked: Asked

    @property
    def lacks(self) -> list[str]:
        """The elements that a collection cannot be without and has not, or not as they can be."""
        needed = {
            "EndToEndId": self.asked.end_to_end_id,
            "InstdAmt in EUR": self.asked.amount,
            "MndtId": self.mandate.reference,
            "DtOfSgntr": self.mandate.signed_on,
            "Dbtr/Nm": self.debtor.who.name,
            "DbtrAcct/Id/IBAN": self.debtor.iban,
            "LclInstrm/Cd": self.kind.scheme,
            "SeqTp": self.kind.sequence_type,
            "PmtInfId": self.batch.id,
            "ReqdColltnDt": self.batch.due_on,
            "Cdtr/Nm": self.batch.creditor,
            "CdtrAcct/Id/IBAN": self.batch.account,
            "CdtrSchmeId": self.identifier,
        }
        return [name for name, value in needed.items() if value is None or value == ""]


def collection_in(said: ReadParts, mandate: Mandate | None) -> Collection | None:
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


def mandate_in(said: ReadParts, notes: Notes) -> Mandate | None:
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
    if about.details is None:
        return mandate
    use = Use(said.batch.creditor or CreditorCard(), said.batch.due_on, said.kind.sequence_type)
    return as_amended(mandate, about, use, notes)
