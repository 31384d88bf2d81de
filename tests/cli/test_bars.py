"""Bars on the command line, where somebody looks; and a command that is interrupted."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Final

import pytest

from helpers.command_line import Desk, call, machine
from sepadd.cli import bars, collect, record, run_folder
from sepadd.cli.commands import sepadd
from sepadd.messages import pain008
from sepadd.progress import Progress
from sepadd.testing import a_run

GOOD: Final = pain008.render(a_run())


class Terminal(StringIO):
    """A terminal, as far as a program can tell."""

    def isatty(self) -> bool:
        return True


class Screen:
    """Both outputs of a command, each a terminal unless it goes elsewhere."""

    def __init__(self) -> None:
        self.out: StringIO = Terminal()
        self.error: StringIO = Terminal()

    def ask(self, *arguments: object) -> int:
        """Give the exit code of a command that is shown here."""
        said = [str(each) for each in arguments]
        with (
            redirect_stdout(self.out),
            redirect_stderr(self.error),
            pytest.raises(SystemExit) as ended,
        ):
            sepadd(said, prog_name="sepadd")
        assert isinstance(ended.value.code, int)
        return ended.value.code


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Screen:
    """The screen of somebody who sees every bar, however short."""
    monkeypatch.setattr(bars, "PATIENCE", 0.0)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "100")
    return Screen()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.xml"
    path.write_bytes(GOOD)
    return path


# -- bars -----------------------------------------------------------------------------------------


def test_a_bar_shows_how_far_a_check_is(screen: Screen, good: Path) -> None:
    assert screen.ask("check", good) == 0
    assert "Checking" in screen.error.getvalue()
    assert "100%" in screen.error.getvalue()


def test_a_bar_is_taken_away_in_the_end(screen: Screen, good: Path) -> None:
    screen.ask("check", good)
    gone = "\x1b[2K"
    assert screen.error.getvalue().rpartition("Checking")[2].count(gone) == 1


def test_a_bar_is_on_the_error_output_alone(screen: Screen, good: Path) -> None:
    screen.ask("check", good)
    assert "Checking" not in screen.out.getvalue()
    assert "good.xml: 0 errors" in screen.out.getvalue()
    assert "good.xml" not in screen.error.getvalue()


def test_collecting_shows_how_far_proposing_and_writing_are(screen: Screen, desk: Desk) -> None:
    files = ("--creditor", desk.creditor, "--mandates", desk.mandates, "--items", desk.items)
    told = ("--due", "2026-12-01", "--on", "2026-11-23", "--out", desk.out)
    assert screen.ask("collect", *files, *told) == 0
    assert screen.error.getvalue().index("Proposing") < screen.error.getvalue().index("Writing")


def test_mending_and_reading_show_how_far_they_are(screen: Screen, good: Path) -> None:
    assert screen.ask("mend", good, good.with_name("mended.xml")) == 0
    assert "Mending" in screen.error.getvalue()
    screen.ask("read", good)  # which is no answer of a bank
    assert "Reading" in screen.error.getvalue()


def test_no_bar_has_a_colour_where_none_is_wanted(
    screen: Screen, good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    screen.ask("check", good)
    assert "Checking" in screen.error.getvalue()
    assert "\x1b[38;" not in screen.error.getvalue()


def test_what_is_done_soon_needs_no_bar(
    screen: Screen, good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bars, "PATIENCE", 60.0)
    screen.ask("check", good)
    assert screen.error.getvalue() == ""


def test_there_is_no_bar_where_the_answer_goes_elsewhere(screen: Screen, good: Path) -> None:
    screen.out = StringIO()
    screen.ask("check", good, "--format", "json")
    assert screen.error.getvalue() == ""


def test_there_is_no_bar_where_errors_go_elsewhere(screen: Screen, good: Path) -> None:
    screen.error = StringIO()
    screen.ask("check", good)
    assert screen.error.getvalue() == ""


# -- interrupted ----------------------------------------------------------------------------------


@contextmanager
def breaking_off(_: str) -> Iterator[Progress]:
    """Hold Ctrl-C down as soon as anything is done."""

    def show(done: int, _total: int) -> None:
        if done:
            raise KeyboardInterrupt

    yield show


def only(what: str) -> Callable[[str], object]:
    """Break off one of the steps of a command."""
    return lambda step: breaking_off(step) if step == what else bars.bar(step)


SAID: Final = "Interrupted: nothing is left half written."


@pytest.mark.parametrize("step", ["Proposing", "Writing"])
def test_collecting_that_is_interrupted_writes_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    monkeypatch.setattr(collect, "bar", only(step))
    answered = desk.collect()
    assert (answered.exit_code, answered.stdout) == (130, "")
    assert answered.stderr.splitlines() == [SAID]
    assert not desk.out.exists()


def test_a_run_that_was_kept_stays_where_the_next_is_interrupted(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.collect()
    before = desk.contents()
    desk.items.write_text("number,kind,debtor_id,amount\n2026-2000,invoice,10042,5.00\n", "utf-8")
    monkeypatch.setattr(collect, "bar", only("Writing"))
    assert desk.collect().exit_code == 130
    assert desk.contents() == before


def test_interrupted_machines_are_told_so_too(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collect, "bar", only("Writing"))
    answered = desk.collect("--format", "json")
    assert answered.exit_code == 130
    assert machine(answered) == {"error": SAID, "findings": []}


@pytest.mark.parametrize("command", ["check", "mend", "read", "record"])
def test_every_long_command_can_be_interrupted(
    desk: Desk, good: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    desk.collect()
    (kept,) = desk.out.glob("*.run.json")
    call("submit", str(kept), "--at", "2026-11-23T10:00+01:00")
    before = sorted(desk.folder.rglob("*"))
    report = Path(__file__).parents[2] / "examples" / "answers"
    answer = str(next(report.glob("*.xml")))
    new = str(desk.folder / "new")
    arguments = {
        "check": (str(good),),
        "mend": (str(good), new),
        "read": (answer,),
        "record": (str(desk.out), answer, "--out", new),
    }
    monkeypatch.setattr(sys.modules[f"sepadd.cli.{command}"], "bar", breaking_off)
    answered = call(command, *arguments[command])
    assert (answered.exit_code, answered.stderr.splitlines()) == (130, [SAID])
    assert sorted(desk.folder.rglob("*")) == before


def test_what_is_read_of_runs_is_interrupted_too(
    desk: Desk, good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaking(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(record, "kept_runs", breaking)
    assert run_folder.kept_runs(desk.folder) == ()
    answered = call("record", str(desk.folder), str(good), "--out", str(desk.out))
    assert (answered.exit_code, answered.stderr.splitlines()) == (130, [SAID])
