"""Every rule explains itself: why it is there, what to do, and an example on either side of it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from sepadd.banks import EPC
from sepadd.catalogue import CATALOGUE, explain
from sepadd.catalogue.examples import Example
from sepadd.catalogue.examples.edges import CREDITOR_CARD
from sepadd.catalogue.explanation import EXAMPLES
from sepadd.checking import check
from sepadd.findings import InvalidValue, Sentence
from sepadd.messages import pain008
from sepadd.messages.pain008 import read
from sepadd.rulebook import readiness
from sepadd.testing import TERMS, TODAY, a_run

each_sentence = pytest.mark.parametrize("sentence", CATALOGUE, ids=lambda each: each.id)
each_example = pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: each.rule)

HINTS = {sentence.id: sentence.hint for sentence in CATALOGUE}


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


# -- what a sentence says of itself --------------------------------------------------------------


@each_sentence
def test_a_sentence_says_why_it_is_there_in_one_or_two_sentences(sentence: Sentence) -> None:
    assert re.fullmatch(r"[A-Z].*[^.]\.", sentence.why)
    assert len(re.findall(r"\.(?= [A-Z]|$)", sentence.why)) <= 2
    assert len(sentence.why) <= 250


@each_sentence
def test_a_sentence_says_in_one_what_to_do(sentence: Sentence) -> None:
    assert re.fullmatch(r"[A-Z].*[^.]\.", sentence.hint)
    assert len(re.findall(r"\.(?= [A-Z]|$)", sentence.hint)) == 1
    assert len(sentence.hint) <= 150


@each_sentence
def test_none_of_the_three_says_what_another_says(sentence: Sentence) -> None:
    assert len({sentence.says, sentence.why, sentence.hint}) == 3


@each_sentence
def test_what_to_do_is_not_what_is_told_of_one_breach(sentence: Sentence) -> None:
    told = [finding.detail for each in explain(sentence.id).examples for finding in each.findings]
    assert all(words(sentence.hint) != words(detail) for detail in told)


# -- what a finding says of what to do -----------------------------------------------------------


@each_example
def test_what_is_found_says_what_to_do(example: Example) -> None:
    found = (*example.holds.findings(), *example.breaks.findings())
    assert [finding.hint for finding in found] == [HINTS[finding.rule] for finding in found]


def test_a_finding_of_a_rule_says_what_to_do() -> None:
    (found,) = readiness(replace(CREDITOR_CARD, name=""), TERMS)
    assert found.hint == "Give the creditor the name under which its mandates were signed."


def test_what_is_noted_in_a_file_that_is_read_says_what_to_do() -> None:
    written = pain008.render(a_run()).replace(b"<CtrlSum>30.00<", b"<CtrlSum>31.00<", 1)
    (found,) = read(written).unplaced
    assert found.hint == HINTS["REA-04"]


def test_what_a_schema_finds_says_what_to_do() -> None:
    found = check(pain008.render(a_run()).replace(b"<ChrgBr>SLEV<", b"<ChrgBr>OUR<"), EPC, TODAY)
    assert {finding.hint for finding in found if finding.rule == "XSD-01"} == {HINTS["XSD-01"]}


# -- the examples --------------------------------------------------------------------------------


@each_example
def test_what_holds_does_not_break_the_rule(example: Example) -> None:
    assert example.rule not in {finding.rule for finding in example.holds.findings()}


@each_example
def test_what_breaks_it_breaks_it(example: Example) -> None:
    assert example.rule in {finding.rule for finding in example.breaks.findings()}


@each_example
def test_the_two_sides_are_told_apart(example: Example) -> None:
    assert example.holds.says != example.breaks.says


def test_no_example_is_there_twice() -> None:
    told = [(each.rule, each.holds.says, each.breaks.says) for each in EXAMPLES]
    assert len(told) == len(set(told))


def test_every_sentence_has_an_example_and_every_example_a_sentence() -> None:
    assert {example.rule for example in EXAMPLES} == {sentence.id for sentence in CATALOGUE}


# -- an explanation ------------------------------------------------------------------------------


@each_sentence
def test_a_sentence_is_explained_by_examples_with_what_is_told(sentence: Sentence) -> None:
    explained = explain(sentence.id)
    assert explained.sentence is sentence
    assert explained.examples
    for example in explained.examples:
        assert {finding.rule for finding in example.findings} == {sentence.id}


@pytest.mark.parametrize("id", ["COL-03", "col-03", " Col-03 "])
def test_an_id_is_known_in_whatever_case(id: str) -> None:
    assert explain(id).sentence.id == "COL-03"


def test_an_edge_is_told_by_what_differs() -> None:
    example = explain("COL-03").examples[0]
    assert (example.holds, example.breaks) == ("due_on: 2026-11-24", "due_on: 2026-11-23")


def test_an_edge_is_told_with_what_is_particular_about_both_sides() -> None:
    told = [example.breaks for example in explain("MND-08").examples]
    assert told == [
        "debtor.iban: CH9300762011623852957",
        "debtor.address: absent (debtor.iban: CH9300762011623852957)",
    ]


@pytest.mark.parametrize(
    ("rule", "terms"),
    [
        ("COL-08", "terms: profile de"),
        ("COL-06", "terms: handed over on 2016-11-14; schemes: B2B, COR1, CORE"),
        ("MND-15", "terms: b2b_reach: no bank"),
    ],
)
def test_terms_that_are_not_the_schemes_own_are_named(rule: str, terms: str) -> None:
    (example,) = explain(rule).examples
    assert example.holds.endswith(f"{terms})")
    assert example.breaks.endswith(f"{terms})")


def test_of_a_file_all_is_told_that_is_in_it() -> None:
    assert explain("FIL-04").examples[0].holds == (
        "collections.2.sequence_type: RCUR (collections.1: 2026-12-1, 30.00 FRST under mandate M-1)"
    )


def test_an_id_that_there_is_not_is_refused_with_those_that_are_near() -> None:
    with pytest.raises(InvalidValue, match=r"rule 'COL-3': there is none of that id; .*COL-03"):
        explain("COL-3")


def test_where_none_is_near_the_families_are_named() -> None:
    with pytest.raises(InvalidValue, match=r"there are ids of CRE, MND, COL, .*: COL-03$"):
        explain("?")
