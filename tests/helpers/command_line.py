"""The command, called as from a terminal, with its input in a folder."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from sepadd.cli.commands import sepadd

CREDITOR = """
name = "Zwembad De Waterlelie"
identifier = "NL42ZZZ123456780001"

[[accounts]]
iban = "NL02ABNA0123456789"
"""


MANDATES = """\
reference,debtor_id,name,iban,scheme,type,signed_on,revoked_on,debtor_kind
M-1,10042,Ada Jansen,NL35ABNA0101234562,CORE,recurrent,2026-01-15,,consumer
M-2,20007,Bakkerij Vos BV,NL21RABO0141516178,B2B,recurrent,2026-02-01,,company
"""


ITEMS = """\
number,kind,debtor_id,amount,issued_on,due_on,description
2026-1001,invoice,10042,40.00,2026-11-01,2026-11-30,Subscription
C-12,credit_note,10042,10.00,2026-11-03,,
2026-1002,invoice,20007,310.00,2026-11-01,2026-11-30,Staff
"""

ONE_ITEM = ITEMS.splitlines(keepends=True)[:2]


class Desk:
    """A folder with the three files of the good example, and the command at hand."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.out = folder / "runs"
        self.creditor = self.file("creditor.toml", CREDITOR)
        self.mandates = self.file("mandates.csv", MANDATES)
        self.items = self.file("open_items.csv", ITEMS)

    def file(self, name: str, text: str | bytes) -> Path:
        path = self.folder / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    def collect(self, *more: str, due: str = "2026-12-01", on: str = "2026-11-23") -> Result:
        files = ("--creditor", self.creditor, "--mandates", self.mandates, "--items", self.items)
        told = ("--due", due, "--on", on, "--out", self.out, *more)
        return call("collect", *map(str, (*files, *told)))

    @property
    def written(self) -> list[str]:
        """The names of everything in the folder of runs; none if it is not there."""
        return sorted(path.name for path in self.out.rglob("*"))

    def contents(self) -> Mapping[str, bytes]:
        return {path.name: path.read_bytes() for path in self.out.iterdir()}


def call(*arguments: str) -> Result:
    """Call the command; whatever it does not answer itself rises here."""
    result = CliRunner().invoke(sepadd, arguments, prog_name="sepadd")
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def said(result: Result) -> str:
    """All that people were told, in one line: tables fold."""
    return " ".join(result.output.split())


def machine(result: Result) -> Any:
    return json.loads(result.stdout)


def run_sepadd(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Call the command as a process of its own, from these sources."""
    source = str(Path(__file__).parents[2] / "src")
    return subprocess.run(
        [sys.executable, "-m", "sepadd", *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": source, **environment},
    )
