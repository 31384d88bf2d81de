"""What a proposal or a run comes to: by debtor, reason, scheme, day and account."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from helpers.books import decided, record_run
from sepadd.books import Books, propose
from sepadd.collection import CollectionStatus, Reject, Return, Settlement, reason
from sepadd.findings import Findings
from sepadd.mandate import Scheme
from sepadd.open_item import DirectDebitDiscount, Invoice, OpenItem
from sepadd.proposal import AmountChanged, Draft, Proposal
from sepadd.reports import (
    Total,
    Totals,
    by_date,
    by_debtor,
    by_failure,
    by_reason,
    by_scheme,
    by_status,
    open_balance,
    to_refund,
    totals,
)
from sepadd.reports.sums import NOTHING, by_account
from sepadd.run import CollectionRun, submit
from sepadd.testing import (
    AT,
    B2B_MANDATE,
    CREDIT_NOTE,
    CREDITOR,
    DUE_ON,
    INVOICE,
    MANDATE,
    TERMS,
    a_proposal,
    a_run,
)
from sepadd.values import ZERO, CreditorAccount, EndToEndId, Euro, Iban, MandateReference, RunId

COMPANY_INVOICE = replace(INVOICE, number="B-1", debtor_id="20007", amount=Euro(cents=100_00))
STRANGERS = replace(INVOICE, number="S-1", debtor_id="777", amount=Euro(cents=7_00))
NOT_DUE = replace(INVOICE, number="N-1", amount=Euro(cents=3_00), due_on=date(2026, 12, 2))
ITEMS = (INVOICE, CREDIT_NOTE, COMPANY_INVOICE, STRANGERS, NOT_DUE)


def euros(amount: str) -> Euro:
    return Euro(amount)


def proposed(*items: OpenItem, **asked: Any) -> Proposal:
    return propose(
        Books(
            creditor=CREDITOR, open_items=items or ITEMS, mandates=(MANDATE, B2B_MANDATE), runs=()
        ),
        TERMS,
        Draft(id=RunId("2026-12"), due_on=DUE_ON, **asked),
    )


def edited(item: Invoice, amount: str, *, above_open: bool = False) -> Proposal:
    edit = AmountChanged(at=AT, item=item.key, amount=euros(amount), above_open=above_open)
    draft = Draft(id=RunId("2026-12"), due_on=DUE_ON, edits=(edit,))
    return propose(
        Books(creditor=CREDITOR, open_items=ITEMS, mandates=(MANDATE, B2B_MANDATE), runs=()),
        TERMS,
        draft,
    )


def answered_run() -> CollectionRun:
    """Of two collections one was settled and one came back."""
    run = submit(decided(proposed(INVOICE, COMPANY_INVOICE), TERMS, at=AT), at=AT)
    first, second = (each.end_to_end_id for each in run.collections)
    facts = (
        Settlement(end_to_end_id=first, on=DUE_ON),
        Return(end_to_end_id=second, on=DUE_ON, reason=reason("AC04")),
    )
    return record_run(run, facts).run


# -- as a whole ---------------------------------------------------------------------------------


def test_feature_3_37_a_proposal_comes_to_counts_and_sums() -> None:
    assert totals(proposed()) == Totals(
        collected=Total(2, euros("130.00")), left_out=Total(2, euros("10.00"))
    )


def test_a_run_comes_to_the_same_and_leaves_nothing_out() -> None:
    run = decided(proposed(), TERMS, at=AT)
    assert totals(run) == Totals(collected=Total(2, euros("130.00")))


def test_all_that_is_open_is_collected_or_told_apart() -> None:
    assert str(totals(proposed()).open) == "140.00"
    assert totals(proposed()).open == Euro.total(item.balance for item in ITEMS)


def test_nothing_at_all_comes_to_nothing() -> None:
    nothing = propose(
        Books(creditor=CREDITOR, open_items=(), mandates=(), runs=()),
        TERMS,
        Draft(id=RunId("R"), due_on=DUE_ON),
    )
    assert totals(nothing) == Totals(NOTHING, ZERO, ZERO, NOTHING)
    assert by_debtor(nothing) == {}


def test_a_discount_is_told_apart() -> None:
    found = totals(proposed(discount=DirectDebitDiscount(off=euros("2.50"))))
    assert (str(found.collected.amount), str(found.discount)) == ("125.00", "5.00")
    assert str(found.open) == "140.00"


def test_what_is_kept_back_of_an_item_by_hand_is_told_apart() -> None:
    proposal = edited(COMPANY_INVOICE, "60")
    found = totals(proposal)
    assert (str(found.collected.amount), str(found.kept_back)) == ("90.00", "40.00")
    assert str(found.open) == "140.00"
    assert [str(open_balance(line)) for line in proposal.lines] == [
        *("40.00", "-10.00", "100.00", "7.00", "3.00")
    ]


def test_where_more_is_asked_for_than_is_open_it_is_below_zero() -> None:
    assert str(totals(edited(COMPANY_INVOICE, "101", above_open=True)).kept_back) == "-1.00"


def test_an_item_left_out_counts_with_what_is_open_of_it() -> None:
    proposal = edited(STRANGERS, "5")
    assert str(totals(proposal).left_out.amount) == "10.00"
    assert str(by_reason(proposal)["PRO-01"].amount) == "7.00"


# -- by debtor ----------------------------------------------------------------------------------


def test_feature_0_13_the_list_of_amounts_to_collect_for_each_debtor() -> None:
    proposal = proposed()
    found = {debtor: str(each.collected.amount) for debtor, each in by_debtor(proposal).items()}
    assert found == {"10042": "30.00", "20007": "100.00", "777": "0.00"}
    assert proposal == proposed()


def test_feature_0_13_what_is_not_collected_of_a_debtor_stands_beside_it() -> None:
    found = by_debtor(proposed())
    assert found["10042"].left_out == Total(1, euros("3.00"))
    assert found["777"].left_out == Total(1, euros("7.00"))


def test_what_another_pays_counts_at_the_payer_and_what_is_left_out_at_who_owes_it() -> None:
    theirs = replace(INVOICE, number="T-1", debtor_id="777", mandate=MandateReference("M-1"))
    late = replace(theirs, number="T-2", due_on=date(2026, 12, 2))
    found = by_debtor(proposed(theirs, late))
    assert found == {
        "10042": Totals(collected=Total(1, euros("40.00"))),
        "777": Totals(left_out=Total(1, euros("40.00"))),
    }


# -- by reason ----------------------------------------------------------------------------------


def test_feature_2_l13_for_each_reason_the_items_that_it_keeps_back() -> None:
    blocked = replace(INVOICE, number="H-1", on_hold="disputed")
    both = replace(STRANGERS, number="S-2", on_hold="disputed")
    assert by_reason(proposed(*ITEMS, blocked, both)) == {
        "PRO-01": Total(2, euros("14.00")),
        "SEL-07": Total(2, euros("47.00")),
        "PRO-08": Total(1, euros("3.00")),
    }


def test_an_item_counts_once_for_a_reason_that_it_has_twice() -> None:
    line = proposed(STRANGERS).lines[0]
    twice = replace(
        proposed(STRANGERS),
        lines=(line._replace(reasons=Findings((*line.reasons, *line.reasons))),),
    )
    assert by_reason(twice) == {"PRO-01": Total(1, euros("7.00"))}


def test_a_warning_keeps_nothing_back() -> None:
    theirs = replace(INVOICE, number="T-1", debtor_id="777", mandate=MandateReference("M-1"))
    proposal = proposed(theirs)
    assert [reason.rule for reason in proposal.lines[0].reasons] == ["PRO-11"]
    assert by_reason(proposal) == {}


def test_feature_2_28_the_credit_notes_to_pay_out_are_told_as_a_sum() -> None:
    assert to_refund(proposed(INVOICE, CREDIT_NOTE, condense=False)) == Total(1, euros("10.00"))
    assert to_refund(proposed(INVOICE, CREDIT_NOTE)) == NOTHING


def test_feature_2_l14_where_credit_notes_outweigh_the_invoices_that_is_the_reason() -> None:
    large = replace(CREDIT_NOTE, amount=euros("40.00"))
    assert by_reason(proposed(INVOICE, large)) == {"PRO-10": Total(2, ZERO)}
    less = replace(CREDIT_NOTE, amount=euros("39.99"))
    assert by_reason(proposed(INVOICE, less)) == {}


# -- by scheme, day and account -----------------------------------------------------------------


def test_by_scheme_and_for_items_without_a_mandate_apart() -> None:
    assert by_scheme(proposed()) == {
        Scheme.CORE: Totals(Total(1, euros("30.00")), left_out=Total(1, euros("3.00"))),
        Scheme.B2B: Totals(Total(1, euros("100.00"))),
        None: Totals(left_out=Total(1, euros("7.00"))),
    }


def test_by_day_what_is_left_out_counts_on_its_own_due_date() -> None:
    undated = replace(STRANGERS, number="S-2", due_on=None)
    found = by_date(proposed(*ITEMS, undated))
    assert list(found) == [date(2026, 11, 30), DUE_ON, date(2026, 12, 2), None]
    assert found[DUE_ON] == Totals(Total(2, euros("130.00")))
    assert found[date(2026, 12, 2)] == Totals(left_out=Total(1, euros("3.00")))
    assert found[None] == Totals(left_out=Total(1, euros("7.00")))


def test_feature_0_5_by_account_on_which_the_proceeds_land() -> None:
    other = CreditorAccount(iban=Iban("NL98INGB0202345688"))
    run = a_run()
    (first,) = run.collections
    second = replace(first, account=other, end_to_end_id=EndToEndId("2"), amount=euros("5"))
    assert by_account(replace(run, collections=(first, second))) == {
        first.account.iban: Total(1, euros("30.00")),
        other.iban: Total(1, euros("5.00")),
    }


# -- a run and what the bank said of it ---------------------------------------------------------


def test_feature_4_26_where_the_collections_of_a_run_stand() -> None:
    assert by_status(answered_run()) == {
        CollectionStatus.SETTLED: Total(1, euros("40.00")),
        CollectionStatus.RETURNED: Total(1, euros("100.00")),
    }


def test_feature_4_26_why_collections_of_a_run_failed() -> None:
    assert by_failure(answered_run()) == {"AC04": Total(1, euros("100.00"))}
    assert by_failure(a_run()) == {}


def test_a_failure_without_a_reason_is_counted_too() -> None:
    run = submit(a_run(), at=AT)
    name = run.collections[0].end_to_end_id
    rejected = record_run(run, [Reject(end_to_end_id=name, on=DUE_ON, reason=reason(""))]).run
    assert by_failure(rejected) == {"": Total(1, euros("30.00"))}


@pytest.mark.parametrize("group", [by_debtor, by_scheme, by_date])
def test_the_groups_add_up_to_the_whole(group: Any) -> None:
    proposal, whole = a_proposal(), totals(a_proposal())
    assert Euro.total(each.open for each in group(proposal).values()) == whole.open
