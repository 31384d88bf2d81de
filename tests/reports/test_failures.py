"""Which part of what was presented failed, by month and by reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from helpers.failed_runs import EIGHT, collection, run_of
from sepadd.collection import Reject, Return, reason
from sepadd.reports import Total, failure_rates
from sepadd.testing import COLLECTION, DUE_ON, a_run
from sepadd.values import EndToEndId, Euro


def test_the_share_is_of_all_that_was_presented() -> None:
    (month,) = failure_rates([EIGHT])
    assert month.share() == Fraction(3, 8)
    assert month.share("AM04") == Fraction(2, 8)
    assert month.share("") == Fraction(1, 8)
    assert month.share("AC04") == 0


def test_the_failed_are_counted_by_reason_with_their_amounts() -> None:
    (month,) = failure_rates([EIGHT])
    assert month.failed == {"": Total(1, Euro(cents=30_00)), "AM04": Total(2, Euro(cents=60_00))}
    assert month.presented == Total(8, Euro(cents=240_00))


def test_what_is_due_on_the_last_of_a_month_counts_there() -> None:
    months = failure_rates(
        [run_of([collection("A", due_on=date(2026, 11, 30)), collection("B", due_on=DUE_ON)])]
    )
    assert [month.month for month in months] == [date(2026, 11, 1), date(2026, 12, 1)]


def test_a_failure_counts_in_the_month_in_which_it_was_due() -> None:
    own = EndToEndId("LATE")
    late = replace(COLLECTION, end_to_end_id=own).after(
        Return(end_to_end_id=own, on=date(2027, 1, 20), reason=reason("MD06"))
    )
    (month,) = failure_rates([run_of([late])])
    assert (month.month, month.share()) == (date(2026, 12, 1), Fraction(1))


def test_a_reject_counts_as_well() -> None:
    own = EndToEndId("R")
    rejected = replace(COLLECTION, end_to_end_id=own).after(
        Reject(end_to_end_id=own, on=DUE_ON, reason=reason("AC01"))
    )
    (month,) = failure_rates([run_of([rejected])])
    assert month.share("AC01") == 1


def test_what_was_not_sent_was_not_presented() -> None:
    assert failure_rates([a_run()]) == ()
