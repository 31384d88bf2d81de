"""The path from open items to a checked file, step by step, with bare XSD between the steps.

Run in a process of its own for each size: ``python -m benchmarks.path 1000 15 FILE``. It leaves the
last file at that place, and prints what it found as JSON. The garbage collector is left as it is.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Final, TypeVar

from lxml import etree

from benchmarks.answers import bare_walk
from benchmarks.bare import CHUNK, bare_xsd, schema
from benchmarks.book import Book, book, prepared, prepared_later, proposed
from benchmarks.found import Timed, spread
from sepadd import EPC, CollectionRun
from sepadd.checking import file_check as checking
from sepadd.messages.pain008 import iter_collections, pieces, write
from sepadd.messages.parsing import SchemaCheck, schema_path

_Made = TypeVar("_Made")

Seconds = dict[str, list[float]]

PATHS: Final = {
    "whole": ("propose", "prepare", "write"),
    "whole_later": ("propose", "prepare_later", "write"),
}
"""From open items to a checked file: decided on the day of the proposal, or on a later one."""


def timed_path(collections: int, rounds: int, file: Path) -> Timed:
    """The seconds of every step, over so many rounds."""
    books, judge, seconds = book(collections), schema(), defaultdict[str, list[float]](list)
    for _ in range(rounds):
        _round(books, file, judge, seconds)
    return Timed(
        collections=collections,
        rounds=rounds,
        file_bytes=file.stat().st_size,
        seconds={step: spread(taken) for step, taken in seconds.items()},
    )


def _round(books: Book, file: Path, judge: etree.XMLSchema, seconds: Seconds) -> None:
    """One round of every step; bare XSD before, between and after."""
    if file.exists():
        seconds["bare"].append(bare_xsd(file, judge))
    proposal = _timed(seconds, "propose", lambda: proposed(books))
    run = _timed(seconds, "prepare", lambda: prepared(proposal))
    _timed(seconds, "prepare_later", lambda: prepared_later(proposal))
    if file.exists():
        seconds["bare"].append(bare_xsd(file, judge))
    _timed(seconds, "write", lambda: write(run, file))
    seconds["bare"].append(bare_xsd(file, judge))
    for path, steps in PATHS.items():
        seconds[path].append(sum(seconds[step][-1] for step in steps))
    _timed(seconds, "text", lambda: compose(run))
    _timed(seconds, "check", lambda: check(file))
    seconds["walk"].append(bare_walk(file, "{*}DrctDbtTxInf"))
    _timed(seconds, "read", lambda: read_through(file))
    _timed(seconds, "look_over", lambda: look_over(file))
    seconds["bare"].append(bare_xsd(file, judge))


def _timed(seconds: Seconds, step: str, do: Callable[[], _Made]) -> _Made:
    start = perf_counter()
    made = do()
    seconds[step].append(perf_counter() - start)
    return made


def compose(run: CollectionRun) -> int:
    """The text of a run, unchecked and thrown away: how many bytes it has."""
    return sum(len(piece) for file in run.files() for piece in pieces(file))


def check(path: Path) -> None:
    """The project's own check of a finished file. Raises :class:`ValueError` if it is refused."""
    checked = SchemaCheck(schema_path("pain.008.001.08"))
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            checked.feed(chunk)
    if not checked.finish():
        raise ValueError(f"{path.name} is refused")


def read_through(path: Path) -> int:
    """Read all collections of a file, and keep none: how many there were."""
    return sum(1 for _ in iter_collections(path))


def look_over(path: Path) -> None:
    """All that can be checked of a file: its schema, every rule, a profile, what stands twice.

    Raises :class:`ValueError` where anything is found: the files of these books are good.
    """
    if found := checking.check(path, EPC):
        raise ValueError(f"{path.name}: {found[0]}")


if __name__ == "__main__":
    json.dump(timed_path(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])), sys.stdout)
