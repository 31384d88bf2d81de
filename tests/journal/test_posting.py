"""Entries get the accounts of the user's ledger, each once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from helpers.journal_entries import (
    AT_FILE,
    BOTH,
    HUNDRED,
    RETURNED,
    SETTLED,
    YEAR_END,
    a_run_of,
    euros,
    ids,
    refused,
)
from helpers.ledger import LEDGER
from sepadd.findings import IllegalStep, InvalidValue
from sepadd.journal import balances, entries, post, post_entries, write_off
from sepadd.journal.entry import added_up
from sepadd.testing import INVOICE

# -- posting ---------------------------------------------------------------------------------------


def test_posting_gives_the_accounts_of_the_users_ledger() -> None:
    (taken,) = post(a_run_of(HUNDRED), LEDGER, posted=())
    assert [line.account for line in taken.lines] == ["1290", "1300"]


def test_posting_twice_posts_nothing() -> None:
    run = a_run_of(*BOTH)
    once = {name for entry in post(run, LEDGER, posted=()) for name in entry.ids}
    assert post(run, LEDGER, posted=once) == ()


def test_what_the_bank_has_told_since_is_all_that_is_posted() -> None:
    once = set(ids(post(a_run_of(HUNDRED), LEDGER, posted=())))
    run = a_run_of(HUNDRED.knowing([SETTLED]))
    assert ids(post(run, LEDGER, posted=once)) == ["2026-12-1/settled"]


def test_the_same_entry_given_twice_is_posted_once() -> None:
    entry = write_off(INVOICE, INVOICE.amount, on=YEAR_END)
    assert len(post_entries([entry, entry], LEDGER, posted=())) == 1


def test_feature_4_46_a_batch_is_one_total_and_its_returns_another() -> None:
    settled = [each.knowing([replace(SETTLED, end_to_end_id=each.end_to_end_id)]) for each in BOTH]
    run = a_run_of(settled[0].knowing([RETURNED]), settled[1])
    made = added_up(post(run, LEDGER, posted=()))
    assert [(entry.event.value, str(entry.amount)) for entry in made] == [
        ("taken", "1000.00"),
        ("open again", "100.00"),
        ("settled", "1000.00"),
        ("off again", "100.00"),
    ]
    assert made[2].ids == (
        "2026-12-1/settled and 1 more",
        "2026-12-1/settled",
        "2026-12-2/settled",
    )
    assert balances(made) == balances(entries(run, AT_FILE))


def test_what_was_added_up_is_posted_once() -> None:
    run = a_run_of(*BOTH)
    (total,) = added_up(post(run, LEDGER, posted=()))
    assert post(run, LEDGER, posted=frozenset(total.ids)) == ()
    assert post_entries([total], LEDGER, posted=frozenset(total.ids)) == ()


def test_a_total_of_which_a_part_was_posted_is_refused() -> None:
    (total,) = added_up(entries(a_run_of(*BOTH), AT_FILE))
    with pytest.raises(IllegalStep, match="adds up 2026-12-1/taken, posted before"):
        post_entries([total], LEDGER, posted={"2026-12-1/taken"})


# -- what stands against it ------------------------------------------------------------------------


def test_a_collection_that_its_items_do_not_come_to_is_named() -> None:
    wrong = replace(HUNDRED, amount=euros(99))
    assert refused(a_run_of(wrong)) == ["JNL-05 collection 2026-12-1 of debtor 10042"]
    with pytest.raises(InvalidValue, match=r"items come to 100\.00, and its amount 99\.00 with"):
        entries(a_run_of(wrong), AT_FILE)
