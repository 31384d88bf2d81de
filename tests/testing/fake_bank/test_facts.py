"""What has become of a collection by the end of a day, as the fake bank knows it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from helpers.fake_bank_asked import DUE, FILE, NEXT
from sepadd.testing.fake_bank.facts import (
    EntryKind,
    Fate,
    HeldCollection,
    Setback,
    TurnedDown,
    Verdict,
    batch_statuses,
    total,
)
from sepadd.testing.fake_bank.inbox import read

DAY = timedelta(days=1)
PRESENTED = read(FILE.written())
(BATCH,) = PRESENTED.batches
NO = Verdict("AM04", "no money")


def held() -> HeldCollection:
    return HeldCollection(
        file=PRESENTED,
        batch=BATCH,
        collection=BATCH.collections[0],
        settles_on=DUE,
        reference="A-1",
    )


def back(kind: EntryKind = EntryKind.RETURN) -> Setback:
    return Setback(
        kind=kind, on=NEXT, verdict=NO, reference="B-1", charges=3, debtor_bank_charges=4
    )


def test_it_waits_until_its_day_and_is_settled_from_then_on() -> None:
    assert [held().fate(day) for day in (DUE - DAY, DUE)] == [Fate.WAITING, Fate.SETTLED]


@pytest.mark.parametrize(
    ("kind", "fate"),
    [
        (EntryKind.RETURN, Fate.RETURNED),
        (EntryKind.REFUND, Fate.REFUNDED),
        (EntryKind.REVERSAL, Fate.REVERSED),
    ],
)
def test_it_is_settled_until_the_day_on_which_it_goes_back(kind: EntryKind, fate: Fate) -> None:
    each = held()
    each.setback = back(kind)
    assert [each.fate(day) for day in (DUE, NEXT)] == [Fate.SETTLED, fate]
    assert each.counts_as_use


def test_what_is_rejected_or_cancelled_never_settles_and_is_no_use_of_its_mandate() -> None:
    rejected, cancelled = held(), held()
    rejected.rejection = back(EntryKind.REJECT)
    cancelled.cancelled = True
    assert (rejected.fate(NEXT), cancelled.fate(DUE)) == (Fate.REJECTED, Fate.CANCELLED)
    assert not rejected.rejected_by(NEXT - DAY)
    assert not rejected.counts_as_use
    assert not cancelled.counts_as_use


def test_what_the_two_banks_charge_is_added_up_and_so_are_collections() -> None:
    assert back().all_charges == 7
    assert total(PRESENTED.collections) == sum(each.cents for each in FILE.collections)


def test_what_was_turned_down_is_told_batch_by_batch() -> None:
    unknown = TurnedDown(end_to_end_id="R-9", verdict=NO)
    known = TurnedDown(end_to_end_id="R-1", verdict=NO, batch=BATCH)
    told = batch_statuses([unknown, known, unknown], "PART")
    assert [(each.id, len(each.turned_down)) for each in told] == [
        ("NOTPROVIDED", 2),
        (BATCH.id, 1),
    ]
