"""How things look in a table."""

from __future__ import annotations

from helpers.command_line import MANDATES, ONE_ITEM, Desk, said
from sepadd.cli.tables import printable


def test_what_is_true_of_all_is_told_a_few_times_and_counted(desk: Desk) -> None:
    row = "N-{0},{0},Ada Jansen,NL35ABNA0101234562,CORE,recurrent,2026-01-15,,consumer\n"
    item = "{0},invoice,{0},5.00,2026-11-01,,\n"
    desk.file("mandates.csv", MANDATES + "".join(row.format(n) for n in range(7)))
    desk.file("open_items.csv", ONE_ITEM[0] + "".join(item.format(n) for n in range(7)))
    result = desk.collect(due="2027-03-26", on="2027-03-22")
    assert result.output.count("is no TARGET day") == 5
    assert "[COL-02] and 2 more like these" in said(result)


def test_a_name_cannot_act_on_the_terminal() -> None:
    assert printable("Ada\x1b[2JJansen\u202e") == "Ada\\x1b[2JJansen\\u202e"
