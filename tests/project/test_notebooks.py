"""The notebooks of the documents: kept as text, opened by Jupyter, and running as they stand."""

from __future__ import annotations

import ast
import re
from contextlib import chdir
from pathlib import Path

import pytest

from helpers.shown_in_pages import DOCS

NOTEBOOKS = sorted(path for path in (DOCS / "notebooks").glob("*.md") if path.stem != "index")


def cells(notebook: Path) -> list[str]:
    return re.findall(
        r"^```\{code-cell\} ipython3\n(.*?)^```$",
        notebook.read_text("utf-8"),
        re.DOTALL | re.MULTILINE,
    )


def value_of(cell: str, names: dict[str, object]) -> object:
    """Run a cell as a notebook does: what its last line comes to is what it shows."""
    tree = ast.parse(cell)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "<cell>", "exec"), names)  # noqa: S102  # the page's own code
    if not isinstance(last, ast.Expr):
        return None
    return eval(compile(ast.Expression(last.value), "<cell>", "eval"), names)  # noqa: S307  # as above


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_says_that_it_is_one(notebook: Path) -> None:
    head = notebook.read_text("utf-8").split("---\n")[1]
    assert "format_name: myst" in head
    assert "name: python3" in head


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_and_shows_no_script(
    notebook: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if "import pandas" in notebook.read_text("utf-8"):
        pytest.importorskip("pandas", reason="the extra notebook is not installed")
        pytest.importorskip("matplotlib", reason="the extra notebook is not installed")
    names: dict[str, object] = {"__name__": "notebook"}
    with chdir(tmp_path):
        values = [value_of(cell, names) for cell in cells(notebook)]
    told = [value._repr_html_() for value in values if hasattr(value, "_repr_html_")]
    assert len(told) >= 5
    assert not any("<script" in html for html in told if html)
    assert "Traceback" not in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == []


def test_every_notebook_stands_in_the_index() -> None:
    index = (DOCS / "notebooks" / "index.md").read_text("utf-8")
    assert all(f"({path.name})" in index for path in NOTEBOOKS)
