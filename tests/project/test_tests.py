"""The tests stand in the same rooms as what they test, file by file."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from helpers.reading_order import READING_ORDER, room_of
from helpers.shown_in_pages import pages

TESTS = Path(__file__).parents[1]

WITHOUT_A_FILE_OF_THEIR_OWN = (
    ("banks.scheme", "a profile alone: the profiles are tested together, in test_shipped.py"),
    ("banks.netherlands", "as above"),
    ("banks.belgium", "as above"),
    ("banks.germany", "as above"),
    ("banks.austria", "as above"),
    ("banks.france", "as above"),
    ("banks.spain", "as above"),
    ("banks.italy", "as above"),
    ("books.receivable_closes", "three words, told apart in recording and in the journal"),
    ("books.in_place", "what refuses the wrong thing, in books/test_collecting.py"),
    ("books.set_from_books", "a set from books, in run/test_run_set.py"),
    ("recording.items_after", "what becomes of items in books, in test_books_after.py"),
    ("recording.entries", "an entry and its parts, in test_kinds_of_answers.py"),
    ("recording.selecting_runs", "the ids in facts, in test_kinds_of_answers.py"),
    ("recording.silence", "what nobody said, in test_kinds_of_answers.py"),
    ("recording.told_facts", "which fact it is, in test_kinds_of_answers.py"),
    ("rulebook.mandate_rules", "rules alone: each is held to its edges, in test_rules.py"),
    ("rulebook.collection_rules", "as above"),
    ("rulebook.file_rules", "as above"),
    ("messages.pain008.collection_parts", "what both ways of reading make, in each's own test"),
    ("catalogue.examples.of_*", "examples alone: each is looked at, in test_examples.py"),
    ("catalogue.examples.edges", "examples alone: each is looked at, in rulebook/test_rules.py"),
    ("catalogue.examples.example", "what an example is made of"),
    ("records.stored.*_record", "writing and reading of one thing, in test_json_records.py"),
    ("records.stored.finding_records", "as above"),
    ("records.stored.*shapes", "what one value is read by, in test_record_shape.py"),
    ("records.stored.faults", "what is wrong, all at once, in test_json_records.py"),
    ("testing.strategies.*", "drawn by the thousand, in properties/test_strategies_for_users.py"),
    ("cli.answered", "a part of the demo, tested with it in test_demo.py"),
    ("cli.commands", "a face: the list of the commands"),
    ("__main__", "a face: it calls the command, in cli/test_entry.py"),
)
"""The modules that have no test file of their own, by name or kind, and why."""

OF_A_ROOM_AS_A_WHOLE = (
    ("catalogue/test_examples.py", "every example of every sentence"),
    ("checking/test_bounds.py", "what is told, what is held, and how long it takes"),
    ("checking/test_planted_defects.py", "one defect after the other"),
    ("messages/pain008/test_schemas.py", "the project's own schemas"),
    ("messages/requests/test_schemas_of_requests.py", "the project's own schemas"),
    ("proposal/test_contradictions.py", "wishes that cannot both be met"),
    ("collection/test_consequences_typed_again.py", "the table, a second time"),
    ("recording/test_kinds_of_answers.py", "answers of banks that others stumbled over"),
    ("recording/test_any_order.py", "facts in every order"),
    ("recording/test_charges_booked_apart.py", "charges, from the statement to the journal"),
    ("rulebook/test_traps.py", "what others get wrong"),
    ("testing/test_pytest_plugin.py", "the plugin, which stands beside the package"),
)
"""The test files in rooms that are named after no module, and what they are about."""

ACROSS_ROOMS = frozenset({"corpus", "helpers", "project", "properties", "stories"})


def file_of(module: str) -> Path:
    """Where the tests of a module stand."""
    room, name = room_of(module), module.rpartition(".")[2]
    return TESTS / room.replace(".", "/") / f"test_{name}.py"


def reasons_for(module: str) -> list[str]:
    """Give why a module has no test file of its own, as often as that is said."""
    return [why for kind, why in WITHOUT_A_FILE_OF_THEIR_OWN if fnmatchcase(module, kind)]


@pytest.mark.parametrize("module", READING_ORDER)
def test_a_module_has_its_tests_in_its_room_or_a_reason_why_not(module: str) -> None:
    assert file_of(module).is_file() or reasons_for(module), f"write {file_of(module)}"


def test_each_reason_is_that_of_a_module_without_a_file() -> None:
    without = [module for module in READING_ORDER if not file_of(module).is_file()]
    for kind, why in WITHOUT_A_FILE_OF_THEIR_OWN:
        assert [module for module in without if fnmatchcase(module, kind)], f"{kind}: {why}"


def test_every_test_file_in_a_room_is_that_of_a_module_or_of_the_room() -> None:
    files = {path.relative_to(TESTS) for path in TESTS.rglob("test_*.py")}
    in_rooms = {path for path in files if path.parts[0] not in ACROSS_ROOMS}
    of_modules = {file_of(module).relative_to(TESTS) for module in READING_ORDER}
    assert in_rooms - of_modules == {Path(name) for name, _ in OF_A_ROOM_AS_A_WHOLE}


def test_what_tests_share_holds_no_test_and_what_is_across_rooms_holds_nothing_else() -> None:
    assert [path.name for path in (TESTS / "helpers").rglob("test_*.py")] == []
    for folder in ACROSS_ROOMS - {"helpers"}:
        others = [path for path in (TESTS / folder).glob("*.py") if path.name[:5] != "test_"]
        assert others == [], folder


def naming_tests() -> list[Path]:
    """Give every page and program that may name a test file to somebody."""
    root = TESTS.parent
    return [root / "noxfile.py", *root.glob("*.md"), *root.glob("*/README.md"), *pages()]


@pytest.mark.parametrize(
    "page", naming_tests(), ids=lambda page: str(page.relative_to(TESTS.parent))
)
def test_the_tests_that_a_page_names_are_there(page: Path) -> None:
    named = re.findall(r"(?<![\w/])tests/[\w/]+(?:\.py)?(?![\w<])", page.read_text("utf-8"))
    assert [name for name in named if not (TESTS.parent / name).exists()] == []
