"""The rooms of the house as a drawing, and which builds on which, as the imports have it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import import_module
from inspect import getdoc
from itertools import pairwise
from typing import Final, NamedTuple

from helpers.reading_order import ROOMS, faces, imported_by, modules
from sepadd.notebook.drawing import FONT, Svg, box, drawing, width_of, words

Arrows = Mapping[str, frozenset[str]]
"""Each room with those that it builds on."""

LEFT_OUT: Final = frozenset({"progress", "display", "findings", "__main__"})
"""Single modules that nearly every room builds on, and the one that only calls the command."""


def built_upon(names: Iterable[str]) -> Arrows:
    """Give what each room imports from, among these rooms; a room within one is part of it."""
    drawn = frozenset(names)
    arrows: dict[str, set[str]] = {name: set() for name in drawn}
    for module in modules():
        if (own := _of(module, drawn)) is not None:
            arrows[own] |= {to for place in imported_by(module) if (to := _of(place, drawn))}
    return {name: frozenset(to - {name}) for name, to in arrows.items()}


def _of(place: str, drawn: frozenset[str]) -> str | None:
    """Give the room among those drawn in which a module, a face or a room stands."""
    while place and place not in drawn:
        place = place.rpartition(".")[0]
    return place or None


def outer_rooms() -> tuple[str, ...]:
    """Give the rooms that stand in no other, in reading order, and the samples beside them."""
    named = [name.partition(".")[0] for room in ROOMS for name in (room.name, *room.paths) if name]
    return tuple(name for name in dict.fromkeys(named) if name not in LEFT_OUT)


def reached(arrows: Arrows, start: str) -> frozenset[str]:
    """Give all that a room builds on, by any way."""
    return arrows[start].union(*(reached(arrows, to) for to in arrows[start]))


def reduced(arrows: Arrows) -> Arrows:
    """Leave out each arrow that says no more than others say together."""
    return {
        name: frozenset(to for to in tos if not any(to in reached(arrows, by) for by in tos - {to}))
        for name, tos in arrows.items()
    }


@cache
def arrows_of_rooms() -> Arrows:
    """Give the arrows that are drawn between the outer rooms."""
    return reduced(built_upon(outer_rooms()))


def sentence_of(room: str) -> str:
    """Give what is found in a room, as its face says it in a sentence."""
    first = (getdoc(import_module(f"sepadd.{room}")) or "").split("\n\n", maxsplit=1)[0]
    return " ".join(first.split())


# -- where each box stands ----------------------------------------------------------------------

_PAD: Final = 10
_GAP: Final = 14
_ROW: Final = 62
_BOX: Final = FONT + 14
_ROUNDS: Final = 24
_TURN: Final = 20


class _Stop(NamedTuple):
    """A place in a row: a room, or one that an arrow passes on its way to a row further up."""

    name: str
    passing: str = ""

    @property
    def width(self) -> int:
        return _GAP if self.passing else width_of(self.name) + 2 * _PAD


def drawn(arrows: Arrows, title: str, about: str) -> Svg:
    """Draw rooms in rows, each below all that it builds on, with an arrow up to those."""
    rows, ways = _rows(arrows)
    middles = _middles(rows, ways)
    left = min(middles[stop] - stop.width / 2 for row in rows for stop in row) - 2
    x = {stop: middle - left for stop, middle in middles.items()}
    y = {stop: number * _ROW + 1.0 for number, row in enumerate(rows) for stop in row}
    width = max(x[stop] + stop.width / 2 for stop in x) + 2
    parts = [
        *(_arrow([(x[stop], y[stop]) for stop in way]) for way in ways),
        *(part for stop in x if not stop.passing for part in _box(stop, x[stop], y[stop])),
    ]
    return drawing(title, about, int(width) + 1, (len(rows) - 1) * _ROW + _BOX + 2, parts)


def _rows(arrows: Arrows) -> tuple[list[list[_Stop]], list[list[_Stop]]]:
    """Give the rows from the top, and the way of each arrow through them, from its foot up."""
    depth: dict[str, int] = {}
    for name in sorted(arrows, key=lambda name: len(reached(arrows, name))):
        depth[name] = 1 + max((depth[to] for to in arrows[name]), default=-1)
    rows: list[list[_Stop]] = [[] for _ in range(max(depth.values()) + 1)]
    for name in arrows:
        rows[depth[name]].append(_Stop(name))
    ways: list[list[_Stop]] = []
    for name, tos in arrows.items():
        for to in sorted(tos):
            between = range(depth[name] - 1, depth[to], -1)
            passing = [(row, _Stop(f"{name} {row}", to)) for row in between]
            for row, stop in passing:
                rows[row].append(stop)
            ways.append([_Stop(name), *(stop for _, stop in passing), _Stop(to)])
    return rows, ways


def _middles(rows: list[list[_Stop]], ways: Iterable[list[_Stop]]) -> dict[_Stop, float]:
    """Give the middle of each box: near those that it is joined to, and beside no other."""
    joined: dict[_Stop, list[_Stop]] = {stop: [] for row in rows for stop in row}
    for way in ways:
        for lower, upper in pairwise(way):
            joined[lower].append(upper)
            joined[upper].append(lower)
    middle = {stop: place for row in rows for stop, place in zip(row, _spread(row), strict=True)}
    for turn in range(_ROUNDS):
        for row in rows if turn % 2 else reversed(rows):
            wanted = {stop: _mean([middle[each] for each in joined[stop]]) for stop in row}
            row.sort(key=lambda stop: (wanted[stop], stop))
            middle |= _apart(row, wanted)
    return middle


def _spread(row: Iterable[_Stop]) -> Iterator[float]:
    """Give where the boxes of a row begin, one beside the other."""
    end = 0.0
    for stop in row:
        yield end + stop.width / 2
        end += stop.width + _GAP


def _apart(row: list[_Stop], wanted: Mapping[_Stop, float]) -> dict[_Stop, float]:
    """Give the boxes of a row their places in order: apart, and on an average where they want."""
    places: list[float] = []
    for stop in row:
        least = (
            places[-1] + (row[len(places) - 1].width + stop.width) / 2 + _GAP if places else None
        )
        places.append(wanted[stop] if least is None else max(wanted[stop], least))
    back = _mean([place - wanted[stop] for stop, place in zip(row, places, strict=True)])
    return {stop: place - back for stop, place in zip(row, places, strict=True)}


def _mean(numbers: list[float]) -> float:
    return sum(numbers) / len(numbers) if numbers else 0.0


def _box(stop: _Stop, x: float, y: float) -> Iterator[str]:
    yield box(x - stop.width / 2, y, stop.width, _BOX)
    yield words(stop.name, x, y + (_BOX + FONT * 0.7) / 2, anchor="middle", bold=True)


def _arrow(stops: list[tuple[float, float]]) -> str:
    """Draw a curve from the top of a box up to the foot of another, through all between."""
    (x, y), *rest = stops
    path = f"M{x:.1f} {y:.1f}"
    for number, (to_x, top) in enumerate(rest, start=1):
        last = number == len(rest)
        to_y = top + _BOX + (7 if last else 0)
        path += f" C{x:.1f} {y - _TURN:.1f} {to_x:.1f} {to_y + _TURN:.1f} {to_x:.1f} {to_y:.1f}"
        if not last:
            path += f" L{to_x:.1f} {top:.1f}"
        x, y = to_x, top
    tip = f"M{x:.1f} {y + _BOX:.1f} l-4 8 l8 0 z"
    line = f'<path d="{path}" fill="none" stroke="currentColor" stroke-opacity="0.6"/>'
    return f'{line}\n<path d="{tip}" fill-opacity="0.6"/>'


# -- as pages print them ------------------------------------------------------------------------


def drawing_of_rooms() -> Svg:
    """Draw the outer rooms."""
    arrows = arrows_of_rooms()
    named = [name for name in outer_rooms() if arrows[name]]
    said = "; ".join(f"{name} builds on {', '.join(sorted(arrows[name]))}" for name in named)
    return drawn({name: arrows[name] for name in outer_rooms()}, "The rooms of sepadd", said)


def rooms_in(room: str) -> tuple[str, ...]:
    """Give the rooms within a room, in reading order."""
    return tuple(each.name for each in ROOMS if re.fullmatch(rf"{room}\.\w+", each.name))


def every_room() -> Iterator[tuple[str, str]]:
    """Give each room in reading order, those within a room behind it, with its sentence."""
    for name in outer_rooms():
        if name in faces():
            yield name, sentence_of(name)
            yield from ((within, sentence_of(within)) for within in rooms_in(name))
