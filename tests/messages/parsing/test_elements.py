"""Reading one element of a bank's message: its texts, amounts, days and instants."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from lxml import etree
from lxml.etree import _Element as Element

from sepadd.findings import UnreadableMessage
from sepadd.messages.parsing import (
    amount_in,
    child,
    children,
    day_in,
    day_or_instant,
    instant_in,
    parts,
    reference,
    text,
    text_at,
    texts,
)
from sepadd.values import Euro


def element(xml: str) -> Element:
    return etree.fromstring(xml)


PARTY = element('<a xmlns="urn:x"><Nm> Jan </Nm><Id><OrgId/></Id><Nm>Piet</Nm><Nm/></a>')


def test_children_are_found_by_their_local_names() -> None:
    assert [text(each) for each in children(PARTY, "Nm")] == ["Jan", "Piet", ""]
    assert text(parts(PARTY)["Nm"]) == "Jan"
    assert texts(PARTY) == {"Nm": "Jan", "Id": ""}
    assert child(PARTY, "Id", "OrgId") is PARTY[1][0]


def test_what_is_not_there_is_nothing() -> None:
    assert child(PARTY, "Id", "PrvtId", "Othr") is child(None, "Id") is None
    assert text_at(PARTY, "Id", "PrvtId") == text(None) == ""
    assert texts(None) == {}


@pytest.mark.parametrize(
    ("given", "right"),
    [("NOTPROVIDED", ""), ("notprovided", ""), ("", ""), ("NOT PROVIDED 1", "NOT PROVIDED 1")],
)
def test_a_reference_that_is_not_provided_is_none(given: str, right: str) -> None:
    assert reference(given) == right


@pytest.mark.parametrize(
    ("given", "cents"),
    [
        ("100", 10000),
        ("100.5", 10050),
        ("100.50", 10050),
        ("100.", 10000),
        (".16", 16),
        ("0", 0),
        ("6.0000", 600),
        ("6.1200", 612),
        ("\n 6.12 ", 612),
        ("000012.5", 1250),
        ("999999999999999.99", 99999999999999999),
    ],
)
def test_an_amount_is_exact_whatever_its_decimals(given: str, cents: int) -> None:
    assert amount_in(element(f'<Amt Ccy="EUR">{given}</Amt>')) == Euro(cents=cents)


@pytest.mark.parametrize(
    "given",
    [
        *("", ".", "6.125", "6.001", "6,12", "-6.12", "+6.12", "1e2", "1 000", "1_0", "٣", "NaN"),
        *("1000000000000000", "6.12.0", "0x1"),
    ],
)
def test_what_is_no_exact_amount_is_refused(given: str) -> None:
    with pytest.raises(UnreadableMessage, match=r"^line 1: Amt .*: euros have a point and whole"):
        amount_in(element(f'<Amt Ccy="EUR">{given}</Amt>'))


def test_an_amount_in_another_currency_is_not_ours() -> None:
    assert amount_in(element('<Amt Ccy="CHF">12.345</Amt>')) is None


def test_an_amount_without_a_currency_is_refused() -> None:
    with pytest.raises(UnreadableMessage, match=r"^line 1: Amt '6': a currency is missing"):
        amount_in(element("<Amt>6</Amt>"))


@pytest.mark.parametrize(
    "given",
    ["2026-11-24", "2026-11-24+01:00", "2026-11-24Z", " 2026-11-24\n", "2026-11-24T23:59:59Z"],
)
def test_a_day_is_as_it_is_written(given: str) -> None:
    assert day_in(element(f"<Dt>{given}</Dt>")) == date(2026, 11, 24)


@pytest.mark.parametrize(
    "given", ["", "2026-11-31", "24-11-2026", "20261124", "2026-W48-2", "2026-11-24+1", "261124"]
)
def test_what_is_no_day_is_refused(given: str) -> None:
    with pytest.raises(UnreadableMessage, match=r"^line 1: Dt .*: a day is written as 2026-11-24$"):
        day_in(element(f"<Dt>{given}</Dt>"))


@pytest.mark.parametrize(
    ("given", "right"),
    [
        ("2026-11-24T09:30:00", datetime(2026, 11, 24, 9, 30)),  # noqa: DTZ001 - as the bank gave it
        ("2026-11-24T09:30:00Z", datetime(2026, 11, 24, 9, 30, tzinfo=UTC)),
        (
            "2026-11-24T09:30:00.1234567+01:00",
            datetime(2026, 11, 24, 9, 30, 0, 123456, timezone(timedelta(hours=1))),
        ),
        ("2026-11-24", datetime(2026, 11, 24)),  # noqa: DTZ001 - as the bank gave it
        ("2026-11-24T24:00:00Z", datetime(2026, 11, 25, tzinfo=UTC)),
    ],
)
def test_an_instant_has_the_offset_that_was_given(given: str, right: datetime) -> None:
    read = instant_in(element(f"<CreDtTm>{given}</CreDtTm>"))
    assert (read, read.utcoffset()) == (right, right.utcoffset())


@pytest.mark.parametrize(
    "given",
    [
        *("", "2026-11-24T25:00:00", "2026-11-24 09:30:00", "2026-11-24T09"),
        *("9999-12-31T24:00:00", "2026-11-24T09:30:00+99:00", "2026-11-24T24:00:01"),
        *("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"),
    ],
)
def test_what_is_no_instant_is_refused(given: str) -> None:
    with pytest.raises(UnreadableMessage, match=r"^line 1: CreDtTm .*: an instant is written as"):
        instant_in(element(f"<CreDtTm>{given}</CreDtTm>"))


@pytest.mark.parametrize(
    "given",
    ["<Dt>2026-11-24</Dt>", "<DtTm>2026-11-24T09:30:00</DtTm>", "2026-11-24"],
)
def test_a_day_may_be_given_as_day_or_instant(given: str) -> None:
    assert day_or_instant(element(f"<BookgDt>{given}</BookgDt>")) == date(2026, 11, 24)


def test_an_empty_date_is_no_day() -> None:
    with pytest.raises(UnreadableMessage, match="BookgDt '': a day is written"):
        day_or_instant(element("<BookgDt/>"))
