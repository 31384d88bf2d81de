"""Which accounts of the ledger fill the roles, and which may not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from helpers.journal_entries import (
    AT_FILE,
    BOTH,
    HUNDRED,
    SETTLED,
    YEAR_END,
    a_run_of,
    euros,
    ids,
    refused,
)
from helpers.ledger import LEDGER, without
from sepadd.findings import InvalidValue, RulesViolated
from sepadd.journal import (
    JournalKind,
    Ledger,
    LedgerAccount,
    Role,
    post,
    post_entries,
    ready,
    write_off,
)
from sepadd.journal.entry import added_up
from sepadd.testing import ACCOUNT, INVOICE, a_run
from sepadd.values import Iban, RunId

# -- posting ---------------------------------------------------------------------------------------


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


# -- what stands against it ------------------------------------------------------------------------


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


def test_a_ledger_account_has_a_code() -> None:
    with pytest.raises(InvalidValue, match="code ' ' of a ledger account"):
        LedgerAccount(" ")
