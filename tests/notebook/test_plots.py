"""Plots of what failed and of what came in, as a page shows them."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from helpers.failed_runs import EIGHT
from sepadd.notebook import plots
from sepadd.notebook.plots import Plot
from sepadd.run import submit
from sepadd.testing import AT, COLLECTION, a_run
from sepadd.values import EndToEndId

SRC = Path(__file__).parents[2] / "src"


# -- plots -----------------------------------------------------------------------------------------


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
