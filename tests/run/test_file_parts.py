"""What is asked of the bank is named in its words: a file, a batch, a collection, and why."""

from __future__ import annotations

from dataclasses import replace

import pytest

from helpers.requests_of_ours import (
    BATCH,
    CASE,
    FILE,
    ONE,
    THREE,
    TWO,
    a_recall,
    at_the_bank,
    of_two_schemes,
)
from sepadd.findings import IllegalStep, InvalidValue
from sepadd.run import CollectionRun, SetFile, SetPlace, recall
from sepadd.run.file_parts import Named
from sepadd.testing import AT, TERMS
from sepadd.values import EndToEndId, MessageId, PaymentInformationId, RunId

SENT = at_the_bank()

# -- what is named ---------------------------------------------------------------------------------


def test_the_whole_run_is_its_file() -> None:
    asked = a_recall(SENT)
    assert (asked.file.id, asked.whole, asked.count, str(asked.total)) == (FILE, True, 3, "60.00")


def test_a_file_is_named_by_its_message_id() -> None:
    assert a_recall(SENT, FILE) == a_recall(SENT)


def test_a_batch_is_named_by_its_id() -> None:
    asked = a_recall(SENT, BATCH)
    assert (asked.whole, [part.whole for part in asked.batches], asked.count) == (False, [True], 3)


def test_collections_are_named_by_theirs_and_stand_in_the_order_of_the_file() -> None:
    asked = a_recall(SENT, THREE, ONE)
    [part] = asked.batches
    assert [each.end_to_end_id for each in part.collections] == [ONE, THREE]
    assert (part.whole, asked.count, str(asked.total)) == (False, 2, "40.00")


def test_each_file_of_a_run_has_a_message_of_its_own() -> None:
    asked = recall(at_the_bank(of_two_schemes()), None, TERMS, id=CASE, reason="CUST", at=AT)
    told_of = [(str(each.id), str(each.file.id), each.whole) for each in asked.recalls]
    assert told_of == [("C-1.1", "2026-12.F1", True), ("C-1.2", "2026-12.F2", True)]


def test_a_file_of_which_nothing_is_named_has_no_message() -> None:
    asked = a_recall(at_the_bank(of_two_schemes()), TWO)
    assert (str(asked.id), str(asked.file.id)) == ("C-1", "2026-12.F1")


@pytest.mark.parametrize(
    ("name", "right"),
    [
        (EndToEndId("X-1"), "collection X-1"),
        (PaymentInformationId("2026-12"), "batch 2026-12"),
        (MessageId("2026-12-1"), "file 2026-12-1"),
    ],
)
def test_a_name_that_the_run_does_not_have_at_the_bank_is_refused(name: Named, right: str) -> None:
    with pytest.raises(IllegalStep, match=f"run 2026-12 has at the bank no {right}$"):
        a_recall(SENT, ONE, name)


def test_an_empty_list_of_names_is_not_the_whole_run() -> None:
    with pytest.raises(IllegalStep, match="nothing of run 2026-12 is named"):
        recall(SENT, (), TERMS, id=CASE, reason="CUST", at=AT)


# -- why -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["CUST", "DUPL", "TECH", "FRAD", "DT01"])
def test_a_reason_is_a_code_of_cancellations(code: str) -> None:
    assert a_recall(SENT, reason=code).reason.code == code


@pytest.mark.parametrize("code", ["AM04", "XXXX", "cust", ""])
def test_any_other_code_is_refused_with_those_that_are_right(code: str) -> None:
    with pytest.raises(InvalidValue, match="CUST, DT01, DUPL, FRAD, TECH"):
        a_recall(SENT, reason=code)


def test_beside_the_code_stand_105_characters_and_no_more() -> None:
    assert len(a_recall(SENT, text="x" * 105).reason.text) == 105
    with pytest.raises(InvalidValue, match="it has 106 characters, and 105 can stand there"):
        a_recall(SENT, text="x" * 106)


# -- a run in a set --------------------------------------------------------------------------------


def in_a_set(*others: str) -> CollectionRun:
    place = SetPlace(
        id=RunId("OFFICE"),
        runs=(SENT.id, *map(RunId, others)),
        files=(SetFile(id=MessageId("OFFICE"), batches=(BATCH,)),),
    )
    return replace(SENT, in_set=place)


def test_a_run_in_a_set_is_recalled_by_its_batches_in_the_file_of_the_set() -> None:
    asked = a_recall(in_a_set("OTHER"))
    assert (str(asked.file.id), asked.whole) == ("OFFICE", False)
    assert [(part.batch.id, part.whole) for part in asked.batches] == [(BATCH, True)]


def test_the_file_of_a_set_is_not_recalled_with_one_of_its_runs() -> None:
    with pytest.raises(IllegalStep, match=r"holds other runs besides run 2026-12: .* 2026-12.B1"):
        a_recall(in_a_set("OTHER"), MessageId("OFFICE"))


def test_a_run_in_a_set_is_not_known_to_the_bank_by_its_own_name() -> None:
    with pytest.raises(IllegalStep, match="no file 2026-12"):
        a_recall(in_a_set("OTHER"), FILE)


def test_a_run_that_is_alone_in_its_set_is_recalled_as_a_file() -> None:
    assert a_recall(in_a_set()).whole
