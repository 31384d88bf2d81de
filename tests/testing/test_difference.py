"""Where two files differ is told by path, and what means nothing is no difference."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from helpers.handed_over import FILE, RUN, put
from sepadd.findings import UnreadableMessage
from sepadd.messages import pain008
from sepadd.testing import COLLECTION, assert_same_file
from sepadd.testing.difference import differences
from sepadd.values import EndToEndId


def said(one: bytes, other: bytes, *but: str) -> list[str]:
    return [str(each) for each in differences(one, other, but=but)]


def test_indentation_comments_and_prefixes_are_no_difference() -> None:
    other = put("\n<", "\n   <").replace(b"<GrpHdr>", b"<!-- who -->\n<GrpHdr>")
    assert_same_file(FILE, other)


def test_what_differs_is_told_by_its_path() -> None:
    with pytest.raises(AssertionError) as differ:
        assert_same_file(FILE, put("Ada Jansen", "Ada Janssen"))
    place = "Document/CstmrDrctDbtInitn/PmtInf[2026-12.B1]/DrctDbtTxInf[2026-12-1]/Dbtr/Nm"
    assert str(differ.value).splitlines() == [
        "the files differ:",
        f"  {place}: 'Ada Jansen' in the one, 'Ada Janssen' in the other",
    ]


def test_an_attribute_that_differs_is_told() -> None:
    (told,) = said(FILE, put('Ccy="EUR"', 'Ccy="USD"'))
    assert told.endswith("InstdAmt/@Ccy: 'EUR' in the one, 'USD' in the other")


def test_what_only_one_of_them_has_is_told() -> None:
    other = put("<ChrgBr>SLEV</ChrgBr>\n", "")
    place = "Document/CstmrDrctDbtInitn/PmtInf[2026-12.B1]/ChrgBr"
    assert said(FILE, other) == [f"{place}: only in the one, 'SLEV'"]
    assert said(other, FILE) == [f"{place}: only in the other, 'SLEV'"]


def test_an_element_with_others_in_it_differs_from_one_with_text() -> None:
    (told,) = said(b"<A><B><C/></B></A>", b"<A><B>x</B></A>")
    assert told == "A/B: 1 elements in the one, 'x' in the other"


def test_collections_are_compared_by_their_ids_and_their_order_is_told() -> None:
    second = replace(COLLECTION, end_to_end_id=EndToEndId("2026-12-2"))
    run = replace(RUN, collections=(COLLECTION, second))
    other = replace(RUN, collections=(second, COLLECTION))
    (told,) = said(pain008.render(run), pain008.render(other))
    assert told.startswith("the order in Document/CstmrDrctDbtInitn/PmtInf[2026-12.B1]: ")


def test_another_message_is_told_as_such() -> None:
    (told,) = said(FILE, put("pain.008.001.08", "pain.008.001.02"))
    assert told.startswith("the root: Document of urn:")


def test_what_need_not_be_the_same_is_not_compared() -> None:
    other = put("2026-11-23T09:00:00+00:00", "2026-11-23T10:00:00+00:00")
    with pytest.raises(AssertionError, match="GrpHdr/CreDtTm"):
        assert_same_file(FILE, other)
    assert_same_file(FILE, other, but={"CreDtTm"})


def test_of_very_many_differences_some_are_shown_and_the_rest_is_counted() -> None:
    one, other = (
        f"<A>{''.join(f'<B{n}>{text}</B{n}>' for n in range(50))}</A>".encode() for text in "xy"
    )
    with pytest.raises(AssertionError, match="and 30 more"):
        assert_same_file(one, other)


def test_what_is_no_xml_is_not_compared(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(FILE[:-20])
    with pytest.raises(UnreadableMessage, match="the other is no XML"):
        assert_same_file(FILE, tmp_path / "a.xml")


def test_no_entity_is_expanded_and_nothing_is_fetched(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("42", "utf-8")
    where = (tmp_path / "secret").as_uri()
    message = f'<!DOCTYPE A [<!ENTITY x SYSTEM "{where}">]><A>&x;</A>'.encode()
    assert "42" not in "".join(said(message, b"<A>7</A>"))
