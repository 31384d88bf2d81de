"""What another bank sends back, as some banks pass it on."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

import pytest

from sepadd.collection import FactSource, Level, Reported, Return, reason
from sepadd.findings import UnreadableMessage
from sepadd.messages.answers import pacs004
from sepadd.values import ZERO, Euro

FIFTY: Final = Euro("50.00")
ORIGINAL: Final = (
    "<OrgnlTxRef><Amt><InstdAmt Ccy='EUR'>50.00</InstdAmt></Amt>"
    "<ReqdColltnDt>2026-12-01</ReqdColltnDt>"
    "<MndtRltdInf><MndtId>M-1</MndtId></MndtRltdInf></OrgnlTxRef>"
)
SETTLED: Final = "<OrgnlIntrBkSttlmAmt Ccy='EUR'>50.00</OrgnlIntrBkSttlmAmt>"


def transaction(
    *parts: str, returned: str = "<RtrdIntrBkSttlmAmt Ccy='EUR'>50.00</RtrdIntrBkSttlmAmt>"
) -> str:
    """Write one transaction; ``parts`` are what stands in it beside the usual."""
    return (
        "<TxInf><RtrId>R-1</RtrId><OrgnlInstrId>I-1</OrgnlInstrId>"
        f"<OrgnlEndToEndId>E-1</OrgnlEndToEndId>{returned}{''.join(parts)}"
        "<RtrRsnInf><Orgtr><Nm>A. Debtor</Nm></Orgtr><Rsn><Cd>MD06</Cd></Rsn></RtrRsnInf></TxInf>"
    )


def message(*transactions: str, named: str = "pain.008.001.08", head: str = "") -> bytes:
    return (
        '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.004.001.09"><PmtRtr>'
        f"<GrpHdr><MsgId>RTR-1</MsgId><CreDtTm>2026-12-03T09:00:00</CreDtTm>{head}</GrpHdr>"
        f"<OrgnlGrpInf><OrgnlMsgId>RUN-1</OrgnlMsgId><OrgnlMsgNmId>{named}</OrgnlMsgNmId>"
        f"</OrgnlGrpInf>{''.join(transactions)}</PmtRtr></Document>"
    ).encode()


def only(xml: bytes) -> Reported:
    (told,) = pacs004.iter_answers(xml)
    return told


def test_what_comes_back_is_a_return_with_all_that_is_repeated_and_no_booking_day() -> None:
    assert only(message(transaction(SETTLED, ORIGINAL))) == Reported(
        fact=Return,
        level=Level.COLLECTION,
        on=date(2026, 12, 3),
        said=FactSource("pacs.004", "RTR-1", datetime(2026, 12, 3, 9), "A. Debtor"),  # noqa: DTZ001 - the bank tells no offset
        place="TxInf[1]",
        message_id="RUN-1",
        end_to_end_id="E-1",
        instruction_id="I-1",
        mandate="M-1",
        amount=FIFTY,
        moved=FIFTY,
        due_on=date(2026, 12, 1),
        reason=reason("MD06"),
    )


def test_each_transaction_is_one_return() -> None:
    places = [told.place for told in pacs004.iter_answers(message(transaction(), transaction()))]
    assert places == ["TxInf[1]", "TxInf[2]"]


def test_the_interest_of_a_refund_is_told_apart_from_charges() -> None:
    more = "<RtrdIntrBkSttlmAmt Ccy='EUR'>53.25</RtrdIntrBkSttlmAmt>"
    interest = "<CompstnAmt Ccy='EUR'>0.25</CompstnAmt>"
    told = only(message(transaction(SETTLED, interest, returned=more)))
    assert (told.amount, told.moved) == (FIFTY, Euro("53.25"))
    assert (told.charges, told.compensation) == (Euro("3.00"), Euro("0.25"))


def test_charges_are_told_where_the_amount_is_not() -> None:
    charges = "<ChrgsInf><Amt Ccy='EUR'>3.00</Amt></ChrgsInf>"
    told = only(message(transaction(charges)))
    assert (told.amount, told.charges) == (None, Euro("3.00"))


def test_the_amount_may_be_repeated_from_the_collection_alone() -> None:
    told = only(message(transaction(ORIGINAL)))
    assert (told.amount, told.charges) == (FIFTY, ZERO)


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        (message(transaction("<IntrBkSttlmDt>2026-12-04</IntrBkSttlmDt>")), date(2026, 12, 4)),
        (
            message(transaction(), head="<IntrBkSttlmDt>2026-12-05</IntrBkSttlmDt>"),
            date(2026, 12, 5),
        ),
    ],
)
def test_it_is_said_to_happen_on_the_day_on_which_the_banks_settle_it(
    xml: bytes, expected: date
) -> None:
    assert only(xml).on == expected


@pytest.mark.parametrize("named", ["pain.008.001.08", "PAIN.008", "pacs.003.001.08", ""])
def test_it_may_name_our_file_or_that_of_the_banks(named: str) -> None:
    assert only(message(transaction(), named=named)).fact is Return


def test_a_credit_transfer_that_comes_back_is_no_fact() -> None:
    told = only(message(transaction(), named="pain.001.001.09"))
    assert (told.fact, told.status) == (None, "no direct debit")


def test_a_transaction_may_name_its_own_file() -> None:
    own = (
        "<OrgnlGrpInf><OrgnlMsgId>RUN-2</OrgnlMsgId>"
        "<OrgnlMsgNmId>pain.008.001.08</OrgnlMsgNmId></OrgnlGrpInf>"
    )
    assert only(message(transaction(own), named="pain.001.001.09")).message_id == "RUN-2"


def test_another_currency_than_the_euro_is_no_fact() -> None:
    foreign = "<RtrdIntrBkSttlmAmt Ccy='SEK'>500.00</RtrdIntrBkSttlmAmt>"
    told = only(message(transaction(returned=foreign)))
    assert (told.fact, told.status, told.moved) == (None, "SEK", None)


def test_without_a_head_it_is_refused() -> None:
    xml = message(transaction()).replace(b"GrpHdr", b"SplmtryData")
    with pytest.raises(UnreadableMessage, match="a GrpHdr stands before it"):
        list(pacs004.iter_answers(xml))


def test_without_anything_it_is_refused() -> None:
    with pytest.raises(UnreadableMessage, match=r"a pacs\.004 without a GrpHdr"):
        list(pacs004.iter_answers(b"<Document><PmtRtr/></Document>"))


def test_without_a_time_it_is_refused() -> None:
    xml = message().replace(b"CreDtTm", b"NbOfTxs")
    with pytest.raises(UnreadableMessage, match="a CreDtTm says when"):
        list(pacs004.iter_answers(xml))


def test_another_message_is_named() -> None:
    with pytest.raises(UnreadableMessage, match=r"not a pacs\.004 but a pain\.002"):
        list(pacs004.iter_answers(b"<Document><CstmrPmtStsRpt/></Document>"))
