"""From three files to a run in a folder: the proposal, the files for the bank, the record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, time, tzinfo
from pathlib import Path
from typing import Final

import click

from sepadd.banks import BankProfile
from sepadd.books import Books, prepare, propose
from sepadd.cli.answer import Answer, ExitCode, Json, Part, Question
from sepadd.cli.asked import (
    FILE,
    FOLDER,
    decimal_option,
    on_option,
    profile_option,
    reading,
    time_zone,
)
from sepadd.cli.bars import bar
from sepadd.cli.run_folder import Published, RunFolder, next_run_id, runs_in
from sepadd.cli.tables import proposal_table, table, warnings_of
from sepadd.printing import counted
from sepadd.proposal import Draft, Proposal, ProposalLine
from sepadd.records import DecimalMark, day, time_of_day
from sepadd.records.settings import read_creditor_card
from sepadd.records.stored import finding_record
from sepadd.records.tables import read_mandates, read_open_items
from sepadd.rulebook import MessageVersion, Terms, readiness
from sepadd.run import CollectionRun
from sepadd.values import RunId

_NUMBERS: Final = frozenset({"collections", "EUR"})


@click.command("collect", cls=Question)
@click.option("--creditor", type=FILE, required=True, help="Who collects: a TOML file.")
@click.option("--mandates", type=FILE, required=True, help="The mandates: a CSV table.")
@click.option("--items", type=FILE, required=True, help="The open items: a CSV table.")
@click.option(
    *("--due", "due_on"),
    required=True,
    metavar="DATE",
    callback=reading(day),
    help="The day of the debit.",
)
@on_option(" to the bank.", required=True)
@click.option(
    "--at",
    default="09:00",
    show_default=True,
    metavar="TIME",
    callback=reading(time_of_day),
    help="The time of handing over, for the bank's cut-off, and the file's time of creation.",
)
@click.option(
    *("--time-zone", "zone"),
    metavar="ZONE",
    callback=reading(time_zone),
    help="The time zone of --at, as the file says it; else that of the bank.",
)
@profile_option
@click.option(
    "--message",
    type=click.Choice([str(version) for version in MessageVersion]),
    help="The version of the message; else the profile's.",
)
@decimal_option(" in the table of open items.")
@click.option(
    "--run-id",
    metavar="ID",
    callback=reading(RunId),
    help="The run's name; else the due date and a number.",
)
@click.option(
    "--out",
    type=FOLDER,
    required=True,
    help="The folder of this creditor's runs: what is in one of them is not collected again.",
)
def collect(
    *,
    creditor: Path,
    mandates: Path,
    items: Path,
    due_on: date,
    on: date,
    at: time,
    zone: tzinfo | None,
    profile: BankProfile,
    message: str | None,
    decimal: str,
    run_id: RunId | None,
    out: Path,
) -> Answer:
    """Collect open items: the files for the bank, the run as JSON and the proposal as CSV.

    Every item is collected, or the table says why not. The run is prepared, not submitted.
    """
    if message is not None:
        profile = profile.writing(MessageVersion(message))
    created_at = datetime.combine(on, at, tzinfo=zone or profile.clock)
    terms = profile.terms(at=created_at)
    books = read_books(creditor, mandates, items, DecimalMark(decimal), terms, runs=())
    with runs_in(out) as folder:
        return _into(folder, books, terms, due_on=due_on, at=created_at, run_id=run_id)


def read_books(
    creditor: Path,
    mandates: Path,
    items: Path,
    decimal: DecimalMark,
    terms: Terms,
    *,
    runs: Iterable[CollectionRun],
) -> Books:
    """The books of three files, and the runs there are.

    Raises as the files are read, and where the creditor is not ready.
    """
    card = read_creditor_card(creditor.read_bytes(), name=creditor.name)
    readiness(card, terms).raise_if_errors()
    owed = card.creditor
    identifier = owed.identifier_for(owed.account())
    return Books(
        creditor=owed,
        mandates=read_mandates(
            mandates.read_bytes(), creditor_identifier=identifier, name=mandates.name
        ),
        open_items=read_open_items(items.read_bytes(), decimal=decimal, name=items.name),
        runs=runs,
    )


def _into(
    folder: RunFolder,
    books: Books,
    terms: Terms,
    *,
    due_on: date,
    at: datetime,
    run_id: RunId | None,
) -> Answer:
    books = replace(books, runs=folder.runs())
    draft = Draft(id=run_id or next_run_id(due_on, books.runs), due_on=due_on)
    with bar("Proposing") as progress:
        proposal = propose(books, terms, draft, progress=progress)
    if not proposal.collections:
        return _nothing_to_collect(proposal)
    run = prepare(proposal, books, terms, at=at)
    with bar("Writing") as progress:
        published = folder.publish(run, proposal, progress=progress)
    return collected(proposal, run, published)


def _nothing_to_collect(proposal: Proposal) -> Answer:
    said = f"Nothing to collect for {proposal.due_on}: nothing was written."
    data: dict[str, Json] = {
        **proposal_record(proposal),
        "run": None,
        "proposal": None,
        "files": [],
    }
    shown = (*_about_proposal(proposal), said)
    return Answer(data, shown, ExitCode.REFUSED)


def collected(proposal: Proposal, run: CollectionRun, published: Published) -> Answer:
    """What is told of a run that was written."""
    data: dict[str, Json] = {
        **proposal_record(proposal),
        "run": str(published.run),
        "proposal": str(published.proposal),
        "files": [
            {
                "path": str(path),
                "message_id": str(file.id),
                "scheme": str(file.batches[0].scheme),
                "collections": file.count,
                "total": str(file.total),
            }
            for file, path in zip(run.files(), published.files, strict=True)
        ],
    }
    shown = (*_about_proposal(proposal), summary(proposal), *about_files(run, published))
    return Answer(data, shown)


def proposal_record(proposal: Proposal) -> dict[str, Json]:
    """A proposal for machines."""
    return {
        "run_id": str(proposal.id),
        "due_on": str(proposal.due_on),
        "collections": len(proposal.collections),
        "total": str(proposal.total),
        "lines": [_line_record(line) for line in proposal.lines],
        "findings": [finding_record(finding) for finding in proposal.findings],
    }


def _line_record(line: ProposalLine) -> dict[str, Json]:
    return {
        "kind": str(line.item.kind),
        "number": line.item.number,
        "debtor_id": line.item.debtor_id,
        "mandate": None if line.mandate is None else str(line.mandate.reference),
        "amount": str(line.item.balance),
        "collected": line.ok,
        "end_to_end_id": None if line.end_to_end_id is None else str(line.end_to_end_id),
        "reasons": [finding_record(finding) for finding in line.reasons],
    }


def _about_proposal(proposal: Proposal) -> Iterable[Part]:
    yield f"Run {proposal.id}, due {proposal.due_on}"
    yield proposal_table(proposal)
    yield from known(proposal)


def known(proposal: Proposal) -> Sequence[str]:
    """What is allowed and has to be known, under a heading; nothing if there is nothing."""
    warnings = [f"  {warning}" for warning in warnings_of(proposal)]
    return ("Allowed, and to be known:", *warnings, "") if warnings else ()


def summary(proposal: Proposal) -> str:
    """How much is collected, in a sentence."""
    good = len(proposal.lines) - len(proposal.left_out)
    return (
        f"{good} of {len(proposal.lines)} items are collected: {proposal.total} EUR, "
        f"in {counted(len(proposal.collections), 'collection')}."
    )


def about_files(run: CollectionRun, published: Published) -> Iterable[Part]:
    """The files for the bank, and where all that was written stands."""
    made = table("for the bank", "scheme", "collections", "EUR", right=_NUMBERS)
    for file in run.files():
        made.add_row(file.name, file.batches[0].scheme, str(file.count), str(file.total))
    yield made
    yield "Written:"
    yield from (f"  {path}" for path in (*published.files, published.run, published.proposal))
