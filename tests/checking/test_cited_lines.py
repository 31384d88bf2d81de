"""What a file says where something was found: lines, or an element by itself, and never much."""

from __future__ import annotations

import tracemalloc
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from sepadd.checking import Citation, cited
from sepadd.checking.cited_lines import CUT, MOST_LINES, WIDEST
from sepadd.findings import Finding, UnreadableMessage

FOUND = Finding(rule="X-1", subject="batch 1", detail="wrong", source="")
LINES = b"one\ntwo\nthree\nfour\nfive\nsix\nseven"
ONE_LINE = (
    b'<Document xmlns="urn:x"><CstmrDrctDbtInitn><GrpHdr><MsgId>A</MsgId></GrpHdr>'
    b"<PmtInf><PmtInfId>1</PmtInfId><DrctDbtTxInf><EndToEndId>1-1</EndToEndId></DrctDbtTxInf></PmtInf>"
    b"<PmtInf><PmtInfId>2</PmtInfId><DrctDbtTxInf><EndToEndId>2-1</EndToEndId></DrctDbtTxInf>"
    b'<DrctDbtTxInf><EndToEndId>2-2</EndToEndId><InstdAmt Ccy="EUR">1 &lt; 2</InstdAmt>'
    b"</DrctDbtTxInf></PmtInf></CstmrDrctDbtInitn></Document>"
)
SECOND = "CstmrDrctDbtInitn/PmtInf[2]/DrctDbtTxInf[2]"


def at(line: int | None = None, path: str | None = None, member: str = "") -> Finding:
    return replace(FOUND, line=line, path=path, member=member)


def citation(source: bytes, finding: Finding) -> Citation:
    return cited(source, [finding])[finding]


def texts(citation: Citation) -> list[str]:
    return [line.text for line in citation.lines]


def test_a_line_is_cited_with_those_around_it() -> None:
    told = citation(LINES, at(4))
    assert [tuple(line) for line in told.lines] == [
        (2, "two", False),
        (3, "three", False),
        (4, "four", True),
        (5, "five", False),
        (6, "six", False),
    ]
    assert not told.alone


@pytest.mark.parametrize(
    ("line", "said"), [(1, ["one", "two", "three"]), (7, ["five", "six", "seven"])]
)
def test_at_either_end_there_are_fewer(line: int, said: list[str]) -> None:
    assert texts(citation(LINES, at(line))) == said


def test_what_tells_no_place_or_one_that_is_not_there_is_not_cited() -> None:
    assert cited(LINES, [at(), at(10), at(None, "no/such")]) == {}


def test_other_line_ends_are_left_out() -> None:
    assert texts(citation(LINES.replace(b"\n", b"\r\n"), at(1))) == ["one", "two", "three"]


@pytest.mark.parametrize("before", [b" " * 65_535, b"x\n" * 40_000])
def test_a_line_is_whole_across_the_pieces_of_a_file(before: bytes) -> None:
    source = before + "\nGödel\nend".encode()
    assert citation(source, at(before.count(b"\n") + 2)).lines[-2].text == "Gödel"


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("é".encode(), "é"),
        (b"\xef\xbb\xbf" + "é".encode(), "é"),
        ("é".encode("utf-16"), "é"),
        (b'<?xml version="1.0" encoding="iso-8859-1"?>\xe9', None),
        (b'<?xml version="1.0" encoding="windows-1252"?>\xe9', None),
        (b"\xff", "\N{REPLACEMENT CHARACTER}"),
    ],
)
def test_a_line_is_read_in_the_encoding_of_its_file(source: bytes, said: str | None) -> None:
    (line,) = texts(citation(source, at(1)))
    assert line == said if said else line.endswith("é")


@pytest.mark.parametrize(
    "name", ["zip", "base64", "unicode_escape", "no-such", "utf-16", "iso-8859-99"]
)
def test_an_encoding_that_is_none_of_a_file_is_not_followed(name: str) -> None:
    source = f'<?xml version="1.0" encoding="{name}"?>x'.encode()
    assert texts(citation(source, at(1))) == [source.decode()]


def test_a_line_may_be_as_wide_as_it_is_cited() -> None:
    wide, wider = b"x" * WIDEST, b"x" * (WIDEST + 1)
    assert texts(citation(wide, at(1))) == [wide.decode()]
    assert texts(citation(wider, at(1))) == [wide.decode() + CUT]


# -- an element by itself --------------------------------------------------------------------------


def test_of_a_file_that_is_one_line_the_element_is_cited() -> None:
    told = citation(ONE_LINE, at(1, SECOND))
    assert told.alone
    assert texts(told) == [
        "<DrctDbtTxInf>",
        "  <EndToEndId>2-2</EndToEndId>",
        '  <InstdAmt Ccy="EUR">1 &lt; 2</InstdAmt>',
        "</DrctDbtTxInf>",
    ]
    assert [(line.number, line.meant) for line in told.lines] == [(1, True), *[(None, False)] * 3]


def test_elements_within_each_other_and_the_head_are_found_in_one_go() -> None:
    paths = [SECOND, f"{SECOND}/EndToEndId", "CstmrDrctDbtInitn/GrpHdr", "Document"]
    told = cited(ONE_LINE, [at(1, path) for path in paths])
    assert [texts(each)[0] for each in told.values()] == [
        "<DrctDbtTxInf>",
        "<EndToEndId>2-2</EndToEndId>",
        "<GrpHdr>",
        '<Document xmlns="urn:x">',
    ]


def test_without_its_element_the_beginning_of_a_long_line_is_cited() -> None:
    for path in (None, "", "no/such"):
        (line,) = citation(ONE_LINE, at(1, path)).lines
        assert line.text == ONE_LINE.decode()[:WIDEST] + CUT


def test_prefixes_do_not_matter() -> None:
    prefixed = ONE_LINE.replace(b"</", b"\0").replace(b"<", b"<p:").replace(b"\0", b"</p:")
    assert texts(citation(prefixed, at(1, f"{SECOND}/EndToEndId"))) == [
        "<p:EndToEndId>2-2</p:EndToEndId>"
    ]


def test_a_long_element_is_cut_in_both_directions() -> None:
    many = b"".join(b"<a>%s</a>" % (b"x" * 300) for _ in range(MOST_LINES + 5))
    said = texts(citation(b"<r><b>" + many + b"</b></r>", at(1, "b")))
    assert len(said) == MOST_LINES + 1
    assert said[-1] == CUT.strip()
    assert {len(line) for line in said[1:-1]} == {WIDEST + len(CUT)}


def test_a_line_that_nobody_counted_is_found_by_its_path() -> None:
    """The lines of elements are counted to 65 535 and no further; the path tells the rest."""
    source = ONE_LINE.replace(b"><", b">\n<").replace(b"<GrpHdr>", b"\n" * 70_000 + b"<GrpHdr>")
    told = citation(source, at(65_535, f"{SECOND}/EndToEndId"))
    assert texts(told) == ["<EndToEndId>2-2</EndToEndId>"]
    assert told.lines[0].number is not None
    assert told.lines[0].number > 70_000


@pytest.mark.parametrize(
    "declared",
    ['<!DOCTYPE r [<!ENTITY a "b">]>', '<!DOCTYPE r SYSTEM "http://127.0.0.1:9/x.dtd">'],
)
def test_nothing_is_cited_by_path_of_a_file_that_declares_a_type(declared: str) -> None:
    source = f"{declared}<r><b>&a;</b><c>{'x' * 300}</c></r>".encode()
    assert not citation(source, at(1, "b")).alone


def test_what_is_not_well_formed_is_cited_as_far_as_it_is() -> None:
    broken = ONE_LINE[: ONE_LINE.index(b"2-2")]
    told = cited(broken, [at(1, "CstmrDrctDbtInitn/GrpHdr"), at(1, SECOND)])
    assert [each.alone for each in told.values()] == [True, False]


# -- zips ------------------------------------------------------------------------------------------


def test_a_file_of_a_zip_is_cited_by_its_name() -> None:
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.writestr("a.xml", LINES)
        archive.writestr("b.xml", LINES.upper())
    told = cited(packed.getvalue(), [at(1, member="b.xml"), at(1, member="a.xml"), at(1)])
    assert [texts(each)[0] for each in told.values()] == ["one", "ONE"]
    with pytest.raises(UnreadableMessage):
        cited(packed.getvalue()[:-30], [at(1)])


def test_a_file_is_cited_from_its_path_too(tmp_path: Path) -> None:
    path = tmp_path / "file.xml"
    path.write_bytes(LINES)
    assert cited(path, [at(4)]) == cited(LINES, [at(4)])


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    def peak(times: int) -> int:
        path = tmp_path / f"{times}.xml"
        begin, end = ONE_LINE.split(b"<PmtInf>", 1)
        path.write_bytes(
            begin + b"<PmtInf><PmtInfId>0</PmtInfId></PmtInf>" * times + b"<PmtInf>" + end
        )
        wanted = [at(1, f"CstmrDrctDbtInitn/PmtInf[{times + 2}]/DrctDbtTxInf[2]/EndToEndId")]
        tracemalloc.start()
        told = cited(path, wanted)
        try:
            assert texts(told[wanted[0]]) == ["<EndToEndId>2-2</EndToEndId>"]
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(1)
    assert peak(20_000) < peak(2_000) + 300_000
