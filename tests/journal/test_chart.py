"""Which accounts of the ledger fill the roles, and which may not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from helpers.chart import CHART, without
from helpers.journal_entries import AT_FILE, HUNDRED, SETTLED, YEAR_END, a_run_of, euros, refused
from sepadd.findings import InvalidValue, RulesViolated
from sepadd.journal import (
    Chart,
    JournalKind,
    LedgerAccount,
    Role,
    post,
    post_entries,
    ready,
    write_off,
)
from sepadd.testing import ACCOUNT, INVOICE

# -- posting ---------------------------------------------------------------------------------------


def test_feature_4_43_the_clearing_account_is_tied_to_the_bank_account() -> None:
    iban = ACCOUNT.iban
    own = replace(
        CHART,
        of_bank_account={
            (Role.IN_TRANSIT, iban): LedgerAccount("1291"),
            (Role.BANK, iban): LedgerAccount("1011"),
        },
    )
    made = post(a_run_of(HUNDRED.knowing([SETTLED])), own, AT_FILE)
    assert [line.account for entry in made for line in entry.lines] == [
        *("1291", "1300"),
        *("1011", "1291"),
    ]


def test_what_has_nothing_to_do_with_the_bank_cannot_differ_by_bank_account() -> None:
    own = {(Role.RECEIVABLE, ACCOUNT.iban): LedgerAccount("1301")}
    with pytest.raises(InvalidValue, match="receivable of account NL02ABNA0123456789: only bank"):
        replace(CHART, of_bank_account=own)


# -- what stands against it ------------------------------------------------------------------------


def test_feature_1_14_every_missing_account_is_named_before_any_entry_is_made() -> None:
    chart = without(Role.IN_TRANSIT, Role.BANK, Role.RETURN_CHARGES, Role.DISCOUNT)
    assert refused(a_run_of(HUNDRED), chart) == [
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
        post_entries([entry], without(Role.WRITE_OFF))


def with_journal(role: Role, kind: JournalKind | None) -> Chart:
    return replace(CHART, accounts={**CHART.accounts, role: LedgerAccount("9", kind)})


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
    assert len(post_entries([entry], with_journal(Role.WRITE_OFF, JournalKind.MEMORIAL))) == 1
    with pytest.raises(RulesViolated, match=r"JNL-03.* it needs to be memorial"):
        post_entries([entry], with_journal(Role.WRITE_OFF, JournalKind.BANK))


def test_a_ledger_account_has_a_code() -> None:
    with pytest.raises(InvalidValue, match="code ' ' of a ledger account"):
        LedgerAccount(" ")
