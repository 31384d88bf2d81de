"""A folder with the example books, collected and handed over, and the bank's answers to it."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import Result

from helpers.command_line import call
from helpers.example_answers import NAMES
from sepadd.cli.examples import example
from sepadd.records.stored import loads
from sepadd.run import CollectionRun

HANDED_OVER = "2026-11-23T10:00+01:00"
WRITTEN = [
    "DEMO-2026-12.run.json",
    "findings.csv",
    "journal.csv",
    "mandates.csv",
    "open_items.csv",
]


class Office:
    """A folder with the example books, collected and handed over, and the bank's answers to it."""

    def __init__(self, folder: Path, *, submitted: bool = True) -> None:
        self.folder = folder
        self.out = folder / "new"
        self.runs = folder / "runs"
        self.run = self.runs / "DEMO-2026-12.run.json"
        self.answers = [example(f"answers/{name}") for name in NAMES]
        for name in ("creditor.toml", "mandates.csv", "open_items.csv"):
            shutil.copy(example(name), folder / name)
        self.collect()
        if submitted:
            self.submit()

    def collect(self, *more: str, run_id: str = "DEMO-2026-12") -> Result:
        files = ("--creditor", "creditor.toml", "--items", "open_items.csv")
        tables = [f"{self.folder / each}" if "." in each else each for each in files]
        mandates = ("--mandates", f"{self.folder / 'mandates.csv'}", "--run-id", run_id)
        days = ("--due", "2026-12-01", "--on", "2026-11-23", "--out", str(self.runs))
        return call("collect", *tables, *mandates, *days, *more)

    def submit(self, *more: str, at: str = HANDED_OVER) -> Result:
        return call("submit", str(self.run), "--at", at, *more)

    def record(
        self,
        *more: str,
        answers: list[Path] | None = None,
        run: Path | None = None,
        books: Path | None = None,
        out: Path | None = None,
    ) -> Result:
        of = books or self.folder
        tables = ("--mandates", of / "mandates.csv", "--items", of / "open_items.csv")
        told = self.answers if answers is None else answers
        return call("record", *map(str, (run or self.run, *told, *tables)), *self._to(out), *more)

    def _to(self, out: Path | None) -> tuple[str, str]:
        return "--out", str(out or self.out)

    def file(self, name: str, content: bytes) -> Path:
        path = self.folder / name
        path.write_bytes(content)
        return path

    def recorded(self, out: Path | None = None) -> CollectionRun:
        return loads(CollectionRun, ((out or self.out) / self.run.name).read_bytes())


def contents(folder: Path) -> Mapping[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def fail_at(monkeypatch: pytest.MonkeyPatch, name: str, failure: BaseException) -> None:
    """Let a file of that name fail to come in."""
    replace = Path.replace

    def failing(path: Path, target: Path) -> Path:
        if Path(target).name == name:
            raise failure
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", failing)
