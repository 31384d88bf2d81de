"""Changes of a mandate, as a file tells them: by the value before, and no other."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from helpers.pain008_files import Change, followed_by, said
from helpers.read_back import MANDATE_PATH, held, noted, of
from sepadd.mandate import Amendment
from sepadd.messages import pain008
from sepadd.messages.pain008 import read
from sepadd.rulebook import AccountChangeForm, FileForm
from sepadd.testing import AMENDMENT, COLLECTION, CREDITOR, MANDATE, a_run
from sepadd.values import Bic, CreditorIdentifier, Iban, MandateReference


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
