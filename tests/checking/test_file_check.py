"""A file of collections is looked over before the bank does: each defect by the rule it breaks."""

from __future__ import annotations

import tracemalloc
from dataclasses import replace
from datetime import date, time
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from helpers.corpus import corpus
from helpers.pain008_files import TAKES_ALL, VERSIONS, good, our_xsd
from helpers.told import collection, prepared
from sepadd.banks import ABN_AMRO, EPC, GERMANY_02, PROFILES, BankProfile
from sepadd.checking import CHECK_SENTENCES, check, check_files
from sepadd.findings import Finding, InvalidValue, Severity, UnreadableMessage
from sepadd.mandate import SequenceType
from sepadd.messages import pain008
from sepadd.rulebook import FileLimits, MessageVersion
from sepadd.testing import AMENDMENT, B2B_MANDATE, MANDATE, TODAY, a_run
from sepadd.values import Euro

TWO = prepared(collection(1), collection(2, "50.00"))
FILE = pain008.render(TWO)
"""A good file: 30.00 and 50.00 on Tuesday 1 December 2026, in one batch."""


def changed(before: str, after: str, *, times: int = 1, xml: bytes = FILE) -> bytes:
    """Give the good file with one text in it written otherwise."""
    assert before.encode() in xml
    return xml.replace(before.encode(), after.encode(), times)


def found(xml: bytes, *, profile: BankProfile = EPC, on: date = TODAY) -> set[str]:
    return {finding.rule for finding in check(xml, profile, on)}


def only(xml: bytes, rule: str, *, profile: BankProfile = EPC, on: date = TODAY) -> Finding:
    """Give the one finding of that rule."""
    (finding,) = (each for each in check(xml, profile, on) if each.rule == rule)
    return finding


def with_profile(**limits: object) -> BankProfile:
    return replace(EPC, form=replace(EPC.form, limits=replace(FileLimits(), **limits)))  # type: ignore[arg-type]


# -- what is right -------------------------------------------------------------------------------


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


# -- one planted defect each ---------------------------------------------------------------------


def test_a_wrong_sum_is_found() -> None:
    finding = only(changed("<CtrlSum>80.00", "<CtrlSum>80.01"), "REA-04")
    assert finding.detail == "CtrlSum says '80.01', and it is 80.00"
    assert finding.subject == "file 2026-12"


def test_a_wrong_count_is_found() -> None:
    finding = only(changed("<NbOfTxs>2<", "<NbOfTxs>3<"), "REA-04")
    assert finding.detail == "NbOfTxs says '3', and there are 2"


def test_a_sunday_is_found_once_for_its_batch() -> None:
    finding = only(changed("<ReqdColltnDt>2026-12-01", "<ReqdColltnDt>2026-12-06"), "COL-02")
    assert finding.severity is Severity.WARNING
    assert finding.subject == "batch 2026-12.B1"
    assert finding.path == "CstmrDrctDbtInitn/PmtInf[1]"
    assert finding.line == FILE[: FILE.index(b"<PmtInf>")].count(b"\n") + 1


def test_a_day_that_comes_too_soon_is_found() -> None:
    assert only(FILE, "COL-03", on=date(2026, 12, 1)).subject == "batch 2026-12.B1"
    assert found(FILE, on=date(2026, 11, 30)) == set()


def test_an_end_to_end_id_that_stands_twice_is_found_where_it_stands_again() -> None:
    twice = changed("<EndToEndId>2026-12-2<", "<EndToEndId>2026-12-1<")
    finding = only(twice, "FIL-03")
    lines = [n for n, line in enumerate(twice.splitlines(), 1) if b"<DrctDbtTxInf>" in line]
    assert finding.line == lines[1]
    assert finding.path == "CstmrDrctDbtInitn/PmtInf[1]/DrctDbtTxInf[2]"
    assert finding.detail == f"EndToEndId 2026-12-1 stands again: line {lines[0]} has it"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("NL91ABNA0417164300", "NL92ABNA0417164300", id="account"),
        pytest.param("NL42ZZZ123456780001", "NL43ZZZ123456780001", id="creditor identifier"),
    ],
)
def test_wrong_check_digits_are_found(before: str, after: str) -> None:
    finding = next(f for f in check(changed(before, after), EPC, TODAY) if f.rule == "REA-02")
    assert after in finding.detail
    assert finding.line is not None


def test_mixed_schemes_are_found() -> None:
    mixed = prepared(collection(1), collection(2, mandate=B2B_MANDATE))
    b2b, core = (pain008.render(file) for file in mixed.files())
    batch = b2b[b2b.index(b"<PmtInf>") : b2b.index(b"</PmtInf>") + len(b"</PmtInf>")]
    end = core.index(b"</PmtInf>") + len(b"</PmtInf>")
    finding = only(core[:end] + batch + core[end:], "FIL-02")
    assert finding.detail == "it is B2B, after CORE in one file; make one file of each"


def test_the_same_debit_twice_is_a_warning() -> None:
    twice = prepared(collection(1), collection(2, under=1))
    finding = only(pain008.render(twice), "FIL-05")
    assert finding.severity is Severity.WARNING
    assert finding.detail.startswith("30.00 under mandate M-1 on 2026-12-01 again; is it meant?")


def test_two_one_off_uses_of_one_mandate_are_found() -> None:
    one_off = replace(MANDATE, one_off=True)
    kind = SequenceType.ONE_OFF
    twice = prepared(
        collection(1, mandate=one_off, sequence_type=kind),
        collection(2, "50.00", mandate=one_off, sequence_type=kind),
    )
    assert only(pain008.render(twice), "FIL-04").detail.startswith("OOFF under mandate M-1 again")


def test_what_the_schema_refuses_is_told_with_line_and_path() -> None:
    finding = only(changed("<PmtMtd>DD<", "<PmtMtd>CH<"), "XSD-01")
    assert finding.path == "CstmrDrctDbtInitn/PmtInf[1]/PmtMtd"
    assert finding.line is not None


def test_a_schema_of_ones_own_is_asked_too(tmp_path: Path) -> None:
    narrow = tmp_path / "bank.xsd"
    said = our_xsd("08").read_text("utf-8")
    narrow.write_text(said.replace('<xs:maxLength value="70"/>', '<xs:maxLength value="4"/>'))
    findings = check(FILE, EPC, TODAY, schemas=[narrow])
    assert {finding.source for finding in findings} == {"bank.xsd"}


def test_a_character_that_the_bank_converts_is_a_warning_for_nobody_converted_it() -> None:
    finding = only(changed("Ada Jansen", "Ada Janßen"), "MND-10")
    assert finding.severity is Severity.WARNING
    assert (finding.before, finding.after) == ("Ada Janßen", "Ada Jansen")


# -- the bank ------------------------------------------------------------------------------------


def test_a_version_that_the_bank_does_not_take_is_found() -> None:
    bank = replace(EPC, versions=frozenset({MessageVersion.PAIN_008_001_08}))
    older = pain008.render(replace(TWO, form=EPC.writing(MessageVersion.PAIN_008_001_02).form))
    finding = only(older, "CHK-06", profile=bank)
    assert finding.detail == "it is pain.008.001.02, and the bank takes pain.008.001.08"
    assert found(older) == set()


def test_a_version_without_a_schema_of_ours_is_a_warning() -> None:
    other = changed("pain.008.001.08", "pain.008.001.12")
    assert found(other) == {"CHK-06", "CHK-07"}
    assert only(other, "CHK-07").severity is Severity.WARNING


@pytest.mark.parametrize(
    ("limit", "holds", "breaks", "detail"),
    [
        ("collections_per_batch", 2, 1, "it holds 2 collections, and the bank takes 1: split it"),
        ("collections_per_file", 2, 1, "it holds 2 collections, and the bank takes 1: split it"),
        (
            "amount_per_file",
            Euro(cents=80_00),
            Euro(cents=79_99),
            "it comes to 80.00, and the bank takes 79.99 at once: split it",
        ),
    ],
)
def test_the_limits_of_the_bank_hold(
    limit: str, holds: object, breaks: object, detail: str
) -> None:
    most = {"amount_per_collection": Euro(cents=60_00), "amount_per_batch": Euro(cents=60_00)}
    amounts = most if limit.startswith("amount") else {}
    of_limit = {"amount_per_batch": holds} if amounts else {}
    assert found(FILE, profile=with_profile(**{**amounts, **of_limit, limit: holds})) == set()
    more = check(FILE, with_profile(**{**amounts, limit: breaks}), TODAY)
    assert detail in {finding.detail for finding in more if finding.rule == "CHK-08"}


def test_too_many_batches_are_found() -> None:
    days = prepared(collection(1), collection(2, due_on=date(2026, 12, 2)))
    finding = only(pain008.render(days), "CHK-08", profile=with_profile(batches_per_file=1))
    assert finding.detail == "it holds 2 batches, and the bank takes 1: split it"


def test_after_the_cut_off_the_next_day_counts() -> None:
    late = date(2026, 11, 30)
    assert check(FILE, ABN_AMRO, late, at=time(8)).errors == ()
    rules = {each.rule for each in check(FILE, ABN_AMRO, late, at=time(23, 59))}
    assert rules == {"COL-03"}


def test_what_the_bank_waives_is_not_told_and_what_it_refuses_is_an_error() -> None:
    twice = pain008.render(prepared(collection(1), collection(2, under=1)))
    assert found(twice, profile=replace(EPC, waived=frozenset({"FIL-05"}))) == set()
    strict = replace(EPC, refused=frozenset({"FIL-05"}))
    assert only(twice, "FIL-05", profile=strict).severity is Severity.ERROR


def test_what_no_file_tells_is_not_asked() -> None:
    b2b = replace(B2B_MANDATE, confirmed_on=None)
    assert check(pain008.render(prepared(collection(1, mandate=b2b))), EPC, TODAY) == ()


# -- files that are none -------------------------------------------------------------------------


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


# -- several files -------------------------------------------------------------------------------


def rules_of_the_later(one: bytes, other: bytes) -> set[str]:
    files = check_files({"one.xml": one, "other.xml": other}, EPC, TODAY)
    assert files["one.xml"] == ()
    return {finding.rule for finding in files["other.xml"]}


def test_a_file_that_is_handed_over_twice_is_found() -> None:
    files = check_files({"one.xml": FILE, "other.xml": FILE}, EPC, TODAY)
    assert files["one.xml"] == ()
    assert [f.rule for f in files["other.xml"]] == [
        "CHK-01",
        "CHK-02",
        "CHK-03",
        "CHK-02",
        "CHK-03",
    ]
    assert files["other.xml"][0].detail == "it is the message id of one.xml, line 3, too"


def test_two_files_that_share_nothing_have_nothing_said_of_them() -> None:
    other = prepared(collection(3, run="2027-01"), id="2027-01")
    assert rules_of_the_later(FILE, pain008.render(other)) == set()


def test_an_end_to_end_id_in_two_files_is_found() -> None:
    other = prepared(collection(1, "12.00", under=9), id="2027-01")
    assert rules_of_the_later(FILE, pain008.render(other)) == {"CHK-02"}


def test_the_same_debit_in_two_files_is_a_warning() -> None:
    other = prepared(collection(8, under=1), id="2027-01")
    assert rules_of_the_later(FILE, pain008.render(other)) == {"CHK-03"}
    next_month = prepared(collection(8, under=1, due_on=date(2026, 12, 2)), id="2027-01")
    assert rules_of_the_later(FILE, pain008.render(next_month)) == set()


@pytest.mark.parametrize(("kind", "rules"), [("FRST", {"CHK-04"}), ("RCUR", set())])
def test_a_first_use_in_two_files_is_a_warning(kind: str, rules: set[str]) -> None:
    first = SequenceType(kind)
    one = prepared(collection(1, sequence_type=first))
    again = prepared(collection(8, "31.00", under=1, sequence_type=first), id="2027-01")
    assert rules_of_the_later(pain008.render(one), pain008.render(again)) == rules


def test_a_change_that_is_told_in_two_files_is_a_warning() -> None:
    amended = replace(MANDATE, amendments=(AMENDMENT,))
    one = prepared(collection(1, mandate=amended))
    again = prepared(collection(8, "31.00", mandate=amended), id="2027-01")
    assert rules_of_the_later(pain008.render(one), pain008.render(again)) == {"CHK-05"}


def test_without_a_day_it_is_the_one_on_which_the_file_was_made() -> None:
    assert check(FILE, EPC) == ()
    late = changed("<CreDtTm>2026-11-23", "<CreDtTm>2026-12-01")
    assert {finding.rule for finding in check(late, EPC)} == {"COL-03"}


def test_of_several_files_it_is_said_which_cannot_be_read() -> None:
    with pytest.raises(UnreadableMessage, match=r"^other\.xml: "):
        check_files({"one.xml": FILE, "other.xml": b"no"}, EPC, TODAY)


def test_two_collections_of_one_file_may_tell_the_same_change() -> None:
    amended = replace(MANDATE, amendments=(AMENDMENT,))
    both = prepared(collection(1, mandate=amended), collection(2, "31.00", mandate=amended))
    assert check(pain008.render(both), EPC, TODAY) == ()


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


def test_each_sentence_of_a_check_has_its_own_number() -> None:
    assert [sentence.id for sentence in CHECK_SENTENCES] == [f"CHK-{n:02d}" for n in range(1, 17)]


def test_the_good_example_is_good_for_every_bank_that_comes_along() -> None:
    for profile in PROFILES:
        if profile.form.message is MessageVersion.PAIN_008_001_08 and not profile.creditor_bic:
            assert "XSD-01" not in found(pain008.render(a_run()), profile=profile)


# -- what is not said ----------------------------------------------------------------------------


def test_a_file_that_does_not_say_its_version_is_none_that_a_bank_takes() -> None:
    bare = changed(' xmlns="urn:iso:std:iso:20022:tech:xsd:pain.008.001.08"', "")
    assert "a message that does not say its version" in only(bare, "CHK-06").detail
    assert "a message that does not say its version" in only(bare, "CHK-07").detail


def test_two_files_without_a_usable_message_id_do_not_have_the_same() -> None:
    nameless = changed("<MsgId>2026-12<", "<MsgId>//<")
    files = check_files({"one.xml": nameless, "other.xml": nameless}, EPC, TODAY)
    assert "CHK-01" not in {finding.rule for finding in files["other.xml"]}


def test_a_scheme_that_is_none_is_no_second_scheme() -> None:
    assert "FIL-02" not in found(changed("<Cd>CORE<", "<Cd>CORX<"))


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
