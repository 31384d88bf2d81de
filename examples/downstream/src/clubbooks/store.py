"""The books: open items, mandates and runs in SQLite, each row a record as sepadd writes it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sepadd import (
    Books,
    Changes,
    CollectionRun,
    CreditNote,
    Creditor,
    Invoice,
    Mandate,
    OpenItem,
)
from sepadd.records import dumps, loads

_TABLES = """
create table if not exists item (kind text, number text, record text not null,
    primary key (kind, number));
create table if not exists mandate (creditor text, reference text, record text not null,
    primary key (creditor, reference));
create table if not exists run (id text primary key, record text not null);
"""


class Store:
    """What a club keeps; in memory where no file is given."""

    def __init__(self, path: Path | None = None) -> None:
        """Open the books, and lay them out where they are new."""
        self._db = sqlite3.connect(path or ":memory:")
        self._db.executescript(_TABLES)

    def close(self) -> None:
        """Put the books away."""
        self._db.close()

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """All that is kept in here is kept, or nothing of it."""
        with self._db:
            yield

    def books(self, creditor: Creditor) -> Books:
        """All that is kept, as sepadd takes it."""
        return Books(
            creditor=creditor,
            open_items=self.open_items(),
            mandates=self.mandates(),
            runs=self.runs(),
        )

    def save(self, changes: Changes) -> None:
        """Keep what the bank's answers have changed, and nothing else."""
        self.keep_runs(changes.runs)
        self.keep_mandates(changes.mandates)
        self._db.executemany("delete from item where kind = ? and number = ?", changes.closed)
        self.keep_open_items(changes.open_items)

    def open_items(self) -> tuple[OpenItem, ...]:
        """Everything that is owed, and that the club owes."""
        return tuple(loads((Invoice, CreditNote), record) for record in self._records("item"))

    def keep_open_items(self, items: Iterable[OpenItem]) -> None:
        """Add these, or put them in the place of what was known of them."""
        rows = [(item.kind, item.number, dumps(item)) for item in items]
        self._db.executemany("insert or replace into item values (?, ?, ?)", rows)

    def mandates(self) -> tuple[Mandate, ...]:
        """Every mandate, as it is now."""
        return tuple(loads(Mandate, record) for record in self._records("mandate"))

    def keep_mandates(self, mandates: Iterable[Mandate]) -> None:
        """Add these, or put them in the place of what was known of them."""
        rows = [(*each.key, dumps(each)) for each in mandates]
        self._db.executemany("insert or replace into mandate values (?, ?, ?)", rows)

    def runs(self) -> tuple[CollectionRun, ...]:
        """Every run, also those of which nothing more is expected: a refund may still come."""
        return tuple(loads(CollectionRun, record) for record in self._records("run"))

    def keep_runs(self, runs: Iterable[CollectionRun]) -> None:
        """Add these, or put them in the place of what was known of them."""
        rows = [(str(run.id), dumps(run)) for run in runs]
        self._db.executemany("insert or replace into run values (?, ?)", rows)

    def _records(self, table: str) -> Iterator[str]:
        rows = self._db.execute(f"select record from {table} order by rowid")  # noqa: S608 - a name of ours
        yield from (record for (record,) in rows)
