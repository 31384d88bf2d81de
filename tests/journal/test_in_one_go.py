"""A run in one go: prepared, handed over and posted, or nothing of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from helpers.books import decided
from helpers.ledger import LEDGER, without
from sepadd.banks import EPC
from sepadd.findings import RulesViolated
from sepadd.journal import ReceivableCloses, Role, post, process
from sepadd.messages import pain008
from sepadd.run import submit
from sepadd.run.run import RunStanding
from sepadd.testing import AT, BOOKS, TERMS, a_proposal

AT_FILE = ReceivableCloses.AT_FILE


def test_feature_2_l16_one_call_prepares_submits_and_posts() -> None:
    done = process(a_proposal(), BOOKS, TERMS, LEDGER, at=AT, by="ada", note="EBICS")
    by_steps = submit(decided(a_proposal(), TERMS, at=AT, by="ada"), at=AT, by="ada", note="EBICS")
    assert (done.run, done.run.standing) == (by_steps, RunStanding.SUBMITTED)
    assert done.entries == post(by_steps, LEDGER, posted=())
    assert pain008.render(done.run) == pain008.render(by_steps)


def test_feature_2_l16_where_a_ledger_account_is_missing_nothing_is_done() -> None:
    with pytest.raises(RulesViolated, match="in transit"):
        process(a_proposal(), BOOKS, TERMS, without(Role.IN_TRANSIT), at=AT)


def test_feature_2_l16_nor_where_it_is_too_late() -> None:
    late = AT + timedelta(days=8)
    with pytest.raises(RulesViolated, match="COL-03"):
        process(a_proposal(), BOOKS, EPC.terms(at=late), LEDGER, at=late)


def test_feature_2_l17_each_collection_says_which_items_make_up_its_amount() -> None:
    (collection,) = a_proposal().collections
    assert [(str(item.key), str(item.balance)) for item in collection.items] == [
        ("invoice 2026-1001", "40.00"),
        ("credit note C-2026-12", "-10.00"),
    ]
    assert str(collection.amount) == "30.00"


def test_where_items_are_closed_at_settlement_nothing_is_posted_yet() -> None:
    late = replace(LEDGER, closes=ReceivableCloses.AT_SETTLEMENT)
    assert process(a_proposal(), BOOKS, TERMS, late, at=AT).entries == ()


def test_a_proposal_that_was_processed_is_not_processed_again() -> None:
    done = process(a_proposal(), BOOKS, TERMS, LEDGER, at=AT)
    renamed = replace(a_proposal(), id=done.run.id)
    with pytest.raises(RulesViolated, match="RUN-01"):
        process(renamed, BOOKS.keep(done.run), TERMS, LEDGER, at=AT)
