"""A drawing of where something can stand: a lane for each place, a row for each way between them.

In a row, each dot is a place that the way begins at, and the arrow ends where it leads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate
from textwrap import wrap
from types import MappingProxyType
from typing import Final

from sepadd.findings import InvalidValue
from sepadd.notebook.drawing import FONT, Svg, arrow_head, box, dot, drawing, line, width_of, words
from sepadd.notebook.transitions import (
    Machine,
    Transition,
    collection_machine,
    in_words,
    mandate_machine,
    run_machine,
)

_ROW: Final = 28
_LETTERS: Final = 10  # of a place's name on one line
_LINE: Final = FONT + 4
_PAD: Final = 5
_BETWEEN: Final = 7

MACHINES: Final[Mapping[str, Callable[[], Machine]]] = MappingProxyType(
    {"collection": collection_machine, "run": run_machine, "mandate": mandate_machine}
)
"""What can be drawn, by its name."""


def diagram_of(what: str) -> Svg:
    """The drawing of a ``"collection"``, a ``"run"`` or a ``"mandate"``.

    Raises :class:`InvalidValue` for anything else.

    >>> "<title>Where a mandate can stand</title>" in str(diagram_of("mandate"))
    True
    """
    if what not in MACHINES:
        there_are = ", ".join(MACHINES)
        raise InvalidValue(f"no diagram of {what!r}: there are those of {there_are}")
    return drawn(MACHINES[what]())


def drawn(machine: Machine) -> Svg:
    """The drawing of a machine."""
    ways = _ways(machine.moves)
    names = [wrap(place, _LETTERS) for place in machine.places]
    left = max(width_of(by) for by, _ in ways) + _BETWEEN
    widths = [max(map(width_of, lines)) + 2 * _PAD for lines in names]
    starts = list(accumulate(widths, lambda x, width: x + width + _BETWEEN, initial=left))
    lanes = {
        place: start + width / 2
        for place, start, width in zip(machine.places, starts, widths, strict=False)
    }
    head = max(map(len, names)) * _LINE + 2 * _PAD
    height = head + len(ways) * _ROW + _PAD
    return drawing(
        f"Where {machine.what} can stand",
        in_words(machine.moves),
        int(starts[-1]),
        height,
        (
            *_boxes(names, starts, widths, head),
            *(line(x, head, x, height, faint=True) for x in lanes.values()),
            *_rows(ways, lanes, head + _ROW * 0.75),
        ),
    )


def _ways(transitions: Sequence[Transition]) -> dict[tuple[str, str], list[str]]:
    """From where each step leads to each place."""
    ways: dict[tuple[str, str], list[str]] = {}
    for start, by, end in transitions:
        ways.setdefault((by, end), []).append(start)
    return ways


def _boxes(
    names: Sequence[Sequence[str]], starts: Sequence[float], widths: Sequence[int], head: int
) -> Iterator[str]:
    for lines, start, width in zip(names, starts, widths, strict=False):
        yield box(start, 1, width, head - 1)
        foot = (head - len(lines) * _LINE) / 2 + FONT
        for number, text in enumerate(lines):
            yield words(text, start + width / 2, foot + number * _LINE, anchor="middle", bold=True)


def _rows(
    ways: Mapping[tuple[str, str], Sequence[str]], lanes: Mapping[str, float], first: float
) -> Iterator[str]:
    for number, ((by, end), begins) in enumerate(ways.items()):
        y = first + number * _ROW
        yield words(by, 0, y + FONT / 3)
        yield from _arrow([lanes[start] for start in begins], lanes[end], y)


def _arrow(begins: Sequence[float], end: float, y: float) -> Iterator[str]:
    yield line(min(*begins, end), y, max(*begins, end), y)
    yield from (dot(x, y) for x in begins)
    for leftwards in sorted({x > end for x in begins}):
        yield arrow_head(end, y, leftwards=leftwards)
