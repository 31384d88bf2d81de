"""What nobody will pay is written off; undone, it can be collected again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from helpers.journal_entries import ONE, YEAR_END, euros, lines, sums
from sepadd.findings import InvalidValue
from sepadd.journal import collectable, undone, write_off
from sepadd.journal.writing_off import written_off
from sepadd.testing import CREDIT_NOTE, INVOICE
from sepadd.values import Euro


def test_feature_3_28_an_item_is_written_off() -> None:
    entry = write_off(INVOICE, INVOICE.amount, on=YEAR_END)
    assert lines(entry) == [
        ("write-off", "40.00", "0.00", "2026-1001"),
        ("receivable", "0.00", "40.00", "2026-1001"),
    ]


def test_a_credit_note_is_written_off_the_other_way() -> None:
    entry = write_off(CREDIT_NOTE, CREDIT_NOTE.amount, on=YEAR_END)
    assert sums([entry]) == {"receivable": "10.00", "write-off": "-10.00"}
    assert written_off([entry]) == {CREDIT_NOTE.key: euros(10)}


@pytest.mark.parametrize("cents", [0, -1, 40_01])
def test_only_what_is_open_can_be_written_off(cents: int) -> None:
    with pytest.raises(InvalidValue, match=r"of invoice 2026-1001 .* at most 40\.00"):
        write_off(INVOICE, Euro(cents=cents), on=YEAR_END)


@pytest.mark.parametrize("cents", [1, 40_00])
def test_all_that_is_open_can_be_written_off(cents: int) -> None:
    assert write_off(INVOICE, Euro(cents=cents), on=YEAR_END).amount == Euro(cents=cents)


def test_feature_3_29_undoing_a_write_off_makes_the_item_collectable_again() -> None:
    entry = write_off(INVOICE, INVOICE.amount, on=YEAR_END, collection=ONE)
    assert collectable(INVOICE, [entry]) is None
    back = undone(entry, on=date(2027, 1, 4))
    assert (back.reverses, back.collection, sums([entry, back])) == (entry.id, ONE, {})
    assert collectable(INVOICE, [entry, back]) == INVOICE


def test_what_is_left_of_an_item_written_off_in_part_is_collectable() -> None:
    entry = write_off(INVOICE, euros(15), on=YEAR_END)
    assert collectable(INVOICE, [entry, entry]) == replace(INVOICE, amount=euros(25))
    assert collectable(CREDIT_NOTE, [entry]) == CREDIT_NOTE
