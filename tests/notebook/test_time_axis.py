"""The days of a run on one line, in their order."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from helpers.books import decided
from sepadd.banks import ABN_AMRO
from sepadd.books import Books, propose
from sepadd.collection import Settlement
from sepadd.mandate import Scheme
from sepadd.notebook import timeline
from sepadd.notebook.time_axis import MOST_TRACKS, milestones, tracks
from sepadd.proposal import Draft
from sepadd.rulebook import deadlines, last_refund_on, last_return_on, last_unauthorised_refund_on
from sepadd.run import CollectionRun, submit
from sepadd.testing import AT, B2B_MANDATE, COLLECTION, CREDITOR, DUE_ON, INVOICE, TERMS, a_run
from sepadd.values import EndToEndId, RunId


def days(run: CollectionRun) -> list[tuple[date, str]]:
    (track,) = tracks(run, TERMS)
    return [(each.on, each.what) for each in milestones(track, run)]


def test_the_days_of_a_run_are_those_of_the_deadlines() -> None:
    told = {what: on for on, what in days(submit(a_run(), at=AT))}
    assert told["submitted"] == AT.date()
    assert told["due date: debited"] == DUE_ON
    assert told["last return by the debtor's bank"] == last_return_on(DUE_ON)
    assert told["last refund without a reason: eight weeks"] == last_refund_on(DUE_ON)
    assert told["last refund for want of a mandate: thirteen months"] == (
        last_unauthorised_refund_on(DUE_ON)
    )
    assert told["last reversal by the creditor"] == deadlines(COLLECTION).last_reversal_on
    assert deadlines(COLLECTION).unsafe_until in {on for on, _ in days(a_run())}


def test_every_day_that_is_told_is_drawn() -> None:
    drawn = str(timeline(a_run(), TERMS))
    assert all(f">{on}<" in drawn and what.split("'")[0] in drawn for on, what in days(a_run()))


def test_the_last_day_for_the_file_is_that_of_the_terms() -> None:
    (collection,) = a_run().collections
    latest = TERMS.latest_receipt_on(DUE_ON, Scheme.CORE, collection.sequence_type)
    assert (latest, "last day for the file") in days(a_run())


def test_the_cut_off_is_told_where_it_is_given() -> None:
    assert "last day for the file, until 12:30" in str(
        timeline(a_run(), TERMS, cut_off=ABN_AMRO.cut_off)
    )


def test_before_it_is_submitted_nothing_is_said_of_it() -> None:
    assert "submitted" not in str(timeline(a_run(), TERMS))


def test_days_are_in_their_order() -> None:
    told = [on for on, _ in days(submit(a_run(), at=AT))]
    assert told == sorted(told)


def test_what_settled_later_counts_from_then() -> None:
    run = a_run()
    (collection,) = run.collections
    later = Settlement(end_to_end_id=collection.end_to_end_id, on=DUE_ON + timedelta(days=2))
    settled = replace(run, collections=(replace(collection, facts=(later,)),))
    assert (last_return_on(later.on), "last return by the debtor's bank") in days(settled)
    assert (later.on, "debited") in days(settled)


def b2b_run() -> CollectionRun:
    item = replace(INVOICE, debtor_id="20007")
    proposal = propose(
        Books(creditor=CREDITOR, open_items=[item], mandates=[B2B_MANDATE], runs=()),
        TERMS,
        Draft(id=RunId("B"), due_on=DUE_ON),
    )
    return decided(proposal, TERMS, at=AT)


def test_b2b_has_no_refund() -> None:
    assert "refund for" not in str(timeline(b2b_run(), TERMS))
    assert "B2B knows no refund" in str(timeline(b2b_run(), TERMS))


def several_days(count: int) -> CollectionRun:
    run = a_run()
    collections = tuple(
        replace(COLLECTION, end_to_end_id=EndToEndId(f"E-{n}"), due_on=DUE_ON + timedelta(weeks=n))
        for n in range(count)
    )
    return replace(run, collections=collections)


@pytest.mark.parametrize(("count", "more"), [(MOST_TRACKS, ""), (MOST_TRACKS + 1, ">and 1 more<")])
def test_of_many_due_dates_the_first_are_drawn(count: int, more: str) -> None:
    drawn = str(timeline(several_days(count), TERMS))
    assert drawn.count("last return by") - drawn.partition("</desc>")[0].count(
        "last return by"
    ) == (MOST_TRACKS)
    assert re.findall(r">and \d+ more<", drawn) == ([more] if more else [])


def test_collections_of_one_day_and_scheme_are_one_track() -> None:
    run = a_run()
    twice = replace(run, collections=(*run.collections, replace(COLLECTION, attempt=2)))
    (track,) = tracks(twice, TERMS)
    assert track.label == "CORE, due on 2026-12-01: 2 collections, 60.00"


def test_a_step_is_on_the_day_where_it_was_taken() -> None:
    late = datetime.fromisoformat("2026-11-24T23:30:00+01:00")
    told = {what: on for on, what in days(submit(a_run(), at=late))}
    assert told["submitted"] == date(2026, 11, 24)
