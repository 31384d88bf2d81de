"""What is printed, before it is text or page."""

from __future__ import annotations

from dataclasses import replace

import pytest

from helpers.printed_things import TABLE
from sepadd.findings import InvalidValue
from sepadd.printing import PrintedColumn, PrintedFact, printed_facts, printed_table


def test_a_column_in_which_no_row_has_anything_is_left_out() -> None:
    columns = (PrintedColumn("a"), PrintedColumn("b"))
    table = printed_table("T", columns, (("1", None), ("2", "")), ("total", None))
    assert (table.columns, table.rows, table.total) == ((columns[0],), (("1",), ("2",)), ("total",))
    assert printed_table("T", columns, (("1", None), ("2", "x"))).columns == columns
    assert printed_table("T", columns, ()).columns == columns


@pytest.mark.parametrize("row", [(), ("1",), ("1", "2", "3", "4")])
def test_a_row_that_does_not_fit_its_table_is_refused(row: tuple[str, ...]) -> None:
    with pytest.raises(InvalidValue, match=r"needs 3 cells, and has"):
        replace(TABLE, rows=(row,))
    with pytest.raises(InvalidValue, match=r"needs 3 cells, and has"):
        replace(TABLE, total=row)


def test_what_is_absent_is_no_fact() -> None:
    assert printed_facts(("a", None), ("b", 0)) == (PrintedFact("b", "0"),)
