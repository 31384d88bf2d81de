"""A run that was handed over is written anew, once."""

from __future__ import annotations

import pytest

from helpers.command_line import machine, said
from helpers.office import Office, contents, fail_at
from sepadd.records.stored import loads
from sepadd.run import CollectionRun
from sepadd.run.run import RunStanding


def test_a_run_that_was_handed_over_is_written_anew(prepared: Office) -> None:
    result = prepared.submit("--by", "ada", "--note", "by EBICS")
    assert result.exit_code == 0
    run = loads(CollectionRun, prepared.run.read_bytes())
    assert run.standing is RunStanding.SUBMITTED
    assert (run.last_step.by, run.last_step.note) == ("ada", "by EBICS")
    assert run.last_step.at.isoformat() == "2026-11-23T10:00:00+01:00"


def test_nothing_but_the_record_changes_when_a_run_is_submitted(prepared: Office) -> None:
    before = contents(prepared.runs)
    prepared.submit()
    after = contents(prepared.runs)
    assert after.keys() == before.keys()
    assert [name for name in after if after[name] != before[name]] == [prepared.run.name]


def test_machines_are_told_what_was_handed_over(prepared: Office) -> None:
    assert machine(prepared.submit("--format", "json")) == {
        "run": str(prepared.run),
        "run_id": "DEMO-2026-12",
        "standing": "submitted",
        "submitted_at": "2026-11-23T10:00:00+01:00",
        "by": "",
        "note": "",
        "collections": 11,
        "total": "2038.45",
        "files": ["DEMO-2026-12.F1.xml", "DEMO-2026-12.F2.xml"],
    }


def test_a_run_is_handed_over_once(office: Office) -> None:
    before = contents(office.runs)
    result = office.submit()
    assert result.exit_code == 2
    assert "run DEMO-2026-12 is submitted: it cannot be submitted" in said(result)
    assert contents(office.runs) == before


@pytest.mark.parametrize(
    ("at", "told"),
    [
        ("2026-11-23T07:59+00:00", "was prepared at 2026-11-23 09:00:00+01:00"),
        ("2026-11-23T10:00", "write it as 2026-12-31T23:59:00+01:00, with its offset"),
        ("2026-11-23", "with its offset"),
        ("now", "with its offset"),
    ],
)
def test_an_instant_that_cannot_be_is_told(prepared: Office, at: str, told: str) -> None:
    result = prepared.submit(at=at)
    assert result.exit_code == 2
    assert told in said(result)
    assert loads(CollectionRun, prepared.run.read_bytes()).standing is RunStanding.PREPARED


def test_a_run_may_be_handed_over_as_it_is_prepared(prepared: Office) -> None:
    assert prepared.submit(at="2026-11-23T09:00+00:00").exit_code == 0


def test_a_record_that_is_none_stays_as_it_is(prepared: Office) -> None:
    prepared.run.write_bytes(b'{"sepadd": "mandate"}')
    result = prepared.submit()
    assert result.exit_code == 2
    assert "cannot be read as a run" in said(result)
    assert prepared.run.read_bytes() == b'{"sepadd": "mandate"}'


@pytest.mark.parametrize("failure", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_failure_on_the_way_leaves_the_record_as_it_was(
    prepared: Office, monkeypatch: pytest.MonkeyPatch, failure: BaseException
) -> None:
    before = contents(prepared.runs)
    fail_at(monkeypatch, prepared.run.name, failure)
    assert prepared.submit().exit_code != 0
    assert contents(prepared.runs) == before


def test_while_a_run_is_being_made_none_is_submitted(prepared: Office) -> None:
    (prepared.runs / ".collecting").mkdir()
    result = prepared.submit()
    assert result.exit_code == 2
    assert "another sepadd is at work" in said(result)
