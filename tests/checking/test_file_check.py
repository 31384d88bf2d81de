"""A file of collections is looked over before the bank does."""

from __future__ import annotations

import tracemalloc
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from helpers.checked_files import FILE, changed, found
from helpers.corpus import corpus
from helpers.pain008_files import TAKES_ALL, VERSIONS, good
from helpers.told import collection, prepared
from sepadd.banks import EPC, GERMANY_02, PROFILES
from sepadd.checking import check, check_files
from sepadd.findings import InvalidValue, UnreadableMessage
from sepadd.messages import pain008
from sepadd.rulebook import MessageVersion
from sepadd.testing import TODAY, a_run

# -- what is right ---------------------------------------------------------------------------------


def test_a_good_file_has_no_findings() -> None:
    assert check(FILE, EPC, TODAY) == ()


def test_a_file_is_read_from_its_path_too(tmp_path: Path) -> None:
    path = tmp_path / "file.xml"
    path.write_bytes(FILE)
    assert check(path, EPC, TODAY) == ()


@pytest.mark.parametrize("message", MessageVersion)
def test_a_golden_file_has_no_error_under_its_profile(message: MessageVersion) -> None:
    golden = Path(__file__).parents[1] / "golden" / f"{message}.xml"
    assert check(golden, TAKES_ALL.writing(message), TODAY).errors == ()


# -- files that are none ---------------------------------------------------------------------------


@pytest.mark.parametrize("xml", [b"", b"no xml", FILE[:-20], b"<Document/>"])
def test_what_cannot_be_read_is_refused(xml: bytes) -> None:
    with pytest.raises(UnreadableMessage):
        check(xml, EPC, TODAY)


def test_a_file_without_collections_says_so() -> None:
    start, end = FILE.index(b"<PmtInf>"), FILE.index(b"</PmtInf>") + len(b"</PmtInf>")
    empty = FILE[:start] + FILE[end:]
    assert {"XSD-01", "REA-03", "REA-04"} <= found(empty)


def test_a_day_before_the_scheme_began_is_refused() -> None:
    with pytest.raises(InvalidValue):
        check(FILE, EPC, date(2000, 1, 1))


@pytest.mark.parametrize("version", VERSIONS)
def test_what_has_no_place_was_not_looked_at_and_that_is_said(version: str) -> None:
    assert "REA-01" in found(good(version), profile=GERMANY_02)


# -- several files ---------------------------------------------------------------------------------


def test_without_a_day_it_is_the_one_on_which_the_file_was_made() -> None:
    assert check(FILE, EPC) == ()
    late = changed("<CreDtTm>2026-11-23", "<CreDtTm>2026-12-01")
    assert {finding.rule for finding in check(late, EPC)} == {"COL-03"}


def test_of_several_files_it_is_said_which_cannot_be_read() -> None:
    with pytest.raises(UnreadableMessage, match=r"^other\.xml: "):
        check_files({"one.xml": FILE, "other.xml": b"no"}, EPC, TODAY)


def test_a_value_that_is_refused_is_told_and_not_that_it_is_wanting_as_well() -> None:
    wrong = changed("NL42ZZZ123456780001", "NL43ZZZ123456780001")
    assert [finding.rule for finding in check(wrong, EPC, TODAY)] == ["REA-02"]


def test_what_a_batch_has_wrong_is_told_once_and_not_of_each_of_its_collections() -> None:
    several = pain008.render(
        prepared(collection(1), collection(2, "31.00"), collection(3, "32.00"))
    )
    wrong = several.replace(b"NL02ABNA0123456789", b"NL03ABNA0123456789")
    assert [finding.rule for finding in check(wrong, EPC, TODAY)] == ["REA-02"]


def test_of_every_file_of_the_corpus_something_is_said_or_it_cannot_be_read() -> None:
    files = [path for path in corpus("messages").rglob("*.xml") if "pain" in path.name]
    for path in files:
        try:
            findings = check(path, EPC)
        except (UnreadableMessage, InvalidValue):
            continue
        assert all(finding.line is not None for finding in findings if finding.rule != "CHK-07")


def test_the_files_of_a_zip_are_told_apart() -> None:
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.writestr("a.xml", FILE)
        archive.writestr("b.xml", changed("<PmtMtd>DD<", "<PmtMtd>CH<"))
    findings = check(packed.getvalue(), EPC, TODAY)
    assert findings[0].subject == "b.xml: batch 2026-12.B1"
    assert {finding.subject.partition(":")[0] for finding in findings} == {"b.xml"}
    assert {"XSD-01", "CHK-01", "CHK-02", "CHK-03"} <= {finding.rule for finding in findings}


def test_the_good_example_is_good_for_every_bank_that_comes_along() -> None:
    for profile in PROFILES:
        if profile.form.message is MessageVersion.PAIN_008_001_08 and not profile.creditor_bic:
            assert "XSD-01" not in found(pain008.render(a_run()), profile=profile)


# -- what is not said ------------------------------------------------------------------------------


def most_held(count: int) -> int:
    """Give the most bytes that are held while a file of so many collections is checked."""
    file = pain008.render(prepared(*(collection(n) for n in range(1, count + 1))))
    check(file, EPC, TODAY)
    tracemalloc.start()
    try:
        assert check(file, EPC, TODAY) == ()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_of_a_collection_only_fingerprints_are_held() -> None:
    assert most_held(2_000) - most_held(500) < 1_500 * 700


def test_a_line_is_told_however_far_down_the_file_it_stands() -> None:
    """The lines of elements are counted to 65 535 and no further."""
    wrong = FILE.replace(b"NL91ABNA0417164300", b"NL91ABNA0417164301")
    far = wrong.replace(b"<DrctDbtTxInf>", b"\n" * 70_000 + b"<DrctDbtTxInf>", 1)
    near = [each.line or 0 for each in check(wrong, EPC, TODAY)]
    assert [each.line for each in check(far, EPC, TODAY)] == [line + 70_000 for line in near]
