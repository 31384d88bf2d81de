"""A statement of the creditor's account, read into what happened to collections."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from helpers.camt_files import (
    COLLECTED,
    RETURNED,
    ROOTS,
    VERSIONS,
    amounts,
    code,
    entry,
    returned,
    statement,
    status,
    transaction,
)
from helpers.statements_told import BOOKED_ON, credit, debit, euro, only, told
from sepadd.collection import (
    FactSource,
    Level,
    Reason,
    Reported,
    Return,
    Settlement,
    reason,
)
from sepadd.findings import UnreadableMessage
from sepadd.messages.answers import camt

# who says it, where and when


def test_a_credited_collection_is_a_settlement_with_all_that_the_bank_tells() -> None:
    refs = (
        "<MsgId>RUN-1</MsgId><PmtInfId>RUN-1-B1</PmtInfId><InstrId>I-1</InstrId>"
        "<EndToEndId>E-1</EndToEndId><MndtId>M-1</MndtId>"
    )
    assert only(credit(amounts(InstdAmt="50.00", TxAmt="50.00"), refs=refs)) == Reported(
        fact=Settlement,
        level=Level.COLLECTION,
        on=BOOKED_ON,
        said=FactSource(
            "camt.053",
            "STMT-7",
            datetime(2026, 12, 2, 6, tzinfo=timezone(timedelta(hours=1))),
        ),
        place="Stmt[1]/Ntry[1]/NtryDtls[1]/TxDtls[1]",
        message_id="RUN-1",
        batch_id="RUN-1-B1",
        end_to_end_id="E-1",
        instruction_id="I-1",
        mandate="M-1",
        amount=euro("50.00"),
        moved=euro("50.00"),
        booked_on=BOOKED_ON,
        entry="BANK-1",
        account="NL91ABNA0417164300",
        credited=True,
    )


@pytest.mark.parametrize("kind", ROOTS)
@pytest.mark.parametrize("version", VERSIONS)
def test_each_kind_of_statement_is_read_and_named(kind: str, version: str) -> None:
    single = entry(
        transaction(), code=code(*COLLECTED), status=status("BOOK", version), side="CRDT"
    )
    reported = only(single, kind=kind, version=version)
    assert (reported.said.message, reported.booked_on) == (kind, BOOKED_ON)


@pytest.mark.parametrize("version", VERSIONS)
def test_who_sent_it_back_is_the_one_who_speaks(version: str) -> None:
    assert only(debit(version=version), version=version).said.by == "INGBNL2A"


def test_a_debtor_speaks_by_name() -> None:
    back = returned("<Cd>MD06</Cd>", originator="<Orgtr><Nm>A. Debtor</Nm></Orgtr>")
    single = entry(transaction(back), side="DBIT", code=code(*RETURNED))
    assert only(single).said.by == "A. Debtor"


def test_what_one_originator_says_is_said_once() -> None:
    first, second = told(debit(), debit())
    assert first.said is second.said


# what the movement is


def test_a_return_keeps_the_code_and_the_words_of_its_reason() -> None:
    back = returned("<Cd>MS03</Cd>", text="no reason")
    single = entry(transaction(back), side="DBIT", code=code(*RETURNED))
    reported = only(single)
    assert (reported.fact, reported.reason) == (Return, reason("MS03", "no reason"))


@pytest.mark.parametrize(
    ("own", "expected"), [("ZZ99", reason("ZZ99")), ("closed", reason("", "closed"))]
)
def test_a_reason_of_the_banks_own_is_kept(own: str, expected: Reason) -> None:
    back = returned(f"<Prtry>{own}</Prtry>")
    single = entry(transaction(back), side="DBIT", code=code(*RETURNED))
    assert only(single).reason == expected


def test_a_return_without_a_reason_is_a_return_for_no_reason() -> None:
    single = entry(transaction(), side="DBIT", code=code(*RETURNED))
    reported = only(single)
    assert (reported.fact, reported.reason) == (Return, reason(""))


def test_an_empty_element_for_the_reason_tells_none() -> None:
    single = entry(transaction("<RtrInf/>"), code=code(*COLLECTED))
    reported = only(single)
    assert (reported.fact, reported.reason) == (Settlement, None)


def test_the_first_version_calls_the_reason_by_names_of_its_own() -> None:
    back = (
        "<RtrInf><RtrOrgtr><Nm>A. Debtor</Nm></RtrOrgtr><RtrRsn><Cd>MD06</Cd></RtrRsn>"
        "<AddtlRtrRsnInf>no longer wanted</AddtlRtrRsnInf></RtrInf>"
    )
    single = entry(
        side="DBIT",
        code=code(*RETURNED),
        status=status("BOOK", "02"),
        more=transaction(back),
    )
    reported = only(single, version="01")
    assert (reported.said.by, reported.reason) == ("A. Debtor", reason("MD06", "no longer wanted"))


def test_a_message_without_a_time_is_read_by_the_days_of_its_entries() -> None:
    xml = statement(credit()).replace(b"<CreDtTm>2026-12-02T06:00:00+01:00</CreDtTm>", b"")
    (reported,) = camt.iter_answers(xml)
    assert (reported.on, reported.said.at) == (BOOKED_ON, None)


def test_a_message_without_any_day_is_refused() -> None:
    undated = entry(transaction(), code=code(*COLLECTED), booked="")
    xml = statement(undated).replace(b"<CreDtTm>2026-12-02T06:00:00+01:00</CreDtTm>", b"")
    with pytest.raises(UnreadableMessage, match=r"Ntry.*needs a booking day"):
        list(camt.iter_answers(xml))


def test_without_a_namespace_it_is_read_all_the_same() -> None:
    xml = statement(credit()).replace(
        b' xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"', b""
    )
    assert [r.fact for r in camt.iter_answers(xml)] == [Settlement]


def test_with_a_prefix_and_line_breaks_it_is_read_all_the_same() -> None:
    xml = statement(credit()).decode()
    prefixed = xml.replace("</", "</\0").replace("<", "\n<x:").replace("<x:/\0", "</x:")
    prefixed = prefixed.replace("<x:Document xmlns=", "<x:Document xmlns:x=").strip()
    assert list(camt.iter_answers(prefixed.encode())) == list(camt.iter_answers(xml.encode()))


def test_a_statement_without_entries_tells_nothing() -> None:
    assert told() == []


def test_a_truncated_file_tells_nothing_at_all() -> None:
    xml = statement(credit(), credit())
    with pytest.raises(UnreadableMessage):
        list(camt.iter_answers(xml[:-30]))


def test_another_message_is_named() -> None:
    namespace = b"urn:iso:std:iso:20022:tech:xsd:pain.008.001.08"
    xml = b'<Document xmlns="' + namespace + b'"><CstmrDrctDbtInitn/></Document>'
    with pytest.raises(UnreadableMessage, match=r"not a camt\.052 .* but a pain\.008"):
        list(camt.iter_answers(xml))
