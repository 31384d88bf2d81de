"""What stands around the code says the same as the code, and names no machine."""

from __future__ import annotations

import os
import re
from itertools import chain
from pathlib import Path

import pytest

from helpers.project import PYPROJECT, ROOT

DEMO_COMMAND = "python3 -m venv .venv && .venv/bin/pip install -q '.[cli]' && .venv/bin/sepadd demo"
TEST_COMMAND = "python3 -m venv .venv && .venv/bin/pip install -q nox && .venv/bin/nox -s tests"

KINDS = {kind["directory"] for kind in PYPROJECT["tool"]["towncrier"]["type"]}

# Written in halves, so that this file may be read like the others.
NOT_OURS_TO_NAME = re.compile(
    "|".join(
        [
            *(r"pypi\." + "org", "python" + "hosted", "registry" + r"\.npm", "crates" + r"\.io"),
            *(f"(?<![\\w.~]){re.escape(f'/{d}')}/" for d in ("work", "tmp", "home", "opt")),
        ]
    )
)


def texts() -> list[Path]:
    """Give every file of the project that is read as text."""
    folders = ("src", "tests", "docs", "schemas", "examples", "changes", "benchmarks", ".ci")
    inside = chain.from_iterable((ROOT / folder).rglob("*") for folder in folders)
    made = {"__pycache__", "_build", ".git"}
    files = chain(ROOT.glob("*.*"), inside)
    return sorted(p for p in files if p.is_file() and not made & set(p.relative_to(ROOT).parts))


def test_no_file_names_a_registry_or_a_place_on_some_machine() -> None:
    named = {
        f"{path.relative_to(ROOT)}:{number}"
        for path in texts()
        for number, line in enumerate(path.read_text("utf-8", "replace").splitlines(), start=1)
        if NOT_OURS_TO_NAME.search(line)
    }
    assert named == set()


@pytest.mark.parametrize("command", [DEMO_COMMAND, TEST_COMMAND])
def test_the_readme_gives_the_command_whole(command: str) -> None:
    assert command in (ROOT / "README.md").read_text("utf-8").splitlines()


def test_every_change_is_tried_with_the_readmes_test_command() -> None:
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    assert TEST_COMMAND.replace("python3", '"$python"', 1) in script
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


def test_every_ignored_lint_rule_gives_its_reason() -> None:
    lines = (ROOT / "pyproject.toml").read_text("utf-8").splitlines()
    ignored = [line for line in lines if re.match(r'\s+"[A-Z]+\d*",', line)]
    assert [line for line in ignored if "  #" not in line and " # " not in line] == []


def test_every_fragment_has_a_kind() -> None:
    names = [p.name for p in (ROOT / "changes").glob("*.md") if p.name != "README.md"]
    assert [name for name in names if name.split(".")[1:] not in [[k, "md"] for k in KINDS]] == []


def test_the_oldest_python_promised_is_the_oldest_required() -> None:
    named = [c.rpartition(" ")[2] for c in PYPROJECT["project"]["classifiers"] if "3." in c]
    assert PYPROJECT["project"]["requires-python"] == f">={named[0]}"


def test_a_type_checker_is_told_that_there_are_types() -> None:
    assert (ROOT / "src" / "sepadd" / "py.typed").exists()


def test_every_example_but_the_programs_is_in_the_wheel() -> None:
    included = PYPROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    there = {f"examples/{path.name}" for path in (ROOT / "examples").iterdir()}
    assert {path for path in included if path.startswith("examples")} == there - {
        "examples/downstream",
        "examples/jobs",
    }
