"""The versions of the messages, as a table: how each calls things, and what has no place in it.

Whoever writes, reads, checks or mends a message asks the row of its version. A version more is one
more name and one more row here, and a schema.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NamedTuple

from sepadd.frozen import dataclass


class ElementNames(NamedTuple):
    """The elements that not every message calls alike: the BIC of a bank, and that of another."""

    bank_bic: str
    organisation_bic: str


NAMES_OF_2009: Final = ElementNames("BIC", "BICOrBEI")
"""As messages call them until 2019. Source: ISO 20022, messages of 2009."""

NAMES_OF_2019: Final = ElementNames("BICFI", "AnyBIC")
"""As messages call them since 2019. Source: ISO 20022, messages of 2019 and later."""


class _Version(StrEnum):
    """The version of a message, by the name that ISO 20022 gives it."""

    @property
    def namespace(self) -> str:
        """The namespace that its elements stand in.

        >>> MessageVersion.PAIN_008_001_08.namespace
        'urn:iso:std:iso:20022:tech:xsd:pain.008.001.08'
        """
        return f"urn:iso:std:iso:20022:tech:xsd:{self}"


class ReversalVersion(_Version):
    """The versions of the pain.007 message that sepadd writes."""

    PAIN_007_001_02 = "pain.007.001.02"
    PAIN_007_001_09 = "pain.007.001.09"

    @property
    def row(self) -> ReversalRow:
        """Its row in the table."""
        return _REVERSALS[self]


class CancellationVersion(_Version):
    """The versions of the camt.055 message that sepadd writes."""

    CAMT_055_001_01 = "camt.055.001.01"
    CAMT_055_001_08 = "camt.055.001.08"

    @property
    def row(self) -> CancellationRow:
        """Its row in the table."""
        return _CANCELLATIONS[self]


class MessageVersion(_Version):
    """The versions of the pain.008 message that sepadd writes."""

    PAIN_008_001_02 = "pain.008.001.02"
    PAIN_008_001_08 = "pain.008.001.08"
    PAIN_008_001_11 = "pain.008.001.11"

    @property
    def row(self) -> MessageRow:
        """Its row in the table."""
        return _MESSAGES[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReversalRow:
    """One version of pain.007.

    ``party_or_bank``: of each party of the original it is said that it is a party, and no bank.
    ``has_purpose``: what the original was for has a place.
    """

    names: ElementNames
    party_or_bank: bool
    has_purpose: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CancellationRow:
    """One version of camt.055.

    ``reasons``: the codes that it has; any other reason stands there in words of one's own. Without
    them the codes are those of a list that is kept elsewhere.
    """

    names: ElementNames
    reasons: frozenset[str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageRow:
    """One version of pain.008.

    What the scheme uses: ``names`` of elements; ``address_gaps``, the parts of an address that have
    no element; ``has_lei``, whether an organisation can be known by one; ``bic_letters``, whether a
    BIC begins with six letters; ``address_needs_town``, whether an address has a country in it, and
    a town unless it has nothing else but lines.

    What the scheme does not use, and other makers' files may hold: ``gaps``, the elements that
    other versions in this table have and this one has not; ``otherwise``, those that it fills
    otherwise than they do. A step, as in ``"CtctDtls/Othr"``, tells in which element it is so.

    Versions of others: ``same_elements`` have the same elements under another name; ``read_alike``
    are near enough to be read as this one, and may have elements of their own.

    What goes with it: the ``reversal`` and the ``cancellation`` of collections that were sent so.
    """

    names: ElementNames
    address_gaps: frozenset[str] = frozenset()
    has_lei: bool = True
    bic_letters: bool = False
    address_needs_town: bool = True
    gaps: frozenset[str] = frozenset()
    otherwise: frozenset[str] = frozenset()
    same_elements: frozenset[str] = frozenset()
    read_alike: frozenset[str] = frozenset()
    reversal: ReversalVersion
    cancellation: CancellationVersion


_REVERSALS: Final[Mapping[ReversalVersion, ReversalRow]] = MappingProxyType(
    {
        ReversalVersion.PAIN_007_001_02: ReversalRow(
            names=NAMES_OF_2009, party_or_bank=False, has_purpose=False
        ),
        ReversalVersion.PAIN_007_001_09: ReversalRow(
            names=NAMES_OF_2019, party_or_bank=True, has_purpose=True
        ),
    }
)
"""Source: ISO 20022, pain.007, OriginalTransactionReference."""

_CANCELLATIONS: Final[Mapping[CancellationVersion, CancellationRow]] = MappingProxyType(
    {
        CancellationVersion.CAMT_055_001_01: CancellationRow(
            names=NAMES_OF_2009,
            reasons=frozenset({"AGNT", "CURR", "CUST", "CUTA", "DUPL", "UPAY"}),
        ),
        CancellationVersion.CAMT_055_001_08: CancellationRow(names=NAMES_OF_2019, reasons=None),
    }
)
"""Source: ISO 20022, camt.055; of the older one CancellationReason4Code."""

_NEW_IN_11: Final = frozenset(
    {"ReqdAdvcTp", "CareOf", "UnitNb", "URLAdr", "RmtAmtAndTp", "Tax/UltmtDbtr"}
)
"""What the scheme does not use, and only pain.008.001.11 has of those in the table."""

_MESSAGES: Final[Mapping[MessageVersion, MessageRow]] = MappingProxyType(
    {
        MessageVersion.PAIN_008_001_02: MessageRow(
            names=NAMES_OF_2009,
            address_gaps=frozenset(
                {
                    *("department", "sub_department", "building_name", "floor", "post_box"),
                    *("room", "town_location", "district"),
                }
            ),
            has_lei=False,
            bic_letters=True,
            address_needs_town=False,
            gaps=frozenset(
                {
                    *("BldgNm", "Flr", "PstBx", "Room", "TwnLctnNm", "DstrctNm", "LEI", "Prxy"),
                    *("UETR", "EmailPurp", "JobTitl", "Rspnsblty", "PrefrdMtd", "OrgnlRsn"),
                    *("OrgnlTrckgDays", "TrckgDays", "AdmstnZone", "LineDtls", "TaxRmt"),
                    *("GrnshmtRmt", "SplmtryData", "NmPrfx", "CtctDtls/Dept", "MndtRltdInf/Rsn"),
                    *_NEW_IN_11,
                }
            ),
            otherwise=frozenset(
                {
                    *("AdrTp", "Frqcy", "OrgnlFrqcy", "RltdRmtInf", "RfrdDocAmt", "AdmstnZn"),
                    "CtctDtls/Othr",
                }
            ),
            same_elements=frozenset({"pain.008.001.01", "pain.008.002.02", "pain.008.003.02"}),
            reversal=ReversalVersion.PAIN_007_001_02,
            cancellation=CancellationVersion.CAMT_055_001_01,
        ),
        MessageVersion.PAIN_008_001_08: MessageRow(
            names=NAMES_OF_2019,
            gaps=_NEW_IN_11,
            read_alike=frozenset(
                {
                    *("pain.008.001.03", "pain.008.001.04", "pain.008.001.05", "pain.008.001.06"),
                    *("pain.008.001.07", "pain.008.001.09", "pain.008.001.10", "pain.008.001.12"),
                }
            ),
            reversal=ReversalVersion.PAIN_007_001_09,
            cancellation=CancellationVersion.CAMT_055_001_08,
        ),
        MessageVersion.PAIN_008_001_11: MessageRow(
            names=NAMES_OF_2019,
            otherwise=frozenset({"RfrdDocAmt", "LineDtls/Amt", "RfrdDocInf/RltdDt", "Prd/Yr"}),
            reversal=ReversalVersion.PAIN_007_001_09,
            cancellation=CancellationVersion.CAMT_055_001_08,
        ),
    }
)
"""Source: ISO 20022, pain.008, element by element; EPC130-08 on what the scheme uses."""

SCHEME_VERSION: Final = MessageVersion.PAIN_008_001_08
"""The scheme's own message since 17 March 2024. Source: EPC016-06 2023 v1.1."""

WRITTEN_VERSIONS: Final[frozenset[str]] = frozenset(MessageVersion)
"""The names of the versions of pain.008 that sepadd writes, and has a schema of."""

_BUILT_LIKE: Final[Mapping[str, MessageVersion]] = MappingProxyType(
    {
        name: version
        for version in MessageVersion
        for name in (str(version), *version.row.same_elements, *version.row.read_alike)
    }
)


def built_like(version: str) -> MessageVersion | None:
    """The version of ours that any version of pain.008 is built like; nothing where none is known.

    >>> str(built_like("pain.008.003.02")), str(built_like("pain.008.001.12"))
    ('pain.008.001.02', 'pain.008.001.08')
    >>> built_like("pain.008.001.99") is None
    True
    """
    return _BUILT_LIKE.get(version)
