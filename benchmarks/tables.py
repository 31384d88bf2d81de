"""What was measured, as the tables of the page: printed, so that no number is typed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from benchmarks.budgets import multiple, verdicts
from benchmarks.found import Found, Other, Peak, Remembered, Timed

NOTHING: Final = "\N{EN DASH}"

STEPS: Final = {
    "propose": "propose",
    "prepare": "prepare, on the day of the proposal",
    "prepare_later": "prepare, on a later day",
    "write": "write, with the check",
    "text": "its text alone",
    "check": "its schema check alone",
    "walk": "bare walk over its collections",
    "read": "read its collections",
    "look_over": "look it over: schema, rules, profile",
    "bare": "bare XSD",
}
"""The steps by their names in the measurements, with those in the tables."""

ANSWER_STEPS: Final = {
    "walk": "bare walk over the statement",
    "read": "statement to facts",
    "record": "facts into the run",
}
"""The steps back from the bank, likewise."""

PATHS: Final = {
    "write": "prepared run to checked file",
    "whole": "open items to checked file",
    "whole_later": "the same, prepared on a later day",
    "read": "a file to collections",
    "look_over": "a file looked over",
}
"""The paths, likewise."""


def page(found: Found) -> str:
    """All tables, in Markdown, with a heading each."""
    return "\n\n".join(_parts(found)) + "\n"


def _parts(found: Found) -> Iterator[str]:
    machine = found["machine"]
    yield (
        f"Measured on {machine['day']}: {machine['python']} on {machine['system']}, "
        f"{machine['processor']}, {machine['cores']} cores; lxml {machine['lxml']} with libxml2 "
        f"{machine['libxml2']}."
    )
    yield "### Budgets"
    yield budgets(found)
    yield "### Time"
    yield times(found["timed"])
    yield "### Multiples of bare XSD"
    yield multiples(found["timed"])
    yield "### Peak memory"
    yield memory(found["remembered"])
    yield "### The bank's answers"
    yield answers(found)
    yield "### TARGET questions"
    yield questions(found["questions"])
    yield "### Import"
    yield imports(found)
    yield "### sepaxml, the same job"
    yield others(found["others"])


def budgets(found: Found) -> str:
    """Every budget, and whether it is kept."""
    lines = (
        (v.what, f"{v.most:.3g} {v.unit}", f"{v.measured:.2f}", "kept" if v.kept else "**broken**")
        for v in verdicts(found)
    )
    return _table(("budget", "at most", "measured", ""), lines)


def times(timed: Sequence[Timed]) -> str:
    """Microseconds of each step for one collection: the least, and in brackets the median."""
    heads = [_count(each["collections"]) for each in timed]
    steps = STEPS | {"whole": "open items to checked file"}
    lines = ((said, *(_each(one, step) for one in timed)) for step, said in steps.items())
    first = ("the same, first in its process", *map(_first, timed))
    rounds = ("rounds", *(str(one["rounds"]) for one in timed))
    size = ("size of the file, MiB", *(f"{one['file_bytes'] / 2**20:.1f}" for one in timed))
    return _table(("µs a collection", *heads), (*lines, first, rounds, size))


def multiples(timed: Sequence[Timed]) -> str:
    """The paths as multiples: the least, and in brackets the median."""
    heads = [_count(each["collections"]) for each in timed]
    lines = ((said, *(_multiple(one, path) for one in timed)) for path, said in PATHS.items())
    return _table(("times bare XSD", *heads), lines)


def memory(remembered: Sequence[Remembered]) -> str:
    """MiB at the peak of each step: as the system counts, and in brackets as Python does."""
    heads = [_count(each["collections"]) for each in remembered]
    standing = ("the process before, with the books", *map(_standing, remembered))
    lines = (
        (said, *(_peak(one["peaks"][step]) for one in remembered))
        for step, said in STEPS.items()
        if step not in {"text", "walk"}
    )
    return _table(("MiB above what stood before", *heads), (standing, *lines))


def answers(found: Found) -> str:
    """A statement walked over, read and recorded: microseconds an entry; and the memory of it."""
    every = found["answered"]
    heads = [_count(each["entries"]) for each in every]
    lines = (
        (said, *(f"{each['seconds'][step]['least'] / each['entries'] * 1e6:.1f}" for each in every))
        for step, said in ANSWER_STEPS.items()
    )
    remembered = found["answers_remembered"]
    taken = (_peak(remembered[str(each["entries"])]) for each in every)
    return _table(("µs an entry", *heads), (*lines, ("MiB while it is read", *taken)))


def questions(asked: dict[str, float]) -> str:
    """The nanoseconds of each question."""
    lines = ((f"`TARGET.{ask}`", f"{taken * 1e9:.0f}") for ask, taken in asked.items())
    return _table(("question", "ns"), lines)


def imports(found: Found) -> str:
    """The milliseconds of an import above the interpreter."""
    imported = found["imported"]
    interpreter = imported["interpreter"]
    lines = (
        ("the interpreter alone", f"{interpreter * 1e3:.0f}"),
        ("`import sepadd` above it", f"{(imported['compiled'] - interpreter) * 1e3:.0f}"),
        ("the same, compiled anew", f"{(imported['uncompiled'] - interpreter) * 1e3:.0f}"),
    )
    return _table(("process", "ms"), lines)


def others(measured: Sequence[Other]) -> str:
    """What another library takes for the same job, as far as it comes."""
    if not measured:
        return "Not measured: it was not to be had in that run."
    heads = ("library", "collections", "µs a collection", "times bare XSD", "ended with")
    return _table(heads, map(_other, measured))


def _other(one: Other) -> tuple[str, ...]:
    name, count, seconds = one["name"], _count(one["collections"]), one["seconds"]
    if seconds is None:
        return name, count, NOTHING, NOTHING, f"`{one['fault']}`"
    each = f"{seconds / one['collections'] * 1e6:.0f}"
    return name, count, each, f"{seconds / one['bare']:.0f}", "a checked file"


def _each(one: Timed, step: str) -> str:
    seconds, count = one["seconds"][step], one["collections"]
    return f"{seconds['least'] / count * 1e6:.1f} ({seconds['median'] / count * 1e6:.1f})"


def _first(one: Timed) -> str:
    return f"{one['seconds']['whole']['first'] / one['collections'] * 1e6:.1f}"


def _multiple(one: Timed, step: str) -> str:
    return f"{multiple(one, step):.2f} ({multiple(one, step, 'median'):.2f})"


def _standing(one: Remembered) -> str:
    return NOTHING if one["standing"] is None else f"{one['standing']:.0f}"


def _peak(peak: Peak) -> str:
    resident = NOTHING if peak["resident"] is None else f"{peak['resident']:.1f}"
    return f"{resident} ({peak['traced']:.1f})"


def _count(number: int) -> str:
    return f"{number:,}".replace(",", " ")


def _table(heads: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    """The cells as a table: the first column to the left, the numbers to the right."""
    rule = ("---", *("---:" for _ in heads[1:]))
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (heads, rule, *lines))
