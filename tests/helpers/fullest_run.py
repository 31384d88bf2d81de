"""A prepared run in which stands all that the scheme allows to stand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from helpers.books import decided
from helpers.pain008_files import TAKES_ALL
from sepadd.catalogue.examples.edges import HYBRID, SWISS
from sepadd.collection import Collection, PurposeCode
from sepadd.mandate import SequenceType
from sepadd.proposal import Proposal
from sepadd.rulebook import FileForm, MessageVersion
from sepadd.run import CollectionRun
from sepadd.testing import (
    ACCOUNT,
    AT,
    COLLECTION,
    CREDITOR,
    DEBTOR,
    DUE_ON,
    MANDATE,
    TODAY,
    a_run,
)
from sepadd.values import (
    Bic,
    Creditor,
    CreditorAccount,
    CreditorReference,
    Debtor,
    DebtorKind,
    EndToEndId,
    Euro,
    MandateReference,
    OrganisationId,
    OtherId,
    Party,
    PersonId,
    PostalAddress,
    StructuredCommunication,
)

V02, V08 = MessageVersion.PAIN_008_001_02, MessageVersion.PAIN_008_001_08


LEI = OrganisationId(lei="F01VVKN4DRF2NWKGQ283")


BIC = OrganisationId(bic=Bic("DEUTDEFF"))


NUMBER = OrganisationId(other=OtherId(id="12345678", scheme_code="CUST", issuer="KvK"))


OWN_NUMBER = PersonId(other=OtherId(id="4711", scheme_name="Member"))


BIRTH = PersonId(
    born_on=date(1980, 2, 29), birth_town="Assen", birth_country="NL", birth_province="Drenthe"
)


FULL_ADDRESS = PostalAddress(
    country="BE",
    department="Books",
    sub_department="Debtors",
    street="Rue Haute",
    building="7",
    building_name="Sun",
    floor="2",
    post_box="12",
    room="3",
    postcode="1000",
    town="Bruxelles",
    town_location="Marolles",
    district="Centre",
    subdivision="BRU",
    lines=("Ring twice", "At the back"),
)


ADDRESS_OF_02 = PostalAddress(
    country="BE",
    street="Rue Haute",
    building="7",
    postcode="1000",
    town="Bruxelles",
    subdivision="BRU",
    lines=("Ring twice", "At the back"),
)


def fullest(message: MessageVersion) -> CollectionRun:
    """Give a prepared run of two batches in which stands all that the scheme allows to stand."""
    new = message is not V02
    address = FULL_ADDRESS if new else ADDRESS_OF_02
    creditor = Creditor(
        name="Brood & Spelen",
        identifier=CREDITOR.identifier,
        accounts=(CreditorAccount(iban=ACCOUNT.iban, bic=Bic("ABNANL2A"), batch_booking=True),),
        address=address,
        initiating_party=Party(name="Bureau", identification=NUMBER),
        ultimate_creditor=Party(name="Circus", identification=LEI if new else BIC),
    )
    account = creditor.accounts[0]
    swiss = Debtor(
        id="1",
        name="Piet Jansen",
        iban=SWISS,
        bic=Bic("DEUTDEFF500"),
        account_holder="Jansen, P.",
        kind=DebtorKind.CONSUMER,
        address=address,
        identification=BIRTH,
    )
    mandate = replace(
        MANDATE,
        debtor=swiss,
        ultimate_debtor=Party(name="Jan Pietersen", identification=OWN_NUMBER),
        electronic_signature="0123456789",
    )
    first = Collection(
        end_to_end_id=EndToEndId("2026-12-1"),
        mandate=mandate,
        account=account,
        sequence_type=SequenceType.RECURRENT,
        amount=Euro(cents=12_50),
        due_on=DUE_ON,
        remittance=CreditorReference("RF18539007547034"),
        purpose=PurposeCode("GDSV"),
        category_purpose=PurposeCode("SUPP"),
    )
    second = replace(
        first,
        end_to_end_id=EndToEndId("2026-12-2"),
        mandate=replace(
            mandate,
            reference=MandateReference("M-2"),
            debtor=replace(swiss, address=HYBRID, identification=NUMBER, account_holder=None),
            ultimate_debtor=Party(name="Bakkerij", identification=BIC),
        ),
        remittance=StructuredCommunication("+++090/9337/55493+++"),
    )
    third = replace(
        COLLECTION,
        end_to_end_id=EndToEndId("2026-12-3"),
        mandate=replace(MANDATE, reference=MandateReference("M-3"), debtor=DEBTOR, one_off=True),
        account=account,
        sequence_type=SequenceType.ONE_OFF,
        remittance="Invoice 17/2026, Zoë",
    )
    proposal = Proposal(
        id=a_run().id,
        creditor=creditor,
        due_on=DUE_ON,
        lines=(),
        collections=(first, second, third),
    )
    terms = replace(TAKES_ALL, form=FileForm(message=message)).terms(on=TODAY)
    return decided(proposal, terms, at=AT)
