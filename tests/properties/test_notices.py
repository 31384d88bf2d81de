"""Whatever a debtor was told is kept, and speaks of no collection but its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from sepadd.documents import Announced, Notice, unannounced
from sepadd.records import from_record, to_record
from sepadd.testing import COLLECTION, TERMS, strategies
from sepadd.testing.strategies.values import texts

few = settings(max_examples=50)

announced = st.builds(Announced, amount=strategies.euros(), due_on=strategies.days())
notices = st.builds(
    Notice,
    creditor_identifier=strategies.creditor_identifiers(),
    mandate_reference=strategies.mandate_references(),
    told_on=strategies.days(),
    announced=st.lists(announced, min_size=1, max_size=4).map(tuple),
    by=texts(20),
)


@few
@given(notices)
def test_a_notice_comes_back_from_its_record(notice: Notice) -> None:
    assert from_record(Notice, to_record(notice)) == notice


@few
@given(st.lists(announced, min_size=1, max_size=4))
def test_what_was_told_in_time_is_announced_once(told: list[Announced]) -> None:
    first = min(each.due_on for each in told)
    notice = Notice(
        creditor_identifier=COLLECTION.mandate.creditor_identifier,
        mandate_reference=COLLECTION.mandate.reference,
        told_on=first - timedelta(days=14),
        announced=tuple(told),
    )
    collections = [replace(COLLECTION, amount=a.amount, due_on=a.due_on) for a in told]
    assert unannounced(collections, [notice], TERMS) == ()
    twice = unannounced([*collections, *collections], [notice], TERMS)
    assert [finding.rule for finding in twice] == ["NOT-01"] * len(told)
