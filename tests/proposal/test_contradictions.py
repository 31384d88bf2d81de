"""Where five accounting packages contradict each other: each side can be had, one is the default.

Easyflex, Visma eAccounting, AFAS Profit, Mill7 and Exact Financials settle these ten questions in
different ways, so that none of them may be built in.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from inspect import signature
from typing import Any, Final

import pytest

from helpers.books import decided, decided_anew, record_run
from sepadd.banks import EPC, LEGACY, PROFILES
from sepadd.books import Books, propose
from sepadd.collection import Reject, Settlement, reason
from sepadd.findings import IllegalStep
from sepadd.journal import ReceivableCloses, entries, journalise
from sepadd.mandate import (
    Dormancy,
    DormancyBase,
    Mandate,
    Presentation,
    PresentationOutcome,
    Scheme,
    SequenceType,
)
from sepadd.open_item import OpenItem
from sepadd.proposal import CollectionPreference, CreditNotes, Draft, Proposal
from sepadd.run import submit, withdraw
from sepadd.run.run_policy import EVERYTHING_ALLOWED, RunPolicy
from sepadd.testing import (
    ACCOUNT,
    AT,
    B2B_MANDATE,
    COMPANY,
    CREDIT_NOTE,
    CREDITOR,
    DUE_ON,
    INVOICE,
    MANDATE,
    TERMS,
    TODAY,
    a_run,
)
from sepadd.values import CreditorAccount, CreditorIdentifier, Euro, Iban, RunId

LATER: Final = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
DRAFT: Final = Draft(id=RunId("2026-12"), due_on=DUE_ON)
SECOND: Final = replace(INVOICE, number="2026-1002", amount=Euro(cents=5_00))
OTHER_IDENTIFIER: Final = CreditorIdentifier.from_kvk("87654321")
OTHER_ACCOUNT: Final = CreditorAccount(iban=Iban("NL91ABNA0417164300"))


def proposed(
    *items: OpenItem,
    draft: Draft = DRAFT,
    mandates: Iterable[Mandate] = (MANDATE,),
    terms: Any = TERMS,
    **asked: Any,
) -> Proposal:
    return propose(
        Books(
            creditor=asked.pop("creditor", CREDITOR), open_items=items, mandates=mandates, runs=()
        ),
        terms,
        draft,
        **asked,
    )


def rules(proposal: Proposal) -> list[str]:
    return [reason.rule for line in proposal.lines for reason in line.reasons.errors]


# -- the creditor identifier: of an account, a bank book, or an administration --------------------


def test_the_identifier_is_the_creditors_or_an_accounts_own() -> None:
    """Easyflex, Visma and Exact hold it by account, AFAS and Mill7 by administration."""
    own = replace(OTHER_ACCOUNT, identifier=OTHER_IDENTIFIER)
    both = replace(CREDITOR, accounts=(ACCOUNT, own))
    assert both.identifier_for(ACCOUNT) == CREDITOR.identifier
    assert both.identifier_for(own) == OTHER_IDENTIFIER


def test_one_identifier_may_serve_many_accounts_and_one_account_alone_may_have_one() -> None:
    shared = replace(CREDITOR, accounts=(ACCOUNT, OTHER_ACCOUNT))
    assert {shared.identifier_for(each) for each in shared.accounts} == {CREDITOR.identifier}
    by_account = replace(
        CREDITOR, identifier=None, accounts=(replace(ACCOUNT, identifier=OTHER_IDENTIFIER),)
    )
    assert by_account.identifier_for(by_account.accounts[0]) == OTHER_IDENTIFIER


# -- the scheme: of the debtor, fixed, or of the mandate ------------------------------------------


def test_the_scheme_is_the_mandates_and_a_debtor_may_have_a_preference() -> None:
    """Exact sets it on the mandate, the default here; Visma and AFAS on the debtor."""
    of_company = replace(INVOICE, debtor_id=COMPANY.id)
    assert proposed(of_company, mandates=[B2B_MANDATE]).collections[0].mandate.scheme == "B2B"
    prefers = {COMPANY.id: CollectionPreference(collects=True, scheme=Scheme.CORE)}
    assert rules(proposed(of_company, mandates=[B2B_MANDATE], preferences=prefers)) == ["SEL-08"]


def test_the_scheme_may_be_fixed_for_all() -> None:
    """Mill7 knows CORE only."""
    of_company = replace(INVOICE, debtor_id=COMPANY.id)
    core_only = replace(EPC, schemes=frozenset({Scheme.CORE})).terms(on=TODAY)
    assert rules(proposed(of_company, mandates=[B2B_MANDATE], terms=core_only)) == ["MND-05"]


# -- when the open item closes --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("policy", "closed_on"),
    [
        (ReceivableCloses.AT_FILE, TODAY),  # Visma, AFAS, Mill7
        (ReceivableCloses.AT_JOURNALISING, date(2026, 12, 2)),  # Exact Financials
        (ReceivableCloses.AT_SETTLEMENT, DUE_ON),  # Exact Online
    ],
)
def test_the_open_item_closes_when_the_user_says(policy: ReceivableCloses, closed_on: date) -> None:
    run = submit(a_run(), at=AT)
    (name,) = [collection.end_to_end_id for collection in run.collections]
    paid = record_run(run, [Settlement(end_to_end_id=name, on=DUE_ON, booked_on=DUE_ON)]).run
    chosen = journalise(run, [name], on=date(2026, 12, 2))
    made = entries(paid, policy, journalised=chosen)
    assert [entry.on for entry in made if entry.event == "taken"] == [closed_on]


def test_when_the_open_item_closes_has_no_default() -> None:
    """It changes the books, so it is never guessed."""
    assert signature(entries).parameters["closes"].default is signature(entries).empty


# -- adding to a run ------------------------------------------------------------------------------


def test_a_prepared_run_may_be_added_to_unless_the_policy_says_no() -> None:
    """Mill7 adds, and makes a new item of it; Exact does not."""
    run = decided(proposed(INVOICE), TERMS, at=AT)
    new = replace(INVOICE, number="new")
    more = proposed(INVOICE, draft=DRAFT.add(new, at=AT))
    assert decided_anew(run, more, TERMS, at=LATER).new_items == (new,)
    with pytest.raises(IllegalStep, match="invoice new would be added"):
        decided_anew(run, more, TERMS, at=LATER, policy=RunPolicy(add_items=False))
    assert EVERYTHING_ALLOWED.add_items


# -- another amount -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cents", "above_open", "expected"),
    [(1, False, []), (40_00, False, []), (40_01, False, ["EDT-02"]), (40_01, True, [])],
)
def test_another_amount_is_at_most_what_is_open_unless_more_is_meant(
    *, cents: int, above_open: bool, expected: list[str]
) -> None:
    """Mill7 and Exact change amounts, Easyflex blocks a part, Visma and AFAS do neither."""
    draft = DRAFT.change_amount(INVOICE.key, Euro(cents=cents), at=AT, above_open=above_open)
    assert rules(proposed(INVOICE, draft=draft)) == expected


def test_another_amount_may_be_forbidden_once_a_run_is_prepared() -> None:
    run = decided(proposed(INVOICE), TERMS, at=AT)
    lower = proposed(INVOICE, draft=DRAFT.change_amount(INVOICE.key, Euro(cents=1), at=AT))
    assert str(decided_anew(run, lower, TERMS, at=LATER).total) == "0.01"
    with pytest.raises(IllegalStep, match="the amount of invoice 2026-1001 would change"):
        decided_anew(run, lower, TERMS, at=LATER, policy=RunPolicy(change_amounts=False))


# -- undoing a file that was made -----------------------------------------------------------------


def test_a_file_is_undone_by_what_the_bank_has_of_it() -> None:
    """Visma undoes, AFAS takes back an order, Mill7 deletes, Exact reopens and makes it again."""
    run = decided(proposed(INVOICE, SECOND), TERMS, at=AT)
    again = decided_anew(run, proposed(SECOND), TERMS, at=LATER)  # not sent: made again ...
    assert [file.name for file in again.files()] == ["2026-12.v2.xml"]
    assert list(withdraw(run, at=LATER).held()) == []  # ... or taken back as a whole

    sent = submit(run, at=LATER)
    with pytest.raises(IllegalStep, match="is submitted"):  # sent: only the bank can undo it
        withdraw(sent, at=LATER)
    refused = [
        Reject(end_to_end_id=each.end_to_end_id, on=TODAY, reason=reason("FF01"))
        for each in sent.collections
    ]
    turned_down = withdraw(record_run(sent, refused).run, at=LATER)
    assert list(turned_down.held()) == []


def test_a_file_that_was_made_may_be_kept_from_being_undone() -> None:
    run = decided(proposed(INVOICE), TERMS, at=AT)
    with pytest.raises(IllegalStep, match="may not be withdrawn"):
        withdraw(run, at=LATER, policy=RunPolicy(withdraw=False))


# -- netting credit notes -------------------------------------------------------------------------


def test_credit_notes_are_netted_where_items_are_condensed() -> None:
    """AFAS nets only when it condenses; the others say nothing of credit notes."""
    together = proposed(INVOICE, CREDIT_NOTE)
    apart = proposed(INVOICE, CREDIT_NOTE, draft=replace(DRAFT, condense=False))
    assert [str(each.amount) for each in together.collections] == ["30.00"]
    assert [str(each.amount) for each in apart.collections] == ["40.00"]
    assert [line.to_refund for line in apart.lines] == [False, True]
    assert DRAFT.condense


def test_credit_notes_that_outweigh_wait_or_are_used_up_as_far_as_they_go() -> None:
    large = replace(CREDIT_NOTE, number="C-2", amount=Euro(cents=100_00))
    all_wait = proposed(INVOICE, CREDIT_NOTE, large)
    used_up = proposed(
        INVOICE, CREDIT_NOTE, large, draft=replace(DRAFT, credit_notes=CreditNotes.USED_UP)
    )
    assert all_wait.collections == ()
    assert [str(each.amount) for each in used_up.collections] == ["30.00"]
    assert DRAFT.credit_notes is CreditNotes.ALL_WAIT


# -- lead times -----------------------------------------------------------------------------------


def test_the_lead_time_is_a_day_for_all_and_with_the_old_profile_five_two_and_one() -> None:
    used = replace(
        MANDATE,
        presentations=(Presentation(due_on=date(2026, 11, 2), sequence_type=SequenceType.FIRST),),
    )
    of_company = replace(INVOICE, debtor_id=COMPANY.id)
    cases = ((MANDATE, INVOICE), (used, INVOICE), (B2B_MANDATE, of_company))

    def earliest(profile: Any) -> list[date | None]:
        terms = profile.terms(on=TODAY)
        return [proposed(i, mandates=[m], terms=terms).earliest_due_on for m, i in cases]

    assert earliest(EPC) == [date(2026, 11, 24)] * 3
    assert earliest(LEGACY) == [date(2026, 11, 30), date(2026, 11, 25), date(2026, 11, 24)]
    assert [each.name for each in PROFILES if each.lead_times] == ["legacy-2014"]


# -- the 36 months after a return -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("dormancy", "until"),
    [
        (Dormancy(), date(2029, 12, 1)),
        (Dormancy(base=DormancyBase.LATEST_NOT_RETURNED), date(2029, 1, 15)),  # AFAS
    ],
)
def test_a_collection_that_was_returned_counts_for_the_36_months_unless_one_says_not(
    dormancy: Dormancy, until: date
) -> None:
    returned = Presentation(
        due_on=DUE_ON,
        sequence_type=SequenceType.RECURRENT,
        outcome=PresentationOutcome.RETURNED,
    )
    assert replace(MANDATE, presentations=(returned,)).usable_until(dormancy) == until


def test_by_default_it_counts_as_the_scheme_has_it() -> None:
    assert EPC.dormancy.base is DormancyBase.LATEST_PRESENTED


# -- B2B and one-off ------------------------------------------------------------------------------


def test_b2b_and_one_off_go_together_unless_the_policy_says_not() -> None:
    """Exact allows it, as the scheme does; AFAS does not support it."""
    of_company = replace(INVOICE, debtor_id=COMPANY.id)
    one_off = [replace(B2B_MANDATE, one_off=True)]
    unsupported = replace(EPC, one_off_b2b=False).terms(on=TODAY)
    assert rules(proposed(of_company, mandates=one_off)) == []
    assert rules(proposed(of_company, mandates=one_off, terms=unsupported)) == ["MND-06"]
    assert EPC.one_off_b2b
