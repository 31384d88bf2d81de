"""A piece of a page: short, closed, without script or colour, and every name is text."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from helpers.books import decided
from helpers.shown_things import HOSTILE, a_set, hostile_findings, hostile_proposal
from sepadd.findings import NO_FINDINGS
from sepadd.journal import ReceivableCloses, entries
from sepadd.notebook import html_of, month_of, year_of
from sepadd.notebook.fragment import MOST_ROWS, MOST_SIGNS
from sepadd.run import submit
from sepadd.testing import (
    AT,
    B2B_MANDATE,
    COMPANY,
    DEBTOR,
    INVOICE,
    MANDATE,
    TERMS,
    a_proposal,
    a_run,
)
from sepadd.values import national

SHOWN: dict[str, Callable[[], str]] = {
    "a proposal": lambda: html_of(a_proposal()),
    "a hostile proposal": lambda: html_of(hostile_proposal()),
    "a run": lambda: html_of(a_run()),
    "a set": lambda: html_of(a_set()),
    "a mandate": lambda: html_of(replace(MANDATE, debtor=replace(DEBTOR, name=HOSTILE))),
    "findings": lambda: html_of(hostile_findings()),
    "no findings": lambda: html_of(NO_FINDINGS),
    "mandates": lambda: html_of([MANDATE, B2B_MANDATE]),
    "items": lambda: html_of([replace(INVOICE, description=HOSTILE)]),
    "debtors": lambda: html_of([replace(DEBTOR, name=HOSTILE), COMPANY]),
    "runs": lambda: html_of([a_run()]),
    "a journal": lambda: html_of(entries(submit(a_run(), at=AT), ReceivableCloses.AT_FILE)),
    "nothing": lambda: html_of([]),
    "a year": lambda: year_of(year=2026).html,
    "a month": lambda: month_of(national("DE", "BY"), year=2026, month=8).html,
}


@pytest.mark.parametrize("name", SHOWN)
def test_what_is_shown_has_no_script_and_no_address(name: str) -> None:
    html = SHOWN[name]()
    assert "<script" not in html
    assert "<b>" not in html
    assert not re.search(r"<[^>]*\son\w+=", html)
    assert not re.search(r"https?:|url\(|<link|<style|<img|\sid=", html)


@pytest.mark.parametrize("name", SHOWN)
def test_what_is_shown_has_no_colour_of_its_own(name: str) -> None:
    colours = set(re.findall(r"color\s*:\s*([^;\"]+)", SHOWN[name]()))
    assert colours <= {"inherit", "currentColor"}
    assert "background" not in SHOWN[name]()


@pytest.mark.parametrize("name", SHOWN)
def test_every_element_is_closed(name: str) -> None:
    open_elements: list[str] = []
    for slash, tag in re.findall(r"<(/?)([a-z]+)[^>]*>", SHOWN[name]()):
        if slash:
            assert open_elements.pop() == tag
        else:
            open_elements.append(tag)
    assert open_elements == []


def test_a_hostile_name_is_shown_as_text() -> None:
    html = html_of(hostile_proposal())
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "\N{RIGHT-TO-LEFT OVERRIDE}" not in html


@pytest.mark.parametrize(("items", "rows", "more"), [(20, 20, ""), (21, 20, "and 1 more")])
def test_a_long_proposal_is_cut_off_and_says_so(items: int, rows: int, more: str) -> None:
    html = html_of(hostile_proposal(items))
    assert html.count(">invoice I-") == rows
    assert re.findall(r"and \d+ more", html) == ([more] if more else [])
    assert f"{items} collections, {items * 40}.00" in html


def test_a_thousand_items_are_shown_as_small_as_twenty_one() -> None:
    few, many = (len(html_of(hostile_proposal(items))) for items in (MOST_ROWS + 1, 1000))
    assert many - few < 200
    assert many < 30_000


def test_a_long_run_is_cut_off_and_totals_are_of_the_whole() -> None:
    html = html_of(decided(hostile_proposal(100), TERMS, at=AT))
    assert "and 80 more" in html
    assert "100 collections, 4000.00" in html


def test_of_a_long_text_the_beginning_is_shown() -> None:
    html = html_of([replace(DEBTOR, name="x" * 5000)])
    assert f"{'x' * (MOST_SIGNS - 1)}…" in html
    assert "x" * MOST_SIGNS not in html
