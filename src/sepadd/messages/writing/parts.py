"""The parts that our messages have in common: who, which bank, which mandate, what for.

Each is written as the bank's form asks, in the shape of the message. Free text goes through one
function; everything else is made of values that cannot hold a sign that XML gives a meaning to.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final
from xml.sax.saxutils import escape

from sepadd.collection import Collection, PurposeCode, Reason, Remittance
from sepadd.mandate import Mandate
from sepadd.messages.writing.amendments import amendment
from sepadd.rulebook import (
    ADDRESS_LENGTHS,
    LINE_LENGTH,
    NAME_LENGTH,
    REMITTANCE_LENGTH,
    BicMode,
    ElementNames,
    FileForm,
    InitiatingPartyForm,
    folded,
)
from sepadd.run import TEXT_LENGTH, Batch
from sepadd.values import (
    EPC_TEXT,
    Bic,
    Creditor,
    CreditorIdentifier,
    Debtor,
    OrganisationId,
    OtherId,
    Party,
    PersonId,
    PostalAddress,
)

ADDRESS_TAGS: Final = {
    "department": "Dept",
    "sub_department": "SubDept",
    "street": "StrtNm",
    "building": "BldgNb",
    "building_name": "BldgNm",
    "floor": "Flr",
    "post_box": "PstBx",
    "room": "Room",
    "postcode": "PstCd",
    "town": "TwnNm",
    "town_location": "TwnLctnNm",
    "district": "DstrctNm",
    "subdivision": "CtrySubDvsn",
}
"""The parts of an address in the order of the message."""


class Parts:
    """Writes the parts of a message for a bank's form.

    ``names`` are what the version of the message calls its elements.
    """

    def __init__(self, form: FileForm, names: ElementNames) -> None:
        """Write for a form, in the names of one version of the message."""
        self.form: FileForm = form
        self.names: ElementNames = names
        self._plain: Callable[[str], bool] = EPC_TEXT.accepts
        self._agents: dict[Bic | None, str] = {}

    def said(self, text: str, limit: int) -> str:
        """Free text in the bank's characters, escaped."""
        # Most text is this already: no sign of the basic set means anything to XML.
        if len(text) <= limit and self._plain(text):
            return text
        return escape(self.form.text.fit(text, limit).text)

    # -- who -------------------------------------------------------------------------------------

    def initiating_party(self, creditor: Creditor, identifier: CreditorIdentifier) -> str:
        """Who hands the message over: as the creditor says, or as the form has it."""
        if creditor.initiating_party is not None:
            return self.party(creditor.initiating_party)
        name = f"<Nm>{self.said(creditor.name, NAME_LENGTH)}</Nm>"
        known_by = (
            f"<Id><OrgId><Othr><Id>{identifier}</Id>"
            "<SchmeNm><Prtry>SEPA</Prtry></SchmeNm></Othr></OrgId></Id>"
        )
        match self.form.initiating_party:
            case InitiatingPartyForm.NAME:
                return name
            case InitiatingPartyForm.NAME_AND_IDENTIFIER:
                return name + known_by
            case InitiatingPartyForm.IDENTIFIER:
                return known_by

    def creditor(self, creditor: Creditor) -> str:
        """The creditor by name and, where the form has it, address."""
        name = f"<Nm>{self.said(creditor.name, NAME_LENGTH)}</Nm>"
        if creditor.address is None or not self.form.creditor_address:
            return name
        return name + self.address(creditor.address)

    def debtor(self, debtor: Debtor) -> str:
        """The debtor by the name of the account, address and identification."""
        return (
            f"<Nm>{self.said(debtor.account_holder or debtor.name, NAME_LENGTH)}</Nm>"
            f"{'' if debtor.address is None else self.address(debtor.address)}"
            f"{'' if debtor.identification is None else self.identity(debtor.identification)}"
        )

    def address(self, address: PostalAddress) -> str:
        """An address, in fields or folded into lines."""
        if self.form.fold_addresses:
            address = folded(address)
        parts = "".join(
            f"<{tag}>{self.said(said, ADDRESS_LENGTHS[part])}</{tag}>"
            for part, tag in ADDRESS_TAGS.items()
            if (said := getattr(address, part)) is not None
        )
        lines = "".join(
            f"<AdrLine>{self.said(line, LINE_LENGTH)}</AdrLine>" for line in address.lines
        )
        return f"<PstlAdr>{parts}<Ctry>{address.country}</Ctry>{lines}</PstlAdr>"

    def party(self, party: Party) -> str:
        """A party by name, identification, or both."""
        name = "" if party.name is None else f"<Nm>{self.said(party.name, NAME_LENGTH)}</Nm>"
        if party.identification is None:
            return name
        return name + self.identity(party.identification)

    def identity(self, identification: OrganisationId | PersonId) -> str:
        """What an organisation or a person is known by."""
        match identification:
            case OrganisationId(bic=Bic() as bic):
                tag = self.names.organisation_bic
                return f"<Id><OrgId><{tag}>{bic}</{tag}></OrgId></Id>"
            case OrganisationId(lei=str() as lei):
                return f"<Id><OrgId><LEI>{lei}</LEI></OrgId></Id>"
            case OrganisationId(other=OtherId() as other):
                return f"<Id><OrgId>{_other(other)}</OrgId></Id>"
            case PersonId(other=OtherId() as other):
                return f"<Id><PrvtId>{_other(other)}</PrvtId></Id>"
            case _:
                return f"<Id><PrvtId>{_birth(identification)}</PrvtId></Id>"

    # -- accounts and banks ----------------------------------------------------------------------

    def agent(self, bic: Bic | None) -> str:
        """A bank by its BIC, or that none is provided."""
        found = self._agents.get(bic)
        if found is None:
            known = bic is not None and self.form.bic is not BicMode.NEVER
            tag, nothing = self.names.bank_bic, "<Othr><Id>NOTPROVIDED</Id></Othr>"
            inside = f"<{tag}>{bic}</{tag}>" if known else nothing
            found = self._agents[bic] = f"<FinInstnId>{inside}</FinInstnId>"
        return found

    # -- what we ask for, and why ----------------------------------------------------------------

    def because(self, asked_by: Creditor, why: Reason, *, coded: bool = True) -> str:
        """Who asks, and why: by a code, or where the message has none for it, in own words."""
        tag = "Cd" if coded else "Prtry"
        more = f"<AddtlInf>{self.said(why.text, TEXT_LENGTH)}</AddtlInf>" if why.text else ""
        return (
            f"<Orgtr><Nm>{self.said(asked_by.name, NAME_LENGTH)}</Nm></Orgtr>"
            f"<Rsn><{tag}>{why.code}</{tag}></Rsn>{more}"
        )

    # -- the mandate, and what for ---------------------------------------------------------------

    def mandate(self, collection: Collection, collecting: Creditor) -> str:
        """The mandate of a collection, with what the bank is still to be told of its changes."""
        mandate, form = collection.mandate, self.form.account_change
        changed = ""
        if mandate.amendments:
            changed = amendment(mandate, collection.due_on, collecting, form, self.said)
        return (
            f"<MndtRltdInf><MndtId>{mandate.reference.value}</MndtId>"
            f"<DtOfSgntr>{mandate.signed_on!s}</DtOfSgntr>{changed}"
            f"{'' if mandate.electronic_signature is None else _signature(mandate)}"
            "</MndtRltdInf>"
        )

    def remittance(self, remittance: Remittance) -> str:
        """What the debtor reads on the statement, a text or a reference; nothing where nothing."""
        if not remittance:
            return ""
        if isinstance(remittance, str):
            said = self.said(remittance, REMITTANCE_LENGTH)
            return f"<RmtInf><Ustrd>{said}</Ustrd></RmtInf>\n"
        return (
            "<RmtInf><Strd><CdtrRefInf><Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry>"
            f"<Issr>{remittance.issuer}</Issr></Tp><Ref>{remittance}</Ref></CdtrRefInf></Strd>"
            "</RmtInf>\n"
        )


def written_instant(at: datetime, *, offset: bool = True) -> str:
    """An instant to the second, with an offset that XML knows: whole minutes, at most 14 hours.

    Without ``offset`` it is the time of the clock alone.
    """
    if not offset:
        return at.replace(tzinfo=None).isoformat(timespec="seconds")
    away = at.utcoffset() or timedelta()
    if away % timedelta(minutes=1) or abs(away) > timedelta(hours=14):
        at = at.astimezone(UTC)
    return at.isoformat(timespec="seconds")


def purpose(code: PurposeCode | None) -> str:
    """Why a payment is made, as a code; nothing where none is said."""
    return "" if code is None else f"<Purp><Cd>{code}</Cd></Purp>\n"


def creditor_scheme(identifier: CreditorIdentifier) -> str:
    """The creditor identifier, where the message has it."""
    return (
        f"<CdtrSchmeId><Id><PrvtId><Othr><Id>{identifier}</Id>"
        "<SchmeNm><Prtry>SEPA</Prtry></SchmeNm></Othr></PrvtId></Id></CdtrSchmeId>"
    )


def payment_type(batch: Batch) -> str:
    """Which kind of direct debit all collections of a batch are."""
    return (
        "<PmtTpInf>"
        "<SvcLvl><Cd>SEPA</Cd></SvcLvl>"
        f"<LclInstrm><Cd>{batch.scheme}</Cd></LclInstrm>"
        f"<SeqTp>{batch.sequence_type}</SeqTp>"
        f"{_category_purpose(batch.category_purpose)}"
        "</PmtTpInf>"
    )


def _category_purpose(code: PurposeCode | None) -> str:
    return "" if code is None else f"<CtgyPurp><Cd>{code}</Cd></CtgyPurp>"


def _signature(mandate: Mandate) -> str:
    return f"<ElctrncSgntr>{escape(mandate.electronic_signature or '')}</ElctrncSgntr>"


def _other(other: OtherId) -> str:
    scheme = ""
    if other.scheme_code is not None:
        scheme = f"<SchmeNm><Cd>{escape(other.scheme_code)}</Cd></SchmeNm>"
    elif other.scheme_name is not None:
        scheme = f"<SchmeNm><Prtry>{escape(other.scheme_name)}</Prtry></SchmeNm>"
    issuer = "" if other.issuer is None else f"<Issr>{escape(other.issuer)}</Issr>"
    return f"<Othr><Id>{escape(other.id)}</Id>{scheme}{issuer}</Othr>"


def _birth(person: OrganisationId | PersonId) -> str:
    if not isinstance(person, PersonId):  # pragma: no cover - every organisation has one of three
        return ""
    province = person.birth_province
    return (
        f"<DtAndPlcOfBirth><BirthDt>{person.born_on}</BirthDt>"
        f"{'' if province is None else f'<PrvcOfBirth>{escape(province)}</PrvcOfBirth>'}"
        f"<CityOfBirth>{escape(person.birth_town or '')}</CityOfBirth>"
        f"<CtryOfBirth>{person.birth_country}</CtryOfBirth></DtAndPlcOfBirth>"
    )
