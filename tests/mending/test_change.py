"""What was put right is told with its place, and never at a length that nobody reads."""

from __future__ import annotations

import pytest

from sepadd.mending.change import Mends
from sepadd.mending.document_parts import Part


def noted(before: str, after: str = "x") -> Mends:
    mends = Mends(noting=True)
    mends.subject = "batch B-1"
    mends.note("XSD-01", Part("sdd:Nm", {}), (before, after), "as the schema has it")
    return mends


def test_a_change_tells_line_subject_and_both_values() -> None:
    (change,) = noted("\tA").found
    assert str(change) == "[XSD-01] line 1, batch B-1: '\\tA' becomes 'x', as the schema has it"


@pytest.mark.parametrize(("length", "kept"), [(1_000, 1_000), (1_001, 1_000), (1 << 20, 1_000)])
def test_a_value_as_long_as_a_file_is_cut_on_both_sides(length: int, kept: int) -> None:
    (change,) = noted("a" * length, "b" * length).found
    assert (len(change.before), len(change.after)) == (kept, kept)


def test_where_nothing_is_to_be_noted_nothing_is_held() -> None:
    silent = Mends(noting=False)
    silent.note("XSD-01", Part("Nm", {}), ("a", "b"), "")
    assert silent.found == []
