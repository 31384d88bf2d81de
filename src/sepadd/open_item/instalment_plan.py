"""An invoice that is paid in parts: one every few months, each collected as an item of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum

from sepadd.findings import InvalidValue
from sepadd.frozen import dataclass
from sepadd.open_item.open_item import Invoice, ItemKey, ItemLike
from sepadd.open_item.payment_term import PaymentTerm
from sepadd.values import Euro, add_months, month_end, reads


class Rounding(StrEnum):
    """Which instalment has the cents that are left where an amount cannot be parted evenly."""

    FIRST = "first"
    LAST = "last"


class AfterReturn(StrEnum):
    """What is done with an invoice of which an instalment was returned by the bank."""

    REPEAT = "repeat"
    """The instalment is collected again, with whatever else is due; the plan goes on."""
    WHOLE_BALANCE = "whole balance"
    """All that is open of the invoice is due at once, and is asked for and no longer collected."""


@reads
@dataclass(frozen=True, slots=True, kw_only=True)
class InstalmentPlan:
    """In how many parts an invoice is paid, and when: so many, one every so many months.

    ``first`` tells when the first part is due: on a day, or when a term after the invoice's own
    date is over; without it, when the invoice is due. All others are counted from that day and not
    from one another: where a month is too short for it, the part is due on the last of that month,
    and the next has its own day again. With ``end_of_month`` all parts, the first too, are due on
    the last day of their month.

    All parts are equal, in whole cents, rounded down; the cents that are left are added to the
    first or the last, as ``rounding`` says.

    Fewer than two parts, or less than one month, raises :class:`InvalidValue`.
    """

    parts: int
    every_months: int = 1
    first: date | PaymentTerm | None = None
    rounding: Rounding = Rounding.LAST
    end_of_month: bool = False

    def __post_init__(self) -> None:
        """Refuse a plan by which nothing is parted."""
        if self.parts < 2:  # noqa: PLR2004 - the least to part in
            raise InvalidValue(
                f"instalment plan of {self.parts!r} parts: needs a whole number, 2 or more"
            )
        if self.every_months < 1:
            raise InvalidValue(
                f"instalment plan with a part every {self.every_months!r} months: "
                "needs a whole number, 1 or more"
            )

    def due_dates(self, invoice: Invoice) -> tuple[date, ...]:
        """The due date of each part of an invoice, in order.

        Raises :class:`InvalidValue` where the invoice lacks the date to count from.

        >>> from sepadd.testing import INVOICE
        >>> for day in InstalmentPlan(parts=3, first=date(2027, 1, 31)).due_dates(INVOICE):
        ...     print(day)
        2027-01-31
        2027-02-28
        2027-03-31
        """
        first = self._first_due_on(invoice)
        days = (add_months(first, nth * self.every_months) for nth in range(self.parts))
        return tuple(month_end(day) if self.end_of_month else day for day in days)

    def _first_due_on(self, invoice: Invoice) -> date:
        match self.first:
            case PaymentTerm() as term:
                return term.due_on(_known(invoice, "date", invoice.issued_on))
            case None:
                return _known(invoice, "due date", invoice.due_on)
            case day:
                return day

    def amounts(self, invoice: Invoice) -> tuple[Euro, ...]:
        """The amount of each part of an invoice, in order; they come to its amount exactly.

        Raises :class:`InvalidValue` for an invoice of fewer cents than parts.

        >>> from sepadd.testing import INVOICE
        >>> [str(amount) for amount in InstalmentPlan(parts=3).amounts(INVOICE)]
        ['13.33', '13.33', '13.34']
        """
        each, left = divmod(invoice.amount.cents, self.parts)
        if not each:
            raise InvalidValue(
                f"{invoice.label}: {invoice.amount} cannot be paid in {self.parts} parts: "
                "each needs to be 0.01 or more"
            )
        cents = [each] * self.parts
        cents[0 if self.rounding is Rounding.FIRST else -1] += left
        return tuple(Euro(cents=part) for part in cents)


def _known(invoice: Invoice, what: str, day: date | None) -> date:
    if day is None:
        raise InvalidValue(
            f"{invoice.label}: the {what} is missing, from which its instalments are counted; "
            "give the invoice one, or give the plan its first day"
        )
    return day


@reads
@dataclass(frozen=True, slots=True, kw_only=True)
class Instalment:
    """One part of an invoice, and the open item as which it is collected.

    ``of`` is the invoice, ``part`` counts from 1 to ``parts``. ``item`` is an invoice with a number
    of its own, as ``2026-1001.2``, and with the amount and the due date of the part; in all else it
    is like the invoice. The point is a character that every bank takes.
    """

    of: Invoice
    part: int
    parts: int
    item: Invoice

    def is_due(self, until: date) -> bool:
        """Whether it is due on that day or before."""
        return self.item.due_on is None or self.item.due_on <= until


def instalments(invoice: Invoice, plan: InstalmentPlan) -> tuple[Instalment, ...]:
    """The parts of an invoice, in order; together they come to its amount.

    They take the invoice's place among the open items: the books hold either it or its parts. The
    same invoice and plan give the same parts. Raises :class:`InvalidValue` for an invoice of fewer
    cents than parts, or without the date to count from.

    >>> from sepadd.testing import INVOICE
    >>> for each in instalments(INVOICE, InstalmentPlan(parts=2, every_months=3)):
    ...     print(each.item.number, each.item.amount, each.item.due_on)
    2026-1001.1 20.00 2026-11-30
    2026-1001.2 20.00 2027-02-28
    """
    amounts_and_days = zip(plan.amounts(invoice), plan.due_dates(invoice), strict=True)
    return tuple(
        Instalment(
            of=invoice,
            part=part,
            parts=plan.parts,
            item=replace(invoice, number=f"{invoice.number}.{part}", amount=amount, due_on=day),
        )
        for part, (amount, day) in enumerate(amounts_and_days, start=1)
    )


def due_instalments(
    parts: Iterable[Instalment], until: date, *, collected: Iterable[ItemLike] = ()
) -> tuple[Invoice, ...]:
    """The parts that are due on a day or before, in their order, as open items.

    Where several are due they are all there: what was not collected in its month comes with the
    next. ``collected`` are those whose money is there or on its way, or their keys: they stay out.
    """
    collected = frozenset(map(ItemKey.of, collected))
    return tuple(
        each.item for each in parts if each.is_due(until) and each.item.key not in collected
    )


def after_return(
    parts: Iterable[Instalment],
    returned: Iterable[ItemLike],
    policy: AfterReturn,
    *,
    until: date,
    collected: Iterable[ItemLike] = (),
) -> tuple[Invoice, ...]:
    """What is due on a day, now that the bank returned or refunded some of the parts.

    ``returned`` are the parts, or their keys, whose money went back and is not there again; other
    items are passed over. ``collected`` are those whose money is there or on its way: they
    stay out. A part that is said to be both raises :class:`InvalidValue`.

    With ``REPEAT`` it is what :func:`due_instalments` gives, the returned parts among it. With
    ``WHOLE_BALANCE`` an invoice of which a part was returned is one item again, under its own
    number: its amount is all that is open of it, it is due on the day, and its ``collect`` is
    False, as the debtor is to be asked for it in another way. Other invoices go on by their plan.
    """
    parts = tuple(parts)
    returned, collected = (frozenset(map(ItemKey.of, each)) for each in (returned, collected))
    _must_not_be_both(parts, returned, collected)
    if policy is AfterReturn.REPEAT:
        return due_instalments(parts, until, collected=collected)
    return tuple(_with_whole_balances(parts, returned, until, collected))


def _with_whole_balances(
    parts: Iterable[Instalment],
    returned: Collection[ItemKey],
    until: date,
    collected: Collection[ItemKey],
) -> Iterator[Invoice]:
    by_invoice: defaultdict[ItemKey, list[Instalment]] = defaultdict(list)
    for each in parts:
        by_invoice[each.of.key].append(each)
    for own in by_invoice.values():
        if any(each.item.key in returned for each in own):
            yield _whole_balance(own, until, collected)
        else:
            yield from due_instalments(own, until, collected=collected)


def _whole_balance(
    own: Sequence[Instalment], until: date, collected: Collection[ItemKey]
) -> Invoice:
    still_open = Euro.total(each.item.amount for each in own if each.item.key not in collected)
    return replace(own[0].of, amount=still_open, due_on=until, collect=False)


def _must_not_be_both(
    parts: Iterable[Instalment], returned: Collection[ItemKey], collected: Collection[ItemKey]
) -> None:
    for each in parts:
        if each.item.key in returned and each.item.key in collected:
            raise InvalidValue(
                f"{each.item.label} is said to be both returned and collected: "
                "name it among those returned if its money is gone, else among those collected"
            )
