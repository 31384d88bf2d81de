"""The whole path, on the example books of a swimming pool, explained as it goes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

import click

from sepadd.banks import EPC
from sepadd.books import Books, prepare, propose
from sepadd.cli.answer import Answer, Json, Part, Question
from sepadd.cli.answered import Answered, about_answers, about_books, answered
from sepadd.cli.asked import FOLDER
from sepadd.cli.collect import about_files, collected, known, read_books, summary
from sepadd.cli.examples import example
from sepadd.cli.record import Written, new_books_record
from sepadd.cli.run_folder import Published, runs_in
from sepadd.cli.tables import proposal_table
from sepadd.proposal import HELD, Draft, Proposal
from sepadd.records import DecimalMark
from sepadd.run import CollectionRun
from sepadd.values import RunId

ON: Final = date(2026, 11, 23)
"""The Monday on which the demo takes place."""

AT: Final = datetime(2026, 11, 23, 9, tzinfo=UTC)
"""When it is decided on that day."""

DUE_ON: Final = date(2026, 12, 1)
"""The Tuesday on which the debtors are debited."""

RUN: Final = RunId("DEMO-2026-12")
"""What the run of the demo is called."""


@click.command("demo", cls=Question)
@click.option(
    "--out",
    type=FOLDER,
    default=Path("sepadd-demo"),
    show_default=True,
    help="The folder to write to; what the demo wrote there before is written anew.",
)
def demo(*, out: Path) -> Answer:
    """From open items to the bank's file, and from its answers to the books: the whole path.

    Always with one result; the bank's answers are examples, too.
    """
    terms = EPC.terms(at=AT)
    books = read_books(
        example("creditor.toml"),
        example("mandates.csv"),
        example("open_items.csv"),
        DecimalMark.POINT,
        terms,
        runs=(),
    )
    proposal = propose(books, terms, Draft(id=RUN, due_on=DUE_ON))
    run = prepare(proposal, books, terms, at=AT)
    again = propose(books.keep(run), terms, Draft(id=_NEXT, due_on=DUE_ON))
    told = answered(run, books)
    with runs_in(out) as folder:
        tables = told.books.tables(DecimalMark.POINT)
        published = folder.publish(told.run, proposal, tables=tables, anew=True)
    shown = (
        *_about_books(books),
        *_about_proposal(proposal),
        *_about_run(proposal, run, published),
        *_about_next(again, run),
        *about_answers(told),
        *about_books(told, published),
    )
    return Answer(_record(proposal, told, published), shown)


def _record(proposal: Proposal, told: Answered, published: Published) -> dict[str, Json]:
    tables = {path.name: path for path in published.tables}
    recorded = new_books_record(told.books, Written((published.run,), tables))
    return {**collected(proposal, told.run, published).data, "recorded": recorded}


_NEXT: Final = RunId("DEMO-2026-12-2")


def _about_books(books: Books) -> Iterable[Part]:
    creditor = books.creditor
    yield f"1. The books, from {example('creditor.toml').parent}"
    yield ""
    yield f"   {creditor.name} collects, under the identifier {creditor.identifier}."
    yield f"   It has {len(books.mandates)} mandates and {len(books.open_items)} open items."
    yield ""


def _about_proposal(proposal: Proposal) -> Iterable[Part]:
    yield f"2. The proposal of {ON} for {DUE_ON}: every item is collected, or says why not"
    yield proposal_table(proposal)
    yield from known(proposal)
    yield "   Nothing is decided yet. Credit notes are set off under their own mandate."
    yield ""


def _about_run(proposal: Proposal, run: CollectionRun, published: Published) -> Iterable[Part]:
    yield f"3. The run {run.id}: the rules are put once more, and it is decided"
    yield ""
    yield f"   {summary(proposal)}"
    yield ""
    yield "4. The files for the bank, one for each scheme, each checked against its schema"
    yield from about_files(run, published)
    yield ""


def _about_next(again: Proposal, run: CollectionRun) -> Iterable[Part]:
    held = sum(any(reason.rule == HELD.id for reason in line.reasons) for line in again.lines)
    yield "5. Asked again, with the run in hand: nobody is debited twice"
    yield ""
    yield f"   {held} items are held by run {run.id}; a next proposal comes to {again.total} EUR."
    yield "   They are open again when the bank turns them down, or when the run is withdrawn."
    yield ""
