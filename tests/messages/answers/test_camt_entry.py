"""One movement: which collections or batches it is of, and what it means for them."""

from __future__ import annotations

import pytest

from helpers.camt_files import (
    COLLECTED,
    RETURNED,
    VERSIONS,
    amounts,
    batch,
    code,
    entry,
    money,
    own_code,
    returned,
    status,
    transaction,
)
from helpers.statements_told import BOOKED_ON, debit, euro, only, told
from sepadd.collection import (
    BankFact,
    Cancellation,
    Charge,
    Level,
    Return,
    Reversal,
    Settlement,
    reason,
)


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


def test_a_batch_that_is_named_in_its_place_is_not_the_one_of_the_banks_words() -> None:
    words = "<AddtlNtryInf>/TRTP/SEPA Incasso batch/PREF/B-2/NRTX/7</AddtlNtryInf>"
    bulk = batch(PmtInfId="B-1", NbOfTxs="7")
    assert only(entry(bulk, code=code(*COLLECTED), more=words)).batch_id == "B-1"


def test_a_batch_sent_back_as_a_whole_is_a_return_of_the_batch() -> None:
    single = entry(batch(PmtInfId="B-1", NbOfTxs="3"), side="DBIT", code=code(*RETURNED))
    reported = only(single)
    assert (reported.fact, reported.level, reported.batch_id) == (Return, Level.BATCH, "B-1")


# what else a file may be


def test_the_first_version_has_its_details_in_the_entry_itself() -> None:
    single = entry(code=code(*COLLECTED), status=status("BOOK", "02"), more=transaction())
    reported = only(single, version="01")
    assert (reported.level, reported.end_to_end_id) == (Level.COLLECTION, "E-1")
