"""Until when the money of a collection may go back, and from when it is safe.

It follows from the scheme and from the edition of the rulebook that was in force on the day.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from sepadd.collection import (
    CLAIMED_BACK,
    BankFact,
    Collection,
    Refund,
    Return,
    Reversal,
    RTransaction,
    Settlement,
)
from sepadd.findings import Finding, Sentence, Severity
from sepadd.frozen import dataclass
from sepadd.mandate import Scheme
from sepadd.rulebook.edition import (
    edition_on,
    last_refund_on,
    last_return_on,
    last_unauthorised_refund_on,
)
from sepadd.values import TARGET, BusinessCalendar

REFUND_ARRIVES_WITHIN: Final = 2
"""TARGET days from the debtor's claim to the creditor's account. Source: general knowledge.

Banks differ: ABN AMRO names up to seven business days after the 56 calendar days.
"""

INQUIRY_DAYS: Final = 30
"""Calendar days in which banks look into a claim that no mandate covered a collection.

Source: general knowledge of EPC016-06, refunds of unauthorised transactions.
"""

INQUIRY_ARRIVES_WITHIN: Final = 4
"""TARGET days after that, in which its outcome arrives. Source: as above."""

_UNAUTHORISED: Final = "MD01"
_MAY_HIDE_A_REFUND: Final = frozenset({"", "MS02", "MS03"})
"""Codes that may stand for a refund if they come late: the scheme's list has no case for that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadlines:
    """The last days of one collection's money; each is inclusive.

    ``debited_on`` is the TARGET day on which the debtor was debited, from which the others count.
    ``last_return_on`` and ``last_reversal_on`` are TARGET days, on which the debtor's bank may
    return it and the creditor reverse it. ``last_refund_on`` and ``last_unauthorised_refund_on``
    are calendar days, on which the debtor may claim it without a reason, and as covered by no
    mandate; both are absent for B2B, which has no refund. The law knows the claim for want of a
    mandate all the same: banks differ in whether they pass it on, so it is no deadline here.

    The money is safe after ``unsafe_for_no_reason_until`` from whoever needs no reason, and after
    ``unsafe_until`` altogether: a claim of the last day still has to come through the banks.
    Source: EPC016-06 and EPC222-07, time cycles and refunds; PSD2 article 71.
    """

    debited_on: date
    last_return_on: date
    last_reversal_on: date
    last_refund_on: date | None
    last_unauthorised_refund_on: date | None
    unsafe_for_no_reason_until: date
    unsafe_until: date


def deadlines(
    collection: Collection,
    calendar: BusinessCalendar = TARGET,
    *,
    refund_arrives_within: int = REFUND_ARRIVES_WITHIN,
) -> Deadlines:
    """Until when the money of a collection may go back.

    The debtor is debited on the due date, or on the next TARGET day where it is none; later where
    the bank told a later settlement. ``refund_arrives_within`` is how many business days the bank
    takes for a claim of the last day.

    >>> from sepadd.testing import COLLECTION
    >>> december = deadlines(COLLECTION)  # due on 1 December 2026
    >>> december.last_return_on, december.last_refund_on
    (datetime.date(2026, 12, 8), datetime.date(2027, 1, 26))
    >>> december.unsafe_for_no_reason_until, december.unsafe_until
    (datetime.date(2027, 1, 28), datetime.date(2028, 2, 4))
    """
    debited_on = _debited_on(collection, calendar)
    due_on, scheme = collection.due_on, collection.mandate.scheme
    if calendar is TARGET:
        return _in_target(debited_on, due_on, scheme, refund_arrives_within)
    return _counted(debited_on, due_on, scheme, calendar, refund_arrives_within)


@lru_cache(maxsize=4096)
def _in_target(debited_on: date, due_on: date, scheme: Scheme, arrives_within: int) -> Deadlines:
    """A statement has thousands of collections and few due dates: each is counted once."""
    return _counted(debited_on, due_on, scheme, TARGET, arrives_within)


def _counted(
    debited_on: date,
    due_on: date,
    scheme: Scheme,
    calendar: BusinessCalendar,
    arrives_within: int,
) -> Deadlines:
    returned_by = last_return_on(debited_on, scheme, calendar)
    refund_by = unauthorised_by = None
    no_reason_until = unsafe_until = returned_by
    if scheme is not Scheme.B2B:
        refund_by = last_refund_on(debited_on)
        unauthorised_by = last_unauthorised_refund_on(debited_on)
        no_reason_until = calendar.after(refund_by, arrives_within)
        answered_on = unauthorised_by + timedelta(days=INQUIRY_DAYS)
        unsafe_until = calendar.after(answered_on, INQUIRY_ARRIVES_WITHIN)
    return Deadlines(
        debited_on=debited_on,
        last_return_on=returned_by,
        last_reversal_on=_last_reversal_on(due_on, calendar),
        last_refund_on=refund_by,
        last_unauthorised_refund_on=unauthorised_by,
        unsafe_for_no_reason_until=no_reason_until,
        unsafe_until=unsafe_until,
    )


def _debited_on(collection: Collection, calendar: BusinessCalendar) -> date:
    settled = [fact.on for fact in collection.facts if isinstance(fact, Settlement)]
    told_on = min(settled) if settled else collection.due_on
    return calendar.on_or_after(max(collection.due_on, told_on))


def _last_reversal_on(due_on: date, calendar: BusinessCalendar) -> date:
    settled_on = calendar.on_or_after(due_on)
    return calendar.after(settled_on, edition_on(settled_on).reversal_days)


def is_refund(
    code: str, collection: Collection, on: date, calendar: BusinessCalendar = TARGET
) -> bool:
    """Whether what came back on a day is a refund, and not a return: statements do not always say.

    MD06 is the debtor's claim and always a refund. MD01 is a return up to the last day of returns,
    and after it the refund of a collection without a mandate. Every other code is a return,
    however late: the scheme has no refund for it. Under B2B, which has no refund, MD01 stays a
    return, too.

    >>> from sepadd.testing import COLLECTION
    >>> is_refund("MD01", COLLECTION, date(2026, 12, 8))
    False
    >>> is_refund("MD01", COLLECTION, date(2026, 12, 9))
    True
    >>> is_refund("AM04", COLLECTION, date(2026, 12, 9))
    False

    Source: EPC016-06, returns and refunds; EPC173-14 v8.0, codes of a refund.
    """
    if code != _UNAUTHORISED:
        return code == CLAIMED_BACK
    is_b2b = collection.mandate.scheme is Scheme.B2B
    return not is_b2b and on > deadlines(collection, calendar).last_return_on


def is_refund_of(code: str, due_on: date, scheme: Scheme, on: date) -> bool:
    """The same of what was due on a day, whatever has been told of it since.

    >>> is_refund_of("MD01", date(2026, 12, 1), Scheme.CORE, date(2026, 12, 9))
    True
    """
    if code != _UNAUTHORISED:
        return code == CLAIMED_BACK
    return scheme is not Scheme.B2B and on > last_return_on(due_on, scheme)


LATE_RETURN: Final = Sentence(
    "DLN-01",
    "A return comes within the days that its scheme gives the debtor's bank.",
    "EPC016-06 and EPC222-07, time cycles; Betaalvereniging on B2B since 19 November 2017",
    Severity.WARNING,
    why=(
        "The debtor's bank has five TARGET days in CORE and three in B2B, two until November 2017; "
        "after them the scheme knows no return."
    ),
    hint="Ask your bank on what ground the money was taken back.",
)
LATE_REFUND: Final = Sentence(
    "DLN-02",
    "A refund is claimed within eight weeks, unless no mandate covered the collection.",
    "EPC016-06, refunds; PSD2 articles 76 and 77",
    Severity.WARNING,
    why=(
        "For 56 calendar days from the debit a debtor under CORE needs no reason; after that only "
        "the want of a mandate is one."
    ),
    hint="Ask your bank for the reason, and have the signed mandate at hand.",
)
LATE_UNAUTHORISED_REFUND: Final = Sentence(
    "DLN-03",
    "A refund for want of a mandate is claimed within thirteen months.",
    "EPC016-06, refunds of unauthorised transactions; PSD2 article 71",
    Severity.WARNING,
    why=(
        "Thirteen months from the debit even a debtor who never gave a mandate cannot claim any "
        "more, though the result of an earlier claim may arrive some weeks later."
    ),
    hint="Ask your bank on which day the refund was claimed.",
)
REFUND_OF_B2B: Final = Sentence(
    "DLN-04",
    "A B2B collection is not refunded.",
    "EPC222-07: there is no refund",
    Severity.WARNING,
    why="Whoever signs for B2B gives up the refund of what was authorised.",
    hint="Ask your bank on what ground it was refunded.",
)
LATE_REVERSAL: Final = Sentence(
    "DLN-05",
    "A reversal is made within the days that the scheme gives the creditor.",
    "EPC016-06 and EPC222-07, reversals; two TARGET days in older editions, five today",
    Severity.WARNING,
    why="The scheme gives the creditor five TARGET days after the due date, two in older editions.",
    hint="Ask your bank how it was booked, and pay later corrections by credit transfer.",
)

DEADLINE_SENTENCES: Final = (
    LATE_RETURN,
    LATE_REFUND,
    LATE_UNAUTHORISED_REFUND,
    REFUND_OF_B2B,
    LATE_REVERSAL,
)
"""What is asked of the day on which money comes back."""


def late(
    fact: BankFact, collection: Collection, calendar: BusinessCalendar = TARGET
) -> Finding | None:
    """What is wrong with the day on which money came back; nothing if it was in time.

    Told of returns, refunds and reversals, as warnings: the money has gone all the same, and the
    creditor may ask the bank why. A refund is in time as long as a claim of the last day could be
    on its way. Any refund of a B2B collection is told, on whatever day.

    >>> from sepadd import reason
    >>> from sepadd.testing import COLLECTION
    >>> name = COLLECTION.end_to_end_id
    >>> claim = Refund(end_to_end_id=name, on=date(2027, 1, 29), reason=reason("MD06"))
    >>> print(late(claim, COLLECTION).detail)
    refunded on 2027-01-29, but a claim without a reason was possible until 2027-01-26: ask the bank
    """
    judge = _JUDGES.get(type(fact))
    if judge is None or not isinstance(fact, RTransaction):
        return None
    return judge(fact, collection, deadlines(collection, calendar))


def _late_return(fact: RTransaction, collection: Collection, days: Deadlines) -> Finding | None:
    if fact.reason.code == CLAIMED_BACK:
        return _late_refund(fact, collection, days)
    if fact.on <= days.last_return_on:
        return None
    if fact.reason.code == _UNAUTHORISED and days.last_refund_on is not None:
        return _late_refund(fact, collection, days)  # some banks book a refund as a return
    possible = f"the debtor's bank could return it until {days.last_return_on}"
    refund = fact.reason.code in _MAY_HIDE_A_REFUND and days.last_refund_on is not None
    question = "ask the bank whether it is a refund" if refund else "ask the bank"
    detail = f"returned on {fact.on}, but {possible}: {question}"
    return LATE_RETURN.finding(collection.label, detail)


def _late_refund(fact: RTransaction, collection: Collection, days: Deadlines) -> Finding | None:
    if days.last_refund_on is None:
        detail = f"refunded on {fact.on}, but the scheme knows no refund: ask the bank"
        return REFUND_OF_B2B.finding(collection.label, detail)
    if fact.reason.code == _UNAUTHORISED:
        return _late_unauthorised(fact, collection, days)
    if fact.on <= days.unsafe_for_no_reason_until:
        return None
    possible = f"a claim without a reason was possible until {days.last_refund_on}"
    detail = f"refunded on {fact.on}, but {possible}: ask the bank"
    return LATE_REFUND.finding(collection.label, detail)


def _late_unauthorised(
    fact: RTransaction, collection: Collection, days: Deadlines
) -> Finding | None:
    if fact.on <= days.unsafe_until:
        return None
    possible = (
        f"a claim for want of a mandate was possible until {days.last_unauthorised_refund_on}"
    )
    detail = f"refunded on {fact.on}, but {possible}: ask the bank"
    return LATE_UNAUTHORISED_REFUND.finding(collection.label, detail)


def _late_reversal(fact: RTransaction, collection: Collection, days: Deadlines) -> Finding | None:
    if fact.on <= days.last_reversal_on:
        return None
    detail = (
        f"reversed on {fact.on}, but that was possible until {days.last_reversal_on}: "
        "pay the debtor back by credit transfer"
    )
    return LATE_REVERSAL.finding(collection.label, detail)


_JUDGES: Final[
    Mapping[type[BankFact], Callable[[RTransaction, Collection, Deadlines], Finding | None]]
] = MappingProxyType({Return: _late_return, Refund: _late_refund, Reversal: _late_reversal})
