"""The rooms and their modules form one reading order, and each room is entered by its face."""

from __future__ import annotations

import ast
import re
import sys
from graphlib import TopologicalSorter
from importlib import import_module
from inspect import ismodule
from pathlib import Path

import pytest

from helpers.loading import HEAVY, loaded_by
from helpers.reading_order import (
    PACKAGE,
    READING_ORDER,
    ROOMS,
    faces,
    imported_by,
    modules,
    names_imported,
    place_of,
    room_of,
    source_of,
)
from helpers.shown_in_pages import pages

ROOT = PACKAGE.parents[1]
MOST_OUTSIDE_ROOMS = 8


def in_room(face: str) -> set[str]:
    """Give all modules in a room, also those in rooms within it."""
    return {module for module in modules() if module.startswith(f"{face}.")}


# -- one order ----------------------------------------------------------------------------------


def test_every_module_has_its_place() -> None:
    assert set(modules()) == set(READING_ORDER)


def test_no_module_has_two_places() -> None:
    assert len(READING_ORDER) == len(set(READING_ORDER))


def test_a_room_is_read_in_one_go() -> None:
    named = [room.name for room in ROOMS if room.name]
    assert len(named) == len(set(named))


@pytest.mark.parametrize("module", READING_ORDER)
def test_a_module_imports_only_what_was_read_before(module: str) -> None:
    before = set(READING_ORDER[: READING_ORDER.index(module)])
    read = before | {face for face in faces() if in_room(face) <= before}
    assert imported_by(module) <= read


@pytest.mark.parametrize("module", READING_ORDER)
def test_another_room_is_entered_by_its_face(module: str) -> None:
    own = room_of(module)
    outside = {
        place
        for place in imported_by(module) - set(faces())
        if room_of(place) and not f"{own}.".startswith(f"{room_of(place)}.")
    }
    assert [p for p in outside if p.rpartition(".")[2] not in promised(room_of(p))] == []


def test_rooms_form_no_circle() -> None:
    arrows: dict[str, set[str]] = {}
    for module in modules():
        to = {p if p in faces() else room_of(p) or p for p in imported_by(module)}
        own = room_of(module) or module
        arrows.setdefault(own, set()).update(to - {own})
    assert list(TopologicalSorter(arrows).static_order())


def test_few_modules_stand_outside_rooms() -> None:
    assert len([module for module in modules() if not room_of(module)]) <= MOST_OUTSIDE_ROOMS


@pytest.mark.parametrize(
    "statement",
    [
        "import sepadd.values.money",
        "import sepadd.findings as money, sepadd.values.money",
        "from sepadd.values import money",
        "from sepadd.values.money import Euro",
        "def f():\n    from sepadd.values.money import Euro",
        "if TYPE_CHECKING:\n    from sepadd.values.money import Euro",
    ],
)
def test_an_import_is_seen_however_it_is_written(statement: str) -> None:
    names = {name for node in ast.walk(ast.parse(statement)) for name in names_imported(node)}
    assert "values.money" in map(place_of, names)


@pytest.mark.parametrize(
    "statement", ["from . import money", "from .money import Euro", "from sepadd import Euro"]
)
def test_neither_a_relative_import_nor_the_front_door_passes_for_a_module(statement: str) -> None:
    (name,) = names_imported(ast.parse(statement).body[0])
    assert name.startswith("sepadd.")
    assert place_of(name) not in {*READING_ORDER, *faces()}


@pytest.mark.parametrize("module", READING_ORDER)
def test_nothing_is_opened_by_name(module: str) -> None:
    """What is opened at run time by its name would be an arrow that nobody sees."""
    text = source_of(module).read_text(encoding="utf-8")
    assert re.findall(r"(?:import_module|__import__)\(", text) == []


# -- faces --------------------------------------------------------------------------------------


@pytest.mark.parametrize("face", faces())
def test_a_face_re_exports_and_does_nothing(face: str) -> None:
    tree = ast.parse(source_of(face).read_text("utf-8"))
    allowed = (ast.Import, ast.ImportFrom, ast.Assign, ast.Expr)
    assert [node for node in tree.body if not isinstance(node, allowed)] == []


def promised(face: str) -> tuple[str, ...]:
    """Give the names in the ``__all__`` of a room."""
    found = re.search(r"__all__ = (\(.*?\)|\[.*?\])", source_of(face).read_text("utf-8"), re.DOTALL)
    return () if found is None else tuple(ast.literal_eval(found[1]))


@pytest.mark.parametrize("face", faces())
def test_a_face_promises_what_it_imports(face: str) -> None:
    tree = ast.parse(source_of(face).read_text("utf-8"))
    imported = [
        alias.asname or alias.name
        for node in tree.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    ]
    assert sorted(imported) == sorted(promised(face))


def shown_to_users() -> list[Path]:
    """Give every file that shows users how to call the library."""
    examples = (ROOT / "examples").rglob("*.py")
    return [ROOT / "README.md", ROOT / "CONTEXT.md", *pages(), *examples]


IMPORT = re.compile(
    r"^\s*(?:>>> )?(?:from (sepadd[\w.]*) import|import (sepadd[\w.]*))", re.MULTILINE
)


@pytest.mark.parametrize("file", shown_to_users(), ids=lambda file: str(file.relative_to(ROOT)))
def test_users_are_shown_the_root_and_faces_only(file: Path) -> None:
    named = {place for places in IMPORT.findall(file.read_text("utf-8")) for place in places}
    doors = {"", "sepadd", *(f"sepadd.{face}" for face in faces())}
    assert named <= doors


@pytest.mark.parametrize("module", READING_ORDER)
def test_docstrings_show_the_root_and_faces_only(module: str) -> None:
    shown = re.findall(r"(?:>>> |\.\.\. )from (sepadd[\w.]*) import", source_of(module).read_text())
    assert set(shown) <= {"sepadd", *(f"sepadd.{face}" for face in faces())}


# -- what an import costs, and what names hide ---------------------------------------------------


def test_importing_sepadd_loads_nothing_heavy() -> None:
    assert loaded_by("import sepadd") & HEAVY == set()


def test_no_module_is_named_like_one_of_the_standard_library() -> None:
    last_names = {name.rpartition(".")[2] for name in (*modules(), *faces())}
    assert last_names & sys.stdlib_module_names <= {"__main__"}


def test_no_module_is_named_like_what_its_room_promises() -> None:
    """Which of the two a face gives would depend on what was imported first."""
    for face in faces():
        inside = {module.rpartition(".")[2] for module in modules() if room_of(module) == face}
        room = import_module(f"sepadd.{face}")
        both = inside & set(promised(face))
        assert [name for name in both if not ismodule(getattr(room, name))] == [], face
