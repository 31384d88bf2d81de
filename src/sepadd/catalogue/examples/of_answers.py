"""What is told of a bank's answers, and of the days on which money comes back.

The run is 2026-12, with collection 2026-12-1 of 30.00 under mandate M-1, due on 1 December 2026.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Final

from sepadd.books import Books, ReceivableCloses, prepare, revise
from sepadd.catalogue.examples.example import DRAFT, Case, Example, books_of, proposal_of
from sepadd.collection import (
    Acceptance,
    Collection,
    FactSource,
    Level,
    Refund,
    Reject,
    Reported,
    Return,
    Reversal,
    RTransaction,
    Settlement,
    WholeEntry,
    reason,
)
from sepadd.findings import Findings
from sepadd.recording import Fact, record, silent, take_in
from sepadd.run import CollectionRun, submit
from sepadd.samples import (
    AT,
    B2B_MANDATE,
    BOOKS,
    COLLECTION,
    CREDIT_NOTE,
    DUE_ON,
    INVOICE,
    TERMS,
    a_proposal,
    a_run,
)
from sepadd.values import Euro, RunId

_REJECTED: Final = Reported(
    fact=Reject,
    level=Level.COLLECTION,
    on=DUE_ON,
    said=FactSource("pain.002", "ST-1", datetime(2026, 12, 1, 18, 0, tzinfo=UTC)),
    place="TxInfAndSts[1]",
    end_to_end_id="2026-12-1",
    reason=reason("AM04"),
)
_NAME: Final = COLLECTION.end_to_end_id


def _sent() -> CollectionRun:
    return submit(a_run(), at=AT)


def _two_under_one_mandate() -> CollectionRun:
    """Two collections under M-1: of 40.00 and of 5.00."""
    other = replace(INVOICE, number="2026-1002", amount=Euro(cents=5_00))
    draft = replace(DRAFT, id=RunId("2026-12"), condense=False)
    proposal = proposal_of(INVOICE, other, draft=draft)
    return submit(prepare(proposal, books_of(INVOICE, other), TERMS, at=AT), at=AT)


def _revised() -> CollectionRun:
    """The run in its second version, which was sent."""
    return submit(revise(a_run(), a_proposal(), BOOKS, TERMS, at=AT), at=AT)


def _told(run: Callable[[], CollectionRun], *facts: Fact) -> Callable[[], Findings]:
    """What is said of facts, taken in one after the other."""
    return lambda: take_in((run(),), facts).findings


def _refused(books: Books) -> Callable[[], Findings]:
    """What is said of a reject, by books that close an item at settlement."""
    reject = Reject(end_to_end_id=_NAME, on=DUE_ON, reason=reason("AM04"))
    closes = ReceivableCloses.AT_SETTLEMENT
    return lambda: record(books.keep(_sent()), (reject,), closes=closes).findings


def _credited(cents: int) -> Reported:
    """A credit of a batch as one sum."""
    return _REJECTED._replace(
        fact=Settlement,
        level=Level.BATCH,
        said=FactSource("camt.053", "STM-1", datetime(2026, 12, 1, 18, 0, tzinfo=UTC)),
        place="Ntry[1]",
        end_to_end_id="",
        batch_id="2026-12.B1",
        reason=None,
        moved=Euro(cents=cents),
        booked_on=DUE_ON,
    )


def _entry(reference: str) -> Reported:
    """The credit of the batch, under a reference of the bank's."""
    return _credited(30_00)._replace(entry=reference)


def _debit(cents: int) -> Reported:
    """A debit of so much, for the collection and with a reason."""
    return _credited(cents)._replace(
        fact=Return,
        level=Level.COLLECTION,
        place="Ntry[1]/NtryDtls[1]/TxDtls[1]",
        end_to_end_id="2026-12-1",
        batch_id="",
        reason=reason("AM04"),
    )


def _whole(charges: int) -> WholeEntry:
    """An entry of 33.00 that tells one thing, and charges."""
    return WholeEntry("Ntry[1]", Euro(cents=33_00), False, Euro(cents=charges), 1)  # noqa: FBT003 - in the order of an entry


def _costing(cents: int) -> Reported:
    """The return of 30.00, with that much charged."""
    return _debit(30_00 + cents)._replace(charges=Euro(cents=cents))


def _silent(until: date) -> Callable[[], Findings]:
    """What is said when the statements are in until a day, and nothing was told."""
    return lambda: silent([_sent()], until)


_CHANGED: Final = _REJECTED._replace(fact=Acceptance, status="ACWC", reason=None)


def _back(kind: type[RTransaction], on: date, code: str = "AM04") -> RTransaction:
    return kind(end_to_end_id=_NAME, on=on, booked_on=on, reason=reason(code))


_SETTLED: Final = Settlement(end_to_end_id=_NAME, on=DUE_ON, booked_on=DUE_ON)
_RETURNED: Final = _back(Return, date(2026, 12, 3))

ANSWER_EXAMPLES: Final[tuple[Example, ...]] = (
    Example(
        "BNK-01",
        Case("a reject of collection 2026-12-1, which was sent", _told(_sent, _REJECTED)),
        Case(
            "a reject of collection 2026-12-9, which there is not",
            _told(_sent, _REJECTED._replace(end_to_end_id="2026-12-9")),
        ),
    ),
    Example(
        "BNK-02",
        Case(
            "a reject of 5.00 under M-1, where 40.00 and 5.00 were sent under it",
            _told(
                _two_under_one_mandate,
                _REJECTED._replace(end_to_end_id="", mandate="M-1", amount=Euro(cents=5_00)),
            ),
        ),
        Case(
            "a reject under M-1 that tells no amount, where 40.00 and 5.00 were sent under it",
            _told(_two_under_one_mandate, _REJECTED._replace(end_to_end_id="", mandate="M-1")),
        ),
    ),
    Example(
        "BNK-03",
        Case(
            "a reject of 30.00, of a collection of 30.00",
            _told(_sent, _REJECTED._replace(amount=Euro(cents=30_00))),
        ),
        Case(
            "a reject of 30.01, of a collection of 30.00",
            _told(_sent, _REJECTED._replace(amount=Euro(cents=30_01))),
        ),
    ),
    Example(
        "BNK-04",
        Case(
            "a reject under mandate M-1, of a collection under M-1",
            _told(_sent, _REJECTED._replace(mandate="M-1")),
        ),
        Case(
            "a reject under mandate M-2, of a collection under M-1",
            _told(_sent, _REJECTED._replace(mandate="M-2")),
        ),
    ),
    Example(
        "BNK-05",
        Case(
            "a reject in file 2026-12.v2, where version 2 is the latest",
            _told(_revised, _REJECTED._replace(message_id="2026-12.v2")),
        ),
        Case(
            "a reject in file 2026-12, where version 2 is the latest",
            _told(_revised, _REJECTED._replace(message_id="2026-12")),
        ),
    ),
    Example(
        "BNK-06",
        Case("a reject in run 2026-12, which was submitted", _told(_sent, _REJECTED)),
        Case("a reject in run 2026-12, which was prepared only", _told(a_run, _REJECTED)),
    ),
    Example(
        "BNK-07",
        Case("30.00 booked for a batch of 30.00", _told(_sent, _credited(30_00))),
        Case("29.99 booked for a batch of 30.00", _told(_sent, _credited(29_99))),
    ),
    Example(
        "BNK-08",
        Case("a collection that was settled and returned", _told(_sent, _SETTLED, _RETURNED)),
        Case(
            "a collection that was settled, returned and refunded",
            _told(_sent, _SETTLED, _RETURNED, _back(Refund, date(2026, 12, 4), "MD06")),
        ),
    ),
    Example(
        "BNK-09",
        Case(
            "a collection that was accepted",
            _told(_sent, Acceptance(end_to_end_id=_NAME, on=AT.date())),
        ),
        Case(
            "a collection that was accepted, and rejected with DU01 (handed in twice)",
            _told(
                _sent,
                Acceptance(end_to_end_id=_NAME, on=AT.date()),
                Reject(end_to_end_id=_NAME, on=AT.date(), reason=reason("DU01")),
            ),
        ),
    ),
    Example(
        "BNK-10",
        Case("30.00 booked for a batch of 30.00", _told(_sent, _entry("E-1"))),
        Case(
            "30.00 booked for a batch of 30.00, and booked again under another bank reference",
            _told(_sent, _entry("E-1"), _entry("E-2")),
        ),
    ),
    Example(
        "BNK-11",
        Case("a debit of 30.00 with a reason", _told(_sent, _debit(30_00))),
        Case(
            "a debit of 30.00 under the bank code of a credit transfer",
            _told(
                _sent,
                _debit(30_00)._replace(
                    fact=None, status="under the bank code of something else", by_name=True
                ),
            ),
        ),
    ),
    Example(
        "BNK-12",
        Case(
            "an entry of 33.00 with one detail of 30.00, and charges of 3.00",
            _told(_sent, _debit(30_00)._replace(whole=_whole(3_00))),
        ),
        Case(
            "an entry of 33.00 with one detail of 30.00, and nothing more",
            _told(_sent, _debit(30_00)._replace(whole=_whole(0))),
        ),
    ),
    Example(
        "BNK-13",
        Case("a return of 30.00 that costs 25.00", _told(_sent, _costing(25_00))),
        Case("a return of 30.00 that costs 25.01", _told(_sent, _costing(25_01))),
    ),
    Example(
        "BNK-14",
        Case(
            "due on 2026-12-01, not heard of while the statement of 2026-12-07 is in",
            _silent(date(2026, 12, 7)),
        ),
        Case(
            "due on 2026-12-01, not heard of while the statement of 2026-12-08 is in",
            _silent(date(2026, 12, 8)),
        ),
    ),
    Example(
        "BNK-15",
        Case("a reject in a report of 2026-12-01", _told(_sent, _REJECTED)),
        Case(
            "a reject in a report that was made on 2026-12-01 at 25:00",
            _told(
                _sent,
                _REJECTED._replace(fault="line 1: CreDtTm '2026-12-01T25:00:00': an instant"),
            ),
        ),
    ),
    Example(
        "BNK-16",
        Case(
            "a refund that names the account of the mandate",
            _told(_sent, _debit(30_00)._replace(accounts=(str(COLLECTION.mandate.debtor.iban),))),
        ),
        Case(
            "a refund that names another account",
            _told(_sent, _debit(30_00)._replace(accounts=("BE68539007547034",))),
        ),
    ),
    Example(
        "BNK-17",
        Case(
            "accepted with a change, due on 2026-12-01 as it was",
            _told(_sent, _CHANGED._replace(due_on=DUE_ON)),
        ),
        Case(
            "accepted with a change, due on 2026-12-02 instead of 2026-12-01",
            _told(_sent, _CHANGED._replace(due_on=date(2026, 12, 2))),
        ),
    ),
    Example(
        "BKS-01",
        Case(
            "a reject of the collection of an invoice that is open in the books",
            _refused(BOOKS),
        ),
        Case(
            "a reject of the collection of an invoice that is open in the books no more",
            _refused(replace(BOOKS, open_items=(CREDIT_NOTE,))),
        ),
    ),
)
"""What of a bank's answer cannot be laid to a collection, or does not add up."""


def _of_b2b() -> CollectionRun:
    """The run with its collection under a B2B mandate."""
    b2b: Collection = replace(COLLECTION, mandate=B2B_MANDATE)
    return submit(replace(a_run(), collections=(b2b,)), at=AT)


DEADLINE_EXAMPLES: Final[tuple[Example, ...]] = (
    Example(
        "DLN-01",
        Case(
            "due on 2026-12-01, returned five TARGET days later, on 2026-12-08",
            _told(_sent, _SETTLED, _back(Return, date(2026, 12, 8))),
        ),
        Case(
            "due on 2026-12-01, returned six TARGET days later, on 2026-12-09",
            _told(_sent, _SETTLED, _back(Return, date(2026, 12, 9))),
        ),
    ),
    Example(
        "DLN-02",
        Case(
            "due on 2026-12-01, refunded with MD06 on 2027-01-28: eight weeks and 2 TARGET days",
            _told(_sent, _SETTLED, _back(Refund, date(2027, 1, 28), "MD06")),
        ),
        Case(
            "due on 2026-12-01, refunded with MD06 on 2027-01-29: eight weeks and 3 TARGET days",
            _told(_sent, _SETTLED, _back(Refund, date(2027, 1, 29), "MD06")),
        ),
    ),
    Example(
        "DLN-03",
        Case(
            "due on 2026-12-01, refunded with MD01 on 2028-02-04, as late as it can come",
            _told(_sent, _SETTLED, _back(Refund, date(2028, 2, 4), "MD01")),
        ),
        Case(
            "due on 2026-12-01, refunded with MD01 on 2028-02-05, a day later than it can come",
            _told(_sent, _SETTLED, _back(Refund, date(2028, 2, 5), "MD01")),
        ),
    ),
    Example(
        "DLN-04",
        Case(
            "a B2B collection that was returned by the bank on 2026-12-03",
            _told(_of_b2b, _SETTLED, _RETURNED),
        ),
        Case(
            "a B2B collection that was refunded to the debtor on 2026-12-03",
            _told(_of_b2b, _SETTLED, _back(Refund, date(2026, 12, 3), "MD06")),
        ),
    ),
    Example(
        "DLN-05",
        Case(
            "due on 2026-12-01, reversed five TARGET days later, on 2026-12-08",
            _told(_sent, _SETTLED, _back(Reversal, date(2026, 12, 8), "AM05")),
        ),
        Case(
            "due on 2026-12-01, reversed six TARGET days later, on 2026-12-09",
            _told(_sent, _SETTLED, _back(Reversal, date(2026, 12, 9), "AM05")),
        ),
    ),
)
"""What is asked of the day on which money comes back."""
