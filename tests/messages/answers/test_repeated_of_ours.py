"""What an answer repeats of ours and adds to it: whose it is, who speaks, and why."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from lxml import etree

from sepadd.collection import NO_REASON, reason
from sepadd.messages.answers.repeated_of_ours import (
    NOTHING_REPEATED,
    NOTHING_SAID,
    Original,
    Sayings,
    Why,
    count,
    original,
    originator,
    speaks_of_collections,
    why,
)
from sepadd.values import Euro

AT = datetime(2026, 12, 1, 18, 0, tzinfo=UTC)


def why_of(*infos: str) -> Why:
    """Give what the information on a status says."""
    told = "".join(f"<StsRsnInf>{info}</StsRsnInf>" for info in infos)
    return why(etree.fromstring(f"<TxInfAndSts>{told}</TxInfAndSts>"), "StsRsnInf")


@pytest.mark.parametrize(
    ("name", "is_ours"),
    [
        *(("pain.008.001.02", True), ("pain.008", True), ("pain_008_001_08", True), ("", True)),
        *(("NOTPROVIDED", True), ("CustomerDirectDebitInitiationV08", True)),
        *(("pain.001.001.09", False), ("pain.018", False), ("CustomerCreditTransfer", False)),
    ],
)
def test_an_answer_is_to_direct_debits_however_a_bank_spells_it(
    name: str, *, is_ours: bool
) -> None:
    assert speaks_of_collections(name) is is_ours


def test_what_one_says_in_a_message_is_one_source_however_often_it_speaks() -> None:
    head = etree.fromstring(
        f"<GrpHdr><MsgId>ST-1</MsgId><CreDtTm>{AT.isoformat()}</CreDtTm></GrpHdr>"
    )
    sayings = Sayings("pain.002", head, called="report")
    assert sayings.on() == date(2026, 12, 1)
    assert sayings.by("INGBNL2A") is sayings.by("INGBNL2A")
    assert sayings.by("INGBNL2A").by == "INGBNL2A"
    assert sayings.by("").by == ""


# -- why -------------------------------------------------------------------------------------------


def test_without_any_information_nothing_is_said_and_a_failure_has_no_reason() -> None:
    assert why_of() == NOTHING_SAID
    assert why_of().of_a_failure == NO_REASON


@pytest.mark.parametrize(
    ("infos", "code", "text"),
    [
        (("<Rsn><Cd>AM04</Cd></Rsn>",), "AM04", ""),
        (("<StsRsn><Prtry>AM04</Prtry></StsRsn>",), "AM04", ""),
        (("<Rsn><Prtry>am04</Prtry></Rsn>",), "", "am04"),
        (
            ("<Rsn><Prtry>XY</Prtry></Rsn><AddtlInf>a</AddtlInf><AddtlInf>b</AddtlInf>",),
            "",
            "XY; a b",
        ),
        (
            ("<Rsn><Prtry>own words</Prtry></Rsn>", "<Rsn><Cd>AC04</Cd></Rsn>"),
            "AC04",
            "own words",
        ),
        (("<Rsn><Prtry>AB12</Prtry></Rsn>", "<Rsn><Cd>AC04</Cd></Rsn>"), "AC04", "AB12"),
        (("<Rsn><Cd>AC01</Cd></Rsn>", "<Rsn><Cd>AC04</Cd></Rsn>"), "AC01", "AC04"),
    ],
)
def test_the_first_iso_code_is_the_reason_and_all_else_that_is_said_is_kept(
    infos: tuple[str, ...], code: str, text: str
) -> None:
    assert why_of(*infos).reason == reason(code, text)


def test_who_gave_the_reason_speaks_or_else_the_first_who_is_named() -> None:
    bank = "<Orgtr><Id><OrgId><AnyBIC>INGBNL2A</AnyBIC></OrgId></Id></Orgtr>"
    person = "<Orgtr><Nm>Ada</Nm></Orgtr>"
    code = "<Rsn><Cd>AM04</Cd></Rsn>"
    assert why_of(f"{person}", f"{bank}{code}").by == "INGBNL2A"
    assert why_of(f"{person}", code).by == "Ada"


@pytest.mark.parametrize("tag", ["AnyBIC", "BICOrBEI", "BICFI", "BIC"])
def test_a_bank_is_named_by_its_bic_in_every_version(tag: str) -> None:
    party = f"<Orgtr><Nm>Bank</Nm><Id><OrgId><{tag}>INGBNL2A</{tag}></OrgId></Id></Orgtr>"
    assert originator(etree.fromstring(party)) == "INGBNL2A"


def test_a_person_is_named_wherever_the_version_has_the_name() -> None:
    assert originator(etree.fromstring("<Orgtr><Pty><Nm>Ada</Nm></Pty></Orgtr>")) == "Ada"
    assert originator(etree.fromstring("<Orgtr/>")) == ""


# -- what is repeated ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "mandate",
    [
        "<MndtRltdInf><MndtId>M-1</MndtId></MndtRltdInf>",
        "<MndtRltdInf><DrctDbtMndt><MndtId>M-1</MndtId></DrctDbtMndt></MndtRltdInf>",
    ],
)
def test_the_collection_is_repeated_by_mandate_amount_and_day(mandate: str) -> None:
    told = etree.fromstring(
        '<OrgnlTxRef><Amt><InstdAmt Ccy="EUR">30.00</InstdAmt></Amt>'
        f"<ReqdColltnDt>2026-12-01</ReqdColltnDt>{mandate}</OrgnlTxRef>"
    )
    assert original(told) == Original("M-1", Euro(cents=30_00), date(2026, 12, 1))


def test_what_is_empty_not_provided_or_in_another_currency_is_not_repeated() -> None:
    told = etree.fromstring(
        '<OrgnlTxRef><Amt><InstdAmt Ccy="CHF">30.00</InstdAmt></Amt><ReqdColltnDt/>'
        "<MndtRltdInf><MndtId>NOTPROVIDED</MndtId></MndtRltdInf></OrgnlTxRef>"
    )
    assert original(told) == original(None) == NOTHING_REPEATED


@pytest.mark.parametrize(
    ("given", "number"),
    [
        *(("0", 0), ("12", 12), ("9" * 15, 10**15 - 1), ("9" * 16, None)),
        *(("", None), ("-1", None), ("1.0", None), ("\u0661", None), ("\u00b2", None)),
    ],
)
def test_a_count_has_at_most_fifteen_digits_and_nothing_else(
    given: str, number: int | None
) -> None:
    assert count(given) == number
