"""Looking files over before the bank does: what would be refused, and what is doubtful."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, time
from pathlib import Path
from typing import Final

import click
from lxml import etree
from rich.table import Table

from sepadd.cli.answer import Answer, ExitCode, Part, Question, Refusal
from sepadd.cli.asked import WHICH_BANK, bank, reading
from sepadd.cli.tables import FIRST_FEW, counted, finding_record, shown, table
from sepadd.findings import Findings
from sepadd.messages.checking import check_files
from sepadd.profile import EPC, BankProfile
from sepadd.records.written import day, time_of_day

_FILE: Final = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("check", cls=Question)
@click.argument("file", nargs=-1, required=True, type=_FILE)
@click.option(
    "--profile",
    default=EPC.name,
    show_default=True,
    metavar="NAME|FILE",
    callback=reading(bank),
    help=WHICH_BANK,
)
@click.option(
    "--on",
    metavar="DATE",
    callback=reading(day),
    help="The day of handing over; else the one on which each file was made.",
)
@click.option(
    "--at",
    metavar="TIME",
    callback=reading(time_of_day),
    help="The time of handing over, as the bank's clock has it; else before the cut-off.",
)
@click.option("--schema", multiple=True, type=_FILE, help="A further XSD, the bank's own perhaps.")
def check(
    *,
    file: tuple[Path, ...],
    profile: BankProfile,
    on: date | None,
    at: time | None,
    schema: tuple[Path, ...],
) -> Answer:
    """Look each FILE of collections over, a pain.008 of any maker; an XML file, or a zip of them.

    By the schemas, by the rules, by what the bank takes, and beside each other: what stands in two
    of the files. Nothing is written.
    """
    sources = {str(path): path for path in file}
    try:
        found = check_files(sources, profile, on, at=at, schemas=schema)
    except etree.LxmlError as wrong:
        raise Refusal(f"--schema: not an XML schema: {wrong}") from None
    every = Findings(finding for findings in found.values() for finding in findings)
    return Answer(
        {
            "files": [
                {"path": path, "findings": [finding_record(finding) for finding in findings]}
                for path, findings in found.items()
            ],
            "errors": len(every.errors),
            "warnings": len(every.warnings),
        },
        list(_about(found)),
        ExitCode.REFUSED if every.errors else ExitCode.DONE,
    )


def _about(found: Mapping[str, Findings]) -> Iterator[Part]:
    for path, findings in found.items():
        errors, warnings = len(findings.errors), len(findings.warnings)
        yield f"{path}: {counted(errors, 'error')}, {counted(warnings, 'warning')}"
        if findings:
            yield _table_of(findings)
            yield from _left_out(findings)


def _table_of(findings: Findings) -> Table:
    made = table("line", "rule", "", "what", right=frozenset({"line"}))
    told: Counter[str] = Counter()
    for finding in findings:
        told[finding.rule] += 1
        if told[finding.rule] <= FIRST_FEW:
            line = "" if finding.line is None else str(finding.line)
            said = shown(f"{finding.subject}: {finding.detail}")
            made.add_row(line, finding.rule, str(finding.severity), said)
    return made


def _left_out(findings: Findings) -> Iterator[str]:
    """Of each rule that is broken often: how many more there are."""
    for rule, times in Counter(finding.rule for finding in findings).items():
        if times > FIRST_FEW:
            yield f"[{rule}] and {times - FIRST_FEW} more like these"
