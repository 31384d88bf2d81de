"""Amounts, instants and codes as our messages have them, in the words of XML."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sepadd.collection import PurposeCode
from sepadd.messages.writing.parts import purpose, written_instant
from sepadd.values import Euro

# XML Schema 1.0, dateTime: an offset of whole minutes, at most fourteen hours
OFFSET = re.compile(r"[+-](?:0\d|1[0-3]):[0-5]\d|[+-]14:00")


@given(cents=st.integers(0, 10**13))
def test_an_amount_has_two_decimals_and_no_mark_between_thousands(cents: int) -> None:
    written = str(Euro(cents=cents))
    assert re.fullmatch(r"(?:0|[1-9][0-9]*)\.[0-9]{2}", written)
    assert Decimal(written) * 100 == cents


@given(
    at=st.datetimes(datetime(2009, 11, 2), datetime(2040, 1, 1)),  # noqa: DTZ001 - the offset is drawn
    away=st.timedeltas(timedelta(hours=-23), timedelta(hours=23)),
)
def test_an_instant_is_told_to_the_second_with_an_offset_that_xml_knows(
    at: datetime, away: timedelta
) -> None:
    given_at = at.replace(tzinfo=timezone(away))
    written = written_instant(given_at)
    assert OFFSET.fullmatch(written[19:])
    assert abs(datetime.fromisoformat(written) - given_at) < timedelta(seconds=1)


def test_without_an_offset_it_is_the_time_of_the_clock() -> None:
    clock = datetime(2026, 11, 23, 10, 0, 59, 999_999, tzinfo=timezone(timedelta(hours=1)))
    assert written_instant(clock, offset=False) == "2026-11-23T10:00:59"


def test_a_time_in_utc_keeps_its_offset() -> None:
    assert written_instant(datetime(2026, 11, 23, 10, tzinfo=UTC)) == "2026-11-23T10:00:00+00:00"


@pytest.mark.parametrize(
    ("code", "written"), [(None, ""), (PurposeCode("GDSV"), "<Purp><Cd>GDSV</Cd></Purp>\n")]
)
def test_a_purpose_that_is_not_given_is_not_written(code: PurposeCode | None, written: str) -> None:
    assert purpose(code) == written
