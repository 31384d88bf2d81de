"""Which collection, batch or file a bank's message speaks of; and when that is not clear."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from helpers.matched import THREE, block, found
from helpers.told import (
    D2,
    D,
    b2b,
    booked,
    collection,
    credited,
    returned,
    sent,
    three,
    told,
)
from sepadd.collection import (
    Acceptance,
    BankFact,
    Cancellation,
    Level,
    Reject,
    Reported,
    Return,
    Settlement,
)
from sepadd.mandate import Amendment
from sepadd.recording.known_runs import CollectionGroup, CollectionPlace, KnownRuns
from sepadd.recording.matching import BatchMatching
from sepadd.testing import ACCOUNT, MANDATE
from sepadd.values import CreditorIdentifier, Euro, Iban, MandateReference

OTHER_ACCOUNT = replace(ACCOUNT, iban=Iban("NL91ABNA0417164300"))
TWO_DAYS = sent(collection(1), collection(2, "50.00", due_on=D2), collection(3, "20.00", due_on=D2))
"""One file of two batches."""
TWO_FILES = sent(collection(1), b2b(2))


# -- by its own references -------------------------------------------------------------------------


def test_a_collection_is_known_by_its_end_to_end_id() -> None:
    assert found(told(Reject, end_to_end_id="2026-12-2")) == "2026-12-2"


def test_or_by_its_instruction_id() -> None:
    assert found(told(Reject, instruction_id="2026-12-2")) == "2026-12-2"


def test_or_by_its_instruction_id_where_the_bank_has_put_its_own_reference_before() -> None:
    both = told(Reject, end_to_end_id="BANK-77", instruction_id="2026-12-2")
    assert found(both) == "2026-12-2"


def test_an_unknown_reference_is_told() -> None:
    unknown = told(Reject, end_to_end_id="2026-12-9")
    assert found(unknown) == "BNK-01: no collection is called 2026-12-9"


def test_an_unknown_reference_is_not_another_collection_of_that_mandate() -> None:
    of_a_run_that_is_not_here = returned(9, "30.00", amount="30.00", mandate="M-1")
    assert found(of_a_run_that_is_not_here) == "BNK-01: no collection is called 2026-12-9"


def test_unless_it_names_the_file_or_batch_of_one() -> None:
    known = returned(9, "30.00", amount="30.00", mandate="M-1", batch_id="2026-12.B1")
    assert found(known) == "2026-12-1"


def test_without_any_reference_nothing_is_found() -> None:
    assert found(told(Reject)) == "BNK-01: it names neither a collection nor a mandate"


# -- and the rest has to fit -----------------------------------------------------------------------


def test_the_mandate_has_to_be_its_own() -> None:
    assert found(told(Reject, end_to_end_id="2026-12-1", mandate="M-2")) == (
        "BNK-04: mandate M-2, and collection 2026-12-1 of debtor 10042 is under M-1"
    )


@pytest.mark.parametrize("written", ["M-1", "m-1", "M- 1"])
def test_banks_may_write_it_otherwise(written: str) -> None:
    assert found(told(Reject, end_to_end_id="2026-12-1", mandate=written)) == "2026-12-1"


def test_a_mandate_may_be_named_as_it_was_before_it_was_amended() -> None:
    before = Amendment(on=date(2026, 11, 2), reference=MandateReference("OLD-1"))
    amended = sent(collection(1, mandate=replace(MANDATE, amendments=(before,))))
    assert found(told(Reject, end_to_end_id="2026-12-1", mandate="OLD-1"), amended) == "2026-12-1"
    assert found(by_mandate(mandate="OLD-1"), amended) == "2026-12-1"


def test_a_mandate_of_another_creditor_identifier_before_is_one_mandate() -> None:
    before = Amendment(
        on=date(2026, 11, 2), creditor_identifier=CreditorIdentifier("DE98ZZZ09999999999")
    )
    amended = sent(collection(1, mandate=replace(MANDATE, amendments=(before,))))
    assert found(by_mandate(), amended) == "2026-12-1"


def test_the_amount_has_to_be_its_own() -> None:
    assert found(told(Reject, end_to_end_id="2026-12-1", amount="30.00")) == "2026-12-1"
    assert found(told(Reject, end_to_end_id="2026-12-1", amount="30.01")) == (
        "BNK-03: an amount of 30.01, and collection 2026-12-1 of debtor 10042 is 30.00"
    )


@pytest.mark.parametrize(
    ("fact", "moved", "more"),
    [
        (Settlement, "30.00", {}),
        (Settlement, "30.00", {"charges": "0.10"}),
        (Settlement, "29.90", {"charges": "0.10"}),
        (Return, "30.00", {}),
        (Return, "33.00", {}),
        (Return, "33.00", {"charges": "3.00"}),
        (Return, "30.00", {"charges": "3.00"}),
        (Return, "33.50", {"charges": "3.00", "compensation": "0.50"}),
    ],
)
def test_what_moved_may_be_the_amount_with_charges(
    fact: type[BankFact], moved: str, more: dict[str, Any]
) -> None:
    assert found(booked(fact, D2, moved, end_to_end_id="2026-12-1", **more)) == "2026-12-1"


@pytest.mark.parametrize(
    ("fact", "moved", "more"),
    [
        (Settlement, "29.99", {}),
        (Settlement, "30.01", {}),
        (Settlement, "29.89", {"charges": "0.10"}),
        (Return, "29.99", {}),
    ],
)
def test_and_nothing_else(fact: type[BankFact], moved: str, more: dict[str, Any]) -> None:
    assert found(booked(fact, D2, moved, end_to_end_id="2026-12-1", **more)) == (
        f"BNK-03: {moved} has moved, and collection 2026-12-1 of debtor 10042 is 30.00"
    )


# -- by its mandate --------------------------------------------------------------------------------

OCTOBER = sent(collection(1, run="2026-10", due_on=date(2026, 10, 1)), id="2026-10")
NOVEMBER = sent(collection(1, run="2026-11", due_on=date(2026, 11, 2)), id="2026-11")


def by_mandate(fact: type[BankFact] = Return, **more: Any) -> Reported:
    return told(fact, **{"mandate": "M-1", "on": D2, **more})


def test_the_latest_due_by_that_day_is_meant() -> None:
    runs = (NOVEMBER, THREE, OCTOBER)
    assert found(by_mandate(amount="30.00"), *runs) == "2026-12-1"
    assert found(by_mandate(amount="30.00", on=D), *runs) == "2026-12-1"
    assert found(by_mandate(amount="30.00", on=date(2026, 11, 30)), *runs) == "2026-11-1"
    assert found(by_mandate(amount="30.00", on=date(2026, 9, 30)), *runs) == (
        "BNK-01: no collection of 30.00 under mandate M-1 was due by 2026-09-30"
    )


def test_another_amount_is_not_it() -> None:
    assert found(by_mandate(amount="31.00")) == (
        "BNK-01: no collection of 31.00 under mandate M-1 was due by 2026-12-03"
    )


def test_an_unknown_mandate_is_told() -> None:
    assert found(by_mandate(mandate="M-9")) == (
        "BNK-01: no collection under mandate M-9 was due by 2026-12-03"
    )


def test_two_of_one_day_and_amount_are_both_named() -> None:
    twice = sent(collection(1), collection(2, under=1))
    assert found(by_mandate(amount="30.00"), twice) == (
        "BNK-02: under mandate M-1 it may be collection 2026-12-1 or 2026-12-2"
    )


def test_of_many_the_last_are_named() -> None:
    many = sent(*(collection(n, under=1) for n in range(1, 6)))
    assert found(by_mandate(amount="30.00"), many) == (
        "BNK-02: under mandate M-1 it may be collection 2026-12-3 or 2026-12-4 or 2026-12-5 "
        "or 2 more"
    )


def test_trap_26_without_an_end_to_end_id_the_amount_finds_it_and_the_rest_is_charges() -> None:
    later = sent(collection(2, "60.00", under=1, due_on=D2))
    fifty = sent(collection(1, "50.00", run="2026-11"), id="2026-11")
    german = by_mandate(amount="50.00", moved="53.00", charges="3.00", reason="MS03")
    assert found(german, later, fifty) == "2026-11-1"


def test_without_an_amount_what_moved_exactly_finds_it() -> None:
    mixed = sent(collection(1, "50.00"), collection(2, "10.00", under=1, due_on=D2))
    assert found(by_mandate(moved="50.00"), mixed) == "2026-12-1"
    assert found(by_mandate(moved="53.00", charges="3.00"), mixed) == "2026-12-1"


def test_what_may_be_one_amount_or_another_with_charges_is_not_guessed() -> None:
    mixed = sent(collection(1, "50.00"), collection(2, "30.00", under=1, due_on=D2))
    assert found(by_mandate(moved="53.00"), mixed) == (
        "BNK-02: under mandate M-1 it may be collection 2026-12-1 or 2026-12-2"
    )
    assert found(by_mandate(moved="32.00"), mixed) == "2026-12-2"
    assert found(by_mandate(moved="56.00"), mixed) == "2026-12-1"  # no bank charges 26.00


def test_a_due_date_that_is_told_has_to_be_its_own() -> None:
    runs = (NOVEMBER, THREE)
    assert found(by_mandate(due_on=date(2026, 11, 2)), *runs) == "2026-11-1"
    assert found(by_mandate(due_on=date(2026, 11, 3)), *runs).startswith("BNK-01")


@pytest.mark.parametrize("fact", [Acceptance, Reject, Cancellation])
def test_before_money_moves_the_due_date_may_still_come(fact: type[BankFact]) -> None:
    assert found(by_mandate(fact, on=date(2026, 11, 25))) == "2026-12-1"


def test_and_the_latest_need_not_be_it() -> None:
    assert found(by_mandate(Reject), NOVEMBER, THREE) == (
        "BNK-02: under mandate M-1 it may be collection 2026-11-1 or 2026-12-1"
    )
    assert found(by_mandate(Reject, message_id="2026-11"), NOVEMBER, THREE) == "2026-11-1"


def test_an_unknown_file_narrows_nothing() -> None:
    assert found(by_mandate(message_id="BANK-77"), NOVEMBER, THREE) == "2026-12-1"


# -- by batch and amount ---------------------------------------------------------------------------


def test_in_a_batch_the_one_with_the_amount_is_meant() -> None:
    named: tuple[dict[str, Any], ...] = ({"batch_id": "2026-12.B1"}, {"message_id": "2026-12"})
    for more in named:
        assert found(told(Return, on=D2, amount="50.00", **more)) == "2026-12-2"
        assert found(booked(Return, D2, "50.00", **more)) == "2026-12-2"


def test_if_there_is_one_and_no_more() -> None:
    named: dict[str, Any] = {"batch_id": "2026-12.B1"}
    assert found(told(Return, on=D2, amount="51.00", **named)) == (
        "BNK-01: no collection of 51.00 is in 2026-12.B1"
    )
    twice = sent(collection(1), collection(2))
    assert found(told(Return, on=D2, amount="30.00", **named), twice) == (
        "BNK-02: in 2026-12.B1 it may be collection 2026-12-1 or 2026-12-2"
    )
    assert found(told(Return, on=D2, **named)).startswith("BNK-01: it names neither")


# -- all of a batch or file ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("level", "more"),
    [
        (Level.FILE, {"message_id": "2026-12"}),
        (Level.BATCH, {"batch_id": "2026-12.B1"}),
        (Level.BATCH, {"message_id": "2026-12"}),
        (Level.BATCH, {"message_id": "BANK-77", "batch_id": "2026-12.B1"}),
    ],
)
def test_a_file_of_one_batch_is_known_by_that(level: Level, more: dict[str, Any]) -> None:
    assert block(told(Reject, level, **more)) == "2026-12.B1: 3"


def test_a_file_of_several_batches_is_known_by_its_own_id() -> None:
    assert block(told(Reject, Level.FILE, message_id="2026-12"), TWO_DAYS) == "2026-12: 3"
    assert block(told(Reject, Level.BATCH, batch_id="2026-12.B2"), TWO_DAYS) == "2026-12.B2: 2"


def test_of_a_file_the_batch_that_is_named_beside_does_not_matter() -> None:
    whole = told(Reject, Level.FILE, message_id="2026-12", batch_id="2026-12.B1")
    assert block(whole, TWO_DAYS) == "2026-12: 3"


def test_a_batch_that_is_not_named_is_not_the_whole_file() -> None:
    unnamed = told(Reject, Level.BATCH, message_id="2026-12")
    assert block(unnamed, TWO_DAYS) == (
        "BNK-02: it speaks of a batch, and 2026-12 has several: which of them is not said"
    )


def test_a_batch_that_is_not_ours_is_not_the_file_that_is() -> None:
    odd = told(Reject, Level.BATCH, message_id="2026-12", batch_id="BANK-77")
    assert block(odd) == "BNK-01: no batch or file of ours is called BANK-77"


def test_two_schemes_are_two_files() -> None:
    assert block(told(Reject, Level.FILE, message_id="2026-12.F2"), TWO_FILES) == "2026-12.F2.B1: 1"
    assert block(told(Reject, Level.FILE, message_id="2026-12"), TWO_FILES).startswith("BNK-01")


def test_without_a_name_nothing_is_rejected() -> None:
    assert block(told(Reject, Level.BATCH)) == "BNK-01: it names neither a file nor a batch"
    assert block(told(Settlement, Level.BATCH, moved="100.00")).startswith("BNK-01")


def test_a_sum_and_a_day_can_name_a_batch() -> None:
    assert block(credited("70.00", on=D2), TWO_DAYS) == "2026-12.B2: 2"
    assert block(credited("69.50", on=D2, charges="0.50"), TWO_DAYS) == "2026-12.B2: 2"
    assert block(credited("70.00", on=D2, charges="0.50"), TWO_DAYS) == "2026-12.B2: 2"
    assert block(credited("70.01", on=D2), TWO_DAYS) == (
        "BNK-01: no batch of ours due on 2026-12-03 comes to 70.01"
    )
    assert block(credited("70.00", on=D), TWO_DAYS).startswith("BNK-01")


def test_a_due_date_on_which_banks_are_closed_is_booked_on_the_next() -> None:
    saturday = sent(collection(1, due_on=date(2026, 12, 5)))
    assert block(credited("30.00", on=date(2026, 12, 7)), saturday) == "2026-12.B1: 1"
    assert block(credited("30.00", on=date(2026, 12, 5)), saturday).startswith("BNK-01")


def test_two_batches_of_one_sum_and_day_are_both_named() -> None:
    assert block(credited("100.00"), THREE, three("2026-13")) == (
        "BNK-02: 100.00 may be batch 2026-12.B1 or 2026-13.B1"
    )


def test_unless_their_account_or_number_tells_them_apart() -> None:
    elsewhere = three("2026-13", account=OTHER_ACCOUNT)
    runs = (THREE, elsewhere)
    assert block(credited("100.00", account=OTHER_ACCOUNT.iban.value), *runs) == "2026-13.B1: 3"
    single = sent(collection(1, "100.00", run="2026-14"), id="2026-14")
    assert block(credited("100.00", collections=1), THREE, single) == "2026-14.B1: 1"
    assert block(credited("100.00", collections=2), THREE, single).startswith("BNK-01")


def test_a_credit_that_names_the_file_is_of_the_batch_with_that_sum() -> None:
    named = {"message_id": "2026-12"}
    assert block(credited("70.00", on=D2, **named), TWO_DAYS) == "2026-12.B2: 2"
    assert block(credited("100.00", on=D2, **named), TWO_DAYS) == "2026-12: 3"
    assert block(credited("69.00", on=D2, **named), TWO_DAYS) == "2026-12: 3"
    bank_s_own = {"message_id": "2026-12", "batch_id": "BANK-77"}
    assert block(credited("70.00", on=D2, **bank_s_own), TWO_DAYS) == "2026-12.B2: 2"


def test_of_one_file_two_batches_with_that_sum_are_both_named() -> None:
    alike = sent(collection(1), b2b(2, "30.00"), collection(3, account=OTHER_ACCOUNT))
    assert block(credited("30.00", message_id="2026-12.F2"), alike) == (
        "BNK-02: 30.00 may be batch 2026-12.F2.B1 or 2026-12.F2.B2"
    )


def test_what_a_batch_comes_to_is_added_up() -> None:
    ours = KnownRuns((THREE,))
    together = BatchMatching(ours).by(told(Reject, Level.FILE, message_id="2026-12"))
    assert isinstance(together, CollectionGroup)
    assert ours.total(together.places) == Euro(cents=100_00)
    assert list(ours.block(0, "2026-12")) == [
        CollectionPlace(0, 0),
        CollectionPlace(0, 1),
        CollectionPlace(0, 2),
    ]
    assert list(ours.block(0, "2026-13")) == []
    assert list(ours.block(1, "2026-12")) == []
