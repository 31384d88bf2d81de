"""Files of collections, read: what is held, what is named, and what is left out and why."""

from __future__ import annotations

import re
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from lxml import etree

from helpers.pain008_files import (
    VERSIONS,
    Change,
    followed_by,
    found,
    good,
    holding,
    namespace,
    said,
    without,
)
from sepadd.collection import Collection, PurposeCode
from sepadd.findings import RulesViolated, Severity, UnreadableMessage
from sepadd.mandate import Amendment, Mandate, Scheme, SequenceType
from sepadd.messages import pain008
from sepadd.messages.pain008 import ReadCollection, iter_collections, read
from sepadd.messages.pain008.whole_file import ReadFile
from sepadd.rulebook import AccountChangeForm, FileForm, InitiatingPartyForm, MessageVersion
from sepadd.run import BankFile
from sepadd.testing import AMENDMENT, COLLECTION, CREDITOR, MANDATE, a_run
from sepadd.values import (
    Bic,
    CreditorAccount,
    CreditorIdentifier,
    CreditorReference,
    EndToEndId,
    Euro,
    Iban,
    MandateReference,
    OrganisationId,
    OtherId,
    Party,
    PersonId,
    PostalAddress,
)

TX = "PmtInf/DrctDbtTxInf"
MANDATE_PATH = f"{TX}/DrctDbtTx/MndtRltdInf"
DETAILS = f"{MANDATE_PATH}/AmdmntInfDtls"


def of(*changes: Change, version: str = "08") -> bytes:
    """Give the plain file with some changes, the first of them first."""
    return changed(plain(version), *changes)


def changed(xml: bytes, *changes: Change) -> bytes:
    root = etree.fromstring(xml)
    for change in changes:
        change.make(found(root, change.path))
    return etree.tostring(root, encoding="UTF-8")


def plain(version: str = "08") -> bytes:
    """Give a file of ours with one collection."""
    message = MessageVersion(f"pain.008.001.{version}")
    return pain008.render(replace(a_run(), form=FileForm(message=message)))


def the_one(xml: bytes) -> ReadCollection:
    (each,) = read(xml).collections
    return each


def held(xml: bytes) -> Collection:
    collection = the_one(xml).collection
    assert collection is not None
    return collection


def noted(xml: bytes) -> list[tuple[str, str]]:
    """Give what is noted, by rule and the end of the path."""
    return [(each.rule, (each.path or "").rpartition("/")[2]) for each in read(xml).unplaced]


def told(xml: bytes) -> list[str]:
    return [each.detail for each in read(xml).unplaced]


# -- what is held ----------------------------------------------------------------------------------


@pytest.mark.parametrize("version", VERSIONS)
def test_the_golden_file_is_written_again_byte_for_byte(
    version: str, golden: Callable[[str, bytes], bytes]
) -> None:
    xml = golden(f"pain.008.001.{version}.xml", b"")
    file = read(xml)
    assert (file.unplaced, file.left_out) == ((), ())
    assert pain008.render(file.file) == xml


def test_a_file_says_what_it_is() -> None:
    file = read(plain()).file
    assert (str(file.id), file.created_at, file.form.message) == (
        "2026-12",
        datetime(2026, 11, 23, 9, tzinfo=UTC),
        "pain.008.001.08",
    )
    assert (file.count, str(file.total)) == (1, "30.00")


def test_a_batch_says_what_its_collections_share() -> None:
    (batch,) = read(plain()).batches
    assert (str(batch.id), batch.scheme, batch.sequence_type, batch.due_on) == (
        *("2026-12.B1", Scheme.CORE, SequenceType.RECURRENT),
        date(2026, 12, 1),
    )
    assert batch.identifier == MANDATE.creditor_identifier
    assert batch.account == replace(COLLECTION.account, identifier=None, label="")


def test_a_mandate_is_as_the_file_says_and_its_debtor_called_by_the_reference() -> None:
    mandate = held(plain()).mandate
    assert mandate == Mandate(
        reference=MANDATE.reference,
        creditor_identifier=MANDATE.creditor_identifier,
        debtor=replace(MANDATE.debtor, id="M-1", kind=None, address=None),
        signed_on=MANDATE.signed_on,
    )


def test_a_one_off_collection_has_a_one_off_mandate() -> None:
    xml = of(said("PmtInf/PmtTpInf/SeqTp", "OOFF"))
    assert held(xml).mandate.one_off


@pytest.mark.parametrize("version", VERSIONS)
def test_everything_that_may_stand_there_is_held(version: str) -> None:
    collection = held(good(version))
    mandate, debtor = collection.mandate, collection.mandate.debtor
    assert (str(collection.end_to_end_id), str(collection.amount)) == ("2026-12-1", "12.50")
    assert collection.remittance == CreditorReference("RF18539007547034")
    assert (collection.purpose, collection.category_purpose) == (
        PurposeCode("GDSV"),
        PurposeCode("SUPP"),
    )
    assert mandate.electronic_signature == "0123456789"
    assert mandate.ultimate_debtor == Party(
        name="Jan Pietersen",
        identification=OrganisationId(
            other=OtherId(id="12345678", scheme_code="CUST", issuer="KvK")
        ),
    )
    assert debtor.identification == PersonId(
        born_on=date(1980, 2, 29),
        birth_town="Assen",
        birth_country="NL",
        birth_province="Drenthe",
    )
    assert (debtor.iban, debtor.bic) == (Iban("BE68539007547034"), None)


@pytest.mark.parametrize("version", VERSIONS)
def test_an_address_is_held_part_by_part(version: str) -> None:
    newer = {
        "department": "Books",
        "sub_department": "Debtors",
        "building_name": "Sun",
        "floor": "2",
        "post_box": "12",
        "room": "3",
        "town_location": "Marolles",
        "district": "Centre",
    }
    assert held(good(version)).mandate.debtor.address == PostalAddress(
        street="Rue Haute",
        building="7",
        postcode="1000",
        town="Bruxelles",
        subdivision="BRU",
        country="BE",
        lines=("Ring twice", "At the back"),
        **(newer if version == "08" else {}),
    )


def test_who_hands_the_file_over_is_held_as_it_stands() -> None:
    form = FileForm(initiating_party=InitiatingPartyForm.NAME_AND_IDENTIFIER)
    xml = pain008.render(replace(a_run(), form=form))
    file = read(xml).file
    number = OtherId(id=str(MANDATE.creditor_identifier), scheme_name="SEPA")
    assert file.creditor.initiating_party == Party(
        name=CREDITOR.name, identification=OrganisationId(other=number)
    )
    assert pain008.render(file) == xml


def test_an_initiating_party_that_names_nobody_is_noted() -> None:
    xml = of(without("GrpHdr/InitgPty/Nm"))
    assert "InitgPty names nobody: written again, it is the creditor" in told(xml)


def test_a_creditor_has_all_the_accounts_that_it_collects_on() -> None:
    other = CreditorAccount(iban=Iban("NL02ABNA0123456789"))
    two = (COLLECTION, replace(COLLECTION, end_to_end_id=EndToEndId("2026-12-2"), account=other))
    run = replace(a_run(), creditor=replace(CREDITOR, accounts=(*CREDITOR.accounts, other)))
    xml = pain008.render(replace(run, collections=two))
    file = read(xml)
    assert {batch.creditor for batch in file.batches} == {file.file.creditor}
    assert {account.iban for account in file.file.creditor.accounts} == {
        *(account.iban for account in CREDITOR.accounts[:1]),
        other.iban,
    }
    assert pain008.render(file.file) == xml


@pytest.mark.parametrize(("written", "held_as"), [("true", True), ("1", True), ("false", False)])
def test_how_the_bank_books_is_the_accounts(written: str, *, held_as: bool) -> None:
    xml = of(followed_by("PmtInf/PmtMtd", f"<BtchBookg>{written}</BtchBookg>"))
    assert held(xml).account.batch_booking is held_as


def test_a_time_without_an_offset_stays_without() -> None:
    xml = of(said("GrpHdr/CreDtTm", "2026-11-23T09:00:00"))
    file = read(xml).file
    assert (file.created_at, file.form.offset) == (datetime(2026, 11, 23, 9), False)  # noqa: DTZ001
    assert b"<CreDtTm>2026-11-23T09:00:00</CreDtTm>" in pain008.render(file)


def test_a_time_finer_than_seconds_is_noted() -> None:
    xml = of(said("GrpHdr/CreDtTm", "2026-11-23T09:00:00.250Z"))
    assert noted(xml) == [("REA-05", "CreDtTm")]


def test_texts_stand_as_they_stood() -> None:
    xml = of(said(f"{TX}/Dbtr/Nm", " Müller & Söhne"))
    assert held(xml).mandate.debtor.name == " Müller & Söhne"
    assert "<Nm> Müller &amp; Söhne</Nm>".encode() in pain008.render(read(xml).file)


# -- the versions ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("version", "again"),
    [
        ("pain.008.001.03", "pain.008.001.08"),
        ("pain.008.001.07", "pain.008.001.08"),
        ("pain.008.001.12", "pain.008.001.08"),
        ("pain.008.002.02", "pain.008.001.02"),
        ("pain.008.003.02", "pain.008.001.02"),
    ],
)
def test_a_near_version_is_read_and_it_is_said_in_which_it_is_written(
    version: str, again: str
) -> None:
    source = plain("02" if again.endswith("02") else "08")
    xml = source.replace(again.encode(), version.encode())
    file = read(xml)
    assert [finding.detail for finding in file.unplaced] == [
        f"{version} is written again as {again}"
    ]
    assert (file.head.version, pain008.render(file.file)) == (version, source)


def test_without_a_namespace_it_is_read_and_its_version_is_not_known() -> None:
    xml = plain().replace(f' xmlns="{namespace("08")}"'.encode(), b"")
    file = read(xml)
    assert file.head.version == ""
    assert pain008.render(file.file) == plain()


def test_a_prefix_changes_nothing() -> None:
    xml = re.sub(rb"<(/?)(?=[A-Z])", rb"<\1n:", plain()).replace(b"xmlns=", b"xmlns:n=")
    assert pain008.render(read(xml).file) == plain()


# -- amendments ------------------------------------------------------------------------------------


def amended(inside: str, *changes: Change) -> bytes:
    block = f"<AmdmntInd>true</AmdmntInd><AmdmntInfDtls>{inside}</AmdmntInfDtls>"
    return of(followed_by(f"{MANDATE_PATH}/DtOfSgntr", block), *changes)


def change_in(xml: bytes) -> Amendment:
    (amendment,) = held(xml).mandate.amendments
    return amendment


MADE_ON = date(2026, 11, 23)
OLD_CREDITOR = "<Id><PrvtId><Othr><Id>DE98ZZZ09999999999</Id></Othr></PrvtId></Id>"
SMNDA_ACCOUNT = "<OrgnlDbtrAcct><Id><Othr><Id>SMNDA</Id></Othr></Id></OrgnlDbtrAcct>"
SMNDA_AGENT = "<OrgnlDbtrAgt><FinInstnId><Othr><Id>SMNDA</Id></Othr></FinInstnId></OrgnlDbtrAgt>"
OLD_BANK = "<OrgnlDbtrAgt><FinInstnId><BICFI>DEUTDEFF</BICFI></FinInstnId></OrgnlDbtrAgt>"
OLD_ACCOUNT = "<OrgnlDbtrAcct><Id><IBAN>NL02ABNA0123456789</IBAN></Id></OrgnlDbtrAcct>"


@pytest.mark.parametrize(
    ("inside", "values"),
    [
        ("<OrgnlMndtId>OLD-1</OrgnlMndtId>", {"reference": MandateReference("OLD-1")}),
        (
            f"<OrgnlCdtrSchmeId>{OLD_CREDITOR}</OrgnlCdtrSchmeId>",
            {"creditor_identifier": CreditorIdentifier("DE98ZZZ09999999999")},
        ),
        ("<OrgnlCdtrSchmeId><Nm>Bad</Nm></OrgnlCdtrSchmeId>", {"creditor_name": "Bad"}),
        (OLD_ACCOUNT, {"iban": Iban("NL02ABNA0123456789")}),
        (SMNDA_ACCOUNT, {"account_untold": True}),
    ],
)
def test_a_change_is_held_by_the_value_before_and_told_again(
    inside: str, values: dict[str, Any]
) -> None:
    xml = amended(inside)
    assert change_in(xml) == Amendment(on=MADE_ON, **values)
    assert noted(xml) == []
    told_again = re.sub("<SchmeNm>.*?</SchmeNm>", "", pain008.render(read(xml).file).decode())
    assert f"<AmdmntInfDtls>{inside}</AmdmntInfDtls>" in told_again


def test_the_old_account_with_its_bank_is_held_and_the_bank_is_not_told_again() -> None:
    xml = amended(OLD_ACCOUNT + OLD_BANK)
    assert change_in(xml).bic == Bic("DEUTDEFF")
    assert noted(xml) == [("REA-05", "BICFI")]


def test_the_old_bank_alone_says_that_the_account_is_another() -> None:
    xml = amended(OLD_BANK)
    assert change_in(xml) == Amendment(on=MADE_ON, account_untold=True)
    assert noted(xml) == [("REA-01", "BICFI")]


BEFORE_2016 = said("PmtInf/ReqdColltnDt", "2016-11-18")
FIRST = said("PmtInf/PmtTpInf/SeqTp", "FRST")


@pytest.mark.parametrize(
    ("inside", "changes", "where"),
    [
        (SMNDA_ACCOUNT, (), "OrgnlDbtrAcct"),
        (SMNDA_AGENT, (), "OrgnlDbtrAcct"),
        (SMNDA_ACCOUNT, (BEFORE_2016, FIRST), "OrgnlDbtrAgt"),
        (SMNDA_AGENT, (BEFORE_2016, FIRST), "OrgnlDbtrAgt"),
    ],
)
def test_trap_12_smnda_is_understood_in_both_places_and_written_where_it_belongs(
    inside: str, changes: tuple[Change, ...], where: str
) -> None:
    xml = amended(inside, *changes)
    assert change_in(xml) == Amendment(on=MADE_ON, account_untold=True)
    assert f"<{where}>".encode() in pain008.render(read(xml).file)
    there = "OrgnlDbtrAcct" if "OrgnlDbtrAcct" in inside else "OrgnlDbtrAgt"
    assert noted(xml) == ([] if where == there else [("REA-12", there), ("REA-05", "Id")])


def test_trap_12d_smnda_without_an_id_around_it_is_understood_and_noted() -> None:
    xml = amended("<OrgnlDbtrAcct><Id><Othr>SMNDA</Othr></Id></OrgnlDbtrAcct>")
    assert change_in(xml).account_untold
    assert noted(xml) == [("REA-05", "Othr")]


@pytest.mark.parametrize(
    ("inside", "last"),
    [
        ("<OrgnlMndtId>M-1</OrgnlMndtId>", "OrgnlMndtId"),
        ("<OrgnlMndtId>m-1</OrgnlMndtId>", "OrgnlMndtId"),
        (f"<OrgnlCdtrSchmeId><Nm>{CREDITOR.name}</Nm></OrgnlCdtrSchmeId>", "Nm"),
    ],
)
def test_trap_13_an_original_that_is_unchanged_is_noted_and_not_told_again(
    inside: str, last: str
) -> None:
    xml = amended(inside)
    assert noted(xml) == [("REA-11", last)]
    assert b"AmdmntInd" not in pain008.render(read(xml).file)


def test_an_original_that_cannot_be_right_is_noted_and_the_collection_held() -> None:
    xml = amended("<OrgnlMndtId>A//B</OrgnlMndtId><OrgnlFnlColltnDt>2020-01-01</OrgnlFnlColltnDt>")
    assert held(xml).mandate.amendments == ()
    assert noted(xml) == [("REA-01", "OrgnlFnlColltnDt"), ("REA-01", "OrgnlMndtId")]


def test_a_change_without_details_is_noted() -> None:
    xml = of(followed_by(f"{MANDATE_PATH}/DtOfSgntr", "<AmdmntInd>true</AmdmntInd>"))
    assert noted(xml) == [("REA-10", "AmdmntInd")]


def test_a_change_that_is_not_announced_is_noted_and_taken() -> None:
    xml = amended(SMNDA_ACCOUNT, said(f"{MANDATE_PATH}/AmdmntInd", "false"))
    assert change_in(xml).account_untold
    assert ("REA-10", "AmdmntInfDtls") in noted(xml)


def test_no_change_needs_no_word() -> None:
    xml = of(followed_by(f"{MANDATE_PATH}/DtOfSgntr", "<AmdmntInd>false</AmdmntInd>"))
    assert noted(xml) == []


def test_a_change_due_before_sepa_began_is_noted_and_the_collection_held() -> None:
    xml = amended(SMNDA_ACCOUNT, said("PmtInf/ReqdColltnDt", "1999-01-01"))
    assert (held(xml).due_on, held(xml).mandate.amendments) == (date(1999, 1, 1), ())
    assert noted(xml) == [("REA-01", "Id")]


def test_our_own_change_of_account_comes_back() -> None:
    moved = replace(COLLECTION, mandate=replace(MANDATE, amendments=(AMENDMENT,)))
    form = FileForm(account_change=AccountChangeForm.ORIGINAL_IBAN)
    for run in (replace(a_run(), collections=(moved,)),):
        for each in (run, replace(run, form=form)):
            xml = pain008.render(each)
            assert pain008.render(read(xml).file) == xml


# -- what is named ---------------------------------------------------------------------------------

BEHIND_THE_DEBTOR = f"{TX}/DbtrAcct"


@pytest.mark.parametrize(
    ("change", "last"),
    [
        (holding(f"{TX}/PmtId", "<InstrId>I</InstrId><EndToEndId>E</EndToEndId>"), "InstrId"),
        (followed_by(f"{TX}/PmtId/EndToEndId", "<UETR>u</UETR>"), "UETR"),
        (followed_by(f"{TX}/DrctDbtTx", "<UltmtCdtr><Nm>Circus</Nm></UltmtCdtr>"), "Nm"),
        (
            followed_by(BEHIND_THE_DEBTOR, "<RgltryRptg><Dtls><Cd>A</Cd></Dtls></RgltryRptg>"),
            "Cd",
        ),
        (followed_by(BEHIND_THE_DEBTOR, "<Purp><Prtry>own</Prtry></Purp>"), "Prtry"),
        (followed_by(BEHIND_THE_DEBTOR, "<Purp><Cd>toolong</Cd></Purp>"), "Cd"),
        (said("PmtInf/ChrgBr", "SHAR"), "ChrgBr"),
        (followed_by(f"{TX}/Dbtr/Nm", "<CtryOfRes>NL</CtryOfRes>"), "CtryOfRes"),
        (followed_by(f"{TX}/Dbtr/Nm", "<PstlAdr><TwnNm>Assen</TwnNm></PstlAdr>"), "TwnNm"),
        (followed_by(f"{TX}/Dbtr/Nm", "<PstlAdr><Ctry>NL</Ctry></PstlAdr>"), "Ctry"),
        (followed_by(f"{MANDATE_PATH}/DtOfSgntr", "<Frqcy><Tp>MNTH</Tp></Frqcy>"), "Tp"),
        (followed_by(f"{MANDATE_PATH}", "<PreNtfctnId>P</PreNtfctnId>"), "PreNtfctnId"),
        (followed_by("PmtInf/CdtrAcct/Id", "<Ccy>EUR</Ccy>"), "Ccy"),
        (followed_by("PmtInf/Cdtr/Nm", "<Id><OrgId><LEI>x</LEI></OrgId></Id>"), "LEI"),
        (followed_by("PmtInf/CdtrAgt", "<ChrgsAcct><Id><IBAN>x</IBAN></Id></ChrgsAcct>"), "IBAN"),
        (said("PmtInf/PmtMtd", "TRF"), "PmtMtd"),
        (followed_by("GrpHdr/CtrlSum", "<Authstn><Cd>AUTH</Cd></Authstn>"), "Cd"),
        (followed_by("PmtInf", "<SplmtryData><Envlp>x</Envlp></SplmtryData>"), "Envlp"),
        (followed_by(TX, "<Strange>x</Strange>"), "Strange"),
    ],
)
def test_what_has_no_place_is_named_with_its_line_and_what_it_says(
    change: Change, last: str
) -> None:
    xml = of(change)
    (finding,) = read(xml).unplaced
    assert (finding.rule, finding.severity, (finding.path or "").rpartition("/")[2]) == (
        *("REA-01", Severity.WARNING),
        last,
    )
    lines = xml.decode().splitlines()
    assert finding.line is not None
    assert f"<{last}" in "".join(lines[finding.line - 1 :])
    assert finding.detail.startswith(f"{last} '")


def test_a_finding_names_whose_it_is() -> None:
    xml = of(said("PmtInf/PmtMtd", "TRF"), followed_by(f"{TX}/PmtId/EndToEndId", "<UETR>u</UETR>"))
    assert [finding.subject for finding in read(xml).unplaced] == [
        "batch 2026-12.B1",
        "collection 2026-12-1",
    ]
    assert str(read(xml).unplaced[1]) == (
        "[REA-01] line 23, collection 2026-12-1: UETR 'u' is not taken over"
    )


@pytest.mark.parametrize(
    ("change", "path"),
    [
        (said("GrpHdr/MsgId", "A//B"), "GrpHdr/MsgId"),
        (said("GrpHdr/NbOfTxs", "3"), ""),
        (said("PmtInf/PmtMtd", "TRF"), "PmtInf[1]/PmtMtd"),
        (followed_by(TX, "<Foo>x</Foo>"), "PmtInf[1]/Foo"),
        (followed_by(f"{TX}/PmtId", "<Foo>x</Foo>"), "PmtInf[1]/DrctDbtTxInf[1]/Foo"),
    ],
)
def test_a_path_begins_with_the_message_and_counts_batches_and_collections(
    change: Change, path: str
) -> None:
    (finding,) = (
        found for each in iter_collections(two_collections(change)) for found in each.unplaced
    )
    assert finding.path == "/".join(filter(None, ("CstmrDrctDbtInitn", path)))


def test_the_second_collection_of_a_batch_is_counted_and_so_is_the_second_batch() -> None:
    xml = two_collections()
    batch = xml[xml.index(b"<PmtInf>") : xml.index(b"</PmtInf>") + len(b"</PmtInf>")]
    twice = xml.replace(batch, batch + batch).replace(b"</PmtId>", b"</PmtId><Foo>x</Foo>")
    paths = [
        finding.path
        for each in iter_collections(twice)
        for finding in each.unplaced
        if finding.rule == "REA-01"
    ]
    assert paths == [
        f"CstmrDrctDbtInitn/PmtInf[{batch_number}]/DrctDbtTxInf[{number}]/Foo"
        for batch_number in (1, 2)
        for number in (1, 2)
    ]


def test_of_three_address_lines_two_are_held() -> None:
    lines = "".join(f"<AdrLine>{n}</AdrLine>" for n in range(3))
    xml = of(followed_by(f"{TX}/Dbtr/Nm", f"<PstlAdr><Ctry>NL</Ctry>{lines}</PstlAdr>"))
    address = held(xml).mandate.debtor.address
    assert address is not None
    assert address.lines == ("0", "1")
    assert told(xml) == ["AdrLine '2' is not taken over"]


@pytest.mark.parametrize(
    ("identified", "held_as", "left"),
    [
        ("<OrgId><AnyBIC>DEUTDEFF</AnyBIC><LEI>x</LEI></OrgId>", Bic("DEUTDEFF"), ["LEI"]),
        ("<OrgId><AnyBIC>nobank</AnyBIC></OrgId>", None, ["AnyBIC"]),
        ("<OrgId><Odd>x</Odd></OrgId>", None, ["Odd"]),
        ("<PrvtId><Odd>x</Odd></PrvtId>", None, ["Odd"]),
        ("<Odd>x</Odd>", None, ["Odd"]),
        (
            "<PrvtId><DtAndPlcOfBirth><BirthDt>x</BirthDt></DtAndPlcOfBirth></PrvtId>",
            None,
            ["BirthDt"],
        ),
    ],
)
def test_one_identification_is_held_and_every_other_one_named(
    identified: str, held_as: Bic | None, left: list[str]
) -> None:
    xml = of(followed_by(f"{TX}/Dbtr/Nm", f"<Id>{identified}</Id>"))
    expected = None if held_as is None else OrganisationId(bic=held_as)
    assert held(xml).mandate.debtor.identification == expected
    assert noted(xml) == [("REA-01", last) for last in left]


def test_trap_23_of_a_text_and_a_reference_the_first_is_held() -> None:
    reference = (
        "<Strd><CdtrRefInf><Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry></Tp>"
        "<Ref>RF18539007547034</Ref></CdtrRefInf></Strd>"
    )
    both = holding(f"{TX}/RmtInf", f"<Ustrd>text</Ustrd>{reference}")
    assert held(of(both)).remittance == "text"
    assert noted(of(both)) == [("REA-01", "Cd"), ("REA-01", "Ref")]
    alone = of(holding(f"{TX}/RmtInf", reference))
    assert held(alone).remittance == CreditorReference("RF18539007547034")
    assert noted(alone) == []


@pytest.mark.parametrize(
    ("kind", "given", "noted_as"),
    [
        ("<Cd>SCOR</Cd>", "RF18 5390 0754 7034", ["REA-05"]),
        ("<Cd>SCOR</Cd>", "RF00539007547034", ["REA-01", "REA-01"]),
        ("<Cd>DISP</Cd>", "RF18539007547034", ["REA-01", "REA-01"]),
        ("<Prtry>own</Prtry>", "RF18539007547034", ["REA-01", "REA-01"]),
    ],
)
def test_a_reference_that_is_no_creditor_reference_is_named(
    kind: str, given: str, noted_as: list[str]
) -> None:
    inside = f"<Tp><CdOrPrtry>{kind}</CdOrPrtry></Tp><Ref>{given}</Ref>"
    xml = of(holding(f"{TX}/RmtInf", f"<Strd><CdtrRefInf>{inside}</CdtrRefInf></Strd>"))
    assert [rule for rule, _ in noted(xml)] == noted_as
    assert held(xml).remittance == ("" if "REA-01" in noted_as else CreditorReference(given))


@pytest.mark.parametrize("version", VERSIONS)
def test_trap_17_a_bic_that_says_there_is_none_is_none(version: str) -> None:
    tag = "BIC" if version == "02" else "BICFI"
    xml = of(
        holding(f"{TX}/DbtrAgt", f"<FinInstnId><{tag}>NOTPROVIDED</{tag}></FinInstnId>"),
        version=version,
    )
    assert held(xml).mandate.debtor.bic is None
    assert noted(xml) == [("REA-05", tag)]
    assert b"<Othr><Id>NOTPROVIDED</Id></Othr>" in pain008.render(read(xml).file)


def test_a_bank_that_is_known_otherwise_is_named() -> None:
    xml = of(holding(f"{TX}/DbtrAgt", "<FinInstnId><Othr><Id>42</Id></Othr></FinInstnId>"))
    assert noted(xml) == [("REA-01", "Id")]


def test_cor1_is_held_and_it_is_said_that_it_cannot_be_written() -> None:
    xml = of(said("PmtInf/PmtTpInf/LclInstrm/Cd", "COR1"))
    assert held(xml).mandate.scheme is Scheme.COR1
    assert told(xml) == ["COR1 ended in November 2016, and is not written any more"]


@pytest.mark.parametrize(
    ("path", "stated", "says"),
    [
        ("GrpHdr/NbOfTxs", "2", "NbOfTxs says '2', and there are 1"),
        ("GrpHdr/CtrlSum", "30.01", "CtrlSum says '30.01', and it is 30.00"),
        ("PmtInf/NbOfTxs", "x", "NbOfTxs says 'x', and there are 1"),
        ("PmtInf/CtrlSum", "1E9", "CtrlSum says '1E9', and it is 30.00"),
    ],
)
def test_trap_19_what_does_not_add_up_is_told(path: str, stated: str, says: str) -> None:
    (finding,) = read(of(said(path, stated))).unplaced
    assert (finding.rule, finding.detail, finding.severity) == ("REA-04", says, Severity.ERROR)


@pytest.mark.parametrize(
    ("path", "stated"),
    [("GrpHdr/NbOfTxs", "0001"), ("GrpHdr/CtrlSum", "30"), ("PmtInf/CtrlSum", "30.00000")],
)
def test_a_sum_may_be_written_in_more_ways_than_one(path: str, stated: str) -> None:
    assert noted(of(said(path, stated))) == []


# -- what a collection says of its own -------------------------------------------------------------

OWN_KIND = "<PmtTpInf><SvcLvl><Cd>SEPA</Cd></SvcLvl>{}</PmtTpInf>"


def two_collections(*changes: Change) -> bytes:
    second = replace(COLLECTION, end_to_end_id=EndToEndId("2026-12-2"))
    both = replace(a_run(), collections=(COLLECTION, second))
    return changed(pain008.render(both), *changes)


def test_trap_34_what_a_collection_says_of_its_own_goes_before_its_block() -> None:
    inside = OWN_KIND.format("<LclInstrm><Cd>B2B</Cd></LclInstrm><SeqTp>FNAL</SeqTp>")
    xml = of(followed_by(f"{TX}/PmtId", inside))
    assert (held(xml).mandate.scheme, held(xml).sequence_type) == ("B2B", "FNAL")
    assert [batch.scheme for batch in read(xml).batches] == [Scheme.B2B]


def test_an_identifier_of_the_collection_goes_before_that_of_its_block() -> None:
    other = "<Id><PrvtId><Othr><Id>DE98ZZZ09999999999</Id></Othr></PrvtId></Id>"
    xml = of(followed_by(MANDATE_PATH, f"<CdtrSchmeId>{other}</CdtrSchmeId>"))
    assert held(xml).mandate.creditor_identifier == CreditorIdentifier("DE98ZZZ09999999999")
    assert read(xml).batches[0].identifier == CreditorIdentifier("DE98ZZZ09999999999")


def test_collections_of_two_kinds_in_a_block_are_two_batches_of_one_id() -> None:
    inside = OWN_KIND.format("<SeqTp>FNAL</SeqTp>")
    file = read(two_collections(followed_by(f"{TX}/PmtId", inside)))
    assert [(str(batch.id), batch.sequence_type) for batch in file.batches] == [
        ("2026-12.B1", "FNAL"),
        ("2026-12.B1", "RCUR"),
    ]
    assert [(finding.rule, finding.detail) for finding in file.unplaced] == [
        ("REA-09", "PmtTpInf stands here, and with batch 2026-12.B1 too"),
        ("REA-05", "its collections are not all of one kind: they are 2 batches of one id"),
    ]
    assert pain008.render(file.file).count(b"<SeqTp>") == 2


def test_trap_11c_a_sequence_type_of_its_own_that_sepa_has_not_leaves_it_out() -> None:
    inside = OWN_KIND.format("<SeqTp>RPRE</SeqTp>")
    file = read(two_collections(followed_by(f"{TX}/PmtId", inside)))
    assert [each.end_to_end_id for each in file.left_out] == ["2026-12-1"]
    assert [str(each.end_to_end_id) for each in file.file.collections] == ["2026-12-2"]
    assert file.unplaced[0].detail == "left out, for want of a usable value of its own"


# -- what is left out ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "rules", "lack"),
    [
        (said(f"{TX}/DbtrAcct/Id/IBAN", "NL35ABNA0101234563"), 2, "DbtrAcct/Id/IBAN"),
        (without(f"{TX}/DbtrAcct/Id/IBAN"), 1, "DbtrAcct/Id/IBAN"),
        (said(f"{TX}/PmtId/EndToEndId", "NOTPROVIDED"), 1, "EndToEndId"),
        (said(f"{TX}/PmtId/EndToEndId", "A//B"), 2, "EndToEndId"),
        (said(f"{TX}/InstdAmt", "1,00"), 2, "InstdAmt in EUR"),
        (without(f"{TX}/InstdAmt"), 1, "InstdAmt in EUR"),
        (said(f"{MANDATE_PATH}/MndtId", "Ä"), 2, "MndtId"),
        (said(f"{MANDATE_PATH}/DtOfSgntr", "23-11-2026"), 2, "DtOfSgntr"),
        (without(f"{MANDATE_PATH}/DtOfSgntr"), 1, "DtOfSgntr"),
        (without(f"{TX}/Dbtr/Nm"), 1, "Dbtr/Nm"),
        (said("PmtInf/PmtTpInf/LclInstrm/Cd", "DD"), 2, "LclInstrm/Cd"),
        (said("PmtInf/PmtTpInf/SeqTp", "RPRE"), 2, "SeqTp"),
        (said("PmtInf/PmtInfId", "A//B"), 2, "PmtInfId"),
        (said("PmtInf/ReqdColltnDt", "tomorrow"), 2, "ReqdColltnDt"),
        (without("PmtInf/Cdtr/Nm"), 1, "Cdtr/Nm"),
        (said("PmtInf/CdtrAcct/Id/IBAN", "X"), 2, "CdtrAcct/Id/IBAN"),
        (
            said("PmtInf/CdtrSchmeId/Id/PrvtId/Othr/Id", "NL00ZZZ123456780001"),
            2,
            "CdtrSchmeId",
        ),
    ],
)
def test_what_cannot_be_right_or_is_missing_leaves_the_collection_out_and_is_told(
    change: Change, rules: int, lack: str
) -> None:
    file = read(of(change))
    (left_out,) = file.left_out
    told_why = {finding.rule: finding for finding in file.unplaced.errors}
    assert sorted(told_why) == ["REA-02", "REA-03"][-rules:]
    assert told_why["REA-03"].detail == f"left out, for want of a usable {lack}"
    assert told_why["REA-03"].line == left_out.line
    assert file.batches == ()
    with pytest.raises(RulesViolated, match="REA-03"):
        _ = file.file


def test_an_amount_in_another_currency_leaves_the_collection_out() -> None:
    xml = plain().replace(b'Ccy="EUR"', b'Ccy="CHF"')
    assert "InstdAmt 'CHF 30.00': a SEPA direct debit is in EUR" in told(xml)
    assert read(xml).left_out


def test_an_amount_of_nothing_is_not_told_to_be_missing() -> None:
    xml = of(said(f"{TX}/InstdAmt", "0.00"), said(f"{TX}/DbtrAcct/Id/IBAN", "NL00"))
    assert "left out, for want of a usable DbtrAcct/Id/IBAN" in told(xml)


def test_the_others_of_the_file_are_held() -> None:
    file = read(two_collections(said(f"{TX}/DbtrAcct/Id/IBAN", "NL35ABNA0101234563")))
    assert [str(each.end_to_end_id) for each in file.file.collections] == ["2026-12-2"]
    assert [each.end_to_end_id for each in file.left_out] == ["2026-12-1"]


def test_the_mandate_of_a_collection_that_is_left_out_is_held() -> None:
    each = the_one(of(said(f"{TX}/PmtId/EndToEndId", "NOTPROVIDED")))
    assert each.collection is None
    assert each.mandate is not None
    assert each.mandate.reference == MANDATE.reference
    assert each.presentation is not None
    assert (each.presentation.due_on, each.presentation.end_to_end_id) == (
        date(2026, 12, 1),
        None,
    )


def test_a_message_id_that_cannot_be_right_is_told_and_the_collections_are_held() -> None:
    file = read(of(said("GrpHdr/MsgId", "A//B")))
    assert len(file.batches) == 1
    with pytest.raises(RulesViolated, match="MessageId 'A//B'"):
        _ = file.file


def test_a_file_without_collections_is_told() -> None:
    file = read(of(without(TX), said("GrpHdr/NbOfTxs", "0"), said("GrpHdr/CtrlSum", "0")))
    assert (file.batches, file.collections) == ((), ())
    assert [finding.detail for finding in file.unplaced] == [
        "NbOfTxs says '1', and there are 0",
        "CtrlSum says '30.00', and it is 0.00",
        "the file holds no collection",
    ]


# -- one after the other ---------------------------------------------------------------------------


def test_collections_come_with_their_line_and_what_their_block_says() -> None:
    first, second = iter_collections(two_collections())
    assert (first.end_to_end_id, second.end_to_end_id) == ("2026-12-1", "2026-12-2")
    assert first.line < second.line
    assert first.batch is second.batch
    assert first.batch is not None
    assert (first.batch.place, first.head.id) == (1, a_run().files()[0].id)


def test_what_is_noted_of_file_and_block_comes_with_the_next_collection() -> None:
    changes = said("GrpHdr/MsgId", "A//B"), said("PmtInf/PmtMtd", "TRF")
    first, second = iter_collections(two_collections(*changes))
    assert [finding.rule for finding in first.unplaced] == ["REA-02", "REA-01"]
    assert second.unplaced == ()


def test_what_is_noted_behind_the_last_comes_with_one_that_is_no_collection() -> None:
    *_, last = iter_collections(two_collections(said("GrpHdr/NbOfTxs", "3")))
    assert (last.batch, last.collection, last.mandate, last.presentation) == (None,) * 4
    assert [finding.rule for finding in last.unplaced] == ["REA-04"]


def test_a_zip_of_files_is_one_row_of_collections_and_no_one_file() -> None:
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.writestr("1.xml", plain())
        archive.writestr("2.xml", two_collections())
    each_one = iter_collections(packed.getvalue())
    assert [each.head.file for each in each_one] == ["1.xml", "2.xml", "2.xml"]
    with pytest.raises(UnreadableMessage, match="more than one message"):
        read(packed.getvalue())


def test_a_path_is_read_as_its_bytes_are(tmp_path: Path) -> None:
    path = pain008.write(a_run(), tmp_path / "run.xml")
    assert read(path) == read(path.read_bytes())


def many(count: int) -> BankFile:
    (file,) = a_run().files()
    (batch,) = file.batches
    collections = tuple(
        replace(COLLECTION, end_to_end_id=EndToEndId(f"E-{number}")) for number in range(count)
    )
    return replace(file, batches=(batch._replace(collections=collections),))


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    def peak(count: int) -> int:
        path = pain008.write(many(count), tmp_path / f"{count}.xml")
        next(iter_collections(path))
        tracemalloc.start()
        assert sum(1 for _ in iter_collections(path)) == count
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    assert peak(4_000) < 1.3 * peak(1_000)


# -- what is not read ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("xml", "why"),
    [
        (of(without("GrpHdr/CreDtTm")), "a CreDtTm says when the file was made"),
        (of(said("GrpHdr/CreDtTm", "today")), "an instant is written as"),
        (of(without("GrpHdr")), "a GrpHdr stands before it"),
        (of(without("GrpHdr"), without("PmtInf")), "a pain.008 without a GrpHdr|stands before it"),
        (plain().replace(b"PmtInf>", b"PmtInfo>"), "a PmtInf stands around it"),
        (plain()[:-20], "not well-formed"),
        (b"<!DOCTYPE x>" + good("08"), "DOCTYPE"),
        (plain().replace(b"CstmrDrctDbtInitn", b"CstmrCdtTrfInitn"), "not a pain.008 but a pain"),
    ],
)
def test_what_is_no_file_of_collections_is_refused(xml: bytes, why: str) -> None:
    with pytest.raises(UnreadableMessage, match=why):
        list(iter_collections(xml))


def test_a_very_long_value_is_told_short() -> None:
    (finding, _) = read(of(said(f"{TX}/PmtId/EndToEndId", "X" * 100_000))).unplaced
    assert len(finding.detail) < 2_000
    assert len(finding.subject) < 100


def test_a_read_file_is_an_equal_value_each_time() -> None:
    assert isinstance(read(plain()), ReadFile)
    assert read(plain()) == read(plain())
    assert read(plain()).collections[0].collection is not None
    assert read(plain()).batches[0].collections[0].amount == Euro(cents=3000)
