"""What is selected, and the reason for each item that is not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from helpers.books import decided
from sepadd.banks import EPC
from sepadd.books import Books, propose
from sepadd.findings import InvalidValue
from sepadd.mandate import Mandate, Scheme, Suspension
from sepadd.open_item import Invoice, OpenItem
from sepadd.proposal import (
    EVERYTHING,
    NOTHING_AGREED,
    CollectionPreference,
    Draft,
    Proposal,
    ProposalLine,
    Selection,
)
from sepadd.proposal.selection import why_not_selected
from sepadd.testing import (
    ACCOUNT,
    AT,
    B2B_MANDATE,
    COMPANY,
    CREDIT_NOTE,
    CREDITOR,
    DEBTOR,
    DUE_ON,
    INVOICE,
    MANDATE,
    TERMS,
    a_run,
)
from sepadd.values import (
    CreditorAccount,
    CreditorIdentifier,
    DebtorKind,
    Euro,
    MandateReference,
    RunId,
)

RUN = RunId("2027-01")
DAY = timedelta(days=1)
COMPANY_INVOICE = replace(INVOICE, number="B-1", debtor_id=COMPANY.id)
ON = CollectionPreference(collects=True)
OFF = CollectionPreference(collects=False)


def proposed(
    *items: OpenItem, mandates: Iterable[Mandate] = (MANDATE, B2B_MANDATE), **asked: Any
) -> Proposal:
    given: dict[str, Any] = {"id": RUN, "due_on": DUE_ON, **asked}
    preferences = given.pop("preferences", NOTHING_AGREED)
    books = Books(
        creditor=CREDITOR, open_items=items, mandates=mandates, runs=given.pop("runs", ())
    )
    return propose(books, TERMS, Draft(**given), preferences=preferences)


def a_line(item: OpenItem = INVOICE, **asked: Any) -> ProposalLine:
    return proposed(item, **asked).lines[0]


def errors(item: OpenItem = INVOICE, **asked: Any) -> list[str]:
    """The rules that keep an item from being collected; none: it is."""
    line = a_line(item, **asked)
    assert line.ok is not bool(line.reasons.errors)
    return [finding.rule for finding in line.reasons.errors]


def selecting(item: OpenItem = INVOICE, **criteria: Any) -> list[str]:
    return errors(item, selection=Selection(**criteria))


# -- the debtors ----------------------------------------------------------------------------------


def test_feature_3_8_all_open_items_that_fit_the_selection_are_proposed() -> None:
    proposal = proposed(INVOICE, COMPANY_INVOICE, selection=Selection(debtors=frozenset({"10042"})))
    assert [line.ok for line in proposal.lines] == [True, False]
    assert [str(f) for f in proposal.lines[1].reasons.errors] == [
        "[SEL-01] invoice B-1: debtor 20007 is not selected (the user's own setting)"
    ]


def test_a_debtor_who_is_named_is_selected() -> None:
    assert selecting(debtors=frozenset({"10042", "9"})) == []
    assert selecting(debtors=frozenset({"10043"})) == ["SEL-01"]


@pytest.mark.parametrize(
    ("debtor", "first", "last", "selected"),
    [
        ("10042", "10042", "10042", True),
        ("10041", "10042", "10042", False),
        ("10043", "10042", "10042", False),
        ("10042", "10042", None, True),
        ("10041", "10042", None, False),
        ("10042", None, "10042", True),
        ("10043", None, "10042", False),
        ("9", "1", "10", True),
        ("11", "1", "10", False),
        ("007", "7", "7", True),
        ("C10", "C9", "C10", True),
        ("C10", "C1", "C9", False),
        ("c5", "C1", "C9", True),
        ("9", "C1", None, False),
        ("A-12-b", "A-2", "A-12-c", True),
        ("1" * 5000, "1", "2", False),
        ("1" * 5000, "1", None, True),
    ],
)
def test_feature_3_5_a_range_of_debtors_holds_both_ends_and_counts_figures_as_numbers(
    debtor: str,
    first: str | None,
    last: str | None,
    selected: bool,  # noqa: FBT001 - a column of the table
) -> None:
    item = replace(INVOICE, debtor_id=debtor)
    found = why_not_selected([Selection(first_debtor=first, last_debtor=last)], item, DUE_ON)
    assert [each.rule for each in found] == ([] if selected else ["SEL-01"])


def test_a_range_that_holds_nobody_is_refused_and_of_one_debtor_is_not() -> None:
    assert Selection(first_debtor="9", last_debtor="10").last_debtor == "10"
    with pytest.raises(InvalidValue, match="'monthly': debtors from '10' to '9' are none"):
        Selection(name="monthly", first_debtor="10", last_debtor="9")


def test_names_and_a_range_have_to_fit_both() -> None:
    named = frozenset({"10042"})
    assert selecting(debtors=named, last_debtor="10042") == []
    assert selecting(debtors=named, last_debtor="10041") == ["SEL-01"]


@pytest.mark.parametrize("what", ["debtors", "categories", "payment_methods"])
def test_a_set_of_none_is_refused_and_one_of_one_is_not(what: str) -> None:
    one: Any = {what: frozenset({"a"})}
    assert getattr(Selection(**one), what) == {"a"}
    none: Any = {what: frozenset()}
    with pytest.raises(InvalidValue, match=f"no {what} at all; leave them out to select all"):
        Selection(**none)


@pytest.mark.parametrize("what", ["debtors", "categories", "payment_methods"])
def test_any_texts_are_taken_for_a_set_of_texts(what: str) -> None:
    for names in (["a"], {"a"}, ("a",)):
        given: Any = {what: names}
        assert getattr(Selection(**given), what) == frozenset({"a"})


@pytest.mark.parametrize("what", ["debtors", "categories", "payment_methods"])
@pytest.mark.parametrize("wrong", ["subscription", {"a": 1}, ["a", None]])
def test_a_text_is_not_taken_for_a_set_of_texts(what: str, wrong: object) -> None:
    given: Any = {what: wrong}
    with pytest.raises(InvalidValue, match=f"{what} .* of a selection: needs "):
        Selection(**given)


# -- the kind of invoice, and how it is to be paid --------------------------------------------


def test_feature_2_16_only_some_kinds_of_invoice_are_collected() -> None:
    wanted = frozenset({"subscription", "lesson"})
    assert selecting(replace(INVOICE, category="lesson"), categories=wanted) == []
    item = replace(INVOICE, category="bar")
    line = a_line(item, selection=Selection(name="monthly", categories=wanted))
    assert (line.status, [f.rule for f in line.reasons]) == (
        "kind 'bar', and selected are 'lesson', 'subscription' (selection monthly)",
        ["SEL-02"],
    )


def test_feature_2_16_an_item_without_a_kind_is_of_none_that_is_selected() -> None:
    assert selecting(categories=frozenset({"subscription"})) == ["SEL-02"]
    assert selecting(categories=frozenset({""})) == []


def test_feature_4_24_a_run_takes_items_with_a_mandate_that_are_paid_by_direct_debit() -> None:
    methods = frozenset({"incasso", "termijnincasso"})
    collected = replace(INVOICE, payment_method="termijnincasso")
    assert selecting(collected, payment_methods=methods) == []
    assert selecting(replace(collected, payment_method="pin"), payment_methods=methods) == [
        "SEL-03"
    ]
    nobodys = replace(collected, debtor_id="30003")
    assert selecting(nobodys, payment_methods=methods) == ["PRO-01"]
    neither = replace(nobodys, payment_method="")
    assert selecting(neither, payment_methods=methods) == ["SEL-03", "PRO-01"]


def test_a_credit_note_is_selected_as_an_invoice_is() -> None:
    wanted = Selection(categories=frozenset({"a"}), payment_methods=frozenset({"a"}))
    assert errors(CREDIT_NOTE, selection=wanted) == ["SEL-02", "SEL-03"]


# -- the dates ------------------------------------------------------------------------------------


def test_due_until_takes_the_day_itself_and_none_later() -> None:
    until = date(2026, 11, 15)
    assert selecting(replace(INVOICE, due_on=until), due_until=until) == []
    item = replace(INVOICE, due_on=until + DAY)
    line = a_line(item, selection=Selection(name="early", due_until=until))
    assert (line.status, [f.rule for f in line.reasons]) == (
        "due on 2026-11-16, and selected are those due until 2026-11-15 (selection early)",
        ["SEL-10"],
    )


def test_a_later_due_until_takes_invoices_before_they_are_due() -> None:
    later = replace(INVOICE, due_on=DUE_ON + DAY)
    assert selecting(later, due_until=DUE_ON + DAY) == []
    assert selecting(later, due_until=DUE_ON) == ["SEL-10"]
    assert selecting(later) == ["PRO-08"]


def test_feature_0_12_days_open_have_passed_on_the_day_of_the_collection() -> None:
    item = replace(INVOICE, issued_on=DUE_ON - 14 * DAY)
    assert selecting(item, days_open=14) == []
    line = a_line(item, selection=Selection(days_open=15))
    assert (line.status, [f.rule for f in line.reasons]) == (
        "dated 2026-11-17, 14 days before the collection on 2026-12-01, and its term is 15 days",
        ["SEL-06"],
    )


def test_days_open_may_be_none_and_not_less() -> None:
    assert selecting(replace(INVOICE, issued_on=DUE_ON), days_open=0) == []
    with pytest.raises(InvalidValue, match="-1 days; give 0 or more"):
        Selection(days_open=-1)


def test_the_days_are_not_asked_of_what_has_no_date_nor_of_credit_notes() -> None:
    undated = replace(INVOICE, issued_on=None, due_on=None)
    strict = Selection(days_open=10**9, due_until=date(2026, 1, 1))
    assert errors(undated, selection=strict) == []
    future = replace(CREDIT_NOTE, issued_on=DUE_ON, due_on=DUE_ON + DAY)
    assert [line.ok for line in proposed(undated, future, selection=strict).lines] == [True, True]


# -- several selections -----------------------------------------------------------------------


def test_one_selection_that_takes_an_item_is_enough() -> None:
    others, this = Selection(debtors=frozenset({"9"})), Selection(debtors=frozenset({"10042"}))
    assert why_not_selected([others, this], INVOICE, DUE_ON) == ()
    assert why_not_selected(iter([this, others]), INVOICE, DUE_ON) == ()


def test_where_none_takes_it_each_says_why_and_the_same_is_said_once() -> None:
    late = replace(INVOICE, due_on=DUE_ON + DAY)
    several = [
        Selection(debtors=frozenset({"9"})),
        Selection(categories=frozenset({"a"})),
    ]
    found = why_not_selected(several, late, DUE_ON)
    assert [each.rule for each in found] == ["SEL-01", "PRO-08", "SEL-02"]


def test_of_no_selection_nothing_is_selected() -> None:
    assert [f.rule for f in why_not_selected([], INVOICE, DUE_ON)] == ["SEL-09"]
    assert why_not_selected([EVERYTHING], INVOICE, DUE_ON) == ()


# -- what holds for the debtor, and for the item ----------------------------------------------


def test_feature_1_4_a_debtor_has_a_flag_that_says_to_collect_with_its_settings() -> None:
    assert errors(preferences={"10042": ON}) == []
    assert errors(preferences={"10042": OFF}) == ["SEL-04"]
    both = replace(OFF, collect_from=date(2026, 11, 2), scheme=Scheme.B2B)
    assert errors(preferences={"10042": both}) == ["SEL-04", "SEL-05", "SEL-08"]


def test_of_a_debtor_without_a_preference_everything_is_collected() -> None:
    assert errors(preferences={"9": OFF}) == []


@pytest.mark.parametrize("preference", [ON, OFF, None])
def test_feature_2_5_feature_2_l6_an_item_may_depart_from_what_holds_for_the_debtor(
    preference: CollectionPreference | None,
) -> None:
    preferences = {} if preference is None else {"10042": preference}
    assert errors(replace(INVOICE, collect=True), preferences=preferences) == []
    left_out = replace(INVOICE, collect=False)
    assert errors(left_out, preferences=preferences) == ["SEL-04"]
    assert a_line(left_out).status == "the item is left out of direct debit"


def test_feature_2_7_on_every_item_is_collected_but_those_left_out_one_by_one() -> None:
    out = replace(INVOICE, number="2", collect=False)
    proposal = proposed(INVOICE, out, preferences={"10042": ON})
    assert [line.ok for line in proposal.lines] == [True, False]


def test_feature_2_8_off_no_item_is_collected_but_those_taken_one_by_one() -> None:
    taken = replace(INVOICE, number="2", collect=True)
    proposal = proposed(INVOICE, taken, preferences={"10042": OFF})
    assert [line.ok for line in proposal.lines] == [False, True]


@pytest.mark.parametrize("wrong", ["no", 0, 1, ""])
def test_whether_an_item_is_collected_is_not_guessed(wrong: Any) -> None:
    with pytest.raises(InvalidValue, match="needs True or False, or None"):
        replace(INVOICE, collect=wrong)


def test_why_an_item_is_on_hold_is_text() -> None:
    wrong: Any = None
    with pytest.raises(InvalidValue, match="on_hold None of invoice 2026-1001: needs text"):
        replace(INVOICE, on_hold=wrong)


def test_feature_3_9_an_invoice_from_before_the_day_is_not_collected() -> None:
    preferences = {"10042": replace(ON, collect_from=date(2026, 11, 1))}
    assert errors(preferences=preferences) == []
    older = replace(INVOICE, issued_on=date(2026, 10, 31))
    assert errors(older, preferences=preferences) == ["SEL-05"]
    assert errors(replace(older, issued_on=None), preferences=preferences) == []
    assert errors(replace(older, collect=True), preferences=preferences) == []


def test_feature_2_l6_what_is_blocked_is_not_collected_and_says_why() -> None:
    line = a_line(replace(INVOICE, on_hold="disputed"))
    assert (line.status, [f.rule for f in line.reasons]) == ("on hold: disputed", ["SEL-07"])


def test_a_blocked_credit_note_is_not_set_off() -> None:
    proposal = proposed(INVOICE, replace(CREDIT_NOTE, on_hold="to be refunded"))
    assert str(proposal.total) == "40.00"
    assert [f.rule for f in proposal.lines[1].reasons.errors] == ["SEL-07"]


def test_feature_2_l6_an_item_names_its_mandate() -> None:
    other = replace(MANDATE, reference=MandateReference("M-9"))
    line = a_line(replace(INVOICE, mandate=other.reference), mandates=(MANDATE, other))
    assert line.mandate == other


def test_feature_2_6_the_scheme_is_the_debtors_and_no_item_departs_from_it() -> None:
    b2b = replace(
        MANDATE,
        reference=MandateReference("M-9"),
        scheme=Scheme.B2B,
        debtor=replace(DEBTOR, kind=DebtorKind.COMPANY),
    )
    named = replace(INVOICE, mandate=b2b.reference)
    preferences = {"10042": replace(ON, scheme=Scheme.B2B)}
    assert errors(named, mandates=(MANDATE, b2b), preferences=preferences) == []
    line = a_line(named, mandates=(MANDATE, b2b), preferences={"10042": ON})
    assert [f.rule for f in line.reasons.errors] == ["SEL-08"]
    assert line.status == "mandate M-9 is B2B, and debtor 10042 is collected from under CORE"


def test_not_even_an_item_that_is_to_be_collected_has_a_scheme_of_its_own() -> None:
    preferences = {"10042": replace(ON, scheme=Scheme.B2B)}
    assert errors(replace(INVOICE, collect=True), preferences=preferences) == ["SEL-08"]


# -- nothing is silently absent -------------------------------------------------------------------


def test_every_reason_is_told_at_once() -> None:
    item = replace(
        INVOICE, due_on=DUE_ON + DAY, issued_on=DUE_ON, on_hold="disputed", category="bar"
    )
    strict = Selection(
        debtors=frozenset({"9"}),
        categories=frozenset({"lesson"}),
        payment_methods=frozenset({"incasso"}),
        days_open=1,
    )
    later = replace(OFF, collect_from=DUE_ON + DAY, scheme=Scheme.B2B)
    found = errors(item, selection=strict, preferences={"10042": later}, runs=[a_run()])
    assert found == [
        *("PRO-07", "SEL-07", "SEL-01", "SEL-02", "SEL-03", "SEL-06", "PRO-08"),
        *("SEL-04", "SEL-05", "SEL-08"),
    ]


def test_feature_2_l13_every_reason_of_the_list_has_a_code() -> None:
    elsewhere = replace(MANDATE, creditor_identifier=CreditorIdentifier("DE98ZZZ09999999999"))
    on_hold = replace(MANDATE, suspension=Suspension(since=date(2026, 11, 1)))
    reasons = {
        "not ticked": errors(replace(INVOICE, collect=False)),
        "not due": errors(replace(INVOICE, due_on=DUE_ON + DAY)),
        "blocked": errors(replace(INVOICE, on_hold="blocked")),
        "no mandate": errors(mandates=()),
        "no mandate for this account": errors(mandates=(elsewhere,)),
        "no date of signature": errors(mandates=(replace(MANDATE, signed_on=None),)),
        "not active": errors(mandates=(on_hold,)),
        "wrong scheme": errors(scheme=Scheme.B2B, mandates=(MANDATE,)),
    }
    assert reasons == {
        "not ticked": ["SEL-04"],
        "not due": ["PRO-08"],
        "blocked": ["SEL-07"],
        "no mandate": ["PRO-01"],
        "no mandate for this account": ["PRO-01"],
        "no date of signature": ["MND-01"],
        "not active": ["COL-04"],
        "wrong scheme": ["PRO-06"],
    }


def test_feature_2_l13_an_order_has_an_account_a_scheme_and_a_date() -> None:
    second = CreditorAccount(iban=DEBTOR.iban)
    creditor = replace(CREDITOR, accounts=(ACCOUNT, second))
    proposal = propose(
        Books(
            creditor=creditor,
            open_items=(INVOICE, COMPANY_INVOICE),
            mandates=(MANDATE, B2B_MANDATE),
            runs=(),
        ),
        TERMS,
        Draft(id=RUN, due_on=DUE_ON, account=second.iban, scheme=Scheme.CORE),
    )
    assert [(c.account, c.due_on) for c in proposal.collections] == [(second, DUE_ON)]
    assert [f.rule for f in proposal.lines[1].reasons.errors] == ["PRO-06"]


# -- runs are asked for in one way ------------------------------------------------------------


def test_feature_1_17_every_entrance_is_the_same_call_and_runs_can_be_listed() -> None:
    from_the_open_items = proposed(INVOICE, selection=Selection(debtors=frozenset({"10042"})))
    from_a_new_export = proposed(INVOICE)
    assert from_the_open_items.collections == from_a_new_export.collections
    run = decided(from_a_new_export, TERMS, at=AT)
    listed = [(str(each.id), str(each.stage), str(each.total)) for each in (a_run(), run)]
    assert listed == [("2026-12", "prepared", "30.00"), ("2027-01", "prepared", "40.00")]


def test_feature_1_16_only_what_was_prepared_has_a_file() -> None:
    proposal = proposed(INVOICE)
    assert not hasattr(proposal, "files")
    assert [file.name for file in decided(proposal, TERMS, at=AT).files()] == ["2027-01.xml"]


def test_feature_3_6_the_description_of_the_run_goes_to_the_debtor() -> None:
    (collection,) = proposed(INVOICE, description="Season 2027").collections
    assert str(collection.remittance).startswith("Season 2027")
    assert INVOICE.number in str(collection.remittance)


def test_feature_4_26_an_overview_of_a_run() -> None:
    proposal = proposed(INVOICE, CREDIT_NOTE, COMPANY_INVOICE, mandates=(MANDATE,))
    seen = [(line.item.number, str(line.amount), line.status[:12]) for line in proposal.lines]
    assert seen == [
        ("2026-1001", "40.00", "OK"),
        ("C-2026-12", "-10.00", "OK"),
        ("B-1", "40.00", "debtor 20007"),
    ]
    run = decided(proposal, TERMS, at=AT)
    assert [(str(c.end_to_end_id), str(c.amount), c.item_keys) for c in run.collections] == [
        ("2027-01-1", "30.00", (INVOICE.key, CREDIT_NOTE.key))
    ]


def test_what_else_is_wrong_is_told_of_an_item_that_is_not_selected() -> None:
    early = EPC.terms(on=date(2026, 11, 30))
    item = Invoice(number="9", debtor_id="10042", amount=Euro(cents=1), category="bar")
    proposal = propose(
        Books(creditor=CREDITOR, open_items=(item,), mandates=(MANDATE,), runs=()),
        early,
        Draft(
            id=RUN, due_on=date(2026, 11, 30), selection=Selection(categories=frozenset({"lesson"}))
        ),
    )
    assert [f.rule for f in proposal.lines[0].reasons.errors] == ["SEL-02", "COL-03"]
