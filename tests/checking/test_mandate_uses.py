"""Whether the uses of one mandate go together, in one file and in several."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.told import collection
from sepadd.checking.mandate_uses import MandateUses, Used, _packed, _unpacked
from sepadd.collection import Collection
from sepadd.mandate import Scheme, SequenceType
from sepadd.testing import AMENDMENT, MANDATE
from sepadd.values import MandateReference

FIRST, RECURRENT, FINAL, ONE_OFF = (
    SequenceType.FIRST,
    SequenceType.RECURRENT,
    SequenceType.FINAL,
    SequenceType.ONE_OFF,
)
DAY = date(2026, 12, 1)


def use(kind: SequenceType = RECURRENT, days: int = 0, **of_mandate: object) -> Collection:
    """Give a collection under mandate M-1, so many days after the first of December."""
    mandate = replace(MANDATE, **of_mandate)  # type: ignore[arg-type]
    return collection(1, mandate=mandate, sequence_type=kind, due_on=DAY + timedelta(days=days))


def broken(*uses: tuple[Collection, int]) -> list[tuple[int, str]]:
    """Give what does not go together: the number of the use, and the sentence."""
    seen = MandateUses()
    return [
        (number, wrong.sentence.id)
        for number, (each, file) in enumerate(uses, start=1)
        for wrong in seen.add(each, file, number)[1]
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ((RECURRENT, 0), (RECURRENT, 1)),
        ((FIRST, 0), (RECURRENT, 1)),
        ((RECURRENT, 0), (FINAL, 1)),
        ((FIRST, 0), (FINAL, 1)),
    ],
)
def test_first_recurrent_and_final_go_together_in_that_order_of_days(
    one: tuple[SequenceType, int], other: tuple[SequenceType, int]
) -> None:
    assert broken((use(*one), 1), (use(*other), 1)) == []
    assert broken((use(*other), 1), (use(*one), 1)) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ((RECURRENT, 0), (FIRST, 1)),
        ((FINAL, 0), (RECURRENT, 1)),
        ((FINAL, 0), (FIRST, 1)),
        ((ONE_OFF, 0), (RECURRENT, 1)),
        ((RECURRENT, 0), (ONE_OFF, 1)),
        ((ONE_OFF, 0), (FINAL, 1)),
    ],
)
def test_nothing_stands_beside_a_one_off_before_a_first_or_after_a_final(
    one: tuple[SequenceType, int], other: tuple[SequenceType, int]
) -> None:
    for early, late in ((one, other), (other, one)):
        assert broken((use(*early), 1), (use(*late), 1)) == [(2, "CHK-09")]
        assert broken((use(*early), 1), (use(*late), 2)) == [(2, "CHK-10")]


@pytest.mark.parametrize(("on", "found"), [(date(2016, 11, 19), []), (date(2016, 11, 20), [2])])
def test_until_november_2016_a_first_came_again_with_an_account_at_another_bank(
    on: date, found: list[int]
) -> None:
    before = use(RECURRENT, (on - DAY).days - 30)
    again = use(FIRST, (on - DAY).days, amendments=(AMENDMENT,))
    assert [number for number, _ in broken((before, 1), (again, 1))] == found


def test_a_first_that_is_told_of_no_change_never_came_again() -> None:
    long_ago = (date(2015, 6, 1) - DAY).days
    assert broken((use(RECURRENT, long_ago - 30), 1), (use(FIRST, long_ago), 1)) == [(2, "CHK-09")]


def test_a_mandate_keeps_its_scheme() -> None:
    assert broken((use(), 1), (use(scheme=Scheme.B2B), 1)) == [(2, "CHK-11")]
    assert broken((use(scheme=Scheme.B2B), 1), (use(days=1), 2)) == [(2, "CHK-11")]
    assert broken((use(scheme=Scheme.B2B), 1), (use(scheme=Scheme.B2B), 2)) == []


@pytest.mark.parametrize("written", ["M- 1", "M -1", "M - 1"])
def test_a_reference_that_differs_in_its_blanks_is_told_once_in_either_order(written: str) -> None:
    blank = use(reference=MandateReference(written))
    assert broken((use(), 1), (blank, 1), (use(), 1)) == [(2, "CHK-12")]
    assert broken((blank, 1), (use(), 1), (blank, 1)) == [(2, "CHK-12")]


def test_a_reference_that_differs_in_more_than_blanks_is_another() -> None:
    assert broken((use(reference=MandateReference("M 1")), 1), (use(), 1)) == []


def test_a_use_is_compared_with_the_one_that_tells_more_wherever_it_stands() -> None:
    """A later recurrent use does not make the final one before it forgotten."""
    uses = ((use(RECURRENT, 0), 1), (use(FINAL, 5), 1), (use(RECURRENT, 3), 1))
    assert broken(*uses, (use(RECURRENT, 6), 1)) == [(4, "CHK-09")]


@given(
    used=st.builds(
        Used,
        st.integers(1, 10**6),
        st.integers(0, 2**40 - 1),
        st.integers(0, 2**64 - 1),
        st.dates(),
        st.sampled_from(SequenceType),
        st.sampled_from(Scheme),
    )
)
def test_one_number_holds_all_that_is_remembered_of_a_use(used: Used) -> None:
    assert _unpacked(_packed(used)) == used
