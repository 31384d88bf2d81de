"""How long ``import sepadd`` takes, above an interpreter that imports nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from time import perf_counter

import sepadd
from benchmarks.found import Imported

PACKAGE = Path(sepadd.__file__).parent


def imported(folder: Path, rounds: int = 10) -> Imported:
    """The least seconds of several rounds, taken in turns; ``folder`` may be written in."""
    copy = shutil.copytree(
        PACKAGE, folder / "uncompiled" / "sepadd", ignore=shutil.ignore_patterns("__pycache__")
    )
    taken = [
        (
            _started("pass", PACKAGE.parent),
            _started("import sepadd", PACKAGE.parent),
            _started("import sepadd", copy.parent, PYTHONDONTWRITEBYTECODE="1"),
        )
        # The first round leaves the byte code for the others.
        for _ in range(1 + rounds)
    ][1:]
    interpreter, compiled, uncompiled = map(min, zip(*taken, strict=True))
    return Imported(interpreter=interpreter, compiled=compiled, uncompiled=uncompiled)


def _started(statement: str, place: Path, **besides: str) -> float:
    environment = {**os.environ, "PYTHONPATH": str(place), **besides}
    start = perf_counter()
    command = [sys.executable, "-c", statement]
    subprocess.run(command, check=True, env=environment)  # noqa: S603 - this very interpreter
    return perf_counter() - start
