"""Putting a file of collections right: what can be right in one way alone, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, time
from pathlib import Path
from typing import Final

import click
from lxml import etree
from rich.table import Table

from sepadd.banks import BankProfile
from sepadd.cli.answer import Answer, ExitCode, Json, Part, Question, Refusal
from sepadd.cli.asked import (
    FILE,
    NEW_FILE,
    at_option,
    on_option,
    profile_option,
    reading,
    schema_option,
)
from sepadd.cli.bars import bar
from sepadd.cli.new_files import at_work_in, come_in
from sepadd.cli.tables import few_of_each, first_few, more_like_these, printable, table
from sepadd.findings import InvalidValue
from sepadd.mending import Mend, Mending, mend_file
from sepadd.printing import counted
from sepadd.records.stored import finding_record
from sepadd.rulebook import MessageVersion

_MOST_SHOWN: Final = 60
_VERSIONS: Final = " or ".join(MessageVersion)


def _version(typed: str) -> MessageVersion:
    try:
        return MessageVersion(typed)
    except ValueError:
        raise InvalidValue(f"{typed!r} is no version that is written; say {_VERSIONS}") from None


@click.command("mend", cls=Question)
@click.argument("source", metavar="IN", type=FILE)
@click.argument("out", metavar="OUT", type=NEW_FILE)
@profile_option
@on_option("; else the one on which the file was made.")
@at_option
@click.option(
    "--due-dates",
    is_flag=True,
    help="Move due dates that cannot be kept to the next possible one; needs --on.",
)
@click.option(
    "--to",
    metavar="VERSION",
    callback=reading(_version),
    help=f"The version that is wanted: {_VERSIONS}.",
)
@schema_option
@click.option("--partly", is_flag=True, help="Write OUT although errors are left.")
def mend(
    *,
    source: Path,
    out: Path,
    profile: BankProfile,
    on: date | None,
    at: time | None,
    due_dates: bool,
    to: MessageVersion | None,
    schema: tuple[Path, ...],
    partly: bool,
) -> Answer:
    """Put IN right, a pain.008 of any maker, where that can be done in one way alone, as OUT.

    Each change is told, and all that is left to you. Where errors are left, the exit code is 1 and
    nothing is written; with --partly it is written, and the code is 0. IN is never changed, and OUT
    must not be there yet.
    """
    if due_dates and on is None:
        raise click.UsageError("--due-dates needs --on: the day on which it is handed over")
    if out.exists() and out.samefile(source):
        raise Refusal(f"{out}: is the file itself, which is never changed; name another")
    with at_work_in(out.parent) as workplace:
        made = workplace / out.name
        try:
            with bar("Mending") as progress:
                mending = mend_file(
                    source,
                    made,
                    profile,
                    on,
                    at=at,
                    due_dates=due_dates,
                    to=to,
                    schemas=schema,
                    progress=progress,
                )
        except etree.LxmlError as wrong:
            raise Refusal(f"--schema: not an XML schema: {wrong}") from None
        write = partly or not mending.left.errors
        if write:
            come_in((made,), out.parent)
    return _answer(mending, out if write else None)


def _answer(mending: Mending, out: Path | None) -> Answer:
    left = mending.left
    data: dict[str, Json] = {
        "out": None if out is None else str(out),
        "changes": [_record(change) for change in mending.changes],
        "findings": [finding_record(finding) for finding in left],
        "errors": len(left.errors),
        "warnings": len(left.warnings),
    }
    code = ExitCode.REFUSED if out is None else ExitCode.DONE
    return Answer(data, list(_told(mending, out)), code)


def _record(change: Mend) -> dict[str, Json]:
    return {
        "rule": change.rule,
        "subject": change.subject,
        "before": change.before,
        "after": change.after,
        "detail": change.detail,
        "line": change.line,
        "path": change.path,
    }


def _told(mending: Mending, out: Path | None) -> Iterator[Part]:
    changes, left = mending.changes, mending.left
    yield f"{counted(len(changes), 'change')}"
    if changes:
        yield _table_of(changes)
        yield from more_like_these(changes)
    errors, warnings = len(left.errors), len(left.warnings)
    yield f"Left: {counted(errors, 'error')}, {counted(warnings, 'warning')}"
    yield from first_few(left)
    if out is None:
        yield "Nothing was written: errors are left; with --partly it is written all the same."
    else:
        yield f"Written: {out}"


def _table_of(changes: Sequence[Mend]) -> Table:
    made = table("line", "rule", "whose", "was", "is", "why", right=frozenset({"line"}))
    for change in few_of_each(changes):
        said = (change.subject, change.before, change.after, change.detail)
        made.add_row(str(change.line), change.rule, *(printable(_short(each)) for each in said))
    return made


def _short(said: str) -> str:
    return said if len(said) <= _MOST_SHOWN else f"{said[:_MOST_SHOWN]} ..."
