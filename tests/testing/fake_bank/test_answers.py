"""A status report says what was found, on the level on which it was found."""

from __future__ import annotations

from dataclasses import replace

import pytest

from helpers.fake_bank_asked import texts
from sepadd.testing.fake_bank import DIALECTS, PLAIN
from sepadd.testing.fake_bank.answers import status_report
from sepadd.testing.fake_bank.dialects import MessageSpelling
from sepadd.testing.fake_bank.facts import (
    BatchStatus,
    StatusReport,
    TurnedDown,
    Verdict,
    batch_statuses,
)

CODE = Verdict("AC04", "the account is closed " * 10)
PART = StatusReport(
    original_id="RUN-1",
    original_message="pain.008.001.08",
    status="PART",
    batches=batch_statuses([TurnedDown(end_to_end_id="R-1", verdict=CODE)], "PART"),
)


def written(report: StatusReport = PART, **of_dialect: object) -> bytes:
    dialect = replace(PLAIN, **of_dialect)  # type: ignore[arg-type]
    return status_report(report, dialect, id="S-1", created_at="2026-11-23T10:00:00Z")


@pytest.mark.parametrize(
    ("spelling", "name"),
    [
        (MessageSpelling.EXACT, "pain.008.001.08"),
        (MessageSpelling.CAPITALS, "PAIN.008.001.08"),
        (MessageSpelling.FAMILY, "pain.008"),
    ],
)
def test_the_file_is_named_as_the_bank_spells_it(spelling: MessageSpelling, name: str) -> None:
    assert texts(written(original_name=spelling), "OrgnlMsgNmId") == [name]


def test_a_bank_may_tell_the_status_on_one_level_alone() -> None:
    every, alone = written(), written(one_status_level=True)
    assert texts(every, "GrpSts") + texts(every, "PmtInfSts") == ["PART", "PART"]
    assert texts(alone, "GrpSts") + texts(alone, "PmtInfSts") == []
    assert texts(every, "TxSts") == texts(alone, "TxSts") == ["RJCT"]


def test_a_batch_that_is_rejected_whole_keeps_its_status_on_any_level() -> None:
    batch = BatchStatus(id="B-1", status="RJCT", verdict=CODE)
    report = replace(PART, batches=(batch,))
    assert texts(written(report, one_status_level=True), "PmtInfSts") == ["RJCT"]


def test_a_collection_that_is_not_known_is_named_and_nothing_is_made_up() -> None:
    assert texts(written(), "OrgnlEndToEndId") == ["R-1"]
    assert texts(written(), "OrgnlPmtInfId") == ["NOTPROVIDED"]
    assert b"OrgnlTxRef" not in written()


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
def test_additional_words_have_at_most_105_characters(dialect: object) -> None:
    report = status_report(PART, dialect, id="S-1", created_at="x")  # type: ignore[arg-type]
    assert [len(each) for each in texts(report, "AddtlInf")] == [105]
