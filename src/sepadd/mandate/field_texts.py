"""What each field of a mandate, and of its debtor, holds: in a sentence, for forms and helps.

Beside the sentence stand the number that the rulebooks give it, the one they gave it until 2023,
and the element of pain.008 in which the bank is told it. What the scheme does not know has none.
Source: EPC016-06 and EPC222-07, attributes; EPC130-08 and EPC131-08.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from sepadd.findings import InvalidValue
from sepadd.mandate.amendment import Amendment
from sepadd.mandate.mandate import Mandate, Presentation, Suspension
from sepadd.values import Debtor


class FieldWords(NamedTuple):
    """What one field holds, and where the scheme and the file have it; empty where they do not.

    ``attribute`` is the number in today's rulebooks (``AT-M001``), ``was`` the one until 2023
    (``AT-01``), ``element`` the path in pain.008 below the block or the transaction.
    """

    name: str
    says: str
    attribute: str = ""
    was: str = ""
    element: str = ""


_OF_MANDATE: Final = (
    FieldWords(
        "reference",
        "The unique mandate reference, 1 to 35 characters; capitals do not matter, blanks do.",
        *("AT-M001", "AT-01", "MndtRltdInf/MndtId"),
    ),
    FieldWords(
        "creditor_identifier",
        "To whom the mandate was given: the creditor's identifier, whatever its business code.",
        *("AT-E005", "AT-02", "CdtrSchmeId"),
    ),
    FieldWords("debtor", "Who owes, with the account that the money comes from.", element="Dbtr"),
    FieldWords(
        "scheme",
        "Under which scheme is collected: CORE, for everyone, or B2B, for companies only.",
        *("AT-T001", "AT-20", "PmtTpInf/LclInstrm"),
    ),
    FieldWords(
        "one_off",
        "Whether it is for one collection only, or for as many as the creditor presents.",
        *("AT-M006", "AT-21", "PmtTpInf/SeqTp"),
    ),
    FieldWords(
        "signed_on",
        "The day on which the debtor signed; while it is absent nothing is collected.",
        *("AT-M008", "AT-25", "MndtRltdInf/DtOfSgntr"),
    ),
    FieldWords("valid_until", "The last due date that was agreed with the debtor, if one was."),
    FieldWords("revoked_on", "The day from which debtor or creditor have ended it."),
    FieldWords("suspension", "The hold that the creditor has put on it, if there is one."),
    FieldWords(
        "confirmed_on",
        "The day on which the debtor confirmed a B2B mandate to the debtor's bank.",
    ),
    FieldWords("replaced_on", "The day from which another mandate is in its place."),
    FieldWords("replaced_by", "The reference of the mandate that is in its place."),
    FieldWords("replaces", "The reference of the mandate whose place it took."),
    FieldWords(
        "migrated",
        "Whether it is from before SEPA, and was taken over with its old date of signature.",
    ),
    FieldWords(
        "ultimate_debtor",
        "On whose behalf the debtor pays, where the mandate says so.",
        *("AT-P006", "AT-15", "UltmtDbtr"),
    ),
    FieldWords(
        "electronic_signature",
        "The reference that the debtor's bank gave of an e-mandate; never filled in for paper.",
        *("AT-M013", "AT-60", "MndtRltdInf/ElctrncSgntr"),
    ),
    FieldWords("presentations", "Every collection that was presented under it, in their order."),
    FieldWords(
        "amendments",
        "Every change of it, in their order, with the values as they were before.",
        *("AT-M007", "AT-24", "MndtRltdInf/AmdmntInfDtls"),
    ),
)

_OF_DEBTOR: Final = (
    FieldWords("id", "The creditor's own debtor number."),
    FieldWords("name", "The debtor's name.", "AT-P001", "AT-14", "Dbtr/Nm"),
    FieldWords("iban", "The account to be debited.", "AT-D001", "AT-07", "DbtrAcct/Id/IBAN"),
    FieldWords(
        "bic",
        "The debtor's bank; inside the EEA the account number is enough.",
        *("AT-D002", "AT-13", "DbtrAgt/FinInstnId"),
    ),
    FieldWords(
        "account_holder",
        "In whose name the account is, where that is not the debtor's; the bank is told this one.",
        element="Dbtr/Nm",
    ),
    FieldWords("kind", "Consumer or company, absent while nobody knows; B2B is for companies."),
    FieldWords(
        "address",
        "The debtor's address; needed where one of the two banks is outside the EEA.",
        *("AT-P005", "AT-09", "Dbtr/PstlAdr"),
    ),
    FieldWords(
        "identification",
        "A number by which the debtor is known, such as that of a company in its register.",
        *("AT-P004", "AT-27", "Dbtr/Id"),
    ),
)

_DETAILS: Final = "MndtRltdInf/AmdmntInfDtls"

_OF_AMENDMENT: Final = (
    FieldWords("on", "The day from which the new values hold."),
    FieldWords(
        "reference",
        "The mandate's reference before it changed.",
        *("AT-M005", "AT-19", f"{_DETAILS}/OrgnlMndtId"),
    ),
    FieldWords(
        "creditor_identifier",
        "The creditor's identifier before it changed.",
        *("AT-M004", "AT-18", f"{_DETAILS}/OrgnlCdtrSchmeId/Id"),
    ),
    FieldWords(
        "creditor_name",
        "The creditor's name before it changed.",
        element=f"{_DETAILS}/OrgnlCdtrSchmeId/Nm",
    ),
    FieldWords(
        "iban",
        "The debtor's account before it changed; the bank is told it, or only that it changed.",
        element=f"{_DETAILS}/OrgnlDbtrAcct",
    ),
    FieldWords("bic", "The bank of that account."),
    FieldWords(
        "account_untold", "Whether the account changed without anybody telling which it was before."
    ),
)

_OF_SUSPENSION: Final = (
    FieldWords("since", "The first day of the hold."),
    FieldWords("until", "The last day of the hold; absent where it holds until it is released."),
    FieldWords("reason", "Why it is on hold, in the creditor's own words."),
)

_OF_PRESENTATION: Final = (
    FieldWords(
        "due_on",
        "The due date; the latest one counts for the months that a mandate lives unused.",
        *("AT-T013", "AT-11", "ReqdColltnDt"),
    ),
    FieldWords(
        "sequence_type",
        "Where it stood among the mandate's collections: first, recurrent, final or one-off.",
        *("AT-M006", "AT-21", "PmtTpInf/SeqTp"),
    ),
    FieldWords(
        "end_to_end_id",
        "The name of the collection, from the creditor to the debtor and back.",
        *("AT-T015", "AT-10", "PmtId/EndToEndId"),
    ),
    FieldWords("outcome", "Whether it was turned down before settlement, or given back after it."),
    FieldWords("amendments_told", "How many of the mandate's amendments the bank knows by it."),
)

FIELD_WORDS: Final[Mapping[type[object], tuple[FieldWords, ...]]] = MappingProxyType(
    {
        Mandate: _OF_MANDATE,
        Debtor: _OF_DEBTOR,
        Amendment: _OF_AMENDMENT,
        Suspension: _OF_SUSPENSION,
        Presentation: _OF_PRESENTATION,
    }
)
"""For a mandate, and for each thing that it consists of, its fields in their order."""


def field_words(kind: type[object], name: str) -> FieldWords:
    """What a field of a mandate, or of a thing that it consists of, holds.

    Raises :class:`InvalidValue` for a field that it does not have, naming those it has.

    >>> field_words(Mandate, "signed_on").attribute
    'AT-M008'
    >>> field_words(Debtor, "kind").says
    'Consumer or company, absent while nobody knows; B2B is for companies.'
    """
    words = FIELD_WORDS.get(kind, ())
    for each in words:
        if each.name == name:
            return each
    there_are = ", ".join(each.name for each in words) or "none that are described"
    raise InvalidValue(f"field {name!r} of {kind.__name__}: its fields are {there_are}")
