"""One rule after the other: why it is there, what to do, and an example on either side of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

import click
from rich.table import Table

from sepadd.cli.answer import Answer, Json, Part, Question
from sepadd.cli.rules import rule_record
from sepadd.cli.tables import facts, printable, table
from sepadd.records.stored import finding_record

if TYPE_CHECKING:
    from sepadd.catalogue import ExampleFindings, Explanation


@click.command("explain", cls=Question)
@click.argument("rule", nargs=-1, required=True)
def explain(*, rule: tuple[str, ...]) -> Answer:
    """What each RULE means, such as COL-03: why it is there, and what to do where it is broken.

    With examples: the nearest that keeps the rule, the nearest that breaks it, and what is then
    told.
    """
    # the examples of every rule are made when this is loaded: no other command waits for them
    from sepadd.catalogue import explain as explained  # noqa: PLC0415

    found = [explained(each) for each in dict.fromkeys(each.upper() for each in rule)]
    return Answer(
        {"rules": [_record(each) for each in found]},
        [part for each in found for part in _about(each)],
    )


def _about(explained: Explanation) -> Iterator[Part]:
    sentence = explained.sentence
    yield facts(
        (
            (sentence.id, sentence.says),
            ("broken", str(sentence.severity)),
            ("why", sentence.why),
            ("what to do", sentence.hint),
            *([("source", sentence.source)] if sentence.source else []),
        )
    )
    yield _table_of(explained.examples)


def _table_of(examples: Iterable[ExampleFindings]) -> Table:
    made = table("holds", "breaks", "what is told")
    for column in made.columns:
        column.ratio = 1
    for each in examples:
        told = "\n".join(
            printable(f"{finding.subject}: {finding.detail}") for finding in each.findings
        )
        made.add_row(printable(each.holds), printable(each.breaks), told)
    return made


def _record(explained: Explanation) -> Mapping[str, Json]:
    examples: list[Json] = [
        {
            "holds": each.holds,
            "breaks": each.breaks,
            "findings": [finding_record(finding) for finding in each.findings],
        }
        for each in explained.examples
    ]
    return {**rule_record(explained.sentence), "examples": examples}
