"""A file of collections is put right where that can be done in one way alone; the rest is told."""

from __future__ import annotations

import re
import tracemalloc
from dataclasses import replace
from datetime import date, time
from io import BytesIO
from itertools import permutations
from pathlib import Path
from zipfile import ZipFile

import pytest

from helpers.corpus import CORPUS, corpus
from helpers.pain008_files import TAKES_ALL, good, namespace
from helpers.told import collection, prepared
from sepadd.banks import AUSTRIA, EPC, GERMANY, GERMANY_02, PROFILES, BankProfile
from sepadd.checking import check
from sepadd.findings import InvalidValue, UnreadableMessage
from sepadd.mending import Mend, mend, mend_file
from sepadd.mending.file_mend import Mended
from sepadd.messages import pain008
from sepadd.rulebook import MessageVersion
from sepadd.run import BankFile
from sepadd.testing import TODAY, a_run
from sepadd.values import STRICT_TEXT, AddressForm

V02, V08 = MessageVersion.PAIN_008_001_02, MessageVersion.PAIN_008_001_08
FILE = pain008.render(prepared(collection(1), collection(2, "50.00")))
"""A good file: 30.00 and 50.00 on Tuesday 1 December 2026, in one batch."""


def changed(before: str, after: str, *, times: int = 1, xml: bytes = FILE) -> bytes:
    """Give the good file with one text in it written otherwise."""
    assert before.encode() in xml
    return xml.replace(before.encode(), after.encode(), times)


def mended(xml: bytes, profile: BankProfile = EPC, to: MessageVersion | None = None) -> Mended:
    """Mend it, and look whether that holds: what is mended needs no mending."""
    found = mend(xml, profile, TODAY, to=to)
    again = mend(found.xml, profile, TODAY, to=to)
    assert again.changes == ()
    assert again.xml == found.xml
    return found


def only_change(xml: bytes, profile: BankProfile = EPC) -> Mend:
    (change,) = mended(xml, profile).changes
    return change


def left_alone(xml: bytes, profile: BankProfile = EPC) -> None:
    found = mended(xml, profile)
    assert found.changes == ()
    assert found.xml == xml


def becomes_good(xml: bytes, profile: BankProfile = EPC) -> None:
    """Expect the very file that was good, before one text in it was written otherwise."""
    found = mended(xml, profile)
    assert found.xml == FILE
    assert found.changes != ()
    assert found.left == ()


# -- nothing to mend -----------------------------------------------------------------------------


def test_a_good_file_stays_byte_for_byte() -> None:
    left_alone(FILE)


@pytest.mark.parametrize("message", MessageVersion)
def test_a_golden_file_stays_byte_for_byte(message: MessageVersion) -> None:
    golden = Path(__file__).parents[1] / "golden" / f"{message}.xml"
    left_alone(golden.read_bytes(), TAKES_ALL.writing(message))


def test_how_a_file_is_laid_out_stays() -> None:
    odd = FILE.replace(b"\n", b"\r\n\t ").replace(b"<GrpHdr>", b"<!-- made by hand --><GrpHdr >")
    left_alone(odd.replace(b"</Document>", b"</Document>\n<?done?>\n"))


def test_what_is_not_mended_stays_byte_for_byte_beside_what_is() -> None:
    xml = changed("<CtrlSum>80.00", "<CtrlSum>81.00")
    odd = xml.replace(b"<Dbtr>", b"<!-- her -->\n\t<Dbtr >").replace(b"</Dbtr>", b"</Dbtr  >")
    assert mended(odd).xml == odd.replace(b"81.00", b"80.00")


def test_what_has_no_place_with_us_stays() -> None:
    more = "<CtctDtls><NmPrfx>MADM</NmPrfx></CtctDtls></InitgPty>"
    xml = changed("</InitgPty>", more, xml=changed("<NbOfTxs>2<", "<NbOfTxs>3<"))
    found = mended(xml)
    assert found.xml == xml.replace(b"<NbOfTxs>3<", b"<NbOfTxs>2<")
    assert {finding.rule for finding in found.left} == {"XSD-01", "REA-01"}


# -- sums ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<NbOfTxs>2<", "<NbOfTxs>3<"),
        ("<CtrlSum>80.00<", "<CtrlSum>80.01<"),
        ("<CtrlSum>80.00<", "<CtrlSum><"),
        ("<CtrlSum>80.00<", "<CtrlSum>80,00<"),
        ("<NbOfTxs>2</NbOfTxs>\n", ""),
        ("<CtrlSum>80.00</CtrlSum>\n", ""),
    ],
)
@pytest.mark.parametrize("times", [1, 2])
def test_a_count_or_sum_that_is_wrong_or_missing_is_put_right(
    before: str, after: str, times: int
) -> None:
    becomes_good(changed(before, after, times=times))


def test_a_change_tells_what_was_said_where_and_why() -> None:
    change = only_change(changed("<CtrlSum>80.00", "<CtrlSum>80.01"))
    assert change.rule == "REA-04"
    assert (change.before, change.after) == ("80.01", "80.00")
    assert change.subject == "file 2026-12"
    assert change.path == "CstmrDrctDbtInitn/GrpHdr/CtrlSum"
    assert change.line == FILE[: FILE.index(b"<CtrlSum>")].count(b"\n") + 1
    assert str(change) == (
        "[REA-04] line 8, file 2026-12: '80.01' becomes '80.00', as counted in the file"
    )


@pytest.mark.parametrize("stated", ["80", "80.0", "080.000"])
def test_a_sum_that_is_right_stays_as_it_is_written(stated: str) -> None:
    left_alone(changed("<CtrlSum>80.00", f"<CtrlSum>{stated}"))


@pytest.mark.parametrize("amount", ["50,00", "50.005", "fifty", ""])
def test_an_amount_is_not_guessed_nor_is_what_it_would_sum_to(amount: str) -> None:
    xml = changed(">50.00<", f">{amount}<", xml=changed("<CtrlSum>80.00", "<CtrlSum>1.00"))
    found = mended(xml)
    assert found.changes == ()
    assert any(amount in finding.detail for finding in found.left.errors)


def test_another_currency_is_not_summed() -> None:
    xml = changed('Ccy="EUR">50.00', 'Ccy="CHF">50.00', xml=changed("<NbOfTxs>2", "<NbOfTxs>9"))
    assert [change.after for change in mended(xml).changes] == ["2"]


def test_a_sign_before_an_amount_is_taken_away() -> None:
    becomes_good(changed(">50.00<", ">+50.00<"))


# -- characters ----------------------------------------------------------------------------------


def test_a_name_gets_the_characters_of_the_bank() -> None:
    change = only_change(changed("<Nm>Ada Jansen", "<Nm>Zoë &amp; Ada Jansén"))
    assert (change.rule, change.after) == ("MND-10", "Zoe + Ada Jansen")
    assert change.subject == "collection 2026-12-1"


def test_each_bank_has_characters_of_its_own() -> None:
    xml = changed("<Nm>Ada Jansen", "<Nm>Ada Müller")
    assert only_change(xml, EPC).after == "Ada Muller"
    assert only_change(xml, GERMANY).after == "Ada Mueller"
    left_alone(xml, AUSTRIA)


def test_a_bank_that_converts_nothing_leaves_it_to_you() -> None:
    strict = replace(EPC, form=replace(EPC.form, text=STRICT_TEXT))
    xml = changed("<Nm>Ada Jansen", "<Nm>Zoë Jansen")
    left_alone(xml, strict)
    assert {finding.rule for finding in mended(xml, strict).left} == {"MND-10"}


def test_the_creditor_and_the_remittance_are_told_by_their_own_rules() -> None:
    xml = re.sub(rb"<Ustrd>[^<]*", "<Ustrd>Café".encode(), FILE, count=1)
    xml = xml.replace(b"<Nm>Zwembad De Waterlelie", "<Nm>Zwembad É".encode())
    assert [change.rule for change in mended(xml).changes] == ["CRE-10", "CRE-10", "COL-10"]


def test_a_text_over_several_lines_becomes_one() -> None:
    becomes_good(changed("<Nm>Ada Jansen<", "<Nm>\n    Ada\n    Jansen\n  <"))


def test_a_text_that_is_too_long_is_left_to_you() -> None:
    left_alone(changed("<Nm>Ada Jansen", f"<Nm>{'Ada é' * 15}"))


def test_a_text_that_is_too_long_is_cut_where_the_bank_cuts() -> None:
    cutting = replace(EPC, form=replace(EPC.form, text=replace(EPC.form.text, cut=True)))
    assert only_change(changed("<Nm>Ada Jansen", f"<Nm>{'A' * 71}"), cutting).after == "A" * 70


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<MsgId>2026-12", "<MsgId>2026é12"),
        ("<EndToEndId>2026-12-1", "<EndToEndId>2026_12_1"),
        ("<MndtId>M-1", "<MndtId>M//1"),
    ],
)
def test_a_reference_is_never_converted(before: str, after: str) -> None:
    xml = changed(before, after)
    left_alone(xml)
    assert mended(xml).left.errors


# -- the spelling of values ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<IBAN>NL91ABNA0417164300", "<IBAN>NL91 ABNA 0417 1643 00"),
        ("<IBAN>NL91ABNA0417164300", "<IBAN>nl91abna0417164300"),
        ("<Id>NL42ZZZ123456780001", "<Id>NL42 ZZZ 1234 5678 0001"),
        ("<Id>NL42ZZZ123456780001", "<Id>nl42zzz123456780001"),
        ("<MndtId>M-1", "<MndtId>\n  M-1\n"),
        ("<SeqTp>RCUR", "<SeqTp> rcur "),
        ("<Cd>CORE", "<Cd>core"),
        ("<Cd>SEPA", "<Cd>Sepa\n"),
        ("<PmtMtd>DD", "<PmtMtd>dd"),
        ("<PmtMtd>DD</PmtMtd>\n", ""),
        ("<ChrgBr>SLEV", "<ChrgBr>slev "),
        ('Ccy="EUR">50.00', "Ccy = ' eur'>50.00"),
        ("2026-12-01</ReqdColltnDt>", "2026-12-01T00:00:00</ReqdColltnDt>"),
        ("<SvcLvl><Cd>SEPA</Cd></SvcLvl>", ""),
        ("<SchmeNm><Prtry>SEPA</Prtry></SchmeNm>", "<SchmeNm><Cd>SEPA</Cd></SchmeNm>"),
        ("<SchmeNm><Prtry>SEPA</Prtry></SchmeNm>", ""),
        ("<SchmeNm><Prtry>SEPA</Prtry></SchmeNm>", "<SchmeNm/>"),
    ],
)
def test_a_value_that_is_only_spelled_wrongly_is_put_right(before: str, after: str) -> None:
    found = mended(changed(before, after))
    spelled = found.xml.replace(b'Ccy = "EUR"', b'Ccy="EUR"')
    assert spelled == FILE
    assert found.left == ()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<IBAN>NL91ABNA0417164300", "<IBAN>NL91 ABNA 0417 1643 01"),
        ("<Id>NL42ZZZ123456780001", "<Id>nl43zzz123456780001"),
        ("<SeqTp>RCUR", "<SeqTp>RECUR"),
        ("<SeqTp>RCUR</SeqTp>", ""),
        ("<ChrgBr>SLEV", "<ChrgBr>SHAR"),
        ("<Cd>SEPA", "<Cd>URGP"),
        (' Ccy="EUR">50.00', ">50.00"),
        ("<DtOfSgntr>2026-01-15", "<DtOfSgntr>15-01-2026"),
        ("<ReqdColltnDt>2026-12-01", "<ReqdColltnDt>2026-13-01"),
        ("<MndtId>M-1</MndtId>", ""),
        ("<SvcLvl><Cd>SEPA</Cd></SvcLvl><LclInstrm><Cd>CORE", "<LclInstrm><Cd>BACS"),
    ],
)
def test_a_value_that_may_mean_several_things_is_left_to_you(before: str, after: str) -> None:
    xml = changed(before, after)
    left_alone(xml)
    assert mended(xml).left.errors


def test_an_element_that_says_nothing_is_taken_away() -> None:
    empty = "<Purp><Cd/></Purp>\n<RmtInf>"
    becomes_good(changed("<RmtInf>", empty))
    becomes_good(
        changed("</Nm>", "</Nm><PstlAdr><Ctry> </Ctry></PstlAdr>", times=4).replace(
            b"</Nm><PstlAdr><Ctry> </Ctry></PstlAdr></InitgPty>", b"</Nm></InitgPty>"
        )
    )


def test_what_cannot_be_absent_stays_empty() -> None:
    left_alone(changed("<MndtId>M-1</MndtId>", "<MndtId/>"))


# -- banks ---------------------------------------------------------------------------------------

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


# -- the order of elements -----------------------------------------------------------------------


def test_elements_are_brought_into_the_order_of_the_message() -> None:
    scheme, kind = "<LclInstrm><Cd>CORE</Cd></LclInstrm>", "<SeqTp>RCUR</SeqTp>"
    becomes_good(changed(scheme + kind, kind + scheme))
    count, total = "<NbOfTxs>2</NbOfTxs>", "<CtrlSum>80.00</CtrlSum>"
    becomes_good(changed(f"{count}\n{total}", f"{total}\n{count}", times=2))


def test_beside_what_is_not_known_nothing_changes_places() -> None:
    kind = "<SeqTp>RCUR</SeqTp>"
    xml = changed(kind, "", xml=changed("<SvcLvl>", f"{kind}<InstrPrty>NORM</InstrPrty><SvcLvl>"))
    left_alone(xml)


# -- addresses -----------------------------------------------------------------------------------


def with_address(address: str) -> bytes:
    return changed("<Nm>Ada Jansen</Nm>", f"<Nm>Ada Jansen</Nm><PstlAdr>{address}</PstlAdr>")


def address_in(xml: bytes) -> str:
    found = re.search(rb"<PstlAdr>(.*?)</PstlAdr>", xml)
    assert found is not None
    return found[1].decode()


TOWN = "<TwnNm>Bern</TwnNm><Ctry>CH</Ctry>"


def test_three_lines_become_two() -> None:
    lines = [f"<AdrLine>{line}</AdrLine>" for line in ("Bundesplatz 3", "2nd floor", "at the back")]
    xml = with_address(TOWN + "".join(lines))
    assert only_change(xml).rule == "MND-09"
    both = "<AdrLine>Bundesplatz 3 2nd floor</AdrLine><AdrLine>at the back</AdrLine>"
    assert address_in(mended(xml).xml) == TOWN + both


def test_lines_without_room_are_left() -> None:
    left_alone(with_address(TOWN + f"<AdrLine>{'A' * 40}</AdrLine>" * 4))


def test_lines_alone_are_left_to_you() -> None:
    xml = with_address(
        "<Ctry>CH</Ctry><AdrLine>Bundesplatz 3</AdrLine><AdrLine>3005 Bern</AdrLine>"
    )
    left_alone(xml)
    assert [finding.rule for finding in mended(xml).left] == ["MND-09"]


def test_lines_that_repeat_the_fields_go_where_the_bank_takes_fields_alone() -> None:
    fields = f"<StrtNm>Bundesplatz</StrtNm><BldgNb>3</BldgNb><PstCd>3005</PstCd>{TOWN}"
    again = "<AdrLine>Bundesplatz 3</AdrLine><AdrLine>3005 BERN</AdrLine>"
    xml = with_address(fields + again)
    assert address_in(mended(xml, AUSTRIA).xml) == fields
    left_alone(xml, GERMANY)


def test_a_line_that_says_more_is_left_to_you() -> None:
    xml = with_address(f"{TOWN}<AdrLine>Bundesplatz 3</AdrLine>")
    assert AddressForm.HYBRID not in AUSTRIA.form.addresses
    left_alone(xml, AUSTRIA)


def test_an_address_is_folded_for_a_bank_that_takes_lines() -> None:
    address = "<StrtNm>Mühlweg</StrtNm><BldgNb>3</BldgNb><PstCd>3005</PstCd>" + TOWN
    xml = mended(FILE, GERMANY_02).xml
    xml = changed(
        "<Nm>Ada Jansen</Nm>", f"<Nm>Ada Jansen</Nm><PstlAdr>{address}</PstlAdr>", xml=xml
    )
    found = mended(xml, GERMANY_02)
    lines = "<AdrLine>Muehlweg 3</AdrLine><AdrLine>3005 Bern</AdrLine>"
    assert address_in(found.xml) == f"<Ctry>CH</Ctry>{lines}"
    assert [change.rule for change in found.changes] == ["MND-09"]
    assert found.left == ()


def test_what_is_too_long_for_a_line_is_not_folded() -> None:
    address = f"<StrtNm>{'A' * 69}</StrtNm><BldgNb>3</BldgNb>{TOWN}"
    xml = changed("pain.008.001.08", "pain.008.001.02", xml=with_address(address))
    assert address_in(mended(xml, GERMANY_02).xml) == address


def test_without_a_country_an_address_is_not_folded() -> None:
    xml = changed("pain.008.001.08", "pain.008.001.02", xml=with_address("<TwnNm>Bern</TwnNm>"))
    assert address_in(mended(xml, GERMANY_02).xml) == "<TwnNm>Bern</TwnNm>"


# -- due dates -----------------------------------------------------------------------------------

SUNDAY = changed("<ReqdColltnDt>2026-12-01", "<ReqdColltnDt>2026-12-06")


def due(xml: bytes, on: date, profile: BankProfile = EPC, at: time | None = None) -> list[Mend]:
    found = mend(xml, profile, on, at=at, due_dates=True)
    assert mend(found.xml, profile, on, at=at, due_dates=True).changes == ()
    return list(found.changes)


def test_a_due_date_is_not_moved_unless_it_is_asked() -> None:
    left_alone(SUNDAY)


def test_a_sunday_becomes_the_monday_after() -> None:
    (change,) = due(SUNDAY, TODAY)
    assert (change.rule, change.after) == ("COL-02", "2026-12-07")
    assert change.subject == "batch 2026-12.B1"


def test_a_day_that_comes_too_soon_becomes_the_next_possible() -> None:
    assert due(FILE, date(2026, 11, 30)) == []
    (change,) = due(FILE, date(2026, 12, 1))
    assert (change.rule, change.after) == ("COL-03", "2026-12-02")


def test_the_cut_off_of_the_bank_counts() -> None:
    abn = next(profile for profile in PROFILES if profile.name == "abn-amro")
    on = date(2026, 11, 30)
    assert due(FILE, on, abn, time(12, 0)) == []
    assert [change.after for change in due(FILE, on, abn, time(23, 0))] == ["2026-12-02"]


def test_a_batch_waits_for_the_slowest_of_its_collections() -> None:
    kind = (
        "<PmtTpInf><SvcLvl><Cd>SEPA</Cd></SvcLvl><LclInstrm><Cd>CORE</Cd></LclInstrm>"
        "<SeqTp>{}</SeqTp></PmtTpInf>"
    )
    xml = changed(kind.format("RCUR") + "\n", "")
    for number, seq in enumerate(("RCUR", "FRST"), start=1):
        name = f"<EndToEndId>2026-12-{number}</EndToEndId></PmtId>"
        xml = changed(name, name + kind.format(seq), xml=xml)
    legacy = next(profile for profile in PROFILES if profile.name == "legacy-2014")
    (change,) = due(xml, date(2026, 11, 25), legacy)
    assert change.after == "2026-12-02"


def test_due_dates_are_moved_as_of_a_day() -> None:
    with pytest.raises(InvalidValue, match="say on which it is handed over"):
        mend(FILE, EPC, due_dates=True)


# -- versions ------------------------------------------------------------------------------------


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
    why = rf"^line 3: {version} is no version that is known; those are pain.008.001.02 and "
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


# -- changes of mandates -------------------------------------------------------------------------

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


# -- said once -----------------------------------------------------------------------------------


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


# -- how the file is written ---------------------------------------------------------------------


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-be", "utf-8-sig", "iso-8859-1", "cp1252"])
def test_any_encoding_becomes_utf_8(codec: str) -> None:
    said = {"utf-8-sig": "UTF-8", "cp1252": "windows-1252"}.get(codec, codec[:10].rstrip("-be"))
    bank = replace(EPC, form=replace(EPC.form, text=AUSTRIA.form.text))
    file = changed("<Nm>Ada Jansen", "<Nm>Ada Müller")
    found = mended(file.decode().replace("UTF-8", said).encode(codec), bank)
    assert found.xml == file
    assert {change.rule for change in found.changes} == {"CHK-15"}
    assert found.left == ()


def test_blanks_before_the_declaration_go() -> None:
    xml = b"\n\n " + changed("<CtrlSum>80.00", "<CtrlSum>80.01")
    blanks, total = mended(xml).changes
    assert (blanks.rule, blanks.before) == ("XSD-01", "\n\n ")
    assert total.line == 10
    becomes_good(xml)


def test_a_prefix_goes() -> None:
    named = re.sub(rb"<(/?)(?=[A-Z])", rb"<\1sdd:", FILE).replace(b"xmlns=", b"xmlns:sdd=")
    assert only_change(named).rule == "CHK-15"
    becomes_good(named)


def test_a_prefix_that_not_all_have_stays() -> None:
    named = FILE.replace(b"<Document xmlns=", b"<a:Document xmlns:a='x' xmlns=").replace(
        b"</Document>", b"</a:Document>"
    )
    left_alone(named)


@pytest.mark.parametrize(
    ("xml", "why"),
    [
        (FILE[:-20], "not well-formed"),
        (b"<!DOCTYPE Document []>" + FILE[FILE.index(b"\n") :], "DOCTYPE"),
        (b"<Document/>", "no message"),
        (FILE + FILE, "more than one message"),
        (FILE.replace(b"UTF-8", b"UTF-16"), "and it is not"),
        (FILE.replace(b"UTF-8", b"no-such"), "no-such"),
        (b"<Document><CstmrDrctDbtInitn/></Document>", "GrpHdr"),
    ],
)
def test_what_is_no_file_of_collections_is_unreadable(xml: bytes, why: str) -> None:
    with pytest.raises(UnreadableMessage, match=why):
        mend(xml, EPC, TODAY)


def test_a_zip_is_mended_file_by_file() -> None:
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.writestr("a.xml", FILE)
    with pytest.raises(UnreadableMessage, match="by itself"):
        mend(packed.getvalue(), EPC, TODAY)


# -- from file to file ---------------------------------------------------------------------------


def test_a_file_is_mended_into_another(tmp_path: Path) -> None:
    source, into = tmp_path / "wrong.xml", tmp_path / "right.xml"
    source.write_bytes(changed("<CtrlSum>80.00", "<CtrlSum>80.01"))
    mending = mend_file(source, into, EPC, TODAY)
    assert into.read_bytes() == FILE
    assert len(mending.changes) == 1
    assert sorted(tmp_path.iterdir()) == [into, source]


def test_a_file_is_never_mended_in_place(tmp_path: Path) -> None:
    source, link = tmp_path / "wrong.xml", tmp_path / "link.xml"
    source.write_bytes(FILE)
    link.symlink_to(source)
    for into in (source, link):
        with pytest.raises(InvalidValue, match="into another one"):
            mend_file(source, into, EPC, TODAY)


def test_where_it_fails_nothing_is_left(tmp_path: Path) -> None:
    source = tmp_path / "wrong.xml"
    source.write_bytes(FILE[:-20])
    with pytest.raises(UnreadableMessage):
        mend_file(source, tmp_path / "right.xml", EPC, TODAY)
    assert list(tmp_path.iterdir()) == [source]


def test_memory_stays_flat(tmp_path: Path) -> None:
    source, into = tmp_path / "large.xml", tmp_path / "mended.xml"

    def peak(count: int) -> int:
        begin, end = FILE.index(b"<DrctDbtTxInf>"), FILE.index(b"</PmtInf>")
        one = FILE[begin:end]
        source.write_bytes(FILE[:begin] + one * count + FILE[end:])
        bank = replace(EPC, waived=frozenset({"FIL-03", "FIL-05"}))
        tracemalloc.start()
        try:
            mend_file(source, into, bank, TODAY)
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(10)
    assert peak(800) < peak(200) * 2


# -- files of others -----------------------------------------------------------------------------

HIDDEN = frozenset(
    {
        "raphaelm-python-sepaxml__test_generation-1-old.xml",
        "java-sepa-xml-java-sepa-xml__README-2.xml",
    }
)
"""A schema tells no more of an element once something in it is wrong, and of a version that is none
of ours it tells nothing: what is mended there brings to light what was wrong before."""


@pytest.mark.parametrize(
    "path",
    sorted(CORPUS.glob("messages/pain.008*/*.xml")) or [Path("none")],
    ids=lambda path: path.stem,
)
@pytest.mark.parametrize("profile", [EPC, GERMANY, GERMANY_02], ids=lambda profile: profile.name)
def test_a_file_of_another_is_better_afterwards(path: Path, profile: BankProfile) -> None:
    corpus("messages")
    before, found = check(path, profile), mend(path, profile)
    after = check(found.xml, profile)
    if path.name not in HIDDEN:
        assert len(after.errors) <= len(before.errors)
        assert len(after) <= len(before)
    again = mend(found.xml, profile)
    assert (again.changes, again.xml) == ((), found.xml)
    assert found.changes or found.xml == path.read_bytes()
