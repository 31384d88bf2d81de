"""A rule is explained on the command line, for people and for machines."""

from __future__ import annotations

import json

from click.testing import CliRunner, Result

from sepadd.catalogue import explain
from sepadd.cli.explain import explain as command


def call(*arguments: str) -> Result:
    return CliRunner().invoke(command, arguments)


def test_the_command_explains_one_rule_after_the_other() -> None:
    told = call("mnd-14", "FIL-01")
    assert told.exit_code == 0
    for each in ("MND-14", "FIL-01"):
        sentence = explain(each).sentence
        assert sentence.says in told.output
        assert sentence.why.split()[0] in told.output
    assert "confirmed_on: absent" in told.output
    assert "what is told" in told.output


def test_a_rule_that_is_asked_for_twice_is_explained_once() -> None:
    assert call("MND-14", "mnd-14").output == call("MND-14").output


def test_a_machine_is_told_all_of_it() -> None:
    (told,) = json.loads(call("MND-14", "--format", "json").output)["rules"]
    sentence = explain("MND-14").sentence
    assert {name: told[name] for name in ("id", "rule", "severity", "source", "why", "hint")} == {
        "id": "MND-14",
        "rule": sentence.says,
        "severity": "warning",
        "source": sentence.source,
        "why": sentence.why,
        "hint": sentence.hint,
    }
    (example,) = told["examples"]
    assert example["holds"] == "confirmed_on: 2026-02-01"
    assert example["breaks"] == "confirmed_on: absent"
    (finding,) = example["findings"]
    assert finding["rule"] == "MND-14"
    assert finding["hint"] == sentence.hint


def test_the_command_refuses_an_id_that_there_is_not() -> None:
    told = call("COL-3")
    assert told.exit_code == 2
    assert "near to it are COL-03" in told.output


def test_without_a_rule_the_command_asks_for_one() -> None:
    assert call().exit_code == 2
