"""Elements are put right one by one: banks, order, changes of mandates, what is said twice."""

from __future__ import annotations

import re
from datetime import date

import pytest

from helpers.checked_files import FILE, changed
from helpers.mended_files import becomes_good, left_alone, mended
from sepadd.banks import EPC
from sepadd.mending import mend

# -- banks -----------------------------------------------------------------------------------------

NO_BANK = "<DbtrAgt><FinInstnId><Othr><Id>NOTPROVIDED</Id></Othr></FinInstnId></DbtrAgt>"


@pytest.mark.parametrize(
    "said",
    [
        "<DbtrAgt><FinInstnId><BICFI>NOTPROVIDED</BICFI></FinInstnId></DbtrAgt>",
        "<DbtrAgt><FinInstnId><BICFI/></FinInstnId></DbtrAgt>",
        "<DbtrAgt><FinInstnId><BIC>NOTPROVIDED</BIC></FinInstnId></DbtrAgt>",
        "<DbtrAgt><FinInstnId/></DbtrAgt>",
        "<DbtrAgt/>",
        "",
    ],
)
def test_that_no_bank_is_named_is_said_in_its_own_place(said: str) -> None:
    found = mended(changed(NO_BANK, said))
    assert found.xml.replace(b"\n", b"") == FILE.replace(b"\n", b"")
    assert found.left == ()


def test_a_bank_that_is_named_and_not_named_is_named() -> None:
    both = "<BICFI>ABNANL2A</BICFI><Othr><Id>NOTPROVIDED</Id></Othr>"
    found = mended(changed("<Othr><Id>NOTPROVIDED</Id></Othr>", both))
    assert NO_BANK.encode() in found.xml
    assert found.xml.count(b"ABNANL2A") == 1
    assert found.left == ()


def test_without_an_account_nobody_knows_the_bank() -> None:
    xml = changed(NO_BANK, "", xml=changed("<IBAN>NL91ABNA0417164300", "<IBAN>NL91ABNA0417164309"))
    left_alone(xml)


def test_a_bic_is_written_in_capitals() -> None:
    bank = NO_BANK.replace("<Othr><Id>NOTPROVIDED</Id></Othr>", "<BICFI>abna nl2a</BICFI>")
    found = mended(changed(NO_BANK, bank))
    assert b"<BICFI>ABNANL2A</BICFI>" in found.xml


# -- the order of elements -------------------------------------------------------------------------


def test_elements_are_brought_into_the_order_of_the_message() -> None:
    scheme, kind = "<LclInstrm><Cd>CORE</Cd></LclInstrm>", "<SeqTp>RCUR</SeqTp>"
    becomes_good(changed(scheme + kind, kind + scheme))
    count, total = "<NbOfTxs>2</NbOfTxs>", "<CtrlSum>80.00</CtrlSum>"
    becomes_good(changed(f"{count}\n{total}", f"{total}\n{count}", times=2))


def test_beside_what_is_not_known_nothing_changes_places() -> None:
    kind = "<SeqTp>RCUR</SeqTp>"
    xml = changed(kind, "", xml=changed("<SvcLvl>", f"{kind}<InstrPrty>NORM</InstrPrty><SvcLvl>"))
    left_alone(xml)


# -- changes of mandates ---------------------------------------------------------------------------

TOLD = "<AmdmntInd>true</AmdmntInd><AmdmntInfDtls>{}</AmdmntInfDtls></MndtRltdInf>"
AT_ACCOUNT = "<OrgnlDbtrAcct><Id><Othr><Id>SMNDA</Id></Othr></Id></OrgnlDbtrAcct>"
AT_BANK = "<OrgnlDbtrAgt><FinInstnId><Othr><Id>SMNDA</Id></Othr></FinInstnId></OrgnlDbtrAgt>"


def with_change(told: str) -> bytes:
    return changed("</MndtRltdInf>", TOLD.format(told))


@pytest.mark.parametrize(
    "told",
    [AT_BANK, AT_ACCOUNT + AT_BANK, AT_ACCOUNT.replace("<Id>SMNDA</Id>", "SMNDA")],
)
def test_another_account_is_told_in_its_place(told: str) -> None:
    found = mended(with_change(told))
    assert found.xml == with_change(AT_ACCOUNT)
    assert len(found.changes) == 1
    assert found.left == ()


def test_until_2016_another_account_is_told_at_the_bank() -> None:
    old = changed("2026-12-01", "2015-12-01", xml=with_change(AT_BANK))
    assert mend(old, EPC, date(2015, 11, 23)).changes == ()


def test_what_else_is_told_of_the_account_is_left() -> None:
    was = "<OrgnlDbtrAcct><Id><IBAN>BE68539007547034</IBAN></Id></OrgnlDbtrAcct>"
    left_alone(with_change(was + AT_BANK))


def test_a_change_that_is_told_is_announced() -> None:
    found = mended(with_change(AT_ACCOUNT).replace(b"<AmdmntInd>true</AmdmntInd>", b""))
    assert found.xml == with_change(AT_ACCOUNT)
    assert [change.rule for change in found.changes] == ["REA-10"]


def test_a_change_that_is_denied_and_told_is_left_to_you() -> None:
    left_alone(with_change(AT_ACCOUNT).replace(b"<AmdmntInd>true", b"<AmdmntInd>false"))


# -- said once -------------------------------------------------------------------------------------


def test_what_the_batch_says_is_not_said_again() -> None:
    again = re.search(rb"<CdtrSchmeId>.*</CdtrSchmeId>", FILE)
    assert again is not None
    becomes_good(changed("</MndtRltdInf>", f"</MndtRltdInf>{again[0].decode()}"))
    becomes_good(changed("</InstdAmt>\n", "</InstdAmt>\n<ChrgBr>SLEV</ChrgBr>\n"))


def test_what_the_batch_says_otherwise_is_left_to_you() -> None:
    kind = re.search(rb"<PmtTpInf>.*</PmtTpInf>", FILE)
    assert kind is not None
    other = kind[0].decode().replace("RCUR", "FRST")
    left_alone(changed("</PmtId>", f"</PmtId>{other}"))


def test_the_creditors_name_beside_its_identifier_goes() -> None:
    beside = "<CdtrSchmeId><Nm>{}</Nm><Id>"
    becomes_good(changed("<CdtrSchmeId><Id>", beside.format("Zwembad De Waterlelie")))
    left_alone(changed("<CdtrSchmeId><Id>", beside.format("Another")))


def test_several_texts_become_one() -> None:
    found = mended(re.sub(rb"<Ustrd>[^<]*</Ustrd>", b"<Ustrd>one</Ustrd><Ustrd>two</Ustrd>", FILE))
    assert found.xml.count(b"<Ustrd>one two</Ustrd>") == 2
    assert found.left == ()


def test_several_texts_without_room_are_left_to_you() -> None:
    text = b"<Ustrd>" + b"a" * 70 + b"</Ustrd>"
    left_alone(re.sub(rb"<Ustrd>[^<]*</Ustrd>", text + text, FILE))
