"""What of a mandate may change: one change says what was before, several are told as one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from sepadd.findings import InvalidValue
from sepadd.mandate import Amendment
from sepadd.mandate.amendment import first_originals
from sepadd.values import Bic, Iban, MandateReference

FIRST, SECOND, THIRD = (date(2026, month, 1) for month in (1, 2, 3))
HOME, OTHER_HOME = Iban("NL91ABNA0417164300"), Iban("NL02ABNA0123456789")
AWAY = Iban("NL98INGB0202345688")


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({}, "give at least one value"),
        ({"bic": Bic("ABNANL2A")}, "give at least one value"),
        ({"reference": MandateReference("A"), "bic": Bic("ABNANL2A")}, "without its IBAN"),
        ({"account_untold": True, "bic": Bic("ABNANL2A")}, "without its IBAN"),
        ({"account_untold": True, "iban": HOME}, "give one of the two"),
        ({"creditor_name": " "}, "is blank"),
    ],
)
def test_a_change_of_nothing_or_of_two_things_at_once_is_refused(
    given: dict[str, Any], why: str
) -> None:
    with pytest.raises(InvalidValue, match=f"amendment on 2026-01-01: .*{why}"):
        Amendment(on=FIRST, **given)


@pytest.mark.parametrize(
    ("before", "leaves"),
    [
        (Amendment(on=FIRST, iban=OTHER_HOME), False),
        (Amendment(on=FIRST, iban=AWAY), True),
        (Amendment(on=FIRST, account_untold=True), True),
        (Amendment(on=FIRST, creditor_name="Zwembad"), False),
    ],
)
def test_the_bank_is_left_where_the_account_before_was_elsewhere_or_nobody_knows(
    before: Amendment, *, leaves: bool
) -> None:
    assert before.leaves_the_bank_of(HOME) is leaves


def test_of_several_changes_each_value_is_as_it_was_before_the_first_of_them() -> None:
    changes = [
        Amendment(on=FIRST, iban=HOME, bic=Bic("ABNANL2A")),
        Amendment(on=SECOND, reference=MandateReference("A"), iban=AWAY),
        Amendment(on=THIRD, reference=MandateReference("B"), creditor_name="Zwembad"),
    ]
    assert first_originals(changes) == Amendment(
        on=THIRD,
        reference=MandateReference("A"),
        creditor_name="Zwembad",
        iban=HOME,
        bic=Bic("ABNANL2A"),
    )


def test_an_account_that_nobody_told_was_still_the_first() -> None:
    untold, told = Amendment(on=FIRST, account_untold=True), Amendment(on=SECOND, iban=HOME)
    assert first_originals([untold, told]) == replace(untold, on=SECOND)
    assert first_originals([replace(told, on=FIRST), replace(untold, on=SECOND)]) == told
    assert first_originals([]) is None
