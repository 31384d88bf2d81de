"""Creditors, debtors and whoever else is named, as records."""

from __future__ import annotations

from typing import Final

from sepadd.records.stored.record_shape import RecordShape, always, either, may, must
from sepadd.records.stored.shapes import FLAG, TEXT, listed, member
from sepadd.records.stored.value_shapes import BIC, CREDITOR_IDENTIFIER, DAY, IBAN
from sepadd.values import (
    Creditor,
    CreditorAccount,
    Debtor,
    DebtorKind,
    OrganisationId,
    OtherId,
    Party,
    PersonId,
    PostalAddress,
)

ADDRESS: Final = RecordShape(
    PostalAddress,
    must("country", TEXT, "the country, two letters"),
    may("town", TEXT, "the town"),
    may("postcode", TEXT, "the postcode"),
    may("street", TEXT, "the street"),
    may("building", TEXT, "the house number"),
    may("building_name", TEXT, "the name of the building"),
    may("floor", TEXT, "the floor"),
    may("post_box", TEXT, "the post box"),
    may("room", TEXT, "the room"),
    may("town_location", TEXT, "the part of the town"),
    may("district", TEXT, "the district"),
    may("subdivision", TEXT, "the province or state"),
    may("department", TEXT, "the department"),
    may("sub_department", TEXT, "the sub-department"),
    may("lines", listed(TEXT), "address lines in no fields", ()),
)

_OTHER_ID: Final = RecordShape(
    OtherId,
    must("id", TEXT, "the number"),
    may("scheme_code", TEXT, "the kind of number, a code of ISO's list"),
    may("scheme_name", TEXT, "the kind of number, by a name of one's own"),
    may("issuer", TEXT, "who gave the number"),
)
_ORGANISATION: Final = RecordShape(
    OrganisationId,
    may("bic", BIC, "the bank"),
    may("lei", TEXT, "the legal entity identifier"),
    may("other", _OTHER_ID, "any other number of it"),
)
_PERSON: Final = RecordShape(
    PersonId,
    may("born_on", DAY, "the day of birth"),
    may("birth_town", TEXT, "the town of birth"),
    may("birth_country", TEXT, "the country of birth, two letters"),
    may("birth_province", TEXT, "the province of birth"),
    may("other", _OTHER_ID, "any other number of it"),
)
_IDENTIFICATION: Final = either(
    "identification",
    {
        OrganisationId: may(
            "organisation", _ORGANISATION, "what identifies an organisation; not beside person"
        ),
        PersonId: may("person", _PERSON, "what identifies a person; not beside organisation"),
    },
    absent=None,
)

PARTY: Final = RecordShape(
    Party,
    may("name", TEXT, "the party's name"),
    _IDENTIFICATION,
)
DEBTOR: Final = RecordShape(
    Debtor,
    must("id", TEXT, "the creditor's own debtor number"),
    must("name", TEXT, "the debtor's name"),
    must("iban", IBAN, "the account"),
    may("bic", BIC, "the bank"),
    may("account_holder", TEXT, "whose account it is, if it is in another name"),
    may(
        "kind",
        member(DebtorKind),
        "whether the debtor is a consumer or a company; absent if not known",
    ),
    may("address", ADDRESS, "the address"),
    _IDENTIFICATION,
)
ACCOUNT: Final = RecordShape(
    CreditorAccount,
    must("iban", IBAN, "the account that is credited"),
    may("bic", BIC, "the bank"),
    may("identifier", CREDITOR_IDENTIFIER, "the creditor identifier for this account alone"),
    always("collects", FLAG, "whether direct debits may be credited to it", absent=True),
    may(
        "batch_booking",
        FLAG,
        "true: one credit per batch; false: one each; absent: as agreed",
    ),
    may("label", TEXT, "the user's own word for it", ""),
)
CREDITOR: Final = RecordShape(
    Creditor,
    must("name", TEXT, "the creditor's name"),
    must("identifier", CREDITOR_IDENTIFIER, "the creditor identifier (AT-E005)"),
    may("accounts", listed(ACCOUNT), "the creditor's accounts", ()),
    may("address", ADDRESS, "the address"),
    may("initiating_party", PARTY, "who hands the files over, if not the creditor"),
    may("ultimate_creditor", PARTY, "on whose behalf the creditor collects"),
    may("trade_name", TEXT, "what debtors know the creditor by"),
)
