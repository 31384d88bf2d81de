"""The demo writes a run into a folder, the same every time."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.command_line import call, machine, said
from helpers.example_answers import NAMES, answers_to
from helpers.office import WRITTEN, Office, contents
from sepadd.cli.answered import ANSWERS
from sepadd.cli.demo import RUN
from sepadd.cli.examples import example
from sepadd.records.stored import loads
from sepadd.run import CollectionRun
from sepadd.run.run import RunStanding


def test_the_demo_writes_a_run_and_says_where(tmp_path: Path) -> None:
    result = call("demo", "--out", str(tmp_path / "demo"))
    assert result.exit_code == 0
    assert str(tmp_path / "demo" / f"{RUN}.run.json") in said(result)


def test_the_demo_gives_the_same_every_time(tmp_path: Path) -> None:
    out = tmp_path / "demo"
    first = call("demo", "--out", str(out))
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    again = call("demo", "--out", str(out))
    assert (first.exit_code, again.exit_code) == (0, 0)
    assert first.output == again.output
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_the_demo_writes_where_one_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert call("demo").exit_code == 0
    assert any((tmp_path / "sepadd-demo").glob("*.xml"))


def test_the_demo_shows_that_nobody_is_debited_twice(tmp_path: Path) -> None:
    assert "a next proposal comes to 0.00 EUR" in said(call("demo", "--out", str(tmp_path)))


def test_the_demo_answers_machines_too(tmp_path: Path) -> None:
    told = machine(call("demo", "--out", str(tmp_path), "--format", "json"))
    assert told["run_id"] == str(RUN)


def test_the_answers_are_those_of_the_fake_bank(office: Office) -> None:
    now = answers_to(loads(CollectionRun, office.run.read_bytes()))
    assert {name: example(f"answers/{name}").read_bytes() for name in NAMES} == now


def test_the_demo_takes_every_example_answer() -> None:
    assert tuple(name for _, _, names in ANSWERS for name in names) == NAMES


def test_the_demo_writes_the_books_as_they_are_at_the_end(tmp_path: Path) -> None:
    result = call("demo", "--out", str(tmp_path))
    assert result.exit_code == 0
    assert set(WRITTEN) < set(contents(tmp_path))
    run = loads(CollectionRun, (tmp_path / "DEMO-2026-12.run.json").read_bytes())
    assert run.standing is RunStanding.SETTLED


def test_the_demo_shows_what_is_in_transit_day_by_day(tmp_path: Path) -> None:
    told = said(call("demo", "--out", str(tmp_path)))
    assert "2026-11-23 submitted -2038.45 2038.45 0.00 0.00" in told
    assert "2026-11-23 status reports -1995.95 1995.95 0.00 0.00" in told
    assert "2026-12-01 credited -1995.95 0.00 1995.95 0.00" in told
    assert "2026-12-03 returned -1908.50 0.00 1905.00 3.50" in told


def test_the_demo_tells_machines_what_was_recorded(tmp_path: Path) -> None:
    told = machine(call("demo", "--out", str(tmp_path), "--format", "json"))
    assert told["recorded"]["balances"]["in transit"] == "0.00"
    assert len(told["recorded"]["effects"]) == 11
