"""What a bank sends, in its own way and read from its own messages, in whatever order."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest

from helpers.books import record_run
from helpers.told import at_the_bank, collection, eur, one_by_one, sent, statuses
from sepadd.collection import Reported
from sepadd.messages import pain008
from sepadd.messages.answers import iter_answers
from sepadd.run import CollectionRun
from sepadd.testing import TODAY, FakeBank
from sepadd.testing.fake_bank import DIALECTS, Dialect
from sepadd.testing.fake_bank.dialects import GROSS_ONLY
from sepadd.values import Euro

RUN = sent(*(collection(n, f"{n}0.00") for n in range(1, 6)))


def messages(bank: FakeBank) -> list[list[Reported]]:
    """Give all that a bank sends: 1 rejected, 2 returned with charges, 3 and 4 refunded."""
    bank.will_return("2026-12-2", "AM04", after_days=2, charges=eur("3.50"))
    sent_by_bank = [bank.take(pain008.render(RUN))]
    bank.will_reject("2026-12-1", "MS03")
    sent_by_bank += bank.move_to(date(2026, 12, 14))
    bank.refund("2026-12-3")
    bank.refund("2026-12-4", "MD01")
    sent_by_bank += bank.move_to(date(2027, 2, 26))
    return [list(iter_answers(each)) for each in sent_by_bank if each]


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
def test_it_ends_as_the_bank_knows_it(dialect: Dialect) -> None:
    bank = FakeBank(today=TODAY, dialect=dialect)
    told = messages(bank)
    recorded = record_run(RUN, [fact for message in told for fact in message])
    fates = [str(bank.fate(str(each.end_to_end_id))) for each in RUN.collections]
    if dialect is GROSS_ONLY:  # it sends no status report: all that is heard is the debit
        fates[0] = "returned"
    assert statuses(recorded.run) == fates
    assert at_the_bank(recorded.run) == ["0.00", "0.00", "0.00", "0.00", "50.00"]
    costs = Euro.total(m.charges for c in recorded.run.collections for m in c.movements)
    assert costs in {eur("0.00"), eur("3.50")}  # some banks book them by themselves
    assert recorded.findings == ()


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
def test_it_ends_alike_whichever_message_is_read_first(dialect: Dialect) -> None:
    told = messages(FakeBank(today=TODAY, dialect=dialect))
    at_once = record_run(RUN, [fact for message in told for fact in message]).run
    orders = [told[::-1], *(told[n:] + told[:n] for n in range(len(told))), [*told, *told]]
    for order in orders:
        assert in_messages(order) == at_once


def in_messages(told: list[list[Reported]]) -> CollectionRun:
    run = RUN
    for message in told:
        run = record_run(run, message).run
    return run


def test_of_the_first_messages_every_order_and_every_piece_ends_alike() -> None:
    told = messages(FakeBank(today=TODAY))[:4]
    at_once = record_run(RUN, [fact for message in told for fact in message]).run
    for order in permutations(told):
        assert in_messages(list(order)) == at_once
        assert one_by_one(RUN, [fact for message in order for fact in message]) == at_once
