"""What a refused file is told: what would be right there, in plain words, and never a verdict."""

from __future__ import annotations

import tracemalloc
from io import BytesIO
from pathlib import Path

import pytest

from helpers.pain008_files import good, our_xsd
from sepadd.messages.parsing import schema_findings
from sepadd.messages.parsing.schema_words import MOST_QUOTED, Spot, in_plain_words

ISO = "urn:iso:std:iso:20022:tech:xsd:pain.008.001"
AMOUNT = '<InstdAmt Ccy="EUR">12.50</InstdAmt>'
NAME = "<Nm>Piet Jansen</Nm>"


def told(right: str, wrong: str, xsd: Path | None = None) -> str:
    """Give what is told of the good file with one thing in it written otherwise."""
    assert right.encode() in good("08"), right
    xml = good("08").replace(right.encode(), wrong.encode(), 1)
    return "; ".join(f.detail for f in schema_findings(BytesIO(xml), xsd or our_xsd("08")))


@pytest.mark.parametrize(
    ("right", "wrong", "words"),
    [
        (">DD<", ">TRF<", "PmtMtd 'TRF' is not DD, the only value there"),
        (">CORE<", ">COR1<", "Cd 'COR1' is not one of: CORE, B2B"),
        ('Ccy="EUR"', 'Ccy="USD"', "Ccy 'USD' of InstdAmt is not EUR, the only value there"),
        (">BE<", ">be<", "Ctry 'be' is not as it has to be: two capitals, such as NL"),
        (
            ">1<",
            ">0<",
            "NbOfTxs '0' is not as it has to be: digits, of which one at least is not 0",
        ),
        (">GDSV<", "><", "Cd is empty, and has to have 1 character at least"),
        (">GDSV<", ">GDSV5<", "Cd 'GDSV5' has 5 characters, and may have 4 at most"),
        (">12.50</I", ">0.00</I", "InstdAmt '0.00' is less than 0.01, the least there"),
        (
            ">12.50</I",
            ">1000000000</I",
            "InstdAmt '1000000000' is more than 999999999.99, the most there",
        ),
        (">12.50</I", ">1.005</I", "InstdAmt '1.005' has more than 2 digits behind the point"),
        (">12.50</I", ">a</I", "InstdAmt 'a' is not a number, such as 12.50"),
        (
            ">2026-12-01<",
            ">2026-13-01<",
            "ReqdColltnDt '2026-13-01' is not a day, such as 2026-12-01",
        ),
        (">true</B", ">yes</B", "BtchBookg 'yes' is not true or false"),
    ],
)
def test_a_value_is_told_with_what_would_be_right(right: str, wrong: str, words: str) -> None:
    assert told(right, wrong) == words


@pytest.mark.parametrize(
    ("right", "wrong", "words"),
    [
        pytest.param("<EndToEndId>2026-12-1</EndToEndId>", "", "PmtId lacks EndToEndId", id="end"),
        pytest.param(NAME, "", "expected Nm before PstlAdr", id="missing"),
        pytest.param(
            f"{AMOUNT}<ChrgBr>SLEV</ChrgBr>",
            f"<ChrgBr>SLEV</ChrgBr>{AMOUNT}",
            "expected InstdAmt before ChrgBr",
            id="too soon",
        ),
        pytest.param(
            "</UltmtDbtr><Purp><Cd>GDSV</Cd></Purp>",
            "</UltmtDbtr><RmtInf><Ustrd>a</Ustrd></RmtInf><Purp><Cd>GDSV</Cd></Purp>",
            "Purp comes too late in DrctDbtTxInf: its place is before RmtInf",
            id="too late",
        ),
        pytest.param(
            AMOUNT,
            AMOUNT * 2,
            "InstdAmt stands 2 times in DrctDbtTxInf, which takes one",
            id="twice",
        ),
        pytest.param(
            "At the back</AdrLine>",
            "At the back</AdrLine><AdrLine>left</AdrLine>",
            "AdrLine stands 3 times in PstlAdr, which takes 2 at most",
            id="too many",
        ),
        pytest.param(
            "<RmtInf>",
            "<RmtInf><Ustrd>a</Ustrd>",
            "RmtInf takes Ustrd or Strd, and not both",
            id="both",
        ),
        pytest.param(
            AMOUNT,
            f"{AMOUNT}<Foo/>",
            "Foo has no place in DrctDbtTxInf; expected ChrgBr or DrctDbtTx",
            id="unknown",
        ),
        pytest.param(
            "</GrpHdr>",
            "<Foo/></GrpHdr>",
            "Foo has no place in GrpHdr; nothing more may follow there",
            id="at the end",
        ),
        pytest.param(
            "<Purp>", "hello<Purp>", "DrctDbtTxInf holds the text 'hello' beside its elements"
        ),
        pytest.param(
            ">DD<", "><b/><", "PmtMtd takes a text and no elements, and holds b; ", id="within"
        ),
        pytest.param(' Ccy="EUR"', "", "InstdAmt lacks its attribute Ccy; right is EUR"),
        pytest.param(' Ccy="EUR"', ' Ccy="EUR" x="1"', "InstdAmt takes no attribute 'x'"),
    ],
)
def test_an_element_is_told_with_what_was_expected(right: str, wrong: str, words: str) -> None:
    said = told(right, wrong)
    assert said.startswith(words) if words.endswith("; ") else said == words


def test_another_namespace_is_named_with_the_right_one() -> None:
    assert told(f"{ISO}.08", f"{ISO}.02") == (
        f"the file begins with Document of the namespace '{ISO}.02'; "
        f"the schema is of Document of the namespace '{ISO}.08'"
    )
    assert told(f"<Dbtr>{NAME}", f'<Dbtr xmlns="urn:x">{NAME}') == (
        "Dbtr is of the namespace 'urn:x'; "
        f"in DrctDbtTxInf it has to be of the namespace '{ISO}.08'"
    )


# -- schemas of others -----------------------------------------------------------------------------


def _narrow(folder: Path, right: str, wrong: str) -> Path:
    """Give our schema with one thing in it otherwise."""
    said = our_xsd("08").read_text("utf-8")
    assert right in said
    path = folder / "bank.xsd"
    path.write_text(said.replace(right, wrong), "utf-8")
    return path


def test_a_further_schema_has_words_too(tmp_path: Path) -> None:
    bank = _narrow(tmp_path, '<xs:maxLength value="70"/>', '<xs:maxLength value="11"/>')
    assert "Nm 'Jan Pietersen' has 13 characters, and may have 11 at most" in told(
        ">1<", ">1<", bank
    )


def test_the_form_that_another_schema_wants_is_told_as_it_stands(tmp_path: Path) -> None:
    bank = _narrow(tmp_path, ' source="form"', "")
    assert told(">BE<", ">be<", bank) == "Ctry 'be' does not have the form [A-Z][A-Z]"


def test_a_schema_that_xmlschema_refuses_has_the_words_of_libxml2(tmp_path: Path) -> None:
    declared = '<!DOCTYPE schema [<!ENTITY a "b">]><xs:schema'
    bank = _narrow(tmp_path, "<xs:schema", declared)
    assert told(">DD<", ">TRF<", bank) == (
        "Element 'PmtMtd': [facet 'enumeration'] "
        "The value 'TRF' is not an element of the set {'DD'}."
    )


def test_what_a_schema_allows_in_several_places_is_told_without_an_order(tmp_path: Path) -> None:
    bank = tmp_path / "bank.xsd"
    bank.write_text(
        '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">'
        '<xs:element name="a"><xs:complexType>'
        '<xs:choice><xs:sequence><xs:element name="b"/><xs:element name="c"/></xs:sequence>'
        '<xs:sequence><xs:element name="d"/>'
        '<xs:element name="b" maxOccurs="unbounded"/></xs:sequence>'
        '<xs:any namespace="urn:y"/></xs:choice></xs:complexType></xs:element></xs:schema>',
        "utf-8",
    )

    def said(xml: bytes) -> list[str]:
        return [finding.detail for finding in schema_findings(BytesIO(xml), bank)]

    assert said(b"<a><b/><c/></a>") == said(b"<a><d/><b/><b/></a>") == []
    assert said(b"<a><b/><b/></a>") == ["expected c before b"]
    assert said(b"<a><d/><c/></a>") == ["expected b before c"]
    assert said(b"<a><b/><c/><c/></a>") == ["c stands 2 times in a, which takes one"]
    assert said(b"<a><b/><c/><d/></a>") == [
        "d is not expected here in a; nothing more may follow there"
    ]
    assert said(b'<a><x:b xmlns:x="urn:x"/></a>') == [
        "b is of the namespace 'urn:x'; in a it has to be of no namespace"
    ]


# -- bounded ---------------------------------------------------------------------------------------


def test_a_value_as_long_as_the_file_is_quoted_short() -> None:
    said = told(">DD<", f">{'x' * 100_000}<")
    assert said == f"PmtMtd '{'x' * MOST_QUOTED}'... is not DD, the only value there"


def test_nothing_of_a_file_is_put_to_a_pattern(tmp_path: Path) -> None:
    """A pattern over which Python would never come to an end is shown, and not tried."""
    bank = _narrow(tmp_path, 'value="[A-Z][A-Z]"', 'value="(([A-Z]+)+)+"')
    bank.write_text(bank.read_text("utf-8").replace(' source="form"', ""), "utf-8")
    said = told(">BE<", f">{'A' * 60}!<", bank)
    assert said == f"Ctry '{'A' * 60}!' does not have the form (([A-Z]+)+)+"


def test_a_thousand_names_beside_each_other_are_not_remembered() -> None:
    many = "".join(f"<a{n}/>" for n in range(1000))
    tracemalloc.start()
    assert told("</GrpHdr>", f"{many}</GrpHdr>").startswith("a0 has no place in GrpHdr")
    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()


def test_where_nothing_is_known_nothing_is_said() -> None:
    spot = Spot(("a", "b"), "x", {}, None, None)
    for code in ("SCHEMAV_ELEMENT_CONTENT", "SCHEMAV_CVC_PATTERN_VALID", "OTHER"):
        assert in_plain_words(our_xsd("08"), spot, code, "what libxml2 says") == ""
    assert in_plain_words(our_xsd("08"), spot._replace(tags=()), "SCHEMAV_CVC_ELT_1", "") == ""
