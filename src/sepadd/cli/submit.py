"""Noting that a run's files were handed to the bank: from then on the bank can answer."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from sepadd.cli.answer import Answer, Json, Question
from sepadd.cli.asked import FILE, reading
from sepadd.cli.run_folder import run_in, runs_in, write_run
from sepadd.printing import counted
from sepadd.records import instant
from sepadd.run import CollectionRun, submit


@click.command("submit", cls=Question)
@click.argument("run", type=FILE)
@click.option(
    "--at",
    required=True,
    metavar="INSTANT",
    callback=reading(instant),
    help="When they were handed over, with the offset from UTC: 2026-11-23T10:00+01:00.",
)
@click.option("--by", default="", metavar="NAME", help="Who did it.")
@click.option("--note", default="", metavar="TEXT", help="The channel, or the bank's reference.")
def submit_run(*, run: Path, at: datetime, by: str, note: str) -> Answer:
    """Note that the files of RUN were handed to the bank; RUN is the record, as JSON.

    It sends nothing. The record is written anew; only then can the bank's answers be recorded.
    """
    place = run.resolve()
    with runs_in(place.parent) as folder:
        submitted = submit(run_in(place), at=at, by=by, note=note)
        write_run(submitted, folder.workplace).replace(place)
    return Answer(_record(submitted, run), _told(submitted, run))


def _record(run: CollectionRun, path: Path) -> dict[str, Json]:
    step = run.last_step
    return {
        "run": str(path),
        "run_id": str(run.id),
        "standing": str(run.standing),
        "submitted_at": step.at.isoformat(),
        "by": step.by,
        "note": step.note,
        "collections": len(run.collections),
        "total": str(run.total),
        "files": [file.name for file in run.files()],
    }


def _told(run: CollectionRun, path: Path) -> tuple[str, ...]:
    names = ", ".join(file.name for file in run.files())
    count = counted(len(run.collections), "collection")
    return (
        f"Run {run.id} is submitted, at {run.last_step.at.isoformat()}: {count}, {run.total} EUR.",
        f"Handed over: {names}",
        f"Written anew: {path}",
    )
