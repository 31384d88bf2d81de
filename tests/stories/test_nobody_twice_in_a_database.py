"""Nobody is debited twice, also where two processes want the same at the same moment.

Each test is put to SQLite and to PostgreSQL. For PostgreSQL a server is started where its programs
are installed; ``SEPADD_TEST_POSTGRES`` may name the address of one that runs. Where there is none,
the test is skipped; it fails if ``SEPADD_NEEDS_POSTGRES`` is set.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import psycopg
import pytest

from helpers.books import decided
from helpers.books_in_a_database import (
    POOL,
    TAKEN,
    Faster,
    Job,
    Place,
    Postgres,
    Sqlite,
    Wish,
    die_while_saving,
    exit_code,
    held_in,
    make_tables,
    race,
    return_one,
    returned,
    run_in,
    runs_in,
    save,
    submit_each,
    take,
    take_what_is_left,
    withdraw_each,
)
from sepadd.open_item import Invoice
from sepadd.records.tables.held_items import ONE_OFF_MANDATE
from sepadd.run import CollectionRun, RunStage, submit
from sepadd.testing import AT, DEBTOR, INVOICE, MANDATE, TERMS
from sepadd.values import Euro, MandateReference

ROUNDS = range(20)
OTHER_DEBTOR = replace(DEBTOR, id="30003")
OTHER_MANDATE = replace(MANDATE, reference=MandateReference("M-3"), debtor=OTHER_DEBTOR)

_schemas = count(1)


@pytest.fixture(params=["sqlite", "postgres"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """Give empty books."""
    if request.param == "sqlite":
        sqlite = Sqlite(str(tmp_path / "books.db"))
        make_tables(sqlite)
        yield sqlite
        return
    address = request.getfixturevalue("postgres")
    schema = f"sepadd_{os.getpid()}_{next(_schemas)}"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {schema}")
        try:
            postgres = Postgres(address, schema)
            make_tables(postgres)
            yield postgres
        finally:
            connection.execute(f"DROP SCHEMA {schema} CASCADE")


def invoice(number: str) -> Invoice:
    return replace(INVOICE, number=number)


def wish(id: str, *numbers: str) -> Wish:
    return Wish(id, tuple(map(invoice, numbers)), (MANDATE,))


def kept(place: Place) -> list[CollectionRun]:
    with place.opened() as transaction:
        return runs_in(transaction)


def held(place: Place) -> dict[str, str]:
    """Give which run holds which item."""
    with place.opened() as transaction:
        return {f"{row.kind} {row.number}": row.run_id for row in held_in(transaction)}


def save_all(place: Place, *runs: CollectionRun, times_saved: int = 0) -> None:
    with place.opened() as transaction:
        for run in runs:
            save(transaction, run, times_saved)


def prepared(wanted: Wish) -> CollectionRun:
    return decided(wanted.proposed(), TERMS, at=AT)


def submitted(wanted: Wish) -> CollectionRun:
    return submit(prepared(wanted), at=AT)


def winners(ours: list[str], theirs: list[str]) -> list[int]:
    """Give how many of the two were taken in each round."""
    return [(a, b).count(TAKEN) for a, b in zip(ours, theirs, strict=True)]


def answers(ours: list[str], theirs: list[str]) -> list[str]:
    """Give what the other of the two was told in each round."""
    return [b if a == TAKEN else a for a, b in zip(ours, theirs, strict=True)]


# -- the same item ------------------------------------------------------------------------------


def test_of_two_processes_that_prepare_the_same_invoice_one_gets_it(place: Place) -> None:
    ours, theirs = race(
        Job(take, (place, [wish(f"A{n}", f"R-{n}") for n in ROUNDS])),
        Job(take, (place, [wish(f"B{n}", f"R-{n}") for n in ROUNDS])),
    )
    assert winners(ours, theirs) == [1 for _ in ROUNDS]
    assert len(kept(place)) == len(held(place)) == len(ROUNDS)


def test_who_comes_second_is_told_which_run_holds_it(place: Place) -> None:
    ours, theirs = race(
        Job(take, (place, [wish(f"A{n}", f"R-{n}") for n in ROUNDS])),
        Job(take, (place, [wish(f"B{n}", f"R-{n}") for n in ROUNDS])),
    )
    holders = held(place)
    assert answers(ours, theirs) == [
        f"[PRO-07] invoice R-{n}: run {holders[f'invoice R-{n}']} holds it already "
        "(nobody is debited twice)"
        for n in ROUNDS
    ]


def test_two_runs_that_share_some_items_collect_all_of_them_once(place: Place) -> None:
    def both(n: int, *numbers: int) -> list[str]:
        return [f"R-{n}-{number}" for number in numbers]

    tries = race(
        Job(
            take_what_is_left, (place, [wish(f"A{n}", *both(n, 1, 2, 3, 4, 5, 6)) for n in ROUNDS])
        ),
        Job(
            take_what_is_left, (place, [wish(f"B{n}", *both(n, 8, 7, 6, 5, 4, 3)) for n in ROUNDS])
        ),
    )
    collected = Counter(key.number for run in kept(place) for key in run.held())
    everything = [name for n in ROUNDS for name in both(n, 1, 2, 3, 4, 5, 6, 7, 8)]
    assert collected == Counter(everything)
    assert len(held(place)) == len(everything)
    assert [sum(each) for each in zip(*tries, strict=True)] == [3 for _ in ROUNDS]


def test_an_id_is_used_once(place: Place) -> None:
    ours, theirs = race(
        Job(take, (place, [wish(f"A{n}", f"R-{n}") for n in ROUNDS])),
        Job(take, (place, [wish(f"A{n}", f"S-{n}") for n in ROUNDS])),
    )
    assert winners(ours, theirs) == [1 for _ in ROUNDS]
    assert all(answer.startswith("[RUN-01] run A") for answer in answers(ours, theirs))
    assert len(held(place)) == len(ROUNDS)


def test_what_was_returned_is_taken_again_by_one(place: Place) -> None:
    before = [submitted(wish(f"O{n}", f"R-{n}")) for n in ROUNDS]
    save_all(place, *before)
    save_all(place, *(returned(run, 0) for run in before), times_saved=1)
    assert held(place) == {}
    ours, theirs = race(
        Job(take, (place, [wish(f"A{n}", f"R-{n}") for n in ROUNDS])),
        Job(take, (place, [wish(f"B{n}", f"R-{n}") for n in ROUNDS])),
    )
    assert winners(ours, theirs) == [1 for _ in ROUNDS]
    assert len(held(place)) == len(ROUNDS)


# -- the same mandate ---------------------------------------------------------------------------


def test_of_two_processes_that_use_the_same_one_off_mandate_one_gets_it(place: Place) -> None:
    def once(id: str, n: int) -> Wish:
        reference = MandateReference(f"ONCE-{n}")
        item = replace(INVOICE, number=f"R-{id}", mandate=reference)
        return Wish(id, (item,), (replace(MANDATE, reference=reference, one_off=True),))

    ours, theirs = race(
        Job(take, (place, [once(f"A{n}", n) for n in ROUNDS])),
        Job(take, (place, [once(f"B{n}", n) for n in ROUNDS])),
    )
    assert winners(ours, theirs) == [1 for _ in ROUNDS]
    assert all("is one-off and was used" in answer for answer in answers(ours, theirs))
    assert sum(key.startswith(ONE_OFF_MANDATE) for key in held(place)) == len(ROUNDS)


# -- the same run -------------------------------------------------------------------------------


def test_a_run_is_submitted_or_withdrawn_and_never_both(place: Place) -> None:
    runs = [prepared(wish(f"A{n}", f"R-{n}")) for n in ROUNDS]
    save_all(place, *runs)
    ids = [run.id.value for run in runs]
    ours, theirs = race(Job(submit_each, (place, ids)), Job(withdraw_each, (place, ids)))
    assert winners(ours, theirs) == [1 for _ in ROUNDS]
    assert all("it cannot be" in answer for answer in answers(ours, theirs))
    in_hand = [run.id.value for run in kept(place) if run.stage is RunStage.SUBMITTED]
    assert in_hand == sorted(name for name, said in zip(ids, ours, strict=True) if said == TAKEN)
    assert sorted(held(place).values()) == in_hand


def test_what_two_processes_hear_of_one_run_is_all_kept(place: Place) -> None:
    theirs = replace(INVOICE, debtor_id="30003")
    wishes = [
        Wish(
            f"A{n}",
            (invoice(f"R-{n}"), replace(theirs, number=f"S-{n}")),
            (MANDATE, OTHER_MANDATE),
        )
        for n in ROUNDS
    ]
    save_all(place, *map(submitted, wishes))
    ids = [wanted.id for wanted in wishes]
    race(Job(return_one, (place, ids, 0)), Job(return_one, (place, ids, 1)))
    assert all(collection.failed for run in kept(place) for collection in run.collections)
    assert held(place) == {}


def test_who_saves_an_older_state_of_a_run_is_refused(place: Place) -> None:
    run = prepared(wish("A", "R-1"))
    save_all(place, run)
    save_all(place, submit(run, at=AT), times_saved=1)
    with pytest.raises(Faster, match="run A was saved meanwhile"):
        save_all(place, run, times_saved=1)
    with place.opened() as transaction:
        assert run_in(transaction, "A").run.stage is RunStage.SUBMITTED


# -- all or nothing -----------------------------------------------------------------------------


def test_a_process_that_dies_while_it_saves_has_taken_nothing(place: Place) -> None:
    assert exit_code(Job(die_while_saving, (place, wish("A", "R-1", "R-2")))) == 3
    assert (kept(place), held(place)) == ([], {})
    save_all(place, prepared(wish("B", "R-1", "R-2")))
    assert set(held(place).values()) == {"B"}


def test_who_comes_second_leaves_nothing_half_behind(place: Place) -> None:
    save_all(place, prepared(wish("A", "R-2")))
    with pytest.raises(Faster):
        save_all(place, prepared(wish("B", "R-1", "R-2", "R-3")))
    assert [run.id.value for run in kept(place)] == ["A"]
    assert held(place) == {"invoice R-2": "A"}


def test_a_run_that_holds_items_cannot_be_deleted(place: Place) -> None:
    save_all(place, prepared(wish("A", "R-1")))
    with (
        pytest.raises(Exception, match=r"(?i)foreign key"),
        place.opened() as transaction,
        transaction() as execute,
    ):
        execute("DELETE FROM collection_runs WHERE administration = ? AND id = ?", (POOL, "A"))
    assert held(place) == {"invoice R-1": "A"}


def test_what_is_collected_is_what_was_owed(place: Place) -> None:
    wishes = [[wish(f"{name}{n}", f"R-{n}", f"S-{n}") for n in ROUNDS] for name in "AB"]
    race(*(Job(take_what_is_left, (place, each)) for each in wishes))
    assert Euro.total(run.total for run in kept(place)) == Euro.total(
        INVOICE.amount for _ in (*ROUNDS, *ROUNDS)
    )
