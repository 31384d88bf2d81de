"""A debtor's accounts, exactly one of which is collected from."""

from __future__ import annotations

import pytest

from helpers.debtors_in_books import FIRST, SECOND
from sepadd.debtors import DebtorAccounts
from sepadd.findings import InvalidValue


def test_feature_2_20_exactly_one_of_several_accounts_is_preferred() -> None:
    accounts = DebtorAccounts((FIRST, SECOND), FIRST.iban)
    assert accounts.account == FIRST
    assert accounts.prefer(SECOND.iban).account == SECOND


def test_what_is_preferred_is_one_of_them() -> None:
    with pytest.raises(InvalidValue, match="is not among the debtor's; there are: NL91ABNA"):
        DebtorAccounts((FIRST,), SECOND.iban)
    with pytest.raises(InvalidValue, match="there are: none"):
        DebtorAccounts((), SECOND.iban)


def test_an_account_stands_once() -> None:
    with pytest.raises(InvalidValue, match="NL91ABNA0417164300 is given more than once"):
        DebtorAccounts.only(FIRST).with_account(FIRST)


def test_an_account_more_is_not_preferred_yet() -> None:
    assert DebtorAccounts.only(FIRST).with_account(SECOND).account == FIRST
