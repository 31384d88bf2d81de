"""A file becomes the other version of its message, unless something has no place there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest

from helpers.checked_files import changed
from helpers.mended_files import (
    TOWN,
    address_in,
    becomes_good,
    left_alone,
    mended,
    only_change,
    with_address,
)
from helpers.pain008_files import TAKES_ALL, good, namespace
from sepadd.banks import EPC, GERMANY, GERMANY_02
from sepadd.checking import check
from sepadd.findings import UnreadableMessage
from sepadd.mending import mend
from sepadd.messages import pain008
from sepadd.rulebook import MessageVersion
from sepadd.run import BankFile
from sepadd.testing import TODAY, a_run

V02, V08 = MessageVersion.PAIN_008_001_02, MessageVersion.PAIN_008_001_08


# -- versions --------------------------------------------------------------------------------------


def ours(message: MessageVersion) -> bytes:
    return pain008.render(a_run_in(message))


def a_run_in(message: MessageVersion) -> BankFile:
    (file,) = a_run().files()
    return replace(file, form=replace(file.form, message=message))


@pytest.mark.parametrize(("was", "to"), [*permutations(MessageVersion, 2)])
def test_a_file_of_ours_becomes_another_version_and_comes_back(
    was: MessageVersion, to: MessageVersion
) -> None:
    there = mended(ours(was), TAKES_ALL, to)
    assert there.xml == ours(to)
    assert [(change.rule, change.after) for change in there.changes] == [
        ("CHK-06", namespace(str(to)[-2:]))
    ]
    assert mended(there.xml, TAKES_ALL, was).xml == ours(was)


def test_the_names_of_banks_change_with_the_version() -> None:
    xml = good("02")
    found = mended(xml, to=V08)
    assert b"<BIC" not in found.xml.replace(b"<BICFI", b"")
    assert [finding.rule for finding in check(found.xml, EPC) if finding.rule == "XSD-01"] == []


def test_a_version_that_the_bank_takes_is_kept() -> None:
    left_alone(ours(V02))


def test_a_version_that_the_bank_does_not_take_becomes_one_that_it_takes() -> None:
    assert mended(ours(V02), GERMANY).xml == ours(V08)
    assert mended(ours(V08), GERMANY_02).xml == ours(V02)


@pytest.mark.parametrize(
    ("version", "to"),
    [
        ("pain.008.003.02", V02),
        ("pain.008.002.02", V02),
        ("pain.008.001.03", V08),
        ("pain.008.001.12", V08),
    ],
)
def test_a_version_near_to_ours_becomes_it(version: str, to: MessageVersion) -> None:
    assert mended(ours(to).replace(str(to).encode(), version.encode())).xml == ours(to)


def test_where_the_schema_lies_is_told_anew_with_the_version() -> None:
    at = b' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="'
    old = f'{namespace("02")} pain.008.001.02.xsd"'.encode()
    xml = ours(V02).replace(b"<Document", b"<Document" + at + old)
    found = mended(xml, to=V08).xml
    assert b"pain.008.001.02" not in found
    assert f'{namespace("08")} pain.008.001.08.xsd"'.encode() in found


def with_bern(address: str, xml: bytes) -> bytes:
    name = "<Nm>Ada Jansen</Nm>"
    return changed(name, f"{name}<PstlAdr>{address}</PstlAdr>", xml=xml)


LEI = "<Id><OrgId><LEI>529900T8BM49AURSDO55</LEI></OrgId></Id></InitgPty>"
UETR = "<UETR>eb6305c9-1f7f-49de-aed0-16487c27b42d</UETR><EndToEndId>"
NEW_BIC = "<BICFI>9999DEFF</BICFI>"
HOMELESS = {
    "Dept 'Books'": (good("08"), V02),
    "LEI '529900T8BM49AURSDO55'": (changed("</InitgPty>", LEI), V02),
    "Dept 'Sales'": (
        changed("</InitgPty>", "<CtctDtls><Dept>Sales</Dept></CtctDtls></InitgPty>", xml=ours(V08)),
        V02,
    ),
    "UETR 'eb6305c9": (changed("<EndToEndId>", UETR), V02),
    "BIC '9999DEFF' is none there": (
        changed("<Othr><Id>NOTPROVIDED</Id></Othr>", NEW_BIC),
        V02,
    ),
    "a country": (with_bern("<AdrLine>Bern</AdrLine>", ours(V02)), V08),
    "a town": (with_bern("<PstCd>3005</PstCd><Ctry>CH</Ctry>", ours(V02)), V08),
    "AdrTp 'ADDR'": (
        changed("</InitgPty>", "<PstlAdr><AdrTp>ADDR</AdrTp></PstlAdr></InitgPty>", xml=ours(V02)),
        V08,
    ),
    "Novel": (
        changed("<GrpHdr>", "<GrpHdr><Novel/>", xml=ours(V08).replace(b"001.08", b"001.10")),
        V08,
    ),
}


@pytest.mark.parametrize(
    ("xml", "to", "what"),
    [(xml, to, what) for what, (xml, to) in HOMELESS.items()],
    ids=list(HOMELESS),
)
def test_what_has_no_place_in_the_other_version_keeps_the_file_in_its_own(
    xml: bytes, to: MessageVersion, what: str
) -> None:
    found = mended(xml, to=to)
    first = found.left[0]
    assert first.rule == "CHK-06"
    assert first.detail.startswith(f"it cannot be made {to}: ")
    assert what in first.detail
    assert first.line is not None
    assert not any(change.rule == "CHK-06" for change in found.changes)


def test_a_bank_of_lines_finds_a_place_for_every_part_of_an_address() -> None:
    xml = with_address(f"<Dept>Books</Dept><Flr>2</Flr>{TOWN}")
    found = mended(xml, GERMANY_02)
    lines = "<AdrLine>Books 2</AdrLine><AdrLine>Bern</AdrLine>"
    assert address_in(found.xml) == f"<Ctry>CH</Ctry>{lines}"
    assert found.left == ()


def test_a_file_without_a_namespace_gets_one() -> None:
    for message in MessageVersion:
        bare = ours(message).replace(f' xmlns="{namespace(str(message)[-2:])}"'.encode(), b"")
        bank = replace(TAKES_ALL.writing(message), versions=frozenset({message}))
        assert mended(bare, bank).xml == ours(message)


@pytest.mark.parametrize("version", ["02", "08"])
def test_a_file_without_a_namespace_tells_its_version_by_its_names(version: str) -> None:
    named = good(version)
    bare = named.replace(f' xmlns="{namespace(version)}"'.encode(), b"")
    assert namespace(version).encode() in mended(bare).xml


@pytest.mark.parametrize("version", ["pain.008.001.99", "pain.008.004.02"])
def test_a_version_that_nobody_knows_is_an_error_and_taken_for_no_other(version: str) -> None:
    xml = ours(V08).replace(b"pain.008.001.08", version.encode())
    why = rf"^line 3: {version} is no version that is known: give one of pain.008.001.02, "
    with pytest.raises(UnreadableMessage, match=why):
        mend(xml, EPC, TODAY)


def test_another_form_of_the_message_is_not_ours_to_change() -> None:
    swiss = "http://www.six-interbank-clearing.com/de/pain.008.001.02.ch.03.xsd"
    left_alone(ours(V02).replace(namespace("02").encode(), swiss.encode()), GERMANY)


def test_cor1_is_core_since_it_ended() -> None:
    xml = changed("<Cd>CORE", "<Cd>COR1")
    assert only_change(xml).rule == "COL-06"
    becomes_good(xml)


def test_cor1_was_another_scheme_before() -> None:
    on, old = date(2015, 11, 23), changed("2026-12-01", "2015-12-01")
    xml = changed("<Cd>CORE", "<Cd>COR1", xml=old)
    assert mend(xml, EPC, on).changes == ()
