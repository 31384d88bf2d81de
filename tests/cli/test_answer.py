"""What a command answers, for people and for machines, wherever it is written to."""

from __future__ import annotations

import re
from io import StringIO
from pathlib import Path

import pytest

from helpers.command_line import call, machine, run_sepadd
from sepadd.cli.answer import WIDTH, console_on

COLOUR = re.compile("\x1b\\[")


# -- for machines ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [("calendar", "2026"), ("lead-time", "--due", "2026-12-01"), ("rules",)],
)
def test_every_question_can_be_asked_by_a_machine(arguments: tuple[str, ...]) -> None:
    result = call(*arguments, "--format", "json")
    assert result.exit_code == 0
    assert machine(result)


# -- the terminal ----------------------------------------------------------------------------------


def test_what_is_piped_has_no_colours_and_one_width(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "40")
    result = call("rules")
    assert not COLOUR.search(result.output)
    assert max(map(len, result.output.splitlines())) == WIDTH


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_is_written_to_in_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    terminal = Terminal()
    console_on(terminal).print("OK", style="green")
    assert COLOUR.search(terminal.getvalue())


def test_an_output_without_umlauts_does_not_stop_the_command(tmp_path: Path) -> None:
    told = run_sepadd("demo", "--out", str(tmp_path), PYTHONIOENCODING="ascii")
    assert told.returncode == 0
    assert "J\\xfcrgen" in told.stdout
