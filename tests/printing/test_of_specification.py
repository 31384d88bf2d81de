"""What a debtor is collected from, item by item."""

from __future__ import annotations

from dataclasses import replace

import pytest

from helpers.books import decided
from helpers.printed_things import headings, printed, proposed
from sepadd.findings import InvalidValue
from sepadd.open_item import DirectDebitDiscount
from sepadd.printing import PrintedColumn, PrintedFact, specification_printout
from sepadd.printing.printout_page import as_html
from sepadd.printing.printout_text import as_text
from sepadd.testing import AT, INVOICE, TERMS, a_proposal, a_run
from sepadd.values import Euro


def test_feature_2_l17_the_specification_is_printed_for_each_debtor() -> None:
    discount = DirectDebitDiscount(off=Euro(cents=2_50))
    out = specification_printout(proposed(discount=discount))
    assert headings(out) == ["Debtor 10042, Ada Jansen", "Debtor 20007, Bakkerij Vos BV"]
    lines = printed(out, "Debtor 10042, Ada Jansen")
    assert [(line["item"], line["amount"]) for line in lines] == [
        ("invoice 2026-1001", "40.00"),
        ("credit note C-2026-12", "-10.00"),
        ("discount", "-2.50"),
        ("collected on 2026-12-01", "27.50"),
    ]
    assert out.facts[1] == PrintedFact("collected", "2 collections, 125.00")


def test_feature_2_l17_what_the_statement_has_no_room_for_is_marked() -> None:
    many = [replace(INVOICE, number=f"2026-{nth:08d}") for nth in range(12)]
    (table,) = specification_printout(proposed(*many)).tables
    said = [row[table.columns.index(PrintedColumn("on the statement"))] for row in table.rows]
    assert said[:-1] == ["named"] * 9 + ["not named"] * 3
    assert said[-1].endswith("+3")


def test_feature_2_l17_a_debtor_who_asks_gets_ones_own_and_no_others() -> None:
    run = decided(proposed(), TERMS, at=AT)
    out = specification_printout(run, "20007")
    assert headings(out) == ["Debtor 20007, Bakkerij Vos BV"]
    assert "Ada" not in as_text(out) + as_html(out)
    assert out.facts[1] == PrintedFact("collected", "1 collection, 100.00")


def test_a_debtor_from_whom_nothing_is_collected_has_no_specification() -> None:
    with pytest.raises(InvalidValue, match="debtor '777' in run 2026-12: nothing is collected"):
        specification_printout(proposed(), "777")


def test_several_collections_of_a_debtor_are_added_up() -> None:
    second = replace(INVOICE, number="2026-1002")
    (table,) = specification_printout(proposed(INVOICE, second, condense=False)).tables
    assert table.total is not None
    assert (table.total[0], table.total[-1]) == ("all collections", "80.00")
    (alone,) = specification_printout(a_proposal()).tables
    assert alone.total is None


def test_another_attempt_and_another_debtors_item_are_told() -> None:
    run = a_run()
    (collection,) = run.collections
    theirs = replace(INVOICE, debtor_id="777")
    again = replace(collection, attempt=2, items=(theirs,))
    (table,) = specification_printout(replace(run, collections=(again,))).tables
    assert table.rows[0][2] == "777"
    assert table.rows[-1][1] == "collected on 2026-12-01, attempt 2"
