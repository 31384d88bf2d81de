"""All measurements, one after the other: ``python -m benchmarks --out FILE``.

It prints the tables of the page, and ends with 1 where a budget is broken. ``--show FILE`` prints
those of an earlier run.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from benchmarks.budgets import verdicts
from benchmarks.days import questions
from benchmarks.found import Answered, Found, Other, Peak, Remembered, Timed, machine
from benchmarks.imports import imported
from benchmarks.other import sepaxml, sepaxml_version
from benchmarks.tables import page

ROOT: Final = Path(__file__).parents[1]
SIZES: Final = (1_000, 10_000, 100_000)
ROUNDS: Final = range(5, 16)
COLLECTIONS: Final = 150_000
"""How many are taken in all rounds of a size together, as far as the rounds allow."""


def rounds(collections: int) -> int:
    """How many rounds a size takes: many of the small, five of the largest."""
    return max(ROUNDS[0], min(ROUNDS[-1], COLLECTIONS // collections))


def measured(sizes: Sequence[int], python: str | None, folder: Path) -> Found:
    """Everything; ``python`` is the interpreter that has sepaxml, if there is one."""
    return Found(
        machine=machine(),
        timed=[_timed(size, folder) for size in sizes],
        remembered=[_remembered(size, folder) for size in sizes],
        answered=[_answered(size, folder) for size in sizes],
        answers_remembered={str(size): _answers_remembered(size, folder) for size in sizes},
        questions=questions(),
        imported=imported(folder),
        others=list(_others(python, sizes, folder)),
    )


def _timed(size: int, folder: Path) -> Timed:
    _say(f"the time of {size} collections")
    found: Timed = _child("path", str(size), str(rounds(size)), str(_file(size, folder)))
    return found


def _remembered(size: int, folder: Path) -> Remembered:
    _say(f"the memory of {size} collections")
    file = str(_file(size, folder))
    resident = _child("memory", str(size), file)
    traced = _child("memory", str(size), file, "traced")
    standing = resident.pop("standing")
    return Remembered(
        collections=size,
        standing=standing,
        peaks={step: Peak(resident=resident[step], traced=traced[step]) for step in resident},
    )


def _answered(size: int, folder: Path) -> Answered:
    _say(f"the time of {size} answers")
    file = str(_statement(size, folder))
    found: Answered = _child("answers", str(size), str(rounds(size)), file)
    return found


def _answers_remembered(size: int, folder: Path) -> Peak:
    _say(f"the memory of {size} answers")
    file = str(_statement(size, folder))
    resident = _child("answers_memory", file)
    return Peak(resident=resident, traced=_child("answers_memory", file, "traced"))


def _others(python: str | None, sizes: Sequence[int], folder: Path) -> Iterator[Other]:
    version = sepaxml_version(python) if python else None
    if python is None or version is None:
        _say("sepaxml is not to be had: left out")
        return
    for size in sizes:
        _say(f"sepaxml's {size} collections")
        yield sepaxml(python, f"sepaxml {version}", size, _file(size, folder))


def _file(size: int, folder: Path) -> Path:
    return folder / f"{size}.xml"


def _statement(size: int, folder: Path) -> Path:
    return folder / f"statement-{size}.xml"


def _child(module: str, *arguments: str) -> Any:  # noqa: ANN401 - JSON, each of its own shape
    """What a measurement in a process of its own has printed."""
    command = [sys.executable, "-m", f"benchmarks.{module}", *arguments]
    done = subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.PIPE)  # noqa: S603 - this very interpreter
    return json.loads(done.stdout)


def _say(what: str) -> None:
    sys.stderr.write(f"{what}\n")
    sys.stderr.flush()


def main() -> int:
    """Measure, write, print, judge."""
    asked = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    asked.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="collections in a book")
    asked.add_argument("--sepaxml", metavar="PYTHON", help="an interpreter that has sepaxml")
    asked.add_argument("--out", type=Path, help="where to write what was measured, as JSON")
    asked.add_argument("--show", type=Path, help="an earlier --out, instead of measuring")
    given = asked.parse_args()
    if given.show:
        found: Found = json.loads(given.show.read_text("utf-8"))
    else:
        with TemporaryDirectory() as folder:
            found = measured(given.sizes, given.sepaxml, Path(folder))
    if given.out:
        given.out.parent.mkdir(parents=True, exist_ok=True)
        given.out.write_text(json.dumps(found, indent=2) + "\n", "utf-8")
    sys.stdout.write(page(found))
    return 0 if all(verdict.kept for verdict in verdicts(found)) else 1


if __name__ == "__main__":
    sys.exit(main())
