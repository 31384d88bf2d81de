"""The creditor as a bookkeeper writes it down."""

from __future__ import annotations

from dataclasses import replace

import pytest

from helpers.read_tables import places, refused
from sepadd.findings import RulesViolated
from sepadd.records import read_creditor, read_creditor_card
from sepadd.testing import CREDITOR
from sepadd.values import Bic, CreditorAccount, CreditorIdentifier, Iban, PostalAddress

SETTINGS = """
name = "Zwembad De Waterlelie"
identifier = "NL42 ZZZ 1234 5678 0001"
iban = "NL02 ABNA 0123 4567 89"
bic = "ABNANL2A"
trade_name = "De Waterlelie"

[address]
country = "NL"
town = "Utrecht"

[[accounts]]
iban = "NL91ABNA0417164300"
identifier = "NL42ABC123456780001"
collects = false
batch_booking = true
label = "savings"
"""


def test_a_creditor_is_read_from_its_settings() -> None:
    assert read_creditor(SETTINGS) == replace(
        CREDITOR,
        trade_name="De Waterlelie",
        address=PostalAddress(country="NL", town="Utrecht"),
        accounts=(
            replace(CREDITOR.accounts[0], bic=Bic("ABNANL2A")),
            CreditorAccount(
                iban=Iban("NL91ABNA0417164300"),
                identifier=CreditorIdentifier("NL42ABC123456780001"),
                collects=False,
                batch_booking=True,
                label="savings",
            ),
        ),
    )


def test_a_creditor_may_be_half_filled_in() -> None:
    assert read_creditor_card("").accounts == ()
    assert str(read_creditor_card('identifier = "NL42 ZZZ 1234 5678 0001"').identifier) == (
        "NL42ZZZ123456780001"
    )
    with pytest.raises(RulesViolated, match=r"CRE-01.*\n.*CRE-02.*\n.*CRE-03"):
        read_creditor("")


def test_all_that_is_wrong_with_the_settings_is_told_at_once() -> None:
    settings = 'nmae = "x"\niban = "NL00"\ntrade_name = 7\n[address]\ncountry = "nl"\n'
    assert {(each.rule, each.path) for each in refused(lambda: read_creditor_card(settings))} == {
        ("REC-02", None),
        ("REC-02", "trade_name"),
        ("REC-03", "address"),
        ("REC-03", "iban"),
    }


def test_a_bank_without_an_account_is_refused() -> None:
    assert places(lambda: read_creditor_card('bic = "ABNANL2A"')) == [("REC-03", None, "bic")]


@pytest.mark.parametrize(
    "source", ["name = ", b"\xff", "a = 1\na = 2", pytest.param("a = " + "[" * 9999, id="deep")]
)
def test_settings_that_are_no_toml_are_refused(source: bytes | str) -> None:
    (found,) = refused(lambda: read_creditor_card(source))
    assert found.rule == "SET-01"
