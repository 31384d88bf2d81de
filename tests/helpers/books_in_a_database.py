"""Runs kept in SQLite or PostgreSQL as the how-to says, and two processes that want the same."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier
from typing import Any, Final, NamedTuple, Protocol

import psycopg

from helpers.books import decided
from sepadd.books import Books, propose
from sepadd.collection import Return, reason
from sepadd.findings import IllegalStep, RulesViolated
from sepadd.mandate import Mandate
from sepadd.open_item import OpenItem
from sepadd.proposal import Draft, Proposal
from sepadd.records.stored import dumps, loads
from sepadd.records.tables import RUN_TABLES, HeldRow, held_change
from sepadd.run import CollectionRun, submit, withdraw
from sepadd.testing import AT, CREDITOR, DUE_ON, TERMS
from sepadd.values import RunId

POOL: Final = "pool"
TAKEN: Final = "taken"
PATIENCE: Final = 60


class Faster(Exception):
    """Another process has taken an item, or saved the run, meanwhile."""


class Rows(Protocol):
    """What a database answers."""

    @property
    def rowcount(self) -> int: ...

    def fetchall(self) -> list[Any]: ...


Execute = Callable[..., Rows]
"""Takes a statement, with a question mark for each value, and the values."""

Transaction = Callable[[], AbstractContextManager[Execute]]
"""Begins a transaction, which is kept whole or, where anything is raised, not at all."""


class Place(Protocol):
    """Where the books are; both processes are told."""

    def opened(self) -> AbstractContextManager[Transaction]: ...


@dataclass(frozen=True)
class Sqlite:
    """Books in a file."""

    path: str

    @contextmanager
    def opened(self) -> Generator[Transaction, None, None]:
        connection = sqlite3.connect(self.path, isolation_level=None, timeout=PATIENCE)
        with closing(connection):
            connection.execute("PRAGMA foreign_keys = ON")

            @contextmanager
            def transaction() -> Generator[Execute, None, None]:
                try:
                    with connection:
                        connection.execute("BEGIN IMMEDIATE")
                        yield connection.execute
                except sqlite3.IntegrityError as broken:
                    if broken.sqlite_errorname != "SQLITE_CONSTRAINT_PRIMARYKEY":
                        raise
                    raise Faster(str(broken)) from broken

            yield transaction


@dataclass(frozen=True)
class Postgres:
    """Books on a server, in a schema of their own."""

    address: str
    schema: str

    @contextmanager
    def opened(self) -> Generator[Transaction, None, None]:
        options = f"-c search_path={self.schema}"
        with psycopg.connect(self.address, autocommit=True, options=options) as connection:

            @contextmanager
            def transaction() -> Generator[Execute, None, None]:
                try:
                    with connection.transaction():
                        yield lambda sql, values=(): connection.execute(
                            sql.replace("?", "%s"), values
                        )
                except psycopg.errors.UniqueViolation as broken:
                    raise Faster(str(broken)) from broken

            yield transaction


# -- what an application does -------------------------------------------------------------------


class Kept(NamedTuple):
    """A run as it was read, and how often it had been saved."""

    run: CollectionRun
    times_saved: int


def make_tables(place: Place) -> None:
    with place.opened() as transaction, transaction() as execute:
        for table in RUN_TABLES:
            execute(table)


def runs_in(transaction: Transaction) -> list[CollectionRun]:
    with transaction() as execute:
        found = execute("SELECT record FROM collection_runs ORDER BY id").fetchall()
    return [loads(CollectionRun, record) for (record,) in found]


def run_in(transaction: Transaction, id: str) -> Kept:
    sql = "SELECT record, times_saved FROM collection_runs WHERE administration = ? AND id = ?"
    with transaction() as execute:
        ((record, times_saved),) = execute(sql, (POOL, id)).fetchall()
    return Kept(loads(CollectionRun, record), times_saved)


def held_in(transaction: Transaction) -> list[HeldRow]:
    sql = "SELECT administration, kind, number, run_id FROM held_items ORDER BY kind, number"
    with transaction() as execute:
        return [HeldRow(*row) for row in execute(sql).fetchall()]


def save(transaction: Transaction, run: CollectionRun, times_saved: int = 0) -> None:
    """Keep a run, and what it holds, unless another process was faster."""
    with transaction() as execute:
        write(execute, run, times_saved)


def write(execute: Execute, run: CollectionRun, times_saved: int) -> None:
    key = (POOL, run.id.value)
    if times_saved == 0:
        execute("INSERT INTO collection_runs VALUES (?, ?, 1, ?)", (*key, dumps(run)))
    else:
        _update(execute, run, times_saved)
    sql = "SELECT administration, kind, number, run_id FROM held_items"
    stored = execute(f"{sql} WHERE administration = ? AND run_id = ?", key).fetchall()
    change = held_change(run, stored, administration=POOL)
    for row in change.to_hold:
        execute("INSERT INTO held_items VALUES (?, ?, ?, ?)", row)
    for row in change.to_release:
        sql = "DELETE FROM held_items WHERE administration = ? AND kind = ? AND number = ?"
        execute(f"{sql} AND run_id = ?", row)


def _update(execute: Execute, run: CollectionRun, times_saved: int) -> None:
    sql = "UPDATE collection_runs SET record = ?, times_saved = times_saved + 1"
    values = (dumps(run), POOL, run.id.value, times_saved)
    done = execute(f"{sql} WHERE administration = ? AND id = ? AND times_saved = ?", values)
    if done.rowcount == 0:
        raise Faster(f"run {run.id} was saved meanwhile")


# -- what each of two processes does ------------------------------------------------------------


class Wish(NamedTuple):
    """A run that somebody wants to prepare."""

    id: str
    items: tuple[OpenItem, ...]
    mandates: tuple[Mandate, ...]

    def proposed(self, runs: Sequence[CollectionRun] = ()) -> Proposal:
        id = RunId(self.id)  # noqa: A001 - the scheme's own word
        return propose(
            Books(creditor=CREDITOR, open_items=self.items, mandates=self.mandates, runs=runs),
            TERMS,
            Draft(id=id, due_on=DUE_ON),
        )


_start: list[Barrier] = []


def at_once() -> None:
    """Wait for the other process."""
    _start[-1].wait(PATIENCE)


def take(place: Place, wishes: Sequence[Wish]) -> list[str]:
    """Save each run, prepared without knowing of any other; give why not where one was faster."""
    with place.opened() as transaction:
        return [_taken(transaction, wish.proposed()) for wish in wishes]


def _taken(transaction: Transaction, proposal: Proposal) -> str:
    run = decided(proposal, TERMS, at=AT)
    at_once()
    try:
        save(transaction, run)
    except Faster:
        return _why_not(transaction, proposal)
    return TAKEN


def _why_not(transaction: Transaction, proposal: Proposal) -> str:
    try:
        decided(proposal, TERMS, at=AT, runs=runs_in(transaction))
    except RulesViolated as violated:
        return str(violated)
    return "nothing stands against it"


def take_what_is_left(place: Place, wishes: Sequence[Wish]) -> list[int]:
    """Save each run, with fewer items each time that another was faster; give the tries."""
    with place.opened() as transaction:
        return [_tries(transaction, wish) for wish in wishes]


def _tries(transaction: Transaction, wish: Wish) -> int:
    proposal, tries = wish.proposed(), 1
    at_once()
    while proposal.collections:
        try:
            save(transaction, decided(proposal, TERMS, at=AT))
        except Faster:
            proposal, tries = wish.proposed(runs_in(transaction)), tries + 1
        else:
            break
    return tries


def submit_each(place: Place, ids: Sequence[str]) -> list[str]:
    """Submit each run, or tell why not."""
    return _step_each(place, ids, lambda run: submit(run, at=AT))


def withdraw_each(place: Place, ids: Sequence[str]) -> list[str]:
    """Withdraw each run, or tell why not."""
    return _step_each(place, ids, lambda run: withdraw(run, at=AT))


def _step_each(
    place: Place, ids: Sequence[str], step: Callable[[CollectionRun], CollectionRun]
) -> list[str]:
    with place.opened() as transaction:
        return [_stepped(transaction, id, step) for id in ids]  # noqa: A001 - the scheme's own word


def _stepped(
    transaction: Transaction, id: str, step: Callable[[CollectionRun], CollectionRun]
) -> str:
    kept = run_in(transaction, id)
    at_once()
    while True:
        try:
            save(transaction, step(kept.run), kept.times_saved)
        except Faster:
            kept = run_in(transaction, id)
        except IllegalStep as too_late:
            return str(too_late)
        else:
            return TAKEN


def return_one(place: Place, ids: Sequence[str], which: int) -> None:
    """Tell each run that one of its collections was returned."""
    with place.opened() as transaction:
        for id in ids:  # noqa: A001 - the scheme's own word
            _stepped(transaction, id, lambda run: returned(run, which))


def returned(run: CollectionRun, which: int) -> CollectionRun:
    """The run, once the bank has said that one of its collections was returned."""
    collections = list(run.collections)
    name = collections[which].end_to_end_id
    fact = Return(end_to_end_id=name, on=date(2026, 12, 3), reason=reason("MS03"))
    collections[which] = collections[which].after(fact)
    return replace(run, collections=tuple(collections))


def die_while_saving(place: Place, wish: Wish) -> None:
    """Write everything that is to be written, and be gone before it is kept."""
    with place.opened() as transaction, transaction() as execute:
        write(execute, decided(wish.proposed(), TERMS, at=AT), 0)
        os._exit(3)


# -- two processes ------------------------------------------------------------------------------


def _begin(barrier: Barrier) -> None:
    _start.append(barrier)


class Job(NamedTuple):
    """What one of the two processes does, with all that it is told."""

    does: Callable[..., Any]
    told: tuple[Any, ...]


def race(*jobs: Job) -> list[Any]:
    """Do the jobs at once, each in a process of its own that knows nothing of the others."""
    fresh = get_context("spawn")
    barrier = fresh.Barrier(len(jobs))
    with ProcessPoolExecutor(len(jobs), fresh, _begin, (barrier,)) as processes:
        under_way = [processes.submit(job.does, *job.told) for job in jobs]
        return [each.result(2 * PATIENCE) for each in under_way]


def exit_code(job: Job) -> int | None:
    """Do a job in a process of its own, and give what that process leaves behind."""
    process = get_context("spawn").Process(target=job.does, args=job.told)
    process.start()
    process.join(PATIENCE)
    return process.exitcode
