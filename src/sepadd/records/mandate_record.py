"""Mandates, with all that was presented under them, as records."""

from __future__ import annotations

from sepadd.identifiers import EndToEndId, MandateReference
from sepadd.mandate import Mandate, Presentation, PresentationOutcome, Scheme, SequenceType
from sepadd.records.fields import Fields, Record, filled, member, text_of
from sepadd.records.party_record import (
    creditor_identifier,
    debtor_of,
    debtor_record,
    party_of,
    party_record,
)
from sepadd.records.written import day

_scheme = member(Scheme)
_outcome = member(PresentationOutcome)
sequence_type = member(SequenceType)


def _presentation_record(presentation: Presentation) -> Record:
    return filled(
        {
            "due_on": presentation.due_on.isoformat(),
            "sequence_type": presentation.sequence_type.value,
            "end_to_end_id": text_of(presentation.end_to_end_id),
            "outcome": presentation.outcome.value,
        }
    )


def _presentation_of(fields: Fields) -> Presentation:
    return fields.made(
        Presentation,
        due_on=fields.must("due_on", day),
        sequence_type=fields.must("sequence_type", sequence_type),
        end_to_end_id=fields.may("end_to_end_id", EndToEndId, None),
        outcome=fields.must("outcome", _outcome),
    )


def mandate_record(mandate: Mandate) -> Record:
    """A mandate as it stands."""
    return filled(
        {
            "reference": mandate.reference.value,
            "creditor_identifier": mandate.creditor_identifier.value,
            "debtor": debtor_record(mandate.debtor),
            "scheme": mandate.scheme.value,
            "one_off": mandate.one_off,
            "signed_on": text_of(mandate.signed_on),
            "valid_until": text_of(mandate.valid_until),
            "revoked_on": text_of(mandate.revoked_on),
            "ultimate_debtor": party_record(mandate.ultimate_debtor),
            "electronic_signature": mandate.electronic_signature,
            "presentations": list(map(_presentation_record, mandate.presentations)) or None,
        }
    )


def mandate_of(fields: Fields) -> Mandate:
    """The mandate that a record holds."""
    return fields.made(
        Mandate,
        reference=fields.must("reference", MandateReference),
        creditor_identifier=fields.must("creditor_identifier", creditor_identifier),
        debtor=fields.part("debtor", debtor_of),
        scheme=fields.must("scheme", _scheme),
        one_off=fields.flag("one_off"),
        signed_on=fields.may("signed_on", day, None),
        valid_until=fields.may("valid_until", day, None),
        revoked_on=fields.may("revoked_on", day, None),
        ultimate_debtor=fields.part_if_any("ultimate_debtor", party_of),
        electronic_signature=fields.may("electronic_signature", str, None),
        presentations=fields.parts("presentations", _presentation_of),
    )
