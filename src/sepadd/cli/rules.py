"""The catalogue of rules: what sepadd holds a run to, and who says so."""

from __future__ import annotations

import click

from sepadd.catalogue import CATALOGUE
from sepadd.cli.answer import Answer, Question
from sepadd.cli.tables import table
from sepadd.findings import Sentence


@click.command("rules", cls=Question)
def rules() -> Answer:
    """Every rule: its id, what it says, how bad it is to break it, and its source."""
    made = table("id", "rule", "broken", "source")
    for sentence in CATALOGUE:
        made.add_row(sentence.id, sentence.says, str(sentence.severity), sentence.source)
    return Answer({"rules": [rule_record(sentence) for sentence in CATALOGUE]}, (made,))


def rule_record(sentence: Sentence) -> dict[str, str]:
    """A rule for machines: all that it says of itself."""
    return {
        "id": sentence.id,
        "rule": sentence.says,
        "severity": str(sentence.severity),
        "source": sentence.source,
        "why": sentence.why,
        "hint": sentence.hint,
    }
