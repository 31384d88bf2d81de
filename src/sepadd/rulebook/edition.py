"""The editions of the rulebook: what held from when.

The European Payments Council gives out a new edition every year or two. Which edition governs a
collection follows from its due date.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from sepadd.findings import InvalidValue
from sepadd.frozen import dataclass
from sepadd.mandate import Scheme, SequenceType
from sepadd.rulebook.message_version import MessageVersion
from sepadd.values import TARGET, BusinessCalendar, add_months, reads

REFUND_DAYS: Final = 56
"""Calendar days (eight weeks) in which a debtor may have an authorised CORE collection refunded."""

UNAUTHORISED_REFUND_MONTHS: Final = 13
"""Calendar months in which a debtor may claim a collection that no mandate covers."""

PRE_NOTIFICATION_DAYS: Final = 14
"""Calendar days before the due date by which the debtor is told, unless agreed otherwise."""


class SameMandateNewAccount(StrEnum):
    """Where ``SMNDA`` stands in a file, and what it means."""

    NEW_AGENT = "agent"
    """Under the debtor's bank: same mandate, new debtor *agent*; the next collection is a first."""
    NEW_ACCOUNT = "account"
    """Under the debtor's account: same mandate, new debtor *account*; nothing else changes."""


@reads
@dataclass(frozen=True, slots=True, kw_only=True)
class LeadTimes:
    """How many TARGET days before the due date a collection has to be with the debtor's bank.

    ``core_first`` is for first and one-off collections, ``core_following`` for recurrent and final
    ones; ``cor1`` is absent where that option does not exist.
    """

    core_first: int
    core_following: int
    b2b: int
    cor1: int | None = None

    def days(self, scheme: Scheme, sequence_type: SequenceType) -> int:
        """TARGET days before the due date. Raises :class:`InvalidValue` for COR1 where it is none.

        >>> edition_on(date(2016, 11, 18)).lead_times.days(Scheme.CORE, SequenceType.FIRST)
        5
        """
        if scheme is Scheme.B2B:
            return self.b2b
        if scheme is Scheme.COR1:
            if self.cor1 is None:
                raise InvalidValue("COR1 is not offered here: use CORE")
            return self.cor1
        first = sequence_type in {SequenceType.FIRST, SequenceType.ONE_OFF}
        return self.core_first if first else self.core_following


LEGACY_LEAD_TIMES: Final = LeadTimes(core_first=5, core_following=2, b2b=1)
"""The lead times until November 2016; some banks' and packages' own terms still ask for them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One edition of the CORE and B2B rulebooks, in force from a calendar day, inclusive.

    ``first_is_mandatory``: a mandate's first collection has to say that it is the first.
    ``return_days``: TARGET days after settlement in which the debtor's bank may return one.
    ``reversal_days``: TARGET days after the due date in which the creditor may reverse one.
    """

    name: str
    in_force_from: date
    lead_times: LeadTimes
    first_is_mandatory: bool
    same_mandate_new_account: SameMandateNewAccount
    hybrid_addresses: bool
    message: MessageVersion
    return_days: Mapping[Scheme, int]
    reversal_days: int
    source: str

    @property
    def schemes(self) -> frozenset[Scheme]:
        """The schemes that one can collect under."""
        offered = {Scheme.CORE, Scheme.B2B}
        return frozenset(offered if self.lead_times.cor1 is None else offered | {Scheme.COR1})


def _return_days(*, b2b: int) -> Mapping[Scheme, int]:
    return MappingProxyType({Scheme.CORE: 5, Scheme.COR1: 5, Scheme.B2B: b2b})


_LAUNCH = Edition(
    name="2009 (Core 3, B2B 1)",
    in_force_from=date(2009, 11, 2),
    lead_times=LEGACY_LEAD_TIMES,
    first_is_mandatory=True,
    same_mandate_new_account=SameMandateNewAccount.NEW_AGENT,
    hybrid_addresses=False,
    message=MessageVersion.PAIN_008_001_02,
    return_days=_return_days(b2b=2),
    # Older rulebooks gave the creditor two days; the day of the change to five was not found.
    reversal_days=2,
    source="EPC pages on the launch of SEPA direct debit; lead times as Annex 3 of 2012 has them",
)
_COR1 = replace(
    _LAUNCH,
    name="2012 (Core 6.0, B2B 4.0)",
    in_force_from=date(2012, 11, 17),
    lead_times=replace(LEGACY_LEAD_TIMES, cor1=1),
    source="Spanish guide 19-14 on COR1; the day from general knowledge",
)
_ONE_DAY = replace(
    _COR1,
    name="2016 (Core 9, B2B 7)",
    in_force_from=date(2016, 11, 20),
    lead_times=LeadTimes(core_first=1, core_following=1, b2b=1),
    first_is_mandatory=False,
    same_mandate_new_account=SameMandateNewAccount.NEW_ACCOUNT,
    reversal_days=5,
    source="EPC016-06 v9.2, EPC222-07 v7.2; DFÜ agreement Annex 3 of 2016",
)
_THREE_DAYS = replace(
    _ONE_DAY,
    name="2017 v1.1",
    in_force_from=date(2017, 11, 19),
    return_days=_return_days(b2b=3),
    source="Betaalvereniging on the B2B return period; EPC016-06 2017",
)

EDITIONS: Final[tuple[Edition, ...]] = (
    _LAUNCH,
    replace(
        _LAUNCH,
        name="2010 (Core 4, B2B 2)",
        in_force_from=date(2010, 11, 1),
        source="EPC pages; the day within November 2010 from general knowledge",
    ),
    replace(
        _LAUNCH,
        name="2011 (Core 5, B2B 3)",
        in_force_from=date(2011, 11, 19),
        source="EPC pages; the day within November 2011 from general knowledge",
    ),
    _COR1,
    replace(
        _COR1,
        name="2014 (Core 7, B2B 5)",
        in_force_from=date(2014, 2, 1),
        source="EPC016-06 v7; Regulation (EU) 260/2012",
    ),
    replace(
        _COR1,
        name="2015 (Core 8, B2B 6)",
        in_force_from=date(2015, 11, 22),
        source="EPC016-06 v8",
    ),
    _ONE_DAY,
    _THREE_DAYS,
    replace(
        _THREE_DAYS,
        name="2019 v1.2",
        in_force_from=date(2019, 11, 17),
        source="EPC016-06 2019",
    ),
    replace(
        _THREE_DAYS,
        name="2021 v1.3",
        in_force_from=date(2021, 11, 21),
        source="EPC016-06 2021",
    ),
    replace(
        _THREE_DAYS,
        name="2023 v1.1",
        in_force_from=date(2024, 3, 17),
        message=MessageVersion.PAIN_008_001_08,
        source="EPC016-06 2023 v1.1; EPC130-08",
    ),
    replace(
        _THREE_DAYS,
        name="2025 v1.1",
        in_force_from=date(2025, 10, 5),
        message=MessageVersion.PAIN_008_001_08,
        hybrid_addresses=True,
        source="EPC016-06 2025 v1.1; EPC153-22 v2.1",
    ),
)
"""Every edition since the launch, in their order. An edition that was in force is never changed."""

_STARTS: Final = tuple(edition.in_force_from for edition in EDITIONS)


def edition_on(day: date) -> Edition:
    """The edition in force on a due date.

    Raises :class:`InvalidValue` before 2 November 2009, when SEPA direct debit began.

    >>> edition_on(date(2016, 11, 21)).lead_times.core_first
    1
    """
    place = bisect_right(_STARTS, day)
    if not place:
        raise InvalidValue(
            f"{day} is before SEPA direct debit began on {_STARTS[0]}: give that day or a later one"
        )
    return EDITIONS[place - 1]


def latest_pre_notification_on(due_on: date, days: int = PRE_NOTIFICATION_DAYS) -> date:
    """The last calendar day, inclusive, on which the debtor can be told of a collection.

    ``days`` is how long before the due date, in calendar days: fourteen, unless a shorter time was
    agreed with the debtor. Raises :class:`InvalidValue` for less than none.

    >>> latest_pre_notification_on(date(2026, 12, 23))
    datetime.date(2026, 12, 9)
    >>> latest_pre_notification_on(date(2026, 12, 23), days=2)
    datetime.date(2026, 12, 21)

    Source: EPC016-06 and EPC222-07, pre-notification.
    """
    if days < 0:
        raise InvalidValue(f"pre-notification of {days} days: give 0 or more before the due date")
    return due_on - timedelta(days=days)


def last_return_on(
    due_on: date, scheme: Scheme = Scheme.CORE, calendar: BusinessCalendar = TARGET
) -> date:
    """The last TARGET day, inclusive, on which the debtor's bank may return a collection.

    >>> last_return_on(date(2026, 12, 23))
    datetime.date(2026, 12, 31)

    Source: EPC016-06 and EPC222-07, time cycles; five days for CORE, two and since 19 November 2017
    three for B2B.
    """
    settled_on = calendar.on_or_after(due_on)
    return calendar.after(settled_on, edition_on(settled_on).return_days[scheme])


def last_refund_on(debited_on: date) -> date:
    """The last calendar day, inclusive, on which a debtor may ask a CORE refund without a reason.

    >>> last_refund_on(date(2026, 10, 1))
    datetime.date(2026, 11, 26)

    Source: EPC016-06, refunds: eight weeks from the debit. The claim may reach the creditor some
    two TARGET days later.
    """
    return debited_on + timedelta(days=REFUND_DAYS)


def last_unauthorised_refund_on(debited_on: date) -> date:
    """The last calendar day, inclusive, on which a debtor may claim what no mandate covered.

    >>> last_unauthorised_refund_on(date(2026, 1, 31))
    datetime.date(2027, 2, 28)

    Source: EPC016-06, refunds of unauthorised transactions; PSD2 article 71.
    """
    return add_months(debited_on, UNAUTHORISED_REFUND_MONTHS)
