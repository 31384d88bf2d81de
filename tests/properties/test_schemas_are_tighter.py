"""Whatever our schemas accept, the general ones accept, and a country's within what it uses."""

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from helpers.corpus import CORPUS, corpus
from helpers.pain008_files import VERSIONS, good, iso_xsd, our_xsd, path_of, refusal
from helpers.schema_walk import WAYS, Kind, Usage, drawn, every_path, fullest, leanest

every_version = pytest.mark.parametrize("version", VERSIONS)
whole_files = settings(
    max_examples=100,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

_LINES_ALONE = ("StrtNm", "BldgNb", "PstCd", "TwnNm", "CtrySubDvsn")
GERMANY_02 = Usage(
    leaves_out=frozenset(
        {
            *(f"PstlAdr/{name}" for name in _LINES_ALONE),
            "CtgyPurp/Prtry",
            "OrgnlDbtrAgt/FinInstnId/Othr",
        }
    )
)
GERMANY_08_HYBRID = Usage(first_choice_of=frozenset({"Address"}))
GERMANY_08 = Usage(leaves_out=frozenset({"PstlAdr/AdrLine"}))

_PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-?:().,'+"


def _plain(most: int) -> Kind:
    return Kind(shortest="z", longest="z" * most, any=st.text(_PLAIN, min_size=1, max_size=most))


AUSTRIAN_VALUES = {
    "Text16": _plain(16),
    "Text35": _plain(35),
    "Text70": _plain(70),
    "Text140": _plain(140),
    "Signature": _plain(1025),
    "Code4": Kind(shortest="CASH", longest="CASH", any=st.sampled_from(["CASH", "SUPP"])),
    "Count": Kind(shortest="1", longest="999999", any=st.integers(1, 999_999).map("{}".format)),
    "Sum": Kind(
        shortest="0.01",
        longest="999999999999.99",
        any=st.integers(1, 10**12 - 1).map("{}.01".format),
    ),
    "Country": Kind(shortest="AT", longest="AT", any=st.sampled_from(["AT", "NL", "CH"])),
    "Currency": Kind(shortest="EUR", longest="EUR", any=st.just("EUR")),
    "xs:dateTime": Kind(
        shortest="2026-11-23T10:00:00Z",
        longest="2026-11-23T10:00:00.123+01:00",
        any=st.just("2026-11-23T10:00:00Z"),
    ),
}
_AUSTRIA = {"InitgPty/Id", "SchmeNm/Cd"}
AUSTRIA_02 = Usage(
    # A country without lines is too little there, and which of both is drawn is open: lines alone.
    leaves_out=frozenset(
        {*_AUSTRIA, "PstlAdr/Ctry", *(f"PstlAdr/{name}" for name in _LINES_ALONE)}
    ),
    values=AUSTRIAN_VALUES,
)
AUSTRIA_08 = Usage(
    leaves_out=frozenset({*_AUSTRIA, "Cdtr/PstlAdr", "PstlAdr/AdrLine"}), values=AUSTRIAN_VALUES
)

BANKS = [
    pytest.param("02", "pain.008.001.02_GBIC_3.xsd", GERMANY_02, id="Germany .02"),
    pytest.param("08", "pain.008.001.08_GBIC_4.xsd", GERMANY_08, id="Germany .08"),
    pytest.param("08", "pain.008.001.08_GBIC_5.xsd", GERMANY_08_HYBRID, id="Germany .08 hybrid"),
    pytest.param("02", "at/pain.008.001.02.at.004.xsd", AUSTRIA_02, id="Austria .02"),
    pytest.param("08", "at/pain.008.001.08.at.004.xsd", AUSTRIA_08, id="Austria .08"),
]


@every_version
def test_the_written_files_reach_every_element_of_the_schema(version: str) -> None:
    reached = {path_of(e) for way in WAYS for e in etree.fromstring(fullest(version, way)).iter()}
    assert reached == every_path(version)


@every_version
@pytest.mark.parametrize("written", [fullest, leanest])
def test_the_fullest_and_the_leanest_are_accepted_by_ours_and_the_general_schema(
    version: str, written: partial[bytes]
) -> None:
    for way in WAYS:
        xml = written(version, way)
        assert refusal(our_xsd(version), xml) == ""
        assert refusal(iso_xsd(version), xml) == ""


@every_version
@whole_files
@given(data=st.data())
def test_what_ours_accepts_the_general_schema_accepts(version: str, data: st.DataObject) -> None:
    xml = data.draw(drawn(version))
    assert refusal(our_xsd(version), xml) == ""
    assert refusal(iso_xsd(version), xml) == ""


@every_version
def test_the_general_schema_of_the_corpus_says_the_same(version: str) -> None:
    general = corpus("xsd", f"pain.008.001.{version}.xsd")
    assert refusal(general, good(version)) == ""
    for way in WAYS:
        assert refusal(general, fullest(version, way)) == ""
        assert refusal(general, leanest(version, way)) == ""


@pytest.mark.parametrize(("version", "name", "usage"), BANKS)
def test_within_what_its_banks_have_in_use_a_countrys_schema_accepts_all(
    version: str, name: str, usage: Usage
) -> None:
    national = corpus("xsd", "national", name)
    for way in WAYS:
        for xml in (fullest(version, way, usage), leanest(version, way, usage)):
            assert refusal(our_xsd(version), xml) == ""
            assert refusal(national, xml) == ""


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus is not beside the project")
@pytest.mark.parametrize(("version", "name", "usage"), BANKS)
@settings(whole_files, max_examples=25)
@given(data=st.data())
def test_a_countrys_schema_accepts_any_file_within_its_banks_use(
    version: str, name: str, usage: Usage, data: st.DataObject
) -> None:
    xml = data.draw(drawn(version, usage))
    assert refusal(our_xsd(version), xml) == ""
    assert refusal(corpus("xsd", "national", name), xml) == ""
