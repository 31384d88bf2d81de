"""What stands in the file for the bank: each part of it, there and not there, in both versions."""

from __future__ import annotations

import os
import tracemalloc
from collections.abc import Callable
from copy import copy
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from helpers.fullest_run import (
    ADDRESS_OF_02,
    BIC,
    BIRTH,
    FULL_ADDRESS,
    LEI,
    NUMBER,
    OWN_NUMBER,
    V02,
    V08,
    fullest,
)
from helpers.pain008_files import iso_xsd, refusal
from helpers.requests_of_ours import values_in
from sepadd.banks import AUSTRIA, GERMANY_02
from sepadd.catalogue.examples.edges import HYBRID, STRUCTURED, UNSTRUCTURED
from sepadd.collection import Collection, PurposeCode, Remittance
from sepadd.findings import IllegalStep, RulesViolated
from sepadd.mandate import Mandate, SequenceType
from sepadd.messages import pain008
from sepadd.messages.pain008 import writing
from sepadd.messages.parsing import SchemaCheck, schema_path
from sepadd.records import dumps, loads
from sepadd.rulebook import BicMode, FileForm, InitiatingPartyForm, MessageVersion
from sepadd.run import BankFile, CollectionRun
from sepadd.testing import (
    ACCOUNT,
    B2B_MANDATE,
    COLLECTION,
    CREDITOR,
    MANDATE,
    a_run,
)
from sepadd.values import (
    AUSTRIAN_TEXT,
    EPC_TEXT,
    Bic,
    Creditor,
    CreditorIdentifier,
    CreditorReference,
    EndToEndId,
    Euro,
    OrganisationId,
    OtherId,
    Party,
    PersonId,
    PostalAddress,
    StructuredCommunication,
)

every_version = pytest.mark.parametrize("message", MessageVersion, ids=str)
LATER = [message for message in MessageVersion if message is not V02]
TX = "PmtInf/DrctDbtTxInf"


# -- runs, and what stands in their files ---------------------------------------------------------


def run_of(
    *collections: Collection,
    creditor: Creditor = CREDITOR,
    message: MessageVersion = V08,
    **form: Any,
) -> CollectionRun:
    """Give a run of these collections, named in their order, in that form."""
    named = (
        replace(collection, end_to_end_id=EndToEndId(f"2026-12-{number}"))
        for number, collection in enumerate(collections or (COLLECTION,), start=1)
    )
    return replace(
        a_run(),
        creditor=creditor,
        collections=tuple(named),
        form=FileForm(message=message, **form),
    )


def under(mandate: Mandate = MANDATE, /, **debtor: Any) -> Collection:
    """Give the collection under a mandate whose debtor is changed."""
    return replace(COLLECTION, mandate=replace(mandate, debtor=replace(mandate.debtor, **debtor)))


def content(run: CollectionRun) -> etree._Element:
    """Give what the file holds, once ours and the general schema have accepted it."""
    xml = pain008.render(run)
    assert refusal(iso_xsd(run.form.message[-2:]), xml) == ""
    return etree.fromstring(xml)[0]


def all_at(run: CollectionRun, path: str) -> list[etree._Element]:
    return content(run).findall("/".join(f"{{*}}{step}" for step in path.split("/")))


def texts(run: CollectionRun, path: str) -> list[str | None]:
    """Give what stands at every place of that path."""
    return [element.text for element in all_at(run, path)]


def inside(run: CollectionRun, path: str) -> list[tuple[str, str | None]]:
    """Give the values inside the one element there, each with the path below it."""
    [element] = all_at(run, path)
    return values_in(element)


def bic_tag(message: MessageVersion) -> str:
    return "BIC" if message is V02 else "BICFI"


# -- the header -----------------------------------------------------------------------------------


@every_version
def test_the_header_of_the_plainest_file(message: MessageVersion) -> None:
    assert inside(run_of(message=message), "GrpHdr") == [
        ("MsgId", "2026-12"),
        ("CreDtTm", "2026-11-23T09:00:00+00:00"),
        ("NbOfTxs", "1"),
        ("CtrlSum", "30.00"),
        ("InitgPty/Nm", "Zwembad De Waterlelie"),
    ]


@every_version
def test_the_batch_of_the_plainest_file(message: MessageVersion) -> None:
    batch = [
        value for value in inside(run_of(message=message), "PmtInf") if value[0][:8] != "DrctDbtT"
    ]
    assert batch == [
        ("PmtInfId", "2026-12.B1"),
        ("PmtMtd", "DD"),
        ("NbOfTxs", "1"),
        ("CtrlSum", "30.00"),
        ("PmtTpInf/SvcLvl/Cd", "SEPA"),
        ("PmtTpInf/LclInstrm/Cd", "CORE"),
        ("PmtTpInf/SeqTp", "RCUR"),
        ("ReqdColltnDt", "2026-12-01"),
        ("Cdtr/Nm", "Zwembad De Waterlelie"),
        ("CdtrAcct/Id/IBAN", "NL02ABNA0123456789"),
        ("CdtrAgt/FinInstnId/Othr/Id", "NOTPROVIDED"),
        ("ChrgBr", "SLEV"),
        ("CdtrSchmeId/Id/PrvtId/Othr/Id", "NL42ZZZ123456780001"),
        ("CdtrSchmeId/Id/PrvtId/Othr/SchmeNm/Prtry", "SEPA"),
    ]


@every_version
def test_the_collection_of_the_plainest_file(message: MessageVersion) -> None:
    assert inside(run_of(message=message), TX) == [
        ("PmtId/EndToEndId", "2026-12-1"),
        ("InstdAmt", "30.00"),
        ("DrctDbtTx/MndtRltdInf/MndtId", "M-1"),
        ("DrctDbtTx/MndtRltdInf/DtOfSgntr", "2026-01-15"),
        ("DbtrAgt/FinInstnId/Othr/Id", "NOTPROVIDED"),
        ("Dbtr/Nm", "Ada Jansen"),
        ("DbtrAcct/Id/IBAN", "NL91ABNA0417164300"),
        ("RmtInf/Ustrd", "2026-1001 C-2026-12"),
    ]
    assert [
        element.get("Ccy") for element in all_at(run_of(message=message), f"{TX}/InstdAmt")
    ] == ["EUR"]


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (datetime(2026, 11, 23, 9, 0, 0, 999_999, tzinfo=UTC), "2026-11-23T09:00:00+00:00"),
        (
            datetime(2026, 11, 23, 9, tzinfo=timezone(timedelta(hours=14))),
            "2026-11-23T09:00:00+14:00",
        ),
        (
            datetime(2026, 11, 23, 9, tzinfo=timezone(timedelta(hours=-3, minutes=-30))),
            "2026-11-23T09:00:00-03:30",
        ),
        (
            datetime(2026, 11, 23, 9, tzinfo=timezone(timedelta(hours=14, minutes=1))),
            "2026-11-22T18:59:00+00:00",
        ),
        (
            datetime(2026, 11, 23, 9, tzinfo=timezone(timedelta(minutes=19, seconds=32))),
            "2026-11-23T08:40:28+00:00",
        ),
    ],
)
def test_the_instant_is_told_to_the_second_with_an_offset_that_xml_knows(
    at: datetime, said: str
) -> None:
    run = run_of()
    made = replace(run, history=(replace(run.history[0], at=at),))
    assert texts(made, "GrpHdr/CreDtTm") == [said]


# -- who hands the file over ----------------------------------------------------------------------

OUR_NUMBER = [
    ("Id/OrgId/Othr/Id", "NL42ZZZ123456780001"),
    ("Id/OrgId/Othr/SchmeNm/Prtry", "SEPA"),
]
OUR_NAME = [("Nm", "Zwembad De Waterlelie")]


@every_version
@pytest.mark.parametrize(
    ("form", "said"),
    [
        (InitiatingPartyForm.NAME, OUR_NAME),
        (InitiatingPartyForm.NAME_AND_IDENTIFIER, OUR_NAME + OUR_NUMBER),
        (InitiatingPartyForm.IDENTIFIER, OUR_NUMBER),
    ],
)
def test_who_hands_over_is_the_creditor_in_the_form_of_the_bank(
    message: MessageVersion, form: InitiatingPartyForm, said: list[tuple[str, str]]
) -> None:
    run = run_of(message=message, initiating_party=form)
    assert inside(run, "GrpHdr/InitgPty") == said


@every_version
@pytest.mark.parametrize("form", InitiatingPartyForm)
def test_a_party_that_the_creditor_names_hands_over_whatever_the_form(
    message: MessageVersion, form: InitiatingPartyForm
) -> None:
    bureau = replace(CREDITOR, initiating_party=Party(name="Bureau", identification=NUMBER))
    run = run_of(creditor=bureau, message=message, initiating_party=form)
    assert inside(run, "GrpHdr/InitgPty") == [
        ("Nm", "Bureau"),
        ("Id/OrgId/Othr/Id", "12345678"),
        ("Id/OrgId/Othr/SchmeNm/Cd", "CUST"),
        ("Id/OrgId/Othr/Issr", "KvK"),
    ]


def test_the_identifier_is_that_of_the_files_first_batch() -> None:
    german = replace(MANDATE, creditor_identifier=CreditorIdentifier("DE98ZZZ09999999999"))
    run = run_of(
        replace(COLLECTION, mandate=german), initiating_party=InitiatingPartyForm.IDENTIFIER
    )
    [said] = texts(run, "GrpHdr/InitgPty/Id/OrgId/Othr/Id")
    assert said == texts(run, "PmtInf/CdtrSchmeId/Id/PrvtId/Othr/Id")[0] == "DE98ZZZ09999999999"


def test_a_business_code_may_begin_with_a_slash() -> None:
    odd = CreditorIdentifier.build("NL", "1/2Z", "/0+")
    run = run_of(replace(COLLECTION, mandate=replace(MANDATE, creditor_identifier=odd)))
    assert texts(run, "PmtInf/CdtrSchmeId/Id/PrvtId/Othr/Id") == [str(odd)]


# -- identifications, wherever they stand ---------------------------------------------------------

IDENTITIES = [
    pytest.param(V02, BIC, [("OrgId/BICOrBEI", "DEUTDEFF")], id="BIC 02"),
    *(
        pytest.param(message, identification, said, id=f"{name} {message[-2:]}")
        for message in LATER
        for name, identification, said in (
            ("BIC", BIC, [("OrgId/AnyBIC", "DEUTDEFF")]),
            ("LEI", LEI, [("OrgId/LEI", "F01VVKN4DRF2NWKGQ283")]),
        )
    ),
    *(
        pytest.param(message, identification, said, id=f"{name} {message[-2:]}")
        for message in MessageVersion
        for name, identification, said in (
            (
                "organisation",
                NUMBER,
                [
                    ("OrgId/Othr/Id", "12345678"),
                    ("OrgId/Othr/SchmeNm/Cd", "CUST"),
                    ("OrgId/Othr/Issr", "KvK"),
                ],
            ),
            (
                "bare number",
                OrganisationId(other=OtherId(id="1")),
                [("OrgId/Othr/Id", "1")],
            ),
            (
                "person",
                OWN_NUMBER,
                [("PrvtId/Othr/Id", "4711"), ("PrvtId/Othr/SchmeNm/Prtry", "Member")],
            ),
            (
                "birth",
                BIRTH,
                [
                    ("PrvtId/DtAndPlcOfBirth/BirthDt", "1980-02-29"),
                    ("PrvtId/DtAndPlcOfBirth/PrvcOfBirth", "Drenthe"),
                    ("PrvtId/DtAndPlcOfBirth/CityOfBirth", "Assen"),
                    ("PrvtId/DtAndPlcOfBirth/CtryOfBirth", "NL"),
                ],
            ),
            (
                "birth without province",
                replace(BIRTH, birth_province=None),
                [
                    ("PrvtId/DtAndPlcOfBirth/BirthDt", "1980-02-29"),
                    ("PrvtId/DtAndPlcOfBirth/CityOfBirth", "Assen"),
                    ("PrvtId/DtAndPlcOfBirth/CtryOfBirth", "NL"),
                ],
            ),
        )
    ),
]


@pytest.mark.parametrize(("message", "identification", "said"), IDENTITIES)
def test_an_identification_is_written_alike_wherever_it_stands(
    message: MessageVersion,
    identification: OrganisationId | PersonId,
    said: list[tuple[str, str]],
) -> None:
    party = Party(identification=identification)
    creditor = replace(CREDITOR, initiating_party=party, ultimate_creditor=party)
    mandate = replace(MANDATE, ultimate_debtor=party)
    run = run_of(under(mandate, identification=identification), creditor=creditor, message=message)
    for path in (
        "GrpHdr/InitgPty/Id",
        "PmtInf/UltmtCdtr/Id",
        f"{TX}/Dbtr/Id",
        f"{TX}/UltmtDbtr/Id",
    ):
        assert inside(run, path) == said


# -- the batch ------------------------------------------------------------------------------------


@every_version
@pytest.mark.parametrize(
    ("of_account", "of_form", "said"),
    [
        (None, None, []),
        (None, True, ["true"]),
        (None, False, ["false"]),
        (True, None, ["true"]),
        (False, None, ["false"]),
        (True, False, ["true"]),
        (False, True, ["false"]),
    ],
)
def test_batch_booking_is_the_accounts_or_else_the_banks(
    message: MessageVersion, *, of_account: bool | None, of_form: bool | None, said: list[str]
) -> None:
    account = replace(ACCOUNT, batch_booking=of_account)
    run = run_of(replace(COLLECTION, account=account), message=message, batch_booking=of_form)
    assert texts(run, "PmtInf/BtchBookg") == said


@every_version
def test_the_creditors_address_is_written_where_the_form_says_so(message: MessageVersion) -> None:
    creditor = replace(CREDITOR, address=STRUCTURED)
    assert inside(run_of(creditor=creditor, message=message), "PmtInf/Cdtr/PstlAdr") == [
        ("StrtNm", "Amtweg"),
        ("PstCd", "3005"),
        ("TwnNm", "Bern"),
        ("Ctry", "CH"),
    ]
    without = run_of(creditor=creditor, message=message, creditor_address=False)
    assert texts(without, "PmtInf/Cdtr/PstlAdr") == []
    assert texts(run_of(message=message), "PmtInf/Cdtr/PstlAdr") == []


@every_version
def test_ultimate_creditor_and_debtor_stand_where_they_are_named(message: MessageVersion) -> None:
    creditor = replace(CREDITOR, ultimate_creditor=Party(name="Circus"))
    mandate = replace(MANDATE, ultimate_debtor=Party(name="Jan Pietersen"))
    named = run_of(replace(COLLECTION, mandate=mandate), creditor=creditor, message=message)
    assert inside(named, "PmtInf/UltmtCdtr") == [("Nm", "Circus")]
    assert inside(named, f"{TX}/UltmtDbtr") == [("Nm", "Jan Pietersen")]
    plain = run_of(message=message)
    assert all_at(plain, "PmtInf/UltmtCdtr") == all_at(plain, f"{TX}/UltmtDbtr") == []


@every_version
@pytest.mark.parametrize("mandate", [MANDATE, B2B_MANDATE])
@pytest.mark.parametrize("kind", SequenceType)
def test_scheme_and_sequence_type_stand_at_the_batch(
    message: MessageVersion, mandate: Mandate, kind: SequenceType
) -> None:
    run = run_of(replace(COLLECTION, mandate=mandate, sequence_type=kind), message=message)
    assert inside(run, "PmtInf/PmtTpInf") == [
        ("SvcLvl/Cd", "SEPA"),
        ("LclInstrm/Cd", str(mandate.scheme)),
        ("SeqTp", str(kind)),
    ]
    assert texts(run, f"{TX}/PmtTpInf") == []


@every_version
def test_a_purpose_is_the_collections_and_a_category_the_batchs(message: MessageVersion) -> None:
    both = replace(COLLECTION, purpose=PurposeCode("GDSV"), category_purpose=PurposeCode("SUPP"))
    run = run_of(both, COLLECTION, message=message)
    assert texts(run, "PmtInf/PmtTpInf/CtgyPurp/Cd") == ["SUPP"]
    assert texts(run, f"{TX}/Purp/Cd") == ["GDSV"]
    assert len(all_at(run, "PmtInf")) == 2


# -- banks ----------------------------------------------------------------------------------------


@every_version
@pytest.mark.parametrize("mode", BicMode)
@pytest.mark.parametrize("known", [True, False])
def test_trap_17_without_a_bic_the_file_says_so_in_its_own_place(
    message: MessageVersion, mode: BicMode, *, known: bool
) -> None:
    theirs, ours = (Bic("DEUTDEFF500"), Bic("ABNANL2A")) if known else (None, None)
    collection = replace(under(bic=theirs), account=replace(ACCOUNT, bic=ours))
    run = run_of(collection, message=message, bic=mode)
    for path, bic in (("PmtInf/CdtrAgt", ours), (f"{TX}/DbtrAgt", theirs)):
        told = bic is not None and mode is not BicMode.NEVER
        nothing = ("FinInstnId/Othr/Id", "NOTPROVIDED")
        assert inside(run, path) == [
            (f"FinInstnId/{bic_tag(message)}", str(bic)) if told else nothing
        ]


def test_trap_17_each_bank_has_its_own_bic() -> None:
    banks = [Bic("DEUTDEFF500"), None, Bic("ABNANL2A"), Bic("DEUTDEFF500")]
    run = run_of(*(under(bic=bic) for bic in banks))
    assert texts(run, f"{TX}/DbtrAgt/FinInstnId/BICFI") == [
        "DEUTDEFF500",
        "ABNANL2A",
        "DEUTDEFF500",
    ]
    assert texts(run, f"{TX}/DbtrAgt/FinInstnId/Othr/Id") == ["NOTPROVIDED"]


# -- the debtor -----------------------------------------------------------------------------------

IN_ELEMENTS_08 = [
    ("Dept", "Books"),
    ("SubDept", "Debtors"),
    ("StrtNm", "Rue Haute"),
    ("BldgNb", "7"),
    ("BldgNm", "Sun"),
    ("Flr", "2"),
    ("PstBx", "12"),
    ("Room", "3"),
    ("PstCd", "1000"),
    ("TwnNm", "Bruxelles"),
    ("TwnLctnNm", "Marolles"),
    ("DstrctNm", "Centre"),
    ("CtrySubDvsn", "BRU"),
    ("Ctry", "BE"),
    ("AdrLine", "Ring twice"),
    ("AdrLine", "At the back"),
]
IN_ELEMENTS_02 = [
    value
    for value in IN_ELEMENTS_08
    if value[0] in {"StrtNm", "BldgNb", "PstCd", "TwnNm", "CtrySubDvsn", "Ctry", "AdrLine"}
]


def address_in(
    address: PostalAddress, message: MessageVersion, *, fold: bool = False
) -> list[tuple[str, str | None]]:
    run = run_of(under(address=address), message=message, fold_addresses=fold)
    return inside(run, f"{TX}/Dbtr/PstlAdr")


@pytest.mark.parametrize(
    ("message", "address", "said"),
    [
        *((message, FULL_ADDRESS, IN_ELEMENTS_08) for message in LATER),
        (V02, ADDRESS_OF_02, IN_ELEMENTS_02),
        *(
            (message, address, said)
            for message in MessageVersion
            for address, said in (
                (
                    STRUCTURED,
                    [("StrtNm", "Amtweg"), ("PstCd", "3005"), ("TwnNm", "Bern"), ("Ctry", "CH")],
                ),
                (HYBRID, [("TwnNm", "Bern"), ("Ctry", "CH"), ("AdrLine", "Amtweg 3")]),
                (
                    UNSTRUCTURED,
                    [("Ctry", "CH"), ("AdrLine", "Amtweg 3"), ("AdrLine", "3005 Bern")],
                ),
            )
        ),
    ],
)
def test_an_address_is_written_part_by_part(
    message: MessageVersion, address: PostalAddress, said: list[tuple[str, str]]
) -> None:
    assert address_in(address, message) == said


@every_version
@pytest.mark.parametrize(
    ("address", "lines"),
    [
        (STRUCTURED, ["Amtweg", "3005 Bern"]),
        (HYBRID, ["Amtweg 3", "Bern"]),
        (UNSTRUCTURED, ["Amtweg 3", "3005 Bern"]),
        (PostalAddress(country="CH", town="Bern"), ["Bern"]),
        (
            FULL_ADDRESS,
            [
                "Books Debtors Ring twice At the back Rue Haute 7 Sun 2 3 12",
                "1000 Bruxelles Marolles Centre BRU",
            ],
        ),
    ],
)
def test_a_folded_address_is_a_country_and_lines(
    message: MessageVersion, address: PostalAddress, lines: list[str]
) -> None:
    assert address_in(address, message, fold=True) == [
        ("Ctry", address.country),
        *(("AdrLine", line) for line in lines),
    ]


def test_the_german_02_folds_the_creditors_address_too() -> None:
    run = replace(run_of(creditor=replace(CREDITOR, address=STRUCTURED)), form=GERMANY_02.form)
    assert inside(run, "PmtInf/Cdtr/PstlAdr") == [
        ("Ctry", "CH"),
        ("AdrLine", "Amtweg"),
        ("AdrLine", "3005 Bern"),
    ]


@every_version
def test_who_holds_the_account_is_named_where_it_is_not_the_debtor(message: MessageVersion) -> None:
    run = run_of(under(account_holder="Jansen en Zonen"), under(), message=message)
    assert texts(run, f"{TX}/Dbtr/Nm") == ["Jansen en Zonen", "Ada Jansen"]


# -- the mandate ----------------------------------------------------------------------------------


@every_version
def test_the_signature_of_an_e_mandate_is_written_and_never_made_up(
    message: MessageVersion,
) -> None:
    signed = replace(MANDATE, electronic_signature="0123/<&>\"'")
    run = run_of(replace(COLLECTION, mandate=signed), COLLECTION, message=message)
    assert texts(run, f"{TX}/DrctDbtTx/MndtRltdInf/ElctrncSgntr") == ["0123/<&>\"'"]


def test_a_signature_may_have_1025_characters_whatever_they_take_in_xml() -> None:
    signed = replace(MANDATE, electronic_signature="&" * 1025)
    run = run_of(replace(COLLECTION, mandate=signed))
    assert texts(run, f"{TX}/DrctDbtTx/MndtRltdInf/ElctrncSgntr") == ["&" * 1025]


# -- what the debtor reads ------------------------------------------------------------------------


@every_version
def test_trap_23b_the_remittance_is_text_or_structured_or_absent_and_never_both(
    message: MessageVersion,
) -> None:
    said: list[Remittance] = [
        "Subscription",
        "",
        CreditorReference("RF18539007547034"),
        StructuredCommunication("+++090/9337/55493+++"),
    ]
    run = run_of(*(replace(COLLECTION, remittance=each) for each in said), message=message)
    collections = all_at(run, TX)
    assert [
        [value for value in values_in(collection) if value[0].startswith("RmtInf")]
        for collection in collections
    ] == [
        [("RmtInf/Ustrd", "Subscription")],
        [],
        [
            ("RmtInf/Strd/CdtrRefInf/Tp/CdOrPrtry/Cd", "SCOR"),
            ("RmtInf/Strd/CdtrRefInf/Tp/Issr", "ISO"),
            ("RmtInf/Strd/CdtrRefInf/Ref", "RF18539007547034"),
        ],
        [
            ("RmtInf/Strd/CdtrRefInf/Tp/CdOrPrtry/Cd", "SCOR"),
            ("RmtInf/Strd/CdtrRefInf/Tp/Issr", "BBA"),
            ("RmtInf/Strd/CdtrRefInf/Ref", "090933755493"),
        ],
    ]


def test_trap_23b_a_structured_remittance_is_at_most_140_characters_with_its_tags() -> None:
    longest = CreditorReference.build("A" * 21)
    xml = pain008.render(run_of(replace(COLLECTION, remittance=longest))).decode()
    whole = xml.partition("<RmtInf>")[2].partition("</RmtInf>")[0]
    assert whole.startswith("<Strd>")
    assert len(whole.removeprefix("<Strd>").removesuffix("</Strd>")) <= 140


@every_version
def test_a_text_is_escaped_where_the_bank_takes_the_signs_of_xml(message: MessageVersion) -> None:
    nasty = "<b> & \"q\" 'a' ]]> &amp; </Ustrd>"
    party = Party(name=nasty)
    creditor = replace(CREDITOR, name=nasty, initiating_party=party, ultimate_creditor=party)
    mandate = replace(MANDATE, ultimate_debtor=party)
    address = PostalAddress(country="AT", town=nasty, street=nasty)
    collection = replace(under(mandate, name=nasty, address=address), remittance=nasty)
    run = run_of(collection, creditor=creditor, message=message, text=AUSTRIAN_TEXT)
    for path in (
        "GrpHdr/InitgPty/Nm",
        "PmtInf/Cdtr/Nm",
        "PmtInf/UltmtCdtr/Nm",
        f"{TX}/Dbtr/Nm",
        f"{TX}/Dbtr/PstlAdr/StrtNm",
        f"{TX}/Dbtr/PstlAdr/TwnNm",
        f"{TX}/UltmtDbtr/Nm",
        f"{TX}/RmtInf/Ustrd",
    ):
        assert texts(run, path) == [nasty]


@every_version
def test_a_limit_counts_the_signs_and_not_what_xml_makes_of_them(message: MessageVersion) -> None:
    collection = replace(under(name="&" * 70), remittance="<" * 140)
    run = run_of(collection, message=message, text=AUSTRIAN_TEXT)
    assert texts(run, f"{TX}/Dbtr/Nm") == ["&" * 70]
    assert texts(run, f"{TX}/RmtInf/Ustrd") == ["<" * 140]


def test_a_text_is_converted_and_cut_as_the_bank_has_it() -> None:
    collection = replace(under(name="Zoë & Söhne " * 8), remittance="Ж" * 100)
    run = run_of(collection, text=replace(EPC_TEXT, cut=True))
    assert texts(run, f"{TX}/Dbtr/Nm") == [("Zoe + Sohne " * 8)[:70].rstrip()]
    assert texts(run, f"{TX}/RmtInf/Ustrd") == ["ZH" * 70]


def test_names_of_the_basic_characters_stand_as_they_are() -> None:
    every = "abcxyzABCXYZ0189/-?:().,'+ a"
    assert texts(run_of(under(name=every)), f"{TX}/Dbtr/Nm") == [every]


# -- counts and sums ------------------------------------------------------------------------------


@every_version
def test_trap_19_counts_and_sums_are_exact_at_both_levels(message: MessageVersion) -> None:
    second = PurposeCode("SUPP")
    amounts = [("0.10", None), ("0.20", None), ("0.30", None), ("999999999.99", second)]
    run = run_of(
        *(
            replace(COLLECTION, amount=Euro(amount), category_purpose=category)
            for amount, category in amounts
        ),
        message=message,
    )
    assert texts(run, f"{TX}/InstdAmt") == ["0.10", "0.20", "0.30", "999999999.99"]
    assert texts(run, "PmtInf/NbOfTxs") == ["3", "1"]
    assert texts(run, "PmtInf/CtrlSum") == ["0.60", "999999999.99"]
    assert texts(run, "GrpHdr/NbOfTxs") == ["4"]
    assert texts(run, "GrpHdr/CtrlSum") == ["1000000000.59"]


@pytest.mark.parametrize("amount", ["0.01", "0.10", "1.00", "10.05", "999999999.99"])
def test_trap_19_an_amount_has_its_two_digits(amount: str) -> None:
    run = run_of(replace(COLLECTION, amount=Euro(amount)))
    assert texts(run, f"{TX}/InstdAmt") == texts(run, "GrpHdr/CtrlSum") == [amount]


# -- the whole file, with all that may stand in it ------------------------------------------------


@every_version
def test_the_fullest_file_is_the_golden_one(
    message: MessageVersion, golden: Callable[[str, bytes], bytes]
) -> None:
    now = pain008.render(fullest(message))
    assert golden(f"{message}.xml", now) == now


@every_version
def test_the_fullest_file_has_two_batches_in_an_order_that_the_schemas_have(
    message: MessageVersion,
) -> None:
    run = fullest(message)
    assert texts(run, "PmtInf/PmtInfId") == ["2026-12.B1", "2026-12.B2"]
    assert texts(run, f"{TX}/PmtId/EndToEndId") == ["2026-12-3", "2026-12-1", "2026-12-2"]


@every_version
def test_a_file_is_utf_8_without_a_mark_and_without_prefixes(message: MessageVersion) -> None:
    xml = pain008.render(fullest(message))
    space = f"urn:iso:std:iso:20022:tech:xsd:{message}"
    assert xml.startswith(
        f'<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="{space}">\n'.encode()
    )
    assert xml.endswith(b"</Document>\n")
    assert xml.count(b"xmlns") == 1
    assert b"\r" not in xml


# -- the same bytes -------------------------------------------------------------------------------


@every_version
def test_a_run_gives_the_same_bytes_again_also_when_it_was_put_away_as_json(
    message: MessageVersion,
) -> None:
    run = fullest(message)
    kept = loads(CollectionRun, dumps(run))
    assert pain008.render(run) == pain008.render(run) == pain008.render(kept)
    assert pain008.render(run) == pain008.render(run.files()[0])
    assert b"".join(pain008.pieces(run.files()[0])) == pain008.render(run)


def test_a_run_in_any_form_gives_the_same_bytes_after_json() -> None:
    for form in (AUSTRIA.form, GERMANY_02.form):
        run = replace(run_of(under(name="Müller & Söhne", address=STRUCTURED)), form=form)
        assert pain008.render(loads(CollectionRun, dumps(run))) == pain008.render(run)


# -- files that are refused -----------------------------------------------------------------------


def faulty(*also: Collection) -> CollectionRun:
    """Give a run as no rule would let it through: a collection of nothing."""
    return run_of(COLLECTION, replace(COLLECTION, amount=Euro(cents=0)), *also)


def test_a_file_that_the_schema_refuses_is_told_with_every_fault() -> None:
    nameless = under(name="x" * 71)
    with pytest.raises(RulesViolated) as refused:
        pain008.render(faulty(nameless))
    assert {(finding.subject, finding.path) for finding in refused.value.findings} == {
        ("collection 2026-12-2", "CstmrDrctDbtInitn/PmtInf[1]/DrctDbtTxInf[2]/InstdAmt"),
        ("collection 2026-12-3", "CstmrDrctDbtInitn/PmtInf[1]/DrctDbtTxInf[3]/Dbtr/Nm"),
    }
    lines = b"".join(pain008.pieces(faulty(nameless).files()[0])).split(b"\n")
    for finding in refused.value.findings:
        assert finding.line is not None
        assert (finding.path or "").rpartition("/")[2].encode() in lines[finding.line - 1]


def test_a_run_of_several_files_is_rendered_file_by_file() -> None:
    run = run_of(COLLECTION, replace(COLLECTION, mandate=B2B_MANDATE))
    with pytest.raises(IllegalStep, match=r"run 2026-12 .* \(2026-12\.F1, 2026-12\.F2\)"):
        pain008.render(run)
    with pytest.raises(IllegalStep):
        pain008.write(run, Path("never"))
    assert [pain008.render(file)[:5] for file in run.files()] == [b"<?xml"] * 2


def test_a_run_without_collections_makes_no_file() -> None:
    with pytest.raises(IllegalStep, match="none, since it holds no collection"):
        pain008.render(replace(a_run(), collections=()))


# -- further schemas ------------------------------------------------------------------------------


@pytest.fixture
def strict(tmp_path: Path) -> Path:
    """Write a bank's own schema: ours, but it takes no more than 9.99."""
    ours = schema_path(V08).read_text("utf-8")
    amount = '<xs:element name="InstdAmt" type="'
    assert amount in ours
    path = tmp_path / "own.xsd"
    changed = ours.replace(
        '<xs:maxInclusive value="999999999.99"/>', '<xs:maxInclusive value="9.99"/>'
    )
    assert changed != ours
    path.write_text(changed, "utf-8")
    return path


def test_a_further_schema_refuses_with_findings_that_name_it(strict: Path) -> None:
    with pytest.raises(RulesViolated) as refused:
        pain008.render(a_run(), schemas=(strict,))
    [finding] = refused.value.findings
    assert (finding.source, finding.subject) == ("own.xsd", "collection 2026-12-1")
    assert "9.99" in finding.detail


def test_a_further_schema_that_is_content_changes_nothing(strict: Path) -> None:
    small = run_of(replace(COLLECTION, amount=Euro(cents=9_99)))
    assert pain008.render(small, schemas=(strict, iso_xsd("08"))) == pain008.render(small)


def test_the_faults_under_each_schema_are_told(strict: Path) -> None:
    with pytest.raises(RulesViolated) as refused:
        pain008.render(faulty(), schemas=(strict, iso_xsd("08")))
    assert [(finding.source, finding.subject) for finding in refused.value.findings] == [
        ("pain.008.001.08.xsd", "collection 2026-12-2"),
        ("own.xsd", "collection 2026-12-1"),
        ("own.xsd", "collection 2026-12-2"),
    ]


# -- files on disk --------------------------------------------------------------------------------


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_written_with_the_bytes_that_are_rendered(tmp_path: Path) -> None:
    path = tmp_path / "december.xml"
    assert pain008.write(a_run(), path) == path
    assert path.read_bytes() == pain008.render(a_run())
    assert names(tmp_path) == ["december.xml"]


def test_a_file_that_stood_there_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "december.xml"
    path.write_text("x" * 100_000, "utf-8")
    pain008.write(a_run(), path)
    assert path.read_bytes() == pain008.render(a_run())
    assert names(tmp_path) == ["december.xml"]


def test_a_refused_file_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(RulesViolated) as refused:
        pain008.write(faulty(), tmp_path / "december.xml")
    assert names(tmp_path) == []
    with pytest.raises(RulesViolated) as rendered:
        pain008.render(faulty())
    assert refused.value.findings == rendered.value.findings


def test_a_refused_file_leaves_the_one_that_stood_there(tmp_path: Path, strict: Path) -> None:
    path = tmp_path / "december.xml"
    path.write_text("the one of November", "utf-8")
    with pytest.raises(RulesViolated):
        pain008.write(a_run(), path, schemas=(strict,))
    assert path.read_text("utf-8") == "the one of November"
    assert names(tmp_path) == ["december.xml", "own.xsd"]


def test_until_it_is_whole_a_file_has_another_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[list[str]] = []
    finish = SchemaCheck.finish

    def looking(check: SchemaCheck) -> bool:
        seen.append(names(tmp_path))
        return finish(check)

    monkeypatch.setattr(SchemaCheck, "finish", looking)
    pain008.write(a_run(), tmp_path / "december.xml")
    assert seen == [[f".december.xml.{os.getpid()}.part"]]


def test_what_breaks_off_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaking_off(_: BankFile, **_more: object) -> Any:
        yield b"<?xml"
        raise KeyboardInterrupt

    monkeypatch.setattr(writing, "pieces", breaking_off)
    with pytest.raises(KeyboardInterrupt):
        pain008.write(a_run(), tmp_path / "december.xml")
    assert names(tmp_path) == []


def test_the_files_of_a_run_are_named_after_their_ids(tmp_path: Path) -> None:
    one = pain008.write_files(a_run(), tmp_path)
    assert one == (tmp_path / "2026-12.xml",)
    run = run_of(COLLECTION, replace(COLLECTION, mandate=B2B_MANDATE))
    two = pain008.write_files(run, tmp_path)
    assert two == (tmp_path / "2026-12.F1.xml", tmp_path / "2026-12.F2.xml")
    assert [path.read_bytes() for path in two] == [pain008.render(file) for file in run.files()]
    assert names(tmp_path) == ["2026-12.F1.xml", "2026-12.F2.xml", "2026-12.xml"]


def test_where_one_file_of_a_run_is_refused_none_is_left(tmp_path: Path) -> None:
    unsigned = replace(MANDATE, signed_on=None)
    run = run_of(replace(COLLECTION, mandate=B2B_MANDATE), replace(COLLECTION, mandate=unsigned))
    with pytest.raises(RulesViolated):
        pain008.write_files(run, tmp_path)
    assert names(tmp_path) == []


# -- memory ---------------------------------------------------------------------------------------


def many(count: int) -> BankFile:
    [file] = run_of(*[COLLECTION] * count).files()
    return file


def test_a_file_comes_in_pieces_that_do_not_grow_with_it() -> None:
    def longest(count: int) -> int:
        return max(map(len, pain008.pieces(many(count))))

    assert longest(1_000) < longest(200) + 1_000
    assert len(list(pain008.pieces(many(1_000)))) > 5


def test_the_first_pieces_are_there_before_the_last_collection_is_looked_at() -> None:
    [batch] = many(1_000).batches
    unwritable = copy(COLLECTION)
    object.__setattr__(unwritable, "mandate", None)
    broken = batch._replace(collections=(*batch.collections, unwritable))
    coming = pain008.pieces(replace(many(1), batches=(broken,)))
    assert next(coming).startswith(b"<?xml")
    assert next(coming).startswith(b"<PmtInf>")
    assert next(coming).startswith(b"<DrctDbtTxInf>")
    with pytest.raises(AttributeError):
        list(coming)


def test_writing_takes_no_more_memory_for_a_larger_file(tmp_path: Path) -> None:
    def peak(file: BankFile) -> int:
        tracemalloc.start()
        try:
            pain008.write(file, tmp_path / "december.xml")
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    small, large = many(300), many(3_000)
    peak(small)  # what is loaded once
    size = len(pain008.render(large)) - len(pain008.render(small))
    assert peak(large) - peak(small) < size / 10
