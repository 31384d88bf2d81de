"""Things as a notebook shows them, unasked."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from helpers.shown_things import a_set, hostile_findings, hostile_proposal
from sepadd.findings import NO_FINDINGS, Findings, InvalidValue
from sepadd.journal import ReceivableCloses, entries
from sepadd.mandate import Mandate, Presentation, SequenceType, Suspension
from sepadd.notebook import html_of, shown
from sepadd.proposal import Proposal
from sepadd.run import CollectionRun, RunSet, submit
from sepadd.testing import (
    AT,
    DEBTOR,
    INVOICE,
    MANDATE,
    a_proposal,
    a_run,
)
from sepadd.values import EndToEndId, Euro

SRC = Path(__file__).parents[2] / "src"


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


# -- what it costs ---------------------------------------------------------------------------------


def test_nobody_loads_the_notebook_who_does_not_look() -> None:
    tell = "import sys, sepadd; print([m for m in sys.modules if m.startswith('sepadd.notebook')])"
    told = subprocess.run(
        [sys.executable, "-c", tell], capture_output=True, text=True, check=True, cwd=SRC
    )
    assert told.stdout.strip() == "[]"
