"""When banks are closed, and by when a file has to be there."""

from __future__ import annotations

import pytest

from helpers.command_line import call, machine, said


def test_the_calendar_tells_the_closing_days_of_target() -> None:
    told = machine(call("calendar", "2026", "--format", "json"))
    assert [day["on"] for day in told["closing_days"]] == [
        "2026-01-01",
        "2026-04-03",
        "2026-04-06",
        "2026-05-01",
        "2026-12-25",
        "2026-12-26",
    ]
    assert told["business_days"] == {"TARGET": 256}


def test_the_calendar_of_a_country_is_told_beside_it() -> None:
    result = call("calendar", "2026", "--country", "DE-BY")
    assert result.exit_code == 0
    assert "2026-06-04 Thursday DE-BY Corpus Christi" in said(result)
    assert "TARGET & DE-BY: 252 business days in 2026" in said(result)


@pytest.mark.parametrize("arguments", [("1998",), ("2026", "--country", "XX")])
def test_a_calendar_that_there_is_not_is_refused(arguments: tuple[str, ...]) -> None:
    assert call("calendar", *arguments).exit_code == 2


def test_the_lead_time_tells_the_latest_receipt_and_the_last_refund() -> None:
    told = machine(call("lead-time", "--due", "2026-12-01", "--format", "json"))
    assert told["latest_receipt_on"] == "2026-11-30"
    assert told["last_return_on"] == "2026-12-08"
    assert told["last_refund_on"] == "2027-01-26"
    assert told["last_unauthorised_refund_on"] == "2028-01-01"


def test_in_2016_a_first_collection_needed_five_days() -> None:
    arguments = ("--due", "2016-11-18", "--sequence", "FRST")
    assert "D-5" in said(call("lead-time", *arguments))


def test_a_b2b_collection_has_no_refund() -> None:
    result = call("lead-time", "--due", "2026-12-01", "--scheme", "B2B")
    assert "last refund, no reason needed none under B2B" in said(result)


def test_a_due_date_that_moves_is_told() -> None:
    result = call("lead-time", "--due", "2026-04-03")
    assert "no TARGET day: it settles on 2026-04-07 (Tuesday)" in said(result)


@pytest.mark.parametrize(
    ("at", "code", "told"), [("12:30", 0, "in time"), ("12:31", 1, "too late")]
)
def test_whether_it_is_in_time_is_told_with_the_exit_code(at: str, code: int, told: str) -> None:
    arguments = ("--due", "2026-12-01", "--on", "2026-11-30", "--at", at, "--profile", "abn-amro")
    result = call("lead-time", *arguments)
    assert result.exit_code == code
    assert told in said(result)


def test_cor1_is_told_to_be_gone() -> None:
    result = call("lead-time", "--due", "2026-12-01", "--scheme", "COR1")
    assert result.exit_code == 2
    assert "use CORE" in said(result)
