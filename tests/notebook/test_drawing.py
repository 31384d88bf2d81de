"""Drawings for a notebook: well-formed, named, and saying what the code says."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest

from helpers.books import decided
from sepadd.banks import ABN_AMRO
from sepadd.books import Books, propose
from sepadd.collection import STEPS, Settlement
from sepadd.findings import InvalidValue
from sepadd.mandate import MandateStatus, Scheme
from sepadd.notebook import Svg, diagram_of, timeline
from sepadd.notebook.diagram import MACHINES
from sepadd.notebook.drawing import FONT, width_of
from sepadd.notebook.time_axis import MOST_TRACKS, milestones, tracks
from sepadd.notebook.transitions import collection_machine, mandate_machine, run_machine
from sepadd.proposal import Draft
from sepadd.rulebook import deadlines, last_refund_on, last_return_on, last_unauthorised_refund_on
from sepadd.run import CollectionRun, RunStage, submit
from sepadd.testing import AT, B2B_MANDATE, COLLECTION, CREDITOR, DUE_ON, INVOICE, TERMS, a_run
from sepadd.values import EndToEndId, RunId

SVG = "{http://www.w3.org/2000/svg}"
DRAWINGS: dict[str, Svg] = {
    **{what: diagram_of(what) for what in MACHINES},
    "timeline": timeline(submit(a_run(), at=AT), TERMS, cut_off=ABN_AMRO.cut_off),
}


def lines_of_text(svg: Svg) -> list[tuple[float, float, float, float]]:
    """Give the room of every line of text: left, top, right, bottom."""
    found = []
    for text in ET.fromstring(str(svg)).iter(f"{SVG}text"):
        wide = width_of(text.text or "")
        moved = {"start": 0, "middle": wide / 2, "end": wide}[text.get("text-anchor", "start")]
        x, y = float(text.get("x", "")) - moved, float(text.get("y", ""))
        found.append((x, y - FONT, x + wide, y))
    return found


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_drawing_is_xml_with_a_title_and_words_for_it(name: str) -> None:
    root = ET.fromstring(str(DRAWINGS[name]))
    assert root.tag == f"{SVG}svg"
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title")
    assert root.findtext(f"{SVG}desc")


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_drawing_has_no_script_no_id_and_no_colour_of_its_own(name: str) -> None:
    text = str(DRAWINGS[name])
    assert not re.search(r"<script|<style|\sid=|\son\w+=|href", text)
    assert set(re.findall(r'(?:fill|stroke)="([^"]+)"', text)) <= {"currentColor", "none"}


@pytest.mark.parametrize("name", DRAWINGS)
def test_no_text_stands_on_another(name: str) -> None:
    for one, other in combinations(lines_of_text(DRAWINGS[name]), 2):
        apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
        assert apart, (one, other)


@pytest.mark.parametrize("name", DRAWINGS)
def test_all_text_is_within_the_drawing(name: str) -> None:
    root = ET.fromstring(str(DRAWINGS[name]))
    width, height = int(root.get("width", "")), int(root.get("height", ""))
    for left, top, right, bottom in lines_of_text(DRAWINGS[name]):
        assert left >= 0
        assert top >= 0
        assert right <= width + 8
        assert bottom <= height


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_drawing_has_no_empty_line_that_would_end_a_block_of_markdown(name: str) -> None:
    assert "\n\n" not in str(DRAWINGS[name])


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_drawing_is_the_same_as_svg_and_within_html(name: str) -> None:
    assert DRAWINGS[name]._repr_svg_() in DRAWINGS[name]._repr_html_()


def test_there_is_no_other_diagram() -> None:
    with pytest.raises(InvalidValue, match="collection, run, mandate"):
        diagram_of("bank")


# -- where things can stand ---------------------------------------------------------------------


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


def test_every_status_of_a_mandate_has_its_lane() -> None:
    assert set(mandate_machine().places) == {status.value for status in MandateStatus}


def test_every_stage_of_a_run_has_its_lane() -> None:
    assert {stage.value for stage in RunStage} <= set(run_machine().places)


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


# -- the days of a run --------------------------------------------------------------------------


def days(run: CollectionRun) -> list[tuple[date, str]]:
    (track,) = tracks(run, TERMS)
    return [(each.on, each.what) for each in milestones(track, run)]


def test_the_days_of_a_run_are_those_of_the_deadlines() -> None:
    told = {what: on for on, what in days(submit(a_run(), at=AT))}
    assert told["submitted"] == AT.date()
    assert told["due date: debited"] == DUE_ON
    assert told["last return by the debtor's bank"] == last_return_on(DUE_ON)
    assert told["last refund without a reason: eight weeks"] == last_refund_on(DUE_ON)
    assert told["last refund for want of a mandate: thirteen months"] == (
        last_unauthorised_refund_on(DUE_ON)
    )
    assert told["last reversal by the creditor"] == deadlines(COLLECTION).last_reversal_on
    assert deadlines(COLLECTION).unsafe_until in {on for on, _ in days(a_run())}


def test_every_day_that_is_told_is_drawn() -> None:
    drawn = str(timeline(a_run(), TERMS))
    assert all(f">{on}<" in drawn and what.split("'")[0] in drawn for on, what in days(a_run()))


def test_the_last_day_for_the_file_is_that_of_the_terms() -> None:
    (collection,) = a_run().collections
    latest = TERMS.latest_receipt_on(DUE_ON, Scheme.CORE, collection.sequence_type)
    assert (latest, "last day for the file") in days(a_run())


def test_the_cut_off_is_told_where_it_is_given() -> None:
    assert "last day for the file, until 12:30" in str(
        timeline(a_run(), TERMS, cut_off=ABN_AMRO.cut_off)
    )


def test_before_it_is_submitted_nothing_is_said_of_it() -> None:
    assert "submitted" not in str(timeline(a_run(), TERMS))


def test_days_are_in_their_order() -> None:
    told = [on for on, _ in days(submit(a_run(), at=AT))]
    assert told == sorted(told)


def test_what_settled_later_counts_from_then() -> None:
    run = a_run()
    (collection,) = run.collections
    later = Settlement(end_to_end_id=collection.end_to_end_id, on=DUE_ON + timedelta(days=2))
    settled = replace(run, collections=(replace(collection, facts=(later,)),))
    assert (last_return_on(later.on), "last return by the debtor's bank") in days(settled)
    assert (later.on, "debited") in days(settled)


def b2b_run() -> CollectionRun:
    item = replace(INVOICE, debtor_id="20007")
    proposal = propose(
        Books(creditor=CREDITOR, open_items=[item], mandates=[B2B_MANDATE], runs=()),
        TERMS,
        Draft(id=RunId("B"), due_on=DUE_ON),
    )
    return decided(proposal, TERMS, at=AT)


def test_b2b_has_no_refund() -> None:
    assert "refund for" not in str(timeline(b2b_run(), TERMS))
    assert "B2B knows no refund" in str(timeline(b2b_run(), TERMS))


def several_days(count: int) -> CollectionRun:
    run = a_run()
    collections = tuple(
        replace(COLLECTION, end_to_end_id=EndToEndId(f"E-{n}"), due_on=DUE_ON + timedelta(weeks=n))
        for n in range(count)
    )
    return replace(run, collections=collections)


@pytest.mark.parametrize(("count", "more"), [(MOST_TRACKS, ""), (MOST_TRACKS + 1, ">and 1 more<")])
def test_of_many_due_dates_the_first_are_drawn(count: int, more: str) -> None:
    drawn = str(timeline(several_days(count), TERMS))
    assert drawn.count("last return by") - drawn.partition("</desc>")[0].count(
        "last return by"
    ) == (MOST_TRACKS)
    assert re.findall(r">and \d+ more<", drawn) == ([more] if more else [])


def test_collections_of_one_day_and_scheme_are_one_track() -> None:
    run = a_run()
    twice = replace(run, collections=(*run.collections, replace(COLLECTION, attempt=2)))
    (track,) = tracks(twice, TERMS)
    assert track.label == "CORE, due on 2026-12-01: 2 collections, 60.00"


def test_a_step_is_on_the_day_where_it_was_taken() -> None:
    late = datetime.fromisoformat("2026-11-24T23:30:00+01:00")
    told = {what: on for on, what in days(submit(a_run(), at=late))}
    assert told["submitted"] == date(2026, 11, 24)
