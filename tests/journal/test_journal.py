"""The journal: what is entered for a run, by role, and how it gets into the user's ledger."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from helpers.ledger import LEDGER, without
from sepadd.collection import (
    Acceptance,
    BankFact,
    Cancellation,
    Collection,
    Refund,
    Reject,
    Return,
    Reversal,
    RTransaction,
    Settlement,
    reason,
)
from sepadd.findings import IllegalStep, InvalidValue, RulesViolated
from sepadd.journal import (
    Entry,
    JournalKind,
    Ledger,
    LedgerAccount,
    Line,
    Period,
    Periods,
    ReceivableCloses,
    Role,
    WhenClosed,
    balances,
    collectable,
    corrections,
    entries,
    journalise,
    post,
    post_entries,
    ready,
    undone,
    write_off,
)
from sepadd.journal.entry import Event, added_up, in_transit, times_opened_again
from sepadd.journal.writing_off import written_off
from sepadd.open_item import Invoice, ItemKey, ItemKind
from sepadd.records import DecimalMark
from sepadd.records.tables import write_journal
from sepadd.run import CollectionRun, RunStep, Step
from sepadd.testing import ACCOUNT, AT, COLLECTION, CREDIT_NOTE, DUE_ON, INVOICE, a_run
from sepadd.values import ZERO, CreditorAccount, EndToEndId, Euro, Iban, RunId

AT_FILE = ReceivableCloses.AT_FILE
AT_JOURNALISING = ReceivableCloses.AT_JOURNALISING
AT_SETTLEMENT = ReceivableCloses.AT_SETTLEMENT

ONE = EndToEndId("2026-12-1")
TWO = EndToEndId("2026-12-2")
SENT_ON = AT.date()
BOOKED_ON = date(2026, 12, 1)
BACK_ON = date(2026, 12, 4)
LATER_ON = date(2026, 12, 10)
YEAR_END = date(2026, 12, 31)
SUBMITTED = RunStep(step=Step.SUBMITTED, at=AT)


def euros(amount: int) -> Euro:
    return Euro(cents=amount * 100)


def invoice(number: str, amount: int) -> Invoice:
    return replace(INVOICE, number=number, amount=euros(amount))


def collecting(name: EndToEndId, *items: Invoice) -> Collection:
    amount = Euro.total(item.amount for item in items)
    return replace(COLLECTION, end_to_end_id=name, items=items, amount=amount)


HUNDRED = collecting(ONE, invoice("R-1", 100))
NINE_HUNDRED = collecting(TWO, invoice("R-2", 900))
BOTH = (HUNDRED, NINE_HUNDRED)


def a_run_of(*collections: Collection) -> CollectionRun:
    """A run of these that was submitted."""
    run = a_run()
    return replace(run, collections=collections, history=(*run.history, SUBMITTED))


def told(kind: type[BankFact], booked_on: date | None = BOOKED_ON, **more: Any) -> BankFact:
    code = more.pop("code", "MS03")
    if issubclass(kind, RTransaction):
        more["reason"] = reason(code)
    fact: BankFact = kind(end_to_end_id=ONE, on=booked_on or BOOKED_ON, booked_on=booked_on, **more)
    return fact


SETTLED = told(Settlement)
RETURNED = told(Return, BACK_ON)


def after(*facts: BankFact, policy: ReceivableCloses = AT_FILE) -> tuple[Entry, ...]:
    """What is entered for the one collection of 100.00, once the bank has told these facts."""
    return entries(a_run_of(HUNDRED.knowing(facts)), policy)


def ids(made: Iterable[Entry]) -> list[str]:
    return [entry.id for entry in made]


def lines(entry: Entry) -> list[tuple[str, str, str, str]]:
    return [
        (line.role.value, str(line.debit), str(line.credit), line.item.number if line.item else "")
        for line in entry.lines
    ]


def sums(made: Iterable[Entry]) -> dict[str, str]:
    """The roles that are not even."""
    return {str(role): str(euro) for role, euro in balances(made).items() if euro != ZERO}


# -- when the receivable closes -----------------------------------------------------------------


def test_feature_1_7_at_file_each_item_is_closed_against_in_transit() -> None:
    taken, other = entries(a_run_of(*BOTH), AT_FILE)
    assert (taken.id, taken.on, other.id) == ("2026-12-1/taken", SENT_ON, "2026-12-2/taken")
    assert lines(taken) == [
        ("in transit", "100.00", "0.00", ""),
        ("receivable", "0.00", "100.00", "R-1"),
    ]


@pytest.mark.parametrize("policy", ReceivableCloses)
def test_nothing_is_entered_for_a_run_that_was_not_sent(policy: ReceivableCloses) -> None:
    assert entries(replace(a_run(), collections=BOTH), policy) == ()


def test_a_run_that_was_turned_down_and_withdrawn_keeps_its_entries() -> None:
    run = a_run_of(HUNDRED.knowing([told(Reject, None)]))
    withdrawn = RunStep(step=Step.WITHDRAWN, at=AT)
    made = entries(replace(run, history=(*run.history, withdrawn)), AT_FILE)
    assert made == entries(run, AT_FILE)
    assert len(made) == 2


def test_a_run_that_was_closed_keeps_its_entries() -> None:
    run = a_run_of(*BOTH)
    closed = replace(run, history=(*run.history, RunStep(step=Step.CLOSED, at=AT)))
    assert entries(closed, AT_FILE) == entries(run, AT_FILE)


def test_the_day_of_submission_is_that_of_its_own_time_zone() -> None:
    run = a_run_of(HUNDRED)
    late = replace(SUBMITTED, at=datetime(2026, 11, 30, 23, 30, tzinfo=UTC))
    (taken,) = entries(replace(run, history=(*run.history[:-1], late)), AT_FILE)
    assert taken.on == date(2026, 11, 30)


def test_feature_4_42_journalising_100_and_900_debits_1_000_in_transit() -> None:
    run = a_run_of(*BOTH)
    journalised = journalise(run, (ONE, TWO), on=LATER_ON)
    (entry,) = added_up(entries(run, AT_JOURNALISING, journalised=journalised))
    assert entry.on == LATER_ON
    assert lines(entry) == [
        ("in transit", "1000.00", "0.00", ""),
        ("receivable", "0.00", "100.00", "R-1"),
        ("receivable", "0.00", "900.00", "R-2"),
    ]


def test_feature_4_40_the_user_chooses_what_is_journalised() -> None:
    run = a_run_of(*BOTH)
    first = journalise(run, (TWO,), on=BOOKED_ON)
    then = journalise(run, (ONE, TWO), on=LATER_ON, journalised=first)
    assert ids(entries(run, AT_JOURNALISING, journalised=first)) == ["2026-12-2/taken"]
    assert dict(then) == {TWO: BOOKED_ON, ONE: LATER_ON}


def test_feature_4_41_only_what_is_finished_is_journalised() -> None:
    run = a_run_of(HUNDRED.knowing([told(Reject, None)]), NINE_HUNDRED)
    with pytest.raises(IllegalStep) as raised:
        journalise(run, (ONE, TWO, EndToEndId("X")), on=LATER_ON)
    assert str(raised.value) == (
        "collection 2026-12-1 of debtor 10042 is rejected: leave it out, its items are open; "
        "run 2026-12 has no collection X"
    )


def test_nothing_of_a_run_that_was_not_sent_is_journalised() -> None:
    with pytest.raises(IllegalStep, match="run 2026-12 is prepared: nothing of it can be"):
        journalise(replace(a_run(), collections=BOTH), (ONE,), on=LATER_ON)


def test_feature_4_38_nothing_is_entered_for_what_was_refused() -> None:
    run = a_run_of(HUNDRED.knowing([told(Reject, None)]), NINE_HUNDRED)
    journalised = journalise(run, (TWO,), on=LATER_ON)
    assert ids(entries(run, AT_JOURNALISING, journalised=journalised)) == ["2026-12-2/taken"]


def test_what_was_journalised_and_fails_later_is_open_again() -> None:
    journalised = journalise(a_run_of(HUNDRED), (ONE,), on=LATER_ON)
    run = a_run_of(HUNDRED.knowing([SETTLED, RETURNED]))
    assert dict(journalise(run, (ONE,), on=YEAR_END, journalised=journalised)) == {ONE: LATER_ON}
    made = entries(run, AT_JOURNALISING, journalised=journalised)
    assert sums(made) == {}
    assert made[1].event is Event.OPEN_AGAIN
    assert made[1].on == LATER_ON


def test_feature_4_52_at_settlement_items_stay_open_until_the_bank_has_credited_them() -> None:
    assert after(policy=AT_SETTLEMENT) == ()
    assert after(told(Settlement, None), policy=AT_SETTLEMENT) == ()
    made = after(SETTLED, policy=AT_SETTLEMENT)
    assert ids(made) == ["2026-12-1/taken", "2026-12-1/settled"]
    assert made[0].on == BOOKED_ON
    assert sums(made) == {"receivable": "-100.00", "bank": "100.00"}


def test_feature_2_l15_discount_is_debited_beside_in_transit() -> None:
    discounted = replace(HUNDRED, amount=euros(98), discount=euros(2))
    (taken,) = entries(a_run_of(discounted), AT_FILE)
    assert lines(taken) == [
        ("in transit", "98.00", "0.00", ""),
        ("discount", "2.00", "0.00", ""),
        ("receivable", "0.00", "100.00", "R-1"),
    ]


def test_a_credit_note_that_is_netted_debits_the_receivable() -> None:
    (taken,) = entries(a_run_of(COLLECTION), AT_FILE)
    assert lines(taken) == [
        ("in transit", "30.00", "0.00", ""),
        ("receivable", "0.00", "40.00", "2026-1001"),
        ("receivable", "10.00", "0.00", "C-2026-12"),
    ]


def test_a_collection_without_items_is_of_its_debtor_as_a_whole() -> None:
    (taken,) = entries(a_run_of(replace(HUNDRED, items=())), AT_FILE)
    assert [(line.debtor_id, line.item) for line in taken.lines] == [("", None), ("10042", None)]


# -- what the bank does -------------------------------------------------------------------------


def test_feature_1_8_the_payout_clears_in_transit() -> None:
    made = after(SETTLED)
    assert lines(made[1]) == [
        ("bank", "100.00", "0.00", ""),
        ("in transit", "0.00", "100.00", ""),
    ]
    assert sums(made) == {"receivable": "-100.00", "bank": "100.00"}


def test_feature_1_8_what_is_left_in_transit_is_what_was_not_paid() -> None:
    made = entries(a_run_of(HUNDRED.knowing([SETTLED]), NINE_HUNDRED), AT_FILE)
    assert in_transit(made) == {ACCOUNT.iban: euros(900)}


@pytest.mark.parametrize("kind", [Reject, Cancellation])
def test_what_was_not_taken_is_open_again_and_nothing_moved(kind: type[BankFact]) -> None:
    made = after(told(kind, None))
    assert ids(made) == ["2026-12-1/taken", "2026-12-1/open again"]
    assert made[1].lines == tuple(line.reversed for line in made[0].lines)
    assert sums(made) == {}


@pytest.mark.parametrize("policy", [AT_FILE, AT_SETTLEMENT])
@pytest.mark.parametrize("kind", [Reject, Cancellation])
def test_what_a_bank_booked_gross_and_debits_again_comes_out_even(
    kind: type[BankFact], policy: ReceivableCloses
) -> None:
    rejected = told(kind, BACK_ON)
    assert sums(after(SETTLED, rejected, policy=policy)) == {}
    assert sums(after(rejected, SETTLED, policy=policy)) == {}


def test_a_reject_told_before_its_gross_booking_is_under_way_until_both_are_booked() -> None:
    assert sums(after(told(Reject, None), SETTLED)) == {"bank": "100.00", "in transit": "-100.00"}


@pytest.mark.parametrize("policy", [AT_FILE, AT_SETTLEMENT])
@pytest.mark.parametrize("kind", [Return, Refund, Reversal])
def test_what_is_given_back_is_open_again_in_whatever_order_it_is_told(
    kind: type[BankFact], policy: ReceivableCloses
) -> None:
    back = told(kind, BACK_ON)
    made = after(SETTLED, back, policy=policy)
    assert ids(made) == [
        "2026-12-1/taken",
        "2026-12-1/open again",
        "2026-12-1/settled",
        "2026-12-1/given back",
    ]
    assert sums(made) == {}
    assert after(back, SETTLED, policy=policy) == made


def test_a_return_with_charges_costs_them() -> None:
    made = after(SETTLED, replace(RETURNED, charges=euros(3)))
    assert made[-1].id == "2026-12-1/given back charges"
    assert lines(made[-1]) == [
        ("return charges", "3.00", "0.00", ""),
        ("bank", "0.00", "3.00", ""),
    ]
    assert sums(made) == {"bank": "-3.00", "return charges": "3.00"}


def test_a_refund_with_compensation_costs_both() -> None:
    refunded = told(Refund, BACK_ON, charges=euros(3), compensation=euros(1), code="MD01")
    made = after(SETTLED, refunded)
    assert ids(made)[-2:] == [
        "2026-12-1/given back charges",
        "2026-12-1/given back compensation",
    ]
    assert sums(made) == {"bank": "-4.00", "return charges": "4.00"}


def test_an_entry_says_why_items_are_open_again() -> None:
    (_, again) = after(told(Reject, None, code="AC04"))
    assert again.description == (
        "collection 2026-12-1 of debtor 10042: open again since rejected (AC04)"
    )


def test_a_return_that_is_told_as_a_refund_later_keeps_its_entry() -> None:
    before = after(SETTLED, told(Return, BACK_ON, code=""))
    later = after(SETTLED, told(Return, BACK_ON, code=""), told(Refund, BACK_ON, code="MD06"))
    assert ids(before) == ids(later)
    assert [entry.lines for entry in before] == [entry.lines for entry in later]


def test_an_acceptance_enters_nothing() -> None:
    assert after(told(Acceptance, None)) == after()


def test_a_collection_goes_through_its_own_bank_account() -> None:
    other = CreditorAccount(iban=Iban("NL98INGB0202345688"))
    made = entries(a_run_of(HUNDRED, replace(NINE_HUNDRED, account=other)), AT_FILE)
    assert in_transit(made) == {ACCOUNT.iban: euros(100), other.iban: euros(900)}


# -- undoing ------------------------------------------------------------------------------------


def test_feature_2_l19_a_run_that_failed_as_a_whole_is_open_as_before() -> None:
    rejects = [
        each.knowing([replace(told(Reject, None), end_to_end_id=each.end_to_end_id)])
        for each in BOTH
    ]
    made = entries(a_run_of(*rejects), AT_FILE)
    assert sums(made) == {}
    assert len(made) == 4


def test_feature_2_l19_one_collection_that_failed_leaves_the_others_closed() -> None:
    made = entries(a_run_of(HUNDRED.knowing([told(Reject, None)]), NINE_HUNDRED), AT_FILE)
    assert sums(made) == {"in transit": "900.00", "receivable": "-900.00"}


def test_feature_2_l19_it_is_counted_how_often_an_item_came_back() -> None:
    failed = HUNDRED.knowing([told(Reject, None)])
    again = replace(failed, end_to_end_id=TWO, facts=(), retries=(ONE,)).knowing(
        [replace(RETURNED, end_to_end_id=TWO)]
    )
    made = entries(a_run_of(failed, again, NINE_HUNDRED), AT_FILE)
    assert times_opened_again(made) == {ItemKey(ItemKind.INVOICE, "R-1"): 2}


def test_feature_3_28_an_item_is_written_off() -> None:
    entry = write_off(INVOICE, INVOICE.amount, on=YEAR_END)
    assert lines(entry) == [
        ("write-off", "40.00", "0.00", "2026-1001"),
        ("receivable", "0.00", "40.00", "2026-1001"),
    ]


def test_a_credit_note_is_written_off_the_other_way() -> None:
    entry = write_off(CREDIT_NOTE, CREDIT_NOTE.amount, on=YEAR_END)
    assert sums([entry]) == {"receivable": "10.00", "write-off": "-10.00"}
    assert written_off([entry]) == {CREDIT_NOTE.key: euros(10)}


@pytest.mark.parametrize("cents", [0, -1, 40_01])
def test_only_what_is_open_can_be_written_off(cents: int) -> None:
    with pytest.raises(InvalidValue, match=r"of invoice 2026-1001 .* at most 40\.00"):
        write_off(INVOICE, Euro(cents=cents), on=YEAR_END)


@pytest.mark.parametrize("cents", [1, 40_00])
def test_all_that_is_open_can_be_written_off(cents: int) -> None:
    assert write_off(INVOICE, Euro(cents=cents), on=YEAR_END).amount == Euro(cents=cents)


def test_feature_3_29_undoing_a_write_off_makes_the_item_collectable_again() -> None:
    entry = write_off(INVOICE, INVOICE.amount, on=YEAR_END, collection=ONE)
    assert collectable(INVOICE, [entry]) is None
    back = undone(entry, on=date(2027, 1, 4))
    assert (back.reverses, back.collection, sums([entry, back])) == (entry.id, ONE, {})
    assert collectable(INVOICE, [entry, back]) == INVOICE


def test_what_is_left_of_an_item_written_off_in_part_is_collectable() -> None:
    entry = write_off(INVOICE, euros(15), on=YEAR_END)
    assert collectable(INVOICE, [entry, entry]) == replace(INVOICE, amount=euros(25))
    assert collectable(CREDIT_NOTE, [entry]) == CREDIT_NOTE


# -- posting ------------------------------------------------------------------------------------


def test_posting_gives_the_accounts_of_the_users_ledger() -> None:
    (taken,) = post(a_run_of(HUNDRED), LEDGER, posted=())
    assert [line.account for line in taken.lines] == ["1290", "1300"]


def test_posting_twice_posts_nothing() -> None:
    run = a_run_of(*BOTH)
    once = {name for entry in post(run, LEDGER, posted=()) for name in entry.ids}
    assert post(run, LEDGER, posted=once) == ()


def test_what_the_bank_has_told_since_is_all_that_is_posted() -> None:
    once = set(ids(post(a_run_of(HUNDRED), LEDGER, posted=())))
    run = a_run_of(HUNDRED.knowing([SETTLED]))
    assert ids(post(run, LEDGER, posted=once)) == ["2026-12-1/settled"]


def test_the_same_entry_given_twice_is_posted_once() -> None:
    entry = write_off(INVOICE, INVOICE.amount, on=YEAR_END)
    assert len(post_entries([entry, entry], LEDGER, posted=())) == 1


def test_feature_4_46_a_batch_is_one_total_and_its_returns_another() -> None:
    settled = [each.knowing([replace(SETTLED, end_to_end_id=each.end_to_end_id)]) for each in BOTH]
    run = a_run_of(settled[0].knowing([RETURNED]), settled[1])
    made = added_up(post(run, LEDGER, posted=()))
    assert [(entry.event.value, str(entry.amount)) for entry in made] == [
        ("taken", "1000.00"),
        ("open again", "100.00"),
        ("settled", "1000.00"),
        ("off again", "100.00"),
    ]
    assert made[2].ids == (
        "2026-12-1/settled and 1 more",
        "2026-12-1/settled",
        "2026-12-2/settled",
    )
    assert balances(made) == balances(entries(run, AT_FILE))


def test_what_was_added_up_is_posted_once() -> None:
    run = a_run_of(*BOTH)
    (total,) = added_up(post(run, LEDGER, posted=()))
    assert post(run, LEDGER, posted=frozenset(total.ids)) == ()
    assert post_entries([total], LEDGER, posted=frozenset(total.ids)) == ()


def test_a_total_of_which_a_part_was_posted_is_refused() -> None:
    (total,) = added_up(entries(a_run_of(*BOTH), AT_FILE))
    with pytest.raises(IllegalStep, match="adds up 2026-12-1/taken, posted before"):
        post_entries([total], LEDGER, posted={"2026-12-1/taken"})


def test_feature_4_43_the_clearing_account_is_tied_to_the_bank_account() -> None:
    iban = ACCOUNT.iban
    own = Ledger(
        receivable="1300",
        return_charges="4710",
        in_transit={iban: "1291"},
        bank={str(iban): "1011"},
        closes=AT_FILE,
    )
    made = post(a_run_of(HUNDRED.knowing([SETTLED])), own, posted=())
    assert [line.account for entry in made for line in entry.lines] == [
        *("1291", "1300"),
        *("1011", "1291"),
    ]


def test_what_has_nothing_to_do_with_the_bank_cannot_differ_by_bank_account() -> None:
    own: Any = {ACCOUNT.iban: "1301"}
    with pytest.raises(InvalidValue, match="receivable: accounts by IBAN, and only bank"):
        replace(LEDGER, receivable=own)


def test_an_account_that_has_no_account_of_the_ledger_is_named() -> None:
    other = replace(LEDGER, bank={Iban("NL91ABNA0417164300"): LedgerAccount("1011")})
    assert refused(a_run_of(HUNDRED), other) == ["JNL-01 role bank of account NL02ABNA0123456789"]


def test_what_is_given_as_posted_may_be_entries_or_their_ids() -> None:
    run = a_run_of(*BOTH)
    made = post(run, LEDGER, posted=())
    assert post(run, LEDGER, posted=made) == post(run, LEDGER, posted=ids(made)) == ()
    assert post(run, LEDGER, posted=added_up(made)) == ()


def test_nobody_forgets_what_was_posted_or_when_items_are_closed() -> None:
    step: Any = post
    with pytest.raises(TypeError, match="posted"):
        step(a_run_of(HUNDRED), LEDGER)
    ledger: Any = Ledger
    with pytest.raises(TypeError, match="closes"):
        ledger(receivable="1300")
    with pytest.raises(InvalidValue, match="closes 'at file' of a ledger"):
        ledger(closes="at file")
    with pytest.raises(InvalidValue, match="bank 1010: give the code of an account"):
        ledger(bank=1010, closes=AT_FILE)


def test_all_runs_are_posted_at_once_and_what_was_not_sent_is_not() -> None:
    sent, prepared = a_run_of(HUNDRED), replace(a_run(), id=RunId("LATER"))
    assert post([sent, prepared], LEDGER, posted=()) == post(sent, LEDGER, posted=())
    assert post(prepared, without(*Role), posted=()) == ()


# -- what stands against it ---------------------------------------------------------------------


def refused(run: CollectionRun, ledger: Ledger = LEDGER, **asked: Any) -> list[str]:
    with pytest.raises(RulesViolated) as raised:
        post(run, replace(ledger, **asked), posted=())
    return [f"{finding.rule} {finding.subject}" for finding in raised.value.findings]


def test_feature_1_14_every_missing_account_is_named_before_any_entry_is_made() -> None:
    ledger = without(Role.IN_TRANSIT, Role.BANK, Role.RETURN_CHARGES, Role.DISCOUNT)
    assert refused(a_run_of(HUNDRED), ledger) == [
        "JNL-01 role in transit of account NL02ABNA0123456789",
        "JNL-01 role bank of account NL02ABNA0123456789",
        "JNL-01 role return charges",
    ]


def test_an_account_for_discount_is_needed_where_there_is_any() -> None:
    discounted = a_run_of(replace(HUNDRED, amount=euros(98), discount=euros(2)))
    assert refused(discounted, without(Role.DISCOUNT)) == ["JNL-01 role discount"]
    assert ready(a_run_of(HUNDRED), without(Role.DISCOUNT)) == ()


def test_an_account_for_write_offs_is_needed_to_write_off() -> None:
    entry = write_off(INVOICE, INVOICE.amount, on=YEAR_END)
    assert ready(a_run_of(HUNDRED), without(Role.WRITE_OFF)) == ()
    with pytest.raises(RulesViolated, match=r"JNL-01.* role write-off: no account of the ledger"):
        post_entries([entry], without(Role.WRITE_OFF), posted=())


def with_journal(role: Role, kind: JournalKind | None) -> Ledger:
    account: dict[str, Any] = {role.name.lower(): LedgerAccount("9", kind)}
    return replace(LEDGER, **account)


@pytest.mark.parametrize("kind", [JournalKind.BANK, JournalKind.CASH, None])
def test_feature_3_25_the_banks_account_is_on_a_bank_or_cash_journal(
    kind: JournalKind | None,
) -> None:
    assert ready(a_run_of(HUNDRED), with_journal(Role.BANK, kind)) == ()


@pytest.mark.parametrize("kind", [JournalKind.MEMORIAL, JournalKind.OTHER])
def test_feature_3_25_the_banks_account_is_on_no_other_journal(kind: JournalKind) -> None:
    (finding,) = ready(a_run_of(HUNDRED), with_journal(Role.BANK, kind))
    assert finding.rule == "JNL-02"
    assert finding.detail == (
        f"account 9 is on a journal of the kind {kind}; it needs to be bank or cash"
    )


def test_feature_3_27_a_write_off_is_on_a_memorial_journal() -> None:
    entry = write_off(INVOICE, INVOICE.amount, on=YEAR_END)
    memorial = with_journal(Role.WRITE_OFF, JournalKind.MEMORIAL)
    assert len(post_entries([entry], memorial, posted=())) == 1
    with pytest.raises(RulesViolated, match=r"JNL-03.* it needs to be memorial"):
        post_entries([entry], with_journal(Role.WRITE_OFF, JournalKind.BANK), posted=())


def test_feature_3_2_a_day_in_a_closed_period_is_refused() -> None:
    december = Periods((Period(date(2026, 12, 1), YEAR_END),))
    run = a_run_of(HUNDRED.knowing([SETTLED]))
    assert refused(run, periods=december) == ["JNL-04 entry 2026-12-1/taken"]
    with pytest.raises(RulesViolated) as raised:
        post(run, replace(LEDGER, periods=december), posted=())
    assert raised.value.findings[0].detail == (
        "it is dated 2026-11-23, and open is 2026-12-01 to 2026-12-31; open that period, "
        "or date it later"
    )


def test_feature_3_2_a_period_is_open_from_its_first_day_to_its_last() -> None:
    run = a_run_of(HUNDRED)
    for first in (SENT_ON, date(2026, 11, 1)):
        ledger = replace(LEDGER, periods=Periods((Period(first, SENT_ON),)))
        assert post(run, ledger, posted=())
    before = Periods((Period(date(2026, 11, 1), date(2026, 11, 22)),))
    assert refused(run, periods=before) == ["JNL-04 entry 2026-12-1/taken"]


def test_what_was_posted_needs_no_open_period_any_more() -> None:
    december = Periods((Period(date(2026, 12, 1), YEAR_END),))
    run = a_run_of(HUNDRED.knowing([SETTLED]))
    made = post(run, replace(LEDGER, periods=december), posted={"2026-12-1/taken"})
    assert ids(made) == ["2026-12-1/settled"]


def test_feature_3_2_an_entry_may_be_moved_to_the_first_open_day() -> None:
    periods = Periods((Period(date(2027, 1, 1), date(2027, 1, 31)), Period(DUE_ON, YEAR_END)))
    ledger = replace(LEDGER, periods=periods, when_closed=WhenClosed.FIRST_OPEN_DAY)
    (taken,) = post(a_run_of(HUNDRED), ledger, posted=())
    assert taken.on == DUE_ON
    assert taken.description.endswith("taken (of 2026-11-23)")


def test_an_entry_cannot_be_moved_where_no_later_day_is_open() -> None:
    over = Periods((Period(date(2026, 1, 1), date(2026, 10, 31)),))
    found = refused(a_run_of(HUNDRED), periods=over, when_closed=WhenClosed.FIRST_OPEN_DAY)
    assert found == ["JNL-04 entry 2026-12-1/taken"]


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(InvalidValue, match="2026-12-02 to 2026-12-01: it ends before it begins"):
        Period(date(2026, 12, 2), date(2026, 12, 1))


def test_a_collection_that_its_items_do_not_come_to_is_named() -> None:
    wrong = replace(HUNDRED, amount=euros(99))
    assert refused(a_run_of(wrong)) == ["JNL-05 collection 2026-12-1 of debtor 10042"]
    with pytest.raises(InvalidValue, match=r"items come to 100\.00, and its amount 99\.00 with"):
        entries(a_run_of(wrong), AT_FILE)


def test_a_ledger_account_has_a_code() -> None:
    with pytest.raises(InvalidValue, match="code ' ' of a ledger account"):
        LedgerAccount(" ")


# -- what is told otherwise later ---------------------------------------------------------------


def test_charges_that_are_told_higher_later_are_corrected_by_the_difference() -> None:
    low, high = (replace(RETURNED, charges=euros(3)), replace(RETURNED, charges=euros(5)))
    posted = post(a_run_of(HUNDRED.knowing([SETTLED, low])), LEDGER, posted=())
    run = a_run_of(HUNDRED.knowing([SETTLED, low, high]))
    assert post(run, LEDGER, posted=set(ids(posted))) == ()
    (correction,) = corrections(run, AT_FILE, posted=posted, on=LATER_ON)
    assert (correction.id, correction.corrects) == (
        "2026-12-1/given back charges corrected 1",
        "2026-12-1/given back charges",
    )
    assert sums([correction]) == {"return charges": "2.00", "bank": "-2.00"}
    all_posted = (*posted, *post_entries([correction], LEDGER, posted=()))
    assert corrections(run, AT_FILE, posted=all_posted, on=LATER_ON) == ()


def test_a_correction_of_a_correction_goes_by_another_id() -> None:
    facts = [SETTLED, replace(RETURNED, charges=euros(3))]
    journal = list(entries(a_run_of(HUNDRED.knowing(facts)), AT_FILE))
    for more in (5, 6):
        facts.append(replace(RETURNED, charges=euros(more)))
        run = a_run_of(HUNDRED.knowing(facts))
        journal += corrections(run, AT_FILE, posted=reversed(journal), on=LATER_ON)
    assert ids(journal)[-1] == "2026-12-1/given back charges corrected 2"
    assert balances(journal) == balances(entries(run, AT_FILE))


def test_what_was_added_up_is_corrected_as_a_whole() -> None:
    run = a_run_of(*BOTH)
    posted = added_up(post(run, LEDGER, posted=()))
    (correction,) = corrections(run, AT_SETTLEMENT, posted=posted, on=LATER_ON)
    assert correction.corrects == "2026-12-1/taken and 1 more"
    assert sums([*posted, correction]) == {}


def test_a_credit_that_turns_out_to_be_for_others_is_taken_back() -> None:
    posted = after(SETTLED, policy=AT_SETTLEMENT)
    taken_back = corrections(a_run_of(HUNDRED), AT_SETTLEMENT, posted=posted, on=LATER_ON)
    assert [entry.corrects for entry in taken_back] == ids(posted)
    assert sums([*posted, *taken_back]) == {}


def test_a_correction_that_is_no_longer_right_is_corrected() -> None:
    journal = list(after(SETTLED))
    for facts in ([], [SETTLED]):
        run = a_run_of(HUNDRED.knowing(facts))
        journal += corrections(run, AT_FILE, posted=journal, on=LATER_ON)
    assert sums(journal) == {"receivable": "-100.00", "bank": "100.00"}


def test_entries_about_other_things_are_left_alone() -> None:
    other = write_off(INVOICE, INVOICE.amount, on=YEAR_END)
    posted = (other, undone(other, on=YEAR_END), *entries(a_run_of(NINE_HUNDRED), AT_FILE))
    assert corrections(a_run_of(HUNDRED), AT_FILE, posted=posted, on=LATER_ON) == ()


def test_a_correction_without_what_it_corrects_is_refused() -> None:
    posted = entries(a_run_of(*BOTH), AT_FILE)
    made = corrections(a_run_of(*BOTH), AT_SETTLEMENT, posted=posted, on=LATER_ON)
    with pytest.raises(IllegalStep, match="give that as posted too"):
        corrections(a_run_of(*BOTH), AT_SETTLEMENT, posted=made, on=LATER_ON)


# -- entries and their table --------------------------------------------------------------------


def an_entry(*given: Line) -> Entry:
    return Entry(id="X", event=Event.TAKEN, on=DUE_ON, description="X", lines=given)


DEBIT = Line(Role.IN_TRANSIT, debit=euros(1))
CREDIT = Line(Role.RECEIVABLE, credit=euros(1))


@pytest.mark.parametrize(
    "given",
    [
        (),
        (DEBIT,),
        (DEBIT, CREDIT._replace(credit=euros(2))),
        (DEBIT, CREDIT, Line(Role.DISCOUNT)),
        (DEBIT._replace(credit=euros(1)), CREDIT._replace(debit=euros(1))),
        (DEBIT._replace(debit=euros(-1)), CREDIT._replace(credit=euros(-1))),
    ],
)
def test_an_entry_that_is_not_balanced_cannot_be_made(given: tuple[Line, ...]) -> None:
    with pytest.raises(InvalidValue, match=r"entry X.*debits? "):
        an_entry(*given)


def test_a_balanced_entry_can_be_made() -> None:
    assert an_entry(DEBIT, CREDIT).amount == euros(1)


def test_a_journal_is_written_as_a_table() -> None:
    assert write_journal(post(a_run_of(HUNDRED), LEDGER, posted=())) == (
        "date,entry,account,description,debtor,item,debit,credit,reverses,corrects\r\n"
        "2026-11-23,2026-12-1/taken,1290,collection 2026-12-1 of debtor 10042: taken,"
        ",,100.00,,,\r\n"
        "2026-11-23,2026-12-1/taken,1300,collection 2026-12-1 of debtor 10042: taken,"
        "10042,R-1,,100.00,,\r\n"
    )


def test_a_journal_with_decimal_commas_has_semicolons() -> None:
    entry = write_off(INVOICE, INVOICE.amount, on=YEAR_END)
    row = write_journal([entry], decimal=DecimalMark.COMMA).splitlines()[1]
    assert row == (
        "2026-12-31;invoice 2026-1001/written off 2026-12-31;write-off;"
        "invoice 2026-1001 of debtor 10042: written off;10042;2026-1001;40,00;;;"
    )
