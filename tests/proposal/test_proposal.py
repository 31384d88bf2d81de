"""A line for each open item: collected, or every reason why not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from helpers.books import decided
from helpers.proposed_lines import COMPANY_INVOICE, ONE_OFF, SECOND, a_line, proposed, rules
from sepadd.banks import ABN_AMRO, EPC, GERMANY, LEGACY
from sepadd.collection import PurposeCode
from sepadd.findings import InvalidValue
from sepadd.mandate import Presentation, SequenceType
from sepadd.open_item import Invoice
from sepadd.testing import (
    ACCOUNT,
    AT,
    B2B_MANDATE,
    CREDITOR,
    INVOICE,
    MANDATE,
    TERMS,
    TODAY,
    a_proposal,
)
from sepadd.values import (
    CreditorAccount,
    CreditorIdentifier,
    CreditorReference,
    Iban,
    MandateReference,
)

# -- every item has a line ------------------------------------------------------------------------


def test_its_findings_tell_each_thing_once() -> None:
    unsigned = [replace(MANDATE, signed_on=None)]
    assert len(proposed(INVOICE, SECOND, mandates=unsigned).findings) == 1


def test_it_is_named_after_its_run() -> None:
    assert a_proposal().label == "run 2026-12"


# -- PRO-07 to PRO-10, PRO-12: the item -----------------------------------------------------------


def test_a_description_with_umlauts_that_grows_too_long_is_left_out() -> None:
    line = a_line(replace(INVOICE, description="ü" * 100), terms=GERMANY.terms(on=TODAY))
    assert (line.status, rules(line)) == ("OK", ["PRO-12"])


def test_feature_3_7_the_number_outlives_a_long_description_of_the_run() -> None:
    proposal = proposed(replace(INVOICE, description=""), description="d" * 140)
    assert [c.remittance for c in proposal.collections] == ["2026-1001"]


# -- the creditor ---------------------------------------------------------------------------------


def test_feature_0_1_before_the_settings_are_complete_every_line_tells_all_that_is_missing() -> (
    None
):
    proposal = proposed(INVOICE, SECOND, creditor=replace(CREDITOR, accounts=()))
    assert [rules(line) for line in proposal.lines] == [["CRE-02"]] * 2
    assert [finding.rule for finding in proposal.whole] == ["CRE-02"]
    assert (proposal.collections, proposal.findings) == ((), proposal.whole)


SECOND_ACCOUNT = CreditorAccount(iban=Iban("NL91ABNA0417164300"))
TWO_ACCOUNTS = replace(CREDITOR, accounts=(ACCOUNT, SECOND_ACCOUNT))


def test_feature_0_2_one_of_the_creditors_accounts_is_chosen() -> None:
    assert [c.account for c in proposed(creditor=TWO_ACCOUNTS).collections] == [ACCOUNT]
    chosen = proposed(creditor=TWO_ACCOUNTS, account=SECOND_ACCOUNT.iban)
    assert [c.account for c in chosen.collections] == [SECOND_ACCOUNT]


def test_feature_0_3_an_account_that_does_not_collect_is_passed_over() -> None:
    wages = replace(CREDITOR, accounts=(replace(SECOND_ACCOUNT, collects=False), ACCOUNT))
    assert [c.account for c in proposed(creditor=wages).collections] == [ACCOUNT]


def test_an_account_of_someone_else_is_no_account_to_collect_on() -> None:
    with pytest.raises(InvalidValue, match="NL91ABNA0417164300 as account to collect on"):
        proposed(account=SECOND_ACCOUNT.iban)


def test_feature_0_4_each_account_collects_under_its_own_identifier() -> None:
    german = CreditorIdentifier("DE98ZZZ09999999999")
    creditor = replace(CREDITOR, accounts=(ACCOUNT, replace(SECOND_ACCOUNT, identifier=german)))
    theirs = replace(MANDATE, creditor_identifier=german, reference=MandateReference("M-9"))
    items = (replace(INVOICE, mandate=MANDATE.reference), replace(SECOND, mandate=theirs.reference))
    proposal = proposed(*items, mandates=[MANDATE, theirs], creditor=creditor)
    assert [str(c.account.iban) for c in proposal.collections] == [
        "NL02ABNA0123456789",
        "NL91ABNA0417164300",
    ]


def test_purposes_stand_on_every_collection() -> None:
    rent, supplier = PurposeCode("RENT"), PurposeCode("SUPP")
    collections = proposed(purpose=rent, category_purpose=supplier).collections
    assert [(c.purpose, c.category_purpose) for c in collections] == [(rent, supplier)]


def test_an_invoice_alone_brings_its_structured_reference() -> None:
    reference = CreditorReference("RF18539007547034")
    proposal = proposed(replace(INVOICE, creditor_reference=reference))
    assert [c.remittance for c in proposal.collections] == [reference]


# -- the due date ---------------------------------------------------------------------------------


def test_today_is_too_early_and_the_next_business_day_is_not() -> None:
    early = proposed(replace(INVOICE, due_on=None), due_on=TODAY)
    assert rules(early.lines[0]) == ["COL-03"]
    assert early.earliest_due_on == date(2026, 11, 24)
    assert rules(a_line(replace(INVOICE, due_on=None), due_on=date(2026, 11, 24))) == []


@pytest.mark.parametrize("due_on", [date(2026, 11, 20), date(2009, 11, 2), date(2000, 1, 4)])
def test_a_due_date_in_the_past_is_told(due_on: date) -> None:
    line = a_line(replace(INVOICE, due_on=None), due_on=due_on)
    assert "COL-03" in rules(line)


def test_a_due_date_before_the_euro_is_a_slip() -> None:
    with pytest.raises(InvalidValue, match="the year 226 is not in the calendar TARGET"):
        proposed(replace(INVOICE, due_on=None), due_on=date(226, 12, 1))


def test_feature_3_35_a_later_date_is_honoured_and_an_earlier_one_moves_to_the_earliest() -> None:
    new = replace(INVOICE, due_on=None)
    assert {c.due_on for c in proposed(new, due_on=date(2026, 12, 2)).collections} == {
        date(2026, 12, 2)
    }
    earliest = proposed(new, due_on=TODAY).earliest_due_on
    assert earliest is not None
    assert proposed(new, due_on=earliest).lines[0].ok


@pytest.mark.parametrize("terms", [TERMS, LEGACY.terms(on=TODAY), ABN_AMRO.terms(on=TODAY)])
def test_it_can_be_sent_until_send_by_and_no_later(terms: Any) -> None:
    send_by = proposed(terms=terms).send_by
    assert send_by is not None
    profile = LEGACY if terms.profile.lead_times else EPC
    assert a_line(terms=profile.terms(on=send_by)).ok
    late = profile.terms(on=terms.profile.calendar.after(send_by, 1))
    assert rules(a_line(terms=late)) == ["COL-03"]


def test_the_earliest_due_date_is_one_that_all_could_have() -> None:
    legacy = LEGACY.terms(on=TODAY)
    items = (replace(INVOICE, due_on=None), replace(COMPANY_INVOICE, due_on=None))
    both = proposed(*items, mandates=[MANDATE, B2B_MANDATE], terms=legacy)
    assert both.earliest_due_on == date(2026, 11, 30)
    assert both.send_by == date(2026, 11, 24)


def test_feature_3_34_feature_4_7_a_first_collection_needs_five_days_with_the_old_profile() -> None:
    legacy = LEGACY.terms(on=TODAY)
    new = replace(INVOICE, due_on=None)
    assert rules(a_line(new, terms=legacy, due_on=date(2026, 11, 30))) == []
    assert rules(a_line(new, terms=legacy, due_on=date(2026, 11, 27))) == ["COL-03"]


def test_feature_4_7_a_one_off_needs_five_days_with_the_old_profile() -> None:
    legacy = LEGACY.terms(on=TODAY)
    new = replace(INVOICE, due_on=None)
    assert a_line(new, mandates=[ONE_OFF], terms=legacy, due_on=date(2026, 11, 30)).ok
    assert not a_line(new, mandates=[ONE_OFF], terms=legacy, due_on=date(2026, 11, 27)).ok


def test_feature_4_8_a_following_collection_needs_two_days_with_the_old_profile() -> None:
    used = Presentation(due_on=date(2026, 11, 2), sequence_type=SequenceType.FIRST)
    following = [replace(MANDATE, presentations=(used,))]
    legacy, new = LEGACY.terms(on=TODAY), replace(INVOICE, due_on=None)
    assert a_line(new, mandates=following, terms=legacy, due_on=date(2026, 11, 25)).ok
    assert not a_line(new, mandates=following, terms=legacy, due_on=date(2026, 11, 24)).ok


@pytest.mark.parametrize("profile", [EPC, LEGACY])
def test_feature_4_6_b2b_needs_one_day(profile: Any) -> None:
    terms, new = profile.terms(on=TODAY), replace(COMPANY_INVOICE, due_on=None)
    assert a_line(new, mandates=[B2B_MANDATE], terms=terms, due_on=date(2026, 11, 24)).ok
    assert not a_line(new, mandates=[B2B_MANDATE], terms=terms, due_on=TODAY).ok


def test_trap_1_the_edition_of_the_due_date_says_the_lead_time() -> None:
    old = replace(MANDATE, signed_on=date(2016, 1, 4))
    new = replace(INVOICE, due_on=None)
    in_time, late = EPC.terms(on=date(2016, 11, 11)), EPC.terms(on=date(2016, 11, 14))
    due_on = date(2016, 11, 18)
    assert a_line(new, mandates=[old], terms=in_time, due_on=due_on).ok
    assert rules(a_line(new, mandates=[old], terms=late, due_on=due_on)) == ["COL-03"]


def test_trap_4_after_the_cut_off_it_is_received_the_next_day() -> None:
    new, tomorrow = replace(INVOICE, due_on=None), date(2026, 11, 24)
    assert a_line(new, terms=ABN_AMRO.terms_by_clock(TODAY, time(12, 29)), due_on=tomorrow).ok
    after = proposed(new, terms=ABN_AMRO.terms_by_clock(TODAY, time(12, 31)), due_on=tomorrow)
    assert after.earliest_due_on == date(2026, 11, 25)
    assert rules(after.lines[0]) == ["COL-03"]


def test_trap_4b_what_is_sent_on_a_sunday_is_received_on_monday() -> None:
    sunday = EPC.terms(on=date(2026, 11, 22))
    assert proposed(terms=sunday).earliest_due_on == date(2026, 11, 24)


def test_trap_3_good_friday_settles_on_the_tuesday_after_easter() -> None:
    before = EPC.terms(on=date(2026, 3, 30))
    proposal = proposed(replace(INVOICE, due_on=None), terms=before, due_on=date(2026, 4, 3))
    assert (proposal.lines[0].status, rules(proposal.lines[0])) == ("OK", ["COL-02"])
    assert "settle on the next, 2026-04-07" in proposal.findings[0].detail
    assert proposal.send_by == date(2026, 4, 2)


def test_a_bank_may_refuse_a_due_date_on_a_closed_day() -> None:
    refusing = replace(EPC, refused=frozenset({"COL-02"})).terms(on=date(2026, 3, 30))
    new = replace(INVOICE, due_on=None)
    assert rules(a_line(new, terms=refusing, due_on=date(2026, 4, 2))) == []
    line = a_line(new, terms=refusing, due_on=date(2026, 4, 3))
    assert (line.ok, rules(line)) == (False, ["COL-02"])


def test_a_saturday_settles_on_monday() -> None:
    proposal = proposed(due_on=date(2026, 12, 5))
    assert (rules(proposal.lines[0]), proposal.send_by) == (["COL-02"], date(2026, 12, 4))


@pytest.mark.parametrize(
    ("days", "profile", "expected"),
    [
        (14, EPC, ("OK", [])),
        (15, EPC, ("OK", ["COL-07"])),
        (15, GERMANY, ("OK", [])),
        (16, GERMANY, ("", ["COL-08"])),
    ],
)
def test_far_ahead_is_a_warning_or_what_the_bank_says(
    days: int, profile: Any, expected: tuple[str, list[str]]
) -> None:
    due_on = date.fromordinal(TODAY.toordinal() + days)
    line = a_line(terms=profile.terms(on=TODAY), due_on=due_on)
    assert ("OK" if line.ok else "", rules(line)) == expected


def test_the_year_9998_raises_nothing() -> None:
    proposal = proposed(due_on=date(9998, 12, 31))
    assert rules(proposal.lines[0]) == ["COL-04", "COL-07"]
    assert "lapsed" in proposal.lines[0].status


def test_a_collection_due_in_the_last_year_raises_nothing() -> None:
    last = replace(MANDATE, signed_on=date(9997, 1, 4))
    terms = EPC.terms(on=date(9998, 12, 1))
    line = a_line(
        replace(INVOICE, due_on=None), mandates=[last], terms=terms, due_on=date(9998, 12, 10)
    )
    assert line.ok


def test_a_line_can_be_edited_away_before_the_run_is_prepared() -> None:
    """A proposal is a value: what is taken out of it is not collected."""
    items: tuple[Invoice, ...] = (INVOICE, SECOND)
    proposal = proposed(*items, condense=False)
    fewer = replace(proposal, collections=proposal.collections[:1])
    assert list(decided(fewer, TERMS, at=AT).held()) == [INVOICE.key]
