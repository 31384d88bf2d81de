"""A file by itself: its version, the limits of its bank, its sums, schemes and days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest

from helpers.checked_files import FILE, TWO, changed, found, only
from helpers.pain008_files import our_xsd
from helpers.told import collection, prepared
from sepadd.banks import ABN_AMRO, EPC, BankProfile
from sepadd.checking import check
from sepadd.findings import Severity
from sepadd.messages import pain008
from sepadd.rulebook import FileLimits, MessageVersion
from sepadd.testing import B2B_MANDATE, TODAY
from sepadd.values import Euro


def with_profile(**limits: object) -> BankProfile:
    return replace(EPC, form=replace(EPC.form, limits=replace(FileLimits(), **limits)))  # type: ignore[arg-type]


# -- one planted defect each -----------------------------------------------------------------------


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


# -- the bank --------------------------------------------------------------------------------------


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


# -- what is not said ------------------------------------------------------------------------------


def test_a_file_that_does_not_say_its_version_is_none_that_a_bank_takes() -> None:
    bare = changed(' xmlns="urn:iso:std:iso:20022:tech:xsd:pain.008.001.08"', "")
    assert "a message that does not say its version" in only(bare, "CHK-06").detail
    assert "a message that does not say its version" in only(bare, "CHK-07").detail


def test_a_scheme_that_is_none_is_no_second_scheme() -> None:
    assert "FIL-02" not in found(changed("<Cd>CORE<", "<Cd>CORX<"))
