"""What an electronic invoice says of its collection."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sepadd.documents import e_invoice_terms
from sepadd.findings import InvalidValue
from sepadd.testing import ACCOUNT, CREDITOR, MANDATE
from sepadd.values import CreditorIdentifier

OTHER_CODE = CreditorIdentifier("NL42ABC123456780001")
STRANGER = CreditorIdentifier("DE98ZZZ09999999999")


def test_an_e_invoice_names_mandate_creditor_account_and_means() -> None:
    assert e_invoice_terms(MANDATE, CREDITOR).by_business_term == {
        "BT-81": "59",
        "BT-89": "M-1",
        "BT-90": "NL42ZZZ123456780001",
        "BT-91": "NL91ABNA0417164300",
    }


def test_the_same_as_values() -> None:
    terms = e_invoice_terms(MANDATE, CREDITOR)
    assert terms.mandate_reference == MANDATE.reference
    assert terms.creditor_identifier == MANDATE.creditor_identifier
    assert terms.debtor_account == MANDATE.debtor.iban


def test_it_has_the_identifier_that_the_file_will_have() -> None:
    mandate = replace(MANDATE, creditor_identifier=OTHER_CODE)
    assert e_invoice_terms(mandate, CREDITOR).creditor_identifier == OTHER_CODE


def test_the_identifier_of_an_account_is_the_creditors_own() -> None:
    account = replace(ACCOUNT, identifier=STRANGER)
    creditor = replace(CREDITOR, accounts=(account,))
    mandate = replace(MANDATE, creditor_identifier=STRANGER)
    assert e_invoice_terms(mandate, creditor).creditor_identifier == STRANGER


def test_a_mandate_given_to_somebody_else_is_refused() -> None:
    mandate = replace(MANDATE, creditor_identifier=STRANGER)
    with pytest.raises(InvalidValue, match=r"mandate M-1 was given to .* DE98ZZZ09999999999"):
        e_invoice_terms(mandate, CREDITOR)
