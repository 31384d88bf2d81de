"""What the documents show besides Python: files that are to be saved, and commands with answers.

A file is a block of code with a caption, its name. A command is a line after ``$`` in a block of
``console``; what follows it, up to the next one, is what it has to answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

DOCS: Final = Path(__file__).parents[2] / "docs"

_FILE: Final = re.compile(
    r"^```\{code-block\} \w+\n:caption: (?P<name>\S+)\n\n(?P<text>.*?)^```$",
    re.DOTALL | re.MULTILINE,
)
_CONSOLE: Final = re.compile(r"^```console\n(.*?)^```$", re.DOTALL | re.MULTILINE)


class Command(NamedTuple):
    """A command that a page shows, and the answer below it."""

    typed: str
    answer: str


def pages() -> list[Path]:
    """Give every page of the documents, in the order of their names."""
    return sorted(path for path in DOCS.rglob("*.md") if "_build" not in path.parts)


def save_files(page: Path, folder: Path) -> None:
    """Save every file that a page shows."""
    for shown in _FILE.finditer(page.read_text("utf-8")):
        place = folder / shown["name"]
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(shown["text"].encode())


def commands(page: Path) -> Iterator[Command]:
    """Give the commands that a page shows, in their order."""
    for block in _CONSOLE.findall(page.read_text("utf-8")):
        for told in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            typed, _, answer = told.replace("\\\n", " ").partition("\n")
            yield Command(typed, answer)
