"""A statement of the creditor's account, read into what happened to collections."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from helpers.camt_files import (
    COLLECTED,
    REFS,
    RETURNED,
    ROOTS,
    VERSIONS,
    amounts,
    batch,
    charges,
    code,
    entry,
    money,
    own_code,
    returned,
    statement,
    status,
    transaction,
)
from sepadd.collection import (
    BankFact,
    Cancellation,
    Charge,
    FactSource,
    Level,
    Reason,
    Reported,
    Return,
    Reversal,
    Settlement,
    reason,
)
from sepadd.findings import UnreadableMessage
from sepadd.messages.answers import camt
from sepadd.values import ZERO, Euro

BOOKED_ON = date(2026, 12, 1)
ORIGINATORS = {
    "02": "<Orgtr><Id><OrgId><BICOrBEI>INGBNL2A</BICOrBEI></OrgId></Id></Orgtr>",
    "08": "<Orgtr><Id><OrgId><AnyBIC>INGBNL2A</AnyBIC></OrgId></Id></Orgtr>",
}


def euro(amount: str) -> Euro:
    return Euro.parse(amount)


def told(*entries: str, kind: str = "camt.053", version: str = "08") -> list[Reported]:
    return list(camt.read(statement(*entries, kind=kind, version=version)))


def only(*entries: str, kind: str = "camt.053", version: str = "08") -> Reported:
    (reported,) = told(*entries, kind=kind, version=version)
    return reported


def credit(*parts: str, refs: str = REFS) -> str:
    return entry(transaction(*parts, refs=refs), code=code(*COLLECTED))


def debit(*parts: str, refs: str = REFS, amount: str = "50.00", version: str = "08") -> str:
    back = returned(originator=ORIGINATORS[version])
    return entry(
        transaction(*parts, back, refs=refs),
        side="DBIT",
        amount=amount,
        code=code(*RETURNED),
        status=status("BOOK", version),
    )


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


def test_two_statements_in_one_message_speak_of_two_accounts() -> None:
    xml = statement(credit()).decode()
    other = "<Stmt><Id>8</Id><Acct><Id><Othr><Id>12</Id></Othr></Id></Acct>"
    both = xml.replace("</Stmt>", f"</Stmt>{other}{credit()}</Stmt>")
    accounts = [(reported.account, reported.place[:15]) for reported in camt.read(both.encode())]
    assert accounts == [("NL91ABNA0417164300", "Stmt[1]/Ntry[1]"), ("", "Stmt[2]/Ntry[1]")]


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


def test_whether_a_return_is_a_refund_is_left_to_whoever_records_it() -> None:
    back = returned("<Cd>MD06</Cd>")
    single = entry(transaction(back), side="DBIT", code=code(*RETURNED))
    assert only(single).fact is Return


@pytest.mark.parametrize("said_by", [code("IDDT", "PRDD"), own_code("NMSC+193+00931")])
def test_a_reversal_is_told_by_its_code(said_by: str) -> None:
    assert only(entry(transaction(), side="DBIT", code=said_by)).fact is Reversal


def test_what_was_cancelled_after_it_was_credited_is_a_cancellation() -> None:
    single = entry(transaction(), side="DBIT", code=code("IDDT", "RCDD"))
    assert only(single).fact is Cancellation


def test_a_refund_under_the_code_of_a_reversal_is_a_return() -> None:
    back = returned("<Cd>MD06</Cd>")
    single = entry(transaction(back), side="DBIT", code=code("IDDT", "PRDD"))
    assert only(single).fact is Return


@pytest.mark.parametrize(
    "elsewhere",
    [
        entry(transaction(refs=""), code=code("RCDT", "ESCT")),
        entry(transaction(refs="<EndToEndId>NOTPROVIDED</EndToEndId>")),
        entry(transaction(refs=""), side="DBIT", code=code("DBIT", "SALR")),
        entry(code=code("RCDT", "ESCT")),
        entry(side="DBIT", code=code("IDDT", "ESDD")),
        entry(side="DBIT", code=code("MDOP", "CHRG")),
        entry(transaction(returned(), refs=""), code=code("ICDT", "RRTN")),
        entry(transaction(returned(), refs=""), code=code("RDDT", "UPDD")),
    ],
)
def test_what_is_no_direct_debit_and_names_nothing_is_passed_over(elsewhere: str) -> None:
    assert told(elsewhere) == []


@pytest.mark.parametrize(
    "elsewhere",
    [
        entry(transaction(), code=code("RCDT", "ESCT")),
        entry(transaction(), side="DBIT", code=code("DBIT", "SALR")),
        entry(transaction(), side="DBIT", code=code("ICDT", "ESCT")),
        entry(transaction(), side="DBIT", code=code("CCRD", "POSD")),
    ],
)
def test_what_has_the_code_of_something_else_is_told_by_its_name_and_is_no_fact(
    elsewhere: str,
) -> None:
    reported = only(elsewhere)
    assert (reported.fact, reported.by_name, reported.end_to_end_id) == (None, True, "E-1")


@pytest.mark.parametrize(
    ("mute", "fact"),
    [
        (entry(transaction(refs="<EndToEndId>E-1</EndToEndId>")), Settlement),
        (entry(transaction(), own="<Prtry><Cd>584</Cd></Prtry>", side="DBIT"), Return),
        (entry(batch(PmtInfId="B-1")), Settlement),
        (entry(batch(MsgId="RUN-1"), own="<Prtry><Cd>584</Cd></Prtry>"), Settlement),
        (entry(more="<AddtlNtryInf>/PREF/B-1/NRTX/7</AddtlNtryInf>"), Settlement),
        (entry(transaction(), side="DBIT", code=code("RDDT", "ESDD")), Return),
        (entry(transaction(), side="DBIT", code=code("IDDT", "ESDD")), Return),
        (entry(transaction(), side="DBIT", code=own_code("NDDT+105+9200+992")), Return),
        (entry(transaction(), side="DBIT"), Return),
        (entry(transaction(returned()), code=code("RDDT", "UPDD")), Settlement),
        (entry(transaction(), side="DBIT", code=code("MDOP", "CHRG")), Charge),
    ],
)
def test_what_no_code_shows_to_be_ours_is_ours_by_its_name(mute: str, fact: type[BankFact]) -> None:
    reported = only(mute)
    assert (reported.fact, reported.by_name) == (fact, True)


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("/EREF/E-1/MARF/M-1/CSID/NL69ZZZ123456780001", ("E-1", "M-1")),
        ("SVWZ+Retoure EREF+E-1 MREF+M-1 CRED+NL69", ("E-1", "M-1")),
        ("/TRTP/SEPA INCASSO/EREF/E-1", ("E-1", "")),
        ("nothing of it", ("", "")),
    ],
)
def test_references_in_the_banks_words_are_read(words: str, names: tuple[str, str]) -> None:
    reported = only(
        entry(side="DBIT", code=code(*RETURNED), more=f"<AddtlNtryInf>{words}</AddtlNtryInf>")
    )
    assert (reported.end_to_end_id, reported.mandate) == names
    assert reported.level is (Level.COLLECTION if any(names) else Level.BATCH)


def test_without_any_code_a_mandate_shows_a_collection() -> None:
    assert only(entry(transaction())).fact is Settlement


@pytest.mark.parametrize(
    "party",
    [
        "<Cdtr><Id><PrvtId>{}</PrvtId></Id></Cdtr>",
        "<Cdtr><Pty><Id><PrvtId>{}</PrvtId></Id></Pty></Cdtr>",
        "<Cdtr><Pty><Id><OrgId>{}</OrgId></Id></Pty></Cdtr>",
    ],
)
@pytest.mark.parametrize("scheme", ["<Cd>SEPA</Cd>", "<Prtry>SEPA</Prtry>"])
def test_without_any_code_a_creditor_identifier_shows_a_collection(party: str, scheme: str) -> None:
    identifier = f"<Othr><Id>NL69ZZZ123456780001</Id><SchmeNm>{scheme}</SchmeNm></Othr>"
    parties = f"<RltdPties>{party.format(identifier)}</RltdPties>"
    assert only(entry(transaction(parties, refs=""))).fact is Settlement


def test_the_code_may_stand_beside_the_transaction_alone() -> None:
    single = f"<BkTxCd>{own_code('NMSC+171+9200+000')}</BkTxCd>"
    assert only(entry(transaction(single, refs=""))).fact is Settlement


def test_a_return_that_is_booked_back_is_credited_again() -> None:
    single = entry(transaction(returned()), code=code(*RETURNED), more="<RvslInd>true</RvslInd>")
    reported = only(single)
    assert (reported.fact, reported.again) == (Settlement, True)
    assert (reported.moved, reported.booked_on) == (euro("50.00"), BOOKED_ON)


def test_a_debit_of_our_own_that_says_nothing_more_is_a_return() -> None:
    reported = only(entry(side="DBIT", code=code("IDDT", "OTHR")))
    assert (reported.fact, reported.by_name, reported.reason) == (Return, False, reason(""))


def test_a_debit_marked_as_a_reversal_is_a_return_even_under_a_collecting_code() -> None:
    single = entry(
        transaction(), side="DBIT", code=code(*COLLECTED), more="<RvslInd>true</RvslInd>"
    )
    assert only(single).fact is Return


def test_a_transaction_may_go_the_other_way_than_its_entry() -> None:
    sent_back = transaction(money("10.00"), "<CdtDbtInd>DBIT</CdtDbtInd>", returned())
    both = transaction(money("60.00"), "<CdtDbtInd>CRDT</CdtDbtInd>") + sent_back
    facts = [(r.fact, r.moved) for r in told(entry(both, code=code(*COLLECTED)))]
    assert facts == [(Settlement, euro("60.00")), (Return, euro("10.00"))]


# when


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("spelling", VERSIONS)
def test_trap_29_booked_is_spelled_in_two_ways(version: str, spelling: str) -> None:
    single = entry(transaction(), code=code(*COLLECTED), status=status("BOOK", spelling))
    reported = only(single, version=version)
    assert (reported.fact, reported.booked_on) == (Settlement, BOOKED_ON)


@pytest.mark.parametrize("kind", ROOTS)
@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("value", ["PDNG", "INFO", "FUTR"])
def test_trap_29_what_is_not_booked_is_told_and_is_no_fact(
    value: str, version: str, kind: str
) -> None:
    single = entry(transaction(), code=code(*COLLECTED), status=status(value, version))
    reported = only(single, kind=kind, version=version)
    assert (reported.fact, reported.status, reported.booked_on) == (None, value, None)
    assert (reported.end_to_end_id, reported.moved) == ("E-1", euro("50.00"))


def test_an_entry_that_does_not_say_whether_it_is_booked_is_not() -> None:
    reported = only(entry(transaction(), code=code(*COLLECTED), status=""))
    assert (reported.fact, reported.status) == (None, "status not told")


@pytest.mark.parametrize(
    ("at", "on"),
    [
        ("2026-12-01T23:30:00-05:00", date(2026, 12, 2)),
        ("2026-11-30T23:00:00.000Z", BOOKED_ON),
        ("2026-11-30T22:59:59Z", date(2026, 11, 30)),
        ("2026-06-30T22:00:00Z", date(2026, 7, 1)),
        ("2026-12-01T23:30:00", BOOKED_ON),
        ("2026-12-01T00:30:00+01:00", BOOKED_ON),
    ],
)
def test_a_booking_time_with_an_offset_is_its_day_in_brussels(at: str, on: date) -> None:
    booked = f"<BookgDt><DtTm>{at}</DtTm></BookgDt>"
    single = entry(transaction(), code=code(*COLLECTED), booked=booked)
    assert only(single).booked_on == on


@pytest.mark.parametrize(
    ("written", "on", "fact"),
    [
        ("<BookgDt><Dt>2026-12-01 09:30</Dt></BookgDt>", BOOKED_ON, Settlement),
        (
            "<BookgDt><Dt>1.12.</Dt></BookgDt><ValDt><Dt>2026-12-01</Dt></ValDt>",
            BOOKED_ON,
            Settlement,
        ),
        ("<BookgDt><Dt>1.12.</Dt></BookgDt>", None, None),
    ],
)
def test_a_day_that_cannot_be_read_is_told_and_hides_nothing_else(
    written: str, on: date | None, fact: type[BankFact] | None
) -> None:
    broken = entry(transaction(), code=code(*COLLECTED), booked=written)
    first, second = told(broken, credit())
    assert (first.booked_on, first.fact, first.end_to_end_id) == (on, fact, "E-1")
    assert "a day is written as" in first.fault
    assert (second.fact, second.fault) == (Settlement, "")


def test_without_a_booking_day_the_day_of_value_is_taken() -> None:
    value = "<ValDt><Dt>2026-11-30</Dt></ValDt>"
    single = entry(transaction(), code=code(*COLLECTED), booked=value)
    reported = only(single)
    assert (reported.on, reported.booked_on) == (date(2026, 11, 30), date(2026, 11, 30))


def test_without_any_day_it_is_the_day_of_the_message_and_no_booking_day() -> None:
    reported = only(entry(transaction(), code=code(*COLLECTED), booked=""))
    assert (reported.on, reported.booked_on) == (date(2026, 12, 2), None)


def test_a_message_without_a_time_is_read_by_the_days_of_its_entries() -> None:
    xml = statement(credit()).replace(b"<CreDtTm>2026-12-02T06:00:00+01:00</CreDtTm>", b"")
    (reported,) = camt.read(xml)
    assert (reported.on, reported.said.at) == (BOOKED_ON, None)


def test_a_message_without_any_day_is_refused() -> None:
    undated = entry(transaction(), code=code(*COLLECTED), booked="")
    xml = statement(undated).replace(b"<CreDtTm>2026-12-02T06:00:00+01:00</CreDtTm>", b"")
    with pytest.raises(UnreadableMessage, match=r"Ntry.*needs a booking day"):
        list(camt.read(xml))


def test_a_time_in_utc_keeps_its_offset() -> None:
    xml = statement(credit()).replace(b"06:00:00+01:00", b"06:00:00Z")
    (reported,) = camt.read(xml)
    assert reported.said.at == datetime(2026, 12, 2, 6, tzinfo=UTC)


# how much


@pytest.mark.parametrize("version", VERSIONS)
def test_trap_26_what_a_return_costs_beside_its_amount_is_charges(version: str) -> None:
    single = entry(
        transaction(
            amounts(InstdAmt="50.00"),
            charges("3.00", "0.00", version=version),
            returned(originator=ORIGINATORS[version]),
            refs="<MndtId>M-1</MndtId>",
        ),
        side="DBIT",
        amount="53.00",
        status=status("BOOK", version),
    )
    reported = only(single, version=version)
    assert (reported.fact, reported.mandate, reported.end_to_end_id) == (Return, "M-1", "")
    assert (reported.amount, reported.moved, reported.charges) == (
        euro("50.00"),
        euro("53.00"),
        euro("3.00"),
    )
    assert reported.reason == reason("MS03")


def test_what_moved_beyond_the_amount_is_charges_also_where_no_charge_is_told() -> None:
    reported = only(debit(amounts(InstdAmt="50.00", TxAmt="53.00"), amount="53.00"))
    assert (reported.amount, reported.charges) == (euro("50.00"), euro("3.00"))


def test_the_interest_of_a_refund_is_compensation_where_it_is_told() -> None:
    told_apart = (
        "<AmtDtls><InstdAmt><Amt Ccy='EUR'>50.00</Amt></InstdAmt>"
        "<PrtryAmt><Tp>COMPENSATION</Tp><Amt Ccy='EUR'>0.25</Amt></PrtryAmt></AmtDtls>"
    )
    reported = only(debit(told_apart, amount="53.25"))
    assert (reported.charges, reported.compensation) == (euro("3.00"), euro("0.25"))


@pytest.mark.parametrize("version", VERSIONS)
def test_charges_that_are_booked_by_themselves_are_not_in_the_movement(version: str) -> None:
    record = f"{money('0.70')}<ChrgInclInd>false</ChrgInclInd>"
    apart = f"<Chrgs>{record if version == '02' else f'<Rcrd>{record}</Rcrd>'}</Chrgs>"
    reported = only(debit(apart, version=version), version=version)
    assert (reported.moved, reported.charges) == (euro("50.00"), ZERO)


@pytest.mark.parametrize("version", VERSIONS)
def test_without_an_amount_of_the_collection_the_charges_are_those_told(version: str) -> None:
    single = debit(charges("3.00", version=version), amount="53.00", version=version)
    reported = only(single, version=version)
    assert (reported.amount, reported.moved, reported.charges) == (
        None,
        euro("53.00"),
        euro("3.00"),
    )


def test_charges_that_a_bank_gives_back_count_against_the_others() -> None:
    given_back = f"<Rcrd>{money('1.00')}<CdtDbtInd>CRDT</CdtDbtInd></Rcrd>"
    back = f"<Chrgs><Rcrd>{money('3.00')}</Rcrd>{given_back}</Chrgs>"
    assert only(debit(back, amount="52.00")).charges == euro("2.00")


def test_where_only_the_total_of_the_charges_is_told_it_counts() -> None:
    total = "<Chrgs><TtlChrgsAndTaxAmt Ccy='EUR'>3.00</TtlChrgsAndTaxAmt></Chrgs>"
    assert only(debit(total, amount="53.00")).charges == euro("3.00")


def test_charges_of_the_entry_are_those_of_its_only_transaction() -> None:
    single = entry(
        transaction(returned()),
        side="DBIT",
        amount="53.00",
        code=code(*RETURNED),
        more=charges("3.00", version="08"),
    )
    assert only(single).charges == euro("3.00")


def test_a_collection_credited_less_charges_tells_both() -> None:
    single = entry(transaction(amounts(InstdAmt="50.00")), amount="49.70", code=code(*COLLECTED))
    reported = only(single)
    assert (reported.amount, reported.moved, reported.charges) == (
        euro("50.00"),
        euro("49.70"),
        euro("0.30"),
    )


def test_less_than_the_amount_came_back_and_nothing_is_charged() -> None:
    reported = only(debit(amounts(InstdAmt="50.00"), amount="40.00"))
    assert (reported.moved, reported.charges) == (euro("40.00"), ZERO)


@pytest.mark.parametrize("version", VERSIONS)
def test_trap_28_several_returns_in_one_entry_are_several_returns(version: str) -> None:
    def one(amount: str, name: str) -> str:
        told = money(amount) if version == "08" else amounts(TxAmt=amount)
        return transaction(told, returned(), refs=f"<EndToEndId>{name}</EndToEndId>")

    both = entry(
        one("564.05", "E-1") + one("100.00", "E-2"),
        side="DBIT",
        amount="664.05",
        code=code(*RETURNED),
        status=status("BOOK", version),
    )
    facts = [(r.fact, r.end_to_end_id, r.moved, r.place) for r in told(both, version=version)]
    assert facts == [
        (Return, "E-1", euro("564.05"), "Stmt[1]/Ntry[1]/NtryDtls[1]/TxDtls[1]"),
        (Return, "E-2", euro("100.00"), "Stmt[1]/Ntry[1]/NtryDtls[1]/TxDtls[2]"),
    ]


def test_of_several_the_booked_amount_is_the_transactions_own() -> None:
    one = transaction(amounts(InstdAmt="50.00", TxAmt="53.00"), returned())
    both = entry(one + one, side="DBIT", amount="106.00", code=code(*RETURNED))
    costs = [(r.amount, r.moved, r.charges) for r in told(both)]
    assert costs == [(euro("50.00"), euro("53.00"), euro("3.00"))] * 2


def test_of_several_without_a_booked_amount_the_instructed_and_the_charges_moved() -> None:
    one = transaction(amounts(InstdAmt="50.00"), charges("3.00", version="08"), returned())
    both = entry(one + one, side="DBIT", amount="106.00", code=code(*RETURNED))
    costs = [(r.amount, r.moved, r.charges) for r in told(both)]
    assert costs == [(euro("50.00"), euro("53.00"), euro("3.00"))] * 2


def test_of_several_without_any_amount_none_is_told() -> None:
    both = entry(transaction(returned()) * 2, side="DBIT", amount="100.00", code=code(*RETURNED))
    assert [(r.amount, r.moved) for r in told(both)] == [(None, None)] * 2


def test_another_currency_than_the_euro_is_named_and_is_no_fact() -> None:
    single = entry(transaction(), code=code(*COLLECTED), currency="USD")
    reported = only(single)
    assert (reported.fact, reported.status) == (None, "USD")
    assert (reported.moved, reported.booked_on) == (None, BOOKED_ON)


def test_of_another_currency_the_amount_collected_is_told_where_it_is_in_euros() -> None:
    single = entry(transaction(amounts(InstdAmt="50.00")), code=code(*COLLECTED), currency="CHF")
    reported = only(single)
    assert (reported.status, reported.amount, reported.moved) == ("CHF", euro("50.00"), None)
    assert reported.foreign == "50.00 CHF"


def test_an_amount_instructed_in_another_currency_is_not_the_collections() -> None:
    foreign = "<AmtDtls><InstdAmt><Amt Ccy='USD'>58.00</Amt></InstdAmt></AmtDtls>"
    reported = only(credit(foreign))
    assert (reported.fact, reported.amount, reported.moved) == (Settlement, None, euro("50.00"))


@pytest.mark.parametrize(
    ("written", "cents"), [("50", 5000), ("50.5", 5050), ("050.00", 5000), ("50.50000", 5050)]
)
def test_an_amount_is_read_however_many_decimals_are_written(written: str, cents: int) -> None:
    single = entry(transaction(), code=code(*COLLECTED), amount=written)
    assert only(single).moved == Euro(cents=cents)


@pytest.mark.parametrize("written", ["", "50,00", "fifty", "50.001", "-50.00"])
def test_an_amount_that_is_none_refuses_the_message(written: str) -> None:
    single = entry(transaction(), code=code(*COLLECTED), amount=written)
    with pytest.raises(UnreadableMessage, match="Amt"):
        told(single)


def test_an_amount_that_is_none_matters_not_where_no_direct_debit_is() -> None:
    assert told(entry(amount="", code=code("RCDT", "ESCT"))) == []


# of which collection


def test_trap_27_the_debtor_may_stand_under_either_role() -> None:
    abn = "<RltdPties><Cdtr><Nm>Debtor</Nm></Cdtr></RltdPties>"
    boi = "<RltdPties><Dbtr><Nm>Debtor</Nm></Dbtr></RltdPties>"
    assert told(debit(abn)) == told(debit(boi))


@pytest.mark.parametrize(
    "refs",
    [
        "<EndToEndId>NOTPROVIDED</EndToEndId><MndtId>M-1</MndtId>",
        "<MndtId>M-1</MndtId>",
        "<EndToEndId/><MndtId>M-1</MndtId>",
    ],
)
def test_trap_26_an_end_to_end_id_may_be_missing(refs: str) -> None:
    reported = only(debit(refs=refs))
    assert (reported.end_to_end_id, reported.mandate) == ("", "M-1")


@pytest.mark.parametrize("version", VERSIONS)
def test_a_batch_without_details_is_reported_as_a_batch(version: str) -> None:
    bulk = batch(MsgId="RUN-1", PmtInfId="RUN-1-B1", NbOfTxs="3")
    total = bulk.replace("</Btch>", "<TtlAmt Ccy='EUR'>150.00</TtlAmt></Btch>")
    single = entry(total, amount="150.00", code=code(*COLLECTED), status=status("BOOK", version))
    reported = only(single, version=version)
    assert (reported.fact, reported.level) == (Settlement, Level.BATCH)
    assert (reported.message_id, reported.batch_id) == ("RUN-1", "RUN-1-B1")
    assert (reported.collections, reported.moved) == (3, euro("150.00"))


def test_a_batch_that_tells_no_total_comes_to_what_was_booked() -> None:
    single = entry(batch(PmtInfId="B-1"), amount="150.00", code=code(*COLLECTED))
    reported = only(single)
    assert (reported.collections, reported.moved) == (None, euro("150.00"))


def test_two_batches_in_one_entry_are_two() -> None:
    def bulk(name: str, total: str) -> str:
        return f"<Btch><PmtInfId>{name}</PmtInfId><TtlAmt Ccy='EUR'>{total}</TtlAmt></Btch>"

    both = entry(
        bulk("B-1", "100.00"), bulk("B-2", "50.00"), amount="150.00", code=code(*COLLECTED)
    )
    batches = [(r.batch_id, r.moved, r.place) for r in told(both)]
    assert batches == [
        ("B-1", euro("100.00"), "Stmt[1]/Ntry[1]/NtryDtls[1]"),
        ("B-2", euro("50.00"), "Stmt[1]/Ntry[1]/NtryDtls[2]"),
    ]


def test_two_batches_without_totals_tell_no_amount() -> None:
    both = entry(batch(PmtInfId="B-1"), batch(PmtInfId="B-2"), code=code(*COLLECTED))
    assert [r.moved for r in told(both)] == [None, None]


def test_an_entry_without_any_details_is_reported_as_a_batch() -> None:
    reported = only(entry(amount="150.00", code=code(*COLLECTED)))
    assert (reported.level, reported.moved) == (Level.BATCH, euro("150.00"))
    assert (reported.batch_id, reported.entry) == ("", "BANK-1")


def test_an_entry_whose_details_lie_in_another_message_is_reported_as_a_batch() -> None:
    elsewhere = "<AddtlInfInd><MsgNmId>camt.054.001.08</MsgNmId><MsgId>N-1</MsgId></AddtlInfInd>"
    reported = only(entry(code=code(*COLLECTED), more=elsewhere))
    assert (reported.fact, reported.level) == (Settlement, Level.BATCH)


def test_a_transaction_that_names_only_its_batch_is_reported_as_a_batch() -> None:
    refs = "<PmtInfId>B-1</PmtInfId>"
    single = entry(batch(NbOfTxs="3") + transaction(refs=refs), code=code(*COLLECTED))
    reported = only(single)
    assert (reported.level, reported.batch_id, reported.collections) == (Level.BATCH, "B-1", 3)


def test_a_batch_that_tells_its_collections_is_reported_as_these() -> None:
    bulk = batch(PmtInfId="B-1", NbOfTxs="2")
    both = "".join(
        transaction(money("25.00"), refs=f"<EndToEndId>{name}</EndToEndId>")
        for name in ("E-1", "E-2")
    )
    collections = [
        (r.level, r.batch_id, r.end_to_end_id)
        for r in told(entry(bulk + both, code=code(*COLLECTED)))
    ]
    assert collections == [
        (Level.COLLECTION, "B-1", "E-1"),
        (Level.COLLECTION, "B-1", "E-2"),
    ]


def test_one_detail_of_a_batch_of_many_is_not_the_whole_movement() -> None:
    bulk = batch(NbOfTxs="3") + transaction(money("50.00"))
    assert only(entry(bulk, amount="150.00", code=code(*COLLECTED))).moved == euro("50.00")


def test_a_batch_may_be_named_in_the_banks_own_words() -> None:
    words = "<AddtlNtryInf>/TRTP/SEPA Incasso batch/PREF/B-1/NRTX/7/PIND/BRUTO</AddtlNtryInf>"
    bulk = batch(MsgId="BANK-1", NbOfTxs="7")
    reported = only(entry(bulk, code=code(*COLLECTED), more=words))
    assert (reported.batch_id, reported.message_id) == ("B-1", "")


def test_details_without_a_batch_reference_have_their_batch_from_the_banks_words() -> None:
    words = "<AddtlNtryInf>/TRTP/SEPA Incasso batch/PREF/B-1/NRTX/7</AddtlNtryInf>"
    reported = only(entry(transaction(), code=code(*COLLECTED), more=words))
    assert reported.batch_id == "B-1"


def test_a_batch_sent_back_as_a_whole_is_a_return_of_the_batch() -> None:
    single = entry(batch(PmtInfId="B-1", NbOfTxs="3"), side="DBIT", code=code(*RETURNED))
    reported = only(single)
    assert (reported.fact, reported.level, reported.batch_id) == (Return, Level.BATCH, "B-1")


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ("<AcctSvcrRef>BANK-1</AcctSvcrRef><NtryRef>N-1</NtryRef>", "BANK-1"),
        ("<NtryRef>N-1</NtryRef>", "N-1"),
        ("<AcctSvcrRef>NONREF</AcctSvcrRef><NtryRef>N-1</NtryRef>", "N-1"),
        ("", ""),
    ],
)
def test_the_bank_names_its_entry(reference: str, expected: str) -> None:
    single = entry(transaction(), code=code(*COLLECTED), reference=reference)
    assert only(single).entry == expected


# what else a file may be


def test_the_first_version_has_its_details_in_the_entry_itself() -> None:
    single = entry(code=code(*COLLECTED), status=status("BOOK", "02"), more=transaction())
    reported = only(single, version="01")
    assert (reported.level, reported.end_to_end_id) == (Level.COLLECTION, "E-1")


def test_without_a_namespace_it_is_read_all_the_same() -> None:
    xml = statement(credit()).replace(
        b' xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"', b""
    )
    assert [r.fact for r in camt.read(xml)] == [Settlement]


def test_with_a_prefix_and_line_breaks_it_is_read_all_the_same() -> None:
    xml = statement(credit()).decode()
    prefixed = xml.replace("</", "</\0").replace("<", "\n<x:").replace("<x:/\0", "</x:")
    prefixed = prefixed.replace("<x:Document xmlns=", "<x:Document xmlns:x=").strip()
    assert list(camt.read(prefixed.encode())) == list(camt.read(xml.encode()))


def test_a_statement_without_entries_tells_nothing() -> None:
    assert told() == []


def test_a_truncated_file_tells_nothing_at_all() -> None:
    xml = statement(credit(), credit())
    with pytest.raises(UnreadableMessage):
        list(camt.read(xml[:-30]))


def test_another_message_is_named() -> None:
    namespace = b"urn:iso:std:iso:20022:tech:xsd:pain.008.001.08"
    xml = b'<Document xmlns="' + namespace + b'"><CstmrDrctDbtInitn/></Document>'
    with pytest.raises(UnreadableMessage, match=r"not a camt\.052 .* but a pain\.008"):
        list(camt.read(xml))
