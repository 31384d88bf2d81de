"""The most memory that each step of the path takes, above what stood before it.

Run in a process of its own for each size: ``python -m benchmarks.memory 1000 FILE``, once counting
what the operating system gives, and once more with ``traced`` behind it, counting what Python asks
for: memory that an earlier step gave back may be used again without the system noticing.
"""

from __future__ import annotations

import ctypes
import gc
import json
import sys
import tracemalloc
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final, TypeVar

from benchmarks.bare import bare_xsd, schema
from benchmarks.book import book, prepared, prepared_later, proposed
from benchmarks.path import check, look_over, read_through
from sepadd.messages.pain008 import write

MEBIBYTE: Final = 1024 * 1024

_STATUS: Final = Path("/proc/self/status")
_RESET: Final = Path("/proc/self/clear_refs")

_Made = TypeVar("_Made")


class Resident:
    """What the operating system gives the process, where Linux tells it."""

    def __init__(self) -> None:
        """Begin with nothing measured."""
        self.peaks: dict[str, float | None] = {}

    def over(self, step: str, do: Callable[[], _Made]) -> _Made:
        """Take a step, and note the most that it took above what stood before."""
        settle()
        before = resident("VmRSS")
        with suppress(OSError):
            _RESET.write_text("5", "ascii")
        reset = resident("VmHWM")
        made = do()
        highest = resident("VmHWM")
        # Where the mark could not be set back, an earlier step may have been higher: nothing known.
        known = before is not None and reset is not None and reset < before + 1
        self.peaks[step] = highest - before if known and highest and before else None
        return made


class Traced:
    """What Python asks for, of its own; what libxml2 takes is not in it."""

    def __init__(self) -> None:
        """Begin with nothing measured."""
        self.peaks: dict[str, float | None] = {}

    def over(self, step: str, do: Callable[[], _Made]) -> _Made:
        """Take a step, and note the most that it took."""
        settle()
        tracemalloc.start()
        made = do()
        self.peaks[step] = tracemalloc.get_traced_memory()[1] / MEBIBYTE
        tracemalloc.stop()
        return made


def resident(mark: str) -> float | None:
    """A mark of the process in MiB, such as ``VmRSS``; none where there is no such table."""
    lines = _STATUS.read_text("ascii").splitlines() if _STATUS.exists() else []
    told = [line.split()[1] for line in lines if line.startswith(f"{mark}:")]
    return int(told[0]) / 1024 if told else None


def settle() -> None:
    """Give back what is free, so that a step does not hide in what an earlier one has left."""
    gc.collect()
    with suppress(AttributeError):
        ctypes.CDLL(None).malloc_trim(0)


def peaks(collections: int, file: Path, gauge: Resident | Traced) -> dict[str, float | None]:
    """Take all steps one after the other; each keeps what it made."""
    books, judge = book(collections), schema()
    settle()
    gauge.peaks["standing"] = resident("VmRSS")
    proposal = gauge.over("propose", lambda: proposed(books))
    run = gauge.over("prepare", lambda: prepared(proposal))
    gauge.over("prepare_later", lambda: prepared_later(proposal))
    gauge.over("write", lambda: write(run, file))
    gauge.over("check", lambda: check(file))
    gauge.over("bare", lambda: bare_xsd(file, judge))
    gauge.over("read", lambda: read_through(file))
    gauge.over("look_over", lambda: look_over(file))
    return gauge.peaks


if __name__ == "__main__":
    chosen = Traced() if sys.argv[3:] == ["traced"] else Resident()
    json.dump(peaks(int(sys.argv[1]), Path(sys.argv[2]), chosen), sys.stdout)
