"""Masks: every package's habit of naming mandates, and no reference twice."""

from __future__ import annotations

from datetime import date

import pytest

from sepadd.findings import InvalidValue
from sepadd.mandate import ReferenceMask, Scheme
from sepadd.mandate.reference_mask import FIELDS
from sepadd.values import MandateReference

ON = date(2026, 3, 7)


def made(pattern: str, *taken: str, debtor: str = "10042") -> str:
    return str(
        ReferenceMask(pattern).reference(
            creditor="POOL",
            debtor=debtor,
            invoice="2026-1001",
            scheme=Scheme.B2B,
            on=ON,
            taken={MandateReference(reference) for reference in taken},
        )
    )


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("SR{debtor}", "SR10042"),
        ("BR{debtor}", "BR10042"),
        ("SO{debtor}{invoice}", "SO100422026-1001"),
    ],
)
def test_feature_2_l4_and_2_l5_a_package_names_them_by_scheme_debtor_and_invoice(
    pattern: str, expected: str
) -> None:
    assert made(pattern) == expected


def test_feature_3_40_the_reference_is_the_debtor_number() -> None:
    assert made("{debtor}") == "10042"


def test_feature_4_49_a_mask_of_administration_debtor_and_date() -> None:
    assert made("{creditor}-{debtor}-{year}{month:02}{day:02}") == "POOL-10042-20260307"


def test_every_field_has_its_value() -> None:
    pattern = ".".join(f"{{{name}}}" for name in FIELDS if name not in {"creditor", "invoice"})
    assert made(pattern) == "10042.B2B.2026.3.7.1"


def test_zeros_stand_before_a_short_number_and_a_long_one_stays_whole() -> None:
    assert made("{debtor:07}") == "0010042"
    assert made("{debtor:05}") == "10042"
    assert made("{debtor:04}") == "10042"


def test_the_number_counts_on_past_what_is_taken_whatever_its_case() -> None:
    assert made("M{number:03}") == "M001"
    assert made("M{number:03}", "m001") == "M002"
    assert made("M{number:03}", "M001", "M002", "M003") == "M004"


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 63, 64, 65, 1000])
def test_after_any_row_of_numbers_the_next_is_free(count: int) -> None:
    assert made("{number}", *map(str, range(1, count + 1))) == str(count + 1)


def test_a_number_is_not_taken_again_in_a_row_with_gaps() -> None:
    taken = ["M1", "M2", "M4", "M8", "M9"]
    assert made("M{number}", *taken) not in taken


def test_a_mask_without_a_number_refuses_what_is_taken_and_says_what_would_help() -> None:
    with pytest.raises(InvalidValue, match=r"10042 is taken; \{number\} in the mask would count"):
        made("{debtor}", "10042")


def test_a_reference_has_35_characters_at_the_most() -> None:
    assert len(made("{debtor:035}")) == 35
    with pytest.raises(InvalidValue, match=r"of 36 characters; a mandate reference has at most 35"):
        made("{debtor:036}")


def test_a_number_that_counts_past_35_characters_is_refused() -> None:
    full = "A" * 34
    with pytest.raises(InvalidValue, match="of 36 characters"):
        made(full + "{number}", *(f"{full}{number}" for number in range(1, 10)))


def test_a_value_that_is_no_reference_is_refused_as_one() -> None:
    with pytest.raises(InvalidValue, match="MandateReference 'Ä1'"):
        made("{debtor}", debtor="Ä1")


def test_a_field_that_has_no_value_is_named() -> None:
    with pytest.raises(InvalidValue, match="it asks for invoice, and none is given"):
        ReferenceMask("SO{debtor}{invoice}").reference(debtor="10042")


def test_what_a_mask_does_not_ask_for_need_not_be_given() -> None:
    assert ReferenceMask("SR{debtor}").reference(debtor="1") == MandateReference("SR1")


@pytest.mark.parametrize(
    "pattern",
    [
        *("{debtor.id}", "{debtor[0]}", "{debtor!r}", "{debtor:5}", "{debtor:>5}", "{debtor:00}"),
        *("{debtor", "debtor}", "{}", "{{debtor}}", "{Debtor}", "{number:0100}"),
    ],
)
def test_nothing_but_fields_with_leading_zeros_is_understood(pattern: str) -> None:
    with pytest.raises(InvalidValue, match="belongs to no field"):
        ReferenceMask(pattern)


def test_a_field_that_there_is_not_is_refused_with_those_there_are() -> None:
    with pytest.raises(InvalidValue, match="no field 'customer'; there are creditor, debtor"):
        ReferenceMask("{customer}")


@pytest.mark.parametrize("pattern", ["", "  "])
def test_an_empty_mask_is_refused(pattern: str) -> None:
    with pytest.raises(InvalidValue, match="needs text"):
        ReferenceMask(pattern)


def test_a_mask_tells_its_fields_and_whether_it_counts() -> None:
    mask = ReferenceMask("{year}-{debtor}-{year}-{number:05}")
    assert (mask.fields, mask.counts) == (("year", "debtor", "number"), True)
    assert not ReferenceMask("{debtor}").counts
