"""Each sentence that no rule asks is shown by two neighbours: one keeps it, the other breaks it."""

from __future__ import annotations

from typing import Final

import pytest

from helpers.loading import loaded_by
from sepadd.catalogue import CATALOGUE
from sepadd.catalogue.examples import Example
from sepadd.catalogue.explanation import EXAMPLES_APART
from sepadd.findings import NO_FINDINGS, Findings
from sepadd.rulebook import COLLECTION_RULES, CREDITOR_RULES, FILE_RULES, MANDATE_RULES

WITH_EDGES: Final = frozenset(
    (
        *(rule.id for rule in CREDITOR_RULES),
        *(rule.id for rule in MANDATE_RULES),
        *(rule.id for rule in COLLECTION_RULES),
        *(rule.id for rule in FILE_RULES),
    )
)
"""The rules of the rulebook, which have edges of their own."""

each_example = pytest.mark.parametrize("example", EXAMPLES_APART, ids=lambda each: each.rule)


def rules(findings: Findings) -> set[str]:
    return {finding.rule for finding in findings}


@each_example
def test_the_one_keeps_it_and_breaks_nothing_else(example: Example) -> None:
    assert example.holds.findings() == NO_FINDINGS


@each_example
def test_the_other_breaks_it_alone(example: Example) -> None:
    assert rules(example.breaks.findings()) == {example.rule}


@each_example
def test_they_say_the_same_each_time_that_they_are_looked_at(example: Example) -> None:
    assert example.breaks.findings() == example.breaks.findings()


@each_example
def test_each_is_said_in_a_short_phrase_and_the_two_differ(example: Example) -> None:
    holds, breaks = example.holds.says, example.breaks.says
    assert holds != breaks
    for said in (holds, breaks):
        assert len(said) <= 90
        assert not said.endswith(".")


def test_every_sentence_without_an_edge_has_one_example() -> None:
    apart = [sentence.id for sentence in CATALOGUE if sentence.id not in WITH_EDGES]
    assert sorted(example.rule for example in EXAMPLES_APART) == sorted(apart)


def test_whoever_imports_sepadd_loads_no_example() -> None:
    rooms = {"sepadd.catalogue", "sepadd.catalogue.examples"}
    assert rooms & loaded_by("import sepadd.catalogue", whole=True) == rooms
    assert rooms & loaded_by("import sepadd", whole=True) == set()
