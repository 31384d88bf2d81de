"""One line of a table is enough: a field is written, read, refused and described by it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest

from sepadd.findings import InvalidValue
from sepadd.records.stored.faults import Faulty
from sepadd.records.stored.record_shape import RecordShape, Tagged, either, may, must
from sepadd.records.stored.shapes import COUNT, TEXT, any_text, in_any_order, listed


@dataclass(frozen=True, kw_only=True)
class Lane:
    """One lane of a pool."""

    number: int
    name: str = ""

    def __post_init__(self) -> None:
        if self.number < 1:
            raise InvalidValue(f"lane {self.number}: give 1 or more")


@dataclass(frozen=True, kw_only=True)
class Pool:
    """Where one swims."""

    name: str
    lanes: tuple[Lane, ...] = ()
    depth: int | Decimal = 2
    open_to: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Pond:
    """Where ducks swim."""

    name: str
    ducks: int


LANE = RecordShape(
    Lane, must("number", COUNT, "from 1"), may("name", TEXT, "what it is called", "")
)
POOL = RecordShape(
    Pool,
    must("name", TEXT, "its name"),
    may("lanes", listed(LANE), "its lanes", ()),
    either(
        "depth",
        {
            int: may("metres", COUNT, "whole metres"),
            Decimal: may("depth", any_text(Decimal, str), "metres and parts of them"),
        },
        absent=2,
    ),
    may("open_to", in_any_order(TEXT), "who may come", frozenset()),
)
POND = RecordShape(Pond, must("name", TEXT, "its name"), must("ducks", COUNT, "how many"))
WATER = Tagged[Pool | Pond]("Water", "water", "which it is", {"pool": POOL, "pond": POND})

THINGS: list[tuple[Any, Pool | Pond, dict[str, object]]] = [
    (POOL, Pool(name="A"), {"name": "A"}),
    (
        POOL,
        Pool(name="A", lanes=(Lane(number=1), Lane(number=2, name="slow"))),
        {"name": "A", "lanes": [{"number": 1}, {"number": 2, "name": "slow"}]},
    ),
    (POOL, Pool(name="A", depth=3), {"name": "A", "metres": 3}),
    (POOL, Pool(name="A", depth=Decimal("1.5")), {"name": "A", "depth": "1.5"}),
    (
        POOL,
        Pool(name="A", open_to=frozenset({"members", "all"})),
        {"name": "A", "open_to": ["all", "members"]},
    ),
    (WATER, Pool(name="A", depth=3), {"water": "pool", "name": "A", "metres": 3}),
    (WATER, Pond(name="B", ducks=3), {"water": "pond", "name": "B", "ducks": 3}),
]


@pytest.mark.parametrize(("shape", "thing", "record"), THINGS)
def test_a_thing_is_written_by_its_table_and_read_again(
    shape: Any, thing: Pool | Pond, record: dict[str, object]
) -> None:
    assert list(shape.write(thing).items()) == list(record.items())
    assert shape.read(record) == thing


@pytest.mark.parametrize("record", [{"name": "A", "metres": None}, {"name": "A", "lanes": None}])
def test_a_field_that_holds_nothing_is_absent(record: dict[str, object]) -> None:
    assert POOL.read(record) == Pool(name="A")


def faults(shape: Any, record: Mapping[str, object]) -> list[tuple[str, str]]:
    with pytest.raises(Faulty) as faulty:
        shape.read(record)
    return [(fault.path, fault.detail) for fault in faulty.value.faults]


def test_all_faults_are_told_from_the_innermost_on() -> None:
    lanes = [{"number": 0}, "?", {"name": 7, "colour": "blue"}]
    assert faults(POOL, {"lanes": lanes, "metres": True, "deep": 9}) == [
        ("lanes[0]", "lane 0: give 1 or more"),
        ("lanes[1]", "'?' is not a record"),
        ("lanes[2].name", "7 is not text"),
        ("lanes[2].number", "it is missing"),
        ("lanes[2]", "field 'colour' is unknown; there are number, name"),
        ("metres", "true is not a whole number"),
        ("name", "it is missing"),
        ("", "field 'deep' is unknown; there are name, lanes, metres, depth, open_to"),
    ]


@pytest.mark.parametrize("metres", [10**18, -(10**18)])
def test_a_number_of_any_length_is_told_by_its_length(metres: int) -> None:
    assert POOL.read({"name": "A", "metres": metres // 10}).depth == metres // 10
    wrong = ("metres", "it has more than 18 digits: give a smaller number")
    assert faults(POOL, {"name": "A", "metres": metres}) == [wrong]
    assert faults(POOL, {"name": metres, "metres": 3}) == [
        ("name", "a number of more than 18 digits is not text")
    ]


def test_one_attribute_stands_in_one_field_only() -> None:
    record = {"name": "A", "metres": 3, "depth": "3"}
    assert faults(POOL, record) == [("", "metres and depth: give one of them")]


@pytest.mark.parametrize(
    ("word", "detail"),
    [
        (None, "it is missing"),
        (7, "7 is not text"),
        ("sea", "'sea': write pool or pond"),
    ],
)
def test_of_an_unknown_kind_is_told_what_is_wrong_of_any(word: object, detail: str) -> None:
    record = {"water": word, "name": 7, "ducks": "many", "salt": 1}
    known = "water, name, lanes, metres, depth, open_to, ducks"
    assert faults(WATER, record) == [
        ("water", detail),
        ("name", "7 is not text"),
        ("", f"field 'salt' is unknown; there are {known}"),
    ]


def test_what_is_not_said_is_as_in_a_thing_that_there_is() -> None:
    base = Pool(name="A", open_to=frozenset({"all"}))
    plain = RecordShape(Pool, must("name", TEXT), may("open_to", in_any_order(TEXT)))
    assert plain.based_on(base).read({"name": "B"}) == Pool(name="B", open_to=frozenset({"all"}))
    assert plain.based_on(base).read({"open_to": []}) == Pool(name="A")


def test_the_schema_says_of_each_field_what_its_line_says() -> None:
    parts: dict[str, dict[str, object]] = {}
    assert LANE.schema(parts) == {"$ref": "#/$defs/Lane"}
    assert parts["Lane"]["description"] == "One lane of a pool."
    assert parts["Lane"]["required"] == ["number"]
    assert parts["Lane"]["properties"] == {
        "number": {"description": "from 1", **COUNT.says},
        "name": {"description": "what it is called", "type": "string"},
    }
