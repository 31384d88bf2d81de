"""Who stands in a file: names, addresses, accounts, banks and numbers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from helpers.pain008_files import OLDER, VERSIONS, followed_by, good, holding, without
from helpers.read_back import TX, held, noted, of, told
from sepadd.messages import pain008
from sepadd.messages.pain008 import read
from sepadd.rulebook import FileForm, InitiatingPartyForm
from sepadd.testing import COLLECTION, CREDITOR, MANDATE, a_run
from sepadd.values import (
    Bic,
    CreditorAccount,
    EndToEndId,
    Iban,
    OrganisationId,
    OtherId,
    Party,
    PostalAddress,
)

# -- what is held ----------------------------------------------------------------------------------


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
        **({} if version == OLDER else newer),
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


# -- what is named ---------------------------------------------------------------------------------


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


@pytest.mark.parametrize("version", VERSIONS)
def test_trap_17_a_bic_that_says_there_is_none_is_none(version: str) -> None:
    tag = "BIC" if version == OLDER else "BICFI"
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
