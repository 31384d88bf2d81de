"""The folder in which one creditor's runs are kept: what stands there is never collected again.

A run is a record ``<run id>.run.json``, its proposal ``<run id>.proposal.csv`` and its files for
the bank. They come in together, or none of them does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from datetime import date
from itertools import count
from pathlib import Path
from shutil import rmtree
from typing import Final, NamedTuple

from sepadd.cli.answer import Refusal
from sepadd.findings import FindingsError
from sepadd.identifiers import RunId
from sepadd.messages.pain008 import write_files
from sepadd.proposal import Proposal
from sepadd.records.json_records import dumps_run, loads_run
from sepadd.records.proposal_table import write_proposal
from sepadd.run import CollectionRun

WORKPLACE: Final = ".collecting"
"""The folder within, in which everything is made before it comes in; it keeps others out, too."""


class Published(NamedTuple):
    """Where a run's record, its proposal and its files for the bank stand."""

    run: Path
    proposal: Path
    files: tuple[Path, ...]


class RunFolder(NamedTuple):
    """A folder of runs in which nobody else is at work."""

    path: Path
    workplace: Path

    def runs(self) -> tuple[CollectionRun, ...]:
        """Every run that is kept here.

        Raises :class:`Refusal` for one that cannot be read: left aside, its items could be
        collected twice.
        """
        return tuple(_run_in(path) for path in sorted(self.path.glob("*.run.json")))

    def publish(self, run: CollectionRun, proposal: Proposal, *, anew: bool = False) -> Published:
        """Put a run here, with its proposal and its files: all of them, or nothing.

        Raises :class:`Refusal` where one of them stands there already, unless ``anew``.
        """
        record = self.workplace / f"{run.id}.run.json"
        record.write_bytes(dumps_run(run).encode())
        table = self.workplace / f"{run.id}.proposal.csv"
        table.write_bytes(write_proposal(proposal).encode())
        files = write_files(run, self.workplace)
        # The record first: were this broken off by force, the items would be held nevertheless.
        here = self._move_in((record, table, *files), anew=anew)
        return Published(here[0], here[1], here[2:])

    def _move_in(self, made: Sequence[Path], *, anew: bool) -> tuple[Path, ...]:
        here = tuple(self.path / path.name for path in made)
        if not anew:
            _must_be_new(here)
        with ExitStack() as undo:
            for path, place in zip(made, here, strict=True):
                path.replace(place)
                undo.callback(place.unlink)
            undo.pop_all()
        return here


def _must_be_new(places: Iterable[Path]) -> None:
    there = [str(place) for place in places if place.exists()]
    if there:
        raise Refusal(
            f"{', '.join(there)}: stands there already, and would be overwritten; "
            "move it away, or choose another --run-id"
        )


def _run_in(path: Path) -> CollectionRun:
    try:
        return loads_run(path.read_bytes())
    except FindingsError as unreadable:
        raise Refusal(
            f"{path}: cannot be read as a run, and may hold items that are collected already; "
            f"put back the file that was written, or move it away if it is none\n{unreadable}"
        ) from unreadable


@contextmanager
def runs_in(path: Path) -> Iterator[RunFolder]:
    """A folder of runs, made if need be, with nobody else at work in it until the end.

    What is not published is gone at the end, the folder itself included if it was not there
    before. Raises :class:`Refusal` while another is at work in it.
    """
    new = [folder for folder in (path, *path.parents) if not folder.exists()]
    path.mkdir(parents=True, exist_ok=True)
    try:
        with _workplace_in(path) as workplace:
            yield RunFolder(path, workplace)
    finally:
        with suppress(OSError):  # something was published: the folder stays
            for folder in new:
                folder.rmdir()


@contextmanager
def _workplace_in(path: Path) -> Iterator[Path]:
    workplace = path / WORKPLACE
    try:
        workplace.mkdir()
    except FileExistsError:
        raise Refusal(
            f"{workplace} is there: another run is being made in {path}, or one was broken off by "
            "force; if none is being made, look whether you need what is in it, and delete it"
        ) from None
    try:
        yield workplace
    finally:
        rmtree(workplace)


def next_run_id(due_on: date, runs: Iterable[CollectionRun]) -> RunId:
    """The due date and a number that no run has yet: ``2026-12-01-1``."""
    taken = {str(run.id) for run in runs}
    names = (f"{due_on}-{number}" for number in count(1))
    return RunId(next(name for name in names if name not in taken))
