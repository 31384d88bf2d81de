"""How much of what was collected did not stay: by month and by reason."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple

from sepadd.collection import Collection
from sepadd.reports.sums import Total
from sepadd.run import CollectionRun


class MonthOfCollections(NamedTuple):
    """What was due in one month, and what of it failed.

    ``month`` is its first day. ``presented`` is all that went to the bank for a due date in it,
    ``failed`` what of that was turned down or given back, by the code of the reason: empty text
    where the bank gave none. The codes stand in their order.
    """

    month: date
    presented: Total
    failed: Mapping[str, Total]

    @property
    def failed_in_all(self) -> int:
        """How many collections failed, for whatever reason."""
        return sum(total.count for total in self.failed.values())

    def share(self, reason: str | None = None) -> Fraction:
        """Which part of the collections failed: for one reason, or without one, for any.

        A part of their number, not of their amount, and exact: 1/8 of eight collections.
        """
        if reason is None:
            return Fraction(self.failed_in_all, self.presented.count)
        failed = self.failed.get(reason)
        return Fraction(failed.count if failed else 0, self.presented.count)


def failure_rates(runs: Iterable[CollectionRun]) -> tuple[MonthOfCollections, ...]:
    """The months in which anything was due, the earliest first, with what failed.

    Counted is every collection that went to the bank, on its due date: also one that failed much
    later counts in the month in which it was due. Of the last months more may come back still.

    >>> from sepadd import submit
    >>> from sepadd.testing import AT, a_run
    >>> (december,) = failure_rates([submit(a_run(), at=AT)])
    >>> december.month, december.presented.count, december.share()
    (datetime.date(2026, 12, 1), 1, Fraction(0, 1))
    """
    due: defaultdict[date, list[Collection]] = defaultdict(list)
    for run in runs:
        for collection in run.collections if run.sent else ():
            due[collection.due_on.replace(day=1)].append(collection)
    return tuple(_month(month, due[month]) for month in sorted(due))


def _month(month: date, collections: Iterable[Collection]) -> MonthOfCollections:
    failed: defaultdict[str, list[Collection]] = defaultdict(list)
    presented = list(collections)
    for each in presented:
        if (failure := each.failure) is not None:
            failed[failure.reason.code].append(each)
    return MonthOfCollections(
        month,
        _total(presented),
        MappingProxyType({code: _total(failed[code]) for code in sorted(failed)}),
    )


def _total(collections: Iterable[Collection]) -> Total:
    return Total.of(each.amount for each in collections)
