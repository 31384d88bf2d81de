"""What runs hold, as rows of a table in which the database lets every open item stand only once.

Two processes that prepare at the same moment do not see each other's run; their database sees both.
A run is saved together with its rows, in one transaction: whoever comes second breaks the table's
key, and takes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from sepadd.findings import InvalidValue
from sepadd.run import CollectionRun, RunStage

RUN_TABLES: Final = (
    """\
CREATE TABLE collection_runs (
    administration TEXT NOT NULL,
    id TEXT NOT NULL,
    times_saved INTEGER NOT NULL,
    record TEXT NOT NULL,
    PRIMARY KEY (administration, id)
)""",
    """\
CREATE TABLE held_items (
    administration TEXT NOT NULL,
    kind TEXT NOT NULL,
    number TEXT NOT NULL,
    run_id TEXT NOT NULL,
    PRIMARY KEY (administration, kind, number),
    FOREIGN KEY (administration, run_id) REFERENCES collection_runs (administration, id)
)""",
)
"""The tables for runs and for what they hold, in SQL that SQLite and PostgreSQL both take.

The first key lets an id be used once, the second an item be held once. ``times_saved`` goes up by
one each time that a run is saved: an update that asks for the number as it was read finds no row
where another process has saved the run meanwhile. ``record`` is what
:func:`sepadd.records.dumps` gives.
"""

ONE_OFF_MANDATE: Final = "one_off_mandate"
"""The ``kind`` of a row for a one-off mandate, of which two runs cannot both have the one use."""


class HeldRow(NamedTuple):
    """One row of ``held_items``, with its columns in their order.

    ``administration`` is the user's own name for the books in which the numbers of open items are
    unique. ``kind`` is that of the item, and ``number`` its number; of a one-off mandate the number
    is the creditor's identity and the reference, as in :attr:`sepadd.mandate.Mandate.key`.
    ``run_id`` is the run that holds it.
    """

    administration: str
    kind: str
    number: str
    run_id: str


class HeldChange(NamedTuple):
    """What is to be done to ``held_items`` when a run is saved: first the one, then the other.

    Rows ``to_hold`` are inserted and those ``to_release`` deleted. They are in order, so that two
    transactions wait for each other in one direction only.
    """

    to_hold: tuple[HeldRow, ...]
    to_release: tuple[HeldRow, ...]


def held_rows(run: CollectionRun, *, administration: str) -> tuple[HeldRow, ...]:
    """Everything that a run holds as it stands, each once, in order.

    Its open items, as :meth:`sepadd.run.CollectionRun.held` tells, and the one-off mandates that it
    uses: those are free again only where the collection was turned down before settlement.

    >>> from sepadd.testing import a_run
    >>> for row in held_rows(a_run(), administration="pool"):
    ...     print(*row)
    pool credit_note C-2026-12 2026-12
    pool invoice 2026-1001 2026-12
    """
    keys = {(key.kind.value, key.number) for key in run.held()}
    keys |= {(ONE_OFF_MANDATE, number) for number in _one_off_mandates(run)}
    return tuple(HeldRow(administration, *key, run.id.value) for key in sorted(keys))


def _one_off_mandates(run: CollectionRun) -> Iterator[str]:
    """The one-off mandates that a run uses, also under references that they had before."""
    if run.stage is RunStage.WITHDRAWN:
        return
    for collection in run.collections:
        if collection.mandate.one_off and collection.presentation.used_the_mandate:
            yield from map(" ".join, collection.mandate.keys)


def held_change(
    run: CollectionRun, stored: Iterable[Iterable[str]], *, administration: str
) -> HeldChange:
    """What has to change in ``held_items``, so that they say what a run holds as it stands.

    ``stored`` are the rows that are there under the run's id; none for a new run. Raises
    :class:`InvalidValue` for a row of another run, or with other columns.

    >>> from sepadd import withdraw
    >>> from sepadd.testing import AT, a_run
    >>> run = a_run()
    >>> stored = held_rows(run, administration="pool")
    >>> held_change(run, stored, administration="pool")
    HeldChange(to_hold=(), to_release=())
    >>> held_change(withdraw(run, at=AT), stored, administration="pool").to_release == stored
    True
    """
    holds = held_rows(run, administration=administration)
    held = {_own(tuple(row), run, administration) for row in stored}
    return HeldChange(
        to_hold=tuple(row for row in holds if row not in held),
        to_release=tuple(sorted(held - frozenset(holds))),
    )


def _own(row: tuple[str, ...], run: CollectionRun, administration: str) -> HeldRow:
    """A row as it was read, of this run."""
    if len(row) != len(HeldRow._fields) or (row[0], row[-1]) != (administration, run.id.value):
        raise InvalidValue(
            f"row {row!r} of held_items: needs to be one of {run.label} of administration "
            f"{administration!r}, with the columns {', '.join(HeldRow._fields)}"
        )
    return HeldRow(*row)
