"""What is measured, as it is written down: seconds, mebibytes, and on which machine."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import TypedDict

from lxml import etree


class Spread(TypedDict):
    """The seconds of several rounds."""

    least: float
    median: float
    first: float
    """Of the first round, with all that is worked out once in a process."""


class Timed(TypedDict):
    """The path for one size."""

    collections: int
    rounds: int
    file_bytes: int
    seconds: dict[str, Spread]


class Peak(TypedDict):
    """The most memory that a step took, in MiB above what stood before it."""

    resident: float | None
    """As the operating system counts it, with what libxml2 takes; not known everywhere."""
    traced: float
    """As Python counts it, of its own."""


class Remembered(TypedDict):
    """The memory of the path for one size."""

    collections: int
    standing: float | None
    """MiB that the process takes before the first step, with the books in it."""
    peaks: dict[str, Peak]


class Answered(TypedDict):
    """A statement with so many entries, read and recorded."""

    entries: int
    rounds: int
    file_bytes: int
    seconds: dict[str, Spread]


class Imported(TypedDict):
    """The seconds until an interpreter has started, imported, and ended."""

    interpreter: float
    compiled: float
    """With the byte code that an earlier import left."""
    uncompiled: float
    """Without that of this package."""


class Other(TypedDict):
    """Another library's same job for one size."""

    name: str
    collections: int
    seconds: float | None
    bare: float
    """The seconds of bare XSD, taken between its rounds."""
    fault: str
    """What it ended with, where it did not come to an end."""


class Machine(TypedDict):
    """What it was measured on."""

    day: str
    cores: int
    processor: str
    system: str
    python: str
    lxml: str
    libxml2: str


class Found(TypedDict):
    """One run of all the measurements."""

    machine: Machine
    timed: list[Timed]
    remembered: list[Remembered]
    answered: list[Answered]
    answers_remembered: dict[str, Peak]
    """What reading takes, by the number of entries."""
    questions: dict[str, float]
    imported: Imported
    others: list[Other]


def spread(seconds: Sequence[float]) -> Spread:
    """The least, the median and the first of several rounds."""
    return Spread(least=min(seconds), median=median(seconds), first=seconds[0])


def machine() -> Machine:
    """The machine that it runs on: its kind, not its name."""
    return Machine(
        day=datetime.now(tz=UTC).date().isoformat(),
        cores=os.cpu_count() or 1,
        processor=_processor(),
        system=f"{platform.system()} {platform.machine()}",
        python=f"{platform.python_implementation()} {platform.python_version()}",
        lxml=".".join(map(str, etree.LXML_VERSION[:3])),
        libxml2=".".join(map(str, etree.LIBXML_VERSION)),
    )


def _processor() -> str:
    told = Path("/proc/cpuinfo")
    lines = told.read_text("utf-8").splitlines() if told.exists() else []
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, "unknown processor")
