"""The books of one creditor: what it collects under, and whose mandates are its own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sepadd.books import Books
from sepadd.findings import IllegalStep
from sepadd.testing import ACCOUNT, CREDITOR, MANDATE
from sepadd.values import CreditorIdentifier, Iban, MandateReference

OWN = CreditorIdentifier("NL42ZZZ123456780001")
OF_ACCOUNT = CreditorIdentifier("DE98ZZZ09999999999")
SAVINGS = replace(ACCOUNT, iban=Iban("NL91ABNA0417164300"), collects=False)


def test_what_an_account_has_of_its_own_goes_before_the_creditors() -> None:
    account = replace(ACCOUNT, identifier=OF_ACCOUNT)
    assert Books(creditor=CREDITOR, open_items=(), mandates=(), runs=()).must_collect() == OWN
    assert (
        Books(
            creditor=replace(CREDITOR, accounts=(account,)), open_items=(), mandates=(), runs=()
        ).must_collect()
        == OF_ACCOUNT
    )


def test_an_account_that_does_not_collect_lends_no_identifier() -> None:
    savings = replace(SAVINGS, identifier=OF_ACCOUNT)
    books = Books(
        creditor=replace(CREDITOR, accounts=(savings, ACCOUNT)), open_items=(), mandates=(), runs=()
    )
    assert books.must_collect() == OWN


@pytest.mark.parametrize("accounts", [(), (SAVINGS,)])
def test_without_an_account_that_collects_it_is_said_why(accounts: tuple[object, ...]) -> None:
    books = Books(
        creditor=replace(CREDITOR, accounts=accounts), open_items=(), mandates=(), runs=()
    )  # type: ignore[arg-type]
    with pytest.raises(IllegalStep, match="no account of it collects"):
        books.must_collect()


def test_its_mandates_are_those_given_to_it_under_any_business_code() -> None:
    given = [
        replace(MANDATE, reference=MandateReference(f"M-{number}"), creditor_identifier=identifier)
        for number, identifier in enumerate(
            (OWN, CreditorIdentifier("NL42ABC123456780001"), OF_ACCOUNT), start=1
        )
    ]
    other = replace(MANDATE, debtor=replace(MANDATE.debtor, id="777"))
    books = Books(creditor=CREDITOR, mandates=(*given, other), open_items=(), runs=())
    assert books.mandates_of("10042") == tuple(given[:2])
    assert books.mandates_of("nobody") == ()
    assert replace(books, creditor=replace(CREDITOR, accounts=())).mandates_of("10042") == ()
