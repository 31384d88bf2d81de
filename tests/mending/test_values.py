"""A value that is only spelled wrongly is put right, and a text gets the characters of the bank."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from helpers.checked_files import FILE, changed
from helpers.mended_files import becomes_good, left_alone, mended, only_change
from sepadd.banks import AUSTRIA, EPC, GERMANY
from sepadd.values import STRICT_TEXT

# -- characters ------------------------------------------------------------------------------------


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


# -- the spelling of values ------------------------------------------------------------------------


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
