"""What the bank does with a collection: the table, drawn a second time and compared by the cell."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from sepadd.collection import (
    GIVEN_BACK,
    NOT_TAKEN,
    STEPS,
    Acceptance,
    BankFact,
    Cancellation,
    Charge,
    Collection,
    CollectionStatus,
    PurposeCode,
    Reason,
    Refund,
    Reject,
    Return,
    Reversal,
    RTransaction,
    Settlement,
    reason,
)
from sepadd.collection import bank_facts as rtransaction
from sepadd.findings import IllegalStep, InvalidValue
from sepadd.mandate import PresentationOutcome
from sepadd.open_item import ItemKey, ItemKind
from sepadd.testing import COLLECTION

TABLE = """
            Acceptance  Settlement  Reject    Cancellation  Return    Refund    Reversal
pending     accepted    settled     rejected  cancelled     returned  refunded  reversed
accepted    -           settled     rejected  cancelled     returned  refunded  reversed
settled     -           -           -         -             returned  refunded  reversed
rejected    -           -           -         -             -         -         -
cancelled   -           -           -         -             -         -         -
returned    -           -           -         -             -         -         -
refunded    -           -           -         -             -         -         -
reversed    -           -           -         -             -         -         -
"""
HEADER, *ROWS = [line.split() for line in TABLE.strip().splitlines()]
CELLS = [(row[0], kind, to) for row in ROWS for kind, to in zip(HEADER, row[1:], strict=True)]

WAYS_TO: dict[str, list[list[str]]] = {
    "pending": [[]],
    "accepted": [["Acceptance"]],
    "settled": [["Settlement"], ["Acceptance", "Settlement"]],
    "rejected": [["Reject"], ["Acceptance", "Reject"]],
    "cancelled": [["Cancellation"], ["Acceptance", "Cancellation"]],
    "returned": [["Return"], ["Acceptance", "Return"], ["Settlement", "Return"]],
    "refunded": [["Refund"], ["Acceptance", "Settlement", "Refund"]],
    "reversed": [["Reversal"], ["Settlement", "Reversal"]],
}
WAYS = [(status, way) for status, ways in WAYS_TO.items() for way in ways]

FACTS: dict[str, BankFact] = {
    **{
        kind.__name__: kind(end_to_end_id=COLLECTION.end_to_end_id, on=date(2026, 12, 2))
        for kind in (Acceptance, Settlement)
    },
    **{
        kind.__name__: kind(
            end_to_end_id=COLLECTION.end_to_end_id, on=date(2026, 12, 2), reason=reason("MS03")
        )
        for kind in (Reject, Cancellation, Return, Refund, Reversal)
    },
}


def after(way: list[str]) -> Collection:
    collection = COLLECTION
    for name in way:
        collection = collection.after(FACTS[name])
    return collection


def a_collection_that_is(status: str) -> Collection:
    return after(WAYS_TO[status][0])


# -- the table ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("status", "name", "to"), CELLS)
def test_every_cell_of_the_table(status: str, name: str, to: str) -> None:
    collection = a_collection_that_is(status)
    if to == "-":
        with pytest.raises(IllegalStep, match=f"2026-12-1 .*is {status}: no {name} can follow"):
            collection.after(FACTS[name])
    else:
        assert collection.after(FACTS[name]).status == to


@pytest.mark.parametrize(("status", "way"), WAYS)
def test_every_way_leads_where_it_should(status: str, way: list[str]) -> None:
    assert after(way).status == status


def test_the_drawing_has_every_status_and_every_fact_there_is() -> None:
    assert [row[0] for row in ROWS] == [str(status) for status in CollectionStatus] == list(STEPS)
    told = {
        name
        for name, kind in vars(rtransaction).items()
        if isinstance(kind, type)
        and issubclass(kind, BankFact)
        and kind not in {BankFact, RTransaction, Charge}
    }
    assert set(HEADER) == told


def test_the_table_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        STEPS[CollectionStatus.REJECTED][Return] = CollectionStatus.RETURNED  # type: ignore[index]


# -- what follows from where it is --------------------------------------------------------------

HELD = {"pending", "accepted", "settled"}


@pytest.mark.parametrize(("status", "way"), WAYS)
def test_its_items_are_held_until_it_fails(status: str, way: list[str]) -> None:
    assert after(way).failed is (status not in HELD)


def test_a_collection_that_failed_was_not_taken_or_was_given_back() -> None:
    assert {str(status) for status in NOT_TAKEN} == {"rejected", "cancelled"}
    assert {str(status) for status in GIVEN_BACK} == {"returned", "refunded", "reversed"}


@pytest.mark.parametrize(("status", "way"), WAYS)
def test_its_mandate_remembers_whether_it_was_a_use(status: str, way: list[str]) -> None:
    outcomes = {
        **dict.fromkeys(HELD, PresentationOutcome.PRESENTED),
        **dict.fromkeys(("rejected", "cancelled"), PresentationOutcome.REJECTED),
        **dict.fromkeys(("returned", "refunded", "reversed"), PresentationOutcome.RETURNED),
    }
    presentation = after(way).presentation
    assert presentation.outcome is outcomes[status]
    assert presentation.used_the_mandate is (status not in {"rejected", "cancelled"})


def test_its_mandate_remembers_its_name_day_and_kind() -> None:
    presentation = COLLECTION.presentation
    assert presentation.end_to_end_id == COLLECTION.end_to_end_id
    assert presentation.due_on == COLLECTION.due_on
    assert presentation.sequence_type is COLLECTION.sequence_type


# -- facts --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", HEADER)
def test_a_repeated_fact_is_known_whatever_its_date(name: str) -> None:
    told = COLLECTION.after(FACTS[name])
    assert told.knows(replace(FACTS[name], on=date(2026, 12, 9)))
    assert not any(told.knows(fact) for other, fact in FACTS.items() if other != name)


def test_a_fact_is_added_and_nothing_else_changes() -> None:
    accepted = COLLECTION.after(FACTS["Acceptance"])
    assert accepted == replace(COLLECTION, facts=(FACTS["Acceptance"],))
    assert COLLECTION.facts == ()


def test_an_unknown_reason_is_kept() -> None:
    assert reason("X999", "so") == Reason("X999", "not in the scheme's list", "so")
    assert reason("AC04").meaning == "account closed"


# -- what it is made of -------------------------------------------------------------------------


def test_a_collection_names_the_debtor() -> None:
    assert COLLECTION.label == "collection 2026-12-1 of debtor 10042"


def test_a_collection_knows_its_items_by_kind_and_number() -> None:
    assert COLLECTION.item_keys == (
        ItemKey(ItemKind.INVOICE, "2026-1001"),
        ItemKey(ItemKind.CREDIT_NOTE, "C-2026-12"),
    )


@pytest.mark.parametrize("code", ["S", "SUPP", "B112"])
def test_a_purpose_has_one_to_four_capitals_or_digits(code: str) -> None:
    assert str(PurposeCode(code)) == code


@pytest.mark.parametrize("code", ["", "SUPPL", "supp", "SU P", "SUPP\n"])
def test_any_other_purpose_is_refused(code: str) -> None:
    with pytest.raises(InvalidValue, match="PurposeCode"):
        PurposeCode(code)


@pytest.mark.parametrize("code", ["DU01", "DU02", "DUPL"])
def test_the_reject_of_a_copy_does_not_turn_down_what_was_taken_on(code: str) -> None:
    copy = replace(FACTS["Reject"], reason=reason(code))  # type: ignore[call-arg]
    assert COLLECTION.knowing([copy]).status is CollectionStatus.REJECTED
    for taken, status in (("Acceptance", "accepted"), ("Settlement", "settled")):
        known = COLLECTION.knowing([copy]).knowing([FACTS[taken]])
        assert known == COLLECTION.knowing([FACTS[taken]]).knowing([copy])
        assert (known.status, known.failed, known.failure) == (status, False, None)


def test_the_reject_of_a_duplicate_collection_turns_it_down() -> None:
    duplicate = replace(FACTS["Reject"], reason=reason("AM05"))  # type: ignore[call-arg]
    assert COLLECTION.knowing([FACTS["Acceptance"], duplicate]).status is CollectionStatus.REJECTED
