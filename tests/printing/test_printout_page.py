"""A printout as a page: it shows all, fetches nothing, and takes no name for an element."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from helpers.printed_things import (
    PRINTOUT,
    answered_run,
    called,
    collected_from,
    headings,
    proposed,
)
from sepadd.printing import (
    PrintedColumn,
    PrintedFact,
    PrintedTable,
    Printout,
    printed_table,
    proposal_printout,
    run_printout,
    specification_printout,
)
from sepadd.printing.printout_page import as_html

HOSTILE = (
    "<script>alert(1)</script>",
    "</td></table></title></style><img src=x onerror=alert(1)>",
    "\"' onmouseover='alert(1)",
    "&lt;b&gt; & &amp; &#0;",
    "-->]]><!-- {{7*7}} ${iban} %s",
)


HARMLESS = "a \N{BLACK STAR} name"
"""Has a sign that the banks do not know, as the hostile ones have, and means nothing in a page."""


# -- as a page -------------------------------------------------------------------------------------


class Page(HTMLParser):
    """What a browser makes of a page: its elements, what is in its cells, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.cells: list[str] = []
        self.shown: list[str] = []
        self._within: list[str] = []
        self.feed(html)
        self.close()
        assert self._within == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag != "meta":
            self._within.append(tag)
        if tag == "td":
            self.cells.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self._within.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" in self._within:
            return
        self.shown.append(data)
        if "td" in self._within:
            self.cells[-1] += data

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.shown).split())


EVERY: list[Callable[[], Printout]] = [
    lambda: proposal_printout(proposed()),
    lambda: specification_printout(proposed()),
    lambda: run_printout(answered_run()),
    lambda: PRINTOUT,
    lambda: Printout(title="List", facts=(), tables=()),
]


@pytest.mark.parametrize("out", EVERY)
def test_feature_3_20_the_page_shows_all_that_is_printed(out: Callable[[], Printout]) -> None:
    page, wanted = Page(as_html(out())), out()
    cells = [
        text
        for table in wanted.tables
        for row in (*table.rows, *((table.total,) if table.total else ()))
        for text in row
    ]
    assert page.cells == cells
    for said in (wanted.title, *(f.value for f in wanted.facts), *headings(wanted)):
        assert said in page.text


@pytest.mark.parametrize("out", EVERY)
def test_the_page_needs_nothing_besides_itself(out: Callable[[], Printout]) -> None:
    html = as_html(out())
    page = Page(html)
    known_tags = {
        *("html", "head", "meta", "title", "style", "body", "h1", "h2", "dl", "dt", "dd"),
        *("section", "table", "thead", "tbody", "tr", "th", "td", "bdi"),
    }
    known_attributes = {"lang", "dir", "charset", "http-equiv", "content", "name", "class", "scope"}
    assert {tag for tag, _ in page.elements} <= known_tags
    assert {name for _, attrs in page.elements for name in attrs} <= known_attributes
    assert not re.search(r"url\(|@import|https?:", html)


def test_the_browser_is_told_to_run_and_to_fetch_nothing() -> None:
    policies = [each for tag, each in Page(as_html(PRINTOUT)).elements if "http-equiv" in each]
    assert policies == [
        {
            "http-equiv": "Content-Security-Policy",
            "content": "default-src 'none'; style-src 'unsafe-inline'",
        }
    ]


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize(
    "make",
    [
        lambda name: proposal_printout(called(name)),
        lambda name: specification_printout(collected_from(name)),
        lambda name: run_printout(collected_from(name)),
        lambda name: Printout(
            title=name,
            facts=(PrintedFact(name, name),),
            tables=(printed_table(name, (PrintedColumn(name),), ((name,),), (name,)),),
        ),
    ],
    ids=["proposal", "specification", "run", "anything"],
)
def test_a_hostile_name_is_text_and_never_an_element(
    name: str, make: Callable[[str], Printout]
) -> None:
    page, plain = Page(as_html(make(name))), Page(as_html(make(HARMLESS)))
    assert [tag for tag, _ in page.elements] == [tag for tag, _ in plain.elements]
    assert {n for _, attrs in page.elements for n in attrs} == {
        n for _, attrs in plain.elements for n in attrs
    }
    assert " ".join(name.split()) in page.text


def test_the_page_is_dark_where_the_reader_wants_it_and_light_on_paper() -> None:
    html = as_html(PRINTOUT)
    assert "color-scheme: light dark" in html
    assert html.index("prefers-color-scheme: dark") < html.index("@media print")


def test_only_numbers_stand_at_the_right() -> None:
    cells = [attrs.get("class") for tag, attrs in Page(as_html(PRINTOUT)).elements if tag == "td"]
    assert cells[:3] == ["word", "n", "word"]


@pytest.mark.parametrize(
    ("length", "kind"), [(0, None), (12, "word"), (13, "name"), (24, "name"), (25, "text")]
)
def test_short_texts_are_kept_on_a_line(length: int, kind: str | None) -> None:
    table = PrintedTable(heading="T", columns=(PrintedColumn("c"),), rows=(("x" * length,),))
    elements = Page(as_html(replace(PRINTOUT, tables=(table,)))).elements
    assert [attrs.get("class") for tag, attrs in elements if tag == "td"] == [kind]
