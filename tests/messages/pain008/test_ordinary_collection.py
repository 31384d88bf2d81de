"""The quick way of reading gives the same as the thorough one, whatever stands in a file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from lxml import etree

from helpers.corpus import CORPUS
from helpers.pain008_files import VERSIONS, good
from helpers.told import collection, prepared
from sepadd.findings import UnreadableMessage
from sepadd.messages import pain008
from sepadd.messages.pain008 import ReadBatch, ReadCollection, iter_collections, one_collection
from sepadd.messages.pain008.ordinary_collection import ordinary_parts

TWO = pain008.render(prepared(collection(1), collection(2, "50.00")))


def both_ways(xml: bytes) -> tuple[object, object]:
    """What is read quickly where it can be, and what is read part by part."""
    with pytest.MonkeyPatch.context() as patch:
        quickly = _all_of(xml)
        patch.setattr(one_collection, "ordinary_parts", lambda *_: None)
        return quickly, _all_of(xml)


def _all_of(xml: bytes) -> list[ReadCollection] | str:
    try:
        return list(iter_collections(xml))
    except UnreadableMessage as wrong:
        return str(wrong)


def quick(xml: bytes) -> int:
    """How many collections of a file are ordinary."""
    read: list[object] = []
    with pytest.MonkeyPatch.context() as patch:

        def counted(element: etree._Element, batch: ReadBatch) -> object:
            read.append(found := ordinary_parts(element, batch))
            return found

        patch.setattr(one_collection, "ordinary_parts", counted)
        list(iter_collections(xml))
    return sum(found is not None for found in read)


ADDRESS = (
    b"<PstlAdr><StrtNm>Hof</StrtNm><BldgNb>1</BldgNb><PstCd>6711</PstCd><TwnNm>Ede</TwnNm>"
    b"<Ctry>NL</Ctry><AdrLine>boven</AdrLine><AdrLine>achter</AdrLine></PstlAdr>"
)
FULL = TWO.replace(b"</Nm>\n</Dbtr>", b"</Nm></Dbtr>").replace(
    b"</Nm></Dbtr>", "\u00eb</Nm>".encode() + ADDRESS + b"</Dbtr>", 1
)
FULL = FULL.replace(b"<RmtInf>", b"<Purp><Cd>GDSV</Cd></Purp><RmtInf>", 1)
FULL = re.sub(rb"(</DtOfSgntr>)", rb"\1<AmdmntInd>false</AmdmntInd>", FULL, count=1)
"""Two collections with all that an ordinary one may have."""

TEXTS = (
    "",
    "  ",
    " x ",
    "NOTPROVIDED",
    "true",
    "2026-02-31",
    "-1.00",
    "ABNANL2A",
    "a & b",
    "\u00e9",
)


def changes() -> Iterator[bytes]:
    """The full file with each element of its first collection changed, left out, twice, or so."""
    for place in range(sum(1 for _ in _first(etree.fromstring(FULL)).iter())):
        for text in TEXTS:
            yield _with(place, _saying(text))
        yield _with(place, lambda element: element.set("Ccy", "USD"))
        yield _with(place, lambda element: element.append(etree.Element("Odd")))
        yield _with(
            place, lambda element: element.addnext(etree.fromstring(etree.tostring(element)))
        )
        yield _with(place, lambda element: setattr(element, "tag", "Odd"))
        yield _with(place, _leave_out)
        yield _with(place, lambda element: element.insert(0, etree.Comment("NOTPROVIDED")))


def _saying(text: str) -> Callable[[etree._Element], None]:
    def say(element: etree._Element) -> None:
        element.text = text

    return say


def _first(root: etree._Element) -> etree._Element:
    found = root.find(".//{*}DrctDbtTxInf")
    assert found is not None
    return found


def _leave_out(element: etree._Element) -> None:
    above = element.getparent()
    assert above is not None
    above.remove(element)


def _with(place: int, change: Callable[[etree._Element], object]) -> bytes:
    root = etree.fromstring(FULL)
    change(list(_first(root).iter())[place])
    return etree.tostring(root)


def test_a_full_ordinary_collection_is_read_quickly() -> None:
    assert quick(FULL) == 2
    quickly, part_by_part = both_ways(FULL)
    assert quickly == part_by_part


def test_whatever_is_changed_in_a_collection_is_read_the_same_both_ways() -> None:
    made = set(changes())
    assert len(made) > 300
    for xml in made:
        quickly, part_by_part = both_ways(xml)
        assert quickly == part_by_part, xml


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (".//{*}SeqTp", "XXXX"),
        (".//{*}LclInstrm/{*}Cd", "COR1"),
        (".//{*}ReqdColltnDt", "soon"),
        (".//{*}CdtrAcct//{*}IBAN", "NL00"),
        (".//{*}Cdtr/{*}Nm", ""),
        (".//{*}CdtrSchmeId//{*}Othr/{*}Id", "?"),
        (".//{*}PmtInfId", "//"),
    ],
)
def test_a_batch_that_lacks_something_is_read_the_same_both_ways(path: str, text: str) -> None:
    root = etree.fromstring(FULL)
    found = root.find(path)
    assert found is not None
    found.text = text
    quickly, part_by_part = both_ways(etree.tostring(root))
    assert quickly == part_by_part


def test_a_file_that_writes_its_elements_with_a_prefix_is_read_as_quickly() -> None:
    prefixed = re.sub(rb"<(/?)(?=[A-Z])", rb"<\1sepa:", FULL).replace(b"xmlns=", b"xmlns:sepa=")
    assert quick(prefixed) == 2
    quickly, part_by_part = both_ways(prefixed)
    assert quickly == part_by_part


@pytest.mark.parametrize("version", VERSIONS)
def test_a_collection_in_which_all_stands_is_not_ordinary(version: str) -> None:
    assert quick(good(version)) == 0


def test_the_files_of_others_are_read_the_same_both_ways() -> None:
    files = sorted((CORPUS / "messages").glob("pain.008*/*.xml"))
    if not files:
        pytest.skip("the corpus is not beside the project: no messages")
    for path in files:
        quickly, part_by_part = both_ways(path.read_bytes())
        assert quickly == part_by_part, path.name


def test_blanks_without_end_take_no_time() -> None:
    blanks = b" " * 1_000_000
    gaps = re.sub(rb"(<Purp>|<RmtInf>|<AmdmntInd>)", blanks + rb"\1", FULL, count=3)
    odd = gaps.replace(b"</DrctDbtTxInf>", blanks + b"<Odd/></DrctDbtTxInf>", 1)
    assert quick(odd) == 1
