"""How long a debtor has to pay an invoice: thirty days, or up to the end of that month."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sepadd.findings import IllegalStep, InvalidValue
from sepadd.frozen import dataclass
from sepadd.values import month_end, reads


@reads
@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentTerm:
    """The days between an invoice and its due date, as agreed with a debtor.

    ``days`` are calendar days, 0 or more; for 0 an invoice is due on the day of its own date. With
    ``end_of_month`` it is due on the last day of the month in which the days end. Any other number
    of days raises :class:`InvalidValue`.

    >>> print(PaymentTerm(days=30), "/", PaymentTerm(days=30, end_of_month=True))
    30 days / 30 days, end of month
    """

    days: int
    end_of_month: bool = False

    def __post_init__(self) -> None:
        """Refuse days that cannot be counted."""
        if self.days < 0:
            raise InvalidValue(
                f"payment term of {self.days!r} days: needs a whole number of calendar days, "
                "0 or more"
            )

    def __str__(self) -> str:
        """Its days, and whether the month is completed."""
        days = "1 day" if self.days == 1 else f"{self.days} days"
        return f"{days}, end of month" if self.end_of_month else days

    def due_on(self, issued_on: date) -> date:
        """The due date of an invoice that is dated so; weekends and holidays count as any day.

        Raises :class:`InvalidValue` where it would lie beyond the year 9999.

        >>> PaymentTerm(days=30).due_on(date(2026, 11, 1))
        datetime.date(2026, 12, 1)
        >>> PaymentTerm(days=30, end_of_month=True).due_on(date(2026, 11, 1))
        datetime.date(2026, 12, 31)
        """
        try:
            day = issued_on + timedelta(days=self.days)
        except OverflowError:
            raise InvalidValue(
                f"{self.days} days after {issued_on}: give a term that ends before the year 10000"
            ) from None
        return month_end(day) if self.end_of_month else day

    def passed(self, issued_on: date, on: date) -> bool:
        """Whether the term of an invoice is over, so that it may be collected on a day.

        It is over on the due date and from then on, and not a day before: the debtor's last day to
        pay is the first on which the money may be collected. This is what a proposal asks for
        (PRO-08).

        >>> due = date(2026, 12, 1)
        >>> PaymentTerm(days=30).passed(date(2026, 11, 1), on=due)
        True
        """
        return self.due_on(issued_on) <= on


@reads
@dataclass(frozen=True, slots=True, kw_only=True)
class TermChanged:
    """A debtor got another payment term: which one before and after, who did it, and when.

    ``before`` and ``after`` are None where no term was, or is, agreed. ``by`` is the user's own
    name for who did it; who may do it is for the user to say. ``at`` is an instant with its offset.
    A blank ``debtor_id`` or ``by``, or an ``at`` without a time zone, raises :class:`InvalidValue`.
    """

    debtor_id: str
    before: PaymentTerm | None
    after: PaymentTerm | None
    by: str
    at: datetime

    def __post_init__(self) -> None:
        """Refuse a change of which nobody can tell whose it is."""
        if not self.debtor_id.strip():
            raise InvalidValue(f"debtor number {self.debtor_id!r}: needs text that is not blank")
        whose = f"change of the payment term of debtor {self.debtor_id}"
        if not self.by.strip():
            raise InvalidValue(f"{whose}, by {self.by!r}: needs the name of who did it")
        if self.at.tzinfo is None:
            raise InvalidValue(
                f"{whose}, at {self.at}: the time zone is missing; "
                "datetime.now(tz=ZoneInfo('Europe/Amsterdam')) has one"
            )


def change_term(
    debtor_id: str,
    before: PaymentTerm | None,
    after: PaymentTerm | None,
    *,
    by: str,
    at: datetime,
) -> TermChanged:
    """Give a debtor another payment term, and note who did it: ``after`` holds from then on.

    Invoices keep the due date that they have. Raises :class:`IllegalStep` where the debtor has that
    term already, and :class:`InvalidValue` where nobody is named.
    """
    if before == after:
        raise IllegalStep(
            f"debtor {debtor_id}: the payment term is {after or 'none'} already; nothing to change"
        )
    return TermChanged(debtor_id=debtor_id, before=before, after=after, by=by, at=at)
