"""Whatever the bank sent, read as what it is."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from helpers.camt_files import COLLECTED, ROOTS, code, entry, statement, transaction
from sepadd.collection import Cancellation, Reject, Return, Settlement
from sepadd.findings import UnreadableMessage
from sepadd.messages import answers

MADE = "<CreDtTm>2026-12-02T06:00:00Z</CreDtTm>"
PAIN_002 = (
    f"<Document><CstmrPmtStsRpt><GrpHdr><MsgId>STS-1</MsgId>{MADE}</GrpHdr>"
    "<OrgnlGrpInfAndSts><OrgnlMsgId>RUN-1</OrgnlMsgId><OrgnlMsgNmId>pain.008</OrgnlMsgNmId>"
    "<GrpSts>RJCT</GrpSts></OrgnlGrpInfAndSts></CstmrPmtStsRpt></Document>"
).encode()
PACS_004 = (
    f"<Document><PmtRtr><GrpHdr><MsgId>RTR-1</MsgId>{MADE}</GrpHdr>"
    "<TxInf><OrgnlEndToEndId>E-1</OrgnlEndToEndId></TxInf></PmtRtr></Document>"
).encode()
CAMT_029 = (
    f"<Document><RsltnOfInvstgtn><Assgnmt><Id>ANS-1</Id>{MADE}</Assgnmt><CxlDtls>"
    "<TxInfAndSts><OrgnlEndToEndId>E-1</OrgnlEndToEndId><TxCxlSts>ACCR</TxCxlSts>"
    "</TxInfAndSts></CxlDtls></RsltnOfInvstgtn></Document>"
).encode()


def credited(kind: str = "camt.053") -> bytes:
    return statement(entry(transaction(), code=code(*COLLECTED)), kind=kind)


@pytest.mark.parametrize(
    ("xml", "kind", "fact"),
    [
        (PAIN_002, "pain.002", Reject),
        (PACS_004, "pacs.004", Return),
        (CAMT_029, "camt.029", Cancellation),
        *((credited(kind), kind, Settlement) for kind in ROOTS),
    ],
)
def test_each_message_is_read_as_what_it_is(xml: bytes, kind: str, fact: type) -> None:
    (told,) = answers.iter_answers(xml)
    assert (told.said.message, told.fact) == (kind, fact)


def test_a_zip_may_hold_messages_of_several_kinds() -> None:
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.writestr("1.xml", PAIN_002)
        archive.writestr("2.xml", credited())
    assert [told.fact for told in answers.iter_answers(packed.getvalue())] == [Reject, Settlement]


def test_a_message_is_read_from_its_path(tmp_path: Path) -> None:
    path = tmp_path / "answer.xml"
    path.write_bytes(PAIN_002)
    assert [told.fact for told in answers.iter_answers(path)] == [Reject]


def test_what_cannot_be_read_is_named_and_what_can() -> None:
    ours = b"<Document xmlns='urn:iso:std:iso:20022:tech:xsd:pain.008.001.08'>"
    xml = ours + b"<CstmrDrctDbtInitn/></Document>"
    readable = r"pain\.002 or camt\.029 or camt\.052 or camt\.053 or camt\.054 or pacs\.004"
    with pytest.raises(UnreadableMessage, match=rf"not a {readable} but a pain\.008\.001\.08"):
        list(answers.iter_answers(xml))


def test_what_no_bank_sends_is_refused() -> None:
    with pytest.raises(UnreadableMessage, match="no message of a bank"):
        list(answers.iter_answers(b"<html/>"))


def test_a_truncated_message_says_nothing() -> None:
    with pytest.raises(UnreadableMessage, match="not well-formed"):
        next(answers.iter_answers(PAIN_002[:-20]))
