"""The ten jobs of the examples: each program, what it prints, and what it imports."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Final, NamedTuple

from helpers.project import ROOT

FOLDER: Final = ROOT / "examples" / "jobs"


class Job(NamedTuple):
    """A program that does one job, and the text that it prints."""

    file: Path
    source: str
    prints: str

    @property
    def asks(self) -> str:
        """The sentence in which a bookkeeper asks for it."""
        return ast.get_docstring(ast.parse(self.source)) or ""

    @property
    def code(self) -> str:
        """The program without that sentence."""
        return self.source.partition('"""\n')[2].strip() + "\n"

    @property
    def lines(self) -> int:
        """How many lines of code it has, empty ones aside."""
        return sum(bool(line.strip()) for line in self.code.splitlines())

    @property
    def names(self) -> dict[str, list[str]]:
        """The names that it imports from us, by where they come from."""
        return {
            node.module: [alias.name for alias in node.names]
            for node in ast.parse(self.source).body
            if isinstance(node, ast.ImportFrom) and re.match(r"sepadd\b", node.module or "")
            if node.module
        }


def jobs() -> list[Job]:
    """Give the ten jobs in the order in which they are done."""
    return [
        Job(file, file.read_text("utf-8"), file.with_suffix(".txt").read_text("utf-8"))
        for file in sorted(FOLDER.glob("job_*.py"))
    ]
