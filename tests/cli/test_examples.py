"""The example books come along, in a checkout as in the package."""

from __future__ import annotations

from pathlib import Path

import pytest

from sepadd.cli import examples
from sepadd.cli.answer import Refusal
from sepadd.cli.examples import example


def test_every_file_that_the_demo_reads_is_there() -> None:
    assert {example(name).suffix for name in ("creditor.toml", "mandates.csv")} == {".toml", ".csv"}


def test_what_is_installed_goes_before_the_checkout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed, checkout = tmp_path / "installed", tmp_path / "checkout"
    for folder in (installed, checkout):
        folder.mkdir()
        (folder / "a.csv").write_text(folder.name, "utf-8")
    (checkout / "b.csv").touch()
    monkeypatch.setattr(examples, "_PLACES", (installed, checkout))
    assert example("a.csv") == installed / "a.csv"
    assert example("b.csv") == checkout / "b.csv"


@pytest.mark.parametrize("name", ["none.csv", "answers", ""])
def test_what_is_not_there_or_no_file_is_told_with_the_places(name: str) -> None:
    with pytest.raises(Refusal, match=r"examples or .*examples: install sepadd once more"):
        example(name)
