"""Changes by hand: kept where they can be, named where they cannot."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from helpers.books import decided, decided_anew, record_run
from sepadd.books import Books, propose
from sepadd.collection import Return, Settlement, reason
from sepadd.findings import IllegalStep, InvalidValue, RulesViolated
from sepadd.mandate import Mandate, Scheme
from sepadd.open_item import CreditNote, Invoice, ItemKey, ItemKind, OpenItem
from sepadd.proposal import (
    EVERYTHING,
    Added,
    AmountChanged,
    CollectionPreference,
    Draft,
    Excluded,
    Proposal,
    Selection,
    edited,
)
from sepadd.run import CollectionRun, submit, withdraw
from sepadd.run.run_policy import RunPolicy
from sepadd.testing import CREDIT_NOTE, CREDITOR, DUE_ON, INVOICE, MANDATE, TERMS, a_run
from sepadd.values import Euro, RunId

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
DAY = timedelta(days=1)
DRAFT = Draft(id=RunId("2027-01"), due_on=DUE_ON)
SECOND = replace(INVOICE, number="2026-1002", amount=Euro(cents=5_00))
NEW = Invoice(number="N-1", debtor_id="10042", amount=Euro(cents=7_00))
NOT_DUE = replace(INVOICE, due_on=DUE_ON + DAY)
NOBODY = Selection(name="nobody", debtors=frozenset({"9"}))


def of(draft: Draft, *items: OpenItem, **also: Any) -> Proposal:
    given: dict[str, Any] = {"mandates": (MANDATE,), "terms": TERMS, **also}
    mandates: Iterable[Mandate] = given.pop("mandates")
    return propose(
        Books(creditor=CREDITOR, open_items=items, mandates=mandates, runs=given.pop("runs", ())),
        given.pop("terms"),
        draft,
        **given,
    )


def collected(proposal: Proposal) -> list[tuple[str, str]]:
    return [(line.item.number, str(line.amount)) for line in proposal.lines if line.ok]


def why_not(proposal: Proposal, place: int = 0) -> list[str]:
    return [finding.rule for finding in proposal.lines[place].reasons.errors]


def of_the_whole(proposal: Proposal) -> list[str]:
    return [f"{each.rule} {each.subject}: {each.detail}" for each in proposal.whole]


# -- taken out, taken in --------------------------------------------------------------------------


def test_feature_3_14_an_item_can_be_taken_out_and_says_by_whom_and_why() -> None:
    draft = DRAFT.exclude(INVOICE.key, at=AT, by="anna", why="paid in cash")
    proposal = of(draft, INVOICE, SECOND)
    assert collected(proposal) == [("2026-1002", "5.00")]
    assert [str(finding) for finding in proposal.lines[0].reasons.errors] == [
        "[EDT-01] invoice 2026-1001: taken out by anna: paid in cash (the user's own edit)"
    ]


def test_it_need_not_be_said_by_whom_or_why() -> None:
    assert of(DRAFT.exclude(INVOICE.key, at=AT), INVOICE).lines[0].status == "taken out"


def test_feature_2_l14_a_debtor_is_taken_out_item_by_item() -> None:
    items = (INVOICE, SECOND, CREDIT_NOTE)
    draft = DRAFT
    for item in items:
        draft = draft.exclude(item.key, at=AT)
    proposal = of(draft, *items)
    assert [why_not(proposal, place) for place in range(3)] == [["EDT-01"]] * 3
    assert [edit.at for edit in proposal.edits] == [AT] * 3  # its history


def test_feature_2_l14_credit_notes_are_condensed_and_the_total_is_above_zero() -> None:
    assert collected(of(DRAFT, INVOICE, CREDIT_NOTE)) == [
        ("2026-1001", "40.00"),
        ("C-2026-12", "-10.00"),
    ]
    without_invoice = DRAFT.exclude(INVOICE.key, at=AT)
    assert why_not(of(without_invoice, INVOICE, CREDIT_NOTE), 1) == ["PRO-14"]


def test_an_invoice_and_a_credit_note_of_one_number_are_two_items() -> None:
    note = replace(CREDIT_NOTE, number=INVOICE.number)
    proposal = of(DRAFT.exclude(note.key, at=AT), INVOICE, note)
    assert [line.ok for line in proposal.lines] == [True, False]


def test_the_last_word_counts() -> None:
    out_and_in = DRAFT.exclude(INVOICE.key, at=AT).include(INVOICE.key, at=AT)
    assert why_not(of(out_and_in, INVOICE)) == []
    assert why_not(of(out_and_in.exclude(INVOICE.key, at=AT), INVOICE)) == ["EDT-01"]


@pytest.mark.parametrize(
    ("item", "draft", "preferences"),
    [
        (NOT_DUE, DRAFT, {}),
        (INVOICE, replace(DRAFT, selection=NOBODY), {}),
        (INVOICE, DRAFT, {"10042": CollectionPreference(collects=False)}),
        (
            INVOICE,
            DRAFT,
            {"10042": CollectionPreference(collects=True, collect_from=date(2027, 1, 1))},
        ),
        (replace(INVOICE, collect=False), DRAFT, {}),
    ],
)
def test_feature_2_l13_what_is_not_due_or_not_selected_can_be_ticked_by_hand(
    item: OpenItem, draft: Draft, preferences: Any
) -> None:
    assert len(why_not(of(draft, item, preferences=preferences))) == 1
    taken = draft.include(item.key, at=AT)
    assert why_not(of(taken, item, preferences=preferences)) == []


@pytest.mark.parametrize(
    ("item", "also", "rule"),
    [
        (replace(INVOICE, on_hold="disputed"), {}, "SEL-07"),
        (INVOICE, {"mandates": ()}, "PRO-01"),
        (INVOICE, {"mandates": (replace(MANDATE, signed_on=None),)}, "MND-01"),
        (INVOICE, {"runs": (a_run(),)}, "PRO-07"),
        (
            INVOICE,
            {"preferences": {"10042": CollectionPreference(collects=True, scheme=Scheme.B2B)}},
            "SEL-08",
        ),
    ],
)
def test_what_is_taken_in_by_hand_still_needs_a_mandate_and_may_not_be_blocked_or_held(
    item: OpenItem, also: Any, rule: str
) -> None:
    assert why_not(of(DRAFT.include(item.key, at=AT), item, **also)) == [rule]


def test_an_item_taken_in_that_is_given_twice_is_not_collected() -> None:
    assert why_not(of(DRAFT.include(INVOICE.key, at=AT), INVOICE, INVOICE)) == ["PRO-09"]


# -- amounts --------------------------------------------------------------------------------------


def test_feature_3_13_feature_4_29_another_amount_is_collected() -> None:
    draft = DRAFT.change_amount(INVOICE.key, Euro(cents=15_00), at=AT)
    line = of(draft, INVOICE).lines[0]
    assert (str(line.item.amount), str(line.open), line.ok) == ("15.00", "40.00", True)
    (collection,) = of(draft, INVOICE).collections
    assert (collection.amount, collection.items) == (Euro(cents=15_00), (line.item,))


def test_the_amount_that_is_open_is_no_other_amount() -> None:
    line = of(DRAFT.change_amount(INVOICE.key, INVOICE.amount, at=AT), INVOICE, SECOND).lines
    assert [each.open for each in line] == [None, None]


def test_a_cent_more_than_is_open_is_refused_unless_it_is_meant() -> None:
    more = INVOICE.amount + Euro(cents=1)
    proposal = of(DRAFT.change_amount(INVOICE.key, more, at=AT), INVOICE)
    assert [str(finding) for finding in proposal.lines[0].reasons.errors] == [
        (
            "[EDT-02] invoice 2026-1001: 40.01 is to be collected, and 40.00 is open: collect at "
            "most that, or say that more is meant (unless one says so)"
        )
    ]
    assert proposal.lines[0].open == INVOICE.amount
    meant = DRAFT.change_amount(INVOICE.key, more, at=AT, above_open=True)
    assert collected(of(meant, INVOICE)) == [("2026-1001", "40.01")]


def test_an_amount_is_above_zero() -> None:
    assert str(DRAFT.change_amount(INVOICE.key, Euro(cents=1), at=AT).edited.amounts)
    with pytest.raises(
        InvalidValue, match=r"amount 0\.00 for invoice 2026-1001: needs to be above"
    ):
        DRAFT.change_amount(INVOICE.key, Euro(cents=0), at=AT)


def test_the_last_amount_counts() -> None:
    draft = DRAFT.change_amount(INVOICE.key, Euro(cents=99_00), at=AT)
    draft = draft.change_amount(INVOICE.key, Euro(cents=1), at=AT)
    assert collected(of(draft, INVOICE)) == [("2026-1001", "0.01")]


def test_less_of_a_credit_note_can_be_set_off() -> None:
    draft = DRAFT.change_amount(CREDIT_NOTE.key, Euro(cents=1_00), at=AT)
    assert str(of(draft, INVOICE, CREDIT_NOTE).total) == "39.00"


def test_what_was_taken_out_stays_out_whatever_its_amount() -> None:
    draft = DRAFT.exclude(INVOICE.key, at=AT).change_amount(INVOICE.key, Euro(cents=1), at=AT)
    assert why_not(of(draft, INVOICE)) == ["EDT-01"]


def test_an_amount_does_not_take_an_item_in() -> None:
    draft = DRAFT.change_amount(NOT_DUE.key, Euro(cents=1), at=AT)
    assert why_not(of(draft, NOT_DUE)) == ["PRO-08"]


# -- added ----------------------------------------------------------------------------------------


def test_feature_3_15_an_item_can_be_added_and_is_a_new_open_item() -> None:
    proposal = of(DRAFT.add(NEW, at=AT), INVOICE)
    assert collected(proposal) == [("2026-1001", "40.00"), ("N-1", "7.00")]
    assert of_the_whole(proposal) == ["EDT-04 invoice N-1: 7.00 of debtor 10042, added by hand"]
    assert decided(proposal, TERMS, at=AT).new_items == (NEW,)


def test_what_was_added_needs_a_mandate_as_everything_does() -> None:
    proposal = of(DRAFT.add(replace(NEW, debtor_id="9"), at=AT), INVOICE)
    assert why_not(proposal, 1) == ["PRO-01"]
    assert decided(proposal, TERMS, at=AT).new_items == ()


def test_added_again_under_its_number_the_last_word_counts() -> None:
    draft = DRAFT.add(NEW, at=AT).add(replace(NEW, amount=Euro(cents=9_00)), at=AT)
    proposal = of(draft)
    assert collected(proposal) == [("N-1", "9.00")]
    assert [str(i.amount) for i in decided(proposal, TERMS, at=AT).new_items] == ["9.00"]


def test_what_was_added_and_taken_out_is_no_new_item() -> None:
    proposal = of(DRAFT.add(NEW, at=AT).exclude(NEW.key, at=AT), INVOICE)
    assert (why_not(proposal, 1), of_the_whole(proposal)) == (["EDT-01"], [])
    assert decided(proposal, TERMS, at=AT).new_items == ()


def test_the_amount_of_what_was_added_can_be_changed() -> None:
    draft = DRAFT.add(NEW, at=AT).change_amount(NEW.key, Euro(cents=1), at=AT)
    proposal = of(draft)
    assert collected(proposal) == [("N-1", "0.01")]
    assert decided(proposal, TERMS, at=AT).new_items == (NEW,)


def test_once_the_books_have_what_was_added_they_count_and_nothing_is_collected_twice() -> None:
    booked = replace(NEW, amount=Euro(cents=6_00), due_on=DUE_ON + DAY)
    proposal = of(DRAFT.add(NEW, at=AT), booked)
    assert collected(proposal) == [("N-1", "6.00")]
    assert of_the_whole(proposal) == [
        (
            "EDT-05 invoice N-1: 7.00 of debtor 10042, added by hand; the books have it by now, "
            "with 6.00: that counts"
        )
    ]
    assert decided(proposal, TERMS, at=AT).new_items == ()


def test_a_number_that_the_books_have_for_another_debtor_is_given_twice() -> None:
    others = replace(NEW, debtor_id="20007", due_on=DUE_ON + DAY)
    proposal = of(DRAFT.add(NEW, at=AT), others)
    assert [why_not(proposal, place) for place in (0, 1)] == [
        ["PRO-09", "PRO-08", "PRO-01"],
        ["PRO-09"],
    ]
    assert proposal.collections == ()


def test_what_was_added_twice_in_two_drafts_is_held_by_the_first_run() -> None:
    run = decided(of(DRAFT.add(NEW, at=AT)), TERMS, at=AT)
    again = replace(DRAFT, id=RunId("2027-02")).add(NEW, at=AT)
    assert why_not(of(again, runs=(run,))) == ["PRO-07"]


# -- refreshed, cleared, widened ------------------------------------------------------------------


def test_feature_3_16_nothing_of_it_touches_the_books() -> None:
    items = (INVOICE, SECOND, CREDIT_NOTE)
    before = repr((items, MANDATE, DRAFT))
    draft = DRAFT.change_amount(INVOICE.key, Euro(cents=1), at=AT).exclude(SECOND.key, at=AT)
    of(draft.add(NEW, at=AT).widen(NOBODY, at=AT).clear(at=AT), *items)
    assert repr((items, MANDATE, DRAFT)) == before
    assert DRAFT.edits == ()


def test_feature_3_17_refreshed_what_was_paid_drops_out_and_edits_are_kept_or_named() -> None:
    draft = DRAFT.exclude(INVOICE.key, at=AT).change_amount(SECOND.key, Euro(cents=3_00), at=AT)
    later = of(draft, SECOND, CREDIT_NOTE)
    assert of_the_whole(later) == [
        "EDT-03 invoice 2026-1001: it is no longer open, so its edit falls away"
    ]
    assert [str(line.amount) for line in later.lines] == ["3.00", "-10.00"]
    both_gone = of(draft)
    assert [finding.rule for finding in both_gone.whole] == ["EDT-03", "EDT-03"]


def test_feature_3_17_refreshed_reasons_are_worked_out_anew() -> None:
    draft = DRAFT.change_amount(INVOICE.key, Euro(cents=30_00), at=AT)
    assert why_not(of(draft, INVOICE)) == []
    partly_paid = replace(INVOICE, amount=Euro(cents=29_99))
    assert why_not(of(draft, partly_paid)) == ["EDT-02"]
    assert why_not(of(draft, replace(INVOICE, amount=Euro(cents=30_00)))) == []
    assert why_not(of(draft, INVOICE, mandates=())) == ["PRO-01"]
    assert collected(of(draft, INVOICE, replace(SECOND, number="new"))) == [
        ("2026-1001", "30.00"),
        ("new", "5.00"),
    ]


def test_feature_3_18_cleared_nothing_is_collected_and_every_item_says_so() -> None:
    draft = DRAFT.change_amount(INVOICE.key, Euro(cents=1), at=AT).add(NEW, at=AT).clear(at=AT)
    proposal = of(draft, INVOICE, SECOND)
    assert [why_not(proposal, place) for place in (0, 1)] == [["SEL-09"], ["SEL-09"]]
    assert (len(proposal.lines), of_the_whole(proposal)) == (2, [])
    with pytest.raises(RulesViolated, match="FIL-01"):
        decided(proposal, TERMS, at=AT)


def test_feature_3_18_after_that_one_begins_anew() -> None:
    draft = DRAFT.exclude(INVOICE.key, at=AT).clear(at=AT)
    assert collected(of(draft.include(SECOND.key, at=AT), INVOICE, SECOND)) == [
        ("2026-1002", "5.00")
    ]
    assert collected(of(draft.widen(EVERYTHING, at=AT), INVOICE)) == [("2026-1001", "40.00")]
    assert len(draft.edits) == 2  # what was done is still told


def test_feature_3_19_a_selection_is_widened_and_nothing_comes_twice() -> None:
    lessons = Selection(categories=frozenset({"lesson"}))
    ada = Selection(debtors=frozenset({"10042"}))
    draft = replace(DRAFT, selection=lessons)
    items = (replace(INVOICE, category="lesson"), SECOND)
    assert collected(of(draft, *items)) == [("2026-1001", "40.00")]
    wider = draft.widen(ada, at=AT).widen(ada, at=AT).widen(lessons, at=AT)
    assert wider.edited.selections == (lessons, ada)
    assert collected(of(wider, *items)) == [("2026-1001", "40.00"), ("2026-1002", "5.00")]
    assert len(of(wider, *items).lines) == 2


def test_feature_3_20_a_report_has_a_line_for_every_item_with_its_edits() -> None:
    draft = DRAFT.exclude(SECOND.key, at=AT, by="anna").change_amount(
        INVOICE.key, Euro(cents=1), at=AT, by="bram"
    )
    proposal = of(draft, INVOICE, SECOND)
    assert [(line.item.number, line.status) for line in proposal.lines] == [
        ("2026-1001", "OK"),
        ("2026-1002", "taken out by anna"),
    ]
    assert [(type(edit).__name__, edit.by) for edit in proposal.edits] == [
        ("Excluded", "anna"),
        ("AmountChanged", "bram"),
    ]


# -- into a run, and what may be changed of it ------------------------------------------------


def test_feature_4_30_whether_items_may_be_added_to_a_run_is_a_policy() -> None:
    run = decided(of(DRAFT, INVOICE), TERMS, at=AT)
    wider = of(DRAFT, INVOICE, SECOND)
    assert decided_anew(run, wider, TERMS, at=AT).total == Euro(cents=45_00)
    with pytest.raises(IllegalStep, match="invoice 2026-1002 would be added"):
        decided_anew(run, wider, TERMS, at=AT, policy=RunPolicy(add_items=False))


def test_feature_4_27_items_are_deleted_from_a_run() -> None:
    run = decided(of(DRAFT, INVOICE, SECOND), TERMS, at=AT)
    revised = decided_anew(run, of(DRAFT.exclude(SECOND.key, at=AT), INVOICE, SECOND), TERMS, at=AT)
    assert list(revised.held()) == [INVOICE.key]
    assert [type(edit) for edit in revised.edits] == [Excluded]


def test_a_revised_run_whose_added_item_was_booked_meanwhile_has_no_new_item() -> None:
    draft = DRAFT.add(NEW, at=AT)
    run = decided(of(draft, INVOICE), TERMS, at=AT)
    assert run.new_items == (NEW,)
    revised = decided_anew(run, of(draft, INVOICE, NEW), TERMS, at=AT)
    assert (revised.new_items, revised.total) == ((), run.total)
    assert Added not in map(type, revised.edits)


def test_what_was_added_before_all_was_cleared_is_no_new_item() -> None:
    draft = DRAFT.add(NEW, at=AT).clear(at=AT).widen(EVERYTHING, at=AT)
    run = decided(of(draft, NEW), TERMS, at=AT)
    assert (run.total, run.new_items) == (NEW.amount, ())


def test_a_withdrawn_run_leaves_its_draft_to_be_proposed_again() -> None:
    draft = DRAFT.add(NEW, at=AT)
    run: CollectionRun = decided(of(draft, INVOICE), TERMS, at=AT)
    gone = withdraw(run, at=AT)
    again = replace(draft, id=RunId("2027-02"))
    assert collected(of(again, INVOICE, runs=(gone,))) == collected(of(draft, INVOICE))


# -- the edits themselves -------------------------------------------------------------------------


def test_an_edit_has_an_instant_with_its_time_zone() -> None:
    with pytest.raises(InvalidValue, match="the time zone is missing"):
        DRAFT.exclude(INVOICE.key, at=datetime(2026, 11, 23, 9))  # noqa: DTZ001 - that is the point
    with pytest.raises(InvalidValue, match="the time zone is missing"):
        AmountChanged(item=INVOICE.key, amount=INVOICE.amount, at=AT.replace(tzinfo=None))


def test_no_edits_come_to_the_selection_alone() -> None:
    nothing = edited(NOBODY, ())
    assert (nothing.selections, nothing.anything) == ((NOBODY,), False)
    assert edited(NOBODY, [Excluded(item=INVOICE.key, at=AT)]).anything


def test_a_thousand_additions_to_many_items_take_no_time_to_find() -> None:
    draft = DRAFT
    items = [replace(INVOICE, number=str(n), debtor_id="?") for n in range(2000)]
    edits = tuple(Added(item=replace(NEW, number=f"N-{n}"), at=AT) for n in range(2000))
    proposal = of(replace(draft, edits=edits), *items)
    assert len(proposal.lines) == 4000


def test_a_credit_note_that_is_gone_is_named_as_what_it_is() -> None:
    key = ItemKey(ItemKind.CREDIT_NOTE, "C-9")
    assert of_the_whole(of(DRAFT.include(key, at=AT), INVOICE)) == [
        "EDT-03 credit note C-9: it is no longer open, so its edit falls away"
    ]
    there = CreditNote(number="C-9", debtor_id="10042", amount=Euro(cents=1))
    assert of_the_whole(of(DRAFT.include(key, at=AT), INVOICE, there)) == []


def test_feature_4_29_the_rest_of_an_item_is_collected_once_its_part_has_come_in() -> None:
    ten = Euro("10.00")
    first = of(DRAFT.change_amount(INVOICE.key, ten, at=AT), INVOICE)
    sent = submit(decided(first, TERMS, at=AT), at=AT)

    def errors(item: OpenItem, run: CollectionRun) -> list[str]:
        later = of(replace(DRAFT, id=RunId("P-2")), item, runs=[run])
        return [reason.rule for reason in later.lines[0].reasons.errors]

    left = replace(INVOICE, amount=INVOICE.amount - ten)
    name = sent.collections[0].end_to_end_id
    settled = record_run(sent, [Settlement(end_to_end_id=name, on=DUE_ON)]).run
    gone = Return(end_to_end_id=name, on=DUE_ON, reason=reason("AM04"))
    assert errors(left, sent) == ["PRO-07"]  # its part is under way
    assert errors(left, settled) == []
    assert errors(INVOICE, settled) == ["PRO-15"]  # the books do not know yet what came in
    assert errors(INVOICE, record_run(settled, [gone]).run) == []
