"""Every item given has a line: collected, or every reason why not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from helpers.proposed_lines import JANUARY, SECOND, a_line, proposed, rules
from sepadd.books import Books, propose
from sepadd.proposal import Draft
from sepadd.testing import (
    CREDIT_NOTE,
    CREDITOR,
    DUE_ON,
    INVOICE,
    MANDATE,
    TERMS,
    TODAY,
    a_proposal,
    a_run,
)
from sepadd.values import Euro


def test_feature_3_11_a_good_item_is_ok() -> None:
    line = a_line()
    assert (line.ok, line.status, line.mandate) == (True, "OK", MANDATE)
    assert str(line.end_to_end_id) == "2027-01-1"


def test_every_item_has_one_line_in_the_order_given() -> None:
    items = (SECOND, CREDIT_NOTE, replace(INVOICE, debtor_id="?"), INVOICE)
    assert [line.item for line in proposed(*items).lines] == list(items)


def test_without_items_there_is_nothing() -> None:
    proposal = propose(
        Books(creditor=CREDITOR, open_items=(), mandates=(MANDATE,), runs=()),
        TERMS,
        Draft(id=JANUARY, due_on=DUE_ON),
    )
    assert (proposal.lines, proposal.collections, proposal.findings) == ((), (), ())
    assert (proposal.earliest_due_on, proposal.send_by, proposal.total) == (
        None,
        None,
        Euro(cents=0),
    )


def test_streams_of_items_mandates_and_runs_will_do() -> None:
    proposal = propose(
        Books(
            creditor=CREDITOR,
            open_items=iter((INVOICE,)),
            mandates=iter((MANDATE,)),
            runs=iter((a_run(),)),
        ),
        TERMS,
        Draft(id=JANUARY, due_on=DUE_ON),
    )
    assert rules(proposal.lines[0]) == ["PRO-07"]


def test_feature_3_12_every_reason_is_told_at_once() -> None:
    line = a_line(
        replace(INVOICE, due_on=date(2026, 12, 2)),
        mandates=[replace(MANDATE, signed_on=None)],
        runs=[a_run()],
        due_on=TODAY,
    )
    assert rules(line) == ["PRO-07", "PRO-08", "MND-01", "COL-03"]
    assert line.status == (
        "run 2026-12 holds it already; "
        "due on 2026-12-02, after the collection on 2026-11-23; "
        "it has no date of signature: nothing is collected until the signed form is back; "
        "handed over on 2026-11-23, received on 2026-11-23, it cannot be due on 2026-11-23; "
        "the earliest due date is 2026-11-24"
    )


def test_feature_3_21_only_good_lines_make_collections() -> None:
    proposal = proposed(INVOICE, replace(SECOND, debtor_id="30003"))
    assert [line.ok for line in proposal.lines] == [True, False]
    assert [c.items for c in proposal.collections] == [(INVOICE,)]
    assert proposal.left_out == (proposal.lines[1],)


def test_feature_0_13_the_proposal_gives_the_amounts_and_changes_nothing() -> None:
    proposal = a_proposal()
    assert [(c.mandate.debtor.id, str(c.amount)) for c in proposal.collections] == [
        ("10042", "30.00")
    ]
    assert proposal == a_proposal()
