"""The code that the how-to for SQLAlchemy shows lets nobody be debited twice, in two databases.

For PostgreSQL a server is started where its programs are installed; see the fixture ``postgres``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Barrier
from types import SimpleNamespace
from typing import Any

import psycopg
import pytest
from sqlalchemy import Engine, create_engine, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from helpers.books import decided
from helpers.shown_in_pages import DOCS, save_files
from sepadd.books import Books, propose
from sepadd.proposal import Draft
from sepadd.run import CollectionRun, submit, withdraw
from sepadd.testing import AT, CREDITOR, DUE_ON, INVOICE, MANDATE, TERMS
from sepadd.values import Euro, RunId

ROUNDS = range(8)
PATIENCE = 60
POOL = "pool"
SCHEMA = "sepadd_with_sqlalchemy"


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Give what the page defines."""
    folder = tmp_path_factory.mktemp("shown")
    save_files(DOCS / "how-to" / "with-sqlalchemy.md", folder)
    defined: dict[str, Any] = {"__name__": "books"}
    code = compile((folder / "books.py").read_text("utf-8"), "books.py", "exec", dont_inherit=True)
    exec(code, defined)  # noqa: S102 - the page's own code
    return SimpleNamespace(**defined)


@pytest.fixture(params=["sqlite", "postgres"])
def engine(request: pytest.FixtureRequest, tmp_path: Path, shown: Any) -> Iterator[Engine]:
    """Give empty books."""
    if request.param == "sqlite":
        made = create_engine(
            f"sqlite:///{tmp_path / 'books.db'}", connect_args={"timeout": PATIENCE}
        )
    else:
        address = request.getfixturevalue("postgres")
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")
            connection.execute(f"CREATE SCHEMA {SCHEMA}")
        options = f"-c search_path={SCHEMA}"
        made = create_engine(
            "postgresql+psycopg://", creator=lambda: psycopg.connect(address, options=options)
        )
    shown.keep_foreign_keys(made)
    shown.Tables.metadata.create_all(made)
    yield made
    shown.Tables.metadata.drop_all(made)
    made.dispose()


def prepared(name: str, *numbers: str) -> CollectionRun:
    """Give a run that was prepared without knowing of any other."""
    items = [replace(INVOICE, number=number) for number in numbers]
    id = RunId(name)  # noqa: A001 - the scheme's own word
    proposal = propose(
        Books(creditor=CREDITOR, open_items=items, mandates=[MANDATE], runs=()),
        TERMS,
        Draft(id=id, due_on=DUE_ON),
    )
    return decided(proposal, TERMS, at=AT)


def race(engine: Engine, *jobs: Callable[[Session], None]) -> list[str]:
    """Do the jobs at once, each in a session of its own; give what stopped it, or nothing."""
    barrier = Barrier(len(jobs))

    def told(job: Callable[[Session], None]) -> str:
        try:
            with Session(engine) as session, session.begin():
                barrier.wait(PATIENCE)
                job(session)
        except (IntegrityError, StaleDataError) as faster:
            return type(faster).__name__
        return ""

    with ThreadPoolExecutor(len(jobs)) as threads:
        return list(threads.map(told, jobs))


def kept(engine: Engine, shown: Any) -> list[CollectionRun]:
    with Session(engine) as session:
        return list(session.scalars(select(shown.KeptRun.run).order_by(shown.KeptRun.id)))


def held(engine: Engine, shown: Any) -> list[tuple[str, str]]:
    rows = select(shown.HeldItem.number, shown.HeldItem.run_id).order_by(shown.HeldItem.number)
    with Session(engine) as session:
        return [(number, run) for number, run in session.execute(rows)]


def test_of_two_sessions_that_prepare_the_same_invoice_one_gets_it(
    engine: Engine, shown: Any
) -> None:
    for n in ROUNDS:
        runs = [prepared(f"{name}{n}", f"R-{n}", f"{name}-{n}") for name in "AB"]
        told = race(
            engine,
            *(
                lambda session, run=run: shown.save(session, shown.KeptRun.of(run, POOL))
                for run in runs
            ),
        )
        assert sorted(told) == ["", "IntegrityError"]
    assert len(kept(engine, shown)) == len(ROUNDS)
    assert len(held(engine, shown)) == 2 * len(ROUNDS)


def test_a_run_is_submitted_or_withdrawn_and_never_both(engine: Engine, shown: Any) -> None:
    for n in ROUNDS:
        with Session(engine) as session, session.begin():
            shown.save(session, shown.KeptRun.of(prepared(f"A{n}", f"R-{n}"), POOL))
        told = step_each(engine, shown, f"A{n}")
        assert sorted(told) == ["", "StaleDataError"]
    submitted = [run.id.value for run in kept(engine, shown) if run.stage == "submitted"]
    assert [run for _, run in held(engine, shown)] == submitted


def step_each(engine: Engine, shown: Any, name: str) -> list[str]:
    """Submit a run and withdraw it, both having read it before."""
    read = Barrier(2)

    def taking(step: Callable[..., CollectionRun]) -> Callable[[Session], None]:
        def take(session: Session) -> None:
            found = session.get_one(shown.KeptRun, (POOL, name))
            read.wait(PATIENCE)
            found.run = step(found.run, at=AT)
            shown.save(session, found)

        return take

    return race(engine, taking(submit), taking(withdraw))


def test_everything_comes_back_as_it_was(engine: Engine, shown: Any) -> None:
    run = prepared("A", "R-1")
    with Session(engine) as session, session.begin():
        session.add(shown.KeptMandate.of(MANDATE))
        session.add(shown.OpenInvoice(number="R-1", debtor_id="10042", amount=INVOICE.amount))
        session.add(shown.OpenInvoice(number="R-2", debtor_id="10042", amount=Euro(cents=10**14)))
        shown.save(session, shown.KeptRun.of(run, POOL))
    with Session(engine) as session:
        assert session.scalars(select(shown.KeptMandate.mandate)).one() == MANDATE
        total = session.scalar(select(func.sum(shown.OpenInvoice.amount)))
        assert total == INVOICE.amount + Euro(cents=10**14)
    assert kept(engine, shown) == [run]
