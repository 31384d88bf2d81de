"""What the measurements have to keep to; the time as a multiple of bare XSD in the same run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from benchmarks.found import Answered, Found, Peak, Remembered, Timed

FILE: Final = 2.5
"""A prepared run to a checked file, times bare XSD."""
WHOLE: Final = 5.0
"""Open items to a checked file, times bare XSD."""
WRITING: Final = 32.0
"""MiB at the most while a file is written, above the run itself, however many it holds."""
FLAT_FROM: Final = 10_000
"""The sizes from which on the memory is judged."""
CHECKING: Final = 8.0
"""A file looked over by schema, by every rule and under a profile, times bare XSD."""
READING_BACK: Final = 3.0
"""The collections of a file read, times a bare walk over the same file."""
CHECKER: Final = 8.0
"""MiB at the most while a file is looked over, however large it is, but for the fingerprints."""
FINGERPRINTS: Final = 384
"""Bytes at the most for each collection: what tells that one stands twice."""
READING: Final = 2.0
"""A statement to facts, times a bare walk over the same file."""
RECORDING: Final = 1.0
"""Facts into a run, times the reading of them."""
READER: Final = 32.0
"""MiB at the most while a statement is read, above the interpreter with lxml."""
QUESTION: Final = 1.0
"""Microseconds for a question to the TARGET calendar."""
IMPORT: Final = 100.0
"""Milliseconds of ``import sepadd``, above the interpreter."""


class Verdict(NamedTuple):
    """A budget, and what was measured."""

    what: str
    unit: str
    most: float
    measured: float

    @property
    def kept(self) -> bool:
        """Whether it is within the budget."""
        return self.measured <= self.most


def multiple(timed: Timed, step: str, of: str = "least", unit: str = "bare") -> float:
    """A step as a multiple of bare XSD; ``of`` the least of all rounds, or the median.

    ``unit`` is another step to be measured by.
    """
    seconds = timed["seconds"]
    if of == "median":
        return seconds[step]["median"] / seconds[unit]["median"]
    return seconds[step]["least"] / seconds[unit]["least"]


def highest(remembered: Remembered, step: str) -> float:
    """The most memory of a step in MiB, by whichever count says more."""
    peak = remembered["peaks"][step]
    return max(peak["traced"], peak["resident"] or 0.0)


def verdicts(found: Found) -> Iterator[Verdict]:
    """Every budget. Times are judged at the largest size."""
    largest = max(found["timed"], key=lambda timed: timed["collections"])
    count = f"{largest['collections']:,}".replace(",", " ")
    file, whole = multiple(largest, "write"), multiple(largest, "whole")
    yield Verdict(f"prepared run to checked file, {count}", "times bare XSD", FILE, file)
    yield Verdict(f"open items to checked file, {count}", "times bare XSD", WHOLE, whole)
    over, read = multiple(largest, "look_over"), multiple(largest, "read", "least", "walk")
    yield Verdict(f"a file looked over, {count}", "times bare XSD", CHECKING, over)
    yield Verdict(f"a file to collections, {count}", "times a bare walk", READING_BACK, read)
    for remembered in found["remembered"]:
        if remembered["collections"] >= FLAT_FROM:
            count = f"{remembered['collections']:,}".replace(",", " ")
            above = highest(remembered, "write")
            yield Verdict(f"writing, above the run itself, {count}", "MiB", WRITING, above)
            most = CHECKER + FINGERPRINTS * remembered["collections"] / 2**20
            above = highest(remembered, "look_over")
            yield Verdict(f"looking a file over, {count}", "MiB", most, above)
    for answered in found["answered"]:
        if answered["entries"] >= FLAT_FROM:
            yield from _about_answers(answered, found["answers_remembered"])
    slowest = max(found["questions"].values()) * 1e6
    yield Verdict("a TARGET question, the slowest", "µs", QUESTION, slowest)
    imported = found["imported"]
    above = (imported["compiled"] - imported["interpreter"]) * 1e3
    yield Verdict("`import sepadd`, above the interpreter", "ms", IMPORT, above)


def _about_answers(answered: Answered, remembered: Mapping[str, Peak]) -> Iterator[Verdict]:
    count = f"{answered['entries']:,}".replace(",", " ")
    seconds = answered["seconds"]
    read, walk, record = (seconds[step]["least"] for step in ("read", "walk", "record"))
    yield Verdict(f"statement to facts, {count}", "times a bare walk", READING, read / walk)
    yield Verdict(f"recording, {count}", "times the reading", RECORDING, record / read)
    peak = remembered[str(answered["entries"])]
    above = max(peak["traced"], peak["resident"] or 0.0)
    yield Verdict(f"reading a statement, {count}", "MiB", READER, above)
