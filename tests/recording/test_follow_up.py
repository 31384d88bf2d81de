"""What a failure asks for: of the mandate, of the open items, and whether to collect again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from helpers.books import follow_ups, mandates_after, record_run, record_runs, still_open
from helpers.told import (
    D2,
    b2b,
    booked,
    collection,
    credited,
    eur,
    fact,
    rejected,
    returned,
    sent,
    three,
)
from sepadd.books import Books, propose
from sepadd.collection import (
    CONSEQUENCES,
    Cancellation,
    Collection,
    Consequence,
    MandateConsequence,
    Refund,
    Reject,
    Retry,
    Return,
    Reversal,
    Settlement,
    Whom,
)
from sepadd.mandate import (
    ACCOUNT_CODES,
    Amendment,
    Mandate,
    MandateStatus,
    PresentationOutcome,
    Scheme,
    SequenceType,
    amend,
    release,
    suspend,
)
from sepadd.open_item import CreditNote, Invoice, OpenItem
from sepadd.proposal import Draft
from sepadd.recording import Fact, FollowUp
from sepadd.run import CollectionRun, RunStage, withdraw
from sepadd.testing import AT, CREDITOR, MANDATE, TERMS, TODAY
from sepadd.values import Bic, EndToEndId, Iban, MandateReference, RunId

THREE = three()
CREDITED = credited("100.00", batch_id="2026-12.B1")


def followed(run: CollectionRun, *facts: Fact) -> list[FollowUp]:
    return list(follow_ups(record_run(run, facts).effects))


def mandate(number: int = 1, **more: Any) -> Mandate:
    return replace(MANDATE, reference=MandateReference(f"M-{number}"), **more)


def after(of: Mandate, *facts: Fact, run: CollectionRun = THREE) -> Mandate:
    """Give a mandate of the books, after a run was told these facts."""
    recorded = record_run(run, facts)
    (changed,) = mandates_after([of], [recorded.run], recorded.effects)
    return changed


# -- what to do ---------------------------------------------------------------------------------


def test_what_failed_is_followed_up_by_its_reason() -> None:
    (follow,) = followed(THREE, CREDITED, returned(2, "50.00", "AM04"))
    assert str(follow.collection.end_to_end_id) == "2026-12-2"
    assert follow.failure.reason.code == "AM04"
    assert follow.consequence == CONSEQUENCES.of(follow.failure.reason, Scheme.CORE, Return)
    assert follow.retry_from == D2 + timedelta(days=7)


def test_what_was_settled_is_not() -> None:
    assert followed(THREE, CREDITED) == []


def test_nor_what_had_failed_before() -> None:
    run = record_run(THREE, [returned(2, "50.00")]).run
    assert followed(run, returned(2, "50.00"), booked(Return, D2, "50.00", mandate="M-2")) == []


def test_but_a_reason_that_comes_later_is() -> None:
    by_hand = record_run(THREE, [fact(Reject, 2, code="")])
    assert [each.failure.reason.code for each in follow_ups(by_hand.effects)] == [""]
    (follow,) = followed(by_hand.run, rejected(2, "MD07"))
    assert follow.consequence.mandate is MandateConsequence.END
    assert followed(record_run(by_hand.run, [rejected(2, "MD07")]).run, rejected(2, "MD07")) == []


def test_a_reason_that_is_lost_is_not() -> None:
    run = record_run(THREE, [rejected(2, "MD07")]).run
    assert followed(run, fact(Reject, 2, code="")) == []


@pytest.mark.parametrize(
    ("code", "retry"),
    [("AM04", D2 + timedelta(days=7)), ("AC04", None), ("MD07", None), ("X999", None)],
)
def test_feature_1_25_the_reason_decides_how_to_collect_again(
    code: str, retry: date | None
) -> None:
    (follow,) = followed(THREE, returned(1, "30.00", code))
    assert follow.retry_from == retry


def test_the_kind_and_the_scheme_decide_with_it() -> None:
    (refund,) = followed(THREE, returned(1, "30.00", "MD01", on=date(2027, 3, 1)))
    (company,) = followed(sent(b2b(1)), returned(1, "40.00", "AC04"))
    assert refund.consequence.whom is Whom.BANK
    assert "confirm the mandate" in company.consequence.what


def test_the_last_attempt_is_not_tried_again() -> None:
    third = sent(collection(1, attempt=3))
    (follow,) = followed(third, returned(1, "30.00", "AM04"))
    assert follow.retry_from is None


def test_own_consequences_take_their_place() -> None:
    ours = CONSEQUENCES.but(
        "AM04",
        Consequence(
            retry=Retry.ASK_DEBTOR, mandate=MandateConsequence.SUSPEND, whom=Whom.DEBTOR, what="ask"
        ),
    )
    recorded = record_run(THREE, [returned(1, "30.00", "AM04")])
    assert [each.retry_from for each in follow_ups(recorded.effects, ours)] == [None]
    (held,) = mandates_after([mandate()], [recorded.run], recorded.effects, consequences=ours)
    assert held.status(D2) is MandateStatus.SUSPENDED


# -- the mandate --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("AM04", MandateStatus.ACTIVE),
        ("MS02", MandateStatus.ACTIVE),
        ("MD01", MandateStatus.SUSPENDED),
        ("AC04", MandateStatus.SUSPENDED),
        ("MD07", MandateStatus.REVOKED),
    ],
)
def test_its_mandate_is_kept_held_or_ended_from_that_day(code: str, status: MandateStatus) -> None:
    changed = after(mandate(), returned(1, "30.00", code))
    assert changed.status(D2) is status
    assert changed.status(D2 - timedelta(days=1)) is MandateStatus.ACTIVE


def test_the_hold_says_why() -> None:
    hold = after(mandate(), returned(1, "30.00", "AC04")).suspension
    assert hold is not None
    assert (hold.since, hold.until) == (D2, None)
    assert hold.reason == "AC04, account closed (collection 2026-12-1)"


def test_the_mandates_of_others_stay_as_they_are() -> None:
    other = mandate(9)
    assert after(other, returned(1, "30.00", "MD07")) is other


def test_each_mandate_stands_where_it_stood() -> None:
    recorded = record_run(THREE, [returned(1, "30.00", "MD07"), returned(3, "20.00", "AC04")])
    books = [mandate(3), mandate(9), mandate(1)]
    statuses = [each.status(D2) for each in mandates_after(books, [recorded.run], recorded.effects)]
    assert statuses == [MandateStatus.SUSPENDED, MandateStatus.ACTIVE, MandateStatus.REVOKED]


def test_done_again_it_changes_nothing() -> None:
    recorded = record_run(THREE, [returned(1, "30.00", "AC04"), returned(2, "50.00", "MD07")])
    once = mandates_after([mandate(1), mandate(2)], [recorded.run], recorded.effects)
    assert mandates_after(once, [recorded.run], recorded.effects) == once
    assert mandates_after(once, [recorded.run], ()) == once


def test_a_mandate_that_was_released_is_not_held_again_without_an_effect() -> None:
    recorded = record_run(THREE, [returned(1, "30.00", "AC04")])
    (held,) = mandates_after([mandate()], [recorded.run], recorded.effects)
    again = record_run(recorded.run, [returned(1, "30.00", "AC04")])
    (still,) = mandates_after([release(held)], [again.run], again.effects)
    assert still.status(D2) is MandateStatus.ACTIVE


def test_a_mandate_on_hold_until_it_is_released_keeps_its_hold() -> None:
    held = suspend(mandate(), TODAY, reason="a complaint")
    assert after(held, returned(1, "30.00", "AC04")).suspension == held.suspension


def test_a_hold_that_would_end_by_itself_gives_way() -> None:
    holiday = suspend(mandate(), TODAY, date(2026, 12, 31), reason="holiday")
    hold = after(holiday, returned(1, "30.00", "AC04")).suspension
    assert hold is not None
    assert hold.until is None


def test_a_hold_that_would_begin_later_gives_way() -> None:
    later = suspend(mandate(), date(2027, 1, 1), reason="holiday")
    assert after(later, returned(1, "30.00", "AC04")).status(D2) is MandateStatus.SUSPENDED


def test_a_mandate_that_has_another_account_by_now_is_not_held_for_the_old_one() -> None:
    debtor = replace(MANDATE.debtor, iban=Iban("NL98INGB0202345688"))
    moved = mandate(debtor=debtor)
    assert after(moved, returned(1, "30.00", "AC04")).suspension is None
    assert after(moved, returned(1, "30.00", "MD01")).suspension is not None


@pytest.mark.parametrize(
    "ended",
    [
        {"revoked_on": D2},
        {"revoked_on": TODAY},
        {"replaced_on": TODAY, "replaced_by": MandateReference("N-1")},
    ],
)
@pytest.mark.parametrize("code", ["AC04", "MD07"])
def test_a_mandate_that_has_ended_stays_as_it_is(ended: dict[str, Any], code: str) -> None:
    changed = after(mandate(**ended), returned(1, "30.00", code))
    assert replace(changed, presentations=()) == mandate(**ended)


@pytest.mark.parametrize(
    "ending",
    [
        {"revoked_on": date(2026, 12, 31)},
        {"replaced_on": date(2026, 12, 31), "replaced_by": MandateReference("N-1")},
    ],
)
def test_one_that_was_to_end_later_ends_now(ending: dict[str, Any]) -> None:
    changed = after(mandate(**ending), returned(1, "30.00", "MD07"))
    assert changed.status(D2) is MandateStatus.REVOKED


def test_one_that_is_signed_anew_since_is_another_promise() -> None:
    signed = mandate(signed_on=D2 + timedelta(days=1))
    for code in ("AC04", "MD07"):
        changed = after(signed, returned(1, "30.00", code))
        assert changed.status(D2 + timedelta(days=1)) is MandateStatus.ACTIVE


def test_a_mandate_that_was_amended_since_is_found_by_its_reference_before() -> None:
    amended = mandate(
        7, amendments=(Amendment(on=date(2026, 12, 2), reference=MandateReference("M-1")),)
    )
    assert after(amended, returned(1, "30.00", "MD07")).status(D2) is MandateStatus.REVOKED


def test_of_two_failures_the_gravest_holds() -> None:
    twice = sent(collection(1), collection(2, under=1))
    for codes in (("MD07", "AC04"), ("AC04", "MD07")):
        facts = [returned(n, "30.00", code) for n, code in enumerate(codes, 1)]
        assert after(mandate(), *facts, run=twice).status(D2) is MandateStatus.REVOKED


def one_off() -> Mandate:
    return mandate(one_off=True)


ONE_OFF = sent(collection(1, mandate=one_off(), sequence_type=SequenceType.ONE_OFF))


@pytest.mark.parametrize(
    ("facts", "status"),
    [
        ((), MandateStatus.EXHAUSTED),
        ((rejected(1),), MandateStatus.ACTIVE),
        ((fact(Cancellation, code="CUST"),), MandateStatus.ACTIVE),
        ((returned(1, "30.00"),), MandateStatus.EXHAUSTED),
        ((fact(Refund, code="MD06"),), MandateStatus.EXHAUSTED),
    ],
)
def test_a_one_off_that_was_turned_down_is_given_back(
    facts: tuple[Fact, ...], status: MandateStatus
) -> None:
    assert after(one_off(), *facts, run=ONE_OFF).status(date(2026, 12, 20)) is status


AMENDMENT = Amendment(on=date(2026, 11, 2), iban=Iban("NL98INGB0202345688"))


@pytest.mark.parametrize(
    ("facts", "carried"),
    [((), True), ((rejected(1),), False), ((returned(1, "30.00"),), True)],
)
def test_trap_14_an_amendment_that_was_turned_down_is_carried_again(
    facts: tuple[Fact, ...],
    carried: bool,  # noqa: FBT001 - a column of the table
) -> None:
    amended = mandate(amendments=(AMENDMENT,))
    run = sent(collection(1, mandate=amended))
    assert (after(amended, *facts, run=run).pending_amendment is None) is carried


def test_a_first_use_that_was_turned_down_is_none() -> None:
    changed = after(mandate(), rejected(1))
    assert not changed.used
    assert [each.outcome for each in changed.presentations] == [PresentationOutcome.REJECTED]


def test_a_run_that_was_withdrawn_when_all_was_turned_down_is_remembered_as_that() -> None:
    run = withdraw(record_run(sent(collection(1)), [rejected(1)]).run, at=AT)
    (changed,) = mandates_after([mandate()], [run], ())
    assert not changed.used


# -- the open items -----------------------------------------------------------------------------


def invoice(number: int, amount: str) -> Invoice:
    return Invoice(number=f"2026-12/{number}", debtor_id="10042", amount=eur(amount))


BOOKS = (invoice(1, "30.00"), invoice(2, "50.00"), invoice(3, "20.00"), invoice(9, "9.00"))


def left(items: Iterable[OpenItem], run: CollectionRun, *facts: Fact) -> dict[str, str]:
    return {
        each.number: str(each.amount) for each in still_open(items, record_run(run, facts).effects)
    }


def test_what_was_settled_is_no_longer_open() -> None:
    assert left(BOOKS, THREE, CREDITED) == {"2026-12/9": "9.00"}


def test_what_was_turned_down_stays_open() -> None:
    assert left(BOOKS, THREE, rejected(1)) == {
        "2026-12/1": "30.00",
        "2026-12/2": "50.00",
        "2026-12/3": "20.00",
        "2026-12/9": "9.00",
    }


def test_what_goes_back_is_open_again() -> None:
    run = record_run(THREE, [CREDITED]).run
    assert left(BOOKS[3:], run, returned(2, "50.00")) == {"2026-12/9": "9.00", "2026-12/2": "50.00"}


@pytest.mark.parametrize("kind", [Return, Refund, Reversal])
def test_whatever_its_name_is(kind: type[Return | Refund | Reversal]) -> None:
    run = record_run(THREE, [CREDITED]).run
    assert left((), run, fact(kind, 2)) == {"2026-12/2": "50.00"}


def test_what_came_and_went_in_one_message_stays_open() -> None:
    assert left(BOOKS[:1], THREE, CREDITED, returned(1, "30.00")) == {"2026-12/1": "30.00"}


def test_books_that_closed_it_when_it_was_sent_open_it_again() -> None:
    assert left((), THREE, rejected(1)) == {"2026-12/1": "30.00"}


def test_an_item_of_which_a_part_was_collected_stays_open_for_the_rest() -> None:
    assert left([invoice(1, "75.00")], THREE, CREDITED) == {"2026-12/1": "45.00"}
    run = record_run(THREE, [CREDITED]).run
    assert left([invoice(1, "45.00")], run, returned(1, "30.00")) == {"2026-12/1": "75.00"}


def test_a_part_that_was_turned_down_takes_nothing_off() -> None:
    assert left([invoice(1, "75.00")], THREE, rejected(1)) == {"2026-12/1": "75.00"}


def test_credit_notes_are_settled_and_opened_with_their_invoices() -> None:
    note = CreditNote(number="C-1", debtor_id="10042", amount=eur("10.00"))
    items = (invoice(1, "40.00"), note)
    netted = sent(collection(1, "30.00", items=items))
    assert left(items, netted, credited("30.00", batch_id="2026-12.B1")) == {}
    run = record_run(netted, [fact(Settlement)]).run
    assert left((), run, returned(1, "30.00")) == {"2026-12/1": "40.00", "C-1": "10.00"}


def test_what_went_back_and_was_collected_again_is_settled_in_whichever_order() -> None:
    first = record_run(sent(collection(1)), [fact(Settlement)]).run
    retry = replace(
        collection(1), end_to_end_id=EndToEndId("2027-01-1"), items=first.collections[0].items
    )
    second = sent(retry, id="2027-01")
    facts = [returned(1, "30.00"), booked(Settlement, D2, "30.00", end_to_end_id="2027-01-1")]
    for runs in ((first, second), (second, first)):
        effects = record_runs(runs, facts).effects
        assert still_open((), effects) == ()


def test_a_settlement_that_turns_out_not_to_be_one_opens_it_again() -> None:
    net = credited("70.00", batch_id="2026-12.B1")
    run = record_run(THREE, [rejected(1), net]).run
    assert left(BOOKS[:1], run, fact(Cancellation, 2)) == {
        "2026-12/1": "30.00",
        "2026-12/2": "50.00",
        "2026-12/3": "20.00",
    }


def test_told_again_it_opens_nothing_twice() -> None:
    run = record_run(THREE, [CREDITED, returned(1, "30.00")]).run
    assert left([invoice(1, "30.00")], run, returned(1, "30.00")) == {"2026-12/1": "30.00"}


# -- and the next run ---------------------------------------------------------------------------


def proposed(items: Iterable[OpenItem], run: CollectionRun) -> tuple[Collection, ...]:
    terms = replace(TERMS, on=date(2026, 12, 4))
    books = Books(creditor=CREDITOR, open_items=items, mandates=[mandate(2)], runs=[run])
    draft = Draft(id=RunId("2027-01"), due_on=date(2026, 12, 15))
    return propose(books, terms, draft).collections


def test_feature_4_39_what_was_refused_is_free_for_the_next_run() -> None:
    run = sent(collection(2, "50.00", items=BOOKS[1:2]))
    assert proposed(BOOKS[1:2], run) == ()
    (again,) = proposed(BOOKS[1:2], record_run(run, [fact(Reject, 2, code="")]).run)
    assert again.retries == (EndToEndId("2026-12-2"),)
    assert again.attempt == 2


def test_feature_4_39_and_a_run_of_which_all_was_refused_can_be_withdrawn() -> None:
    refused = record_run(THREE, [fact(Reject, number, code="") for number in (1, 2, 3)]).run
    assert withdraw(refused, at=AT).stage is RunStage.WITHDRAWN


def test_a_hold_for_a_wrong_account_ends_with_another_account() -> None:
    for code in ("AC01", "AC04", "AG01"):
        held = after(mandate(), returned(1, "30.00", code))
        assert held.suspension is not None
        moved = amend(held, on=date(2026, 12, 10), iban=Iban("NL98INGB0202345688"))
        assert moved.suspension is None
        renamed = amend(held, on=date(2026, 12, 10), reference=MandateReference("M-9"))
        assert renamed.suspension == held.suspension


def test_any_other_hold_stays_with_another_account() -> None:
    for_a_reason = after(mandate(), returned(1, "30.00", "AC06"))
    by_hand = suspend(mandate(), D2, reason="wants to wait")
    until = suspend(mandate(), D2, date(2026, 12, 31), reason="AC04, by hand")
    for held in (for_a_reason, by_hand, until):
        moved = amend(held, on=date(2026, 12, 10), iban=Iban("NL98INGB0202345688"))
        assert moved.suspension == held.suspension


def test_the_codes_that_another_account_settles_are_those_that_ask_for_one() -> None:
    assert {
        key.code
        for key, found in CONSEQUENCES.table.items()
        if found.mandate is MandateConsequence.AMEND
    } == ACCOUNT_CODES


@pytest.mark.parametrize("code", ["DNOR", "RC01"])
def test_without_a_bic_in_the_file_none_is_to_be_corrected(code: str) -> None:
    with_bic = replace(MANDATE, debtor=replace(MANDATE.debtor, bic=Bic("ABNANL2A")))
    without = replace(MANDATE, debtor=replace(MANDATE.debtor, bic=None))
    for under, whom, corrected in (
        (with_bic, Whom.OURSELVES, True),
        (without, Whom.DEBTOR, False),
    ):
        run = sent(collection(1, mandate=under))
        (follow,) = followed(run, rejected(1, code))
        assert follow.consequence.whom is whom
        assert ("BIC" in follow.consequence.what) is corrected
