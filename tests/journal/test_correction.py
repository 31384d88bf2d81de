"""What is told otherwise after it was posted is entered beside it, as a difference."""

from __future__ import annotations

from dataclasses import replace

import pytest

from helpers.journal_entries import (
    AT_FILE,
    AT_SETTLEMENT,
    BOTH,
    HUNDRED,
    LATER_ON,
    NINE_HUNDRED,
    RETURNED,
    SETTLED,
    YEAR_END,
    a_run_of,
    after,
    euros,
    ids,
    sums,
)
from helpers.ledger import LEDGER
from sepadd.findings import IllegalStep
from sepadd.journal import balances, corrections, entries, post, post_entries, undone, write_off
from sepadd.journal.entry import added_up
from sepadd.testing import INVOICE


def test_charges_that_are_told_higher_later_are_corrected_by_the_difference() -> None:
    low, high = (replace(RETURNED, charges=euros(3)), replace(RETURNED, charges=euros(5)))
    posted = post(a_run_of(HUNDRED.knowing([SETTLED, low])), LEDGER, posted=())
    run = a_run_of(HUNDRED.knowing([SETTLED, low, high]))
    assert post(run, LEDGER, posted=set(ids(posted))) == ()
    (correction,) = corrections(run, AT_FILE, posted=posted, on=LATER_ON)
    assert (correction.id, correction.corrects) == (
        "2026-12-1/given back charges corrected 1",
        "2026-12-1/given back charges",
    )
    assert sums([correction]) == {"return charges": "2.00", "bank": "-2.00"}
    all_posted = (*posted, *post_entries([correction], LEDGER, posted=()))
    assert corrections(run, AT_FILE, posted=all_posted, on=LATER_ON) == ()


def test_a_correction_of_a_correction_goes_by_another_id() -> None:
    facts = [SETTLED, replace(RETURNED, charges=euros(3))]
    journal = list(entries(a_run_of(HUNDRED.knowing(facts)), AT_FILE))
    for more in (5, 6):
        facts.append(replace(RETURNED, charges=euros(more)))
        run = a_run_of(HUNDRED.knowing(facts))
        journal += corrections(run, AT_FILE, posted=reversed(journal), on=LATER_ON)
    assert ids(journal)[-1] == "2026-12-1/given back charges corrected 2"
    assert balances(journal) == balances(entries(run, AT_FILE))


def test_what_was_added_up_is_corrected_as_a_whole() -> None:
    run = a_run_of(*BOTH)
    posted = added_up(post(run, LEDGER, posted=()))
    (correction,) = corrections(run, AT_SETTLEMENT, posted=posted, on=LATER_ON)
    assert correction.corrects == "2026-12-1/taken and 1 more"
    assert sums([*posted, correction]) == {}


def test_a_credit_that_turns_out_to_be_for_others_is_taken_back() -> None:
    posted = after(SETTLED, policy=AT_SETTLEMENT)
    taken_back = corrections(a_run_of(HUNDRED), AT_SETTLEMENT, posted=posted, on=LATER_ON)
    assert [entry.corrects for entry in taken_back] == ids(posted)
    assert sums([*posted, *taken_back]) == {}


def test_a_correction_that_is_no_longer_right_is_corrected() -> None:
    journal = list(after(SETTLED))
    for facts in ([], [SETTLED]):
        run = a_run_of(HUNDRED.knowing(facts))
        journal += corrections(run, AT_FILE, posted=journal, on=LATER_ON)
    assert sums(journal) == {"receivable": "-100.00", "bank": "100.00"}


def test_entries_about_other_things_are_left_alone() -> None:
    other = write_off(INVOICE, INVOICE.amount, on=YEAR_END)
    posted = (other, undone(other, on=YEAR_END), *entries(a_run_of(NINE_HUNDRED), AT_FILE))
    assert corrections(a_run_of(HUNDRED), AT_FILE, posted=posted, on=LATER_ON) == ()


def test_a_correction_without_what_it_corrects_is_refused() -> None:
    posted = entries(a_run_of(*BOTH), AT_FILE)
    made = corrections(a_run_of(*BOTH), AT_SETTLEMENT, posted=posted, on=LATER_ON)
    with pytest.raises(IllegalStep, match="give that as posted too"):
        corrections(a_run_of(*BOTH), AT_SETTLEMENT, posted=made, on=LATER_ON)
