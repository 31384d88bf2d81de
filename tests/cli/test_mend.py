"""Files mended on the command line: what is written, what is told, with which exit code it ends."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.command_line import call, machine
from helpers.pain008_files import our_xsd
from sepadd.messages import pain008
from sepadd.testing import a_run

GOOD = pain008.render(a_run())
WRONG = GOOD.replace(b">30.00</CtrlSum>", b">31.00</CtrlSum>", 1)
HOPELESS = WRONG.replace(b"<SeqTp>RCUR", b"<SeqTp>OFTEN")
ON = ("--on", "2026-11-23")


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    path = tmp_path / "wrong.xml"
    path.write_bytes(WRONG)
    return path


def test_a_file_is_mended_and_written(wrong: Path, tmp_path: Path) -> None:
    out = tmp_path / "right.xml"
    answered = call("mend", str(wrong), str(out), *ON)
    assert answered.exit_code == 0
    assert out.read_bytes() == GOOD
    assert wrong.read_bytes() == WRONG
    assert "1 change" in answered.stdout
    assert "REA-04" in answered.stdout
    assert "Left: 0 errors, 0 warnings" in answered.stdout
    assert sorted(tmp_path.iterdir()) == [out, wrong]


def test_a_good_file_is_written_as_it_is(tmp_path: Path) -> None:
    good, out = tmp_path / "good.xml", tmp_path / "new" / "out.xml"
    good.write_bytes(GOOD)
    answered = call("mend", str(good), str(out), *ON)
    assert answered.exit_code == 0
    assert out.read_bytes() == GOOD
    assert "0 changes" in answered.stdout


def test_where_errors_are_left_nothing_is_written(tmp_path: Path) -> None:
    wrong, out = tmp_path / "wrong.xml", tmp_path / "out.xml"
    wrong.write_bytes(HOPELESS)
    answered = call("mend", str(wrong), str(out), *ON)
    assert answered.exit_code == 1
    assert "OFTEN" in answered.stdout
    assert "Nothing was written" in answered.stdout
    assert list(tmp_path.iterdir()) == [wrong]


def test_with_partly_it_is_written_all_the_same(tmp_path: Path) -> None:
    wrong, out = tmp_path / "wrong.xml", tmp_path / "out.xml"
    wrong.write_bytes(HOPELESS)
    answered = call("mend", str(wrong), str(out), *ON, "--partly")
    assert answered.exit_code == 0
    assert out.read_bytes() == GOOD.replace(b"<SeqTp>RCUR", b"<SeqTp>OFTEN")


def test_machines_are_told_each_change_and_what_is_left(tmp_path: Path) -> None:
    wrong, out = tmp_path / "wrong.xml", tmp_path / "out.xml"
    wrong.write_bytes(HOPELESS)
    answered = call("mend", str(wrong), str(out), *ON, "--format", "json")
    told = machine(answered)
    assert answered.exit_code == 1
    assert told["out"] is None
    assert told["changes"] == [
        {
            "rule": "REA-04",
            "subject": "file 2026-12",
            "before": "31.00",
            "after": "30.00",
            "detail": "as counted in the file",
            "line": 8,
            "path": "CstmrDrctDbtInitn/GrpHdr/CtrlSum",
        }
    ]
    assert told["errors"] == len(told["findings"]) > 0


@pytest.mark.parametrize("link", ["same", "symbolic", "hard"])
def test_a_file_is_never_mended_in_place(wrong: Path, tmp_path: Path, link: str) -> None:
    out = tmp_path / "out.xml"
    if link == "symbolic":
        out.symlink_to(wrong)
    elif link == "hard":
        out.hardlink_to(wrong)
    answered = call("mend", str(wrong), str(wrong if link == "same" else out), *ON)
    assert answered.exit_code == 2
    assert "is the file itself" in answered.stderr
    assert wrong.read_bytes() == WRONG


def test_nothing_is_overwritten(wrong: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.xml"
    out.write_text("mine")
    answered = call("mend", str(wrong), str(out), *ON)
    assert answered.exit_code == 2
    assert out.read_text() == "mine"


def test_due_dates_are_moved_where_it_is_asked(tmp_path: Path) -> None:
    sunday, out = tmp_path / "sunday.xml", tmp_path / "out.xml"
    sunday.write_bytes(GOOD.replace(b">2026-12-01<", b">2026-12-06<"))
    assert call("mend", str(sunday), str(out), *ON, "--due-dates").exit_code == 0
    assert b"<ReqdColltnDt>2026-12-07<" in out.read_bytes()


def test_due_dates_need_a_day(wrong: Path, tmp_path: Path) -> None:
    answered = call("mend", str(wrong), str(tmp_path / "out.xml"), "--due-dates")
    assert answered.exit_code == 2
    assert "--on" in answered.stderr


def test_another_version_may_be_asked_for(wrong: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.xml"
    answered = call("mend", str(wrong), str(out), *ON, "--to", "pain.008.001.02")
    assert answered.exit_code == 0
    assert b"pain.008.001.02" in out.read_bytes()


def test_a_version_that_is_not_written_is_a_wrong_call(wrong: Path, tmp_path: Path) -> None:
    answered = call("mend", str(wrong), str(tmp_path / "out.xml"), "--to", "pain.008.001.09")
    assert answered.exit_code == 2
    assert "pain.008.001.02 or pain.008.001.08" in answered.stderr


def test_a_further_schema_is_asked(wrong: Path, tmp_path: Path) -> None:
    narrow = tmp_path / "bank.xsd"
    said = our_xsd("08").read_text("utf-8")
    narrow.write_text(said.replace('<xs:maxLength value="70"/>', '<xs:maxLength value="4"/>'))
    out = tmp_path / "out.xml"
    assert call("mend", str(wrong), str(out), *ON, "--schema", str(narrow)).exit_code == 1
    none = tmp_path / "none.xsd"
    none.write_text("<no-schema/>")
    assert call("mend", str(wrong), str(out), *ON, "--schema", str(none)).exit_code == 2
    assert not out.exists()


def test_what_cannot_be_read_is_not_written(tmp_path: Path) -> None:
    broken = tmp_path / "broken.xml"
    broken.write_bytes(GOOD[:-30])
    answered = call("mend", str(broken), str(tmp_path / "out.xml"), *ON)
    assert answered.exit_code == 2
    assert list(tmp_path.iterdir()) == [broken]


def test_many_changes_are_shown_in_part(tmp_path: Path) -> None:
    source, out = tmp_path / "wrong.xml", tmp_path / "out.xml"
    begin, end = GOOD.index(b"<DrctDbtTxInf>"), GOOD.index(b"</PmtInf>")
    one = GOOD[begin:end].replace(b"<Nm>Ada Jansen", "<Nm>Zoë Jansen".encode())
    source.write_bytes(GOOD[:begin] + one * 7 + GOOD[end:])
    answered = call("mend", str(source), str(out), *ON, "--partly")
    assert "[MND-10] and 2 more like these" in answered.stdout
