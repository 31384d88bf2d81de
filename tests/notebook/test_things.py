"""What a notebook shows: short, escaped, without script, in the colours of the page it is in."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from helpers.books import decided
from sepadd.books import Books, propose
from sepadd.findings import NO_FINDINGS, Finding, Findings, InvalidValue
from sepadd.journal import ReceivableCloses, entries
from sepadd.mandate import Mandate, Presentation, SequenceType, Suspension
from sepadd.notebook import html_of, month_of, shown, year_of
from sepadd.notebook.fragment import MOST_ROWS, MOST_SIGNS
from sepadd.proposal import Draft, Proposal
from sepadd.run import CollectionRun, RunSet, join, submit
from sepadd.testing import (
    AT,
    B2B_MANDATE,
    COMPANY,
    CREDITOR,
    DEBTOR,
    DUE_ON,
    INVOICE,
    MANDATE,
    TERMS,
    a_proposal,
    a_run,
)
from sepadd.values import TARGET, EndToEndId, Euro, MandateReference, RunId, national

SRC = Path(__file__).parents[2] / "src"
HOSTILE = "<script>alert(1)</script>\" onload='x' & \N{RIGHT-TO-LEFT OVERRIDE}<b>"


def hostile_proposal(items: int = 1) -> Proposal:
    mandates = [
        replace(
            MANDATE,
            reference=MandateReference(f"M-{number}"),
            debtor=replace(DEBTOR, id=f"{number}<i>", name=f"{HOSTILE}{number}"),
        )
        for number in range(items)
    ]
    invoices = [
        replace(INVOICE, number=f"I-{number}<i>", debtor_id=f"{number}<i>", description=HOSTILE)
        for number in range(items)
    ]
    return propose(
        Books(creditor=CREDITOR, open_items=invoices, mandates=mandates, runs=()),
        TERMS,
        Draft(id=RunId("EVIL"), due_on=DUE_ON),
    )


def hostile_findings() -> Findings:
    return Findings([Finding(rule="X-01", subject=HOSTILE, detail=HOSTILE, source=HOSTILE)])


def a_set() -> RunSet:
    return join([a_run()], TERMS, id=RunId("SET"), at=AT)


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


@pytest.mark.parametrize(
    "thing",
    [
        a_proposal(),
        a_run(),
        a_set(),
        MANDATE,
        hostile_findings(),
        entries(submit(a_run(), at=AT), ReceivableCloses.AT_FILE)[0],
    ],
    ids=lambda thing: type(thing).__name__,
)
def test_a_notebook_asks_a_thing_itself(
    thing: Proposal | CollectionRun | RunSet | Mandate,
) -> None:
    assert thing._repr_html_() == html_of(thing)


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


def test_errors_stand_before_warnings() -> None:
    found = hostile_proposal().findings
    both = Findings([*found.warnings, *hostile_findings()])
    html = html_of(both)
    assert html.index(">error<") < html.index(">warning<")


def test_nothing_found_is_said() -> None:
    assert "Nothing was found" in html_of(NO_FINDINGS)


def test_a_mandate_tells_the_latest_presentation_first() -> None:
    presented = tuple(
        Presentation(
            due_on=date(2026, month, 1),
            sequence_type=SequenceType.RECURRENT,
            end_to_end_id=EndToEndId(f"E-{month}"),
        )
        for month in range(1, 4)
    )
    html = html_of(replace(MANDATE, presentations=presented))
    assert re.findall(r"E-\d", html) == ["E-3", "E-2", "E-1"]


def test_a_mandate_on_hold_says_why() -> None:
    hold = Suspension(since=date(2026, 11, 10), reason="account closed")
    assert "account closed" in html_of(replace(MANDATE, suspension=hold))


def test_a_journal_adds_up_and_says_what_is_left_on_each_account() -> None:
    html = html_of(entries(submit(a_run(), at=AT), ReceivableCloses.AT_FILE))
    assert "Journal of 1 entry" in html
    assert "in transit: <bdi>30.00</bdi>" in html
    assert html.count("<strong><bdi>40.00</bdi></strong>") == 2


def test_a_single_entry_is_a_journal() -> None:
    (entry,) = entries(submit(a_run(), at=AT), ReceivableCloses.AT_FILE)
    assert entry._repr_html_() == html_of([entry])


def test_a_list_says_of_what_it_is_and_how_many() -> None:
    html = shown([replace(INVOICE, number=str(number)) for number in range(50)]).html
    assert "Invoice: 50" in html
    assert "and 30 more" in html


def test_runs_are_listed_with_their_total() -> None:
    html = shown([a_run(), a_run()]).html
    assert "2 runs" in html
    assert "<strong><bdi>60.00</bdi></strong>" in html


def test_an_iterator_is_shown_as_a_list_is() -> None:
    assert html_of(iter([DEBTOR])) == html_of([DEBTOR])


def test_what_has_no_rows_is_refused() -> None:
    with pytest.raises(InvalidValue, match="has no rows"):
        shown([Euro(cents=1)])  # type: ignore[list-item]


# -- days ---------------------------------------------------------------------------------------


def test_a_year_has_every_day_once() -> None:
    html = year_of(year=2028).html
    assert len(re.findall(r"<td [^>]*>\d+</td>", html)) == 366


def test_a_year_has_the_business_days_of_the_calendar() -> None:
    html = year_of(year=2026).html
    assert html.count("font-weight:bold") == len(TARGET.business_days(2026))
    assert f"business days: <bdi>{len(TARGET.business_days(2026))}</bdi>" in html


def test_a_month_names_its_closing_days() -> None:
    html = month_of(year=2026, month=4).html
    assert "2026-04-03 Good Friday" in html
    assert "New Year" not in html
    assert html.count("line-through") == 2


@pytest.mark.parametrize("month", [0, 13])
def test_there_is_no_such_month(month: int) -> None:
    with pytest.raises(InvalidValue, match=f"month {month}"):
        month_of(year=2026, month=month)


@pytest.mark.parametrize(("year", "known"), [(1998, False), (1999, True), (9999, True)])
def test_a_year_outside_the_calendar_is_refused(year: int, known: bool) -> None:  # noqa: FBT001  # an edge
    if known:
        assert str(year) in year_of(year=year).html
        return
    with pytest.raises(InvalidValue, match=str(year)):
        year_of(year=year)


# -- what it costs ------------------------------------------------------------------------------


def test_nobody_loads_the_notebook_who_does_not_look() -> None:
    tell = "import sys, sepadd; print([m for m in sys.modules if m.startswith('sepadd.notebook')])"
    told = subprocess.run(
        [sys.executable, "-c", tell], capture_output=True, text=True, check=True, cwd=SRC
    )
    assert told.stdout.strip() == "[]"
