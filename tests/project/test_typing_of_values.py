"""What type checkers say of a user's code that gives text for values: what is accepted, and not."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import pytest

from helpers.project import ROOT

TYPED: Final = ROOT / "tests" / "helpers" / "typed"


def mypy(file: Path) -> str:
    pytest.importorskip("mypy")
    options = ["--strict", "--no-error-summary", "--config-file=", "--hide-error-context"]
    return _said([sys.executable, "-m", "mypy", *options, file.name], file)


def basedpyright(file: Path) -> str:
    pytest.importorskip("basedpyright")
    config = {"extraPaths": [str(ROOT / "src")], "typeCheckingMode": "strict"}
    (file.parent / "pyrightconfig.json").write_text(json.dumps(config), "utf-8")
    return _said([sys.executable, "-m", "basedpyright", file.name], file)


def _said(command: Sequence[str], file: Path) -> str:
    run = subprocess.run(
        command,
        cwd=file.parent,
        env={"MYPYPATH": str(ROOT / "src"), "MYPY_CACHE_DIR": str(ROOT / ".mypy_cache" / "typed")},
        capture_output=True,
        text=True,
        check=False,
    )
    return run.stdout + run.stderr


def users(name: str, folder: Path) -> Path:
    file = folder / "of_a_user.py"
    file.write_text((TYPED / f"{name}.py.txt").read_text("utf-8"), "utf-8")
    return file


each_checker = pytest.mark.parametrize("checker", [mypy, basedpyright])


@each_checker
def test_what_is_promised_is_accepted_and_the_fields_keep_their_types(
    checker: Callable[[Path], str], tmp_path: Path
) -> None:
    file = users("accepted", tmp_path)
    said = checker(file)
    lines = file.read_text("utf-8").splitlines()
    for number, line in enumerate(lines, start=1):
        told = [each for each in said.splitlines() if f"of_a_user.py:{number}:" in each]
        promised = line.partition("  # ")[2]
        if promised:
            (found,) = (re.search(r'(?:type is|is) "([^"]*)"$', each) for each in told)
            assert found is not None, told
            assert re.sub(r"\w+\.|Literal\[(0)\]", r"\1", found[1]) == promised
        else:
            assert told == []


@each_checker
def test_each_line_that_is_wrong_has_an_error_and_no_other_has(
    checker: Callable[[Path], str], tmp_path: Path
) -> None:
    file = users("refused", tmp_path)
    told = re.findall(r"of_a_user\.py:(\d+):.*? error", checker(file))
    lines = file.read_text("utf-8").splitlines()
    wrong = [number for number, line in enumerate(lines, start=1) if line.endswith("  # no")]
    assert sorted(set(map(int, told))) == wrong
