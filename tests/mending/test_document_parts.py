"""A file is taken apart and put together again byte for byte, or with a change in one place."""

from __future__ import annotations

import re

import pytest

from helpers.pain008_files import VERSIONS, good
from sepadd.findings import UnreadableMessage
from sepadd.mending import document_parts
from sepadd.mending.document_parts import Part, in_utf_8, pieces_of

FILE = (
    b'<?xml version="1.0" encoding="UTF-8"?>\r\n'
    b"<!-- by hand --><Document xmlns='urn:x' >\n<CstmrDrctDbtInitn>"
    b"<GrpHdr ><MsgId >1</MsgId\n><Nm a='>'><![CDATA[<&]]>&#65;&amp;</Nm><Empty/></GrpHdr>\n"
    b"<PmtInf><PmtInfId>P</PmtInfId> <!-- > -->\n<DrctDbtTxInf><Id/></DrctDbtTxInf>\n"
    b"<DrctDbtTxInf ><Id>2</Id></DrctDbtTxInf></PmtInf><PmtInf/>"
    b"<SplmtryData><Any>thing</Any></SplmtryData></CstmrDrctDbtInitn></Document>\n<?pi?>\n"
)


def in_pieces(xml: bytes, length: int) -> list[bytes]:
    return [xml[at : at + length] for at in range(0, len(xml), length)]


def parts(xml: bytes = FILE) -> list[Part]:
    found = [piece.part for piece in pieces_of([xml])]
    return [part for part in found if part is not None]


def part(name: str) -> Part:
    """Give the first of that name, which is still what it was when it came."""
    for piece in pieces_of([FILE]):
        if piece.part is not None and piece.part.name == name:
            return piece.part
    raise AssertionError(name)


@pytest.mark.parametrize("length", [1, 7, 64, 1 << 16])
@pytest.mark.parametrize("xml", [FILE, *map(good, VERSIONS)])
def test_together_the_pieces_are_the_file(xml: bytes, length: int) -> None:
    assert b"".join(piece.written() for piece in pieces_of(in_pieces(xml, length))) == xml


def test_the_parts_are_the_tags_around_the_heads_and_the_collections() -> None:
    names = ["Document", "CstmrDrctDbtInitn", "GrpHdr", "PmtInf", "DrctDbtTxInf", "DrctDbtTxInf"]
    assert [part.name for part in parts()] == [*names, "PmtInf"]


def test_a_part_tells_where_it_stands() -> None:
    assert [(part.path, part.line) for part in parts()[-3:]] == [
        ("CstmrDrctDbtInitn/PmtInf[1]/DrctDbtTxInf[1]", 6),
        ("CstmrDrctDbtInitn/PmtInf[1]/DrctDbtTxInf[2]", 7),
        ("CstmrDrctDbtInitn/PmtInf[2]", 7),
    ]


def test_a_part_tells_what_is_said() -> None:
    assert part("GrpHdr").said_in("Nm") == "<&A&"


def test_what_is_said_anew_is_escaped() -> None:
    head = part("GrpHdr")
    child = head.child("MsgId")
    assert child is not None
    child.say("<1>")
    assert head.written() == (
        b"<GrpHdr ><MsgId >&lt;1&gt;</MsgId><Nm a='>'><![CDATA[<&]]>&#65;&amp;</Nm>"
        b"<Empty/></GrpHdr>"
    )


def test_a_name_an_attribute_and_an_empty_element_can_be_changed() -> None:
    head = part("GrpHdr")
    name, empty = head.child("Nm"), head.child("Empty")
    assert name is not None
    assert empty is not None
    name.call("Name")
    name.attribute("a", '"<')
    empty.say("full")
    assert head.written() == (
        b'<GrpHdr ><MsgId >1</MsgId\n><Name a="&quot;&lt;"><![CDATA[<&]]>&#65;&amp;</Name>'
        b"<Empty>full</Empty></GrpHdr>"
    )


def test_a_part_is_put_in_as_its_neighbours_stand() -> None:
    batch = part("PmtInf")
    batch.put(batch.new("PmtMtd", text="DD"), 1)
    assert batch.written() == (b"<PmtInf><PmtInfId>P</PmtInfId><PmtMtd>DD</PmtMtd> <!-- > -->\n")


def test_a_part_can_be_taken_out() -> None:
    head = part("GrpHdr")
    for child in tuple(head.children):
        head.take(child)
    assert head.written() == b"<GrpHdr ></GrpHdr>"


@pytest.mark.parametrize(
    "xml",
    [
        FILE[:-40],
        FILE.replace(b"<CstmrDrctDbtInitn>", b"<CstmrDrctDbtInitn>&amp"),
        FILE.replace(b"<!-- by hand -->", b"<!DOCTYPE Document [<!ENTITY a 'b'>]>"),
        FILE.replace(b">1<", b">&unknown;<"),
        b"",
    ],
)
def test_what_is_not_well_formed_is_unreadable(xml: bytes) -> None:
    with pytest.raises(UnreadableMessage):
        list(pieces_of([xml]))


def test_a_collection_without_end_is_unreadable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document_parts, "MOST_AT_ONCE", 50)
    with pytest.raises(UnreadableMessage, match="more than 50 bytes"):
        list(pieces_of(in_pieces(FILE, 64)))


def test_utf_8_stays_as_it_is() -> None:
    assert b"".join(in_utf_8(in_pieces(FILE, 64))) == FILE


def test_what_is_not_written_as_it_says_is_unreadable() -> None:
    xml = b"\xef\xbb\xbf" + FILE.replace(b">1<", b">\xff<")
    with pytest.raises(UnreadableMessage, match="not written in"):
        list(in_utf_8([xml]))


def test_no_part_keeps_another_once_it_has_gone_by() -> None:
    gone = [child for part in parts() for child in part.children]
    assert {child.above for child in gone} == {None}


def test_a_batch_without_collections_ends_where_it_ends() -> None:
    xml = re.sub(rb"<DrctDbtTxInf.*</DrctDbtTxInf>", b"", FILE, flags=re.DOTALL)
    batch = next(
        piece.part for piece in pieces_of([xml]) if piece.part and piece.part.name == "PmtInf"
    )
    assert batch.written().endswith(b"</PmtInf>")
