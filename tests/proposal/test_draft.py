"""What is asked for has an id that was looked at, and a day."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from sepadd.findings import InvalidValue
from sepadd.proposal import Draft
from sepadd.proposal.selection import EVERYTHING
from sepadd.testing import AT, DUE_ON, INVOICE
from sepadd.values import RunId


def test_a_run_is_named_by_an_id_that_was_looked_at() -> None:
    assert Draft(id="2026-12", due_on=DUE_ON) == Draft(id=RunId("2026-12"), due_on=DUE_ON)
    with pytest.raises(InvalidValue, match="id of a draft: RunId 'a/b': needs 1 to 18 characters"):
        Draft(id="a/b", due_on=DUE_ON)


@pytest.mark.parametrize("day", ["2026-12-01", datetime(2026, 12, 1, tzinfo=UTC)])
def test_a_due_date_is_a_day_and_not_a_text_or_a_moment(day: Any) -> None:
    with pytest.raises(InvalidValue, match="of draft 2026-12: needs a date without time"):
        Draft(id=RunId("2026-12"), due_on=day)


def test_every_change_by_hand_gives_a_new_draft_and_keeps_those_before_in_their_order() -> None:
    first = Draft(id=RunId("2027-01"), due_on=DUE_ON)
    by: dict[str, Any] = {"at": AT, "by": "ada", "why": "asked"}
    last = (
        first.exclude(INVOICE.key, **by)
        .include(INVOICE.key, **by)
        .change_amount(INVOICE.key, INVOICE.amount, above_open=True, **by)
        .add(INVOICE, **by)
        .widen(EVERYTHING, **by)
        .clear(**by)
    )
    assert first.edits == ()
    assert [type(edit).__name__ for edit in last.edits] == [
        *("Excluded", "Included", "AmountChanged", "Added", "Widened", "Cleared")
    ]
    assert {(edit.at, edit.by, edit.why) for edit in last.edits} == {(AT, "ada", "asked")}
