"""Taking the bank's answers into the books: runs, mandates, open items and the journal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final, NamedTuple

import click

from sepadd.books import Books, ReceivableCloses
from sepadd.cli.answer import Answer, Json, Part, Question, Refusal
from sepadd.cli.asked import FILE, FOLDER, decimal_option
from sepadd.cli.bars import bar
from sepadd.cli.new_files import at_work_in, come_in
from sepadd.cli.read import reported_in
from sepadd.cli.recorded import (
    about_changes,
    about_journal,
    about_run,
    balances_record,
    effects_record,
    findings_record,
    findings_table,
    journal_of,
    run_record,
)
from sepadd.cli.run_folder import kept_runs, run_in, write_run, write_table
from sepadd.collection import Reported
from sepadd.journal import Entry
from sepadd.mandate import Mandate
from sepadd.open_item import OpenItem
from sepadd.proposal import Presented, presented_by
from sepadd.recording import Recorded, record
from sepadd.records import DecimalMark
from sepadd.records.tables import (
    read_mandates,
    read_open_items,
    write_journal,
    write_mandates,
    write_open_items,
)
from sepadd.run import CollectionRun, RunStage

CLOSES: Final[Mapping[str, ReceivableCloses]] = {
    "at-settlement": ReceivableCloses.AT_SETTLEMENT,
    "at-file": ReceivableCloses.AT_FILE,
}
"""When the journal closes an open item, as it is asked for."""


@click.command("record", cls=Question)
@click.argument("run", type=click.Path(exists=True, path_type=Path))
@click.argument("answer", nargs=-1, required=True, type=FILE)
@click.option("--mandates", type=FILE, help="The mandates of the books: a CSV table.")
@click.option("--items", type=FILE, help="The open items of the books: a CSV table.")
@decimal_option(", in all tables of amounts.")
@click.option(
    "--closes",
    type=click.Choice(list(CLOSES)),
    default="at-settlement",
    show_default=True,
    help="When the journal closes an open item.",
)
@click.option(
    "--out",
    type=FOLDER,
    required=True,
    help="The folder for the new books; what stands there is never overwritten.",
)
def record_answers(
    *,
    run: Path,
    answer: tuple[Path, ...],
    mandates: Path | None,
    items: Path | None,
    decimal: str,
    closes: str,
    out: Path,
) -> Answer:
    """Take each ANSWER of the bank into RUN: the record of a run, or a folder of runs.

    An answer is an XML file or a zip of them. Written are the runs as they are now, journal.csv
    (with the names of roles for accounts) and findings.csv; with --mandates and --items also
    mandates.csv and open_items.csv. What was recorded before changes nothing.
    """
    mark = DecimalMark(decimal)
    books = GivenTables.read(_runs(run), mandates, items, mark)
    with bar("Reading") as progress:
        made = books.after(reported_in(answer, progress), CLOSES[closes])
    return recorded_in(made, made.write(out, mark))


def _runs(path: Path) -> tuple[CollectionRun, ...]:
    """The runs of a folder, or the one of a file, of which the bank has had at least one."""
    runs = kept_runs(path) if path.is_dir() else (run_in(path),)
    if not runs:
        raise Refusal(f"{path} holds no run: their records are called <run id>.run.json")
    twice = [name for name, times in Counter(str(run.id) for run in runs).items() if times > 1]
    if twice:
        raise Refusal(f"{path} holds run {', '.join(twice)} more than once: leave one of them")
    if not any(run.sent for run in runs):
        raise Refusal("\n".join(_not_sent(run) for run in runs))
    return runs


def _not_sent(run: CollectionRun) -> str:
    what = f"{run.label} is {run.stage}: the bank cannot have answered it"
    if run.stage is RunStage.WITHDRAWN:
        return what
    return (
        f"{what}; once its files were handed over, note that: "
        f"sepadd submit {run.id}.run.json --at 2026-11-23T10:00+01:00"
    )


class GivenTables(NamedTuple):
    """The runs of the user's books, and the mandates and open items, as far as they are given."""

    runs: tuple[CollectionRun, ...]
    mandates: tuple[Mandate, ...] | None
    items: tuple[OpenItem, ...] | None

    @classmethod
    def read(
        cls,
        runs: tuple[CollectionRun, ...],
        mandates: Path | None,
        items: Path | None,
        decimal: DecimalMark,
    ) -> GivenTables:
        """The two tables, the mandates being given to the creditor of the runs."""
        return cls(
            runs,
            None if mandates is None else _mandates(mandates, runs),
            None
            if items is None
            else read_open_items(items.read_bytes(), decimal=decimal, name=items.name),
        )

    def after(self, facts: Iterable[Reported], closes: ReceivableCloses) -> NewBooks:
        """The books once the bank's answers are taken in."""
        # Of items that are not given nothing can be said: none of them was paid in another way.
        closed = ReceivableCloses.AT_FILE if self.items is None else closes
        recorded = record(self.books(), facts, closes=closed)
        books = recorded.books
        return NewBooks(
            recorded,
            None if self.mandates is None else books.mandates,
            None if self.items is None else books.open_items,
            journal_of(books.runs, closes),
        )

    def books(self) -> Books:
        """What is given, as the books of the creditor of the runs."""
        presented = presented_by(run for run in self.runs if run.sent)
        return Books(
            creditor=self.runs[0].creditor,
            open_items=self.items or (),
            mandates=(_told_by_runs(mandate, presented) for mandate in self.mandates or ()),
            runs=self.runs,
        )


def _mandates(path: Path, runs: Iterable[CollectionRun]) -> tuple[Mandate, ...]:
    identifiers = (each.mandate.creditor_identifier for run in runs for each in run.collections)
    found = {identifier.identity: identifier for identifier in identifiers}
    if len(found) != 1:
        names = ", ".join(map(str, found.values())) or "nobody"
        raise Refusal(f"the runs collect for {names}: record those of one creditor at a time")
    (identifier,) = found.values()
    return read_mandates(path.read_bytes(), creditor_identifier=identifier, name=path.name)


def _told_by_runs(mandate: Mandate, presented: Presented) -> Mandate:
    """A mandate of a table, without the use of which a run knows more.

    A table keeps the last due date, and not what became of that collection.
    """
    known = {told.due_on for key in mandate.keys for told in presented.get(key, ())}
    kept = (p for p in mandate.presentations if p.end_to_end_id or p.due_on not in known)
    return replace(mandate, presentations=tuple(kept)) if known else mandate


class NewBooks(NamedTuple):
    """The books as they are now: the runs, the tables that were given, and the journal."""

    recorded: Recorded
    mandates: tuple[Mandate, ...] | None
    items: tuple[OpenItem, ...] | None
    journal: tuple[Entry, ...]

    def write(self, out: Path, decimal: DecimalMark) -> Written:
        """Put all of it into a folder, or nothing. Raises as :func:`come_in`."""
        with at_work_in(out) as workplace:
            runs = [write_run(run, workplace) for run in self.recorded.books.runs]
            tables = self.tables(decimal)
            beside = [write_table(workplace / name, text) for name, text in tables.items()]
            here = come_in((*runs, *beside), out)
        return Written(here[: len(runs)], dict(zip(tables, here[len(runs) :], strict=True)))

    def tables(self, decimal: DecimalMark) -> dict[str, str]:
        """The tables that there are, each by the name of its file."""
        made: dict[str, str] = {}
        if self.mandates is not None:
            made["mandates.csv"] = write_mandates(self.mandates)
        if self.items is not None:
            made["open_items.csv"] = write_open_items(self.items, decimal=decimal)
        made["journal.csv"] = write_journal(self.journal, decimal=decimal)
        made["findings.csv"] = findings_table(self.recorded.findings)
        return made


class Written(NamedTuple):
    """Where the new books stand: the records of the runs, and the tables by name."""

    runs: tuple[Path, ...]
    tables: Mapping[str, Path]

    def table(self, name: str) -> str | None:
        """The path of a table, if it was written."""
        return str(self.tables[name]) if name in self.tables else None


def recorded_in(made: NewBooks, written: Written) -> Answer:
    """What is told of answers that were recorded."""
    return Answer(new_books_record(made, written), tuple(_told(made, written)))


def new_books_record(made: NewBooks, written: Written) -> dict[str, Json]:
    """The same for machines."""
    recorded = made.recorded
    return {
        "runs": [
            {**run_record(run), "path": str(path)}
            for run, path in zip(recorded.books.runs, written.runs, strict=True)
        ],
        "effects": effects_record(recorded),
        "findings": findings_record(recorded.findings),
        "balances": balances_record(made.journal),
        "journal": written.table("journal.csv"),
        "mandates": written.table("mandates.csv"),
        "open_items": written.table("open_items.csv"),
        "findings_table": written.table("findings.csv"),
    }


def _told(made: NewBooks, written: Written) -> Iterator[Part]:
    yield from about_changes(made.recorded)
    yield from (about_run(run) for run in made.recorded.books.runs)
    if made.items is not None:
        yield f"Open items: {len(made.items)}."
    yield about_journal(made.journal)
    yield "Written:"
    yield from (f"  {path}" for path in (*written.runs, *written.tables.values()))
