"""A drawing is XML with words, and nothing in it stands on another thing."""

from __future__ import annotations

import re
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest

from sepadd.banks import ABN_AMRO
from sepadd.notebook import Svg, diagram_of, timeline
from sepadd.notebook.diagram import MACHINES
from sepadd.notebook.drawing import FONT, width_of
from sepadd.run import submit
from sepadd.testing import AT, TERMS, a_run

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
