"""What may stand where in a file of collections: looked up, and asked of the schema itself."""

from __future__ import annotations

import pytest
from lxml import etree

from helpers.pain008_files import good, our_xsd, refusal, said, without
from sepadd.mending import contents_of
from sepadd.mending.grammar import Content, Value
from sepadd.rulebook import MessageVersion

MESSAGES = {version: MessageVersion(f"pain.008.001.{version}") for version in ("02", "08")}
PLACES = {
    "GrpHdr/CreDtTm": "Header/CreDtTm",
    "PmtInf/ReqdColltnDt": "Batch/ReqdColltnDt",
    "PmtInf/BtchBookg": "Batch/BtchBookg",
    "PmtInf/PmtInfId": "Batch/PmtInfId",
    "PmtInf/DrctDbtTxInf/DbtrAcct/Id/IBAN": "DebtorAccount/Id/IBAN",
    "PmtInf/DrctDbtTxInf/Purp/Cd": "Collection/Purp/Cd",
}
VALUES = (
    *("", " ", "A", "true", "1", "TRUE", " true ", "2026-02-28", "2026-02-30", "2026-12-01Z"),
    *("2026-12-01T10:00:00", "2026-12-01T10:00:00+01:00", "2026-12-01T10:00:00.5Z"),
    *("NL91ABNA0417164300", "NL91 ABNA 0417 1643 00", "nl91abna0417164300"),
    *("x" * 35, "x" * 36, "GDSV", "gdsv", "A\tB"),
)


@pytest.mark.parametrize("version", MESSAGES)
@pytest.mark.parametrize("place", PLACES)
def test_a_value_is_accepted_where_the_schema_accepts_it(version: str, place: str) -> None:
    known = contents_of(MESSAGES[version]).value(PLACES[place])
    for text in VALUES:
        accepted = refusal(our_xsd(version), said(place, text).of(version)) == ""
        assert known.accepts(text) is accepted, text


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        *(("1", True), ("-1.50", True), (" +.5\n", True), ("1.", True), ("", False), (".", False)),
        *(("1,5", False), ("1e3", False), ("\u0661", False), ("1 000", False)),
    ],
)
def test_a_number_is_one_in_the_words_of_xml(text: str, *, is_one: bool) -> None:
    value = contents_of(MessageVersion.PAIN_008_001_08).value("Header/CtrlSum")
    assert value.accepts(text) is is_one


@pytest.mark.parametrize("version", MESSAGES)
def test_all_that_stands_in_the_fullest_file_is_known_and_in_its_order(version: str) -> None:
    """In a file that the schema accepts, each part has a place, and stands there in its order."""
    assert refusal(our_xsd(version), good(version)) == ""
    message = etree.fromstring(good(version))[0]
    known = contents_of(MESSAGES[version])

    def looked_into(element: etree._Element, content: Content) -> None:
        names = [etree.QName(child).localname for child in element]
        assert content.needed <= set(names)
        places = [content.places[name] for name in names]
        assert places == sorted(places)
        for name, child in zip(names, element, strict=True):
            inside = content.parts[name]
            assert isinstance(inside, Content if len(child) else Value), name
            if isinstance(inside, Content):
                looked_into(child, inside)
            elif inside.base != "decimal":
                assert inside.accepts(child.text or ""), name

    head, batch = message
    looked_into(head, _content(known, "Header"))
    looked_into(batch, _content(known, "Batch"))


def _content(known: Content, name: str) -> Content:
    content = known.parts[name]
    assert isinstance(content, Content)
    return content


@pytest.mark.parametrize("version", MESSAGES)
def test_what_is_needed_is_what_the_schema_misses(version: str) -> None:
    batch = _content(contents_of(MESSAGES[version]), "Batch")
    there = {etree.QName(part).localname for part in etree.fromstring(good(version))[0][1]}
    for name in sorted(there - {"DrctDbtTxInf"}):
        missed = refusal(our_xsd(version), without(f"PmtInf/{name}").of(version)) != ""
        assert missed is (name in batch.needed), name


def test_a_path_that_leads_nowhere_or_to_no_value_is_a_key_error() -> None:
    known = contents_of(MessageVersion.PAIN_008_001_08)
    for path in ("Nowhere/X", "Batch/Nothing", "Batch/Cdtr", "Batch/PmtInfId/Deeper"):
        with pytest.raises(KeyError):
            known.value(path)
