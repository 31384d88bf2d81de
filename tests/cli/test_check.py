"""Files looked over on the command line: what is printed, and with which exit code it ends."""

from __future__ import annotations

import json
from pathlib import Path
from zipfile import ZipFile

import pytest

from helpers.command_line import call, machine
from helpers.pain008_files import our_xsd
from sepadd.messages import pain008
from sepadd.testing import a_run

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


def test_files_that_have_nothing_to_do_with_each_other_are_looked_at_apart(good: Path) -> None:
    again = good.with_name("again.xml")
    again.write_bytes(GOOD)
    assert call("check", str(good), str(again), *ON).exit_code == 1
    answered = call("check", "--apart", str(good), str(again), *ON)
    assert answered.exit_code == 0
    assert "again.xml: 0 errors, 0 warnings" in answered.stdout


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


# -- files that cannot be read ---------------------------------------------------------------------


@pytest.fixture
def cut(tmp_path: Path) -> Path:
    path = tmp_path / "cut.xml"
    path.write_bytes(GOOD[:1000])
    return path


def test_one_that_cannot_be_read_loses_nothing_of_the_others(
    good: Path, cut: Path, wrong: Path
) -> None:
    answered = call("check", str(wrong), str(cut), str(good), *ON)
    assert answered.exit_code == 2
    assert answered.stderr.startswith(f"{cut}: line ")
    assert "wrong.xml: 1 error, 0 warnings" in answered.stdout
    assert "good.xml: 2 errors, 1 warning" in answered.stdout


def test_machines_are_told_of_one_that_cannot_be_read(cut: Path, wrong: Path) -> None:
    answered = call("check", str(cut), str(wrong), *ON, "--format", "json")
    told = machine(answered)
    assert (answered.exit_code, answered.stderr) == (2, "")
    assert [[*each] for each in told["files"]] == [
        ["path", "error", "findings"],
        ["path", "findings"],
    ]
    assert told["error"] == told["files"][0]["error"]
    assert told["errors"] == 1


@pytest.mark.parametrize("form", ["html", "sarif"])
def test_documents_tell_of_it_too(cut: Path, wrong: Path, form: str) -> None:
    answered = call("check", str(cut), str(wrong), *ON, "--format", form)
    assert answered.exit_code == 2
    assert "not well-formed" in answered.stderr
    assert "not well-formed" in answered.stdout
    assert "REA-04" in answered.stdout


# -- forms -----------------------------------------------------------------------------------------


def test_what_is_for_people_is_called_text_or_a_table(wrong: Path) -> None:
    plain, text, table = (
        call("check", str(wrong), *ON, *form)
        for form in ((), ("--format", "text"), ("--format", "table"))
    )
    assert plain.stdout == text.stdout == table.stdout
    assert call("rules", "--format", "text").stdout == call("rules").stdout


def test_another_form_is_a_wrong_call(wrong: Path) -> None:
    answered = call("check", str(wrong), "--format", "xml")
    assert answered.exit_code == 2
    assert "'text', 'json', 'html', 'sarif'" in answered.stderr


def test_what_to_do_is_told_once_of_a_rule(good: Path, wrong: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.xml"
    again.write_bytes(wrong.read_bytes())
    answered = call("check", str(wrong), str(again), *ON)
    assert answered.stdout.count("More: sepadd explain REA-04") == 1
    assert "sepadd explain" not in call("check", str(good), *ON).stdout


def test_the_page_has_the_lines_of_the_file(wrong: Path) -> None:
    answered = call("check", str(wrong), *ON, "--format", "html")
    assert answered.exit_code == 1
    assert answered.stdout.startswith("<!DOCTYPE html>\n")
    assert answered.stdout.isascii()
    assert "</b><bdi>&lt;CstmrDrctDbtInitn&gt;</bdi></mark>" in answered.stdout


def test_the_page_has_the_lines_of_a_file_in_a_zip(wrong: Path, tmp_path: Path) -> None:
    packed = tmp_path / "all.zip"
    with ZipFile(packed, "w") as archive:
        archive.write(wrong, "folder/wrong.xml")
    answered = call("check", str(packed), *ON, "--format", "html")
    assert "</b><bdi>&lt;CstmrDrctDbtInitn&gt;</bdi></mark>" in answered.stdout


def test_sarif_names_files_from_the_folder_that_one_is_in(
    wrong: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def uris() -> set[str]:
        answered = call("check", str(wrong), *ON, "--format", "sarif")
        (run,) = json.loads(answered.stdout)["runs"]
        places = [each["locations"][0]["physicalLocation"] for each in run["results"]]
        return {place["artifactLocation"]["uri"] for place in places}

    monkeypatch.chdir(tmp_path)
    assert uris() == {"wrong.xml"}
    (tmp_path / "other").mkdir()
    monkeypatch.chdir(tmp_path / "other")
    assert uris() == {wrong.as_uri()}


# -- into a file -----------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["text", "json", "html", "sarif"])
def test_an_answer_goes_to_a_file(wrong: Path, tmp_path: Path, form: str) -> None:
    out = tmp_path / "out"
    printed = call("check", str(wrong), *ON, "--format", form)
    written = call("check", str(wrong), *ON, "--format", form, "--out", str(out))
    assert (written.exit_code, written.stdout) == (1, f"Written: {out}\n")
    assert out.read_text("utf-8") == printed.stdout


def test_a_file_that_is_checked_is_not_overwritten(wrong: Path) -> None:
    before = wrong.read_bytes()
    answered = call("check", str(wrong), *ON, "--out", str(wrong), "--format", "html")
    assert answered.exit_code == 2
    assert "that is one of the files to be checked" in answered.stderr
    assert (answered.stdout, wrong.read_bytes()) == ("", before)


def test_a_file_that_cannot_be_written_is_said(wrong: Path, tmp_path: Path) -> None:
    out = tmp_path / "none" / "out.html"
    answered = call("check", str(wrong), *ON, "--out", str(out))
    assert answered.exit_code == 2
    assert f"{out}: " in answered.stderr
