"""What the creditor asks for later: read from the message, collection by collection."""

from __future__ import annotations

import pytest

from helpers.creditor_messages import camt_055, pain_007
from helpers.fake_bank_asked import FILE
from sepadd.testing.fake_bank.inbox import Unreadable
from sepadd.testing.fake_bank.requests import Named, asked_for, read_cancellation, read_reversal


@pytest.mark.parametrize("version", ["01", "08"])
def test_a_cancellation_names_collections_with_their_reason(version: str) -> None:
    request = read_cancellation(camt_055("R-1", "R-2", version=version))
    assert (request.id, request.original_id) == ("C-1", "RUN-1")
    assert request.named == (
        Named("RUN-1-B1", "R-1", None, "DUPL"),
        Named("RUN-1-B1", "R-2", None, "DUPL"),
    )


@pytest.mark.parametrize("version", ["02", "09"])
def test_a_reversal_names_collections_with_amount_and_reason(version: str) -> None:
    request = read_reversal(pain_007("R-1", version=version, amount="50.00"))
    assert (request.id, request.original_message) == ("V-1", "pain.008.001.08")
    assert request.named == (Named("RUN-1-B1", "R-1", 50_00, "AM05"),)


@pytest.mark.parametrize(("whole", "batch"), [("batch", "RUN-1-B1"), ("file", None)])
def test_a_whole_batch_or_file_is_named_as_such(whole: str, batch: str | None) -> None:
    for request in (read_cancellation(camt_055(whole=whole)), read_reversal(pain_007(whole=whole))):
        (named,) = request.named
        assert (named.batch_id, named.end_to_end_id) == (batch, None)


def test_what_the_bank_does_not_know_is_asked_for_all_the_same() -> None:
    request = read_cancellation(camt_055("R-1", "R-9"))
    assert [asked.held for asked in asked_for(request, ())] == [None, None]


@pytest.mark.parametrize("message", [FILE.written(), pain_007("R-1"), b"no xml", b""])
def test_another_message_is_no_cancellation(message: bytes) -> None:
    with pytest.raises(Unreadable):
        read_cancellation(message)


def test_a_cancellation_is_no_reversal() -> None:
    with pytest.raises(Unreadable, match=r"the bank takes pain\.007\.001\.02 and"):
        read_reversal(camt_055("R-1"))
