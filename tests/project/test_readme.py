"""What the README shows is true: its example runs, its links lead somewhere, its table is whole."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from sepadd.cli.commands import sepadd

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")

(EXAMPLE,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
TEXTS = re.findall(r"```text\n(.*?)```", README, re.DOTALL)
LINKS = re.findall(r"\]\(([^)#]+)\)", README)


def test_the_example_prints_what_it_says(capsys: pytest.CaptureFixture[str]) -> None:
    exec(compile(EXAMPLE, "README.md", "exec"), {})  # noqa: S102 - it is our own
    said = re.findall(r"^# (.*)$", EXAMPLE, re.MULTILINE)
    assert capsys.readouterr().out.splitlines() == said


def test_the_demo_prints_what_it_shows(tmp_path: Path) -> None:
    shown = next(block for block in TEXTS if "in transit" in block)
    told = CliRunner().invoke(sepadd, ["demo", "--out", str(tmp_path)]).output
    printed = {line.rstrip() for line in told.splitlines()}
    assert set(shown.splitlines()) <= printed


@pytest.mark.parametrize("link", LINKS)
def test_a_link_leads_to_a_file(link: str) -> None:
    assert (ROOT / link).is_file()


def test_every_command_is_in_the_table() -> None:
    named = re.findall(r"^\| `sepadd ([a-z-]+)", README, re.MULTILINE)
    assert named == list(sepadd.commands)


def test_the_documents_and_the_words_and_the_licence_are_linked() -> None:
    assert {"docs/index.md", "CONTEXT.md", "LICENSE"} <= set(LINKS)


def test_whoever_has_sepaxml_is_warned() -> None:
    assert "sepaxml" in README
    assert "`sepa-direct-debit`" in README
