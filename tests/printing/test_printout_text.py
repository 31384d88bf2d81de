"""A printout as text: columns that stay where they are, and nothing that steers a terminal."""

from __future__ import annotations

from dataclasses import replace

import pytest

from helpers.printed_things import PRINTOUT, called, collected_from
from sepadd.printing import (
    PrintedColumn,
    PrintedFact,
    PrintedTable,
    Printout,
    proposal_printout,
    run_printout,
    specification_printout,
)
from sepadd.printing.printout_page import as_html
from sepadd.printing.printout_text import WIDEST, as_text


def test_feature_3_20_the_text_has_aligned_columns() -> None:
    assert as_text(PRINTOUT) == (
        "List\n"
        "====\n"
        "\n"
        "day  today\n"
        "\n"
        "Items\n"
        "-----\n"
        "item         amount  why\n"
        "---------  --------  ---\n"
        "1             12.50  OK\n"
        "2026-1001  -1000.00\n"
        "---------  --------  ---\n"
        "total       -987.50\n"
    )


def shown(text: str) -> list[str]:
    """Give the lines of a table that holds nothing but that text, and a number beside it."""
    table = PrintedTable(
        heading="T",
        columns=(PrintedColumn("text"), PrintedColumn("n", numbers=True)),
        rows=((text, "1"),),
    )
    return as_text(replace(PRINTOUT, facts=(), tables=(table,))).splitlines()[7:]


def test_a_text_that_is_as_long_as_a_column_may_be_stands_on_one_line() -> None:
    assert shown("x" * WIDEST) == ["x" * WIDEST + "  1"]
    assert shown("x" * (WIDEST + 1)) == ["x" * WIDEST + "  1", "x"]


def test_a_long_text_goes_on_below_itself_and_no_word_is_lost() -> None:
    said = "the number 2026-1001 was sent on 2026-11-23 and is late by a day"
    lines = shown(said)
    assert len(lines) == 2
    assert " ".join(line.removesuffix("1").strip() for line in lines) == said


@pytest.mark.parametrize(
    ("name", "places"), [("Zoë", 3), ("Zoe\N{COMBINING DIAERESIS}", 3), ("张伟", 4), ("", 0)]
)
def test_an_amount_stays_in_its_column_whatever_is_written_before_it(
    name: str, places: int
) -> None:
    assert shown(name) == [name + " " * (4 - places) + "  1"]


def test_without_facts_and_tables_there_is_the_title() -> None:
    assert as_text(Printout(title="List", facts=(), tables=())) == "List\n====\n"


@pytest.mark.parametrize("evil", ["\x1b[2J", "\r\n", "\u202e", "\x07", "\u2067"])
def test_no_name_steers_the_terminal(evil: str) -> None:
    outs = (
        proposal_printout(called(f"A{evil}B")),
        specification_printout(collected_from(f"A{evil}B")),
        run_printout(collected_from(f"A{evil}B")),
        replace(PRINTOUT, title=evil, facts=(PrintedFact("day", evil),)),
    )
    for out in outs:
        assert evil not in as_text(out)
        assert evil not in as_html(out)
