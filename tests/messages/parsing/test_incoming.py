"""Opening what a bank sent: in whatever wrapping it comes, and however hostile it is."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree
from lxml.etree import _Element as Element

from sepadd.findings import UnreadableMessage
from sepadd.messages.parsing import (
    amount_in,
    arrival,
    arrived,
    child,
    children,
    day_in,
    day_or_instant,
    documents,
    incoming,
    instant_in,
    local,
    parts,
    reference,
    text,
    text_at,
    texts,
)
from sepadd.values import Euro

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'
OF_INTEREST = {"pain.002": ("GrpHdr", "TxInfAndSts"), "camt.053": ("Ntry", "TxDtls")}


def report(*names: str, message_id: str = "Größe-1", attributes: str | None = None) -> str:
    """Give a status report without a declaration, of which only the bones are there."""
    collections = "".join(
        f"<TxInfAndSts><OrgnlEndToEndId>{name}</OrgnlEndToEndId></TxInfAndSts>\n" for name in names
    )
    attributes = f' xmlns="{NAMESPACE}"' if attributes is None else attributes
    return (
        f"<Document{attributes}><CstmrPmtStsRpt>\n<GrpHdr><MsgId>{message_id}</MsgId></GrpHdr>\n"
        f"<OrgnlPmtInfAndSts><OrgnlPmtInfId>B-1</OrgnlPmtInfId>\n{collections}"
        "</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>"
    )


STATEMENT = (
    '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt>'
    "<Ntry><Amt>1</Amt><NtryDtls><TxDtls><Refs>a</Refs></TxDtls><TxDtls><Refs>b</Refs></TxDtls>"
    "</NtryDtls></Ntry></Stmt></BkToCstmrStmt></Document>"
)
GOOD = (DECLARATION + report("E-1", "E-2")).encode()


def told(source: bytes | Path) -> list[tuple[str, list[str]]]:
    """Give the kind of each message and the texts of its parts."""
    return [(each.kind, list(map(said, each.parts()))) for each in documents(source, OF_INTEREST)]


def said(part: Element) -> str:
    return next(value for value in texts(part).values())


def parts_of(source: bytes) -> Iterator[Element]:
    for each in documents(source, OF_INTEREST):
        yield from each.parts()


def packed(*members: tuple[str, bytes | str], way: int = zipfile.ZIP_DEFLATED) -> bytes:
    sink = BytesIO()
    with zipfile.ZipFile(sink, "w", way) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return sink.getvalue()


def why_not(source: bytes | Path) -> str:
    """Give what is said of something that cannot be read, and that nothing came out of it."""
    opening = documents(source, OF_INTEREST)
    with pytest.raises(UnreadableMessage) as caught:
        next(opening)
    return str(caught.value)


# -- the same message in whatever wrapping --------------------------------------------------------

ONE = [("pain.002", ["Größe-1", "E-1", "E-2"])]
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


def test_the_files_of_a_zip_come_in_its_order_and_by_name() -> None:
    source = packed(("2.xml", STATEMENT), ("1.xml", GOOD))
    found = [(each.file, each.kind, each.version) for each in documents(source, OF_INTEREST)]
    assert found == [
        ("2.xml", "camt.053", "camt.053.001.08"),
        ("1.xml", "pain.002", "pain.002.001.10"),
    ]


# -- kinds and parts ------------------------------------------------------------------------------


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


# -- what is no message ---------------------------------------------------------------------------

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


def test_a_missing_file_is_missing(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        told(tmp_path / "answer.xml")


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


# -- zips -----------------------------------------------------------------------------------------


def encrypted() -> bytes:
    """Give a zip of which the one file says that it is encrypted."""
    source = bytearray(packed(("a.xml", GOOD)))
    source[source.index(b"PK\x01\x02") + 8] |= 1
    return bytes(source)


def damaged() -> bytes:
    source = bytearray(packed(("a.xml", GOOD), way=zipfile.ZIP_STORED))
    source[source.index(b"E-1")] ^= 1
    return bytes(source)


def huge_contents() -> bytes:
    """Give a zip that says its table of contents takes a gigabyte."""
    source = bytearray(packed(("a.xml", GOOD)))
    end = source.index(b"PK\x05\x06")
    source[end + 12 : end + 16] = (1 << 30).to_bytes(4, "little")
    return bytes(source)


@pytest.mark.parametrize(
    ("source", "why"),
    [
        pytest.param(packed(), "a zip that holds no file", id="empty"),
        pytest.param(packed(("a/", "")), "a zip that holds no file", id="only a folder"),
        pytest.param(
            packed(("a.zip", packed(("a.xml", GOOD)))),
            "^a.zip: a zip within a zip; unpack it first$",
            id="a zip within",
        ),
        pytest.param(packed(("a.xml", GOOD))[:-30], "a zip that is cut off", id="cut off"),
        pytest.param(packed(("a.xml", GOOD))[60:], "not well-formed", id="without its beginning"),
        pytest.param(b"PK\x03\x04" + GOOD, "a zip that is cut off", id="no zip at all"),
        pytest.param(encrypted(), "^a.xml: encrypted", id="encrypted"),
        pytest.param(damaged(), "^a.xml: it cannot be unpacked: Bad CRC-32", id="damaged"),
        pytest.param(huge_contents(), "a zip of more than 1000 files", id="huge contents"),
        pytest.param(
            packed(("a.xml", GOOD), way=zipfile.ZIP_LZMA), "^a.xml: packed in a way", id="LZMA"
        ),
        pytest.param(packed(("a.xml", "")), "^a.xml, line 1: not well-formed", id="empty file"),
    ],
)
def test_a_zip_that_is_not_read_is_refused_with_the_reason(source: bytes, why: str) -> None:
    with pytest.raises(UnreadableMessage, match=why):
        told(source)


@pytest.mark.parametrize("length", range(4, len(packed(("a.xml", GOOD))), 11))
def test_a_zip_that_is_cut_off_gives_nothing(length: int) -> None:
    assert "zip" in why_not(packed(("a.xml", GOOD))[:length])


@pytest.mark.parametrize("at", range(4, len(packed(("a.xml", GOOD))), 3))
def test_a_zip_with_a_wrong_byte_gives_all_or_nothing(at: int) -> None:
    source = bytearray(packed(("a.xml", GOOD)))
    source[at] ^= 0xFF
    try:
        found = told(bytes(source))
    except UnreadableMessage:
        found = ONE
    assert found == ONE


def test_a_zip_may_hold_so_many_files_and_no_more() -> None:
    source = packed(*((f"{number}.xml", GOOD) for number in range(3)))
    assert len(list(documents(source, {}, most_files=3))) == 3
    with pytest.raises(UnreadableMessage, match="a zip of 3 files; at most 2 are read"):
        list(documents(source, {}, most_files=2))


def test_a_zip_may_come_to_so_many_bytes_and_no_more() -> None:
    source = packed(("1.xml", GOOD), ("2.xml", GOOD))
    assert len(list(documents(source, {}, most_bytes=2 * len(GOOD)))) == 2
    with pytest.raises(UnreadableMessage, match=f"of {2 * len(GOOD)} bytes unpacked; at most"):
        list(documents(source, {}, most_bytes=2 * len(GOOD) - 1))


def test_no_more_is_unpacked_than_a_zip_bomb_declares() -> None:
    source = bytearray(packed(("a.xml", b"<a>" + b" " * 5_000_000 + b"</a>")))
    size = source.index(b"PK\x01\x02") + 24
    source[size : size + 4] = (1_000).to_bytes(4, "little")
    with arrived(bytes(source)) as (file,):
        pieces = file.pieces()
        with pytest.raises(UnreadableMessage, match="cannot be unpacked"):
            list(pieces)


def test_a_zip_in_the_form_for_huge_ones_is_refused() -> None:
    source = packed(("a.xml", GOOD))
    end = source.index(b"PK\x05\x06")
    assert "a zip in the form for more than 4 GiB" in why_not(
        source[:end] + b"PK\x06\x07" + bytes(16) + source[end:]
    )


# -- reading an element ---------------------------------------------------------------------------


def element(xml: str) -> Element:
    return etree.fromstring(xml)


PARTY = element('<a xmlns="urn:x"><Nm> Jan </Nm><Id><OrgId/></Id><Nm>Piet</Nm><Nm/></a>')


def test_children_are_found_by_their_local_names() -> None:
    assert [text(each) for each in children(PARTY, "Nm")] == ["Jan", "Piet", ""]
    assert text(parts(PARTY)["Nm"]) == "Jan"
    assert texts(PARTY) == {"Nm": "Jan", "Id": ""}
    assert child(PARTY, "Id", "OrgId") is PARTY[1][0]


def test_what_is_not_there_is_nothing() -> None:
    assert child(PARTY, "Id", "PrvtId", "Othr") is child(None, "Id") is None
    assert text_at(PARTY, "Id", "PrvtId") == text(None) == ""
    assert texts(None) == {}


@pytest.mark.parametrize(
    ("given", "right"),
    [("NOTPROVIDED", ""), ("notprovided", ""), ("", ""), ("NOT PROVIDED 1", "NOT PROVIDED 1")],
)
def test_a_reference_that_is_not_provided_is_none(given: str, right: str) -> None:
    assert reference(given) == right


@pytest.mark.parametrize(
    ("given", "cents"),
    [
        ("100", 10000),
        ("100.5", 10050),
        ("100.50", 10050),
        ("100.", 10000),
        (".16", 16),
        ("0", 0),
        ("6.0000", 600),
        ("6.1200", 612),
        ("\n 6.12 ", 612),
        ("000012.5", 1250),
        ("999999999999999.99", 99999999999999999),
    ],
)
def test_an_amount_is_exact_whatever_its_decimals(given: str, cents: int) -> None:
    assert amount_in(element(f'<Amt Ccy="EUR">{given}</Amt>')) == Euro(cents=cents)


@pytest.mark.parametrize(
    "given",
    [
        *("", ".", "6.125", "6.001", "6,12", "-6.12", "+6.12", "1e2", "1 000", "1_0", "٣", "NaN"),
        *("1000000000000000", "6.12.0", "0x1"),
    ],
)
def test_what_is_no_exact_amount_is_refused(given: str) -> None:
    with pytest.raises(UnreadableMessage, match=r"^line 1: Amt .*: euros have a point and whole"):
        amount_in(element(f'<Amt Ccy="EUR">{given}</Amt>'))


def test_an_amount_in_another_currency_is_not_ours() -> None:
    assert amount_in(element('<Amt Ccy="CHF">12.345</Amt>')) is None


def test_an_amount_without_a_currency_is_refused() -> None:
    with pytest.raises(UnreadableMessage, match=r"^line 1: Amt '6': a currency is missing"):
        amount_in(element("<Amt>6</Amt>"))


@pytest.mark.parametrize(
    "given",
    ["2026-11-24", "2026-11-24+01:00", "2026-11-24Z", " 2026-11-24\n", "2026-11-24T23:59:59Z"],
)
def test_a_day_is_as_it_is_written(given: str) -> None:
    assert day_in(element(f"<Dt>{given}</Dt>")) == date(2026, 11, 24)


@pytest.mark.parametrize(
    "given", ["", "2026-11-31", "24-11-2026", "20261124", "2026-W48-2", "2026-11-24+1", "261124"]
)
def test_what_is_no_day_is_refused(given: str) -> None:
    with pytest.raises(UnreadableMessage, match=r"^line 1: Dt .*: a day is written as 2026-11-24$"):
        day_in(element(f"<Dt>{given}</Dt>"))


@pytest.mark.parametrize(
    ("given", "right"),
    [
        ("2026-11-24T09:30:00", datetime(2026, 11, 24, 9, 30)),  # noqa: DTZ001 - as the bank gave it
        ("2026-11-24T09:30:00Z", datetime(2026, 11, 24, 9, 30, tzinfo=UTC)),
        (
            "2026-11-24T09:30:00.1234567+01:00",
            datetime(2026, 11, 24, 9, 30, 0, 123456, timezone(timedelta(hours=1))),
        ),
        ("2026-11-24", datetime(2026, 11, 24)),  # noqa: DTZ001 - as the bank gave it
        ("2026-11-24T24:00:00Z", datetime(2026, 11, 25, tzinfo=UTC)),
    ],
)
def test_an_instant_has_the_offset_that_was_given(given: str, right: datetime) -> None:
    read = instant_in(element(f"<CreDtTm>{given}</CreDtTm>"))
    assert (read, read.utcoffset()) == (right, right.utcoffset())


@pytest.mark.parametrize(
    "given",
    [
        *("", "2026-11-24T25:00:00", "2026-11-24 09:30:00", "2026-11-24T09"),
        *("9999-12-31T24:00:00", "2026-11-24T09:30:00+99:00", "2026-11-24T24:00:01"),
        *("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"),
    ],
)
def test_what_is_no_instant_is_refused(given: str) -> None:
    with pytest.raises(UnreadableMessage, match=r"^line 1: CreDtTm .*: an instant is written as"):
        instant_in(element(f"<CreDtTm>{given}</CreDtTm>"))


@pytest.mark.parametrize(
    "given",
    ["<Dt>2026-11-24</Dt>", "<DtTm>2026-11-24T09:30:00</DtTm>", "2026-11-24"],
)
def test_a_day_may_be_given_as_day_or_instant(given: str) -> None:
    assert day_or_instant(element(f"<BookgDt>{given}</BookgDt>")) == date(2026, 11, 24)


def test_an_empty_date_is_no_day() -> None:
    with pytest.raises(UnreadableMessage, match="BookgDt '': a day is written"):
        day_or_instant(element("<BookgDt/>"))
