"""Looking files over before the bank does: what would be refused, and what is doubtful."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, time
from pathlib import Path

import click
from lxml import etree
from rich.table import Table

from sepadd.banks import BankProfile
from sepadd.catalogue import Checked, as_html, findings_sarif, first_of_each
from sepadd.checking import Citation, check_each, cited
from sepadd.cli.answer import Answer, ExitCode, Json, Part, Refusal, Report
from sepadd.cli.asked import (
    FILE,
    NEW_FILE,
    at_option,
    on_option,
    profile_option,
    schema_option,
)
from sepadd.cli.bars import bar
from sepadd.cli.tables import few_of_each, more_like_these, printable, table
from sepadd.cli.version import version_of_sepadd
from sepadd.findings import Finding, Findings, UnreadableMessage
from sepadd.messages.parsing import size_of
from sepadd.printing import counted
from sepadd.progress import Progress, shares
from sepadd.records.stored import finding_record


@click.command("check", cls=Report)
@click.argument("file", nargs=-1, required=True, type=FILE)
@profile_option
@on_option("; else the one on which each file was made.")
@at_option
@schema_option
@click.option("--apart", is_flag=True, help="Each file by itself: not what stands in two of them.")
@click.option(
    "--out", type=NEW_FILE, metavar="FILE", help="Write the answer to a file; else it is printed."
)
def check(
    *,
    file: tuple[Path, ...],
    profile: BankProfile,
    on: date | None,
    at: time | None,
    schema: tuple[Path, ...],
    apart: bool,
    out: Path | None,
) -> Answer:
    """Look each FILE of collections over, a pain.008 of any maker; an XML file, or a zip of them.

    By the schemas, by the rules, by what the bank takes, and beside each other: what stands in two
    of the files. No file is changed; one that cannot be read is told, and the others are looked
    over all the same.
    """
    _refuse_to_overwrite(out, (*file, *schema))
    sources = {str(path): path for path in file}
    together = [{name: path} for name, path in sources.items()] if apart else [sources]
    checked: dict[str, Findings | UnreadableMessage] = {}
    try:
        with bar("Checking") as progress:
            for these, of_these in zip(together, _shares(together, progress), strict=True):
                checked |= check_each(these, profile, on, at=at, schemas=schema, progress=of_these)
    except etree.LxmlError as wrong:
        raise Refusal(f"--schema: not an XML schema: {wrong}") from None
    unread = [str(told) for told in checked.values() if isinstance(told, UnreadableMessage)]
    return Answer(
        _data(checked, unread),
        list(_about(_read(checked))),
        _code(checked),
        aside=unread,
        documents={
            "html": lambda: _page(sources, checked),
            "sarif": lambda: _sarif(checked),
        },
        out=out,
    )


def _shares(
    together: Iterable[Mapping[str, Path]], progress: Progress | None
) -> Iterator[Progress | None]:
    sizes = [sum(size_of(path) for path in these.values()) for these in together]
    return shares(progress, sizes)


def _refuse_to_overwrite(out: Path | None, files: Iterable[Path]) -> None:
    if out is not None and out.exists() and any(out.samefile(each) for each in files):
        raise Refusal(f"--out {out}: that is one of the files to be checked; name another")


def _read(checked: Checked) -> dict[str, Findings]:
    """Those of the files that could be read."""
    return {name: told for name, told in checked.items() if isinstance(told, Findings)}


def _code(checked: Checked) -> ExitCode:
    found = _read(checked)
    if len(found) < len(checked):
        return ExitCode.UNREADABLE
    return ExitCode.REFUSED if any(each.errors for each in found.values()) else ExitCode.DONE


def _data(checked: Checked, unread: Sequence[str]) -> dict[str, Json]:
    found = _read(checked).values()
    return {
        "files": [{"path": path, **_told(told)} for path, told in checked.items()],
        "errors": sum(len(findings.errors) for findings in found),
        "warnings": sum(len(findings.warnings) for findings in found),
        **({"error": "\n".join(unread)} if unread else {}),
    }


def _told(told: Findings | UnreadableMessage) -> dict[str, Json]:
    if isinstance(told, UnreadableMessage):
        return {"error": str(told), "findings": []}
    return {"findings": [finding_record(finding) for finding in told]}


def _page(sources: Mapping[str, Path], checked: Checked) -> str:
    """The page, in signs that every output has a code for."""
    said = as_html(checked, dict(_citations(sources, checked)))
    return said.encode("ascii", "xmlcharrefreplace").decode()


def _citations(
    sources: Mapping[str, Path], checked: Checked
) -> Iterator[tuple[str, Mapping[Finding, Citation]]]:
    """What the files say where something was found, if they can still be read."""
    for name, findings in _read(checked).items():
        with suppress(UnreadableMessage, OSError):
            yield name, cited(sources[name], first_of_each(findings))


def _sarif(checked: Checked) -> str:
    named = {_from_here(path): told for path, told in checked.items()}
    return json.dumps(findings_sarif(named, version_of_sepadd()), indent=2)


def _from_here(path: str) -> str:
    """A path as it is from the folder that one is in, where it is below it."""
    absolute = Path(path).absolute()
    here = Path.cwd()
    return str(absolute.relative_to(here) if absolute.is_relative_to(here) else absolute)


def _about(found: Mapping[str, Findings]) -> Iterator[Part]:
    for path, findings in found.items():
        errors, warnings = len(findings.errors), len(findings.warnings)
        yield f"{path}: {counted(errors, 'error')}, {counted(warnings, 'warning')}"
        if findings:
            yield _table_of(findings)
            yield from more_like_these(findings)
    yield from _hints(found.values())


def _hints(found: Iterable[Findings]) -> Iterator[str]:
    """What to do, told once of each rule that is broken."""
    hints = {finding.rule: finding.hint for findings in found for finding in findings}
    for rule, hint in hints.items():
        if hint:
            yield f"{rule}: {hint} More: sepadd explain {rule}"


def _table_of(findings: Findings) -> Table:
    made = table("line", "rule", "", "what", right=frozenset({"line"}))
    for finding in few_of_each(findings):
        line = "" if finding.line is None else str(finding.line)
        said = printable(f"{finding.subject}: {finding.detail}")
        made.add_row(line, finding.rule, str(finding.severity), said)
    return made
