"""The mandate, and what happens in its life: signed, amended, suspended, ended."""

from sepadd.mandate.amending import amend, amend_for_creditor
from sepadd.mandate.amendment import Amendment
from sepadd.mandate.ending import release, replace_mandate, revoke, suspend, why_kept
from sepadd.mandate.mandate import (
    ACCOUNT_CODES,
    DORMANCY,
    MOST_SIGNATURE,
    Dormancy,
    DormancyBase,
    Mandate,
    MandateStatus,
    Presentation,
    PresentationOutcome,
    Scheme,
    SchemeLike,
    SequenceType,
    Suspension,
)
from sepadd.mandate.preconditions import LIVING
from sepadd.mandate.reference_mask import ReferenceMask
from sepadd.mandate.signing import Resigning, confirm, sign, sign_again

__all__ = (
    "ACCOUNT_CODES",
    "DORMANCY",
    "LIVING",
    "MOST_SIGNATURE",
    "Amendment",
    "Dormancy",
    "DormancyBase",
    "Mandate",
    "MandateStatus",
    "Presentation",
    "PresentationOutcome",
    "ReferenceMask",
    "Resigning",
    "Scheme",
    "SchemeLike",
    "SequenceType",
    "Suspension",
    "amend",
    "amend_for_creditor",
    "confirm",
    "release",
    "replace_mandate",
    "revoke",
    "sign",
    "sign_again",
    "suspend",
    "why_kept",
)
