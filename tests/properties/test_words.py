"""What holds for every amount and every identifier, not only for the examples."""

from __future__ import annotations

from decimal import Decimal
from string import ascii_letters, ascii_uppercase, digits

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sepadd.findings import InvalidValue
from sepadd.values import (
    CreditorIdentifier,
    CreditorReference,
    Euro,
    Iban,
    MandateReference,
    StructuredCommunication,
)
from sepadd.values.identifiers import Reference

AMOUNTS = st.integers(-(10**17) + 1, 10**17 - 1).map(lambda cents: Euro(cents=cents))
CAPITALS = ascii_uppercase + digits
SIGNS = "+?/:().,'-"
NATIONAL = st.text(CAPITALS + SIGNS.replace("/", ""), min_size=1, max_size=28)
TEN_DIGITS = st.integers(0, 10**10 - 1)


@st.composite
def references(draw: st.DrawFn) -> str:
    """Any text that the scheme takes as a reference."""
    parts = st.text(ascii_letters + digits + SIGNS.replace("/", "") + " ", min_size=1, max_size=10)
    text = "/".join(draw(st.lists(parts, min_size=1, max_size=3)))
    return "A" + text + "Z"


@st.composite
def wrong_check_digits(draw: st.DrawFn, value: str, at: int) -> str:
    """The same value with one of its two check digits, which stand at ``at``, changed."""
    place = at + draw(st.integers(0, 1))
    other = draw(st.sampled_from([d for d in digits if d != value[place]]))
    return value[:place] + other + value[place + 1 :]


@given(AMOUNTS)
def test_what_an_amount_prints_it_reads(amount: Euro) -> None:
    assert Euro(str(amount)) == amount
    assert Euro(Decimal(str(amount))) == amount


@given(st.lists(AMOUNTS, max_size=20))
def test_a_total_is_the_sum_in_any_order(amounts: list[Euro]) -> None:
    by_hand = Euro(cents=0)
    for amount in reversed(amounts):
        by_hand = by_hand + amount
    assert Euro.total(amounts) == by_hand


@given(AMOUNTS, AMOUNTS)
def test_amounts_are_ordered_as_their_cents(one: Euro, other: Euro) -> None:
    assert (one < other) == (one.cents < other.cents)
    assert (one <= other) == (one.cents <= other.cents)
    assert (one - other) + other == one
    assert -(other - one) == one - other


@given(st.floats())
def test_no_float_ever_becomes_an_amount(number: float) -> None:
    with pytest.raises(InvalidValue):
        Euro(number)  # type: ignore[call-overload]
    with pytest.raises(InvalidValue):
        Euro(cents=number)  # type: ignore[call-overload]


@given(st.text(max_size=8))
def test_a_text_is_an_amount_of_whole_cents_or_is_refused(text: str) -> None:
    try:
        amount = Euro(text)
    except InvalidValue:
        return
    assert Decimal(str(amount)) == Decimal(text)


@given(references())
def test_every_orderly_text_is_a_reference_and_comes_back_unchanged(text: str) -> None:
    assert str(Reference(text)) == text


@given(st.text(ascii_letters + "/ _é\n", max_size=6))
def test_a_reference_is_taken_exactly_when_it_is_orderly(text: str) -> None:
    orderly = (
        len(text) > 0
        and set(ascii_letters + "/ ").issuperset(text)
        and text == text.strip(" ").strip("/")
        and "//" not in text
    )
    try:
        Reference(text)
    except InvalidValue:
        assert not orderly
    else:
        assert orderly


@given(references())
def test_trap_15_a_mandate_reference_does_not_know_case(text: str) -> None:
    lower, upper = MandateReference(text.lower()), MandateReference(text.upper())
    assert lower == upper == MandateReference(text.swapcase())
    assert hash(lower) == hash(upper)
    assert lower.key == upper.key


@given(references(), st.integers(1, 30))
def test_trap_15b_a_blank_makes_another_mandate(text: str, at: int) -> None:
    at = min(at, len(text) - 1)
    spaced = text[:at] + " " + text[at:]
    assert MandateReference(spaced) != MandateReference(text)
    assert MandateReference(spaced).without_blanks == MandateReference(text).without_blanks


@given(st.data(), st.text(ascii_uppercase, min_size=2, max_size=2), NATIONAL)
def test_trap_16b_a_built_creditor_identifier_has_the_only_right_check_digits(
    data: st.DataObject, country: str, national: str
) -> None:
    built = CreditorIdentifier.build(country, national)
    assert CreditorIdentifier(built.value) == built
    assert built.identity == CreditorIdentifier.build(country, national, "A1B").identity
    with pytest.raises(InvalidValue, match=f"right would be {built.value[2:4]}"):
        CreditorIdentifier(data.draw(wrong_check_digits(built.value, 2)))


@given(st.data(), st.text(CAPITALS, min_size=1, max_size=21))
def test_a_built_creditor_reference_has_the_only_right_check_digits(
    data: st.DataObject, reference: str
) -> None:
    built = CreditorReference.build(reference)
    assert CreditorReference(built.value.lower()) == built
    with pytest.raises(InvalidValue, match=f"right would be {built.value[2:4]}"):
        CreditorReference(data.draw(wrong_check_digits(built.value, 2)))


@given(st.data(), TEN_DIGITS)
def test_a_built_structured_communication_has_the_only_right_check_digits(
    data: st.DataObject, number: int
) -> None:
    built = StructuredCommunication.build(number)
    assert StructuredCommunication(built.formatted) == built
    with pytest.raises(InvalidValue, match=f"right would be {built.value[10:]}"):
        StructuredCommunication(data.draw(wrong_check_digits(built.value, 10)))


@given(st.data(), st.integers(0, 10**10 - 1))
def test_trap_33_one_changed_digit_makes_an_iban_wrong(data: st.DataObject, number: int) -> None:
    bban = f"ABNA{number:010d}"
    check = 98 - int("".join(str(int(c, 36)) for c in bban + "NL00")) % 97
    iban = Iban(f"NL{check:02d}{bban}")
    assert Iban(iban.formatted.lower()) == iban
    with pytest.raises(InvalidValue, match="check digits"):
        Iban(data.draw(wrong_check_digits(iban.value, 2)))
