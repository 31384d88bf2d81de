"""The folder in which one creditor's runs are kept: what stands there is never collected again.

A run is a record ``<run id>.run.json``, its proposal ``<run id>.proposal.csv`` and its files for
the bank. They come in together, or none of them does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from itertools import count
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple

from sepadd.cli.answer import Refusal
from sepadd.cli.new_files import at_work_in, come_in
from sepadd.findings import FindingsError
from sepadd.messages.pain008 import write_files
from sepadd.progress import Progress
from sepadd.proposal import Proposal
from sepadd.records.stored import dumps, loads
from sepadd.records.tables import write_proposal
from sepadd.run import CollectionRun
from sepadd.values import RunId

NO_TABLES: Final[Mapping[str, str]] = MappingProxyType({})
"""Nothing comes with a run but its proposal and its files."""


class Published(NamedTuple):
    """Where a run's record, its proposal, its files for the bank and what came with them stand."""

    run: Path
    proposal: Path
    files: tuple[Path, ...]
    tables: tuple[Path, ...] = ()


class RunFolder(NamedTuple):
    """A folder of runs in which nobody else is at work."""

    path: Path
    workplace: Path

    def runs(self) -> tuple[CollectionRun, ...]:
        """Every run that is kept here; raises as :func:`kept_runs`."""
        return kept_runs(self.path)

    def publish(
        self,
        run: CollectionRun,
        proposal: Proposal,
        *,
        tables: Mapping[str, str] = NO_TABLES,
        anew: bool = False,
        progress: Progress | None = None,
    ) -> Published:
        """Put a run here, with its proposal, its files and tables by name: all of them, or nothing.

        Raises :class:`Refusal` where one of them stands there already, unless ``anew``.
        ``progress`` is told how many collections are written.
        """
        record = write_run(run, self.workplace)
        table = write_table(self.workplace / f"{run.id}.proposal.csv", write_proposal(proposal))
        files = write_files(run, self.workplace, progress=progress)
        beside = [write_table(self.workplace / name, text) for name, text in tables.items()]
        # The record first: were this broken off by force, the items would be held nevertheless.
        here = come_in((record, table, *files, *beside), self.path, instead=anew)
        last = 2 + len(files)
        return Published(here[0], here[1], here[2:last], here[last:])


def write_table(path: Path, text: str) -> Path:
    """Write a table in UTF-8, its lines as they are, and give its path."""
    path.write_bytes(text.encode())
    return path


def write_run(run: CollectionRun, folder: Path) -> Path:
    """Write the record of a run into a folder, under its own name, and give its path."""
    path = folder / f"{run.id}.run.json"
    path.write_bytes(dumps(run).encode())
    return path


def kept_runs(folder: Path) -> tuple[CollectionRun, ...]:
    """Every run that is kept in a folder, in the order of the names of their files.

    Raises :class:`Refusal` for one that cannot be read: left aside, its items could be collected
    twice.
    """
    return tuple(run_in(path) for path in sorted(folder.glob("*.run.json")))


def run_in(path: Path) -> CollectionRun:
    """The run that a file holds. Raises :class:`Refusal` where it cannot be read."""
    try:
        return loads(CollectionRun, path.read_bytes())
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
    with at_work_in(path) as workplace:
        yield RunFolder(path, workplace)


def next_run_id(due_on: date, runs: Iterable[CollectionRun]) -> RunId:
    """The due date and a number that no run has yet: ``2026-12-01-1``."""
    taken = {str(run.id) for run in runs}
    names = (f"{due_on}-{number}" for number in count(1))
    return RunId(next(name for name in names if name not in taken))
