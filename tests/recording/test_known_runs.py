"""The runs that a bank may speak of: which file it can have, and which it cannot."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from helpers.books import decided_anew
from helpers.matched import THREE, block, found
from helpers.told import collection, prepared, sent, three, told
from sepadd.collection import Level, Reject
from sepadd.recording.known_runs import CollectionPlace, KnownRuns
from sepadd.recording.matching import CollectionMatching
from sepadd.run import CollectionRun, RunStep, Step, join, submit, submit_set, take_apart, withdraw
from sepadd.testing import AT, TERMS, a_proposal, a_run
from sepadd.values import RunId

REVISED = submit(decided_anew(a_run(), a_proposal(), TERMS, at=AT), at=AT)


# -- by its own references -------------------------------------------------------------------------


def test_it_is_found_among_many_runs() -> None:
    runs = (three("2026-10"), three("2026-11"), THREE)
    ours = KnownRuns(runs)
    assert CollectionMatching(ours).by(told(Reject, end_to_end_id="2026-11-3")) == CollectionPlace(
        1, 2
    )


def test_one_reference_in_two_runs_is_told_with_both() -> None:
    other = sent(collection(1), id="X")
    assert found(told(Reject, end_to_end_id="2026-12-1"), THREE, other) == (
        "BNK-02: collection 2026-12-1 is in run 2026-12 and run X"
    )


@pytest.mark.parametrize("more", [{"message_id": "X"}, {"batch_id": "X.B1"}])
def test_unless_the_file_or_batch_is_named(more: dict[str, Any]) -> None:
    other = sent(collection(1), id="X")
    ours = KnownRuns((THREE, other))
    assert CollectionMatching(ours).by(
        told(Reject, end_to_end_id="2026-12-1", **more)
    ) == CollectionPlace(1, 0)


# -- versions, and what was never sent -------------------------------------------------------------


def test_a_file_that_was_replaced_is_told() -> None:
    assert REVISED.version == 2
    for name in ("2026-12", "2026-12.B1"):
        stale = told(Reject, end_to_end_id="2026-12-1", message_id=name)
        assert found(stale, REVISED) == (
            f"BNK-05: {name} was replaced: run 2026-12 is in version 2"
        )


@pytest.mark.parametrize("name", ["2026-12.v2", "2026-12.v2.B1", "BANK-77", ""])
def test_the_latest_version_is_right(name: str) -> None:
    latest = told(Reject, end_to_end_id="2026-12-1", message_id=name)
    assert found(latest, REVISED) == "2026-12-1"


def test_a_version_that_is_newer_than_the_run_is_told_too() -> None:
    newer = told(Reject, end_to_end_id="2026-12-1", message_id="2026-12.v3")
    assert found(newer, REVISED).startswith("BNK-05")


def test_a_collection_that_the_latest_version_has_no_more_is_told() -> None:
    assert found(told(Reject, end_to_end_id="2026-12-9"), REVISED) == (
        "BNK-05: no collection is called 2026-12-9 in version 2 of run 2026-12"
    )


@pytest.mark.parametrize("name", ["2026-12", "2026-12.B1", "2026-12.F1"])
def test_a_whole_file_that_was_replaced_is_told(name: str) -> None:
    stale = told(Reject, Level.FILE, message_id=name)
    assert block(stale, REVISED).startswith("BNK-05")


def test_a_run_that_was_only_prepared_cannot_be_answered() -> None:
    of_collection = told(Reject, end_to_end_id="2026-12-1")
    assert found(of_collection, a_run()) == (
        "BNK-06: run 2026-12 is prepared: the bank cannot have it"
    )
    assert block(told(Reject, Level.FILE, message_id="2026-12"), a_run()).startswith("BNK-06")


def test_nor_one_that_was_withdrawn_before_it_was_sent() -> None:
    withdrawn = withdraw(a_run(), at=AT)
    assert found(told(Reject, end_to_end_id="2026-12-1"), withdrawn) == (
        "BNK-06: run 2026-12 is withdrawn: the bank cannot have it"
    )


def test_one_that_was_withdrawn_after_the_bank_had_turned_it_down_can() -> None:
    withdrawn = replace(THREE, history=(*THREE.history, RunStep(step=Step.WITHDRAWN, at=AT)))
    assert found(told(Reject, end_to_end_id="2026-12-1"), withdrawn) == "2026-12-1"


@pytest.mark.parametrize("name", ["2026-12", "2026-12-1-1", "2026-1", "20261-1"])
def test_a_run_with_a_similar_name_is_not_blamed(name: str) -> None:
    prepared_run = prepared(collection(1), id="2026-1")
    got = found(told(Reject, end_to_end_id=name), prepared_run)
    assert got.startswith("BNK-01" if name != "2026-1" else "BNK-06")


# -- sets ------------------------------------------------------------------------------------------


def in_a_set() -> tuple[CollectionRun, ...]:
    runs = (prepared(collection(1)), prepared(collection(1, run="2026-13"), id="2026-13"))
    return submit_set(join(runs, TERMS, id=RunId("SET"), at=AT), at=AT).runs


def test_the_file_of_a_set_holds_all_its_runs() -> None:
    assert block(told(Reject, Level.FILE, message_id="SET"), *in_a_set()) == "SET: 2"
    assert block(told(Reject, Level.BATCH, batch_id="2026-13.B1"), *in_a_set()) == "2026-13.B1: 1"


def test_a_run_in_a_set_has_no_file_of_its_own() -> None:
    assert block(told(Reject, Level.FILE, message_id="2026-13"), *in_a_set()).startswith("BNK-01")


def test_a_set_that_was_taken_apart_must_not_be_with_the_bank() -> None:
    joined = join([prepared(collection(1))], TERMS, id=RunId("SET"), at=AT)
    (apart,) = take_apart(joined, at=AT)
    assert block(told(Reject, Level.FILE, message_id="SET"), submit(apart, at=AT)) == (
        "BNK-05: SET is of a set that was taken apart"
    )
