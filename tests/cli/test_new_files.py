"""Files come into a folder all together, or none does."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.command_line import Desk, said
from sepadd.messages.parsing import schema_path


def test_a_file_that_stands_there_is_not_overwritten(desk: Desk) -> None:
    desk.collect()
    (desk.out / "2026-12-01-1.run.json").unlink()  # so that its number is free again
    before = desk.contents()
    again = desk.collect()
    assert again.exit_code == 2
    assert "stands there already" in said(again)
    assert desk.contents() == before


def test_a_failure_while_the_files_come_in_leaves_the_folder_as_it_was(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.out.mkdir()
    (desk.out / "note.txt").write_text("mine", encoding="utf-8")
    replace = Path.replace

    def full(path: Path, target: Path) -> Path:
        if target == desk.out / "2026-12-01-1.F2.xml":
            raise OSError(28, "No space left on device", str(target))
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", full)
    result = desk.collect()
    assert result.exit_code == 2
    assert "No space left on device" in said(result)
    assert desk.written == ["note.txt"]


def test_a_schema_that_refuses_leaves_no_folder_behind(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    schema = schema_path("pain.008.001.08").read_text("utf-8")
    strict = tmp_path / "strict.xsd"
    strict.write_text(schema.replace('value="SLEV"', 'value="SHAR"'), encoding="utf-8")
    monkeypatch.setattr("sepadd.messages.writing.outgoing_file.schema_path", lambda _: strict)
    result = desk.collect()
    assert result.exit_code == 1
    assert "[XSD-01]" in said(result)
    assert not desk.out.exists()
