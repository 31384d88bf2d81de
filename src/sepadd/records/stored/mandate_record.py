"""Mandates, with all that was presented under them, as records."""

from __future__ import annotations

from collections.abc import Callable

from sepadd.mandate import (
    Amendment,
    Mandate,
    Presentation,
    PresentationOutcome,
    Scheme,
    SequenceType,
    Suspension,
)
from sepadd.records.stored.fields import Fields, Record, filled, member, text_of
from sepadd.records.stored.party_record import (
    bic,
    creditor_identifier,
    debtor_of,
    debtor_record,
    party_of,
    party_record,
)
from sepadd.records.written import day
from sepadd.values import EndToEndId, Iban, MandateReference

_scheme = member(Scheme)
_outcome = member(PresentationOutcome)
sequence_type: Callable[[str], SequenceType] = member(SequenceType)


def _presentation_record(presentation: Presentation) -> Record:
    return filled(
        {
            "due_on": presentation.due_on.isoformat(),
            "sequence_type": presentation.sequence_type.value,
            "end_to_end_id": text_of(presentation.end_to_end_id),
            "outcome": presentation.outcome.value,
            "amendments_told": presentation.amendments_told or None,
        }
    )


def _presentation_of(fields: Fields) -> Presentation:
    return fields.made(
        Presentation,
        due_on=fields.must("due_on", day),
        sequence_type=fields.must("sequence_type", sequence_type),
        end_to_end_id=fields.may("end_to_end_id", EndToEndId, None),
        outcome=fields.must("outcome", _outcome),
        amendments_told=fields.count_if_any("amendments_told") or 0,
    )


def _amendment_record(amendment: Amendment) -> Record:
    return filled(
        {
            "on": amendment.on.isoformat(),
            "reference": text_of(amendment.reference),
            "creditor_identifier": text_of(amendment.creditor_identifier),
            "creditor_name": amendment.creditor_name,
            "iban": text_of(amendment.iban),
            "bic": text_of(amendment.bic),
            "account_untold": amendment.account_untold or None,
        }
    )


def _amendment_of(fields: Fields) -> Amendment:
    return fields.made(
        Amendment,
        on=fields.must("on", day),
        reference=fields.may("reference", MandateReference, None),
        creditor_identifier=fields.may("creditor_identifier", creditor_identifier, None),
        creditor_name=fields.may("creditor_name", str, None),
        iban=fields.may("iban", Iban, None),
        bic=fields.may("bic", bic, None),
        account_untold=fields.flag_if_any("account_untold") or False,
    )


def _suspension_record(suspension: Suspension | None) -> Record | None:
    if suspension is None:
        return None
    return filled(
        {
            "since": suspension.since.isoformat(),
            "until": text_of(suspension.until),
            "reason": suspension.reason or None,
        }
    )


def _suspension_of(fields: Fields) -> Suspension:
    return fields.made(
        Suspension,
        since=fields.must("since", day),
        until=fields.may("until", day, None),
        reason=fields.may("reason", str, ""),
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
            "suspension": _suspension_record(mandate.suspension),
            "confirmed_on": text_of(mandate.confirmed_on),
            "replaced_on": text_of(mandate.replaced_on),
            "replaced_by": text_of(mandate.replaced_by),
            "replaces": text_of(mandate.replaces),
            "migrated": mandate.migrated or None,
            "ultimate_debtor": party_record(mandate.ultimate_debtor),
            "electronic_signature": mandate.electronic_signature,
            "presentations": list(map(_presentation_record, mandate.presentations)) or None,
            "amendments": list(map(_amendment_record, mandate.amendments)) or None,
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
        suspension=fields.part_if_any("suspension", _suspension_of),
        confirmed_on=fields.may("confirmed_on", day, None),
        replaced_on=fields.may("replaced_on", day, None),
        replaced_by=fields.may("replaced_by", MandateReference, None),
        replaces=fields.may("replaces", MandateReference, None),
        migrated=fields.flag_if_any("migrated") or False,
        ultimate_debtor=fields.part_if_any("ultimate_debtor", party_of),
        electronic_signature=fields.may("electronic_signature", str, None),
        presentations=fields.parts("presentations", _presentation_of),
        amendments=fields.parts("amendments", _amendment_of),
    )
