"""What was found in files as a page: at a glance, and nothing that a file holds acts on it."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from sepadd.catalogue import Checked, as_html, first_of_each
from sepadd.catalogue.findings_page import MOST_SHOWN
from sepadd.checking import Citation, CitedLine
from sepadd.findings import Finding, Findings, Severity, UnreadableMessage

FOUND = Finding(
    rule="COL-02",
    subject="batch 2026-12.B1",
    detail="2026-12-06 is no TARGET day",
    source="EPC016-06",
    severity=Severity.WARNING,
    line=11,
    path="CstmrDrctDbtInitn/PmtInf[1]",
    hint="Choose a TARGET day.",
)
ERROR = replace(FOUND, rule="REA-04", severity=Severity.ERROR, hint="", source="")
LINES = Citation((CitedLine(10, "<a>", meant=False), CitedLine(11, "  <b>wrong</b>", meant=True)))
TAGS = {
    *("html", "head", "meta", "title", "style", "body", "main", "section", "h1", "h2", "h3", "p"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td", "ul", "li", "a", "code", "strong"),
    *("bdi", "span", "pre", "mark", "b"),
}
ATTRIBUTES = {
    *("lang", "dir", "charset", "http-equiv", "content", "name", "class", "scope", "colspan"),
    *("id", "href", "tabindex"),
}


class Page(HTMLParser):
    """What a browser makes of a page: its elements, its headings and its text."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.headings: list[str] = []
        self.marked: list[str] = []
        self.shown: list[str] = []
        self._within: list[str] = []
        self.feed(html)
        self.close()
        assert self._within == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag != "meta":
            self._within.append(tag)
        if tag in {"h1", "h2", "h3"}:
            self.headings.append("")
        if tag == "mark":
            self.marked.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self._within.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" in self._within:
            return
        self.shown.append(data)
        if {"h1", "h2", "h3"} & {*self._within}:
            self.headings[-1] += data
        if "mark" in self._within:
            self.marked[-1] += data

    @property
    def text(self) -> str:
        return " ".join("".join(self.shown).split())


def page(*findings: Finding, name: str = "a.xml", citation: Citation | None = None) -> Page:
    cited = {} if citation is None else {name: dict.fromkeys(findings, citation)}
    return Page(as_html({name: Findings(findings)}, cited))


def test_all_that_is_told_of_a_finding_is_there() -> None:
    text = page(FOUND).text
    for said in (
        "0 errors, 1 warning.",
        "not kept: The due date is a TARGET day",
        "What to do: Choose a TARGET day.",
        "Source: EPC016-06",
        "batch 2026-12.B1: 2026-12-06 is no TARGET day",
        "line 11, CstmrDrctDbtInitn/PmtInf[1]",
    ):
        assert said in text


def test_what_is_not_known_is_left_out() -> None:
    text = page(replace(ERROR, line=None, path=None)).text
    assert "What to do" not in text
    assert "Source" not in text
    assert "line" not in text


def test_a_text_that_would_be_written_otherwise_is_shown_in_both_forms() -> None:
    text = page(replace(FOUND, before="Zoë  1", after="Zoe 1")).text
    assert "It says Zoë 1; it would be written Zoe 1." in text


def test_errors_stand_before_warnings_and_each_rule_once() -> None:
    other = replace(FOUND, subject="batch 2")
    headings = page(FOUND, ERROR, other).headings
    assert headings == [
        "Check of 1 file",
        "a.xml",
        "error REA-04 not kept: A file counts and adds up what stands in it",
        "warning COL-02 not kept: The due date is a TARGET day",
    ]


def test_a_rule_that_is_not_in_the_catalogue_is_told_by_its_id() -> None:
    assert page(replace(ERROR, rule="OWN-1")).headings[-1] == "error OWN-1 not kept"


def test_the_offending_line_is_marked_with_a_sign_and_not_with_colour_alone() -> None:
    assert page(FOUND, citation=LINES).marked == ["▶ 11  <b>wrong</b>"]
    assert "10<a>" in page(FOUND, citation=LINES).text


def test_an_element_by_itself_is_said_to_be_one() -> None:
    assert "The element by itself" in page(FOUND, citation=LINES._replace(alone=True)).text
    assert "The element by itself" not in page(FOUND, citation=LINES).text


@pytest.mark.parametrize(("times", "more"), [(MOST_SHOWN, 0), (MOST_SHOWN + 3, 3)])
def test_of_a_rule_that_is_broken_often_the_first_are_shown(times: int, more: int) -> None:
    many = Findings(replace(FOUND, subject=f"batch {n}.") for n in range(times))
    assert first_of_each(many) == many[:MOST_SHOWN]
    text = page(*many).text
    assert text.count("is no TARGET day") == MOST_SHOWN
    assert (f"and {more} more like these" in text) is bool(more)
    assert f", {times} times" in text


def test_files_are_summed_up_and_one_that_cannot_be_read_has_its_reason() -> None:
    checked: Checked = {
        "good.xml": Findings(),
        "bad.xml": Findings([ERROR, ERROR, FOUND]),
        "cut.xml": UnreadableMessage("cut.xml: line 3: not well-formed XML"),
    }
    text = Page(as_html(checked)).text
    assert "good.xml00 bad.xml21 cut.xmlcannot be read" in text
    assert "good.xml Nothing was found." in text
    assert "cut.xml cannot be read line 3: not well-formed XML" in text


def test_every_link_leads_to_a_place_on_the_page() -> None:
    elements = Page(as_html({"a": Findings([ERROR, FOUND]), "b": Findings([FOUND])})).elements
    links = {attrs["href"] for tag, attrs in elements if tag == "a"}
    places = [attrs["id"] for _, attrs in elements if "id" in attrs]
    assert links == {f"#{place}" for place in places}
    assert len(places) == len({*places})


def test_the_page_needs_nothing_besides_itself() -> None:
    html = as_html({"a": Findings([ERROR, FOUND])}, {"a": {FOUND: LINES}})
    read = Page(html)
    assert {tag for tag, _ in read.elements} <= TAGS
    assert {name for _, attrs in read.elements for name in attrs} <= ATTRIBUTES
    assert not re.search(r"url\(|@import|https?:|javascript", html)
    assert "default-src 'none'" in html


HARMLESS = "Jansen"
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</pre></bdi></style><script>",
    "' onmouseover='x",
    "&lt;b&gt; &amp;",
    "]]> <!-- -->",
]


def _everywhere(said: str) -> str:
    finding = Finding(
        rule=said,
        subject=said,
        detail=said,
        source=said,
        line=1,
        path=said,
        before=said,
        after=said,
        hint=said,
        member=said,
    )
    cited = {said: {finding: Citation((CitedLine(1, said, meant=True),))}}
    wrong = UnreadableMessage(said)
    return as_html({said: Findings([finding]), f"{said}2": wrong}, cited)


@pytest.mark.parametrize("said", HOSTILE)
def test_what_a_file_holds_is_text_and_never_an_element(said: str) -> None:
    read, plain = Page(_everywhere(said)), Page(_everywhere(HARMLESS))
    assert [tag for tag, _ in read.elements] == [tag for tag, _ in plain.elements]
    assert {n for _, attrs in read.elements for n in attrs} == {
        n for _, attrs in plain.elements for n in attrs
    }
    assert read.text.count(said) == plain.text.count(HARMLESS)


@pytest.mark.parametrize("evil", ["\x1b[2J", "\u202e", "\x07", "\u2067", "\x00", "\r\n", "\u2028"])
def test_no_sign_steers_the_page(evil: str) -> None:
    assert evil not in _everywhere(f"A{evil}B")


def test_it_is_dark_where_the_reader_wants_it_and_light_on_paper() -> None:
    html = as_html({})
    assert "color-scheme: light dark" in html
    assert html.index("prefers-color-scheme: dark") < html.index("@media print")
