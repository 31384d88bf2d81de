"""What can become of a collection, as a bank tells it that others have written.

mock-bank reads our files with a reader of its own and answers in its own words: pain.002, camt.054,
camt.053 and pacs.004. It knows no reversal, no cancellation and no charges.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from http.client import HTTPConnection
from threading import Thread
from typing import Any

import pytest
from mockbank.server import Config, make_server  # type: ignore[import-untyped]

from helpers.bookkeeper import Bookkeeper
from sepadd.collection import Return, Settlement
from sepadd.mandate import MandateStatus, Presentation, SequenceType, amend
from sepadd.open_item import Invoice
from sepadd.proposal import RetryByReason
from sepadd.reports import in_flight
from sepadd.run.run import RunStanding
from sepadd.testing import ACCOUNT, CREDITOR, DEBTOR, DUE_ON, MANDATE, TODAY
from sepadd.values import Debtor, Euro, Iban, MandateReference

CLOSED = ["2026-12-25", "2027-01-01", "2027-03-26", "2027-03-29"]
"""The weekdays until the end of 2027 on which TARGET is closed."""
DAY_AFTER = date(2026, 12, 2)
JANUARY = date(2027, 1, 4)
DUE_IN_JANUARY = date(2027, 1, 12)

BEN = replace(
    MANDATE,
    reference=MandateReference("M-7"),
    debtor=Debtor(id="10055", name="Ben Oud", iban=Iban("DE89370400440532013000")),
)


class MockBank:
    """The bank where our account is, on 23 November 2026 at nine."""

    def __init__(self, port: int) -> None:
        """Open our account there, and none that is busy besides."""
        self._port = port
        self.ask("PUT", "/_mock/holidays", CLOSED)
        for other in ("ACME", "EURODIS", "GLOBEX"):
            self.ask("PATCH", f"/_mock/accounts/{other}", {"closed": True})
        self.hold("US", ACCOUNT.iban, CREDITOR.name)

    def ask(self, method: str, path: str, body: object = None) -> Any:
        """Ask it whatever it can be asked; it answers in JSON."""
        data = body if isinstance(body, bytes) else json.dumps(body).encode() if body else None
        line = HTTPConnection("127.0.0.1", self._port)
        try:
            line.request(method, path, data)
            return json.loads(line.getresponse().read())
        finally:
            line.close()

    def hold(self, id: str, iban: Iban, name: str) -> None:
        """Open an account."""
        self.ask("POST", "/_mock/accounts", {"id": id, "iban": str(iban), "name": name})

    def behave(self, how: str, account: str = "US") -> None:
        """Treat an account like that from now on."""
        self.ask("PATCH", f"/_mock/accounts/{account}", {"behaviour": how})

    def refuse(self, end_to_end_id: str, reason: str) -> None:
        """Let the debtor's bank say no: before settlement a reject, after it a return."""
        self.ask("POST", f"/_mock/collections/{end_to_end_id}/refuse", {"reason": reason})

    def take(self, *files: bytes) -> list[bytes]:
        """Hand files in; what it sends at once."""
        for file in files:
            self.ask("POST", "/payments", file)
        return self.mailbox()

    def move_to(self, day: date) -> list[bytes]:
        """Let days pass; what it sends meanwhile."""
        self.ask("POST", f"/_mock/advance?to={day}")
        return self.mailbox()

    def mailbox(self) -> list[bytes]:
        """Fetch what was not fetched yet."""
        return [message["body"].encode() for message in self.ask("GET", "/_mock/mailbox")]

    @property
    def balance(self) -> Euro:
        """What is on our account."""
        return Euro(cents=self.ask("GET", "/_mock/accounts/US")["balance"])


@pytest.fixture
def bank() -> Iterator[MockBank]:
    server = make_server(Config(port=0, quiet=True, clock=f"{TODAY}T09:00"))
    serving = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    serving.start()
    try:
        yield MockBank(server.server_address[1])
    finally:
        server.shutdown()
        serving.join()
        server.server_close()


def invoice(number: str, debtor_id: str, amount: str) -> Invoice:
    return Invoice(number=number, debtor_id=debtor_id, amount=Euro(amount))


@pytest.fixture
def books() -> Bookkeeper:
    """Ada owes 30.00 and Ben 50.00; their collections are 2026-12-1 and -2."""
    items = (invoice("R-1", "10042", "30.00"), invoice("R-2", "10055", "50.00"))
    return Bookkeeper(items, (MANDATE, BEN))


def in_december(books: Bookkeeper) -> bytes:
    (file,) = books.collect("2026-12", on=TODAY, due_on=DUE_ON)
    return file


def settled(books: Bookkeeper, bank: MockBank) -> None:
    books.hear(*bank.take(in_december(books)), *bank.move_to(DAY_AFTER))
    assert set(books.statuses.values()) == {"settled"}


def uses(books: Bookkeeper, reference: str) -> list[str]:
    return [str(each.outcome) for each in books.mandate(reference).presentations]


def test_a_happy_month(books: Bookkeeper, bank: MockBank) -> None:
    recorded = books.hear(*bank.take(in_december(books)))
    assert books.runs[0].standing is RunStanding.ACKNOWLEDGED
    recorded = books.hear(*bank.move_to(DAY_AFTER))
    assert not recorded.findings
    assert (books.open, str(bank.balance)) == ((), "80.00")
    books.must_reconcile(bank.balance)

    books.invoice(invoice("R-3", "10042", "30.00"))
    bank.move_to(JANUARY)
    again = books.collect("2027-01", on=JANUARY, due_on=DUE_IN_JANUARY)
    books.hear(*bank.take(*again), *bank.move_to(date(2027, 1, 13)))
    assert uses(books, "M-1") == ["presented", "presented"]
    books.must_reconcile(bank.balance)


def test_a_file_of_which_a_part_is_accepted(books: Bookkeeper, bank: MockBank) -> None:
    bank.hold("ADA", DEBTOR.iban, DEBTOR.name)
    bank.behave("closed-account", "ADA")
    books.hear(*bank.take(in_december(books)))
    assert books.runs[0].standing is RunStanding.PARTLY_ACCEPTED
    assert books.mandate("M-1").status(TODAY) is MandateStatus.SUSPENDED
    books.hear(*bank.move_to(DAY_AFTER))
    assert list(books.statuses.values()) == ["rejected", "settled"]
    assert (books.numbers, str(bank.balance)) == (["R-1"], "50.00")
    books.must_reconcile(bank.balance)


def test_a_file_that_is_rejected_as_a_whole(books: Bookkeeper, bank: MockBank) -> None:
    bank.behave("reject-file")
    books.hear(*bank.take(in_december(books)))
    assert books.runs[0].standing is RunStanding.REJECTED
    assert uses(books, "M-7") == ["rejected"]
    bank.behave("accept")
    again = books.collect("2026-12b", on=TODAY, due_on=DUE_ON)
    books.hear(*bank.take(*again), *bank.move_to(DAY_AFTER))
    assert (books.open, str(bank.balance)) == ((), "80.00")
    books.must_reconcile(bank.balance)


def test_a_file_that_is_handed_in_twice_is_collected_once(
    books: Bookkeeper, bank: MockBank
) -> None:
    file = in_december(books)
    books.hear(*bank.take(file))
    books.hear(*bank.take(file))
    assert books.runs[0].standing is RunStanding.ACKNOWLEDGED
    books.hear(*bank.move_to(DAY_AFTER))
    assert (books.open, str(bank.balance)) == ((), "80.00")
    books.must_reconcile(bank.balance)


def test_a_bank_that_sends_no_status_report(books: Bookkeeper, bank: MockBank) -> None:
    bank.behave("silent")
    assert bank.take(in_december(books)) == []
    assert books.runs[0].standing is RunStanding.SUBMITTED
    assert len(in_flight(books.runs)) == 2
    books.hear(*bank.move_to(DAY_AFTER))
    assert (books.open, in_flight(books.runs)) == ((), {})
    books.must_reconcile(bank.balance)


def test_a_return_after_settlement_is_told_four_times_and_booked_once(
    books: Bookkeeper, bank: MockBank
) -> None:
    settled(books, bank)
    bank.refuse("2026-12-2", "AM04")
    bank.ask("POST", "/_mock/accounts/US/report")
    told = [*bank.mailbox(), *bank.move_to(date(2026, 12, 3))]
    kinds = (b"PmtRtr>", b"BkToCstmrAcctRpt>", b"BkToCstmrDbtCdtNtfctn>", b"BkToCstmrStmt>")
    assert [any(kind in message for message in told) for kind in kinds] == [True] * 4

    effects = [effect for message in told for effect in books.hear(message).effects]
    assert [effect.undone for effect in effects if effect.failed] == [True]
    assert [moved.kind for moved in books.collections[1].movements] == [Settlement, Return]
    assert (books.numbers, str(bank.balance)) == (["R-2"], "30.00")
    books.must_reconcile(bank.balance)

    bank.move_to(JANUARY)
    again = books.collect("2027-01", on=JANUARY, due_on=DUE_IN_JANUARY, retry=RetryByReason())
    books.hear(*bank.take(*again), *bank.move_to(date(2027, 1, 13)))
    assert uses(books, "M-7") == ["returned", "presented"]
    books.must_reconcile(bank.balance)


@pytest.mark.parametrize(
    ("code", "claimed_on"),
    [("MD06", date(2027, 1, 18)), ("MD01", date(2027, 11, 15))],
    ids=["in the seventh week", "unauthorised, in the twelfth month"],
)
def test_a_refund(books: Bookkeeper, bank: MockBank, code: str, claimed_on: date) -> None:
    settled(books, bank)
    bank.move_to(claimed_on)
    bank.refuse("2026-12-1", code)
    told = books.hear(*bank.mailbox(), *bank.move_to(date(2027, 11, 17)))
    assert not told.findings
    assert books.statuses["2026-12-1"] == "refunded"
    assert (books.numbers, str(bank.balance)) == (["R-1"], "50.00")
    active = books.mandate("M-1").status(date(2027, 11, 17)) is MandateStatus.ACTIVE
    assert active is (code == "MD06")
    books.must_reconcile(bank.balance)


def test_a_one_off_that_is_rejected_and_tried_again(bank: MockBank) -> None:
    books = Bookkeeper([invoice("R-1", "10042", "30.00")], [replace(MANDATE, one_off=True)])
    books.hear(*bank.take(in_december(books)))
    bank.refuse("2026-12-1", "AM04")
    books.hear(*bank.mailbox(), *bank.move_to(JANUARY))
    assert books.mandate("M-1").status(JANUARY) is MandateStatus.ACTIVE

    (again,) = books.collect("2027-01", on=JANUARY, due_on=DUE_IN_JANUARY, retry=RetryByReason())
    assert b"<SeqTp>OOFF</SeqTp>" in again
    books.hear(*bank.take(again), *bank.move_to(date(2027, 1, 13)))
    assert list(books.statuses.values()) == ["rejected", "settled"]
    assert books.mandate("M-1").status(DUE_IN_JANUARY) is MandateStatus.EXHAUSTED
    books.must_reconcile(bank.balance)


def test_an_amendment_that_is_rejected_is_carried_again(bank: MockBank) -> None:
    used = Presentation(due_on=date(2026, 11, 2), sequence_type=SequenceType.RECURRENT)
    moved = amend(
        replace(MANDATE, presentations=(used,)),
        on=date(2026, 11, 9),
        iban=Iban("NL98INGB0202345688"),
    )
    books = Bookkeeper([invoice("R-1", "10042", "30.00")], [moved])
    first = in_december(books)
    books.hear(*bank.take(first))
    bank.refuse("2026-12-1", "AM04")
    books.hear(*bank.mailbox(), *bank.move_to(JANUARY))
    (second,) = books.collect("2027-01", on=JANUARY, due_on=DUE_IN_JANUARY)
    books.hear(*bank.take(second), *bank.move_to(date(2027, 1, 13)))
    books.invoice(invoice("R-2", "10042", "31.00"))
    (third,) = books.collect("2027-02", on=date(2027, 2, 1), due_on=date(2027, 2, 9))
    carried = [b"<AmdmntInd>true</AmdmntInd>" in file for file in (first, second, third)]
    assert carried == [True, True, False]
