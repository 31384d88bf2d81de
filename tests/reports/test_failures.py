"""Which part of what was presented failed, by month and by reason; and the plots of it."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from sepadd.collection import Collection, Reject, Return, Settlement, reason
from sepadd.notebook import plots
from sepadd.notebook.plots import Plot
from sepadd.reports import Total, failure_rates
from sepadd.run import CollectionRun, submit
from sepadd.testing import AT, COLLECTION, DUE_ON, a_run
from sepadd.values import EndToEndId, Euro

SRC = Path(__file__).parents[2] / "src"


def collection(name: str, code: str | None = None, due_on: date = DUE_ON) -> Collection:
    own = EndToEndId(name)
    fresh = replace(COLLECTION, end_to_end_id=own, due_on=due_on)
    if code is None:
        return fresh.after(Settlement(end_to_end_id=own, on=due_on))
    return fresh.after(Return(end_to_end_id=own, on=due_on, reason=reason(code)))


def run_of(collections: Iterable[Collection]) -> CollectionRun:
    return replace(submit(a_run(), at=AT), collections=tuple(collections))


EIGHT = run_of(
    [
        *(collection(f"S-{number}") for number in range(5)),
        collection("F-1", "AM04"),
        collection("F-2", "AM04"),
        collection("F-3", ""),
    ]
)


def test_the_share_is_of_all_that_was_presented() -> None:
    (month,) = failure_rates([EIGHT])
    assert month.share() == Fraction(3, 8)
    assert month.share("AM04") == Fraction(2, 8)
    assert month.share("") == Fraction(1, 8)
    assert month.share("AC04") == 0


def test_the_failed_are_counted_by_reason_with_their_amounts() -> None:
    (month,) = failure_rates([EIGHT])
    assert month.failed == {"": Total(1, Euro(cents=30_00)), "AM04": Total(2, Euro(cents=60_00))}
    assert month.presented == Total(8, Euro(cents=240_00))


def test_what_is_due_on_the_last_of_a_month_counts_there() -> None:
    months = failure_rates(
        [run_of([collection("A", due_on=date(2026, 11, 30)), collection("B", due_on=DUE_ON)])]
    )
    assert [month.month for month in months] == [date(2026, 11, 1), date(2026, 12, 1)]


def test_a_failure_counts_in_the_month_in_which_it_was_due() -> None:
    own = EndToEndId("LATE")
    late = replace(COLLECTION, end_to_end_id=own).after(
        Return(end_to_end_id=own, on=date(2027, 1, 20), reason=reason("MD06"))
    )
    (month,) = failure_rates([run_of([late])])
    assert (month.month, month.share()) == (date(2026, 12, 1), Fraction(1))


def test_a_reject_counts_as_well() -> None:
    own = EndToEndId("R")
    rejected = replace(COLLECTION, end_to_end_id=own).after(
        Reject(end_to_end_id=own, on=DUE_ON, reason=reason("AC01"))
    )
    (month,) = failure_rates([run_of([rejected])])
    assert month.share("AC01") == 1


def test_what_was_not_sent_was_not_presented() -> None:
    assert failure_rates([a_run()]) == ()


# -- plots --------------------------------------------------------------------------------------


def plot(name: str) -> Plot:
    pytest.importorskip("matplotlib", reason="the extra notebook is not installed")
    if name == "failures":
        return plots.failures_plot([EIGHT])
    return plots.receipts_plot([submit(a_run(), at=AT)])


@pytest.mark.parametrize("name", ["failures", "receipts"])
def test_a_plot_is_xml_with_a_title_in_the_colour_of_the_page(name: str) -> None:
    text = str(plot(name).svg)
    root = ET.fromstring(text)
    assert root.findtext("{http://www.w3.org/2000/svg}title") == plot(name).title
    assert "currentColor" in text
    assert not re.search(r"#010203|#000000|#ffffff|<script|<metadata|\n\n", text)


@pytest.mark.parametrize("name", ["failures", "receipts"])
def test_the_same_plot_is_the_same_text(name: str) -> None:
    assert str(plot(name).svg) == str(plot(name).svg)


def test_a_plot_has_a_bar_for_each_reason() -> None:
    text = str(plot("failures").svg)
    assert ">AM04<" in text
    assert ">no reason<" in text
    assert ">2026-12<" in text


def test_a_plot_of_receipts_names_the_day() -> None:
    assert ">2026-12-01<" in str(plot("receipts").svg)


@pytest.mark.parametrize("of", [plots.failures_plot, plots.receipts_plot])
def test_a_plot_of_nothing_is_empty(of: object) -> None:
    pytest.importorskip("matplotlib", reason="the extra notebook is not installed")
    assert callable(of)
    assert ET.fromstring(str(of([]).svg)) is not None


def test_many_days_are_not_named_one_upon_the_other() -> None:
    pytest.importorskip("matplotlib", reason="the extra notebook is not installed")
    run = submit(a_run(), at=AT)
    days = [date(2027, month, day) for month in (1, 2, 3) for day in range(4, 20, 2)]
    collections = tuple(
        replace(COLLECTION, end_to_end_id=EndToEndId(f"{day:%m%d}"), due_on=day) for day in days
    )
    drawn = plots.receipts_plot([replace(run, collections=collections)])
    assert len(re.findall(r">2027-\d\d-\d\d<", str(drawn.svg))) <= 16


def test_without_matplotlib_the_extra_is_named() -> None:
    tell = (
        "import sys; sys.modules['matplotlib'] = None\n"
        "from sepadd.notebook import plots\n"
        "try:\n    plots.receipts_plot([])\n"
        "except ModuleNotFoundError as missing:\n    print(missing)"
    )
    told = subprocess.run(
        [sys.executable, "-c", tell], capture_output=True, text=True, check=True, cwd=SRC
    )
    assert "sepa-direct-debit[notebook]" in told.stdout
