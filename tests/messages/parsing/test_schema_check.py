"""What is wrong with a file under a schema: whose it is, where it stands, and nothing left out.

Every file here is the good one of :mod:`pain008_files`, with more collections and batches in it.
"""

from __future__ import annotations

import socket
import tracemalloc
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import NoReturn

import pytest
from lxml import etree

from helpers.pain008_files import VERSIONS, good, holding, namespace, our_xsd, said, without
from sepadd.findings import Finding
from sepadd.messages.parsing import MOST_FAULTS, SchemaCheck, schema_findings, schema_path

HEAD = "CstmrDrctDbtInitn"
both_versions = pytest.mark.parametrize("version", VERSIONS)


# -- files of several batches --------------------------------------------------------------------


def _between(xml: bytes, tag: str) -> bytes:
    return (
        xml[xml.index(f"<{tag}>".encode()) : xml.rindex(f"</{tag}>".encode())]
        + f"</{tag}>".encode()
    )


COLLECTION = _between(good("08"), "DrctDbtTxInf")
BATCH = _between(good("08"), "PmtInf")


def collection(number: int, *faults: tuple[str, str]) -> bytes:
    """Give a collection of that number in lines of its own, with something else in some places."""
    xml = COLLECTION.replace(b"<EndToEndId>2026-12-1<", f"<EndToEndId>E-{number}<".encode())
    for right, wrong in faults:
        assert right.encode() in xml, right
        xml = xml.replace(right.encode(), wrong.encode())
    return xml.replace(b"><", b">\n<")


def batch(number: int, *collections: bytes, head: tuple[str, str] = ("", "")) -> bytes:
    """Give a batch of that number with these collections, and one thing changed in its head."""
    right, wrong = (each.encode() for each in head)
    before, after = BATCH.split(COLLECTION)
    assert right in before, right
    before = before.replace(b"RUN-2026-12/1", f"RUN-2026-12/{number}".encode())
    if right:
        before = before.replace(right, wrong)
    return b"\n".join((before, *collections, after))


def file(*batches: bytes, head: tuple[str, str] = ("", "")) -> bytes:
    """Give a file of these batches, and one thing changed in its head."""
    right, wrong = (each.encode() for each in head)
    before, after = good("08").split(BATCH)
    assert right in before, right
    return b"\n".join((before.replace(right, wrong) if right else before, *batches, after))


def findings(xml: bytes, xsd: Path | None = None) -> Sequence[Finding]:
    """Give what is found; the check on the way through has to agree on whether it is anything."""
    xsd = xsd or our_xsd("08")
    found = tuple(schema_findings(BytesIO(xml), xsd))
    for size in (len(xml) or 1, 7):
        check = SchemaCheck(xsd)
        for start in range(0, len(xml), size):
            check.feed(xml[start : start + size])
        assert check.finish() is (found == ())
    return found


def only(xml: bytes) -> Finding:
    [finding] = findings(xml)
    return finding


def places(found: Sequence[Finding]) -> list[tuple[str, str | None]]:
    return [(finding.subject, finding.path) for finding in found]


def line_of(xml: bytes, wrong: str, nth: int = 1) -> int:
    """Give the line, from 1, on which the nth of that stands."""
    parts = xml.split(wrong.encode())
    assert len(parts) > nth, wrong
    return 1 + wrong.encode().join(parts[:nth]).count(b"\n")


PURPOSE = ("<Cd>GDSV</Cd>", "<Cd>GDSV5</Cd>")
MANDATE = ("<MndtId>M-1<", "<MndtId>M//1<")
AMOUNT = (">12.50<", ">0.00<")
PURPOSE_PATH = "Purp/Cd"
MANDATE_PATH = "DrctDbtTx/MndtRltdInf/MndtId"


# -- a good file ---------------------------------------------------------------------------------


@both_versions
def test_of_a_valid_file_nothing_is_said(version: str) -> None:
    assert findings(good(version), our_xsd(version)) == ()


def test_of_a_valid_file_of_several_batches_nothing_is_said() -> None:
    assert findings(file(batch(1, collection(1), collection(2)), batch(2, collection(3)))) == ()


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_a_byte_order_mark_and_comments_change_nothing(bom: bytes) -> None:
    xml = file(batch(1, b"<!-- one -->", collection(1), b"<?two three?>"))
    assert findings(bom + xml) == ()


def test_a_file_with_prefixes_is_read_as_well() -> None:
    def prefixed(xml: bytes) -> bytes:
        said = xml.replace(b"</", b"\0").replace(b"<", b"<p:").replace(b"\0", b"</p:")
        return said.replace(b"xmlns=", b"xmlns:p=")

    assert findings(prefixed(good("08"))) == ()
    [finding] = findings(prefixed(good("08").replace(b"GDSV", b"GDSV5")))
    assert places([finding]) == [
        ("collection 2026-12-1", f"{HEAD}/PmtInf[1]/DrctDbtTxInf[1]/{PURPOSE_PATH}")
    ]


# -- whose, where, why ---------------------------------------------------------------------------


@both_versions
def test_a_fault_is_told_with_rule_reason_and_schema(version: str) -> None:
    xml = said("PmtInf/DrctDbtTxInf/Purp/Cd", "GDSV5").of(version)
    [finding] = findings(xml, our_xsd(version))
    assert finding.rule == "XSD-01"
    assert finding.source == f"pain.008.001.{version}.xsd"
    assert finding.detail == "Cd 'GDSV5' has 5 characters, and may have 4 at most"
    assert finding.subject == "collection 2026-12-1"


def test_what_nobody_has_better_words_for_is_told_in_those_of_libxml2() -> None:
    nil = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"'
    finding = only(file(batch(1, collection(1, ("<MndtId>", f"<MndtId {nil}>")))))
    assert finding.detail == "Element 'MndtId': The element is not 'nillable'."


def test_faults_in_several_batches_are_all_told_each_once_in_the_order_of_the_file() -> None:
    xml = file(
        batch(1, collection(1), collection(2, PURPOSE), collection(3)),
        batch(2, collection(4, MANDATE, PURPOSE), collection(5), collection(6, MANDATE)),
    )
    found = findings(xml)
    assert places(found) == [
        ("collection E-2", f"{HEAD}/PmtInf[1]/DrctDbtTxInf[2]/{PURPOSE_PATH}"),
        ("collection E-4", f"{HEAD}/PmtInf[2]/DrctDbtTxInf[1]/{MANDATE_PATH}"),
        ("collection E-4", f"{HEAD}/PmtInf[2]/DrctDbtTxInf[1]/{PURPOSE_PATH}"),
        ("collection E-6", f"{HEAD}/PmtInf[2]/DrctDbtTxInf[3]/{MANDATE_PATH}"),
    ]
    assert [finding.line for finding in found] == [
        line_of(xml, PURPOSE[1]),
        line_of(xml, MANDATE[1]),
        line_of(xml, PURPOSE[1], 2),
        line_of(xml, MANDATE[1], 2),
    ]


def test_faults_are_told_on_the_one_line_of_a_file_without_lines() -> None:
    xml = file(
        batch(1, collection(1, PURPOSE)), batch(2, collection(2), collection(3, MANDATE))
    ).replace(b"\n", b"")
    found = findings(xml)
    assert [(finding.subject, finding.line) for finding in found] == [
        ("collection E-1", 1),
        ("collection E-3", 1),
    ]


def test_a_line_is_right_above_65_535() -> None:
    xml = file(
        batch(
            1, collection(1, PURPOSE), b"\n" * 70_000, collection(2, PURPOSE), collection(3, AMOUNT)
        )
    )
    assert [finding.line for finding in findings(xml)] == [
        line_of(xml, PURPOSE[1]),
        line_of(xml, PURPOSE[1], 2),
        line_of(xml, f'EUR"{AMOUNT[1]}'),
    ]
    assert line_of(xml, PURPOSE[1], 2) > 70_000


def test_a_line_is_right_in_a_file_with_other_line_ends_and_long_lines() -> None:
    xml = file(batch(1, collection(1), b" " * 200_000, collection(2, PURPOSE))).replace(
        b"\n", b"\r\n"
    )
    assert only(xml).line == line_of(xml, PURPOSE[1])


def test_two_faults_alike_in_one_collection_are_two() -> None:
    line = "<AdrLine>Ring twice</AdrLine><AdrLine>At the back</AdrLine>"
    wrong = f"<AdrLine>{'a' * 71}</AdrLine><AdrLine>{'b' * 71}</AdrLine>"
    xml = file(batch(1, collection(1, (line, wrong))))
    assert [finding.line for finding in findings(xml)] == [
        line_of(xml, "a" * 71),
        line_of(xml, "b" * 71),
    ]


def test_a_fault_of_an_attribute_is_told_at_its_element() -> None:
    xml = file(batch(1, collection(1, ('<InstdAmt Ccy="EUR">', "<InstdAmt>"))))
    finding = only(xml)
    assert finding.path == f"{HEAD}/PmtInf[1]/DrctDbtTxInf[1]/InstdAmt"
    assert finding.detail == "InstdAmt lacks its attribute Ccy; right is EUR"
    assert finding.line == line_of(xml, "<InstdAmt>")


def test_text_between_elements_is_told_at_the_element_that_holds_it() -> None:
    xml = file(batch(1, collection(1, ("<Purp>", "hello<Purp>"))))
    finding = only(xml)
    assert finding.path == f"{HEAD}/PmtInf[1]/DrctDbtTxInf[1]"
    assert finding.line == line_of(xml, "<DrctDbtTxInf>")


def test_what_is_missing_at_the_end_of_an_element_is_told_at_that_element() -> None:
    xml = file(batch(1, collection(1, ("<EndToEndId>E-1</EndToEndId>", ""))))
    finding = only(xml)
    assert finding.path == f"{HEAD}/PmtInf[1]/DrctDbtTxInf[1]/PmtId"
    assert finding.detail == "PmtId lacks EndToEndId"


# -- whose it is where names are missing ----------------------------------------------------------


def test_a_collection_without_a_name_is_its_batchs() -> None:
    xml = file(batch(7, collection(1, ("<EndToEndId>E-1</EndToEndId>", ""))))
    assert only(xml).subject == "batch RUN-2026-12/7"


def test_a_fault_before_the_name_is_the_collections_all_the_same() -> None:
    wrong = ("<InstrId>I-1</InstrId>", "<InstrId>I//1</InstrId>")
    finding = only(file(batch(1, collection(9, wrong))))
    assert (finding.subject, finding.path) == (
        "collection E-9",
        f"{HEAD}/PmtInf[1]/DrctDbtTxInf[1]/PmtId/InstrId",
    )


def test_a_collection_without_a_name_is_the_files_where_its_batch_has_none() -> None:
    nameless = batch(1, collection(1), head=("<PmtInfId>RUN-2026-12/1</PmtInfId>", ""))
    finding = only(file(nameless))
    assert (finding.subject, finding.path) == ("file", f"{HEAD}/PmtInf[1]/PmtMtd")


def test_a_name_that_is_wrong_itself_is_still_the_name() -> None:
    finding = only(file(batch(1, collection(1, ("E-1", "E_1")))))
    assert finding.subject == "collection E_1"


# -- heads ----------------------------------------------------------------------------------------


def test_faults_of_the_header_are_the_files() -> None:
    xml = file(
        batch(1, collection(1, PURPOSE)), head=("<NbOfTxs>1</NbOfTxs>", "<NbOfTxs>one</NbOfTxs>")
    )
    assert places(findings(xml))[-1:] == [
        ("collection E-1", f"{HEAD}/PmtInf[1]/DrctDbtTxInf[1]/{PURPOSE_PATH}")
    ]
    assert set(places(findings(xml))[:-1]) == {("file", f"{HEAD}/GrpHdr/NbOfTxs")}


def test_faults_of_a_batchs_head_are_the_batchs_and_told_once() -> None:
    method = ("<PmtMtd>DD</PmtMtd>", "<PmtMtd>TRF</PmtMtd>")
    xml = file(
        batch(1, collection(1)),
        batch(2, collection(2), collection(3, PURPOSE), head=method),
    )
    found = findings(xml)
    assert places(found) == [
        ("batch RUN-2026-12/2", f"{HEAD}/PmtInf[2]/PmtMtd"),
        ("collection E-3", f"{HEAD}/PmtInf[2]/DrctDbtTxInf[2]/{PURPOSE_PATH}"),
    ]
    assert found[0].line == line_of(xml, method[1])


def test_a_fault_behind_the_collections_is_the_batchs() -> None:
    xml = file(
        batch(1, collection(1, PURPOSE), b"<ChrgBr>SLEV</ChrgBr>"), batch(2, collection(2, MANDATE))
    )
    assert places(findings(xml)) == [
        ("collection E-1", f"{HEAD}/PmtInf[1]/DrctDbtTxInf[1]/{PURPOSE_PATH}"),
        ("batch RUN-2026-12/1", f"{HEAD}/PmtInf[1]/ChrgBr"),
        ("collection E-2", f"{HEAD}/PmtInf[2]/DrctDbtTxInf[1]/{MANDATE_PATH}"),
    ]


def test_a_part_of_the_head_between_two_collections_is_found() -> None:
    head = "<CdtrSchmeId>" + _between(BATCH.split(COLLECTION)[0], "CdtrSchmeId").decode()[13:]
    xml = file(batch(1, collection(1), head.encode(), collection(2), head=(head, "")))
    assert places(findings(xml)) == [("batch RUN-2026-12/1", f"{HEAD}/PmtInf[1]/CdtrSchmeId")]


def test_a_batch_without_collections_and_a_file_without_batches() -> None:
    assert places(findings(file(batch(1, collection(1)), batch(2)))) == [
        ("batch RUN-2026-12/2", f"{HEAD}/PmtInf[2]")
    ]
    assert places(findings(without("PmtInf").of("08"))) == [("file", HEAD)]


def test_a_file_without_a_header() -> None:
    assert places(findings(without("GrpHdr").of("08"))) == [
        ("batch RUN-2026-12/1", f"{HEAD}/PmtInf[1]")
    ]


def test_another_message_or_another_version_is_no_such_file() -> None:
    assert places(findings(b"<a><b/></a>")) == [("file", "a")]
    assert places(findings(good("02"))) == [("file", "Document")]


def test_what_stands_in_a_place_of_its_own_making_is_told_and_not_lost() -> None:
    foreign = holding("PmtInf/DrctDbtTxInf/RmtInf", "<PmtInf><PmtInfId>X</PmtInfId></PmtInf>")
    assert places(findings(foreign.of("08"))) != []
    for xml in (b"<DrctDbtTxInf/>", b"<PmtInf><PmtInf/></PmtInf>", b"<EndToEndId>a</EndToEndId>"):
        assert len(findings(xml)) == 1


# -- many -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("more", [0, 1, 500])
def test_no_more_than_a_thousand_faults_are_told(more: int) -> None:
    wrong = COLLECTION.replace(b"GDSV", b"GDSV5")
    found = findings(file(batch(1, *[wrong + b"\n"] * (MOST_FAULTS + more))))
    assert len(found) == MOST_FAULTS + bool(more)
    assert (found[-1].path or "").endswith(PURPOSE_PATH) is not bool(more)
    if more:
        assert found[-1].subject == "file"
        assert found[-1].detail == "there are more than 1000 faults; mend these first"


def test_a_name_or_a_value_as_long_as_the_file_is_told_short() -> None:
    xml = file(batch(1, collection(1, ("E-1", "E" * 100_000))))
    for finding in findings(xml):
        assert len(finding.detail) < 600
        assert len(finding.subject) < 600


class _Endless(BytesIO):
    """A file of many faulty collections that is made while it is read."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        super().__init__()
        self._pieces = pieces

    def readline(self, size: int | None = -1, /) -> bytes:  # noqa: ARG002 - each piece is a line
        return next(self._pieces, b"")


def test_memory_does_not_grow_with_the_file() -> None:
    def pieces(count: int) -> Iterator[bytes]:
        before, after = file(batch(1, b"#")).split(b"#")
        yield before + COLLECTION.replace(b"GDSV", b"GDSV5") + b"\n"
        for _ in range(count):
            yield COLLECTION + b"\n"
        yield after

    def peak(count: int) -> int:
        tracemalloc.start()
        assert len(schema_findings(_Endless(pieces(count)), our_xsd("08"))) == 1
        try:
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(1)
    assert peak(300) < peak(10) + 50_000


# -- not XML --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("xml", "line", "why"),
    [
        (b"", 1, "no element found"),
        (b"\n\n", 3, "Start tag expected, '<' not found, line 3, column 1"),
        (b"\nPK\x03\x04", 2, "Start tag expected, '<' not found, line 2, column 1"),
    ],
)
def test_what_is_no_xml_is_not_well_formed(xml: bytes, line: int, why: str) -> None:
    finding = only(xml)
    assert (finding.subject, finding.line, finding.path) == ("file", line, "")
    assert finding.detail == f"not well-formed XML: {why}"


def test_a_file_that_breaks_off_is_told_after_what_was_wrong_before() -> None:
    xml = file(batch(1, collection(1, PURPOSE), collection(2))).partition(b"<EndToEndId>E-2")[0]
    first, last = findings(xml)
    assert first.subject == "collection E-1"
    assert (last.subject, last.line) == ("file", xml.count(b"\n") + 1)
    assert last.detail.startswith("not well-formed XML: Premature end of data in tag PmtId")


def test_a_mistyped_closing_tag_is_told_on_its_line_and_ends_the_reading() -> None:
    xml = file(
        batch(1, b"\n" * 70_000, collection(1, PURPOSE, ("</RmtInf>", "</RmtInfo>"))),
        batch(2, collection(2, PURPOSE)),
    )
    first, last = findings(xml)
    assert first.line == line_of(xml, PURPOSE[1])
    assert last.line == line_of(xml, "</RmtInfo>")
    assert last.detail.startswith("not well-formed XML: Opening and ending tag mismatch: RmtInf ")


def test_bytes_that_are_no_text_are_not_well_formed() -> None:
    finding = only(good("08").replace(b"Piet", b"\xff\xfe"))
    assert finding.detail.startswith("not well-formed XML: Invalid bytes in character encoding")


# -- hostile --------------------------------------------------------------------------------------


@pytest.fixture
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> NoReturn:
        raise AssertionError("nothing is fetched")

    monkeypatch.setattr(socket.socket, "connect", refuse)


_BOMB = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))


@pytest.mark.usefixtures("_no_network")
@pytest.mark.parametrize("where", ["Piet", 'Ccy="EUR"'])
@pytest.mark.parametrize(
    "doctype",
    [
        "<!DOCTYPE Document>",
        '<!DOCTYPE Document [<!ENTITY a11 "Piet">]>',
        f'<!DOCTYPE Document [<!ENTITY a0 "lol">{_BOMB}]>',
        '<!DOCTYPE Document [<!ENTITY a11 SYSTEM "{secret}">]>',
        '<!DOCTYPE Document [<!ENTITY a11 SYSTEM "http://127.0.0.1:9/x">]>',
        '<!DOCTYPE Document SYSTEM "http://127.0.0.1:9/x.dtd">',
        '<!DOCTYPE Document SYSTEM "{secret}">',
        '<!DOCTYPE Document [<!ENTITY % p SYSTEM "{secret}"> %p;]>',
        '<!DOCTYPE Document [<!ATTLIST Document xmlns CDATA "urn:other">]>',
    ],
)
def test_a_document_type_ends_the_reading_and_nothing_is_expanded_or_fetched(
    tmp_path: Path, doctype: str, where: str
) -> None:
    secret = tmp_path / "secret"
    secret.write_text("s3cret", "utf-8")
    declared = doctype.replace("{secret}", secret.as_uri())
    wanted = where.replace("Piet", "&a11;").replace("EUR", "&a11;")
    xml = f"{declared}\n".encode() + good("08").replace(where.encode(), wanted.encode())
    tracemalloc.start()
    finding = only(xml)
    assert tracemalloc.get_traced_memory()[1] < 1_000_000
    tracemalloc.stop()
    assert (finding.subject, finding.line, finding.path) == ("file", 1, "")
    assert finding.detail == (
        "it declares a document type (DOCTYPE), which no bank takes: leave it away"
    )


def test_an_entity_that_nobody_declared_is_not_well_formed() -> None:
    finding = only(good("08").replace(b"Piet", b"&a;"))
    assert finding.detail.startswith("not well-formed XML: Entity 'a' not defined")


def test_the_five_entities_of_xml_itself_are_taken() -> None:
    assert findings(good("08").replace(b"Piet", b"&lt;&amp;&gt;&quot;&apos;&#80;")) == ()


def test_a_file_that_is_deeper_than_any_message_is_told_in_few_words() -> None:
    found = findings(b"<a>" * 5_000)
    assert 1 <= len(found) <= 2
    assert found[-1].detail.startswith("not well-formed XML: ")


def test_a_schema_hint_in_the_file_is_not_followed() -> None:
    hint = (
        b' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
        b' xsi:schemaLocation="urn:x http://127.0.0.1:9/x.xsd"'
    )
    root = f'<Document xmlns="{namespace("08")}"'.encode()
    assert findings(good("08").replace(root, root + hint)) == ()


# -- the schemas ----------------------------------------------------------------------------------


def test_a_message_without_a_schema_says_where_was_looked() -> None:
    with pytest.raises(FileNotFoundError, match=r"no schema for pain\.001\.001\.03 in "):
        schema_path("pain.001.001.03")


@both_versions
def test_the_schema_of_each_version_is_found(version: str) -> None:
    root = etree.parse(schema_path(f"pain.008.001.{version}")).getroot()
    assert root.get("targetNamespace") == namespace(version)
