"""One entry as a bank writes it: its reason, its charges, whose it is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from helpers.fake_bank_asked import (
    DUE,
    FILE,
    LATER,
    NEXT,
    each_generation,
    only,
    opened,
    settled,
    texts,
    with_file,
)
from sepadd.testing.fake_bank import DUTCH, GERMAN, ISO_2009, PLAIN, Dialect
from sepadd.testing.fake_bank.dialects import IRISH, ISO_2019, MANDATE_ONLY, MessageGeneration
from sepadd.testing.fake_bank.facts import Fate
from sepadd.values import Euro


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


@pytest.mark.parametrize("code", ["MD06", "MD01"])
def test_a_refund_comes_from_the_debtor(code: str) -> None:
    bank = settled()
    bank.refund("R-1", code)
    statement = only(bank.move_to(NEXT), "camt.053")
    assert texts(statement, "RtrInf/Rsn/Cd") == [code]
    assert texts(statement, "RtrInf/Orgtr/Nm") == ["Ada Jansen"]
    assert bank.fate("R-1") is Fate.REFUNDED


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
