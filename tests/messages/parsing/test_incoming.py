"""Opening what a bank sent: in whatever wrapping it comes, and however hostile it is."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml.etree import _Element as Element

from helpers.arrived_messages import (
    DECLARATION,
    GOOD,
    NAMESPACE,
    OF_INTEREST,
    ONE,
    STATEMENT,
    packed,
    report,
    said,
    told,
    why_not,
)
from sepadd.findings import UnreadableMessage
from sepadd.messages.parsing import (
    arrival,
    documents,
    incoming,
    local,
    text_at,
)


def parts_of(source: bytes) -> Iterator[Element]:
    for each in documents(source, OF_INTEREST):
        yield from each.parts()


# -- the same message in whatever wrapping ---------------------------------------------------------

PREFIXED = (
    report("E-1", "E-2", attributes=f' xmlns:ns2="{NAMESPACE}"')
    .replace("</", "</ns2:")
    .replace("<", "<ns2:")
    .replace("<ns2:/ns2:", "</ns2:")
)


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(GOOD, id="as it should be"),
        pytest.param(report("E-1", "E-2").encode(), id="no declaration"),
        pytest.param(b"\xef\xbb\xbf" + GOOD, id="byte order mark"),
        pytest.param(report("E-1", "E-2", attributes="").encode(), id="no namespace"),
        pytest.param(PREFIXED.encode(), id="prefixes"),
        pytest.param(
            f'<?xml version="1.0" encoding="ISO-8859-1"?>{report("E-1", "E-2")}'.encode("latin-1"),
            id="ISO-8859-1",
        ),
        pytest.param(
            f'<?xml version="1.0" encoding="UTF-16"?>{report("E-1", "E-2")}'.encode("utf-16"),
            id="UTF-16",
        ),
        pytest.param(
            f'<?xml version="1.0" encoding="utf-16"?>{report("E-1", "E-2")}'.encode(),
            id="UTF-16 that is none",
        ),
        pytest.param(b"\r\n\r\n" + GOOD + b"\r\n\r\n", id="blank lines around it"),
        pytest.param(
            GOOD.replace(b"\n", b"<!-- <?xml version='1.0'?> --><?hint x?>\n"),
            id="comments and instructions",
        ),
        pytest.param(
            DECLARATION.encode()
            + b"<Frame><AppHdr/>"
            + report("E-1", "E-2").encode()
            + b"</Frame>",
            id="in a frame",
        ),
        pytest.param(packed(("answer.xml", GOOD)), id="in a zip"),
        pytest.param(packed(("a/", ""), ("a/answer.xml", GOOD)), id="in a folder of a zip"),
        pytest.param(
            packed(("__MACOSX/._answer.xml", b"\0"), ("answer.xml", GOOD), (".DS_Store", b"\0")),
            id="in a zip with hidden files",
        ),
        pytest.param(packed(("answer.xml", GOOD), way=zipfile.ZIP_STORED), id="in an unpacked zip"),
    ],
)
def test_a_message_is_the_same_in_whatever_wrapping(source: bytes, tmp_path: Path) -> None:
    path = tmp_path / "answer"
    path.write_bytes(source)
    assert told(source) == told(path) == ONE


TWO = [("pain.002", ["A", "E-1"]), ("pain.002", ["B", "E-2"])]
A, B = report("E-1", message_id="A"), report("E-2", message_id="B")


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(f"{DECLARATION}<Frame>{A}{B}</Frame>", id="in a frame"),
        pytest.param(f"{DECLARATION}{A}{DECLARATION}{B}", id="one after another"),
        pytest.param(f"{DECLARATION}{A}\n\ufeff{DECLARATION}\n{B}\n", id="each with its mark"),
        pytest.param(f"{DECLARATION}{A}\n{B}", id="one declaration for all"),
        pytest.param(f"{A}\n{B}", id="no declaration"),
        pytest.param(f"{A}<?xml version='1.0'?>{B}", id="only the second has one"),
    ],
)
def test_several_documents_in_one_file_are_several_messages(source: str) -> None:
    assert told(source.encode()) == TWO


def test_documents_in_one_file_may_differ_in_their_encoding() -> None:
    first = f'<?xml version="1.0" encoding="ISO-8859-1"?>{report("E-1")}'.encode("iso-8859-1")
    second = (DECLARATION + report("E-2")).encode()
    assert told(first + second) == [
        ("pain.002", ["Größe-1", "E-1"]),
        ("pain.002", ["Größe-1", "E-2"]),
    ]


@pytest.mark.parametrize("length", range(1, 60))
def test_a_declaration_may_lie_across_two_pieces(
    monkeypatch: pytest.MonkeyPatch, length: int
) -> None:
    monkeypatch.setattr(arrival, "_PIECE", length)
    assert told(f"{DECLARATION}{A}{DECLARATION}{B}".encode()) == TWO


# -- kinds and parts -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("namespace", "version"),
    [
        (NAMESPACE, "pain.002.001.10"),
        ("urn:iso:std:iso:20022:tech:xsd:pain.002.003.03", "pain.002.003.03"),
        ("http://www.six-interbank-clearing.com/de/pain.002.001.03.ch.02.xsd", "pain.002.001.03"),
        ("urn:of-our-own", ""),
    ],
)
def test_the_version_is_what_the_namespace_tells(namespace: str, version: str) -> None:
    (each,) = documents(report(attributes=f' xmlns="{namespace}"').encode(), {})
    assert (each.kind, each.version, each.file, each.line) == ("pain.002", version, "", 1)


@pytest.mark.parametrize(("name", "kind"), incoming.KINDS.items())
def test_the_kind_is_told_by_the_element_that_holds_the_message(name: str, kind: str) -> None:
    (each,) = documents(f"<Document><{name}/></Document>".encode(), {})
    assert each.kind == kind


def test_an_element_within_another_is_given_first_and_once() -> None:
    given = [
        (local(part), text_at(part, "Refs") or text_at(part, "Amt"))
        for part in parts_of(STATEMENT.encode())
    ]
    assert given == [("TxDtls", "a"), ("TxDtls", "b"), ("Ntry", "1")]


def test_what_stands_around_a_part_is_still_there() -> None:
    found = parts_of((DECLARATION + report(*"abcdef")).encode())
    batches = [text_at(part.getparent(), "OrgnlPmtInfId") for part in found]
    assert batches == ["", *["B-1"] * 6]


def test_a_message_of_no_interest_has_no_parts() -> None:
    source = packed(("1.xml", STATEMENT), ("2.xml", GOOD))
    given = [len(list(each.parts())) for each in documents(source, {"pain.002": ("TxInfAndSts",)})]
    assert given == [0, 2]


def test_parts_that_nobody_reads_go_by() -> None:
    kinds = [each.kind for each in documents(f"{A}{STATEMENT}{B}".encode(), OF_INTEREST)]
    assert kinds == ["pain.002", "camt.053", "pain.002"]


def test_a_message_that_is_left_halfway_goes_by() -> None:
    source = f"{A}{B}".encode()
    first = [said(next(each.parts())) for each in documents(source, OF_INTEREST)]
    assert first == ["A", "B"]


def test_a_message_held_within_another_is_none_of_its_own() -> None:
    source = A.replace("</CstmrPmtStsRpt>", f"<SplmtryData>{B}</SplmtryData></CstmrPmtStsRpt>")
    assert told(source.encode()) == [("pain.002", ["A", "E-1", "B", "E-2"])]


def test_memory_does_not_grow_with_the_message() -> None:
    source = (DECLARATION + report(*map(str, range(5_000)))).encode()
    beside = [sum(1 for _ in part.itersiblings()) for part in parts_of(source)]
    before = [sum(1 for _ in part.itersiblings(preceding=True)) for part in parts_of(source)]
    assert (len(beside), max(beside) < 1_000, max(before)) == (5_001, True, 2)


def test_a_message_of_another_kind_than_expected_is_named() -> None:
    (each,) = documents(packed(("a.xml", f"\n\n{STATEMENT}")), OF_INTEREST)
    each.expect("pain.002", "camt.053")
    with pytest.raises(
        UnreadableMessage,
        match=r"^a.xml, line 3: not a pain.002 or pain.007 but a camt.053.001.08$",
    ):
        each.expect("pain.002", "pain.007")


# -- what is no message ----------------------------------------------------------------------------

BILLION = (
    '<!DOCTYPE a [<!ENTITY l "lol"><!ENTITY m "&l;&l;&l;&l;&l;&l;&l;&l;&l;&l;">'
    '<!ENTITY n "&m;&m;&m;&m;&m;&m;&m;&m;&m;&m;">]>'
)


@pytest.mark.parametrize(
    ("source", "why"),
    [
        pytest.param(b"", "line 1: not well-formed XML: no element found", id="nothing"),
        pytest.param(b" \n \n", "not well-formed XML: Start tag expected", id="blanks"),
        pytest.param(b"reference;amount\nE-1;10,00\n", "Start tag expected", id="CSV"),
        pytest.param(b"{'status': 'RJCT'}", "Start tag expected", id="JSON"),
        pytest.param(b"%PDF-1.7\n\0\1\2", "not well-formed XML", id="PDF"),
        pytest.param(b"\x89\0\xff\xfe", "not well-formed XML", id="bytes"),
        pytest.param(b"<Document", "not well-formed XML", id="cut off in a tag"),
        pytest.param(GOOD + b"<Document>", "not well-formed XML", id="cut off in the second"),
        pytest.param(
            GOOD + b"that was all", "between messages stands 'that was all'", id="words behind it"
        ),
        pytest.param(b"that is it" + GOOD, "Start tag expected", id="words before it"),
        pytest.param(
            A.encode() + b"&nbsp;", "not well-formed XML: Entity 'nbsp' not defined", id="entity"
        ),
        pytest.param(GOOD.replace(b"E-1", b"&E;"), "Entity 'E' not defined", id="entity within"),
        pytest.param(
            GOOD.replace("ö".encode(), b"\xf6"), "not well-formed XML", id="not in its encoding"
        ),
        pytest.param(
            GOOD.replace(b"UTF-8", b"klingon"),
            "its encoding 'klingon' is not known",
            id="unknown encoding",
        ),
        pytest.param(b"<html><body/></html>", "that is known here: it holds <html>", id="HTML"),
        pytest.param(
            b"<html/><html/>", "line 1: no message of a bank that is known here", id="HTML twice"
        ),
        pytest.param(b"<Document/>", "it holds <Document>", id="empty document"),
        pytest.param(
            b"<Document><FinStmt/></Document>", "it holds <Document>", id="unknown message"
        ),
        pytest.param(
            f"{DECLARATION}{BILLION}<Document>&n;</Document>".encode(),
            r"declares a document type \(DOCTYPE\)",
            id="billion laughs",
        ),
        pytest.param(
            f"{A}{BILLION}{B}".encode(), "not well-formed XML", id="billion laughs in the second"
        ),
        pytest.param(
            b'<!DOCTYPE Document SYSTEM "http://192.0.2.1/x.dtd">' + A.encode(),
            "declares a document type",
            id="document type from the network",
        ),
        pytest.param(
            b'<!DOCTYPE D [<!ENTITY x SYSTEM "file:///etc/hostname">]><D>&x;</D>',
            "declares a document type",
            id="external entity",
        ),
        pytest.param(b"<a>" * 100_000, "not well-formed XML", id="deep nesting, open"),
        pytest.param(
            b"<a>" * 100_000 + b"</a>" * 100_000,
            "not well-formed XML|known here",
            id="deep nesting",
        ),
        pytest.param(
            b"<a>" + b"x" * 11_000_000 + b"</a>", "it holds none in its first", id="a text of 11 MB"
        ),
        pytest.param(b"<?xml " * 50_000, "not well-formed XML", id="nothing but declarations"),
        pytest.param(
            b"<Document>" + b"<b>1</b>" * 200_000 + b"<CstmrPmtStsRpt/></Document>",
            "known here: it holds none in its first 1[0-9]{6} bytes",
            id="says what it is after a megabyte",
        ),
        pytest.param(
            b'<Document xmlns="urn: no uri"/>', "'urn: no uri' is not a valid URI", id="namespace"
        ),
    ],
)
def test_what_is_no_message_is_refused_with_the_reason(source: bytes, why: str) -> None:
    with pytest.raises(UnreadableMessage, match=why):
        told(source)
    with pytest.raises(UnreadableMessage, match=why):
        told(packed(("good.xml", GOOD), ("bad.xml", source)))


def lengths() -> Iterator[int]:
    yield from range(0, len(GOOD), 7)
    yield from range(len(GOOD) - 20, len(GOOD))


@pytest.mark.parametrize("length", sorted(set(lengths())))
def test_a_message_that_is_cut_off_gives_nothing(length: int) -> None:
    assert "not well-formed XML" in why_not(GOOD[:length])


@pytest.mark.parametrize("length", range(len(GOOD) + 1, 2 * len(GOOD), 29))
def test_a_second_document_that_is_cut_off_leaves_nothing_of_the_first(length: int) -> None:
    assert "not well-formed XML" in why_not((GOOD + GOOD)[:length])


def test_a_file_of_a_zip_that_is_cut_off_leaves_nothing_of_the_others() -> None:
    source = packed(("1.xml", GOOD), ("2.xml", GOOD[:-9]))
    assert why_not(source).startswith("2.xml, line 6: not well-formed XML: ")


def test_the_line_of_what_is_wrong_is_told() -> None:
    source = GOOD.replace(b"<OrgnlEndToEndId>E-2<", b"<OrgnlEndToEndId>E & 2<")
    assert why_not(source).startswith("line 5: not well-formed XML: xmlParseEntityRef")


@pytest.mark.parametrize(
    "within", [b"<a>" * 300 + b"</a>" * 300, b"x" * 11_000_000], ids=["depth", "length"]
)
def test_what_is_beyond_all_bounds_within_a_message_is_refused(within: bytes) -> None:
    source = A.encode().replace(b"E-1", within)
    with pytest.raises(UnreadableMessage, match="not well-formed XML: "):
        told(source)


def test_a_message_without_an_end_of_entries_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(incoming, "MOST_BETWEEN", 200_000)
    source = A.replace("</GrpHdr>", "<x/>" * 100_000 + "</GrpHdr>").encode()
    with pytest.raises(UnreadableMessage, match="more than 200000 bytes without an entry"):
        told(source)
