"""Values made cheaply are what Python's own dataclasses make: each is held against its twin."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
from collections.abc import Callable
from typing import Any, ClassVar, Final, NamedTuple, get_type_hints

import pytest

import sepadd.frozen


class Kinds(NamedTuple):
    """The same classes, made by one decorator."""

    point: Any
    named: Any
    derived: Any
    empty: Any
    own: Any
    same_only: Any
    ordered: Any
    mark: Any
    unhashed: Any


def kinds(dataclass: Callable[..., Any]) -> Kinds:
    @dataclass(frozen=True, slots=True)
    class Point:
        """A point."""

        x: int
        y: int = 2
        note: str = dataclasses.field(default="", repr=False, compare=False)
        of: ClassVar[str] = "the plane"

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Named:
        """A name, and what is made with it."""

        parts: tuple[str, ...] = dataclasses.field(default_factory=tuple)
        name: str
        seen: list[int] = dataclasses.field(default_factory=list, init=False, compare=False)
        times: int = dataclasses.field(default=3, init=False)
        long: int = dataclasses.field(init=False, repr=False)

        def __post_init__(self) -> None:
            object.__setattr__(self, "long", len(self.name))

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Derived(Named):
        """A name with a number."""

        number: int = 0
        name: str = "none"

    @dataclass(frozen=True, slots=True)
    class Empty:
        """Nothing."""

    @dataclass(frozen=True, slots=True)
    class Own:
        """All methods of its own."""

        value: str

        def __init__(self, value: object) -> None:
            object.__setattr__(self, "value", str(value).upper())

        def __repr__(self) -> str:
            return f"<{self.value}>"

        def __eq__(self, other: object) -> bool:
            return isinstance(other, Own) and self.value[:1] == other.value[:1]

        def __hash__(self) -> int:
            return hash(self.value[:1])

    @dataclass(frozen=True, slots=True, eq=False, repr=False)
    class SameOnly:
        """Equal to itself alone."""

        value: int

    @dataclass(frozen=True, slots=True, order=True)
    class Ordered:
        """Before and after."""

        first: int
        second: int = 0

    @dataclass(frozen=True, slots=True, init=False)
    class Mark:
        """One field, one constructor of its own."""

        text: str

        def __init__(self, *text: str) -> None:
            object.__setattr__(self, "text", "".join(text))

    @dataclass(frozen=True, slots=True)
    class Unhashed:  # noqa: PLW1641 - the decorator makes one
        """Its equality is its own, its hash is that of the fields."""

        value: int

        def __eq__(self, other: object) -> bool:
            return isinstance(other, Unhashed) and self.value == other.value

    return Kinds(Point, Named, Derived, Empty, Own, SameOnly, Ordered, Mark, Unhashed)


OURS: Final = kinds(sepadd.frozen.dataclass)
PYTHONS: Final = kinds(dataclasses.dataclass)

each_kind = pytest.mark.parametrize(
    ("ours", "pythons"), list(zip(OURS, PYTHONS, strict=True)), ids=Kinds._fields
)


@sepadd.frozen.dataclass(frozen=True, slots=True, kw_only=True)
class Pickled:
    """It can be found by its name."""

    name: str
    parts: tuple[int, ...] = ()


CALLS: Final[tuple[Callable[[Kinds], object], ...]] = (
    lambda k: k.point(1),
    lambda k: k.point(1, 3, "noted"),
    lambda k: k.point(y=1, x=3),
    lambda k: k.point(),
    lambda k: k.point(1, 2, "", 4),
    lambda k: k.point(1, z=4),
    lambda k: k.point(1) == k.point(1, note="other"),
    lambda k: k.point(1) == k.point(2),
    lambda k: k.point(1).__eq__(1),
    lambda k: k.point(1) == k.ordered(1, 2),
    lambda k: {k.point(1), k.point(1, 2, "other"), k.point(2)},
    lambda k: k.point.of,
    lambda k: k.named(name="a"),
    lambda k: k.named("a"),
    lambda k: k.named(),
    lambda k: k.named(name="a", times=4),
    lambda k: k.named(name="a").seen is k.named(name="a").seen,
    lambda k: k.named(name="abc", parts=("x",)).long,
    lambda k: k.derived(),
    lambda k: k.derived(number=4, name="ab").long,
    lambda k: k.derived(name="a") == k.named(name="a"),
    lambda k: k.empty(),
    lambda k: k.empty() == k.empty(),
    lambda k: len({k.empty(), k.empty()}),
    lambda k: k.own("a"),
    lambda k: k.own("ab") == k.own("ac"),
    lambda k: len({k.own("ab"), k.own("ac")}),
    lambda k: k.same_only(1) == k.same_only(1),
    lambda k: len({k.same_only(1), k.same_only(1)}),
    lambda k: sorted([k.ordered(2), k.ordered(1, 2), k.ordered(1)]),
    lambda k: k.ordered(1) < 1,
    lambda k: len({k.ordered(1), k.ordered(1, 0)}),
    lambda k: k.mark("a", "b"),
    lambda k: k.mark("a") == k.mark("", "a"),
    lambda k: k.unhashed(1) == k.unhashed(1),
    lambda k: len({k.unhashed(1), k.unhashed(1)}),
    lambda k: dataclasses.replace(k.point(1), y=5),
    lambda k: dataclasses.replace(k.named(name="a"), times=5),
    lambda k: dataclasses.asdict(k.derived(number=1)),
    lambda k: dataclasses.astuple(k.point(1)),
    lambda k: copy.copy(k.derived(number=1)),
    lambda k: copy.deepcopy(k.named(name="a", parts=("b",))),
    lambda k: setattr(k.point(1), "x", 2),
    lambda k: setattr(k.derived(), "name", "b"),
    lambda k: delattr(k.point(1), "x"),
    lambda k: delattr(k.mark("a"), "text"),
)


def outcome(call: Callable[[Kinds], object], of: Kinds) -> object:
    try:
        return repr(call(of))
    except (TypeError, ValueError, AttributeError) as raised:
        return type(raised), str(raised)


@pytest.mark.parametrize("call", CALLS, ids=range(len(CALLS)))
def test_a_value_behaves_as_its_twin(call: Callable[[Kinds], object]) -> None:
    assert outcome(call, kinds(sepadd.frozen.dataclass)) == outcome(call, PYTHONS)


@each_kind
def test_a_class_says_of_itself_what_its_twin_says(ours: Any, pythons: Any) -> None:
    def said(kind: Any) -> object:
        return (
            *(kind.__name__, kind.__qualname__, kind.__module__, kind.__doc__),
            *(kind.__slots__, kind.__match_args__, repr(kind.__dataclass_params__)),
            *(str(inspect.signature(kind)), str(inspect.signature(kind.__init__))),
            *(get_type_hints(kind.__init__), kind.__init__.__qualname__, kind.__init__.__module__),
            [repr(field) for field in dataclasses.fields(kind)],
        )

    assert said(ours) == said(pythons)


def test_the_constructor_says_the_same_before_and_after_it_is_compiled() -> None:
    point = kinds(sepadd.frozen.dataclass).point
    before = inspect.signature(point), get_type_hints(point.__init__)
    point(1)
    assert (inspect.signature(point), get_type_hints(point.__init__)) == before


def test_what_is_no_field_is_refused_too() -> None:
    """Of its twin with slots Python gives a TypeError about something else."""
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot assign to field 'z'"):
        OURS.point(1).z = 2
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot delete field 'z'"):
        del OURS.point(1).z


def test_a_derived_class_sets_what_is_no_field() -> None:
    class Noted(OURS.point):  # type: ignore[misc, name-defined] # it is one of two classes
        """A point of a user's, which has a dict."""

    noted = Noted(1)
    noted.more = 1
    del noted.more
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot assign to field 'x'"):
        noted.x = 2
    assert noted != OURS.point(1)


@pytest.mark.parametrize("of", [OURS, PYTHONS], ids=["ours", "python's"])
def test_a_dataclass_of_a_user_can_be_derived(of: Kinds) -> None:
    @dataclasses.dataclass(frozen=True)
    class Deep(of.point):  # type: ignore[misc, name-defined] # it is one of two classes
        z: int = 3

    assert repr(Deep(1)).endswith("Deep(x=1, y=2, z=3)")
    with pytest.raises(TypeError, match="cannot inherit non-frozen dataclass from a frozen one"):
        dataclasses.dataclass(type("Loose", (of.point,), {}))


@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_a_value_is_pickled(protocol: int) -> None:
    value = Pickled(name="a", parts=(1, 2))
    assert pickle.loads(pickle.dumps(value, protocol)) == value  # noqa: S301 - our own


def test_a_value_that_holds_itself_can_be_shown() -> None:
    one = kinds(sepadd.frozen.dataclass).named(name="a")
    one.seen.append(one)
    assert "seen=[...]" in repr(one)


def test_only_frozen_classes_with_slots_are_made() -> None:
    with pytest.raises(TypeError, match="only frozen ones with slots"):
        sepadd.frozen.dataclass(frozen=True, slots=False)
