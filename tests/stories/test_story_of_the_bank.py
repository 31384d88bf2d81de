"""What can become of a collection, from the invoice to the books, told in the way of every bank."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from helpers.bookkeeper import Bookkeeper, nine_o_clock
from helpers.books import follow_ups
from sepadd.banks import EPC
from sepadd.collection import Charge, Return, Settlement
from sepadd.findings import RulesViolated
from sepadd.journal import ReceivableCloses, Role
from sepadd.mandate import Mandate, MandateStatus, Presentation, SequenceType, amend
from sepadd.messages.requests import camt055, pain007
from sepadd.open_item import Invoice
from sepadd.proposal import RetryByReason
from sepadd.reports import in_flight
from sepadd.run import recall, reverse, withdraw
from sepadd.run.run import RunStanding
from sepadd.testing import B2B_MANDATE, DEBTOR, DUE_ON, MANDATE, TODAY, FakeBank
from sepadd.testing.fake_bank import DIALECTS, Dialect
from sepadd.testing.fake_bank.dialects import GROSS_ONLY, MANDATE_ONLY
from sepadd.values import ZERO, Debtor, EndToEndId, Euro, Iban, MandateReference, MessageId

in_every_dialect = pytest.mark.parametrize("dialect", DIALECTS, ids=lambda each: str(each.name))

JANUARY = date(2027, 1, 4)
DUE_IN_JANUARY = date(2027, 1, 12)
BEN = replace(
    MANDATE,
    reference=MandateReference("M-7"),
    debtor=Debtor(id="10055", name="Ben Oud", iban=Iban("DE89370400440532013000")),
)
CIS = replace(
    MANDATE,
    reference=MandateReference("M-8"),
    debtor=Debtor(id="10060", name="Cis de Wit", iban=Iban("NL98INGB0202345688")),
)
MANDATES = (MANDATE, BEN, CIS)


def euro(text: str) -> Euro:
    return Euro(text)


def invoice(number: str, debtor_id: str, amount: str) -> Invoice:
    return Invoice(number=number, debtor_id=debtor_id, amount=euro(amount))


def three_invoices(*mandates: Mandate) -> Bookkeeper:
    """Ada owes 30.00, Ben 50.00 and Cis 20.00; their collections are 2026-12-1, -2 and -3."""
    items = (
        invoice("R-1", "10042", "30.00"),
        invoice("R-2", "10055", "50.00"),
        invoice("R-3", "10060", "20.00"),
    )
    return Bookkeeper(items, mandates or MANDATES)


def handed_in(books: Bookkeeper, dialect: Dialect) -> tuple[FakeBank, list[bytes]]:
    """The run of December at a bank, and what that answers to its files."""
    bank = FakeBank(today=TODAY, dialect=dialect)
    return bank, [bank.take(file) for file in books.collect("2026-12", on=TODAY, due_on=DUE_ON)]


def settled(dialect: Dialect) -> tuple[Bookkeeper, FakeBank]:
    """Books and bank once the run of December has come in."""
    books = three_invoices()
    bank, answers = handed_in(books, dialect)
    books.hear(*answers, *bank.move_to(DUE_ON))
    assert set(books.statuses.values()) == {"settled"}
    return books, bank


def uses(mandate: Mandate) -> list[str]:
    return [str(each.outcome) for each in mandate.presentations]


# -- all goes well -------------------------------------------------------------------------------


@in_every_dialect
def test_a_happy_month(dialect: Dialect) -> None:
    books = three_invoices(*MANDATES, B2B_MANDATE)
    books.invoice(invoice("R-4", "20007", "999.99"))
    bank = FakeBank(today=TODAY, dialect=dialect)
    bank.register_b2b(B2B_MANDATE.reference)
    files = books.collect("2026-12", on=TODAY, due_on=DUE_ON)
    assert len(files) == 2  # Core and B2B do not share a file

    recorded = books.hear(*(bank.take(file) for file in files), *bank.move_to(DUE_ON))
    assert not recorded.findings
    assert not follow_ups(recorded.effects)
    assert [run.standing for run in books.runs] == [RunStanding.SETTLED]
    assert (books.open, str(bank.balance)) == ((), "1099.99")
    books.must_reconcile(bank.balance)

    books.invoice(invoice("R-5", "10042", "30.00"), invoice("R-6", "20007", "999.99"))
    bank.move_to(JANUARY)
    again = books.collect("2027-01", on=JANUARY, due_on=DUE_IN_JANUARY)
    books.hear(*(bank.take(file) for file in again), *bank.move_to(DUE_IN_JANUARY))
    assert (books.open, str(bank.balance)) == ((), "2129.98")
    assert uses(books.mandate("M-1")) == ["presented", "presented"]
    books.must_reconcile(bank.balance)


@in_every_dialect
def test_a_bank_that_is_silent_is_heard_later(dialect: Dialect) -> None:
    books = three_invoices()
    bank, answers = handed_in(books, dialect)
    mailbox = [*answers, *bank.move_to(date(2026, 12, 7))]

    # Nobody fetches it: nothing is assumed, and nobody is collected from again
    assert books.runs[0].standing is RunStanding.SUBMITTED
    assert len(in_flight(books.runs)) == 3
    next_one = books.proposal("2027-01", on=date(2026, 12, 7), due_on=DUE_IN_JANUARY)
    assert [line.reasons[0].rule for line in next_one.lines] == ["PRO-07"] * 3
    assert books.ledger(ReceivableCloses.AT_FILE)[Role.IN_TRANSIT] == euro("100.00")

    books.hear(*mailbox[1:])  # and its first answer is lost for good
    assert (books.open, in_flight(books.runs)) == ((), {})
    books.must_reconcile(bank.balance)


# -- turned down ---------------------------------------------------------------------------------


@in_every_dialect
def test_a_file_of_which_a_part_is_accepted(dialect: Dialect) -> None:
    books = three_invoices()
    (file,) = books.collect("2026-12", on=TODAY, due_on=DUE_ON)
    bank = FakeBank(today=TODAY, dialect=dialect)
    bank.will_reject("2026-12-1", "AC04")
    told = books.hear(bank.take(file))
    assert books.runs[0].standing is RunStanding.PARTLY_ACCEPTED
    assert [str(each.consequence.whom) for each in follow_ups(told.effects)] == ["debtor"]
    assert books.mandate("M-1").status(TODAY) is MandateStatus.SUSPENDED

    bank.will_reject("2026-12-2", "AM04", on=date(2026, 11, 30))  # on its way, at Ben's bank
    books.hear(*bank.move_to(date(2026, 12, 4)))
    # One that sends no status report of it debits it after the credit, and tells no more than that.
    ben = "returned" if dialect is GROSS_ONLY else "rejected"
    assert list(books.statuses.values()) == ["rejected", ben, "settled"]
    assert (books.numbers, str(bank.balance)) == (["R-1", "R-2"], "20.00")
    assert uses(books.mandate("M-7")) == [ben]
    books.must_reconcile(bank.balance)

    again = books.proposal("2027-01", on=JANUARY, due_on=DUE_IN_JANUARY, retry=RetryByReason())
    assert [line.ok for line in again.lines] == [False, True]  # Ada's account is closed


@in_every_dialect
def test_a_file_that_is_rejected_as_a_whole(dialect: Dialect) -> None:
    books = three_invoices()
    (file,) = books.collect("2026-12", on=TODAY, due_on=DUE_ON)
    bank = FakeBank(today=TODAY, dialect=dialect)
    books.hear(bank.take(file.replace(b"<CtrlSum>100.00<", b"<CtrlSum>99.99<", 1)))  # on the way
    assert books.runs[0].standing is RunStanding.REJECTED
    assert books.numbers == ["R-1", "R-2", "R-3"]
    assert uses(books.mandate("M-1")) == ["rejected"]
    books.must_reconcile(ZERO)

    books.keep(withdraw(books.runs[0], at=nine_o_clock(TODAY)))
    (again,) = books.collect("2026-12b", on=TODAY, due_on=DUE_ON)
    books.hear(bank.take(again), *bank.move_to(DUE_ON))
    assert (books.open, str(bank.balance)) == ((), "100.00")
    books.must_reconcile(bank.balance)


@in_every_dialect
def test_a_file_that_is_handed_in_twice_is_collected_once(dialect: Dialect) -> None:
    books = three_invoices()
    (file,) = books.collect("2026-12", on=TODAY, due_on=DUE_ON)
    bank = FakeBank(today=TODAY, dialect=dialect)
    books.hear(bank.take(file))
    books.hear(bank.take(file))  # DU01: the copy is refused, not what was taken on before
    assert books.runs[0].standing is RunStanding.ACKNOWLEDGED
    assert len(in_flight(books.runs)) == 3
    books.hear(*bank.move_to(DUE_ON))
    assert (books.open, str(bank.balance)) == ((), "100.00")
    books.must_reconcile(bank.balance)


# -- given back ----------------------------------------------------------------------------------


@in_every_dialect
def test_a_return_after_settlement_is_told_three_times_and_booked_once(dialect: Dialect) -> None:
    books, bank = settled(dialect)
    came_back = date(2026, 12, 3)
    bank.will_return("2026-12-2", "AM04", charges=euro("3.50"), debtor_bank_charges=euro("1.00"))
    books.hear(bank.intraday(came_back))  # it is expected
    assert books.statuses["2026-12-2"] == "settled"

    bank.move_to(came_back)
    told = [bank.intraday(came_back), bank.notification(came_back), bank.statement(came_back)]
    effects = [effect for message in told for effect in books.hear(message).effects]
    assert [effect.undone for effect in effects] == [True]
    moved = [each.kind for each in books.collections[1].movements if each.kind is not Charge]
    assert moved == [Settlement, Return]
    assert (books.numbers, str(bank.balance)) == (["R-2"], "45.50")
    books.must_reconcile(bank.balance)

    (file,) = books.collect("2027-01", on=JANUARY, due_on=DUE_IN_JANUARY, retry=RetryByReason())
    bank.move_to(JANUARY)
    books.hear(bank.take(file), *bank.move_to(DUE_IN_JANUARY))
    assert (books.open, str(bank.balance)) == ((), "95.50")
    assert uses(books.mandate("M-7")) == ["returned", "presented"]
    books.must_reconcile(bank.balance)


@in_every_dialect
def test_a_refund_in_the_seventh_week(dialect: Dialect) -> None:
    books, bank = settled(dialect)
    claimed_on = date(2027, 1, 18)
    bank.move_to(claimed_on)
    bank.refund("2026-12-1", charges=euro("2.00"))
    told = books.hear(*bank.move_to(date(2027, 1, 19)))
    assert not told.findings
    assert books.statuses["2026-12-1"] == "refunded"
    assert (books.numbers, str(bank.balance)) == (["R-1"], "68.00")
    assert books.mandate("M-1").status(claimed_on) is MandateStatus.ACTIVE
    books.must_reconcile(bank.balance)

    due_on = date(2027, 2, 2)
    by_itself = books.proposal("2027-02", on=claimed_on, due_on=due_on, retry=RetryByReason())
    assert by_itself.lines[0].reasons[0].rule == "TRY-03"
    assert books.proposal("2027-02", on=claimed_on, due_on=due_on).lines[0].ok


@in_every_dialect
def test_an_unauthorised_refund_in_the_twelfth_month(dialect: Dialect) -> None:
    books, bank = settled(dialect)
    claimed_on = date(2027, 11, 15)
    bank.move_to(claimed_on)
    bank.refund("2026-12-1", "MD01")
    told = books.hear(*bank.move_to(date(2027, 11, 16)))
    assert not told.findings
    assert books.statuses["2026-12-1"] == "refunded"
    assert (books.numbers, str(bank.balance)) == (["R-1"], "70.00")
    books.must_reconcile(bank.balance)

    # There was no mandate, so it ends: nothing more is collected under it
    (follow_up,) = follow_ups(told.effects)
    assert follow_up.failure.reason.code == "MD01"
    assert books.mandate("M-1").status(date(2027, 11, 17)) is not MandateStatus.ACTIVE
    again = books.proposal("2027-12", on=date(2027, 11, 17), due_on=date(2027, 12, 1))
    assert not again.lines[0].ok


@in_every_dialect
def test_a_reversal(dialect: Dialect) -> None:
    books, bank = settled(dialect)
    on = date(2026, 12, 4)
    bank.move_to(on)
    asked = reverse(
        books.runs[0],
        [EndToEndId("2026-12-3")],
        EPC.terms(on=on),
        id=MessageId("RV-1"),
        reason="AM05",
        at=nine_o_clock(on),
    )
    books.keep(asked.run)
    books.hear(*(bank.reverse(pain007.render(request)) for request in asked.requests))
    assert books.statuses["2026-12-3"] == "settled"  # that the bank will do it moves no money

    books.hear(*bank.move_to(date(2026, 12, 7)))
    told = (
        "returned" if dialect is MANDATE_ONLY else "reversed"
    )  # its debit does not say what it is
    assert books.statuses["2026-12-3"] == told
    assert (books.numbers, str(bank.balance)) == (["R-3"], "80.00")
    books.must_reconcile(bank.balance)


# -- called back ---------------------------------------------------------------------------------


def asked_to_cancel(books: Bookkeeper, on: date) -> list[bytes]:
    """The request to cancel what Ada is to pay."""
    named = [EndToEndId("2026-12-1")]
    asked = recall(
        books.runs[0],
        named,
        EPC.terms(on=on),
        id=MessageId("C-1"),
        reason="CUST",
        at=nine_o_clock(on),
    )
    books.keep(asked.run)
    return [camt055.render(each) for each in asked.recalls]


@in_every_dialect
def test_a_cancellation_in_time(dialect: Dialect) -> None:
    books = three_invoices()
    bank, answers = handed_in(books, dialect)
    books.hear(*answers)
    (request,) = asked_to_cancel(books, date(2026, 11, 27))
    assert books.statuses["2026-12-1"] == "accepted"
    bank.move_to(date(2026, 11, 27))
    books.hear(bank.cancel(request))
    books.hear(*bank.move_to(date(2026, 12, 4)))
    assert list(books.statuses.values()) == ["cancelled", "settled", "settled"]
    assert (books.numbers, str(bank.balance)) == (["R-1"], "70.00")
    assert uses(books.mandate("M-1")) == ["rejected"]
    books.must_reconcile(bank.balance)


@in_every_dialect
def test_a_cancellation_too_late(dialect: Dialect) -> None:
    books = three_invoices()
    bank, answers = handed_in(books, dialect)
    books.hear(*answers)
    (request,) = asked_to_cancel(books, date(2026, 11, 30))
    books.hear(*bank.move_to(DUE_ON))
    told = books.hear(bank.cancel(request))  # it arrives a day late, and is refused
    assert not told.effects
    with pytest.raises(RulesViolated, match="reverse it instead"):
        asked_to_cancel(books, DUE_ON)
    assert (books.open, str(bank.balance)) == ((), "100.00")
    books.must_reconcile(bank.balance)


# -- mandates ------------------------------------------------------------------------------------


@in_every_dialect
def test_a_one_off_that_is_rejected_and_tried_again(dialect: Dialect) -> None:
    once = replace(MANDATE, one_off=True)
    books = Bookkeeper([invoice("R-1", "10042", "30.00")], [once])
    (file,) = books.collect("2026-12", on=TODAY, due_on=DUE_ON)
    assert books.mandate("M-1").status(TODAY) is MandateStatus.EXHAUSTED
    bank = FakeBank(today=TODAY, dialect=dialect)
    bank.will_reject("2026-12-1", "AM04")
    books.hear(bank.take(file), *bank.move_to(JANUARY))
    assert books.mandate("M-1").status(JANUARY) is MandateStatus.ACTIVE

    (again,) = books.collect("2027-01", on=JANUARY, due_on=DUE_IN_JANUARY, retry=RetryByReason())
    assert b"<SeqTp>OOFF</SeqTp>" in again
    books.hear(bank.take(again), *bank.move_to(DUE_IN_JANUARY))
    assert list(books.statuses.values()) == ["rejected", "settled"]
    assert books.collections[1].attempt == 2
    assert books.mandate("M-1").status(DUE_IN_JANUARY) is MandateStatus.EXHAUSTED
    books.must_reconcile(bank.balance)


@in_every_dialect
def test_an_amendment_that_is_rejected_is_carried_again(dialect: Dialect) -> None:
    used = Presentation(due_on=date(2026, 11, 2), sequence_type=SequenceType.RECURRENT)
    moved = amend(
        replace(MANDATE, presentations=(used,)),
        on=date(2026, 11, 9),
        iban=Iban("NL98INGB0202345688"),
    )
    books = Bookkeeper([invoice("R-1", DEBTOR.id, "30.00")], [moved])
    bank = FakeBank(today=TODAY, dialect=dialect)
    bank.will_reject("2026-12-1", "AM04")
    carried = []
    for name, on, due_on in (
        ("2026-12", TODAY, DUE_ON),
        ("2027-01", JANUARY, DUE_IN_JANUARY),
        ("2027-02", date(2027, 2, 1), date(2027, 2, 9)),
    ):
        (file,) = books.collect(name, on=on, due_on=due_on)
        carried.append(b"<AmdmntInd>true</AmdmntInd>" in file)
        bank.move_to(on)
        books.hear(bank.take(file), *bank.move_to(due_on))
        if not books.open:
            books.invoice(invoice("R-2", DEBTOR.id, "31.00"))
    assert list(books.statuses.values()) == ["rejected", "settled", "settled"]
    assert carried == [True, True, False]
