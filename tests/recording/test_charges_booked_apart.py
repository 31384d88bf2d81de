"""Charges that the bank books by themselves, beside a return: money too, and of no effect."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import pytest

from helpers.books import record_run
from sepadd.collection import (
    BankFact,
    Charge,
    Collection,
    CollectionStatus,
    FactSource,
    Return,
    Settlement,
    reason,
)
from sepadd.journal import ReceivableCloses, Role, balances, entries
from sepadd.messages import answers, pain008
from sepadd.run import submit
from sepadd.testing import AT, COLLECTION, TODAY, FakeBank, a_run
from sepadd.testing.fake_bank import DIALECTS, Dialect
from sepadd.values import ZERO, Euro

NAME = COLLECTION.end_to_end_id
DAY = date(2026, 12, 3)
THREE_FIFTY = Euro("3.50")


def charge(entry: str, amount: str = "3.50", message: str = "camt.053") -> Charge:
    return Charge(
        end_to_end_id=NAME,
        on=DAY,
        booked_on=DAY,
        entry=entry,
        charges=Euro(amount),
        said=FactSource(message, "S-1"),
    )


def charged(facts: Iterable[BankFact]) -> Euro:
    return Euro.total(movement.charges for movement in COLLECTION.knowing(facts).movements)


def test_what_is_charged_changes_nothing_of_where_a_collection_stands() -> None:
    settled = Settlement(end_to_end_id=NAME, on=DAY, booked_on=DAY)
    assert COLLECTION.knowing([charge("A")]).status is CollectionStatus.PENDING
    assert COLLECTION.knowing([charge("A"), settled]).status is CollectionStatus.SETTLED
    assert COLLECTION.knowing([charge("A"), settled]).balance_at_the_bank == COLLECTION.amount


def test_one_charge_told_by_two_messages_is_one() -> None:
    assert charged([charge("A"), charge("A", message="camt.054")]) == THREE_FIFTY


def test_two_charges_are_two() -> None:
    assert charged([charge("A"), charge("B", "1.00")]) == Euro("4.50")


def test_a_charge_is_no_second_way_back() -> None:
    gone = Return(end_to_end_id=NAME, on=DAY, booked_on=DAY, entry="R", reason=reason("AM04"))
    recorded = record_run(submit(a_run(), at=AT), [gone, charge("A")])
    assert not recorded.findings
    (collection,) = recorded.run.collections
    assert [movement.kind for movement in collection.movements] == [Return, Charge]


def returned_at(dialect: Dialect) -> tuple[Collection, Mapping[Role, Euro], Euro]:
    """A collection that came back, the ledger, and what the bank has on the account."""
    bank = FakeBank(today=TODAY, dialect=dialect)
    run = submit(a_run(), at=AT)
    said = [bank.take(pain008.render(run))]
    bank.will_return("2026-12-1", "AM04", charges=THREE_FIFTY)
    said.extend(bank.move_to(date(2026, 12, 4)))
    known = record_run(run, answers.read_answers(said)).run
    return known.collections[0], balances(entries(known, ReceivableCloses.AT_FILE)), bank.balance


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: str(dialect.name))
def test_the_ledger_and_the_bank_agree_whichever_way_charges_are_booked(dialect: Dialect) -> None:
    collection, books, at_the_bank = returned_at(dialect)
    assert collection.status is CollectionStatus.RETURNED
    assert books[Role.BANK] == at_the_bank == -THREE_FIFTY
    assert books[Role.RETURN_CHARGES] == THREE_FIFTY
    assert books[Role.IN_TRANSIT] == books[Role.RECEIVABLE] == ZERO
