"""What the documents say is so: what they print is whole, and what they show is answered."""

from __future__ import annotations

import pkgutil
import re
from contextlib import chdir
from doctest import ELLIPSIS, OutputChecker
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner

import sepadd
from helpers.shown_in_pages import DOCS, Command, commands, pages, save_files
from printed_pages import (
    ABOUT_ITEMS,
    ABOUT_MANDATES,
    ABOUT_PROPOSALS,
    FAMILIES,
    MANDATES,
    MARK,
    ON_ERROR,
    PRINTERS,
    cell,
    errors,
    printed,
)
from sepadd.banks import PROFILES
from sepadd.catalogue import CATALOGUE
from sepadd.catalogue.explanation import EXAMPLES
from sepadd.cli.answer import ExitCode
from sepadd.cli.commands import sepadd as command_line
from sepadd.collection import STEPS, CollectionStatus
from sepadd.mandate import MandateStatus
from sepadd.records.tables import MANDATE_COLUMNS, headings
from sepadd.records.tables.headings import OPEN_ITEM_COLUMNS, plain
from sepadd.records.tables.proposal_table import PROPOSAL_COLUMNS
from sepadd.rulebook import MessageVersion
from sepadd.rulebook.edition import EDITIONS
from sepadd.run import RunStage
from sepadd.testing import DUE_ON

ROOT = DOCS.parent


def page(name: str) -> str:
    """Give a page as it is read, with all that is printed in it."""
    return printed((DOCS / f"{name}.md").read_text("utf-8"))


def in_code(markdown: str) -> list[str]:
    return re.findall(r"`+([^`]+?)`+", markdown)


# -- what is printed ----------------------------------------------------------------------------


def test_everything_that_can_be_printed_is_printed_once() -> None:
    wanted = [name for each in pages() for name in MARK.findall(each.read_text("utf-8"))]
    assert sorted(wanted) == sorted(PRINTERS)


def test_the_page_of_rules_has_every_sentence_in_the_order_of_the_catalogue() -> None:
    ids = re.findall(r"^### (\S+)$", page("reference/rules"), re.MULTILINE)
    assert ids == [sentence.id for sentence in CATALOGUE]


@pytest.mark.parametrize("sentence", CATALOGUE, ids=lambda sentence: sentence.id)
def test_each_sentence_is_printed_with_all_that_it_says(sentence: object) -> None:
    rules = page("reference/rules")
    found = next(each for each in CATALOGUE if each is sentence)
    assert f"\n{cell(found.says)} *{found.severity}*." in rules
    assert cell(found.source) in rules
    assert f"\n**Why.** {cell(found.why)}\n" in rules
    assert f"\n**What to do.** {cell(found.hint)}\n" in rules


def test_each_family_of_rules_has_a_name() -> None:
    assert {sentence.id[:3] for sentence in CATALOGUE} == set(FAMILIES)


def test_each_example_of_a_rule_has_its_line() -> None:
    lines = re.findall(r"^\| (?!holds|---)", page("reference/rules"), re.MULTILINE)
    assert len(lines) == len(EXAMPLES)


def test_no_line_of_an_example_is_without_its_two_sides_and_what_is_told() -> None:
    lines = re.findall(r"^\| (?!holds|---)(.*) \|$", page("reference/rules"), re.MULTILINE)
    cells = [re.split(r" (?<!\\)\| ", line) for line in lines]
    assert [line for line in cells if len(line) != 3 or not all(line)] == []


def test_each_rule_can_be_linked_to_by_its_id() -> None:
    places = re.findall(r'^<a id="(\S+)"></a>$', page("reference/rules"), re.MULTILINE)
    assert places == [sentence.id for sentence in CATALOGUE]


def test_the_machine_of_collections_is_drawn_whole() -> None:
    states = page("reference/states")
    assert set(STEPS) == set(CollectionStatus)
    assert all(f"| **{status}** |" in states for status in CollectionStatus)
    facts = {fact.__name__ for steps in STEPS.values() for fact in steps}
    assert all(f"| ``{fact}`` |" in states for fact in facts)


def test_there_is_an_example_of_every_status_of_a_mandate() -> None:
    assert {mandate.status(DUE_ON) for _, mandate in MANDATES} == set(MandateStatus)


def test_every_stage_of_a_run_has_its_line() -> None:
    states = page("reference/states")
    assert all(f"| **{stage}** |" in states for stage in RunStage)


def test_every_bank_edition_and_version_is_listed() -> None:
    profiles = page("reference/profiles")
    assert all(f"## `{profile.name}`" in profiles for profile in PROFILES)
    assert all(f"| {edition.in_force_from} |" in profiles for edition in EDITIONS)
    assert all(f"| ``{version}`` |" in profiles for version in MessageVersion)


def test_every_command_has_its_chapter() -> None:
    chapters = re.findall(r"^## `sepadd ([a-z-]+)`$", page("reference/cli"), re.MULTILINE)
    assert chapters == list(command_line.commands)


@pytest.mark.parametrize("name", ["reference/cli", "how-to/command-line"])
def test_every_exit_code_is_explained(name: str) -> None:
    codes = re.findall(r"^\| (\d+) \|", page(name), re.MULTILINE)
    assert codes == [str(code.value) for code in ExitCode]


def test_every_column_is_explained() -> None:
    assert tuple(ABOUT_MANDATES) == MANDATE_COLUMNS.names
    assert tuple(ABOUT_ITEMS) == OPEN_ITEM_COLUMNS.names
    assert tuple(ABOUT_PROPOSALS) == PROPOSAL_COLUMNS


def test_every_other_name_of_a_column_is_understood() -> None:
    rows = re.findall(r"^\| ``(\w+)`` \|.*\| (.*) \|$", page("reference/csv"), re.MULTILINE)
    names = {**MANDATE_COLUMNS.by_heading, **OPEN_ITEM_COLUMNS.by_heading}
    listed = {(column, plain(also)) for column, others in rows for also in others.split(", ")}
    assert {(column, also) for also, column in names.items() if also != column} <= listed


READERS = {
    "scheme": headings.scheme,
    "type": headings.one_off,
    "migrated": headings.migrated,
    "collect": headings.collect,
    "debtor_kind": headings.debtor_kind,
    "kind": headings.item_kind,
}


@pytest.mark.parametrize(
    ("column", "word", "others"),
    re.findall(r"^\| `(\w+)` \| `([\w-]+)` \|([^|]*)\|$", page("reference/csv"), re.MULTILINE),
)
def test_the_words_in_cells_mean_the_same(column: str, word: str, others: str) -> None:
    read = READERS[column]
    same = [other.strip() for other in others.split(",") if other.strip()]
    assert {read(other) for other in (word, *same)} == {read(word)}


def test_for_every_error_it_says_what_to_do() -> None:
    assert {error.__name__ for error in errors()} == set(ON_ERROR)


# -- what is shown ------------------------------------------------------------------------------


WITH_COMMANDS = [each for each in pages() if next(commands(each), None)]


@pytest.mark.parametrize("shown", WITH_COMMANDS, ids=lambda path: path.stem)
def test_the_commands_answer_as_the_page_shows(shown: Path, tmp_path: Path) -> None:
    save_files(shown, tmp_path)
    code = 0
    with chdir(tmp_path):
        for command in commands(shown):
            answer, code = _answer(command, code)
            assert OutputChecker().check_output(_bare(command.answer), _bare(answer), ELLIPSIS), (
                f"{command.typed}\n{answer}"
            )


def _answer(command: Command, code_before: int) -> tuple[str, int]:
    """Give what a command prints, and its exit code."""
    if command.typed == "echo $?":
        return f"{code_before}\n", 0
    program, *arguments = command.typed.split()
    assert program == "sepadd"
    result = CliRunner().invoke(command_line, arguments, prog_name=program)
    return result.output, result.exit_code


def _bare(text: str) -> str:
    """Give a text without blanks at the ends of its lines, and without empty lines."""
    return "".join(f"{line.rstrip()}\n" for line in text.splitlines() if line.strip())


# -- what is named ------------------------------------------------------------------------------


def modules() -> list[ModuleType]:
    found = pkgutil.walk_packages(sepadd.__path__, "sepadd.")
    return [import_module(each.name) for each in found if not each.name.endswith("__main__")]


THINGS = [thing for each in modules() for thing in vars(each).items()]
MEMBERS = {member for _, thing in THINGS for member in getattr(thing, "__members__", ())}


def exists(name: str) -> bool:
    """Whether something of ours is called so: ``Mandate``, ``Mandate.signed_on``, ``FIRST``."""
    first, *rest = name.split(".")
    named = [thing for called, thing in THINGS if called == first]
    found = [thing for thing in named if all(_has(thing, part) for part in rest)]
    return bool(found) or name in MEMBERS


def _has(thing: object, part: str) -> bool:
    return hasattr(thing, part) or part in getattr(thing, "__annotations__", {})


WORDS = (ROOT / "CONTEXT.md").read_text("utf-8")
ROWS = [line.split(" | ") for line in WORDS.splitlines() if " | " in line]
NAMED = [name for row in ROWS for name in in_code(row[1])]
OWN = in_code(WORDS.partition("## Words of our own")[2])


@pytest.mark.parametrize("name", dict.fromkeys([*NAMED, *OWN]))
def test_every_name_among_the_words_is_one_in_the_code(name: str) -> None:
    assert exists(name)


PATH = re.compile(r"(?:[\w.-]+/)+[\w.-]*|[\w-]+\.md")


def paths_in(document: str) -> list[str]:
    named = in_code((ROOT / document).read_text("utf-8"))
    return list(dict.fromkeys(name for name in named if PATH.fullmatch(name)))


@pytest.mark.parametrize("path", paths_in("CONTRIBUTING.md"))
def test_every_path_that_contributors_are_told_is_there(path: str) -> None:
    assert (ROOT / path).exists()


def test_the_decisions_are_numbered_without_a_gap() -> None:
    files = sorted((DOCS / "decisions").glob("0*.md"))
    assert [int(path.name[:4]) for path in files] == list(range(1, len(files) + 1))
    for number, path in enumerate(files, start=1):
        assert path.read_text("utf-8").startswith(f"# {number}. ")


TOLD = [
    path
    for path in pages()
    if path.name != "index.md"
    and (path.parent == DOCS or path.parent.name in {"how-to", "explanation", "notebooks"})
]


@pytest.mark.parametrize("told", TOLD, ids=lambda path: path.stem)
def test_every_page_that_tells_or_explains_shows_an_example(told: Path) -> None:
    shown = re.compile(r"^```(python|console|\{code-(cell|block)\} i?python3?)$", re.MULTILINE)
    assert shown.search(printed(told.read_text("utf-8")))


def test_every_page_of_how_to_stands_in_one_group() -> None:
    listed = re.findall(
        r"^[\w-]+$", (DOCS / "how-to" / "index.md").read_text("utf-8"), re.MULTILINE
    )
    tasks = [path.stem for path in (DOCS / "how-to").glob("*.md") if path.name != "index.md"]
    assert sorted(listed) == sorted(tasks)


@pytest.mark.parametrize("page", ["tutorial.md", "tutorial-bookkeeper.md"])
def test_in_a_tutorial_nothing_stands_behind_a_loop_so_that_it_can_be_typed(page: str) -> None:
    """Python wants an empty line behind a loop that is typed, and a copied block has none."""
    for block in re.findall(r"```python\n(.*?)```", (DOCS / page).read_text("utf-8"), re.DOTALL):
        begun = [line[4:] for line in block.splitlines() if line.startswith(">>> ")]
        loops = [line for line in begun if re.match(r"(for|with|if|def|while|class|try)\b", line)]
        assert loops in ([], begun[-1:])
