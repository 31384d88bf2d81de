"""A bank for your tests: it takes files in, lets days pass, and sends what a bank would send.

It needs no network, knows no chance and has no clock of its own: the same calls give the same
bytes. It reads and writes on its own, so that what you test is not tested against itself.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, time, timedelta
from itertools import count
from typing import Final

from sepadd.findings import IllegalStep, InvalidValue
from sepadd.testing.fake_bank import statements as fake_bank_statements
from sepadd.testing.fake_bank.answers import status_report
from sepadd.testing.fake_bank.checks import Memory
from sepadd.testing.fake_bank.counter import Counter, rejected_on_its_way
from sepadd.testing.fake_bank.desk import Desk
from sepadd.testing.fake_bank.dialects import PLAIN, Dialect
from sepadd.testing.fake_bank.elements import at as instant
from sepadd.testing.fake_bank.facts import (
    AccountDay,
    AccountEntry,
    EntryKind,
    Fate,
    HeldCollection,
    StatusReport,
    Verdict,
)
from sepadd.testing.fake_bank.inbox import Unreadable, original_id, read
from sepadd.testing.fake_bank.ledger import Ledger, bookings_on
from sepadd.testing.fake_bank.orders import BackOrder, Orders, RejectOrder
from sepadd.values import TARGET, ZERO, EndToEndId, Euro, MandateReference

_NINE: Final = time(9, 0)
_EVENING: Final = time(18, 0)


class FakeBank:
    """A creditor's bank with the banks of all debtors behind it.

    It is as strict as a bank may be, and does what it is told: which collections are rejected,
    returned or refunded is ordered by their EndToEndId, before the file comes or after. Days are
    TARGET days where money moves. Lead times are those since 21 November 2016.

    >>> from sepadd.messages import pain008
    >>> from sepadd.testing import DUE_ON, TODAY, a_run
    >>> bank = FakeBank(today=TODAY)
    >>> answer = bank.take(pain008.render(a_run()))
    >>> messages = bank.move_to(DUE_ON)
    >>> str(bank.balance), str(bank.fate("2026-12-1"))
    ('30.00', 'settled')
    """

    def __init__(self, *, today: date, dialect: Dialect = PLAIN) -> None:
        """Open the bank on a day, with nothing on any account."""
        self._today = today
        self._dialect = dialect
        self._memory = Memory()
        self._orders = Orders()
        self._counter = Counter(self._memory, self._orders, dialect)
        self._desk = Desk(self._memory, self._orders, dialect)
        self._ledger = Ledger()
        self._reports = count(1)

    @property
    def today(self) -> date:
        """The day that it is at the bank."""
        return self._today

    @property
    def dialect(self) -> Dialect:
        """How this bank tells what happens."""
        return self._dialect

    # -- what the creditor hands in --------------------------------------------------------------

    def take(self, file: bytes, *, at: time = _NINE) -> bytes:
        """Take a pain.008 in at that time of today; the answer is a pain.002.

        Its status is ``ACCP``, ``PART`` or ``RJCT``, each with its reasons. What cannot be read is
        answered with ``FF01``. Source: EPC173-14; ISO external code sets.
        """
        try:
            presented = read(file)
        except Unreadable as unreadable:
            refused = StatusReport(
                original_id=original_id(file),
                original_message="pain.008",
                status="RJCT",
                verdict=unreadable.verdict,
            )
            return self._report(refused, at)
        return self._report(self._counter.take(presented, datetime.combine(self._today, at)), at)

    def cancel(self, request: bytes, *, at: time = _NINE) -> bytes:
        """Take a camt.055 in: what is not settled yet is cancelled; the answer is a camt.029.

        Raises :class:`IllegalStep` for what is no such message.
        """
        return self._desk.cancel(
            request, self._today, id=self._name("029"), created_at=instant(self._today, at)
        )

    def reverse(self, request: bytes, *, at: time = _NINE) -> bytes:
        """Take a pain.007 in: what settled is paid back the next TARGET day; answered by pain.002.

        Within five TARGET days of settlement, and the whole amount. Raises :class:`IllegalStep`
        for what is no such message. Source: EPC016-06, reversals.
        """
        return self._report(self._desk.reverse(request, self._today), at)

    # -- what the debtor and his bank do ---------------------------------------------------------

    def register_b2b(self, reference: MandateReference | str) -> None:
        """The debtor confirms a B2B mandate to his bank; without that, it is ``MD01``."""
        self._memory.b2b_mandates.add(str(reference).casefold())

    def will_reject(
        self,
        end_to_end_id: EndToEndId | str,
        code: str,
        *,
        on: date | None = None,
        by_debtor: bool = False,
    ) -> None:
        """A collection is rejected before settlement, with that reason code.

        Without a day, as soon as the bank can say so: in the answer to its file if that has still
        to come, else on the next day. ``by_debtor`` makes it a refusal. Raises
        :class:`IllegalStep` where it is too late.
        """
        order = RejectOrder(verdict=Verdict(code, _REJECTED, by_debtor), on=on)
        held = self._memory.held.get(str(end_to_end_id))
        if held is not None and held.counts_as_use:
            self._orders.reject(held, order, self._today)
        else:
            self._orders.rejects[str(end_to_end_id)] = order

    def will_return(
        self,
        end_to_end_id: EndToEndId | str,
        code: str,
        *,
        after_days: int = 2,
        charges: Euro = ZERO,
        debtor_bank_charges: Euro = ZERO,
    ) -> None:
        """The debtor's bank returns a collection so many TARGET days after its settlement.

        It can be ordered before the file comes. Raises :class:`IllegalStep` where that day has
        gone. That the scheme allows five days for Core and three for B2B is for you to keep, or to
        break.
        """
        order = BackOrder(
            kind=EntryKind.RETURN,
            verdict=Verdict(code, "returned by the debtor's bank"),
            on=lambda held: TARGET.after(held.settles_on, after_days),
            charges=charges.cents,
            debtor_bank_charges=debtor_bank_charges.cents,
        )
        held = self._memory.held.get(str(end_to_end_id))
        if held is not None and held.counts_as_use:
            self._orders.send_back(held, order, self._today)
        else:
            self._orders.returns[str(end_to_end_id)] = order

    def refund(
        self,
        end_to_end_id: EndToEndId | str,
        code: str = "MD06",
        *,
        on: date | None = None,
        charges: Euro = ZERO,
        debtor_bank_charges: Euro = ZERO,
    ) -> None:
        """The debtor claims a settled collection back: ``MD06``, or ``MD01`` as never authorised.

        Booked on that TARGET day, or on the next. Raises :class:`IllegalStep` where it has not
        settled, and for ``MD06`` under B2B. How late a claim may come is for you to keep, or to
        break. Source: EPC016-06, refunds; EPC222-07.
        """
        held = self._held(end_to_end_id)
        if held.fate(self._today) is not Fate.SETTLED:
            raise IllegalStep(
                f"collection {end_to_end_id} is {held.fate(self._today)}: "
                "a debtor claims back what was settled"
            )
        if held.collection.scheme == "B2B" and code == "MD06":
            raise IllegalStep(f"collection {end_to_end_id} is B2B: it has no refund")
        order = BackOrder(
            kind=EntryKind.REFUND,
            verdict=Verdict(code, "claimed back by the debtor", by_debtor=True),
            on=lambda _: on or TARGET.after(self._today, 1),
            charges=charges.cents,
            debtor_bank_charges=debtor_bank_charges.cents,
        )
        self._orders.send_back(held, order, self._today)

    # -- the days --------------------------------------------------------------------------------

    def move_to(self, day: date) -> tuple[bytes, ...]:
        """Let the days pass, up to the end of that one; what the bank sends meanwhile, in order.

        Of each day first a pain.002 for each file of which something was rejected, then a camt.054
        and a camt.053 where something was booked. Raises :class:`InvalidValue` for a day that has
        gone.
        """
        if day < self._today:
            raise InvalidValue(f"day {day} has gone: it is {self._today}, give that or a later one")
        messages: list[bytes] = []
        while self._today < day:
            self._today += timedelta(days=1)
            if TARGET.is_business_day(self._today):
                messages += self._rejects() + self._book()
        return tuple(messages)

    def move_on(self, business_days: int = 1) -> tuple[bytes, ...]:
        """Let so many TARGET days pass; what the bank sends meanwhile, as :meth:`move_to` does.

        Raises :class:`InvalidValue` for less than one.
        """
        if business_days < 1:
            raise InvalidValue(f"{business_days} TARGET days: time passes by one or more")
        return self.move_to(TARGET.after(self._today, business_days))

    def _rejects(self) -> list[bytes]:
        if not self._dialect.reports_rejects:
            return []
        files: defaultdict[str, list[HeldCollection]] = defaultdict(list)
        for held in self._memory.all:
            if held.rejection is not None and held.rejection.on == self._today:
                files[held.file.id].append(held)
        return [
            self._report(rejected_on_its_way(held[0].file, held), _EVENING)
            for held in files.values()
        ]

    def _book(self) -> list[bytes]:
        bookings = self._expected(self._today)
        if not bookings:
            return []
        self._ledger.book(self._today, bookings)
        notified = [self.notification(self._today)] if self._dialect.notifies else []
        return [*notified, self.statement(self._today)]

    def _expected(self, day: date) -> tuple[AccountEntry, ...]:
        return bookings_on(day, self._memory.all, self._dialect, known_on=self._today)

    # -- what one can look up --------------------------------------------------------------------

    @property
    def balance(self) -> Euro:
        """What all accounts of the creditor hold together at the end of today."""
        return Euro(cents=self._ledger.balance())

    def balance_of(self, iban: str) -> Euro:
        """What one account holds at the end of today."""
        return Euro(cents=self._ledger.balance(iban))

    def fate(self, end_to_end_id: EndToEndId | str) -> Fate:
        """What has become of a collection; raises :class:`IllegalStep` if it was never taken on."""
        return self._held(end_to_end_id).fate(self._today)

    def statement(self, day: date) -> bytes:
        """The camt.053 of a day until today, the same whenever it is asked for."""
        return fake_bank_statements.statement(self._accounts(day), self._dialect, day)

    def notification(self, day: date) -> bytes:
        """The camt.054 of a day until today, the same whenever it is asked for."""
        return fake_bank_statements.notification(self._accounts(day), self._dialect, day)

    def intraday(self, day: date) -> bytes:
        """A camt.052: of a day to come what the bank expects (``PDNG``), else what it has booked.

        An entry has the reference (``AcctSvcrRef``) under which it is booked later.
        """
        pending = day > self._today
        accounts = self._accounts(day, self._expected(day) if pending else None)
        return fake_bank_statements.report(accounts, self._dialect, day, pending=pending)

    def _accounts(
        self, day: date, expected: tuple[AccountEntry, ...] | None = None
    ) -> list[AccountDay]:
        if expected is None and day > self._today:
            raise IllegalStep(f"no statement of {day} yet: it is {self._today}")
        owners = {held.batch.creditor_iban: held.batch.creditor_name for held in self._memory.all}
        if not owners:
            raise IllegalStep("no account yet: the bank has taken on no collection")
        return self._ledger.accounts(day, owners, expected)

    def _held(self, end_to_end_id: EndToEndId | str) -> HeldCollection:
        held = self._memory.held.get(str(end_to_end_id))
        if held is None:
            raise IllegalStep(f"collection {end_to_end_id} was never taken on by the bank")
        return held

    def _report(self, report: StatusReport, at: time) -> bytes:
        created_at = instant(self._today, at)
        return status_report(report, self._dialect, id=self._name("002"), created_at=created_at)

    def _name(self, message: str) -> str:
        return f"FB-{message}-{self._today:%Y%m%d}-{next(self._reports)}"


_REJECTED: Final = "rejected by the debtor's bank"
