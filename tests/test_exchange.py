"""The root writes files and reads answers as the rooms do, and loads no XML before it has to."""

from __future__ import annotations

from datetime import time
from pathlib import Path

import pytest

import sepadd
from helpers.loading import loaded_by
from sepadd import (
    EPC,
    IllegalStep,
    InvalidValue,
    UnreadableMessage,
    check,
    checking,
    mend,
    mending,
    read_answers,
    render,
    write_files,
)
from sepadd.messages import pain008
from sepadd.testing import DUE_ON, TODAY, a_run


def test_the_root_writes_what_the_room_writes(tmp_path: Path) -> None:
    assert render(a_run()) == pain008.render(a_run())
    (file,) = a_run().files()
    assert render(file) == render(a_run())
    (path,) = write_files(a_run(), tmp_path)
    assert path.read_bytes() == render(a_run())


def test_a_folder_that_is_missing_is_made(tmp_path: Path) -> None:
    (path,) = write_files(a_run(), tmp_path / "2026" / "december")
    assert path == tmp_path / "2026" / "december" / "2026-12.xml"
    assert [each.name for each in path.parent.iterdir()] == ["2026-12.xml"]
    alone = pain008.write(a_run(), tmp_path / "alone" / "run.xml")
    assert alone.read_bytes() == path.read_bytes()


def test_no_xml_is_loaded_before_it_is_needed() -> None:
    path = "import sepadd; from sepadd.testing import a_run; a_run(); sepadd.read_answers"
    assert "lxml" not in loaded_by(path)


def test_every_error_has_findings() -> None:
    with pytest.raises(UnreadableMessage) as unreadable:
        read_answers(b"<html/>")
    (finding,) = unreadable.value.findings
    assert finding.detail == str(unreadable.value)
    assert str(finding).startswith("[UnreadableMessage] file: ")
    with pytest.raises(InvalidValue) as invalid:
        sepadd.Iban("NL00")
    assert [each.subject for each in invalid.value.findings] == ["value"]
    with pytest.raises(IllegalStep) as illegal:
        sepadd.close(a_run(), at=a_run().prepared_at)
    assert [each.subject for each in illegal.value.findings.errors] == ["step"]


def test_the_root_checks_and_mends_as_the_rooms_do() -> None:
    wrong = render(a_run()).replace(b"<CtrlSum>30.00<", b"<CtrlSum>31.00<", 1)
    assert check(wrong, EPC, on=TODAY) == checking.check(wrong, EPC, TODAY) != ()
    theirs = mending.mend(wrong, EPC, DUE_ON, at=time(23), due_dates=True)
    assert mend(wrong, EPC, on=DUE_ON, at=time(23), due_dates=True) == theirs
    assert mend(wrong, EPC, on=TODAY).xml == render(a_run())
