"""IBAN and BIC: one way to write each, and a sentence for each mistake."""

from __future__ import annotations

import pickle
from typing import Any

import pytest

from sepadd.findings import InvalidValue
from sepadd.values import Bic, Iban


@pytest.mark.parametrize(
    "written",
    ["NL91ABNA0417164300", "nl91 abna 0417 1643 00", " NL91\u00a0ABNA 0417\t1643 00 "],
)
def test_trap_33_an_iban_is_kept_without_blanks_in_upper_case(written: str) -> None:
    iban = Iban(written)
    assert iban.value == str(iban) == "NL91ABNA0417164300"


def test_trap_33_wrong_check_digits_are_refused() -> None:
    with pytest.raises(InvalidValue, match="'NL91ABNA0417164301': the check digits 91 do not fit"):
        Iban("NL91ABNA0417164301")


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("NL91ABNA041716430", "an IBAN of NL has 18 characters, not 17"),
        ("NL91ABNA04171643000", "an IBAN of NL has 18 characters, not 19"),
        ("TR91000000", "an IBAN of TR does not have 10 characters"),
        ("ZZ91ABNA0417164300", "ZZ is no country"),
        ("NL490417ABNA164300", "not built as an IBAN of NL is"),
        ("", "letters and digits"),
        ("NL", "needs a country"),
        ("1234567890", "needs a country"),
        ("NLA1ABNA0417164300", "needs a country"),
        ("NL91-ABNA-0417-1643-00", "letters and digits"),
        ("\N{LATIN SMALL LETTER DOTLESS I}t60X0542811101000000123456", "letters and digits"),
        (None, "must be text, not NoneType"),
        (91, "must be text, not int"),
        (b"NL91ABNA0417164300", "must be text, not bytes"),
    ],
)
def test_an_iban_says_why_it_is_refused(written: Any, why: str) -> None:
    with pytest.raises(InvalidValue, match=why):
        Iban(written)


@pytest.mark.parametrize(
    ("written", "sepa", "eea"),
    [
        ("NL91ABNA0417164300", True, True),
        ("NO9386011117947", True, True),
        ("CH9300762011623852957", True, False),
        ("GB29NWBK60161331926819", True, False),
        ("GI75NWBK000000007099453", True, False),
        ("SM86U0322509800000000270100", True, False),
        ("RS35260005601001611379", True, False),
        ("FO6264600001631634", False, False),
    ],
)
def test_trap_25_an_account_tells_whether_it_is_in_sepa(
    written: str,
    sepa: bool,  # noqa: FBT001 - a column of the table
    eea: bool,  # noqa: FBT001 - a column of the table
) -> None:
    iban = Iban(written)
    assert iban.country == written[:2]
    assert iban.in_sepa is sepa
    assert iban.in_eea is eea


def test_an_iban_is_printed_in_fours_and_masked_but_for_its_ends() -> None:
    iban = Iban("NL91ABNA0417164300")
    assert iban.formatted == "NL91 ABNA 0417 1643 00"
    assert iban.masked == "NL91 **** **** **43 00"
    assert Iban(iban.formatted) == iban


def test_an_iban_equals_no_text() -> None:
    iban = Iban("NL91ABNA0417164300")
    text: object = "NL91ABNA0417164300"
    assert iban != text
    assert {iban, Iban("nl91abna0417164300")} == {iban}
    assert pickle.loads(pickle.dumps(iban)) == iban  # noqa: S301 - our own bytes


@pytest.mark.parametrize(
    ("written", "value"),
    [("ABNANL2A", "ABNANL2A"), ("abna nl 2a xxx", "ABNANL2AXXX"), ("DEUTDEFF500", "DEUTDEFF500")],
)
def test_a_bic_is_kept_without_blanks_in_upper_case(written: str, value: str) -> None:
    bic = Bic(written)
    assert bic.value == str(bic) == value
    assert bic.country == value[4:6]
    assert bic.in_old_form


@pytest.mark.parametrize("written", ["NOTPROVIDED", "notprovided", "NOTP RO VIDED"])
def test_trap_17_notprovided_is_no_bic(written: str) -> None:
    with pytest.raises(InvalidValue, match=r"leave the BIC away \(None\)"):
        Bic(written)


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("", "letters and digits"),
        ("ABNANL2", "needs 4 characters"),
        ("ABNANL2AXX", "needs 4 characters"),
        ("ABNA122A", "needs 4 characters"),
        ("ABNAZZ2A", "ZZ is no country"),
        ("ABNA-NL-2A", "letters and digits"),
        (None, "must be text, not NoneType"),
    ],
)
def test_a_bic_says_why_it_is_refused(written: Any, why: str) -> None:
    with pytest.raises(InvalidValue, match=why):
        Bic(written)


@pytest.mark.parametrize("written", ["1BNANL2A", "ABNANL0A", "ABNANL2O"])
def test_a_bic_of_the_new_form_may_not_fit_the_old_one(written: str) -> None:
    assert not Bic(written).in_old_form


def test_a_bic_equals_no_text() -> None:
    assert Bic("ABNANL2A") == Bic("abnanl2a")
    text: object = "ABNANL2A"
    assert Bic("ABNANL2A") != text
