"""Any run, any answers, in any order: the books end as they have to."""

from __future__ import annotations

from contextlib import closing

from hypothesis import given, settings
from hypothesis import strategies as st

from clubbooks import Store, hear
from sepadd.testing.strategies import History, arrivals, histories


@settings(max_examples=25, deadline=None)
@given(histories(), st.data())
def test_however_the_messages_come_in_what_failed_is_open_again(
    history: History, data: st.DataObject
) -> None:
    (run,) = history.runs
    with closing(Store()) as store:
        store.keep_runs([run])
        store.keep_mandates(each.mandate for each in run.collections)
        store.keep_open_items(item for each in run.collections for item in each.items)
        for message in data.draw(arrivals(history.messages)):
            assert not hear(store, run.creditor, [message]).errors
        (now,) = store.runs()
        assert {each.end_to_end_id: each.status for each in now.collections} == history.ends
        again = {
            item.key
            for each in run.collections
            if each.end_to_end_id in history.failed
            for item in each.items
        }
        assert {item.key for item in store.open_items()} == again
