"""Files looked over on the command line: what is printed, and with which exit code it ends."""

from __future__ import annotations

from pathlib import Path

import pytest

from pain008_files import our_xsd
from sepadd.messages import pain008
from sepadd.testing import a_run
from test_cli import call, machine

GOOD = pain008.render(a_run())
ON = ("--on", "2026-11-23")


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.xml"
    path.write_bytes(GOOD)
    return path


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    path = tmp_path / "wrong.xml"
    path.write_bytes(GOOD.replace(b">30.00</CtrlSum>", b">31.00</CtrlSum>", 1))
    return path


def test_a_good_file_is_done(good: Path) -> None:
    answered = call("check", str(good), *ON)
    assert answered.exit_code == 0
    assert "good.xml: 0 errors, 0 warnings" in answered.stdout


def test_without_a_day_it_is_the_one_on_which_the_file_was_made(good: Path) -> None:
    assert call("check", str(good)).exit_code == 0
    assert call("check", str(good), "--on", "2026-12-01").exit_code == 1


def test_an_error_is_shown_and_the_exit_code_is_1(wrong: Path) -> None:
    answered = call("check", str(wrong), *ON)
    assert answered.exit_code == 1
    assert "REA-04" in answered.stdout
    assert "CtrlSum says '31.00'" in answered.stdout


def test_a_warning_alone_is_done(tmp_path: Path) -> None:
    path = tmp_path / "sunday.xml"
    path.write_bytes(GOOD.replace(b">2026-12-01<", b">2026-12-06<"))
    answered = call("check", str(path), *ON)
    assert answered.exit_code == 0
    assert "0 errors, 1 warning" in answered.stdout


def test_machines_are_told_each_finding(good: Path, wrong: Path) -> None:
    answered = call("check", str(wrong), str(good), *ON, "--format", "json")
    told = machine(answered)
    assert answered.exit_code == 1
    assert [each["path"] for each in told["files"]] == [str(wrong), str(good)]
    assert [each["rule"] for each in told["files"][0]["findings"]] == ["REA-04"]
    assert [each["rule"] for each in told["files"][1]["findings"]] == ["CHK-01", "CHK-02", "CHK-03"]
    assert (told["errors"], told["warnings"]) == (3, 1)


def test_a_further_schema_is_asked(good: Path, tmp_path: Path) -> None:
    narrow = tmp_path / "bank.xsd"
    said = our_xsd("08").read_text("utf-8")
    narrow.write_text(said.replace('<xs:maxLength value="70"/>', '<xs:maxLength value="4"/>'))
    answered = call("check", str(good), *ON, "--schema", str(narrow))
    assert answered.exit_code == 1
    assert "XSD-01" in answered.stdout


@pytest.mark.parametrize("content", ["no xml", "<no-schema/>"])
def test_a_schema_that_is_none_is_unreadable(good: Path, tmp_path: Path, content: str) -> None:
    none = tmp_path / "bank.xsd"
    none.write_text(content)
    answered = call("check", str(good), *ON, "--schema", str(none))
    assert answered.exit_code == 2
    assert "--schema: not an XML schema" in answered.stderr


def test_what_is_no_such_file_is_unreadable(good: Path, tmp_path: Path) -> None:
    none = tmp_path / "none.xml"
    none.write_text("<Document/>")
    answered = call("check", str(good), str(none), *ON)
    assert answered.exit_code == 2
    assert "none.xml" in answered.stderr


def test_of_a_rule_that_is_broken_often_people_are_shown_the_first_few(tmp_path: Path) -> None:
    many = tmp_path / "many.xml"
    start, end = GOOD.index(b"<DrctDbtTxInf>"), GOOD.index(b"</DrctDbtTxInf>") + 15
    many.write_bytes(GOOD[:end] + GOOD[start:end] * 7 + GOOD[end:])
    answered = call("check", str(many), *ON)
    assert answered.stdout.count("stands again") == 5
    assert "[FIL-03] and 2 more like these" in answered.stdout
