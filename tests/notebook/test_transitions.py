"""The machines of collection, run and mandate: each step leads where the library takes it."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from sepadd.collection import STEPS
from sepadd.notebook import diagram_of
from sepadd.notebook.transitions import collection_machine, mandate_machine, run_machine

SVG = "{http://www.w3.org/2000/svg}"


def test_the_drawing_of_a_collection_is_its_table() -> None:
    ways = {
        (status.value, fact.__name__, after.value)
        for status, steps in STEPS.items()
        for fact, after in steps.items()
    }
    assert set(collection_machine().transitions) == ways


def test_an_arrow_of_the_drawing_ends_where_the_fact_leads() -> None:
    root = ET.fromstring(str(diagram_of("collection")))
    names = {text.text: float(text.get("x", "")) for text in root.iter(f"{SVG}text")}
    tips = {
        float(found[1])
        for path in root.iter(f"{SVG}path")
        if (found := re.match(r"M([\d.]+) ", path.get("d", "")))
    }
    reached = {after.value for steps in STEPS.values() for after in steps.values()}
    assert tips == {names[place] for place in reached}


@pytest.mark.parametrize("machine", [collection_machine(), run_machine(), mandate_machine()])
def test_every_place_is_reached_or_begun_from(machine: object) -> None:
    assert hasattr(machine, "places")
    assert hasattr(machine, "transitions")
    ends = {way for step in machine.transitions for way in (step.start, step.end)}
    assert set(machine.places) == ends


@pytest.mark.parametrize(
    ("start", "by", "end"),
    [
        ("prepared", "submit", "submitted"),
        ("submitted, all turned down", "withdraw", "withdrawn"),
        ("submitted, all settled", "close", "closed"),
        ("prepared, in a set", "submit_set", "submitted"),
    ],
)
def test_a_step_of_a_run_leads_where_it_leads(start: str, by: str, end: str) -> None:
    assert (start, by, end) in run_machine().transitions


def test_no_step_withdraws_what_the_bank_has() -> None:
    assert ("submitted", "withdraw", "withdrawn") not in run_machine().transitions


@pytest.mark.parametrize(
    ("start", "by", "end"),
    [
        ("unsigned", "sign", "active"),
        ("suspended", "release", "active"),
        ("lapsed", "sign_again", "replaced"),
        ("exhausted", "(last collection rejected)", "active"),
    ],
)
def test_a_step_of_a_mandate_leads_where_it_leads(start: str, by: str, end: str) -> None:
    assert (start, by, end) in mandate_machine().transitions
