"""What finds no place with us is named with its line and path, and never without bounds."""

from __future__ import annotations

import pytest
from lxml import etree

from sepadd.messages.parsing.elements import day_in
from sepadd.messages.parsing.unplaced import (
    MOST_NOTED,
    MOST_SAID,
    Notes,
    leaves,
    path_of,
    shortened,
)
from sepadd.values import Iban

FILE = etree.fromstring(
    """<Document xmlns="urn:x"><CstmrDrctDbtInitn><GrpHdr><MsgId>A</MsgId></GrpHdr>
<PmtInf><PmtInfId>B</PmtInfId>
<DrctDbtTxInf><PmtId><InstrId>I</InstrId><EndToEndId> E </EndToEndId></PmtId>
<DbtrAcct><Id><IBAN>NL00</IBAN></Id></DbtrAcct><Odd a="1"><Deep>x</Deep><Flat/></Odd></DrctDbtTxInf>
</PmtInf></CstmrDrctDbtInitn></Document>"""
)


def notes() -> Notes:
    """Begin with nothing noted, at the third collection of the second batch."""
    begun = Notes(frozenset())
    begun.batch, begun.collection = 2, 3
    return begun


def at(name: str) -> etree._Element:
    found = FILE.find(f".//{{*}}{name}")
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("MsgId", "CstmrDrctDbtInitn/GrpHdr/MsgId"),
        ("PmtInfId", "CstmrDrctDbtInitn/PmtInf[2]/PmtInfId"),
        ("EndToEndId", "CstmrDrctDbtInitn/PmtInf[2]/DrctDbtTxInf[3]/PmtId/EndToEndId"),
    ],
)
def test_a_path_begins_with_the_message_and_has_the_numbers_of_batch_and_collection(
    name: str, path: str
) -> None:
    noted = notes()
    noted.unplaced(at(name))
    (finding,) = noted.taken("collection E")
    assert (finding.path, finding.line) == (path, at(name).sourceline)
    assert path_of(at(name)) in path.replace("[2]", "").replace("[3]", "")


def test_all_that_is_said_in_an_element_is_named_leaf_by_leaf() -> None:
    noted = notes()
    noted.unplaced(at("Odd"), "nobody knows it")
    assert [finding.detail for finding in noted.taken("x")] == [
        "Deep 'x' is not taken over: nobody knows it",
        "Flat '' is not taken over: nobody knows it",
    ]
    assert [leaf.tag for leaf in leaves(at("Flat"))] == [at("Flat").tag]


def test_of_the_parts_the_first_of_each_known_name_is_taken_and_every_other_noted() -> None:
    noted = notes()
    twice = etree.fromstring("<A><B>1</B><C>2</C><B>3</B></A>")
    assert {name: part.text for name, part in noted.parts(twice, "B", "D").items()} == {"B": "1"}
    assert [f.detail.split()[0:2] for f in noted.taken("x")] == [["C", "'2'"], ["B", "'3'"]]


def test_what_stands_beside_the_way_into_an_element_is_noted() -> None:
    noted = notes()
    found = noted.within(at("DrctDbtTxInf"), "PmtId", "EndToEndId")
    assert found is at("EndToEndId")
    assert [f.detail.split()[0] for f in noted.taken("x")] == ["InstrId", "IBAN", "Deep", "Flat"]
    assert noted.within(at("PmtId"), "Nowhere", "Else") is None


def test_a_wrong_value_is_refused_where_it_is_needed_and_unplaced_where_it_is_not() -> None:
    needed, absent = notes(), notes()
    assert needed.value(Iban, at("IBAN")) is None
    assert needed.refused
    assert absent.may(Iban, at("IBAN")) is None
    assert not absent.refused
    assert [f.rule for f in (*needed.taken("x"), *absent.taken("x"))] == ["REA-02", "REA-01"]


def test_a_thing_that_is_refused_as_a_whole_is_noted_once_and_not_by_its_parts_as_well() -> None:
    noted = notes()

    def make() -> Iban:
        noted.unplaced(at("MsgId"))
        return Iban("NL00")

    assert noted.whole(at("DbtrAcct"), make) is None
    (finding,) = noted.taken("x")
    assert finding.detail.startswith("IBAN 'NL00' is not taken over: ")


@pytest.mark.parametrize("written", ["<D/>", "<D> </D>", "<D>\n\t</D>"])
def test_blanks_are_no_value_and_nothing_to_note(written: str) -> None:
    noted, blank = notes(), etree.fromstring(written)
    assert noted.text(blank) == ""
    assert noted.value(Iban, blank) is noted.may(Iban, blank) is None
    assert noted.taken("x") == ()


def test_a_day_that_is_none_is_told_without_its_line_twice() -> None:
    noted = notes()
    assert noted.read(day_in, etree.fromstring("<DtOfSgntr>2026-02-30</DtOfSgntr>")) is None
    (finding,) = noted.taken("x")
    assert finding.detail == "DtOfSgntr '2026-02-30': a day is written as 2026-11-24"


def test_what_was_taken_is_told_in_the_order_of_the_file_and_then_forgotten() -> None:
    noted = notes()
    for name in ("IBAN", "MsgId", "InstrId"):
        noted.unplaced(at(name))
    lines = [finding.line for finding in noted.taken("x")]
    assert lines == sorted(lines)  # type: ignore[type-var]  # each has a line
    assert noted.taken("x") == ()


@pytest.mark.parametrize(("times", "told"), [(MOST_NOTED, MOST_NOTED), (5_000, MOST_NOTED + 1)])
def test_however_often_the_same_is_noted_a_thousand_are_told(times: int, told: int) -> None:
    noted = notes()
    noted.unplaced(etree.fromstring(f"<A>{'<B/>' * times}</A>"))
    assert len(noted.taken("x")) == told
    noted.unplaced(at("MsgId"))
    assert len(noted.taken("x")) == 1


def test_a_text_or_an_attribute_as_long_as_a_file_is_cut() -> None:
    noted = notes()
    noted.unplaced(etree.fromstring(f"<A b='{'x' * 50_000}'>{'y' * 50_000}</A>"))
    (finding,) = noted.taken("x")
    assert len(finding.detail) < MOST_SAID + 50
    assert len(shortened("z" * 100)) == 35
