"""The drawing of the rooms says what the imports say, and nothing stands on anything else in it."""

from __future__ import annotations

import re
from itertools import pairwise

from drawn_rooms import (
    arrows_of_rooms,
    built_upon,
    drawing_of_rooms,
    drawn,
    every_room,
    outer_rooms,
    reached,
    reduced,
)
from helpers.reading_order import faces

ARROWS = arrows_of_rooms()


def test_every_room_is_drawn_and_has_its_sentence() -> None:
    named = set(re.findall(r">(\w+)</text>", str(drawing_of_rooms())))
    assert named == set(outer_rooms()) >= {face for face in faces() if "." not in face}
    told = dict(every_room())
    assert set(told) == set(faces())
    assert all(said.endswith(".") for said in told.values())


def test_fewer_arrows_say_the_same() -> None:
    every = built_upon(outer_rooms())
    assert {room: reached(ARROWS, room) for room in ARROWS} == {
        room: reached(every, room) for room in every
    }
    assert sum(map(len, ARROWS.values())) < sum(map(len, every.values())) / 3


def test_without_any_arrow_something_less_would_be_said() -> None:
    for room, tos in ARROWS.items():
        for to in tos:
            fewer = {**ARROWS, room: tos - {to}}
            assert to not in reached(fewer, room)


def test_an_arrow_that_others_say_together_is_left_out() -> None:
    arrows = {"a": frozenset[str](), "b": frozenset("a"), "c": frozenset("ab")}
    assert reduced(arrows) == {"a": frozenset(), "b": {"a"}, "c": {"b"}}


def test_each_arrow_goes_up_from_one_box_to_another() -> None:
    foot, head = {}, {}
    for x, y, width, height, name in re.findall(
        r'<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)".*\n.*>(\w+)</text>',
        str(drawing_of_rooms()),
    ):
        middle = float(x) + float(width) / 2
        head[f"{middle:.1f}", f"{float(y):.1f}"] = name
        foot[f"{middle:.1f}", f"{float(y) + float(height):.1f}"] = name
    lines = re.findall(
        r'd="M([\d.]+) ([\d.]+)[^"]*" fill="none".*\n<path d="M([\d.]+) ([\d.]+)',
        str(drawing_of_rooms()),
    )
    found = {(head[x, y], foot[to_x, to_y]) for x, y, to_x, to_y in lines}
    assert found == {(room, to) for room, tos in ARROWS.items() for to in tos}
    assert all(float(y) > float(to_y) for _, y, _, to_y in lines)


def test_no_box_touches_another() -> None:
    many = {"top": frozenset[str](), **{f"room_{n}": frozenset({"top"}) for n in range(9)}}
    for svg in (drawing_of_rooms(), drawn(many, "many", "many")):
        boxes = re.findall(r'<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)"', str(svg))
        placed = sorted((float(y), float(x), float(width)) for x, y, width in boxes)
        assert all(a[0] != b[0] or a[1] + a[2] < b[1] for a, b in pairwise(placed))
