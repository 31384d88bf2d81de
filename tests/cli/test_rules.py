"""The catalogue of rules is shown as it is."""

from __future__ import annotations

from helpers.command_line import call, machine
from sepadd.catalogue import CATALOGUE


def test_the_rules_are_the_catalogue() -> None:
    told = machine(call("rules", "--format", "json"))
    assert [rule["id"] for rule in told["rules"]] == [sentence.id for sentence in CATALOGUE]


def test_machines_are_told_why_and_what_to_do() -> None:
    told = machine(call("rules", "--format", "json"))["rules"]
    assert [(each["why"], each["hint"]) for each in told] == [
        (sentence.why, sentence.hint) for sentence in CATALOGUE
    ]
