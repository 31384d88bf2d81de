"""Identifiers: what the scheme takes, what it refuses, and which two mean the same."""

from __future__ import annotations

import pickle
from typing import Any

import pytest

from sepadd.findings import InvalidValue
from sepadd.values import (
    CreditorIdentifier,
    CreditorReference,
    EndToEndId,
    MandateReference,
    MessageId,
    PaymentInformationId,
    RunId,
    StructuredCommunication,
)
from sepadd.values.identifiers import Reference

REFERENCES = (Reference, MandateReference, EndToEndId, MessageId, PaymentInformationId)


# -- references ---------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", REFERENCES)
@pytest.mark.parametrize(
    "value", ["A", "a" * 35, "A+?/:().,'-b", "2026-12-1", "A/B/C", "- -", "NOTPROVIDED1"]
)
def test_a_reference_holds_35_characters_of_the_set(kind: type[Reference], value: str) -> None:
    assert str(kind(value)) == value


@pytest.mark.parametrize("kind", REFERENCES)
@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("", "this one has 0"),
        ("a" * 36, "this one has 36"),
        ("A_B", "not '_'"),
        ("Ä1", "not 'Ä'"),
        ("a&b\n", r"not '&\\n'"),
        (" ", "blank may not lead or trail"),
        (" A", "blank may not lead or trail"),
        ("A ", "blank may not lead or trail"),
        ("A\n", "not"),
        ("/A", "slash may not lead, trail or repeat"),
        ("A/", "slash may not lead, trail or repeat"),
        ("A//B", "slash may not lead, trail or repeat"),
        ("/", "slash may not lead, trail or repeat"),
        (7, "must be text, not int"),
        (None, "must be text, not NoneType"),
    ],
)
def test_a_reference_says_why_it_is_refused(kind: type[Reference], value: Any, why: str) -> None:
    with pytest.raises(InvalidValue, match=why) as refused:
        kind(value)
    assert str(refused.value).startswith(f"{kind.__name__} {value!r}: ")


@pytest.mark.parametrize("value", ["INV/2026//7", "/A", "A/", "Ä1"])
def test_trap_21_restricted_characters_are_refused(value: str) -> None:
    with pytest.raises(InvalidValue, match="EndToEndId"):
        EndToEndId(value)


def test_trap_21_blanks_within_are_taken() -> None:
    assert str(EndToEndId("RF18 5390 0754 7034")) == "RF18 5390 0754 7034"


@pytest.mark.parametrize("kind", [MandateReference, EndToEndId])
@pytest.mark.parametrize("value", ["NOTPROVIDED", "notprovided", "NotProvided"])
def test_a_name_that_says_there_is_none_is_refused(kind: type[Reference], value: str) -> None:
    with pytest.raises(InvalidValue, match="there is no reference"):
        kind(value)


def test_references_of_different_kinds_are_never_equal() -> None:
    all_kinds: set[object] = {kind("A") for kind in (*REFERENCES, RunId)}
    assert len(all_kinds) == len(REFERENCES) + 1
    assert MandateReference("A") != "A"


def test_a_reference_prints_as_its_kind_and_survives_pickling() -> None:
    name = EndToEndId("2026-12-1")
    assert repr(name) == "EndToEndId(value='2026-12-1')"
    assert pickle.loads(pickle.dumps(name)) == name  # noqa: S301 - our own bytes


def test_trap_15_a_mandate_reference_does_not_know_case() -> None:
    one, other = MandateReference("123AAa45678"), MandateReference("123aaA45678")
    assert one == other
    assert hash(one) == hash(other)
    assert one.key == other.key == "123AAA45678"


def test_trap_15b_blanks_in_a_mandate_reference_count_and_can_be_seen_past() -> None:
    one, other = MandateReference("123aaa45678"), MandateReference("123aaa 45678")
    assert one != other
    assert one.without_blanks == other.without_blanks == "123AAA45678"


def test_other_references_know_case() -> None:
    assert EndToEndId("a") != EndToEndId("A")


@pytest.mark.parametrize("value", ["R", "RUN-2026-12", "x" * 18])
def test_a_run_is_named_with_letters_digits_and_dash(value: str) -> None:
    assert RunId(value).value == value


@pytest.mark.parametrize("value", ["", "x" * 19, "a.b", "a_b", "a b", "a/b", "é", "a\n", 1])
def test_any_other_name_of_a_run_is_refused(value: Any) -> None:
    with pytest.raises(InvalidValue, match="RunId"):
        RunId(value)


# -- the creditor identifier --------------------------------------------------------------------

CREDITORS = [
    "AT61ZZZ01234567890", "BE68ZZZ0123456789", "BE69ZZZ050D000000008", "BG07ZZZ100064095",
    "CH1312300000012345", "CY54ZZZ003A", "CZ56ZZZ12345", "DE98ZZZ09999999999",
    "DK95ZZZ999912345678", "EE49ZZZEE00012345678", "ES59ZZZX1234567L", "FI22BBB12345678",
    "FR72ZZZ123456", "MC54ZZZ123456", "GB23ZZZSDDBARC000000ABCD1234", "GR44ZZZ12345",
    "HR04ZZZ01234567890", "HU56ZZZE12345676", "IE84ZZZ123456", "IT66ZZZA1B2C3D4E5F6G7H8",
    "SM94ZZZA1B2C3D4E5F6G7H8", "LT30ZZZ123456789", "LU27ZZZ0000000000123456789",
    "LV21ZZZ40003000010", "MT31ZZZ123456789X", "NL42ZZZ123456780001", "NO38ZZZ123456785",
    "PL18ZZZ0123456789", "PT73ZZZ123456", "SE41ZZZ1234567890", "SI02ZZZ12345678",
    "SK19ZZZ70000000022",
]  # fmt: skip


@pytest.mark.parametrize("value", CREDITORS)
def test_every_country_s_example_is_valid_and_not_doubted(value: str) -> None:
    identifier = CreditorIdentifier(value)
    assert identifier.doubt is None
    assert (
        CreditorIdentifier.build(identifier.country, identifier.national, identifier.business_code)
        == identifier
    )


@pytest.mark.parametrize(
    ("value", "right"),
    [
        ("NL00ZZZ123456780000", "69"),
        ("IE03ZZZ123456", "84"),
        ("DE74ZZZ09999999999", "98"),
        ("DE98ZZZ09999999998", "28"),
    ],
)
def test_wrong_check_digits_are_refused_with_the_right_ones(value: str, right: str) -> None:
    message = f"{value}': check digits {value[2:4]}, right would be {right}"
    with pytest.raises(InvalidValue, match=message):
        CreditorIdentifier(value)


def test_the_german_example_with_another_number_is_refused() -> None:
    with pytest.raises(InvalidValue, match="check digits 02"):
        CreditorIdentifier("DE02ABC01234567890")


def test_trap_16_the_business_code_is_outside_the_identity() -> None:
    one, other = (
        CreditorIdentifier("NL42ZZZ123456780001"),
        CreditorIdentifier("NL42ABC123456780001"),
    )
    assert one != other
    assert one.identity == other.identity == "NL42123456780001"


def test_trap_16b_check_digits_ignore_the_business_code() -> None:
    assert CreditorIdentifier("NL42ZZZ123456780001").business_code == "ZZZ"
    with pytest.raises(InvalidValue, match="check digits 00, right would be 69"):
        CreditorIdentifier("NL00ZZZ123456780000")


def test_trap_16c_the_check_of_an_iban_does_not_fit_a_creditor_identifier() -> None:
    value = "DE98ZZZ09999999999"
    as_an_iban = int("".join(str(int(c, 36)) for c in value[4:] + value[:4])) % 97
    assert as_an_iban != 1
    assert CreditorIdentifier(value).value == value


def test_its_parts() -> None:
    identifier = CreditorIdentifier("CH1312300000012345")
    assert identifier.country == "CH"
    assert identifier.business_code == "123"
    assert identifier.national == "00000012345"
    assert str(identifier) == "CH1312300000012345"


def test_signs_in_the_national_part_are_outside_the_check_digits() -> None:
    assert CreditorIdentifier("NL42ZZZ12345678-0001").national == "12345678-0001"


@pytest.mark.parametrize("printed", ["nl42zzz123456780001", "NL42 ZZZ 1234 5678 0001"])
def test_an_identifier_is_read_as_printed(printed: str) -> None:
    assert CreditorIdentifier(printed).value == "NL42ZZZ123456780001"
    assert CreditorIdentifier(printed) == CreditorIdentifier("NL42ZZZ123456780001")


def test_nothing_but_plain_text_is_read() -> None:
    with pytest.raises(InvalidValue, match="no accents"):
        CreditorIdentifier("\N{LATIN SMALL LETTER DOTLESS I}e84ZZZ123456")  # its capital is I


@pytest.mark.parametrize(
    "value",
    ["", "NL", "NL42ZZZ", "N142ZZZ1", "NLX2ZZZ1", "NL42ZZZ1_2", "NL42ZZZ" + "1" * 29, "NL42ZZZ1\n",
     None, 42],
)  # fmt: skip
def test_what_is_not_built_like_an_identifier_is_refused(value: Any) -> None:
    with pytest.raises(InvalidValue, match="CreditorIdentifier"):
        CreditorIdentifier(value)


@pytest.mark.parametrize("national", ["1/", "1//2"])
def test_a_slash_may_not_trail_or_repeat_in_it_either(national: str) -> None:
    with pytest.raises(InvalidValue, match="slash"):
        CreditorIdentifier.build("NL", national)


def test_35_characters_are_the_most() -> None:
    assert len(CreditorIdentifier.build("GB", "1" * 28).value) == 35
    with pytest.raises(InvalidValue, match="1 to 28"):
        CreditorIdentifier.build("GB", "1" * 29)


def test_an_unusual_length_is_a_doubt_and_no_error() -> None:
    short = CreditorIdentifier.build("NL", "12345678000")
    assert short.doubt == "an identifier of NL has 19 characters, this one 18"
    assert CreditorIdentifier.build("NL", "123456780001").doubt is None


def test_belgium_has_two_lengths() -> None:
    doubt = CreditorIdentifier.build("BE", "123").doubt
    assert doubt == "an identifier of BE has 17 or 20 characters, this one 10"


def test_a_country_without_data_is_not_doubted() -> None:
    assert CreditorIdentifier.build("IS", "1").doubt is None


def test_feature_4_18_a_dutch_identifier_is_derived_from_the_kvk_number() -> None:
    assert CreditorIdentifier.from_kvk("12345678").value == "NL69ZZZ123456780000"
    assert CreditorIdentifier.from_kvk("12345678", suffix="0001").value == "NL42ZZZ123456780001"
    with_code = CreditorIdentifier.from_kvk("12345678", suffix="0001", business_code="ABC")
    assert with_code.value == "NL42ABC123456780001"


@pytest.mark.parametrize(
    "kvk", ["1234567", "123456789", "1234567a", "1234567\N{FULLWIDTH DIGIT EIGHT}", 12345678]
)
def test_a_kvk_number_has_eight_digits(kvk: Any) -> None:
    with pytest.raises(InvalidValue, match=r"KvK number .*needs 8 digits"):
        CreditorIdentifier.from_kvk(kvk)


@pytest.mark.parametrize("suffix", ["000", "00000", "B01 ", 1])
def test_the_suffix_of_a_kvk_number_has_four_digits(suffix: Any) -> None:
    with pytest.raises(InvalidValue, match=r"suffix .*needs 4 digits"):
        CreditorIdentifier.from_kvk("12345678", suffix=suffix)


# -- references with check digits ---------------------------------------------------------------


@pytest.mark.parametrize(
    "written", ["RF18539007547034", "RF18 5390 0754 7034", "rf18 5390 0754 7034"]
)
def test_trap_23b_a_creditor_reference_is_kept_without_blanks(written: str) -> None:
    reference = CreditorReference(written)
    assert reference.value == str(reference) == "RF18539007547034"
    assert reference.issuer == "ISO"
    assert reference == CreditorReference.build("539007547034")


def test_a_creditor_reference_names_the_right_check_digits() -> None:
    with pytest.raises(InvalidValue, match="check digits 19, right would be 18"):
        CreditorReference("RF19539007547034")


def test_a_creditor_reference_has_at_most_25_characters() -> None:
    assert len(CreditorReference.build("A" * 21).value) == 25
    with pytest.raises(InvalidValue, match="1 to 21"):
        CreditorReference.build("A" * 22)


@pytest.mark.parametrize("value", ["", "RF18", "RF1", "XX18539007547034", "RF18-5390", "RF18É", 18])
def test_what_is_not_built_like_a_creditor_reference_is_refused(value: Any) -> None:
    with pytest.raises(InvalidValue, match="CreditorReference"):
        CreditorReference(value)


@pytest.mark.parametrize("reference", ["", "A-1", "A_1"])
def test_nothing_else_is_made_a_creditor_reference(reference: str) -> None:
    with pytest.raises(InvalidValue, match="letters or digits"):
        CreditorReference.build(reference)


@pytest.mark.parametrize(
    "written",
    ["+++090/9337/55493+++", "***090/9337/55493***", "090/9337/55493", "090933755493",
     "+++ 090/9337/55493 +++"],
)  # fmt: skip
def test_a_structured_communication_is_kept_as_twelve_digits(written: str) -> None:
    communication = StructuredCommunication(written)
    assert communication.value == str(communication) == "090933755493"
    assert communication.formatted == "+++090/9337/55493+++"
    assert communication.issuer == "BBA"


@pytest.mark.parametrize(
    "value",
    ["", "09093375549", "0909337554933", "+++090/9337/55493", "+++090/9337/55493***",
     "090/933755493", "090-9337-55493", "\N{ARABIC-INDIC DIGIT ZERO}90933755493", 90933755493],
)  # fmt: skip
def test_what_is_not_built_like_a_structured_communication_is_refused(value: Any) -> None:
    with pytest.raises(InvalidValue, match="StructuredCommunication"):
        StructuredCommunication(value)


def test_a_structured_communication_names_the_right_check_digits() -> None:
    with pytest.raises(InvalidValue, match="check digits 94, right would be 93"):
        StructuredCommunication("090933755494")


@pytest.mark.parametrize(
    ("number", "value"), [(0, "000000000097"), ("97", "000000009797"), (1, "000000000101")]
)
def test_a_remainder_of_nothing_is_written_97(number: int | str, value: str) -> None:
    assert StructuredCommunication.build(number).value == value


@pytest.mark.parametrize("number", [-1, 10**10, "", "1a", "12345678901", True, 1.5])
def test_a_structured_communication_is_made_of_at_most_ten_digits(number: Any) -> None:
    with pytest.raises(InvalidValue, match="needs 1 to 10 digits"):
        StructuredCommunication.build(number)
