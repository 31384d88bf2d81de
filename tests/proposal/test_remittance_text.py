"""What the debtor reads on the statement."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sepadd.open_item import Invoice
from sepadd.proposal.remittance_text import remittance
from sepadd.rulebook import REMITTANCE_LENGTH
from sepadd.testing import CREDIT_NOTE, INVOICE
from sepadd.values import AUSTRIAN_TEXT, GERMAN_TEXT, CreditorReference, StructuredCommunication

BARE = replace(INVOICE, number="R-1", description="")
STRUCTURED = CreditorReference("RF18539007547034")


def numbered(count: int, length: int = 6) -> list[Invoice]:
    return [replace(BARE, number=f"{n:0{length}}") for n in range(1, count + 1)]


def described(length: int) -> Invoice:
    return replace(BARE, description="d" * length)


def test_feature_3_7_an_invoice_is_named_by_its_number() -> None:
    assert remittance([BARE]) == ("R-1", None)


def test_its_description_stands_behind_the_number() -> None:
    assert remittance([INVOICE]).said == "2026-1001 Subscription"


def test_feature_3_10_the_runs_description_opens_the_text() -> None:
    assert remittance([INVOICE], "December").said == "December 2026-1001 Subscription"


def test_several_are_named_by_their_numbers_alone() -> None:
    assert remittance([INVOICE, CREDIT_NOTE]).said == "2026-1001 C-2026-12"


@pytest.mark.parametrize("reference", [STRUCTURED, StructuredCommunication("090933755493")])
def test_an_invoice_alone_brings_its_structured_reference(
    reference: CreditorReference | StructuredCommunication,
) -> None:
    assert (
        remittance([replace(INVOICE, creditor_reference=reference)], "December").said is reference
    )


def test_netted_with_another_its_structured_reference_is_left_away() -> None:
    structured = replace(INVOICE, creditor_reference=STRUCTURED)
    assert remittance([structured, CREDIT_NOTE]).said == "2026-1001 C-2026-12"


def test_a_text_of_140_characters_is_whole() -> None:
    said, left_out = remittance([described(REMITTANCE_LENGTH - len("R-1 "))])
    assert (len(str(said)), left_out) == (140, None)


def test_one_character_more_and_the_description_is_left_out_whole() -> None:
    item = described(REMITTANCE_LENGTH - len("R-1 ") + 1)
    assert remittance([item]) == ("R-1", f"the description {item.description!r}")


def test_twenty_numbers_of_six_just_fit() -> None:
    said, left_out = remittance(numbered(20))
    assert (len(str(said)), left_out) == (139, None)


def test_one_more_and_how_many_more_is_told() -> None:
    said, left_out = remittance(numbered(21))
    assert str(said).endswith("000018 000019 +2")
    assert left_out == "the numbers of 2 of 21 items"


def test_numbers_are_left_out_from_the_end_and_never_cut() -> None:
    said, _ = remittance(numbered(300))
    named = str(said).split(" ")
    assert named == [f"{n:06}" for n in range(1, 20)] + ["+281"]
    assert len(str(said)) <= REMITTANCE_LENGTH


def test_characters_are_counted_as_the_bank_reads_them() -> None:
    item = replace(BARE, description="ü" * 100)
    assert remittance([item], text=GERMAN_TEXT) == ("R-1", f"the description {'ü' * 100!r}")
    assert remittance([replace(item, description="ü" * 68)], text=GERMAN_TEXT).left_out is None


def test_numbers_are_counted_as_the_bank_reads_them() -> None:
    items = [replace(BARE, number=f"ü-{n:04}") for n in range(20)]
    assert remittance(items).left_out is None
    said, left_out = remittance(items, text=GERMAN_TEXT)
    assert len(GERMAN_TEXT.convert(str(said))) <= REMITTANCE_LENGTH
    assert left_out == "the numbers of 3 of 20 items"


def test_what_the_bank_takes_as_it_is_counts_as_it_is() -> None:
    assert remittance([replace(BARE, description="ü" * 136)], text=AUSTRIAN_TEXT).left_out is None


def test_feature_3_7_a_long_description_of_the_run_gives_way_to_the_number() -> None:
    said, left_out = remittance([BARE], "d" * 137)
    assert (said, left_out) == ("R-1", f"the run's description {'d' * 137!r}")


def test_a_description_of_the_run_that_just_fits_stays() -> None:
    assert remittance([BARE], "d" * 136) == ("d" * 136 + " R-1", None)


def test_a_long_description_of_the_run_gives_way_to_several_numbers() -> None:
    said, left_out = remittance(numbered(3), "d" * 130)
    assert (said, left_out) == ("000001 000002 000003", f"the run's description {'d' * 130!r}")


def test_a_description_that_leaves_no_room_for_any_number_gives_way_to_some() -> None:
    said, left_out = remittance(numbered(300), "d" * 136)
    assert str(said).startswith("000001 000002")
    assert left_out == "the numbers of 281 of 300 items"


def test_of_many_numbers_a_moderate_description_stays() -> None:
    said, _ = remittance(numbered(300), "December")
    assert str(said).startswith("December 000001 000002")


def test_a_number_that_no_file_can_hold_is_left_for_the_rules_to_refuse() -> None:
    long = "9" * 141
    assert remittance([replace(BARE, number=long)]) == (long, None)
